from datetime import date, timedelta

import pytest

from iro_desktop.domain.measures import Band, Figures, Mode, Period, Result, rounded
from iro_desktop.domain.records import Absence, ChildRecord, OtherDuty, WorkingTime
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_meeting,
    a_plan,
    a_practice,
    a_review,
    an_absence,
    an_allocation,
    an_officer,
    another_duty,
    care,
    figures_for,
    local_standards,
    working_time,
)
from tests.figures import counts

CASELOAD = "caseload_per_fte"
A, B = an_officer("A"), an_officer("B")
FULL_TIME = [working_time("A", 1.0)]


def looked_after(officer_id: str = "A", *more: ChildRecord, **child: str) -> CaseFile:
    records = [care("2019-01-07"), *more]
    if officer_id:
        records.append(an_allocation(officer_id))
    return a_case(*records, child=None, **child)


def caseload(
    *cases: CaseFile,
    officer_id: str | None = None,
    as_of: str = "2020-03-31",
    times: list[WorkingTime] = FULL_TIME,
    absences: list[Absence] | None = None,
    duties: list[OtherDuty] | None = None,
) -> Result:
    figures = figures_for(
        *cases,
        as_of=as_of,
        officers=[A, B],
        working_times=times,
        absences=absences or [],
        other_duties=duties or [],
    )
    return figures.result(CASELOAD, officer_id=officer_id)


def test_1372_children_over_19_6_fte_are_70_each() -> None:
    officers = [f"O{n}" for n in range(20)]
    times = [working_time(one, 1.0) for one in officers[:19]] + [working_time(officers[19], 0.6)]
    cases = [looked_after(officers[n % 20]) for n in range(1372)]
    figures = figures_for(*cases, officers=[an_officer(o) for o in officers], working_times=times)
    result = figures.result(CASELOAD)
    assert counts(result.figure) == (1372, 19.6)
    assert rounded(result.figure.value or 0) == "70"
    # By heads it would be 68.6, in the middle of the range instead of at its end.
    assert rounded(1372 / 20) == "68.6"
    assert result.band is Band.WITHIN


def test_a_dual_status_child_counts_once_and_the_parts_add_up() -> None:
    both = looked_after("A", a_plan("2019-05-01"))
    plan = a_case(a_plan("2019-05-01"), an_allocation("A"))
    result = caseload(both, plan, looked_after(), looked_after(), officer_id="A")
    assert result.figure.numerator == 4
    parts = {name: part.numerator for name, part in result.parts.items() if part.numerator}
    assert parts == {
        "cla": 2, "cp": 1, "both": 1, "looked_after": 3, "on_plan": 2, "with_cover": 4,
    }  # fmt: skip


def test_siblings_are_children_and_not_one_family() -> None:
    siblings = [looked_after("A", sibling_group_id="g") for _ in range(3)]
    assert caseload(*siblings, officer_id="A").figure.numerator == 3


def test_unborn_children_on_a_plan_count() -> None:
    unborn = a_case(a_plan("2020-02-01"), an_allocation("A"), born=None, expected_on="2020-05-01")
    assert caseload(unborn, officer_id="A").figure.numerator == 1


def test_the_team_counts_children_whom_nobody_is_named_for() -> None:
    cases = [looked_after("A"), looked_after("B"), looked_after("")]
    times = [working_time("A", 1.0), working_time("B", 0.5)]
    assert counts(caseload(*cases, times=times).figure) == (3, 1.5)
    assert counts(caseload(*cases, times=times, officer_id="A").figure) == (1, 1.0)
    assert counts(caseload(*cases, times=times, officer_id="B").figure) == (1, 0.5)


def test_the_highest_caseload_of_one_iro_stands_beside_that_of_the_service() -> None:
    cases = [looked_after("A"), looked_after("B"), looked_after("B"), looked_after("")]
    times = [working_time("A", 0.4), working_time("B", 1.0)]
    team = caseload(*cases, times=times)
    assert counts(team.parts["max"]) == (1, 0.4)
    assert "max" not in caseload(*cases, times=times, officer_id="A").parts
    assert caseload().parts["max"].value is None


def test_cover_is_a_second_figure_and_never_in_the_headline() -> None:
    covered = a_case(
        care("2019-01-07"), an_allocation("B"), an_allocation("A", "2020-03-01", role="covering")
    )
    own = looked_after("A", an_allocation("A", role="covering"))
    times = [working_time("A", 1.0), working_time("B", 1.0)]
    result = caseload(covered, own, officer_id="A", times=times)
    assert result.figure.numerator == 1
    assert result.parts["covering"].numerator == 1
    assert result.parts["with_cover"].numerator == 2
    before = caseload(covered, own, officer_id="A", times=times, as_of="2020-02-29")
    assert before.parts["with_cover"].numerator == 1
    team = caseload(covered, own, times=times)
    assert (team.figure.numerator, team.parts["with_cover"].numerator) == (2, 2)


