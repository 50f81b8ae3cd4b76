"""Feedback by the real dialog: recorded by keyboard, refused in place, changed and deleted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Feedback
from iro_desktop.services.feedback import record_feedback
from iro_desktop.ui.dialogs.feedback import FeedbackDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from tests.hands import CTRL, Hands
from tests.stores import TODAY

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(operations: Operations, window: QWidget, qtbot: QtBot) -> FeedbackDialog:
    """The dialog, over a window, with one piece of feedback on file."""
    feedback = Feedback(id="", given_on=TODAY, given_by="child", score=2, words="Too long.")
    with qtbot.waitSignal(operations.session_changed):
        operations.run(lambda workspace: record_feedback(workspace, feedback, today=TODAY))
    dialog = FeedbackDialog(operations, parent=window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_feedback_is_recorded_from_the_menu_by_keyboard(
    operations: Operations, tmp_path: Path, qtbot: QtBot
) -> None:
    window = MainWindow(operations, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.filled):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands = Hands(window, qtbot)
    window.menu_actions["feedback"].trigger()
    hands.dialog("Record feedback")
    hands.press(Key.Key_Tab)
    hands.write("4")
    hands.press(Key.Key_Tab)
    hands.write("team")
    hands.press(Key.Key_Tab)
    hands.write("East 1")
    hands.press(Key.Key_Tab)
    hands.write("Sorted early.")
    with qtbot.waitSignal(operations.session_changed):
        hands.press(Key.Key_Return, CTRL)
    (found,) = operations.session.snapshot.of(Feedback)
    assert (found.given_on, found.given_by, found.score) == (TODAY, "team", 4)
    assert (found.team, found.words) == ("East 1", "Sorted early.")


def test_what_is_missing_is_said_in_place_and_kept(dialog: FeedbackDialog, qtbot: QtBot) -> None:
    dialog.form.set_value("words", "You listened.")
    dialog.save()
    qtbot.waitUntil(lambda: len(dialog.summary.links()) == 2)
    assert dialog.form.problem_of("given_by") == "Enter from."
    assert dialog.form.problem_of("score") == "Enter score."
    assert dialog.form.value("words") == "You listened."


def test_what_was_given_is_opened_changed_and_deleted(
    dialog: FeedbackDialog, operations: Operations, qtbot: QtBot
) -> None:
    table = dialog.given
    table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(table, Key.Key_Return)
    (inner,) = [one for one in dialog.findChildren(FeedbackDialog) if one.isVisible()]
    assert inner.form.value("words") == "Too long."
    assert not inner.given.isVisible()
    inner.form.set_value("score", 3)
    inner.save()
    qtbot.waitUntil(lambda: [line.score for line in table.rows.rows()] == ["3 of 5"])
    table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(table, Key.Key_Delete)
    qtbot.waitUntil(lambda: operations.session.snapshot.of(Feedback) == ())
    qtbot.waitUntil(lambda: not table.isVisible())
