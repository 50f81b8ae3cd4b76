"""What the charts of an IRO's work count, told by hand; what is behind each point."""

from datetime import date, timedelta

import pytest

from iro_desktop.domain.caseload_apart import caseload_apart
from iro_desktop.domain.challenge_months import challenges_by_month
from iro_desktop.domain.charts import BarsSeries
from iro_desktop.domain.forecast import Ahead, CaseloadAhead, Week, weeks_ahead
from iro_desktop.domain.measures import Figures, Mode, Period
from iro_desktop.domain.oversight_charts import CodeBar, OversightSeries
from iro_desktop.domain.participation_codes import participation_codes
from iro_desktop.domain.resolution_days import resolution_days
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.trends import bars, bars_by_any
from iro_desktop.domain.weekly_load import weekly_load
from tests.builders import (
    a_case,
    a_challenge,
    a_plan,
    a_practice,
    a_review,
    a_step,
    an_absence,
    an_allocation,
    an_officer,
    care,
    figures_for,
    local_standards,
    took_part,
    working_time,
)

AS_OF = date(2020, 3, 31)
YEAR = Period(date(2019, 4, 1), AS_OF)


def has_its_words(series: OversightSeries | BarsSeries) -> None:
    assert series.title
    assert len(series.title.split()) <= 15
    assert series.subtitle
    assert series.sentence.endswith(".")
    assert "{" not in series.title + series.subtitle + series.sentence + series.definition


# The caseload apart


def apart_figures(fte: float | None = 0.6, **others: object) -> Figures:
    """Two looked after since November, one of whom comes on a plan in February; one on a plan."""
    cases = [
        a_case(care("2019-11-04"), an_allocation("A", "2019-11-04")),
        a_case(care("2019-11-04"), a_plan("2020-02-10"), an_allocation("A", "2019-11-04")),
        a_case(a_plan("2020-01-06", "2020-03-16"), an_allocation("A", "2019-11-04")),
    ]
    times = [] if fte is None else [working_time("A", fte)]
    return figures_for(*cases, officers=[an_officer("A")], working_times=times, **others)  # type: ignore[arg-type]


def test_children_looked_after_and_on_a_plan_are_counted_apart_and_both_in_each() -> None:
    series = caseload_apart(apart_figures(), "A").series
    has_its_words(series)
    assert [
        (one.label, one.looked_after, one.on_plan, one.both, one.total, one.joined, one.left)
        for one in series.points
    ] == [
        ("November 2019", 2, 0, 0, 2, 2, 0),
        ("December 2019", 2, 0, 0, 2, 0, 0),
        ("January 2020", 2, 1, 0, 3, 1, 0),
        ("February 2020", 2, 2, 1, 3, 0, 0),
        ("March 2020", 2, 1, 1, 2, 0, 1),
    ]
    assert series.title == "2 looked after and 1 on a plan, 1 of them both"
    assert series.points[-1].spoken() == (
        "March 2020, 2 looked after, 1 on a plan, 1 of them both, 2 in all, range 30 to 42, "
        "0 joined, 1 left"
    )


def test_the_range_is_that_of_each_month_times_the_fte() -> None:
    practice = a_practice(
        local_standards(), local_standards("2020-02-01", caseload_low=45, caseload_high=65)
    )
    points = caseload_apart(apart_figures(practice=practice), "A").series.points
    assert [(one.low, one.high) for one in points[1:4]] == [
        (30, 42), (30, 42), (pytest.approx(27), pytest.approx(39)),
    ]  # fmt: skip


def test_without_an_fte_there_is_no_range_and_that_is_said() -> None:
    series = caseload_apart(apart_figures(None), "A").series
    assert {(one.low, one.high) for one in series.points} == {(None, None)}
    assert series.subtitle.endswith("no range without an FTE")
    assert "range" not in series.points[-1].spoken()


def test_a_month_lists_who_moved_and_then_each_half_and_both() -> None:
    chart = caseload_apart(apart_figures(), "A")
    assert [(group.heading, len(group.cases)) for group in chart.groups(4)] == [
        ("Joined", 0), ("Left", 1), ("Looked after only", 1), ("On a plan only", 0), ("Both", 1),
    ]  # fmt: skip
    assert len(chart.children()) == 2


