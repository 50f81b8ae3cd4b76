from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_desktop.domain.errors import (
    DiskFullError,
    FileNotReadError,
    FileNotWrittenError,
    FileTooLargeError,
    UserError,
)
from iro_desktop.storage.files import read_file, replace_file

OLD, NEW = b"old contents", b"new contents " * 1000
posix = pytest.mark.skipif(os.name == "nt", reason="limits and modes of POSIX systems")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "file [1]*.irosync"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a disk can be mounted here only by root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def unchanged(target: Path) -> bool:
    return target.read_bytes() == OLD and list(target.parent.iterdir()) == [target]


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(target: Path) -> None:
    replace_file(target, NEW)
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]
    replace_file(target, b"")
    assert target.read_bytes() == b""


def test_a_file_larger_than_a_step_is_written_and_compared_whole(tmp_path: Path) -> None:
    data = os.urandom((1 << 20) + 1)
    replace_file(tmp_path / "new", data)
    assert read_file(tmp_path / "new", most=len(data)) == data


@posix
def test_a_private_file_can_be_read_by_its_owner_alone(target: Path) -> None:
    replace_file(target, NEW, mode=0o600)
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_old_file_whole(small_disk: Path) -> None:
    target = small_disk / "backup.irobackup"
    target.write_bytes(OLD)
    with pytest.raises(DiskFullError, match="disk is full"):
        replace_file(target, os.urandom(200_000))
    assert unchanged(target)
    replace_file(target, NEW)
    assert target.read_bytes() == NEW


@posix
def test_a_write_that_the_system_cuts_short_leaves_the_old_file_whole(target: Path) -> None:
    # In a process of its own, so that the limit does not strike the test run's own files.
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from iro_desktop.storage.files import replace_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "replace_file(Path(sys.argv[1]), bytes(10000))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(target)], capture_output=True, text=True, check=False
    )
    assert "FileNotWrittenError" in run.stderr
    assert unchanged(target)


@pytest.mark.parametrize(
    "number,error",
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EIO, FileNotWrittenError),
        (errno.EACCES, FileNotWrittenError),
    ],
)
def test_a_disk_that_fails_to_confirm_leaves_the_old_file_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[UserError]
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error) as raised:
        replace_file(target, NEW)
    assert type(raised.value) is error
    assert unchanged(target)


@posix
def test_a_disk_that_keeps_something_else_is_found_out(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def spoil(handle: int) -> None:
        sync(handle)
        os.pwrite(handle, b"!", len(NEW) - 1)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(FileNotWrittenError, match="did not keep"):
        replace_file(target, NEW)
    assert unchanged(target)


def test_a_target_that_is_held_for_a_moment_is_tried_again(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace
    refused: list[Path] = []

    def held(self: Path, other: Path) -> Path:
        if len(refused) < 2:
            refused.append(other)
            raise PermissionError(errno.EACCES, "held by another process")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held)
    replace_file(target, NEW)
    assert refused == [target, target]
    assert target.read_bytes() == NEW


def test_a_target_that_stays_held_leaves_the_old_file_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Path, __: Path) -> Path:
        raise PermissionError(errno.EACCES, "held by another process")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(FileNotWrittenError, match="the earlier one is unchanged"):
        replace_file(target, NEW)
    assert unchanged(target)


def test_a_folder_that_is_missing_or_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "file", tmp_path / "folder", tmp_path / ("x" * 300)):
        with pytest.raises(FileNotWrittenError):
            replace_file(path, NEW)
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_what_a_killed_process_left_is_removed_after_a_day(target: Path) -> None:
    old = target.with_name(f".{target.name}.0123abcd.tmp")
    young = target.with_name(f".{target.name}.89abcdef.tmp")
    other = target.with_name(".file 1x.irosync.0123abcd.tmp")
    for path in (old, young, other):
        path.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (two_days_ago, two_days_ago))
    os.utime(other, (two_days_ago, two_days_ago))
    replace_file(target, NEW)
    assert set(target.parent.iterdir()) == {target, young, other}


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(FileNotReadError, match="could not be read"):
            read_file(path, most=10)


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileNotReadError):
        read_file(tmp_path / "pipe", most=10)


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate((1 << 20) + 1)
    with pytest.raises(FileTooLargeError):
        read_file(path, most=1 << 20)
