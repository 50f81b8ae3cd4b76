from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.escalation import (
    Progress,
    next_stage,
    progress,
    progress_of,
    skipped,
    stage_called,
    why_not_cafcass,
    why_not_close,
    why_not_move,
)
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from tests.builders import (
    a_case,
    a_challenge,
    a_practice,
    a_step,
    local_standards,
    the_day,
)

PRACTICE = a_practice()


def at(
    as_of: str,
    *steps: tuple[str, str, str | None],
    opened: str | None = "2020-03-19",
    **fields: Any,
) -> Progress:
    """Return where a challenge with these stages (key, started, replied) stands."""
    challenge = a_challenge(opened, **fields)
    made = tuple(a_step(challenge, *step) for step in steps)
    return progress(challenge, made, PRACTICE, the_day(as_of))


def test_raised_without_a_stage_it_is_at_the_informal_one() -> None:
    found = at("2020-03-20")
    assert (found.state, found.current.stage.key, found.is_formal) == (
        "informal",
        "informal",
        False,
    )
    assert found.current.reply_due_on == date(2020, 3, 26)
    assert found.reply_awaited()
    assert found.total_due_on is None


@pytest.mark.parametrize(
    "as_of,late", [("2020-03-26", False), ("2020-03-27", True), ("2020-04-30", True)]
)
def test_a_reply_is_overdue_after_its_last_working_day(as_of: str, late: bool) -> None:
    assert at(as_of, ("informal", "2020-03-19", None)).current.overdue(the_day(as_of)) == late


def test_a_reply_that_came_is_awaited_no_more_and_one_that_comes_later_still_is() -> None:
    step = ("informal", "2020-03-19", "2020-03-30")
    assert not at("2020-03-30", step).reply_awaited()
    assert at("2020-03-29", step).reply_awaited()


def test_the_twenty_days_run_from_the_first_formal_stage_not_from_the_challenge() -> None:
    found = at(
        "2020-04-30",
        ("informal", "2020-03-19", None),
        ("stage1", "2020-03-30", "2020-04-03"),
        ("stage2", "2020-04-06", None),
    )
    assert found.state == "formal"
    assert found.formal_on == date(2020, 3, 30)
    assert found.total_due_on == date(2020, 4, 29)
    assert found.total_overdue(date(2020, 4, 30))
    assert not found.total_overdue(date(2020, 4, 29))
    assert found.began_informally
    assert found.working_days_formal == 21


def test_two_stages_of_one_day_are_in_the_order_of_the_standards() -> None:
    found = at("2020-03-30", ("stage1", "2020-03-19", None), ("informal", "2020-03-19", None))
    assert [s.stage.key for s in found.stages] == ["informal", "stage1"]


def test_a_stage_that_begins_later_has_not_begun() -> None:
    found = at("2020-03-20", ("informal", "2020-03-19", None), ("stage1", "2020-03-30", None))
    assert (found.state, found.formal_on) == ("informal", None)


def test_it_may_begin_formally() -> None:
    found = at("2020-03-20", ("stage2", "2020-03-19", None))
    assert (found.state, found.began_informally) == ("formal", False)


def test_closing_ends_every_wait_and_the_days_are_counted_to_it() -> None:
    steps = (("informal", "2020-03-19", None), ("stage1", "2020-03-30", None))
    closed = at("2020-06-30", *steps, closed_on="2020-04-14", outcome="achieved")
    assert (closed.state, closed.is_open, closed.is_formal) == ("closed", False, True)
    assert not closed.reply_awaited()
    assert not closed.total_overdue(date(2020, 6, 30))
    assert closed.working_days_open == 16
    assert closed.working_days_formal == 9
    assert at("2020-04-13", *steps, closed_on="2020-04-14").is_open


def test_a_note_of_praise_asks_nobody() -> None:
    found = at("2020-06-30", good_practice=True)
    assert (found.state, found.is_open, found.reply_awaited()) == ("praise", False, False)


def test_the_stages_in_force_when_they_began_hold() -> None:
    alert = (("alert", "Alert", "Team manager", "10", "no"), ("dispute", "Dispute", "", "5", "yes"))
    practice = a_practice(local_standards("2020-03-25", stages=alert, formal_total_days=30))
    challenge = a_challenge("2020-03-19")
    steps = (
        a_step(challenge, "informal", "2020-03-19"),
        a_step(challenge, "dispute", "2020-03-30"),
    )
    found = progress(challenge, steps, practice, date(2020, 4, 1))
    assert [s.stage.name for s in found.stages] == ["IRO Challenge", "Dispute"]
    assert found.stages[0].reply_due_on == date(2020, 3, 26)
    assert found.total_due_on == date(2020, 5, 14)
    raised = progress(a_challenge("2020-03-26"), (), practice, date(2020, 4, 1))
    assert raised.current.stage.name == "Alert"
    assert raised.current.reply_due_on == date(2020, 4, 9)


