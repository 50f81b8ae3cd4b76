"""Restoring in the window: what would change, bringing it back, and going back to a backup."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import ReadOnlyError
from iro_desktop.domain.records import Child, Review
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from iro_desktop.storage.opening import create_store
from iro_desktop.storage.store import Store
from iro_desktop.ui.desktop import Desktop
from iro_desktop.ui.dialogs.about import AboutDialog
from iro_desktop.ui.dialogs.backup_secret import BackupSecretDialog
from iro_desktop.ui.dialogs.passphrase import PassphraseDialog
from iro_desktop.ui.dialogs.restore import RestoreDialog
from iro_desktop.ui.dialogs.restore_preview import RestorePreviewDialog
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from tests.hands import Hands, Key
from tests.storage.test_rebuilding import FLOOR, PASSPHRASE
from tests.stores import DATA_KEY, TODAY, a_workspace
from tests.windows import WAIT, main_window

OTHER = "five quiet herons"


def _add(workspace: Workspace, child: str, reference: str) -> None:
    with workspace.write(f"add {reference}") as write:
        write.put(Child(id=child, reference=reference))
        write.put(Review(id=f"r{child}", child_id=child))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store whose backup has AB12, and CD34 was added since."""
    workspace = a_workspace(tmp_path / "s")
    _add(workspace, "c", "AB12")
    workspace.back_up("import")
    _add(workspace, "d", "CD34")
    return workspace


def _the_list(window: MainWindow, qtbot: QtBot) -> RestoreDialog:
    window.menu_actions["restore"].trigger()
    dialog = window.findChildren(RestoreDialog)[-1]
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    return dialog


def _the_preview(listed: RestoreDialog, qtbot: QtBot) -> RestorePreviewDialog:
    qtbot.waitUntil(lambda: bool(listed.findChildren(RestorePreviewDialog)), timeout=WAIT)
    return listed.findChildren(RestorePreviewDialog)[-1]


