from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.measures import Mode, Period, rounded
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.records import ReviewPart
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import left_out
from tests.builders import (
    a_case,
    a_plan,
    a_practice,
    a_review,
    an_allocation,
    an_id,
    care,
    figures_for,
    legal_status,
    placement,
    took_part,
)
from tests.figures import counts

NUMBER = "cla_number"
PARTICIPATION = "cla_participation"
ATTENDANCE = "cla_attendance"
EXAMPLE = {"PN0": 8, "PN1": 14, "PN2": 2, "PN3": 1, "PN4": 3, "PN5": 4, "PN6": 5, "PN7": 3}


def number(*cases: CaseFile, as_of: str = "2020-03-31", officer_id: str | None = None) -> float:
    return figures_for(*cases, as_of=as_of).result(NUMBER, officer_id=officer_id).figure.numerator


def test_a_child_who_leaves_that_day_is_no_longer_counted_and_one_who_starts_is() -> None:
    case = a_case(care("2020-03-30", "2020-04-02"))
    days = ["2020-03-29", "2020-03-30", "2020-04-01", "2020-04-02"]
    assert [number(case, as_of=day) for day in days] == [0, 1, 1, 0]


def test_a_child_counts_once_however_many_episodes_it_has() -> None:
    case = a_case(
        care("2019-01-07"),
        legal_status("V2", "2019-01-07", "2019-06-01"),
        legal_status("C2", "2019-06-01"),
        placement("U6", "2019-01-07", "2019-03-01"),
        placement("K2", "2019-03-01"),
    )
    assert number(case) == 1


def test_two_periods_of_care_that_overlap_are_one_child() -> None:
    assert number(a_case(care("2019-01-07"), care("2019-06-01"))) == 1


def test_short_breaks_are_not_counted() -> None:
    assert number(a_case(care("2019-01-07"), legal_status("V4", "2019-01-07"))) == 0
    assert number(a_case(care("2019-01-07", short_breaks=True))) == 0
    mixed = a_case(
        care("2019-01-07"),
        legal_status("V4", "2019-01-07", "2019-06-01"),
        legal_status("C1", "2019-06-01"),
    )
    assert number(mixed) == 1


def test_care_ends_on_the_18th_birthday() -> None:
    case = a_case(care("2015-01-05"), born="2002-03-31")
    assert number(case, as_of="2020-03-30") == 1
    assert number(case, as_of="2020-03-31") == 0


def test_a_child_whose_first_day_is_not_known_counts_from_the_first_day_on_file() -> None:
    assert number(a_case(care("2019-01-07", start_unknown=True))) == 1


def test_children_on_a_plan_alone_are_not_looked_after() -> None:
    assert number(a_case(a_plan("2019-01-07"))) == 0


def test_an_iro_has_the_children_allocated_on_the_day_its_last_day_included() -> None:
    case = a_case(
        care("2019-01-07"),
        an_allocation("A", "2019-01-07", "2020-03-31"),
        an_allocation("B", "2020-04-01"),
    )
    found = {
        (officer, day): number(case, as_of=day, officer_id=officer)
        for officer in ("A", "B", "")
        for day in ("2020-03-31", "2020-04-01")
    }
    assert {key for key, count in found.items() if count} == {
        ("A", "2020-03-31"),
        ("B", "2020-04-01"),
    }


def test_the_series_counts_at_each_months_end_and_is_never_averaged() -> None:
    cases = [a_case(care("2019-12-15", "2020-02-29")), a_case(care("2020-02-01"))]
    result = figures_for(*cases, as_of="2020-03-31").result(NUMBER, mode=Mode.MONTH)
    assert [p.figure.numerator for p in result.series] == [1, 1, 1, 1]
    rolling = figures_for(*cases, as_of="2020-03-31").result(NUMBER, mode=Mode.TWELVE_MONTHS)
    assert counts(rolling.figure) == (1, None)


# Participation


def reviewed(code: str) -> CaseFile:
    review = a_review("2020-03-02")
    return a_case(care("2019-01-07"), review, took_part(review, code))


@pytest.mark.parametrize(
    "measure,met,shown", [(PARTICIPATION, 26, "81.3"), (ATTENDANCE, 20, "62.5")]
)
def test_participation_leaves_out_the_under_fours(measure: str, met: int, shown: str) -> None:
    cases = [reviewed(code) for code, number in EXAMPLE.items() for _ in range(number)]
    figure = figures_for(*cases).result(measure).figure
    assert counts(figure) == (met, 32)
    assert rounded(figure.value or 0) == shown


