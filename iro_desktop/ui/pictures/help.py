"""The help window: a page, what a search finds, the map of keys, and the handbook."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize

from iro_desktop.domain.guide import INDEX
from iro_desktop.ui.help_window import HelpWindow
from iro_desktop.ui.pictures.camera import Camera, shown

_SIZE: Final = QSize(1120, 780)


def draw_help(camera: Camera) -> None:
    """Draw the help window as it is used."""
    window = HelpWindow()
    with shown(window, _SIZE):
        window.show_page(INDEX)
        window.show_page("guide/monthly-routine.md#checks-between-reviews")
        camera.take("help", window)
        window.contents.line.setText("recovery code")
        window.contents.line.returnPressed.emit()
        camera.take("help-found", window)
        window.contents.clear_search()
        for name, page in (("keys", "guide/keys.md"), ("handbook", "guide/measures/index.md")):
            window.show_page(page)
            camera.take(f"help-{name}", window)
