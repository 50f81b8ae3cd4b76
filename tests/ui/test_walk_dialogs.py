"""Whoever has no mouse, or does not see, gets through every dialog."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pages import CASELOAD
from iro_desktop.ui.pictures.camera import Camera
from iro_desktop.ui.pictures.dialogs import draw_dialogs
from tests.walked_window import walk_through
from tests.walking import Walk

_BY_DESIGN = {"quick-line-understood": ["Tab leads out of the window from _Line “Quick line” in "]}
"""Tab in a line that says something goes to the whole form, as it says there."""


def _choose_a_child(camera: Camera, window: MainWindow) -> None:
    window.show_view(CASELOAD)
    camera.wait_for(window)
    window.pages.take_keyboard()


@pytest.mark.long
def test_every_dialog_can_be_walked_through_by_key_and_ear(
    qapp: QApplication, tmp_path: Path
) -> None:
    walk = Walk(qapp)
    walk_through(walk, tmp_path, _choose_a_child, draw_dialogs)
    assert {"dialog-record-review", "dialog-prepare", "palette"} <= set(walk.seen)
    assert walk.wrong == _BY_DESIGN
