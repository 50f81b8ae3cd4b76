"""The help window: F1 opens the page that fits, pages are read and searched by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMarginsF, Qt, QUrl
from PySide6.QtGui import QAccessible, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.guide import INDEX, Guide
from iro_desktop.services.guide import shipped_guide
from iro_desktop.ui import theme
from iro_desktop.ui.background import Background
from iro_desktop.ui.colour_tables import DARK, LIGHT
from iro_desktop.ui.help_page import blocks
from iro_desktop.ui.help_window import HelpWindow
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.unlock import UnlockWindow
from tests.hands import CTRL, Hands, Key
from tests.windows import activate

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def helping(qtbot: QtBot) -> Iterator[HelpWindow]:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.resize(1100, 700)
    window.show_page(INDEX)
    activate(window, qtbot)
    yield window
    window.close()


def press(
    window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)
    QApplication.processEvents()


# What F1 opens


def test_f1_opens_the_page_of_the_view_of_the_charts_and_of_a_dialog(
    hands: Hands, qtbot: QtBot
) -> None:
    window = hands.window
    for view, page in (
        ("caseload", "guide/working-day.md"),
        ("monitoring", "guide/monthly-routine.md"),
        ("diary", "guide/monthly-routine.md"),
    ):
        window.show_view(view)
        activate(window, qtbot)
        hands.press(Key.Key_F1)
        helping = window.help_key.help_window
        assert helping is not None
        assert helping.text.page == page
        assert helping.isActiveWindow()
        helping.close()
    activate(window, qtbot)
    window.do("add_child")
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    activate(dialog, qtbot)
    hands.press(Key.Key_F1)
    helping = window.help_key.help_window
    assert helping is not None
    assert helping.text.page == "guide/getting-started.md"
    assert dialog.isVisible()  # one goes on typing there
    hands.press(Key.Key_Escape)
    assert not helping.isVisible()
    assert dialog.isVisible()


def test_help_does_not_stay_when_the_window_locks_or_closes(hands: Hands) -> None:
    window = hands.window
    window.do("guide")
    helping = window.help_key.help_window
    assert helping is not None
    assert helping.isVisible()
    window.lock_asked.emit()
    assert not helping.isVisible()


def test_the_help_menu_opens_its_pages(hands: Hands) -> None:
    for action, page in (
        ("guide", INDEX),
        ("keys", "guide/keys.md"),
        ("handbook", "guide/measures/index.md"),
        ("glossary", "guide/glossary.md"),
        ("changes", "changelog.md"),
    ):
        hands.window.menu_actions[action].trigger()
        helping = hands.window.help_key.help_window
        assert helping is not None
        assert helping.text.page == page
        helping.close()


def test_f1_helps_somebody_who_has_lost_the_passphrase(qtbot: QtBot, tmp_path: Path) -> None:
    background = Background()
    window = UnlockWindow(tmp_path, background)
    qtbot.addWidget(window)
    window.show()
    activate(window, qtbot)
    press(window, Key.Key_F1)
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow)]
    assert [one.text.page for one in found if one.isVisible()] == ["guide/lost-passphrase.md"]
    background.stop()
    for one in found:
        one.close()


# Reading


def test_links_are_followed_by_keyboard_and_the_way_leads_back_and_forward(
    helping: HelpWindow,
) -> None:
    assert helping.text.hasFocus()
    press(helping, Key.Key_Tab)
    press(helping, Key.Key_Return)
    assert helping.text.page == "guide/getting-started.md"
    assert helping.text.accessibleName() == "Help: Getting started"
    press(helping, Key.Key_Left, ALT)
    assert helping.text.page == INDEX
    assert not helping.back.isEnabled()
    press(helping, Key.Key_Right, ALT)
    assert helping.text.page == "guide/getting-started.md"
    press(helping, Key.Key_Home, ALT)
    assert helping.text.page == INDEX
    press(helping, Key.Key_Escape)
    assert not helping.isVisible()


def test_back_returns_to_where_one_was_on_the_page(helping: HelpWindow) -> None:
    helping.show_page("guide/glossary.md")
    bar = helping.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    was = bar.value()
    helping.show_page("guide/keys.md")
    helping.text.go_back()
    assert (helping.text.page, bar.value()) == ("guide/glossary.md", was)


def test_an_anchor_brings_its_heading_to_the_top(helping: HelpWindow) -> None:
    helping.show_page("guide/privacy-and-security.md#who-looked")
    text = helping.text
    assert text.textCursor().block().text() == "Who looked"
    assert 0 <= text.cursorRect(text.textCursor()).top() <= 40


def test_every_page_can_be_shown_and_all_that_it_says_is_there(helping: HelpWindow) -> None:
    guide = shipped_guide()
    for page in ("guide/keys.md", "guide/team-lead.md", "guide/due-dates.md", "changelog.md"):
        helping.show_page(page)
        seen = " ".join(helping.text.toPlainText().split())
        for passage in guide.passages_of(page):
            for part in passage.text.split(" · "):
                assert " ".join(part.split()) in seen, (page, part)


def test_a_picture_is_as_wide_as_there_is_room_and_its_words_stand_under_it(
    helping: HelpWindow,
) -> None:
    helping.show_page("guide/monthly-routine.md")
    document = helping.text.document()
    words = "Monitoring: midpoints that are overdue and due"
    (below,) = [one for one in blocks(document) if one.text() == words]
    shape = below.previous().begin().fragment().charFormat().toImageFormat()
    assert shape.isValid()
    assert 200 < shape.width() <= helping.text.viewport().width()
    assert document.size().width() <= helping.text.viewport().width() + 1


def test_nothing_but_the_guide_is_shown_and_no_address_is_opened(helping: HelpWindow) -> None:
    helping.show_page("guide/no-such-page.md")
    assert helping.text.page == INDEX
    helping.text.anchorClicked.emit(QUrl("https://example.org/x"))
    assert helping.text.page == INDEX
    assert helping.note.text().endswith("https://example.org/x")
    assert helping.note.isVisible()
    for kind in QTextDocument.ResourceType:
        for name in ("file:///etc/hostname", "https://example.org/a.png", "../changelog.md"):
            assert helping.text.loadResource(kind.value, QUrl(name)) is None


# Searching


def test_a_search_finds_the_line_and_enter_shows_it(helping: HelpWindow) -> None:
    press(helping, Key.Key_F, CTRL)
    assert helping.contents.line.hasFocus()
    QTest.keyClicks(helping.contents.line, "six words")
    assert any("The six words that open it" in one for one in helping.contents.titles())
    press(helping, Key.Key_Down)
    assert helping.contents.list.hasFocus()
    press(helping, Key.Key_Return)
    assert helping.text.hasFocus()
    assert helping.text.page == "guide/handing-over.md"
    assert helping.text.textCursor().selectedText().casefold() == "six"
    press(helping, Key.Key_F, CTRL)
    press(helping, Key.Key_Escape)
    assert helping.contents.typed == ""
    assert "Getting started" in helping.contents.titles()


def test_what_is_not_found_is_said(helping: HelpWindow) -> None:
    helping.contents.line.setText("zebra crossing")
    assert helping.contents.titles() == ()
    assert "No page has “zebra crossing”" in helping.contents.foot.text()


def test_the_page_that_is_shown_is_marked_in_the_contents(helping: HelpWindow) -> None:
    helping.show_page("guide/measures/cla_number.md")
    item = helping.contents.list.currentItem()
    assert item is not None
    assert item.text() == "Measures handbook"


def test_groups_of_the_contents_are_passed_over_by_the_keyboard(helping: HelpWindow) -> None:
    helping.contents.list.setFocus()
    helping.contents.list.setCurrentRow(helping.contents.titles().index("Keys"))
    press(helping, Key.Key_Down)
    item = helping.contents.list.currentItem()
    assert item is not None
    assert item.text() == "The monthly routine"


# Look


def test_the_window_has_names_for_screen_readers(helping: HelpWindow) -> None:
    for widget in helping.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            name = interface.text(QAccessible.Text.Name)
            assert name or widget.focusProxy() is not None, widget


def test_links_headings_and_text_follow_theme_and_text_size(
    helping: HelpWindow, qapp: QApplication
) -> None:
    def link_colour() -> str:
        for block in blocks(helping.text.document()):
            it = block.begin()
            while not it.atEnd():
                shape = it.fragment().charFormat()
                if shape.isAnchor():
                    return shape.foreground().color().name().upper()
                it += 1
        return ""

    def title_size() -> float:
        return helping.text.document().begin().begin().fragment().charFormat().fontPointSize()

    assert link_colour() == LIGHT.accent
    before = title_size()
    assert before > theme.font().pointSizeF()
    apply_theme(qapp, Scheme.DARK, 2.0)
    assert link_colour() == DARK.accent
    assert title_size() == pytest.approx(2 * before)
    assert helping.contents.width() <= helping.width() // 3
    apply_theme(qapp, Scheme.LIGHT)


def test_a_page_is_printed_with_all_its_keys(helping: HelpWindow, tmp_path: Path) -> None:
    helping.show_page("guide/keys.md")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(15, 15, 15, 15),
        )
    )
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    helping.text.print_on(printer)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "keys.pdf").pages]
    assert len(pages) <= 4
    assert "Ctrl+Shift+E" in "".join(pages)


def test_a_guide_without_pages_is_an_empty_window(qtbot: QtBot) -> None:
    window = HelpWindow(Guide())
    qtbot.addWidget(window)
    window.show_page(INDEX)
    assert window.contents.titles() == ()
