"""The application and the main window that benchmarks are timed in, offscreen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme, apply_theme

SIZE = (1440, 900)


def the_application() -> QApplication:
    """Return the one application, in light colours."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        apply_theme(app, Scheme.LIGHT)
    return app


def settle(app: QApplication, operations: Operations | None = None) -> None:
    """Let everything come through that threads are at work on, and end what was deleted."""
    while operations is not None and not operations.is_settled:
        app.processEvents()
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until_painted(
    app: QApplication, act: Callable[[], object], clock: Callable[[], float]
) -> float:
    """Return the seconds on a clock that something takes until it is painted."""
    start = clock()
    act()
    app.processEvents()
    return clock() - start


@contextmanager
def shown(workspace: Workspace, folder: Path) -> Iterator[MainWindow]:
    """Show the main window of a store with all in it; the store is closed at the end."""
    app = the_application()
    operations = Operations(workspace)
    window = MainWindow(operations, Settings(folder / "settings.ini"))
    window.resize(*SIZE)
    window.show()
    settle(app, operations)
    try:
        yield window
    finally:
        settle(app, operations)
        window.hide()
        operations.close()
        window.deleteLater()
        settle(app)
