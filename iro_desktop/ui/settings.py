"""What this user's window remembers between runs: its place, its look, and nothing of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize

from iro_desktop.paths import settings_file
from iro_desktop.ui.theme import Density, Scheme

_SMALLEST: Final = QSize(640, 480)
_LARGEST_TEXT: Final = 2.0
LOCK_AFTER_MINUTES: Final = 5
LOCK_CHOICES: Final = range(1, 11)
"""The minutes without a key or the mouse after which the window may lock."""


class Settings:
    """The settings file; what it holds and cannot be read counts as not there."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or settings_file()
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> Scheme:
        """The user's choice of colours."""
        found = str(self._settings.value("look/scheme", ""))
        return next((one for one in Scheme if one.value == found), Scheme.SYSTEM)

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._settings.setValue("look/scheme", scheme.value)

    @property
    def text_scale(self) -> float:
        """How much larger than ordinary the text is, 1 to 2."""
        try:
            found = float(str(self._settings.value("look/text_scale", 1.0)))
        except ValueError:
            return 1.0
        return min(max(found, 1.0), _LARGEST_TEXT)

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._settings.setValue("look/text_scale", scale)

    @property
    def is_still(self) -> bool:
        """Whether nothing on the screen may move by itself."""
        return str(self._settings.value("look/still", "")) == "true"

    @is_still.setter
    def is_still(self, still: bool) -> None:
        self._settings.setValue("look/still", "true" if still else "")

    @property
    def density(self) -> Density:
        """How much room rows and fields have round their words."""
        found = str(self._settings.value("look/density", ""))
        return next((one for one in Density if one.value == found), Density.COMFORTABLE)

    @density.setter
    def density(self, density: Density) -> None:
        self._settings.setValue("look/density", density.value)

    @property
    def lock_after_minutes(self) -> int:
        """After how many minutes without a key or the mouse the window locks, 1 to 10.

        The council's policy may set fewer than somebody chose.
        """
        from iro_desktop.services.policy import policy  # the first window asks for none

        try:
            found = int(str(self._settings.value("lock/after_minutes", LOCK_AFTER_MINUTES)))
        except ValueError:
            found = LOCK_AFTER_MINUTES
        chosen = min(max(found, min(LOCK_CHOICES)), max(LOCK_CHOICES))
        return policy().minutes_to_lock(chosen)

    @lock_after_minutes.setter
    def lock_after_minutes(self, minutes: int) -> None:
        self._settings.setValue("lock/after_minutes", minutes)

    @property
    def view(self) -> str:
        """The key of the view that was shown last; never the child."""
        return str(self._settings.value("window/view", ""))

    @view.setter
    def view(self, key: str) -> None:
        self._settings.setValue("window/view", key)

    @property
    def charts_all_the_same(self) -> bool:
        """Whether the charts are wanted though a list has little room beside them."""
        return str(self._settings.value("window/charts_all_the_same", "")) == "true"

    @charts_all_the_same.setter
    def charts_all_the_same(self, wanted: bool) -> None:
        self._settings.setValue("window/charts_all_the_same", "true" if wanted else "")

    @property
    def tour_seen(self) -> bool:
        """Whether the tour was begun once on this computer."""
        return str(self._settings.value("tour/seen", "")) == "yes"

    @tour_seen.setter
    def tour_seen(self, seen: bool) -> None:
        self._settings.setValue("tour/seen", "yes" if seen else "")

    @property
    def classification(self) -> str:
        """What stands at the foot of printed pages, or nothing where none was chosen."""
        return str(self._settings.value("print/classification", ""))

    @classification.setter
    def classification(self, words: str) -> None:
        self._settings.setValue("print/classification", words)

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the main window, as Qt writes it."""
        return self._octets("window/geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

    @property
    def layout(self) -> QByteArray:
        """Where the charts panel stands and how wide it is, as Qt writes it."""
        return self._octets("window/layout")

    @layout.setter
    def layout(self, layout: QByteArray) -> None:
        self._settings.setValue("window/layout", layout)

    def sync(self) -> None:
        """Put everything on disk now; otherwise Qt does it by and by."""
        self._settings.sync()

    def _octets(self, key: str) -> QByteArray:
        found = self._settings.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()


def clamped(window: QRect, screens: list[QRect]) -> QRect:
    """Return the window's place, moved and made smaller so that one screen holds all of it.

    ``screens`` are the parts of the screens that windows may use, the first one the main one. Of
    several the one is taken that holds most of the window, so that an unplugged second screen
    never leaves a window where nobody can see it.
    """
    if not screens:
        return window

    def shared(screen: QRect) -> int:
        part = screen.intersected(window)
        return part.width() * part.height() if part.isValid() else 0

    screen = max(screens, key=shared)
    size = window.size().expandedTo(_SMALLEST).boundedTo(screen.size())
    left = min(max(window.left(), screen.left()), screen.left() + screen.width() - size.width())
    top = min(max(window.top(), screen.top()), screen.top() + screen.height() - size.height())
    return QRect(left, top, size.width(), size.height())
