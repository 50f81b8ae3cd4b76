"""Any measure by period: hollow where there are few, broken where there are none; parts as bars."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.charts import TrendSeries
from iro_desktop.domain.figure_words import told
from iro_desktop.domain.measures import (
    BESIDE,
    MEASURES,
    Figure,
    Kind,
    Measure,
    Mode,
    Outcome,
    Period,
    Result,
    Section,
    Unit,
    Why,
    Wording,
)
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Contact
from iro_desktop.domain.trends import MOST_BARS, bars, trend
from tests.builders import (
    a_case,
    a_practice,
    an_allocation,
    an_id,
    an_officer,
    care,
    figures_for,
    local_standards,
    working_time,
)

YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))


def contacts(day: str, number: int, with_whom: str = "") -> list[Contact]:
    on = date.fromisoformat(day)
    return [Contact(id=an_id(), contact_on=on, with_whom=with_whom) for _ in range(number)]


def each_contact(facts: CaseFacts) -> Iterator[Outcome]:
    for one in facts.case.of(Contact):
        assert one.contact_on is not None
        yield Outcome(
            one.contact_on, facts.child_id, "", met=True, why=Why("x"), part=one.with_whom,
            amount=one.contact_on.day,
        )  # fmt: skip


def a_measure(kind: Kind, unit: Unit = Unit.PERCENT) -> Measure:
    return Measure(
        id="contacts",
        title="contacts",
        kind=kind,
        unit=unit,
        section=Section.OVERSIGHT,
        asks="How many?",
        one_case="contact",
        wording=Wording(subject="the days", cases="contacts", case="contact", met="were met"),
        definition="All contacts.",
        source="practice",
        outcomes=each_contact,
    )


@pytest.fixture
def result_of(monkeypatch: pytest.MonkeyPatch) -> Any:
    def result(measure: Measure, *records: Contact, mode: Mode = Mode.MONTH, **more: Any) -> Result:
        monkeypatch.setitem(MEASURES, "contacts", measure)
        return figures_for(a_case(*records), **more).result("contacts", YEAR, mode)

    return result


def trend_of(result: Result, mode: Mode = Mode.MONTH) -> TrendSeries:
    return trend(result.figures, result, mode).series


def test_months_with_few_cases_are_hollow_and_no_line_leads_to_them(result_of: Any) -> None:
    result = result_of(
        a_measure(Kind.EVENT),
        *contacts("2019-04-03", 5), *contacts("2019-05-03", 6), *contacts("2019-06-03", 4),
        *contacts("2019-08-03", 5),
    )  # fmt: skip
    series = trend_of(result)
    assert [point.is_small for point in series.points[:5]] == [False, False, True, False, False]
    assert series.points[2].spoken() == "June 2019, 4 of 4, too few"
    assert series.points[3].spoken() == "July 2019, 0 of 0, n/a"
    assert series.runs() == ((0, 1), (4,))
    assert series.most == 100
    low = series.points[0].low
    assert low is not None
    assert low < 60


def test_a_break_ends_the_line_though_there_are_cases_on_both_sides(result_of: Any) -> None:
    result = result_of(
        a_measure(Kind.EVENT), *contacts("2019-04-03", 5), *contacts("2019-05-03", 6)
    )
    series = trend_of(result)
    first, second = series.points[:2]
    broken = replace(series, points=(first, replace(second, break_label="new form")))
    assert broken.runs() == ((0,), (1,))


def test_the_title_says_from_what_to_what(result_of: Any) -> None:
    result = result_of(
        a_measure(Kind.MEDIAN, Unit.WORKING_DAYS),
        *contacts("2019-04-03", 5),
        *contacts("2020-03-14", 5),
    )
    series = trend_of(result)
    assert series.title == "14 working days in March 2020, up from 3 working days at the start"
    assert len(series.title.split()) <= 15
    assert (series.unit, series.most, series.target) == ("working days", 15, None)


def test_a_series_has_twelve_points_at_least_and_all_years_where_it_is_cut_by_those(
    result_of: Any,
) -> None:
    records = [*contacts("2016-05-03", 5), *contacts("2020-03-03", 5)]
    result = result_of(a_measure(Kind.EVENT), *records)
    assert len(trend_of(result).points) == 12
    month = result.figures.result("contacts", Period(date(2020, 3, 1), date(2020, 3, 31)))
    assert len(trend_of(month).points) == 12
    years = trend_of(result, Mode.FINANCIAL_YEAR)
    assert [point.short for point in years.points] == ["2016–17", "2017–18", "2018–19", "2019–20"]
    assert years.subtitle.endswith(": per cent, by financial year")


def test_what_stands_on_a_day_is_never_rolled_over_months() -> None:
    cases = [a_case(care("2019-01-07"), an_allocation("A")) for _ in range(3)]
    figures = figures_for(
        *cases, officers=[an_officer("A")], working_times=[working_time("A", 1.0)]
    )
    result = figures.result("caseload_per_fte", YEAR, Mode.MONTH, "A")
    series = trend_of(result, Mode.SIX_MONTHS)
    assert series.subtitle == "Caseload per full-time IRO: per FTE, at each month’s end"
    assert series.points[-1].spoken() == "31 March 2020, 3 ÷ 1.0 FTE, 3 per FTE"
    assert (series.low, series.high, series.target, series.most) == (50, 70, None, 80)
    assert len(trend(figures, result, Mode.SIX_MONTHS).children()) == 3


def test_a_small_share_that_is_aimed_at_has_a_scale_on_which_it_is_seen(result_of: Any) -> None:
    measure = a_measure(Kind.EVENT)
    practice = a_practice(local_standards(targets=(("contacts", "4", "0", "4"),)))
    series = trend_of(result_of(measure, practice=practice))
    assert (series.most, series.target) == (25, 4)
    series = trend_of(result_of(measure, *contacts("2019-04-03", 5), practice=practice))
    assert series.most == 100


def test_points_out_of_three_have_a_scale_to_three(result_of: Any) -> None:
    result = result_of(a_measure(Kind.MEAN, Unit.OF_THREE), *contacts("2019-04-01", 5))
    assert trend_of(result).most == 3


def test_a_breakdown_is_bars_and_its_trend_the_number_of_its_cases(result_of: Any) -> None:
    result = result_of(
        a_measure(Kind.BREAKDOWN),
        *contacts("2019-04-03", 3, "Delay"), *contacts("2019-05-03", 2, "Quality"),
        *contacts("2019-05-03", 1, BESIDE + "Delay: court"),
    )  # fmt: skip
    found = bars(result)
    assert found.title == "Delay leads with 3 of 5"
    assert [bar.spoken() for bar in found.bars] == ["Delay, 3 of 5, 60%", "Quality, 2 of 5, 40%"]
    series = trend_of(result)
    assert [point.said for point in series.points[:2]] == ["3 cases", "2 cases"]
    assert series.unit == "cases"


def test_a_breakdown_shows_eight_bars_at_most_and_the_rest_together(result_of: Any) -> None:
    records = [one for at in range(12) for one in contacts("2019-04-03", 12 - at, f"Part {at}")]
    found = bars(result_of(a_measure(Kind.BREAKDOWN), *records))
    assert len(found.bars) == MOST_BARS
    assert [bar.number for bar in found.bars[:2]] == [12, 11]
    assert found.bars[-1].spoken() == "5 others, 15 of 78, 19.2%"
    assert found.title == "Part 0 leads with 12 of 78"


@pytest.mark.parametrize(
    "kind, figure, large, small",
    [
        (Kind.EVENT, Figure(25, 30), "83.3%", "25 of 30"),
        (Kind.EVENT, Figure(3, 4), "3 of 4", "too few for a percentage"),
        (Kind.EVENT, Figure(0, 0), "n/a", "no cases"),
        (Kind.NUMBER, Figure(1372, None, Unit.CHILDREN), "1,372", ""),
        (Kind.PER_FTE, Figure(41, 0.6, Unit.PER_FTE), "68.3", "per FTE, 41 ÷ 0.6 FTE"),
        (Kind.PER_FTE, Figure(41, None, Unit.PER_FTE), "n/a", "41, no FTE entered"),
        (
            Kind.RATE,
            Figure(96, 1400.4, Unit.PER_100),
            "6.9",
            "per 100 children, 96 on a caseload of 1,400",
        ),
        (Kind.MEDIAN, Figure(14, 20, Unit.WORKING_DAYS), "14", "working days, 20 cases"),
        (Kind.MEDIAN, Figure(14, 3, Unit.WORKING_DAYS), "3", "too few for a median"),
        (Kind.MEAN, Figure(212, 101, Unit.OF_THREE), "2.1", "of 3, 212 in 101"),
        (Kind.MEAN, Figure(5, 2, Unit.OF_THREE), "2", "too few for a mean"),
    ],
)
def test_each_kind_of_figure_is_told_with_what_it_was_counted_from(
    kind: Kind, figure: Figure, large: str, small: str
) -> None:
    said = told(a_measure(kind, figure.unit), figure)
    assert (said.large, said.small) == (large, small)
