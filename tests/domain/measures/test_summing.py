"""What one IRO's children count by month: every figure of whole months comes out of it again."""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.calendar import month_end, month_starts
from iro_desktop.domain.measures import MEASURES, Figure, Figures, Mode, Period, Result
from iro_desktop.domain.measures.fingerprints import fingerprints
from iro_desktop.domain.measures.keeping import OTHER_THEME, counts_of
from iro_desktop.domain.measures.outcome import UNALLOCATED
from iro_desktop.domain.measures.summed import sources_of
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.records import (
    Absence,
    Officer,
    OtherDuty,
    SocialWorker,
    Standards,
    WorkingTime,
)
from iro_desktop.domain.summary import Summary
from tests import samples
from tests.builders import (
    a_case,
    a_challenge,
    a_practice,
    a_review,
    an_allocation,
    an_officer,
    care,
    figures_for,
    local_standards,
    working_time,
)
from tests.domain.measures import test_kept as kept
from tests.domain.measures.caseloads.drawn import OFFICERS, Drawn
from tests.domain.measures.caseloads.working_time import ABSENCES, DUTIES, TIMES
from tests.summaries import a_summary, figures_by_hand, sample_officer

LONG: Final = os.environ.get("IRO_LONG") == "1"
MADE_AT: Final = datetime(2020, 4, 2, 9, 30, tzinfo=UTC)
AS_OF: Final = date(2020, 3, 31)


def summed(figures: Figures, officer: Officer | str, months: int = 24) -> Summary:
    officer = an_officer(officer) if isinstance(officer, str) else officer
    return summary_of(figures, officer, months=months, made_at=MADE_AT, program="1.0")


def again(figures: Figures, *summaries: Summary) -> Figures:
    sources = figures.sources
    return Figures(sources_of(summaries, sources.practice, sources.as_of, sources.comparators))


def whole(first: date, last: date) -> list[tuple[Period, Mode | None]]:
    """Every period of whole months, and each mode's windows that lie within them."""
    starts = month_starts(first, last)
    spans = [
        Period(start, month_end(end)) for at, start in enumerate(starts) for end in starts[at:]
    ]
    return [(span, mode) for span in spans for mode in (None, Mode.MONTH, Mode.TWELVE_MONTHS)]


def said(result: Result, first_on: date) -> dict[str, Any]:
    """What a result says of months from ``first_on`` on."""
    before = result.before
    then = result.period.year_before().from_on
    return {
        "figure": result.figure,
        "parts": dict(result.parts),
        "series": [one for one in result.series if (one.period.from_on or first_on) >= first_on],
        "before": before if then is not None and then >= first_on else None,
        "spread": result.spread,
    }


def assert_alike(
    figures: Figures,
    after: Figures,
    officer_id: str | None,
    asked: Iterable[tuple[Period, Mode | None]],
    first_on: date,
) -> None:
    for period, mode in asked:
        for measure_id in MEASURES:
            one = figures.result(measure_id, period, mode, officer_id)
            other = after.result(measure_id, period, mode, officer_id)
            key = measure_id, period, mode, officer_id
            assert (key, said(one, first_on)) == (key, said(other, first_on))
            assert (key, figures.by_district(measure_id, period, officer_id)) == (
                key,
                after.by_district(measure_id, period, officer_id),
            )
        assert moved(figures, period, officer_id) == moved(after, period, officer_id)


def moved(figures: Figures, period: Period, officer_id: str | None) -> tuple[int, int]:
    came, went = figures.moves(period, officer_id)
    erased = figures.erased_moves(period, officer_id)
    return len(came) + erased.joined, len(went) + erased.left_in_all


