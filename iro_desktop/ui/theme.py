"""Colours by role, type scale, spacing and status marks, and their application to the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import ClassVar
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QGuiApplication,
    QPalette,
)
from PySide6.QtWidgets import QApplication

from iro_desktop.paths import resource
from iro_desktop.ui.colour_tables import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    OF_TEXT,
    Colours,
    contrast_ratio,
)
from iro_desktop.ui.qt_palette import (
    asks_for_contrast,
    colours_of,
    palette_of,
    wants_system_colours,
)
from iro_desktop.ui.style_sheet import style_sheet
from iro_desktop.ui.words import later

MIN_TARGET = 24
"""Smallest side of anything that can be clicked, in pixels (WCAG 2.2, 2.5.8)."""

FOCUS_RING = 2
"""Width of the ring around what has the keyboard, in pixels."""

RADIUS = 6
"""Corner radius of buttons, fields and cards, in pixels."""

_GRID = 4
_COMPACT_ROOM = 0.6


class Scheme(Enum):
    """Which colours to show: the system's choice, or the user's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Density(Enum):
    """How much room rows, fields and buttons have round their words."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Shape(Enum):
    """The outline of a status mark; each status has its own, so that colour is never alone."""

    TRIANGLE = "▲"
    DIAMOND = "◆"
    DISC = "●"
    RING = "○"


class Status(Enum):
    """How a date stands: shape, word and colour role together."""

    OVERDUE = (later("overdue"), Shape.TRIANGLE, "overdue")
    DUE_SOON = ("due soon", Shape.DIAMOND, "due_soon")
    FINE = (later("fine"), Shape.DISC, "fine")
    NOT_YET = ("not yet", Shape.RING, "not_yet")

    @property
    def word(self) -> str:
        """The status in words, as a screen reader says it."""
        return self.value[0]

    @property
    def shape(self) -> Shape:
        """The shape that is drawn before the words."""
        return self.value[1]

    @property
    def role(self) -> str:
        """The name of its colour in `Colours`."""
        return self.value[2]


class TextSize(Enum):
    """The three text sizes, in pixels at the system's ordinary text size."""

    TITLE = 22.0
    BODY = 14.0
    SECONDARY = 12.5


def space(steps: int) -> int:
    """Return a distance in pixels on the 4 px grid."""
    return steps * _GRID


def room(pixels: int) -> int:
    """Return a distance round words, in pixels, as the density in force makes it.

    ``pixels`` is what it is where there is room enough; compact rows have three fifths of it.
    """
    compact = Theme.density is Density.COMPACT
    return round(pixels * _COMPACT_ROOM) if compact else pixels


def colours() -> Colours:
    """Return the colours now in force; in high contrast they are all the system's own."""
    return _colours_in_force(QGuiApplication.palette().cacheKey())


@lru_cache(maxsize=8)
def _colours_in_force(_palette: int) -> Colours:
    """Return the colours of the palette of this key; a row that is drawn asks many times."""
    return colours_of(QGuiApplication.palette())


def in_system_colours() -> bool:
    """Return whether the colours are those of high contrast: the system's own, or chosen here."""
    return colours() not in (LIGHT, DARK)


def status_colour(status: Status) -> QColor:
    """Return the colour of a status in the theme now in force."""
    return QColor(getattr(colours(), status.role))


def font(size: TextSize = TextSize.BODY, *, strong: bool = False) -> QFont:
    """Return the program's font in one of the three sizes, bold if `strong`."""
    result = QFont(QApplication.font())
    result.setPointSizeF(result.pointSizeF() * size.value / TextSize.BODY.value)
    if strong:
        result.setWeight(QFont.Weight.DemiBold)
    return result


