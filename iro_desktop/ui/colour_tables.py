"""The colours of each theme by role, and the contrast that WCAG 2.2 asks of those that meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

_LINEAR_UP_TO: Final = 0.04045

OF_TEXT: Final = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3)."""

OF_GRAPHICS: Final = 3.0
"""The least contrast of what says something without words (WCAG 2.2, 1.4.11)."""


class Colours(NamedTuple):  # before the first paint no dataclass is made: each takes its time
    """One colour for each role, as #RRGGBB; a role says what a colour is for, never its hue."""

    window: str
    surface: str
    selected: str
    hover: str
    line: str
    control: str
    text: str
    secondary: str
    accent: str
    accent_hover: str
    on_accent: str
    overdue: str
    due_soon: str
    fine: str
    not_yet: str
    target: str
    band: str
    band_line: str
    whisker: str


LIGHT = Colours(
    window="#F4F5F7",
    surface="#FFFFFF",
    selected="#E3ECF5",
    hover="#EEF2F6",
    line="#D9DEE4",
    control="#7B8794",
    text="#1B2430",
    secondary="#55606E",
    accent="#12436D",
    accent_hover="#0C3050",
    on_accent="#FFFFFF",
    overdue="#A3160B",
    due_soon="#7A4B00",
    fine="#0B5B3A",
    not_yet="#5B6673",
    target="#0F7F76",
    band="#E6EEF5",
    band_line="#505A5F",
    whisker="#7B8794",
)

DARK = Colours(
    window="#16191E",
    surface="#1F242B",
    selected="#24384B",
    hover="#2A313A",
    line="#363D47",
    control="#7C8794",
    text="#E9EDF2",
    secondary="#A9B3BF",
    accent="#8FBCE6",
    accent_hover="#ABCDEE",
    on_accent="#10151B",
    overdue="#FF9C92",
    due_soon="#F2C177",
    fine="#7FD3A6",
    not_yet="#A9B3BF",
    target="#6FCBC3",
    band="#263443",
    band_line="#A9B3BF",
    whisker="#7C8794",
)

HIGH_CONTRAST = Colours(
    window="#000000",
    surface="#000000",
    selected="#000000",
    hover="#000000",
    line="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    secondary="#FFFFFF",
    accent="#FFE94D",
    accent_hover="#FFE94D",
    on_accent="#000000",
    overdue="#FFFFFF",
    due_soon="#FFFFFF",
    fine="#FFFFFF",
    not_yet="#FFFFFF",
    target="#FFFFFF",
    band="#000000",
    band_line="#FFFFFF",
    whisker="#FFFFFF",
)
"""The most contrast that there is, for who asks for it here and not of the system."""

TABLES: Final = {"light": LIGHT, "dark": DARK, "high contrast": HIGH_CONTRAST}


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= _LINEAR_UP_TO else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What is drawn on what. A role that is missing here is a ground itself, or a hairline that only
# parts what stands apart anyway and so says nothing of its own.
_TEXTS: Final = ("text", "secondary", "accent", "overdue", "due_soon", "fine", "not_yet")
_GROUNDS: Final = ("window", "surface", "selected", "hover", "band")
_GRAPHICS: Final = ("control", "target", "band_line", "whisker")


class Pair(NamedTuple):
    """A role that is drawn on another, and the contrast that it must have at least."""

    role: str
    ground: str
    least: float


def pairs() -> Iterator[Pair]:
    """Return every pair of roles that meet in the window."""
    for role in _TEXTS:
        yield from (Pair(role, ground, OF_TEXT) for ground in _GROUNDS)
    yield from (Pair("on_accent", ground, OF_TEXT) for ground in ("accent", "accent_hover"))
    for role in _GRAPHICS:
        yield from (Pair(role, ground, OF_GRAPHICS) for ground in _GROUNDS)
