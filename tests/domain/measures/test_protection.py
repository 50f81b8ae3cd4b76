from datetime import date

from iro_desktop.domain.measures import Mode, Period, rounded
from iro_desktop.domain.records import ChildRecord, ReviewPart
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_meeting,
    a_plan,
    a_review,
    an_allocation,
    an_enquiry,
    an_id,
    care,
    figures_for,
)
from tests.figures import counts

ICPC = "icpc_in_time"
DUE = "cp_reviews_in_time"
HELD = "cp_reviews_in_time_held"
NUMBER = "cp_number"

# Strategy discussion on Wed 18 December 2019: 15 working days end on Mon 13 January 2020.
STRATEGY = "2019-12-18"
LAST_DAY = "2020-01-13"


def icpc(held: str | None = LAST_DAY, *more: ChildRecord, **fields: str) -> CaseFile:
    strategy = fields.pop("strategy_on", STRATEGY)
    conference = a_review(held, "icpc", strategy_on=strategy, **fields)
    return a_case(conference, *more)


def of(measure: str, *cases: CaseFile, as_of: str = "2020-03-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(measure).figure)


def test_25_of_30_conferences_in_time_and_a_family_of_five_moves_the_figure_by_17_points() -> None:
    meeting = a_meeting(booked_on="2020-01-14")
    siblings = [icpc("2020-01-14", meeting_id=meeting.id) for _ in range(5)]
    result = figures_for(*siblings, *[icpc() for _ in range(25)]).result(ICPC)
    assert counts(result.figure) == (25, 30)
    assert rounded(result.figure.value or 0) == "83.3"
    assert rounded(100 - (result.figure.value or 0)) == "16.7"
    assert counts(result.parts["families"]) == (25, 26)


def test_siblings_are_a_family_by_their_group_where_no_meeting_is_recorded() -> None:
    siblings = [
        a_case(a_review(LAST_DAY, "icpc", strategy_on=STRATEGY), sibling_group_id="g")
        for _ in range(2)
    ]
    result = figures_for(*siblings, icpc()).result(ICPC)
    assert counts(result.figure) == (3, 3)
    assert counts(result.parts["families"]) == (2, 2)


def test_fifteen_working_days_are_not_fifteen_calendar_days() -> None:
    assert (date.fromisoformat(LAST_DAY) - date.fromisoformat(STRATEGY)).days > 15
    assert of(ICPC, icpc(LAST_DAY)) == (1, 1)
    assert of(ICPC, icpc("2020-01-14")) == (0, 1)


def test_of_several_strategy_discussions_the_first_starts_the_clock_and_not_the_last() -> None:
    case = a_case(an_enquiry("2019-11-18"), an_enquiry(STRATEGY), a_review(LAST_DAY, "icpc"))
    assert of(ICPC, case) == (0, 1)


def test_only_conferences_held_are_counted_on_the_day_they_were_held() -> None:
    assert of(ICPC, a_case(an_enquiry(STRATEGY))) == (0, 0)
    figures = figures_for(icpc("2020-02-03", strategy_on="2020-01-27"))
    months = {p.period.to_on.month: counts(p.figure) for p in figures.result(ICPC).series}
    assert months == {2: (1, 1), 3: (0, 0)}


def test_the_figure_of_conferences_held_is_not_that_of_conferences_due() -> None:
    """Due on 13 January and held on 3 February: late in February, and nothing in January."""
    late, overdue = icpc("2020-02-03"), a_case(an_enquiry(STRATEGY))
    figures = figures_for(late, overdue)
    months = {p.period.to_on.month: counts(p.figure) for p in figures.result(ICPC).series}
    assert {month: found for month, found in months.items() if found[1]} == {2: (0, 1)}


def test_every_conference_counts_whether_or_not_a_plan_followed() -> None:
    assert of(ICPC, icpc(), icpc(LAST_DAY, a_plan(LAST_DAY))) == (2, 2)


def test_a_conference_without_a_strategy_date_or_before_it_is_left_out_and_listed() -> None:
    without = a_case(a_review(LAST_DAY, "icpc"))
    before = icpc("2019-12-17")
    result = figures_for(without, before, icpc()).result(ICPC)
    assert counts(result.figure) == (1, 1)
    assert {one.child_id for one in result.cases().left_out} == {
        without.child.id,
        before.child.id,
    }


def test_transfer_in_and_reconvened_conferences_are_not_initial_ones() -> None:
    case = a_case(
        a_review(LAST_DAY, "transfer", notified_on=STRATEGY), a_review("2020-01-20", "reconvened")
    )
    assert of(ICPC, case) == (0, 0)


def test_a_conference_belongs_to_its_chair_else_to_the_iro_allocated() -> None:
    meeting = a_meeting(chair_id="C")
    cases = [
        icpc(LAST_DAY, an_allocation("A"), chair_id="B"),
        icpc(LAST_DAY, an_allocation("A"), meeting_id=meeting.id),
        icpc(LAST_DAY, an_allocation("A")),
        icpc(LAST_DAY),
    ]
    figures = figures_for(*cases, meetings=[meeting])
    found = [
        figures.result(ICPC, officer_id=officer).figure.denominator
        for officer in ("A", "B", "C", "", None)
    ]
    assert found == [1, 1, 1, 1, 4]


def test_rolling_six_months_add_numerators_and_denominators() -> None:
    """Months 2/2 five times and then 10/20 are 20/30: 66.7%, not the mean of 91.7%."""
    in_time = [
        icpc(held, strategy_on=strategy)
        for strategy, held in (
            ("2019-10-01", "2019-10-10"),
            ("2019-11-01", "2019-11-10"),
            ("2019-12-02", "2019-12-10"),
            ("2020-01-02", "2020-01-10"),
            ("2020-02-03", "2020-02-10"),
        )
        for _ in range(2)
    ]
    march = [icpc("2020-03-10", strategy_on="2020-03-02") for _ in range(10)]
    late = [icpc("2020-03-10", strategy_on="2020-01-02") for _ in range(10)]
    result = figures_for(*in_time, *march, *late).result(ICPC, mode=Mode.SIX_MONTHS)
    assert counts(result.figure) == (20, 30)
    assert rounded(result.figure.value or 0) == "66.7"
    assert result.period == Period(date(2019, 10, 1), date(2020, 3, 31))


# Plans and review conferences


def test_plans_are_counted_at_the_end_of_the_day_and_temporary_ones_are_not() -> None:
    ended, temporary = a_plan("2019-05-01", "2020-03-31"), a_plan("2019-05-01", temporary=True)
    assert of(NUMBER, a_case(a_plan("2020-03-31")), a_case(ended), a_case(temporary)) == (1, None)
    assert of(NUMBER, a_case(ended), as_of="2020-03-30") == (1, None)


def test_two_open_plans_of_a_child_are_one_child() -> None:
    assert of(NUMBER, a_case(a_plan("2019-05-01"), a_plan("2019-06-01"))) == (1, None)


def on_plan(*held: str, ended: str | None = None) -> CaseFile:
    conferences = [a_review(day, "rcpc") for day in held]
    initial = a_review("2019-05-01", "icpc", strategy_on="2019-04-15")
    return a_case(a_plan("2019-05-01", ended), initial, *conferences)


def test_the_first_review_conference_is_due_in_3_months_and_later_ones_in_6() -> None:
    case = on_plan("2019-08-01", "2020-02-01")
    result = figures_for(case).result(DUE)
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "rcpc_first": (1, 1),
        "rcpc_later": (1, 1),
    }
    assert of(DUE, on_plan("2019-08-02", "2020-02-03")) == (0, 2)
    assert of(HELD, on_plan("2019-08-02", "2020-02-03")) == (0, 2)


