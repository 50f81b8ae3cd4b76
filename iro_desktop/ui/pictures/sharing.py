"""The shared copy as it stands, its small dialogs, and the banner of a folder that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtWidgets import QDialog

from iro_desktop.services.sharing import utc_now
from iro_desktop.services.sharing_status import Status, computer
from iro_desktop.services.sharing_words import computer_rows
from iro_desktop.ui.dialogs import sharing_asks
from iro_desktop.ui.dialogs.shared_copy import SharedCopyDialog
from iro_desktop.ui.dialogs.start_sharing import MoveSharedCopyDialog, StartSharingDialog
from iro_desktop.ui.pictures.camera import Camera
from iro_desktop.ui.sharing import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from iro_desktop.ui.main_window import MainWindow

_PLACE: Final = cast("Path", PureWindowsPath(r"C:\Users\Me\OneDrive\IRO Desktop.irosync"))
_GONE: Final = (
    "The folder of the shared copy is not there: put the stick in, or connect the drive or cloud "
    "folder, and it is sent then; everything is saved on this computer."
)
_DAMAGED: Final = (
    "The shared copy is damaged or still downloading, so nothing was sent: wait until it is "
    "complete; if that does not help, choose “Write it anew” under Shared copy. Everything is "
    "saved on this computer."
)


def draw_sharing(camera: Camera, window: MainWindow) -> None:
    """Draw each dialog about the shared copy over the main window, then the banner."""
    for name, dialog in _dialogs(window):
        dialog.open()
        camera.wait_for(window)
        camera.take_and_close(f"dialog-{name}", dialog)
    state = window.shared
    state.show_status(_status())
    state.show_trouble(Trouble(_GONE))
    camera.take("shared-copy-gone", window)
    state.show_trouble(Trouble(_DAMAGED, "anew"))
    camera.take("shared-copy-damaged", window)
    state.show_trouble(None)
    state.show_status(None)


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    operations = window.operations
    status = _status()
    row = computer_rows(status, utc_now())[1]
    shared = SharedCopyDialog(operations, window)
    shared.show_status(status)
    yield "shared-copy-shared", shared
    damaged = SharedCopyDialog(operations, window)
    damaged.show_status(_status(problem=_DAMAGED, asks="anew", waiting=12))
    yield "shared-copy-damaged", damaged
    start = StartSharingDialog(operations, window)
    start.name.line.setText("Work laptop")
    yield "start-sharing", start
    join = StartSharingDialog(operations, window)
    join.name.line.setText("Work laptop")
    join.place.field.line.setText(str(_PLACE))
    join.show_joining(joins=True)
    yield "start-sharing-join", join
    yield "shared-copy-move", MoveSharedCopyDialog(operations, _PLACE, window)
    yield "shared-copy-remove", sharing_asks.RemoveComputerDialog(operations, row, window)
    yield "shared-copy-rename", sharing_asks.RenameComputerDialog(operations, row, window)
    yield "shared-copy-change", sharing_asks.ChangePassphraseDialog(operations, window)
    yield "shared-copy-enter", sharing_asks.EnterPassphraseDialog(operations, window)
    yield "shared-copy-anew", sharing_asks.WriteAnewDialog(operations, window)
    yield "shared-copy-stop", sharing_asks.StopSharingDialog(operations, window)


def _status(*, problem: str = "", asks: str = "", waiting: int = 0) -> Status:
    """Return a caseload that is shared by two computers; there was a third."""
    now = utc_now()
    return Status(
        path=_PLACE,
        safe_at=now.replace(hour=12, minute=2),
        computers=(
            computer("1", "Work laptop", now, is_this_one=True),
            computer("2", "Desk at home", now - timedelta(days=3)),
            computer("3", "Old tablet", now - timedelta(days=90), removed_on=date(2020, 1, 6)),
        ),
        problem=problem,
        asks=asks,
        waiting=waiting,
    )
