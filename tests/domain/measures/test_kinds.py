"""Means, medians, breakdowns and spreads, on a measure made for the purpose."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import (
    BESIDE,
    MEASURES,
    Figure,
    Kind,
    Measure,
    Outcome,
    Period,
    Result,
    Section,
    Unit,
    Why,
    Wording,
)
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import Contact, SocialWorker
from iro_desktop.domain.series import dots_by_month
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import statement
from tests.builders import a_case, an_allocation, an_id, figures_for

YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))


def contacts(*days: str, **fields: Any) -> list[Contact]:
    return [Contact(id=an_id(), contact_on=date.fromisoformat(day), **fields) for day in days]


def each_contact(facts: CaseFacts) -> Iterator[Outcome]:
    """File each contact: its amount is the day of its month, met if that is even."""
    for one in facts.case.of(Contact):
        if one.contact_on is not None:
            on = one.contact_on
            part = one.with_whom
            yield Outcome(
                on, facts.child_id, facts.officer_on(on), on.day % 2 == 0, Why(part), part,
                amount=on.day, weight=2,
            )  # fmt: skip


def a_measure(kind: Kind, unit: Unit = Unit.PERCENT, **fields: Any) -> Measure:
    return Measure(
        id="contacts",
        title="Contacts",
        kind=kind,
        unit=unit,
        section=Section.OVERSIGHT,
        asks="How many?",
        one_case="contact",
        wording=Wording(
            subject="the days", cases="contacts", case="contact", met="were even", amounts="days"
        ),
        definition="All contacts.",
        source="practice",
        outcomes=each_contact,
        **fields,
    )


@pytest.fixture
def result_of(monkeypatch: pytest.MonkeyPatch) -> Any:
    def result(measure: Measure, cases: Iterable[CaseFile], period: Period = YEAR) -> Result:
        monkeypatch.setitem(MEASURES, "contacts", measure)
        return figures_for(*cases, as_of=period.to_on).result("contacts", period)

    return result


def test_a_mean_is_all_amounts_over_all_weights_never_a_mean_of_means(result_of: Any) -> None:
    cases = [a_case(*contacts("2019-05-02", "2019-05-04")), a_case(*contacts("2019-06-30"))]
    result = result_of(a_measure(Kind.MEAN, Unit.PER_INTERVAL), cases)
    assert (result.figure.numerator, result.figure.denominator) == (36, 6)
    assert result.figure.value == 6
    assert say_value(result.figure) == "6 per interval between reviews"
    assert [point.figure.value for point in result.series][1:3] == [1.5, 15]


def test_a_median_is_the_middle_case_and_medians_are_never_added(result_of: Any) -> None:
    days = ("2019-05-02", "2019-05-04", "2019-06-30", "2019-07-10", "2019-08-01")
    result = result_of(a_measure(Kind.MEDIAN, Unit.WORKING_DAYS), [a_case(*contacts(*days))])
    assert (result.figure.value, result.figure.denominator) == (4, 5)
    assert result.figure.interval is None
    with pytest.raises(TypeError):
        result.figure + result.figure
    assert statement(result) == (
        "The days was 4 working days in the 12 months to March 2020 (5 contacts)."
    )


def test_of_an_even_number_the_median_lies_between_the_two_in_the_middle(result_of: Any) -> None:
    cases = [a_case(*contacts("2019-05-02", "2019-05-04", "2019-06-30", "2019-07-09"))]
    result = result_of(a_measure(Kind.MEDIAN, Unit.WORKING_DAYS), cases)
    assert result.figure.value == 6.5


def test_without_cases_a_mean_and_a_median_are_not_applicable(result_of: Any) -> None:
    for kind, unit in ((Kind.MEAN, Unit.OF_THREE), (Kind.MEDIAN, Unit.WORKING_DAYS)):
        result = result_of(a_measure(kind, unit), [a_case()])
        assert result.figure.value is None
        assert say_value(result.figure) == "n/a"
        assert statement(result) == "n/a: there were no contacts in the 12 months to March 2020."


def test_few_cases_are_said_as_counts_only(result_of: Any) -> None:
    cases = [a_case(*contacts("2019-05-02"))]
    assert statement(result_of(a_measure(Kind.MEDIAN, Unit.WORKING_DAYS), cases)) == (
        "1 contact in the 12 months to March 2020; too few for a median."
    )
    assert statement(result_of(a_measure(Kind.MEAN, Unit.OF_THREE), cases)) == (
        "The days: 2 days in 2 contacts in the 12 months to March 2020; too few for a mean."
    )


def test_a_breakdown_finds_its_parts_and_those_in_the_total_add_up_to_it(result_of: Any) -> None:
    cases = [
        a_case(*contacts("2019-05-02", "2019-05-04", "2019-05-06", with_whom="Delay")),
        a_case(*contacts("2019-05-02", "2019-05-06", with_whom="Quality")),
        a_case(*contacts("2019-07-01", with_whom="Practice")),
        a_case(*contacts("2019-07-01", "2018-07-01", with_whom=BESIDE + "Delay: permanence")),
    ]
    result = result_of(a_measure(Kind.BREAKDOWN), cases)
    assert {name: one.numerator for name, one in result.parts.items()} == {
        "Delay": 3, "Quality": 2, "Practice": 1, "beside: Delay: permanence": 1,
    }  # fmt: skip
    assert {one.denominator for one in result.parts.values()} == {6}
    assert statement(result) == (
        "Delay (50%) and quality (33%) led the days of 6 contacts in the 12 months to March 2020."
    )


def test_parts_of_all_are_held_against_all_cases_and_not_against_their_own(
    result_of: Any,
) -> None:
    cases = [
        a_case(*contacts("2019-05-02", "2019-05-04", "2019-05-05", with_whom="child")),
        a_case(*contacts("2019-05-02", with_whom="carer")),
    ]
    parts = {"child": "child", "carer": "carer"}
    result = result_of(a_measure(Kind.EVENT, parts=parts, parts_of_all=True), cases)
    assert result.figure == Figure(3, 4)
    assert result.parts == {"child": Figure(3, 4), "carer": Figure(1, 4)}


def test_a_ratio_is_what_is_met_over_what_is_not_each_on_its_own_day(result_of: Any) -> None:
    days = ("2019-05-02", "2019-06-01", "2019-06-03", "2019-06-05", "2019-06-07", "2019-06-09")
    result = result_of(a_measure(Kind.RATIO), [a_case(*contacts(*days))])
    assert result.figure == Figure(1, 5)
    assert [point.figure for point in result.series][1:3] == [Figure(1, 0), Figure(0, 5)]
    assert statement(result) == "The days: 1 for 5 contacts in the 12 months to March 2020, 20%."


def test_a_ratio_of_more_than_all_has_no_interval(result_of: Any) -> None:
    days = ("2019-05-02", "2019-05-04", "2019-05-06", "2019-06-01", "2019-06-03")
    result = result_of(a_measure(Kind.RATIO), [a_case(*contacts(*days))])
    assert result.figure == Figure(3, 2)
    assert result.figure.interval is None
    assert statement(result).endswith("too few for a percentage.")


def test_a_breakdown_into_one_part_alone_is_led_by_it(result_of: Any) -> None:
    cases = [a_case(*contacts(*[f"2019-05-0{day}" for day in range(1, 7)], with_whom="Delay"))]
    assert statement(result_of(a_measure(Kind.BREAKDOWN), cases)) == (
        "Delay (100%) led the days of 6 contacts in the 12 months to March 2020."
    )


def test_a_spread_names_the_lowest_the_middle_and_the_highest_of_those_with_enough_cases(
    result_of: Any,
) -> None:
    even, odd = [f"2019-05-{day:02}" for day in (2, 4, 6, 8)], ["2019-06-01", "2019-06-03"]
    cases = [
        a_case(an_allocation("A"), *contacts(*even, odd[0]), district="North"),
        a_case(an_allocation("B"), *contacts(*even[:2], *odd, "2019-06-05"), district="South"),
        a_case(an_allocation("C"), *contacts(*even), SocialWorker(id=an_id())),
    ]
    result = result_of(a_measure(Kind.EVENT, spread=True), cases)
    assert [(one.by, one.among) for one in result.spread] == [("IRO", 2), ("district", 2)]
    by_officer = result.spread[0]
    assert by_officer.lowest == by_officer.middle == Figure(2, 5)
    assert by_officer.highest == Figure(4, 5)
    assert statement(result).endswith(
        ", from 40% to 80% across 2 IROs and from 40% to 80% across 2 districts."
    )


def a_broken_measure(*days: str) -> Measure:
    wording = Wording(subject="Even days", cases="contacts", met="were even", renewed="new forms")
    breaks = tuple(date.fromisoformat(day) for day in days)
    return dataclasses.replace(a_measure(Kind.EVENT), wording=wording, breaks=breaks)


def monthly(year: int, *even: bool) -> list[Contact]:
    """Five contacts in each of the months from April on, all on an even day or all on an odd."""
    return contacts(*(
        f"{year}-{month:02}-{day + 2 * n:02}"
        for month, met in enumerate(even, start=4)
        for day in [2 if met else 1]
        for n in range(5)
    ))  # fmt: skip


def test_a_year_before_a_break_is_not_compared_with_and_it_is_said(result_of: Any) -> None:
    cases = [a_case(*monthly(2018, True), *monthly(2019, False))]
    april = Period(date(2019, 4, 1), date(2019, 4, 30))
    said = {
        day: statement(result_of(a_broken_measure(day), cases, april))
        for day in ("2018-04-01", "2018-04-02", "2019-04-30", "2019-05-01")
    }
    compared = "Even days fell by 100 points, from 100% in April 2018 to 0% in April 2019 (0 of 5)."
    assert said["2018-04-01"] == said["2019-05-01"] == compared
    assert said["2018-04-02"] == (
        "0% of contacts were even in April 2019 (0 of 5); new forms since April 2018, so not "
        "compared."
    )
    assert said["2019-04-30"].endswith("; new forms since April 2019, so not compared.")


def test_within_a_period_only_what_follows_the_last_break_is_compared(result_of: Any) -> None:
    cases = [a_case(*monthly(2019, True, True, False, True))]
    said = statement(result_of(a_broken_measure("2019-06-01"), cases))
    assert said.startswith(
        "Even days rose by 100 points, from 0% in June 2019 to 100% in July 2019: 75% over all"
    )
    assert statement(result_of(a_broken_measure("2019-07-01"), cases)) == (
        "75% of contacts were even in the 12 months to March 2020 (15 of 20)."
    )


def test_a_chart_names_the_break_in_the_month_in_which_it_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(MEASURES, "contacts", a_broken_measure("2019-06-01"))
    figures = figures_for(a_case(*monthly(2019, True, True, False, True)), as_of=date(2019, 7, 31))
    points = dots_by_month(figures, "contacts").series.points
    assert [point.break_label for point in points] == ["", "", "new forms", ""]


@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_worked_example_comes_out_as_it_says(measure_id: str) -> None:
    measure = MEASURES[measure_id]
    for example in measure.examples:
        figure = Figure(example.numerator, example.denominator, measure.unit)
        assert say_value(figure) == example.says, example.words


@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_measure_says_what_it_asks_what_one_case_is_and_where_it_comes_from(
    measure_id: str,
) -> None:
    measure = MEASURES[measure_id]
    assert measure.asks.endswith("?")
    assert measure.one_case
    assert measure.source
