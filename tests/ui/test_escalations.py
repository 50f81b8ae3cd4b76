"""The board and the table of challenges, and the dialogs that act on them, all by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Escalation, EscalationStep, Record
from iro_desktop.services.escalation_cards import Meter
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.board.card import MIME, CardButton, spoken
from iro_desktop.ui.board.meter import MeterBar, meter_status
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.dialogs.challenge import ChallengeDialog, open_challenge, open_wording
from iro_desktop.ui.dialogs.escalation import EscalationDialog
from iro_desktop.ui.dialogs.escalation_acts import open_cafcass
from iro_desktop.ui.dialogs.good_practice import GoodPracticeDialog, open_good_practice
from iro_desktop.ui.dialogs.stage import StageDialog, open_stage
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Scheme, Status, apply_theme
from iro_desktop.ui.views.escalations import EscalationsView
from tests.builders import (
    a_challenge,
    a_child,
    a_plan,
    a_step,
    an_allocation,
    an_id,
    care,
)
from tests.stores import OFFICER_ID, TODAY, a_workspace
from tests.windows import activate, shown

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = {
    "late": "I know where I am going to live.",
    "soon": "I see my brother every other Saturday.",
    "stage2": "My plan says what is really happening to me.",
    "closed": "I have somebody to talk to.",
}


def put(workspace: Workspace, *records: Record) -> None:
    with workspace.write("what was there before", source="import:test") as write:
        for record in records:
            write.put(record)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store on 31 March 2020, a Tuesday."""
    return a_workspace(tmp_path / "s")


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, str]:
    """Name -> id of a late challenge, one due soon, one at stage 2, a closed one; and children."""
    group = an_id()
    child = a_child("AB12", sibling_group_id=group)
    sister = a_child("AB13", sibling_group_id=group)
    other = a_child("CD34")
    put(
        workspace,
        child,
        sister,
        other,
        replace(care("2019-02-12"), child_id=child.id),
        replace(a_plan("2019-11-04"), child_id=other.id),
        *(
            replace(an_allocation(OFFICER_ID, "2019-01-02"), child_id=one.id)
            for one in (child, sister, other)
        ),
    )
    opened = {
        "late": "2020-03-16",
        "soon": "2020-03-26",
        "stage2": "2020-03-02",
        "closed": "2020-01-06",
    }
    cases = {
        name: a_challenge(
            day,
            child_id=other.id if name == "soon" else child.id,
            right_outcome=WORDS[name],
            needed="Hold the meeting.",
            theme="Delay: permanence",
        )
        for name, day in opened.items()
    }
    cases["closed"] = replace(
        cases["closed"],
        closed_on=date(2020, 2, 5),
        outcome="achieved",
        outcome_on=date(2020, 2, 3),
        changed_for_child="She sees a therapist on Thursdays.",
    )
    put(workspace, *cases.values())
    for name, stages in (
        ("late", (("informal", "2020-03-16"),)),
        ("soon", (("informal", "2020-03-26"),)),
        (
            "stage2",
            (("informal", "2020-03-02"), ("stage1", "2020-03-09"), ("stage2", "2020-03-27")),
        ),
        ("closed", (("informal", "2020-01-06"),)),
    ):
        case = cases[name]
        for stage, day in stages:
            put(workspace, replace(a_step(case, stage, day), child_id=case.child_id))
    return {name: case.id for name, case in cases.items()} | {
        "child": child.id,
        "sister": sister.id,
        "other": other.id,
    }


@pytest.fixture
def operations(
    workspace: Workspace, ids: dict[str, str], qapp: QApplication
) -> Iterator[Operations]:
    del qapp, ids
    operations = Operations(workspace)
    yield operations
    operations.close()


@pytest.fixture
def view(operations: Operations, qtbot: QtBot) -> EscalationsView:
    return shown(EscalationsView(operations), operations, qtbot)


def keyboard() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def on_card() -> str:
    """Return the right outcome on the card that has the keyboard."""
    found = keyboard()
    assert isinstance(found, CardButton)
    return found.card.right_outcome


def dialog(view: QWidget, kind: type[QDialog] = FormDialog) -> QDialog:
    """Return the one dialog of a kind that is open over a view."""
    (found,) = (d for d in view.findChildren(kind) if d.isVisible())
    return found


