"""The page of all measures and the page of one, as values; the children behind a figure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.measures import MEASURES, Figures, Kind, Mode, Period, Section
from iro_desktop.domain.records import Record
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.verdicts import Verdict
from iro_desktop.services.figures import KeptFigures
from iro_desktop.services.measure_page import MeasurePage, behind_bar, behind_measure, measure_page
from iro_desktop.services.measures_page import (
    Choice,
    MeasureRow,
    MeasuresPage,
    measures_page,
    span_of,
    spans,
)
from iro_desktop.services.workspace import Workspace
from tests.builders import (
    a_case,
    a_check,
    a_child,
    a_review,
    an_allocation,
    an_officer,
    care,
    figures_for,
    working_time,
)
from tests.stores import OFFICER_ID, TODAY, a_workspace, erase

MONTHLY = Choice(mode=Mode.MONTH)
CHECKS = "monitoring_between_reviews"


def reviewed(*, checked: bool, held: date = date(2019, 9, 20)) -> list[Any]:
    """Return a child in long care whose last midpoint was checked or was not."""
    days = (date(2018, 1, 20), date(2018, 4, 10), held)
    records: list[Any] = [care("2018-01-02"), an_allocation("A"), *map(a_review, days)]
    if checked:
        records.append(a_check(held + timedelta(days=91)))
    return records


def a_caseload(checked: int, not_checked: int) -> Figures:
    cases: list[CaseFile] = [a_case(*reviewed(checked=True)) for _ in range(checked)]
    cases += [a_case(*reviewed(checked=False)) for _ in range(not_checked)]
    return figures_for(*cases, officers=[an_officer("A")], working_times=[working_time("A", 0.1)])


def row_of(page: MeasuresPage, measure_id: str) -> MeasureRow:
    return next(row for row in page.rows if row.measure_id == measure_id)


def test_every_measure_has_its_row_in_its_section_of_the_yearly_report() -> None:
    page = measures_page(a_caseload(4, 2), "A", Choice())
    assert {row.measure_id for row in page.rows} == set(MEASURES)
    order = [section.value for section in Section]
    assert [title for title, _ in page.sections] == [
        title for title in order if any(m.section.value == title for m in MEASURES.values())
    ]
    for title, rows in page.sections:
        assert {MEASURES[row.measure_id].section.value for row in rows} == {title}


def test_a_row_says_figure_counts_and_how_it_stands() -> None:
    row = row_of(measures_page(a_caseload(4, 2), "A", MONTHLY), CHECKS)
    assert (row.told.large, row.told.small) == ("66.7%", "4 of 6")
    assert row.judgement.words == "below 80%, could be chance"
    assert row.trend.target == 80
    assert row.sentence.endswith("(4 of 6), still below the 80% target (could be chance).")
    assert row.spoken == (
        f"Cases checked between reviews, 66.7%, 4 of 6, below 80%, could be chance, {row.sentence}"
    )


def test_below_five_cases_only_the_counts_are_shown() -> None:
    row = row_of(measures_page(a_caseload(3, 1), "A", MONTHLY), CHECKS)
    assert (row.told.large, row.told.small) == ("3 of 4", "too few for a percentage")
    assert row.judgement.verdict is Verdict.NONE
    assert "%" not in row.sentence


@contextmanager
def measures_only(*shown: str) -> Iterator[None]:
    """Have only these measures, and then all again, in their order."""
    every = dict(MEASURES)
    try:
        for measure_id in set(every) - set(shown):
            del MEASURES[measure_id]
        yield
    finally:
        MEASURES.clear()
        MEASURES.update(every)


def headline(checked: int, not_checked: int, fte: float) -> str:
    """Return the headline over figures of which only two have a target."""
    figures = a_caseload(checked, not_checked)
    times = [working_time("A", fte)]
    figures = Figures(replace(figures.sources, working_times=times))
    with measures_only(CHECKS, "caseload_per_fte", "cla_number"):
        return measures_page(figures, "A", MONTHLY).headline


@pytest.mark.parametrize(
    "checked, not_checked, fte, expected",
    [
        (6, 0, 0.1, "Every measure with a target meets it"),
        (6, 0, 0.2, "One measure is below its target"),
        (4, 2, 0.1, "One measure is below its target; it could be chance"),
        (0, 6, 0.1, "One measure is below its target, beyond chance"),
        (4, 2, 0.2, "Two measures are below their target, one could be chance"),
        (4, 2, 0.01, "Two measures are off their target, one could be chance"),
        (0, 6, 0.2, "Two measures are below their target, one beyond chance"),
    ],
)
def test_the_headline_is_what_needs_attention(
    checked: int, not_checked: int, fte: float, expected: str
) -> None:
    found = headline(checked, not_checked, fte)
    assert found == expected
    assert len(found.split()) <= 15


def test_without_children_there_is_nothing_to_count() -> None:
    page = measures_page(figures_for(), None, Choice())
    assert page.headline == "Nothing to count yet"
    assert not page.has_children
    assert len(page.rows) == len(MEASURES)


def test_the_page_says_whom_and_which_days_it_covers_and_by_which_method() -> None:
    figures = a_caseload(1, 0)
    assert measures_page(figures, "A", Choice()).context == (
        "Your own children, the 12 months to March 2020. Counted in calendar months."
    )
    assert measures_page(figures, None, Choice("all")).context == (
        "The whole service, up to 31 March 2020. Counted in calendar months."
    )


def test_the_periods_end_with_the_last_complete_month_or_today() -> None:
    found = {span.key: span for span in spans(date(2020, 5, 12))}
    assert found["12"].period == Period(date(2019, 5, 1), date(2020, 4, 30))
    assert found["6"].period == Period(date(2019, 11, 1), date(2020, 4, 30))
    assert found["year"].period == Period(date(2020, 4, 1), date(2020, 5, 12))
    assert found["year"].words == "Financial year 2020–21"
    assert found["year_before"].period == Period(date(2019, 4, 1), date(2020, 3, 31))
    assert found["all"].period == Period(None, date(2020, 5, 12))
    assert found["2020-05"].words == "May 2020 so far"
    assert found["2020-02"].period == Period(date(2020, 2, 1), date(2020, 2, 29))
    assert span_of(Choice("2017-01"), date(2020, 5, 12)).key == "12"


@pytest.mark.parametrize("mode", [Mode.MONTH, Mode.TWELVE_MONTHS, Mode.FINANCIAL_YEAR])
@pytest.mark.parametrize("span", ["12", "6", "year", "all", "2020-01"])
def test_every_measure_has_a_page_for_every_choice(span: str, mode: Mode) -> None:
    figures = a_caseload(5, 2)
    for measure_id, measure in MEASURES.items():
        page = measure_page(figures, "A", measure_id, Choice(span, mode))
        assert page.row.sentence.endswith(".")
        assert page.handbook.entries
        assert (page.bars is not None) is (measure.kind is Kind.BREAKDOWN)
        assert {line.label for line in page.parts} or not measure.parts


def test_parts_stand_in_the_total_apart_from_it_or_added_together() -> None:
    page = measure_page(a_caseload(5, 0), None, "caseload_per_fte", Choice())
    groups = {line.label: (line.group, line.counts) for line in page.parts}
    assert groups["Looked after only"] == ("In the total", "5 ÷ 0.1 FTE")
    assert groups["Care leavers"] == ("Shown apart", "0 ÷ 0.1 FTE")
    assert groups["Looked after only plus looked after and on a plan"][0] == "Added together"
    assert groups["The highest of any one IRO"][0] == "Added together"


# In a store


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    for reference, checked, held in (
        ("AB12", True, date(2019, 9, 20)),
        ("CD34", False, date(2019, 9, 20)),
        ("EF56", False, date(2019, 12, 20)),
    ):
        put(workspace, reference, *reviewed(checked=checked, held=held))
    yield workspace
    workspace.close()


def put(workspace: Workspace, reference: str, *records: Record) -> None:
    child = a_child(reference)
    with workspace.write("what was there before", source="import:test") as write:
        write.put(child)
        for record in records:
            fields: dict[str, Any] = {"child_id": child.id}
            if hasattr(record, "officer_id"):
                fields["officer_id"] = OFFICER_ID
            write.put(replace(record, **fields))


def a_page(workspace: Workspace, measure_id: str = CHECKS) -> MeasurePage:
    figures = KeptFigures().of(workspace.snapshot, workspace.practice, TODAY)
    return measure_page(figures, OFFICER_ID, measure_id, MONTHLY)


def test_the_children_behind_a_figure_stand_on_their_sides_each_with_a_reason(
    workspace: Workspace,
) -> None:
    page = a_page(workspace)
    behind = behind_measure(page, workspace.snapshot)
    assert behind.title == "Cases checked between reviews: 1 of 2, too few for a percentage"
    assert behind.note.startswith("The 12 months to March 2020. ")
    sides = [(row.reference, row.side) for row in behind.rows]
    assert sides == [("CD34", "Not met"), ("AB12", "Met"), ("EF56", "Left out")]
    assert all(row.reason for row in behind.rows)
    assert page.sides == "1 met, 1 not met and 1 left out"
    assert page.left_out == "Left out: 1 still open."


def test_the_children_behind_a_point_are_those_of_its_period(workspace: Workspace) -> None:
    page = a_page(workspace)
    december = next(
        at for at, one in enumerate(page.chart.series.points) if one.label == "December 2019"
    )
    behind = behind_measure(page, workspace.snapshot, december)
    assert {row.reference for row in behind.rows} == {"AB12", "CD34"}
    assert behind.title == "Cases checked between reviews: too few, 1 of 2"


def test_erased_records_stand_at_the_end_of_each_side_and_the_figure_stays(
    workspace: Workspace,
) -> None:
    put(workspace, "GH78", *reviewed(checked=True))
    put(workspace, "IJ90", *reviewed(checked=True))
    before = a_page(workspace)
    erase(workspace, "GH78", "IJ90", "CD34")
    page = a_page(workspace)
    assert page.row == before.row
    assert page.sides == before.sides == "3 met, 1 not met and 1 left out"
    behind = behind_measure(page, workspace.snapshot)
    assert [(row.reference, row.side) for row in behind.rows] == [
        ("AB12", "Met"),
        ("EF56", "Left out"),
        ("1 erased record", "Not met"),
        ("2 erased records", "Met"),
    ]
    assert len({row.key for row in behind.rows}) == len(behind.rows)
    assert {(row.child_id, row.on) for row in behind.rows[2:]} == {("", None)}
    stock = behind_measure(a_page(workspace, "cla_number"), workspace.snapshot)
    assert [(row.reference, row.side) for row in stock.rows][-1] == ("3 erased records", "Counted")


def test_erased_records_stand_behind_their_bar(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MEASURES, CHECKS, replace(MEASURES[CHECKS], kind=Kind.BREAKDOWN, parts={}))
    erase(workspace, "CD34")
    behind = behind_bar(a_page(workspace), workspace.snapshot, 0)
    assert behind.title == "Cases checked between reviews: cla, 2 of 2"
    assert [row.reference for row in behind.rows] == ["AB12", "1 erased record"]


def test_children_who_only_stand_in_a_count_are_on_no_side(workspace: Workspace) -> None:
    page = a_page(workspace, "cla_number")
    behind = behind_measure(page, workspace.snapshot)
    assert (page.sides, behind.groups) == ("3 counted", ("Counted",))
    assert behind.note.startswith("On 31 March 2020. ")


def test_figures_are_kept_and_after_an_edit_only_what_has_changed_is_counted_anew(
    workspace: Workspace,
) -> None:
    kept = KeptFigures()
    first = kept.of(workspace.snapshot, workspace.practice, TODAY)
    assert kept.of(workspace.snapshot, workspace.practice, TODAY) is first
    measures_page(first, OFFICER_ID, Choice())
    put(workspace, "GH78", *reviewed(checked=True))
    second = kept.of(workspace.snapshot, workspace.practice, TODAY)
    assert second is not first
    row = row_of(measures_page(second, OFFICER_ID, Choice()), "cla_number")
    assert row.told.large == "4"
    tomorrow = kept.of(workspace.snapshot, workspace.practice, TODAY + timedelta(days=1))
    assert tomorrow.sources.as_of == TODAY + timedelta(days=1)


def test_the_children_behind_a_bar_are_those_of_its_part(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MEASURES, CHECKS, replace(MEASURES[CHECKS], kind=Kind.BREAKDOWN, parts={}))
    page = a_page(workspace)
    assert page.bars is not None
    behind = behind_bar(page, workspace.snapshot, 0)
    assert behind.title == "Cases checked between reviews: cla, 2 of 2"
    assert {row.reference for row in behind.rows} == {"AB12", "CD34"}
