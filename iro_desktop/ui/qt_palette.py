"""Colours as Qt has them: a table as a palette, a palette as a table, and what the system asks."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from iro_desktop.ui.colour_tables import DARK, LIGHT, OF_TEXT, Colours, contrast_ratio

_SYSTEM_COLOURS_CONTRAST = 20.0


def colours_of(palette: QPalette) -> Colours:
    """Return the table that a palette shows; of any other palette all are the system's own."""
    return _colours_of(
        palette.color(QPalette.ColorRole.Window).name().upper(),
        palette.color(QPalette.ColorRole.Base).name().upper(),
        palette.color(QPalette.ColorRole.WindowText).name().upper(),
        palette.color(QPalette.ColorRole.Highlight).name().upper(),
        palette.color(QPalette.ColorRole.HighlightedText).name().upper(),
    )


@lru_cache(maxsize=8)
def _colours_of(window: str, surface: str, text: str, accent: str, on_accent: str) -> Colours:
    for table in (LIGHT, DARK):
        if (window, surface, text, accent) == (
            table.window,
            table.surface,
            table.text,
            table.accent,
        ):
            return table
    # Any other palette is the system's: only its own few colours are known to go together.
    readable = contrast_ratio(accent, surface) >= OF_TEXT
    return Colours(
        window=window,
        surface=surface,
        selected=surface,
        hover=surface,
        line=text,
        control=text,
        text=text,
        secondary=text,
        accent=accent if readable else text,
        accent_hover=accent if readable else text,
        on_accent=on_accent if readable else surface,
        overdue=text,
        due_soon=text,
        fine=text,
        not_yet=text,
        target=text,
        band=surface,
        band_line=text,
        whisker=text,
    )


def wants_system_colours(palette: QPalette) -> bool:
    """Return whether the system asks for high contrast, by its setting or its own `palette`."""
    if asks_for_contrast():
        return True
    window = palette.color(QPalette.ColorRole.Window).name()
    text = palette.color(QPalette.ColorRole.WindowText).name()
    plain = window in ("#000000", "#ffffff")
    return plain and contrast_ratio(window, text) >= _SYSTEM_COLOURS_CONTRAST


def asks_for_contrast() -> bool:
    """Return whether the system says, by its setting, that contrast is to be high."""
    hints = QGuiApplication.styleHints()  # kept: what accessibility() returns lives no longer
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def palette_of(table: Colours) -> QPalette:
    """Return the Qt palette that shows a table of colours."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in (
        (role.Window, table.window),
        (role.WindowText, table.text),
        (role.Base, table.surface),
        (role.AlternateBase, table.window),
        (role.Text, table.text),
        (role.PlaceholderText, table.secondary),
        (role.Button, table.surface),
        (role.ButtonText, table.text),
        (role.BrightText, table.overdue),
        (role.ToolTipBase, table.surface),
        (role.ToolTipText, table.text),
        (role.Highlight, table.accent),
        (role.HighlightedText, table.on_accent),
        (role.Accent, table.accent),
        (role.Link, table.accent),
        (role.LinkVisited, table.accent),
        (role.Light, table.surface),
        (role.Midlight, table.hover),
        (role.Mid, table.line),
        (role.Dark, table.control),
        (role.Shadow, table.control),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(table.not_yet))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(table.line))
    return palette
