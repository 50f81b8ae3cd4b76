"""What python-docx has no words for: fields, bookmarks, links, numbering, words of a picture."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.shape import InlineShape
    from docx.text.paragraph import Paragraph

_LINE_BREAKS: Final = "\n\t"
_AFTER_BORDERS: Final = (
    "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr",
)  # fmt: skip
"""What stands after the borders among the properties of a paragraph, as Word wants it."""


def printable(words: str) -> str:
    """Words without what no Word file may hold: control characters but tabs and line breaks."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if words.isprintable():
        return words
    return "".join(
        sign
        for sign in words
        if sign in _LINE_BREAKS
        or (
            not (sign < " " or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff")
            and sign not in "\ufffe\uffff"
        )
    )


def field(paragraph: Paragraph, code: str, shown: str = "", until: Paragraph | None = None) -> None:
    """Put a field around what stands from a paragraph until another, or at its end ``shown``."""
    begin, instruction = _mark("begin"), OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    instruction.append(text)
    start = paragraph._p  # noqa: SLF001 - python-docx has no fields of its own
    if until is None:
        for part in (begin, instruction, _mark("separate")):
            start.append(part)
        paragraph.add_run(shown)
        start.append(_mark("end"))
        return
    at = 1 if start.pPr is not None else 0
    for part in (_mark("separate"), instruction, begin):
        start.insert(at, part)
    until._p.append(_mark("end"))  # noqa: SLF001 - see above


def _mark(kind: str) -> Any:  # noqa: ANN401 - an element of lxml
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Name a paragraph, so that links lead to it; ``number`` is of this bookmark alone."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    found = paragraph._p  # noqa: SLF001 - python-docx has no bookmarks
    found.insert(1 if found.pPr is not None else 0, start)
    found.append(end)


def link_to(paragraph: Paragraph, name: str, words: str) -> None:
    """Add words that lead to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    run = paragraph.add_run(words)
    link.append(run._r)  # noqa: SLF001 - python-docx only reads links
    paragraph._p.append(link)  # noqa: SLF001 - see above


def describe(picture: InlineShape, words: str) -> None:
    """Say what a picture shows to those who cannot see it."""
    about = picture._inline.docPr  # noqa: SLF001 - python-docx writes no alternative text
    about.set("descr", words)
    about.set("name", f"Picture {about.get('id')}")


def new_numbering(document: WordDocument) -> Callable[[Paragraph], None]:
    """Return what puts paragraphs of the style of numbered lists into a list that begins with 1."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    used = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    old = next(one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) == used)
    new = deepcopy(old)
    number = str(max(int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))) + 1)
    new.set(qn("w:numId"), number)
    override, start = OxmlElement("w:lvlOverride"), OxmlElement("w:startOverride")
    override.set(qn("w:ilvl"), "0")
    start.set(qn("w:val"), "1")
    override.append(start)
    new.append(override)
    numbering.findall(qn("w:num"))[-1].addnext(new)

    def put(paragraph: Paragraph) -> None:
        about = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - see above
        about.get_or_add_ilvl().val = 0
        about.get_or_add_numId().val = int(number)

    return put


def rule_below(paragraph: Paragraph) -> None:
    """Draw a line under an empty paragraph, to write on."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A929C")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    about = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - see above
    about.insert_element_before(borders, *_AFTER_BORDERS)
