"""Files from elsewhere, read safely: what they hold, or one sentence about what is wrong."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from glob import glob
from io import StringIO
from pathlib import Path
from typing import Final
from unicodedata import category

from iro_desktop.domain.errors import (
    EmptyFileError,
    FileNotReadError,
    FileTooLargeError,
    NotTextError,
)

LARGEST: Final = 100 * 2**20
"""Bytes; ten years of the largest authority's reviews are a tenth of it."""

_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx is a zip, .xls an OLE file
_DELIMITERS: Final = ",;\t"
_BLANKS: Final = frozenset(
    {"", "NULL", "*DUMMY*", "NAN", "NAT", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file: what it is called in sentences, where it lies, and what is in it."""

    name: str
    folder: Path
    content: bytes

    @property
    def is_xml(self) -> bool:
        """Whether it starts as XML does; the file's name is not asked."""
        start = self.content[:200]
        if start.startswith(_UTF_16):
            start = start[2:].replace(b"\0", b"")
        return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings in upper case and the rows below them, as text.

    ``first_row`` is the number of the first of them as a spreadsheet counts: 2, unless blank rows
    stand above the headings.
    """

    headings: tuple[str, ...]
    rows: list[list[str]]
    first_row: int = 2


def named(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    """Return the files that ``paths`` mean, each with its name for sentences, in that order.

    Windows leaves ``*.csv`` to the program that is called. Files of the same name are told apart
    by their folder. Raises FileNotReadError if a pattern matches nothing.
    """
    found: list[Path] = []
    for path in paths:
        if any(sign in path.name for sign in "*?") and not path.exists():
            matches = sorted(Path(match) for match in glob(str(path)))  # noqa: PTH207 - Path.glob wants the folder apart
            if not matches:
                raise FileNotReadError(f"There is no file like {path.name}: check the folder.")
            found += matches
        else:
            found.append(path)
    names = [path.name for path in found]
    return [
        (path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}", path)
        for path in found
    ]


def source(name: str, path: Path, *, largest: int = LARGEST) -> Source:
    """Return a file with its content, of at most ``largest`` bytes.

    Raises FileNotReadError for a folder, a device or what the system does not let be read,
    FileTooLargeError by the size alone, and EmptyFileError.
    """
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise FileNotReadError(f"{name} is a folder: name the files that lie in it.")
        if not stat.S_ISREG(facts.st_mode):
            raise FileNotReadError(f"{name} is not a file: choose the file to import.")
        if facts.st_size > largest:
            raise FileTooLargeError(_too_large(name, facts.st_size, largest))
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise FileNotReadError(f"{name} is not there: check its name and folder.") from None
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        raise FileNotReadError(
            f"{name} could not be read: check that you may open it and that the disk is there."
        ) from None
    if len(content) > largest:
        raise FileTooLargeError(_too_large(name, len(content), largest))
    if not content.strip():
        raise EmptyFileError(_empty(name))
    return Source(name, path.parent, content)


def _too_large(name: str, size: int, largest: int) -> str:
    if largest < LARGEST:
        return (
            f"{name} has {size // 2**20} MB, and files of more than {largest // 2**20} MB are read "
            "only where the whole service is held: ask for an export of fewer children."
        )
    return (
        f"{name} has {size // 2**20} MB, and no return or list has more than "
        f"{largest // 2**20} MB: check that it is the right file."
    )


def text(file: Source) -> str:
    """Return the text of a file: UTF-8 with or without a mark, or UTF-16 with one.

    Raises NotTextError, or EmptyFileError for a file of blanks.
    """
    if file.content.startswith(_WORKBOOK):
        raise NotTextError(
            f"{file.name} is a workbook or an archive: save the sheet as “CSV UTF-8” "
            "and import that file."
        )
    try:
        if file.content.startswith(_UTF_16):
            found = file.content.decode("utf-16")
        else:
            found = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTextError(_not_text(file.name)) from None
    if "\0" in found:
        raise NotTextError(_not_text(file.name))
    if not found.strip():
        raise EmptyFileError(_empty(file.name))
    return found


def _empty(name: str) -> str:
    return f"{name} is empty: export it again and import that file."


def _not_text(name: str) -> str:
    return f"{name} is not UTF-8 text: open it, save it as “CSV UTF-8” and import that file."


def sheet(file: Source) -> Sheet:
    """Return the rows of a CSV file, cells as they stand.

    The separator is the comma; a file whose first row has more semicolons or tabs is read by
    those. Raises what ``text`` raises, NotTextError where quotation marks do not pair, and
    EmptyFileError for a file of blank rows.
    """
    rows = table(file)
    top = next((number for number, row in enumerate(rows) if any(map(str.strip, row))), None)
    if top is None:
        raise EmptyFileError(_empty(file.name))
    headings = tuple(heading.strip().upper() for heading in rows[top])
    return Sheet(headings, rows[top + 1 :], top + 2)


def table(file: Source, *, judged_by: int = 1) -> list[list[str]]:
    """Return all rows of a CSV file, with what stands above the headings, cells as they stand.

    The separator is the sign of which the first ``judged_by`` lines have most. Raises what
    ``text`` raises, and NotTextError where quotation marks do not pair.
    """
    content = text(file)
    first = "\n".join(content.lstrip("\r\n").split("\n", judged_by)[:judged_by])
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(content, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error:
        raise NotTextError(
            f"{file.name} is not a table from line {reader.line_num} on, where a quotation mark "
            "is not closed: export it again as CSV."
        ) from None


def cell(value: str) -> str:
    """Return a cell as one line without space around it; what stands for nothing is empty.

    Hard spaces become spaces, and signs that nobody can see are taken out.
    """
    value = value.strip()
    if not value.isprintable():
        value = " ".join("".join(map(_visible, value)).split())
    return "" if value.upper() in _BLANKS else value


def _visible(sign: str) -> str:
    if sign.isprintable():
        return sign
    return "" if category(sign) == "Cf" else " "
