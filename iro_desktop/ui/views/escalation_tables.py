"""Challenges as tables: open ones by what they wait for, closed ones by what changed; stages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from iro_desktop.domain.words import short_date
from iro_desktop.services.escalation_cards import EscalationCard
from iro_desktop.services.escalation_summary import StageSummary
from iro_desktop.ui.board.meter import meter_status
from iro_desktop.ui.escalation_acts import EscalationActs
from iro_desktop.ui.standing import mark_of
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status

OUTCOME_MARKS: Final = {
    "achieved": Status.FINE,
    "part": Status.DUE_SOON,
    "no": Status.OVERDUE,
    "overtaken": Status.NOT_YET,
}
"""Outcome -> its mark; the words say which it is."""


def open_columns() -> tuple[Column[EscalationCard], ...]:
    """Return the columns of what is open."""
    made: tuple[Column[EscalationCard], ...] = (
        Column(
            "The right outcome",
            text=lambda card: card.right_outcome or "Not said yet",
            detail=lambda card: card.needed,
            tool_tip=lambda card: card.right_outcome,
            stretch=4,
        ),
        _child(),
        Column(
            "Stage",
            text=lambda card: card.stage_short,
            detail=lambda card: card.to_whom,
            sort_key=lambda card: (card.is_formal, card.stage_name),
        ),
        Column(
            "Waits for",
            text=lambda card: card.status_words,
            detail=lambda card: card.status_detail,
            sort_key=lambda card: card.reply_due_on if card.waits_for == "reply" else card.by_on,
            mark=lambda card: mark_of(card.status),
            stretch=2,
        ),
        Column(
            "Working days",
            text=_meter_words,
            detail=lambda card: f"to {short_date(card.meter.due_on)}" if card.meter else "",
            sort_key=lambda card: card.meter.day if card.meter else None,
            mark=_meter_mark,
        ),
    )
    return made


def closed_columns() -> tuple[Column[EscalationCard], ...]:
    """Return the columns of what is closed."""
    made: tuple[Column[EscalationCard], ...] = (
        Column(
            "The right outcome",
            text=lambda card: card.right_outcome or "Not said",
            detail=lambda card: card.theme,
            tool_tip=lambda card: card.right_outcome,
            stretch=3,
        ),
        _child(),
        Column(
            "Outcome",
            text=lambda card: card.status_words,
            detail=lambda card: card.status_detail,
            sort_key=lambda card: card.closed_on,
            mark=lambda card: OUTCOME_MARKS.get(card.outcome, Status.NOT_YET),
            # The mark of lateness only lends its shape here: nothing about it is overdue.
            accessible=lambda card: f"Outcome, {card.status_words}, {card.status_detail}",
            stretch=0,
        ),
        Column(
            "What changed for the child",
            text=lambda card: card.changed_for_child,
            tool_tip=lambda card: card.changed_for_child,
            stretch=4,
        ),
    )
    return made


def praise_columns() -> tuple[Column[EscalationCard], ...]:
    """Return the columns of notes of good practice."""
    made: tuple[Column[EscalationCard], ...] = (
        Column(
            "What was done well",
            text=lambda card: card.evidence,
            detail=lambda card: card.by_whom,
            tool_tip=lambda card: card.evidence,
            stretch=4,
        ),
        _child(),
        Column(
            "Noted",
            text=lambda card: short_date(card.opened_on) if card.opened_on else "",
            detail=lambda card: f"passed on {short_date(card.passed_on)}" if card.passed_on else "",
            sort_key=lambda card: card.opened_on,
            stretch=0,
        ),
        Column(
            "What it means for the child",
            text=lambda card: card.changed_for_child,
            tool_tip=lambda card: card.changed_for_child,
            stretch=4,
        ),
    )
    return made


def stage_columns() -> tuple[Column[StageSummary], ...]:
    """Return the columns of the stages: what is open, and what was closed in the last 12 months."""
    made: tuple[Column[StageSummary], ...] = (
        Column(
            "Stage",
            text=lambda line: line.name,
            detail=lambda line: line.role,
            stretch=3,
        ),
        Column(
            "Open now",
            text=lambda line: str(line.open),
            detail=_open_detail,
            sort_key=lambda line: line.open,
            stretch=2,
        ),
        Column(
            "Replies late",
            text=lambda line: str(line.late),
            sort_key=lambda line: line.late,
            mark=lambda line: Status.OVERDUE if line.late else None,
            stretch=0,
        ),
        Column(
            "Closed in 12 months",
            text=lambda line: str(line.closed),
            detail=lambda line: f"median {line.median}" if line.median else "",
            sort_key=lambda line: line.closed,
            stretch=2,
        ),
        Column(
            "Opened again",
            text=lambda line: str(line.reopened),
            sort_key=lambda line: line.reopened,
            stretch=0,
        ),
    )
    return made


def _open_detail(line: StageSummary) -> str:
    longest = f"longest {line.longest}" if line.longest else ""
    return ", ".join(part for part in (line.children_named, longest) if part)


def _child() -> Column[EscalationCard]:
    return Column(
        "Child",
        text=lambda card: card.reference,
        strong=lambda card: card.initials,
        detail=lambda card: f"and {len(card.others)} more" if card.others else "",
        tool_tip=lambda card: ", ".join(card.others),
    )


def _meter_words(card: EscalationCard) -> str:
    # The column's heading says which days they are.
    words = card.meter.words.replace("working ", "") if card.meter else ""
    return words[:1].upper() + words[1:]


def _meter_mark(card: EscalationCard) -> Status | None:
    if card.meter is None:
        return None
    status = meter_status(card.meter)
    return None if status is Status.FINE else status


def haystack(card: EscalationCard) -> str:
    """Return what the filter looks through."""
    parts = (
        card.reference,
        card.initials,
        *card.others,
        card.right_outcome,
        card.needed,
        card.theme,
        *card.other_themes,
        card.stage_name,
        card.to_whom,
        card.status_words,
        card.changed_for_child,
        card.evidence,
        card.by_whom,
    )
    return "\n".join(parts)


class CardTable(TableView):
    """A table of cards, with the same acts in its menu and on the same keys as the board."""

    move_asked = Signal(str)
    """Ctrl+Right on a card: its id."""

    def __init__(
        self, model: TableModel[EscalationCard], acts: EscalationActs, name: str, parent: QWidget
    ) -> None:
        super().__init__(model, name=name, parent=parent)
        self._acts = acts

    def menu(self) -> QMenu:
        """Return the table's menu with the acts on the card before what any table can do."""
        menu = super().menu()
        card = self.current_row()
        if isinstance(card, EscalationCard):
            first = menu.actions()[0]
            self._acts.add_to(menu, card, before=first)
            menu.insertSeparator(first)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on with Ctrl+Right, as on the board."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        card = self.current_row()
        if control and event.key() == Qt.Key.Key_Right and isinstance(card, EscalationCard):
            self.move_asked.emit(card.escalation_id)
            return
        super().keyPressEvent(event)
