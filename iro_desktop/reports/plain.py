"""A document as plain text, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator

from iro_desktop.domain.paper import (
    MARKS,
    Beside,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Heading,
    Look,
    Paragraph,
    Picture,
    Table,
)


def plain_of(document: Document) -> str:
    """All that the document says: a line for each paragraph, point and row of a table."""
    lines = [document.title, document.subtitle]
    for block in document.blocks:
        lines += _lines(block)
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(words=words):
            yield words
        case Paragraph(words=words, look=look):
            yield _marked(words, look)
        case Bullets(points=points):
            yield from points
        case Table():
            yield from _of_table(block)
        case Picture(alt=alt):
            yield alt
        case Facts(pairs=pairs):
            yield from (f"{name}: {value}" for name, value in pairs)
        case Beside(columns=columns):
            for column in columns:
                for one in column:
                    yield from _lines(one)


def _of_table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield table.nothing
        return
    yield table.caption
    yield ", ".join(table.columns)
    for row in table.rows:
        yield "; ".join(said for cell in row if (said := _of_cell(cell)))


def _of_cell(cell: Cell) -> str:
    return ", ".join(part for part in (_marked(cell.words, cell.look), cell.detail) if part)


def _marked(words: str, look: Look) -> str:
    mark = MARKS.get(look, "")
    return f"{mark} {words}" if mark else words
