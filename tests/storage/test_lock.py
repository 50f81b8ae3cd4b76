from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iro_desktop.domain.errors import NotAStoreError, StoreInUseError, StoreNotWritableError
from iro_desktop.storage.lock import WINDOW, StoreLock, holder_of

HOLD = (
    "import sys, time; from pathlib import Path\n"
    "from iro_desktop.storage.lock import StoreLock\n"
    "lock = StoreLock(Path(sys.argv[1]))\n"
    "lock.acquire(sys.argv[2])\n"
    "print('held', flush=True)\n"
    "time.sleep(600)\n"
)
Elsewhere = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def held_elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    """Start another process that holds the store in ``tmp_path``."""
    started: list[subprocess.Popen[str]] = []

    def hold(what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLD, str(tmp_path), what]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.communicate()


def test_a_second_process_is_told_which_window_has_the_store(
    tmp_path: Path, held_elsewhere: Elsewhere
) -> None:
    other = held_elsewhere(WINDOW)
    with pytest.raises(StoreInUseError) as raised:
        StoreLock(tmp_path).acquire("import")
    assert re.fullmatch(
        r"This store is already open in an IRO Desktop window on this computer "
        rf"\(since \d\d:\d\d on \d+ [A-Z][a-z]{{2}} \d{{4}}, process {other.pid}\): "
        r"use that window, or close it first\.",
        str(raised.value),
    )


def test_a_second_process_is_told_which_command_has_the_store(
    tmp_path: Path, held_elsewhere: Elsewhere
) -> None:
    held_elsewhere("import")
    with pytest.raises(StoreInUseError, match="in use by the command “import”"):
        StoreLock(tmp_path).acquire(WINDOW)


def test_a_killed_process_holds_nothing_and_its_name_is_replaced(
    tmp_path: Path, held_elsewhere: Elsewhere
) -> None:
    other = held_elsewhere("import")
    other.kill()
    other.wait()
    left = holder_of(tmp_path)
    assert left is not None
    assert left.pid == other.pid
    lock = StoreLock(tmp_path)
    lock.acquire(WINDOW)
    holder = holder_of(tmp_path)
    assert holder is not None
    assert (holder.pid, holder.what) == (os.getpid(), WINDOW)
    assert abs((datetime.now(UTC) - holder.since_at).total_seconds()) < 60
    lock.release()


def test_two_holds_in_one_process_are_refused_too(tmp_path: Path) -> None:
    first, second = StoreLock(tmp_path), StoreLock(tmp_path)
    first.acquire(WINDOW)
    with pytest.raises(StoreInUseError, match=f"process {os.getpid()}"):
        second.acquire(WINDOW)
    second.release()
    assert holder_of(tmp_path)
    first.release()
    second.acquire("backup")
    second.release()


def test_a_full_disk_keeps_nobody_out_and_leaves_no_false_name(
    tmp_path: Path, held_elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = held_elsewhere("import")
    other.kill()
    other.wait()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    lock = StoreLock(tmp_path)
    lock.acquire(WINDOW)
    assert holder_of(tmp_path) is None
    with pytest.raises(StoreInUseError, match="another window or command"):
        StoreLock(tmp_path).acquire("import")
    lock.release()


def test_release_leaves_nobodys_name_and_may_be_repeated(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    lock.acquire(WINDOW)
    lock.release()
    lock.release()
    assert holder_of(tmp_path) is None
    assert [path.name for path in tmp_path.iterdir()] == ["store.lock"]


def test_the_holder_file_says_nothing_about_a_person(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    lock.acquire(WINDOW)
    assert set(json.loads((tmp_path / "holder.json").read_text())) == {"pid", "since", "what"}
    lock.release()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"pid":"1","since":"2026-01-01T00:00:00+00:00","what":"window"}',
        b'{"pid":1,"since":"2026-13-01T00:00:00+00:00","what":"window"}',
        b'{"pid":1,"since":"yesterday","what":"window"}',
        b'{"pid":1,"since":"2026-01-01T00:00:00+00:00","what":"<b>Now</b>"}',
        b" " * 10_000,
    ],
)
def test_a_holder_file_that_cannot_be_read_still_leaves_a_sentence(
    tmp_path: Path, held_elsewhere: Elsewhere, content: bytes
) -> None:
    held_elsewhere("import")
    (tmp_path / "holder.json").write_bytes(content)
    assert holder_of(tmp_path) is None
    with pytest.raises(StoreInUseError, match="another window or command on this computer"):
        StoreLock(tmp_path).acquire(WINDOW)


def test_a_folder_that_is_not_there_is_no_store_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotAStoreError):
        StoreLock(tmp_path / "none").acquire(WINDOW)
    assert not (tmp_path / "none").exists()


def test_a_lock_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "store.lock").mkdir()
    with pytest.raises(StoreNotWritableError, match="cannot be written"):
        StoreLock(tmp_path).acquire(WINDOW)
