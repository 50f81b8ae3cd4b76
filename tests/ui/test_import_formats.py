"""The import dialog reads what the person says the files are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Review
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.operations import Operations
from tests.censuses import a_census, child, details, extract, plan
from tests.stores import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    "words, reviews", [("Children in need census", 2), ("Standard Safeguarding Dataset", 1)]
)
def test_a_census_and_an_extract_are_shown_first_and_then_imported(
    operations: Operations, qtbot: QtBot, tmp_path: Path, words: str, reviews: int
) -> None:
    if "census" in words:
        found = details(plan("2019-02-04", "2019-05-01", "2019-10-28"))
        paths = [a_census(tmp_path, child("AB12", found))]
    else:
        paths = extract(tmp_path, cp_reviews=["1,AB12,,,2019-05-01,Y,Y,"])
    dialog = ImportDialog(operations)
    qtbot.addWidget(dialog)
    dialog.open()
    kinds = dialog.findChildren(QComboBox)
    (chosen,) = [one for one in kinds if one.accessibleName() == "What the files are"]
    chosen.setCurrentIndex(chosen.findText(words))
    dialog.choose(paths)
    qtbot.waitUntil(lambda: not dialog.is_running and dialog.count_of("Reviews") == (reviews, 0))
    assert dialog.error == ""
    assert operations.session.snapshot.of(Review) == ()
    with qtbot.waitSignal(dialog.imported):
        dialog._on_import()
    assert len(operations.session.snapshot.of(Review)) == reviews
    qtbot.waitUntil(lambda: not dialog.is_running)
