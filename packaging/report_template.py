"""Make the Word template of reports: styles that a council may change in Word as it likes.

Run `python packaging/report_template.py` after a change here; the template is committed, so that
it can be edited by hand too. Only its styles, page and language are read.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle

_TARGET: Final = Path(__file__).resolve().parent.parent / "resources/templates/report.docx"
_FONT: Final = "Arial"
_INK, _QUIET, _ACCENT = (
    RGBColor(0x1B, 0x24, 0x30),
    RGBColor(0x55, 0x60, 0x6E),
    RGBColor(0x12, 0x43, 0x6D),
)
_LOOKS: Final = {
    "Report Good": RGBColor(0x0B, 0x5B, 0x3A),
    "Report Warn": RGBColor(0x7A, 0x4B, 0x00),
    "Report Bad": RGBColor(0xA3, 0x16, 0x0B),
}
_SIZES: Final = {
    # style: size, bold, colour, space before, space after
    "Normal": (10.5, False, _INK, 0, 6),
    "Title": (22, True, _INK, 0, 4),
    "Subtitle": (12, False, _QUIET, 0, 12),
    "Heading 1": (16, True, _ACCENT, 18, 6),
    "Heading 2": (13, True, _ACCENT, 14, 4),
    "Heading 3": (10.5, True, _INK, 10, 3),
    "List Bullet": (10.5, False, _INK, 0, 4),
    "List Number": (10.5, False, _INK, 0, 4),
    "Caption": (9, True, _INK, 10, 3),
    "Footer": (8.5, False, _INK, 0, 0),
}
_TABLE: Final = """
<w:style {ns} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:qFormat/>
  <w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>
  <w:rPr><w:sz w:val="18"/></w:rPr>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="4" w:color="8A929C"/>
      <w:bottom w:val="single" w:sz="4" w:color="8A929C"/>
      <w:insideH w:val="single" w:sz="4" w:color="8A929C"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="12436D"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="F1F3F6"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def make(path: Path) -> None:
    """Write the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, (size, bold, colour, before, after) in _SIZES.items():
        style = document.styles[name]
        _dress(style, size, colour, bold=bold)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        document.styles[name].paragraph_format.keep_with_next = True
    _without(document.styles["Title"], "w:pBdr")
    _without(document.styles["Footer"], "w:tabs")
    quiet = document.styles.add_style("Report Quiet", WD_STYLE_TYPE.PARAGRAPH)
    quiet.base_style = document.styles["Normal"]
    _dress(quiet, 9.5, _QUIET, bold=False)
    for name, colour in _LOOKS.items():
        look = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        look.font.bold = True
        look.font.color.rgb = colour
    document.styles.element.append(parse_xml(_TABLE.format(ns=nsdecls("w"))))
    _speak_english(document)
    about = document.core_properties
    about.author = about.last_modified_by = "IRO Desktop"
    about.title = "Report"
    about.comments = about.keywords = about.subject = ""
    about.language = "en-GB"
    about.created = about.modified = datetime(2020, 1, 1, tzinfo=UTC)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))


def _dress(style: ParagraphStyle, size: float, colour: RGBColor, *, bold: bool) -> None:
    style.font.name = _FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _without(style: ParagraphStyle, name: str) -> None:
    about = style.element.get_or_add_pPr()
    for found in about.findall(qn(name)):
        about.remove(found)


def _speak_english(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else _TARGET)
