"""The looks in which a journey has to be possible: as most see it, and as it is hardest to show."""

from typing import Final

import pytest

from iro_desktop.ui.theme import Scheme

ORDINARY: Final = (Scheme.LIGHT, 1.0)
LOOKS: Final = (
    ORDINARY,
    (Scheme.HIGH_CONTRAST, 2.0),
    pytest.param((Scheme.DARK, 2.0), marks=pytest.mark.long),
)
"""Colours, and how much larger than ordinary the text is."""
