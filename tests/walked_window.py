"""The main window over a sample caseload, as a walk goes through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize

from iro_desktop.services.samples import create_sample
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pictures.camera import Camera, shown
from iro_desktop.ui.settings import Settings
from tests.stores import TODAY
from tests.walking import Walk

_SIZE = QSize(1440, 900)


def walk_through(walk: Walk, folder: Path, *parts: Callable[[Camera, MainWindow], None]) -> None:
    """Go through parts of what pictures are taken of, over a sample made in ``folder``."""
    workspace = create_sample(folder / "sample.iro", as_of=TODAY)
    operations = Operations(workspace)
    window = MainWindow(operations, Settings(folder / "settings.ini"), sample=True)
    filled: list[bool] = []
    window.filled.connect(lambda: filled.append(True))
    try:
        with shown(window, _SIZE):
            walk.wait(lambda: bool(filled) and operations.is_settled)
            for part in parts:
                part(walk, window)
    finally:
        operations.close()
        window.deleteLater()
        walk.settle()
