"""A report for sharing outside the service: nothing in it gives a small count back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import pytest

from iro_desktop.domain.calendar import add_months, month_end
from iro_desktop.domain.charts import BarsSeries, TrendSeries
from iro_desktop.domain.measures import Figure, Figures, Mode, Period, Result
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.paper import Beside, Block, Bullets, Document, Paragraph, Table
from iro_desktop.domain.records import FrozenCount
from iro_desktop.domain.suppression import HIDDEN, suppressed
from iro_desktop.domain.suppression.figures import WHOLE, counts_and_ties, scopes_of
from iro_desktop.domain.suppression.period import ShownFigures, counted_by_month
from iro_desktop.domain.verdicts import bounds_of
from iro_desktop.domain.yearly_report import (
    Bullet,
    YearlyReport,
    report_document,
    slides_document,
    yearly_report,
)
from tests.attack import Attack
from tests.domain.yearly_report.counted import NOW, THIS_YEAR, cases, spread_over, stock, year
from tests.samples import DAY, ME, figures_of
from tests.ties import pieces

THRESHOLD = 6
QUARTER = Period(date(2020, 1, 1), DAY)
_BESIDE = {
    "cla_number": ("cla_rate_per_10000",),
    "cla_participation": (
        "cla_attendance", "cla_participation_quality", "cla_participation_impact",
    ),
    "discharge_pipeline": ("discharge_decision_needed", "care_orders_discharged"),
    "cp_number": ("cp_rate_per_10000",),
    "cp_over_two_years_open": ("cp_over_two_years_ended",),
    "cp_repeat_ever": ("cp_repeat_12_months", "cp_repeat_24_months"),
    "resolutions_formal": (
        "challenges_informal", "challenge_informal_share", "challenge_conversion",
    ),
    "team_contacts": ("remote_meetings",),
    "escalation_outcome_achieved": ("escalation_days_to_outcome",),
}  # fmt: skip
"""The measures that a sentence tells beside its own."""
_COLUMNS = {
    "Reviews in time": "cla_reviews_in_time",
    "Took part": "cla_participation",
    "Permanence by 2nd review": "permanence_by_second_review",
    "Initial health in time": "initial_health_in_time",
    "Initial conferences in time": "icpc_in_time",
    "Review conferences in time": "cp_reviews_in_time",
    "Children took part": "cp_participation",
    "Repeat plans (ever)": "cp_repeat_ever",
    "Checked between reviews": "monitoring_between_reviews",
}


class Known:
    """What is shown of the figures of a period and of the year before, each measure by its id."""

    def __init__(self, figures: Figures, officer_id: str | None, period: Period) -> None:
        self._counted = counted_by_month(figures, officer_id, period)
        self.results: Mapping[str, Result] = {one.measure.id: one for one in self._counted[0]}
        self.shown = ShownFigures(self._counted, THRESHOLD)
        before = counted_by_month(figures, officer_id, period.year_before())
        self.before = {one.measure.id: one.figure for one in before[0]}
        self.shown_before = ShownFigures(before, THRESHOLD)

    def figures(self, measure_id: str) -> Iterator[Figure]:
        """Yield every figure of a measure that may be told."""
        for scope, figure in scopes_of(self.results[measure_id]):
            if self.shown.tells(measure_id, scope):
                yield figure
        if self.shown_before.tells(measure_id):
            yield self.before[measure_id]

    def broken(self) -> list[str]:
        """Return the small counts that a reader of all that is shown could tell."""
        cells, relations = counts_and_ties(*self._counted)
        hidden = suppressed(cells, relations, THRESHOLD)
        return [
            key
            for some, ties in pieces(cells, relations)
            for key in Attack(some, ties, hidden, THRESHOLD).broken()
        ]

    def untrue(self, bullet: Bullet) -> list[str]:
        """Return what a sentence tells that none of the figures shown gives."""
        ids = (bullet.measure_id, *_BESIDE.get(bullet.measure_id, ()))
        told = [figure for one in ids for figure in self.figures(one)]
        words = f"{bullet.words} {bullet.short}"
        pairs = {(int(one.numerator), int(one.denominator or 0)) for one in told}
        found = [
            f"{top} of {bottom}"
            for top, bottom in re.findall(r"([\d,]+) of ([\d,]+)", words)
            if (number(top), number(bottom)) not in pairs
        ]
        allowed = {say_value(one, digits) for one in told for digits in (0, 1)}
        for one in ids:
            bounds = bounds_of(self.results[one].measure, self.results[one].aim)
            allowed |= {f"{end:g}%" for end in (bounds.low, bounds.high) if end is not None}
        allowed |= {f"{abs(change):.1f}%".replace(".0%", "%") for change in self._changes(ids)}
        return found + [one for one in re.findall(r"[\d.]+%", words) if one not in allowed]

    def _changes(self, ids: tuple[str, ...]) -> Iterator[float]:
        """Yield the changes in per cent of what is shown of both years."""
        for one in ids:
            was, now = self.before[one].value, self.results[one].figure.value
            if was and now is not None and self.shown_before.tells(one) and self.shown.tells(one):
                yield 100 * (now - was) / was


def number(text: str) -> int:
    return int(text.replace(",", ""))


def report_of(figures: Figures, officer_id: str | None, period: Period) -> YearlyReport:
    return yearly_report(figures, period, officer_id=officer_id, hidden_below=THRESHOLD)


def untrue(report: YearlyReport, known: Known) -> list[str]:
    """Return every sentence, point and cell of a report that tells what is not shown."""
    found = []
    for section in report.sections:
        found += [words for one in section.bullets for words in known.untrue(one)]
        for chart in section.charts:
            found += untrue_points(chart.measure_id, chart.series, known)
        for table in section.tables:
            found += untrue_cells(table, known)
    return found


def untrue_points(measure_id: str, series: object, known: Known) -> Iterator[str]:
    if isinstance(series, BarsSeries):
        parts = [part for bar in series.bars for part in bar.parts]
        yield from (one for one in parts if not known.shown.tells(measure_id, ("", one)))
        return
    assert isinstance(series, TrendSeries)
    for point in series.points:
        shown = known.shown.tells(measure_id, (point.to_on.isoformat(), ""))
        if not shown and (point.value, point.count, point.low) != (None, "", None):
            yield f"{measure_id} {point.label}"


def untrue_cells(table: Table, known: Known) -> Iterator[str]:
    months = [one.period.to_on.isoformat() for one in known.results["cla_number"].series]
    for row, month in zip(table.rows, months, strict=False):
        for head, cell in zip(table.columns, row, strict=True):
            measure = _COLUMNS.get(head, "")
            told = not measure or known.shown.tells(measure, (month, ""))
            if not told and cell.words not in (HIDDEN, "–"):
                yield f"{head}, {row[0].words}: {cell.words}"
    if table.caption.startswith("Staffing"):
        yield from untrue_caseloads(table, months, known)
    if "theme" in table.caption:
        for name, number, *_ in table.rows[:-1]:
            told = known.shown.tells("escalation_themes", ("", name.words))
            if not told and number.words != HIDDEN:
                yield f"theme {name.words}: {number.words}"


def untrue_caseloads(table: Table, months: list[str], known: Known) -> Iterator[str]:
    for month, row in zip(months, table.rows, strict=True):
        for part, cell in zip(("", "cla", "cp", "both"), row[1:], strict=False):
            told = known.shown.tells_number("caseload_per_fte", (month, part))
            if not told and cell.words != HIDDEN:
                yield f"Caseload, {row[0].words} {part}: {cell.words}"


@cache
def sample_known() -> Known:
    return Known(figures_of(DAY), ME, THIS_YEAR)


@cache
def sample_report() -> YearlyReport:
    return report_of(figures_of(DAY), ME, THIS_YEAR)


def test_a_report_for_sharing_tells_only_what_the_tables_for_sharing_show() -> None:
    assert untrue(sample_report(), sample_known()) == []
    assert sum(len(one.bullets) for one in sample_report().sections) > 5


def test_the_same_look_finds_what_a_report_for_the_service_tells() -> None:
    whole = yearly_report(figures_of(DAY), THIS_YEAR, officer_id=ME)
    kept = tuple(replace(one, charts=(), tables=by_month(one.tables)) for one in whole.sections)
    found = untrue(replace(whole, sections=kept), sample_known())
    assert len(found) > 20
    assert any("Caseload" in one for one in found)
    assert any("theme" in one for one in found)


def by_month(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    return tuple(one for one in tables if " month" in one.caption or " theme" in one.caption)


def test_no_number_of_the_document_is_a_small_count() -> None:
    report = sample_report()
    for document in (
        report_document(report, lambda _chart, _width: None),
        slides_document(report, lambda _chart, _width: None),
    ):
        for words in words_of(document):
            for top, bottom in re.findall(r"([\d,]+) of ([\d,]+)", words):
                counts = number(top), number(bottom), number(bottom) - number(top)
                assert not [one for one in counts if 0 < one < THRESHOLD], words


def words_of(document: Document) -> Iterator[str]:
    def within(blocks: Sequence[Block]) -> Iterator[str]:
        for one in blocks:
            match one:
                case Paragraph():
                    yield str(one)
                case Bullets():
                    yield from map(str, one.points)
                case Table():
                    yield from (cell.words for row in one.rows for cell in row)
                case Beside():
                    for column in one.columns:
                        yield from within(column)

    yield from within(document.blocks)


def test_the_notes_say_how_much_is_not_told() -> None:
    report = sample_report()
    (said,) = [one for one in report.notes if "This report is for sharing" in one]
    cells = [
        cell.words
        for section in report.sections
        for table in section.tables
        for row in table.rows
        for cell in row
    ]
    assert f"{cells.count(HIDDEN)} cells of tables" in said
    captions = [one.caption for section in report.sections for one in section.tables]
    assert all(one.endswith("(“c” is hidden)") for one in captions)
    assert "counts from 1 to 5 are hidden" in said
    omitted = sum("hidden, as a count is small" in one.why for one in report.not_written)
    assert omitted
    assert re.search(r"\d+ figures, \d+ comparisons with the year before", said)
    assert not any("Sample IRO" in one for one in report.notes)


def test_words_of_a_shared_report_name_no_other_spread_and_no_highest_caseload() -> None:
    said = " ".join(b.words for one in sample_report().sections for b in one.bullets)
    assert "across" not in said
    assert "highest of any one IRO" not in said
    assert "rolling" not in said


def a_caseload(random: Random) -> list[FrozenCount]:
    """Return made counts of three months and of the same months a year earlier."""
    rows: list[FrozenCount] = []
    for first in (QUARTER.from_on, date(2019, 1, 1)):
        assert first is not None
        months = [add_months(first, at) for at in range(3)]
        for measure in ("icpc_in_time", "cp_reviews_in_time", "cp_repeat_ever"):
            found = {}
            for month in months:
                of = random.choice((0, random.randint(1, 5), random.randint(6, 30)))
                found[month] = (random.randint(0, of), of)
            rows += cases(measure, found)
        for part in ("cla", "cp", "both"):
            for month in months:
                children = random.choice((random.randint(0, 5), random.randint(6, 60)))
                (row,) = stock("caseload_per_fte", month, children, children, part)
                rows.append(replace(row, until_on=month_end(month)))
    return rows


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(n, marks=pytest.mark.long)
                                               for n in range(3, 40))])  # fmt: skip
def test_no_small_count_of_a_random_caseload_is_given_back(seed: int) -> None:
    found = year(a_caseload(Random(seed)), period=QUARTER).figures
    known = Known(found, None, QUARTER)
    assert known.broken() == []
    assert Known(found, None, QUARTER.year_before()).broken() == []
    assert untrue(report_of(found, None, QUARTER), known) == []


@pytest.mark.parametrize(
    "months", [pytest.param(2, marks=pytest.mark.long), pytest.param(12, marks=pytest.mark.long)]
)
def test_no_small_count_of_the_sample_is_given_back(months: int) -> None:
    period = Period(add_months(date(2020, 4, 1), -months), DAY)
    known = Known(figures_of(DAY), ME, period)
    assert known.broken() == []
    assert untrue(report_of(figures_of(DAY), ME, period), known) == []


def test_a_period_into_which_the_year_before_reaches_is_not_compared() -> None:
    rows = [*cases("cp_reviews_in_time", spread_over(date(2018, 4, 1), 1200, 1200))]
    rows += cases("cp_reviews_in_time", spread_over(NOW, 1200, 1200))
    rows += cases("cp_reviews_in_time", spread_over(date(2017, 4, 1), 1200, 1200))
    two_years = Period(date(2018, 4, 1), THIS_YEAR.to_on)
    found = year(rows, period=two_years, hidden_below=THRESHOLD)
    assert found.of("cp_reviews_in_time").told
    assert "not compared in what is shared" in found.of("cp_reviews_in_time").why_no_change
    assert year(rows, period=two_years).of("cp_reviews_in_time").change is not None


def test_a_month_that_is_hidden_is_a_gap_of_its_chart() -> None:
    months = {add_months(NOW, at): (20, 40) for at in range(12)}
    months[date(2019, 8, 1)], months[date(2019, 10, 1)] = (3, 40), (38, 40)
    report = report_of(year(cases("icpc_in_time", months)).figures, None, THIS_YEAR)
    charts = [one for section in report.sections for one in section.charts]
    (series,) = [one.series for one in charts if one.measure_id == "icpc_in_time"]
    assert isinstance(series, TrendSeries)
    gaps = [point.short for point in series.points if point.value is None]
    assert {"Aug 2019", "Oct 2019"} <= set(gaps)
    assert {point.said for point in series.points if point.value is None} == {"hidden"}
    assert len(series.points) == 12


def test_a_measure_of_the_caseload_is_that_of_the_last_day() -> None:
    rows = stock("caseload_per_fte", NOW, 68, 68, "cla")
    found = year(rows, hidden_below=THRESHOLD)
    assert (
        found.result("caseload_per_fte", Mode.SNAPSHOT).figure
        == found.of("caseload_per_fte").result.figure
    )
    assert found.may_tell("caseload_per_fte", WHOLE)
    assert not found.may_tell("caseload_per_fte", ("2001-01-31", ""))
