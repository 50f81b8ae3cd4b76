"""Locking with the computer: what the desktop's bus says, what Windows says, and for how long."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui.idle import IdleLock
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.system_lock import SCREEN, SLEEP, SystemLock, _escaped, session_bus_is_local
from tests.stores import a_workspace

SCREEN_SAVER = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
GNOME = ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
SLEEPING = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
LOCKING = ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
WAIT = 20_000
"""Milliseconds within which a bus has said what it was told, even on a busy machine."""


@pytest.fixture
def lock(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemLock]:
    """A lock that listens to no bus of the machine on which the tests run."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=elsewhere")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "tcp:host=elsewhere")
    window = QWidget()
    qtbot.addWidget(window)
    yield SystemLock(window)
    del window  # only now: the lock goes with it


@pytest.fixture
def address() -> Iterator[str]:
    """A message bus of its own."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("this system has no message bus")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def bus(address: str, qapp: QApplication) -> Iterator[QDBusConnection]:
    del qapp
    yield QDBusConnection.connectToBus(address, "listening")
    QDBusConnection.disconnectFromBus("listening")


@pytest.fixture
def desktop(address: str, qapp: QApplication) -> Iterator[QDBusConnection]:
    """Who speaks on that bus, as a desktop does; it has the name of the login service too."""
    del qapp
    speaking = QDBusConnection.connectToBus(address, "speaking")
    assert speaking.registerService("org.freedesktop.login1")
    yield speaking
    QDBusConnection.disconnectFromBus("speaking")


def until_it_listens(bus: QDBusConnection) -> None:
    """Wait until the bus knows what this connection hears: it answers in the order of asking."""
    name = "org.freedesktop.DBus"
    answer = bus.call(QDBusMessage.createMethodCall(name, "/org/freedesktop/DBus", name, "GetId"))
    assert answer.type() is QDBusMessage.MessageType.ReplyMessage, answer.errorMessage()


def say(desktop: QDBusConnection, what: tuple[str, str, str], *arguments: bool) -> None:
    message = QDBusMessage.createSignal(*what)
    message.setArguments(list(arguments))
    assert desktop.send(message)


def test_the_desktops_screen_lock_is_heard_and_its_end_is_not_an_unlock(
    lock: SystemLock, bus: QDBusConnection, desktop: QDBusConnection, qtbot: QtBot
) -> None:
    lock.listen_to_screen(bus)
    until_it_listens(bus)
    heard: list[str] = []
    lock.locked.connect(heard.append)
    say(desktop, SCREEN_SAVER, False)
    say(desktop, SCREEN_SAVER, True)
    say(desktop, GNOME, True)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=WAIT)
    assert heard == [SCREEN, SCREEN]


def test_sleep_and_the_sessions_lock_are_heard_but_not_those_of_another_session(
    lock: SystemLock,
    bus: QDBusConnection,
    desktop: QDBusConnection,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    lock.listen_to_logins(bus)
    until_it_listens(bus)
    heard: list[str] = []
    lock.locked.connect(heard.append)
    say(desktop, ("/org/freedesktop/login1/session/_33", *LOCKING[1:]))
    say(desktop, SLEEPING, False)
    say(desktop, SLEEPING, True)
    say(desktop, LOCKING)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=WAIT)
    assert heard == [SLEEP, SCREEN]


@pytest.mark.parametrize(
    "address,is_local",
    [
        ("unix:path=/run/user/1000/bus", True),
        ("unix:abstract=/tmp/dbus-x;unix:path=/tmp/y", True),
        ("tcp:host=elsewhere,port=1", False),
        ("unix:path=/tmp/x;tcp:host=elsewhere", False),
        ("", False),
    ],
)
def test_only_a_bus_of_this_machine_is_asked(
    address: str, is_local: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert session_bus_is_local() is is_local


@pytest.mark.parametrize(
    "message,what,reason",
    [
        (0x0218, 0x0004, SLEEP),
        (0x02B1, 0x0007, SCREEN),
        (0x0218, 0x0012, ""),  # it woke up again
        (0x02B1, 0x0008, ""),  # its screen was unlocked
        (0x0200, 0x0004, ""),  # the mouse
    ],
)
def test_windows_says_it_in_numbers(lock: SystemLock, message: int, what: int, reason: str) -> None:
    heard: list[str] = []
    lock.locked.connect(heard.append)
    lock.on_message(message, what)
    assert "".join(heard) == reason


@pytest.mark.parametrize("name,escaped", [("2", "_32"), ("c1", "c1"), ("a-b", "a_2db")])
def test_a_sessions_name_is_written_as_systemd_does(name: str, escaped: str) -> None:
    assert _escaped(name) == escaped


@pytest.mark.parametrize("kept,minutes", [("", 5), ("3", 3), ("0", 1), ("99", 10), ("x", 5)])
def test_the_minutes_are_one_to_ten_whatever_the_file_says(
    tmp_path: Path, kept: str, minutes: int
) -> None:
    path = tmp_path / "settings.ini"
    if kept:
        path.write_text(f"[lock]\nafter_minutes={kept}\n")
    assert Settings(path).lock_after_minutes == minutes


def test_another_time_is_chosen_in_the_menu_and_holds_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    operations = Operations(a_workspace(tmp_path / "s"))
    settings = Settings(tmp_path / "settings.ini")
    window = MainWindow(operations, settings)
    qtbot.addWidget(window)
    idle = IdleLock(settings.lock_after_minutes)
    window.lock_minutes_changed.connect(idle.set_minutes)
    assert window.menu_actions["lock_after_5"].isChecked()
    window.menu_actions["lock_after_1"].trigger()
    assert settings.lock_after_minutes == 1
    assert idle._limit == 60
    assert window.footer.lock_words.text() == "Locks after 1 minute"
    assert not window.menu_actions["lock_after_5"].isChecked()
    operations.close()
