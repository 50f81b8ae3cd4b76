"""Challenges and resolutions from the first word to what changed for the child."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Escalation, EscalationStep, MonitoringCheck, Record
from iro_desktop.services.cafcass import consult_cafcass
from iro_desktop.services.child_page import child_page
from iro_desktop.services.escalation_board import EscalationBoard, escalation_board
from iro_desktop.services.escalation_cards import EscalationCard
from iro_desktop.services.escalation_ends import (
    close_challenge,
    delete_challenge,
    reopen_challenge,
)
from iro_desktop.services.escalation_page import (
    EscalationPage,
    children_to_name,
    escalation_page,
    siblings_of,
)
from iro_desktop.services.escalations import (
    ChallengeGoneError,
    edit_challenge,
    make_formal,
    move_to_stage,
    raise_challenge,
    record_reply,
)
from iro_desktop.services.good_practice import note_good_practice
from iro_desktop.services.partnership import ask_partnership
from iro_desktop.services.undo import stacks, undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import (
    a_challenge,
    a_check,
    a_child,
    a_plan,
    a_step,
    an_allocation,
    care,
    local_standards,
)
from tests.stores import OFFICER_ID, TODAY, a_workspace

CHILD = a_child("AB12")
OTHER = a_child("CD34")
WORDS = "I know where I am going to live."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store with AB12, looked after, and CD34, on a protection plan alone."""
    workspace = a_workspace(tmp_path)
    keep(
        workspace,
        CHILD,
        care("2019-02-12", child_id=CHILD.id),
        OTHER,
        a_plan("2019-11-04", child_id=OTHER.id),
    )
    return workspace


def keep(workspace: Workspace, *records: Record) -> None:
    with workspace.write("what was there before", source="import:test") as write:
        for record in records:
            write.put(record)


def a_new_challenge(**fields: object) -> Escalation:
    challenge = Escalation(
        id="",
        child_id=CHILD.id,
        source="review",
        right_outcome=WORDS,
        needed="Hold the permanence planning meeting.",
        theme="Delay: permanence",
    )
    return replace(challenge, **fields)  # type: ignore[arg-type]


def raised(workspace: Workspace, on: date = TODAY, **fields: object) -> str:
    return raise_challenge(workspace, a_new_challenge(opened_on=on, **fields), today=TODAY)


def board(workspace: Workspace, today: date = TODAY, officer: str = OFFICER_ID) -> EscalationBoard:
    return escalation_board(workspace.snapshot, workspace.practice, officer, today)


def card(workspace: Workspace, escalation_id: str, today: date = TODAY) -> EscalationCard:
    found = board(workspace, today).find(escalation_id)
    assert found is not None
    return found


def page(workspace: Workspace, escalation_id: str, today: date = TODAY) -> EscalationPage:
    found = escalation_page(workspace.snapshot, workspace.practice, escalation_id, today)
    assert found is not None
    return found


def reply(workspace: Workspace, escalation_id: str, response: str, on: date = TODAY) -> None:
    record_reply(workspace, escalation_id, responded_on=on, response=response, today=on)


def refused(error: pytest.ExceptionInfo[RefusedError]) -> dict[str, str]:
    return {problem.field: problem.sentence for problem in error.value.problems}


# Raising


def test_a_challenge_begins_at_the_informal_stage_and_asks_for_a_reply_in_five_working_days(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace, date(2020, 3, 26))
    found = card(workspace, escalation_id)
    assert (found.state, found.stage, found.stage_name) == ("informal", "informal", "IRO Challenge")
    assert found.to_whom == "Social worker or team manager"
    assert found.right_outcome == WORDS
    assert found.reply_due_on == date(2020, 4, 2)
    assert (found.status, found.status_words) == (Status.SOON, "Reply due in 2 days")
    assert found.status_detail == "2 Apr 2020, 5 working days after 26 Mar 2020"
    assert found.asked == "Social worker or team manager, by 2 Apr"
    assert found.meter is not None
    assert found.meter.words == "day 3 of 5"
    stored = page(workspace, escalation_id).escalation
    assert (stored.officer_id, stored.outcome_stated_on) == (OFFICER_ID, TODAY)
    assert stacks(workspace).done[-1].words == "raise challenge for AB12"


