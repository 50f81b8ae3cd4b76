"""A document as a Word file, read again by python-docx."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from iro_desktop.domain.paper import (
    Beside,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Heading,
    Lines,
    NewPage,
    Paragraph,
    Picture,
    Table,
)
from iro_desktop.reports.word import word_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80">'
    '<rect width="9" height="9"/></svg>'
)
CHART = Picture(SVG, "A chart that rises", 200, 80, "It rises")


def written(*blocks: Block, **fields: Any) -> Any:
    """Return a document, written and opened again."""
    paper = Document("A title", date(2020, 3, 31), blocks, **fields)
    return docx.Document(BytesIO(word_of(paper)))


def texts(found: Any, style: str) -> list[str]:
    return [one.text for one in found.paragraphs if one.style.name == style]


def test_headings_are_styles_that_a_screen_reader_steps_through() -> None:
    found = written(Heading("One"), Heading("Two", 2), Heading("Three", 3), subtitle="Under it")
    assert texts(found, "Title") == ["A title"]
    assert texts(found, "Subtitle") == ["Under it"]
    assert [texts(found, f"Heading {level}") for level in (1, 2, 3)] == [
        ["One"],
        ["Two"],
        ["Three"],
    ]


def test_a_table_repeats_its_head_and_breaks_no_row() -> None:
    rows = ((Cell("Apr"), Cell("8 of 10", "80%")), (Cell("May"), Cell("9 of 10", "", "bad")))
    found = written(Table("By month", ("Month", "Met"), rows, (1, 3), frozenset({1})))
    (table,) = found.tables
    assert table.style.name == "Report Table"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Month", "Met"],
        ["Apr", "8 of 10\n80%"],
        ["May", "▲\xa09 of 10"],
    ]
    said = [{one.tag for one in row._tr.trPr} for row in table.rows]
    assert qn("w:tblHeader") in said[0]
    assert all(qn("w:cantSplit") in one for one in said)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "By month"
    assert texts(found, "Caption") == ["By month"]
    assert table.rows[1].cells[1].paragraphs[0].alignment == 2


def test_a_table_without_rows_says_so() -> None:
    found = written(Table("By month", ("Month",), (), nothing="Nothing yet."))
    assert not found.tables
    assert "Nothing yet." in texts(found, "Report Quiet")


def test_pictures_have_their_words_and_stand_in_the_text() -> None:
    found = written(CHART, Beside(((CHART,), (CHART,))))
    shapes = found.inline_shapes
    assert [one._inline.docPr.get("descr") for one in shapes] == ["A chart that rises"] * 3
    assert shapes[0].width == 200 * 9525
    assert "It rises" in texts(found, "Report Quiet")


def test_numbered_lists_begin_with_one_each() -> None:
    found = written(Bullets(("a", "b"), numbered=True), Bullets(("c",), numbered=True))
    numbers = [
        one._p.pPr.numPr.numId.val for one in found.paragraphs if one.style.name == "List Number"
    ]
    assert len(set(numbers[:2])) == 1
    assert numbers[2] != numbers[0]


def test_the_file_says_its_title_and_language_and_nobody_as_its_author() -> None:
    at = datetime(2020, 4, 2, 9, tzinfo=UTC)
    paper = Document("About AB12", date(2020, 3, 31), (), file_title="Child sheet")
    about = docx.Document(BytesIO(word_of(paper, at))).core_properties
    assert (about.title, about.language, about.author) == ("Child sheet", "en-GB", "IRO Desktop")
    assert about.created == at


def test_the_foot_says_what_it_is_its_classification_and_the_page() -> None:
    found = written(foot="Annual report", classification="OFFICIAL")
    foot = found.sections[0].footer
    assert [one.text for one in foot.paragraphs] == [
        "OFFICIAL",
        "Annual report · 31 March 2020\tPage 1 of 1",
    ]
    codes = [one.text for one in foot._element.iter(qn("w:instrText"))]
    assert codes == [" PAGE ", " NUMPAGES "]


def test_the_contents_are_a_field_whose_entries_lead_to_their_headings() -> None:
    found = written(*(Heading(name) for name in ("One", "Two", "Three")))
    body = found.element.body
    codes = [one.text for one in body.iter(qn("w:instrText"))]
    assert len(codes) == 1
    assert codes[0].strip().startswith('TOC \\o "1-1"')
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert len(anchors) == 3
    assert set(anchors) <= marks


def test_slides_begin_a_page_for_each_heading_and_lie_wide() -> None:
    found = written(Heading("One"), Heading("Two"), slides=True, wide=True)
    breaks = [
        one.paragraph_format.page_break_before
        for one in found.paragraphs
        if one.style.name == "Heading 1"
    ]
    assert breaks == [None, True]
    assert found.sections[0].page_width > found.sections[0].page_height


def test_facts_lines_and_a_new_page_are_written() -> None:
    found = written(Facts((("Child", "AB12"),)), Lines(2), NewPage(), Paragraph("After"))
    assert "Child: AB12" in texts(found, "Normal")
    borders = list(found.element.body.iter(qn("w:pBdr")))
    assert len(borders) == 2
    last = found.paragraphs[-1]
    assert (last.text, last.paragraph_format.page_break_before) == ("After", True)


@pytest.mark.parametrize("words", ["a\x00b", "a\x0bb", "a\ufffeb", "a\ud800b", "<w:p>&amp;</w:p>"])
def test_no_words_break_the_file(words: str) -> None:
    found = written(Paragraph(words), Heading(words), Table(words, (words,), ((Cell(words),),)))
    assert found.tables[0].rows[1].cells[0].text in ("ab", words)
