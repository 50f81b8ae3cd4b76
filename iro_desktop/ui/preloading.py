"""What is loaded and made ahead, once the first window is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from iro_desktop.ui.errors import quieten_libraries

if TYPE_CHECKING:
    from iro_desktop.ui.background import Background
    from iro_desktop.ui.charts_panel import ChartsPanel


class Preloading(QObject):
    """Loads the main window on a thread and makes its charts, until there is a main window."""

    loaded = Signal()
    """Everything that the main window needs is imported."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._charts: ChartsPanel | None = None
        self._is_over = False

    def load(self) -> None:
        """Import what the main window needs, then what may be asked for in it."""
        make_qt_types()
        self._background.run(load_main_window, lambda _: self._on_loaded())

    def _on_loaded(self) -> None:
        quieten_libraries()
        self.loaded.emit()
        if not self._is_over:
            self.load_pages()
        self._make_charts()

    def load_pages(self) -> None:
        """Import the pages on the thread: after all that somebody waits for."""
        if self._background.is_stopped:
            return
        from iro_desktop.ui.pages import load_pages

        self._background.run(load_pages)

    def begin_again(self) -> None:
        """Make charts for the next main window, as this one is left."""
        self._is_over = False
        self._make_charts()

    def _make_charts(self) -> None:
        """Make the charts one at a time, so that typing is never held up for long."""
        if self._is_over or self._background.is_stopped:
            return
        if self._charts is None:
            from iro_desktop.ui.charts_panel import ChartsPanel

            self._charts = ChartsPanel()
        if self._charts.prepare():
            QTimer.singleShot(0, self, self._make_charts)

    def hand_over(self) -> ChartsPanel | None:
        """Return the charts as far as they are made, and make no more: here is the main window."""
        charts, self._charts = self._charts, None
        self._is_over = True
        return charts

    def drop(self) -> None:
        """Leave the charts that nobody took."""
        if self._charts is not None:
            self._charts.deleteLater()


def load_main_window() -> None:
    """Import what the main window needs; called on a thread while the passphrase is typed.

    Its pages are left to ``pages.load_pages``: the one that is shown first loads by itself.
    """
    import iro_desktop.services.workspace
    import iro_desktop.ui.charts.panel
    import iro_desktop.ui.main_window  # noqa: F401 - so that it is there when it is asked for


def make_qt_types() -> None:
    """Have PySide make all its types on this thread, which takes about 80 ms.

    It makes each one when it is first asked for; two threads that ask at the same time can crash
    it, and pyqtgraph asks for every one of them as it is imported.
    """
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
