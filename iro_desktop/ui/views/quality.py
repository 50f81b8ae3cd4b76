"""What looks wrong on file, by rule: what to do, what figures make of it, and the form for it."""

from __future__ import annotations

import json
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.measures import Figures
from iro_desktop.domain.quality import RULES
from iro_desktop.domain.records import KINDS, ChildRecord
from iro_desktop.services.child_records import delete_record
from iro_desktop.services.quality import LOOKED_AT, QualityPage, QualityRow, quality_page
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.view import View
from iro_desktop.ui.views.child_dialogs import ChildDialogs

_COLUMNS: Final[tuple[Column[QualityRow], ...]] = (
    Column("Child", text=lambda row: row.child, strong=lambda row: row.who, stretch=0),
    Column("Record", text=lambda row: row.what, stretch=2),
    Column("What is wrong", text=lambda row: row.sentence, stretch=6),
    Column("In the figures", text=lambda row: row.effect or "No figure changes", stretch=5),
)
_NOTHING: Final = (
    "Nothing to mend: nothing that is on file breaks a rule of the national returns or one of our "
    "own."
)
_HINT: Final = "Enter opens the form that mends it"
_NOT_HERE: Final = "No form here mends it"


def _all_words(row: QualityRow) -> str:
    """Return what the filter looks through: also the rule, which stands above the rows."""
    parts = (row.child, row.who, row.what, row.sentence, row.effect, row.title, row.rule)
    return " ".join((*parts, row.source))


class QualityView(View):
    """One row a finding. Enter opens what mends it; Back returns to where one was."""

    kinds: ClassVar[frozenset[str]] = LOOKED_AT

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._dialogs = ChildDialogs(operations, self)
        self._page: QualityPage | None = None
        self._wanted = ""
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader("Looking through what is on file")
        self._model: TableModel[QualityRow] = TableModel(
            _COLUMNS,
            key=lambda row: row.key,
            section=lambda row: row.title,
            sections=[rule.title for rule in RULES.values()],
            haystack=_all_words,
            parent=self,
        )
        self.table = TableView(self._model, name="Data quality")
        self.filter = FilterLine("Find by child, rule or words", "Filter findings", self)
        self._empty = EmptyState(_NOTHING)
        self._empty.hide()
        self.whole = BodyLabel()
        self._hint = SecondaryLabel("")
        self.delete = Button("&Delete this one", tip="Delete the record; Ctrl+Z brings it back")
        self.open_child = Button("&Open the child")
        self.mend = Button("&Mend", Kind.PRIMARY)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.delete)
        foot.addWidget(self.open_child)
        foot.addWidget(self.mend)
        column = QVBoxLayout(self)
        edge = theme.space(5)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.whole)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._header.back_clicked.connect(self.back_asked)
        self.filter.textChanged.connect(self._on_filtered)
        self.filter.go_down.connect(self.table.setFocus)
        self.table.opened.connect(lambda _: self._on_mend())
        self.table.current_row_changed.connect(lambda _: self._show_chosen())
        self.mend.clicked.connect(self._on_mend)
        self.delete.clicked.connect(self._on_delete)
        self.open_child.clicked.connect(self._on_open_child)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._on_delete)
        self.table.set_acts(("&Mend…", self._on_mend), ("&Open the child", self._on_open_child))

    # What it shows

    def set_back(self, words: str) -> None:
        """Say where Back leads: "Caseload"."""
        self._header.show_back(words)

    def show_workspace(self, session: Session) -> None:
        """Look through everything anew, off the main thread; what is shown stays until then."""
        del session

        def work(figures: Figures, session: Session) -> QualityPage:
            return quality_page(
                session.snapshot, figures, session.practice, session.today, session.officer_id
            )

        self.operations.read_figures(work, done=self._show, replaces=id(self), owner=self)

    def _show(self, page: QualityPage) -> None:
        before, self._page = self._page, page
        self._header.set_text(page.headline, page.note)
        self._model.set_rows(page.rows)
        parts = (self.table, self.filter, self.whole, self._hint, self.mend, self.open_child)
        for widget in parts:
            widget.setVisible(bool(page.rows))
        self._empty.setVisible(not page.rows)
        if self._wanted:
            self._choose(self._wanted)
        elif self.table.current_row() is None:
            self.table.select_first()
        self._show_chosen()
        if before is None or before.headline != page.headline:
            self.headline_changed.emit()

    def _show_chosen(self) -> None:
        row = self._chosen()
        self.mend.setEnabled(row is not None and row.can_be_mended)
        self.delete.setVisible(row is not None and row.is_double)
        self.open_child.setEnabled(row is not None and bool(row.child_id))
        self.whole.setText(f"{row.sentence} {row.effect}".rstrip() if row is not None else "")
        how = "" if row is None else _HINT if row.can_be_mended else _NOT_HERE
        self._hint.setText(f"{row.source}. {how}" if row is not None else "")

    def _chosen(self) -> QualityRow | None:
        row = self.table.current_row()
        return row if isinstance(row, QualityRow) else None

    def headline(self) -> str:
        """Return how much there is: "25 findings to look at"."""
        return self._page.headline if self._page else ""

    def filter_words(self) -> str:
        """Return where one is, for the way back."""
        return "Data quality"

    def current_child(self) -> str:
        """Return the id of the child in the chosen row, or nothing."""
        row = self._chosen()
        return row.child_id if row is not None else ""

    def place(self) -> dict[str, str]:
        """Return filter and row."""
        row = self._chosen()
        found = {"filter": self.filter.text()}
        return found | ({"row": json.dumps(row.key)} if row is not None else {})

    def go_to(self, place: dict[str, str]) -> None:
        """Filter as before and choose the row again."""
        self.filter.setText(place.get("filter", ""))
        self._wanted = place.get("row", "")
        if self._wanted and self._page is not None:
            self._choose(self._wanted)
        elif self._page is not None:
            self.table.select_first()

    def _choose(self, key: str) -> None:
        self._wanted = ""
        if not self.table.select_key(tuple(json.loads(key))):
            self.table.select_first()

    def take_keyboard(self) -> None:
        """Begin at the first finding."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user does

    def _on_filtered(self, text: str) -> None:
        self._model.set_filter_text(text)
        if self._chosen() is None:
            self.table.select_first()
        self._show_chosen()

    def _on_mend(self) -> None:
        row = self._chosen()
        if row is None:
            return
        self._dialogs.child_id = row.child_id
        if row.action:
            self.action_asked.emit(row.action, row.child_id)
        elif row.adds:
            kind = KINDS[row.adds]
            if issubclass(kind, ChildRecord):
                self._dialogs.enter(kind)
        elif row.opens:
            self._dialogs.open(row.opens, row.opens_id)

    def _on_open_child(self) -> None:
        if child_id := self.current_child():
            self.child_opened.emit(child_id)

    def _on_delete(self) -> None:
        """Delete a record that is there once too often; others are mended by their form."""
        row = self._chosen()
        record = self._dialogs.find(KINDS[row.kind], row.record_id) if row is not None else None
        if row is None or not row.is_double or record is None:
            return
        words = f"Deleted {row.what[:1].lower()}{row.what[1:]}. Undo: Ctrl+Z"
        self.operations.run(
            lambda workspace: delete_record(workspace, record),
            done=lambda _: self.noticed.emit(words, "Undo"),
            owner=self,
        )
