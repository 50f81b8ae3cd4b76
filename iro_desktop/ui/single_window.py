"""One window for each store: a second start brings the first window to the front."""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS: Final = 500
_LONGEST: Final = 64 * 1024
"""How many bytes of a message are read: hundreds of paths."""


def server_name(folder: Path) -> str:
    """Return the name under which the window of a store listens; it says nothing about either."""
    told = f"{getpass.getuser()}\0{folder.resolve()}"
    return f"iro-desktop-{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def raise_other_window(folder: Path, files: Sequence[Path] = ()) -> bool:
    """Ask the window that has this store to come to the front; return whether there is one.

    ``files`` are what it is to open then.
    """
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps([str(path.absolute()) for path in files]).encode())
    sent = socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return sent


class SingleWindow(QObject):
    """Listens, on this computer and for this user alone, for a second start."""

    asked = Signal()
    files_given = Signal(object)
    """The paths that the second start was given, a tuple; never none."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        name = server_name(folder)
        if not self._server.listen(name):
            # What a killed process left behind; a living one would have answered.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        """Whether a second start would be heard."""
        return self._server.isListening()

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _on_connected(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(lambda: self._on_told(socket))
        if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            self._on_told(socket)  # it had gone before anybody looked
        self.asked.emit()

    def _on_told(self, socket: QLocalSocket) -> None:
        files = _files(bytes(socket.read(_LONGEST).data()))
        socket.deleteLater()
        if files:
            self.files_given.emit(files)


def _files(told: bytes) -> tuple[Path, ...]:
    """Return the paths of a message; none of what is no such message."""
    try:
        names = json.loads(told)
    except ValueError:
        return ()
    return tuple(Path(name) for name in names) if isinstance(names, list) else ()
