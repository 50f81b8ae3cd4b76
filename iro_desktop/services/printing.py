"""Documents on paper: how their pages look, where they go, and that it is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.paper import Block, Document, Look, Table
from iro_desktop.reports.pdf import pdf_of, pictures_of
from iro_desktop.reports.plain import plain_of
from iro_desktop.services.access import note
from iro_desktop.services.destinations import write_out
from iro_desktop.services.policy import policy, require_child_exports, require_printing
from iro_desktop.services.workspace import Workspace

CLASSIFICATIONS: Final = ("OFFICIAL - SENSITIVE", "OFFICIAL", "CONFIDENTIAL", "RESTRICTED")
"""What can stand at the foot of a page; the first where nobody has chosen another."""

LOOKS: Final[Mapping[Status | None, Look]] = {
    None: "",
    Status.OVERDUE: "bad",
    Status.SOON: "warn",
    Status.LATER: "good",
    Status.UNDATED: "open",
    Status.DONE: "good",
}
"""How something that is due stands -> how it is set; what is due later is fine today."""

_SHOWN_DPI: Final = 144
_PRINTED_DPI: Final = 300
_PRINTED_LONG_DPI: Final = 200
_MANY_ROWS: Final = 100
_MOST_ROWS: Final = 400  # some 30 pages: each takes 8 MB while it is drawn, 16 MB to be printed


class TooLongToPrintError(UserError):
    """A document has more pages than there is memory to draw them for a printer."""

    sentence = "This is too long to be printed from here: save it as a PDF, and print that."


@dataclass(frozen=True, slots=True)
class Printable:
    """Something to print: how it is called, its document, and which child it is of, if of one.

    ``document`` makes it, with names where it is given True, else with references and initials.
    ``can_name`` says that there are names to choose.
    """

    name: str
    document: Callable[[bool], Document]
    child_id: str = ""
    can_name: bool = False

    @property
    def may_name(self) -> bool:
        """Whether there are names to choose, and the council's policy allows them."""
        return self.can_name and policy().names


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages as PNG, how wide and high each is in millimetres, and what they say in words.

    ``is_part`` says that they are only the first of a document that is longer.
    """

    pictures: tuple[bytes, ...]
    size: tuple[int, int]
    text: str
    is_part: bool = False


def classified(document: Document, classification: str) -> Document:
    """Return the document with another classification at its foot."""
    return replace(document, classification=classification)


def pages_to_show(document: Document) -> Pages:
    """Return the pages as they are looked at on a screen; of a very long document the first."""
    if _rows(document) <= _MOST_ROWS:
        return _pages(document, _SHOWN_DPI)
    return replace(_pages(_beginning(document), _SHOWN_DPI), is_part=True)


def pages_to_print(document: Document) -> Pages:
    """Return the same pages as fine as printers print.

    Raises TooLongToPrintError or NotAllowedError.
    """
    require_printing()
    rows = _rows(document)
    if rows > _MOST_ROWS:
        raise TooLongToPrintError
    return _pages(document, _PRINTED_LONG_DPI if rows > _MANY_ROWS else _PRINTED_DPI)


def _rows(document: Document) -> int:
    return sum(len(block.rows) for block in document.blocks if isinstance(block, Table))


def _beginning(document: Document) -> Document:
    """Return the document with no more rows of its tables than can be shown."""
    blocks: list[Block] = []
    left = _MOST_ROWS
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.append(replace(block, rows=block.rows[:left]))
            left -= len(block.rows)
        else:
            blocks.append(block)
        if left <= 0:
            break
    return replace(document, blocks=blocks)


def _pages(document: Document, dots_per_inch: int) -> Pages:
    pictures = tuple(pictures_of(document, dots_per_inch))
    return Pages(pictures, document.size_mm, plain_of(document))


def write_pdf(
    workspace: Workspace,
    document: Document,
    path: Path,
    *,
    at: datetime,
    name: str,
    child_id: str = "",
) -> Path:
    """Write the document as a PDF made ``at`` (UTC) and return its path; that it was is noted.

    Raises FileNotWrittenError or NotAllowedError.
    """
    require_child_exports()
    write_out(path, pdf_of(document, at))
    note_printed(workspace, name, "export", child_id)
    return path


def note_printed(
    workspace: Workspace, name: str, what: Literal["print", "export"], child_id: str = ""
) -> None:
    """Note that a document was printed or exported today; an undo passes it over."""
    note(workspace, what, child_id, f"{name[:1].lower()}{name[1:]}")
