"""How far an import is, told to whoever waits for it, who may end it."""

from __future__ import annotations

from collections.abc import Callable

from iro_desktop.domain.errors import CancelledError

Progress = Callable[[int, int], None]
"""Called with (done, total) now and then."""


class Steps:
    """Tells how far an import is, in per cent, and ends it when it was cancelled."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._from, self._to, self._count, self._done = 0, 0, 1, 0
        self._said = -1

    def phase(self, start: int, end: int, count: int) -> None:
        """Begin a part of the work: from and to which per cent, in how many steps."""
        self._from, self._to, self._count, self._done = start, end, max(count, 1), 0
        self.check()
        self._say(start)

    def __call__(self) -> None:
        """Go one step on."""
        self._done += 1
        part = min(self._done / self._count, 1)
        self.check()
        self._say(self._from + int((self._to - self._from) * part))

    def check(self) -> None:
        """Raise CancelledError if the person has cancelled."""
        if self._cancelled is not None and self._cancelled():
            raise CancelledError

    def end(self) -> None:
        """Say that all is done."""
        self._say(100)

    def _say(self, now: int) -> None:
        if self._progress is not None and now != self._said:
            self._progress(now, 100)
        self._said = now