def case_of(workspace: Workspace, escalation_id: str) -> Escalation:
    found = workspace.snapshot.find(Escalation, escalation_id)
    assert found is not None
    return found


def steps_of(workspace: Workspace, escalation_id: str) -> list[EscalationStep]:
    found = workspace.snapshot.of(EscalationStep)
    return sorted(
        (step for step in found if step.escalation_id == escalation_id),
        key=lambda step: (step.started_on or date.min, step.stage),
    )


# The board


def test_informal_and_formal_stand_apart_under_their_stages(view: EscalationsView) -> None:
    assert view.headline() == "One reply is overdue"
    columns = [(c.key, [b.card.right_outcome for b in c.cards]) for c in view.board._columns]
    assert columns == [
        ("informal", [WORDS["late"], WORDS["soon"]]),
        ("stage1", []),
        ("stage2", [WORDS["stage2"]]),
        ("stage3", []),
        ("stage4", []),
    ]
    groups = {formal: g.header._title.text() for formal, g in view.board._groups.items()}
    assert groups == {False: "IRO Challenge", True: "Problem Resolution"}
    assert [button.text() for button in view._chips._buttons.values()] == [
        "Open 3",
        "IRO Challenge 2",
        "Problem Resolution 1",
        "Late 1",
        "Closed 1",
        "Good practice 0",
    ]


def test_a_card_says_the_right_outcome_first_and_then_how_it_stands(
    view: EscalationsView, ids: dict[str, str]
) -> None:
    late = view._found.find(ids["late"])
    stage2 = view._found.find(ids["stage2"])
    assert late is not None
    assert stage2 is not None
    assert spoken(late) == (
        "I know where I am going to live. AB12 XY. Delay: permanence. IRO Challenge. overdue. "
        "Reply 8 days late. Social worker or team manager, by 23 Mar. 6 working days over 5"
    )
    assert spoken(stage2).endswith(
        "Problem Resolution stage 2. due soon. Reply due in 3 days. Service manager, by 3 Apr. "
        "day 16 of 20"
    )


def test_arrow_keys_go_from_card_to_card_and_pass_over_empty_stages(
    view: EscalationsView, qtbot: QtBot
) -> None:
    view.take_keyboard()
    assert on_card() == WORDS["late"]
    for key, words in (
        (Key.Key_Up, "late"),
        (Key.Key_Down, "soon"),
        (Key.Key_Down, "soon"),
        (Key.Key_Right, "stage2"),
        (Key.Key_Right, "stage2"),
        (Key.Key_Left, "late"),
        (Key.Key_End, "soon"),
        (Key.Key_Home, "late"),
    ):
        QTest.keyClick(keyboard(), key)
        assert on_card() == WORDS[words]
    QTest.keyClick(keyboard(), Key.Key_Tab)
    assert not isinstance(keyboard(), CardButton)
    QTest.keyClick(keyboard(), Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: on_card() == WORDS["late"])


def test_enter_opens_a_card_with_its_history(
    view: EscalationsView, ids: dict[str, str], qtbot: QtBot
) -> None:
    view.board.choose(ids["stage2"])
    view.take_keyboard()
    QTest.keyClick(keyboard(), Key.Key_Return)
    page = dialog(view, EscalationDialog)
    activate(page, qtbot)
    assert isinstance(page, EscalationDialog)
    names = [row.stage_name for row in page.stages.model().rows()]  # type: ignore[attr-defined]
    assert names == ["IRO Challenge", "Problem Resolution stage 1", "Problem Resolution stage 2"]
    assert keyboard().text() == "Record &reply"  # type: ignore[attr-defined]
    QTest.keyClick(keyboard(), Key.Key_Escape)
    assert not page.isVisible()


def test_the_menu_key_offers_what_a_drag_does_and_all_else(
    view: EscalationsView, ids: dict[str, str]
) -> None:
    view.board.choose(ids["late"])
    view.take_keyboard()
    card = keyboard()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(card, event)
    (menu,) = (m for m in view.findChildren(QMenu) if m.isVisible())
    assert [action.text() for action in menu.actions()] == [
        "O&pen",
        "",
        "Record &reply…",
        "Make it a &Problem Resolution…\tCtrl+Right",
        "&Outcome, and close…",
        "C&afcass…",
        "Le&tter…",
        "&Edit what it says…",
        "Chil&d’s page",
        "De&lete",
    ]
    menu.actions()[3].trigger()
    menu.close()
    move = dialog(view, StageDialog)
    assert isinstance(move, StageDialog)
    assert move.form.value("stage") == "stage1"


