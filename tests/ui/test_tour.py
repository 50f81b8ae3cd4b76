"""The tour by keyboard: once after the first run, again from Help, and never in the way."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.ui.actions import MENUS, Doing
from iro_desktop.ui.dialogs.about import AboutDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pages import CASELOAD, MEASURES, MONITORING
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.tour import HALTS
from tests.hands import Hands
from tests.windows import WAIT


def _focus() -> str:
    focus = QApplication.focusWidget()
    return str(focus.property("text")) if focus is not None else ""


def _press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def _open(window: MainWindow) -> bool:
    return window.tour.halt is not None


def test_it_stops_three_times_and_then_leaves_the_keyboard_in_the_page(
    hands: Hands, settings: Settings, qtbot: QtBot
) -> None:
    window = hands.window
    window.do("tour")
    for view, words in ((CASELOAD, "Next"), (MONITORING, "Next"), (MEASURES, "Done")):
        qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
        assert window.tour.halt is not None
        assert window.tour.halt.view == view == window.pages.key
        assert _focus() == words
        _press(Qt.Key.Key_Return)
    assert not _open(window)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.pages.isAncestorOf(focus)
    assert settings.tour_seen


def test_escape_and_its_own_button_skip_it(hands: Hands) -> None:
    window = hands.window
    window.do("tour")
    _press(Qt.Key.Key_Escape)
    assert not _open(window)
    window.do("tour")
    _press(Qt.Key.Key_Tab)
    assert _focus() == "Skip the tour"
    _press(Qt.Key.Key_Return)
    assert not _open(window)


def test_one_can_go_back_a_stop(hands: Hands) -> None:
    window = hands.window
    window.do("tour")
    _press(Qt.Key.Key_Return)
    _press(Qt.Key.Key_Tab)
    assert _focus() == "Back"
    _press(Qt.Key.Key_Return)
    assert window.pages.key == CASELOAD


def test_it_comes_by_itself_only_once_and_not_over_a_dialog(
    hands: Hands, settings: Settings, qtbot: QtBot
) -> None:
    window = hands.window
    dialog = AboutDialog(window.operations, window)
    dialog.open()
    window.tour.begin_once()
    qtbot.wait(50)
    assert not _open(window)
    assert not settings.tour_seen
    dialog.close()
    qtbot.waitUntil(lambda: _open(window), timeout=WAIT)
    window.tour.leave()
    window.tour.begin_once()
    assert not _open(window)


def test_work_goes_on_beside_it_and_it_stays_whole_in_a_small_window(hands: Hands) -> None:
    window = hands.window
    window.do("tour")
    window.resize(720, 520)
    QApplication.processEvents()
    tour = window.tour
    ground = tour.parentWidget()
    assert ground is not None
    assert ground.rect().contains(tour.geometry())
    window.show_view(MONITORING)
    assert window.pages.key == MONITORING
    assert _open(window)
    assert QApplication.activeModalWidget() is None


def test_what_it_says_names_the_keys_that_the_menus_have(hands: Hands) -> None:
    items = [item for menu in MENUS for item in menu.items]
    keys = {item.key: item.keys[0] for item in items if isinstance(item, Doing) and item.keys}
    for halt in HALTS:
        assert keys[halt.act]
        assert "{key}" in halt.sentence
    window = hands.window
    window.do("tour")
    assert f"{keys['add_child']} adds one" in window.tour.accessibleDescription()
    assert window.tour.accessibleName() == "Caseload: what is due"
