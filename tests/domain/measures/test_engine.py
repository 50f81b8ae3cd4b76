import dataclasses
from datetime import date

import pytest

from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, measure
from iro_desktop.domain.measures.sources import Sources
from tests.builders import (
    a_case,
    a_check,
    a_meeting,
    a_practice,
    a_review,
    an_allocation,
    an_officer,
    care,
    figures_for,
    local_standards,
    took_part,
    working_time,
)

IDS = (
    "cla_number",
    "cla_reviews_in_time",
    "cla_reviews_in_time_held",
    "cla_children_reviews_in_time",
    "cla_participation",
    "cla_attendance",
    "cla_participation_quality",
    "cla_participation_impact",
    "care_orders_discharged",
    "discharge_pipeline",
    "discharge_decision_needed",
    "initial_health_in_time",
    "health_up_to_date",
    "pep_up_to_date",
    "caseload_per_fte",
    "monitoring_between_reviews",
    "challenges_informal",
    "resolutions_formal",
)


def test_the_measures_have_their_fixed_ids_and_say_how_they_are_counted() -> None:
    assert set(IDS) <= set(MEASURES)
    for measure_id, found in MEASURES.items():
        assert found.id == measure_id
        assert len(found.definition) > 60
        assert found.title
        assert (found.outcomes is None) != (found.stretches is None)


@pytest.mark.parametrize("measure_id", MEASURES)
@pytest.mark.parametrize("mode", [None, *Mode])
def test_every_measure_has_an_answer_for_no_children_in_every_mode(
    measure_id: str, mode: Mode | None
) -> None:
    result = figures_for().result(measure_id, mode=mode)
    assert result.figure.numerator == 0
    assert result.figure.value in {0, None}
    assert result.before is None
    assert result.cases().met == ()


def test_an_unknown_measure_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        figures_for().result("cla_moon_phase")


def test_one_measure_can_be_asked_for_alone() -> None:
    sources = figures_for(a_case(care("2019-01-07"))).sources
    assert measure("cla_number", sources).figure.numerator == 1


def test_without_a_period_it_is_everything_or_the_latest_window_of_the_mode() -> None:
    figures = figures_for(as_of="2020-03-15")
    everything = figures.result("cla_number")
    assert everything.period == Period(None, date(2020, 3, 15))
    window = figures.result("cla_number", mode=Mode.SIX_MONTHS)
    assert window.period == Period(date(2019, 9, 1), date(2020, 2, 29))
    asked = Period(date(2019, 5, 1), date(2019, 7, 9))
    assert figures.result("cla_number", asked, Mode.SIX_MONTHS).period == asked


def test_nothing_after_the_as_of_day_is_added_up_whatever_period_is_asked_for() -> None:
    case = a_case(care("2019-04-08"), a_review("2019-05-02"), a_review("2019-07-25"))
    figures = figures_for(case, as_of="2019-06-30")
    result = figures.result("cla_reviews_in_time", Period(date(2019, 4, 1), date(2020, 3, 31)))
    assert result.period.to_on == date(2019, 6, 30)
    assert result.figure.denominator == 1
    assert [p.period.to_on for p in result.series][-1] == date(2019, 6, 30)


def test_a_series_adds_up_to_the_figure_of_its_span() -> None:
    cases = [
        a_case(care(date(2019, 4, day)), a_review(date(2019, 5, day)), a_review("2019-08-09"))
        for day in range(1, 29)
    ]
    result = figures_for(*cases).result(
        "cla_reviews_in_time", Period(date(2019, 4, 1), date(2020, 3, 31))
    )
    assert sum(p.figure.numerator for p in result.series) == result.figure.numerator
    assert sum(p.figure.denominator or 0 for p in result.series) == result.figure.denominator
    parts = sum(part.denominator or 0 for part in result.parts.values())
    assert parts == result.figure.denominator


def test_every_figure_names_the_children_on_both_sides() -> None:
    good, late = (
        a_case(care("2019-04-08"), a_review(held)) for held in ("2019-05-02", "2019-05-20")
    )
    result = figures_for(good, late, as_of="2019-05-31").result("cla_reviews_in_time")
    cases = result.cases()
    assert [one.child_id for one in cases.met] == [good.child.id]
    assert [one.child_id for one in cases.not_met] == [late.child.id]
    may = next(p for p in result.series if p.period.to_on.month == 5)
    assert len(result.cases(may.period).met) == may.figure.numerator


