"""What holds for every test of the window: one look, whatever the machine's own.

A test file that needs children on file has a `workspace` of its own; the rest follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme, apply_theme
from tests.hands import Hands
from tests.stores import a_workspace
from tests.windows import close_dialogs, main_window


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def _no_dialog_left(qapp: QApplication) -> Iterator[None]:
    del qapp
    yield
    close_dialogs()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An open store on 31 March 2020 with nobody in it."""
    return a_workspace(tmp_path / "s")


@pytest.fixture
def operations(workspace: Workspace, qapp: QApplication) -> Iterator[Operations]:
    """What a window works with, over the workspace, which is closed with it."""
    del qapp
    operations = Operations(workspace)
    yield operations
    operations.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of this test alone."""
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def hands(operations: Operations, settings: Settings, qtbot: QtBot) -> Hands:
    """Somebody at the keyboard of the main window."""
    return Hands(main_window(operations, settings, qtbot), qtbot)
