"""Children handed over and taken over at the keyboard, from one window to another store."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.casefile import allocation_on
from iro_desktop.domain.records import AccessEvent, Contact
from iro_desktop.services.take_over import preview_handover
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.hand_over import HandOverDialog, HandoverWordsDialog
from iro_desktop.ui.dialogs.take_over import TakeOverDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.caseload import CaseloadView
from tests.builders import a_review, an_id, care
from tests.caseloads import fill
from tests.handovers import FIRST_DAY, a_child_of, an_iro, hand_over, take_over
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import TODAY, a_workspace
from tests.windows import WAIT


@pytest.fixture
def number() -> int:
    """How many children are on file."""
    return 6


@pytest.fixture
def workspace(tmp_path: Path, number: int) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    if number:
        fill(workspace, number)
    return workspace


@pytest.fixture
def elsewhere(tmp_path: Path) -> Workspace:
    """The store of another IRO."""
    return an_iro(tmp_path / "elsewhere", "E. Else", 7)


def test_two_children_are_handed_over_and_the_words_wait_to_be_told(
    hands: Hands, operations: Operations, elsewhere: Workspace, tmp_path: Path
) -> None:
    page = hands.page(CaseloadView)
    page.take_keyboard()
    while len(page.chosen_children()) < 2:
        hands.press(Key.Key_Down, SHIFT)
    chosen = page.chosen_children()
    hands.press(Key.Key_J, CTRL | SHIFT)
    dialog = hands.dialog("Hand over children")
    assert isinstance(dialog, HandOverDialog)
    hands.wait(lambda: "It names " in dialog.leaving.text())
    assert "2 children" in dialog.leaving.text()
    hands.press(Key.Key_Return, CTRL)
    assert dialog.form.problem_of("from_on") == "Enter the first day of the other IRO."
    hands.tab_to("First day of the IRO who takes over")
    hands.write("14/4/2020")
    hands.tab_to("Who takes over")
    hands.write("E. Else")
    assert all("E. Else from 14 Apr 2020" in row.words for row in dialog.plan.rows.rows())
    before = operations.session.snapshot
    hands.press(Key.Key_Return, CTRL)
    (files,) = dialog.findChildren(QFileDialog)
    assert operations.session.snapshot is before
    file = tmp_path / "p.irohandover"
    files.fileSelected.emit(str(file))
    files.close()
    words = hands.in_front(HandoverWordsDialog)
    said = "-".join(words.words.text().split())
    hands.press(Key.Key_Escape)
    assert words.isVisible()
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Escape)
    hands.page(CaseloadView)
    snapshot = operations.session.snapshot
    for child_id in chosen:
        allocation = allocation_on(snapshot.cases[child_id], FIRST_DAY)
        assert allocation is not None
        assert allocation.officer_id != operations.session.officer_id
    assert {one.about_child_id for one in snapshot.of(AccessEvent)} == set(chosen)
    take_over(elsewhere, file, said)
    assert set(elsewhere.snapshot.cases) == set(chosen)
    elsewhere.close()


@pytest.mark.parametrize("number", [0])
def test_nobody_chosen_is_said(hands: Hands) -> None:
    hands.page(CaseloadView)
    hands.press(Key.Key_J, CTRL | SHIFT)
    assert hands.window.messages.text.startswith("Choose a child first")


def test_what_names_another_child_is_said_before_it_leaves(
    operations: Operations, qtbot: QtBot
) -> None:
    first, second = sorted(operations.session.snapshot.cases)[:2]
    reference = operations.session.snapshot.cases[second].child.reference
    contact = Contact(id=an_id(), child_id=first, note=f"With {reference}.")

    def write(workspace: Workspace) -> None:
        with workspace.write("record contact") as edits:
            edits.put(contact)

    operations.run(write)
    qtbot.waitUntil(lambda: operations.is_settled)
    dialog = HandOverDialog(operations, [first])
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.frame.advice.sentences), timeout=WAIT)
    assert f"names {reference}: it leaves as it is." in dialog.frame.advice.sentences[0]


def test_children_are_taken_over_with_a_tick_for_each(
    hands: Hands, operations: Operations, elsewhere: Workspace, tmp_path: Path
) -> None:
    ids = [
        a_child_of(elsewhere, one, care("2019-01-07"), a_review("2019-02-01"))
        for one in ("ZZ12", "ZZ34")
    ]
    file = tmp_path / "p.irohandover"
    words = hand_over(elsewhere, file, *ids, on=TODAY)
    elsewhere.close()
    before = operations.session.snapshot
    hands.press(Key.Key_I, CTRL | SHIFT)
    dialog = hands.in_front(TakeOverDialog)
    assert not dialog.look.isEnabled()
    dialog.choose(file)
    hands.write("acorn acorn")
    hands.press(Key.Key_Return)
    hands.wait(lambda: not dialog.error.isHidden())
    assert "6 words" in dialog.error.text()
    dialog.words.selectAll()
    hands.write(words.replace("-", " "))
    hands.press(Key.Key_Return)
    hands.wait(lambda: len(dialog.boxes) == 2)
    assert dialog.title.text() == "2 children from E. Else, yours from 31 March 2020"
    assert dialog.words.text() == ""
    assert operations.session.snapshot is before
    assert QApplication.focusWidget() is dialog.boxes[ids[0]]
    hands.press(Key.Key_Space)
    assert dialog.take.text() == "&Take over 1 child"
    hands.tab_to_button("Take over 1 child")
    hands.commit(modifiers=Qt.KeyboardModifier.NoModifier)
    hands.wait(lambda: dialog.title.text() == "1 child is taken over")
    hands.press(Key.Key_Return)
    page = hands.page(CaseloadView)
    assert ids[1] in operations.session.snapshot.cases
    assert ids[0] not in operations.session.snapshot.cases
    hands.wait(lambda: any(row.child_id == ids[1] for row in page._model.all_rows()))
    assert operations.session.undo == "take over ZZ34 from E. Else"


def test_words_that_are_not_the_files_leave_all_to_be_tried_again(
    operations: Operations, elsewhere: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "p.irohandover"
    words = hand_over(elsewhere, file, a_child_of(elsewhere, "ZZ12"))
    dialog = TakeOverDialog(operations)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.choose(file)
    dialog.words.setText("acorn " * 6)
    dialog.look.click()
    qtbot.waitUntil(lambda: not dialog.error.isHidden(), timeout=WAIT)
    assert "not the words of this file" in dialog.error.text()
    assert dialog.words.selectedText()
    file.write_bytes(file.read_bytes()[:-9])
    dialog.words.setText(words)
    dialog.look.click()
    qtbot.waitUntil(lambda: "still downloading" in dialog.error.text(), timeout=WAIT)
    assert dialog.look.isEnabled()
    with pytest.raises(Exception, match="downloading"):
        preview_handover(elsewhere, file, words)
    elsewhere.close()
