"""Two versions of one thing, as the window shows them: over a file of their own."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt

from iro_desktop.services.two_versions_sample import sample_with_two_versions
from iro_desktop.ui.dialogs.history import HistoryDialog
from iro_desktop.ui.dialogs.settle import BOTH, SettleDialog
from iro_desktop.ui.dialogs.two_versions import TwoVersionsDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pictures.camera import Camera, shown
from iro_desktop.ui.settings import Settings

_DRAWN: Final = (("Summary", "texts", BOTH), ("Outcome", "codes", "0"), ("Contact", "deleted", "1"))
"""What begins the title of a row, the picture's name, and what is chosen in it."""


def draw_two_versions(camera: Camera, size: QSize, as_of: date) -> None:
    """Draw the mark in the window, the child's page, the list, and what it leads to."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = sample_with_two_versions(Path(folder) / "store.iro", as_of)
        operations = Operations(workspace)
        window = MainWindow(operations, Settings(Path(folder) / "settings.ini"))
        try:
            with shown(window, size):
                camera.wait(lambda: operations.is_settled)
                _draw(camera, window)
        finally:
            operations.close()
            window.deleteLater()
            camera.settle()


def _draw(camera: Camera, window: MainWindow) -> None:
    (child_id,) = window.operations.session.snapshot.cases
    window.pages.show_child(child_id)
    window.dock.hide()
    camera.wait_for(window)
    camera.take("two-versions-child", window)
    listed = TwoVersionsDialog(window.operations, window)
    listed.open()
    camera.wait_for(window)
    camera.take("dialog-two-versions", listed)
    for row in listed.rows.all_rows():
        for begins, name, choice in _DRAWN:
            if row.title.startswith(begins):
                dialog = SettleDialog(window.operations, row, listed)
                dialog.open()
                dialog.choice.set_value(choice)
                dialog.choice.target().setFocus(Qt.FocusReason.TabFocusReason)
                dialog.choice.changed.emit()
                camera.take_and_close(f"dialog-two-versions-{name}", dialog)
    listed.hide()
    listed.deleteLater()
    history = HistoryDialog(window.operations, child_id, window)
    history.open()
    camera.wait_for(window)
    camera.take_and_close("dialog-history-clock-wrong", history)
