"""A picture of every view and dialog, drawn by the real windows without a screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QMessageLogContext, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

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

__all__ = ["NotDrawnError", "take_pictures", "take_with"]

_SIZE: Final = QSize(1440, 900)


def take_pictures(
    app: QApplication, workspace: Workspace, out: Path, scheme: Scheme, text_scale: float = 1.0
) -> list[Path]:
    """Write a PNG of every view of an open store into ``out``; return their paths.

    The same store gives the same pictures on the same machine. Raises NotDrawnError where they
    cannot be written.
    """
    return take_with(Camera(app, out), app, workspace, scheme, text_scale)


def take_with(
    camera: Camera,
    app: QApplication,
    workspace: Workspace,
    scheme: Scheme,
    text_scale: float = 1.0,
) -> list[Path]:
    """Take a camera to every view of an open store; return the paths of its pictures."""
    theme.apply_theme(app, scheme, text_scale)
    flash = app.cursorFlashTime()
    app.setCursorFlashTime(0)  # a caret that blinks would be there or not by chance
    try:
        with _without_chatter(), tempfile.TemporaryDirectory() as folder:
            settings = Settings(Path(folder) / "settings.ini")
            draw_first_windows(camera)
            _draw_main_window(camera, workspace, settings)
            draw_two_versions(camera, _SIZE, workspace.today())
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


def _draw_main_window(camera: Camera, workspace: Workspace, settings: Settings) -> None:
    operations = Operations(workspace)
    window = MainWindow(operations, settings, sample=workspace.is_sample)
    filled: list[bool] = []
    window.filled.connect(lambda: filled.append(True))
    try:
        with shown(window, _SIZE):
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
