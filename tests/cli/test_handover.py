"""Handing over and taking over on the command line, from one store to another."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from iro_desktop.cli import main
from iro_desktop.services import handover
from iro_desktop.services import workspace as workspaces
from iro_desktop.services.workspace import open_workspace
from tests.handovers import a_child_of
from tests.quick_keys import FLOOR, create_quickly

PASSPHRASE = "three quiet herons"
Run = Callable[..., tuple[str, str]]


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", PASSPHRASE)
    create_quickly(monkeypatch, workspaces)
    # A file written at the least cost is opened at it too: its slot says so.
    cheaper = partial(handover.export_handover, argon=FLOOR)
    monkeypatch.setattr(handover, "export_handover", cheaper)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object, status: int = 0) -> tuple[str, str]:
        capsys.readouterr()
        try:
            found = main([str(word) for word in words])
        except SystemExit as stopped:
            found = int(str(stopped.code))
        out, err = capsys.readouterr()
        assert found == status, err
        if status == 1:
            assert err.startswith("iro-desktop: ")
            assert len(err.strip().splitlines()) == 1
        return out, err

    return command


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    """Two stores, the first of an IRO with two children."""
    made = tmp_path / "giver", tmp_path / "taker"
    for path, name in zip(made, ("G. Giver", "T. Taker"), strict=True):
        workspace, _ = workspaces.create_workspace(path, PASSPHRASE, officer_name=name)
        if name == "G. Giver":
            for reference in ("AB12", "CD34"):
                a_child_of(workspace, reference)
        workspace.close()
    return made


def test_children_go_from_one_store_to_the_other(
    run: Run, stores: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    giver, taker = stores
    file = tmp_path / "p.irohandover"
    out, err = run(
        "export", "handover", "--store", giver, "--out", file, "--child", "ab12",
        "--on", "2030-04-14", "--name", "T. Taker",
    )  # fmt: skip
    words = out.strip()
    assert len(words.split("-")) == 6
    assert out == f"{words}\n"
    assert words not in err
    assert "never by the same way" in err

    monkeypatch.setenv("IRO_DESKTOP_HANDOVER_WORDS", words.upper())
    seen, _ = run("import", "handover", file, "--store", taker, "--dry-run")
    assert "Nothing was changed" in seen
    assert "AB12 XY: New: 3 records." in seen
    assert "1 child from G. Giver, yours from 14 April 2030." in seen
    assert words not in seen

    monkeypatch.delenv("IRO_DESKTOP_HANDOVER_WORDS")
    told = tmp_path / "words.txt"
    told.write_text(f"{words.replace('-', ' ')}\n", encoding="utf-8")
    given = ("--words-file", told)
    done, _ = run("import", "handover", file, "--store", taker, *given, "--json")
    result = json.loads(done)
    assert set(result) == {"read", "new", "changed", "unchanged", "problems"}
    assert result["new"] == {"Officer": 1, "Child": 1, "Allocation": 2}
    again, _ = run("import", "handover", file, "--store", taker, *given, "--json")
    assert json.loads(again)["unchanged"] == result["new"]

    history, _ = run("history", "--store", taker, "--child", "AB12", "--json")
    by = {entry["by"] for entry in json.loads(history)}
    assert by == {"G. Giver", "T. Taker"}
    run("check", "--store", taker)
    run("check", "--store", giver)


def test_what_cannot_be_done_is_said_in_a_sentence(
    run: Run, stores: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    giver, taker = stores
    file = tmp_path / "p.irohandover"
    export = ("export", "handover", "--store", giver, "--out", file)
    bring = ("import", "handover", file, "--store", taker)
    _, err = run(*export, "--on", "2030-04-14", status=1)
    assert "--child" in err
    _, err = run(*export, "--child", "AB12", status=1)
    assert "--on" in err
    _, err = run(*export, "--child", "ZZ99", "--on", "2030-04-14", status=1)
    assert "No child here has that reference" in err
    out, _ = run(*export, "--child", "AB12", "--child", "CD34", "--on", "2030-04-14")
    _, err = run(*bring, status=1)
    assert "IRO_DESKTOP_HANDOVER_WORDS" in err
    _, err = run(*bring, "--words-file", tmp_path / "none.txt", status=1)
    assert "could not be read" in err
    monkeypatch.setenv("IRO_DESKTOP_HANDOVER_WORDS", out.strip())
    _, err = run("import", "handover", file, file, "--store", taker, status=1)
    assert "one file alone" in err
    _, err = run(*bring, "--child", "ZZ99", status=1)
    assert "AB12, CD34" in err
    run(*bring, "--child", "cd34")
    workspace = open_workspace(taker, PASSPHRASE)
    assert [case.child.reference for case in workspace.snapshot.cases.values()] == ["CD34"]
    workspace.close()
    monkeypatch.setenv("IRO_DESKTOP_HANDOVER_WORDS", "-".join(["acorn"] * 6))
    _, err = run(*bring, status=1)
    assert "not the words of this file" in err
