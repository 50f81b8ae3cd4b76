"""What is loaded ahead, once the first window is on the screen."""

from __future__ import annotations

from PySide6 import QtCore, QtGui, QtWidgets


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
