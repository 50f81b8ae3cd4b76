"""Control charts of a team’s figures."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.calendar import month_end
from iro_desktop.domain.control_charts import (
    Assurance,
    ChartKind,
    ControlRules,
    ControlSeries,
    Rebase,
    Signal,
    Variation,
    control_chart,
    kinds_of,
    rules_of,
)
from iro_desktop.domain.measures import MEASURES
from tests.builders import a_practice, local_standards
from tests.counts import Counts, counted_figures, months_up_to, rows_of

MONITORING = "monitoring_between_reviews"
PEPS = "pep_up_to_date"
STEADY = [(48, 60), (50, 60), (47, 60)] * 4


def chart_of(counts: Counts, measure: str = MONITORING, **asked: object) -> ControlSeries:
    practice = asked.pop("practice", None)
    figures = counted_figures(rows_of(counts, measure=measure), practice=practice)
    return control_chart(figures, measure, **asked).series  # type: ignore[arg-type]


# Limits, and where there are none


def test_a_year_of_steady_months_varies_around_its_mean_by_chance() -> None:
    # 4 x (48 + 50 + 47) = 580 of 720: 80.6%; 3 x sqrt(.8056 x .1944 / 60) = 15.3 points.
    series = chart_of(STEADY)
    assert series.kind is ChartKind.P
    assert series.title == "Hit-and-miss on the target of at least 80%; no special change"
    assert "p-chart: mean 80.6%, limits 65.2% to 95.9% in the latest month" in series.subtitle
    assert series.variation is Variation.NONE
    assert not series.is_trial
    assert len(series.points) == 12


def test_an_xmr_chart_has_the_same_limits_in_each_month() -> None:
    # Per cent: 80, 83.33, 78.33, four times; moving ranges 3.33, 5, 1.67, ... : four times 3.33
    # and 5 and three times 1.67 are 38.33 over 11 = 3.485; 2.66 x 3.485 = 9.27; mean 80.56.
    series = chart_of(STEADY, kind="xmr")
    assert {round(point.lower or 0, 2) for point in series.points} == {71.29}
    assert {round(point.upper or 0, 2) for point in series.points} == {89.83}
    assert "XmR chart: mean 80.6%, limits 71.3% to 89.8%" in series.subtitle


@pytest.mark.parametrize(
    "months,has_limits,is_trial",
    [(1, False, False), (5, False, False), (6, True, True), (11, True, True), (12, True, False)],
)
def test_under_six_months_there_are_no_limits_and_under_twelve_trial_limits(
    months: int, has_limits: bool, is_trial: bool
) -> None:
    series = chart_of([(48, 60)] * months)
    assert series.has_limits is has_limits
    assert series.is_trial is is_trial
    assert ("trial limits" in series.title) is is_trial
    assert ("too few for limits" in series.title) is not has_limits
    assert f"stand on {months} months and settle at 12" in series.sentence or not is_trial
    assert (series.assurance is None) is not has_limits


def test_the_fewest_months_are_a_setting() -> None:
    series = chart_of([(48, 60)] * 4, rules=ControlRules(fewest=4, settled=8))
    assert series.has_limits
    assert series.is_trial


def test_a_month_without_cases_is_a_gap_and_not_in_the_limits() -> None:
    with_gap = [*STEADY[:6], (0, 0), *STEADY[6:]]
    series = chart_of(with_gap)
    gap = series.points[6]
    assert (gap.value, gap.mean, gap.said) == (None, None, "n/a")
    assert [point.mean for point in series.points if point is not gap] == [
        pytest.approx(100 * 580 / 720)
    ] * 12
    assert series.runs() == (tuple(range(6)), tuple(range(7, 13)))


def test_an_xmr_chart_leaves_months_with_few_cases_out_of_its_limits() -> None:
    few = [*STEADY, (0, 4)]
    series = chart_of(few, kind="xmr")
    assert series.points[-1].is_small
    assert series.points[-1].said == "too few"
    assert series.points[-1].signal is None
    assert series.points[0].mean == pytest.approx(chart_of(STEADY, kind="xmr").points[0].mean)
    assert "too few cases for a figure (0 of 4)" in series.sentence


def test_a_month_that_is_not_over_is_not_in_the_chart() -> None:
    figures = counted_figures(rows_of(STEADY), as_of=date(2020, 3, 30))
    series = control_chart(figures, MONITORING).series
    assert series.points[-1].label == "February 2020"


def test_without_any_case_the_chart_says_so() -> None:
    series = chart_of([])
    assert series.title == "No month has a figure yet"
    assert series.points == () or all(point.value is None for point in series.points)
    assert series.most > series.least


# Variation, and what it means


@pytest.mark.parametrize(
    "last,variation,signal",
    [
        ((59, 60), Variation.IMPROVING, Signal.OUTSIDE),
        ((30, 60), Variation.CONCERNING, Signal.OUTSIDE),
        ((49, 60), Variation.NONE, None),
    ],
)
def test_a_month_outside_its_limits_is_for_the_better_or_the_worse(
    last: tuple[int, int], variation: Variation, signal: Signal | None
) -> None:
    series = chart_of([(47, 60), (45, 60), (46, 60)] * 6 + [last])
    assert series.variation is variation
    assert series.points[-1].signal is signal


def test_where_lower_is_better_a_fall_improves() -> None:
    measure = "cp_repeat_24_months"
    assert MEASURES[measure].lower_is_better
    series = chart_of([(20, 60), (22, 60), (21, 60)] * 5 + [(1, 60)], measure)
    assert series.variation is Variation.IMPROVING
    assert "improving: below the lower limit" in series.points[-1].spoken()


def test_without_a_target_a_change_is_neither_better_nor_worse() -> None:
    measure = "challenge_informal_share"
    series = chart_of([(30, 60), (32, 60), (31, 60)] * 5 + [(59, 60)], measure)
    assert series.variation is Variation.CHANGED
    assert series.assurance is None
    assert series.title.startswith("Up around ")


def test_the_latest_month_decides_and_an_old_signal_does_not() -> None:
    series = chart_of([(30, 60), *[(44, 60), (51, 60), (45, 60)] * 5])
    assert series.points[0].signal is Signal.OUTSIDE
    assert series.variation is Variation.NONE


# Assurance


@pytest.mark.parametrize(
    "counts,assurance,says",
    [
        ((950, 1000), Assurance.HITS, "Consistently hits the target of at least 80%"),
        ((800, 1000), Assurance.VARIES, "Hit-and-miss on the target of at least 80%"),
        ((700, 1000), Assurance.MISSES, "Consistently misses the target of at least 80%"),
    ],
)
def test_assurance_says_where_the_limits_lie_to_the_target(
    counts: tuple[int, int], assurance: Assurance, says: str
) -> None:
    series = chart_of([counts] * 12)
    assert series.assurance is assurance
    assert series.title.startswith(says)
    assert len(series.title.split()) <= 15


def test_assurance_goes_by_the_target_in_force_now_not_by_that_of_then() -> None:
    lately = a_practice(
        local_standards("2000-01-01", monitoring_target=80),
        local_standards("2020-03-01", monitoring_target=60),
    )
    assert chart_of([(700, 1000)] * 12, practice=lately).assurance is Assurance.HITS


def test_assurance_goes_by_the_limits_of_now_not_by_those_of_then() -> None:
    middle = months_up_to(12)[0]
    counts = [(700, 1000)] * 12 + [(950, 1000)] * 12
    series = chart_of(counts, rebases=[Rebase(middle, "new reminders")])
    assert series.assurance is Assurance.HITS


def test_a_target_that_a_limit_just_reaches_is_hit() -> None:
    # All met: the limits are 100% to 100%.
    assert chart_of([(60, 60)] * 12).assurance is Assurance.HITS


# Breaks and rebases


def test_a_rebase_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="2020"):
        Rebase(date(2020, 1, 1), "  ")


def test_a_rebase_begins_new_limits_and_leaves_the_old_ones() -> None:
    counts = [(36, 60)] * 12 + [(54, 60)] * 12
    start = months_up_to(12)[0]
    series = chart_of(counts, rebases=[Rebase(start, "new reminders")])
    assert {point.mean for point in series.points[:12]} == {60}
    assert {point.mean for point in series.points[12:]} == {90}
    assert series.points[12].break_label == "new reminders"
    assert [len(stretch) for stretch in series.stretches()] == [12, 12]
    assert all(point.signal is None for point in series.points)
    assert "Limits begin anew where the series breaks: new reminders." in series.definition
    # Without it the change is a signal.
    assert chart_of(counts).variation is Variation.IMPROVING


def test_new_limits_and_rules_are_those_of_the_standards_in_force_now() -> None:
    counts = [(30, 60)] * 12 + [(54, 60)] * 12
    start = months_up_to(12)[0]
    local = local_standards(
        "2020-03-01",
        control_run=8,
        control_two_of_three=False,
        rebases=(
            (MONITORING, start.isoformat(), "new reminders"),
            (PEPS, months_up_to(6)[0].isoformat(), "of another measure"),
            (MONITORING, "soon", "a day that cannot be read"),
            (MONITORING, months_up_to(6)[0].isoformat(), " "),
        ),
    )
    for from_on, labels in (("2020-03-01", ["new reminders"]), ("2020-04-01", [])):
        practice = a_practice(replace(local, from_on=date.fromisoformat(from_on)))
        figures = counted_figures(rows_of(counts), practice=practice)
        series = control_chart(figures, MONITORING).series
        assert [one.break_label for one in series.points if one.break_label] == labels
        assert ("one of eight or more in a row on" in series.definition) is bool(labels)
        assert ("two out of three" in series.definition) is not bool(labels)


def test_numbers_that_no_rule_can_have_give_way_to_the_usual_ones() -> None:
    odd = local_standards(control_run=12, control_trend=0, control_fewest=1, control_settled=None)
    assert rules_of(odd) == ControlRules()
    assert rules_of(local_standards(control_run=6, control_settled=20)) == ControlRules(
        run=6, settled=20
    )


def test_few_months_after_a_rebase_have_no_limits_yet() -> None:
    start = months_up_to(3)[0]
    series = chart_of([(48, 60)] * 15, rebases=[Rebase(start, "new form")])
    assert not series.has_limits
    assert series.points[0].mean == 80
    assert series.title == "3 months with a figure: too few for limits"


def test_a_break_of_the_measure_rebases_by_itself() -> None:
    # The format of these plans changed in September 2020.
    last = date(2021, 3, 31)
    counts = [(30, 60)] * 12 + [(54, 60)] * 7
    rows = [
        replace(row, until_on=month_end(row.month_on))
        for row in rows_of(counts, measure=PEPS, last=last)
        if row.month_on
    ]
    series = control_chart(counted_figures(rows, as_of=last), PEPS, kind="p").series
    assert [point.label for point in series.points if point.break_label] == ["September 2020"]
    assert {point.mean for point in series.points} == {50, 90}
    assert series.is_trial
    assert "breaks: a new format" in series.definition


# Kinds, words


def test_a_breakdown_has_no_control_chart() -> None:
    assert kinds_of(MEASURES["escalation_themes"]) == ()
    with pytest.raises(ValueError, match="escalation_themes"):
        chart_of([], "escalation_themes")


def test_what_is_no_share_has_an_xmr_chart_only() -> None:
    assert kinds_of(MEASURES["caseload_per_fte"]) == (ChartKind.XMR,)
    with pytest.raises(ValueError, match="caseload_per_fte"):
        chart_of([], "caseload_per_fte", kind="p")


def test_a_point_says_its_limits_and_what_is_special_about_it() -> None:
    series = chart_of([(47, 60), (45, 60), (46, 60)] * 6 + [(30, 60)])
    assert series.points[-1].spoken() == (
        "March 2020, 30 of 60, 50%, limits 58.6% to 92%, concerning: below the lower limit"
    )


def test_the_definition_says_how_the_limits_are_counted() -> None:
    assert "three sigma from the mean" in chart_of(STEADY).definition
    xmr = chart_of(STEADY, kind="xmr").definition
    assert "2.66 mean moving ranges" in xmr
    assert "no figure of the whole period" in xmr
    assert "Months with fewer than 5 cases are drawn hollow" in xmr
    assert "the target that is in force now" in xmr
