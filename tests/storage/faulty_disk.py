"""A disk that fails, stops or forgets at any chosen system call of whoever writes to it.

Its folder is a real one. Beside it stands a model of what a power cut would leave: bytes that were
written but not synced are cut at any length, and what was done to the folder since it was last
synced may have been done or not, each for itself.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, Self

import pytest

When = Literal["before", "in the middle", "after"]
Outcome = tuple[tuple[str, bytes], ...]
"""What may lie in the folder after a power cut: names and contents."""

NAMES = ("scandir", "stat", "unlink", "open", "write", "fsync", "read", "close", "replace")


class Stopped(BaseException):
    """The process is dead from here on: no cleanup reaches the disk."""


@dataclass
class _Contents:
    """One file's bytes, and how many of them would outlive a power cut."""

    written: bytearray
    synced: int


@dataclass
class FaultyDisk:
    """Counts the calls that touch ``folder``; at call ``at`` it calls ``strike``, if any.

    ``strike`` raises; in the middle of a write half of the bytes are written first. Without one,
    a call that is to be struck in the middle writes half and says so, as a system may.
    """

    folder: Path
    at: int = -1
    when: When = "before"
    strike: Callable[[], object] | None = None
    calls: list[str] = field(default_factory=list)
    dead: bool = False

    def __post_init__(self) -> None:
        self._real = {name: getattr(os, name) for name in NAMES}
        self._handles: dict[int, Path] = {}
        self._of_handle: dict[int, _Contents] = {}
        self._names = {
            path.name: _Contents(bytearray(path.read_bytes()), path.stat().st_size)
            for path in self.folder.iterdir()
        }
        self._lasting = dict(self._names)
        self._pending: list[tuple[str, _Contents | None]] = []

    def __enter__(self) -> Self:
        self._patch = pytest.MonkeyPatch()
        for name in NAMES:
            self._patch.setattr(os, name, self._standing_in(name))
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def _standing_in(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if not self._is_here(arguments[0] if arguments else None):
                return self._real[name](*arguments, **options)
            return self._called(name, arguments, options)

        return call

    def _is_here(self, what: object) -> bool:
        if isinstance(what, int):
            return what in self._handles
        if not isinstance(what, str | os.PathLike):
            return False
        path = Path(what)
        return self.folder in (path, path.parent)

    def _called(self, name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        if self.dead:
            if name == "close":  # as the system does for a process that has died
                self._do(name, arguments, options)
            raise Stopped
        self.calls.append(name)
        if len(self.calls) - 1 != self.at:
            return self._do(name, arguments, options)
        if self.when == "after":
            return self._struck_after(name, arguments, options)
        if self.when == "in the middle" and name == "write":
            handle, data = arguments
            written = self._do(name, (handle, data[: max(1, len(data) // 2)]), options)
            if self.strike is not None:
                self.strike()
            return written
        if name == "close":
            self._do(name, arguments, options)  # a handle that fails to close is closed
        if self.strike is not None:
            self.strike()
        return self._do(name, arguments, options)

    def _struck_after(self, name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        try:
            result = self._do(name, arguments, options)
        except OSError:
            if self.strike is not None:
                self.strike()
            raise
        if self.strike is not None:
            if name == "open":
                self._do("close", (result,), {})
            elif name == "scandir":
                result.close()
            self.strike()
        return result

    def die(self) -> None:
        """Stop the process here, as kill -9 does."""
        self.dead = True
        raise Stopped

    def _do(self, name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        result = self._real[name](*arguments, **options)
        note = getattr(self, f"_note_{name}", None)
        if note is not None:
            note(result, *arguments)
        return result

    # The model of what lasts

    def _note_open(self, handle: int, path: str | Path, flags: int, *_: object) -> None:
        path = Path(path)
        self._handles[handle] = path
        if flags & os.O_CREAT:
            contents = _Contents(bytearray(), 0)
            self._of_handle[handle] = self._names[path.name] = contents
            self._pending.append((path.name, contents))

    def _note_close(self, _: object, handle: int) -> None:
        self._handles.pop(handle, None)
        self._of_handle.pop(handle, None)

    def _note_write(self, written: int, handle: int, data: bytes) -> None:
        self._of_handle[handle].written += data[:written]

    def _note_fsync(self, _: object, handle: int) -> None:
        if self._handles[handle] == self.folder:
            self._lasting, self._pending = dict(self._names), []
        else:
            contents = self._of_handle[handle]
            contents.synced = len(contents.written)

    def _note_unlink(self, _: object, path: str | Path) -> None:
        del self._names[Path(path).name]
        self._pending.append((Path(path).name, None))

    def _note_replace(self, _: object, path: str | Path, target: str | Path) -> None:
        contents = self._names.pop(Path(path).name)
        self._names[Path(target).name] = contents
        self._pending += [(Path(target).name, contents), (Path(path).name, None)]

    def after_a_power_cut(self) -> set[Outcome]:
        """Return everything that the folder may hold if the power fails now."""
        found: set[Outcome] = set()
        for count in range(len(self._pending) + 1):
            for done in combinations(self._pending, count):
                names = dict(self._lasting)
                for name, contents in done:
                    if contents is None:
                        names.pop(name, None)
                    else:
                        names[name] = contents
                found.update(_cut(sorted(names.items())))
        return found


def _cut(names: list[tuple[str, _Contents]]) -> Iterator[Outcome]:
    """Yield these files with their unsynced bytes cut at any length."""
    if not names:
        yield ()
        return
    (name, contents), *others = names
    lengths = range(contents.synced, len(contents.written) + 1)
    for rest in _cut(others):
        for length in lengths:
            yield ((name, bytes(contents.written[:length])), *rest)
