"""The whole program over marked children, in a process of its own: `python -m tests.canary ROOT`.

ROOT becomes its home, its temporary folder and its working folder. What somebody asks for by name
goes to ROOT/asked, and everything else of ROOT is for the test to search.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from iro_desktop.app import make_application, open_window
from iro_desktop.cli import main as command
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Child, Contact
from iro_desktop.services import sharing
from iro_desktop.services.children import add_child
from iro_desktop.services.fault_report import report_of
from iro_desktop.services.fault_reports import kept_reports
from iro_desktop.services.workspace import create_workspace, new_id
from iro_desktop.storage.encryption import Argon
from iro_desktop.ui.desktop import Desktop
from iro_desktop.ui.dialogs.crash import CrashDialog
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pages import VIEWS
from iro_desktop.ui.unlock import UnlockWindow

REFERENCES: Final = ("Canaryref-70911", "Canaryref-70912")
INITIALS: Final = "QZVWKX"
NAME: Final = "Peregrine Canaryname"
SAID: Final = "the canaryword heron stood alone"
DRAFT: Final = "canarydraft: a thought not yet recorded"
ASKED_FOR: Final = "canaryasked in a search"
MESSAGE: Final = "canarymessage of an error"
OFFICER: Final = "Avocet Canaryofficer"
OF_CHILDREN: Final = (*REFERENCES, INITIALS, NAME, SAID, DRAFT, ASKED_FOR, MESSAGE)
"""What may stand nowhere but in the store and in what was asked for."""
PASSPHRASE: Final = "three quiet canaryphrases"
TODAY: Final = date(2020, 3, 31)
_WAIT: Final = 40  # seconds

written: set[str] = set()
"""Every path that this process opened for writing."""
titles: set[str] = set()
"""The titles of all windows that were seen."""
said: list[str] = []


def _note_writing(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            written.add(str(Path(arguments[0]).absolute()))


def main(root: Path) -> int:
    """Live through a day with everything that can go wrong in it."""
    sys.addaudithook(_note_writing)
    _make_the_store(root)
    app = make_application()
    day = _Day(root)
    QTimer.singleShot(0, app, day.live)
    status = open_window(root / "store.iro", today=lambda: TODAY)
    _commands(root)
    for line in (*said, f"titles {sorted(titles)}", *(f"wrote {one}" for one in sorted(written))):
        print(line)
    return status or day.status


def _make_the_store(root: Path) -> None:
    floor = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
    workspace, _ = create_workspace(
        root / "store.iro", PASSPHRASE, officer_name=OFFICER, fte=1.0, argon=floor,
        today=lambda: TODAY,
    )  # fmt: skip
    child = Child(
        id="", reference=REFERENCES[0], initials=INITIALS, name=NAME, born_on=date(2010, 6, 15)
    )
    child_id = add_child(workspace, child, today=TODAY)
    with workspace.write("record contact") as write:
        write.put(Contact(id=new_id(), child_id=child_id, contact_on=TODAY, note=SAID))
    (root / "shared").mkdir()
    sharing.start(
        workspace, root / "shared", PASSPHRASE, now=sharing.utc_now(), name="One", argon=floor
    )
    workspace.close()


class _Day:
    """Somebody at the window, from unlocking to the end."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.status = 1

    def live(self) -> None:
        """Do everything once; a step that fails ends the day with what it was."""
        try:
            self._live()
            self.status = 0
        except BaseException as error:  # noqa: BLE001 - told without its message
            said.append(report_of(error))
        self._desktop().end()

    def _live(self) -> None:
        main = self._unlock()
        operations = main.operations
        child_id = next(iter(operations.session.snapshot.cases))
        self._look_around(main, child_id)
        self._import(main)
        self._go_wrong(main)
        operations.keep_draft("check:" + child_id, DRAFT)
        main.pages.show_child(child_id)
        main.do("council")
        QGuiApplication.clipboard().setText(f"{REFERENCES[0]} {SAID}")
        main.back_up_to(self._root / "backup.irobackup")
        self._settle(main)
        self._desktop().lock()
        self._until(lambda: self._desktop().main is None)
        said.append(f"clipboard {QGuiApplication.clipboard().text()!r}")
        said.append(f"core {_core_limit()}")
        main = self._unlock()
        found: list[int] = []
        main.operations.run(lambda w: len(kept_reports(w)), done=found.append)
        self._until(lambda: bool(found))
        said.append(f"reports {found[0]}")
        self._settle(main)
        main.close()

    # The steps

    def _unlock(self) -> MainWindow:
        desktop = self._desktop()
        self._until(
            lambda: isinstance(desktop.window, UnlockWindow) and not desktop.window.asking.is_busy
        )
        unlock = desktop.window
        assert isinstance(unlock, UnlockWindow)
        unlock.unlock(PASSPHRASE)
        self._until(lambda: desktop.main is not None and bool(desktop.main.charts.cards))
        main = desktop.main
        assert main is not None
        self._settle(main)
        return main

    def _look_around(self, main: MainWindow, child_id: str) -> None:
        for key in VIEWS:
            main.show_view(key)
            self._settle(main)
        main.pages.show_child(child_id)
        self._settle(main)
        for key in ("record_check", "record_review", "print_sheet", "palette", "view_log"):
            main.do(key, child_id)
            self._settle(main)
            for dialog in main.findChildren(QDialog):
                if dialog.isVisible():
                    self._type_into(dialog)
                    dialog.hide()
                    dialog.deleteLater()

    def _type_into(self, dialog: QDialog) -> None:
        for line in dialog.findChildren(QLineEdit)[:3]:
            line.setText(ASKED_FOR)

    def _import(self, main: MainWindow) -> None:
        files = self._root / "asked" / "return"
        files.mkdir(parents=True)
        header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
        (files / "header.csv").write_text(f"{header}{REFERENCES[1]},1,04/05/2008,WBRI,,,\n")
        (files / "broken.csv").write_text(f"{header}{REFERENCES[1]},9,{MESSAGE},{SAID},,,\n")
        (files / "none.csv").write_text(f"{MESSAGE}\n{REFERENCES[1]}\n")
        dialog = ImportDialog(main.operations, main)
        dialog.open()
        for name in ("none.csv", "broken.csv", "header.csv"):
            dialog.choose([files / name])
            self._until(lambda: not dialog.is_running)
            self._settle(main)
        dialog.hide()
        dialog.deleteLater()

    def _go_wrong(self, main: MainWindow) -> None:
        from PySide6.QtWidgets import QApplication

        quoted = f"{MESSAGE} {REFERENCES[0]} {SAID}"

        def fail(*_: object) -> None:
            raise ValueError(quoted)

        def refuse(*_: object) -> None:
            raise UserError(quoted)

        main.operations.run(fail)
        main.operations.run(refuse)
        main.operations.read(fail, done=fail)
        button = QPushButton(main)
        button.clicked.connect(fail)
        button.click()
        QTimer.singleShot(0, fail)
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        _Leaves(quoted)
        gc.collect()

        logging.getLogger("somebody").error("canarymessage %s", quoted)
        self._until(lambda: any(isinstance(one, CrashDialog) for one in self._windows()))
        self._settle(main)
        for one in QApplication.topLevelWidgets():
            if isinstance(one, CrashDialog):
                one.close()

    # Waiting

    def _desktop(self) -> Desktop:
        app = QApplication.instance()
        assert app is not None
        return app.findChildren(Desktop)[0]

    def _windows(self) -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if one.isVisible()]

    def _settle(self, main: MainWindow) -> None:
        QApplication.processEvents()
        self._until(lambda: main.operations.is_settled)
        titles.update(one.windowTitle() for one in self._windows())

    def _until(self, ready: Callable[[], bool]) -> None:
        until = monotonic() + _WAIT
        while not ready():
            if monotonic() > until:
                raise TimeoutError
            QApplication.processEvents()
            sleep(0.005)


