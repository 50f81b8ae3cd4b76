"""The quick line by keyboard in the real window: said back, recorded, taken on to its form."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Contact, Escalation, MonitoringCheck
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.actions import MENUS, Doing
from iro_desktop.ui.dialogs.challenge import ChallengeDialog
from iro_desktop.ui.dialogs.check import CheckDialog
from iro_desktop.ui.dialogs.quick_line import DRAFT, QuickLineDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.operations import Operations
from tests.caseloads import fill
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import TODAY, a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    return workspace


def line(hands: Hands, qtbot: QtBot) -> QuickLineDialog:
    """Open the quick line by its key."""
    hands.press(Key.Key_A, CTRL | SHIFT)
    shown = [one for one in hands.window.findChildren(QuickLineDialog) if one.isVisible()]
    (dialog,) = shown
    dialog.activateWindow()
    qtbot.waitUntil(dialog.line.hasFocus)
    qtbot.waitUntil(dialog._keeping.isActive)
    return dialog


def checks(operations: Operations, child_id: str) -> tuple[MonitoringCheck, ...]:
    return operations.session.snapshot.cases[child_id].of(MonitoringCheck)


def id_of(operations: Operations, reference: str) -> str:
    case = operations.session.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child.id


def kept(operations: Operations, qtbot: QtBot) -> str:
    found: list[str] = []
    operations.read_draft(DRAFT, done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_a_check_is_one_line_and_enter(hands: Hands, operations: Operations, qtbot: QtBot) -> None:
    dialog = line(hands, qtbot)
    hands.write("LC-20417 check today spoke to SW, plan is on course #ok")
    assert dialog.echo.text().startswith("Check on LC-20417 A.B., Tue 31 March 2020")
    assert dialog.problem.isHidden()
    before = checks(operations, id_of(operations, "LC-20417"))
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(hands.window.messages.text))
    (check,) = set(checks(operations, id_of(operations, "LC-20417"))) - set(before)
    assert (check.analysis, check.outcome) == ("Plan is on course", "no_concern")
    assert check.social_worker_contact is True
    assert hands.window.messages.text == "Recorded: monitoring check for LC-20417 A.B. Undo: Ctrl+Z"
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)
    hands.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: checks(operations, id_of(operations, "LC-20417")) == before)
    assert kept(operations, qtbot) == ""


def test_enter_records_nothing_while_something_is_missing(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    dialog = line(hands, qtbot)
    hands.write("LC-20417 called yesterday")
    before = operations.session.snapshot.of(Contact)
    hands.press(Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("Say with whom")
    assert not dialog._record.isEnabled()
    hands.write(" SW")
    assert dialog.problem.isHidden()
    assert operations.session.snapshot.of(Contact) == before


def test_esc_keeps_the_line_for_the_next_time(hands: Hands, qtbot: QtBot) -> None:
    dialog = line(hands, qtbot)
    hands.write("LC-20417 spoke to SW: half a sentence")
    hands.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not hands.window.findChildren(QuickLineDialog))
    del dialog
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)
    again = line(hands, qtbot)
    assert again.line.text() == "LC-20417 spoke to SW: half a sentence"


def test_a_lock_keeps_the_line(hands: Hands, operations: Operations, qtbot: QtBot) -> None:
    line(hands, qtbot)
    hands.write("LC-20417 check half")
    operations.stop()
    assert operations._workspace.store.local(f"draft:{DRAFT}") == "LC-20417 check half"
    operations._workspace.close()


@pytest.mark.parametrize(
    "typed,kind,field,value",
    [
        ("check yesterday all is well", CheckDialog, "analysis", "All is well"),
        ("called carer: sister rang", RecordDialog, "note", "Sister rang"),
        ("told excluded for two days", RecordDialog, "note", "Excluded for two days"),
        ("challenge school by May", ChallengeDialog, "right_outcome", "School by May"),
    ],
)
def test_tab_opens_the_full_form_filled_with_the_line(
    hands: Hands, qtbot: QtBot, typed: str, kind: type[FormDialog], field: str, value: str
) -> None:
    line(hands, qtbot)
    hands.write(f"LC-20417 {typed}")
    hands.press(Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(hands.window.findChildren(kind)))
    form: Any = hands.window.findChildren(kind)[0]
    form_of = {CheckDialog: "form", RecordDialog: "form", ChallengeDialog: "goal"}[kind]
    part = getattr(form, form_of)
    record = part.check() if kind is CheckDialog else part.record()
    assert getattr(record, field) == value


def test_the_line_is_there_again_until_its_form_is_recorded(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    line(hands, qtbot)
    hands.write("LC-20417 called carer yesterday: sister rang")
    hands.press(Key.Key_Tab)
    form = hands.dialog("Contact")
    assert kept(operations, qtbot) == "LC-20417 called carer yesterday: sister rang"
    with qtbot.waitSignal(form.recorded):
        hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: operations.is_settled)
    assert kept(operations, qtbot) == ""
    found = operations.session.snapshot.of(Contact)
    assert (date(2020, 3, 30), "Sister rang") in {(one.contact_on, one.note) for one in found}


def test_on_a_childs_page_the_line_needs_no_name(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    child_id = id_of(operations, "LC-20417")
    hands.window.pages.show_child(child_id)
    dialog = line(hands, qtbot)
    hands.write("check all is well")
    assert dialog.understood.child_id == child_id


def test_a_check_that_ends_in_a_challenge_goes_on_to_raise_it(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    line(hands, qtbot)
    hands.write("LC-20417 check nobody has visited since Christmas #challenge")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(hands.window.findChildren(ChallengeDialog)))
    (form,) = hands.window.findChildren(ChallengeDialog)
    assert form.why.record().evidence == "Nobody has visited since Christmas"
    assert form.why.record().opened_on in (TODAY, None)
    assert not any(
        one.evidence == form.why.record().evidence
        for one in operations.session.snapshot.of(Escalation)
    )


def test_the_menu_names_the_line_with_its_key() -> None:
    found = {item.key: item for menu in MENUS for item in menu.items if isinstance(item, Doing)}
    assert found["quick_line"].keys == ("Ctrl+Shift+A",)
