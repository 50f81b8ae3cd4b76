"""A workbook is imported in the window: what it holds is shown before anything changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.operations import Operations
from tests.annexes import a_workbook, an_annex
from tests.stores import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro", today=date(2021, 6, 1), whole_service=True)
    yield workspace
    workspace.close()


def test_a_workbook_is_taken_for_an_annex_a(
    operations: Operations, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ImportDialog(operations)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.choose([a_workbook(tmp_path, an_annex())])
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert dialog.error == ""
    assert dialog.count_of("Children") == (5, 0)
    dialog.choose([tmp_path / "gone.xlsx"])
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert "gone.xlsx is not there" in dialog.error