def test_a_caseload_can_be_shown_up_to_an_earlier_month() -> None:
    series = caseload_apart(apart_figures(), "A", to_on=date(2020, 1, 31), months=2).series
    assert [one.label for one in series.points] == ["December 2019", "January 2020"]
    assert series.title == "2 looked after and 1 on a plan"


def test_nobody_at_all_is_an_empty_series_with_a_sentence() -> None:
    series = caseload_apart(figures_for()).series
    assert series.points == ()
    assert series.title == "No child has been in this caseload yet"


# Days of resolutions


def resolution(formal: str, closed: str | None = None, **fields: object) -> CaseFile:
    challenge = a_challenge(
        formal, closed_on=closed, outcome="achieved" if closed else "", **fields
    )
    return a_case(
        care("2019-01-07"), challenge, a_step(challenge, "stage1", formal), an_allocation("A")
    )


def test_resolutions_stand_by_their_working_days_closed_ones_first() -> None:
    figures = figures_for(
        resolution("2020-03-02"),  # 21 working days open: late since 30 March
        resolution("2020-03-23", theme="Delay: drift"),  # 6 days open
        resolution("2020-02-03", "2020-03-02"),  # 20 days: in time
        resolution("2020-02-03", "2020-03-03"),  # 21 days: late
        resolution("2019-02-04", "2019-03-04"),  # closed before the period
        a_case(care("2019-01-07"), a_challenge("2020-03-02"), an_allocation("A")),  # informal
    )
    series = resolution_days(figures, YEAR, "A").series
    has_its_words(series)
    assert [(one.days, one.is_open, one.is_late) for one in series.points] == [
        (20, False, False), (21, False, True), (6, True, False), (21, True, True),
    ]  # fmt: skip
    assert series.title == "1 of 2 closed within 20 working days; 1 of 2 open is late"
    assert (series.closed_words, series.open_words) == (
        "Closed, 1 of 2 in time", "Open so far, 1 of 2 late",
    )  # fmt: skip
    assert [one.spoken() for one in series.points[1:3]] == [
        "No theme, formal on 3 February 2020, closed after 21 working days, later than 20",
        "Delay: drift, formal on 23 March 2020, open for 6 working days",
    ]


def test_a_point_leads_to_its_own_challenge() -> None:
    chart = resolution_days(
        figures_for(resolution("2020-03-02"), resolution("2020-03-23")), YEAR, "A"
    )
    for at, point in enumerate(chart.series.points):
        assert [one.group for one in chart.children(at)] == [point.escalation_id]
    assert len(chart.children()) == 2


@pytest.mark.parametrize(
    "cases,title",
    [
        ([], "No case has been formal in this time"),
        ([resolution("2020-03-23")], "None closed; 1 open, none late"),
        ([resolution("2020-02-03", "2020-02-10")],
         "1 of 1 closed within 20 working days; none is open"),
    ],
)  # fmt: skip
def test_the_title_of_resolutions_says_what_there_is(cases: list[CaseFile], title: str) -> None:
    assert resolution_days(figures_for(*cases), YEAR).series.title == title


def test_each_resolution_has_the_limit_of_the_day_it_became_formal() -> None:
    practice = a_practice(local_standards(), local_standards("2020-03-01", formal_total_days=10))
    series = resolution_days(
        figures_for(
            resolution("2020-02-03", "2020-02-24"),
            resolution("2020-03-02", "2020-03-20"),
            practice=practice,
        ),
        YEAR,
    ).series
    assert [(one.limit, one.days, one.is_late) for one in series.points] == [
        (10, 14, True), (20, 15, False),
    ]  # fmt: skip
    assert series.limit == 10
    assert series.title.startswith("1 of 2 closed within their limit")


# Participation by code


def coded(*codes: str, review_type: str = "cla") -> Figures:
    cases = []
    for code in codes:
        review = a_review("2020-02-03", review_type, chair_id="A")
        start = care("2019-06-03") if review_type == "cla" else a_plan("2020-01-20")
        records = [start, review, an_allocation("A"), *([took_part(review, code)] if code else [])]
        cases.append(a_case(*records))
    return figures_for(*cases)


