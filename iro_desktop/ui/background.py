"""Work off the main thread before there is a store: imports, key derivation, opening.

It needs nothing but threads, so that it costs nothing before the first paint.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from iro_desktop.domain.errors import UserError
from iro_desktop.ui.garbage import MainThreadGarbage

T = TypeVar("T")
_Job = Callable[[], None]


class Background(QObject):
    """Runs one piece of work after the other on a thread, and tells the results on the main one."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: deque[_Job | None] = deque()
        self._waiting = threading.Semaphore(0)  # not queue.Queue: it brings more than it gives
        self._is_stopped = False
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self._garbage = MainThreadGarbage(self)
        self._thread = threading.Thread(target=self._work, name="background")
        self._thread.start()

    @property
    def is_stopped(self) -> bool:
        """Whether nobody waits for results any more."""
        return self._is_stopped

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        settled: Callable[[], None] | None = None,
    ) -> None:
        """Run ``work`` after what was asked for before; tell what comes of it.

        A fault of the program goes to sys.excepthook, which shows the crash dialog. ``settled`` is
        called first, in any case.
        """

        def job() -> None:
            try:
                told: tuple[Callable[..., None] | None, Any] = (done, work())
            except UserError as error:
                told = (failed, error)
            except BaseException as error:  # noqa: BLE001 - handed on to the main thread
                told = (_crash, error)
            self._deliver(told, settled)

        self._put(job)

    def _put(self, job: _Job | None) -> None:
        self._jobs.append(job)
        self._waiting.release()

    def _next(self) -> _Job | None:
        self._waiting.acquire()
        return self._jobs.popleft()

    def post(self, callback: Callable[..., None], *values: object) -> None:
        """Call something on the main thread, from the work."""
        if not self._is_stopped:
            self._delivered.emit((callback, values))

    def stop(self) -> None:
        """Let what is running end; nothing is told any more."""
        self._is_stopped = True
        self._put(None)
        self._thread.join()
        self._garbage.stop()

    def _deliver(
        self,
        told: tuple[Callable[..., None] | None, Any],
        settled: Callable[[], None] | None,
    ) -> None:
        if settled is not None:
            self.post(settled)
        callback, value = told
        if callback is not None:
            self.post(callback, value)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if not self._is_stopped:
                job()

    def _on_delivered(self, posted: tuple[Callable[..., None], tuple[object, ...]]) -> None:
        callback, values = posted
        if not self._is_stopped:
            callback(*values)


def _crash(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)
