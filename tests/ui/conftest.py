"""What holds for every test of the window: one look, whatever the machine's own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from iro_desktop.ui.theme import Scheme, apply_theme


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)
