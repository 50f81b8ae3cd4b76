"""The figures of a period as a workbook: one table a sheet, notes, definitions and two charts.

There is no formula in it, and no text is ever read as one. Numbers are numbers, never rounded but
by their format; days are dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from iro_desktop.domain.measures import say_period
from iro_desktop.domain.period_tables import (
    CaseloadRow,
    DefinitionRow,
    FigureRow,
    MonitoringRow,
    PeriodTables,
    SpreadRow,
)
from iro_desktop.domain.team.tables import TeamTables
from iro_desktop.reports.team_sheets import add_team_sheets
from iro_desktop.reports.workbook_charts import add_caseload_chart, add_monitoring_chart
from iro_desktop.reports.workbook_sheet import Column, Formats, add_sheet

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NUMBERS: Final[tuple[Column[FigureRow], ...]] = (
    Column("Numerator", 12, lambda row: row.numerator),
    Column("Denominator", 12, lambda row: row.denominator),
    Column("Value", 10, lambda row: row.value, always_places=True),
    Column("Unit", 16, lambda row: row.unit),
)
_AIM: Final[tuple[Column[FigureRow], ...]] = (
    Column("Target", 9, lambda row: row.target),
    Column("Range from", 9, lambda row: row.low),
    Column("Range to", 9, lambda row: row.high),
)
_DAYS: Final[tuple[Column[FigureRow], ...]] = (
    Column("From", 13, lambda row: row.from_on),
    Column("To", 13, lambda row: row.to_on),
)
_NOTE: Final[Column[FigureRow]] = Column("Note", 34, lambda row: row.note, wraps=True)
_ID: Final[Column[FigureRow]] = Column("Measure id", 30, lambda row: row.measure_id)
_TITLE: Final[Column[FigureRow]] = Column("Measure", 46, lambda row: row.title, wraps=True)

_MEASURES: Final[tuple[Column[FigureRow], ...]] = (
    _TITLE,
    Column("Section", 26, lambda row: row.section, wraps=True),
    *_DAYS,
    *_NUMBERS,
    *_AIM,
    Column("How it stands", 28, lambda row: row.stands, wraps=True),
    Column("In words", 70, lambda row: row.sentence, wraps=True),
    _NOTE,
    _ID,
)
_MONTHS: Final[tuple[Column[FigureRow], ...]] = (_TITLE, *_DAYS, *_NUMBERS, *_AIM, _NOTE, _ID)
_PARTS: Final[tuple[Column[FigureRow], ...]] = (
    _TITLE,
    Column("Part", 40, lambda row: row.part_title, wraps=True),
    Column("In the total", 10, lambda row: "yes" if row.in_total else "no"),
    *_DAYS,
    *_NUMBERS,
    _NOTE,
    _ID,
)
_SPREAD: Final[tuple[Column[SpreadRow], ...]] = (
    Column("Measure", 46, lambda row: row.title, wraps=True),
    Column("By", 10, lambda row: row.by),
    Column("Place", 10, lambda row: row.place),
    Column("Numerator", 12, lambda row: row.numerator),
    Column("Denominator", 12, lambda row: row.denominator),
    Column("Per cent", 10, lambda row: row.value, always_places=True),
    Column("Among", 10, lambda row: row.among),
)
_CASELOAD: Final[tuple[Column[CaseloadRow], ...]] = (
    Column("Month’s end", 13, lambda row: row.month_on),
    Column("Children", 10, lambda row: row.children),
    Column("Looked after only", 12, lambda row: row.cla),
    Column("Plan only", 10, lambda row: row.cp),
    Column("Both", 10, lambda row: row.both),
    Column("FTE", 10, lambda row: row.fte, places=2, always_places=True),
    Column("Per FTE", 10, lambda row: row.per_fte, always_places=True),
    Column("Range from", 10, lambda row: row.low),
    Column("Range to", 10, lambda row: row.high),
)
_MOVES: Final[tuple[Column[CaseloadRow], ...]] = (
    Column("Joined", 10, lambda row: row.joined),
    Column("Left", 10, lambda row: row.left),
)
_MONITORING: Final[tuple[Column[MonitoringRow], ...]] = (
    Column("Month’s end", 13, lambda row: row.month_on),
    Column("Checked", 10, lambda row: row.checked),
    Column("Due", 10, lambda row: row.due),
    Column("Per cent", 10, lambda row: row.per_cent, always_places=True),
    Column("Target", 10, lambda row: row.target),
)
_DEFINITIONS: Final[tuple[Column[DefinitionRow], ...]] = (
    Column("Measure", 46, lambda row: row.title, wraps=True),
    Column("How it is counted", 110, lambda row: row.definition, wraps=True),
    Column("Where it comes from", 50, lambda row: row.source, wraps=True),
    Column("Unit", 18, lambda row: row.unit),
    Column("Measure id", 30, lambda row: row.measure_id),
)
_NOTES: Final[tuple[Column[tuple[str, str]], ...]] = (
    Column("About", 26, lambda row: row[0]),
    Column("Note", 110, lambda row: row[1], wraps=True),
)


def workbook_of(
    tables: PeriodTables,
    notes: Sequence[tuple[str, str]],
    at: datetime,
    team: TeamTables | None = None,
) -> bytes:
    """The workbook as a file; ``notes`` are what is to be known of it, each under what it is about.

    ``at`` is the instant that it says it was made at; ``team`` what a team has beside. It names
    nobody in its properties. A sheet that would have no row is left out.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it takes 0.1 s

    out = BytesIO()
    book = Workbook(out, _OPTIONS)
    when = say_period(tables.period)
    title = f"Independent reviewing figures, {when}"
    book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
    formats = Formats(book)
    about = f"{tables.whose}, {when}"
    add_sheet(formats, "Notes", title, about, _NOTES, notes)
    add_sheet(formats, "Measures", "Every measure over the period", about, _MEASURES,
              tables.measures)  # fmt: skip
    _add_months(formats, tables, about)
    if tables.parts:
        about_parts = f"{about}. A part that is not in the total stands beside it"
        add_sheet(formats, "Parts", "The parts of measures", about_parts, _PARTS, tables.parts)
    if tables.spread:
        add_sheet(formats, "Spread", "How far figures differ, of those with five cases or more",
                  about, _SPREAD, tables.spread)  # fmt: skip
    if team is not None:
        add_team_sheets(formats, team, about)
    add_sheet(formats, "Definitions", "How each measure is counted", about, _DEFINITIONS,
              tables.definitions)  # fmt: skip
    book.close()
    return out.getvalue()


def _add_months(formats: Formats, tables: PeriodTables, about: str) -> None:
    if tables.months:
        add_sheet(formats, "Months", "Every measure by month", about, _MONTHS, tables.months)
    if tables.caseload:
        columns = _CASELOAD if tables.shared_beyond else (*_CASELOAD, *_MOVES)
        sheet = add_sheet(formats, "Caseload", tables.caseload_title, about, columns,
                          tables.caseload)  # fmt: skip
        add_caseload_chart(formats.book, sheet, tables, len(columns))
    if tables.monitoring:
        sheet = add_sheet(formats, "Monitoring", tables.monitoring_title, about, _MONITORING,
                          tables.monitoring)  # fmt: skip
        add_monitoring_chart(formats.book, sheet, tables, len(_MONITORING))