def _said(dialog: RestorePreviewDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_enter_on_a_backup_shows_what_would_change_and_nothing_is_done(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    position = operations.session.snapshot.position
    listed = _the_list(hands.window, qtbot)
    assert [row.reason for row in listed.rows.rows()] == ["Before an import"]
    QTest.keyClick(listed.table, Key.Key_Return)
    preview = _the_preview(listed, qtbot)
    assert "CD34: the child and 1 review would be missing." in _said(preview)
    assert "Everything in the backup is in your file already." in _said(preview)
    assert not preview.bring.isEnabled()
    preview.go.click()
    assert preview.keep.hasFocus() or preview.keep.isVisible()
    QTest.keyClick(preview.keep, Key.Key_Return)
    assert preview.go.isVisible()
    assert not preview.sure.isVisible()
    preview.reject()
    listed.reject()
    assert operations.session.snapshot.position == position


def test_what_is_missing_is_brought_back_and_said(
    hands: Hands, operations: Operations, qtbot: QtBot, tmp_path: Path
) -> None:
    other = a_workspace(tmp_path / "other")
    _add(other, "e", "EF56")
    path = other.back_up("asked")
    other.close()
    listed = _the_list(hands.window, qtbot)
    listed.look_at(path)
    preview = _the_preview(listed, qtbot)
    assert "EF56: the child and 1 review would come back." in _said(preview)
    QTest.keyClick(preview.bring, Key.Key_Return)
    qtbot.waitUntil(lambda: "e" in operations.session.snapshot.cases, timeout=WAIT)
    assert set(operations.session.snapshot.cases) == {"c", "d", "e"}
    qtbot.waitUntil(
        lambda: "brought back from the backup of" in hands.window.messages.text, timeout=WAIT
    )


def test_the_backup_of_another_file_is_opened_with_its_passphrase(
    hands: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    other, _ = create_store(tmp_path / "other", PASSPHRASE, argon=FLOOR)
    with other.store.write("add") as write:
        write.put(Child(id="e", reference="EF56"))
    path = other.back_up_to(tmp_path / "other.irobackup")
    other.close()
    listed = _the_list(hands.window, qtbot)
    listed.look_at(path)
    qtbot.waitUntil(lambda: bool(listed.findChildren(BackupSecretDialog)), timeout=WAIT)
    (asks,) = listed.findChildren(BackupSecretDialog)
    QTest.keyClick(asks.go, Key.Key_Return)
    assert "Type the passphrase" in asks.passphrase.error
    QTest.keyClicks(asks.passphrase.line, "not the right one")
    QTest.keyClick(asks.passphrase.line, Key.Key_Return)
    qtbot.waitUntil(lambda: "not the passphrase" in listed.error, timeout=WAIT)
    listed.look_at(path, PASSPHRASE)
    assert "EF56: the child would come back." in _said(_the_preview(listed, qtbot))


def test_a_damaged_backup_is_said_in_the_list(
    hands: Hands, qtbot: QtBot, workspace: Workspace
) -> None:
    path = workspace.back_up("asked")
    path.write_bytes(path.read_bytes()[:-1])
    listed = _the_list(hands.window, qtbot)
    listed.look_at_chosen()
    qtbot.waitUntil(lambda: "damaged" in listed.error, timeout=WAIT)
    assert not listed.findChildren(RestorePreviewDialog)


def test_without_a_backup_the_list_says_so_and_offers_another_file(
    qapp: QApplication, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    del qapp
    operations = Operations(a_workspace(tmp_path / "empty"))
    window = main_window(operations, settings, qtbot)
    listed = _the_list(window, qtbot)
    assert listed.other.isVisible()
    assert not listed.look.isVisible()
    window.menu_actions["about"].trigger()
    (about,) = window.findChildren(AboutDialog)
    qtbot.waitUntil(lambda: "not been backed up yet" in about.backed_up.text(), timeout=WAIT)
    operations.close()


def test_about_says_when_the_last_backup_was(hands: Hands, qtbot: QtBot) -> None:
    hands.window.menu_actions["about"].trigger()
    (about,) = hands.window.findChildren(AboutDialog)
    qtbot.waitUntil(lambda: about.backed_up.text().startswith("Last backup: "), timeout=WAIT)
    assert about.backed_up.text().endswith("(before an import).")


# From window to window


@pytest.fixture
def desktop(
    tmp_path: Path, settings: Settings, qapp: QApplication
) -> Iterator[tuple[Desktop, Path]]:
    """The program over a store like that, with a passphrase, before it is unlocked."""
    workspace, _ = create_workspace(
        tmp_path / "s.iro", PASSPHRASE, officer_name="IRO 1", fte=1, argon=FLOOR
    )
    _add(workspace, "c", "AB12")
    workspace.back_up("import")
    _add(workspace, "d", "CD34")
    workspace.close()
    desktop = Desktop(qapp, tmp_path / "s.iro", settings, today=lambda: TODAY)
    yield desktop, tmp_path / "s.iro"
    desktop.end()


def _unlocked(desktop: Desktop, qtbot: QtBot, passphrase: str = PASSPHRASE) -> MainWindow:
    unlock = desktop._unlock
    assert unlock is not None
    with qtbot.waitSignal(desktop.main_shown, timeout=30_000):
        unlock.unlock(passphrase)
    window = desktop.main
    assert window is not None
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    return window


def test_going_back_closes_the_file_and_asks_for_the_passphrase_again(
    desktop: tuple[Desktop, Path], qtbot: QtBot
) -> None:
    program, folder = desktop
    program.start()
    window = _unlocked(program, qtbot)
    listed = _the_list(window, qtbot)
    listed.look_at_chosen()
    preview = _the_preview(listed, qtbot)
    preview.go.click()
    preview.sure.click()
    unlock = program._unlock
    assert unlock is not None
    qtbot.waitUntil(lambda: "Your file is as it was on" in unlock.asking.notice, timeout=WAIT)
    assert program.main is None
    (aside,) = folder.glob("set-aside-*")
    assert aside.name in unlock.asking.notice
    window = _unlocked(program, qtbot)
    assert set(window.operations.session.snapshot.cases) == {"c"}


def test_a_damaged_file_is_made_again_from_the_unlock_window(
    desktop: tuple[Desktop, Path], qtbot: QtBot
) -> None:
    program, folder = desktop
    (folder / "store.db").write_bytes(b"x" * 20_000)
    program.start()
    unlock = program._unlock
    assert unlock is not None
    unlock.unlock(PASSPHRASE)
    qtbot.waitUntil(
        lambda: unlock.asking.offer is not None and unlock.asking.offer.isVisible(), timeout=WAIT
    )
    assert "damaged" in unlock.asking.passphrase.error
    assert unlock.asking.offer is not None
    QTest.keyClick(unlock.asking.offer.button, Key.Key_Return)
    qtbot.waitUntil(lambda: "made again from the backup of" in unlock.asking.notice, timeout=WAIT)
    assert not unlock.asking.offer.isVisible()
    with qtbot.waitSignal(program.main_shown, timeout=30_000):
        QTest.keyClick(unlock.asking.passphrase.line, Qt.Key.Key_Return)  # it is still typed
    assert program.main is not None
    assert set(program.main.operations.session.snapshot.cases) == {"c"}


def test_a_wrong_passphrase_offers_no_rebuilding(
    desktop: tuple[Desktop, Path], qtbot: QtBot
) -> None:
    program, _ = desktop
    program.start()
    unlock = program._unlock
    assert unlock is not None
    unlock.unlock("not the right one")
    qtbot.waitUntil(lambda: bool(unlock.asking.passphrase.error), timeout=WAIT)
    assert unlock.asking.offer is None


def test_the_passphrase_is_changed_and_the_wrong_old_one_is_said_in_place(
    desktop: tuple[Desktop, Path], qtbot: QtBot
) -> None:
    program, folder = desktop
    program.start()
    window = _unlocked(program, qtbot)
    window.menu_actions["passphrase"].trigger()
    (dialog,) = window.findChildren(PassphraseDialog)
    dialog.change()
    assert "Type the passphrase that opens" in dialog.old.error
    for old, new, again, field, sentence in (
        ("not the right one", OTHER, OTHER, dialog.old, "not the passphrase"),
        (PASSPHRASE, OTHER, "another", dialog.new.second, "not the same"),
        (PASSPHRASE, "password", "password", dialog.new.first, "Choose a passphrase"),
    ):
        for line, text in (
            (dialog.old.line, old), (dialog.new.first.line, new), (dialog.new.second.line, again),
        ):  # fmt: skip
            line.setText(text)
        dialog.change()
        qtbot.waitUntil(lambda f=field, s=sentence: s in f.error, timeout=WAIT)  # type: ignore[misc]
        qtbot.waitUntil(dialog.go.isEnabled, timeout=WAIT)
        field.say("")
    dialog.new.first.line.setText(OTHER)
    dialog.new.second.line.setText(OTHER)
    dialog.change()
    qtbot.waitUntil(lambda: "The passphrase is changed." in window.messages.text, timeout=WAIT)
    program.lock()
    qtbot.waitUntil(lambda: program.main is None, timeout=WAIT)
    open_workspace(folder, OTHER).close()


# A file of a newer program


def test_a_file_of_a_newer_program_is_shown_and_every_act_refuses(
    workspace: Workspace, settings: Settings, qapp: QApplication, qtbot: QtBot
) -> None:
    del qapp
    with workspace.store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE meta SET value = '2' WHERE key = 'log_form'"))
        connection.execute(sa.text("ALTER TABLE child ADD COLUMN shoe_size INTEGER"))
    workspace.store.close()
    workspace.opened.store = Store.open(workspace.folder, DATA_KEY)
    operations = Operations(workspace)
    window = main_window(operations, settings, qtbot)
    assert window.banner.isVisible()
    assert window.banner.accessibleName() == ReadOnlyError.sentence
    assert set(operations.session.snapshot.cases) == {"c", "d"}
    window.pages.show_child("c")
    for key in ("add_child", "record_review", "record_check", "import", "edit_child", "undo",
                "restore", "passphrase", "delete_child", "put_off"):  # fmt: skip
        window.messages.clear()
        window.do(key, "c")
        assert window.messages.text == ReadOnlyError.sentence, key
    assert not [one for one in window.findChildren(FormDialog) if one.isVisible()]
    for view in ("monitoring", "escalations", "measures", "diary", "caseload"):
        window.messages.clear()
        window.show_view(view)
        qtbot.waitUntil(lambda: operations.is_settled, timeout=WAIT)
        assert window.messages.text == ""
    window.do("news")
    qtbot.waitUntil(lambda: operations.is_settled, timeout=WAIT)
    assert window.messages.text == ""
    operations.close()
