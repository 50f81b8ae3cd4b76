"""``quality`` on the command line: files without a store, and a store."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.cli import main
from iro_desktop.domain.quality import findings
from iro_desktop.services import quality as service
from iro_desktop.services.measures import figures_of
from iro_desktop.services.workspace import Workspace
from tests.builders import a_child, care
from tests.returns import a_return, episode, shared_return
from tests.stores import a_workspace

ROOT = Path(__file__).parents[2]
HEADER = ["AB12,1,15/06/2015,,,,"]
REVIEWS = ["AB12,,16/06/2019,PN0", "AB12,,14/06/2019,PN7", "AB12,,16/06/2019,PN1"]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    episodes = [episode("AB12", "06/05/2019")]
    return a_return(tmp_path / "r", Header=HEADER, Episodes=episodes, Reviews=REVIEWS)


def printed(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main([str(word) for word in words]) == 0
    return capsys.readouterr().out


def found(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, Any]]:
    shown = json.loads(printed(capsys, *words))
    assert set(shown) == {"findings"}
    rows: list[dict[str, Any]] = shown["findings"]
    return rows


def test_files_need_no_store(capsys: pytest.CaptureFixture[str], files: list[Path]) -> None:
    shown = found(capsys, "quality", "ssda903", *files, "--year", 2020, "--json")
    by_rule = {one["rule"]: one for one in shown}
    assert by_rule.keys() == {"440", "441", "repeated"}
    assert by_rule["440"] == {
        "rule": "440",
        "child": "AB12",
        "kind": "Reviews",
        "record": "row 2",
        "sentence": "PN0 means under 4; the child was older on 16 June 2019. Correct the code, the "
        "day of the review or the date of birth.",
        "file": "2.csv",
        "row": 2,
    }


def test_an_option_may_stand_before_the_files(
    capsys: pytest.CaptureFixture[str], files: list[Path]
) -> None:
    after = found(capsys, "quality", "ssda903", *files, "--json", "--year", 2020)
    assert found(capsys, "quality", "ssda903", "--year", 2020, *files, "--json") == after
    assert found(capsys, "quality", "--year", 2020, "--json", "ssda903", *files) == after


def test_the_text_groups_by_rule(capsys: pytest.CaptureFixture[str], files: list[Path]) -> None:
    lines = printed(capsys, "quality", "ssda903", *files, "--year", 2020).splitlines()
    assert lines[0] == "3 findings:"
    assert lines[1] == "Rule 440, PN0 although the child was 4 or older: 1"
    assert lines[2].startswith("  AB12, 2.csv, row 2: PN0 means under 4")
    assert lines[-2] == "Repeated: 1"


def test_other_formats_give_what_an_import_would_flag(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "allocations.csv"
    path.write_text("child,officer,from,to\nAB12,IRO 1,soon,\n")
    shown = found(capsys, "quality", "allocations", path, "--json")
    assert shown
    assert {(one["child"], one["row"]) for one in shown} == {("AB12", 2)}


@pytest.mark.parametrize(
    "words", [("ssda903",), ("nonsense", "x.csv"), ("ssda903", "x.csv", "--bad")]
)
def test_what_cannot_be_meant_is_a_matter_of_usage(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["quality", *words])
    assert stopped.value.code == 2


def test_a_file_that_is_not_there_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for fmt in ("ssda903", "cin-census"):
        assert main(["quality", fmt, str(tmp_path / "none.csv")]) == 1
        assert "none.csv is not there" in capsys.readouterr().err


def test_findings_of_a_store_as_json(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "s")
    child = a_child("AB12")
    with workspace.write("a child", source="typed") as edits:
        edits.put(child)
        edits.put(replace(care("2019-05-06", "2019-05-05"), id="c", child_id=child.id))
    (one,) = as_json(workspace)
    assert one["rule"] == "ends_before_start"
    assert (one["child"], one["kind"], one["record"]) == ("AB12", "CarePeriod", "c")
    assert one["effect"] == {
        "cla_number": "The child does not count with this period in “Children looked after”."
    }
    workspace.close()


def as_json(workspace: Workspace) -> list[dict[str, Any]]:
    today = workspace.today()
    figures = figures_of(workspace.snapshot, workspace.practice, today)
    shown = findings(workspace.snapshot, figures, workspace.officer_id)
    return service.as_json(workspace.snapshot, shown, workspace.practice, today)


def test_the_installed_command_counts_the_published_return() -> None:
    """One process, as a user runs it: nothing but JSON on standard output."""
    files = sorted(shared_return().glob("*.csv"))
    command = [sys.executable, "-m", "iro_desktop", "quality", "ssda903", *map(str, files)]
    done = subprocess.run(
        [*command, "--year", "2018", "--json"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    rules = [one["rule"] for one in json.loads(done.stdout)["findings"]]
    assert [rules.count(rule) for rule in ("440", "441", "399", "1012")] == [1435, 663, 967, 3070]
