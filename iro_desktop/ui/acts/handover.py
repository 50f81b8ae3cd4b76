"""Children who change hands: handing them over, and taking them over from another IRO."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iro_desktop.domain.words import counted
from iro_desktop.ui.acts.several import NO_CHILD

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow


class HandoverActs:
    """Opens the dialogs of a handover, and says what was done."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._operations = window.operations

    def hand_over(self) -> None:
        """Hand over the chosen children, then show the words of the file."""
        from iro_desktop.ui.dialogs.hand_over import HandOverDialog

        chosen = self._window.pages.chosen_children
        if not chosen:
            self._window.messages.show_error(NO_CHILD)
            return
        dialog = HandOverDialog(self._operations, chosen, self._window)
        dialog.recorded.connect(lambda written: self._show_words(*written))
        dialog.open()

    def _show_words(self, words: str, file: Path) -> None:
        from iro_desktop.ui.dialogs.hand_over import HandoverWordsDialog

        HandoverWordsDialog(words, file, self._window).open()

    def take_over(self) -> None:
        """Take over the children of a file."""
        from iro_desktop.ui.dialogs.take_over import TakeOverDialog

        dialog = TakeOverDialog(self._operations, self._window)
        dialog.taken_over.connect(self._say_taken)
        dialog.open()

    def _say_taken(self, number: int) -> None:
        children = counted(number, "child", "children")
        self._window.messages.show_notice(f"Taken over: {children}.")
