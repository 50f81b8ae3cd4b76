"""Workbooks and CSV files of a period, read again by two other programs."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO, StringIO
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.workbook import Workbook  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

from iro_desktop.domain.measures import Period
from iro_desktop.domain.period_notes import notes_of
from iro_desktop.domain.period_tables import PeriodTables, period_tables
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.reports.plain_cells import plain_cell
from iro_desktop.reports.tidy_csv import COLUMNS, tidy_csv
from iro_desktop.reports.workbook import workbook_of
from tests.samples import DAY, ME, figures_of

AT = datetime(2020, 4, 1, 9, 30, tzinfo=UTC)
HEADINGS = 4  # the row of the headings, as spreadsheets count
Rows = list[dict[str, Any]]


@cache
def tables(*, shared: bool = False) -> PeriodTables:
    period = Period(date(2019, 4, 1), DAY)
    return period_tables(figures_of(DAY), ME, period, whose="Sample IRO", shared_beyond=shared)


@cache
def workbook(*, shared: bool = False) -> bytes:
    return made(tables(shared=shared))


def made(found: PeriodTables) -> bytes:
    return workbook_of(found, notes_of(found, "calendar months", ("All of it.",)), AT)


@cache
def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def sheet(data: bytes, name: str) -> Rows:
    """The rows of a sheet's table as openpyxl reads them."""
    rows = list(opened(data)[name].iter_rows(min_row=HEADINGS, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def by_calamine(data: bytes, name: str) -> Rows:
    """The same as calamine reads them."""
    found = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name)
    rows = found.to_python(skip_empty_area=False)[HEADINGS - 1 :]
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("read", [sheet, by_calamine])
def test_every_figure_is_a_number_in_the_workbook(read: Any) -> None:
    for name, rows in (
        ("Measures", tables().measures),
        ("Months", tables().months),
        ("Parts", tables().parts),
    ):
        found = read(workbook(), name)
        assert len(found) == len(rows)
        for cells, row in zip(found, rows, strict=True):
            for heading, number in (
                ("Numerator", row.numerator),
                ("Denominator", row.denominator),
                ("Value", row.value),
            ):
                assert (cells[heading] or None) == (pytest.approx(number) if number else None)
                assert not isinstance(cells[heading], str) or not cells[heading]


def test_days_are_dates_and_headings_are_frozen() -> None:
    book = opened(workbook())
    first = sheet(workbook(), "Measures")[2]
    assert (first["From"], first["To"]) == (datetime(2019, 4, 1), datetime(2020, 3, 31))  # noqa: DTZ001
    for found in book:
        assert found.freeze_panes == f"B{HEADINGS + 1}"
        (table,) = found.tables.values()
        assert table.ref.startswith(f"A{HEADINGS}:")


def test_sheets_come_in_the_order_in_which_they_are_read() -> None:
    names = ["Notes", "Measures", "Months", "Caseload", "Monitoring", "Parts"]
    assert opened(workbook()).sheetnames == [*names, "Spread", "Definitions"]
    assert opened(workbook(shared=True)).sheetnames == [*names, "Definitions"]


def test_its_properties_name_nobody() -> None:
    found = opened(workbook()).properties
    assert found.title == "Independent reviewing figures, the 12 months to March 2020"
    assert not found.creator
    assert not found.lastModifiedBy
    with ZipFile(BytesIO(workbook())) as files:
        for name in files.namelist():
            if name.startswith("docProps"):
                assert b"Sample IRO" not in files.read(name)


def test_charts_state_their_finding_and_say_it_in_words() -> None:
    with ZipFile(BytesIO(workbook())) as files:
        charts = [files.read(name).decode() for name in files.namelist() if "/chart" in name
                  and name.endswith(".xml")]  # fmt: skip
        drawings = [files.read(name).decode() for name in files.namelist()
                    if name.startswith("xl/drawings/drawing")]  # fmt: skip
    assert len(charts) == len(drawings) == 2
    assert tables().caseload_title in charts[0]
    assert tables().monitoring_title in charts[1]
    assert "68.0 per FTE on 31 March 2020" in drawings[0]
    assert "A line by month" in drawings[1]


def test_a_hidden_count_is_c_and_no_number_is_left_beside_it() -> None:
    found = sheet(workbook(shared=True), "Measures")
    hidden = [row for row in found if HIDDEN in (row["Numerator"], row["Denominator"])]
    assert hidden
    assert {row["Value"] for row in hidden} <= {HIDDEN, None}
    assert "Joined" not in sheet(workbook(shared=True), "Caseload")[0]
    csv_rows = rows_of(tidy_csv(tables(shared=True)))
    assert {row["value"] for row in csv_rows if row["numerator"] == HIDDEN} <= {HIDDEN, ""}


def test_the_charts_of_a_hidden_month_have_a_gap() -> None:
    assert HIDDEN in {row.checked for row in tables(shared=True).monitoring}
    for cells, row in zip(
        sheet(workbook(shared=True), "Monitoring"), tables(shared=True).monitoring, strict=True
    ):
        assert (cells["Checked"] == HIDDEN) == (row.checked == HIDDEN)
        if HIDDEN in (row.checked, row.due):
            assert cells["Per cent"] is None


# What looks like a formula


def strange_texts(number: int) -> Iterator[str]:
    """Yield texts that some spreadsheet might calculate, or follow."""
    random = Random(1)
    starts = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠")  # noqa: RUF001
    ends = (
        "1+1", 'HYPERLINK("http://example.invalid","x")', "cmd|' /C calc'!A0", "SUM(A1:A9)",
        'DDE("cmd";"/C calc";"x")', "2020", "A1", 'WEBSERVICE("x")', "", "{1,2}",
        'IMPORTXML("x")', "'!A1",
    )  # fmt: skip
    yield from ("http://example.invalid", "mailto:a@example.invalid", "internal:Notes!A1", "{=A1}")
    for at in range(number - 4):
        yield f"{random.choice(starts)}{random.choice(ends)}{at if at % 3 else ''}"


def strange_tables() -> tuple[PeriodTables, list[str]]:
    texts = list(strange_texts(500))
    row = tables().measures[0]
    rows = tuple(
        replace(row, title=text, section=text, part_title=text, stands=text, sentence=text)
        for text in texts
    )
    return replace(tables(), whose=texts[5], measures=rows, parts=rows, months=rows), texts


def test_texts_like_formulas_stay_texts_in_a_workbook() -> None:
    found, texts = strange_tables()
    data = made(found)
    book = opened(data)
    for name in ("Measures", "Parts", "Months"):
        cells = [row[0] for row in book[name].iter_rows(min_row=HEADINGS + 1)]
        assert {cell.data_type for cell in cells} == {"s"}
        kept = [str(cell.value).replace("_x000D_", "\r") for cell in cells]
        assert kept == texts
        calamine = [str(row["Measure"]) for row in by_calamine(data, name)]
        assert [text.strip() for text in calamine] == [text.strip() for text in texts]
    with ZipFile(BytesIO(data)) as files:
        sheets = [files.read(name) for name in files.namelist() if "worksheets/sheet" in name]
    assert sheets
    for content in sheets:
        assert b"<f>" not in content
        assert b"hyperlink" not in content


def test_texts_like_formulas_get_an_apostrophe_in_csv() -> None:
    found, texts = strange_tables()
    rows = rows_of(tidy_csv(replace(found, parts=())))
    kept = [row["title"] for row in rows if row["span"] == "month"]
    assert len(kept) == len(texts)
    for cell, text in zip(kept, texts, strict=True):
        assert cell in (text, f"'{text}")
        assert cell.lstrip(" ")[:1] not in tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001
    assert sum(cell.startswith("'") for cell in kept) >= 490


@pytest.mark.parametrize(
    "text, kept",
    [
        ("Delay: permanence", "Delay: permanence"),
        ("", ""),
        ("=1", "'=1"),
        (" =1", "' =1"),
        ("-", "'-"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
    ],
)
def test_only_what_begins_like_a_formula_is_marked(text: str, kept: str) -> None:
    assert plain_cell(text) == kept


# CSV


def test_the_csv_file_has_a_row_for_each_measure_part_and_period() -> None:
    data = tidy_csv(tables())
    assert data.startswith("\ufeffmeasure,title".encode())
    rows = rows_of(data)
    assert tuple(rows[0]) == COLUMNS
    keys = [(row["measure"], row["part"], row["span"], row["from"], row["to"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert len(rows) == len(tables().measures) + len(tables().parts) + len(tables().months)
    assert {row["iro"] for row in rows} == {"Sample IRO"}
    reviews = next(row for row in rows if row["measure"] == "cla_reviews_in_time")
    assert (reviews["from"], reviews["to"]) == ("2019-04-01", "2020-03-31")
    assert float(reviews["value"]) == 100 * int(reviews["numerator"]) / int(reviews["denominator"])