def test_a_stage_that_no_standards_know_is_shown_as_itself() -> None:
    unknown = stage_called("panel", DEFAULT_STANDARDS)
    assert (unknown.name, unknown.formal, unknown.days) == ("panel", True, 5)
    assert not stage_called("", DEFAULT_STANDARDS).formal


def test_missing_days_leave_missing_answers() -> None:
    challenge = a_challenge(None)
    found = progress(challenge, (a_step(challenge, "stage1", None),), PRACTICE, date(2020, 4, 1))
    assert found.is_formal
    assert found.is_open
    assert (found.formal_on, found.working_days_open, found.current.reply_due_on) == (None,) * 3


def test_a_childs_cases_come_in_the_order_in_which_they_were_raised_each_with_its_stages() -> None:
    later, earlier, ahead = (a_challenge(d) for d in ("2020-03-19", "2020-01-06", "2020-09-01"))
    case = a_case(later, earlier, ahead, a_step(earlier, "stage1", "2020-01-13"))
    first, second = progress_of(case, PRACTICE, date(2020, 4, 1))
    assert (first.escalation.id, first.state) == (earlier.id, "formal")
    assert (second.escalation.id, second.state) == (later.id, "informal")
    assert progress_of(a_case(), PRACTICE, date(2020, 4, 1)) == ()


# Moving


def test_the_next_stage_follows_the_current_one_and_the_last_has_none() -> None:
    following = next_stage(at("2020-03-20"), DEFAULT_STANDARDS)
    assert following is not None
    assert following.key == "stage1"
    assert next_stage(at("2020-04-20", ("stage4", "2020-04-01", None)), DEFAULT_STANDARDS) is None


@pytest.mark.parametrize(
    "to_key,reason,refused",
    [
        ("stage1", "", ""),
        ("stage2", "", "This leaves out Problem Resolution stage 1: say why."),
        (
            "stage4",
            " ",
            (
                "This leaves out Problem Resolution stage 1, Problem Resolution stage 2 and "
                "Problem Resolution stage 3: say why."
            ),
        ),
        ("stage4", "The child moves on Friday", ""),
        (
            "informal",
            "",
            "It is at IRO Challenge already: choose a later stage, or record the reply to this.",
        ),
        (
            "panel",
            "",
            "That stage is not in the local standards: choose one of those listed.",
        ),
    ],
)
def test_a_stage_may_be_left_out_only_with_a_reason(to_key: str, reason: str, refused: str) -> None:
    here = at("2020-03-20", ("informal", "2020-03-19", None))
    assert why_not_move(here, to_key, DEFAULT_STANDARDS, date(2020, 3, 20), reason) == refused


def test_a_stage_cannot_begin_before_the_one_before_it() -> None:
    here = at("2020-03-20", ("informal", "2020-03-19", None))
    assert why_not_move(here, "stage1", DEFAULT_STANDARDS, date(2020, 3, 18)) == (
        "The stage before began on Thu 19 March 2020: choose that day or a later one."
    )
    assert why_not_move(here, "stage1", DEFAULT_STANDARDS, date(2020, 3, 19)) == ""


def test_what_is_closed_does_not_move() -> None:
    closed = at("2020-06-30", closed_on="2020-04-14")
    assert why_not_move(closed, "stage1", DEFAULT_STANDARDS, date(2020, 6, 30)).startswith(
        "This is closed"
    )


def test_the_stages_left_out_are_named() -> None:
    here = at("2020-03-20", ("stage1", "2020-03-19", None))
    assert [s.key for s in skipped(here, "stage4", DEFAULT_STANDARDS)] == ["stage2", "stage3"]
    assert skipped(here, "stage2", DEFAULT_STANDARDS) == ()


# Closing, and Cafcass


def test_it_closes_with_an_outcome_on_a_day_after_it_was_raised() -> None:
    here = at("2020-03-30")
    assert why_not_close(here, "achieved", date(2020, 3, 30)) == ""
    assert why_not_close(here, "", date(2020, 3, 30)).startswith("Say what came of it")
    assert why_not_close(here, "reply received", date(2020, 3, 30)) != ""
    assert why_not_close(here, "achieved", date(2020, 3, 18)) == (
        "It was raised on Thu 19 March 2020: choose that day or a later one."
    )
    closed = at("2020-06-30", closed_on="2020-04-14")
    assert why_not_close(closed, "achieved", date(2020, 6, 30)) == "This is closed already."


def test_cafcass_is_for_children_looked_after_only() -> None:
    assert why_not_cafcass(DEFAULT_STANDARDS, looked_after=True) == ""
    assert "safeguarding partnership" in why_not_cafcass(DEFAULT_STANDARDS, looked_after=False)
