"""Locking with the computer: its screen was locked, or it goes to sleep.

On Linux the desktop says so on its message bus, which is asked only where it is a socket of this
machine; Windows sends messages to the window. macOS tells programs like this one nothing of it:
there the idle time alone locks.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import wintypes
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

SCREEN: Final = "Locked with the screen. Everything is saved."
SLEEP: Final = "Locked as the computer went to sleep. Everything is saved."

_LOGIN: Final = "org.freedesktop.login1"
_SCREEN_SAVERS: Final = (
    "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
)  # fmt: skip
_SYSTEM_BUS: Final = Path("/run/dbus/system_bus_socket")
_LOCAL: Final = "unix:"

_WM_POWERBROADCAST: Final = 0x0218
_PBT_APMSUSPEND: Final = 0x0004
_WM_WTSSESSION_CHANGE: Final = 0x02B1
_WTS_SESSION_LOCK: Final = 0x0007
_REASONS: Final = {
    (_WM_POWERBROADCAST, _PBT_APMSUSPEND): SLEEP,
    (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK): SCREEN,
}


class SystemLock(QObject):
    """Tells when this program is to lock with the computer, and why, for the unlock window."""

    locked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._messages: _WindowMessages | None = None
        if sys.platform == "win32":
            self._messages = _WindowMessages(self, window)
        elif sys.platform != "darwin":
            self._listen()

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        if session_bus_is_local():
            self.listen_to_screen(QDBusConnection.sessionBus())
        if _SYSTEM_BUS.is_socket() and "DBUS_SYSTEM_BUS_ADDRESS" not in os.environ:
            self.listen_to_logins(QDBusConnection.systemBus())

    def listen_to_screen(self, bus: QDBusConnection) -> None:
        """Hear when the desktop locks its screen."""
        for interface in _SCREEN_SAVERS:
            bus.connect("", "", interface, "ActiveChanged", self, _slot("on_screen_saver(bool)"))

    def listen_to_logins(self, bus: QDBusConnection) -> None:
        """Hear when the system sleeps, and when it asks this session to lock."""
        manager = f"{_LOGIN}.Manager"
        bus.connect(_LOGIN, "", manager, "PrepareForSleep", self, _slot("on_sleep(bool)"))
        session = os.environ.get("XDG_SESSION_ID", "")
        if session:
            path = f"/org/freedesktop/login1/session/{_escaped(session)}"
            bus.connect(_LOGIN, path, f"{_LOGIN}.Session", "Lock", self, _slot("on_lock()"))

    @Slot(bool)
    def on_screen_saver(self, active: bool) -> None:
        """Lock when the screen does; that it is unlocked again opens nothing."""
        if active:
            self.locked.emit(SCREEN)

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """Lock before the system sleeps."""
        if begins:
            self.locked.emit(SLEEP)

    @Slot()
    def on_lock(self) -> None:
        """Lock as the system asks."""
        self.locked.emit(SCREEN)

    def on_message(self, message: int, what: int) -> None:
        """Lock if a message of Windows says so."""
        if reason := _REASONS.get((message, what)):
            self.locked.emit(reason)


def _slot(signature: str) -> bytes:
    """Return a slot as ``connect`` takes it: a text, though its types say otherwise."""
    return cast("bytes", SLOT(signature))


def session_bus_is_local() -> bool:
    """Return whether the session's message bus is a socket of this machine, already there."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address:
        return all(part.startswith(_LOCAL) for part in address.split(";") if part)
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and (Path(runtime) / "bus").is_socket()


def _escaped(name: str) -> str:
    """Return a session's name as systemd writes it in a path: a leading digit as its code."""
    return "".join(
        letter
        if letter.isascii() and (letter.isalpha() or (letter.isdigit() and at > 0))
        else f"_{ord(letter):02x}"
        for at, letter in enumerate(name)
    )


class _WindowMessages(QAbstractNativeEventFilter):
    """Passes on what Windows says to the window of its session and of sleep."""

    def __init__(self, lock: SystemLock, window: QWidget) -> None:
        super().__init__()
        self._lock = lock
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)
            lock.destroyed.connect(lambda: application.removeNativeEventFilter(self))
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)

    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at a message and let it pass."""
        del eventType
        found = wintypes.MSG.from_address(int(message))
        self._lock.on_message(found.message, found.wParam)
        return False, 0
