"""Challenges and resolutions: a board of stages, tables of cards and stages, what is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iro_desktop.domain.words import folded
from iro_desktop.services.escalation_board import EscalationBoard, escalation_board
from iro_desktop.services.escalation_cards import KINDS, EscalationCard, is_late
from iro_desktop.services.escalation_summary import StageSummary
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.board.board import BoardWidget
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.chips import Chip, FilterChips
from iro_desktop.ui.escalation_acts import EscalationActs
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tool_row import ToolRow
from iro_desktop.ui.view import View
from iro_desktop.ui.views.escalation_charts import EscalationChartsPage
from iro_desktop.ui.views.escalation_empty import why_empty
from iro_desktop.ui.views.escalation_tables import (
    CardTable,
    closed_columns,
    haystack,
    open_columns,
    praise_columns,
    stage_columns,
)
from iro_desktop.ui.way_switch import WaySwitch

_AT_ONCE: Final = 300  # children whose challenges are read within the blink of an eye
_WAIT_BEFORE_SAYING: Final = 600  # ms without a key
_OPEN: Final = ("open", "informal", "formal", "late")
_BOARD, _TABLE, _STAGES, _CHARTS = "board", "table", "stages", "charts"
_WAY_FROM: Final = 70  # letters of width, from which the ways stand beside the header
_DAYS: Final = 4
_DAYS_FROM: Final = 112  # letters of width, from which the table shows its last column


@dataclass(frozen=True, slots=True)
class _Pages:
    """Which page of the stack shows what."""

    board: int = 0
    table: int = 1
    closed: int = 2
    praise: int = 3
    stages: int = 4
    charts: int = 5
    empty: int = 6


_PAGES: Final = _Pages()


def _board(session: Session) -> EscalationBoard:
    officer_id = "" if session.whole_service else session.officer_id
    return escalation_board(session.snapshot, session.practice, officer_id, session.today)


class EscalationsView(View):
    """Enter opens a card, the menu key offers its acts; board and table show the same cards."""

    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._found = EscalationBoard()
        self.acts = EscalationActs(operations, self)
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader("Reading the challenges")
        self._filter = FilterLine(
            "Filter: child, theme, words of the outcome (Ctrl+F)", "Filter the challenges", self
        )
        self._reply = Button("Record &reply", Kind.PRIMARY)
        self._move = Button("&Move on")
        self._outcome = Button("&Outcome")
        self._praise = Button("&Note good practice…", tip="For the same child (Ctrl+Shift+Y)")
        self._chips = FilterChips(name="Challenges")
        self._way = WaySwitch(
            ((_BOARD, "Board"), (_TABLE, "Table"), (_STAGES, "Stages"), (_CHARTS, "Charts")),
            name="Shown as",
        )
        policy = self._way.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._way.setSizePolicy(policy)
        self.board = BoardWidget()
        self._open_model, self._open_table = self._table(open_columns(), "Open challenges")
        self._closed_model, self._closed_table = self._table(closed_columns(), "Closed challenges")
        self._praise_model, self._praise_table = self._table(
            praise_columns(), "Notes of good practice"
        )
        self._stage_model: TableModel[StageSummary] = TableModel(
            stage_columns(), key=lambda line: line.key, parent=self
        )
        self._stage_table = TableView(self._stage_model, name="Challenges by stage", parent=self)
        self.charts = EscalationChartsPage(self.operations)
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_WAIT_BEFORE_SAYING)

    def _table(
        self, columns: tuple[Column[EscalationCard], ...], name: str
    ) -> tuple[TableModel[EscalationCard], TableView]:
        model: TableModel[EscalationCard] = TableModel(
            columns,
            key=lambda card: card.escalation_id,
            section=self._section,
            haystack=haystack,
            parent=self,
        )
        table = CardTable(model, self.acts, name, self)
        table.move_asked.connect(self.acts.move)
        return model, table

    def _section(self, card: EscalationCard) -> str:
        return {
            "informal": self._found.challenge_label,
            "formal": self._found.resolution_label,
            "closed": "Closed",
            "praise": "Noted",
        }[card.state]

    def _lay_out(self) -> None:
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(theme.space(3))
        head.addWidget(self._header, 1)
        head.addWidget(self._way, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        tables = self._open_table, self._closed_table, self._praise_table
        for page in (self.board, *tables, self._stage_table, self.charts, self._empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        side = theme.space(5)
        column.setContentsMargins(side, theme.space(4), side, theme.space(3))
        column.setSpacing(theme.space(3))
        column.addLayout(head)
        column.addWidget(
            ToolRow(self._filter, self._reply, self._move, self._outcome, self._praise)
        )
        column.addWidget(self._chips)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._on_text_changed)
        self._filter.go_down.connect(self.take_keyboard)
        self._filter.returnPressed.connect(self.take_keyboard)
        self._chips.chip_chosen.connect(self._on_chosen)
        self._way.way_chosen.connect(self._on_chosen)
        self.board.card_opened.connect(self.acts.open)
        self.board.move_asked.connect(self.acts.move)
        self.board.menu_asked.connect(self._on_menu_asked)
        self.board.card_chosen.connect(self._show_buttons)
        for table in (self._open_table, self._closed_table, self._praise_table):
            table.opened.connect(lambda card: self.acts.open(card.escalation_id))
            table.current_row_changed.connect(self._show_buttons)
        self._stage_table.opened.connect(self._on_stage_opened)
        self._reply.clicked.connect(lambda: self._act(self.acts.reply))
        self._move.clicked.connect(lambda: self._act(self.acts.move))
        self._outcome.clicked.connect(lambda: self._act(self.acts.outcome))
        self._praise.clicked.connect(
            lambda: self.action_asked.emit("good_practice", self.current_child())
        )
        self.charts.behind_asked.connect(self.behind_asked)
        self.charts.challenge_asked.connect(self.acts.open)
        self.charts.exported.connect(lambda said: self.noticed.emit(said, ""))
        self._empty.acted.connect(self._on_empty_acted)
        self._saying.timeout.connect(self._say_shown)
        self.acts.child_asked.connect(self.child_opened)
        self._show_buttons()

    # What it shows

    def show_workspace(self, session: Session) -> None:
        """Show the challenges of ``session``; those of many children are read elsewhere."""
        if len(session.snapshot.cases) <= _AT_ONCE:
            self._show_board(_board(session))
        else:
            self.operations.read(_board, done=self._show_board, replaces=id(self), owner=self)

    def headline(self) -> str:
        """Return what is most pressing: "Two replies are overdue"."""
        return self._found.headline

    def _show_board(self, found: EscalationBoard) -> None:
        before, self._found = self._found, found
        self._header.set_text(found.headline, found.context)
        self._chips.set_chips(self._filters())
        self._open_model.set_rows(sorted(self._of("open"), key=lambda c: c.state != "formal"))
        self._closed_model.set_rows(self._of("closed"))
        self._praise_model.set_rows(self._of("praise"))
        self._stage_model.set_rows(found.stages)
        self.charts.renew(seen=False)
        self._show_chosen()
        if (before.headline, before.open_count) != (found.headline, found.open_count):
            self.headline_changed.emit()

    def _filters(self) -> list[Chip]:
        found = self._found
        return [
            Chip("open", "Open", found.open_count),
            Chip("informal", found.challenge_label, found.count("informal")),
            Chip("formal", found.resolution_label, found.count("formal")),
            Chip("late", "Late", found.overdue_count),
            Chip("closed", "Closed", found.count("closed")),
            Chip("praise", "Good practice", found.count("praise")),
        ]

    def _of(self, key: str) -> list[EscalationCard]:
        """Return the cards that a chip lets through."""
        return [card for card in self._found.cards if _passes(card, key)]

    def _shown(self) -> list[EscalationCard]:
        """Return the cards that chip and filter let through."""
        words = folded(self._filter.words()).split()
        cards = self._of(self._chips.chosen())
        return [c for c in cards if all(word in folded(haystack(c)) for word in words)]

    def _show_chosen(self) -> None:
        """Show the chosen cards on the page that they belong to."""
        key = self._chips.chosen()
        shown = self._shown()
        self._open_model.set_filter(lambda card: _passes(card, key))
        self._stage_model.set_filter(
            lambda line: key not in ("informal", "formal") or line.formal == (key == "formal")
        )
        self.board.show_board(self._found, [card for card in shown if card.is_open])
        self._way.setVisible(key in _OPEN)
        self._filter.setEnabled(self._way.chosen() != _CHARTS or key not in _OPEN)
        way = self._way.chosen() if key in _OPEN and self._found.cards else ""
        if way in (_STAGES, _CHARTS):
            self._stack.setCurrentIndex(_PAGES.stages if way == _STAGES else _PAGES.charts)
            if way == _CHARTS:
                self.charts.be_seen()
        elif not shown:
            self._empty.set_text(*self._why_empty())
            self._stack.setCurrentIndex(_PAGES.empty)
        elif key not in _OPEN:
            self._stack.setCurrentIndex(_PAGES.praise if key == "praise" else _PAGES.closed)
        else:
            self._stack.setCurrentIndex(_PAGES.board if way == _BOARD else _PAGES.table)
        self._show_buttons()

    def _why_empty(self) -> tuple[str, str]:
        key = self._chips.chosen()
        chip = next((one.text for one in self._filters() if one.key == key), "")
        return why_empty(self._found, key, chip, self._filter.words())

    # Which card is chosen

    def current_card(self) -> EscalationCard | None:
        """Return the card that has the focus on the page that is shown, or None."""
        page = self._stack.currentIndex()
        if page == _PAGES.board:
            return self.board.chosen()
        if page in (_PAGES.empty, _PAGES.stages, _PAGES.charts):
            return None
        tables = {_PAGES.table: self._open_table, _PAGES.closed: self._closed_table}
        row = tables.get(page, self._praise_table).current_row()
        return row if isinstance(row, EscalationCard) else None

    def current_child(self) -> str:
        """Return the id of the child whose card is chosen, or ""."""
        card = self.current_card()
        return card.child_id if card else ""

    def place(self) -> dict[str, str]:
        """Return filter, text, way of showing and card."""
        card = self.current_card()
        return {
            "filter": self._chips.chosen(),
            "text": self._filter.text(),
            "way": self._way.chosen(),
            "card": card.escalation_id if card else "",
        }

    def place_words(self) -> str:
        """Return the filter that is chosen, for the way back."""
        key = self._chips.chosen()
        return "" if key in ("", "open") else key

    def go_to(self, place: dict[str, str]) -> None:
        """Choose filter, text, way of showing and card again."""
        self._filter.setText(place.get("text", ""))
        self._way.choose(place.get("way", ""))
        self._chips.choose(place.get("filter", ""))
        self.choose(place.get("card", ""))

    def choose(self, escalation_id: str) -> None:
        """Choose a card wherever it is shown."""
        self.board.choose(escalation_id)
        self._open_table.select_key(escalation_id)
        self._closed_table.select_key(escalation_id)
        self._praise_table.select_key(escalation_id)

    def take_keyboard(self) -> None:
        """Give the board or the table the keyboard, or the filter where they are empty."""
        page = self._stack.currentWidget()
        if isinstance(page, BoardWidget | EscalationChartsPage):
            page.take_keyboard()
        elif isinstance(page, TableView):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            page.select_first()
        else:
            self._filter.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user does

    def _act(self, act: object) -> None:
        card = self.current_card()
        if card is not None and callable(act):
            act(card.escalation_id)

    def _show_buttons(self, _chosen: object = None) -> None:
        card = self.current_card()
        is_open = card is not None and card.is_open
        self._reply.setEnabled(is_open)
        self._outcome.setEnabled(is_open)
        self._move.setEnabled(card is not None and card.may_move)
        informal = card is not None and card.state == "informal"
        self._move.setText("&Make formal" if informal else "&Move on")
        self._praise.setEnabled(card is not None)
        is_praise = self._chips.chosen() == "praise"
        self._praise.setVisible(is_praise)
        for button in (self._reply, self._move, self._outcome):
            button.setVisible(not is_praise)
            button.setAccessibleDescription(f"for {card.title}" if card else "")

    def _on_menu_asked(self, escalation_id: str, place: QPoint) -> None:
        card = self._found.find(escalation_id)
        if card is not None:
            self.acts.pop_up(card, place)

    def _on_stage_opened(self, line: object) -> None:
        """Go to the first open challenge of a stage, in the table of all."""
        key = line.key if isinstance(line, StageSummary) else ""
        first = next((c for c in self._found.cards if c.is_open and c.stage == key), None)
        if first is not None:
            self._filter.clear()
            self._way.choose(_TABLE)
            self._open_table.select_key(first.escalation_id)
            self._open_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text_changed(self, text: str) -> None:
        self._open_model.set_filter_text(text)
        self._closed_model.set_filter_text(text)
        self._praise_model.set_filter_text(text)
        self._show_chosen()
        self._saying.start()

    def _on_chosen(self, _key: str) -> None:
        self._show_chosen()
        self._saying.start()

    def _on_empty_acted(self) -> None:
        if self._filter.words():
            self._filter.clear()
            self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._chips.choose("closed" if self._chips.chosen() == "open" else "open")
            self.take_keyboard()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the days out of the table where they would crowd it; the board has them.

        At large text the ways of showing stand under the header.
        """
        letters = event.size().width() // max(1, self.fontMetrics().averageCharWidth())
        way = QBoxLayout.Direction
        self._head.setDirection(way.LeftToRight if letters >= _WAY_FROM else way.TopToBottom)
        self._open_table.setColumnHidden(_DAYS, letters < _DAYS_FROM)
        super().resizeEvent(event)

    def _say_shown(self) -> None:
        announce(self._stack, f"{len(self._shown())} shown")


def _passes(card: EscalationCard, key: str) -> bool:
    if key == "open":
        return card.is_open
    return is_late(card) if key == "late" else card.state == key
