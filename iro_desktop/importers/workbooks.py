"""Workbooks from elsewhere: what their sheets hold, as text, or one sentence about what is wrong.

What a workbook would take is found out before anything is parsed. Of an .xlsx only the parts with
cells, texts and formats are handed on: what lies beside them (macros, links to other files,
pictures) is never opened, and a formula is the value that it had when the file was saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from typing import Final, TypeVar

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

from iro_desktop.domain.errors import FileTooLargeError, UserError
from iro_desktop.importers import workbooks_xls, workbooks_xlsx
from iro_desktop.importers.results import Step, no_step
from iro_desktop.importers.sources import Source
from iro_desktop.importers.workbooks_limits import (
    USUAL,
    EncryptedError,
    Limits,
    NotReadableError,
    TooMuchError,
)

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGES: Final = (b"<html", b"<table", b"<!doctype html", b"urn:schemas-microsoft-com:office")
_START: Final = 4096  # bytes in which a web page shows that it is one
_PANIC: Final = "PanicException"
_ROWS_A_STEP: Final = 1000

Cell = int | float | str | bool | time | date | datetime | timedelta
Rows = list[list[Cell]]
Found = TypeVar("Found")


class WorkbookNotReadError(UserError):
    """What was named as a workbook is none, is damaged or is locked by a password."""

    sentence = (
        "This file is not a workbook that can be read: open it in Excel, save it as "
        "“Excel Workbook (.xlsx)” and import that file."
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook: the first row is the spreadsheet's row 1, cells are text."""

    name: str
    rows: list[list[str]]


def is_workbook(content: bytes) -> bool:
    """Return whether a file starts as an .xlsx or .xls does; its name is not asked."""
    return content.startswith((_ZIP, _OLE))


def is_web_page(content: bytes) -> bool:
    """Return whether a file is the web page that some systems write and call .xls."""
    start = content[:_START].replace(b"\0", b"").lower()
    return any(sign in start for sign in _PAGES)


def pages(
    file: Source,
    *,
    wanted: Callable[[str], bool] = lambda _: True,
    limits: Limits = USUAL,
    step: Step = no_step,
) -> list[Page]:
    """Return the sheets of a workbook whose names are ``wanted``, in their order.

    Dates are written 2021-03-16 (with a time only where there is one), whole numbers without
    decimals, errors such as #N/A as nothing. ``step`` is called for each sheet and every thousand
    rows, and may raise. Raises FileTooLargeError beyond ``limits`` and WorkbookNotReadError.
    """
    if len(file.content) > limits.file_bytes:
        raise FileTooLargeError(
            f"{file.name} has {len(file.content) / 2**20:,.0f} MB, and a workbook may have "
            f"{limits.file_bytes // 2**20} MB: take out the sheets that are not needed."
        )
    content = _checked(file, limits)
    return list(_read(file, content, wanted, limits, step))


def _checked(file: Source, limits: Limits) -> bytes:
    """Return what may be parsed of a file."""
    try:
        if file.content.startswith(_ZIP):
            return workbooks_xlsx.checked(file.content, limits)
        if file.content.startswith(_OLE):
            return workbooks_xls.checked(file.content, limits)
    except TooMuchError as error:
        raise FileTooLargeError(f"{file.name} {error}.") from None
    except EncryptedError:
        raise _locked(file) from None
    except NotReadableError:
        raise _not_read(file) from None
    if is_web_page(file.content):
        raise WorkbookNotReadError(
            f"{file.name} is written as a web page, not as a workbook: open it in Excel, save it "
            "as “Excel Workbook (.xlsx)” and import that file."
        )
    raise WorkbookNotReadError(
        f"{file.name} is not a workbook: if it is a table of text, rename it to end in .csv; "
        "otherwise save it as “Excel Workbook (.xlsx)”."
    )


def _locked(file: Source) -> WorkbookNotReadError:
    return WorkbookNotReadError(
        f"{file.name} is locked with a password: open it in Excel, take the password away, "
        "save it and import it again."
    )


def _not_read(file: Source) -> WorkbookNotReadError:
    return WorkbookNotReadError(
        f"{file.name} could not be read as a workbook: open it in Excel, save it as "
        "“Excel Workbook (.xlsx)” and import that file."
    )


def _read(
    file: Source, content: bytes, wanted: Callable[[str], bool], limits: Limits, step: Step
) -> Iterator[Page]:
    book = _guarded(file, lambda: CalamineWorkbook.from_filelike(BytesIO(content)))
    for number, sheet in enumerate(book.sheets_metadata):
        step()
        if sheet.typ != SheetTypeEnum.WorkSheet or not wanted(sheet.name):
            continue
        rows = _guarded(file, partial(_cells, book, number))
        if len(rows) > limits.rows:
            raise FileTooLargeError(f"{file.name} {limits.too_many_rows}.")
        yield Page(sheet.name, list(_texts(rows, step)))


def _cells(book: CalamineWorkbook, number: int) -> Rows:
    return book.get_sheet_by_index(number).to_python(skip_empty_area=False)


def _guarded(file: Source, work: Callable[[], Found]) -> Found:
    """Do a part of the parsing; whatever goes wrong in it, the file could not be read."""
    try:
        return work()
    except PasswordError:
        raise _locked(file) from None
    except BaseException as error:
        # The parser's own panics are no Exception, and have no name that could be imported.
        if isinstance(error, Exception) or type(error).__name__ == _PANIC:
            raise _not_read(file) from None
        raise


def _texts(rows: Rows, step: Step) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number % _ROWS_A_STEP == 0:
            step()
        yield [value if type(value) is str else _text(value) for value in row]


def _text(value: Cell) -> str:
    """Return a cell that is no text as text."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