def test_ctrl_right_moves_on_from_board_and_table_alike(
    view: EscalationsView, ids: dict[str, str], qtbot: QtBot
) -> None:
    view.choose(ids["stage2"])
    view.take_keyboard()
    QTest.keyClick(keyboard(), Key.Key_Right, CONTROL)
    first = dialog(view, StageDialog)
    assert isinstance(first, StageDialog)
    assert first.form.value("stage") == "stage3"
    first.reject()
    view._way.choose("table")
    view.take_keyboard()
    assert view.current_card() == view._found.find(ids["stage2"])
    QTest.keyClick(view._open_table, Key.Key_Right, CONTROL)
    qtbot.waitUntil(lambda: bool([d for d in view.findChildren(StageDialog) if d.isVisible()]))


def test_a_card_that_is_dropped_on_a_stage_asks_for_day_and_reason(
    view: EscalationsView, ids: dict[str, str]
) -> None:
    data = QMimeData()
    data.setData(MIME, ids["late"].encode())
    column = next(column for column in view.board._columns if column.key == "stage3")
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    column.dropEvent(drop)
    move = dialog(view, StageDialog)
    assert isinstance(move, StageDialog)
    assert (move.form.value("stage"), move.form.value("to_whom")) == ("stage3", "Head of service")
    assert move.form.names == ("stage", "started_on", "to_whom", "why", "skipped")
    assert move._left_out.text() == (
        "This leaves out Problem Resolution stage 1 and Problem Resolution stage 2."
    )


def test_the_filter_and_the_chips_narrow_the_board_and_the_table_together(
    view: EscalationsView, qtbot: QtBot
) -> None:
    QTest.keyClick(view, Key.Key_F, CONTROL)
    qtbot.waitUntil(view._filter.hasFocus)
    QTest.keyClicks(view._filter, "brother")
    assert [b.card.right_outcome for b in view.board._buttons()] == [WORDS["soon"]]
    assert [card.right_outcome for card in view._open_model.rows()] == [WORDS["soon"]]
    QTest.keyClick(view._filter, Key.Key_Down)
    assert on_card() == WORDS["soon"]
    view._filter.clear()
    view._chips.choose("late")
    assert [b.card.right_outcome for b in view.board._buttons()] == [WORDS["late"]]


def test_a_card_keeps_the_keyboard_when_it_moves_to_another_column(
    view: EscalationsView, operations: Operations, ids: dict[str, str], qtbot: QtBot
) -> None:
    view.board.choose(ids["late"])
    view.take_keyboard()
    move = view.acts.move(ids["late"])
    assert isinstance(move, StageDialog)
    activate(move, qtbot)
    move.form.set_value("why", "No reply")
    with qtbot.waitSignal(move.recorded):
        move.save()
    qtbot.waitUntil(lambda: view.board.chosen() == view._found.find(ids["late"]))
    columns = {column.key: len(column.cards) for column in view.board._columns}
    assert columns == {"informal": 1, "stage1": 1, "stage2": 1, "stage3": 0, "stage4": 0}
    activate(view, qtbot)
    view.take_keyboard()
    assert on_card() == WORDS["late"]
    assert operations.session.undo == "make challenge for AB12 a Problem Resolution"


def test_the_models_behave_as_qt_asks(view: EscalationsView) -> None:
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (
            view._open_model,
            view._closed_model,
            view._praise_model,
            view._stage_model,
        )
    ]
    view._way.choose("table")
    view._filter.setText("plan")
    view._open_model.sort(3)
    view._chips.choose("closed")
    view._filter.clear()
    view._closed_model.sort(2)
    assert testers


def test_the_table_keeps_formal_and_informal_apart_and_sorts_by_what_is_due(
    view: EscalationsView,
) -> None:
    view._way.choose("table")
    model = view._open_model
    sections = [model.section_at(line) for line in model.section_lines()]
    assert [(s.title, s.count) for s in sections if s] == [
        ("Problem Resolution", 1),
        ("IRO Challenge", 2),
    ]
    model.sort(3)
    assert [card.right_outcome for card in model.rows()] == [
        WORDS["late"],
        WORDS["soon"],
        WORDS["stage2"],
    ]
    row = model.rows()[0]
    assert model.columns[3].spoken(row) == (
        "Waits for, overdue, Reply 8 days late, 23 Mar 2020, 5 working days after 16 Mar 2020"
    )
    assert "Make it a &Problem Resolution…\tCtrl+Right" in [
        action.text() for action in _menu_of(view, row.escalation_id).actions()
    ]


