"""What holds for every journey: one pair of hands, and no dialog of the one before in their way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme
from tests.hands import Hands
from tests.looks import ORDINARY
from tests.windows import close_dialogs, main_window


@pytest.fixture(autouse=True)
def _no_dialog_left(qapp: QApplication) -> Iterator[None]:
    del qapp
    yield
    close_dialogs()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> tuple[Scheme, float]:
    """The colours and the text size of a journey: the ordinary ones, unless it says others."""
    found: tuple[Scheme, float] = getattr(request, "param", ORDINARY)
    return found


@pytest.fixture
def hands(operations: Operations, tmp_path: Path, qtbot: QtBot) -> Hands:
    """Somebody at the keyboard of the main window over the operations of the journey."""
    return Hands(main_window(operations, Settings(tmp_path / "settings.ini"), qtbot), qtbot)
