"""A document as pages: a PDF that is tagged for all readers, and the same pages as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import singledispatch
from itertools import chain, zip_longest
from typing import Any, Final

from iro_desktop.domain.paper import (
    MARKS,
    Beside,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Heading,
    Lines,
    Look,
    NewPage,
    Paragraph,
    Picture,
    Table,
)
from iro_desktop.domain.words import plain_date
from iro_desktop.reports.letters import settable, widest
from iro_desktop.reports.typeset import set_pdf, set_pictures

_TEMPLATE: Final = "document"
_POINTS: Final = 72 / 25.4  # in a millimetre
_PIXEL: Final = 72 / 96  # in points: a chart's pixels are 1/96 inch
_GUTTER: Final = 8 * _POINTS
_LETTER: Final = 0.55  # of the size: the mean width of a letter, rounded up
_LEADING: Final = 1.6
_MOST_OF_PAGE: Final = 0.5
_FEW_LETTERS: Final = 400


def pdf_of(document: Document, at: datetime) -> bytes:
    """The document as a PDF (PDF/UA-1), said to be made ``at``: same input, same bytes."""
    return set_pdf(_TEMPLATE, _data(document), at=at)


def pictures_of(document: Document, pixels_per_inch: float = 144) -> list[bytes]:
    """The very pages of the PDF as PNG, one each."""
    return set_pictures(_TEMPLATE, _data(document), pixels_per_inch=pixels_per_inch)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where blocks stand: its width, the height of a page and the size of its text, in points."""

    width: float
    height: float
    size: float

    def of(self, width: float) -> _Column:
        return _Column(width, self.height, self.size)

    def flowing(self, words: str, scale: float = 1) -> Mapping[str, Any]:
        """Words, and whether one of them might be too wide and is to be measured."""
        found = settable(words)
        most = self.width / (self.size * scale)
        return {"words": found, "long": any(widest(word) > most for word in found.split())}

    def worded(self, words: str, look: Look) -> Mapping[str, Any]:
        return {**self.flowing(words), "look": look, "mark": MARKS.get(look, "")}

    def is_too_high(self, cell: Cell) -> bool:
        """Whether what stands in the cell might not stand on one page."""
        letters = len(cell.words) + len(cell.detail)
        lines = letters * self.size * _LETTER / self.width + cell.words.count("\n")
        return lines * self.size * _LEADING > self.height * _MOST_OF_PAGE


def _data(document: Document) -> Mapping[str, Any]:
    """What the template reads; nothing in it is markup."""
    width, height = document.size_mm
    margin, size = (15, 15.0) if document.slides else (18, 10.5)
    column = _Column((width - 2 * margin) * _POINTS, height * _POINTS, size)
    foot = (document.foot, plain_date(document.on))
    return {
        "title": settable(document.file_title or document.title),
        "heading": column.flowing(document.title, scale=2.1),
        "subtitle": column.flowing(document.subtitle) if document.subtitle else None,
        "classification": settable(document.classification),
        "foot": settable(" · ".join(filter(None, foot))),
        "slides": document.slides,
        "width": width,
        "height": height,
        "margin": margin,
        "blocks": _blocks(_stepped(document.blocks)[0], column, slides=document.slides),
    }