def test_a_child_who_is_only_covered_has_no_named_iro() -> None:
    case = a_case(care("2019-01-07"), an_allocation("A", role="covering"))
    assert caseload(case, officer_id="A").figure.numerator == 0
    assert caseload(case, officer_id="A").parts["with_cover"].numerator == 1
    assert caseload(case).figure.numerator == 1


def test_what_is_shown_apart_is_not_in_the_total() -> None:
    short_breaks = a_case(care("2019-01-07", short_breaks=True), an_allocation("A"))
    temporary = a_case(a_plan("2019-05-01", temporary=True), an_allocation("A"))
    elsewhere = looked_after("A", responsible_authority="Another council")
    booked = a_case(a_review(None, "icpc", strategy_on="2020-03-25"), an_allocation("A"))
    left = a_case(care("2015-01-05", "2020-01-31"), an_allocation("A"), born="2003-06-15")
    result = caseload(short_breaks, temporary, elsewhere, booked, left, officer_id="A")
    assert result.figure.numerator == 0
    parts = {name: part.numerator for name, part in result.parts.items() if part.numerator}
    assert parts == {
        "short_breaks": 1, "temporary": 1, "other_authority": 1, "icpc_booked": 1,
        "care_leavers": 1,
    }  # fmt: skip


def test_a_child_in_the_total_is_not_shown_apart_as_well() -> None:
    case = looked_after("A", a_plan("2019-05-01", temporary=True))
    result = caseload(case, officer_id="A")
    assert result.figure.numerator == 1
    assert result.parts["temporary"].numerator == 0


def test_a_booked_conference_stands_from_strategy_discussion_to_conference() -> None:
    meeting = a_meeting(booked_on="2020-03-20", cancelled_on="2020-03-19")
    cancelled = a_case(a_review(None, "icpc", strategy_on="2020-03-10", meeting_id=meeting.id))
    held = a_case(a_review("2020-03-18", "icpc", strategy_on="2020-03-10"))
    figures = figures_for(cancelled, held, as_of="2020-03-31", meetings=[meeting])
    days = [date(2020, 3, day) for day in (9, 10, 17, 18, 19)]
    found = [
        figures.result(CASELOAD, Period(day, day)).parts["icpc_booked"].numerator for day in days
    ]
    assert found == [0, 2, 2, 1, 0]


def test_children_leave_with_care_plan_or_18th_birthday() -> None:
    left = a_case(care("2019-01-07", "2020-03-31"), an_allocation("A"))
    adult = looked_after("A", born="2002-03-31")
    assert caseload(left, adult, officer_id="A", as_of="2020-03-30").figure.numerator == 2
    assert caseload(left, adult, officer_id="A").figure.numerator == 0


def test_without_an_fte_there_is_no_figure_and_1_is_never_assumed() -> None:
    result = caseload(looked_after(), officer_id="A", times=[])
    assert counts(result.figure) == (1, None)
    assert result.figure.value is None
    assert result.figures.without_fte(date(2020, 3, 31), "A") == ("A",)
    team = caseload(looked_after("A"), looked_after("B"))
    assert team.figure.value is None
    assert team.figures.without_fte(date(2020, 3, 31)) == ("B",)


def test_long_sickness_leaves_the_children_uncovered() -> None:
    sick = [an_absence("A", "sickness", "2020-02-03")]
    result = caseload(looked_after(), officer_id="A", absences=sick)
    assert counts(result.figure) == (1, 0.0)
    assert result.figure.value is None
    # In a team of two, ignoring the sickness would halve the figure.
    times = [working_time("A", 1.0), working_time("B", 1.0)]
    team = caseload(looked_after("A"), looked_after("B"), times=times, absences=sick)
    assert counts(team.figure) == (2, 1.0)


def test_unallocated_children_and_long_sickness_both_move_the_figure_of_the_service() -> None:
    """Left out they would make 2 children over 2.0 FTE a caseload of 1; it is 3."""
    cases = [looked_after("A"), looked_after("B"), looked_after("")]
    times = [working_time("A", 1.0), working_time("B", 1.0)]
    absences = [an_absence("B", "sickness", "2020-01-06")]
    assert counts(caseload(*cases, times=times, absences=absences).figure) == (3, 1.0)
    assert counts(caseload(*cases, times=times).figure) == (3, 2.0)


