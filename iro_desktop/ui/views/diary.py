"""The diary: what is booked and due day by day, and how full the weeks ahead will be."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from iro_desktop.domain.words import counted, say_date
from iro_desktop.services.diary import Entry
from iro_desktop.services.diary_page import KINDS, DiaryPage, WeekAhead, diary_page
from iro_desktop.services.own_charts import points_of
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.own_charts import OwnCharts
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tool_row import ToolRow
from iro_desktop.ui.view import View
from iro_desktop.ui.views.diary_columns import entry_columns, haystack, section, week_columns
from iro_desktop.ui.way_switch import WaySwitch

WEEK: Final = "week"
MONTH: Final = "month"
ALL: Final = "all"
LOAD: Final = "load"

_WAYS: Final = (
    (WEEK, "7 days"), (MONTH, "28 days"), (ALL, "All"), (LOAD, "26 weeks ahead"),
)  # fmt: skip
_DAYS: Final = {WEEK: 7, MONTH: 28}
_CALENDARS: Final = "Calendar files (*.ics)"


def _page(session: Session) -> DiaryPage:
    everybody = session.whole_service
    officer_id = "" if everybody else session.officer_id
    return diary_page(
        session.snapshot, session.practice, officer_id, session.today, everybody=everybody
    )


class DiaryView(View):
    """One row an entry under its day; Enter opens the child. The weeks ahead stand beside it."""

    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._found = DiaryPage(operations.session.today)
        self._is_filled = False
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader("Reading the diary")
        self._filter = FilterLine("Filter entries (Ctrl+F)", "Filter the diary", self)
        self._child = Button("Child’s &page", Kind.PRIMARY)
        self._prepare = Button("P&repare")
        self._meeting = Button("&Meeting…")
        self._export = Button("Calendar f&ile…")
        self._what_if = Button("&What if…")
        self._ways = WaySwitch(_WAYS, name="How far ahead")
        self._model: TableModel[Entry] = TableModel(
            entry_columns(),
            key=lambda row: row.key,
            section=lambda row: section(row, self._found.today),
            haystack=haystack,
            parent=self,
        )
        self._table = TableView(self._model, name="Diary", parent=self)
        self._empty = EmptyState()
        self._outlook = SecondaryLabel()
        self._load = OwnCharts(self.operations)
        self._week_model: TableModel[WeekAhead] = TableModel(
            week_columns(), key=lambda row: row.week.starts_on, parent=self
        )
        self._weeks = TableView(self._week_model, name="The weeks ahead", parent=self)

    def _lay_out(self) -> None:
        # At large text the strip is so high that the table would have no room beside it.
        content = ScrolledPage()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.space(2))
        inner.addWidget(self._load)
        inner.addWidget(self._outlook)
        inner.addWidget(self._weeks, 1)
        self._pages = QStackedWidget()
        for page in (self._table, self._empty, PageScroll(content)):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        side = theme.space(5)
        column.setContentsMargins(side, theme.space(4), side, theme.space(3))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(
            ToolRow(
                self._filter,
                self._child,
                self._prepare,
                self._meeting,
                self._export,
                self._what_if,
            )
        )
        column.addWidget(button_row(self._ways))
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._model.set_filter_text)
        self._filter.go_down.connect(self.take_keyboard)
        self._filter.returnPressed.connect(self.take_keyboard)
        self._ways.way_chosen.connect(self._on_way_chosen)
        self._table.opened.connect(self._on_opened)
        self._table.current_row_changed.connect(self._on_current_row_changed)
        self._model.shown_changed.connect(self._on_shown_changed)
        self._load.behind_asked.connect(self.behind_asked)
        self._load.exported.connect(lambda said: self.noticed.emit(said, ""))
        self._empty.acted.connect(self._on_empty_acted)
        self._child.clicked.connect(self._open_child)
        self._prepare.clicked.connect(self._open_preparation)
        self._meeting.clicked.connect(self._open_meeting)
        self._export.clicked.connect(self._ask_where)
        self._what_if.clicked.connect(self._open_what_if)
        self._table.set_acts(
            ("&Put off…", lambda: self.action_asked.emit("put_off", self.current_child())),
            ("S&how again", lambda: self.action_asked.emit("show_again", self.current_child())),
        )
        self._on_current_row_changed(None)

    # What it shows

    def show_workspace(self, session: Session) -> None:
        """Show the diary of ``session``, which is put together on another thread."""
        del session  # the reading worker takes the one in force
        self.operations.read(_page, done=self._show_page, replaces=id(self), owner=self)

    def headline(self) -> str:
        """Return what this week holds: "Four meetings and 3 deadlines this week"."""
        return self._found.headline

    def _show_page(self, found: DiaryPage) -> None:
        self._found = found
        self._header.set_text(found.headline, found.context)
        self._outlook.setText(found.outlook)
        charts = (found.load,) if found.load and points_of(found.load) else ()
        self._load.show_charts(charts)
        self._outlook.setVisible(not charts)  # the chart says it too
        self._week_model.set_rows(found.weeks)
        self._show_rows()
        if not self._is_filled and found.entries:
            self._is_filled = True
            self._table.select_first()
        self.headline_changed.emit()

    def _show_rows(self) -> None:
        days = _DAYS.get(self._ways.chosen())
        self._model.set_rows(self._found.entries if days is None else self._found.within(days))

    def _on_way_chosen(self, way: str) -> None:
        self._show_rows()
        self._filter.setEnabled(way != LOAD)
        self._on_shown_changed(self._model.shown, self._model.total)

    def _on_shown_changed(self, shown: int, total: int) -> None:
        del total
        if self._ways.chosen() == LOAD:
            self._pages.setCurrentIndex(2)
            return
        self._pages.setCurrentIndex(0 if shown else 1)
        if not shown:
            self._empty.set_text(*self._why_empty())

    def _on_empty_acted(self) -> None:
        if self.operations.session.snapshot.cases:
            self._ways.choose(ALL)
        else:
            self.action_asked.emit("add_child", "")

    def _why_empty(self) -> tuple[str, str]:
        if self._filter.words():
            return f"Nothing in the diary matches “{self._filter.words()}”.", ""
        ahead = [one for one in self._found.entries if one.on > self._found.today]
        if not ahead:
            if not self.operations.session.snapshot.cases:
                return (
                    "Nothing falls due while no child is on file: add the first one.",
                    "Add child",
                )
            return "Nothing is booked and nothing is due.", ""
        first = ahead[0]
        return f"Nothing in these days. Next, on {say_date(first.on)}: {first.title}.", "Show all"

    # Where one is

    def current_child(self) -> str:
        """Return the first child of the entry that has the focus, or ""."""
        row = self._table.current_row()
        return row.child_ids[0] if isinstance(row, Entry) else ""

    def current_due(self) -> str:
        """Return what the chosen deadline is known by; a meeting has nothing to put off."""
        row = self._table.current_row()
        return row.key if isinstance(row, Entry) and row.kind == "due" else ""

    def place(self) -> dict[str, str]:
        """Return how far ahead, filter and row."""
        row = self._table.current_row()
        key = row.key if isinstance(row, Entry) else ""
        return {"way": self._ways.chosen(), "text": self._filter.text(), "row": key}

    def go_to(self, place: dict[str, str]) -> None:
        """Choose them again."""
        self._ways.choose(place.get("way", ""))
        self._filter.setText(place.get("text", ""))
        self._table.select_key(place.get("row", ""))

    def take_keyboard(self) -> None:
        """Give the list that is seen the keyboard, or the filter where it is empty."""
        if self._pages.currentWidget() is self._empty:
            self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        table = self._weeks if self._ways.chosen() == LOAD else self._table
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        table.select_first()

    # What the user does

    def _on_opened(self, row: object) -> None:
        if isinstance(row, Entry):
            self.child_opened.emit(row.child_ids[0])

    def _open_child(self) -> None:
        if self.current_child():
            self.child_opened.emit(self.current_child())

    def _on_current_row_changed(self, row: object) -> None:
        for button in (self._child, self._prepare, self._meeting):
            button.setEnabled(isinstance(row, Entry))

    def _open_preparation(self) -> None:
        self.action_asked.emit("prepare", self.current_child())

    def _open_meeting(self) -> None:
        from iro_desktop.ui.dialogs.meeting import open_meeting

        row = self._table.current_row()
        if isinstance(row, Entry):
            open_meeting(
                self.operations, row.child_ids[0], self.window(), meeting_id=row.meeting_id
            )

    def _ask_where(self) -> None:
        choose_where(
            self,
            "Calendar file",
            _CALENDARS,
            f"IRO diary {self._found.today.isoformat()}.ics",
            self.export_to,
            accept="Write",
        )

    def export_to(self, path: Path) -> None:
        """Write the diary of half a year for a calendar elsewhere, and say what it holds."""
        from iro_desktop.services.diary_export import Written, export_diary, utc_now

        today = self._found.today

        def done(written: Written) -> None:
            said = f"{written.path.name} holds {counted(written.entries, 'entry', 'entries')}"
            if written.cancelled:
                said += f" and cancels {written.cancelled} of an earlier one"
            self.noticed.emit(f"{said}: references only, no names.", "")

        self.operations.run(lambda w: export_diary(w, path, at=utc_now(), from_on=today), done=done)

    def _open_what_if(self) -> None:
        from iro_desktop.ui.dialogs.what_if import WhatIfDialog

        WhatIfDialog(self.operations, parent=self).open()
