"""Charts as files: by the ending of their name, whole or not at all, noted without a name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_desktop.domain.errors import FileNotWrittenError
from iro_desktop.domain.measures import MEASURES, Kind
from iro_desktop.services.access import view_log
from iro_desktop.services.chart_export import (
    NamedChart,
    OtherEndingError,
    charts_of,
    export_chart,
    export_charts,
)
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.chart_series import bars, dots
from tests.stores import TODAY, a_workspace

DOTS = dots(68)[3]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = a_workspace(tmp_path / "store")
    yield made
    made.close()


def noted(workspace: Workspace) -> list[str]:
    return [one.note for one in view_log(workspace) if one.what == "export"]


@pytest.mark.parametrize(
    "name, start, said",
    [
        ("one.svg", b"<svg ", "an SVG picture"),
        ("one.SVG", b"<svg ", "an SVG picture"),
        ("one.png", b"\x89PNG", "a PNG picture"),
        ("one.csv", b"\xef\xbb\xbffrom,to,numerator", "a table (CSV)"),
    ],
)
def test_the_ending_of_the_name_says_the_form(
    workspace: Workspace, tmp_path: Path, name: str, start: bytes, said: str
) -> None:
    sentence = export_chart(workspace, DOTS, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)
    assert sentence.startswith(f"{name} holds the chart as {said}")
    assert noted(workspace) == [f"chart, {said}"]


def test_the_day_it_was_made_is_in_every_file(workspace: Workspace, tmp_path: Path) -> None:
    export_chart(workspace, DOTS, tmp_path / "one.csv")
    rows = list(csv.DictReader((tmp_path / "one.csv").read_text("utf-8-sig").splitlines()))
    assert {row["made_on"] for row in rows} == {TODAY.isoformat()}
    export_chart(workspace, DOTS, tmp_path / "one.svg")
    assert "Made on" in (tmp_path / "one.svg").read_text("utf-8")


@pytest.mark.parametrize("name", ["one.pdf", "one", "one.svgz"])
def test_another_ending_writes_nothing(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(OtherEndingError):
        export_chart(workspace, DOTS, tmp_path / name)
    assert not (tmp_path / name).exists()
    assert noted(workspace) == []


def test_a_folder_that_is_not_there_is_said_and_nothing_noted(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(FileNotWrittenError):
        export_chart(workspace, DOTS, tmp_path / "nowhere" / "one.svg")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileNotWrittenError):
        export_charts(workspace, tmp_path / "file", [NamedChart("one", DOTS)])
    assert noted(workspace) == []


def test_several_charts_are_written_each_as_picture_and_data(
    workspace: Workspace, tmp_path: Path
) -> None:
    charts = [NamedChart("one", DOTS), NamedChart("two", bars(68)[0])]
    assert export_charts(workspace, tmp_path / "new" / "charts", charts) == 2
    names = {path.name for path in (tmp_path / "new" / "charts").iterdir()}
    assert names == {"one.svg", "one.csv", "two.svg", "two.csv"}
    assert noted(workspace) == ["charts, 2 charts as SVG and CSV"]


def test_every_measure_and_the_panel_have_a_chart_with_a_definition(workspace: Workspace) -> None:
    fill(workspace, 30)
    charts = charts_of(workspace, TODAY)
    names = [one.name for one in charts]
    assert names[:3] == ["caseload-now", "caseload-over-time", "checks-by-month"]
    assert len(names) == len(set(names))
    assert {name.replace("_", "-") for name in MEASURES} <= set(names)
    parts = [one.id for one in MEASURES.values() if one.kind is Kind.BREAKDOWN]
    assert {f"{one.replace('_', '-')}-parts" for one in parts} <= set(names)
    assert all(one.series.definition for one in charts)
