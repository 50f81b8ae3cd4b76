"""The restore command: what would change, what is missing, and a damaged store made again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from iro_desktop.cli import main
from iro_desktop.domain.records import Child, Review
from iro_desktop.paths import DATABASE, KEYS
from iro_desktop.services.workspace import create_workspace, open_workspace
from iro_desktop.storage.encryption import Argon

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return how a command is run on the store; it returns what was printed."""
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", PASSPHRASE)

    def command(*words: object, status: int = 0) -> str:
        capsys.readouterr()
        try:
            found = main([*map(str, words), "--store", str(tmp_path / "s.iro")])
        except SystemExit as stopped:
            found = int(str(stopped.code))
        out, err = capsys.readouterr()
        assert found == status, err
        return err if status else out

    return command


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A backup with one child, of a store in which a review was recorded since."""
    workspace, _ = create_workspace(
        tmp_path / "s.iro", PASSPHRASE, officer_name="IRO 1", fte=1, argon=FLOOR
    )
    with workspace.write("add") as write:
        write.put(Child(id="c", reference="AB12"))
    path = workspace.back_up("import")
    with workspace.write("add") as write:
        write.put(Review(id="r", child_id="c"))
    workspace.close()
    return path


def _reviews(folder: Path) -> list[str]:
    workspace = open_workspace(folder, PASSPHRASE)
    found = [review.id for review in workspace.snapshot.of(Review)]
    workspace.close()
    return found


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    run: Run, copy: Path, tmp_path: Path
) -> None:
    said = run("restore", "--from", copy, "--dry-run")
    assert said.startswith("Nothing was changed; this is what the backup of ")
    assert "Everything in the backup is here already." in said
    assert "  AB12: 1 review would be missing.\n" in said
    assert "missing" not in run("restore", "--from", copy, "--dry-run", "--missing-only")
    found = json.loads(run("restore", "--from", copy, "--dry-run", "--json"))
    assert found["missing"] == [{"child": "AB12", "kind": "Review", "how": "new", "number": 1}]
    assert (found["back"], found["changes_back"], found["changes_missing"]) == ([], 0, 1)
    assert _reviews(tmp_path / "s.iro") == ["r"]


def test_only_what_is_missing_is_brought_back(run: Run, copy: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.irobackup"
    run("backup", "--out", late)
    run("restore", "--from", copy)
    assert _reviews(tmp_path / "s.iro") == []
    said = run("restore", "--from", late, "--dry-run")
    assert "  AB12: 1 review would come back.\n" in said
    assert "Nothing was recorded since" in said
    assert run("restore", "--from", late, "--missing-only").startswith("1 change brought back ")
    assert _reviews(tmp_path / "s.iro") == ["r"]
    found = json.loads(run("restore", "--from", late, "--missing-only", "--json"))
    assert found["changes"] == 0


def test_going_back_sets_the_store_aside_and_says_where(
    run: Run, copy: Path, tmp_path: Path
) -> None:
    said = run("restore", "--from", copy)
    (aside,) = (tmp_path / "s.iro").glob("set-aside-*")
    assert str(aside) in said
    found = json.loads(run("restore", "--from", copy, "--json"))
    assert found["changes"] == 3
    assert found["set_aside"] in [str(path) for path in (tmp_path / "s.iro").glob("set-aside-*")]


@pytest.mark.usefixtures("copy")
def test_a_damaged_store_is_made_again_from_its_latest_backup(run: Run, tmp_path: Path) -> None:
    assert "Nothing is damaged" in run("restore", "--latest", status=1)
    (tmp_path / "s.iro" / DATABASE).write_bytes(b"x" * 10_000)
    assert "damaged" in run("due", status=1)
    said = run("restore", "--latest")
    assert said.startswith("Your file is made again from the backup of ")
    assert "may be missing: it comes back with the shared copy, if you use one." in said
    (aside,) = (tmp_path / "s.iro").glob("damaged-*")
    assert aside.name in said
    run("check")
    (tmp_path / "s.iro" / KEYS).write_bytes(b"{}")
    found = json.loads(run("restore", "--latest", "--json"))
    assert (found["changes"], found["skipped"], found["whole"]) == (None, 0, False)
    run("check")


@pytest.mark.usefixtures("copy")
def test_what_cannot_be_asked_for_together_is_said(run: Run, copy: Path) -> None:
    assert "cannot be compared" in run("restore", "--latest", "--dry-run", status=1)
    run("restore", "--latest", "--from", copy, status=2)
    run("restore", status=2)


@pytest.mark.usefixtures("copy")
def test_what_a_newer_program_wrote_answers_and_refuses_to_be_changed(
    run: Run, tmp_path: Path
) -> None:
    workspace = open_workspace(tmp_path / "s.iro", PASSPHRASE)
    with workspace.store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE meta SET value = '2' WHERE key = 'log_form'"))
        connection.execute(sa.text("ALTER TABLE child ADD COLUMN shoe_size INTEGER"))
        connection.execute(sa.text("CREATE TABLE horoscope (id TEXT PRIMARY KEY)"))
    workspace.close()
    settings = tmp_path / "council.irostandards"
    assert "AB12" in run("history")
    run("due")
    assert json.loads(run("measures", "--json"))["measures"]
    assert "findings" not in run("check")
    run("export", "standards", "--out", settings)
    run("backup", "--out", tmp_path / "newer.irobackup")
    late = run("restore", "--from", tmp_path / "s.iro" / "backups", "--missing-only", status=1)
    assert "could not be read" in late
    for words in (
        ("import", "allocations", _allocations(tmp_path)),
        ("restore", "--from", next((tmp_path / "s.iro" / "backups").iterdir()), "--missing-only"),
    ):
        assert "can be read here and not changed" in run(*words, status=1)


def _allocations(tmp_path: Path) -> Path:
    path = tmp_path / "allocations.csv"
    path.write_text("child,officer,from\nAB12,IRO 2,2020-01-01\n", encoding="utf-8")
    return path
