"""The sample service: each IRO's summary written to a file, and the team made of the files."""

from __future__ import annotations

import csv
import json
import os
from datetime import date
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest

from iro_desktop.cli import main
from iro_desktop.domain.calendar import add_months, month_end, month_starts
from iro_desktop.domain.errors import FileNotReadError, NotOurFileError
from iro_desktop.domain.measures import MEASURES, Figures, Kind, Mode, Period
from iro_desktop.reports.roster_file import HEADINGS
from iro_desktop.reports.summary_file import summary_file
from iro_desktop.services.team import NoSummariesError, OpenedTeam, team_of
from iro_desktop.services.team_report import TeamFormatError, team_report, write_team
from tests.teams import AS_OF, a_summary, figures_of, id_of, name_of, summary_of_iro

LONG: Final = os.environ.get("IRO_LONG") == "1"
IROS: Final = tuple(range(1, 41 if LONG else 5))
SCALE: Final = 1.0 if LONG else 0.3
FIRST: Final = date(2018, 4, 1)
MONTHS: Final = tuple(Period(month, month_end(month)) for month in month_starts(FIRST, AS_OF))
ROLLING: Final = tuple(
    Period(add_months(month.from_on or FIRST, -11), month.to_on) for month in MONTHS[11:]
)
OF_DAYS: Final = "escalation_days_to_outcome"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a summary of each IRO, each made of a caseload of their own."""
    found = tmp_path_factory.mktemp("team")
    for number in IROS:
        path = found / f"{name_of(number)}.irosummary"
        path.write_bytes(summary_file(summary_of_iro(number, SCALE)))
    return found


@pytest.fixture(scope="module")
def opened(folder: Path) -> OpenedTeam:
    return team_of([folder], None, AS_OF)


def directly(
    measure_id: str, period: Period, mode: Mode | None = None
) -> tuple[float, float | None]:
    """Numerator and denominator of all stores added up, of a median those of all its cases."""
    each: list[tuple[Figures, str]] = [(figures_of(one, SCALE), id_of(one)) for one in IROS]
    if measure_id == OF_DAYS:
        cases = [
            one.amount
            for figures, officer_id in each
            for one in figures.listing.events(MEASURES[OF_DAYS]).within(period, officer_id)
        ]
        return (median(cases) if cases else 0.0), len(cases)
    found = [figures.figure(measure_id, period, mode, officer_id) for figures, officer_id in each]
    below = [one.denominator for one in found]
    whole = None if None in below else sum(one for one in below if one is not None)
    return sum(one.numerator for one in found), whole


@pytest.mark.parametrize("measure_id", MEASURES)
def test_the_team_is_the_sum_of_the_stores(opened: OpenedTeam, measure_id: str) -> None:
    figures = opened.team.figures
    of_population = MEASURES[measure_id].kind is Kind.PER_POPULATION
    for period in (Period(FIRST, AS_OF), *MONTHS, *ROLLING):
        found = figures.figure(measure_id, period)
        numerator, denominator = directly(measure_id, period)
        assert found.numerator == pytest.approx(numerator, abs=1e-6), period
        if not of_population:  # which is of the area, and not of its IROs
            assert found.denominator == pytest.approx(denominator, abs=1e-6), period


def test_what_is_printed_is_the_team(
    folder: Path, opened: OpenedTeam, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["team", str(folder), "--json", "--mode", "rolling_12", "--as-of", "2020-04-05"]
    assert main([*command, "--from", "2019-04-01"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report == as_printed(team_report(opened, mode="rolling_12", from_on=date(2019, 4, 1)))
    assert (report["from"], report["to"]) == ("2019-04-01", "2020-03-31")
    assert (report["coverage"]["there"], report["coverage"]["of"]) == (len(IROS), len(IROS))
    assert {one["id"] for one in report["iros"]} == {id_of(one) for one in IROS}
    period, mode = Period(date(2019, 4, 1), AS_OF), Mode.TWELVE_MONTHS
    for one in report["measures"]:
        assert one["numerator"] == pytest.approx(directly(one["id"], period, mode)[0], abs=1e-6)
        assert len(one["series"]) == 12
        for point in one["series"]:
            shown = Period(date.fromisoformat(point["from"]), date.fromisoformat(point["to"]))
            assert point["numerator"] == pytest.approx(
                directly(one["id"], shown, mode)[0], abs=1e-6
            )
            assert point["of"] == len(IROS)
        by_iro = sum(each["numerator"] for each in one["by_iro"])
        if one["id"] != OF_DAYS:
            assert by_iro == pytest.approx(one["numerator"])
    moved = report["movement"]["team"]
    assert [one["month"] for one in moved][::11] == ["2019-04", "2020-03"]
    assert moved[-1]["closing"] == sum(one["children"] for one in report["caseload"]["iros"])
    assert report["findings"] == []


def as_printed(report: dict[str, Any]) -> Any:
    return json.loads(json.dumps(report))


def a_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "summaries"
    folder.mkdir()
    for name, months in (("A", 3), ("B", 2)):
        found = a_summary(name, months=months)
        (folder / f"{name}.irosummary").write_bytes(summary_file(found))
    return folder


def a_roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    rows = ["id-of-A,A,,North,,0.5,,,,", ",B,,,,1,,,,", ",C,,,,1,,,,", ",D,,,,many,,,,"]
    path.write_text("\n".join([",".join(HEADINGS), *rows]))
    return path


def test_what_to_know_is_printed_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["team", a_folder(tmp_path), "--roster", a_roster(tmp_path), "--id", "cla_number"]
    assert main([*map(str, words)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 of 3 IROs, the 3 months to March 2020"
    assert lines[1:6] == [
        "  ! There is no summary of C, who is on the roster.",
        "  ! The summaries of B end with February 2020: March 2020 is missing.",
        (
            "  ! A works 1 FTE by the summary and 0.5 by the roster in January to March 2020: the "
            "summary’s counts."
        ),
        "  ! Roster, row 5: “many” is no FTE from 0 to 2, so the row was left out.",
        "",
    ]
    assert lines[6].endswith(" (1 of 3 IROs)")
    assert [line.split() for line in lines[-3:]] == [
        ["A", "60", "1", "60"],
        ["B", "No", "summary"],
        ["C", "No", "summary"],
    ]


def test_the_figures_are_written_as_the_names_ending_says(tmp_path: Path) -> None:
    opened = team_of([a_folder(tmp_path)], a_roster(tmp_path), AS_OF)
    written = write_team(opened, tmp_path / "team.json", ["caseload_per_fte"])
    assert json.loads(written.read_text()) == as_printed(team_report(opened, ["caseload_per_fte"]))
    text = write_team(opened, tmp_path / "team.CSV", ["caseload_per_fte"]).read_text("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    team = [row for row in rows if row["IRO"] == "Team" and not row["part"]]
    assert [(one["to"], one["numerator"], one["value"]) for one in team[:4]] == [
        ("2020-03-31", "60", "60"),
        ("2020-01-31", "120", "60"),
        ("2020-02-29", "120", "60"),
        ("2020-03-31", "60", "60"),
    ]
    assert [(one["IROs counted"], one["IROs expected"]) for one in team[:2]] == [
        ("1", "3"), ("2", "3"),
    ]  # fmt: skip
    assert {row["IRO"]: row["value"] for row in rows if row["IRO id"]} == {"A": "60"}
    with pytest.raises(TeamFormatError):
        write_team(opened, tmp_path / "team.pdf")


def test_a_damaged_file_in_a_folder_is_said_and_the_others_are_counted(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "C.irosummary").write_text("{}")
    opened = team_of([folder], None, AS_OF)
    assert len(opened.paths) == 2
    assert [one.split(" is no summary")[0] for one in opened.unread] == ["C.irosummary"]
    with pytest.raises(NotOurFileError):
        team_of([folder / "C.irosummary"], None, AS_OF)


def test_folders_without_summaries_and_no_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(NoSummariesError):
        team_of([tmp_path], None, AS_OF)
    with pytest.raises(FileNotReadError):
        team_of([], None, AS_OF)


def test_a_first_roster_fits_the_summaries_it_is_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, path = a_folder(tmp_path), tmp_path / "first.csv"
    assert main(["team", str(folder), "--first-roster", str(path)]) == 0
    assert "A roster to begin with is in" in capsys.readouterr().out
    found = team_of([folder], path, AS_OF)
    assert [one.kind.value for one in found.team.findings] == ["stale"]
    assert found.problems == ()


def test_days_that_are_not_over_are_in_no_figure(tmp_path: Path) -> None:
    opened = team_of([a_folder(tmp_path)], None, date(2020, 2, 29))
    assert opened.team.as_of == date(2020, 2, 29)
    assert opened.team.span == Period(date(2020, 1, 1), date(2020, 2, 29))
