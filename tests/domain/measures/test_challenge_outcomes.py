from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import Mode, Period
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_challenge,
    a_practice,
    a_step,
    an_allocation,
    care,
    figures_for,
    local_standards,
)
from tests.figures import counts

ACHIEVED = "escalation_outcome_achieved"
STATED = "escalation_outcome_stated"
DAYS = "escalation_days_to_outcome"
YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))


def of(measure: str, *cases: CaseFile, as_of: str = "2020-03-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(measure).figure)


def raised(opened: str | None = "2019-10-01", *more: ChildRecord, **fields: Any) -> CaseFile:
    return a_case(care("2019-01-07"), a_challenge(opened, **fields), *more)


def closed(outcome: str, on: str = "2019-11-04", **fields: Any) -> CaseFile:
    return raised(closed_on=on, outcome=outcome, **fields)


# Closed with the outcome achieved


def test_only_an_outcome_that_is_achieved_counts_and_every_way_to_close_is_shown() -> None:
    outcomes = ("achieved", "achieved", "part", "no", "overtaken", "")
    result = figures_for(*[closed(one) for one in outcomes]).result(ACHIEVED, YEAR)
    assert counts(result.figure) == (2, 6)
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "achieved": (2, 2),
        "part": (0, 1),
        "no": (0, 1),
        "overtaken": (0, 1),
        "none": (0, 1),
    }


def test_that_a_reply_was_received_is_no_outcome() -> None:
    challenge = a_challenge("2019-10-01", closed_on="2019-11-04")
    replied = a_step(challenge, "informal", "2019-10-01", "2019-10-03", response="accepts")
    assert of(ACHIEVED, a_case(challenge, replied)) == (0, 1)
    still_open = a_challenge("2019-10-01")
    answered = a_step(still_open, "informal", "2019-10-01", "2019-10-03", response="accepts")
    assert of(ACHIEVED, a_case(still_open, answered)) == (0, 0)


def test_a_case_is_filed_on_the_day_it_was_closed_and_not_when_it_was_raised() -> None:
    case = closed("achieved", "2019-11-04")
    result = figures_for(case).result(ACHIEVED, mode=Mode.MONTH)
    found = {p.period.to_on.month: counts(p.figure) for p in result.series if p.figure.denominator}
    assert found == {11: (1, 1)}
    assert of(ACHIEVED, case, as_of="2019-11-03") == (0, 0)


def test_notes_of_good_practice_are_no_cases() -> None:
    praise = closed("achieved", good_practice=True, right_outcome="More of this")
    assert [of(one, praise) for one in (ACHIEVED, STATED)] == [(0, 0), (0, 0)]
    assert figures_for(praise).result(DAYS).figure.value is None


def test_a_case_about_several_children_is_one_case() -> None:
    sister = a_case(care("2019-01-07"))
    brother = closed("achieved", other_child_ids=(sister.child.id,))
    assert of(ACHIEVED, brother, sister) == (1, 1)


def test_a_case_belongs_to_the_iro_of_the_day_it_is_filed_on_else_to_who_raised_it() -> None:
    handed_over = a_case(
        a_challenge("2019-10-01", officer_id="A", closed_on="2019-11-04", outcome="achieved"),
        an_allocation("A", None, "2019-10-31"),
        an_allocation("B", "2019-11-01"),
    )
    nobodys = closed("achieved", officer_id="A")
    figures = figures_for(handed_over, nobodys)
    found = {
        measure: [figures.result(measure, officer_id=one).figure.denominator for one in "AB"]
        for measure in (ACHIEVED, STATED, DAYS)
    }
    assert found == {ACHIEVED: [1, 1], STATED: [2, 0], DAYS: [1, 1]}


# The right outcome stated


@pytest.mark.parametrize(
    "fields,met",
    [
        ({"right_outcome": "Lives with her aunt"}, 1),
        ({"right_outcome": "  "}, 0),
        ({}, 0),
        ({"right_outcome": "Lives with her aunt", "outcome_stated_on": "2019-09-30"}, 1),
        ({"right_outcome": "Lives with her aunt", "outcome_stated_on": "2019-10-01"}, 1),
        ({"right_outcome": "Lives with her aunt", "outcome_stated_on": "2019-10-02"}, 0),
        ({"outcome_stated_on": "2019-10-01"}, 0),
    ],
)
def test_the_right_outcome_is_stated_by_the_day_the_first_stage_began(
    fields: dict[str, str], met: int
) -> None:
    assert of(STATED, raised("2019-10-01", **fields)) == (met, 1)