def test_an_overdue_review_conference_is_seen_only_by_what_was_due() -> None:
    case = on_plan()
    assert of(HELD, case) == (0, 0)
    assert of(DUE, case) == (0, 1)


def test_an_early_review_conference_starts_the_clock_again_and_a_reconvened_one_does_not() -> None:
    assert of(DUE, on_plan("2019-06-03"), as_of="2019-12-02") == (1, 1)
    assert of(DUE, on_plan("2019-06-03"), as_of="2019-12-03") == (1, 2)
    reconvened = a_case(
        a_plan("2019-05-01"),
        a_review("2019-05-01", "icpc", strategy_on="2019-04-15"),
        a_review("2019-07-15", "reconvened"),
    )
    assert of(DUE, reconvened, as_of="2019-08-01") == (0, 1)


def test_a_cancelled_conference_is_still_due_on_its_day() -> None:
    cancelled = a_meeting(booked_on="2019-07-30", cancelled_on="2019-07-29")
    case = a_case(
        a_plan("2019-05-01"),
        a_review("2019-05-01", "icpc", strategy_on="2019-04-15"),
        a_review(None, "rcpc", meeting_id=cancelled.id),
    )
    figures = figures_for(case, as_of="2019-08-01", meetings=[cancelled])
    assert counts(figures.result(DUE).figure) == (0, 1)


