"""The file system inside an .xls (MS-CFB): the stream of its workbook, and a new one around it.

A parser is given a file system made here, with that stream alone: one from elsewhere can say that
its parts are larger than any memory, or follow one another in a circle.
"""

from __future__ import annotations

import struct
from typing import Final

from iro_desktop.importers.workbooks_limits import NotReadableError

_SIGN: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER: Final = 512
_SECTOR: Final = 512
_ENTRY: Final = 128
_NUMBERS: Final = _SECTOR // 4
_IN_HEADER: Final = 109  # sectors of the table that the header names itself
_LAST_SECTOR: Final = 0xFFFFFFFA  # numbers from here on are signs, not sectors
_MORE, _TABLE, _END, _FREE = 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
_SMALL: Final = 4096  # streams below it would lie elsewhere
_STREAMS: Final = frozenset({"workbook", "book"})


def stream_of(content: bytes) -> bytes:
    """Return the stream of a workbook's records. Raises NotReadableError."""
    try:
        return _stream(content)
    except (struct.error, IndexError):
        raise NotReadableError from None


def _stream(content: bytes) -> bytes:
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift > shift:
        raise NotReadableError
    size = 1 << shift
    first_directory, _, cutoff, first_mini = struct.unpack_from("<IIII", content, 48)
    sectors = content[max(size, _HEADER) :]
    table = _table(content, sectors, size)
    directory = _chain(sectors, table, first_directory, size)
    root = struct.unpack_from("<I", directory, 116)[0]
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = max(struct.unpack_from("<H", directory, at + 64)[0] - 2, 0)
        name = directory[at : at + min(length, 64)].decode("utf-16-le", "replace")
        if name.lower() not in _STREAMS:
            continue
        start, length = struct.unpack_from("<II", directory, at + 116)
        if length >= cutoff:
            return _chain(sectors, table, start, size)[:length]
        numbers = _chain(sectors, table, first_mini, size)
        minis = list(struct.unpack_from(f"<{len(numbers) // 4}I", numbers))
        inside = _chain(sectors, table, root, size)
        return _chain(inside, minis, start, 1 << mini_shift)[:length]
    raise NotReadableError


def _table(content: bytes, sectors: bytes, size: int) -> list[int]:
    """Return for each sector the one that follows it."""
    found = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    more, seen = struct.unpack_from("<I", content, 68)[0], set[int]()
    while more < _LAST_SECTOR and more not in seen:
        seen.add(more)
        numbers = struct.unpack_from(f"<{size // 4}I", sectors, more * size)
        found += numbers[:-1]
        more = numbers[-1]
    table: list[int] = []
    for sector in found:
        if sector < _LAST_SECTOR and len(table) * size <= len(sectors):
            table += struct.unpack_from(f"<{size // 4}I", sectors, sector * size)
    return table


def _chain(sectors: bytes, table: list[int], start: int, size: int) -> bytes:
    """Return what lies in a sector and those that follow it."""
    parts: list[bytes] = []
    at, most = start, len(sectors) // size + 1
    while at < _LAST_SECTOR:
        if len(parts) > most:
            raise NotReadableError  # it runs in a circle
        parts.append(sectors[at * size : (at + 1) * size])
        at = table[at]
    return b"".join(parts)


def container_of(stream: bytes) -> bytes:
    """Return a file system that holds one stream, of the name Workbook."""
    count = -(-max(len(stream), _SMALL) // _SECTOR)
    tables, lists = _tables_for(count)
    first = lists + tables + 1
    chain = [_MORE] * lists + [_TABLE] * tables + [_END]
    chain += [*range(first + 1, first + count), _END]
    chain += [_FREE] * (tables * _NUMBERS - len(chain))
    numbers = [*range(lists, lists + tables)]
    listed = numbers[_IN_HEADER:]
    made = []
    for number in range(lists):
        part = listed[number * (_NUMBERS - 1) : (number + 1) * (_NUMBERS - 1)]
        part += [_FREE] * (_NUMBERS - 1 - len(part))
        part.append(number + 1 if number + 1 < lists else _END)
        made.append(struct.pack(f"<{_NUMBERS}I", *part))
    made.append(struct.pack(f"<{len(chain)}I", *chain))
    directory = _entry("Root Entry", 5, 1, _END, 0)
    directory += _entry("Workbook", 2, _FREE, first, max(len(stream), _SMALL))
    made += [directory.ljust(_SECTOR, b"\0"), stream.ljust(count * _SECTOR, b"\0")]
    head = _SIGN + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIII", 0, tables, lists + tables, 0, _SMALL, _END)
    head += struct.pack("<III", 0, 0 if lists else _END, lists)
    named = numbers[:_IN_HEADER]
    head += struct.pack(f"<{_IN_HEADER}I", *named, *[_FREE] * (_IN_HEADER - len(named)))
    return b"".join([head, *made])


def _tables_for(count: int) -> tuple[int, int]:
    """Return how many sectors the table takes, and how many the list of those beyond the header."""
    tables, lists = 1, 0
    while tables * _NUMBERS < count + 1 + tables + lists:
        tables += 1
        lists = -(-max(tables - _IN_HEADER, 0) // (_NUMBERS - 1))
    return tables, lists


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    about = struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)
