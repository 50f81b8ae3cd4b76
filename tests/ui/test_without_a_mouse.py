"""Every act has its key, and whoever does not see the screen hears what has happened on it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

import iro_desktop.ui
from iro_desktop.domain.errors import ReadOnlyError
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui import announce as announcing
from iro_desktop.ui.actions import IN_LISTS
from iro_desktop.ui.labels import BodyLabel, TitleLabel
from iro_desktop.ui.messages import ProgressStrip
from iro_desktop.ui.motion import be_busy, keep_still, keeps_still
from iro_desktop.ui.pages import CASELOAD, ESCALATIONS
from iro_desktop.ui.roles import teach_roles
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.timeline import TimelineWidget
from tests.caseloads import fill
from tests.hands import Hands
from tests.stores import a_workspace

Said = list[tuple[str, bool]]
Key = Qt.Key
ELSEWHERE = {
    "quality_of_child": "the link of a child's page",
    "versions_of_child": "the button of a child's page",
    "shared_anew": "the button of the bar that says what is wrong",
    "shared_passphrase": "the button of the bar that says what is wrong",
    "export_pages": "a line of Reports",
    "export_workbook": "a line of Reports",
    "export_csv": "a line of Reports",
    "export_charts": "a line of Reports",
    "export_diary": "a line of Reports",
    "export_standards": "a line of Reports",
}
"""What no menu holds, and where Tab comes to it."""
DRAGS = {
    "board/card.py": "Ctrl+Right",
    "board/column.py": "Ctrl+Right",
    "views/team.py": "Open summaries…",
}
"""Where something can be dragged, and the key or button that does the same."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    return workspace


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """What a screen reader is asked to say, and whether it is to interrupt itself for it."""
    found: Said = []
    real = announcing.announce

    def hear(_widget: QWidget, text: str, *, urgent: bool = False) -> None:
        found.append((text, urgent))

    for name, module in list(sys.modules.items()):
        if name.startswith("iro_desktop.ui.") and getattr(module, "announce", None) is real:
            monkeypatch.setattr(module, "announce", hear)
    return found


def test_every_act_stands_in_a_menu(hands: Hands) -> None:
    acts = hands.window._window_actions
    known = set(acts._does) | set(acts._does_for_child)
    assert known - set(hands.window.menu_actions) == set(ELSEWHERE)


def test_every_drag_has_a_key_or_a_button() -> None:
    folder = Path(iro_desktop.ui.__file__).parent
    dragged = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if any(words in path.read_text() for words in ("QDrag(", "setAcceptDrops(True)"))
    }
    assert dragged == set(DRAGS)
    keys = " ".join(keys for keys, _ in IN_LISTS)
    for name, way in DRAGS.items():
        assert way in keys or way in (folder / name).read_text(), name


def _occasions(hands: Hands) -> dict[str, tuple[Callable[[], object], str, bool]]:
    """Return what happens -> (how it comes about, how what is said begins, urgent)."""
    window = hands.window
    page = window.pages.page(CASELOAD)
    table, line = page.findChild(TableView), page.findChild(QLineEdit)
    assert table is not None
    assert line is not None
    refused, gone = ReadOnlyError.sentence, "The shared copy is gone."

    def copy() -> None:
        table.select_first()
        QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    return {
        "another view": (lambda: window.show_view(ESCALATIONS), "", False),
        "back in the list": (lambda: window.show_view(CASELOAD), "", False),
        "filtered": (lambda: QTest.keyClicks(line, "LC-20417"), "2 shown", False),
        "copied": (copy, "Row copied", False),
        "failed": (lambda: window.messages.show_error(refused), refused, True),
        "done": (lambda: window.messages.show_notice("Challenge sent."), "Challenge", False),
        "saved": (window.footer.show_saved, "Saved", False),
        "stands until put right": (lambda: window.shared.banner.stand(gone, {}), gone, False),
        "long work": (lambda: window.progress.show_progress("Reading", 0, 9), "Reading", False),
    }


def test_what_has_happened_is_said(hands: Hands, said: Said, qtbot: QtBot) -> None:
    for occasion, (act, begins, urgent) in _occasions(hands).items():
        said.clear()
        act()
        qtbot.waitUntil(lambda: bool(said), timeout=10_000)
        assert any(text.startswith(begins) and how is urgent for text, how in said), occasion


def _shown_progress(strip: ProgressStrip, said: Said) -> list[str]:
    for done in range(101):
        strip.show_progress("Reading", done, 100)
    strip.end()
    return [text for text, _ in said]


def test_long_work_is_said_by_quarters_and_never_too_often(qtbot: QtBot, said: Said) -> None:
    slow, fast = ProgressStrip(say_every=0.0), ProgressStrip()
    for strip in (slow, fast):
        qtbot.addWidget(strip)
    assert _shown_progress(slow, said) == [
        "Reading",
        "Reading, 25%",
        "Reading, 50%",
        "Reading, 75%",
    ]
    said.clear()
    assert _shown_progress(fast, said) == ["Reading"]


def test_whoever_wants_nothing_to_move_has_it_so_now_and_the_next_time(
    hands: Hands, settings: Settings, qapp: QApplication
) -> None:
    flash = qapp.cursorFlashTime()
    bar = QProgressBar()
    be_busy(bar)
    assert bar.maximum() == 0  # it moves
    try:
        hands.window.menu_actions["still"].trigger()
        assert settings.is_still
        assert keeps_still()
        assert qapp.cursorFlashTime() == 0
        assert not hands.window.isAnimated()
        be_busy(bar)
        assert (bar.value(), bar.maximum()) == (0, 1)
        hands.window.menu_actions["still"].trigger()
        assert (settings.is_still, qapp.cursorFlashTime()) == (False, flash)
    finally:
        keep_still(qapp, still=False)


class _Window(ReadInOrder, QWidget):
    pass


def test_tab_goes_as_one_reads_whatever_was_made_last(qtbot: QtBot) -> None:
    window = _Window()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    later, first = QLineEdit(window), QLineEdit(window)
    hidden = QLineEdit(window)
    for line in (first, hidden, later):
        row.addWidget(line)
    window.show()
    hidden.hide()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    for key, expected in ((Key.Key_Tab, later), (Key.Key_Tab, first), (Key.Key_Backtab, later)):
        QTest.keyClick(window, key)
        assert QApplication.focusWidget() is expected


def test_a_screen_reader_is_told_of_headings_and_pictures(qtbot: QtBot) -> None:
    teach_roles()
    title, words, timeline = TitleLabel("Three are late"), BodyLabel("Of 68"), TimelineWidget()
    for widget in (title, words, timeline):
        qtbot.addWidget(widget)
    found = [QAccessible.queryAccessibleInterface(one) for one in (title, words, timeline)]
    role = QAccessible.Role
    assert [one.role() for one in found] == [role.Heading, role.StaticText, role.Graphic]
    title.setText("Two are late")
    named = [one.text(QAccessible.Text.Name) for one in found]
    assert named == ["Two are late", "Of 68", "Timeline"]
