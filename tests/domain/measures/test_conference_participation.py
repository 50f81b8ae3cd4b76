import dataclasses
from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import Period
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_practice,
    a_review,
    an_allocation,
    figures_for,
    local_standards,
    took_part,
)
from tests.figures import counts

PARTICIPATION = "cp_participation"
HELD = "2019-10-07"


def conference(
    code: str = "PN1", kind: str = "rcpc", *more: ChildRecord, chair: str = "", **child: Any
) -> CaseFile:
    review = a_review(HELD, kind, chair_id=chair)
    return a_case(review, took_part(review, code), *more, **child)


def of(*cases: CaseFile, **options: Any) -> tuple[float, float | None]:
    return counts(figures_for(*cases, **options).result(PARTICIPATION).figure)


@pytest.mark.parametrize(
    "code,met",
    [("PN1", 1), ("PN2", 1), ("PN3", 1), ("PN4", 0), ("PN5", 1), ("PN6", 1), ("PN7", 0)],
)
def test_who_attended_without_contributing_has_not_taken_part(code: str, met: int) -> None:
    assert of(conference(code)) == (met, 1)


def test_the_rate_is_over_the_coded_conferences_of_children_old_enough() -> None:
    """PN0 8, PN1 14, PN2 2, PN3 1, PN4 3, PN5 4, PN6 5, PN7 3: 26 of 32, and not of 40."""
    numbers = {"PN0": 8, "PN1": 14, "PN2": 2, "PN3": 1, "PN4": 3, "PN5": 4, "PN6": 5, "PN7": 3}
    cases = [conference(code) for code, number in numbers.items() for _ in range(number)]
    assert of(*cases) == (26, 32)


@pytest.mark.parametrize(
    "kind,counted", [("icpc", 1), ("rcpc", 1), ("transfer", 1), ("reconvened", 0), ("cla", 0)]
)
def test_conferences_of_their_own_count_and_reconvened_ones_do_not(kind: str, counted: int) -> None:
    assert of(conference("PN1", kind)) == (counted, counted)


@pytest.mark.parametrize(
    "born,counted", [("2015-10-07", 1), ("2015-10-08", 0), ("2019-10-08", 0), (None, 1)]
)
def test_children_count_from_the_age_of_the_standards_on_the_day(
    born: str | None, counted: int
) -> None:
    review = a_review(HELD, "rcpc")
    case = a_case(review, took_part(review, "PN1"), born=born)
    assert of(case) == (counted, counted)
    assert len(figures_for(case).result(PARTICIPATION).cases().left_out) == 1 - counted


def test_the_age_is_the_one_in_force_on_the_day_of_the_conference() -> None:
    ten = local_standards("2019-10-07", participation_age=10)
    born = {"born": "2011-01-10"}
    assert of(conference(**born), practice=a_practice(ten)) == (0, 0)
    later = a_practice(local_standards("2019-10-08", participation_age=10))
    assert of(conference(**born), practice=later) == (1, 1)


def test_the_unborn_are_too_young_without_a_date_of_birth() -> None:
    review = a_review(HELD, "icpc")
    unborn = a_case(review, born=None, expected_on="2019-12-02")
    result = figures_for(unborn).result(PARTICIPATION)
    assert [one.why.key for one in result.cases().left_out] == ["too young"]


def test_what_has_no_code_is_left_out_and_listed() -> None:
    uncoded = a_case(a_review(HELD, "rcpc"))
    result = figures_for(uncoded, conference("PN0"), conference("PN9"), conference()).result(
        PARTICIPATION
    )
    assert counts(result.figure) == (1, 1)
    keys = sorted(one.why.key for one in result.cases().left_out)
    assert keys == ["no code", "too young", "unknown code"]


def test_a_conference_entered_twice_counts_once_with_the_code_of_either() -> None:
    one, other = a_review(HELD, "rcpc"), a_review(HELD, "rcpc")
    assert of(a_case(one, other, took_part(other, "PN5"))) == (1, 1)
    assert of(a_case(one, other, took_part(one, ""), took_part(other, "PN5"))) == (1, 1)


def test_an_advocate_offered_and_used_is_shown_of_the_conferences_that_count() -> None:
    def with_advocate(code: str, **fields: Any) -> CaseFile:
        review = a_review(HELD, "rcpc")
        return a_case(review, dataclasses.replace(took_part(review, code), **fields))

    result = figures_for(
        with_advocate("PN2", advocate_offered=True, advocate_used=True),
        with_advocate("PN7", advocate_offered=True, advocate_used=False),
        with_advocate("PN1"),
        with_advocate("PN0", advocate_offered=True, advocate_used=True),
        with_advocate("", advocate_offered=True, advocate_used=True),
    ).result(PARTICIPATION)
    assert counts(result.figure) == (2, 3)
    assert counts(result.parts["advocate_offered"]) == (2, 3)
    assert counts(result.parts["advocate_used"]) == (1, 3)


def test_a_mean_can_hide_what_the_spread_of_the_chairs_shows() -> None:
    always = [conference("PN1", chair="A", district="North") for _ in range(9)]
    never = [conference("PN7", chair="B", district="North") for _ in range(9)]
    result = figures_for(*always, *never).result(PARTICIPATION)
    assert result.figure.value == 50
    (by_officer,) = result.spread
    assert (by_officer.by, by_officer.among) == ("IRO", 2)
    assert (by_officer.lowest.value, by_officer.highest.value) == (0, 100)


def test_a_conference_belongs_to_its_chair_else_to_the_iro_allocated() -> None:
    cases = [
        conference("PN1", "rcpc", an_allocation("A"), chair="C"),
        conference("PN1", "rcpc", an_allocation("A")),
    ]
    figures = figures_for(*cases)
    found = [figures.result(PARTICIPATION, officer_id=one).figure.denominator for one in "AC"]
    assert found == [1, 1]


def test_conferences_are_filed_on_their_day_and_later_ones_are_not_seen() -> None:
    assert of(conference(), as_of="2019-10-06") == (0, 0)
    october = Period(date(2019, 10, 7), date(2019, 10, 7))
    assert counts(figures_for(conference()).result(PARTICIPATION, october).figure) == (1, 1)
