"""How the window looks and after how long it locks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from iro_desktop.ui import theme
from iro_desktop.ui.motion import keep_still, keeps_still
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Density, Scheme

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

_TEXT_SCALES: Final = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class LookActs:
    """Changes the settings of the look, and shows the window by them."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def turn_charts(self) -> None:
        """Show the charts, or hide them; who shows them in a low window wants them all the same."""
        if self._window.dock.isHidden():
            self._window.charts_room.keep()
        self._window.dock.setVisible(self._window.dock.isHidden())

    def move_charts(self) -> None:
        """Stand the charts below the views, or beside them."""
        self._window.dock.stand_below(not self._window.dock.is_below)

    def colour(self, scheme: Scheme) -> None:
        """Use other colours."""
        self._settings.scheme = scheme
        self._apply()

    def give_room(self, density: Density) -> None:
        """Give rows and fields more room, or less."""
        self._settings.density = density
        self._apply()

    def resize_text(self, step: int) -> None:
        """Take the next larger or smaller text; 0 is the ordinary size."""
        now = min(_TEXT_SCALES, key=lambda scale: abs(scale - self._settings.text_scale))
        at = _TEXT_SCALES.index(now) + step if step else 0
        self._settings.text_scale = _TEXT_SCALES[min(max(at, 0), len(_TEXT_SCALES) - 1)]
        self._apply()

    def turn_stillness(self) -> None:
        """Have nothing move by itself, or let it."""
        self._settings.is_still = not self._settings.is_still
        app = QApplication.instance()
        if isinstance(app, QApplication):
            keep_still(app, still=self._settings.is_still)
        self._window.setAnimated(not keeps_still())

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look = self._settings
            theme.apply_theme(app, look.scheme, look.text_scale, look.density)

    def lock_after(self, minutes: int) -> None:
        """Lock after so many minutes without the user."""
        self._settings.lock_after_minutes = minutes
        self._window.show_lock_minutes()