@pytest.mark.parametrize(
    "fields,field",
    [
        ({"right_outcome": "  "}, "right_outcome"),
        ({"needed": ""}, "needed"),
        ({"theme": ""}, "theme"),
        ({"opened_on": date(2020, 4, 1)}, "opened_on"),
        ({"child_told_on": date(2020, 4, 1)}, "child_told_on"),
        ({"by_on": date(2020, 3, 30)}, "by_on"),
        ({"by_whom": "x" * 201}, "by_whom"),
    ],
)
def test_a_challenge_without_what_makes_it_one_is_refused_at_its_field(
    workspace: Workspace, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(RefusedError) as error:
        raise_challenge(workspace, a_new_challenge(**fields), today=TODAY)
    assert list(refused(error)) == [field]
    assert not workspace.snapshot.of(Escalation)


def test_the_right_outcome_is_asked_for_before_anything_else(workspace: Workspace) -> None:
    with pytest.raises(RefusedError) as error:
        raise_challenge(workspace, Escalation(id="", child_id=CHILD.id), today=TODAY)
    assert next(iter(refused(error).values())) == (
        "Say what the right outcome for the child is: it comes before any action."
    )


def test_to_begin_at_a_formal_stage_asks_for_a_reason_and_starts_the_clock(
    workspace: Workspace,
) -> None:
    challenge = a_new_challenge(opened_on=date(2020, 3, 26))
    with pytest.raises(RefusedError) as error:
        raise_challenge(workspace, challenge, stage="stage2", today=TODAY)
    assert refused(error)["skipped"] == (
        "This leaves out IRO Challenge and Problem Resolution stage 1: say why."
    )
    escalation_id = raise_challenge(
        workspace, challenge, stage="stage2", skipped="At risk tonight", today=TODAY
    )
    found = card(workspace, escalation_id)
    assert found.meter is not None
    assert (found.state, found.meter.words) == ("formal", "day 3 of 20")


def test_a_stage_that_is_not_local_is_refused(workspace: Workspace) -> None:
    with pytest.raises(RefusedError) as error:
        raise_challenge(workspace, a_new_challenge(), stage="stage9", today=TODAY)
    assert list(refused(error)) == ["stage"]


def test_the_check_that_led_to_a_challenge_names_it(workspace: Workspace) -> None:
    check = a_check("2020-03-30", child_id=CHILD.id, outcome="challenge")
    keep(workspace, check)
    escalation_id = raise_challenge(workspace, a_new_challenge(), check_id=check.id, today=TODAY)
    found = workspace.snapshot.find(MonitoringCheck, check.id)
    assert found is not None
    assert found.escalation_id == escalation_id


def test_good_practice_is_noted_without_stages_and_asks_nobody(workspace: Workspace) -> None:
    note = Escalation(
        id="", child_id=CHILD.id, good_practice=True, evidence="Saw him every week, on her own."
    )
    escalation_id = raise_challenge(workspace, note, today=TODAY)
    assert not workspace.snapshot.of(EscalationStep)
    assert card(workspace, escalation_id).state == "praise"
    assert board(workspace).open_count == 0
    with pytest.raises(RefusedError) as error:
        raise_challenge(workspace, replace(note, evidence=""), today=TODAY)
    assert list(refused(error)) == ["evidence"]


def test_a_note_of_good_practice_can_be_changed_and_says_so_in_its_words(
    workspace: Workspace,
) -> None:
    note = Escalation(id="", child_id=CHILD.id, evidence="Saw him every week, on her own.")
    note_id = note_good_practice(workspace, note, today=TODAY)
    assert stacks(workspace).done[-1].words == "note good practice for AB12"
    stored = page(workspace, note_id).escalation
    meant = replace(
        stored, changed_for_child="He asks for her.", by_whom="SW", passed_on=TODAY, opened_on=TODAY
    )
    assert note_good_practice(workspace, meant, today=TODAY) == note_id
    assert stacks(workspace).done[-1].words == "edit note of good practice for AB12"
    found = card(workspace, note_id)
    assert (found.state, found.evidence, found.by_whom) == ("praise", note.evidence, "SW")
    assert (found.changed_for_child, found.passed_on) == ("He asks for her.", TODAY)
    early = replace(meant, passed_on=TODAY - timedelta(1))
    with pytest.raises(RefusedError) as error:
        note_good_practice(workspace, early, today=TODAY)
    assert refused(error) == {"passed_on": "Passed on to them on must not be before raised on."}
    delete_challenge(workspace, note_id)
    assert stacks(workspace).done[-1].words == "delete note of good practice for AB12"


def test_what_a_challenge_says_can_be_put_better(workspace: Workspace) -> None:
    escalation_id = raised(workspace)
    before = page(workspace, escalation_id).escalation
    edit_challenge(workspace, replace(before, needed="Book it this week."), today=TODAY)
    assert card(workspace, escalation_id).needed == "Book it this week."
    with pytest.raises(RefusedError):
        edit_challenge(workspace, replace(before, right_outcome=""), today=TODAY)


# Stages


def test_what_becomes_formal_stays_one_case_and_its_days_run_from_there(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace, date(2020, 3, 2))
    make_formal(workspace, escalation_id, on=date(2020, 3, 9), why="No reply", today=TODAY)
    assert len(workspace.snapshot.of(Escalation)) == 1
    found = card(workspace, escalation_id)
    assert (found.state, found.stage, found.to_whom) == ("formal", "stage1", "Team manager")
    assert found.meter is not None
    assert (found.meter.words, found.meter.due_on) == ("day 16 of 20", date(2020, 4, 6))
    assert stacks(workspace).done[-1].words == "make challenge for AB12 a Problem Resolution"


def test_two_steps_of_one_day_stand_in_the_order_of_the_stages(workspace: Workspace) -> None:
    """Ids of steps are random: of two on one day the later stage is the current one."""
    for _ in range(6):
        escalation_id = raised(workspace)
        make_formal(workspace, escalation_id, on=TODAY, why="It cannot wait", today=TODAY)
        move_to_stage(workspace, escalation_id, "stage2", on=TODAY, why="Nor that", today=TODAY)
        assert card(workspace, escalation_id).stage == "stage2"
        names = [step.stage_name for step in page(workspace, escalation_id).steps]
        assert names[0] == "IRO Challenge"
        assert names[-1].endswith("stage 2")


def test_stages_may_be_left_out_with_a_reason(workspace: Workspace) -> None:
    escalation_id = raised(workspace)
    with pytest.raises(RefusedError) as error:
        move_to_stage(workspace, escalation_id, "stage3", on=TODAY, why="Grave", today=TODAY)
    assert list(refused(error)) == ["skipped"]
    move_to_stage(
        workspace,
        escalation_id,
        "stage3",
        on=TODAY,
        why="Grave",
        skipped="The head of service holds the budget",
        today=TODAY,
    )
    assert page(workspace, escalation_id).steps[-1].skipped == (
        "The head of service holds the budget"
    )
    assert stacks(workspace).done[-1].words == "make challenge for AB12 a Problem Resolution"


@pytest.mark.parametrize(
    "stage,on,why,field",
    [
        ("informal", TODAY, "Again", "stage"),
        ("stage9", TODAY, "Again", "stage"),
        ("stage1", date(2020, 3, 1), "Again", "started_on"),
        ("stage1", date(2020, 4, 1), "Again", "started_on"),
        ("stage1", TODAY, "", "why"),
    ],
)
def test_a_move_that_cannot_be_is_refused_at_the_field_that_must_change(
    workspace: Workspace, stage: str, on: date, why: str, field: str
) -> None:
    escalation_id = raised(workspace, date(2020, 3, 2))
    with pytest.raises(RefusedError) as error:
        move_to_stage(workspace, escalation_id, stage, on=on, why=why, today=TODAY)
    assert list(refused(error)) == [field]
    assert card(workspace, escalation_id).stage == "informal"


def test_only_later_stages_may_follow_and_each_says_what_it_leaves_out(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace)
    make_formal(workspace, escalation_id, on=TODAY, why="No reply", today=TODAY)
    ahead = page(workspace, escalation_id).may_follow
    assert [stage.key for stage, _ in ahead] == ["stage2", "stage3", "stage4"]
    assert [[s.key for s in left_out] for _, left_out in ahead] == [
        [],
        ["stage2"],
        ["stage2", "stage3"],
    ]


def test_a_stage_that_is_no_longer_local_keeps_its_card_on_the_board(workspace: Workspace) -> None:
    escalation_id = raised(workspace)
    make_formal(workspace, escalation_id, on=TODAY, why="No reply", today=TODAY)
    stages = (("informal", "Alert", "Team manager", "5", "no"),)
    keep(workspace, local_standards("2020-04-01", stages=stages))
    columns = board(workspace, date(2020, 4, 1)).columns
    assert [(c.name, c.formal, len(c.cards)) for c in columns] == [
        ("Alert", False, 0),
        ("Problem Resolution stage 1", True, 1),
    ]


# Replies


def test_a_reply_is_judged_and_closes_nothing(workspace: Workspace) -> None:
    escalation_id = raised(workspace, date(2020, 3, 26), by_on=date(2020, 4, 20))
    reply(workspace, escalation_id, "accepts")
    found = card(workspace, escalation_id)
    assert found.is_open
    assert (found.waits_for, found.status_words) == ("outcome", "Action due in 20 days")
    assert found.status_detail == "accepted, replied 31 Mar 2020"
    assert found.asked == "accepted, replied 31 Mar"
    assert card(workspace, escalation_id, date(2020, 4, 22)).status_words == "Action 2 days late"


def test_a_reply_that_does_not_accept_waits_for_the_next_stage(workspace: Workspace) -> None:
    escalation_id = raised(workspace, date(2020, 3, 26))
    reply(workspace, escalation_id, "no")
    found = card(workspace, escalation_id)
    assert (found.status_words, found.waits_for) == ("Not accepted", "next stage")
    assert board(workspace).headline == "One reply does not accept the challenge"


def test_a_reply_to_an_earlier_stage_may_come_late(workspace: Workspace) -> None:
    escalation_id = raised(workspace, date(2020, 3, 2))
    first = card(workspace, escalation_id).step_id
    make_formal(workspace, escalation_id, on=date(2020, 3, 9), why="No reply", today=TODAY)
    record_reply(
        workspace,
        escalation_id,
        step_id=first,
        responded_on=TODAY,
        response="partly",
        note="A date for the meeting",
        today=TODAY,
    )
    lines = page(workspace, escalation_id).steps
    assert [line.reply for line in lines] == [
        "Accepts in part, 31 Mar 2020",
        "No reply by 16 Mar 2020",
    ]
    assert (lines[0].note, card(workspace, escalation_id).waits_for) == (
        "A date for the meeting",
        "reply",
    )


def test_a_case_that_came_without_stages_takes_its_reply_all_the_same(
    workspace: Workspace,
) -> None:
    challenge = a_challenge("2020-03-26", child_id=CHILD.id, right_outcome=WORDS)
    keep(workspace, challenge)
    assert card(workspace, challenge.id).step_id == ""
    reply(workspace, challenge.id, "accepts")
    found = card(workspace, challenge.id)
    assert (found.stage, found.response) == ("informal", "accepts")
    (line,) = page(workspace, challenge.id).steps
    assert line.started_on == date(2020, 3, 26)


def test_what_is_next_after_a_reply_is_kept_with_it(workspace: Workspace) -> None:
    escalation_id = raised(workspace)
    record_reply(
        workspace,
        escalation_id,
        responded_on=TODAY,
        response="partly",
        next_step="Ask for the date of the meeting by Friday.",
        today=TODAY,
    )
    (line,) = page(workspace, escalation_id).steps
    assert line.next_step == "Ask for the date of the meeting by Friday."


@pytest.mark.parametrize(
    "on,response,fields",
    [
        (None, "", ["responded_on", "response"]),
        (date(2020, 4, 1), "no", ["responded_on"]),
        (date(2020, 3, 25), "no", ["responded_on"]),
    ],
)
def test_a_reply_needs_its_day_and_its_judgement(
    workspace: Workspace, on: date | None, response: str, fields: list[str]
) -> None:
    escalation_id = raised(workspace, date(2020, 3, 26))
    with pytest.raises(RefusedError) as error:
        record_reply(workspace, escalation_id, responded_on=on, response=response, today=TODAY)
    assert list(refused(error)) == fields


def test_a_reply_is_late_from_the_day_after_it_was_due(workspace: Workspace) -> None:
    escalation_id = raised(workspace, date(2020, 3, 26))
    assert card(workspace, escalation_id, date(2020, 4, 2)).status_words == "Reply due today"
    late = card(workspace, escalation_id, date(2020, 4, 3))
    assert (late.status, late.status_words) == (Status.OVERDUE, "Reply 1 day late")
    assert board(workspace, date(2020, 4, 3)).headline == "One reply is overdue"


# The clock


def test_nothing_but_the_end_stops_the_twenty_working_days(workspace: Workspace) -> None:
    """20 working days from 2 March 2020 end on 30 March; a reply does not pause them."""
    escalation_id = raised(workspace, date(2020, 2, 24))
    make_formal(workspace, escalation_id, on=date(2020, 3, 2), why="No reply", today=TODAY)
    reply(workspace, escalation_id, "accepts", date(2020, 3, 5))
    on_the_day = card(workspace, escalation_id, date(2020, 3, 30)).meter
    assert on_the_day is not None
    assert (on_the_day.words, on_the_day.overdue) == ("day 20 of 20", False)
    after = board(workspace)
    meter = after.cards[0].meter
    assert meter is not None
    assert (meter.words, meter.overdue, after.overdue_count) == ("1 working day over 20", True, 1)
    assert after.headline == "One Problem Resolution is past 20 working days"


def test_a_bank_holiday_and_the_first_day_count_as_the_standards_say(workspace: Workspace) -> None:
    keep(workspace, local_standards(count_trigger_day=True))
    escalation_id = raised(workspace, date(2020, 3, 26))
    make_formal(workspace, escalation_id, on=date(2020, 3, 26), why="No reply", today=TODAY)
    meter = card(workspace, escalation_id, date(2020, 4, 14)).meter
    assert meter is not None
    assert meter.words == "day 12 of 20"  # Good Friday and Easter Monday are left out


# Cafcass


def test_cafcass_is_for_looked_after_children_and_others_have_their_own_route(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace, child_id=OTHER.id)
    with pytest.raises(RefusedError) as error:
        consult_cafcass(workspace, escalation_id, considered=True, reason="Delay", today=TODAY)
    assert "safeguarding partnership" in refused(error)["cafcass_considered"]
    assert "safeguarding partnership" in page(workspace, escalation_id).why_not_cafcass


def test_one_looked_after_child_among_those_named_is_enough_for_cafcass(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace, child_id=OTHER.id, other_child_ids=(CHILD.id,))
    consult_cafcass(workspace, escalation_id, considered=False, reason="Resolving", today=TODAY)
    assert page(workspace, escalation_id).escalation.cafcass_considered is False
    assert card(workspace, escalation_id).title == "CD34 XY and 1 more"


@pytest.mark.parametrize(
    "fields,field",
    [
        ({"considered": None, "reason": "x"}, "cafcass_considered"),
        ({"considered": False, "reason": ""}, "cafcass_reason"),
        (
            {"considered": False, "reason": "x", "consulted_on": TODAY},
            "cafcass_considered",
        ),
        (
            {"considered": True, "reason": "x", "responded_on": TODAY},
            "cafcass_consulted_on",
        ),
        (
            {
                "considered": True,
                "reason": "x",
                "consulted_on": TODAY,
                "responded_on": TODAY - timedelta(1),
            },
            "cafcass_responded_on",
        ),
    ],
)
def test_what_is_said_of_cafcass_must_hang_together(
    workspace: Workspace, fields: dict[str, object], field: str
) -> None:
    escalation_id = raised(workspace)
    with pytest.raises(RefusedError) as error:
        consult_cafcass(workspace, escalation_id, **fields, today=TODAY)  # type: ignore[arg-type]
    assert list(refused(error)) == [field]


def test_a_referral_to_cafcass_names_its_ground(workspace: Workspace) -> None:
    escalation_id = raised(workspace)
    said = {"considered": True, "reason": "No plan for two years", "referred_on": TODAY}
    with pytest.raises(RefusedError) as error:
        consult_cafcass(workspace, escalation_id, **said, today=TODAY)  # type: ignore[arg-type]
    assert refused(error) == {"cafcass_ground": "Choose the ground of the referral."}
    consult_cafcass(
        workspace,
        escalation_id,
        **said,  # type: ignore[arg-type]
        ground="needs",
        responded_on=TODAY,
        today=TODAY,
    )
    stored = page(workspace, escalation_id).escalation
    assert (stored.cafcass_referred_on, stored.cafcass_ground) == (TODAY, "needs")


def test_for_a_plan_alone_the_safeguarding_partnership_is_asked_and_no_clock_stops(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace, date(2020, 3, 2), child_id=OTHER.id)
    make_formal(workspace, escalation_id, on=date(2020, 3, 9), why="No reply", today=TODAY)
    before = card(workspace, escalation_id)
    assert (before.may_consult, before.may_ask_partnership) == (False, True)
    ask_partnership(
        workspace, escalation_id, asked_on=TODAY, why="No agreement on the plan", today=TODAY
    )
    after = card(workspace, escalation_id)
    assert (after.stage, after.meter) == (before.stage, before.meter)
    stored = page(workspace, escalation_id).escalation
    assert stored.partnership_asked_on == TODAY
    assert stacks(workspace).done[-1].words == (
        "record safeguarding partnership for challenge for CD34"
    )


@pytest.mark.parametrize(
    "child_id,fields,field",
    [
        (CHILD.id, {}, "partnership_asked_on"),
        (OTHER.id, {"asked_on": None}, "partnership_asked_on"),
        (OTHER.id, {"why": ""}, "partnership_why"),
        (OTHER.id, {"asked_on": TODAY + timedelta(1)}, "partnership_asked_on"),
        (OTHER.id, {"asked_on": TODAY - timedelta(1)}, "partnership_asked_on"),
        (OTHER.id, {"answered_on": TODAY - timedelta(1)}, "partnership_answered_on"),
    ],
)
def test_what_is_said_of_the_partnership_must_hang_together(
    workspace: Workspace, child_id: str, fields: dict[str, object], field: str
) -> None:
    escalation_id = raised(workspace, child_id=child_id)
    said = {"asked_on": TODAY, "why": "No agreement"} | fields
    with pytest.raises(RefusedError) as error:
        ask_partnership(workspace, escalation_id, **said, today=TODAY)  # type: ignore[arg-type]
    assert list(refused(error)) == [field]


def test_consulting_cafcass_moves_no_stage(workspace: Workspace) -> None:
    escalation_id = raised(workspace)
    consult_cafcass(
        workspace,
        escalation_id,
        considered=True,
        reason="No plan for two years",
        consulted_on=TODAY,
        today=TODAY,
    )
    assert card(workspace, escalation_id).stage == "informal"
    assert page(workspace, escalation_id).escalation.cafcass_consulted_on == TODAY


# The end


def closed(workspace: Workspace, escalation_id: str, **fields: object) -> None:
    values: dict[str, object] = {
        "outcome": "achieved",
        "outcome_on": TODAY,
        "changed_for_child": "He was told the plan: he is staying.",
    }
    close_challenge(workspace, escalation_id, **(values | fields), today=TODAY)  # type: ignore[arg-type]


def test_a_challenge_closes_on_its_outcome_and_on_what_changed(workspace: Workspace) -> None:
    escalation_id = raised(workspace, date(2020, 3, 26))
    closed(workspace, escalation_id, learning="Book it at the first review.")
    found = card(workspace, escalation_id)
    assert (found.state, found.outcome_words, found.meter) == ("closed", "Outcome achieved", None)
    assert found.changed_for_child == "He was told the plan: he is staying."
    assert board(workspace).headline == "No challenge is open"
    assert stacks(workspace).done[-1].words == "close challenge for AB12"


@pytest.mark.parametrize(
    "fields,field",
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "replied"}, "outcome"),
        ({"outcome_on": None}, "outcome_on"),
        ({"outcome_on": date(2020, 4, 1)}, "outcome_on"),
        ({"outcome_on": date(2020, 3, 25)}, "outcome_on"),
        ({"changed_for_child": ""}, "changed_for_child"),
        ({"child_told_on": date(2020, 4, 1)}, "child_told_on"),
    ],
)
def test_a_challenge_does_not_close_without_saying_what_came_of_it(
    workspace: Workspace, fields: dict[str, object], field: str
) -> None:
    escalation_id = raised(workspace, date(2020, 3, 26))
    reply(workspace, escalation_id, "accepts")
    with pytest.raises(RefusedError) as error:
        closed(workspace, escalation_id, **fields)
    assert list(refused(error)) == [field]
    assert card(workspace, escalation_id).is_open


