"""One sheet of a workbook: a title, a line on what it shows, one table under frozen headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any, Final, Generic, TypeAlias, TypeVar

from iro_desktop.domain.suppression import HIDDEN

# XlsxWriter tells no types of its own.
Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
Format: TypeAlias = Any
Row = TypeVar("Row")
Content = str | float | date | None

HEADING_ROW: Final = 3
"""The row of the headings, counted from 0."""
_LINE: Final = 15.0  # points
_LETTERS: Final = 1.0  # to a unit of width, on the safe side
_STYLE: Final = "Table Style Light 15"
_NAVY: Final = "#12436D"
_GREY: Final = "#55606E"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its heading, its width in letters, and what of a row stands in it.

    ``places`` are the decimals of its numbers that are not whole; ``wraps``: long text goes on in
    further lines.
    """

    heading: str
    width: float
    content: Callable[[Row], Content]
    places: int = 1
    always_places: bool = False
    wraps: bool = False


@dataclass(slots=True)
class Formats:
    """The formats of a workbook, each made once."""

    book: Workbook
    _made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def of(self, **properties: object) -> Format:
        """Return the format of these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format({"valign": "top", **properties})
        return self._made[key]


def add_sheet(
    formats: Formats,
    name: str,
    title: str,
    about: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
) -> Worksheet:
    """Add a sheet with one table, named after the sheet; there must be a row at least."""
    found = list(rows)
    sheet = formats.book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, title, formats.of(bold=True, font_size=16, font_color=_NAVY))
    sheet.write_string(1, 0, about, formats.of(font_color=_GREY))
    table = {
        "name": f"{name.replace(' ', '_')}_table",
        "style": _STYLE,
        "columns": [{"header": column.heading} for column in columns],
    }
    last = HEADING_ROW + len(found)
    sheet.add_table(HEADING_ROW, 0, last, len(columns) - 1, table)
    for number, row in enumerate(found, HEADING_ROW + 1):
        # Not every program makes room for text that goes on.
        sheet.set_row(number, _LINE * max(_lines(column, row) for column in columns))
    for at, column in enumerate(columns):
        numbers = any(_is_number(column.content(row)) for row in found)
        side = "right" if numbers else "left"
        indent = 1 if at and not numbers else 0
        heading = formats.of(bold=True, text_wrap=True, align=side, indent=indent)
        sheet.write_string(HEADING_ROW, at, column.heading, heading)
        sheet.set_column(at, at, column.width)
        for number, row in enumerate(found, HEADING_ROW + 1):
            _write(sheet, formats, (number, at), column, column.content(row))
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    sheet.set_row(HEADING_ROW, 2 * _LINE)
    _set_print(sheet)
    return sheet


def _lines(column: Column[Row], row: Row) -> int:
    content = column.content(row)
    if not column.wraps or not isinstance(content, str):
        return 1
    return max(1, ceil(len(content) / (_LETTERS * column.width)))


def _set_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)


def _write(
    sheet: Worksheet,
    formats: Formats,
    at: tuple[int, int],
    column: Column[Row],
    content: Content,
) -> None:
    """Write a cell as what it is; text is always text, whatever it begins with."""
    if content is None:
        return
    if content == HIDDEN:
        sheet.write_string(*at, HIDDEN, formats.of(align="right"))
    elif isinstance(content, str):
        # Room after a number, which is set right.
        indent = 1 if at[1] else 0
        sheet.write_string(*at, content, formats.of(text_wrap=column.wraps, indent=indent))
    elif isinstance(content, date):
        sheet.write_datetime(
            *at,
            content,
            formats.of(num_format="d mmm yyyy", align="left", indent=1 if at[1] else 0),
        )
    else:
        sheet.write_number(*at, content, formats.of(num_format=_number_format(column, content)))


def _is_number(content: Content) -> bool:
    return content == HIDDEN or isinstance(content, int | float)


def _number_format(column: Column[Row], number: float) -> str:
    whole = number == int(number) and not column.always_places
    return "#,##0" if whole else f"#,##0.{'0' * column.places}"