def test_the_year_before_is_given_only_where_records_reach_back_so_far() -> None:
    long, short = a_case(care("2018-01-08")), a_case(care("2019-05-06"))
    before = figures_for(long, short).result("cla_number").before
    assert before is not None
    assert (before.period.to_on, before.figure.numerator) == (date(2019, 3, 31), 1)
    assert figures_for(short).result("cla_number").before is None


def test_a_year_that_is_only_partly_on_file_is_not_compared_with() -> None:
    case = a_case(care("2018-07-02"), a_review("2018-07-20"), a_review("2018-10-15"))
    figures = figures_for(case)
    assert figures.result("cla_reviews_in_time", mode=Mode.TWELVE_MONTHS).before is None
    earlier = a_case(care("2018-03-05"), a_review("2018-03-20"), a_review("2018-06-15"))
    compared = figures_for(case, earlier).result("cla_reviews_in_time", mode=Mode.TWELVE_MONTHS)
    assert compared.before is not None
    assert compared.before.period == Period(date(2018, 4, 1), date(2019, 3, 31))


def test_targets_are_those_of_the_last_day_of_the_period() -> None:
    practice = a_practice(local_standards(), local_standards("2020-03-01", monitoring_target=85.0))
    figures = figures_for(practice=practice)
    february = Period(date(2019, 3, 1), date(2020, 2, 29))
    assert figures.result("monitoring_between_reviews", february).target == 80
    assert figures.result("monitoring_between_reviews").target == 85


# Figures of the next snapshot


def sources_of(figures: Figures, **changed: object) -> Sources:
    return dataclasses.replace(figures.sources, **changed)  # type: ignore[arg-type]


def test_after_a_change_the_figures_are_those_that_would_be_worked_out_anew() -> None:
    review = a_review("2019-05-02")
    first = a_case(care("2019-04-08"), review, took_part(review, "PN1"), an_allocation("A"))
    second = a_case(care("2019-04-08"), an_allocation("A"))
    times = [working_time("A", 1.0)]
    figures = figures_for(first, second, officers=[an_officer("A")], working_times=times)
    for measure_id in MEASURES:
        figures.result(measure_id)
    changed = a_case(
        care("2019-04-08"), a_review("2019-05-03"), a_check("2019-06-16"), child=second.child
    )
    sources = sources_of(figures, cases={first.child.id: first, second.child.id: changed})
    after, anew = Figures(sources, figures), Figures(sources)
    for measure_id in MEASURES:
        one, other = after.result(measure_id), anew.result(measure_id)
        assert (one.figure, one.parts, one.series) == (other.figure, other.parts, other.series)
    assert figures.result("monitoring_between_reviews").figure.numerator == 0
    assert after.result("monitoring_between_reviews").figure.numerator == 1


def test_a_new_day_new_standards_or_new_meetings_are_worked_out_anew() -> None:
    meeting = a_meeting(chair_id="A")
    case = a_case(
        a_review("2020-01-13", "icpc", strategy_on="2019-12-18", meeting_id=meeting.id),
        care("2019-04-08"),
    )
    figures = figures_for(case, as_of="2019-05-09", meetings=[meeting])
    assert figures.result("cla_reviews_in_time").figure.denominator == 1

    counting = a_practice(local_standards(count_trigger_day=True))
    stricter = Figures(sources_of(figures, practice=counting, as_of=date(2019, 5, 8)), figures)
    assert stricter.result("cla_reviews_in_time").figure.denominator == 1
    earlier = Figures(sources_of(figures, as_of=date(2019, 5, 8)), figures)
    assert earlier.result("cla_reviews_in_time").figure.denominator == 0

    later = Figures(sources_of(figures, as_of=date(2020, 3, 31)), figures)
    assert later.result("icpc_in_time", officer_id="A").figure.denominator == 1
    rechaired = [dataclasses.replace(meeting, chair_id="B")]
    moved = Figures(sources_of(later, meetings=rechaired), later)
    assert moved.result("icpc_in_time", officer_id="A").figure.denominator == 0
    assert moved.result("icpc_in_time", officer_id="B").figure.denominator == 1