def test_what_is_closed_can_neither_move_nor_close_again(workspace: Workspace) -> None:
    escalation_id = raised(workspace)
    closed(workspace, escalation_id)
    with pytest.raises(RefusedError):
        closed(workspace, escalation_id)
    with pytest.raises(RefusedError):
        make_formal(workspace, escalation_id, on=TODAY, why="Again", today=TODAY)
    assert page(workspace, escalation_id).may_follow == ()


def test_what_is_opened_again_is_where_it_was_and_its_clock_never_stopped(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace, date(2020, 3, 2))
    make_formal(workspace, escalation_id, on=date(2020, 3, 9), why="No reply", today=TODAY)
    with pytest.raises(RefusedError) as error:
        reopen_challenge(workspace, escalation_id, why="It slipped", today=TODAY)
    assert list(refused(error)) == ["reopened_why"]
    closed(workspace, escalation_id)
    with pytest.raises(RefusedError):
        reopen_challenge(workspace, escalation_id, why="", today=TODAY)
    reopen_challenge(workspace, escalation_id, why="The meeting was cancelled", today=TODAY)
    found = card(workspace, escalation_id)
    assert (found.state, found.stage, found.outcome) == ("formal", "stage1", "")
    assert found.meter is not None
    assert found.meter.day == 16
    stored = page(workspace, escalation_id).escalation
    assert (stored.reopened_on, stored.changed_for_child != "") == (TODAY, True)


