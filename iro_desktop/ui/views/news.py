"""What came in since the last time: the children behind the line on the caseload."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.words import say_date, short_date
from iro_desktop.services.caseload import KINDS
from iro_desktop.services.last_here import GROUPS, News, NewsRow
from iro_desktop.ui import theme
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.view import View

_COLUMNS: Final[tuple[Column[NewsRow], ...]] = (
    Column(
        "Child",
        text=lambda row: row.reference or "No child",
        strong=lambda row: row.initials,
        stretch=0,
    ),
    Column("What", text=lambda row: row.words, stretch=4),
    Column(
        "On",
        text=lambda row: short_date(row.on) if row.on else "",
        sort_key=lambda row: row.on,
        stretch=0,
    ),
    Column("From", text=lambda row: row.who, stretch=0),
)


_FROM: Final = 3


class NewsView(View):
    """A list to look through: Enter opens the child, Back returns to the caseload."""

    kinds: ClassVar[frozenset[str]] = KINDS | {"Notification"}

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._title = "Reading what is new"
        self._header = PageHeader(self._title)
        self._header.back_clicked.connect(self.back_asked)
        self._model: TableModel[NewsRow] = TableModel(
            _COLUMNS,
            key=lambda row: row.key,
            section=lambda row: row.group,
            sections=GROUPS,
            parent=self,
        )
        self._table = TableView(self._model, name="What is new")
        self._table.opened.connect(self._on_opened)
        self._empty = EmptyState()
        self._empty.hide()
        column = QVBoxLayout(self)
        edge = theme.space(5)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(4))
        column.addWidget(self._header)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)

    def set_back(self, words: str) -> None:
        """Say where Back leads: "Caseload"."""
        self._header.show_back(words)

    def show_workspace(self, session: Session) -> None:
        """Show what is new; the log is read on another thread."""
        del session
        self.operations.read_news(done=self._show_news, owner=self)

    def headline(self) -> str:
        """Return since when it is new."""
        return self._title

    def filter_words(self) -> str:
        """Return where one is, for the way back."""
        return "What is new"

    def current_child(self) -> str:
        """Return the id of the child in the chosen row, or nothing."""
        row = self._table.current_row()
        return row.child_id if isinstance(row, NewsRow) else ""

    def place(self) -> dict[str, str]:
        """Return the row."""
        row = self._table.current_row()
        return {"row": str(row.key)} if isinstance(row, NewsRow) else {}

    def go_to(self, place: dict[str, str]) -> None:
        """Choose the row again."""
        if place.get("row", "").isdigit():
            self._table.select_key(int(place["row"]))

    def _show_news(self, news: News) -> None:
        today = self.operations.session.today
        if news.rows and news.since is not None:
            self._title = f"New since {say_date(news.since)}"
        else:
            self._title = "Nothing is new"
        self._header.set_text(self._title, news.words(today))
        self._model.set_rows(news.rows)
        self._table.show_column(_FROM, shown=any(row.who for row in news.rows))
        self._table.setVisible(bool(news.rows))
        self._empty.setVisible(not news.rows)
        self._empty.set_text(_why_empty(news))
        self._table.select_first()
        self.headline_changed.emit()

    def _on_opened(self, row: object) -> None:
        if isinstance(row, NewsRow) and row.child_id:
            self.child_opened.emit(row.child_id)


def _why_empty(news: News) -> str:
    if news.since is None:
        return (
            "This is the first time that this file is open here. From the next time on, this lists "
            "what came in meanwhile by imports and from others."
        )
    return f"Nothing has come in since you were last here, on {say_date(news.since)}."
