"""Monitoring by child: a check in the last six months of those looked after for six or more."""

from datetime import date

import pytest

from iro_desktop.domain.measures import Figures, Kind, Mode, Period
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import definition_of, title_of
from iro_desktop.domain.series import children_behind, monitoring_by_month
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import statement
from tests.builders import (
    a_case,
    a_check,
    a_plan,
    a_practice,
    a_review,
    an_allocation,
    care,
    figures_for,
    local_standards,
)
from tests.figures import counts

MONITORING = "monitoring_between_reviews"
PRACTICE = a_practice(local_standards(monitoring_method="children"))


def figures(*cases: CaseFile, as_of: str = "2020-03-31") -> Figures:
    return figures_for(*cases, as_of=as_of, practice=PRACTICE)


def of(*cases: CaseFile, as_of: str = "2020-03-31") -> tuple[float, float | None]:
    return counts(figures(*cases, as_of=as_of).result(MONITORING).figure)


@pytest.mark.parametrize(
    "as_of,children", [("2019-10-07", 0), ("2019-10-08", 1), ("2020-02-29", 1), ("2020-03-01", 0)]
)
def test_a_child_counts_from_six_months_in_care_until_care_ends(as_of: str, children: int) -> None:
    assert of(a_case(care("2019-04-08", "2020-03-01")), as_of=as_of) == (0, children)


@pytest.mark.parametrize(
    "as_of,met", [("2019-12-31", 0), ("2020-01-01", 1), ("2020-06-30", 1), ("2020-07-01", 0)]
)
def test_a_check_counts_in_the_six_months_up_to_the_day(as_of: str, met: int) -> None:
    assert of(a_case(care("2019-04-08"), a_check("2020-01-01")), as_of=as_of) == (met, 1)


def test_a_later_check_carries_on_where_the_one_before_ends() -> None:
    case = a_case(care("2019-04-08"), a_check("2019-07-01"), a_check("2020-01-01"))
    months = figures(case, as_of="2020-06-30").result(
        MONITORING, Period(date(2019, 10, 1), date(2020, 6, 30))
    )
    assert [point.figure.numerator for point in months.series] == [1] * 9
    gap = a_case(care("2019-04-08"), a_check("2019-07-01"), a_check("2020-02-01"))
    found = figures(gap, as_of="2020-03-31").result(
        MONITORING, Period(date(2019, 12, 1), date(2020, 3, 31))
    )
    assert [point.figure.numerator for point in found.series] == [1, 0, 1, 1]


def test_the_two_definitions_tell_different_stories_of_one_caseload() -> None:
    # Reviewed on 1 May and 25 July 2019; the midpoint of the six months after that is 25 October.
    base = (care("2018-04-09"), a_review("2019-05-01"), a_review("2019-07-25"))
    at_the_midpoint, long_after = a_check("2019-10-25"), a_check("2020-03-02")
    cases = [a_case(*base, at_the_midpoint), a_case(*base, long_after), a_case(*base)]
    year = Period(date(2019, 10, 1), date(2020, 3, 31))
    by_midpoint = figures_for(*cases).result(MONITORING, year)
    by_child = figures(*cases).result(MONITORING, year)
    assert (by_midpoint.measure.kind, by_child.measure.kind) == (Kind.EVENT, Kind.SHARE)
    assert counts(by_midpoint.figure) == (1, 3)
    assert counts(by_child.figure) == (2, 3)
    assert by_midpoint.measure.id == by_child.measure.id == MONITORING
    assert by_child.target == 80


def test_short_breaks_and_plans_are_not_in_it_and_an_unknown_start_counts_from_its_first_day() -> (
    None
):
    assert of(a_case(care("2019-04-08", short_breaks=True))) == (0, 0)
    assert of(a_case(a_plan("2019-04-08"))) == (0, 0)
    assert of(a_case(care("2019-04-08", start_unknown=True))) == (0, 1)


def test_two_periods_that_touch_are_one_stretch_of_care() -> None:
    assert of(a_case(care("2019-07-01", "2020-01-06"), care("2020-01-06"))) == (0, 1)
    assert of(a_case(care("2019-07-01", "2020-01-06"), care("2020-01-07"))) == (0, 0)


def test_a_file_note_is_no_check_and_another_iros_check_counts() -> None:
    note = a_check("2020-03-02", analysis=" ")
    assert of(a_case(care("2019-04-08"), note)) == (0, 1)
    case = a_case(care("2019-04-08"), a_check("2020-03-02", officer_id="B"), an_allocation("A"))
    assert counts(figures(case).result(MONITORING, officer_id="A").figure) == (1, 1)
    assert counts(figures(case).result(MONITORING, officer_id="B").figure) == (0, 0)