def test_a_deleted_challenge_takes_its_stages_along_and_undo_brings_all_back(
    workspace: Workspace,
) -> None:
    escalation_id = raised(workspace)
    make_formal(workspace, escalation_id, on=TODAY, why="No reply", today=TODAY)
    delete_challenge(workspace, escalation_id)
    assert not workspace.snapshot.of(Escalation)
    assert not workspace.snapshot.of(EscalationStep)
    undo_latest(workspace)
    assert card(workspace, escalation_id).stage == "stage1"


def test_acts_on_a_challenge_that_is_gone_say_so(workspace: Workspace) -> None:
    with pytest.raises(ChallengeGoneError):
        edit_challenge(workspace, a_new_challenge(id="f" * 32), today=TODAY)
    with pytest.raises(ChallengeGoneError):
        record_reply(workspace, "f" * 32, responded_on=TODAY, response="no", today=TODAY)
    escalation_id = raised(workspace)
    with pytest.raises(ChallengeGoneError):
        record_reply(
            workspace,
            escalation_id,
            step_id="f" * 32,
            responded_on=TODAY,
            response="no",
            today=TODAY,
        )
    assert escalation_page(workspace.snapshot, workspace.practice, "f" * 32, TODAY) is None


# The board


def test_the_board_has_the_late_ones_first_and_says_so(workspace: Workspace) -> None:
    fine = raised(workspace, TODAY)
    late = raised(workspace, date(2020, 3, 16))
    later = raised(workspace, date(2020, 3, 18))
    found = board(workspace)
    assert [c.escalation_id for c in found.cards] == [late, later, fine]
    assert found.headline == "Two replies are overdue"
    assert found.context == "Tue 31 March 2020. 3 IRO Challenges open"
    assert (found.open_count, found.overdue_count) == (3, 2)
    assert [(c.key, len(c.cards)) for c in found.columns] == [
        ("informal", 3),
        ("stage1", 0),
        ("stage2", 0),
        ("stage3", 0),
        ("stage4", 0),
    ]