def test_action_begins_with_the_first_stage_and_not_with_a_later_one() -> None:
    stated = {"right_outcome": "Lives with her aunt", "outcome_stated_on": "2019-10-04"}
    challenge = a_challenge("2019-10-01", **stated)
    first = a_step(challenge, "informal", "2019-10-04")
    assert of(STATED, a_case(challenge, first)) == (1, 1)
    earlier = a_step(challenge, "informal", "2019-10-03")
    formal = a_step(challenge, "stage1", "2019-10-07")
    assert of(STATED, a_case(challenge, formal, earlier)) == (0, 1)


def test_cases_raised_are_filed_on_that_day_open_or_closed() -> None:
    stated = {"right_outcome": "Lives with her aunt"}
    result = figures_for(
        raised("2019-10-01", **stated), closed("no", "2020-01-06", **stated), raised("2018-01-08")
    ).result(STATED, YEAR)
    assert counts(result.figure) == (2, 2)
    assert of(STATED, raised("2019-10-01"), as_of="2019-09-30") == (0, 0)
    assert of(STATED, raised(None)) == (0, 0)


# Working days to the outcome


def test_the_median_is_in_working_days_from_raised_to_outcome() -> None:
    """Raised Wed 18 December 2019; Mon 13 January 2020 is the 15th working day, not the 26th."""
    cases = [raised("2019-12-18", outcome="achieved", outcome_on="2020-01-13")]
    result = figures_for(*cases).result(DAYS)
    assert counts(result.figure) == (15, 1)
    same_day = raised("2019-12-18", outcome="part", outcome_on="2019-12-18")
    week = raised("2019-12-02", outcome="achieved", outcome_on="2019-12-09")
    result = figures_for(*cases, same_day, week).result(DAYS)
    assert counts(result.figure) == (5, 3)
    assert say_value(result.figure) == "5 working days"


@pytest.mark.parametrize("outcome,counted", [("achieved", 1), ("part", 1), ("no", 0), ("", 0)])
def test_only_cases_whose_outcome_was_reached_have_a_time(outcome: str, counted: int) -> None:
    assert figures_for(closed(outcome)).result(DAYS).figure.denominator == counted


def test_the_day_of_the_outcome_goes_before_the_day_of_closing() -> None:
    both = closed("achieved", "2019-11-04", outcome_on="2019-10-08")
    result = figures_for(both).result(DAYS)
    assert [(one.on, one.amount) for one in result.cases().met] == [(date(2019, 10, 8), 5)]
    closed_alone = figures_for(closed("achieved", "2019-10-09")).result(DAYS)
    assert closed_alone.figure.value == 6


def test_an_outcome_that_lies_after_the_day_of_the_figure_is_not_reached_yet() -> None:
    case = closed("achieved", "2019-11-04", outcome_on="2020-02-03")
    assert figures_for(case, as_of="2020-02-02").result(DAYS).figure.denominator == 0
    assert figures_for(case, as_of="2020-02-03").result(DAYS).figure.denominator == 1


def test_cases_that_stayed_informal_and_formal_ones_are_apart() -> None:
    formal = a_challenge("2019-10-01", outcome="achieved", outcome_on="2019-10-22")
    steps = a_step(formal, "informal", "2019-10-01"), a_step(formal, "stage1", "2019-10-08")
    quick = raised("2019-10-01", outcome="achieved", outcome_on="2019-10-02")
    result = figures_for(a_case(formal, *steps), quick).result(DAYS)
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "informal": (1, 1),
        "formal": (15, 1),
    }
    assert counts(result.figure) == (8, 2)


def test_a_case_without_its_first_day_or_raised_after_its_outcome_is_left_out_and_listed() -> None:
    cases = [
        raised(None, outcome="achieved", outcome_on="2019-10-02"),
        raised("2019-10-03", outcome="achieved", outcome_on="2019-10-02"),
    ]
    result = figures_for(*cases).result(DAYS)
    assert result.figure.value is None
    assert [one.why.key for one in result.cases().left_out] == ["not raised", "not raised"]


def test_the_days_are_counted_from_day_0_whatever_the_standards_say_of_deadlines() -> None:
    practice = a_practice(local_standards(count_trigger_day=True))
    case = raised("2019-10-01", outcome="achieved", outcome_on="2019-10-02")
    assert figures_for(case, practice=practice).result(DAYS).figure.value == 1
