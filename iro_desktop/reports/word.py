"""A document as a Word file: real headings, tables whose heads repeat, pictures with their words.

Its looks are the styles of ``resources/templates/report.docx``, which a council may change in Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import singledispatchmethod
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Emu, Length, Mm, Pt

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
from iro_desktop.paths import resource
from iro_desktop.reports.typeset import set_pictures
from iro_desktop.reports.word_fields import (
    bookmark,
    describe,
    field,
    link_to,
    new_numbering,
    printable,
    rule_below,
)
from iro_desktop.reports.word_tables import Grid

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

_TEMPLATE: Final = "templates/report.docx"
_MADE_BY: Final = "IRO Desktop"
_PIXEL: Final = 9525  # English Metric Units in 1/96 inch
_SHARP: Final = 220  # pixels per inch of a picture on paper
_GAP: Final = Pt(14)
_PLACES: Final = ("Left", "Right")
_DEEPEST: Final = 3
_IN_CONTENTS: Final = 1
_FEWEST_LISTED: Final = 3
_STYLES: Final[dict[Look, str]] = {
    "good": "Report Good", "warn": "Report Warn", "bad": "Report Bad",
}  # fmt: skip


def word_of(document: Document, at: datetime | None = None) -> bytes:
    """The document as the bytes of a .docx file, said to be made ``at``.

    Without ``at`` it is the day of the document.
    """
    on = document.on
    return _Writer(document, at or datetime(on.year, on.month, on.day, tzinfo=UTC)).written()


class _Writer:
    """Writes the blocks of one document."""

    def __init__(self, document: Document, at: datetime) -> None:
        self._paper = document
        self._word: WordDocument = docx.Document(str(resource(_TEMPLATE)))
        self._headings = 0
        self._breaks = False
        self._after_table = False
        self._style_ids: dict[str, str] = {}
        self._set_page()
        self._say_what_it_is(at)
        self._width = self._room()
        self._foot()

    def written(self) -> bytes:
        """Return the file."""
        self._paragraph("Title", self._paper.title)
        if self._paper.subtitle:
            self._paragraph("Subtitle", self._paper.subtitle)
        self._contents()
        for block in self._paper.blocks:
            self._write(block)
        if self._after_table:  # Word wants a paragraph after the last table
            self._paragraph("Normal")
        out = BytesIO()
        self._word.save(out)
        return out.getvalue()

    def _set_page(self) -> None:
        section = self._word.sections[0]
        width, height = section.page_width or Mm(210), section.page_height or Mm(297)
        if self._paper.wide and width < height:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = height, width

    def _room(self) -> Length:
        """Return the width between the margins."""
        section = self._word.sections[0]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        return Emu((section.page_width or Mm(210)) - margins)

    def _say_what_it_is(self, at: datetime) -> None:
        about = self._word.core_properties
        about.title = printable(self._paper.file_title or self._paper.title)
        about.author = about.last_modified_by = _MADE_BY
        about.language = "en-GB"
        about.category = printable(self._paper.classification)
        about.created = about.modified = at.astimezone(UTC).replace(tzinfo=None)

    def _foot(self) -> None:
        """Write what it is and of when, its classification, and the page of all pages."""
        over = self._word.sections[0].footer.paragraphs[0]
        over.alignment = WD_ALIGN_PARAGRAPH.CENTER
        over.add_run(printable(self._paper.classification)).bold = True
        footer = self._word.sections[0].footer.add_paragraph(style="Footer")
        footer.paragraph_format.tab_stops.add_tab_stop(self._width, WD_TAB_ALIGNMENT.RIGHT)
        said = " · ".join(filter(None, (self._paper.foot, plain_date(self._paper.on))))
        footer.add_run(f"{printable(said)}\tPage ")
        field(footer, "PAGE", "1")
        footer.add_run(" of ")
        field(footer, "NUMPAGES", "1")

    def _contents(self) -> None:
        """Write the contents as a field whose entries lead to their headings.

        Page numbers are left out: only Word knows them, and would ask before it sets them.
        """
        listed = [
            (number, one)
            for number, one in enumerate(_headings(self._paper.blocks), 1)
            if one.level <= _IN_CONTENTS
        ]
        if self._paper.slides or len(listed) < _FEWEST_LISTED:
            return
        self._paragraph("Report Quiet", "Contents").paragraph_format.keep_with_next = True
        first = last = None
        for number, one in listed:
            entry = self._word.add_paragraph(style="Normal")
            entry.paragraph_format.left_indent = Pt(14 * (one.level - 1))
            entry.paragraph_format.space_after = Pt(2)
            link_to(entry, _name(number), printable(one.words))
            first, last = first or entry, entry
        if first is not None and last is not None:
            field(first, rf'TOC \o "1-{_IN_CONTENTS}" \n \h \z \u', until=last)

    def _paragraph(self, style: str, words: str = "") -> WordParagraph:
        found = self._word.add_paragraph(printable(words))
        found._p.style = self._style_id(style)  # noqa: SLF001 - the public way looks through all
        if self._breaks:
            found.paragraph_format.page_break_before = True
            self._breaks = False
        if self._after_table and not style.startswith(("Heading", "Caption")):
            found.paragraph_format.space_before = Pt(8)
        self._after_table = False
        return found

    def _style_id(self, name: str) -> str:
        if name not in self._style_ids:
            self._style_ids[name] = self._word.styles[name].style_id
        return self._style_ids[name]

    @singledispatchmethod
    def _write(self, block: Block) -> None:
        """Write a block."""
        raise TypeError(block)

    @_write.register
    def _(self, block: Heading) -> None:
        self._headings += 1
        self._breaks |= self._paper.slides and block.level == 1 and self._headings > 1
        found = self._paragraph(f"Heading {min(block.level, _DEEPEST)}", block.words)
        bookmark(found, _name(self._headings), self._headings)

    @_write.register
    def _(self, block: Paragraph) -> None:
        if block.look in ("", "strong"):
            found = self._paragraph("Normal")
            found.add_run(printable(block.words)).bold = block.look == "strong"
        elif block.look in _STYLES:
            self._worded(self._paragraph("Normal"), block.words, block.look)
        else:
            self._paragraph("Report Quiet", block.words)

    def _worded(self, paragraph: WordParagraph, words: str, look: Look) -> None:
        """Write words of a look with the mark that tells it without colour."""
        mark = f"{MARKS[look]}\u00a0" if look in MARKS else ""
        run = paragraph.add_run(f"{mark}{printable(words)}")
        if look in _STYLES:
            run.style = self._word.styles[_STYLES[look]]
        run.bold = look == "strong" or run.bold

    @_write.register
    def _(self, block: Bullets) -> None:
        numbering = new_numbering(self._word) if block.numbered else None
        for point in block.points:
            found = self._paragraph("List Number" if block.numbered else "List Bullet", point)
            if numbering is not None:
                numbering(found)

    @_write.register
    def _(self, block: Table) -> None:
        if not block.rows and block.nothing:
            self._paragraph("Report Quiet", block.nothing)
            return
        if block.caption:
            self._paragraph("Caption", block.caption)
        shares = block.shares or (1,) * len(block.columns)
        widths = [round(self._width * share / sum(shares)) for share in shares]
        heads = [printable(name) for name in block.columns]
        caption = printable(block.caption)
        grid = Grid(self._word, heads, widths, style="Report Table", caption=caption)
        _set_right(grid.heads, block.numbers)
        for row in block.rows:
            cells = grid.add(*[""] * len(row))
            for paragraph, cell in zip(cells, row, strict=True):
                self._fill(grid, paragraph, cell)
            _set_right(cells, block.numbers)
        self._after_table = True

    def _fill(self, grid: Grid, paragraph: WordParagraph, cell: Cell) -> None:
        if cell.words:
            self._worded(paragraph, cell.words, cell.look)
        if cell.detail:
            below = grid.add_below(paragraph, printable(cell.detail))
            below.runs[0].font.size = Pt(8)

    @_write.register
    def _(self, block: Picture) -> None:
        self._pictures([block])

    def _pictures(self, pictures: Sequence[Picture]) -> None:
        """Write pictures beside one another, each as wide as there is room."""
        room = (self._width - (len(pictures) - 1) * _GAP) // len(pictures)
        paragraph = self._paragraph("Normal")
        captions = [one.caption for one in pictures if one.caption]
        paragraph.paragraph_format.keep_with_next = bool(captions)
        for number, one in enumerate(pictures):
            if number:
                paragraph.add_run(" ")
            size = {"svg": one.svg, "alt": one.alt, "width": one.width, "height": one.height}
            png = set_pictures("picture", size, pixels_per_inch=_SHARP)[0]
            width = min(round(one.width * _PIXEL), room)
            run = paragraph.add_run()
            describe(run.add_picture(BytesIO(png), width=Emu(width)), printable(one.alt))
        if len(captions) > 1:
            captions = [f"{place}: {one}" for place, one in zip(_PLACES, captions, strict=False)]
        for caption in captions:
            found = self._paragraph("Report Quiet", caption)
            found.paragraph_format.keep_with_next = caption is not captions[-1]

    @_write.register
    def _(self, block: Facts) -> None:
        for name, value in block.pairs:
            found = self._paragraph("Normal")
            found.paragraph_format.space_after = Pt(2)
            found.add_run(f"{printable(name)}: ").bold = True
            found.add_run(printable(value))

    @_write.register
    def _(self, block: Lines) -> None:
        for _ in range(block.number):
            rule_below(self._paragraph("Normal"))

    @_write.register
    def _(self, block: Beside) -> None:
        """Write columns after one another, pictures alone beside one another.

        A reader that speaks a page cannot tell a table of layout from one of data.
        """
        firsts = [one for column in block.columns for one in column]
        pictures = [one for one in firsts if isinstance(one, Picture)]
        if len(pictures) == len(firsts) and all(len(column) == 1 for column in block.columns):
            self._pictures(pictures)
            return
        for one in firsts:
            self._write(one)

    @_write.register
    def _(self, _block: NewPage) -> None:
        self._breaks = True


def _set_right(cells: Sequence[WordParagraph], numbers: frozenset[int]) -> None:
    for column in numbers:
        cells[column].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _headings(blocks: Iterable[Block]) -> list[Heading]:
    """Return every heading in the order in which they are written."""
    found: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(block)
        elif isinstance(block, Beside):
            for column in block.columns:
                found += _headings(column)
    return found


def _name(number: int) -> str:
    return f"_heading_{number}"