def test_headlines_go_from_the_most_pressing_to_calm(workspace: Workspace) -> None:
    assert board(workspace).headline == "No challenge is open"
    escalation_id = raised(workspace, date(2020, 3, 26))
    assert board(workspace).headline == "One reply is due by Friday"
    assert board(workspace, date(2020, 3, 26)).headline == "One challenge is open, none late"
    reply(workspace, escalation_id, "partly")
    assert board(workspace).headline == "One challenge is open, none late"
    stored = page(workspace, escalation_id).escalation
    edit_challenge(workspace, replace(stored, by_on=date(2020, 3, 27)), today=TODAY)
    assert board(workspace).headline == "One promised action is late"


def test_an_open_challenge_goes_to_the_childs_next_iro_and_stays_when_the_child_leaves(
    workspace: Workspace,
) -> None:
    mine = a_challenge("2020-03-02", child_id=CHILD.id, officer_id=OFFICER_ID)
    step = a_step(mine, "informal", "2020-03-02", child_id=CHILD.id)
    keep(workspace, mine, step)
    assert board(workspace).open_count == 1
    keep(workspace, replace(an_allocation("b" * 32, "2020-03-20"), child_id=CHILD.id))
    assert board(workspace).open_count == 0
    assert board(workspace, officer="b" * 32).open_count == 1
    assert board(workspace, officer="").open_count == 1


