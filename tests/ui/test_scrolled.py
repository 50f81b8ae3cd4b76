"""A page in a window that is too low for it."""

from itertools import pairwise

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui import theme
from iro_desktop.ui.scrolled import PageScroll, TightScroll
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


def test_a_page_of_words_that_has_the_keyboard_has_one_ring(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(24, 24, 24, 24)
    scroll = PageScroll(QLabel("To be read on"), takes_keyboard=True)
    column.addWidget(scroll)
    column.addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    activate(window, qtbot)
    scroll.setFocus()
    middle = scroll.geometry().center().y()
    picture = window.grab().toImage()
    accent = QColor(theme.colours().accent)
    line = [picture.pixelColor(x, middle) == accent for x in range(scroll.x() + 12)]
    edges = [now and not before for before, now in pairwise(line)]
    assert edges.count(True) == 1
