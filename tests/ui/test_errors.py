"""What a fault of the program shows: a sentence, and a report that holds nobody's data."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child
from iro_desktop.services.children import add_child
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.crash import CrashDialog
from iro_desktop.ui.errors import Faults, install_fault_handler, report_of
from iro_desktop.ui.operations import Operations
from tests.stores import TODAY, a_workspace

SECRET = "LC-20417 A.B., born 4 May 2010"


class OddError(Exception):
    """An error whose message quotes what it was given."""


def _fail(secret: str) -> None:
    raise OddError(f"cannot read {secret}")


def _caught(secret: str = SECRET) -> OddError:
    try:
        try:
            int(secret)
        except ValueError as error:
            raise OddError(secret) from error
    except OddError as error:
        return error
    raise AssertionError


def test_a_report_names_types_and_frames_and_no_message_and_no_path() -> None:
    report = report_of(_caught())
    assert "OddError" in report
    assert "ValueError" in report  # what it came from
    assert "test_errors" in report
    assert "_caught" in report
    for told in ("LC-20417", "A.B.", "4 May", "/", "\\"):
        assert told not in report.split("\n", 1)[1]


def test_a_report_tells_every_error_of_a_group_and_ends_on_a_circle() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__context__ = second
    second.__context__ = first
    report = report_of(ExceptionGroup(SECRET, [first, TypeError(SECRET)]))
    assert SECRET not in report
    for name in ("ExceptionGroup", "ValueError", "KeyError", "TypeError"):
        assert report.count(f"\n{name}") == 1


@pytest.fixture
def faults(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    # Both are put back afterwards: pytest-qt has its own.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults = install_fault_handler(qapp)
    yield faults
    for widget in qapp.topLevelWidgets():
        if isinstance(widget, CrashDialog):
            widget.close()
    faults.deleteLater()


def _dialogs() -> list[CrashDialog]:
    found = QApplication.topLevelWidgets()
    return [one for one in found if isinstance(one, CrashDialog) and one.isVisible()]


def test_a_fault_in_a_button_shows_the_dialog_and_keeps_what_was_typed(
    faults: Faults, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    del faults
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(SECRET, window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    try:
        _fail(SECRET)
    except OddError as error:
        sys.excepthook(OddError, error, error.__traceback__)
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    dialog = _dialogs()[0]
    assert "_fail" in dialog.report
    assert SECRET not in dialog.report
    assert SECRET not in capsys.readouterr().err
    assert line.text() == SECRET
    copy = next(b for b in dialog.findChildren(QPushButton) if "Copy" in b.text())
    QTest.keyClick(copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == dialog.report
    go_on = next(b for b in dialog.findChildren(QPushButton) if "Go on" in b.text())
    QTest.keyClick(go_on, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not _dialogs())


def test_many_faults_at_once_make_one_dialog(faults: Faults, qtbot: QtBot) -> None:
    for _ in range(50):
        faults.take(ValueError, ValueError(SECRET), None)
    faults.take(TypeError, TypeError(SECRET), None)
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    qtbot.waitUntil(lambda: "TypeError" in _dialogs()[0].report)
    assert _dialogs()[0].report.count("ValueError") == 1


def test_a_fault_on_another_thread_is_shown_too(faults: Faults, qtbot: QtBot) -> None:
    del faults
    thread = threading.Thread(target=_fail, args=(SECRET,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    assert "OddError" in _dialogs()[0].report


def test_a_fault_in_the_middle_of_a_write_leaves_the_store_as_it_was(
    faults: Faults, qtbot: QtBot, tmp_path: Path
) -> None:
    del faults
    operations = Operations(a_workspace(tmp_path / "s.iro"))

    def half(workspace: Workspace) -> None:
        with workspace.write("half of it") as write:
            write.put(Child(id="a" * 32, reference=SECRET))
            _fail(SECRET)

    operations.run(half)
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    assert operations.session.snapshot.cases == {}
    added: list[str] = []
    operations.run(
        lambda w: add_child(w, Child(id="", reference="AB12"), today=TODAY), done=added.append
    )
    qtbot.waitUntil(lambda: len(added) == 1)
    assert set(operations.session.snapshot.cases) == set(added)
    operations.close()
