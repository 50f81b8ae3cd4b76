"""The filter and the buttons over a list, in wide and narrow windows."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.theme import Scheme
from iro_desktop.ui.tool_row import ToolRow


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> QWidget:
    theme.apply_theme(qapp, Scheme.LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    return page


def test_the_filter_is_never_squeezed_out_by_the_buttons(page: QWidget) -> None:
    filter_line = FilterLine("Filter: reference, initials", "Filter", page)
    row = ToolRow(filter_line, Button("Record check"), Button("New challenge"), parent=page)
    page.show()
    for width in (900, 560, 420, 300, 900):
        row.resize(width, row.heightForWidth(width) if row.hasHeightForWidth() else 120)
        QApplication.processEvents()
        letters = filter_line.fontMetrics().averageCharWidth() * 18
        assert filter_line.width() >= min(letters, width - 20)
    assert not row.stands_in_two_lines
    row.resize(300, 120)
    assert row.stands_in_two_lines


def test_larger_text_puts_the_buttons_under_the_filter(
    page: QWidget, qapp: QApplication, qtbot: QtBot
) -> None:
    filter_line = FilterLine("Filter: reference, initials", "Filter", page)
    row = ToolRow(filter_line, Button("Record check"), Button("New challenge"), parent=page)
    row.resize(560, 120)
    page.show()
    assert not row.stands_in_two_lines
    theme.apply_theme(qapp, Scheme.LIGHT, 2.0)
    qtbot.waitUntil(lambda: row.stands_in_two_lines)
    theme.apply_theme(qapp, Scheme.LIGHT)
