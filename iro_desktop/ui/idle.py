"""Locking by itself: nobody touched the program for some minutes, so the screen is cleared."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from iro_desktop.ui.settings import LOCK_AFTER_MINUTES

_LOOK_EVERY_MS: Final = 5_000
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
        QEvent.Type.ShortcutOverride,
    }
)


class IdleLock(QObject):
    """Watches for keys and mouse while it is on; ``idle`` comes once after the minutes are over.

    It goes by the clock on the wall, so that a laptop that wakes up after an hour locks at once.
    """

    idle = Signal()
    seconds_left = Signal(int)
    """Every few seconds: how long it still is."""

    def __init__(
        self,
        minutes: float = LOCK_AFTER_MINUTES,
        *,
        clock: Callable[[], float] = time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = minutes * 60
        self._clock = clock
        self._touched_at = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: float) -> None:
        """Wait for another time from now on."""
        self._limit = minutes * 60

    def start(self) -> None:
        """Begin to watch, as if a key had just been pressed."""
        self._touched_at = self._clock()
        self._timer.start()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def look(self) -> None:
        """Tell how long it still is, or that it is over."""
        left = self._limit - (self._clock() - self._touched_at)
        if left > 0:
            self.seconds_left.emit(round(left))
            return
        self.stop()
        self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note every touch and let it pass."""
        del watched
        if event.type() in _TOUCHES:
            self._touched_at = self._clock()
        return False