@pytest.mark.parametrize(
    "code,took,attended",
    [
        ("PN1", True, True),
        ("PN2", True, True),
        ("PN3", True, True),
        ("PN4", False, True),
        ("PN5", True, False),
        ("PN6", True, False),
        ("PN7", False, False),
    ],
)
def test_each_code_says_whether_the_child_took_part_and_attended(
    code: str, took: bool, attended: bool
) -> None:
    figures = figures_for(reviewed(code))
    assert counts(figures.result(PARTICIPATION).figure) == (took, 1)
    assert counts(figures.result(ATTENDANCE).figure) == (attended, 1)


@pytest.mark.parametrize("code", ["", "PN0", "PN9"])
def test_a_review_without_a_code_that_counts_is_left_out_and_listed(code: str) -> None:
    result = figures_for(reviewed(code)).result(PARTICIPATION)
    assert counts(result.figure) == (0, 0)
    assert [one.on for one in result.cases().left_out] == [date(2020, 3, 2)]


def test_a_code_that_is_not_known_is_not_said_to_be_a_child_under_4() -> None:
    result = figures_for(reviewed("PN9")).result(PARTICIPATION)
    (one,) = result.cases().left_out
    assert left_out(result) == "Left out: 1 with a participation code that is not known."
    assert say_reason(one, a_practice()) == (
        "“PN9” is no participation code, at the review of 2 March 2020"
    )


def test_the_reason_of_a_child_under_4_says_the_review_once() -> None:
    (one,) = figures_for(reviewed("PN0")).result(PARTICIPATION).cases().left_out
    assert say_reason(one, a_practice()) == "PN0, under 4, at the review of 2 March 2020"


def test_a_review_without_any_participation_is_left_out_and_listed() -> None:
    result = figures_for(a_case(care("2019-01-07"), a_review("2020-03-02"))).result(PARTICIPATION)
    assert counts(result.figure) == (0, 0)
    assert len(result.cases().left_out) == 1


def test_only_reviews_in_care_count_and_not_those_of_short_breaks_or_conferences() -> None:
    before, conference = a_review("2018-12-03"), a_review("2020-03-02", "rcpc")
    case = a_case(
        care("2019-01-07"),
        before,
        conference,
        took_part(before, "PN1"),
        took_part(conference, "PN1"),
    )
    review = a_review("2020-03-02")
    breaks = a_case(care("2019-01-07", short_breaks=True), review, took_part(review, "PN1"))
    assert counts(figures_for(case, breaks).result(PARTICIPATION).figure) == (0, 0)


def test_two_records_of_one_review_count_once() -> None:
    one, other = a_review("2020-03-02"), a_review("2020-03-02")
    case = a_case(care("2019-01-07"), one, other, took_part(one, ""), took_part(other, "PN6"))
    assert counts(figures_for(case).result(PARTICIPATION).figure) == (1, 1)


@pytest.mark.parametrize("mode", ["in_person", "video", "phone", "none", ""])
def test_how_a_child_attended_is_apart_from_the_code_and_changes_no_figure(mode: str) -> None:
    here, away = a_review("2020-03-02"), a_review("2020-03-02")
    figures = figures_for(
        a_case(care("2019-01-07"), here, replace(took_part(here, "PN1"), attendance_mode=mode)),
        a_case(care("2019-01-07"), away, replace(took_part(away, "PN6"), attendance_mode=mode)),
    )
    assert counts(figures.result(PARTICIPATION).figure) == (2, 2)
    assert counts(figures.result(ATTENDANCE).figure) == (1, 2)


def test_the_parts_of_a_series_of_meetings_have_one_code() -> None:
    review = a_review("2020-03-02")
    parts = [
        ReviewPart(id=an_id(), review_id=review.id, held_on=date(2020, 3, day)) for day in (4, 9)
    ]
    case = a_case(care("2019-01-07"), review, took_part(review, "PN1"), *parts)
    assert counts(figures_for(case).result(PARTICIPATION).figure) == (1, 1)


def test_participation_is_filed_on_the_day_of_the_review() -> None:
    figures = figures_for(reviewed("PN1"))
    days = [Period(date(2020, 3, day), date(2020, 3, day)) for day in (1, 2, 3)]
    found = [counts(figures.result(PARTICIPATION, day).figure) for day in days]
    assert found == [(0, 0), (1, 1), (0, 0)]
