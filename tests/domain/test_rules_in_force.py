"""The rules and the local standards that were in force on the day, whatever holds today."""

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.casefile import ReviewDue, dues, review_dues
from iro_desktop.domain.measures import Period
from iro_desktop.domain.measures.wording import definition_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import ChildRecord, Standards, fields_of
from iro_desktop.domain.rules import RULES
from tests.builders import (
    a_case,
    a_practice,
    a_review,
    care,
    figures_for,
    local_standards,
    the_day,
)

IN_TIME = "cla_reviews_in_time"
# Much is otherwise today: months are days, the first day counts, targets are lower.
TODAYS = local_standards(
    "2021-01-01", month_method="91_183", count_trigger_day=True, monitoring_target=60.0
)
PRACTICES = {"as ever": a_practice(), "other standards since": a_practice(TODAYS)}


def third(second: str, *more: ChildRecord, as_of: str, practice: Practice) -> ReviewDue:
    """Return what became of the third review, due six months after the second."""
    case = a_case(care("2018-01-08"), a_review("2018-02-01"), a_review(second), *more)
    found = review_dues(case, practice, the_day(as_of))
    return next(due for due in found if due.order == 3)


@pytest.mark.parametrize("practice", PRACTICES.values(), ids=list(PRACTICES))
@pytest.mark.parametrize("as_of", ["2020-05-31", "2020-12-31", "2026-11-27"])
def test_a_review_due_in_may_2020_is_judged_by_the_rules_of_may_2020(
    practice: Practice, as_of: str
) -> None:
    due = third("2019-11-12", as_of=as_of, practice=practice)
    assert due.due_on == date(2020, 5, 12)
    assert due.rule_id == "cla_later_review_2020"
    assert not due.counted
    assert "SI 2020/445" in due.why_not


def test_held_late_in_those_months_it_is_not_late_and_the_next_clock_runs_from_it() -> None:
    case = a_case(
        care("2018-01-08"), a_review("2018-02-01"), a_review("2019-11-12"), a_review("2020-06-30")
    )
    found = review_dues(case, PRACTICES["other standards since"], date(2021, 6, 30))
    late, following = (next(due for due in found if due.order == order) for order in (3, 4))
    assert (late.in_time, late.counted) == (False, False)
    # The clock of the fourth started on 30 June 2020, when months were months.
    assert (following.due_on, following.rule_id) == (date(2020, 12, 30), "cla_later_review")
    assert following.counted


@pytest.mark.parametrize(
    "second,due_on,counted",
    [
        ("2019-10-23", "2020-04-23", True),
        ("2019-10-24", "2020-04-24", False),
        ("2020-03-25", "2020-09-25", False),
        ("2020-03-26", "2020-09-26", True),
    ],
)
def test_the_rules_of_2020_hold_from_their_first_day_to_their_last(
    second: str, due_on: str, counted: bool
) -> None:
    due = third(second, as_of="2026-11-27", practice=PRACTICES["other standards since"])
    assert (due.due_on, due.counted) == (the_day(due_on), counted)


def test_the_figure_of_those_months_leaves_out_what_was_not_mandatory() -> None:
    case = a_case(care("2018-01-08"), a_review("2018-02-01"), a_review("2019-11-12"))
    spring = Period(date(2020, 4, 1), date(2020, 6, 30))
    for practice in PRACTICES.values():
        result = figures_for(case, as_of="2026-11-27", practice=practice).result(IN_TIME, spring)
        assert result.figure.denominator == 0


def test_dates_go_by_the_standards_of_their_first_day_and_targets_by_those_of_the_last() -> None:
    practice = a_practice(
        local_standards("2019-01-01"),
        local_standards(
            "2020-03-01",
            month_method="91_183",
            targets=((IN_TIME, "99", "99", "100"),),
            caseload_high=60,
        ),
    )
    before = third("2019-08-31", as_of="2020-03-31", practice=practice)
    after = third("2020-08-31", as_of="2021-03-31", practice=practice)
    assert (before.due_on, after.due_on) == (date(2020, 2, 29), date(2021, 3, 2))
    figures = figures_for(as_of="2020-03-31", practice=practice)
    to_february = Period(date(2019, 3, 1), date(2020, 2, 29))
    assert [figures.result(IN_TIME, to_february).target, figures.result(IN_TIME).target] == [95, 99]
    assert figures.result("caseload_per_fte", to_february).aim.high == 70
    assert figures.result("caseload_per_fte").aim.high == 60


# What is local says so


@pytest.mark.parametrize(
    "changed,words",
    [
        ({"month_method": "91_183"}, "183 days after review 2"),
        ({"count_trigger_day": True}, "20 working days, the first day counted, from"),
    ],
)
def test_a_limit_that_is_counted_locally_does_not_pass_for_that_of_the_regulations(
    changed: dict[str, Any], words: str
) -> None:
    practice = a_practice(local_standards(**changed))
    case = a_case(care("2019-04-08"), a_review("2019-05-02"), a_review("2019-07-25"))
    said = [due.why for due in review_dues(case, practice, date(2020, 3, 31))]
    local = [why for why in said if words in why]
    assert local
    for why in local:
        assert "(local standard; " in why
        assert " by Care Planning Regulations 2010, reg 33" in why
    lawful = [due.why for due in review_dues(case, a_practice(), date(2020, 3, 31))]
    assert all("local standard" not in why for why in lawful)


def test_a_limit_that_was_set_locally_says_what_it_stands_in_for() -> None:
    practice = a_practice(local_standards(record_written_days=10))
    review = a_review("2020-03-02", chair_id="A")
    case = a_case(care("2020-02-03"), review)
    found = {due.what: due for due in dues(case, practice, date(2020, 3, 31))}
    assert found["record_written"].source == (
        "local standard; 15 working days by practice after the IRO Handbook"
    )
    assert found["record_distributed"].source == "practice after the IRO Handbook"
    assert "(local standard; 15 working days by" in found["record_written"].why


def test_every_rule_says_where_it_comes_from_and_what_is_local_cites_no_law() -> None:
    for rule in RULES.values():
        assert rule.source, rule.id
        assert rule.standing in ("statute", "guidance", "practice", "local"), rule.id
        if rule.standing == "local":
            assert rule.source.startswith("local"), rule.id
            assert "egulation" not in rule.source, rule.id
        else:
            assert not rule.source.startswith("local"), rule.id


def test_no_field_of_the_standards_and_no_local_definition_is_called_statutory() -> None:
    for about in fields_of(Standards):
        assert "statut" not in f"{about.label} {about.hint}".casefold(), about.name
    practice = a_practice(local_standards(monitoring_method="children"))
    measure = figures_for(practice=practice).result("monitoring_between_reviews").measure
    assert "statut" not in definition_of(measure, practice, date(2020, 3, 31)).casefold()
