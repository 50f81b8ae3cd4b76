"""Puts the program together: the application, its first window, and its pictures."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import iro_desktop.ui  # noqa: F401 - mends PySide6 on older Pythons, before anything touches Qt

# isort: split
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from iro_desktop import __version__
from iro_desktop.paths import default_store_folder, resource
from iro_desktop.services.crash_watch import watch_for_crashes
from iro_desktop.services.event_log import Event, note
from iro_desktop.services.fault_report import report_id
from iro_desktop.ui import icons, theme
from iro_desktop.ui.desktop import Desktop
from iro_desktop.ui.errors import install_fault_handler
from iro_desktop.ui.motion import keep_still
from iro_desktop.ui.opening import FilesToOpen
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme
from iro_desktop.ui.words import speak

if TYPE_CHECKING:
    from datetime import date

    from iro_desktop.services.workspace import Workspace


def open_window(
    store: Path | None,
    *,
    passphrase: str | None = None,
    today: Callable[[], date] | None = None,
    files: tuple[Path, ...] = (),
) -> int:
    """Show the window on a store, or the first run where there is none; return the exit status.

    ``files`` are summaries and shared copies that are opened once there is a window for them.
    With a ``passphrase`` it is not asked for, as that of the sample. If a window has this store
    open already, that one comes to the front and this call returns at once.
    """
    folder = (store or default_store_folder()).absolute()
    left = watch_for_crashes()
    app = make_application()
    faults = install_fault_handler(app)
    desktop = Desktop(app, folder, Settings(), today=today)
    if desktop.raised_another(files):
        return 0
    note(Event.STARTED)
    faults.reported.connect(desktop.faults.keep)
    if left:
        note(Event.BROKE_OFF, report_id(left))
        desktop.faults.keep(left)
    desktop.start(passphrase)
    FilesToOpen(desktop).give(files)
    status = app.exec()
    note(Event.ENDED)
    return status


def make_application() -> QApplication:
    """Return the application with its names and its look."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        os.environ["QT_STYLE_OVERRIDE"] = "Fusion"  # the theme's, without a detour by another
        app = QApplication(sys.argv[:1])
    app.setApplicationName("IRO Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("iro-desktop")
    app.setWindowIcon(icons.program_icon())
    app.setQuitOnLastWindowClosed(False)  # a lock changes windows; Desktop knows when it is over
    speak(app, QLocale.system(), resource(".") / "translations")
    settings = Settings()
    theme.apply_theme(app, settings.scheme, settings.text_scale, settings.density)
    keep_still(app, still=settings.is_still)
    return app


def take_pictures(
    workspace: Workspace, out: Path, *, theme: str = "light", text_scale: float = 1.0
) -> list[Path]:
    """Write a PNG of every view of an open store into ``out`` and return their paths.

    ``theme`` is light or dark. Raises UserError where they cannot be written.
    """
    _draw_without_a_screen()
    from iro_desktop.ui.pictures import take_pictures as take

    return take(make_application(), workspace, out, Scheme(theme), text_scale)


def _draw_without_a_screen() -> None:
    """Have the application that is yet to be made draw on a screen as large as any, unseen."""
    if QApplication.instance() is None:
        # Without a file of its own the offscreen screen has 800 x 800 points, less than a dialog.
        # On Windows the colon of a drive would end the file's name.
        plain = sys.platform == "win32"
        screen = "" if plain else f":configfile={resource('screen.json')}"
        os.environ["QT_QPA_PLATFORM"] = f"offscreen{screen}"


def draw_every_view() -> str:
    """Draw every view of a sample caseload in a scratch folder; return what was done, in words."""
    from datetime import date
    from tempfile import TemporaryDirectory

    from iro_desktop.services.samples import create_sample

    with TemporaryDirectory(prefix="iro-desktop-self-test-") as name:
        workspace = create_sample(
            Path(name) / "sample.iro", as_of=date(2020, 3, 31), who="self-test"
        )
        try:
            drawn = take_pictures(workspace, Path(name) / "pictures")
        finally:
            workspace.close()
    return f"every view was drawn, in {len(drawn)} pictures"
