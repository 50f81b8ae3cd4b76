"""What a folder that others write to may be like: a sentence for each, and nothing is lost."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Child
from iro_desktop.storage.check import findings
from iro_desktop.storage.store import Store
from iro_desktop.sync.exchange import Folder
from iro_desktop.sync.round import Outcome, Round
from iro_desktop.sync.vault import Vault
from tests.storage.faulty_disk import FaultyDisk, Stopped, When
from tests.stores import a_store

NOW = datetime(2020, 3, 31, 9, tzinfo=UTC)
VAULT = Vault("v1", bytes(range(32)))
Patch = pytest.MonkeyPatch


def sync(store: Store, path: Path, name: str = "one") -> Outcome:
    return Round(store, VAULT, Folder(path), name, NOW, NOW.date(), lambda: None).run()


def refuse(real: Callable[..., Any], when: Callable[..., bool], number: int) -> Callable[..., Any]:
    """Return a system call that fails where ``when`` says so of its arguments."""

    def call(*arguments: Any, **options: Any) -> Any:
        if when(*arguments):
            raise OSError(number, os.strerror(number))
        return real(*arguments, **options)

    return call


def folder_gone(path: Path, _: Patch) -> Callable[[], object]:
    away = path.parent.rename(path.parent.with_name("away"))
    return lambda: away.rename(path.parent)


def a_folder_in_its_place(path: Path, _: Patch) -> Callable[[], object]:
    kept = path.rename(path.with_name("kept.tmp"))
    path.mkdir()

    def lift() -> None:
        path.rmdir()
        kept.rename(path)

    return lift


def still_downloading(path: Path, _: Patch) -> Callable[[], object]:
    whole = path.read_bytes()
    path.write_bytes(whole[:-100] + bytes(100))
    return lambda: path.write_bytes(whole)


def only_begun(path: Path, _: Patch) -> Callable[[], object]:
    whole = path.read_bytes()
    path.write_bytes(b"")
    return lambda: path.write_bytes(whole)


def refused_folder(number: int) -> Callable[[Path, Patch], None]:
    def refused(path: Path, patch: Patch) -> None:
        def makes(name: object, flags: int = 0, *_: object) -> bool:
            return bool(flags & os.O_CREAT) and Path(str(name)).parent == path.parent

        patch.setattr(os, "open", refuse(os.open, makes, number))

    return refused


def full(_: Path, patch: Patch) -> None:
    patch.setattr(os, "write", refuse(os.write, lambda *_: True, errno.ENOSPC))


def held_against_writing(path: Path, patch: Patch) -> None:
    def onto(_: object, target: object) -> bool:
        return Path(str(target)) == path

    patch.setattr(os, "replace", refuse(os.replace, onto, errno.EACCES))


def held_against_reading(path: Path, patch: Patch) -> None:
    def this(one: Path, *_: object) -> bool:
        return one == path

    patch.setattr(Path, "open", refuse(Path.open, this, errno.EACCES))


def not_fetched(path: Path, patch: Patch) -> None:
    """A placeholder of a cloud service while there is no network."""
    real = Path.stat

    def stat(self: Path, **options: Any) -> Any:
        facts = real(self, **options)
        if self != path:
            return facts
        said = {name: getattr(facts, name) for name in dir(facts) if name.startswith("st_")}
        return SimpleNamespace(**said | {"st_file_attributes": 0x400000})

    patch.setattr(Path, "stat", stat)
    patch.setattr(Path, "open", refuse(Path.open, lambda one, *_: one == path, errno.EINVAL))


@contextmanager
def under(
    condition: Callable[[Path, Patch], Callable[[], object] | None], path: Path
) -> Iterator[None]:
    with Patch.context() as patch:
        patch.setattr(time, "sleep", lambda _: None)
        lift = condition(path, patch)
        yield
    if lift:
        lift()


CONDITIONS = [
    (folder_gone, "put the stick in, or connect the drive"),
    (a_folder_in_its_place, "could not be read: another program may hold it"),
    (still_downloading, "damaged or still downloading"),
    (only_begun, "damaged or still downloading"),
    (refused_folder(errno.EACCES), "you may not write to its folder"),
    (refused_folder(errno.EROFS), "you may not write to its folder"),
    (full, "make room there"),
    (held_against_writing, "could not be written: another program may hold it"),
    (held_against_reading, "you may not open it"),
    (not_fetched, "connect to the internet"),
]
NAMES = [
    "folder gone", "a folder in its place", "still downloading", "only begun", "folder refused",
    "folder read-only", "disk full", "held against writing", "held against reading", "not fetched",
]  # fmt: skip


@pytest.mark.parametrize("condition,sentence", CONDITIONS, ids=NAMES)
def test_a_round_that_cannot_be_made_says_why_and_loses_nothing(
    tmp_path: Path,
    condition: Callable[[Path, Patch], Callable[[], object] | None],
    sentence: str,
) -> None:
    path = tmp_path / "shared" / "caseload.irosync"
    path.parent.mkdir()
    one, other = a_store(tmp_path / "one"), a_store(tmp_path / "other")
    with one.write("add") as write:
        write.put(Child(id="c1", reference="AB12"))
    sync(one, path)
    sync(other, path, "other")
    shared = path.read_bytes()
    with other.write("add") as write:
        write.put(Child(id="c2", reference="CD34"))
    with one.write("add") as write:
        write.put(Child(id="c3", reference="EF56"))
    with under(condition, path), pytest.raises(UserError, match=sentence) as raised:
        sync(one, path)
    assert str(raised.value).endswith(".")
    assert path.read_bytes() == shared
    assert list(path.parent.iterdir()) == [path]
    assert list(one.snapshot.cases) == ["c1", "c3"]
    assert list(findings(one)) == []
    # Once it is over, all of it arrives.
    sync(one, path)
    sync(other, path, "other")
    sync(one, path)
    assert list(one.snapshot.cases) == list(other.snapshot.cases) == ["c1", "c2", "c3"]


def strike_with(number: int | None, disk: FaultyDisk) -> Callable[[], object]:
    """Return what ends the process, or fails the call with this error."""

    def fail() -> None:
        assert number is not None
        raise OSError(number, os.strerror(number))

    return disk.die if number is None else fail


def leftovers_age(folder: Path) -> None:
    """Let two days pass for what a process that died has left."""
    for left in folder.glob(".*.tmp"):
        os.utime(left, (time.time() - 2 * 24 * 60 * 60,) * 2)


@pytest.mark.parametrize(
    "number,when",
    [
        (None, "before"), (None, "in the middle"), (None, "after"), (errno.EIO, "before"),
        (errno.EIO, "after"), (errno.ENOSPC, "in the middle"), (errno.EACCES, "before"),
    ],
)  # fmt: skip
def test_a_round_that_stops_or_fails_at_any_call_is_made_good_by_the_next(
    tmp_path: Path, number: int | None, when: When, monkeypatch: Patch, *, long_run: bool
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    path = tmp_path / "shared" / "caseload.irosync"
    path.parent.mkdir()
    one, other = a_store(tmp_path / "one"), a_store(tmp_path / "other")
    sync(one, path)
    calls, ended, made = 40, 0, 0
    for step in range(0, calls, 1 if long_run else 4):
        made += 1
        with one.write("add") as write:
            write.put(Child(id=f"c{made}", reference=f"AB{made}"))
        disk = FaultyDisk(path.parent, at=step, when=when)
        disk.strike = strike_with(number, disk)
        try:
            with disk:
                sync(one, path)
        except (Stopped, UserError):
            ended += 1
        leftovers_age(path.parent)
        # Whatever is there is whole: the other takes it in, and sends its own.
        with other.write("add") as write:
            write.put(Child(id=f"d{made}", reference=f"CD{made}"))
        sync(other, path, "other")
    assert len(disk.calls) < calls  # the last ones struck nothing
    assert ended > 2
    sync(one, path)
    sync(other, path, "other")
    both = {f"{letter}{number}" for letter in "cd" for number in range(1, made + 1)}
    assert set(one.snapshot.cases) == set(other.snapshot.cases) == both
    assert [*findings(one), *findings(other)] == []
    assert list(path.parent.iterdir()) == [path]
