"""The board: informal and formal apart, a column a stage, arrow keys from card to card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iro_desktop.services.escalation_board import EscalationBoard, StageColumn
from iro_desktop.services.escalation_cards import EscalationCard
from iro_desktop.ui import theme
from iro_desktop.ui.board.card import CardButton
from iro_desktop.ui.board.column import ColumnWidget
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.words import translated

_BETWEEN_GROUPS: Final = 5  # steps of the grid
_BETWEEN_COLUMNS: Final = 2


class BoardWidget(QScrollArea):
    """Cards under their stages.

    Tab comes to the chosen card, arrow keys go to others, Enter opens, Ctrl+Right or a drag moves
    on, the menu key offers everything.
    """

    card_opened = Signal(str)
    card_chosen = Signal(str)
    move_asked = Signal(str, str)
    """A challenge's id, and the key of the stage that it is to go to; "" is the next one."""
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(translated("Board of stages"))
        self._page = QWidget()
        self._page.setProperty("plain", True)
        self._row = QHBoxLayout(self._page)
        self._row.setContentsMargins(0, theme.space(1), 0, theme.space(2))
        self._row.setSpacing(theme.space(_BETWEEN_GROUPS))
        self.setWidget(self._page)
        self._groups: dict[bool, _Group] = {}
        self._columns: list[ColumnWidget] = []
        self._chosen = ""

    # What it shows

    def show_board(self, board: EscalationBoard, cards: Sequence[EscalationCard]) -> None:
        """Show those of the board's cards that are among `cards`, under their stages."""
        shown = {card.escalation_id for card in cards}
        had_focus = self._focused() is not None
        keys = [(column.key, column.formal) for column in board.columns]
        if keys != [(column.key, column.formal) for column in self._of_columns()]:
            self._rebuild(board)
        self._label(board)
        for widget, column in zip(self._columns, board.columns, strict=True):
            self._fill(widget, column, [c for c in column.cards if c.escalation_id in shown])
        self._keep_choice(had_focus=had_focus)
        self._share_width()

    def _rebuild(self, board: EscalationBoard) -> None:
        for group in self._groups.values():
            self._row.removeWidget(group)
            group.hide()
            group.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        self._groups, self._columns = {}, []
        for column in board.columns:
            if column.formal not in self._groups:
                group = self._groups[column.formal] = _Group()
                self._row.addWidget(group)
            label = board.resolution_label if column.formal else board.challenge_label
            widget = ColumnWidget(column, label)
            widget.dropped.connect(self.move_asked)
            self._groups[column.formal].add(widget, column)
            self._columns.append(widget)
        self._row.addStretch()

    def _of_columns(self) -> list[StageColumn]:
        return [
            group.column_of(widget) for group in self._groups.values() for widget in group.widgets
        ]

    def _label(self, board: EscalationBoard) -> None:
        for formal, group in self._groups.items():
            number = board.count("formal" if formal else "informal")
            label = board.resolution_label if formal else board.challenge_label
            note = "formal" if formal else "informal"
            group.header.set_text(label, f"{note}, {number} open")
        for widget, column in zip(self._columns, board.columns, strict=True):
            label = board.resolution_label if column.formal else board.challenge_label
            widget.show_column(column, label)

    def _fill(
        self, widget: ColumnWidget, column: StageColumn, cards: Sequence[EscalationCard]
    ) -> None:
        del column
        for button in widget.set_cards(cards):
            button.opened.connect(self.card_opened)
            button.focused.connect(self._on_focused)
            button.arrow_pressed.connect(lambda key, button=button: self._on_arrow(button, key))
            button.move_asked.connect(lambda escalation_id: self.move_asked.emit(escalation_id, ""))
            button.menu_asked.connect(self.menu_asked)

    # Which card is chosen

    def chosen(self) -> EscalationCard | None:
        """Return the card that has, or last had, the keyboard, or None."""
        button = self._button(self._chosen)
        return button.card if button else None

    def choose(self, escalation_id: str) -> bool:
        """Choose a card; return whether it is shown."""
        if self._button(escalation_id) is None:
            return False
        self._set_chosen(escalation_id)
        return True

    def take_keyboard(self) -> None:
        """Give the chosen card the keyboard."""
        button = self._button(self._chosen)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self) -> list[CardButton]:
        return [button for column in self._columns for button in column.cards]

    def _button(self, escalation_id: str) -> CardButton | None:
        found = (b for b in self._buttons() if b.card.escalation_id == escalation_id)
        return next(found, None)

    def _focused(self) -> CardButton | None:
        """Return the card that has the keyboard, or will have it once a dialog over it closes."""
        focus = self.window().focusWidget()
        return next((button for button in self._buttons() if button is focus), None)

    def _keep_choice(self, *, had_focus: bool) -> None:
        buttons = self._buttons()
        if not buttons:
            self._set_chosen("")
            return
        if self._button(self._chosen) is None:
            self._set_chosen(buttons[0].card.escalation_id)
        else:
            self._set_chosen(self._chosen)
        if had_focus:
            self.take_keyboard()

    def _set_chosen(self, escalation_id: str) -> None:
        self._chosen = escalation_id
        for button in self._buttons():
            is_it = button.card.escalation_id == escalation_id
            # One stop for Tab: the chosen card.
            policy = Qt.FocusPolicy.StrongFocus if is_it else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.card_chosen.emit(escalation_id)

    def _on_focused(self, escalation_id: str) -> None:
        self._set_chosen(escalation_id)
        button = self._button(escalation_id)
        if button is not None:
            self.ensureWidgetVisible(button, theme.space(4), theme.space(4))

    def _on_arrow(self, button: CardButton, key: int) -> None:
        columns = [column.cards for column in self._columns if column.cards]
        at = next(number for number, cards in enumerate(columns) if button in cards)
        row = columns[at].index(button)
        match Qt.Key(key):
            case Qt.Key.Key_Up:
                row -= 1
            case Qt.Key.Key_Down:
                row += 1
            case Qt.Key.Key_Home:
                row = 0
            case Qt.Key.Key_End:
                row = len(columns[at]) - 1
            case Qt.Key.Key_Left:
                at -= 1
            case _:
                at += 1
        if 0 <= at < len(columns) and row >= 0:
            cards = columns[at]
            cards[min(row, len(cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    # Widths

    def _share_width(self) -> None:
        """Give columns with cards the width that empty ones leave, within what reads well."""
        filled = [column for column in self._columns if column.cards]
        gaps = _gap(self._columns, self._groups)
        spare = self.viewport().width() - gaps
        spare -= sum(c.wanted_width()[0] for c in self._columns if not c.cards)
        for column in self._columns:
            least, most = column.wanted_width()
            width = max(least, min(most, spare // max(1, len(filled)))) if column.cards else least
            column.setFixedWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def event(self, event: QEvent) -> bool:
        """Share the width anew at another text size."""
        done = super().event(event)
        if event.type() is QEvent.Type.ApplicationFontChange:
            self._share_width()
        return done

    def minimumSizeHint(self) -> QSize:
        """Return a size at which one card is seen: the rest scrolls."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, theme.space(40))


class _Group(QWidget):
    """The columns of the informal or of the formal stages, under their name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = SectionHeader("")
        self.widgets: list[ColumnWidget] = []
        self._stages: dict[ColumnWidget, StageColumn] = {}
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.space(2))
        body.addWidget(self.header)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.space(_BETWEEN_COLUMNS))
        body.addLayout(self._row, 1)

    def add(self, widget: ColumnWidget, column: StageColumn) -> None:
        """Add a column at the right."""
        self.widgets.append(widget)
        self._stages[widget] = column
        self._row.addWidget(widget)

    def column_of(self, widget: ColumnWidget) -> StageColumn:
        """Return the stage that a widget was made for."""
        return self._stages[widget]


def _gap(columns: Sequence[ColumnWidget], groups: dict[bool, _Group]) -> int:
    """Return the width that stands between columns, in pixels."""
    inner = max(0, len(columns) - len(groups)) * theme.space(_BETWEEN_COLUMNS)
    return (
        inner
        + max(0, len(groups) - 1) * theme.space(_BETWEEN_GROUPS)
        + theme.space(_BETWEEN_GROUPS)
    )
