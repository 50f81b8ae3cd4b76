"""A camera that waits until a widget is whole before it keeps its picture."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from iro_desktop.domain.errors import FileNotWrittenError

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

_LONGEST_WAIT: Final = 60.0  # seconds
_MOST_LOOKS: Final = 50
_SAME_LOOKS: Final = 3  # one alone can fall between two steps of a layout on a busy machine
_BETWEEN_LOOKS: Final = 0.01  # seconds
_REST: Final = 0.4  # seconds


class NotDrawnError(FileNotWrittenError):
    """A picture could not be kept."""

    sentence = (
        "The pictures could not be written: check that the folder is there and that you may write "
        "to it."
    )


class Camera:
    """Waits until a widget is whole, and keeps its picture under a name.

    Where ``only`` is given, what has another name is shown but no picture of it is kept. ``seen``
    gets the name and the widget of each, while it is shown.
    """

    def __init__(
        self,
        app: QApplication,
        out: Path,
        *,
        only: Container[str] | None = None,
        seen: Callable[[str, QWidget], None] | None = None,
    ) -> None:
        self._app = app
        self._out = out
        self._only = only
        self._seen = seen
        self.paths: list[Path] = []
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotDrawnError from error

    def take(self, name: str, widget: QWidget) -> None:
        """Keep the picture of a widget as NAME.png, once several looks at it are the same.

        Long texts are laid out bit by bit, as the window has time.
        """
        self.settle()
        if self._only is None or name in self._only:
            self._keep(name, widget)
        if self._seen is not None:
            self._seen(name, widget)

    def _keep(self, name: str, widget: QWidget) -> None:
        seen = widget.grab().toImage()
        same = 0
        for _ in range(_MOST_LOOKS):
            sleep(_BETWEEN_LOOKS)
            self.settle()
            before, seen = seen, widget.grab().toImage()
            same = same + 1 if seen == before else 0
            if same == _SAME_LOOKS:
                break
        path = self._out / f"{name}.png"
        if not seen.save(str(path)):
            raise NotDrawnError
        self.paths.append(path)

    def take_and_close(self, name: str, dialog: QDialog) -> None:
        """Keep the picture of a dialog that is open, and close it unasked."""
        self.take(name, dialog)
        dialog.hide()
        dialog.deleteLater()
        self.settle()

    def rest(self) -> None:
        """Let what moves of itself come to rest."""
        until = monotonic() + _REST
        self.wait(lambda: monotonic() >= until)

    def settle(self) -> None:
        """Let layouts and paints that wait come through."""
        for _ in range(4):
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until something is so that a thread works at."""
        until = monotonic() + _LONGEST_WAIT
        while not ready() and monotonic() < until:
            self._app.processEvents()
            sleep(0.002)
        self.settle()

    def wait_for(self, window: MainWindow) -> None:
        """Wait until the window has read all that it shows."""
        self.wait(lambda: window.operations.is_settled)


@contextmanager
def shown(widget: QWidget, size: QSize | None = None) -> Iterator[None]:
    """Show a widget for as long as it is drawn."""
    if size is not None:
        widget.resize(size)
    widget.show()
    try:
        yield
    finally:
        widget.hide()
        widget.deleteLater()
