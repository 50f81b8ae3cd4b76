"""A page in a window that is too low for it."""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui.scrolled import TightScroll
from tests.windows import activate


def test_what_gets_the_keyboard_is_scrolled_into_sight(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    tall = QLabel("What stands over it")
    tall.setMinimumHeight(600)
    line = QLineEdit()
    column.addWidget(tall)
    column.addWidget(line)
    scroll = TightScroll(page)
    qtbot.addWidget(scroll)
    scroll.resize(300, 200)
    scroll.show()
    activate(scroll, qtbot)
    line.clearFocus()  # which it got with the window
    scroll.verticalScrollBar().setValue(0)
    assert line.visibleRegion().isEmpty()
    line.setFocus()
    qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())
