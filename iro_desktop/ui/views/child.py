"""A child's page: what is due next and why, what was decided and asked, and all that happened."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.records import KINDS as KINDS_BY_NAME
from iro_desktop.domain.records import (
    Allocation,
    Appeal,
    Ask,
    CarePeriod,
    ChildRecord,
    Consultation,
    Contact,
    Decision,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    MonitoringCheck,
    Notification,
    Officer,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.services.child_file import FileLine
from iro_desktop.services.child_history import ChildHistory, child_history
from iro_desktop.services.child_page import (
    KINDS,
    AskLine,
    ChildPage,
    DecisionLine,
    DueLine,
    child_page,
    sibling_warning,
)
from iro_desktop.services.child_records import ENTERING, delete_record
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import PageHeader, SectionHeader
from iro_desktop.ui.escalation_acts import EscalationActs
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations, Session, View
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status
from iro_desktop.ui.timeline_places import Item
from iro_desktop.ui.views.child_file import FileTable
from iro_desktop.ui.views.child_sections import Challenges, Facts, History, TimelineCard
from iro_desktop.ui.views.child_tables import AsksTable, DecisionsTable, DuesTable

_TWO_COLUMNS_FROM: Final = 130  # letters of width

_TO_FILE: Final[tuple[type[ChildRecord] | None, ...]] = (
    Contact, Notification, Consultation, None, LegalStatus, Placement, CarePeriod, None,
    Section47, ProtectionPlan, Appeal, None, HealthAssessment, EducationPlan, PermanencePlan,
    DischargePlan, LifeStory, None, SocialWorker, Allocation,
)  # fmt: skip
"""What can be entered about a child from the page, in groups."""

_OF_DUE: Final[dict[str, type[ChildRecord]]] = {
    "health": HealthAssessment,
    "pep": EducationPlan,
    "pep_started": EducationPlan,
    "pep_written_up": EducationPlan,
    "permanence": PermanencePlan,
    "care_start": CarePeriod,
    "plan_start": ProtectionPlan,
    "short_break_limit": Placement,
}
_ON_FILE: Final = "Enter opens a line to change it; Delete deletes it, and Ctrl+Z brings it back"
_ACTION_OF_DUE: Final = {
    "review": "record_review",
    "conference": "record_review",
    "last_review": "record_review",
    "midpoint": "record_check",
    "event_check": "record_check",
}
_OF_CHALLENGE: Final = frozenset({"challenge_reply", "resolution_total", "Escalation"})
_OF_REVIEW: Final = frozenset(
    {"record_written", "record_distributed", "record_decisions", "adjourned"}
)


class ChildView(View):
    """One child. Enter on what is due does it; Enter on a decision or in the timeline opens it."""

    kinds: ClassVar[frozenset[str]] = KINDS
    back_asked = Signal()

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._child_id = ""
        self._page: ChildPage | None = None
        self._acts = EscalationActs(operations, self)
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader()
        self._review = Button("&Record review", Kind.PRIMARY)
        self._check = Button("Record &check")
        self._challenge = Button("&New challenge")
        self._edit = Button("E&dit child")
        self._file = Button("Add to f&ile", icon="plus")
        self._file.setMenu(self._file_menu())
        self._whole = Button("Wh&ole file", Kind.LINK, tip="Go to all that is on file")
        self._siblings = FlowRow(gap=4)
        self._sibling_links: list[Button] = []
        self._warning = MarkedLabel(Status.DUE_SOON, "")
        self._timeline = TimelineCard()
        self._dues = DuesTable()
        self._no_dues = SecondaryLabel("Nothing is due for this child.")
        self._decisions_head = SectionHeader("Decisions")
        self._decisions = DecisionsTable()
        self._no_decisions = SecondaryLabel("")
        self._asks_head = SectionHeader("")
        self._asks = AsksTable()
        self._no_asks = SecondaryLabel("Nothing on file that the child asked for.")
        self._challenges = Challenges()
        self._facts = Facts()
        self._history = History()
        self._file_head = SectionHeader("On file", _ON_FILE)
        self._file_table = FileTable()

    def _file_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in _TO_FILE:
            if kind is None:
                menu.addSeparator()
            else:
                words = kind.title[:1].upper() + kind.title[1:]
                action = menu.addAction(f"{words}…")
                action.triggered.connect(lambda _=False, kind=kind: self._enter(kind))
        return menu

    def _lay_out(self) -> None:
        main = _column(
            self._timeline,
            SectionHeader("Due next, and why"),
            self._dues,
            self._no_dues,
            self._decisions_head,
            self._decisions,
            self._no_decisions,
        )
        side = _column(
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
        content = self._content = _Content()
        content.setProperty("plain", True)
        column = QVBoxLayout(content)
        edge = theme.space(5)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(5))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(self._siblings)
        column.addWidget(self._warning)
        column.addWidget(
            button_row(
                self._review, self._check, self._challenge, self._edit, self._file, self._whole
            )
        )
        column.addLayout(self._columns)
        column.addSpacing(theme.space(4))
        column.addWidget(self._file_head)
        column.addWidget(self._file_table)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setProperty("plain", True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        self._header.back_clicked.connect(self.back_asked)
        for button, action in (
            (self._review, "record_review"),
            (self._check, "record_check"),
            (self._challenge, "new_challenge"),
            (self._edit, "edit_child"),
        ):
            button.clicked.connect(lambda _=False, action=action: self._ask(action))
        self._whole.clicked.connect(self.show_file)
        self._dues.opened.connect(self._on_due_opened)
        self._decisions.opened.connect(self._on_decision_opened)
        self._asks.opened.connect(self._on_ask_opened)
        self._timeline.opened.connect(self._on_item_opened)
        self._challenges.asked.connect(self._open_challenge)
        self._acts.child_asked.connect(self._on_child_asked)
        self._history.all_asked.connect(self._on_all_history)
        self._file_table.opened.connect(lambda line: self._open(line.opens, line.opens_id))
        self._file_table.delete_asked.connect(self._on_delete_asked)
        for table in (self._dues, self._decisions, self._asks, self._file_table):
            table.current_row_changed.connect(lambda _, table=table: self._keep_in_sight(table))

    # What it shows

    def show_child(self, child_id: str) -> None:
        """Show another child, from the top."""
        if child_id != self._child_id:
            self._child_id = child_id
            self._history.show_history(ChildHistory())
            self._scroll.verticalScrollBar().setValue(0)
        self._show(self.operations.session)

    def set_back(self, words: str) -> None:
        """Say where Back leads: "Caseload, overdue"."""
        self._header.show_back(words)

    def show_workspace(self, session: Session) -> None:
        """Show the same child as ``session`` has it."""
        self._show(session)

    def headline(self) -> str:
        """Return who it is: "LC-20417 A.B., 9 years"."""
        return self._page.title if self._page else ""

    def current_child(self) -> str:
        """Return the child whose page it is."""
        return self._child_id

    def take_keyboard(self) -> None:
        """Begin at what is due next."""
        (self._dues if self._dues.isVisible() else self._review).setFocus(
            Qt.FocusReason.OtherFocusReason
        )
        self._dues.select_first()

    def show_file(self) -> None:
        """Go to what is on file, with the keyboard."""
        self._scroll.verticalScrollBar().setValue(self._file_head.y())
        self._file_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, session: Session) -> None:
        page = child_page(session.snapshot, session.practice, self._child_id, session.today)
        if page is None:
            return
        before, self._page = self._page, page
        self._header.set_text(page.title, page.context)
        self._show_siblings(page)
        self._timeline.show_timeline(page.timeline)
        self._dues.show_rows(page.dues)
        _either(self._dues, self._no_dues, has_rows=bool(page.dues))
        self._show_review(page)
        self._challenges.show_cards(page.challenges, page.called, page.child_id)
        self._facts.show_facts(page.facts)
        self._file_table.show_rows(page.file)
        for widget in (self._file_head, self._file_table, self._whole):
            widget.setVisible(bool(page.file))
        self.operations.run(
            lambda workspace: child_history(workspace, page.child_id),
            done=lambda found: self._on_history(page.child_id, found),
            owner=self,
        )
        if before is None or before.title != page.title:
            self.headline_changed.emit()

    def _show_siblings(self, page: ChildPage) -> None:
        for link in self._sibling_links:
            link.setParent(None)
            link.deleteLater()
        self._sibling_links = []
        for sibling in page.siblings:
            link = Button(f"Sibling {sibling.title}, {sibling.age}", Kind.LINK)
            link.clicked.connect(
                lambda _=False, child_id=sibling.child_id: self.child_opened.emit(child_id)
            )
            self._sibling_links.append(link)
        self._siblings.add(*self._sibling_links)
        self._siblings.setVisible(bool(page.siblings))
        warning = sibling_warning(page.siblings)
        self._warning.set_status(Status.DUE_SOON, warning)
        self._warning.setVisible(bool(warning))

    def _show_review(self, page: ChildPage) -> None:
        of_review = f" of {page.last_review}" if page.last_review else ""
        self._decisions_head.set_text(f"Decisions{of_review}")
        self._decisions.show_rows(page.decisions)
        _either(self._decisions, self._no_decisions, has_rows=bool(page.decisions))
        self._no_decisions.setText(
            "No decisions are on file." if page.last_review else "No review has been held yet."
        )
        self._asks_head.set_text(f"What {page.called} asked for", page.asks_note)
        self._asks.show_rows(page.asks)
        _either(self._asks, self._no_asks, has_rows=bool(page.asks))

    def _on_history(self, child_id: str, history: ChildHistory) -> None:
        if child_id == self._child_id:
            session = self.operations.session
            officer = session.snapshot.find(Officer, session.officer_id)
            self._history.show_history(history, officer.name if officer else "")

    # What the user does

    def _ask(self, action: str) -> None:
        self.action_asked.emit(action, self._child_id)

    def _enter(self, kind: type[ChildRecord]) -> None:
        self._open_record(kind(id="", child_id=self._child_id))

    def _open_record(self, record: ChildRecord | None) -> None:
        from iro_desktop.ui.dialogs.record import RecordDialog

        if record is not None:
            RecordDialog(self.operations, record, self.window()).open()

    def _open_review(self, review_id: str) -> None:
        from iro_desktop.ui.dialogs.review import ReviewDialog

        ReviewDialog(self.operations, self._child_id, self.window(), review_id=review_id).open()

    def _open_check(self, check_id: str) -> None:
        from iro_desktop.ui.dialogs.check import open_check

        open_check(self.operations, self._child_id, parent=self.window(), check_id=check_id)

    def _open_challenge(self, escalation_id: str) -> None:
        self._acts.open(escalation_id)

    def _on_child_asked(self, child_id: str) -> None:
        if child_id != self._child_id:
            self.child_opened.emit(child_id)

    def _find(self, kind: type[Any], record_id: str) -> Any:  # noqa: ANN401 - a record of the kind
        return self.operations.session.snapshot.find(kind, record_id)

    def _on_due_opened(self, line: DueLine) -> None:
        if line.what in _OF_REVIEW:
            self._open_review(line.record_id)
        elif line.what in _OF_CHALLENGE:
            self._open_challenge(line.record_id)
        elif line.what in _ACTION_OF_DUE:
            self._ask(_ACTION_OF_DUE[line.what])
        elif line.what in _OF_DUE:
            kind = _OF_DUE[line.what]
            found = self._find(kind, line.record_id)
            self._open_record(found or kind(id="", child_id=self._child_id))

    def _on_decision_opened(self, line: DecisionLine) -> None:
        self._open_record(self._find(Decision, line.decision_id))

    def _on_ask_opened(self, line: AskLine) -> None:
        self._open_record(self._find(Ask, line.ask_id))

    def _on_item_opened(self, item: Item) -> None:
        if item.kind in _ACTION_OF_DUE:
            self._ask(_ACTION_OF_DUE[item.kind])
        else:
            self._open(item.kind, item.record_id)

    def _open(self, kind: str, record_id: str) -> None:
        """Open a record in the dialog that its kind has."""
        by_name = {one.__name__: one for one in ENTERING}
        if kind == Review.__name__:
            self._open_review(record_id)
        elif kind == MonitoringCheck.__name__:
            self._open_check(record_id)
        elif kind in by_name:
            self._open_record(self._find(by_name[kind], record_id))
        elif kind in _OF_CHALLENGE:
            self._open_challenge(record_id)

    def _on_delete_asked(self, line: FileLine) -> None:
        record = self._find(KINDS_BY_NAME[line.kind], line.record_id)
        if record is not None:
            self.operations.run(
                lambda workspace: delete_record(workspace, record),
                done=lambda _: self.noticed.emit(f"Deleted {line.named}. Undo: Ctrl+Z", "Undo"),
                owner=self,
            )

    def _on_all_history(self) -> None:
        from iro_desktop.ui.dialogs.history import HistoryDialog

        HistoryDialog(self.operations, self._child_id, self.window()).open()

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


class _Content(QWidget):
    """The page itself: as wide as the window, however long its texts."""

    def minimumSizeHint(self) -> QSize:
        """Return no width of its own."""
        size = super().minimumSizeHint()
        size.setHeight(0)
        return size


def _column(*widgets: QWidget) -> QWidget:
    result = QWidget()
    column = QVBoxLayout(result)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(2))
    for at, widget in enumerate(widgets):
        if at and isinstance(widget, SectionHeader):
            column.addSpacing(theme.space(3))
        column.addWidget(widget)
    column.addStretch()
    return result


def _either(table: QWidget, words: QWidget, *, has_rows: bool) -> None:
    table.setVisible(has_rows)
    words.setVisible(not has_rows)
