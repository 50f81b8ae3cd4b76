"""A picture of every view and dialog, drawn by the real windows without a screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QMessageLogContext, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pictures.camera import Camera, NotDrawnError, shown
from iro_desktop.ui.pictures.charts import CHARTS_WIDE, draw_charts
from iro_desktop.ui.pictures.dialogs import draw_dialogs
from iro_desktop.ui.pictures.first_windows import draw_first_windows
from iro_desktop.ui.pictures.help import draw_help
from iro_desktop.ui.pictures.two_versions import draw_two_versions
from iro_desktop.ui.pictures.views import draw_views
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

__all__ = ["USUAL_SIZE", "NotDrawnError", "take_pictures"]

USUAL_SIZE: Final = QSize(1440, 900)
"""The size of the main window in pictures."""


def take_pictures(  # noqa: PLR0913 - what a picture depends on, each by its name
    app: QApplication,
    workspace: Workspace,
    out: Path,
    scheme: Scheme,
    text_scale: float = 1.0,
    *,
    only: Container[str] | None = None,
    seen: Callable[[str, QWidget], None] | None = None,
    size: QSize = USUAL_SIZE,
) -> list[Path]:
    """Write a PNG of every view of an open store into ``out``; return their paths.

    ``only`` are the names of those that are wanted, where that is not all; ``seen`` gets the name
    and the widget of each, wanted or not; ``size`` is that of the main window. The same store
    gives the same pictures on the same machine. Raises NotDrawnError where they cannot be written.
    """
    camera = Camera(app, out, only=only, seen=seen)
    theme.apply_theme(app, scheme, text_scale)
    flash = app.cursorFlashTime()
    app.setCursorFlashTime(0)  # a caret that blinks would be there or not by chance
    try:
        with _without_chatter(), tempfile.TemporaryDirectory() as folder:
            settings = Settings(Path(folder) / "settings.ini")
            draw_first_windows(camera)
            _draw_main_window(camera, workspace, settings, size)
            draw_two_versions(camera, size, workspace.today())
    finally:
        app.setCursorFlashTime(flash)
    return camera.paths


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Leave out what the offscreen platform says of itself with every window; pass on the rest."""

    def heard(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if words.startswith("This plugin does not support"):
            return
        if before is not None:
            before(kind, context, words)
        else:
            sys.stderr.write(f"{words}\n")

    before: Callable[[QtMsgType, QMessageLogContext, str], None] | None
    before = cast("Any", qInstallMessageHandler(heard))
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _draw_main_window(
    camera: Camera, workspace: Workspace, settings: Settings, size: QSize
) -> None:
    operations = Operations(workspace)
    window = MainWindow(operations, settings, sample=workspace.is_sample)
    filled: list[bool] = []
    window.filled.connect(lambda: filled.append(True))
    try:
        with shown(window, size):
            window.resizeDocks([window.dock], [CHARTS_WIDE], Qt.Orientation.Horizontal)
            camera.wait(lambda: bool(filled) and operations.is_settled)
            draw_views(camera, window)
            draw_charts(camera, window)
            draw_dialogs(camera, window)
            draw_help(camera)
    finally:
        operations.stop()
        window.deleteLater()
        camera.settle()
