"""The first run by keyboard: from nothing to an encrypted file, and each way on from there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import StoreExistsError, WeakPassphraseError
from iro_desktop.domain.records import AccessEvent, WorkingTime
from iro_desktop.services.workspace import Workspace, open_workspace
from iro_desktop.ui.background import Background
from iro_desktop.ui.first_run import FirstRunWindow
from iro_desktop.ui.line_field import NotAnFteError, parse_fte
from iro_desktop.ui.recovery import recovery_sheet
from tests.windows import press_button

PASSPHRASE = "three quiet herons"
TODAY = date(2020, 3, 31)
WAIT = 30_000  # ms


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.stop()


@pytest.fixture
def window(qtbot: QtBot, background: Background, tmp_path: Path) -> FirstRunWindow:
    window = FirstRunWindow(tmp_path / "caseload.iro", background, today=lambda: TODAY)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(window.name.line.hasFocus)
    return window


def _say_who(window: FirstRunWindow, name: str, fte: str) -> None:
    QTest.keyClicks(window.name.line, name)
    QTest.keyClick(window.name.line, Qt.Key.Key_Return)
    assert window.fte.line.hasFocus()
    QTest.keyClicks(window.fte.line, fte)
    QTest.keyClick(window.fte.line, Qt.Key.Key_Return)


def _type_passphrase(window: FirstRunWindow, passphrase: str) -> None:
    for field in (window.new.first, window.new.second):
        field.line.clear()
        QTest.keyClicks(field.line, passphrase)
        QTest.keyClick(field.line, Qt.Key.Key_Return)


def test_an_encrypted_file_is_made_by_keyboard_alone(window: FirstRunWindow, qtbot: QtBot) -> None:
    _say_who(window, "A. Example", "0,6")
    assert window.step == 2
    assert window.new.first.line.hasFocus()
    _type_passphrase(window, "short")
    qtbot.waitUntil(lambda: bool(window.new.first.error), timeout=WAIT)
    assert window.new.first.error == WeakPassphraseError.sentence
    _type_passphrase(window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.step == 3, timeout=WAIT)
    code = window.recovery.code
    press_button(window, "Copy")
    assert QGuiApplication.clipboard().text() == code
    press_button(window, "Continue")
    assert window.step == 3  # not before the tick
    QTest.keyClick(window.recovery.tick, Qt.Key.Key_Space)
    press_button(window, "Continue")
    assert window.step == 4
    assert window.recovery.code == ""
    with qtbot.waitSignal(window.finished) as finished:
        press_button(window, "Import a return…")
    workspace, action = finished.args
    assert isinstance(workspace, Workspace)
    assert action == "import"
    assert workspace.officer is not None
    assert workspace.officer.name == "A. Example"
    assert not workspace.whole_service
    assert workspace.store.local("recovery:kept") == workspace.opened.recovery_mark
    assert [time.fte for time in workspace.snapshot.of(WorkingTime)] == [0.6]
    folder = workspace.folder
    workspace.close()
    open_workspace(folder, PASSPHRASE).close()
    open_workspace(folder, code, with_recovery_code=True).close()


def test_the_fte_may_stay_empty_and_the_file_may_hold_the_whole_service(
    window: FirstRunWindow, qtbot: QtBot
) -> None:
    QTest.keyClick(window.whole_service, Qt.Key.Key_Space)
    _say_who(window, "Team lead", "")
    _type_passphrase(window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.step == 3, timeout=WAIT)
    QTest.keyClick(window.recovery.tick, Qt.Key.Key_Space)
    press_button(window, "Continue")
    with qtbot.waitSignal(window.finished) as finished:
        press_button(window, "Just open my empty caseload")
    workspace, action = finished.args
    assert isinstance(workspace, Workspace)
    assert action == ""
    assert workspace.whole_service
    assert workspace.snapshot.of(WorkingTime) == ()
    workspace.close()


def test_who_wants_other_standards_can_set_them_first(window: FirstRunWindow, qtbot: QtBot) -> None:
    _say_who(window, "A", "1")
    _type_passphrase(window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.step == 3, timeout=WAIT)
    QTest.keyClick(window.recovery.tick, Qt.Key.Key_Space)
    press_button(window, "Continue")
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("50 to 70 children per FTE and a target of 80%" in words for words in said)
    with qtbot.waitSignal(window.finished) as finished:
        press_button(window, "Set the local standards first…")
    workspace, action = finished.args
    assert isinstance(workspace, Workspace)
    assert action == "standards"
    workspace.close()


def test_what_is_missing_or_wrong_is_said_in_its_place(window: FirstRunWindow) -> None:
    QTest.keyClick(window.fte.line, Qt.Key.Key_Return)
    assert window.name.error == "Type your name or initials: every record says who made it."
    assert window.name.line.hasFocus()
    _say_who(window, "A", "three days")
    assert window.step == 1
    assert window.fte.error == NotAnFteError.sentence
    QTest.keyClick(window.fte.line, Qt.Key.Key_Backspace)
    assert window.fte.error == ""


def test_a_file_that_is_there_already_is_never_overwritten(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "caseload.iro").mkdir()
    for name in ("store.db", "store.db"):
        (tmp_path / "caseload.iro" / name).write_bytes(b"somebody's")
    _say_who(window, "A", "")
    _type_passphrase(window, PASSPHRASE)
    qtbot.waitUntil(lambda: bool(window.refusal), timeout=WAIT)
    assert window.refusal == str(StoreExistsError())
    assert window.step == 2
    for name in ("store.db", "store.db"):
        assert (tmp_path / "caseload.iro" / name).read_bytes() == b"somebody's"


def test_the_sample_can_be_looked_at_before_anything_is_made(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.sample_asked):
        press_button(window, "Look at a sample caseload first")
    assert list(tmp_path.iterdir()) == []


def test_closing_half_way_leaves_the_file_closed(window: FirstRunWindow, qtbot: QtBot) -> None:
    _say_who(window, "A", "")
    _type_passphrase(window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.step == 3, timeout=WAIT)
    with qtbot.waitSignal(window.closed):
        window.close()
    open_workspace(window.folder, PASSPHRASE).close()  # it would be in use


@pytest.mark.parametrize(
    "typed, fte",
    [("", None), (" ", None), ("1", 1.0), ("0.6", 0.6), ("0,6", 0.6), (".5", 0.5), ("2", 2.0)],
)
def test_an_fte_is_read_as_people_type_it(typed: str, fte: float | None) -> None:
    assert parse_fte(typed) == fte


@pytest.mark.parametrize("typed", ["0", "-1", "2.1", "nan", "inf", "three days", "60%", "1e999"])
def test_what_is_no_fte_is_refused(typed: str) -> None:
    with pytest.raises(NotAnFteError):
        parse_fte(typed)


def test_the_printed_sheet_says_whose_file_it_opens_and_how(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _say_who(window, "A. <Example>", "")
    _type_passphrase(window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.step == 3, timeout=WAIT)
    code = window.recovery.code
    press_button(window, "Print…")
    (asking,) = window.recovery.findChildren(QPrintDialog)
    printer = asking.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    with qtbot.waitSignal(window.recovery.printed):
        asking.accepted.emit(printer)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    asking.close()
    sheet = recovery_sheet(code, window.recovery._about)
    words = sheet.toPlainText()
    assert all(group in words for group in code.split("-"))
    for said in (
        "A. <Example>",
        "31 March 2020",
        str(tmp_path / "caseload.iro"),
        "Use the recovery code",
        "restore --from BACKUP --store FOLDER --recovery-code",
        "manager’s safe, and never with the laptop",
        "A new code takes the place of this one",
    ):
        assert said in words
    sheet.setPageSize(QSizeF(794, 1123))
    assert sheet.pageCount() == 1
    QTest.keyClick(window.recovery.tick, Qt.Key.Key_Space)
    press_button(window, "Continue")
    with qtbot.waitSignal(window.finished) as finished:
        press_button(window, "Just open my empty caseload")
    workspace = finished.args[0]
    qtbot.waitUntil(lambda: bool(workspace.snapshot.of(AccessEvent)))
    assert [one.what for one in workspace.snapshot.of(AccessEvent)] == ["sheet"]
    workspace.close()
