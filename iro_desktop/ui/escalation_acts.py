"""What can be done about a challenge, wherever it is shown: the acts, and their menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from iro_desktop.domain.records import Escalation
from iro_desktop.services.escalation_cards import EscalationCard
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do about a challenge: its key, its words with a mnemonic, itself, its keys."""

    key: str
    text: str
    do: Callable[[], object]
    keys: str = ""


class EscalationActs(QObject):
    """Opens the dialogs about a challenge; `page` is the view or dialog that asks."""

    child_asked = Signal(str)
    """The page of a child is to be shown."""

    def __init__(self, operations: Operations, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._page = page

    def open(self, escalation_id: str) -> QDialog | None:
        """Open a challenge with its history, or a note of good practice."""
        if self._is_praise(escalation_id):
            return self.wording(escalation_id)
        from iro_desktop.ui.dialogs.escalation import open_escalation

        dialog = open_escalation(self._operations, escalation_id, parent=self._page)
        if dialog is not None:
            dialog.child_asked.connect(self.child_asked)
        return dialog

    def _is_praise(self, escalation_id: str) -> bool:
        found = self._operations.session.snapshot.find(Escalation, escalation_id)
        return found is not None and bool(found.good_practice)

    def reply(self, escalation_id: str, step_id: str = "") -> QDialog | None:
        """Record the reply to the current stage, or to the one whose step is named."""
        from iro_desktop.ui.dialogs.escalation_acts import open_reply

        return open_reply(self._operations, escalation_id, parent=self._page, step_id=step_id)

    def move(self, escalation_id: str, stage: str = "") -> QDialog | None:
        """Move on to a stage, or to the next one."""
        from iro_desktop.ui.dialogs.stage import open_stage

        return open_stage(self._operations, escalation_id, parent=self._page, stage=stage)

    def outcome(self, escalation_id: str) -> QDialog | None:
        """Record the outcome and close."""
        from iro_desktop.ui.dialogs.escalation_acts import open_outcome

        return open_outcome(self._operations, escalation_id, parent=self._page)

    def cafcass(self, escalation_id: str) -> QDialog | None:
        """Record Cafcass beside the stages."""
        from iro_desktop.ui.dialogs.escalation_acts import open_cafcass

        return open_cafcass(self._operations, escalation_id, parent=self._page)

    def partnership(self, escalation_id: str) -> QDialog | None:
        """Record the safeguarding partnership beside the stages."""
        from iro_desktop.ui.dialogs.escalation_acts import open_partnership

        return open_partnership(self._operations, escalation_id, parent=self._page)

    def wording(self, escalation_id: str) -> QDialog | None:
        """Put what a challenge or a note of good practice says better."""
        if self._is_praise(escalation_id):
            from iro_desktop.ui.dialogs.good_practice import open_good_practice

            return open_good_practice(
                self._operations, "", parent=self._page, escalation_id=escalation_id
            )
        from iro_desktop.ui.dialogs.challenge import open_wording

        return open_wording(self._operations, escalation_id, parent=self._page)

    def letter(self, escalation_id: str) -> None:
        """Print a challenge as a letter to who is to answer it."""
        self._operations.print_asked.emit("letter", escalation_id)

    def again(self, escalation_id: str) -> QDialog | None:
        """Open a closed challenge again."""
        from iro_desktop.ui.dialogs.escalation_acts import open_again

        return open_again(self._operations, escalation_id, parent=self._page)

    def delete(self, escalation_id: str) -> None:
        """Delete a challenge with its stages; undo brings it back."""
        from iro_desktop.services.escalation_ends import delete_challenge

        self._operations.run(lambda workspace: delete_challenge(workspace, escalation_id))

    def acts(self, card: EscalationCard) -> tuple[Act, ...]:
        """Return what may be done now, first what the challenge waits for."""
        it = card.escalation_id
        session = self._operations.session
        label = session.practice.on(session.today).resolution_label
        found: list[Act] = []
        if card.is_open:
            found.append(Act("reply", "Record &reply…", lambda: self.reply(it)))
            if card.may_move:
                move = f"Make it a &{label}…" if card.state == "informal" else "&Move on…"
                found.append(Act("next stage", move, lambda: self.move(it), "Ctrl+Right"))
            found.append(Act("outcome", "&Outcome, and close…", lambda: self.outcome(it)))
            if card.may_consult:
                found.append(Act("cafcass", "C&afcass…", lambda: self.cafcass(it)))
            if card.may_ask_partnership:
                words = "S&afeguarding partnership…"
                found.append(Act("partnership", words, lambda: self.partnership(it)))
            found.sort(key=lambda act: act.key != card.waits_for)
        elif card.state == "closed":
            found.append(Act("again", "Open &again…", lambda: self.again(it)))
        if card.state != "praise":
            found.append(Act("letter", "Le&tter…", lambda: self.letter(it)))
        found += [
            Act("wording", "&Edit what it says…", lambda: self.wording(it)),
            Act("child", "Chil&d’s page", lambda: self.child_asked.emit(card.child_id)),
            Act("delete", "De&lete", lambda: self.delete(it)),
        ]
        return tuple(found)

    def add_to(self, menu: QMenu, card: EscalationCard, before: QAction | None = None) -> None:
        """Put the acts into a menu, at its end or before one of its entries."""
        for act in self.acts(card):
            # The keys are said, not set: they belong to the card, which has the keyboard.
            action = QAction(f"{translated(act.text)}\t{act.keys}".rstrip(), menu)
            action.triggered.connect(lambda _checked=False, act=act: act.do())
            if before is None:
                menu.addAction(action)
            else:
                menu.insertAction(before, action)

    def pop_up(self, card: EscalationCard, place: QPoint) -> QMenu:
        """Show the menu of a card at a place of the screen."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translated("O&pen")).triggered.connect(lambda: self.open(card.escalation_id))
        menu.addSeparator()
        self.add_to(menu, card)
        menu.popup(place)
        return menu