def test_the_next_iro_keeps_it_after_the_child_has_left_and_sees_who_raised_it(
    workspace: Workspace,
) -> None:
    mine = a_challenge("2020-02-03", child_id=CHILD.id, officer_id=OFFICER_ID)
    theirs = an_allocation("b" * 32, "2020-02-20", "2020-03-20")
    keep(
        workspace,
        mine,
        a_step(mine, "informal", "2020-02-03", child_id=CHILD.id),
        replace(theirs, child_id=CHILD.id),
    )
    assert board(workspace).open_count == 0
    assert board(workspace, officer="b" * 32).open_count == 1
    assert page(workspace, mine.id).raised_by == "IRO 1"


def test_what_is_ones_own_does_not_say_who_raised_it(workspace: Workspace) -> None:
    assert page(workspace, raised(workspace)).raised_by == ""


def test_a_challenge_may_name_any_child_of_the_iro_and_siblings_stand_apart(
    workspace: Workspace,
) -> None:
    third, closed_case, elsewhere = a_child("EF56"), a_child("GH78"), a_child("IJ90")
    keep(workspace, third, closed_case, elsewhere)
    for child, officer in (
        (CHILD, OFFICER_ID), (OTHER, OFFICER_ID), (third, OFFICER_ID), (elsewhere, "b" * 32),
    ):  # fmt: skip
        keep(workspace, replace(an_allocation(officer, "2019-01-02"), child_id=child.id))
    group = "9" * 32
    keep(workspace, replace(CHILD, sibling_group_id=group), replace(OTHER, sibling_group_id=group))
    case = workspace.snapshot.cases[CHILD.id]
    assert [c.reference for c in siblings_of(case, workspace.snapshot)] == ["CD34"]
    found = children_to_name(case, workspace.snapshot, TODAY)
    assert [child.reference for child in found] == ["EF56"]


def test_a_challenge_stands_on_the_page_of_each_child_it_names(workspace: Workspace) -> None:
    escalation_id = raised(workspace, other_child_ids=(OTHER.id,))
    for child in (CHILD, OTHER):
        shown = child_page(workspace.snapshot, workspace.practice, child.id, TODAY)
        assert shown is not None
        assert [one.escalation_id for one in shown.challenges] == [escalation_id]
    closed(workspace, escalation_id)
    shown = child_page(workspace.snapshot, workspace.practice, OTHER.id, TODAY)
    assert shown is not None
    assert shown.challenges == ()


def test_who_answers_is_named_by_the_step_or_else_by_the_stages_role(workspace: Workspace) -> None:
    escalation_id = raise_challenge(
        workspace, a_new_challenge(), to_whom="Team manager, Central 2", today=TODAY
    )
    assert card(workspace, escalation_id).to_whom == "Team manager, Central 2"
    lines = page(workspace, escalation_id).steps
    assert (lines[0].to_whom, lines[0].reply) == (
        "Team manager, Central 2",
        "Reply due 7 Apr 2020",
    )
