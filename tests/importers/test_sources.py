"""Files from elsewhere: read whole, or refused with one sentence."""

import os
from pathlib import Path

import pytest

from iro_desktop.domain.errors import (
    EmptyFileError,
    FileNotReadError,
    FileTooLargeError,
    NotTextError,
    UserError,
)
from iro_desktop.importers.sources import LARGEST, Source, cell, named, sheet, source, text
from tests.returns import a_file


def _source(folder: Path, content: bytes) -> Source:
    path = a_file(folder, content)
    return source(path.name, path)


ROWS = "CHILD,NAME\r\nAB12,Zoë\r\n"


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        b"\xff\xfe" + ROWS.encode("utf-16-le"),
        b"\xfe\xff" + ROWS.encode("utf-16-be"),
        ROWS.replace("\r\n", "\n").encode(),
        ROWS.replace("\r\n", "\r").encode(),
        ROWS.rstrip().encode(),
        ROWS.replace(",", ";").encode(),
        ROWS.replace(",", "\t").encode("utf-16"),
        ("\r\n\r\n" + ROWS).encode(),
    ],
)
def test_every_usual_way_of_writing_a_table_is_read_alike(tmp_path: Path, content: bytes) -> None:
    found = sheet(_source(tmp_path, content))
    assert found.headings == ("CHILD", "NAME")
    assert [row for row in found.rows if row] == [["AB12", "Zoë"]]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    assert sheet(_source(tmp_path, b"A,B\n1,2\n")).first_row == 2
    assert sheet(_source(tmp_path, b"\n\nA,B\n1,2\n")).first_row == 4


def test_headings_are_compared_in_upper_case_and_without_space(tmp_path: Path) -> None:
    assert sheet(_source(tmp_path, "child , \xa0dob\n".encode())).headings == ("CHILD", "DOB")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadError, match=r"^returns is a folder: name the files"):
        source("returns", tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadError, match=r"^x\.csv is not there"):
        source("x.csv", tmp_path / "x.csv")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(FileNotReadError, match="could not be read"):
        source("x", Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileNotReadError, match="is not a file"):
        source("pipe", tmp_path / "pipe")


def test_a_file_of_500_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)  # takes no room on the disk
    with pytest.raises(FileTooLargeError, match=r"^huge\.csv has 500 MB") as caught:
        source("huge.csv", path)
    assert f"{LARGEST // 2**20} MB" in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe\n\0", b',,\n"",""']
)
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(EmptyFileError, match=r"^any\.csv is empty"):
        sheet(_source(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        b"CHILD,NAME\nAB12,Zo\xeb\n",
        b"CHILD,NAME\nAB12,a\0b\n",
        ROWS.encode("utf-16-le"),
        b"\xff\xfeA",
        b"\x89PNG\r\n\x1a\n\0\0",
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotTextError, match="is not UTF-8 text"):
        text(_source(tmp_path, content))


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_refused_by_what_it_is(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(NotTextError, match="is a workbook or an archive"):
        text(_source(tmp_path, start + b"rest"))


@pytest.mark.parametrize(
    "content", [b'A,B\n"1,2\n3,4\n', b'A,B\n"1"x,2\n', b'A\n"' + b"x" * 200_000]
)
def test_quotation_marks_that_do_not_pair_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotTextError, match="a quotation mark"):
        sheet(_source(tmp_path, content))


@pytest.mark.parametrize(
    "written, read",
    [
        ("  AB12\xa0", "AB12"),
        ("Ann\xa0Lee", "Ann Lee"),
        ("AB\u200b12", "AB12"),
        ("two\nlines", "two lines"),
        ("NULL", ""),
        ("*dummy*", ""),
        ("#N/A", ""),
        ("Null Island", "Null Island"),
        ("01", "01"),
        ("1.0", "1.0"),
    ],
)
def test_a_cell_is_one_line_of_text_or_nothing(written: str, read: str) -> None:
    assert cell(written) == read


def test_a_pattern_names_the_files_that_it_matches(tmp_path: Path) -> None:
    second, first = a_file(tmp_path, "x", "b.csv"), a_file(tmp_path, "x", "a.csv")
    a_file(tmp_path, "x", "c.txt")
    assert named([tmp_path / "*.csv"]) == [("a.csv", first), ("b.csv", second)]


def test_a_pattern_that_matches_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no file like \*\.csv"):
        named([tmp_path / "*.csv"])


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    paths = [tmp_path / "2018" / "e.csv", tmp_path / "2019" / "e.csv", tmp_path / "2019" / "r.csv"]
    assert [name for name, _ in named(paths)] == ["2018/e.csv", "2019/e.csv", "r.csv"]
