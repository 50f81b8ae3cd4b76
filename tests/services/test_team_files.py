"""A team's workbook and yearly report, opened again by other programs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from iro_desktop.cli import main
from iro_desktop.domain.period_tables import period_tables
from iro_desktop.domain.report_period import usual_period
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.reports.summary_file import summary_file
from iro_desktop.services.team import OpenedTeam, team_of
from iro_desktop.services.team_files import team_notes, write_team_workbook
from tests.teams import AS_OF, a_summary, name_of, summary_of_iro

AT = datetime(2020, 4, 2, 9, 30, tzinfo=UTC)
FROM = date(2020, 1, 1)
ROSTER = "IRO id,Name,FTE\n,IRO 1,1\n,IRO 2,1\n,IRO 3,0.5\n,Nobody Yet,1\n"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("team")
    for number in (1, 2, 3):
        path = found / f"{name_of(number)}.irosummary"
        path.write_bytes(summary_file(summary_of_iro(number)))
    (found / "roster.csv").write_text(ROSTER)
    return found


@pytest.fixture(scope="module")
def opened(folder: Path) -> OpenedTeam:
    return team_of([folder], folder / "roster.csv", AS_OF)


@pytest.fixture(scope="module")
def workbook(folder: Path) -> Path:
    path = folder / "team.xlsx"
    words = ["team", folder, "--roster", folder / "roster.csv", "--as-of", AS_OF]
    assert main([*map(str, words), "--from", str(FROM), "--out", str(path)]) == 0
    return path


def rows_of(path: Path, sheet: str) -> list[Row]:
    """Return the rows of a sheet by their headings."""
    found = load_workbook(path)[sheet].iter_rows(min_row=4, values_only=True)
    heads = next(found)
    return [dict(zip(heads, row, strict=True)) for row in found]


def notes_in(path: Path) -> str:
    return " ".join(str(row["Note"]) for row in rows_of(path, "Notes"))


def test_the_workbook_equals_what_is_printed(
    folder: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    words = ["team", folder, "--roster", folder / "roster.csv", "--as-of", AS_OF, "--json"]
    assert main([*map(str, words), "--from", str(FROM)]) == 0
    report = json.loads(capsys.readouterr().out)
    measures = {row["Measure id"]: row for row in rows_of(workbook, "Measures")}
    by_iro = {(row["Measure id"], row["IRO"]): row for row in rows_of(workbook, "By IRO")}
    for one in report["measures"]:
        assert numbers(measures[one["id"]]) == pytest.approx(figure(one))
        for each in one["by_iro"]:
            row = by_iro.pop((one["id"], each["name"]))
            assert numbers(row) == pytest.approx(figure(each))
    assert not by_iro
    moved = rows_of(workbook, "Movement")
    for one in report["movement"]["team"]:
        (row,) = [
            row
            for row in moved
            if row["Whose"] == "Team" and f"{row['Month’s end']:%Y-%m}" == one["month"]
        ]
        for key in ("opening", "new", "received", "ended", "closing"):
            assert row[key.capitalize()] == one[key]
        assert (row["Passed on"], row["Within the team"]) == (one["passed"], one["between"])
    assert len(moved) == 4 * 3


def numbers(row: Row) -> tuple[float, ...]:
    return tuple(row[key] if row[key] is not None else -1.0
                 for key in ("Numerator", "Denominator", "Value"))  # fmt: skip


def figure(one: Row) -> tuple[float, ...]:
    return tuple(one[key] if one[key] is not None else -1.0
                 for key in ("numerator", "denominator", "value"))  # fmt: skip


def test_its_notes_say_how_many_it_is_of_and_what_was_found(
    opened: OpenedTeam, workbook: Path
) -> None:
    said = notes_in(workbook)
    assert "These figures are of 3 of 4 IROs" in said
    assert "of Nobody Yet not all months are there" in said
    assert opened.team.findings
    for one in opened.team.findings:
        assert one.sentence in said


def test_what_is_shared_names_no_iro_and_hides_small_counts(
    opened: OpenedTeam, tmp_path: Path
) -> None:
    path = tmp_path / "share.xlsx"
    tables = write_team_workbook(opened, path, from_on=FROM, share=True, at=AT)
    found = load_workbook(path)
    assert not {"By IRO", "Movement", "Spread"} & set(found.sheetnames)
    assert tables.hidden > 0
    cells = [str(cell) for sheet in found for row in sheet.iter_rows(values_only=True)
             for cell in row if cell is not None]  # fmt: skip
    assert cells.count(HIDDEN) > 50
    names = [*(name_of(one) for one in (1, 2, 3)), "Nobody Yet"]
    assert not [cell for cell in cells if any(name in cell for name in names)]
    expected = period_tables(
        opened.team.figures, None, tables.period, whose="The team", shared_beyond=True
    )
    assert expected == tables
    assert any("stay within the service" in cell for cell in cells)


def test_months_that_no_summary_gives_are_said(opened: OpenedTeam) -> None:
    found = team_notes(opened, usual_period(date(2019, 3, 31)))
    assert not any("begin with" in one for one in found)
    found = team_notes(opened, usual_period(date(2018, 3, 31)))
    assert "The summaries begin with April 2018: nothing before it is in a figure." in found


# The yearly report


def a_team(folder: Path) -> list[str]:
    for name, months in (("A", 12), ("B", 11)):
        found = a_summary(name, first=date(2019, 4, 1), months=months)
        (folder / f"{name}.irosummary").write_bytes(summary_file(found))
    return ["team", str(folder), "--as-of", "2020-04-05"]


def test_the_report_of_a_team_says_how_many_it_is_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "team.docx"
    assert main([*a_team(tmp_path), "--report", str(path)]) == 0
    assert "Annual Report 2019–20" in capsys.readouterr().out
    said = [one.text for one in docx.Document(str(path)).paragraphs]
    assert any("of 1 of 2 IROs" in one and "of B not all months" in one for one in said)
    assert any("The summaries of B end with February 2020" in one for one in said)
    assert any("added up from summaries" in one for one in said)


def test_the_report_of_a_team_for_sharing_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "team.docx"
    assert main([*a_team(tmp_path), "--report", str(path), "--share"]) == 0
    said = " ".join(one.text for one in docx.Document(str(path)).paragraphs)
    assert "These figures are of 1 of 2 IROs, added up from their summaries." in said
    assert "of B" not in said
    assert "This report is for sharing outside the service" in said


def test_the_slides_of_a_team_are_four(tmp_path: Path) -> None:
    path = tmp_path / "team.pdf"
    assert main([*a_team(tmp_path), "--report", str(path), "--slides"]) == 0
    assert len(pypdf.PdfReader(path).pages) == 4


def test_small_counts_are_hidden_in_a_workbook_or_report_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = a_team(tmp_path)
    for words in (["--json"], [], ["--out", str(tmp_path / "team.csv")]):
        assert main([*command, *words, "--share"]) != 0
        assert "hidden in a workbook or a report" in capsys.readouterr().err
    assert not (tmp_path / "team.csv").exists()
