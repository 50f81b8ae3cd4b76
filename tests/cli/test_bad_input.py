"""Bad input gets one sentence, and the store stays as it was."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from iro_desktop.cli import main
from iro_desktop.storage.opening import OpenStore
from tests.stores import a_workspace

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN\n"
    "T1,03/07/2017,S,V2,N1,U6,PR1,,,,,,\n"
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 9}">' for a, b in pairwise("abcdefgh"))
    + "]><EXPSSDA903><CHILD>&h;</CHILD></EXPSSDA903>"
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store that each command opens with a given key, as none is to be derived here."""
    workspace = a_workspace(tmp_path / "s.iro", whole_service=True)

    def opened(*_: object, **__: object) -> object:
        return workspace

    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", "three quiet herons")
    monkeypatch.setattr("iro_desktop.services.workspace.open_workspace", opened)
    monkeypatch.setattr(OpenStore, "close", lambda _: None)
    before = hashlib.sha256(str(list(workspace.store.every_change())).encode()).digest()
    yield tmp_path / "s.iro"
    after = hashlib.sha256(str(list(workspace.store.every_change())).encode()).digest()
    assert after == before
    workspace.store.close()


def refusal(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Run a command that must fail, and return its one sentence."""
    assert main([str(word) for word in words]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.endswith(".\n")
    assert "Traceback" not in err
    return err.removeprefix("iro-desktop: ")


def made(folder: Path, what: str) -> Path:
    path = folder / "return.csv"
    if what == "a folder":
        path.mkdir()
    elif what == "500 MB":
        with path.open("wb") as file:
            file.truncate(500 << 20)
    elif what == "an entity bomb":
        path = folder / "return.xml"
        path.write_text(BOMB, encoding="utf-8")
    elif what == "XML of something else":
        path = folder / "return.xml"
        path.write_text("<Message><Header/></Message>", encoding="utf-8")
    elif what == "broken XML":
        path = folder / "return.xml"
        path.write_text("<EXPSSDA903><CHILD>", encoding="utf-8")
    elif what != "nothing at all":
        path.write_bytes(
            {
                "an empty file": b"",
                "random bytes": bytes(range(256)) * 40,
                "a missing column": EPISODES.replace("RNE,", "").replace("S,V2", "V2").encode(),
            }[what]
        )
    return path


@pytest.mark.parametrize(
    "what",
    [
        "a folder", "500 MB", "an entity bomb", "XML of something else", "broken XML",
        "an empty file", "random bytes", "a missing column", "nothing at all",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_return_is_refused_in_one_sentence(
    what: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path, what)
    sentence = refusal(capsys, "import", "ssda903", path, "--year", 2018, "--store", store)
    if what == "a missing column":
        assert "RNE" in sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_return_in_another_encoding_is_read_or_refused_in_one_sentence(
    encoding: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "episodes.csv"
    path.write_bytes(EPISODES.encode(encoding))
    words = ["import", "ssda903", path, "--year", 2018, "--store", store, "--dry-run", "--json"]
    if encoding == "utf-16-le":  # nothing in the file says how it is to be read
        assert "UTF-" in refusal(capsys, *words)
        return
    assert main([str(word) for word in words]) == 0
    assert json.loads(capsys.readouterr().out)["read"]["CarePeriod"] == 1


def test_text_in_a_date_is_a_row_to_look_at(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "episodes.csv"
    path.write_text(EPISODES + "T2,soon,S,V2,N1,U6,PR1,,,,,,\n", encoding="utf-8")
    words = ["import", "ssda903", path, "--year", 2018, "--store", store, "--dry-run", "--json"]
    assert main([str(word) for word in words]) == 0
    result = json.loads(capsys.readouterr().out)
    said = [one["sentence"] for one in result["problems"] if one["row"] == 3]
    assert any("soon" in sentence for sentence in said)
    assert result["new"]["CarePeriod"] == 1


@pytest.mark.parametrize(
    "what", ["not a database", "another program's", "an empty folder", "a file"]
)
def test_what_is_no_store_is_refused_and_left_alone(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", "three quiet herons")
    folder = tmp_path / "other"
    database = folder / "store.db"
    if what == "a file":
        folder.write_text("not a folder", encoding="utf-8")
        database = folder
    else:
        folder.mkdir()
    if what == "not a database":
        database.write_bytes(b"something else " * 1000)
    elif what == "another program's":
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("CREATE TABLE notes (text TEXT)")
    before = database.read_bytes() if database.exists() else b""
    refusal(capsys, "due", "--store", folder)
    refusal(capsys, "check", "--store", folder)
    assert (database.read_bytes() if database.exists() else b"") == before
