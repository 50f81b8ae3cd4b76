"""What leaves as files, made ready to be seen first: a summary, figures, charts, diary, standards.

What is shown is what is written: nothing is counted anew in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from iro_desktop.domain.measures import Period, Unit, rounded
from iro_desktop.domain.period_tables import FigureRow, Number
from iro_desktop.domain.standards_file import ENDING as STANDARDS
from iro_desktop.domain.summary import MOST_MONTHS
from iro_desktop.domain.summary_file import ENDING as SUMMARIES
from iro_desktop.domain.words import counted, weekday_date
from iro_desktop.services import tables_export
from iro_desktop.services.chart_export import charts_of, export_charts
from iro_desktop.services.diary_export import export_diary, to_write, utc_now
from iro_desktop.services.printing import Pages, pages_to_show
from iro_desktop.services.standards import named
from iro_desktop.services.standards_file import export_standards, exported_sets
from iro_desktop.services.summary import HELD, export_summary, said_of, summary_contents
from iro_desktop.services.tables_export import Contents
from iro_desktop.services.workspace import Workspace

_NOT_ENCRYPTED: Final = "It is not encrypted."


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which days, and whether for sharing outside the service."""

    period: Period
    shared_beyond: bool = False


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """One line of what will leave: ``cells`` stand beside ``what``, ``detail`` under it."""

    number: int
    what: str
    cells: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What will leave: ``lines`` say what it is, ``rows`` or ``pages`` are all of it.

    ``name`` is what its file is called at first, "" where it is a folder of files. ``write`` writes
    it and says what was written; it raises FileNotWrittenError.
    """

    lines: tuple[str, ...]
    rows: tuple[LeavingRow, ...]
    name: str
    write: Callable[[Workspace, Path], str]
    pages: Pages | None = None


@dataclass(frozen=True, slots=True)
class LeavingForm:
    """One way out: how it is called, what its rows are, and whether it is asked about a period.

    ``kinds`` are the kinds of file as the system's dialog has them, ``usual`` the words of the
    period that is chosen at first; ``may_share``: small counts can be hidden in it.
    """

    title: str
    heads: tuple[str, ...]
    kinds: str
    make: Callable[[Workspace, Asked], Leaving]
    of_period: bool = False
    usual: str = "Last 12 months"
    may_share: bool = True


# The summary


def _summary(workspace: Workspace, asked: Asked) -> Leaving:
    period = asked.period
    found = summary_contents(workspace, at=utc_now(), from_on=period.from_on, to_on=period.to_on)
    rows = tuple(
        LeavingRow(number, one.title, (one.latest, one.whole))
        for number, one in enumerate(found.lines)
    )

    def write(store: Workspace, path: Path) -> str:
        return said_of(found, export_summary(store, path, found))

    facts = (f"{name}: {words}" for name, words in found.facts)
    return Leaving((*facts, *found.coverage, HELD), rows, found.file_name, write)


# Figures of a period


def _figures(workspace: Workspace, asked: Asked) -> Contents:
    period = asked.period
    return tables_export.contents(
        workspace, period.from_on, period.to_on, shared_beyond=asked.shared_beyond
    )


def _workbook(workspace: Workspace, asked: Asked) -> Leaving:
    found = _figures(workspace, asked)

    def write(store: Workspace, path: Path) -> str:
        tables_export.write_workbook(store, found, path, at=utc_now())
        return _said(found, path, "workbook")

    return _of_figures(found, "xlsx", write)


def _csv(workspace: Workspace, asked: Asked) -> Leaving:
    found = _figures(workspace, asked)

    def write(store: Workspace, path: Path) -> str:
        tables_export.write_csv(store, found, path)
        return _said(found, path, "CSV file")

    return _of_figures(found, "csv", write)


def _two_pages(workspace: Workspace, asked: Asked) -> Leaving:
    found = _figures(workspace, asked)

    def write(store: Workspace, path: Path) -> str:
        tables_export.write_pages(store, found, path, at=utc_now())
        return _said(found, path, "PDF")

    return _of_figures(found, "pdf", write, pages_to_show(tables_export.pages(found)))


def _of_figures(
    found: Contents,
    ending: str,
    write: Callable[[Workspace, Path], str],
    pages: Pages | None = None,
) -> Leaving:
    tables = found.tables
    rows = tuple(
        LeavingRow(number, one.title, (_value(one), _counted(one)), one.part_title)
        for number, one in enumerate((*tables.measures, *tables.parts))
    )
    shared = " for sharing" if tables.shared_beyond else ""
    name = f"Figures to {tables.period.to_on.isoformat()}{shared}.{ending}"
    return Leaving((*found.lines, _NOT_ENCRYPTED), rows, name, write, pages)


def _value(row: FigureRow) -> str:
    """Return the value of a row: "96.7%", "2.7 per interval between reviews", "c", "n/a"."""
    value = _cell(row.value)
    if row.value is None or isinstance(row.value, str):
        return value
    return f"{value}%" if row.unit == Unit.PERCENT else f"{value} {row.unit}"


def _counted(row: FigureRow) -> str:
    """Return what a row was counted from: "30 of 36", "27", "c of 36"."""
    top = _cell(row.numerator)
    return top if row.denominator is None else f"{top} of {_cell(row.denominator)}"


def _cell(number: Number) -> str:
    if number is None:
        return "n/a"
    return number if isinstance(number, str) else rounded(number)


def _said(found: Contents, path: Path, form: str) -> str:
    hidden = ", small counts hidden" if found.tables.shared_beyond else ", small counts in it"
    return f"The {form} {path.name} is written{hidden}. {_NOT_ENCRYPTED}"


# The rest


def _charts(workspace: Workspace, _asked: Asked) -> Leaving:
    found = charts_of(workspace, workspace.today())
    rows = tuple(
        LeavingRow(number, one.series.title, (one.name,), one.series.subtitle)
        for number, one in enumerate(found)
    )

    def write(store: Workspace, folder: Path) -> str:
        number = export_charts(store, folder, found)
        return f"{counted(number, 'chart')} are in the folder {folder.name}, each as SVG and CSV."

    lines = (
        f"{counted(len(found), 'chart')}, each as a picture (SVG) and as its numbers (CSV).",
        "No child is named in any of them.",
        "Small counts are in them: they are for your service.",
    )
    return Leaving(lines, rows, "", write)


def _diary(workspace: Workspace, _asked: Asked) -> Leaving:
    today = workspace.today()
    found = to_write(workspace, today)
    rows = tuple(
        LeavingRow(number, one.title, (weekday_date(one.on),), one.why)
        for number, one in enumerate(found)
    )

    def write(store: Workspace, path: Path) -> str:
        written = export_diary(store, path, at=utc_now(), from_on=today)
        said = f"{written.path.name} holds {counted(written.entries, 'entry', 'entries')}"
        if written.cancelled:
            said += f" and cancels {written.cancelled} of an earlier one"
        return f"{said}: references only, no names."

    lines = (
        f"{counted(len(found), 'entry', 'entries')} of the next half year, for a calendar.",
        "References are in it; no name and no place is.",
        "Imported again later, it moves and cancels what it brought before.",
        _NOT_ENCRYPTED,
    )
    return Leaving(lines, rows, f"IRO diary {today.isoformat()}.ics", write)


def _standards(workspace: Workspace, _asked: Asked) -> Leaving:
    today = workspace.today()
    sets = exported_sets(workspace.practice, today)
    rows = tuple(_set_rows(tuple(named(one) for one in sets)))

    def write(store: Workspace, path: Path) -> str:
        number = export_standards(store, path)
        return f"{counted(number, 'set')} of standards in {path.name}; no case data is in it."

    lines = (
        f"{counted(len(sets), 'set')} of local standards: targets, ranges, clocks and words.",
        "Nothing of a child is in it.",
    )
    return Leaving(lines, rows, f"Local standards {today.isoformat()}{STANDARDS}", write)


def _set_rows(names: tuple[str, ...]) -> Iterator[LeavingRow]:
    for number, name in enumerate(names):
        yield LeavingRow(number, f"{name[:1].upper()}{name[1:]}", ("All of its standards",))


_OF_FIGURES: Final = ("Measure", "Value", "Counted from")

FORMS: Final[Mapping[str, LeavingForm]] = {
    "export_summary": LeavingForm(
        "Summary for your team lead",
        ("Measure", "Last month", "All its months"),
        f"Summaries of IRO Desktop (*{SUMMARIES})",
        _summary,
        of_period=True,
        usual=f"Last {MOST_MONTHS} months",
        may_share=False,
    ),
    "export_pages": LeavingForm(
        "Two pages of figures", _OF_FIGURES, "PDF files (*.pdf)", _two_pages, of_period=True
    ),
    "export_workbook": LeavingForm(
        "Workbook", _OF_FIGURES, "Workbooks (*.xlsx)", _workbook, of_period=True
    ),
    "export_csv": LeavingForm("CSV file", _OF_FIGURES, "CSV files (*.csv)", _csv, of_period=True),
    "export_charts": LeavingForm("Charts", ("Chart", "Name of its files"), "", _charts),
    "export_diary": LeavingForm("Diary", ("Entry", "On"), "Calendar files (*.ics)", _diary),
    "export_standards": LeavingForm(
        "Local standards",
        ("Set", "What"),
        f"Local standards of IRO Desktop (*{STANDARDS})",
        _standards,
    ),
}
"""The ways out by the act that opens them."""
