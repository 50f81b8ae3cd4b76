"""What the import dialog says: of the files that it reads, of what they would do, and did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iro_desktop.domain.words import counted, say_number

if TYPE_CHECKING:
    from iro_desktop.services.import_preview import ImportPreview
    from iro_desktop.services.imports import ImportResult

_NOTHING: Final = "All of it is in your file already."
_BEFORE: Final = (
    "Nothing is changed yet. A backup is made before the import, and undo takes it back."
)
_NOBODY: Final = (
    "No child is ticked, so nothing would be imported: tick your children below, or take all of "
    "them. The others are neither stored nor noted."
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the dialog says of the files that it reads."""

    title: str
    first: str
    choose: str
    files: str
    done: str


RETURN: Final = Words(
    title="Import a return",
    first=(
        "Choose all files of one collection year together: the CSV files of the return, its one "
        "XML file, or the workbook of an Annex A. You see what would change before anything does."
    ),
    choose="Choose the files of one year",
    files="Returns (*.csv *.xml *.txt *.xlsx *.xlsm *.xls);;All files (*)",
    done="The return is imported",
)
_COMPARATORS: Final = Words(
    title="Import comparators",
    first=(
        "Choose a CSV file with the columns year (the one that ends on 31 March), area, kind (own, "
        "neighbour, region or country), measure, value and source. You see what would change "
        "before anything does."
    ),
    choose="Choose a table of comparators",
    files="Tables (*.csv *.txt);;All files (*)",
    done="The comparators are imported",
)
_TABLE: Final = Words(
    title="Import a table",
    first="The rows are read as the mapping says. You see what would change before anything does.",
    choose="Choose a table",
    files="Tables (*.csv *.txt *.xlsx *.xls);;All files (*)",
    done="The table is imported",
)
WORDS: Final = {"comparators": _COMPARATORS, "table": _TABLE}


def say_headline(
    preview: ImportPreview, new: int, changed: int, children: int, total: int
) -> tuple[str, str]:
    """Return the title and the line under it for what is ticked.

    ``new`` and ``changed`` count records, ``children`` the new children among ``total`` ticked.
    """
    records = f"{counted(new, 'record')} new, {say_number(changed)} changed"
    year = _year(preview.year)
    if preview.children and not total:
        return "No child is ticked", _NOBODY
    if new == changed == 0:
        return "Nothing would change", _NOTHING
    whom = f" of {counted(total, 'child', 'children')}" if total else ""
    title = counted(children, "new child", "new children") if children else f"{records}{year}"
    said = f"{records}{whom}{year}." if children else f"Records{whom}." if whom else ""
    return title, f"{said} {_BEFORE}".strip()


def say_result(result: ImportResult) -> str:
    """Return what an import did."""
    new, changed = sum(result.new.values()), sum(result.changed.values())
    records = f"{counted(new, 'record')} new, {say_number(changed)} changed"
    return f"{records}{_year(result.year)}. Undo takes it back."


def _year(year: int | None) -> str:
    return f", year to 31 March {year}" if year else ""
