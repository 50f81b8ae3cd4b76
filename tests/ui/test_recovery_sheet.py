"""A new recovery code from the menu: the passphrase first, then the code; the old one is void."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import DiskFullError, WrongRecoveryCodeError
from iro_desktop.domain.records import AccessEvent
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from iro_desktop.storage.encryption import Argon
from iro_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog
from iro_desktop.ui.operations import Operations
from tests.hands import Hands, Key
from tests.stores import TODAY
from tests.windows import WAIT, press_button

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Workspace, str]:
    return create_workspace(
        tmp_path / "caseload.iro", PASSPHRASE, officer_name="A. Example", today=lambda: TODAY,
        argon=FLOOR,
    )  # fmt: skip


@pytest.fixture
def workspace(made: tuple[Workspace, str]) -> Workspace:
    return made[0]


@pytest.fixture
def dialog(hands: Hands, qtbot: QtBot) -> RecoverySheetDialog:
    hands.window.do("recovery_sheet")
    (dialog,) = hands.window.findChildren(RecoverySheetDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def make_code(dialog: RecoverySheetDialog, qtbot: QtBot) -> str:
    QTest.keyClicks(dialog.passphrase.line, PASSPHRASE)
    QTest.keyClick(dialog.passphrase.line, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.has_code, timeout=WAIT)
    return dialog.panel.code


def test_the_new_code_opens_the_file_and_the_old_one_does_not(
    dialog: RecoverySheetDialog,
    made: tuple[Workspace, str],
    operations: Operations,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    workspace, old = made
    new = make_code(dialog, qtbot)
    assert new not in ("", old)
    assert dialog.passphrase.text == ""
    press_button(dialog, "Print…")
    (asking,) = dialog.findChildren(QPrintDialog)
    printer = asking.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    asking.accepted.emit(printer)
    asking.close()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert dialog.panel._about.owner == "A. Example"
    assert dialog.panel._about.folder == workspace.folder
    qtbot.waitUntil(lambda: bool(workspace.snapshot.of(AccessEvent)))
    assert [one.what for one in workspace.snapshot.of(AccessEvent)] == ["sheet"]
    QTest.keyClick(dialog.panel.tick, Key.Key_Space)
    press_button(dialog, "Done")
    qtbot.waitUntil(lambda: workspace.store.local("recovery:kept") is not None)
    operations.close()
    with pytest.raises(WrongRecoveryCodeError):
        open_workspace(workspace.folder, old, with_recovery_code=True)
    open_workspace(workspace.folder, new, with_recovery_code=True).close()
    open_workspace(workspace.folder, PASSPHRASE).close()


def test_a_wrong_passphrase_or_none_makes_no_code(
    dialog: RecoverySheetDialog, made: tuple[Workspace, str], operations: Operations, qtbot: QtBot
) -> None:
    keys = (made[0].folder / "keys.json").read_bytes()
    QTest.keyClick(dialog.passphrase.line, Key.Key_Return)
    assert dialog.passphrase.error == "Type the passphrase of this file."
    QTest.keyClicks(dialog.passphrase.line, "four quiet herons")
    QTest.keyClick(dialog.passphrase.line, Key.Key_Return)
    qtbot.waitUntil(lambda: "not the passphrase" in dialog.passphrase.error, timeout=WAIT)
    assert not dialog.has_code
    qtbot.waitUntil(dialog.make.isEnabled)
    assert (made[0].folder / "keys.json").read_bytes() == keys
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    del operations


def test_a_code_that_nobody_has_written_down_does_not_go(
    dialog: RecoverySheetDialog, qtbot: QtBot
) -> None:
    make_code(dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog._first.text().startswith("Print the code or write it down first")
    dialog.close()
    assert dialog.isVisible()
    QTest.keyClick(dialog.panel.tick, Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_keys_that_cannot_be_written_leave_the_old_code(
    dialog: RecoverySheetDialog,
    made: tuple[Workspace, str],
    operations: Operations,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr("iro_desktop.storage.opening.write_keys", full)
        QTest.keyClicks(dialog.passphrase.line, PASSPHRASE)
        QTest.keyClick(dialog.passphrase.line, Key.Key_Return)
        qtbot.waitUntil(lambda: "The disk is full" in dialog._error.text(), timeout=WAIT)
    assert not dialog.has_code
    operations.close()
    open_workspace(made[0].folder, made[1], with_recovery_code=True).close()
