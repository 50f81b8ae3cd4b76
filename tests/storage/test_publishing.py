"""Stopped, failed or cut off at any step of writing a file, the old one or the new one is whole."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from iro_desktop.domain.errors import DiskFullError, FileNotWrittenError
from iro_desktop.storage.container import SHARED, open_sealed, read_sealed, seal, write_sealed
from iro_desktop.storage.files import replace_file
from tests.storage.faulty_disk import FaultyDisk, Outcome, Stopped, When

OLD, NEW, NEWER = b"the old contents", b"the new contents, which are longer", b"newer still"
LEFT = ".caseload.irosync.0123abcd.tmp"
WHENS: tuple[When, ...] = ("before", "in the middle", "after")
ERRNOS = (errno.EIO, errno.ENOSPC, errno.EACCES)
KEY = bytes(range(32))
LINES = {number: [b'{"seq":%d}' % number] * 3 for number in (1, 2, 3)}
SEALED = {n: seal(lines, key=KEY, vault_id="v1", purpose=SHARED) for n, lines in LINES.items()}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)


def a_folder(folder: Path, old: bytes = OLD) -> Path:
    """Make a folder with the old file and what a process that was killed long ago left."""
    folder.mkdir()
    path = folder / "caseload.irosync"
    path.write_bytes(old)
    (folder / LEFT).write_bytes(b"half")
    long_ago = time.time() - 3 * 24 * 60 * 60
    os.utime(folder / LEFT, (long_ago, long_ago))
    return path


def calls_made(folder: Path) -> list[str]:
    path = a_folder(folder)
    with FaultyDisk(folder) as disk:
        replace_file(path, NEW)
    return disk.calls


def failing(number: int) -> Callable[[], object]:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_the_disk_sees_every_step(tmp_path: Path) -> None:
    calls = calls_made(tmp_path / "disk")
    steps = [name for name in calls if name not in {"scandir", "stat", "close"}]
    first = ["unlink", "open", "write", "fsync", "open", "read", "read", "replace", "unlink"]
    assert steps == (first if os.name == "nt" else [*first, "open", "fsync"])
    assert calls.count("close") == calls.count("open")


def told_by(disk: FaultyDisk, path: Path) -> FileNotWrittenError | None:
    """Write to a disk that fails; return what was told, or None where all was said to be well."""
    with disk:
        try:
            replace_file(path, NEW)
        except FileNotWrittenError as error:
            return error
    return None


@pytest.mark.parametrize("when", WHENS)
@pytest.mark.parametrize("number", ERRNOS, ids=lambda number: errno.errorcode[number])
def test_any_step_that_fails_leaves_the_old_or_the_new_file(
    tmp_path: Path, number: int, when: When
) -> None:
    calls = calls_made(tmp_path / "whole")
    swap = calls.index("replace")
    for step, name in enumerate(calls):
        path = a_folder(tmp_path / str(step))
        disk = FaultyDisk(path.parent, at=step, when=when, strike=failing(number))
        told = told_by(disk, path)
        found = path.read_bytes()
        if told is None:
            assert found == NEW, (step, name)
            assert lasts(disk, path.name, NEW) or cannot_sync_folders(calls, step, number)
        else:
            # Only the swap itself can fail after it was made, and what comes after it.
            assert found == OLD or (found == NEW and step >= swap), (step, name)
            full = number == errno.ENOSPC and step <= swap
            assert isinstance(told, DiskFullError) == full, (step, name)
        replace_file(path, NEWER)
        assert path.read_bytes() == NEWER
        if name not in {"scandir", "stat", "unlink"}:
            assert list(path.parent.iterdir()) == [path], (step, name)


def cannot_sync_folders(calls: list[str], step: int, number: int) -> bool:
    """Whether the folder could not be opened to be synced, which some systems never allow."""
    last = max(at for at, name in enumerate(calls) if name == "open")
    return os.name == "nt" or (step >= last and number == errno.EACCES)


def lasts(disk: FaultyDisk, name: str, data: bytes) -> bool:
    return all(dict(outcome).get(name) == data for outcome in disk.after_a_power_cut())


def test_a_write_that_the_system_does_in_parts_is_finished(tmp_path: Path) -> None:
    path = a_folder(tmp_path / "disk")
    write = calls_made(tmp_path / "whole").index("write")
    with FaultyDisk(path.parent, at=write, when="in the middle") as disk:
        replace_file(path, NEW)
    assert path.read_bytes() == NEW
    assert disk.calls.count("write") == 2


@pytest.mark.parametrize("when", WHENS)
def test_stopped_dead_at_any_step_the_old_or_the_new_file_is_whole(
    tmp_path: Path, when: When
) -> None:
    calls = calls_made(tmp_path / "whole")
    swapped = calls.index("replace") + (when != "after")
    for step in range(len(calls)):
        folder = tmp_path / str(step)
        path = a_folder(folder)
        disk = FaultyDisk(folder, at=step, when=when)
        disk.strike = disk.die
        with disk, pytest.raises(Stopped):
            replace_file(path, NEW)
        assert path.read_bytes() == (NEW if step >= swapped else OLD), (step, calls[step])
        replace_file(path, NEWER)
        assert path.read_bytes() == NEWER


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("when", WHENS)
def test_a_process_that_ends_at_any_step_leaves_the_old_or_the_new_file(
    tmp_path: Path, when: When
) -> None:
    calls = calls_made(tmp_path / "whole")
    for step in range(len(calls)):
        folder = tmp_path / str(step)
        path = a_folder(folder, SEALED[1])
        child = os.fork()
        if not child:  # the real end of a real process: nothing of Python's runs after it
            with FaultyDisk(folder, at=step, when=when, strike=lambda: os._exit(9)):
                write_sealed(path, SEALED[2])
            os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9
        assert list(open_sealed(read_sealed(path), KEY)) in (LINES[1], LINES[2])
        write_sealed(path, SEALED[3])
        assert list(open_sealed(read_sealed(path), KEY)) == LINES[3]


def outcomes_at_every_step(folder: Path, old: bytes, new: bytes) -> list[set[Outcome]]:
    """Return what a power cut before each call would leave, and after the last one."""
    steps = len(calls_made(folder / "whole"))
    found: list[set[Outcome]] = []
    for step in range(steps + 1):
        path = a_folder(folder / str(step), old)
        disk = FaultyDisk(folder / str(step), at=step)
        disk.strike = disk.die
        with disk:
            try:
                write_sealed(path, new)
            except Stopped:
                assert step < steps
        found.append(disk.after_a_power_cut())
    return found


def test_a_power_cut_at_any_step_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    found = outcomes_at_every_step(tmp_path, SEALED[1], SEALED[2])
    distinct = {without_chance(outcome) for outcomes in found for outcome in outcomes}
    assert len(distinct) > len(SEALED[2])  # each length of a file cut short is among them
    assert {dict(outcome)["caseload.irosync"] for outcome in distinct} == {SEALED[1], SEALED[2]}
    if os.name != "nt":  # where a folder can be synced, the file is there once the call returns
        assert all(dict(one)["caseload.irosync"] == SEALED[2] for one in found[-1])
        assert len(found[-1]) == 1


def test_after_any_power_cut_the_next_file_is_written(tmp_path: Path) -> None:
    found = outcomes_at_every_step(tmp_path, SEALED[1], SEALED[2])
    distinct = sorted({without_chance(outcome) for outcomes in found for outcome in outcomes})
    for number, outcome in enumerate(distinct[::11]):
        folder = tmp_path / f"after {number}"
        folder.mkdir()
        for name, data in outcome:
            (folder / name).write_bytes(data)
        path = folder / "caseload.irosync"
        assert list(open_sealed(read_sealed(path), KEY)) in (LINES[1], LINES[2])
        write_sealed(path, SEALED[3])
        assert list(open_sealed(read_sealed(path), KEY)) == LINES[3]


def without_chance(outcome: Outcome) -> Outcome:
    """Name the file aside alike in every run."""
    fixed = {LEFT, "caseload.irosync"}
    return tuple(
        (name if name in fixed else ".caseload.irosync.xxxxxxxx.tmp", data)
        for name, data in outcome
    )


@pytest.mark.parametrize("skipped", ["fsync of the file", "fsync of the folder"])
def test_the_model_finds_a_writer_that_does_not_sync(tmp_path: Path, skipped: str) -> None:
    folder = tmp_path / "disk"
    path = a_folder(folder)
    aside = folder / "aside.tmp"
    with FaultyDisk(folder) as disk:
        handle = os.open(aside, os.O_CREAT | os.O_WRONLY)
        os.write(handle, NEW)
        if skipped != "fsync of the file":
            os.fsync(handle)
        os.close(handle)
        aside.replace(path)
    contents = {dict(outcome)[path.name] for outcome in disk.after_a_power_cut()}
    if skipped == "fsync of the file":
        assert {NEW[:length] for length in range(len(NEW) + 1)} < contents
    else:
        assert contents == {OLD, NEW}
