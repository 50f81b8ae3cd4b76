"""Whoever has no mouse, or does not see, gets through the windows that stand alone."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from iro_desktop.ui.pictures.first_windows import draw_first_windows
from iro_desktop.ui.pictures.two_versions import draw_two_versions
from tests.stores import TODAY
from tests.walking import Walk


def test_the_first_windows_can_be_walked_through_by_key_and_ear(qapp: QApplication) -> None:
    walk = Walk(qapp)
    draw_first_windows(walk)
    assert len(walk.seen) > 8
    assert walk.wrong == {}


def test_two_versions_can_be_settled_by_key_and_ear(qapp: QApplication) -> None:
    walk = Walk(qapp)
    draw_two_versions(walk, QSize(1440, 900), TODAY)
    assert len(walk.seen) > 4
    assert walk.wrong == {}
