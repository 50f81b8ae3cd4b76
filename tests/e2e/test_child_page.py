"""By keyboard alone on a child's page: siblings, decisions from review to review, paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import AccessEvent, Child, Contact, Decision
from iro_desktop.ui.dialogs.document import DocumentDialog
from iro_desktop.ui.dialogs.history import HistoryDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.child import ChildView
from tests.caseloads import fill
from tests.hands import CTRL, Hands, Key
from tests.stores import TODAY, a_workspace
from tests.windows import main_window

ALT = Qt.KeyboardModifier.AltModifier
WORDS = "Life story work to begin with school support"


@pytest.fixture
def operations(tmp_path: Path, qapp: QApplication) -> Iterator[Operations]:
    apply_theme(qapp, Scheme.LIGHT)
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 4)
    operations = Operations(workspace)
    yield operations
    operations.close()


@pytest.fixture
def hands(operations: Operations, tmp_path: Path, qtbot: QtBot) -> Hands:
    """Somebody at the page of LC-20417, which the caseload leads to."""
    window = main_window(operations, Settings(tmp_path / "settings.ini"), qtbot)
    hands = Hands(window, qtbot)
    hands.press(Key.Key_F, CTRL)
    hands.write("20417")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    hands.page(ChildView)
    return hands


def the_child(operations: Operations, reference: str = "LC-20417") -> Child:
    case = operations.session.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child


def in_front(kind: type[QDialog], qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_one_contact_for_two_siblings_is_taken_back_with_one_key(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    before = set(operations.session.snapshot.of(Contact))
    hands.press(Key.Key_L, ALT)
    hands.dialog("Record contact")
    hands.tab_to("With whom")
    hands.write("carer")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(operations.session.snapshot.of(Contact)) == len(before) + 2)
    new = set(operations.session.snapshot.of(Contact)) - before
    assert {one.child_id for one in new} == {
        the_child(operations).id,
        the_child(operations, "LC-20418").id,
    }
    hands.page(ChildView)
    hands.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: set(operations.session.snapshot.of(Contact)) == before)
    hands.tab_to("Siblings")
    hands.press(Key.Key_Return)
    page = hands.page(ChildView)
    assert page.headline() == "LC-20418 J.B., 7 years"


def test_a_decision_is_carried_over_by_a_review_then_done_and_its_history_read(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    page = hands.page(ChildView)
    hands.press(Key.Key_R, ALT)
    hands.dialog("Record review")
    hands.tab_to("If carried over, by")
    hands.write("1 5 2020")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(operations.session.snapshot.of(Decision)) == 3)
    hands.page(ChildView)
    (line,) = page._decisions.rows.rows()
    assert (line.words, line.due_on, line.carried) == (
        WORDS,
        date(2020, 5, 1),
        "first decided 24 Sep 2019",
    )
    hands.tab_to("Decisions")
    hands.press(Key.Key_Space)
    qtbot.waitUntil(lambda: page._decisions.rows.rows()[0].done_on == TODAY)
    hands.press(Key.Key_H, CTRL)
    dialog = in_front(HistoryDialog, qtbot)
    assert isinstance(dialog, HistoryDialog)
    qtbot.waitUntil(lambda: dialog.rows.shown > 0)
    hands.tab_to("Field")
    hands.write("done")
    assert [(one.before, one.after) for one in dialog.rows.rows()] == [("", "31 Mar 2020")]
    hands.press(Key.Key_Escape)
    hands.page(ChildView)


def test_the_timeline_is_narrowed_and_the_sheet_printed_to_a_file(
    hands: Hands, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> None:
    page = hands.page(ChildView)
    everything = len(page._timeline.drawing.items())
    hands.tab_to(f"All, {page._timeline.chips._buttons['all'].text().removeprefix('All ')}")
    hands.press(Key.Key_Right)
    assert 0 < len(page._timeline.drawing.items()) < everything
    hands.press(Key.Key_P, CTRL)
    dialog = in_front(DocumentDialog, qtbot)
    assert isinstance(dialog, DocumentDialog)
    dialog.save_to(tmp_path / "sheet.pdf")
    hands.page(ChildView)
    assert hands.window.messages.text.startswith("Supervision sheet saved as sheet.pdf")
    noted = [one.what for one in operations.session.snapshot.of(AccessEvent)]
    assert noted.count("export") == 1