class Theme(QObject):
    """The look that is in force; it follows the system until the application ends."""

    changed = Signal()
    density: ClassVar[Density] = Density.COMFORTABLE
    """How much room words have; rows ask for it as often as they are drawn."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._system_palette = QPalette(app.palette())
        self._scheme = Scheme.SYSTEM
        self._text_scale = 1.0
        self._shown: tuple[object, ...] = ()
        self._applying = False
        # Whoever named the style when the program started has it: to ask would bring all of QStyle.
        self._is_fusion = os.environ.get("QT_STYLE_OVERRIDE", "").lower() == "fusion"
        hints = app.styleHints()
        self._system_scheme = hints.colorScheme()
        hints.colorSchemeChanged.connect(self._on_system_scheme_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_contrast_changed)

    @property
    def scheme(self) -> Scheme:
        """The user's choice of colours."""
        return self._scheme

    @property
    def text_scale(self) -> float:
        """How much larger than ordinary the text is, on top of the system's own setting."""
        return self._text_scale

    def choose(self, scheme: Scheme, text_scale: float, density: Density) -> None:
        """Show `scheme` with text `text_scale` times its ordinary size, and as much room.

        What is shown already is not put on again: Qt would look at every widget anew.
        """
        wanted = scheme, text_scale, density, wants_system_colours(self._system_palette)
        if scheme is not Scheme.SYSTEM and wanted == self._shown:
            return
        self._shown = wanted
        self._scheme = scheme
        Theme.density = density
        self._text_scale = text_scale
        self._tell_system()
        self._apply()

    def _tell_system(self) -> None:
        # Window frames and native dialogs belong to the system: they follow only if told.
        hints = self._app.styleHints()
        self._applying = True
        if self._scheme is Scheme.SYSTEM:
            hints.unsetColorScheme()
            self._system_scheme = hints.colorScheme()
        else:
            dark = self._scheme is not Scheme.LIGHT
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._applying = False

    def _on_system_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        # While we tell the system of the user's choice, the change is our own.
        if not self._applying:
            self._system_scheme = scheme
            self._apply()

    def _on_system_contrast_changed(self) -> None:
        self._apply()

    def _apply(self) -> None:
        self._applying = True
        app = self._app
        if not self._is_fusion:
            self._is_fusion = True
            app.setStyle("Fusion")
        app.setFont(_body_font(self._text_scale))
        if wants_system_colours(self._system_palette):
            app.setPalette(QPalette())
            # Fusion draws its own strong outlines where the system says "high contrast"; where
            # only the palette does, a sheet made of nothing but the system's colours draws them.
            app.setStyleSheet("" if asks_for_contrast() else _style_sheet_of(colours()))
        else:
            table = self._table()
            app.setPalette(palette_of(table))
            app.setStyleSheet(_style_sheet_of(table))
        self._applying = False
        self.changed.emit()

    def _table(self) -> Colours:
        if self._scheme is Scheme.HIGH_CONTRAST:
            return HIGH_CONTRAST
        return DARK if self._is_dark() else LIGHT

    def _is_dark(self) -> bool:
        if self._scheme is not Scheme.SYSTEM:
            return self._scheme is Scheme.DARK
        if self._system_scheme is Qt.ColorScheme.Unknown:
            system = self._system_palette
            window = system.color(QPalette.ColorRole.Window)
            return window.lightness() < system.color(QPalette.ColorRole.WindowText).lightness()
        return self._system_scheme is Qt.ColorScheme.Dark


def apply_theme(
    app: QApplication,
    scheme: Scheme = Scheme.SYSTEM,
    text_scale: float = 1.0,
    density: Density = Density.COMFORTABLE,
) -> Theme:
    """Put the theme on the application and return it; call again to change any choice."""
    theme = _theme_of(app)
    theme.choose(scheme, text_scale, density)
    return theme


def follow(on_changed: Callable[[], None]) -> None:
    """Call `on_changed`, a method of a widget, whenever the look changes, until the widget ends.

    Qt tells only windows of a new font, and widgets with a font of their own not at all.
    """
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _theme_of(app).changed.connect(on_changed)


def _theme_of(app: QApplication) -> Theme:
    # Not by findChild: it makes PySide look up every type that it knows, before the first paint.
    found = _themes.get(id(app))
    if found is None:
        found = _themes[id(app)] = Theme(app)
    return found


_themes: WeakValueDictionary[int, Theme] = WeakValueDictionary()


def _style_sheet_of(table: Colours) -> str:
    white = contrast_ratio(table.accent, LIGHT.on_accent) >= OF_TEXT
    tick = "tick-white" if white else "tick-black"
    names = {"arrow_down": "arrow-down", "arrow_up": "arrow-up", "tick": tick}
    # Forward slashes: a style sheet takes a backslash for an escape, on Windows too.
    pictures = {key: resource(f"icons/{name}.svg").as_posix() for key, name in names.items()}
    chip_height = max(MIN_TARGET, QFontMetrics(font(TextSize.SECONDARY)).height() + space(2))
    return style_sheet(
        table,
        radius=RADIUS,
        chip_radius=chip_height // 2,
        pictures=pictures,
        room=room,
        strong_outlines=table not in (LIGHT, DARK),
    )


def _body_font(text_scale: float) -> QFont:
    """Return body text: 14 px where the system's text is ordinary, larger where it is larger."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    ordinary, dots = {"win32": (9.0, 96), "darwin": (13.0, 72)}.get(sys.platform, (11.0, 96))
    system_scale = max(1.0, QFontInfo(result).pointSizeF() / ordinary)
    result.setPointSizeF(TextSize.BODY.value * 72 / dots * system_scale * text_scale)
    result.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that columns line up
    return result
