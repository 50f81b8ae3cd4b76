"""Commands and removable drives: nothing is written there that was not said yes to."""

import sys
from pathlib import Path

import pytest

from iro_desktop.cli import main
from iro_desktop.cli.parser import parser
from iro_desktop.cli.places import COMMANDS
from iro_desktop.services import workspace as workspaces
from tests.policies import Put
from tests.quick_keys import create_quickly

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a stick as Linux tells of it")
PASSPHRASE = "three quiet herons"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that commands open without asking."""
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", PASSPHRASE)
    create_quickly(monkeypatch, workspaces)
    store = tmp_path / "s.iro"
    workspaces.create_workspace(store, PASSPHRASE, officer_name="IRO 1")[0].close()
    return store


def test_a_command_writes_on_a_removable_drive_once_it_is_allowed_to(
    put: Put, stick: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["backup", "--store", str(store), "--out", str(stick)]
    assert main(words) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"iro-desktop: {stick} is on a removable drive")
    assert "The backup is encrypted" in said
    assert "add --allow-removable" in said
    assert not list(stick.iterdir())
    put("removable_drives = false")
    assert main([*words, "--allow-removable"]) == 1
    assert "Your council’s policy does not allow files on removable" in capsys.readouterr().err
    assert not list(stick.iterdir())
    put("")
    assert main([*words, "--allow-removable"]) == 0
    assert [one.suffix for one in stick.iterdir()] == [".irobackup"]
    put("removable_drives = true")
    assert main(["export", "standards", "--store", str(store), "--out", f"{stick}/s.json"]) == 0


def test_pictures_of_real_children_are_an_export_which_a_policy_can_forbid(
    put: Put,
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "pictures"
    monkeypatch.setattr("iro_desktop.app.take_pictures", lambda *_, **__: [out / "caseload.png"])
    command = ["pictures", "--store", str(store), "--out", str(out)]
    assert main(command) == 0
    assert main(["history", "--views", "--store", str(store)]) == 0
    assert "1 picture of the views" in capsys.readouterr().out
    put("child_exports = false")
    assert main(command) == 1
    assert "does not allow files about single children" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words, said",
    [
        ("export diary --out {}/d.ics", "not encrypted"),
        ("export handover --out {}", "The handover file is encrypted"),
        ("sync --with {}", "The shared copy is encrypted"),
        ("create --officer A --join {}/x.irosync", "The shared copy is encrypted"),
        ("team {} --report {}/r.docx", "not encrypted"),
        ("team {} --first-roster {}/r.csv", "not encrypted"),
        ("pictures --out {}", "not encrypted"),
    ],
)
def test_every_way_out_is_asked_about_before_it_begins(
    words: str, said: str, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.format(stick, stick).split()) == 1  # no store is opened, no secret asked for
    assert said in capsys.readouterr().err
    assert not list(stick.iterdir())


def test_every_command_that_writes_where_one_says_can_be_allowed_to() -> None:
    subcommands = next(one for one in parser()._actions if one.dest == "command" or one.choices)
    assert isinstance(subcommands.choices, dict)
    writing = {
        name
        for name, command in subcommands.choices.items()
        if {"out", "report", "first_roster", "shared", "join"}
        & {action.dest for action in command._actions}
    }
    assert writing == set(COMMANDS)
