"""The caseload: what needs this IRO today, one row a child, grouped by how soon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.records import Officer, SavedFilter
from iro_desktop.domain.words import counted, folded
from iro_desktop.services.caseload import date_line, haystack
from iro_desktop.services.caseload_page import KINDS, CaseloadPage, caseload_page
from iro_desktop.services.caseload_row import GROUPS, CaseRow
from iro_desktop.services.last_here import News
from iro_desktop.services.saved_filters import key_of_filter
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.chosen_bar import ChosenBar
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tool_row import ToolRow
from iro_desktop.ui.view import View
from iro_desktop.ui.views.caseload_columns import columns
from iro_desktop.ui.views.caseload_filters import ALL, CLOSED, CaseloadFilters

if TYPE_CHECKING:
    from iro_desktop.services.printing import Printable

_AT_ONCE: Final = 150  # children whose rows are made within the blink of an eye
_WAIT_BEFORE_SAYING: Final = 600  # ms without a key
_DRAFT: Final = "view:caseload"
_CONTACT: Final = 6
_CONTACT_FROM: Final = 145  # letters of width, from which the last column is shown


def _page(session: Session) -> CaseloadPage:
    return caseload_page(
        session.snapshot,
        session.practice,
        session.officer_id,
        session.today,
        everybody=session.whole_service,
    )


class CaseloadView(View):
    """One row a child. Enter opens the child's page; Ctrl+F filters; chips narrow the list."""

    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._headline = ""
        self._news = News()
        self._place: dict[str, str] = {}
        self._was_filled = False
        self._kept_place: str | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader("Reading the caseload")
        self.filters = CaseloadFilters(self.operations, self)
        self._check = Button("&Record check", Kind.PRIMARY)
        self._challenge = Button("&New challenge")
        self._add = Button("&Add child")
        self._quick = Button("&Quick line", Kind.LINK, tip="One line becomes a record")
        self._model: TableModel[CaseRow] = TableModel(
            columns(),
            key=lambda row: row.child_id,
            section=lambda row: row.group,
            sections=GROUPS,
            haystack=haystack,
            parent=self,
        )
        self._table = TableView(self._model, name="Caseload", many=True)
        self._several = ChosenBar()
        self._empty = EmptyState()
        self._empty.hide()
        self._elsewhere = Button("", Kind.LINK)
        self._elsewhere.hide()
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_WAIT_BEFORE_SAYING)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        side = theme.space(5)
        column.setContentsMargins(side, theme.space(4), side, theme.space(3))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        line, clear = self.filters.line, self.filters.clear
        buttons = (self._check, self._challenge, self._add, self._quick)
        column.addWidget(ToolRow(line, clear, *buttons))
        column.addWidget(self.filters.chips)
        column.addWidget(self._several)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._elsewhere)

    def _connect(self) -> None:
        self._header.acted.connect(lambda: self.action_asked.emit("news", ""))
        self.filters.typed.connect(self._on_text_changed)
        self.filters.chosen_changed.connect(self._on_chip_chosen)
        self.filters.save_asked.connect(self.save_filter)
        self.filters.list_asked.connect(self.open_saved_filters)
        self.filters.line.go_down.connect(self._on_go_down)
        self.filters.line.returnPressed.connect(self._on_enter)
        self.filters.clear.clicked.connect(self.clear_filter)
        self._table.opened.connect(lambda row: self.child_opened.emit(row.child_id))
        self._table.current_row_changed.connect(self._on_current_row_changed)
        self._table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._several.action_asked.connect(lambda key: self.action_asked.emit(key, ""))
        self._model.shown_changed.connect(self._on_shown_changed)
        self._empty.acted.connect(self._on_empty_acted)
        self._elsewhere.clicked.connect(self._on_show_closed)
        self._saying.timeout.connect(self._on_settled)
        self.operations.closing.connect(self._keep_place)
        self._check.clicked.connect(lambda: self._ask("record_check"))
        self._challenge.clicked.connect(lambda: self._ask("new_challenge"))
        self._add.clicked.connect(lambda: self.action_asked.emit("add_child", ""))
        self._table.set_acts(
            ("&Put off…", lambda: self._ask("put_off")),
            ("S&how again", lambda: self._ask("show_again")),
        )
        self._quick.clicked.connect(lambda: self.action_asked.emit("quick_line", ""))
        self._on_current_row_changed(None)

    # What it shows

    def show_workspace(self, session: Session) -> None:
        """Show the caseload of ``session``; large ones are counted on another thread."""
        if len(session.snapshot.cases) <= _AT_ONCE:
            self._show_page(_page(session))
        else:
            self.operations.read(_page, done=self._show_page, replaces=id(self), owner=self)

    def headline(self) -> str:
        """Return what needs this IRO: "Four things need you today"."""
        return self._headline

    def _show_page(self, page: CaseloadPage) -> None:
        self._show_header(page)
        self.filters.show(page.filters, page.saved, page.counts)
        # The filter first, so that the rows are laid out once.
        self._model.set_filter(self.filters.chosen.wanted)
        self._model.set_rows(page.rows)
        if not self._was_filled:
            self._was_filled = True
            self._go_where_one_was()
        if page.headline != self._headline:
            self._headline = page.headline
            self.headline_changed.emit()

    def _show_header(self, page: CaseloadPage) -> None:
        """Show the day at once, and what is new as soon as the log has been read."""
        self._show_news(page, self._news)
        self.operations.read_news(done=lambda news: self._show_news(page, news), owner=self)

    def _show_news(self, page: CaseloadPage, news: News) -> None:
        self._news = news
        self._header.set_text(page.headline, date_line(page.today, news.words(page.today)))
        self._header.show_action("Show what is new" if news.rows else "")

    def current_child(self) -> str:
        """Return the id of the child whose row has the focus, or ""."""
        row = self._table.current_row()
        return row.child_id if isinstance(row, CaseRow) else ""

    def current_due(self) -> str:
        """Return what the next due of the chosen row is known by."""
        row = self._table.current_row()
        return row.due_key if isinstance(row, CaseRow) else ""

    def chosen_children(self) -> tuple[str, ...]:
        """Return the ids of the children whose rows are chosen."""
        return tuple(row.child_id for row in self._table.selected_rows())

    def _show_chosen(self) -> None:
        self._several.show_number(len(self.chosen_children()))

    def place(self) -> dict[str, str]:
        """Return filter, text and row."""
        return {
            "filter": self.filters.chosen.key,
            "text": self.filters.line.text(),
            "child": self.current_child(),
        }

    def go_to(self, place: dict[str, str]) -> None:
        """Choose filter, text and row again, once there are rows."""
        self._place = place
        if not self._was_filled:
            return
        self.filters.line.setText(place.get("text", ""))
        self.filters.use(place.get("filter", ""))
        self._table.select_key(place.get("child", ""))

    def _go_where_one_was(self) -> None:
        """Go where Back or a lock led, or to the filter of the last time."""
        if self._place:
            self.go_to(self._place)
        else:
            self.operations.read_draft(_DRAFT, done=self._on_last_place, owner=self)

    def _on_last_place(self, text: str) -> None:
        self._kept_place = text
        untouched = not self._place and not self.filters.is_narrow
        if text and untouched:
            place = json.loads(text)
            self.go_to({"filter": str(place.get("filter", "")), "text": str(place.get("text", ""))})

    def _keep_place(self) -> None:
        """Keep filter and text for the next time, within the store: a text may be a name."""
        if self._kept_place is None and not self._place:
            return  # the last ones are still being read
        place = {"filter": self.filters.chosen.key, "text": self.filters.line.words()}
        text = json.dumps(place) if self.filters.is_narrow else ""
        if self._was_filled and text != self._kept_place:
            self._kept_place = text
            self.operations.keep_draft(_DRAFT, text)

    def take_keyboard(self) -> None:
        """Give the table the keyboard, or what is offered where it is empty."""
        target = self._empty if self._table.isHidden() else self._table
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._table.select_first()

    def filter_words(self) -> str:
        """Return where one is, for the way back: "Caseload, overdue" is "Caseload" without one."""
        return f"Caseload, {self.filters.name}" if self.filters.name else "Caseload"

    def printable(self) -> Printable:
        """Return the list to be printed as it is filtered now."""
        from iro_desktop.services.caseload_list import printable_caseload

        session = self.operations.session
        officer = session.snapshot.find(Officer, session.officer_id)
        return printable_caseload(
            self._model.rows(),
            session.today,
            officer=officer.name if officer and not session.whole_service else "",
            among=self.filters.words,
        )

    # What the user does

    def _ask(self, action: str) -> None:
        self.action_asked.emit(action, self.current_child())

    def clear_filter(self) -> None:
        """Show all open cases again."""
        self.filters.use_all()
        self.take_keyboard()

    def save_filter(self) -> None:
        """Ask for the name under which what is filtered now is kept."""
        from iro_desktop.ui.dialogs.saved_filter import SavedFilterDialog

        dialog = SavedFilterDialog(self.operations, self.filters.as_record(), self.window())
        dialog.recorded.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, filter_id: object) -> None:
        """Go over to the filter that was just saved: it shows the same children."""
        key = key_of_filter(SavedFilter(id=str(filter_id)))
        if key in self.filters:
            self.filters.line.clear()
            self.filters.use(key)
        else:
            self._place = self.place() | {"filter": key, "text": ""}
            self._was_filled = False

    def open_saved_filters(self) -> None:
        """List the saved filters."""
        from iro_desktop.ui.dialogs.saved_filters import SavedFiltersDialog

        dialog = SavedFiltersDialog(self.operations, self._model.all_rows(), self.window())
        dialog.chosen.connect(self.use_only)
        dialog.open()

    def use_only(self, key: str) -> None:
        """Choose a filter and nothing else, and put the keyboard into its rows."""
        self.filters.line.clear()
        self.filters.use(key)
        self.take_keyboard()

    def _on_text_changed(self, text: str) -> None:
        self._model.set_filter_text(text)
        self._saying.start()

    def _on_go_down(self) -> None:
        if self._model.shown:
            self.take_keyboard()

    def _on_enter(self) -> None:
        rows = self._model.rows()
        if len(rows) == 1:
            self.child_opened.emit(rows[0].child_id)
        else:
            self._on_go_down()

    def _on_chip_chosen(self) -> None:
        self._model.set_filter(self.filters.chosen.wanted)
        self._saying.start()

    def _on_current_row_changed(self, row: object) -> None:
        has_row = isinstance(row, CaseRow)
        for button in (self._check, self._challenge):
            button.setEnabled(has_row)
            button.setAccessibleDescription(f"for {row.title}" if isinstance(row, CaseRow) else "")

    def _on_shown_changed(self, shown: int, total: int) -> None:
        self._table.setVisible(shown > 0)
        self._empty.setVisible(shown == 0)
        if shown == 0:
            self._empty.set_text(*self._why_empty(total))
        self._table.select_first()
        if self._table.currentIndex().row() <= 1:
            self._table.scrollToTop()  # with the heading of its group
        self._show_elsewhere()

    def _why_empty(self, total: int) -> tuple[str, str]:
        if not total:
            sentence = "No children yet: add one here, or import a council’s return or a list."
            return sentence, "Add child"
        if self.filters.line.words():
            return f"No children match “{self.filters.line.words()}”.", "Clear"
        if self.filters.chosen.key == ALL:
            return "No open cases: all children here have left care or their plan.", "Show closed"
        return f"No child is under “{self.filters.chosen.words}” today.", "Show all"

    def _on_empty_acted(self) -> None:
        if not self._model.total:
            self.action_asked.emit("add_child", "")
        elif self.filters.line.words():
            self.filters.line.clear()
            self.filters.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filters.chips.choose(CLOSED if self.filters.chosen.key == ALL else ALL)
            self.take_keyboard()

    def _show_elsewhere(self) -> None:
        """Say that closed cases match too, where they are not shown."""
        words = folded(self.filters.line.text()).split()
        hidden = 0
        if words and self.filters.chosen.key != CLOSED:
            hidden = sum(
                row.is_closed and all(word in haystack(row) for word in words)
                for row in self._model.all_rows()
            )
        match = "matches too: show it" if hidden == 1 else "match too: show them"
        self._elsewhere.setText(f"{counted(hidden, 'closed case')} {match}")
        self._elsewhere.setVisible(hidden > 0)

    def _on_show_closed(self) -> None:
        self.filters.chips.choose(CLOSED)
        self.take_keyboard()

    def _on_settled(self) -> None:
        self._keep_place()
        announce(self._table, f"{self._model.shown} shown")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the least needed column where it would crowd the others."""
        letters = event.size().width() // max(1, self.fontMetrics().averageCharWidth())
        self._table.show_column(_CONTACT, shown=letters >= _CONTACT_FROM)
        super().resizeEvent(event)
