"""The palette by keyboard in the real window: children, words on file, actions, filters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import ChildRecord, Contact, Decision, SavedFilter
from iro_desktop.services.saved_filters import save_filter
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.actions import MENUS, Doing, Menu
from iro_desktop.ui.dialogs.check import CheckDialog
from iro_desktop.ui.dialogs.escalation import EscalationDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.palette import ACTIONS, CHILDREN, ON_FILE, PaletteDialog
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from tests.builders import a_challenge, a_check, a_child, a_review, a_step, an_allocation, an_id
from tests.builders import care as in_care
from tests.hands import CTRL, Hands
from tests.stores import OFFICER_ID, TODAY, a_workspace

Key = Qt.Key


def records() -> Iterator[ChildRecord]:
    review = a_review("2020-01-06", summary="The heron summary")
    challenge = a_challenge("2020-03-02", right_outcome="The otter outcome")
    yield from (
        in_care("2019-05-09"), an_allocation(OFFICER_ID, "2019-05-09"), review, challenge,
        a_step(challenge, "informal", "2020-03-02", why="The badger reason"),
        a_check("2019-12-19", analysis="The kestrel analysis", outcome="no_concern"),
        Contact(id=an_id(), contact_on=date(2020, 2, 3), with_whom="child", note="The wren note"),
        Decision(id=an_id(), review_id=review.id, decision="The magpie decision"),
    )  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    first, second = a_child("AB12", initials="J.R."), a_child("CD34", initials="M.K.")
    closed = a_child("AB77", initials="T.S.")
    with workspace.write("what was there before", source="import:test") as write:
        for child in (first, second, closed):
            write.put(child)
        for record in records():
            write.put(replace(record, child_id=first.id))
        for record in (in_care("2019-05-09"), an_allocation(OFFICER_ID, "2019-05-09")):
            write.put(replace(record, child_id=second.id))
        write.put(replace(in_care("2015-01-05", "2016-01-04"), child_id=closed.id))
    save_filter(workspace, SavedFilter(id="", name="Seabirds", among="cla", words="cd34"))
    yield workspace
    workspace.close()


def palette(hands: Hands, qtbot: QtBot, typed: str = "") -> PaletteDialog:
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)
    hands.press(Key.Key_K, CTRL)
    (dialog,) = [one for one in hands.window.findChildren(PaletteDialog) if one.isVisible()]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: hands.window.operations.is_settled)
    hands.write(typed)
    return dialog


def test_it_finds_a_child_and_enter_goes_there(hands: Hands, qtbot: QtBot) -> None:
    dialog = palette(hands, qtbot, "ab")
    tester = QAbstractItemModelTester(
        dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    found = [row for row in dialog.model.rows() if row.section == CHILDREN]
    assert [(row.title, row.beside_detail) for row in found] == [
        ("AB12 J.R.", ""), ("AB77 T.S.", "closed case"),
    ]  # fmt: skip
    assert tester is not None
    hands.press(Key.Key_Return)
    assert hands.window.pages.key == "child"
    assert hands.page(ChildView).headline().startswith("AB12")
    hands.press(Key.Key_Escape)
    assert hands.window.pages.key == "caseload"


RECORDS: tuple[tuple[str, str, type[QDialog]], ...] = (
    ("heron", "Child looked after review · 6 Jan 2020", ReviewDialog),
    ("otter", "Challenge · 2 Mar 2020", EscalationDialog),
    ("badger", "Stage · 2 Mar 2020", EscalationDialog),
    ("kestrel", "Monitoring check · 19 Dec 2019", CheckDialog),
    ("wren", "Contact · 3 Feb 2020", RecordDialog),
    ("magpie", "Decision", RecordDialog),
)


def test_words_on_file_open_the_child_and_the_record(hands: Hands, qtbot: QtBot) -> None:
    for typed, what, kind in RECORDS:
        dialog = palette(hands, qtbot, typed)
        (row,) = dialog.model.rows()
        assert (row.section, row.detail, row.beside) == (ON_FILE, what, "AB12 J.R.")
        hands.press(Key.Key_Return)
        assert hands.window.pages.key == "child"
        opened = [one for one in hands.window.findChildren(kind) if one.isVisible()]
        assert len(opened) == 1, typed
        with qtbot.waitSignal(opened[0].finished):
            opened[0].reject()
        hands.window.pages.go_back()


def test_actions_are_found_with_their_keys_and_are_done(hands: Hands, qtbot: QtBot) -> None:
    dialog = palette(hands, qtbot, "dark")
    (row,) = dialog.model.rows()
    assert (row.section, row.title, row.detail) == (ACTIONS, "Dark", "View Theme")
    hands.press(Key.Key_Escape)
    dialog = palette(hands, qtbot, "monit")
    assert (dialog.model.rows()[0].title, dialog.model.rows()[0].beside) == (
        "Monitoring", "Ctrl+2",
    )  # fmt: skip
    hands.press(Key.Key_Return)
    assert hands.window.pages.key == "monitoring"


def test_an_action_for_a_child_is_for_the_one_that_is_chosen(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page(CaseloadView)
    page._table.select_key(next(r.child_id for r in page._model.rows() if r.reference == "CD34"))
    palette(hands, qtbot, "record check")
    hands.press(Key.Key_Return)
    (check,) = hands.window.findChildren(CheckDialog)
    assert check.isVisible()
    said = [label.text() for label in check.findChildren(QLabel)]
    assert any("CD34" in words for words in said)


def test_a_saved_filter_is_used(hands: Hands, qtbot: QtBot) -> None:
    dialog = palette(hands, qtbot, "seab")
    assert [row.title for row in dialog.model.rows()] == ["Seabirds"]
    hands.press(Key.Key_Return)
    page = hands.page(CaseloadView)
    assert [row.reference for row in page._model.rows()] == ["CD34"]


def test_down_chooses_and_the_line_keeps_the_keyboard(hands: Hands, qtbot: QtBot) -> None:
    dialog = palette(hands, qtbot)
    first = [row.title for row in dialog.model.rows()]
    assert first[:4] == ["Caseload", "Monitoring", "Escalations", "Diary"]
    for _ in range(3):
        hands.press(Key.Key_Down)
    assert dialog.line.hasFocus()
    assert dialog.table.current_row().title == "Diary"
    hands.press(Key.Key_Up)
    hands.press(Key.Key_Return)
    assert hands.window.pages.key == "escalations"


def test_nothing_found_is_said_and_enter_stays(hands: Hands, qtbot: QtBot) -> None:
    dialog = palette(hands, qtbot, "no such word")
    assert dialog.foot.text() == "Nothing here holds “no such word”."
    hands.press(Key.Key_Return)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.finished):
        hands.press(Key.Key_Escape)


def test_what_was_recorded_since_is_found(hands: Hands, workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(palette(hands, qtbot, "heron").finished):
        hands.press(Key.Key_Escape)
    case = workspace.snapshot.case_by_reference("CD34")
    assert case is not None
    note = Contact(id=an_id(), child_id=case.child.id, contact_on=TODAY, note="A second heron")
    with (
        qtbot.waitSignal(hands.window.operations.committed),
        workspace.write("enter contact") as write,
    ):
        write.put(note)
    dialog = palette(hands, qtbot, "heron")
    assert [row.title for row in dialog.model.rows()] == ["A second heron", "The heron summary"]
    assert dialog.windowTitle() == "Find"


def test_every_action_of_the_menus_can_be_found(hands: Hands, qtbot: QtBot) -> None:
    def doings(menu: Menu) -> Iterator[Doing]:
        for item in menu.items:
            if isinstance(item, Menu):
                yield from doings(item)
            elif item.key and hands.window.menu_actions[item.key].isEnabled():
                yield item

    dialog = palette(hands, qtbot)
    for menu in MENUS:
        for doing in doings(menu):
            dialog.line.setText(doing.words)
            keys = [row.goal.action for row in dialog.model.rows()]
            assert doing.key in keys or doing.key == "palette", doing.words
