"""The end of an open store: what is running ends, what is not sent yet is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from iro_desktop.ui.operations import Operations


def finish(
    operations: Operations,
    done: Callable[[], None],
    *,
    offer: Callable[[], None],
    sends: Callable[[], None],
) -> None:
    """Let what is running end, send what is not sent yet, then call ``done``.

    ``sends`` is called when the sending begins and ``offer`` when it takes long; ``done`` may be
    called before by whoever does not want to wait.
    """

    def go_on(busy: bool) -> None:
        if busy or operations.is_closed:
            return
        if operations.sharing.is_on:
            sends()
            QTimer.singleShot(operations.sharing.paces.patience, operations, late)
        operations.sharing.finish(done)

    def late() -> None:
        if not operations.is_closed:
            offer()

    if operations.is_busy:
        operations.busy_changed.connect(go_on)
    else:
        go_on(busy=False)
