"""An .xlsx before it is parsed: its parts are unpacked under limits and those in use packed anew.

The parser is given an archive made here, so what it reads is exactly what was looked at: an archive
can be written so that two programs find different parts in it, or different sizes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from iro_desktop.importers.workbooks_limits import (
    EncryptedError,
    Limits,
    NotReadableError,
)

_BOOK: Final = "xl/workbook.xml"
_SHEETS: Final = "xl/worksheets/"
_USED: Final = re.compile(
    r"(\[content_types\]\.xml|_rels/\.rels|xl/(_rels/)?[^/]+\.(xml|rels)|xl/worksheets/[^/]+\.xml)",
    re.IGNORECASE,
)
_MOST_PARTS: Final = 5_000
_CHUNK: Final = 2**20
_LOCAL_HEADER: Final = 30
_IS_ENCRYPTED: Final = 0x1
_DECLARATIONS: Final = tuple(
    sign.encode(code)
    for sign in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
)
# A cell with something in it is no empty element; sheets are often formatted to their very end.
_FILLED: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["'](?:[^<>]*[^<>/])?>""")
# A parser makes room for as many as a part says that there are, before it has seen one.
_COUNTS: Final = re.compile(rb"""\s(?:unique)?count\s*=\s*("[^"<]*"|'[^'<]*')""", re.IGNORECASE)
_UNPLACED: Final = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br\s*=)[^>]*)?>")


def checked(content: bytes, limits: Limits) -> bytes:
    """Return an archive of those parts of a workbook that hold cells, texts and formats.

    Raises TooMuchError, EncryptedError and NotReadableError.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, struct.error, OverflowError):
        raise NotReadableError from None
    if len(parts) > _MOST_PARTS or not any(part.filename.lower() == _BOOK for part in parts):
        raise NotReadableError
    limits.check_unzipped(sum(part.file_size for part in parts))
    made, total = BytesIO(), 0
    with ZipFile(made, "w", ZIP_STORED) as archive:
        seen: set[str] = set()
        for part in parts:
            name = part.filename
            if not _USED.fullmatch(name) or name.lower() in seen:
                continue
            seen.add(name.lower())
            limits.check_ratio(part.compress_size, part.file_size)
            found = b"".join(_unpacked(content, part, limits, total))
            total += len(found)
            if any(sign in found for sign in _DECLARATIONS):
                raise NotReadableError
            if name.lower().startswith(_SHEETS):
                limits.check_sheet(*_extent(found))
            else:
                found = _COUNTS.sub(b"", found)
            archive.writestr(name, found)
    return made.getvalue()


def _unpacked(content: bytes, part: ZipInfo, limits: Limits, before: int) -> Iterator[bytes]:
    """Yield what a part holds, however large it says that it is."""
    if part.flag_bits & _IS_ENCRYPTED:
        raise EncryptedError
    packed = _packed(content, part)
    if part.compress_type == ZIP_STORED:
        limits.check_unzipped(before + len(packed))
        yield packed
        return
    if part.compress_type != ZIP_DEFLATED:
        raise NotReadableError
    stream, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        while not stream.eof:
            piece = stream.decompress(packed, _CHUNK)
            packed = stream.unconsumed_tail
            if not piece and not stream.eof:
                raise NotReadableError
            size += len(piece)
            limits.check_unzipped(before + size)
            limits.check_ratio(part.compress_size, size)
            yield piece
    except zlib.error:
        raise NotReadableError from None


def _packed(content: bytes, part: ZipInfo) -> bytes:
    start = part.header_offset
    try:
        name, extra = struct.unpack_from("<HH", content, start + _LOCAL_HEADER - 4)
    except struct.error:
        raise NotReadableError from None
    begin = start + _LOCAL_HEADER + name + extra
    packed = content[begin : begin + part.compress_size]
    if start < 0 or len(packed) != part.compress_size:
        raise NotReadableError
    return packed


def _extent(sheet: bytes) -> tuple[int, int]:
    """Return how many rows and columns a sheet has, up to the last cells with something in them."""
    filled = _FILLED.findall(sheet)
    letters, numbers = zip(*filled, strict=True) if filled else ((), ())
    rows = max(map(int, set(numbers)), default=0)
    columns = max(map(_column, set(letters)), default=0)
    if _UNPLACED.search(sheet):
        # Cells that do not say where they stand follow one another, each row below the last.
        parts = sheet.split(b"<row") if b"<row" in sheet else sheet.split(b":row")
        rows += len(parts)
        columns += max(part.count(b"<c") + part.count(b":c") for part in parts)
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
