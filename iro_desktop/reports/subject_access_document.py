"""Everything on one child as a Word document: real headings and tables, what to check marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from iro_desktop.domain.words import counted, plain_date
from iro_desktop.reports.subject_access import Entry, Everything, Look, Mention, Part, Step, Value
from iro_desktop.reports.word_tables import Grid

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle

_FONT: Final = "Arial"
_BODY: Final = 10
_MARGIN_MM: Final = 18
_LONG, _SHORT = Mm(297), Mm(210)
_INK: Final = RGBColor(0, 0, 0)
_HEAD_SHADE: Final = "E7E7E7"
_NOBODY: Final = "IRO Desktop"
_FIRST: Final = (
    "This document holds everything about the child that is in one IRO’s own working file. The "
    "council’s system is the statutory record and is not part of it."
)
_CHECK_WORDS: Final = (
    "Each is marked in the text in bold on yellow, with its number after it. They were found by "
    "references, names and initials alone: somebody has to read the whole document before it goes."
)
_NONE_FOUND: Final = (
    "No reference, name or initials of another child was found. They are looked for by spelling "
    "alone: somebody has to read the whole document before it goes."
)

Marks = Mapping[str, Sequence[tuple[int, Mention]]]
"""Place of a text -> its mentions, each with its number."""


def as_document(everything: Everything) -> bytes:
    """Return the document as the bytes of a .docx file."""
    document = Document()
    _set_up(document, everything)
    marks: dict[str, list[tuple[int, Mention]]] = {}
    for number, mention in enumerate(everything.mentions, 1):
        marks.setdefault(mention.place, []).append((number, mention))
    document.add_paragraph(f"Everything about {everything.called}", style="Title")
    whose = f", from the file of {everything.officer}" if everything.officer else ""
    document.add_paragraph(f"Made on {plain_date(everything.made_on)}{whose}.")
    document.add_paragraph(_FIRST)
    _list_checks(document, everything.mentions)
    for part in everything.parts:
        _write_part(document, part, marks, level=1)
    _write_under(document, "Deleted, and still in the bin", everything.deleted, marks)
    _write_entries(document, "Typed and not yet recorded", everything.drafts, marks)
    _write_entries(document, "In other records", everything.elsewhere, marks)
    _write_history(document, everything.steps, marks)
    _write_looks(document, everything.looks)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


# How it looks


def _set_up(document: WordDocument, everything: Everything) -> None:
    """Set paper, fonts and language, and say of the file what it is but not whose."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    for style in document.styles:
        if getattr(style, "font", None) is not None:
            _plain(style)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")  # that of what has no style too
    normal = document.styles["Normal"]
    normal.font.size = Pt(_BODY)
    _page_numbers(section.footer.paragraphs[0])
    about = document.core_properties
    about.title = "Everything about a child"
    about.author = about.last_modified_by = _NOBODY
    about.language = "en-GB"
    about.comments = about.keywords = about.subject = ""
    made = everything.made_on
    about.created = about.modified = datetime(made.year, made.month, made.day, tzinfo=UTC)


def _plain(style: ParagraphStyle) -> None:
    style.font.name = _FONT
    if style.font.color is not None:
        style.font.color.rgb = _INK
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    properties.append(language)


def _page_numbers(paragraph: Paragraph) -> None:
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields of its own


def _grid(document: WordDocument, heads: Sequence[str], shares: Sequence[int]) -> Grid:
    """Return a table over the width of the page."""
    width = _LONG - 2 * Mm(_MARGIN_MM)
    widths = [round(width * share / sum(shares)) for share in shares]
    return Grid(document, heads, widths, shade=_HEAD_SHADE)


def _write(paragraph: Paragraph, text: str, marks: Sequence[tuple[int, Mention]]) -> None:
    """Write a text, with each mention in it marked and numbered."""
    at = 0
    for number, mention in sorted(marks, key=lambda one: one[1].start):
        paragraph.add_run(text[at : mention.start])
        run = paragraph.add_run(text[mention.start : mention.end])
        run.bold = True
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        sign = paragraph.add_run(f" [check {number}]")
        sign.bold = True
        at = mention.end
    paragraph.add_run(text[at:])


# What stands in it


def _list_checks(document: WordDocument, mentions: Sequence[Mention]) -> None:
    places = counted(len(mentions), "place")
    these = "these" if len(mentions) > 1 else "this"
    document.add_heading(
        f"Check {these} {places} before it is sent" if mentions else "Before it is sent", 1
    )
    document.add_paragraph(_CHECK_WORDS if mentions else _NONE_FOUND)
    if not mentions:
        return
    table = _grid(document, ("No.", "Where", "Words", "Why"), (1, 6, 5, 5))
    for number, one in enumerate(mentions, 1):
        table.add(str(number), one.where, one.around, one.why)


def _write_under(document: WordDocument, heading: str, parts: Sequence[Part], marks: Marks) -> None:
    if parts:
        document.add_heading(heading, 1)
    for part in parts:
        _write_part(document, part, marks, level=2)


def _write_part(document: WordDocument, part: Part, marks: Marks, *, level: int) -> None:
    document.add_heading(part.heading, level)
    for entry in part.entries:
        _write_entry(document, entry, marks, level + 1)


def _write_entries(
    document: WordDocument, heading: str, entries: Sequence[Entry], marks: Marks
) -> None:
    if entries:
        document.add_heading(heading, 1)
    for entry in entries:
        _write_entry(document, entry, marks, 2)


def _write_entry(document: WordDocument, entry: Entry, marks: Marks, level: int) -> None:
    document.add_heading(entry.heading, level)
    if not entry.values:
        document.add_paragraph("Nothing is entered.")
        return
    table = _grid(document, ("Field", "On file"), (3, 10))
    for value in entry.values:
        _, cell = table.add(value.label, "")
        _write_value(cell, value, marks)


def _write_value(cell: Paragraph, value: Value | None, marks: Marks) -> None:
    if value is not None:
        _write(cell, value.text, marks.get(value.place, ()))


def _write_history(document: WordDocument, steps: Sequence[Step], marks: Marks) -> None:
    if not steps:
        return
    document.add_heading("History", 1)
    document.add_paragraph("Every change that was made, the newest first.")
    heads = ("When", "Who", "How", "Record", "Field", "From", "To")
    table = _grid(document, heads, (3, 3, 2, 3, 3, 5, 5))
    for step in steps:
        record = f"{step.title[:1].upper()}{step.title[1:]}, {step.what}"
        cells = table.add(_when(step.at), step.who, step.how, record, step.label, "", "")
        _write_value(cells[-2], step.before, marks)
        _write_value(cells[-1], step.after, marks)


def _write_looks(document: WordDocument, looks: Sequence[Look]) -> None:
    if not looks:
        return
    document.add_heading("Who looked at it", 1)
    table = _grid(document, ("When", "What", "Who", "Note"), (3, 4, 4, 6))
    for look in looks:
        table.add(_when(look.at), look.what, look.who or "Not known", look.note)


def _when(at: str) -> str:
    """Return an instant in words, as the clock on the wall had it: "12 May 2026, 14:02"."""
    moment = datetime.fromisoformat(at).astimezone()
    return f"{plain_date(moment.date())}, {moment:%H:%M}"
