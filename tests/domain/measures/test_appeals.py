from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import Mode, Period
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import ChildRecord, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_meeting, a_review, an_allocation, an_appeal, figures_for
from tests.figures import counts

APPEALS = "cp_appeals"
YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
HELD = "2019-10-07"


def of(*cases: CaseFile, as_of: str = "2020-03-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(APPEALS).figure)


def conference(review: Review | None = None, *more: ChildRecord, **child: Any) -> CaseFile:
    return a_case(review or a_review(HELD, "rcpc"), *more, **child)


def appealed(accepted: str = "2019-11-04", **fields: Any) -> CaseFile:
    review = a_review(HELD, "rcpc")
    return conference(review, an_appeal(review, accepted, **fields))


def test_6_appeals_for_1480_conferences_are_0_4_percent() -> None:
    cases = [appealed() for _ in range(6)] + [conference() for _ in range(1474)]
    result = figures_for(*cases).result(APPEALS, YEAR)
    assert counts(result.figure) == (6, 1480)
    assert say_value(result.figure) == "0.4%"


def test_initial_review_and_transfer_in_conferences_count_and_no_other_review() -> None:
    kinds = ("icpc", "rcpc", "transfer", "reconvened", "cla")
    assert of(*[conference(a_review(HELD, kind)) for kind in kinds]) == (0, 3)


def test_the_children_of_one_family_are_one_conference() -> None:
    """By child it would be 1 of 5: one large family moves a figure by child a long way."""
    meeting = a_meeting(booked_on=HELD)
    reviews = [a_review(HELD, "rcpc", meeting_id=meeting.id) for _ in range(2)]
    of_a_meeting = [conference(review) for review in reviews]
    siblings = [conference(sibling_group_id="g") for _ in range(2)]
    assert of(*of_a_meeting, *siblings, appealed()) == (1, 3)


def test_siblings_on_two_days_and_one_child_twice_are_two_conferences() -> None:
    siblings = [
        conference(a_review(day, "rcpc"), sibling_group_id="g") for day in (HELD, "2019-10-08")
    ]
    twice = conference(a_review("2019-04-08", "icpc"), a_review("2019-07-08", "rcpc"))
    assert of(*siblings, twice) == (0, 4)


def test_the_appeals_of_one_appellant_for_the_children_of_a_family_are_one() -> None:
    def sibling(accepted: str = "2019-11-04", appellant: str = "parent") -> CaseFile:
        review = a_review(HELD, "rcpc")
        appeal = an_appeal(review, accepted, appellant)
        return conference(review, appeal, sibling_group_id="g")

    assert of(sibling(), sibling()) == (1, 1)
    assert of(sibling(), sibling(appellant="holder")) == (2, 1)
    assert of(sibling(), sibling("2019-11-05")) == (2, 1)


def test_appeals_against_two_conferences_of_a_family_are_two() -> None:
    first, second = a_review("2019-07-08", "icpc"), a_review(HELD, "rcpc")
    appeals = an_appeal(first, "2019-11-04"), an_appeal(second, "2019-11-04")
    assert of(conference(first, second, *appeals)) == (2, 2)


def test_each_is_filed_on_its_own_day() -> None:
    result = figures_for(appealed()).result(APPEALS, mode=Mode.MONTH)
    by_month = {p.period.to_on.month: counts(p.figure) for p in result.series}
    assert (by_month[10], by_month[11]) == ((0, 1), (1, 0))


def test_an_appeal_in_a_period_without_conferences_is_seen_but_has_no_rate() -> None:
    november = Period(date(2019, 11, 1), date(2019, 11, 30))
    result = figures_for(appealed()).result(APPEALS, november)
    assert counts(result.figure) == (1, 0)
    assert result.figure.value is None
    assert len(result.cases().met) == 1


def test_more_appeals_than_conferences_have_no_interval() -> None:
    case = conference(a_review("2019-11-11", "rcpc"))
    november = Period(date(2019, 11, 1), date(2019, 11, 30))
    result = figures_for(case, appealed(), appealed()).result(APPEALS, november)
    assert counts(result.figure) == (2, 1)
    assert result.figure.interval is None


def test_what_is_not_accepted_yet_is_no_appeal() -> None:
    assert of(appealed(accepted="2019-11-04"), as_of="2019-11-03") == (0, 1)
    assert of(appealed(accepted="2019-11-04"), as_of="2019-11-04") == (1, 1)
    review = a_review(HELD, "rcpc")
    assert of(conference(review, an_appeal(review, None))) == (0, 1)


@pytest.mark.parametrize("outcome,part", [("upheld", "upheld"), ("part", "part"), ("", "open")])
def test_appeals_are_shown_by_outcome_over_all_conferences(outcome: str, part: str) -> None:
    result = figures_for(appealed(outcome=outcome), conference()).result(APPEALS)
    parts = {name: counts(figure) for name, figure in result.parts.items() if figure.numerator}
    assert parts == {part: (1, 2)}
    assert sum(one.numerator for one in result.parts.values()) == result.figure.numerator


def test_of_the_appeals_of_a_family_one_that_is_decided_stands_for_all() -> None:
    cases = []
    for outcome in ("", "no"):
        review = a_review(HELD, "rcpc")
        appeal = an_appeal(review, "2019-11-04", outcome=outcome)
        cases.append(conference(review, appeal, sibling_group_id="g"))
    result = figures_for(*cases).result(APPEALS)
    assert counts(result.figure) == (1, 1)
    assert counts(result.parts["no"]) == (1, 1)


def test_an_appeal_belongs_to_the_chair_of_its_conference_else_to_the_iro_allocated() -> None:
    chaired = a_review(HELD, "rcpc", chair_id="C")
    of_chair = conference(chaired, an_appeal(chaired, "2019-11-04"), an_allocation("A"))
    plain = a_review(HELD, "rcpc")
    of_allocated = conference(plain, an_appeal(plain, "2019-11-04"), an_allocation("A"))
    figures = figures_for(of_chair, of_allocated)
    found = [counts(figures.result(APPEALS, officer_id=one).figure) for one in ("A", "C", "", None)]
    assert found == [(1, 1), (1, 1), (0, 0), (2, 2)]


def test_an_appeal_against_a_conference_that_is_not_on_file_still_counts() -> None:
    elsewhere = a_review(HELD, "rcpc")
    assert of(a_case(an_appeal(elsewhere, "2019-11-04"))) == (1, 0)