def _stepped(blocks: Iterable[Block], level: int = 0) -> tuple[tuple[Block, ...], int]:
    """Return the blocks so that no heading leaves out a level, and the level of the last one."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            found.append(replace(block, level=level))
        elif isinstance(block, Beside):
            columns = []
            for column in block.columns:
                stepped, level = _stepped(column, level)
                columns.append(stepped)
            found.append(replace(block, columns=tuple(columns)))
        else:
            found.append(block)
    return tuple(found), level


def _blocks(
    blocks: Sequence[Block], column: _Column, *, slides: bool = False
) -> list[Mapping[str, Any]]:
    """Return the blocks as they stand in a column."""
    found: list[Mapping[str, Any]] = []
    heading = ""
    for block, after in zip_longest(blocks, blocks[1:]):
        data = dict(_set(block, column))
        if isinstance(block, Heading):
            heading = block.words
            data["new-page"] = slides and block.level == 1 and bool(found)
        if isinstance(block, Paragraph):
            data["sticky"] = isinstance(after, Table | Lines)
        if isinstance(block, Table) and block.caption in ("", heading):
            data["caption"] = None  # the heading above says it already
        found.append(data)
    return found


@singledispatch
def _set(block: Block, column: _Column) -> Mapping[str, Any]:
    """Return a block as the template reads it."""
    raise TypeError(block, column)


@_set.register
def _(block: Heading, column: _Column) -> Mapping[str, Any]:
    said = column.flowing(block.words, scale=1.5)
    return {"kind": "heading", "level": block.level, "said": said}


@_set.register
def _(block: Paragraph, column: _Column) -> Mapping[str, Any]:
    return {"kind": "paragraph", "sticky": False, "said": column.worded(block.words, block.look)}


@_set.register
def _(block: Bullets, column: _Column) -> Mapping[str, Any]:
    points = [column.of(column.width - 2 * column.size).flowing(one) for one in block.points]
    return {"kind": "bullets", "numbered": block.numbered, "points": points}


@_set.register
def _(block: Table, column: _Column) -> Mapping[str, Any]:
    if not block.rows and block.nothing:
        return _set(Paragraph(block.nothing, "quiet"), column)
    shares = block.shares or (1,) * len(block.columns)
    # A cell leaves 5 points free at either side; its mark takes a little more than a letter.
    columns = [column.of(column.width * share / sum(shares) - 10) for share in shares]
    return {
        "kind": "table",
        "caption": column.flowing(block.caption),
        "columns": [each.flowing(name) for each, name in zip(columns, block.columns, strict=True)],
        "shares": shares,
        "numbers": sorted(block.numbers),
        "rows": [_row(row, columns) for row in block.rows],
    }


def _row(row: Iterable[Cell], columns: Iterable[_Column]) -> Mapping[str, Any]:
    """Return a row; it stays on one page unless it is too high for any."""
    placed = list(zip(row, columns, strict=True))
    return {
        "breakable": any(column.is_too_high(cell) for cell, column in placed),
        "cells": [
            {
                "said": column.worded(cell.words, cell.look),
                "detail": column.flowing(cell.detail) if cell.detail else None,
            }
            for cell, column in placed
        ],
    }


@_set.register
def _(block: Picture, column: _Column) -> Mapping[str, Any]:
    return {
        "kind": "picture",
        "svg": block.svg,
        "alt": settable(block.alt),
        "width": min(block.width * _PIXEL, column.width),
        "caption": column.flowing(block.caption) if block.caption else None,
    }


@_set.register
def _(block: Facts, column: _Column) -> Mapping[str, Any]:
    names, values = column.of(column.width * 0.25), column.of(column.width * 0.7)
    pairs = [(names.flowing(name), values.flowing(value)) for name, value in block.pairs]
    return {"kind": "facts", "pairs": pairs, "names": names.width}


@_set.register
def _(block: Lines, _column: _Column) -> Mapping[str, Any]:
    return {"kind": "lines", "number": block.number}


@_set.register
def _(block: Beside, column: _Column) -> Mapping[str, Any]:
    shares = block.shares or (1,) * len(block.columns)
    room = column.width - (len(shares) - 1) * _GUTTER
    widths = [column.of(room * share / sum(shares)) for share in shares]
    return {
        "kind": "beside",
        "breakable": not all(map(_is_short, chain.from_iterable(block.columns))),
        "shares": shares,
        "columns": [_blocks(one, each) for one, each in zip(block.columns, widths, strict=True)],
    }


def _is_short(block: Block) -> bool:
    """Whether a block surely stands on a part of a page, so that its columns may stay together."""
    is_few_words = isinstance(block, Paragraph) and len(block.words) < _FEW_LETTERS
    return is_few_words or isinstance(block, Heading | Picture)


@_set.register
def _(_block: NewPage, _column: _Column) -> Mapping[str, Any]:
    return {"kind": "page"}
