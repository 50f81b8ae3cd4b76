"""What holds for every test of the window: one look, whatever the machine's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from iro_desktop.ui.theme import Scheme, apply_theme
from tests.windows import close_dialogs


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def _no_dialog_left(qapp: QApplication) -> Iterator[None]:
    del qapp
    yield
    close_dialogs()
