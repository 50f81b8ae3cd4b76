"""A period's figures as files: what leaves is what was seen, whole, and noted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

from iro_desktop.cli import main
from iro_desktop.domain.errors import FileNotWrittenError
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.services import workspace as workspaces
from iro_desktop.services.access import view_log
from iro_desktop.services.measures import PeriodBackwardsError, measures_report
from iro_desktop.services.tables_export import (
    Contents,
    contents,
    pages,
    write_csv,
    write_pages,
    write_workbook,
)
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.pdfs import alt_texts, reader, tags, text_of
from tests.quick_keys import create_quickly
from tests.stores import TODAY, a_workspace

AT = datetime(2020, 4, 1, 9, 30, tzinfo=UTC)
FROM = date(2019, 4, 1)
KEYS = ("Numerator", "Denominator", "Value")
Figures = dict[tuple[str, str, str], tuple[float | None, ...]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path_factory.mktemp("tables") / "store.iro", officer="Jo Bloggs")
    fill(workspace, 68)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def shared(workspace: Workspace) -> Contents:
    return contents(workspace, FROM, TODAY, shared_beyond=True)


def whole(workspace: Workspace) -> Contents:
    return contents(workspace, FROM, TODAY, shared_beyond=False)


def test_the_workbook_equals_the_measures_of_the_same_period(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "figures.xlsx"
    write_workbook(workspace, whole(workspace), path, at=AT)
    expected = of_the_report(workspace)
    assert len(expected) > 500
    for found in (by_openpyxl(path), by_calamine(path)):
        assert found.keys() == expected.keys()
        for key, numbers in expected.items():
            assert found[key] == pytest.approx(numbers), key


def of_the_report(workspace: Workspace) -> Figures:
    """Every figure of ``measures --json``: by measure, part or month."""
    report = measures_report(workspace, as_of=TODAY, from_on=FROM, to_on=TODAY)
    found: Figures = {}
    for one in report["measures"]:
        found["Measures", one["id"], ""] = sides(one)
        numbers = [sides(part) for part in one["parts"].values()]
        found |= {("Parts", one["id"], str(at)): each for at, each in enumerate(numbers)}
        months = [(point["to"], sides(point)) for point in one["series"]]
        found |= {("Months", one["id"], month): each for month, each in months}
    return found


def sides(figure: dict[str, float | None]) -> tuple[float | None, ...]:
    return tuple(none(figure[key.lower()]) for key in KEYS)


def none(value: object) -> float | None:
    """Nothing for an empty cell, which calamine reads as an empty text."""
    assert value is None or value == "" or isinstance(value, int | float)
    return None if value in (None, "") else float(value)


def keyed(name: str, rows: list[list[object]]) -> Figures:
    headings = [str(cell) for cell in rows[0]]
    found: Figures = {}
    parts: dict[str, int] = {}
    for cells in rows[1:]:
        row = dict(zip(headings, cells, strict=True))
        measure_id, to_on = str(row["Measure id"]), row["To"]
        key = str(to_on)[:10] if name == "Months" else ""
        if name == "Parts":
            key = str(parts.setdefault(measure_id, 0))
            parts[measure_id] += 1
        found[name, measure_id, key] = tuple(none(row[one]) for one in KEYS)
    return found


def by_openpyxl(path: Path) -> Figures:
    book = load_workbook(path)
    found: Figures = {}
    for name in ("Measures", "Months", "Parts"):
        rows = [list(row) for row in book[name].iter_rows(min_row=4, values_only=True)]
        found |= keyed(name, rows)
    return found


def by_calamine(path: Path) -> Figures:
    book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    found: Figures = {}
    for name in ("Measures", "Months", "Parts"):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[3:]
        found |= keyed(name, [list(row) for row in rows])
    return found


def test_what_leaves_is_said_before_it_does(workspace: Workspace, shared: Contents) -> None:
    own = contents(workspace, FROM, TODAY)
    assert own.lines[0] == "Jo Bloggs, the 12 months to March 2020."
    assert "no child is named" in own.lines[2]
    assert shared.lines[0] == "One IRO, the 12 months to March 2020."
    assert "are shown as “c”" in shared.lines[3]


def test_without_days_it_is_the_last_twelve_months_that_are_over(workspace: Workspace) -> None:
    found = contents(workspace).tables.period
    assert (found.from_on, found.to_on) == (FROM, TODAY)
    earlier = contents(workspace, to_on=date(2020, 2, 10)).tables.period
    assert (earlier.from_on, earlier.to_on) == (date(2019, 2, 1), date(2020, 1, 31))


def test_a_period_that_ends_before_it_begins_is_refused(workspace: Workspace) -> None:
    with pytest.raises(PeriodBackwardsError):
        contents(workspace, TODAY, FROM)


def test_an_export_is_noted_without_a_name(workspace: Workspace, tmp_path: Path) -> None:
    found = contents(workspace, FROM, TODAY, shared_beyond=True)
    write_csv(workspace, found, tmp_path / "figures.csv")
    (latest,) = view_log(workspace)[:1]
    assert latest.what == "export"
    assert latest.note == "figures as CSV, the 12 months to March 2020, small counts hidden"
    assert "Jo Bloggs" not in (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")


def test_a_file_that_cannot_be_written_leaves_the_earlier_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = whole(workspace)
    with pytest.raises(FileNotWrittenError):
        write_csv(workspace, found, tmp_path / "nowhere" / "figures.csv")
    assert not (tmp_path / "nowhere").exists()


def test_the_pages_are_two_and_tagged(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "figures.pdf"
    write_pages(workspace, whole(workspace), path, at=AT)
    data = path.read_bytes()
    found = reader(data)
    root = found.trailer["/Root"]
    assert len(found.pages) == 2
    assert root["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert tags(data)["Table"] == 1
    assert len(alt_texts(data)) == 2
    assert all("per FTE" in text or "checked" in text for text in alt_texts(data))
    said = text_of(data)
    for words in ("Headline figures", "Timeliness", "What the figures rest on", "OFFICIAL"):
        assert words in said


def test_pages_for_others_show_no_hidden_count(shared: Contents) -> None:
    document = pages(shared)
    words = str(document)
    assert "Jo Bloggs" not in words
    hidden = [row for row in shared.tables.measures if row.value == HIDDEN]
    assert hidden
    for row in hidden:
        assert f"{row.title}: " not in words or row.measure_id in (
            "cla_reviews_in_time", "icpc_in_time"
        )  # fmt: skip


def test_an_empty_store_has_its_files_too(tmp_path: Path) -> None:
    empty = a_workspace(tmp_path / "empty.iro", fte=None)
    try:
        for shared_beyond in (False, True):
            found = contents(empty, FROM, TODAY, shared_beyond=shared_beyond)
            assert found.tables.hidden == 0
            write_workbook(empty, found, tmp_path / "empty.xlsx", at=AT)
            write_pages(empty, found, tmp_path / "empty.pdf", at=AT)
        assert len(reader((tmp_path / "empty.pdf").read_bytes()).pages) <= 2
    finally:
        empty.close()


def test_the_command_line_writes_each_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", "three quiet herons")
    create_quickly(monkeypatch, workspaces)
    store = ["--store", str(tmp_path / "s.iro")]
    assert main(["create", "--officer", "Jo Bloggs", *store]) == 0
    for kind, start in (
        ("workbook", b"PK"),
        ("csv", b"\xef\xbb\xbfmeasure"),
        ("summary-pdf", b"%PDF"),
    ):
        out = tmp_path / kind
        days = ["--from", "2019-04-01", "--to", "2020-03-31"]
        assert main(["export", kind, "--out", str(out), *days, "--share", *store]) == 0
        assert out.read_bytes().startswith(start)
        said = capsys.readouterr().out
        assert "the 12 months to March 2020" in said
        assert "For sharing outside the service" in said