def test_reviews_are_counted_by_code_those_who_took_part_first() -> None:
    figures = coded("PN1", "PN1", "PN1", "PN5", "PN4", "PN7", "PN7", "PN0", "")
    result = figures.result("cla_participation", YEAR, officer_id="A")
    chart = participation_codes(result)
    has_its_words(chart.series)
    assert [(one.code, one.number, one.met) for one in chart.series.points] == [
        ("PN1", 3, True), ("PN2", 0, True), ("PN3", 0, True), ("PN5", 1, True), ("PN6", 0, True),
        ("PN4", 1, False), ("PN7", 2, False),
    ]  # fmt: skip
    assert chart.series.title == "4 of 7 took part; 3 attended and spoke"
    assert chart.series.subtitle.endswith("2 reviews left out")
    assert (chart.series.met_words, chart.series.not_met_words) == (
        "Took part, 4 of 7", "Did not, 3 of 7",
    )  # fmt: skip
    assert len(chart.children(0)) == 3
    assert len(chart.children(1)) == 0
    assert len(chart.children()) == 9


def test_attendance_has_other_sides_and_conferences_their_own_cases() -> None:
    attendance = coded("PN4", "PN5").result("cla_attendance", YEAR)
    series = participation_codes(attendance).series
    assert (series.met_words, series.not_met_words) == ("Came, 1 of 2", "Did not come, 1 of 2")
    conferences = coded("PN1", "PN7", review_type="icpc").result("cp_participation", YEAR)
    assert participation_codes(conferences).series.title.startswith("1 of 2 took part")


def test_the_percentage_of_a_code_is_withheld_below_five_cases() -> None:
    assert CodeBar("PN1", "Spoke", 2, 4, met=True).said == "2 of 4"
    assert CodeBar("PN1", "Spoke", 2, 5, met=True).said == "2 of 5, 40%"
    few = participation_codes(coded("PN1").result("cla_participation", YEAR)).series
    assert "%" not in few.sentence


def test_no_code_at_all_is_an_empty_series() -> None:
    series = participation_codes(coded("").result("cla_participation", YEAR)).series
    assert series.points == ()
    assert series.title == "No review has a participation code yet"


# Challenges by month


def challenged() -> Figures:
    informal = [
        a_case(care("2019-01-07"), a_challenge(day), an_allocation("A"))
        for day in ("2020-01-08", "2020-03-04", "2020-03-05")
    ]
    return figures_for(*informal, resolution("2020-03-09"))


def test_challenges_are_counted_by_month_once_each() -> None:
    chart = challenges_by_month(challenged(), "A")
    has_its_words(chart.series)
    assert [(one.label, one.informal, one.formal) for one in chart.series.points] == [
        ("January 2020", 1, 0), ("February 2020", 0, 0), ("March 2020", 2, 1),
    ]  # fmt: skip
    assert chart.series.title == "3 informal and 1 formal in 3 months, most in March 2020"
    assert [(group.heading, len(group.cases)) for group in chart.groups(2)] == [
        ("Informal", 2), ("Formal", 1),
    ]  # fmt: skip
    assert len(chart.children()) == 4


def test_months_before_those_that_are_shown_are_not_counted() -> None:
    chart = challenges_by_month(challenged(), "A", months=1)
    assert chart.series.title == "2 informal and 1 formal in 1 month"
    assert len(chart.children()) == 3


def test_no_challenge_is_an_empty_series() -> None:
    chart = challenges_by_month(figures_for())
    assert chart.series.points == ()
    assert chart.series.title == "No challenge in this time"
    assert chart.children() == ()


# Themes


