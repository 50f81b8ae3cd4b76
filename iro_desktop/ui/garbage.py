"""Python's search for garbage stays on the main thread while other threads work beside it.

Whichever thread makes the object that is one too many runs that search, and frees what it finds.
Some of that belongs to Qt, which allows its widgets, paths and connections to be deleted on the
main thread only: on another one the program ends without a word.
"""

from __future__ import annotations

import gc
from typing import ClassVar, Final

from PySide6.QtCore import QObject, QTimer

_EVERY: Final = 500  # milliseconds


class MainThreadGarbage(QObject):
    """From its making until ``stop`` garbage is looked for on the main thread alone, by a timer.

    Everything that starts a thread beside the window has one of its own for as long as that thread
    lives. While there is any, the search that Python would run by itself is off.
    """

    alive: ClassVar[int] = 0
    was_on: ClassVar[bool] = True

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        kind = MainThreadGarbage
        if kind.alive == 0:
            kind.was_on = gc.isenabled()
            gc.disable()
        kind.alive += 1
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(look_for_garbage)
        self._timer.start()

    def stop(self) -> None:
        """End this: the thread has ended."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        kind = MainThreadGarbage
        kind.alive -= 1
        if kind.alive == 0:
            gc.unfreeze()
            if kind.was_on:
                gc.enable()


def leave_out_what_is_there() -> None:
    """Look from now on only through what is made later, until nothing runs beside the window.

    The records of a store are hundreds of thousands of objects that no search could free: going
    through all of them would hold the window up for a third of a second, again and again. What is
    no longer referred to goes at once all the same, and at the end the search has everything again.
    """
    gc.freeze()


def look_through_everything() -> None:
    """Free what is left of a store that was closed, with what was left out of the search.

    Its records, and the key that its file is read with, stand in circles of references: until a
    search finds them they stay in memory, behind a window that says it is locked.
    """
    gc.unfreeze()
    gc.collect()


def look_for_garbage() -> None:
    """Free what Python's own thresholds say is worth a search, the oldest generation that is."""
    due = [
        generation
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > most
    ]
    if due:
        gc.collect(max(due))