def _menu_of(view: EscalationsView, escalation_id: str) -> QMenu:
    view._open_table.select_key(escalation_id)
    return view._open_table.menu()


def test_the_stages_say_how_many_are_open_and_lead_to_them(view: EscalationsView) -> None:
    view._way.choose("stages")
    view.take_keyboard()
    assert view._stage_table.hasFocus()
    assert view.current_card() is None
    assert not view._reply.isEnabled()
    line = view._stage_model.rows()[2]
    assert [column.spoken(line) for column in view._stage_model.columns] == [
        "Stage, Problem Resolution stage 2, Service manager",
        "Open now, 1, longest 21 working days",
        "Replies late, 0",
        "Closed in 12 months, 0",
        "Opened again, 0",
    ]
    view._chips.choose("formal")
    assert len(view._stage_model.rows()) == 4
    view._stage_table.select_key("stage1")
    QTest.keyClick(view._stage_table, Key.Key_Return)
    assert view._stage_table.hasFocus()  # nothing is open at that stage
    view._stage_table.select_key("stage2")
    QTest.keyClick(view._stage_table, Key.Key_Return)
    card = view.current_card()
    assert card is not None
    assert card.right_outcome == WORDS["stage2"]
    assert view._open_table.hasFocus()


def test_closed_ones_say_what_changed_and_may_be_opened_again(
    view: EscalationsView, workspace: Workspace, ids: dict[str, str], qtbot: QtBot
) -> None:
    view._chips.choose("closed")
    (card,) = view._closed_model.rows()
    spoken_cells = [column.spoken(card) for column in view._closed_model.columns]
    assert spoken_cells[2:] == [
        "Outcome, Outcome achieved, closed 5 Feb 2020",
        "What changed for the child, She sees a therapist on Thursdays.",
    ]
    assert not view._way.isVisible()
    view.take_keyboard()
    assert not view._reply.isEnabled()
    again = view.acts.again(ids["closed"])
    assert isinstance(again, FormDialog)
    again._parts[0].set_value("reopened_why", "The sessions stopped")  # type: ignore[attr-defined]
    with qtbot.waitSignal(again.recorded):
        again.save()
    assert case_of(workspace, ids["closed"]).reopened_why == "The sessions stopped"
    qtbot.waitUntil(lambda: view._found.open_count == 4)


def test_place_filter_and_card_come_back_after_a_lock(
    view: EscalationsView, operations: Operations, ids: dict[str, str], qtbot: QtBot
) -> None:
    view._way.choose("table")
    view._chips.choose("formal")
    view.choose(ids["stage2"])
    place = view.place()
    other = shown(EscalationsView(operations), operations, qtbot)
    other.go_to(place)
    assert other.place() == place
    assert other.current_child() == ids["child"]


