"""The charts give way to the list in a low window at large text, and come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.ui import theme
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme
from tests.hands import Hands
from tests.windows import main_window, press_button

LAPTOP = (1366, 768)


@pytest.fixture
def window(hands: Hands) -> MainWindow:
    """The main window of an ordinary laptop."""
    hands.window.resize(*LAPTOP)
    QApplication.processEvents()
    return hands.window


def enlarge(scale: float, qapp: QApplication, qtbot: QtBot, window: MainWindow) -> None:
    """Use other text, and wait until the window has taken it up."""
    theme.apply_theme(qapp, Scheme.LIGHT, scale)
    qtbot.waitUntil(lambda: not window.charts_room._soon.isActive())
    QApplication.processEvents()


def test_at_large_text_the_charts_give_way_and_come_back(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    for scale, are_shown in ((1.25, True), (1.5, False), (2.0, False), (1.0, True)):
        enlarge(scale, qapp, qtbot, window)
        assert window.charts.isVisible() == are_shown, scale
        assert window.menu_actions["charts"].isChecked() == are_shown
        assert window.side.charts.isVisible() != are_shown


def test_a_larger_window_brings_them_back(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    enlarge(2.0, qapp, qtbot, window)
    assert window.charts_room.is_away
    window.resize(1920, 1080)
    qtbot.waitUntil(window.charts.isVisible)
    window.resize(*LAPTOP)
    qtbot.waitUntil(lambda: not window.charts.isVisible())


def test_charts_that_are_asked_for_stay(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    enlarge(2.0, qapp, qtbot, window)
    press_button(window, "Show the charts")
    window.resize(1300, 760)
    QApplication.processEvents()
    assert window.charts.isVisible()
    assert not window.side.charts.isVisible()
    window.do("charts")
    assert not window.charts.isVisible()
    window.do("charts_below")
    QApplication.processEvents()
    assert window.charts.isVisible()


def test_charts_that_were_put_away_by_hand_do_not_come_back(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    window.do("charts")
    for scale in (2.0, 1.0):
        enlarge(scale, qapp, qtbot, window)
        assert not window.charts.isVisible()
        assert not window.side.charts.isVisible()


def test_one_press_shows_charts_that_were_put_away_by_hand_and_they_stay(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, operations: Operations, settings: Settings
) -> None:
    window.do("charts")
    enlarge(2.0, qapp, qtbot, window)
    window.do("charts")
    qtbot.waitUntil(lambda: not window.charts_room._soon.isActive())
    QApplication.processEvents()
    assert window.charts.isVisible()
    window.remember()
    later = main_window(operations, settings, qtbot)  # as after a lock
    assert later.charts.isVisible()


@pytest.mark.parametrize("below", [False, True])
def test_charts_come_back_as_large_as_they_were_made(
    below: bool, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1800, 1000)
    window.dock.stand_below(below)
    QApplication.processEvents()
    way = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
    window.resizeDocks([window.dock], [500], way)
    QApplication.processEvents()
    before = window.dock.size()
    window.charts_room.is_wanted_all_the_same = False
    window.resize(800, 450)
    qtbot.waitUntil(lambda: not window.charts.isVisible())
    window.resize(1800, 1000)
    qtbot.waitUntil(window.charts.isVisible)
    qtbot.waitUntil(lambda: window.dock.size() == before)


def test_charts_that_gave_way_are_there_in_a_later_window_with_room(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, operations: Operations, settings: Settings
) -> None:
    enlarge(2.0, qapp, qtbot, window)
    window.remember()
    assert not window.charts.isVisible()
    assert window.charts_room.is_away
    theme.apply_theme(qapp, Scheme.LIGHT)
    assert main_window(operations, settings, qtbot).charts.isVisible()
