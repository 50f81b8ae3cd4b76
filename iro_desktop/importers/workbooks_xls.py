"""An .xls before it is parsed: how far its sheets reach, and whether it is locked.

An .xls is a file system in a file (MS-CFB) that holds one stream of records (MS-XLS). A record has
a kind, a length and data; those of cells begin with row and column. A parser makes room for all
cells up to the last one, so a few bytes can ask for more memory than there is.
"""

from __future__ import annotations

import struct
from typing import Final

from iro_desktop.importers.workbooks_limits import EncryptedError, Limits, NotReadableError

_IS_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")  # a locked .xlsx lies in such a file
_HEADER: Final = 512
_ENTRY: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA  # numbers above it are signs, not sectors
_STREAMS: Final = frozenset({"workbook", "book"})
_BEGINS: Final = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_IS_LOCKED: Final = 0x002F
# FORMULA, NUMBER, LABEL, BOOLERR, RSTRING, LABELSST, RK and older forms of them.
_CELLS: Final = frozenset(
    {0x0006, 0x0206, 0x0406, 0x0203, 0x0003, 0x0002, 0x0204, 0x0004, 0x0205, 0x0005, 0x00D6,
     0x00FD, 0x027E, 0x007E}
)  # fmt: skip
_SEVERAL_NUMBERS: Final = 0x00BD  # MULRK: its last two bytes are the last column


def check(content: bytes, limits: Limits) -> None:
    """Raise TooMuchError, EncryptedError or NotReadableError if a file should not be parsed."""
    if _IS_PACKAGE in content:
        raise EncryptedError
    try:
        stream = _stream(content)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise NotReadableError from None
    _check_records(stream, limits)


def _check_records(stream: bytes, limits: Limits) -> None:
    at, end, rows, columns = 0, len(stream), 0, 0
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _CELLS or kind == _SEVERAL_NUMBERS:
            if at + 8 > end or length < 4:  # noqa: PLR2004 - no row and column
                raise NotReadableError
            row, column = struct.unpack_from("<HH", stream, at + 4)
            if kind == _SEVERAL_NUMBERS and at + 4 + length <= end:
                column += max(length - 6, 0) // 6
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind in _BEGINS:
            limits.check_sheet(rows, columns)
            rows, columns = 0, 0
        elif kind == _IS_LOCKED:
            raise EncryptedError
        at += 4 + length
    limits.check_sheet(rows, columns)


def _stream(content: bytes) -> bytes:
    """Return the stream of the workbook's records."""
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift > shift:
        raise NotReadableError
    size = 1 << shift
    first_directory, _, cutoff, first_mini = struct.unpack_from("<IIII", content, 48)
    table = _table(content, size)
    directory = _chain(content, table, first_directory, size)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    root = entries[0]
    for entry in entries:
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode(
            "utf-16-le", "replace"
        )
        if name.lower() not in _STREAMS:
            continue
        start, length = struct.unpack_from("<II", entry, 116)
        if length >= cutoff:
            return _chain(content, table, start, size)[:length]
        numbers = _chain(content, table, first_mini, size)
        minis = list(struct.unpack_from(f"<{len(numbers) // 4}I", numbers))
        inside = _chain(content, table, struct.unpack_from("<I", root, 116)[0], size)
        return _chain(inside, minis, start, 1 << mini_shift, header=0)[:length]
    raise NotReadableError


def _table(content: bytes, size: int) -> list[int]:
    """Return for each sector the one that follows it."""
    found = list(struct.unpack_from("<109I", content, 76))
    more, seen = struct.unpack_from("<I", content, 68)[0], set[int]()
    while more < _LAST_SECTOR and more not in seen:
        seen.add(more)
        numbers = struct.unpack_from(f"<{size // 4}I", content, max(size, _HEADER) + more * size)
        found += numbers[:-1]
        more = numbers[-1]
    table: list[int] = []
    most = len(content) // size + 1
    for sector in found:
        if sector < _LAST_SECTOR and len(table) <= most:
            at = max(size, _HEADER) + sector * size
            table += struct.unpack_from(f"<{size // 4}I", content, at)
    return table


def _chain(
    content: bytes, table: list[int], start: int, size: int, *, header: int = _HEADER
) -> bytes:
    """Return what lies in a sector and those that follow it."""
    parts: list[bytes] = []
    base = max(size, header) if header else 0
    at, most = start, len(content) // size + 1
    while at < _LAST_SECTOR:
        if len(parts) > most:
            raise NotReadableError  # it runs in a circle
        parts.append(content[base + at * size : base + (at + 1) * size])
        at = table[at]
    return b"".join(parts)
