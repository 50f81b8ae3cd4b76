"""Two computers from the command line: the shared copy is started, joined and exchanged with."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.cli import main
from iro_desktop.services import joining, sharing
from iro_desktop.services import workspace as workspaces
from iro_desktop.sync import vault
from tests.quick_keys import FLOOR, create_quickly

PASSPHRASE = "three quiet herons"
RETURN = {
    "header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nT1,1,04/05/2008,WBRI,,,\n",
    "episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN\nT1,03/07/2017,S,V2,N1,U6,PR1,,,,,,\n",
}

Run = Callable[..., str]


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each key be derived at the least cost that is allowed."""
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("IRO_DESKTOP_SHARED_PASSPHRASE", raising=False)

    def slots(of: vault.Vault, secret: str, **_: Any) -> Any:
        return vault.slots_under(of, secret, argon=FLOOR)

    create_quickly(monkeypatch, workspaces, joining)
    monkeypatch.setattr(sharing, "slots_under", slots)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object, status: int = 0) -> str:
        capsys.readouterr()
        found = main([str(word) for word in words])
        captured = capsys.readouterr()
        assert found == status, captured.err
        return captured.err if status else captured.out

    return command


def the_return(folder: Path) -> list[Path]:
    for name, text in RETURN.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in RETURN]


def test_two_computers_from_the_command_line(run: Run, tmp_path: Path) -> None:
    one, two, shared = tmp_path / "one", tmp_path / "two", tmp_path / "case.irosync"
    run("create", "--store", one, "--officer", "IRO 1", "--fte", "1")
    said = run("sync", "--store", one, "--with", shared)
    assert said.startswith("Received 0 changes, sent ")
    assert "no other computer has joined yet" in said
    said = run("create", "--store", two, "--officer", "IRO 1", "--join", shared)
    assert "It holds the 0 children of the shared copy and goes on sharing it." in said
    run("import", "ssda903", *the_return(tmp_path), "--year", "2018", "--store", two)
    found = json.loads(run("sync", "--store", two, "--json"))
    assert (found["received"], found["sent"] > 0, found["problems"]) == (0, True, [])
    found = json.loads(run("sync", "--store", one, "--json"))
    assert found["received"] > 0
    assert [computer["this_one"] for computer in found["computers"]] == [True, False]
    assert '"T1"' in run("history", "--store", one, "--json")
    run("check", "--store", one)
    run("check", "--store", two)


def test_the_shared_copy_may_have_a_passphrase_of_its_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, shared = tmp_path / "one", tmp_path / "two", tmp_path / "case.irosync"
    secret = tmp_path / "secret.txt"
    secret.write_text("four loud grey geese\n", encoding="utf-8")
    run("create", "--store", one, "--officer", "IRO 1")
    run("sync", "--store", one, "--with", shared, "--shared-passphrase-file", secret)
    said = run("create", "--store", two, "--officer", "IRO 1", "--join", shared, status=1)
    assert "not the passphrase of the shared copy" in said
    assert not two.exists()
    monkeypatch.setenv("IRO_DESKTOP_SHARED_PASSPHRASE", "four loud grey geese")
    run("create", "--store", two, "--officer", "IRO 1", "--join", shared)


def test_what_hinders_is_one_sentence(run: Run, tmp_path: Path) -> None:
    one, shared = tmp_path / "one", tmp_path / "case.irosync"
    run("create", "--store", one, "--officer", "IRO 1")
    said = run("sync", "--store", one, status=1)
    assert said == (
        "iro-desktop: There is no shared copy yet: choose a place for it under Shared copy first.\n"
    )
    said = run("sync", "--store", one, "--with", tmp_path / "gone" / "case.irosync", status=1)
    assert "folder of the shared copy is not there" in said
    run("sync", "--store", one, "--with", shared)
    shared.write_bytes(shared.read_bytes()[:-1])
    said = run("sync", "--store", one, status=1)
    assert "damaged or still downloading" in said
    assert "Everything is saved on this computer." in said
    shared.unlink()
    assert "Safe in the shared copy" in run("sync", "--store", one)
