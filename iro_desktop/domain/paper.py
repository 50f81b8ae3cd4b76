"""A document as a value: what stands in it, in which order; writers make pages or files of it.

Words are plain text: a writer escapes what its own form would read as markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Look = Literal["", "strong", "quiet", "good", "warn", "bad", "open"]
"""How words are meant; each look is told by weight, mark or position too, never by colour alone.

``open`` is what has no date or answer yet.
"""

MARKS: Final[Mapping[Look, str]] = {"good": "●", "warn": "◆", "bad": "▲", "open": "○"}
"""What stands before words of a look, so that it is told without colour."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a section of the document) to 3."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    words: str
    look: Look = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points, each a sentence; ``numbered`` puts numbers before them."""

    points: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: its words, more of them under it in small, and its look."""

    words: str
    detail: str = ""
    look: Look = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row that is repeated on each page.

    ``shares`` are the columns' shares of the width; ``numbers`` the columns that are set right.
    ``caption`` names the table for all readers. ``nothing`` is said instead where there is no row.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...] = ()
    numbers: frozenset[int] = frozenset()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, with what it says in words for who cannot see it, and its size in pixels."""

    svg: str
    alt: str
    width: float
    height: float
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values under one another: "Child: AB12"."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on."""

    number: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks that stand beside one another where the page is wide enough.

    ``shares`` are the columns' shares of the width, the same for all where there are none.
    """

    columns: tuple[tuple[Block, ...], ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Table | Picture | Facts | Lines | Beside | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``title`` is its first heading, and the title of the file unless ``file_title`` says another,
    as where the heading names a child; ``subtitle`` stands under it.
    ``classification``, ``on`` and the number of the page stand at the foot of every page.
    ``slides`` sets it on wide pages in large type, a page for each heading of level 1.
    """

    title: str
    on: date
    blocks: Sequence[Block]
    subtitle: str = ""
    classification: str = "OFFICIAL - SENSITIVE"
    foot: str = ""
    wide: bool = False
    slides: bool = False
    file_title: str = ""

    @property
    def size_mm(self) -> tuple[int, int]:
        """Width and height of its pages in millimetres: A4, or as wide as A4 for slides."""
        if self.slides:
            return 297, 167
        return (297, 210) if self.wide else (210, 297)
