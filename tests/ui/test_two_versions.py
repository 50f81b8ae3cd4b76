"""Two versions in the real window, by keyboard: the mark, the list, side by side, settled."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Review
from iro_desktop.services.children import delete_child
from iro_desktop.services.two_versions import two_versions
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.history import HistoryDialog
from iro_desktop.ui.dialogs.settle import SettleDialog
from iro_desktop.ui.dialogs.two_versions import TwoVersionsDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.child import ChildView
from tests.hands import CTRL, Hands, Key
from tests.versions import CONTACT, REVIEW, exchange, pair, put, set_clock


@pytest.fixture
def computers(tmp_path: Path) -> list[Workspace]:
    return pair(tmp_path)


@pytest.fixture
def workspace(computers: list[Workspace]) -> Workspace:
    """The first of two computers; its review and its contact have two versions each."""
    one, two = computers
    put(one, replace(REVIEW, summary="A settled home at last."), replace(CONTACT, note="Seen."))
    put(two, replace(REVIEW, summary="A settled home at least."), replace(CONTACT, note="Heard."))
    exchange(one, two)
    return one


def summary(operations: Operations) -> str:
    (review,) = operations.session.snapshot.cases["c"].of(Review)
    return review.summary


def the_list(hands: Hands) -> TwoVersionsDialog:
    dialog = hands.in_front(TwoVersionsDialog)
    hands.wait(lambda: hands.window.operations.is_settled)
    return dialog


def side_by_side(hands: Hands, what: str) -> SettleDialog:
    """Open the list, go to a row by keyboard, and open it."""
    found = the_list(hands)
    hands.down_to(lambda: (row := found.table.current_row()) is not None and what in row.title)
    hands.press(Key.Key_Return)
    return hands.in_front(SettleDialog)


def test_the_mark_leads_to_the_list_and_goes_when_the_last_is_settled(
    hands: Hands, operations: Operations
) -> None:
    mark = hands.window.footer.two_versions
    assert mark.isVisible()
    assert mark.accessibleName() == "2 fields have two versions"
    mark.setFocus()
    hands.press(Key.Key_Return)
    dialog = side_by_side(hands, "Summary")
    assert not dialog.keep.isEnabled()
    first, second = dialog.texts
    assert first.toPlainText() == "A settled home at last."
    assert "Version 1, IRO 1, 31 Mar 2020" in first.accessibleName()
    assert first.accessibleName().endswith("on this computer")
    assert "Version 2, shows now" in second.accessibleName()
    assert second.accessibleName().endswith("on The two laptop")
    assert second.accessibleDescription() == "Only here: least."
    hands.press(Key.Key_Space)
    assert dialog.preview.toPlainText() == "A settled home at last."
    hands.press(Key.Key_Return, CTRL)
    hands.wait(lambda: not dialog.isVisible() if _alive(dialog) else True)
    listed = the_list(hands)
    hands.wait(lambda: listed.rows.total == 1)
    assert summary(operations) == "A settled home at last."
    assert "settle two versions of summary of review of AB12" in listed.messages.text
    hands.press(Key.Key_Return)
    dialog = hands.in_front(SettleDialog)
    for _ in range(4):
        hands.press(Key.Key_Right)
        if dialog.keep.text() == "&Keep both":
            break
    assert "Seen." in dialog.preview.toPlainText()
    hands.press(Key.Key_Return, CTRL)
    hands.wait(listed._empty.isVisible)
    assert listed.header._title.text() == "Nothing has two versions"
    assert not mark.isVisible()
    hands.in_front(TwoVersionsDialog)
    hands.press(Key.Key_Escape)


def _alive(dialog: QDialog) -> bool:
    try:
        dialog.isVisible()
    except RuntimeError:
        return False
    return True


def test_what_was_kept_is_undone_from_the_list(hands: Hands, operations: Operations) -> None:
    hands.window.do("two_versions")
    side_by_side(hands, "Summary")
    hands.press(Key.Key_Space)
    hands.commit(Key.Key_Return)
    listed = the_list(hands)
    hands.wait(lambda: listed.rows.total == 1)
    QTest.keyClick(listed.messages._action, Key.Key_Return)
    hands.wait(lambda: listed.rows.total == 2)
    assert summary(operations) == "A settled home at least."


def test_something_else_is_typed_and_esc_leaves_all_as_it_was(
    hands: Hands, operations: Operations
) -> None:
    before = operations.session.snapshot.position
    hands.window.do("two_versions")
    dialog = side_by_side(hands, "Summary")
    for _ in range(5):
        hands.press(Key.Key_Right)
    assert dialog.anew is not None
    assert dialog.anew.isVisible()
    hands.press(Key.Key_Escape)
    assert operations.session.snapshot.position == before
    dialog = side_by_side(hands, "Summary")
    for _ in range(5):
        hands.press(Key.Key_Right)
    hands.tab_to("Summary")
    hands.press(Key.Key_A, CTRL)
    hands.write("A settled home.")
    hands.commit(Key.Key_Return)
    assert summary(operations) == "A settled home."


def test_what_was_typed_is_back_after_esc_and_gone_once_it_is_kept(
    hands: Hands, operations: Operations
) -> None:
    hands.window.do("two_versions")
    dialog = side_by_side(hands, "Summary")
    for _ in range(5):
        hands.press(Key.Key_Right)
    hands.tab_to("Summary")
    hands.press(Key.Key_A, CTRL)
    hands.write("Half a sen")
    hands.press(Key.Key_Escape)
    dialog = side_by_side(hands, "Summary")
    hands.wait(lambda: dialog.choice.value() == "anew")
    assert dialog.anew is not None
    assert dialog.anew.editor.value() == "Half a sen"
    hands.commit(Key.Key_Return)
    assert summary(operations) == "Half a sen"
    kept: list[str] = []
    operations.read_draft("form:versions:Review:r:summary", done=kept.append)
    hands.wait(lambda: kept == [""])


def test_three_versions_stand_under_each_other_and_all_can_be_kept(
    tmp_path: Path, qtbot: QtBot
) -> None:
    found = pair(tmp_path / "three", names=("one", "two", "three"))
    for number, one in enumerate(found):
        put(one, replace(REVIEW, summary=f"As {number} has it."))
    exchange(*found)
    operations = Operations(found[0])
    (row,) = two_versions(found[0])
    dialog = SettleDialog(operations, row)
    qtbot.addWidget(dialog)
    dialog.open()
    assert [text.toPlainText() for text in dialog.texts] == [f"As {n} has it." for n in range(3)]
    tops = [text.mapTo(dialog, text.rect().topLeft()).y() for text in dialog.texts]
    assert tops == sorted(set(tops))
    assert dialog.choice.choose("All of them")
    assert dialog.keep.text() == "&Keep both"
    assert all(f"As {n} has it." in dialog.preview.toPlainText() for n in range(3))
    dialog.reject()
    operations.close()


def test_a_wrong_clock_is_marked_in_the_history_and_moves_nothing(
    hands: Hands, operations: Operations, computers: list[Workspace]
) -> None:
    one, _ = computers
    set_clock(one, datetime(2030, 3, 31, tzinfo=UTC))
    operations.run(lambda workspace: put(workspace, replace(REVIEW, summary="Ahead.")))
    hands.wait(lambda: operations.is_settled)
    set_clock(one, datetime(2020, 3, 31, 20, tzinfo=UTC))
    operations.run(lambda workspace: put(workspace, replace(REVIEW, summary="Right again.")))
    hands.wait(lambda: operations.is_settled)
    hands.window.pages.show_child("c")
    page = hands.page(ChildView)
    hands.wait(lambda: operations.is_settled)
    lines = [label.text() for label in page._history.findChildren(QLabel)]
    marked = ["clock was wrong: it was ahead of today" in line for line in lines[:2]]
    assert marked == [False, True]
    dialog = HistoryDialog(operations, "c", hands.window)
    dialog.open()
    hands.wait(lambda: dialog.rows.total > 0)
    when = dialog.rows.columns[0]
    for sorted_by in (None, Qt.SortOrder.DescendingOrder):
        if sorted_by is not None:
            dialog.rows.sort(0, sorted_by)
        first, second, *_ = dialog.rows.rows()
        assert (first.after, second.after) == ("Right again.", "Ahead.")
        assert when.full(second).endswith("(clock was wrong)")
        assert "ahead of today" in when.spoken(second)
        assert "clock" not in when.full(first)


def test_what_changed_while_it_was_shown_is_refused_and_shown_anew(
    hands: Hands, operations: Operations, computers: list[Workspace], qtbot: QtBot
) -> None:
    hands.window.do("two_versions")
    dialog = side_by_side(hands, "Summary")
    _, two = computers
    third = replace(REVIEW, summary="A third.")
    # An edit that knew one of the two: they stay two, and are not those that are shown.
    own = [
        c for c in two.store.every_change() if c.fields.get("summary") == "A settled home at last."
    ]
    other = replace(own[0], run=99, seq=1, act=1, fields={"summary": third.summary},
                    replaced={"summary": (own[0].key,)})  # fmt: skip
    operations.run(lambda workspace: _receive(workspace, other))
    qtbot.waitUntil(lambda: operations.is_settled)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: operations.is_settled)
    again = hands.in_front(SettleDialog)
    assert again is not dialog
    assert "look at the versions again" in again._error.text()
    assert {text.toPlainText() for text in again.texts} == {"A third.", "A settled home at least."}


def _receive(workspace: Workspace, *changes: object) -> None:
    with workspace.write("receive") as write:
        write.receive(changes)  # type: ignore[arg-type]


def test_the_childs_page_says_so_at_the_top_and_leads_there(
    hands: Hands, operations: Operations
) -> None:
    hands.window.pages.show_child("c")
    page = hands.page(ChildView)
    assert page.head.versions.isVisible()
    assert page.head.versions_words.text() == "2 fields have two versions"
    page.head.look_at_versions.setFocus()
    hands.press(Key.Key_Return)
    listed = the_list(hands)
    assert {row.child_id for row in listed.rows.rows()} == {"c"}
    for _ in range(2):
        hands.press(Key.Key_Return)
        hands.in_front(SettleDialog)
        hands.press(Key.Key_Space)
        hands.commit(Key.Key_Return)
        the_list(hands)
    hands.press(Key.Key_Escape)
    hands.wait(lambda: not page.head.versions.isVisible())
    assert operations.session.undo.startswith("settle two versions of ")


def test_a_child_that_came_back_is_kept(
    hands: Hands, operations: Operations, computers: list[Workspace]
) -> None:
    one, two = computers
    delete_child(two, "c")
    operations.run(lambda workspace: put(workspace, replace(REVIEW, dissent="None.")))
    hands.wait(lambda: operations.is_settled)
    changes = list(two.store.every_change())
    operations.run(lambda workspace: _receive(workspace, *changes))
    hands.wait(lambda: operations.is_settled)
    assert "1 deletion to look at" in hands.window.footer.two_versions.accessibleName()
    hands.window.do("two_versions")
    dialog = side_by_side(hands, "Child")
    hands.press(Key.Key_Right)
    assert dialog.keep.text() == "&Keep it"
    hands.commit(Key.Key_Return)
    assert not operations.session.snapshot.cases["c"].brought_back
    assert one.snapshot.cases["c"].child.reference == "AB12"


def test_an_empty_list_says_so(hands: Hands, operations: Operations) -> None:
    operations.run(lambda workspace: put(workspace, replace(REVIEW, summary="X"),
                                         replace(CONTACT, note="Y")))  # fmt: skip
    hands.wait(lambda: operations.is_settled)
    assert not hands.window.footer.two_versions.isVisible()
    hands.window.do("two_versions")
    assert the_list(hands)._empty.isVisible()