class _Leaves:
    """Fails while it is freed, with words in its message."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __del__(self) -> None:
        raise ValueError(self._words)


def _commands(root: Path) -> None:
    """Run commands, those that write what holds no child and those that fail."""
    os.environ["IRO_DESKTOP_PASSPHRASE"] = PASSPHRASE
    given, asked = root / "given", root / "asked"
    given.mkdir()
    store = ("--store", str(root / "store.iro"))
    for kind, name in (("summary", "s.irosummary"), ("workbook", "w.xlsx"), ("report", "r.docx")):
        said.append(f"{kind} {command(['export', kind, *store, '--out', str(given / name)])}")
    sheet = ("--child", REFERENCES[0], "--out", str(asked / "c.pdf"))
    none = str(asked / "return" / "none.csv")
    said.extend(
        f"{arguments[0]} {command(arguments)}"
        for arguments in (
            ["check", *store],
            ["sync", *store],
            ["import", "ssda903", none, *store],
            ["export", "child-sheet", *store, *sheet],
        )
    )
    with (asked / "findings.txt").open("w") as answer, redirect_stdout(answer):
        broken = str(asked / "return" / "broken.csv")
        said.append(f"import {command(['import', 'ssda903', broken, *store, '--dry-run'])}")


def _core_limit() -> int:
    if sys.platform == "win32":
        return 0
    else:  # noqa: RET505 - the type checker follows a platform's branches, not its returns
        import resource

        return resource.getrlimit(resource.RLIMIT_CORE)[1]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
