"""Tables of Word documents: a head that every page repeats, rows that no page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table

_TWIP: Final = 635  # of the units in which python-docx measures


class Grid:
    """A table with its head, which is repeated on every page that the table runs over.

    Its rows are made here one by one: python-docx looks through all rows for each that it adds.
    ``widths`` are those of the columns in English Metric Units; ``shade`` is the head's colour
    where the style gives it none. ``caption`` names the table to those who cannot see it.
    """

    def __init__(
        self,
        document: WordDocument,
        heads: Sequence[str],
        widths: Sequence[int],
        *,
        style: str = "Table Grid",
        shade: str = "",
        caption: str = "",
    ) -> None:
        table: Table = document.add_table(rows=0, cols=len(heads), style=style)
        table.autofit = False
        self._table = table
        self._widths = widths
        self._name(caption)
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        self.heads = self._row("w:tblHeader", words=heads, shade=shade)
        for cell in self.heads:
            for run in cell.runs:
                run.bold = True

    def add(self, *words: str) -> list[Paragraph]:
        """Add a row that no page breaks, and return its cells' paragraphs."""
        return self._row("w:cantSplit", words=words)

    def add_below(self, cell: Paragraph, words: str) -> Paragraph:
        """Add a paragraph under another one of the same cell."""
        below = OxmlElement("w:p")
        cell._p.addnext(below)  # noqa: SLF001 - python-docx adds at the end of a cell only
        found = Paragraph(below, self._table)
        found.add_run(words)
        return found

    def _name(self, caption: str) -> None:
        """Say that the first row is the head and the first column none, and name the table."""
        about = self._table._tbl.tblPr  # noqa: SLF001 - python-docx has no names for tables
        for old in about.findall(qn("w:tblLook")):
            about.remove(old)
        look = OxmlElement("w:tblLook")
        for name, value in (
            ("val", "0020"), ("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "0"),
            ("lastColumn", "0"), ("noHBand", "1"), ("noVBand", "1"),
        ):  # fmt: skip
            look.set(qn(f"w:{name}"), value)
        about.append(look)
        if caption:
            named = OxmlElement("w:tblCaption")
            named.set(qn("w:val"), caption)
            about.append(named)

    def _row(self, said: str, *, words: Sequence[str], shade: str = "") -> list[Paragraph]:
        row, about = OxmlElement("w:tr"), OxmlElement("w:trPr")
        about.append(OxmlElement("w:cantSplit"))
        if said != "w:cantSplit":
            about.append(OxmlElement(said))
        row.append(about)
        cells = []
        for text, width in zip(words, self._widths, strict=True):
            cell, look = OxmlElement("w:tc"), OxmlElement("w:tcPr")
            wide = OxmlElement("w:tcW")
            wide.set(qn("w:type"), "dxa")
            wide.set(qn("w:w"), str(width // _TWIP))
            look.append(wide)
            if shade:
                shading = OxmlElement("w:shd")
                shading.set(qn("w:val"), "clear")
                shading.set(qn("w:fill"), shade)
                look.append(shading)
            words_of = OxmlElement("w:p")
            cell.append(look)
            cell.append(words_of)
            row.append(cell)
            paragraph = Paragraph(words_of, self._table)
            if text:
                paragraph.add_run(text)
            cells.append(paragraph)
        self._table._tbl.append(row)  # noqa: SLF001 - see above
        return cells
