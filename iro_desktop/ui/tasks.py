"""Long work as it tells how far it is and learns of a Cancel, and who is told what comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject

from iro_desktop.domain.errors import CancelledError, UserError

_TELL_EVERY: Final = 0.05  # seconds between two reports of progress


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is; ``total`` is 0 while that is not known."""

    words: str
    done: int = 0
    total: int = 0


class Task:
    """Long work as the work itself sees it: it tells how far it is, and learns of a Cancel."""

    def __init__(self, words: str, tell: Callable[[Progress], None]) -> None:
        self._words = words
        self._tell = tell
        self._told_at = 0.0
        self._cancelled = threading.Event()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is; raises CancelledError once Cancel was pressed.

        Raised inside a write it leaves everything as it was.
        """
        if self._cancelled.is_set():
            raise CancelledError
        self.tell(done, total)

    def tell(self, done: int, total: int) -> None:
        """Tell how far the work is, and never raise: for services that ask ``cancelled``."""
        if monotonic() - self._told_at >= _TELL_EVERY or done >= total:
            self._told_at = monotonic()
            self._tell(Progress(self._words, done, total))

    def cancelled(self) -> bool:
        """Return whether Cancel was pressed."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it does so where it can without leaving anything half done."""
        self._cancelled.set()


@dataclass(slots=True)
class Answer:
    """Who is told what comes of a piece of work."""

    done: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None
    settled: Callable[[], None] | None
    owner: QObject | None = None
    replaces: Hashable = None
    number: int = 0
    task: Task | None = None
    shows_strip: bool = False
    has_owner: bool = field(init=False)

    def __post_init__(self) -> None:
        self.has_owner = self.owner is not None

    def tell(self, callback: Callable[..., None] | None, *values: object) -> bool:
        """Call one of them, unless its widget is gone by now; return whether it was called."""
        if callback is None or (self.has_owner and not shiboken6.isValid(self.owner)):
            return False
        bound = getattr(callback, "__self__", None)
        if isinstance(bound, QObject) and not shiboken6.isValid(bound):
            return False
        callback(*values)
        return True
