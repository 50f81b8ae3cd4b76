"""Reports of faults in the store, and the log of events beside it: steps and codes alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_desktop.services import event_log
from iro_desktop.services.crash_watch import cleaned
from iro_desktop.services.event_log import Event, note
from iro_desktop.services.fault_report import report_of
from iro_desktop.services.fault_reports import MOST, forget_reports, keep_report, kept_reports
from tests.stores import a_workspace

NOW = datetime(2020, 3, 31, 9, tzinfo=UTC)


def test_the_last_reports_are_kept_newest_first_and_one_that_comes_again_moves_up(
    tmp_path: Path,
) -> None:
    workspace = a_workspace(tmp_path / "s.iro")
    for at in range(MOST + 5):
        keep_report(workspace, f"IRO Desktop\nerror{at}", NOW + timedelta(minutes=at))
    keep_report(workspace, "IRO Desktop\nerror20", NOW + timedelta(days=1))
    kept = kept_reports(workspace)
    assert len(kept) == MOST
    assert [one.text for one in kept[:2]] == ["IRO Desktop\nerror20", "IRO Desktop\nerror24"]
    assert kept[0].at == NOW + timedelta(days=1)
    forget_reports(workspace)
    assert kept_reports(workspace) == ()
    workspace.close()


def test_kept_reports_that_cannot_be_read_count_as_none(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "s.iro")
    for damaged in ("{", "[1]", '[{"id": "1"}]', "null"):
        workspace.store.set_local("faults:reports", damaged)
        assert kept_reports(workspace) == ()
    keep_report(workspace, report_of(ValueError("AB12")), NOW)
    assert [one.kind for one in kept_reports(workspace)] == ["ValueError"]
    keep_report(workspace, "Fatal Python error: Aborted\nCurrent thread\n  x:1 f", NOW)
    assert kept_reports(workspace)[0].kind == "Broke off: Aborted"
    workspace.close()


def test_the_log_holds_codes_and_ids_and_never_a_word(tmp_path: Path) -> None:
    note(Event.FAULT, "0a1b2c", tmp_path)
    note(Event.FAULT, "AB12 A. Child", tmp_path)
    lines = (tmp_path / "events.log").read_text().splitlines()
    assert [line.split()[2:] for line in lines] == [["F01", "0a1b2c"], ["F01", "-"]]


def test_the_log_never_grows_beyond_two_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_log, "LARGEST", 100)
    for _ in range(20):
        note(Event.STARTED, folder=tmp_path)
    files = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(files) == {"events.log", "events.log.1"}
    assert max(files.values()) <= 100


def test_a_log_that_cannot_be_written_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    note(Event.STARTED, folder=tmp_path / "log")


def test_what_the_interpreter_wrote_is_cleaned_of_paths_and_of_anything_else() -> None:
    left = (
        "Fatal Python error: Segmentation fault\n\n"
        "Thread 0x00007f01 (most recent call first):\n"
        '  File "/home/jane.example/venv/lib/python3.11/threading.py", line 320 in wait\n'
        "AB12 said something\n"
        "Current thread 0x00007f02 (most recent call first):\n"
        '  File "C:\\Users\\jane\\iro_desktop\\ui\\desktop.py", line 12 in <lambda>\n'
        '  File "/home/jane/site-packages/PySide6/x.py", line 3 in f\n'
        "Extension modules: numpy (total: 1)\n"
    )
    assert cleaned(left).splitlines() == [
        "Fatal Python error: Segmentation fault",
        "Thread",
        "  threading:320 wait",
        "Current thread",
        "  iro_desktop.ui.desktop:12 <lambda>",
        "  PySide6.x:3 f",
    ]
