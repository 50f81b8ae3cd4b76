"""A child's page: what is due next and why, what was decided and asked, and all that happened."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.records import KINDS as KINDS_BY_NAME
from iro_desktop.domain.records import (
    Ask,
    Child,
    Decision,
    Officer,
)
from iro_desktop.services.child_file import FileLine
from iro_desktop.services.child_history import ChildHistory, child_history
from iro_desktop.services.child_page import (
    KINDS,
    ChildPage,
    DecisionLine,
    DueLine,
    child_page,
)
from iro_desktop.services.child_records import delete_record
from iro_desktop.services.decisions import set_done
from iro_desktop.services.versions_waiting import count
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.timeline_places import Item
from iro_desktop.ui.view import View
from iro_desktop.ui.views.child_dialogs import ACTION_OF_DUE, ChildDialogs
from iro_desktop.ui.views.child_file import FileTable
from iro_desktop.ui.views.child_head import ChildHead
from iro_desktop.ui.views.child_sections import (
    Challenges,
    Facts,
    History,
    TimelineCard,
    column_of,
    show_either,
)
from iro_desktop.ui.views.child_tables import AsksTable, DecisionsTable, DuesTable, SiblingsTable

_TWO_COLUMNS_FROM: Final = 130  # letters of width
_ON_FILE: Final = "Enter opens a line to change it; Delete deletes it, and Ctrl+Z brings it back"


class ChildView(View):
    """One child. Enter on what is due does it; Enter on a decision or in the timeline opens it."""

    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._dialogs = ChildDialogs(operations, self)
        self._page: ChildPage | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self.head = ChildHead(self.operations)
        self._timeline = TimelineCard()
        self._dues = DuesTable()
        self._no_dues = SecondaryLabel("Nothing is due for this child.")
        self._decisions_head = SectionHeader("Decisions")
        self._decisions = DecisionsTable()
        self._no_decisions = SecondaryLabel("")
        self._sibling_table = SiblingsTable()
        self._sibling_contact = Button("Contact for sib&lings", Kind.LINK)
        self._edit_siblings = Button("Edit si&blings", Kind.LINK)
        acts = button_row(self._sibling_contact, self._edit_siblings)
        self._siblings_head = SectionHeader("Siblings", trailing=acts)
        self._asks_head = SectionHeader("")
        self._asks = AsksTable()
        self._no_asks = SecondaryLabel("Nothing on file that the child asked for.")
        self._challenges = Challenges()
        self._facts = Facts()
        self._history = History()
        self._file_head = SectionHeader("On file", _ON_FILE)
        self._file_table = FileTable()

    def _lay_out(self) -> None:
        main = column_of(
            self._timeline,
            SectionHeader("Due next, and why"),
            self._dues,
            self._no_dues,
            self._decisions_head,
            self._decisions,
            self._no_decisions,
            self._siblings_head,
            self._sibling_table,
        )
        side = column_of(
            self._asks_head,
            self._asks,
            self._no_asks,
            self._challenges,
            SectionHeader("Health, education, permanence"),
            self._facts,
            SectionHeader("History"),
            self._history,
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(theme.space(8))
        self._columns.addWidget(main, 7)
        self._columns.addWidget(side, 4)
        content = self._content = ScrolledPage()
        column = QVBoxLayout(content)
        edge = theme.space(5)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(5))
        column.setSpacing(theme.space(3))
        column.addWidget(self.head)
        column.addLayout(self._columns)
        column.addSpacing(theme.space(4))
        column.addWidget(self._file_head)
        column.addWidget(self._file_table)
        column.addStretch()
        self._scroll = PageScroll(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        self.head.header.back_clicked.connect(self.back_asked)
        self.head.asked.connect(self._ask)
        self.head.file.kind_chosen.connect(self._dialogs.enter)
        self.head.file.siblings_asked.connect(self._dialogs.siblings)
        self.head.whole.clicked.connect(self.show_file)
        self.head.siblings.child_opened.connect(self.child_opened)
        self._dues.opened.connect(self._on_due_opened)
        self._decisions.opened.connect(
            lambda line: self._dialogs.open(Decision.__name__, line.decision_id)
        )
        self._decisions.done_asked.connect(self._on_done_asked)
        self._asks.opened.connect(lambda line: self._dialogs.open(Ask.__name__, line.ask_id))
        self._sibling_table.opened.connect(lambda row: self.child_opened.emit(row.child_id))
        self._sibling_contact.clicked.connect(self._dialogs.contact_for_siblings)
        self._edit_siblings.clicked.connect(self._dialogs.siblings)
        self._timeline.opened.connect(self._on_item_opened)
        self._challenges.asked.connect(self._dialogs.challenge)
        self._dialogs.acts.child_asked.connect(self._on_child_asked)
        self._history.all_asked.connect(self._dialogs.history)
        self._dues.set_acts(
            ("&Put off…", lambda: self._ask("put_off")),
            ("S&how again", lambda: self._ask("show_again")),
        )
        self._file_table.opened.connect(lambda line: self._dialogs.open(line.opens, line.opens_id))
        self._file_table.delete_asked.connect(self._on_delete_asked)
        self._file_table.copy_asked.connect(
            lambda line: self.operations.copy_asked.emit(line.kind, line.record_id)
        )
        for table in (self._dues, self._decisions, self._asks, self._file_table):
            table.history_asked.connect(self._dialogs.history)
        for one in self.findChildren(TableView):
            one.current_row_changed.connect(lambda _, one=one: self._keep_in_sight(one))

    # What it shows

    def show_child(self, child_id: str) -> None:
        """Show another child, from the top."""
        if child_id != self._dialogs.child_id:
            self._dialogs.child_id = child_id
            self._history.show_history(ChildHistory())
            self._timeline.show_all()
            self._scroll.verticalScrollBar().setValue(0)
        self._show(self.operations.session)
        if self._page is not None and self._page.child_id == child_id:
            self.operations.note_page(child_id)

    def set_back(self, words: str) -> None:
        """Say where Back leads: "Caseload, overdue"."""
        self.head.header.show_back(words)

    def show_workspace(self, session: Session) -> None:
        """Show the same child as ``session`` has it."""
        self._show(session)

    def headline(self) -> str:
        """Return who it is: "LC-20417 A.B., 9 years"."""
        return self._page.title if self._page else ""

    def current_child(self) -> str:
        """Return the child whose page it is."""
        return self._dialogs.child_id

    def current_due(self) -> str:
        """Return what the chosen line of what is due is known by."""
        row = self._dues.current_row()
        return row.key if isinstance(row, DueLine) else ""

    def take_keyboard(self) -> None:
        """Begin at what is due next."""
        (self._dues if self._dues.isVisible() else self.head.review).setFocus(
            Qt.FocusReason.OtherFocusReason
        )
        self._dues.select_first()

    def show_file(self) -> None:
        """Go to what is on file, with the keyboard."""
        self._scroll.verticalScrollBar().setValue(self._file_head.y())
        self._file_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, session: Session) -> None:
        page = child_page(session.snapshot, session.practice, self._dialogs.child_id, session.today)
        if page is None:
            return
        before, self._page = self._page, page
        self.head.show_page(page, count(session.snapshot, page.child_id))
        self._sibling_table.show_rows(page.siblings)
        self._siblings_head.setVisible(bool(page.siblings))
        self._sibling_table.setVisible(bool(page.siblings))
        self._timeline.show_timeline(page.timeline)
        self._dues.show_rows(page.dues)
        show_either(self._dues, self._no_dues, has_rows=bool(page.dues))
        self._show_review(page)
        self._challenges.show_cards(page.challenges, page.called, page.child_id)
        self._facts.show_facts(page.facts)
        self._file_table.show_rows(page.file)
        for widget in (self._file_head, self._file_table):
            widget.setVisible(bool(page.file))
        self.operations.run(
            lambda workspace: child_history(workspace, page.child_id),
            done=lambda found: self._on_history(page.child_id, found),
            owner=self,
        )
        if before is None or before.title != page.title:
            self.headline_changed.emit()

    def _show_review(self, page: ChildPage) -> None:
        of_review = f" of {page.last_review}" if page.last_review else ""
        self._decisions_head.set_text(f"Decisions{of_review}")
        self._decisions.show_rows(page.decisions)
        show_either(self._decisions, self._no_decisions, has_rows=bool(page.decisions))
        self._no_decisions.setText(
            "No decisions are on file." if page.last_review else "No review has been held yet."
        )
        self._asks_head.set_text(f"What {page.called} asked for", page.asks_note)
        self._asks.show_rows(page.asks)
        show_either(self._asks, self._no_asks, has_rows=bool(page.asks))

    def _on_history(self, child_id: str, history: ChildHistory) -> None:
        if child_id == self._dialogs.child_id:
            session = self.operations.session
            officer = session.snapshot.find(Officer, session.officer_id)
            self._history.show_history(history, officer.name if officer else "")

    # What the user does

    def _ask(self, action: str) -> None:
        self.action_asked.emit(action, self._dialogs.child_id)

    def _on_child_asked(self, child_id: str) -> None:
        if child_id != self._dialogs.child_id:
            self.child_opened.emit(child_id)

    def _on_due_opened(self, line: DueLine) -> None:
        if line.what in ACTION_OF_DUE:
            self._ask(ACTION_OF_DUE[line.what])
        else:
            self._dialogs.open_due(line)

    def _on_item_opened(self, item: Item) -> None:
        if item.kind in ACTION_OF_DUE:
            self._ask(ACTION_OF_DUE[item.kind])
        else:
            self.open_record(item.kind, item.record_id)

    def open_record(self, kind: str, record_id: str) -> None:
        """Open what is on file about this child, where its kind has a form of its own."""
        if kind == Child.__name__:
            self._ask("edit_child")
        else:
            self._dialogs.open(kind, record_id)

    def _on_done_asked(self, line: DecisionLine) -> None:
        decision = self._dialogs.find(Decision, line.decision_id)
        today = self.operations.session.today
        done_on = None if line.done_on else today
        words = "Done today" if done_on else "Not done after all"
        if decision is not None:
            self.operations.run(
                lambda workspace: set_done(workspace, decision, done_on, today),
                done=lambda _: self.noticed.emit(f"{words}: {line.words}", "Undo"),
                owner=self,
            )

    def _on_delete_asked(self, line: FileLine) -> None:
        record = self._dialogs.find(KINDS_BY_NAME[line.kind], line.record_id)
        if record is not None:
            self.operations.run(
                lambda workspace: delete_record(workspace, record),
                done=lambda _: self.noticed.emit(f"Deleted {line.named}. Undo: Ctrl+Z", "Undo"),
                owner=self,
            )

    # Room

    def _keep_in_sight(self, table: TableView) -> None:
        """Scroll the page to the row that has the keyboard: the table itself never scrolls."""
        index = table.currentIndex()
        if index.isValid() and table.hasFocus():
            row = table.visualRect(index)
            place = table.viewport().mapTo(self._content, row.center())
            self._scroll.ensureVisible(place.x(), place.y(), 0, row.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side column beside the main one where both have room."""
        letters = event.size().width() // max(1, self.fontMetrics().averageCharWidth())
        wide = letters >= _TWO_COLUMNS_FROM
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)
