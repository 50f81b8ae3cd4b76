"""Two windows over one shared folder: rounds by themselves, what is said of them, and troubles."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child
from iro_desktop.services import sharing, sharing_keys, sharing_status
from iro_desktop.services.children import add_child, edit_child
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.sharing import utc_now
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.container import open_sealed
from iro_desktop.storage.encryption import Argon, KeyFile
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.reading import StoreClosedError
from iro_desktop.storage.store import Store
from iro_desktop.sync import exchange
from iro_desktop.sync.exchange import (
    FolderGoneError,
    SharedCopyNotReadError,
    SharedCopyNotWrittenError,
    SharedPlaceFullError,
)
from iro_desktop.sync.round import (
    AnotherCaseloadError,
    NewKeyError,
    NotASharedCopyError,
    SharedCopyDamagedError,
)
from iro_desktop.sync.vault import read_vault
from iro_desktop.ui.dialogs.child import ChildDialog
from iro_desktop.ui.dialogs.delete_child import DeleteChildDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.sharing import Paces
from iro_desktop.ui.views.caseload import CaseloadView
from tests.caseloads import fill
from tests.stores import DATA_KEY, TODAY, a_workspace
from tests.windows import main_window, press_button

FLOOR: Final = Argon(64 * 1024, 1, 1)
SECRET: Final = "three plain words"
HOUR: Final = 3_600_000
NEVER: Final = Paces(after_unlock=HOUR, after_edit=HOUR, look=HOUR, minute=HOUR)
"""No round but those that a test asks for."""
WAIT: Final = 20_000


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    """The shared copy in a folder that both computers reach."""
    (tmp_path / "cloud").mkdir()
    return tmp_path / "cloud" / "IRO Desktop.irosync"


@pytest.fixture
def workspace(tmp_path: Path, cloud: Path) -> Workspace:
    """The first computer's file, shared already."""
    workspace = a_workspace(tmp_path / "one")
    add(workspace, "AB12")
    sharing.start(workspace, cloud, SECRET, now=utc_now(), name="Laptop", argon=FLOOR)
    return workspace


@pytest.fixture
def second(tmp_path: Path, workspace: Workspace, cloud: Path) -> Iterator[Workspace]:
    """The second computer's file, joined."""
    second = a_workspace(tmp_path / "two")
    join(second, workspace, cloud)
    yield second
    second.close()


