"""A thread for what may stall: a network drive that does not answer must hold up nothing else.

Nobody ever waits for this thread: it can be left behind, and the process ends without it.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from iro_desktop.ui.garbage import MainThreadGarbage

T = TypeVar("T")
_END: Final = 0


class RoundWorker(QObject):
    """Runs one piece of work after the other; what comes of it is told on the main thread."""

    _delivered = Signal(object)
    _ended = Signal()

    _left: ClassVar[set[RoundWorker]] = set()
    """Those whose thread may still run: freed before it ends, it would tell nobody of its end."""

    def __init__(self) -> None:
        super().__init__()
        self._jobs: deque[int] = deque()
        self._kept: dict[int, tuple[Callable[[], Any], Callable[[Any], None]]] = {}
        self._number = 0
        self._waiting = threading.Semaphore(0)
        self._is_stopped = False
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._garbage = MainThreadGarbage(self)
        self._left.add(self)
        threading.Thread(target=self._work, name="share", daemon=True).start()

    @property
    def is_stopped(self) -> bool:
        """Whether nobody waits for results any more."""
        return self._is_stopped

    def run(self, work: Callable[[], T], done: Callable[[T | None], None]) -> None:
        """Run ``work`` after what was asked for before, and tell ``done`` its result.

        A fault of the program goes to sys.excepthook, and ``done`` gets None; but not once the
        worker was stopped: the store is closed then, and whatever still runs stumbles over that.
        """
        # The thread gets a number only: a part of a dialog that it were the last to hold would be
        # freed by it.
        self._number += 1
        self._kept[self._number] = (work, done)
        self._put(self._number)

    def post(self, callback: Callable[..., None], *values: object) -> None:
        """Call something on the main thread, from the work."""
        self._post(callback, *values)

    def stop(self) -> None:
        """Tell nothing any more, and end after what is running; nobody waits for that."""
        if not self._is_stopped:
            self._is_stopped = True
            self._put(_END)

    def _put(self, number: int) -> None:
        self._jobs.append(number)
        self._waiting.release()

    def _post(self, callback: Callable[..., None], *values: object) -> None:
        if not self._is_stopped:
            self._delivered.emit((callback, values))

    def _work(self) -> None:
        while True:
            self._waiting.acquire()
            number = self._jobs.popleft()
            if number == _END:
                break
            if not self._is_stopped:
                self._do(number)
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._ended.emit()

    def _do(self, number: int) -> None:
        try:
            result = self._kept[number][0]()
        except BaseException as error:  # noqa: BLE001 - handed on to the main thread
            self._post(self._tell, number, None, error)
        else:
            self._post(self._tell, number, result, None)

    def _tell(self, number: int, result: object, error: BaseException | None) -> None:
        _, done = self._kept.pop(number)
        if error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
        done(result if error is None else None)

    def _on_delivered(self, posted: tuple[Callable[..., None], tuple[object, ...]]) -> None:
        callback, values = posted
        if not self._is_stopped:
            callback(*values)

    def _on_ended(self) -> None:
        self._garbage.stop()
        self._left.discard(self)
        self.deleteLater()
