"""Workbooks are read as text, and what could do harm is refused before it is parsed."""

import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.errors import CancelledError, FileTooLargeError
from iro_desktop.importers.sources import Source
from iro_desktop.importers.workbooks import WorkbookNotReadError, pages
from iro_desktop.importers.workbooks_limits import USUAL, Limits
from iro_desktop.importers.workbooks_ole import container_of, stream_of
from tests.workbooks import (
    MAIN,
    Cell,
    Formula,
    Sheets,
    as_xls,
    as_xlsx,
    parts_of,
    records_of,
    zipped,
)

ROWS: list[list[Cell]] = [
    ["List 7", None, None, None],
    ["Child\u00a0Unique ID ", "\u2018Missing’", "Start", "Number"],
    [11641472, "b) Female", date(2020, 9, 16), 1.5],
    ["AB12", "  ", date(1899, 12, 31), 0],
]


def read(content: bytes, limits: Limits = USUAL) -> dict[str, list[list[str]]]:
    file = Source("book.xlsx", Path(), content)
    return {page.name: page.rows for page in pages(file, limits=limits)}


@pytest.mark.parametrize("made", [as_xlsx, as_xls])
def test_cells_are_text_in_both_forms(made: Callable[[Sheets], bytes]) -> None:
    found = read(made({"List 7": ROWS, "Leer": []}))
    assert found["List 7"][:3] == [
        ["List 7", "", "", ""],
        ["Child\u00a0Unique ID ", "\u2018Missing’", "Start", "Number"],
        ["11641472", "b) Female", "2020-09-16", "1.5"],
    ]
    assert found["List 7"][3][:2] == ["AB12", "  "]
    assert found["Leer"] == []


def test_formulas_are_their_values_and_errors_are_blank() -> None:
    row: list[Cell] = [Formula("H2+5", 44090), Formula('"a"&"b"', "ab"), "#N/A", True]
    assert read(as_xlsx({"S": [row]})) == {"S": [["44090", "ab", "", "True"]]}


def test_only_the_sheets_that_are_wanted_are_read() -> None:
    file = Source("b.xlsx", Path(), as_xlsx({"List 7": ROWS, "Other": ROWS}))
    assert [page.name for page in pages(file, wanted="Other".__eq__)] == ["Other"]


def test_reading_can_be_cancelled() -> None:
    def step() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        pages(Source("b.xlsx", Path(), as_xlsx({"S": ROWS})), step=step)


def test_a_sheet_that_is_formatted_to_its_very_end_is_as_long_as_what_is_in_it() -> None:
    parts = parts_of({"S": ROWS})
    blank = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace("</sheetData>", blank)
    assert len(read(zipped(parts))["S"]) == len(ROWS)


@pytest.mark.parametrize(
    "cell",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="2"><c r="A999999" t="n"><v>1</v></c></row>',
        "<row r='60000'><c s='1' r='B60000'><v>1</v></c></row>",
        '<row r="40000"><c r="XFD40000"><v>1</v></c></row>',
        "<row r='49999'><c r='A49999'><v>1</v></c></row><row>" + "<c><v>1</v></c>" * 200 + "</row>",
    ],
)
def test_a_cell_far_out_is_refused_before_room_is_made_for_it(cell: str) -> None:
    parts = parts_of({"S": ROWS})
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace("</sheetData>", f"{cell}</sheetData>")
    with pytest.raises(FileTooLargeError, match=r"book\.xlsx has a sheet of"):
        read(zipped(parts))


def test_what_parts_say_of_their_own_size_is_not_believed() -> None:
    parts = parts_of({"S": ROWS})
    many = "4294967295"
    for name, old, new in (
        ("xl/worksheets/sheet1.xml", "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        ("xl/sharedStrings.xml", "<sst ", f"<sst count='{many}'\n uniqueCount = \"{many}\" "),
        ("xl/styles.xml", "<cellXfs>", f"<cellXfs count='{many}'>"),
    ):
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
    assert read(zipped(parts)) == read(as_xlsx({"S": ROWS}))
    content = as_xls({"S": ROWS})
    size = struct.pack("<HHII", 0x0200, 14, 0, len(ROWS))
    assert size in content
    far = content.replace(size, struct.pack("<HHII", 0x0200, 14, 0, 0xFFFFFFFF))
    assert read(far) == read(content)