Open = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Open a window on a file, with its own paces."""
    opened: list[Operations] = []

    def make(workspace: Workspace, paces: Paces = NEVER) -> MainWindow:
        operations = Operations(workspace, paces=paces)
        opened.append(operations)
        settings = Settings(tmp_path / f"settings{len(opened)}.ini")
        return main_window(operations, settings, qtbot)

    yield make
    for operations in opened:
        operations.close()


def add(workspace: Workspace, reference: str) -> str:
    return add_child(workspace, Child(id="", reference=reference), today=TODAY)


def join(workspace: Workspace, first: Workspace, cloud: Path) -> None:
    vault = read_vault(first.store)
    assert vault is not None
    sharing.take_part(workspace.store, vault, cloud)
    sharing.share(workspace, now=utc_now(), name="Desk")


def references(workspace: Workspace) -> set[str]:
    return {case.child.reference for case in workspace.snapshot.cases.values()}


def held(workspace: Workspace, cloud: Path) -> str:
    """Return all that the shared copy holds, as text."""
    vault = read_vault(workspace.store)
    assert vault is not None
    return b"\n".join(open_sealed(cloud.read_bytes(), vault.key)).decode()


def record(window: MainWindow, reference: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.operations.committed, timeout=WAIT):
        window.operations.run(lambda workspace: add(workspace, reference))


def a_round(window: MainWindow, qtbot: QtBot) -> None:
    """Make a round and wait until it is told."""
    window.operations.sharing.share_now()
    qtbot.waitUntil(lambda: not window.operations.sharing.is_running, timeout=WAIT)


def press(window: MainWindow, words: str, qtbot: QtBot) -> None:
    """Press a button of the banner once it is there."""
    banner = window.shared.banner

    def is_there() -> bool:
        buttons = banner.findChildren(QPushButton)
        return any(one.text() == words and one.isVisible() for one in buttons)

    qtbot.waitUntil(is_there)
    press_button(window, words)


# By themselves


def test_an_edit_is_sent_a_while_after_it_and_the_footer_says_so(
    workspace: Workspace, cloud: Path, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(workspace, Paces(HOUR, 300, HOUR, HOUR))
    a_round(window, qtbot)
    label = window.shared.label
    assert label.isVisible()
    assert label.text().startswith("Safe in the shared copy up to ")
    assert label.text().endswith("; no other computer has joined yet")
    case = next(iter(window.operations.session.snapshot.cases))
    window.operations.note_page(case)  # an entry of the view log is no edit
    qtbot.waitUntil(lambda: window.operations.is_settled)
    assert "wait" not in label.text()
    assert not window.operations.sharing._soon.isActive()
    record(window, "CD34", qtbot)
    assert ", 2 changes wait; " in label.text()  # the child and the allocation
    assert "CD34" not in held(workspace, cloud)
    qtbot.waitUntil(lambda: "wait" not in label.text(), timeout=WAIT)
    assert "CD34" in held(workspace, cloud)
    assert not window.operations.sharing._soon.isActive()  # a round is no edit


def test_an_edit_during_a_round_starts_another_one_afterwards(
    workspace: Workspace,
    cloud: Path,
    open_window: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(workspace, Paces(HOUR, 200, HOUR, HOUR))
    gate, stalled = threading.Event(), threading.Event()
    names = exchange.Folder.names
    inside: list[int] = []

    def slow(folder: exchange.Folder) -> list[str]:
        inside.append(1)
        assert len(inside) == 1  # never two at once
        stalled.set()
        assert gate.wait(20)
        inside.pop()
        return names(folder)

    monkeypatch.setattr(exchange.Folder, "names", slow)
    window.operations.sharing.share_now()
    qtbot.waitUntil(stalled.is_set)
    record(window, "EF56", qtbot)  # a drive that stalls does not hold up what is saved
    window.operations.sharing.share_now()
    assert "2 changes wait" in window.shared.label.text()
    gate.set()
    qtbot.waitUntil(lambda: "wait" not in window.shared.label.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: not window.operations.sharing.is_running, timeout=WAIT)
    assert "EF56" in held(workspace, cloud)


def test_the_second_window_receives_and_keeps_its_filter_and_row(
    workspace: Workspace, second: Workspace, cloud: Path, open_window: Open, qtbot: QtBot
) -> None:
    fill(workspace, 12)
    sharing.share(workspace, now=utc_now())
    window = open_window(second, Paces(HOUR, HOUR, 300, HOUR))
    a_round(window, qtbot)
    view = window.pages.currentWidget()
    assert isinstance(view, CaseloadView)
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    QTest.keyClicks(view.filters.line, "LC-2")
    QTest.keyClick(view.filters.line, Qt.Key.Key_Down)
    QTest.keyClick(view._table, Qt.Key.Key_Down)
    chosen = view.current_child()
    assert chosen
    saved = window.footer.saved.text()
    window.messages.clear()
    add(workspace, "LC-29999")
    sharing.share(workspace, now=utc_now())
    qtbot.waitUntil(lambda: "LC-29999" in references(second), timeout=WAIT)
    rows = view._model
    qtbot.waitUntil(lambda: any(row.reference == "LC-29999" for row in rows.rows()), timeout=WAIT)
    assert view.current_child() == chosen
    assert view.filters.line.text() == "LC-2"
    qtbot.waitUntil(lambda: bool(window.messages.text), timeout=WAIT)
    assert window.messages.text == "2 changes received from Laptop."
    assert window.footer.saved.text() == saved  # nobody saved anything here
    assert window.operations.session.undo == ""  # and nothing of it is taken back by Ctrl+Z
    del cloud


def test_the_footer_follows_the_clock(
    workspace: Workspace,
    second: Workspace,
    open_window: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sharing.share(workspace, now=utc_now())
    window = open_window(workspace, Paces(HOUR, HOUR, HOUR, 200))
    label = window.shared.label
    assert label.text().endswith("; other computer last seen just now")
    later = utc_now() + timedelta(days=3)
    monkeypatch.setattr(sharing, "utc_now", lambda: later)
    qtbot.waitUntil(lambda: label.text().endswith("last seen 3 days ago"), timeout=WAIT)
    assert " on " in label.text()  # it was safe on another day
    window.resize(window.minimumSizeHint())
    assert label.width() < label.sizeHint().width()
    window.grab()
    assert label.toolTip() == label.text()  # shortened, and whole in the tip
    del second


def test_nothing_is_to_be_seen_of_it_where_nothing_is_shared(
    tmp_path: Path, open_window: Open
) -> None:
    window = open_window(a_workspace(tmp_path / "alone"))
    assert not window.shared.label.isVisible()
    assert not window.shared.banner.isVisible()
    assert not window.operations.sharing.is_on
    finished: list[bool] = []
    window.operations.sharing.finish(lambda: finished.append(True))
    assert finished == [True]  # nothing is waited for


def test_what_is_received_waits_while_a_question_is_open(
    workspace: Workspace, second: Workspace, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(second)
    (child_id,) = second.snapshot.cases
    dialog = DeleteChildDialog(window.operations, child_id, parent=window)
    dialog.open()
    add(workspace, "GH78")
    sharing.share(workspace, now=utc_now())
    window.operations.sharing.share_now()
    qtbot.wait(500)
    assert window.operations.sharing.is_running
    assert "GH78" not in references(second)
    form = ChildDialog(window.operations, child_id, parent=dialog)  # above it, and not instead
    form.open()
    qtbot.wait(500)
    assert "GH78" not in references(second)
    form.reject()
    dialog.reject()
    qtbot.waitUntil(lambda: "GH78" in references(second), timeout=WAIT)


def test_what_comes_in_while_a_form_is_open_is_not_taken_back_by_it(
    workspace: Workspace, second: Workspace, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(second)
    (child_id,) = second.snapshot.cases
    dialog = ChildDialog(window.operations, child_id, parent=window)
    dialog.open()
    child = workspace.snapshot.cases[child_id].child
    edit_child(workspace, replace(child, initials="XY", name="From there"), today=TODAY)
    sharing.share(workspace, now=utc_now())
    a_round(window, qtbot)
    assert second.snapshot.cases[child_id].child.initials == "XY"
    dialog.who.set_value("name", "Typed here")
    with qtbot.waitSignal(dialog.recorded, timeout=WAIT):
        dialog.save()
    found = second.snapshot.cases[child_id].child
    assert (found.initials, found.name) == ("XY", "Typed here")  # not emptied by the form
    assert [(one.field, one.what) for one in second.snapshot.flags] == [("name", "conflict")]


# What is told once


def test_a_copy_of_a_file_and_a_passphrase_changed_elsewhere_are_told_once(
    tmp_path: Path,
    workspace: Workspace,
    second: Workspace,
    open_window: Open,
    qtbot: QtBot,
) -> None:
    sharing.share(workspace, now=utc_now())
    sharing_keys.change_passphrase(second, "four other plain words", now=utc_now(), argon=FLOOR)
    window = open_window(workspace)
    a_round(window, qtbot)
    told = "The shared copy’s passphrase was changed on Desk; this computer goes on without it."
    assert window.messages.text == told
    window.messages.clear()
    a_round(window, qtbot)
    assert window.messages.text == ""

    # The second file was copied to a third computer, whole: both say that they are the same one.
    second.close()
    shutil.copytree(tmp_path / "two", tmp_path / "three")
    clone = reopen(tmp_path / "three")
    add(clone, "IJ90")
    sharing.share(clone, now=utc_now())
    clone.close()
    other = open_window(reopen(tmp_path / "two"))
    a_round(other, qtbot)
    assert "This file is a copy of one that is used elsewhere" in other.messages.text
    other.messages.clear()
    a_round(other, qtbot)
    assert other.messages.text == ""


def reopen(folder: Path) -> Workspace:
    """Open a file again under its known key."""
    lock = StoreLock(folder)
    lock.acquire("test")
    store = Store.open(folder, DATA_KEY)
    opened = OpenStore(store, KeyFile(store.facts.store_id, ()), DATA_KEY, lock)
    return Workspace(opened, shipped_calendar(), lambda: TODAY)


def test_a_conflict_copy_that_is_damaged_is_told_once(
    workspace: Workspace, cloud: Path, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(workspace)
    cloud.with_name("IRO Desktop (1).irosync").write_bytes(cloud.read_bytes()[:-40])
    a_round(window, qtbot)
    assert window.messages.text == "IRO Desktop (1).irosync is damaged or still downloading."
    assert window.operations.sharing.trouble is None
    window.messages.clear()
    a_round(window, qtbot)
    assert window.messages.text == ""


# Troubles


def _gone(cloud: Path) -> None:
    cloud.parent.rename(cloud.parent.with_name("away"))


def _back(cloud: Path) -> None:
    cloud.parent.with_name("away").rename(cloud.parent)


def test_the_banner_comes_when_the_folder_goes_and_leaves_when_it_is_back(
    workspace: Workspace, cloud: Path, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(workspace, Paces(HOUR, 200, HOUR, 300))
    told: list[object] = []
    window.operations.sharing.trouble_changed.connect(told.append)
    _gone(cloud)
    record(window, "KL12", qtbot)
    banner = window.shared.banner
    qtbot.waitUntil(lambda: bool(banner.text), timeout=WAIT)
    assert banner.text == FolderGoneError.sentence
    assert "2 changes wait" in window.shared.label.text()
    record(window, "MN34", qtbot)  # work goes on
    a_round(window, qtbot)
    a_round(window, qtbot)
    assert len(told) == 1  # the same failure is not announced again and again
    _back(cloud)
    qtbot.waitUntil(lambda: not banner.text, timeout=WAIT)  # by itself
    assert {"KL12", "MN34"} <= {one for one in ("KL12", "MN34") if one in held(workspace, cloud)}
    assert "wait" not in window.shared.label.text()


def _stands(window: MainWindow, sentence: str, qtbot: QtBot, *, buttons: tuple[str, ...]) -> None:
    a_round(window, qtbot)
    assert window.shared.banner.text == sentence
    banner, row = window.shared.banner, window.shared.banner._buttons
    found = [one for one in banner.findChildren(QPushButton) if row.indexOf(one) >= 0]
    assert tuple(one.text() for one in sorted(found, key=row.indexOf)) == buttons


def test_each_trouble_has_its_sentence_and_what_helps(
    tmp_path: Path,
    workspace: Workspace,
    cloud: Path,
    open_window: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(workspace)
    whole = cloud.read_bytes()
    plain = ("Try again", "Shared copy…")
    cloud.write_bytes(whole[:-100])
    damaged = SharedCopyDamagedError.sentence
    _stands(window, damaged, qtbot, buttons=("Try again", "Write it anew…"))
    cloud.write_bytes(b"a letter")
    _stands(window, NotASharedCopyError.sentence, qtbot, buttons=plain)
    stranger = a_workspace(tmp_path / "stranger")
    sharing.start(stranger, tmp_path / "cloud" / "b.irosync", SECRET, now=utc_now(), argon=FLOOR)
    stranger.close()
    shutil.move(tmp_path / "cloud" / "b.irosync", cloud)
    _stands(window, AnotherCaseloadError.sentence, qtbot, buttons=plain)
    cloud.unlink()
    cloud.mkdir()
    _stands(window, SharedCopyNotReadError.sentence, qtbot, buttons=plain)
    cloud.rmdir()
    for number, error in ((28, SharedPlaceFullError), (30, SharedCopyNotWrittenError)):
        with monkeypatch.context() as patch:

            def refuse(*_: object, number: int = number) -> None:
                raise OSError(number, os.strerror(number))

            patch.setattr(os, "replace", refuse)
            patch.setattr(Path, "replace", refuse)
            _stands(window, error.sentence, qtbot, buttons=plain)
    press(window, "Try again", qtbot)
    qtbot.waitUntil(lambda: not window.shared.banner.text, timeout=WAIT)
    assert "AB12" in held(workspace, cloud)


def test_a_new_key_is_asked_for_in_the_banner_and_entered_by_keyboard(
    workspace: Workspace, second: Workspace, cloud: Path, open_window: Open, qtbot: QtBot
) -> None:
    status = sharing_status.status(second)
    assert status is not None
    gone = a_third(second, cloud)
    sharing_keys.remove_computer(second, gone, "four other plain words", now=utc_now(), argon=FLOOR)
    window = open_window(workspace)
    record(window, "OP56", qtbot)
    a_round(window, qtbot)
    assert window.shared.banner.text == NewKeyError.sentence
    press(window, "Enter passphrase…", qtbot)
    from iro_desktop.ui.dialogs.sharing_asks import EnterPassphraseDialog

    (dialog,) = window.findChildren(EnterPassphraseDialog)
    qtbot.waitUntil(dialog.passphrase.line.hasFocus)
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert dialog.passphrase.error == "Type the passphrase of the shared copy."
    QTest.keyClicks(dialog.passphrase.line, SECRET)  # that of before
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.passphrase.error), timeout=WAIT)
    assert "not the passphrase of the shared copy" in dialog.passphrase.error
    QTest.keyClicks(dialog.passphrase.line, "four other plain words")
    with qtbot.waitSignal(dialog.answered, timeout=WAIT):
        QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert not window.shared.banner.text
    assert "OP56" in held(workspace, cloud)


def a_third(workspace: Workspace, cloud: Path) -> str:
    """Let a third computer have taken part; return its id."""
    from dataclasses import replace

    from iro_desktop.domain.records import Device

    device = replace(Device(id="d" * 32), name="Old tablet")
    with workspace.write("look at the shared copy", source="sharing") as write:
        write.put(device)
    del cloud
    return device.id


# The end


def test_the_last_round_holds_the_last_edit_and_a_stalled_one_can_be_left(
    workspace: Workspace,
    cloud: Path,
    open_window: Open,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(workspace)
    record(window, "QR78", qtbot)
    finished: list[bool] = []
    window.operations.sharing.finish(lambda: finished.append(True))
    assert finished == []
    qtbot.waitUntil(lambda: bool(finished), timeout=WAIT)
    assert "QR78" in held(workspace, cloud)

    gate, left, stalled = threading.Event(), threading.Event(), threading.Event()
    errors: list[BaseException] = []

    def stall(folder: exchange.Folder) -> list[str]:
        stalled.set()
        gate.wait(20)
        return [folder.main]

    read = exchange.Folder.read

    def then_read(folder: exchange.Folder, name: str) -> bytes | None:
        data = read(folder, name)
        try:
            workspace.store.heads()
        except StoreClosedError as error:
            errors.append(error)
            left.set()
            raise
        return data

    monkeypatch.setattr(exchange.Folder, "names", stall)
    monkeypatch.setattr(exchange.Folder, "read", then_read)
    window.operations.sharing._finished = None
    window.operations.sharing.share_now()
    qtbot.waitUntil(stalled.is_set)
    window.operations.close()  # waits for nobody
    gate.set()
    assert left.wait(20)
    assert errors  # the one left behind cannot open the store again