def test_a_child_is_counted_under_the_iro_of_that_day() -> None:
    case = a_case(
        care("2019-04-08"),
        an_allocation("A", None, "2020-02-10"),
        an_allocation("B", "2020-02-11"),
    )
    found = figures(case)
    january = Period(None, date(2020, 1, 31))
    assert counts(found.result(MONITORING, january, officer_id="A").figure) == (0, 1)
    assert counts(found.result(MONITORING, officer_id="A").figure) == (0, 0)
    assert counts(found.result(MONITORING, officer_id="B").figure) == (0, 1)


def test_six_months_are_counted_by_the_method_in_force() -> None:
    days = a_practice(local_standards(monitoring_method="children", month_method="91_183"))
    case = a_case(care("2018-04-09"), a_check("2019-08-31"))
    assert counts(
        figures_for(case, as_of="2020-02-29", practice=days).result(MONITORING).figure
    ) == (
        1,
        1,
    )
    assert of(case, as_of="2020-02-29") == (0, 1)


def test_each_child_has_its_reason() -> None:
    cases = [
        a_case(care("2019-04-08"), a_check("2020-03-02")),
        a_case(care("2019-04-08"), a_check("2019-06-03")),
        a_case(care("2019-04-08")),
    ]
    behind = children_behind(figures(*cases).result(MONITORING))
    assert {one.reason for one in behind} == {
        "checked 2 March 2020, looked after since 8 April 2019",
        "no check in six months: the last was on 3 June 2019; looked after since 8 April 2019",
        "no check in six months, nor any before; looked after since 8 April 2019",
    }
    assert [one.met for one in behind] == [False, False, True]


def test_it_has_words_of_its_own() -> None:
    result = figures(a_case(care("2019-04-08"))).result(MONITORING)
    assert title_of(result.measure, PRACTICE, date(2020, 3, 31)) == (
        "Children looked after checked in six months"
    )
    said = definition_of(result.measure, PRACTICE, date(2020, 3, 31))
    assert said.startswith("A local definition, by child")
    assert "{" not in said
    cases = [a_case(care("2019-04-08"), a_check("2020-03-02")) for _ in range(8)]
    cases += [a_case(care("2019-04-08")) for _ in range(2)]
    assert statement(figures(*cases).result(MONITORING)) == (
        "80% of children looked after for six months or more had a check in the last six months "
        "on 31 March 2020 (8 of 10), at or above the 80% target."
    )


def test_the_chart_is_a_share_at_each_months_end_under_that_of_today() -> None:
    cases = [a_case(care("2019-07-08"), a_check("2020-02-10")) for _ in range(6)]
    cases += [a_case(care("2019-07-08")) for _ in range(2)]
    chart = monitoring_by_month(figures(*cases, as_of="2020-03-12"))
    assert chart.series.title == "75% checked in six months, below 80%"
    assert chart.series.subtitle == (
        "6 of 8 children looked after for six months or more on 12 March 2020; could be chance"
    )
    assert [(point.label, point.count) for point in chart.series.points] == [
        ("January 2020", "0 of 8"),
        ("February 2020", "6 of 8"),
        ("March 2020 so far", "6 of 8"),
    ]
    assert len(chart.children(0)) == len(chart.children()) == 8


def test_before_anybody_has_been_looked_after_so_long_the_chart_says_so() -> None:
    chart = monitoring_by_month(figures(a_case(care("2020-03-30"))))
    assert chart.series.title == "No child has been looked after for six months"


def test_the_definition_is_that_of_the_day_of_the_figures() -> None:
    practice = a_practice(local_standards("2020-01-01", monitoring_method="children"))
    case = a_case(care("2018-04-09"), a_review("2019-05-01"))
    before = figures_for(case, as_of="2019-12-31", practice=practice)
    after = figures_for(case, as_of="2020-01-01", practice=practice)
    assert before.result(MONITORING).measure.kind is Kind.EVENT
    assert after.result(MONITORING, mode=Mode.TWELVE_MONTHS).measure.kind is Kind.SHARE


def test_every_case_has_words() -> None:
    found = figures(a_case(care("2019-04-08"), a_check("2019-06-03")))
    for one in found.cases(MONITORING, Period(None, date(2020, 3, 31))).not_met:
        assert say_reason(one, PRACTICE) != one.why.key