def test_other_duties_are_taken_off_the_contract() -> None:
    duties = [another_duty("A", 0.2)]
    cases = [looked_after() for _ in range(56)]
    result = caseload(*cases, officer_id="A", duties=duties)
    assert counts(result.figure) == (56, 0.8)
    assert rounded(result.figure.value or 0) == "70"


def test_41_children_at_0_6_fte_are_in_the_range_though_41_heads_are_not() -> None:
    cases = [looked_after() for _ in range(41)]
    result = caseload(*cases, officer_id="A", times=[working_time("A", 0.6)])
    assert rounded(result.figure.value or 0, 0) == "68"
    assert result.band is Band.WITHIN


@pytest.mark.parametrize("children,band", [(49, "below"), (50, "within"), (71, "above")])
def test_the_range_of_the_last_day_is_what_the_figure_is_held_against(
    children: int, band: str
) -> None:
    assert caseload(*[looked_after() for _ in range(children)], officer_id="A").band == band
    wider = a_practice(local_standards("2020-03-01", caseload_low=40, caseload_high=80))
    figures = figures_for(
        *[looked_after() for _ in range(children)],
        officers=[A],
        working_times=FULL_TIME,
        practice=wider,
    )
    assert figures.result(CASELOAD, officer_id="A").band == "within"
    february = Period(date(2020, 2, 1), date(2020, 2, 29))
    assert figures.result(CASELOAD, february, officer_id="A").band == band


# Over time


def growing(months: int = 12) -> Figures:
    """A caseload that grows by one child on the first of each month from April 2019."""
    starts = [date(2019, 3, 31) + timedelta(days=1)]
    while len(starts) < months:
        last = starts[-1]
        starts.append(date(last.year + last.month // 12, last.month % 12 + 1, 1))
    cases = [a_case(care(start), an_allocation("A")) for start in starts]
    return figures_for(*cases, officers=[A], working_times=FULL_TIME)


def test_the_average_of_months_is_all_children_over_all_fte_and_beats_the_years_end() -> None:
    result = growing().result(CASELOAD, mode=Mode.FINANCIAL_YEAR, officer_id="A")
    assert counts(result.figure) == (sum(range(1, 13)), 12.0)
    assert result.figure.value == 6.5
    assert growing().result(CASELOAD, officer_id="A").figure.value == 12


def test_a_month_of_the_series_is_counted_at_its_end() -> None:
    result = growing().result(CASELOAD, mode=Mode.MONTH, officer_id="A")
    assert [point.figure.value for point in result.series] == list(range(1, 13))


def test_a_month_without_fte_has_no_value_and_spoils_the_average_of_its_year() -> None:
    cases = [looked_after()]
    times = [working_time("A", 1.0, "2019-06-01")]
    figures = figures_for(*cases, officers=[A], working_times=times)
    by_month = figures.result(CASELOAD, mode=Mode.MONTH, officer_id="A").series
    assert [p.figure.value for p in by_month if p.period.to_on < date(2019, 6, 1)] == [None] * 5
    assert figures.result(CASELOAD, mode=Mode.TWELVE_MONTHS, officer_id="A").figure.value is None


def test_joined_and_left_add_up_to_the_change_of_the_caseload() -> None:
    changed = a_case(  # from a plan to care: has not moved
        a_plan("2019-05-01", "2019-08-10"), care("2019-08-10"), an_allocation("A")
    )
    back = a_case(care("2019-05-01", "2019-08-10"), care("2019-08-20"), an_allocation("A"))
    handed_over = looked_after(
        "", an_allocation("A", None, "2019-08-14"), an_allocation("B", "2019-08-15")
    )
    figures = figures_for(changed, back, handed_over, officers=[A, B])
    august = Period(date(2019, 8, 1), date(2019, 8, 31))
    came, went = figures.moves(august, "A")
    assert [(one.child_id, one.on.day) for one in came] == [(back.child.id, 20)]
    assert [(one.child_id, one.on.day) for one in went] == [
        (back.child.id, 10),
        (handed_over.child.id, 15),
    ]
    came, went = figures.moves(august, None)
    assert [one.child_id for one in (*came, *went)] == [back.child.id, back.child.id]


def test_the_children_behind_the_figure_are_those_of_the_last_day_with_their_allocation() -> None:
    own, gone = looked_after("A"), a_case(care("2019-01-07", "2020-01-01"), an_allocation("A"))
    result = caseload(own, gone, officer_id="A")
    assert [one.child_id for one in result.cases().met] == [own.child.id]
    january = Period(date(2019, 12, 1), date(2019, 12, 31))
    assert len(result.cases(january).met) == 2