@pytest.mark.parametrize("cells", [1, 400])
def test_an_old_workbook_of_any_size_is_put_together_again(cells: int) -> None:
    stream = records_of({"S": [["x" * 1000] * 10] * cells})
    content = container_of(stream)
    assert stream_of(content)[: len(stream)] == stream
    assert [len(row) for row in read(content)["S"]] == [10] * cells


def test_a_whole_service_may_read_longer_sheets() -> None:
    rows: list[list[Cell]] = [[number] for number in range(60)]
    content = as_xlsx({"S": rows})
    with pytest.raises(FileTooLargeError, match="more than 50 rows"):
        read(content, limits=Limits(rows=50))
    assert len(read(content, limits=Limits(rows=60))["S"]) == 60
    with pytest.raises(FileTooLargeError, match="may have 0 MB"):
        read(content, limits=Limits(file_bytes=100))


def test_an_xls_that_reaches_too_far_is_refused_before_room_is_made_for_it() -> None:
    content = as_xls({"S": ROWS})
    near = struct.pack("<HHHHH", 0x0203, 14, 2, 0, 0)
    assert content.count(near) == 1
    far = content.replace(near, struct.pack("<HHHHH", 0x0203, 14, 0xFFFE, 0xFFFE, 0))
    with pytest.raises(FileTooLargeError, match="more than 50,000 rows"):
        read(far)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    parts: dict[str, str | bytes] = dict(parts_of({"S": ROWS}))
    with pytest.raises(FileTooLargeError, match="100 times its size"):
        read(zipped(parts | {"xl/styles.xml": b" " * 3 * 2**20}))
    with pytest.raises(FileTooLargeError, match="larger than 1 MB once unpacked"):
        read(
            zipped(parts | {"xl/styles.xml": b"<" + bytes(range(256)) * 8192}),
            limits=Limits(unzipped_bytes=2**20),
        )


def test_a_part_is_not_believed_when_it_says_how_large_it_is() -> None:
    content = zipped(dict(parts_of({"S": ROWS})) | {"xl/styles.xml": b" " * 3 * 2**20})
    size = struct.pack("<I", 3 * 2**20)
    assert content.count(size) >= 2
    with pytest.raises(FileTooLargeError, match="100 times its size"):
        read(content.replace(size, struct.pack("<I", 30)))


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_declarations_and_entities_are_refused(part: str, code: str) -> None:
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        f"<sst {MAIN}><si><t>&b;</t></si></sst>"
    )
    with pytest.raises(WorkbookNotReadError, match="could not be read as a workbook"):
        read(zipped(dict(parts_of({"S": ROWS})) | {part: bomb.encode(code)}))


def test_what_lies_beside_the_sheets_is_never_opened() -> None:
    parts: dict[str, str | bytes] = dict(parts_of({"S": ROWS}))
    link = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><externalLink/>'
    parts |= {"xl/vbaProject.bin": b"\0macro", "xl/externalLinks/externalLink1.xml": link}
    assert read(zipped(parts)) == read(as_xlsx({"S": ROWS}))


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"<html><body><table><tr><td>Child</td></tr></table>", "written as a web page"),
        (b"\xef\xbb\xbf\r\n<TABLE border=1>", "written as a web page"),
        ("<html><table>".encode("utf-16"), "written as a web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "written as a web page"),
        (b"Child Unique ID,Gender\r\nAB12,M\r\n", "rename it to end in .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "locked with a password"),
        (as_xls({"S": ROWS}, locked=True), "locked with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "could not be read as a workbook"),
        (b"PK\x03\x04 and no more", "could not be read as a workbook"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
         "could not be read as a workbook"),
        (zipped({"word/document.xml": "<w/>"}), "could not be read as a workbook"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_with_a_sentence_of_its_own(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(WorkbookNotReadError, match=sentence):
        read(content)


def test_an_encrypted_part_is_a_locked_workbook() -> None:
    content = bytearray(as_xlsx({"S": ROWS}))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    with pytest.raises(WorkbookNotReadError, match="locked with a password"):
        read(bytes(content))


def test_a_torn_stream_is_damage_and_no_endless_loop() -> None:
    content = as_xlsx({"S": ROWS})
    for cut in range(40, len(content), 97):
        with pytest.raises(WorkbookNotReadError):
            read(content[:cut])


def test_five_thousand_rows_are_all_read() -> None:
    rows: list[list[Cell]] = [
        [f"C{number}", "b) Female", date(2020, 9, 16), *map(str, range(31))]
        for number in range(5000)
    ]
    content = as_xlsx({"List 8": rows})
    assert len(read(content)["List 8"]) == 5000