def test_the_sittings_of_one_conference_are_no_conferences() -> None:
    conference = a_review("2019-08-01", "rcpc")
    sittings = [
        ReviewPart(id=an_id(), review_id=conference.id, held_on=date(2019, 8, day))
        for day in (1, 8, 15)
    ]
    case = a_case(
        a_plan("2019-05-01"),
        a_review("2019-05-01", "icpc", strategy_on="2019-04-15"),
        conference,
        *sittings,
    )
    assert of(HELD, case, as_of="2019-12-31") == (1, 1)
    assert of(DUE, case, as_of="2019-12-31") == (1, 1)


def test_the_clock_runs_from_the_conference_held_and_not_from_the_day_it_was_due() -> None:
    """Due 1 August, held early on 3 June: the next one is due 3 December, not 1 February."""
    case = on_plan("2019-06-03", "2020-01-15")
    assert of(DUE, case) == (1, 2)


def test_of_those_held_an_overdue_conference_is_hidden_and_of_those_due_it_is_not() -> None:
    held, overdue = on_plan("2019-08-01"), on_plan()
    assert of(HELD, held, overdue, as_of="2019-12-31") == (1, 1)
    assert of(DUE, held, overdue, as_of="2019-12-31") == (1, 2)


def test_a_late_conference_is_one_failure_when_it_was_due_and_not_one_more_when_held() -> None:
    figures = figures_for(on_plan("2019-09-02"), as_of="2019-12-31")
    months = {p.period.to_on.month: counts(p.figure) for p in figures.result(DUE).series}
    assert {month: found for month, found in months.items() if found[1]} == {8: (0, 1)}


def test_plans_are_children_and_neither_plans_begun_nor_plans_ever() -> None:
    repeat = a_case(a_plan("2018-05-01", "2018-11-01"), a_plan("2019-05-01"))
    ended = a_case(a_plan("2018-05-01", "2018-11-01"))
    assert of(NUMBER, repeat, ended) == (1, None)


def test_nothing_is_due_once_the_plan_has_ended() -> None:
    assert of(DUE, on_plan(ended="2019-08-01")) == (0, 0)
    assert of(DUE, on_plan(ended="2019-08-02")) == (0, 1)


def test_an_overdue_conference_belongs_to_the_iro_allocated_when_it_was_due() -> None:
    case = a_case(
        a_plan("2019-05-01"),
        an_allocation("A", "2019-05-01", "2019-08-01"),
        an_allocation("B", "2019-08-02"),
    )
    figures = figures_for(case)
    assert figures.result(DUE, officer_id="A").figure.denominator == 1
    assert figures.result(DUE, officer_id="B").figure.denominator == 0


def test_a_dual_status_child_keeps_both_timescales_apart() -> None:
    case = a_case(
        a_plan("2019-05-01"),
        care("2019-06-03"),
        a_review("2019-05-01", "icpc", strategy_on="2019-04-15"),
        a_review("2019-08-01", "rcpc"),
        a_review("2019-06-28"),
    )
    figures = figures_for(case, as_of="2019-08-31")
    assert counts(figures.result(DUE).figure) == (1, 1)
    assert counts(figures.result("cla_reviews_in_time").figure) == (1, 1)