def test_themes_are_told_by_main_theme_and_by_any() -> None:
    figures = figures_for(
        *(
            a_case(care("2019-01-07"), a_challenge("2020-03-04", theme=main, other_themes=others))
            for main, others in (
                ("Delay: drift", ("Practice: visits",)),
                ("Delay: permanence", ("Practice: visits", "Delay: drift")),
                ("Practice: visits", ()),
            )
        )
    )
    result = figures.result("escalation_themes", YEAR, Mode.MONTH)
    assert [(bar.label, bar.number) for bar in bars(result).bars] == [("Delay", 2), ("Practice", 1)]
    assert bars(result).title == "Delay leads with 2 of 3"
    by_any = bars_by_any(result)
    assert [(bar.label, bar.number) for bar in by_any.bars] == [("Practice", 3), ("Delay", 2)]
    assert by_any.title == "Practice is a theme of 3 of 3"
    assert "%" not in by_any.bars[0].said
    has_its_words(by_any)


def test_more_than_eight_themes_are_cut_and_that_is_said() -> None:
    cases = [
        a_case(care("2019-01-07"), a_challenge("2020-03-04", theme=f"Theme {at}"))
        for at in range(10)
    ]
    by_any = bars_by_any(figures_for(*cases).result("escalation_themes", YEAR, Mode.MONTH))
    assert len(by_any.bars) == 8
    assert by_any.subtitle.endswith("the 8 most frequent of 10")


# The weeks ahead


MONDAY = date(2020, 3, 30)


def test_a_week_ahead_says_its_work_leave_peak_and_range() -> None:
    weeks = (
        Week(MONDAY, 1, 0, 1, 4.0),
        Week(MONDAY + timedelta(7), 3, 1, 2, 2.0, is_peak=True, away_days=2),
    )
    caseload = (
        CaseloadAhead(MONDAY + timedelta(6), 68, 67, 69),
        CaseloadAhead(MONDAY + timedelta(13), 68, 66, 70),
    )
    work = (
        Ahead(date(2020, 3, 31), "review", "a"), Ahead(date(2020, 4, 5), "check", "b"),
        Ahead(date(2020, 4, 6), "conference", "c"),
    )  # fmt: skip
    chart = weekly_load(weeks, caseload, work)
    has_its_words(chart.series)
    assert chart.series.title == "The week of 6 April is fullest: 6 reviews, conferences and checks"
    assert chart.series.points[1].spoken() == (
        "Week of 6 April 2020, 3 reviews, 1 conference and 2 checks, 2 working days, "
        "2 days away, a peak, 66 to 70 children by its end"
    )
    assert chart.series.outlook.startswith("66 to 70 children by 12 Apr 2020")
    found = {group.heading: [one.child_id for one in group.cases] for group in chart.groups(0)}
    assert found == {"Reviews": ["a"], "Conferences": [], "Checks": ["b"]}
    assert [one.child_id for one in chart.children(1)] == ["c"]
    assert len(chart.children()) == 3


@pytest.mark.parametrize(
    "numbers,title",
    [
        ((0, 0), "Nothing falls due in the weeks ahead"),
        ((1, 0), "The week of 30 March is fullest: 1 review, conference or check"),
        ((3, 3), "The weeks of 30 March and 6 April are fullest, with 3 due in each"),
        ((2, 2, 2), "Three weeks are fullest, with 2 due in each"),
    ],
)
def test_the_title_names_the_fullest_week(numbers: tuple[int, ...], title: str) -> None:
    weeks = [Week(MONDAY + timedelta(7 * at), one, 0, 0, 5.0) for at, one in enumerate(numbers)]
    caseload = [CaseloadAhead(week.starts_on, 1, 1, 1) for week in weeks]
    assert weekly_load(weeks, caseload, ()).series.title == title


def test_no_child_and_no_work_is_an_empty_strip() -> None:
    weeks, caseload = [Week(MONDAY, 0, 0, 0, 5.0)], [CaseloadAhead(MONDAY, 0, 0, 0)]
    assert weekly_load(weeks, caseload, ()).series.points == ()


def test_days_of_leave_are_counted_where_they_would_have_been_worked() -> None:
    leave = an_absence("A", "leave", "2020-04-08", "2020-04-14")  # Good Friday and Easter Monday
    weeks = weeks_ahead((), a_practice(), AS_OF, fte=0.5, absences=[leave], weeks=4)
    assert [week.away_days for week in weeks] == [0, 2, 1, 0]
    assert [week.days for week in weeks] == [2.0, 1.0, 1.5, 2.5]
