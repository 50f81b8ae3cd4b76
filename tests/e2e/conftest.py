"""What holds for every journey: no dialog of the one before is in its way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.windows import close_dialogs


@pytest.fixture(autouse=True)
def _no_dialog_left(qapp: QApplication) -> Iterator[None]:
    del qapp
    yield
    close_dialogs()
