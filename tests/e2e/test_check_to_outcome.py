"""By keyboard alone: a late check that ends in a challenge, and the challenge up to its outcome."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Escalation, EscalationStep, MonitoringCheck, Record
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.board.card import CardButton
from iro_desktop.ui.dialogs.escalation import EscalationDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.escalations import EscalationsView
from iro_desktop.ui.views.monitoring import MonitoringView
from tests.builders import a_challenge, a_child, a_review, a_step, an_allocation, care
from tests.hands import CTRL, Hands, Key
from tests.looks import LOOKS
from tests.stores import OFFICER_ID, TODAY, a_workspace

ALT = Qt.KeyboardModifier.AltModifier
CHILD = a_child("AB12")
WORDS = "I know when I am going home, and who decided it."


def put(workspace: Workspace, *records: Record) -> None:
    with workspace.write("what was there before", source="import:test") as write:
        for record in records:
            write.put(record)


@pytest.fixture
def operations(
    tmp_path: Path, qapp: QApplication, look: tuple[Scheme, float]
) -> Iterator[Operations]:
    """A store on 31 March 2020 with AB12, whose midpoint was on 20 March."""
    apply_theme(qapp, *look)
    workspace = a_workspace(tmp_path / "s")
    put(
        workspace,
        CHILD,
        replace(care("2018-01-02"), child_id=CHILD.id),
        *(
            replace(a_review(day), child_id=CHILD.id)
            for day in ("2018-01-20", "2018-04-10", "2019-12-20")
        ),
        replace(an_allocation(OFFICER_ID, "2018-01-02"), child_id=CHILD.id),
    )
    operations = Operations(workspace)
    yield operations
    operations.close()
    apply_theme(qapp, Scheme.LIGHT)


def the_challenge(operations: Operations) -> Escalation:
    (found,) = operations.session.snapshot.of(Escalation)
    return found


def stages(operations: Operations) -> list[str]:
    steps = operations.session.snapshot.of(EscalationStep)
    return [step.stage for step in sorted(steps, key=lambda s: (s.started_on or date.min, s.stage))]


@pytest.mark.parametrize("look", LOOKS, ids=str, indirect=True)
def test_a_late_check_that_ends_in_a_challenge_is_recorded_and_raised(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_2, CTRL)
    monitoring = hands.page(MonitoringView)
    assert monitoring.headline() == "One check is late"
    qtbot.waitUntil(lambda: monitoring.current_row() is not None)
    hands.press(Key.Key_Return)
    hands.dialog("Record check")
    hands.tab_to("Spoke with the child")
    hands.press(Key.Key_Space)
    hands.tab_to("Drift or delay: Not answered")
    for _ in range(2):
        if hands.focus().accessibleName() != "Drift or delay: Yes":
            hands.press(Key.Key_Left)
    hands.press(Key.Key_Space)
    hands.tab_to("Plan: what has moved on since the last review?")
    hands.write("Nothing since December.")
    hands.tab_to("The child’s experience")
    hands.write("He asks every Sunday when he is going home.")
    hands.tab_to("Analysis")
    hands.write("The move home has slipped twice and nobody has told him why.")
    hands.tab_to("This check ends in: No concern")
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Return, CTRL)

    hands.dialog("Raise challenge")
    assert hands.focus().accessibleName() == "The right outcome for the child"
    hands.write(WORDS)
    hands.tab_to("What we need to do to get there")
    hands.write("Hold the planning meeting and tell him what it decides.")
    hands.tab_to("By whom")
    hands.write("Team manager")
    hands.tab_to("By when")
    hands.write("+14")
    hands.tab_to("The child’s view")
    hands.write("They said Christmas.")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(operations.session.snapshot.of(Escalation)))

    raised = the_challenge(operations)
    assert (raised.right_outcome, raised.source, raised.theme) == (
        WORDS,
        "monitoring",
        "Delay: drift in carrying out the plan",
    )
    assert raised.evidence == "The move home has slipped twice and nobody has told him why."
    assert raised.by_on == date(2020, 4, 14)
    (check,) = operations.session.snapshot.of(MonitoringCheck)
    assert (check.outcome, check.drift, check.child_contact, check.escalation_id) == (
        "challenge",
        True,
        True,
        raised.id,
    )
    monitoring = hands.page(MonitoringView)
    qtbot.waitUntil(lambda: monitoring.headline() == "No check falls due by Friday")
    hands.press(Key.Key_3, CTRL)
    escalations = hands.page(EscalationsView)
    card = escalations.current_card()
    assert card is not None
    assert (card.right_outcome, card.stage, card.status_words) == (
        WORDS,
        "informal",
        "Reply due in 7 days",
    )


@pytest.fixture
def board(hands: Hands, operations: Operations, qtbot: QtBot) -> EscalationsView:
    """The board with one challenge, raised on 16 March, whose reply is late."""
    case = a_challenge(
        "2020-03-16",
        child_id=CHILD.id,
        right_outcome=WORDS,
        needed="Hold the planning meeting.",
        theme="Delay: permanence",
    )
    put(
        operations._workspace,
        case,
        replace(a_step(case, "informal", "2020-03-16"), child_id=CHILD.id),
    )
    hands.press(Key.Key_3, CTRL)
    view = hands.page(EscalationsView)
    qtbot.waitUntil(lambda: view.headline() == "One reply is overdue")
    view.take_keyboard()
    return view


def words_in_hand(hands: Hands) -> str:
    """Return the words of the button that has the keyboard."""
    found = hands.focus()
    return found.text() if isinstance(found, QAbstractButton) else ""


def on_the_page(hands: Hands, qtbot: QtBot, words: str) -> None:
    """Wait until the page of the case is in front again, with the keyboard on an act."""
    (page,) = hands.window.findChildren(EscalationDialog)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.waitUntil(lambda: words_in_hand(hands) == words)


def on_the_card(hands: Hands, qtbot: QtBot) -> None:
    hands.page(EscalationsView)
    qtbot.waitUntil(lambda: isinstance(hands.focus(), CardButton))


def test_a_challenge_is_made_formal_moved_on_answered_and_closed_on_its_outcome(
    hands: Hands, board: EscalationsView, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_Right, CTRL)
    hands.dialog("Make it a Problem Resolution")
    hands.tab_to("Why this stage")
    hands.write("No reply after ten working days.")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: stages(operations) == ["informal", "stage1"])
    on_the_card(hands, qtbot)
    assert operations.session.undo == "make challenge for AB12 a Problem Resolution"

    hands.press(Key.Key_Right, CTRL)
    hands.dialog("Move on to the next stage")
    assert hands.focus().accessibleName() == "Stage"
    hands.press(Key.Key_Down)  # from stage 2 to stage 3
    hands.tab_to("Why this stage")
    hands.write("The head of service holds the budget.")
    hands.press(Key.Key_Return, CTRL)
    left_out = "This leaves out Problem Resolution stage 2: say why."
    qtbot.waitUntil(lambda: words_in_hand(hands) == left_out)
    hands.press(Key.Key_Return)
    assert hands.focus().accessibleName() == "Why stages are left out"
    hands.write("It is only about money")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: stages(operations) == ["informal", "stage1", "stage3"])
    on_the_card(hands, qtbot)

    hands.press(Key.Key_R, ALT)
    hands.dialog("Reply to Problem Resolution stage 3")
    hands.tab_to("How you judge it: Accepts")
    hands.press(Key.Key_Space)
    hands.tab_to("What the reply says")
    hands.write("Funded from Monday.")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: board.headline() == "One challenge is open, none late")
    on_the_card(hands, qtbot)
    assert the_challenge(operations).closed_on is None

    hands.press(Key.Key_O, ALT)
    hands.dialog("Outcome")
    hands.press(Key.Key_Space)
    hands.tab_to("What changed for the child")
    hands.write("He went home on Friday and chose his room.")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: board.headline() == "No challenge is open")
    closed = the_challenge(operations)
    assert (closed.outcome, closed.closed_on, closed.outcome_on) == ("achieved", TODAY, TODAY)
    assert closed.changed_for_child == "He went home on Friday and chose his room."

    hands.page(EscalationsView)
    hands.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: the_challenge(operations).closed_on is None)
    assert the_challenge(operations).outcome == ""


def test_a_card_is_opened_read_and_acted_on_from_its_page(
    hands: Hands, board: EscalationsView, operations: Operations, qtbot: QtBot
) -> None:
    assert board.current_card() is not None
    hands.press(Key.Key_Return)
    on_the_page(hands, qtbot, "Record &reply")
    hands.press(Key.Key_Return)
    hands.dialog("Reply to IRO Challenge")
    hands.tab_to("How you judge it: Accepts")
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(operations.session.snapshot.of(EscalationStep)[0].response))
    on_the_page(hands, qtbot, "Make it a &Problem Resolution")
    (step,) = operations.session.snapshot.of(EscalationStep)
    assert step.response == "no"
    hands.press(Key.Key_Escape)
    on_the_card(hands, qtbot)
