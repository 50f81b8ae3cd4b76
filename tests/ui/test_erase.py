"""Erasing an old case, by keyboard in the real window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child, Erasure
from iro_desktop.services.erasure_requests import note_requests
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.erase import EraseDialog
from iro_desktop.ui.dialogs.erase_ask import AskToEraseDialog
from iro_desktop.ui.dialogs.erase_now import EraseNowDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD
from tests.builders import a_child, a_contact, a_plan, care
from tests.caseloads import fill
from tests.hands import Hands, Key
from tests.stores import TODAY, a_workspace

AFTER = TODAY + timedelta(days=14)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    closed = a_child("ZZ-9041")
    young = a_child("ZZ-9042")
    with workspace.write("add old cases") as write:
        write.put(closed)
        write.put(replace(care("2018-01-08", "2019-11-30"), child_id=closed.id))
        for day in range(1, 20):
            write.put(replace(a_contact(date(2019, 5, day)), child_id=closed.id))
        write.put(young)
        write.put(replace(a_plan("2019-01-08", "2020-03-01"), child_id=young.id))
    return workspace


@pytest.fixture
def day_comes(workspace: Workspace, operations: Operations) -> Callable[[date], None]:
    def comes(day: date) -> None:
        workspace.today = lambda: day
        note_requests(workspace)
        operations.check_the_day()

    return comes


def the_list(hands: Hands, qtbot: QtBot) -> EraseDialog:
    hands.window.menu_actions["erase"].trigger()
    dialog = hands.window.findChildren(EraseDialog)[-1]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: hands.window.operations.is_settled)
    return dialog


def words_of(dialog: EraseDialog) -> list[tuple[str, str]]:
    return [(row.title, row.words) for row in dialog.rows.rows()]


def references(operations: Operations) -> list[str]:
    return [one.reference for one in operations.session.snapshot.of(Child)]


def ask(dialog: EraseDialog, qtbot: QtBot) -> None:
    QTest.keyClick(dialog.table, Key.Key_Return)
    (question,) = dialog.findChildren(AskToEraseDialog)
    question.activateWindow()
    qtbot.waitUntil(question.council_copy.hasFocus)
    assert not question.ask.isEnabled()
    QTest.keyClick(question.council_copy, Key.Key_Space)
    QTest.keyClick(question.ask, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.rows.rows()[0].request_id != "")


def test_an_old_case_is_asked_for_waited_for_and_erased(
    hands: Hands, operations: Operations, day_comes: Callable[[date], None], qtbot: QtBot
) -> None:
    dialog = the_list(hands, qtbot)
    assert words_of(dialog) == [
        ("ZZ-9041 XY", "Can be asked for"),
        ("ZZ-9042 XY", "From 1 Jun 2020"),
    ]
    ask(dialog, qtbot)
    assert words_of(dialog)[0] == ("ZZ-9041 XY", "14 days left here")
    assert (dialog.ask.isEnabled(), dialog.erase.isEnabled()) == (False, False)
    dialog.accept()
    day_comes(AFTER)
    dialog = the_list(hands, qtbot)
    assert words_of(dialog)[0] == ("ZZ-9041 XY", "Ready to erase")
    QTest.keyClick(dialog.table, Key.Key_Return)
    (question,) = dialog.findChildren(EraseNowDialog)
    question.activateWindow()
    qtbot.waitUntil(question.word.hasFocus)
    QTest.keyClick(question.word, Key.Key_Return)  # nothing typed: nothing happens
    assert not question.erase.isEnabled()
    QTest.keyClicks(question.word, "erase")
    QTest.keyClick(question.word, Key.Key_Return)
    qtbot.waitUntil(question.many.isVisible)  # more than a twentieth of these few records
    assert "ZZ-9041" in references(operations)
    qtbot.waitUntil(question.many.hasFocus)
    QTest.keyClick(question.many, Key.Key_Space)
    QTest.keyClick(question.erase, Key.Key_Return)
    qtbot.waitUntil(lambda: "ZZ-9041" not in references(operations))
    qtbot.waitUntil(lambda: operations.is_settled)
    assert words_of(dialog)[-1] == ("An erased child", "Erased 14 Apr 2020")


def test_a_request_is_cancelled(hands: Hands, operations: Operations, qtbot: QtBot) -> None:
    dialog = the_list(hands, qtbot)
    ask(dialog, qtbot)
    QTest.keyClick(dialog.cancel, Key.Key_Return)
    qtbot.waitUntil(lambda: words_of(dialog)[0] == ("ZZ-9041 XY", "Can be asked for"))
    (request,) = operations.session.snapshot.of(Erasure)
    assert request.cancelled_on == TODAY


def test_a_young_case_needs_somebody_with_a_right_to_it(hands: Hands, qtbot: QtBot) -> None:
    dialog = the_list(hands, qtbot)
    QTest.keyClick(dialog.table, Key.Key_Down)
    QTest.keyClick(dialog.table, Key.Key_Return)
    (question,) = dialog.findChildren(AskToEraseDialog)
    question.council_copy.setChecked(True)
    assert not question.ask.isEnabled()
    question.by_right.setChecked(True)
    assert question.ask.isEnabled()
    assert question.handed_over.isHidden()


def test_the_page_of_a_child_that_is_erased_gives_way_to_the_list(
    hands: Hands, operations: Operations, day_comes: Callable[[date], None], qtbot: QtBot
) -> None:
    case = operations.session.snapshot.case_by_reference("ZZ-9041")
    assert case is not None
    hands.window.pages.show_child(case.child.id)
    dialog = the_list(hands, qtbot)
    ask(dialog, qtbot)
    day_comes(AFTER)
    dialog.accept()
    dialog = the_list(hands, qtbot)
    dialog.erase_chosen()
    (question,) = dialog.findChildren(EraseNowDialog)
    question.word.setText("ERASE")
    question.many.show()
    question.many.setChecked(True)
    question.erase.click()
    qtbot.waitUntil(lambda: "ZZ-9041" not in references(operations))
    qtbot.waitUntil(lambda: operations.is_settled)
    assert hands.window.pages.key == CASELOAD
    assert hands.window.pages.child_id in operations.session.snapshot.cases
