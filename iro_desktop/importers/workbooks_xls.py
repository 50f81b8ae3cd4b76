"""An .xls before it is parsed: how far its sheets reach, and whether it is locked.

An .xls holds one stream of records (MS-XLS). A record has a kind, a length and data; those of cells
begin with row and column. A parser makes room for what a record says that there is, so a few bytes
can ask for more memory than any machine has: what a sheet says of its own size is blanked, and what
its cells need is counted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from iro_desktop.importers.workbooks_limits import EncryptedError, Limits, NotReadableError
from iro_desktop.importers.workbooks_ole import container_of, stream_of

_IS_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")  # a locked .xlsx lies in such a file
_ENDS: Final = 0x000A
_IS_LOCKED: Final = 0x002F
_SHEET: Final = 0x0085  # begins with the place of the sheet's first record
_SIZE_OF_SHEET: Final = frozenset({0x0200, 0x0000})
_TEXTS: Final = 0x00FC  # the shared texts: how often they are used, how many there are
_SHORTEST_TEXT: Final = 3  # bytes
_MOST_SHEETS: Final = 1000
# FORMULA, NUMBER, LABEL, BOOLERR, RSTRING, LABELSST, RK and older forms of them.
_CELLS: Final = frozenset(
    {0x0006, 0x0206, 0x0406, 0x0203, 0x0003, 0x0002, 0x0204, 0x0004, 0x0205, 0x0005, 0x00D6,
     0x00FD, 0x027E, 0x007E}
)  # fmt: skip
_SEVERAL_NUMBERS: Final = 0x00BD  # MULRK: its last two bytes are the last column


def checked(content: bytes, limits: Limits) -> bytes:
    """Return a file with the records of a workbook alone, which ask for no more than they hold.

    Raises TooMuchError, EncryptedError or NotReadableError.
    """
    if _IS_PACKAGE in content:
        raise EncryptedError
    stream = bytearray(stream_of(content))
    starts = [0, *_prepared(stream, 0)]
    if len(starts) > _MOST_SHEETS:
        raise NotReadableError
    for start in starts[1:]:
        _prepared(stream, start)
    for start in starts:  # records that overlap may have been blanked into others
        _check(stream, start, limits)
    return container_of(bytes(stream))


def _records(stream: bytearray, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place of the data and length of each record, up to the one that ends a part."""
    at, end = start, len(stream)
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _ENDS or at + 4 + length > end:
            return
        yield kind, at + 4, length
        at += 4 + length


def _prepared(stream: bytearray, start: int) -> list[int]:
    """Blank what records say of sizes; return where the sheets that are named here begin."""
    sheets: list[int] = []
    for kind, at, length in _records(stream, start):
        if kind in _SIZE_OF_SHEET:
            stream[at : at + length] = bytes(length)
        elif kind == _TEXTS and length >= 8:  # noqa: PLR2004 - its two counts
            count = min(struct.unpack_from("<I", stream, at + 4)[0], len(stream) // _SHORTEST_TEXT)
            struct.pack_into("<I", stream, at + 4, count)
        elif kind == _SHEET and length >= 4:  # noqa: PLR2004 - its place
            sheets.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _IS_LOCKED:
            raise EncryptedError
    return sheets


def _check(stream: bytearray, start: int, limits: Limits) -> None:
    rows, columns = 0, 0
    for kind, at, length in _records(stream, start):
        if kind in _CELLS or kind == _SEVERAL_NUMBERS:
            if length < 4:  # noqa: PLR2004 - no row and column
                raise NotReadableError
            row, column = struct.unpack_from("<HH", stream, at)
            if kind == _SEVERAL_NUMBERS:
                column += length // 6
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind in _SIZE_OF_SHEET and any(stream[at : at + length]):
            raise NotReadableError
        elif kind == _TEXTS and length >= 8:  # noqa: PLR2004 - its two counts
            count = struct.unpack_from("<I", stream, at + 4)[0]
            if count > len(stream) // _SHORTEST_TEXT:
                raise NotReadableError
    limits.check_sheet(rows, columns)
