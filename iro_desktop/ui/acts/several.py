"""What can be done for several children at once: those that are chosen in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from iro_desktop.domain.words import counted

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

NO_CHILD: Final = "Choose a child first: a row of the list, or a child’s page."


class SeveralActs:
    """Opens the dialogs about the chosen children, and says how many it was done for."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._operations = window.operations

    def contact(self) -> None:
        """Record one contact for each of them."""
        from iro_desktop.ui.dialogs.several import ContactsDialog

        if chosen := self._chosen_children():
            dialog = ContactsDialog(self._operations, chosen, self._window)
            dialog.recorded.connect(lambda ids: self._say_done("Recorded", len(ids)))
            dialog.open()

    def allocate(self) -> None:
        """Allocate them to an IRO."""
        from iro_desktop.ui.dialogs.several import AllocateDialog

        if chosen := self._chosen_children():
            dialog = AllocateDialog(self._operations, chosen, self._window)
            dialog.recorded.connect(lambda number: self._say_done("Allocated", number))
            dialog.open()

    def enter(self) -> None:
        """Show which of their records are not yet in the council's system."""
        from iro_desktop.ui.dialogs.council import CouncilDialog

        if chosen := self._chosen_children():
            CouncilDialog(self._operations, parent=self._window, only=chosen).open()

    def _chosen_children(self) -> tuple[str, ...]:
        chosen = self._window.pages.chosen_children
        if not chosen:
            self._window.messages.show_error(NO_CHILD)
        return chosen

    def _say_done(self, what: str, number: int) -> None:
        if number:
            children = counted(number, "child", "children")
            sentence = f"{what}: {children}, in one act. Undo: Ctrl+Z"
            self._window.messages.show_notice(sentence, "Undo")
        else:
            self._window.messages.show_notice("Nothing was to be changed.")
