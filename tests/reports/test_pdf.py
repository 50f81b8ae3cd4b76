"""A document as a PDF: all can read it, and its words are never markup."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from iro_desktop.domain.paper import (
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
from iro_desktop.reports.letters import settable
from iro_desktop.reports.pdf import pdf_of, pictures_of
from tests.pdfs import alt_texts, elements, fonts, reader, tags, text_of

AT = datetime(2020, 3, 31, 9, 30, tzinfo=UTC)
ON = date(2020, 3, 31)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="120">'
    '<rect width="300" height="30" fill="#12436D"/>'
    '<text x="5" y="90" font-family="Inter" font-size="14">36 of 40</text></svg>'
)
PICTURE = Picture(SVG, "36 of 40 reviews were in time.", 640, 120, "Reviews in time")


def a_document(*blocks: Block, wide: bool = False, slides: bool = False) -> Document:
    return Document("A review", ON, blocks, foot="LC-1", wide=wide, slides=slides)


def a_table(number: int, words: str = "Visit the child") -> Table:
    rows = tuple((Cell(f"Row {at}", "below"), Cell(words, look="bad")) for at in range(number))
    return Table("Decisions", ("What", "By"), rows, (1, 3))


def pdf(*blocks: Block) -> bytes:
    return pdf_of(a_document(*blocks), AT)


def test_every_block_is_tagged_as_what_it_is() -> None:
    data = pdf(
        Heading("First"),
        Heading("Second", 2),
        Heading("Third", 3),
        Paragraph("Words"),
        Bullets(("one", "two")),
        Bullets(("three",), numbered=True),
        a_table(3),
        PICTURE,
        Facts((("IRO", "Sam Example"),)),
        Beside(((Paragraph("left"),), (PICTURE,))),
        Lines(3),
        NewPage(),
        Paragraph("after"),
    )
    found = tags(data)
    assert [found[level] for level in ("H1", "H2", "H3", "H4")] == [1, 1, 1, 1]
    assert (found["L"], found["LI"], found["LBody"]) == (2, 3, 3)
    assert (found["Table"], found["Caption"]) == (1, 1)
    assert (found["TR"], found["TH"], found["TD"]) == (4, 2, 6)
    assert alt_texts(data) == ["36 of 40 reviews were in time."] * 2


def test_the_file_says_that_it_is_accessible_its_language_title_and_instant() -> None:
    data = pdf_of(Document("LC-1, AB", ON, (), file_title="Supervision sheet"), AT)
    found = reader(data)
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert b"pdfuaid:part>1" in root["/Metadata"].get_data()  # type: ignore[index]
    assert found.metadata is not None
    assert found.metadata.title == "Supervision sheet"
    assert found.metadata.author is None
    assert found.metadata.creation_date == AT


def test_headings_are_bookmarks_that_stand_in_one_another() -> None:
    data = pdf(Heading("First"), Heading("Within", 2), Heading("Next"))
    title, below = reader(data).outline
    assert isinstance(below, list)
    assert title["/Title"] == "A review"  # type: ignore[call-overload]
    assert [str(one["/Title"]) for one in below if not isinstance(one, list)] == ["First", "Next"]


def test_fonts_are_embedded() -> None:
    data = pdf(Heading("First"), Heading("Second", 2), Heading("Third", 3))
    found = fonts(data)
    assert len(found) == 3
    assert all(found.values())
    assert all("Inter" in name for name in found)


def test_the_same_document_is_the_same_file_and_another_is_not() -> None:
    blocks = (Heading("First"), a_table(3), PICTURE)
    assert pdf(*blocks) == pdf(*blocks)
    assert pdf_of(a_document(*blocks), AT.replace(microsecond=7)) == pdf(*blocks)
    assert pdf(*blocks) != pdf(*blocks, Paragraph("more"))


@pytest.mark.parametrize(
    "words",
    [
        "#let x = 1 #x",
        "*bold* _slanted_ `code` $x^2$",
        "@reference <label> <script>alert(1)</script>",
        "back\\slash \\u{41} \\#",
        "// a comment /* and another */ [brackets] {braces} ~ -- --- ...",
        "= Not a heading",
        "- not a point",
        "'single' \"double\"",
    ],
)
def test_words_are_never_markup(words: str) -> None:
    cell = Table(words, (words,), ((Cell(words, words),),))
    data = pdf(Heading(words), Paragraph(words), Bullets((words,)), Facts(((words, words),)), cell)
    assert "".join(text_of(data).split()).count("".join(words.split())) == 8
    assert tags(data)["H2"] == 1


@pytest.mark.parametrize(
    "words, said",
    [
        ("plain", "plain"),
        ("Zoë Łódź Ωμέγα Жук – “so” ½ €", "Zoë Łódź Ωμέγα Жук – “so” ½ €"),
        ("I feel 😀", "I feel [grinning face]"),
        ("👍🏽", "[thumbs up sign][emoji modifier fitzpatrick type-4]"),
        ("❤️ ✓", "❤ ✓"),
        ("שלום", "□□□□"),
        ("中", "□"),
        ("a\u200fb\x00c\x07", "abc"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb\u3000c", "a b c"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_no_font_draws_is_said_in_words(words: str, said: str) -> None:
    assert settable(words) == said
    pdf(Heading(words), Paragraph(words), Table(words, (words,), ((Cell(words),),)))


def test_a_look_is_told_by_a_mark_too() -> None:
    looks: tuple[Look, ...] = ("good", "warn", "bad", "open")
    said = text_of(pdf(*(Paragraph(look, look) for look in looks)))
    assert "● good ◆ warn ▲ bad ○ open" in said.replace("\xa0", " ")


def test_the_heading_row_is_on_each_page_and_no_row_is_broken() -> None:
    pages = reader(pdf(a_table(60, "word " * 60))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) > 3
    assert all("What" in text and "By" in text for text in texts)
    for at in range(60):
        (page,) = [text for text in texts if f"Row {at} " in " ".join(text.split())]
        assert page.count("word") % 60 == 0


@pytest.mark.parametrize("letter", ["x", "W", "."])
def test_a_word_of_five_thousand_letters_wraps_and_none_is_lost(letter: str) -> None:
    word = letter * 5000
    data = pdf(Paragraph(word), Table("T", ("a", "b"), ((Cell(word), Cell("b")),), (1, 9)))
    texts = [page.extract_text() for page in reader(data).pages]
    foot = sum(text.count(letter) for text in ("Page", "T", "A review", "OFFICIAL"))
    assert sum(text.count(letter) for text in texts) >= 10_000 + foot
    assert len(texts) > 3


def test_footers_hold_the_classification_the_day_and_the_page() -> None:
    pages = reader(pdf(NewPage(), Paragraph("one"), NewPage(), Paragraph("two"))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    for number, text in enumerate(texts, start=1):
        assert "LC-1 · 31 March 2020" in text
        assert "OFFICIAL - SENSITIVE" in text
        assert f"Page {number} of {len(texts)}" in text


def test_an_empty_table_says_so_and_a_caption_is_not_said_twice() -> None:
    empty = Table("Challenges", ("What",), (), nothing="No challenge is open.")
    data = pdf(Heading("Challenges"), empty, Heading("Decisions"), a_table(1))
    assert "No challenge is open." in text_of(data)
    assert text_of(data).count("Decisions") == 1
    assert tags(data)["Caption"] == 0


@pytest.mark.parametrize(
    "wide, slides, size",
    [(False, False, (210, 297)), (True, False, (297, 210)), (False, True, (297, 167))],
)
def test_pages_stand_upright_wide_or_as_slides(
    wide: bool, slides: bool, size: tuple[int, int]
) -> None:
    blocks: Sequence[Block] = (Heading("One"), Paragraph("1"), Heading("Two"), Paragraph("2"))
    found = reader(pdf_of(a_document(*blocks, wide=wide, slides=slides), AT)).pages
    box = found[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == size
    assert len(found) == (2 if slides else 1)


def test_pictures_are_the_pages() -> None:
    document = a_document(a_table(60))
    found = pictures_of(document)
    assert len(found) == len(reader(pdf_of(document, AT)).pages)
    assert all(one.startswith(b"\x89PNG") for one in found)


def test_no_heading_leaves_out_a_level_whatever_the_document_says() -> None:
    beside = Beside(((Heading("b", 3),), (Heading("c", 3),)))
    found = tags(pdf(Heading("a", 3), beside, Heading("d", 1)))
    assert {level: found[level] for level in ("H1", "H2", "H3", "H4")} == {
        "H1": 1,
        "H2": 2,
        "H3": 1,
        "H4": 1,
    }


def test_only_what_is_said_is_read_out() -> None:
    data = pdf(Lines(4))
    assert {str(one["/S"]) for one in elements(data)} <= {"/Document", "/H1", "/Div"}