@settings(
    max_examples=600 if LONG else 8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(kept.CASELOADS, TIMES, ABSENCES, DUTIES, st.integers(1, 24), st.data())
def test_every_figure_of_whole_months_comes_out_of_summaries_again(
    drawn: Drawn,
    times: list[WorkingTime],
    absences: list[Absence],
    duties: list[OtherDuty],
    months: int,
    data: st.DataObject,
) -> None:
    as_of = drawn.as_of
    figures = Figures(kept.sources_of(drawn, as_of, times, absences, duties))
    gone = data.draw(st.sets(st.sampled_from(list(figures.sources.cases))))
    if data.draw(st.booleans()):
        rows = counts_of(figures, gone, kept.ERASURE, as_of + kept.DAY)
        figures = kept.without(figures.sources, gone, rows)
    summaries = [summed(figures, one, months) for one in OFFICERS]
    after = again(figures, *summaries)
    first_on = summaries[0].first_on
    every = whole(first_on, summaries[0].last_on)
    asked = data.draw(st.lists(st.sampled_from(every), min_size=2, max_size=3))
    for officer_id in OFFICERS:
        assert_alike(figures, after, officer_id, asked, first_on)
    for summary in summaries:
        assert_adds_up(summary)


@settings(
    max_examples=300 if LONG else 5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(kept.CASELOADS, TIMES, ABSENCES, DUTIES, st.data())
def test_the_summaries_of_everybody_together_are_the_whole_caseload(
    drawn: Drawn,
    times: list[WorkingTime],
    absences: list[Absence],
    duties: list[OtherDuty],
    data: st.DataObject,
) -> None:
    """Those that nobody is named for have no summary in practice: here they have, as a stand-in."""
    figures = Figures(kept.sources_of(drawn, drawn.as_of, times, absences, duties))
    summaries = [summed(figures, one) for one in (*OFFICERS, UNALLOCATED)]
    after = again(figures, *summaries)
    every = whole(summaries[0].first_on, summaries[0].last_on)
    asked = data.draw(st.lists(st.sampled_from(every), min_size=2, max_size=3))
    assert_alike(figures, after, None, asked, summaries[0].first_on)


def test_every_figure_of_the_sample_comes_out_of_its_summary_again() -> None:
    figures = samples.figures_of(samples.DAY)
    summary = summed(figures, sample_officer())
    after = again(figures, summary)
    first_on, last_on = summary.first_on, summary.last_on
    quarter = Period(date(2019, 10, 1), date(2019, 12, 31))
    asked: Sequence[tuple[Period, Mode | None]] = [
        (Period(first_on, last_on), Mode.SIX_MONTHS),
        (Period(date(2019, 4, 1), last_on), Mode.TWELVE_MONTHS),
        (quarter, None),
        (Period(last_on.replace(day=1), last_on), Mode.MONTH),
    ]
    assert_alike(figures, after, samples.ME, asked, first_on)
    assert_adds_up(summary)


def assert_adds_up(summary: Summary) -> None:
    closing = summary.caseload[0].opening
    for month in summary.caseload:
        assert month.opening == closing
        received = sum(number for _, number in month.received)
        passed = sum(number for _, number in month.passed)
        closing = month.opening + month.new + received - passed - month.ended
        assert closing == month.closing
        assert 0 <= month.ended_at_18 <= month.ended


# By hand


def counts(figures: dict[str, Figure]) -> dict[str, tuple[float, float | None]]:
    return {name: (one.numerator, one.denominator) for name, one in figures.items()}


def test_a_caseload_comes_from_month_to_month_by_whom_it_came_from_and_went_to() -> None:
    months = [
        (one.opening, one.new, one.received, one.passed, one.ended, one.closing, one.fte)
        for one in a_summary().caseload
    ]
    assert months == [
        (0, 1, (), (), 0, 1, 0.8),
        (1, 1, (("Jo Ash", 1),), (), 0, 3, 0.8),
        (3, 0, (), (("", 1),), 0, 2, None),
    ]
    assert [one.child_days for one in a_summary().caseload] == [22, 29 + 20 + 10, 31 + 31 + 10]


def test_a_child_who_leaves_at_18_has_ended() -> None:
    case = a_case(
        care("2019-06-01", "2020-02-14"), an_allocation("A", "2019-06-01"), born="2002-02-14"
    )
    months = summed(figures_for(case), "A", 2).caseload
    assert [(one.ended, one.ended_at_18, one.closing) for one in months] == [(1, 1, 0), (0, 0, 0)]


def test_what_an_iro_has_of_whom_nobody_knows_comes_from_somebody_not_on_file() -> None:
    case = a_case(
        care("2019-06-01"),
        an_allocation("gone", "2019-06-01", "2020-01-31"),
        an_allocation("A", "2020-02-01"),
    )
    months = summed(figures_for(case), "A", 2).caseload
    assert months[0].received == (("an IRO who is not on file", 1),)


def test_only_months_that_are_over_are_counted() -> None:
    for as_of, last_on in (
        ("2020-03-30", date(2020, 2, 29)), ("2020-03-31", date(2020, 3, 31)),
    ):  # fmt: skip
        figures = figures_for(a_case(care("2019-06-01"), an_allocation("A")), as_of=as_of)
        summary = summed(figures, "A", 3)
        assert summary.last_on == last_on
        assert (summary.last_on - summary.first_on).days in (90, 91)


def test_figures_by_district_are_of_the_child_or_else_of_the_social_worker_on_the_day() -> None:
    moved = a_case(
        SocialWorker(id="1", district="South", from_on=date(2020, 1, 1), to_on=date(2020, 1, 31)),
        SocialWorker(id="2", district="East", from_on=date(2020, 2, 1)),
        care("2019-06-01"), an_allocation("A"), a_review("2020-01-20"), a_review("2020-02-20"),
    )  # fmt: skip
    north = a_case(care("2020-01-10"), an_allocation("A"), district="North")
    nowhere = a_case(care("2020-02-10"), an_allocation("B"))
    figures = figures_for(moved, north, nowhere)
    january, february = (Period(date(2020, m, 1), month_end(date(2020, m, 1))) for m in (1, 2))
    after = again(figures, *(summed(figures, one) for one in OFFICERS))
    for found in (figures, after):
        assert counts(found.by_district("cla_number", january)) == {
            "North": (1, None), "South": (1, None),
        }  # fmt: skip
        assert counts(found.by_district("cla_number", february)) == {
            "": (1, None), "East": (1, None), "North": (1, None),
        }  # fmt: skip
        assert counts(found.by_district("cla_number", february, "A")) == {
            "East": (1, None), "North": (1, None),
        }  # fmt: skip
        held = found.by_district("cla_reviews_in_time_held", Period(date(2020, 1, 1), AS_OF))
        assert list(held) == ["East", "South"]


def test_of_a_rate_a_district_has_the_count_alone() -> None:
    case = a_case(
        a_challenge("2020-02-03"), care("2019-06-01"), an_allocation("A"), district="North"
    )  # fmt: skip
    figures = figures_for(case, working_times=[working_time("A", 1)])
    year = Period(date(2019, 4, 1), AS_OF)
    for measure_id in ("challenges_informal", "caseload_per_fte", "cla_rate_per_10000"):
        found = figures.by_district(measure_id, year)
        assert counts(found) == {"North": (1, None)}
        assert found["North"].value is None


def test_medians_and_means_by_district_are_of_all_their_cases() -> None:
    period = Period(date(2020, 2, 1), date(2020, 3, 31))
    figures = figures_by_hand()
    for found in (figures, again(figures, a_summary())):
        days = found.by_district("escalation_days_to_outcome", period, "kit")
        assert counts(days) == {"North": (3, 3)}


def test_a_theme_that_somebody_typed_is_not_in_a_summary() -> None:
    case = a_case(
        a_challenge("2020-02-03", theme="About Kit at 4 Elm Road"),
        care("2019-06-01"),
        an_allocation("A"),
    )
    summary = summed(figures_for(case), "A")
    assert "Elm" not in repr(summary)
    assert {row.part for row in summary.rows if row.measure == "escalation_themes"} >= {OTHER_THEME}


def test_what_an_erased_child_counted_is_in_the_summary_of_its_iro() -> None:
    gone = a_case(care("2020-01-10", "2020-02-20"), an_allocation("A"), a_review("2020-02-03"))
    stays = a_case(care("2020-01-10"), an_allocation("A"))
    figures = figures_for(gone, stays)
    before = summed(figures, "A")
    rows = counts_of(figures, {gone.child.id}, kept.ERASURE, AS_OF + kept.DAY)
    after = summed(kept.without(figures.sources, {gone.child.id}, rows), "A")
    assert after.rows == before.rows
    assert after.caseload == before.caseload


# How it was counted


def marks(*standards: Standards) -> dict[str, str]:
    practice = a_practice(*standards)
    return dict(fingerprints(practice, Period(date(2019, 4, 1), AS_OF)))


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one if one[name] != other[name]}


def test_standards_that_change_what_is_counted_change_the_marks_of_those_measures_alone() -> None:
    usual = marks(local_standards())
    assert set(usual) == set(MEASURES)
    assert differing(usual, marks(local_standards(monitoring_after_days=21))) == {
        "monitoring_between_reviews"
    }
    assert differing(usual, marks(local_standards(monitoring_method="children"))) == {
        "monitoring_between_reviews"
    }
    assert differing(usual, marks(local_standards(health_months=11))) == {"health_up_to_date"}
    assert differing(usual, marks(local_standards(sickness_days=10))) == {"caseload_per_fte"}
    assert "cla_reviews_in_time" in differing(usual, marks(local_standards(month_method="91_183")))


def test_targets_words_and_standards_of_other_times_change_no_mark() -> None:
    usual = marks(local_standards())
    for alike in (
        (local_standards(looked_after_label="in our care", monitoring_target=90.0),),
        (local_standards(), local_standards("2020-04-01", sickness_days=3)),
        (local_standards("1990-01-01", sickness_days=3), local_standards("2019-04-01")),
        (local_standards(), local_standards("2020-01-01", caseload_high=65)),
    ):
        assert differing(usual, marks(*alike)) <= {"caseload_per_fte"}
    assert usual == marks(local_standards(looked_after_label="in our care"))
    later = marks(local_standards(), local_standards("2020-01-01", sickness_days=3))
    assert differing(usual, later) == {"caseload_per_fte"}


def test_the_standards_go_along_without_the_prompts_of_forms() -> None:
    (found,) = a_summary().standards
    assert (found.caseload_low, found.caseload_high) == (50, 70)
    assert found.prompts == found.review_checklist == found.council_review == ()