def test_an_empty_store_says_where_challenges_come_from(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    del qapp
    operations = Operations(a_workspace(tmp_path / "empty"))
    view = shown(EscalationsView(operations), operations, qtbot)
    assert view.headline() == "No challenge is open"
    assert "with the right outcome for the child first" in view._empty._sentence.text()
    assert view.current_card() is None
    assert not view._reply.isEnabled()
    operations.close()


def test_where_nothing_is_open_the_closed_ones_are_offered(
    operations: Operations, workspace: Workspace, ids: dict[str, str], qtbot: QtBot
) -> None:
    with workspace.write("close all") as write:
        for name in ("late", "soon", "stage2"):
            case = case_of(workspace, ids[name])
            write.put(replace(case, closed_on=TODAY, outcome="overtaken"))
    qtbot.waitUntil(lambda: operations.session.snapshot is workspace.snapshot)
    view = shown(EscalationsView(operations), operations, qtbot)
    assert view._empty._sentence.text() == "No challenge is open. 4 challenges closed before."
    view._empty._action.click()
    assert view._closed_model.shown == 4
    assert view._closed_table.hasFocus()


@pytest.mark.parametrize(
    "day,of,overdue,status",
    [
        (1, 20, False, Status.FINE),
        (15, 20, False, Status.FINE),
        (16, 20, False, Status.DUE_SOON),
        (20, 20, False, Status.DUE_SOON),
        (21, 20, True, Status.OVERDUE),
        (3, 5, False, Status.FINE),
        (4, 5, False, Status.DUE_SOON),
    ],
)
def test_a_meter_warns_in_its_last_quarter_and_shouts_only_when_it_is_over(
    day: int, of: int, overdue: bool, status: Status
) -> None:
    assert meter_status(Meter(day, of, TODAY, overdue)) is status


def test_a_meter_fills_one_cell_for_each_day_that_has_run(qtbot: QtBot) -> None:
    bar = MeterBar(Meter(7, 20, TODAY, overdue=False))
    qtbot.addWidget(bar)
    bar.resize(20 * 12, 10)
    picture = bar.grab().toImage()
    middle = picture.height() // 2
    step = picture.width() / 20
    inside = [picture.pixelColor(round((at + 0.45) * step), middle).name() for at in range(20)]
    assert set(inside[:7]) == {"#12436d"}
    assert "#12436d" not in inside[7:]
    assert bar.accessibleName() == "Working days, day 7 of 20"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_cards_hold_their_words_in_both_themes_and_at_twice_the_text(
    view: EscalationsView, qapp: QApplication, scheme: Scheme, text_scale: float
) -> None:
    apply_theme(qapp, scheme, text_scale)
    for button in view.board._buttons():
        assert button.height() >= button.heightForWidth(button.width())
        assert not button.grab().isNull()
    apply_theme(qapp, Scheme.LIGHT)


# What is done about one


def test_a_challenge_asks_for_the_right_outcome_first(
    operations: Operations, view: EscalationsView, ids: dict[str, str], qtbot: QtBot
) -> None:
    challenge = open_challenge(operations, ids["child"], parent=view)
    activate(challenge, qtbot)
    assert keyboard().accessibleName() == "The right outcome for the child"
    challenge.save()
    qtbot.waitUntil(challenge.summary.isVisible)
    assert [link.text() for link in challenge.summary.links()] == [
        "Say what the right outcome for the child is: it comes before any action.",
        "Enter what we need to do to get there.",
        "Enter main theme.",
    ]


def test_where_a_challenge_begins_says_by_when_and_asks_why_stages_are_left_out(
    operations: Operations, view: EscalationsView, ids: dict[str, str]
) -> None:
    challenge = open_challenge(operations, ids["child"], parent=view)
    assert challenge._due.text() == (
        "Reply due by Tue 7 April 2020: 5 working days after 31 Mar 2020."
    )
    assert "skipped" not in challenge.begin_at.names
    challenge.begin_at.set_value("stage", "stage2")
    assert challenge.begin_at.value("to_whom") == "Service manager"
    assert "skipped" in challenge.begin_at.names
    assert challenge._due.text().endswith(
        "The 20 working days of all formal stages begin here and end on Thu 30 April 2020."
    )
    challenge.begin_at.set_value("to_whom", "Service manager, Central")
    challenge.begin_at.set_value("stage", "informal")
    assert challenge.begin_at.value("to_whom") == "Service manager, Central"
    challenge.more.set_value("opened_on", date(2020, 3, 26))
    assert challenge._due.text().startswith("Reply due by Thu 2 April 2020")


def test_a_challenge_may_name_siblings_and_counts_once(
    operations: Operations,
    view: EscalationsView,
    workspace: Workspace,
    ids: dict[str, str],
    qtbot: QtBot,
) -> None:
    challenge = open_challenge(operations, ids["child"], parent=view)
    activate(challenge, qtbot)
    challenge.goal.set_value("right_outcome", "We live together.")
    challenge.goal.set_value("needed", "Look for a placement for both.")
    challenge.why.set_value("theme", "Delay: permanence")
    challenge.more.set_value("other_child_ids", (ids["sister"],))
    with qtbot.waitSignal(challenge.recorded) as recorded:
        challenge.save()
    assert case_of(workspace, recorded.args[0]).other_child_ids == (ids["sister"],)
    qtbot.waitUntil(lambda: view._found.open_count == 4)
    card = view._found.find(recorded.args[0])
    assert card is not None
    assert (card.title, card.others) == ("AB12 XY and 1 more", ("AB13 XY",))


def test_a_child_who_is_no_sibling_is_named_by_typing_a_part_of_the_reference(
    operations: Operations,
    view: EscalationsView,
    workspace: Workspace,
    ids: dict[str, str],
    qtbot: QtBot,
) -> None:
    challenge = open_challenge(operations, ids["other"], parent=view)
    activate(challenge, qtbot)
    challenge.goal.set_value("right_outcome", "We stay at our school.")
    challenge.goal.set_value("needed", "Fund the taxi.")
    challenge.why.set_value("theme", "Delay: health or education")
    challenge.more.focus_field("other_child_ids")
    assert keyboard().accessibleName() == "Name another child: reference or initials"
    QTest.keyClicks(keyboard(), "b12")
    QTest.keyClick(keyboard(), Key.Key_Return)
    assert challenge.isVisible()
    assert challenge.more.value("other_child_ids") == (ids["child"],)
    with qtbot.waitSignal(challenge.recorded) as recorded:
        QTest.keyClick(challenge, Key.Key_Return, CONTROL)
    assert case_of(workspace, recorded.args[0]).other_child_ids == (ids["child"],)
    wording = open_wording(operations, recorded.args[0], parent=view)
    assert isinstance(wording, ChallengeDialog)
    boxes = wording.more.editor("other_child_ids").findChildren(QCheckBox)
    assert [(box.text(), box.isChecked()) for box in boxes] == [("AB12 XY", True)]


def test_a_child_with_nobody_beside_is_not_asked_for_others(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    del qapp
    workspace = a_workspace(tmp_path / "one")
    child = a_child("AB12")
    put(workspace, child)
    operations = Operations(workspace)
    view = shown(EscalationsView(operations), operations, qtbot)
    challenge = open_challenge(operations, child.id, parent=view)
    assert "other_child_ids" not in challenge.more.names
    operations.close()


def test_what_a_challenge_says_is_put_better_without_touching_its_stages(
    operations: Operations,
    view: EscalationsView,
    workspace: Workspace,
    ids: dict[str, str],
    qtbot: QtBot,
) -> None:
    before = steps_of(workspace, ids["late"])
    wording = open_wording(operations, ids["late"], parent=view)
    assert isinstance(wording, ChallengeDialog)
    activate(wording, qtbot)
    wording.goal.set_value("needed", "Book the meeting this week.")
    with qtbot.waitSignal(wording.recorded):
        wording.save()
    assert case_of(workspace, ids["late"]).needed == "Book the meeting this week."
    assert steps_of(workspace, ids["late"]) == before


def test_a_stage_that_is_left_out_asks_why_before_it_is_recorded(
    operations: Operations,
    view: EscalationsView,
    workspace: Workspace,
    ids: dict[str, str],
    qtbot: QtBot,
) -> None:
    move = open_stage(operations, ids["late"], parent=view, stage="stage3")
    assert move is not None
    activate(move, qtbot)
    move.form.set_value("why", "At risk")
    move.save()
    qtbot.waitUntil(move.summary.isVisible)
    assert move.form.problem_of("skipped") == (
        "This leaves out Problem Resolution stage 1 and Problem Resolution stage 2: say why."
    )
    move.form.set_value("skipped", "Only the head of service can decide")
    with qtbot.waitSignal(move.recorded):
        move.save()
    assert [step.stage for step in steps_of(workspace, ids["late"])] == ["informal", "stage3"]


def test_the_formal_days_go_on_when_a_later_stage_begins(
    operations: Operations, view: EscalationsView, ids: dict[str, str]
) -> None:
    move = open_stage(operations, ids["stage2"], parent=view)
    assert move is not None
    assert move._due.text().endswith(
        "The 20 working days of all formal stages still end on Mon 6 April 2020."
    )


def test_a_reply_is_judged_by_keyboard_and_the_case_stays_open(
    view: EscalationsView, workspace: Workspace, ids: dict[str, str], qtbot: QtBot
) -> None:
    view.board.choose(ids["late"])
    view.take_keyboard()
    QTest.keyClick(view, Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool([d for d in view.findChildren(FormDialog) if d.isVisible()]))
    reply = dialog(view)
    activate(reply, qtbot)
    assert isinstance(reply, FormDialog)
    assert keyboard().accessibleName() == "Reply received on"
    QTest.keyClick(keyboard(), Key.Key_Tab)
    QTest.keyClick(keyboard(), Key.Key_Space)
    QTest.keyClick(keyboard(), Key.Key_Tab)
    QTest.keyClicks(keyboard(), "The meeting is booked.")
    with qtbot.waitSignal(reply.recorded):
        QTest.keyClick(keyboard(), Key.Key_Return, CONTROL)
    (step,) = steps_of(workspace, ids["late"])
    assert (step.responded_on, step.response, step.response_note) == (
        TODAY,
        "accepts",
        "The meeting is booked.",
    )
    assert case_of(workspace, ids["late"]).closed_on is None


def test_a_case_closes_only_with_its_outcome_and_what_changed(
    view: EscalationsView, workspace: Workspace, ids: dict[str, str], qtbot: QtBot
) -> None:
    outcome = view.acts.outcome(ids["late"])
    assert isinstance(outcome, FormDialog)
    activate(outcome, qtbot)
    outcome.save()
    qtbot.waitUntil(outcome.summary.isVisible)
    assert {link.text() for link in outcome.summary.links()} == {
        "Enter what changed for the child.",
        "Say what came of it for the child: the outcome is missing.",
    }
    form = outcome._parts[0]
    form.set_value("outcome", "part")  # type: ignore[attr-defined]
    form.set_value("changed_for_child", "He knows the plan, not yet the date.")  # type: ignore[attr-defined]
    with qtbot.waitSignal(outcome.recorded):
        outcome.save()
    found = case_of(workspace, ids["late"])
    assert (found.closed_on, found.outcome) == (TODAY, "part")
    qtbot.waitUntil(lambda: view._found.open_count == 2)


def test_cafcass_is_offered_for_looked_after_children_only(
    operations: Operations,
    view: EscalationsView,
    workspace: Workspace,
    ids: dict[str, str],
    qtbot: QtBot,
) -> None:
    assert open_cafcass(operations, ids["soon"], parent=view) is None
    soon, late = view._found.find(ids["soon"]), view._found.find(ids["late"])
    assert soon is not None
    assert late is not None
    assert "cafcass" not in [act.key for act in view.acts.acts(soon)]
    assert "cafcass" in [act.key for act in view.acts.acts(late)]
    cafcass = open_cafcass(operations, ids["late"], parent=view)
    assert cafcass is not None
    activate(cafcass, qtbot)
    form = cafcass._parts[0]
    form.set_value("cafcass_considered", False)  # type: ignore[attr-defined]
    form.set_value("cafcass_reason", "It is being put right")  # type: ignore[attr-defined]
    with qtbot.waitSignal(cafcass.recorded):
        cafcass.save()
    assert case_of(workspace, ids["late"]).cafcass_considered is False


def test_the_page_of_a_case_follows_what_is_recorded_and_leads_with_what_it_waits_for(
    view: EscalationsView, ids: dict[str, str], qtbot: QtBot
) -> None:
    page = view.acts.open(ids["late"])
    assert isinstance(page, EscalationDialog)
    activate(page, qtbot)
    assert _acts_on(page)[0] == "Record &reply"
    reply = page.acts.reply(ids["late"])
    assert isinstance(reply, FormDialog)
    reply._parts[0].set_value("response", "no")  # type: ignore[attr-defined]
    with qtbot.waitSignal(reply.recorded):
        reply.save()
    qtbot.waitUntil(lambda: _acts_on(page)[0] == "Make it a &Problem Resolution")
    assert "De&lete" not in _acts_on(page)
    (line,) = page.stages.model().rows()  # type: ignore[attr-defined]
    assert line.reply == "Does not accept, 31 Mar 2020"


def _acts_on(page: EscalationDialog) -> list[str]:
    return [button.text() for button in page._content.findChildren(Button) if button.text()]


def test_a_reply_in_the_history_is_opened_from_its_stage(
    view: EscalationsView, ids: dict[str, str], qtbot: QtBot
) -> None:
    page = view.acts.open(ids["stage2"])
    assert isinstance(page, EscalationDialog)
    activate(page, qtbot)
    page.stages.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.stages, Key.Key_Return)
    (reply,) = (d for d in page.findChildren(FormDialog) if d.isVisible())
    assert reply.windowTitle() == "Reply to IRO Challenge"


def test_the_page_of_a_case_leads_to_the_child(
    view: EscalationsView, ids: dict[str, str], qtbot: QtBot
) -> None:
    page = view.acts.open(ids["late"])
    assert isinstance(page, EscalationDialog)
    (button,) = (b for b in page._content.findChildren(Button) if b.text() == "Chil&d’s page")
    with qtbot.waitSignal(view.child_opened) as asked:
        button.click()
    assert asked.args == [ids["child"]]
    assert not page.isVisible()


def test_a_deleted_challenge_leaves_its_page_and_the_board(
    view: EscalationsView, ids: dict[str, str], qtbot: QtBot
) -> None:
    page = view.acts.open(ids["late"])
    assert isinstance(page, EscalationDialog)
    with qtbot.waitSignal(page.rejected):
        view.acts.delete(ids["late"])
    qtbot.waitUntil(lambda: view._found.find(ids["late"]) is None)
    assert view.acts.open(ids["late"]) is None


# Good practice


def test_good_practice_has_a_form_a_list_and_a_filter_of_its_own(
    operations: Operations,
    view: EscalationsView,
    workspace: Workspace,
    ids: dict[str, str],
    qtbot: QtBot,
) -> None:
    view._chips.choose("praise")
    view.take_keyboard()
    assert keyboard() is view._filter
    assert view._empty._sentence.text().startswith("No good practice noted yet")
    assert not view._praise.isEnabled()
    note = open_good_practice(operations, ids["child"], parent=view)
    assert note is not None
    activate(note, qtbot)
    assert keyboard().accessibleName() == "What was done well"
    QTest.keyClick(note, Key.Key_Return, CONTROL)
    qtbot.waitUntil(note.summary.isVisible)
    QTest.keyClick(keyboard(), Key.Key_Space)  # the link to the field that is empty
    QTest.keyClicks(keyboard(), "She saw him every week.")
    QTest.keyClick(keyboard(), Key.Key_Tab)
    QTest.keyClicks(keyboard(), "He asks for her.")
    with qtbot.waitSignal(note.recorded):
        QTest.keyClick(keyboard(), Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: view._found.count("praise") == 1)
    (card,) = view._praise_model.rows()
    assert [column.spoken(card) for column in view._praise_model.columns] == [
        "What was done well, She saw him every week.",
        "Child, AB12 XY",
        "Noted, 31 Mar 2020",
        "What it means for the child, He asks for her.",
    ]
    assert view._found.open_count == 3
    view.take_keyboard()
    assert not view._reply.isVisible()
    with qtbot.waitSignal(view.action_asked) as asked:
        view._praise.click()
    assert asked.args == ["good_practice", ids["child"]]
    assert [act.key for act in view.acts.acts(card)] == ["wording", "child", "delete"]
    QTest.keyClick(view._praise_table, Key.Key_Return)
    again = dialog(view, GoodPracticeDialog)
    assert isinstance(again, GoodPracticeDialog)
    assert again.form.record().evidence == "She saw him every week."
    assert case_of(workspace, card.escalation_id).good_practice is True


def test_the_partnership_is_offered_where_cafcass_has_no_place(
    view: EscalationsView, workspace: Workspace, ids: dict[str, str], qtbot: QtBot
) -> None:
    soon, late = view._found.find(ids["soon"]), view._found.find(ids["late"])
    assert soon is not None
    assert late is not None
    assert "partnership" not in [act.key for act in view.acts.acts(late)]
    assert view.acts.partnership(ids["late"]) is None
    page = view.acts.open(ids["soon"])
    assert isinstance(page, EscalationDialog)
    assert "S&afeguarding partnership" in _acts_on(page)
    asked = view.acts.partnership(ids["soon"])
    assert isinstance(asked, FormDialog)
    activate(asked, qtbot)
    asked._parts[0].set_value("partnership_why", "No agreement on the plan.")  # type: ignore[attr-defined]
    with qtbot.waitSignal(asked.recorded):
        asked.save()
    assert case_of(workspace, ids["soon"]).partnership_asked_on == TODAY
    qtbot.waitUntil(lambda: "No agreement on the plan." in _texts(page))


def _texts(page: EscalationDialog) -> list[str]:
    return [label.text() for label in page._content.findChildren(QLabel)]
