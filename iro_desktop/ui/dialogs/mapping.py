"""Any table: which of its columns are which fields, with what can be read of it so far."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.mappings import DATE_ORDERS
from iro_desktop.domain.records import ImportMapping
from iro_desktop.services import mapping_look
from iro_desktop.services.mapping_guess import guess
from iro_desktop.services.mappings import remembered_for, save_mapping, tables_in
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.choosing_files import choose_file
from iro_desktop.ui.dialogs.import_tables import PROBLEMS, ProblemRow, problems_of
from iro_desktop.ui.dialogs.mapping_parts import ColumnsGrid, SpellingsGrid
from iro_desktop.ui.fields.choice import Combo
from iro_desktop.ui.labels import BodyLabel, HeadingLabel, SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.page_dialog import PageDialog
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.mapping_look import Look
    from iro_desktop.services.mappings import OneTable

_FIRST: Final = (
    "Choose a CSV file or a workbook of any kind, and say once which of its columns is what. "
    "Nothing is changed before you have seen a preview."
)
_FILES: Final = "Tables (*.csv *.txt *.xlsx *.xls);;All files (*)"
_GUESSED: Final = "Chosen by the headings: check each column, and change what is wrong."
_KNOWN: Final = "“{name}” is remembered for these columns, and was chosen by itself."
_MOST_PROBLEMS: Final = 50


class MappingDialog(PageDialog):
    """Reads a table, shows what its columns are taken for, and leads on to the preview."""

    letters_wide = 128
    ready = Signal(object, str, object)
    """The mapping, the name of the sheet or "", and the path: the preview comes next."""
    mappings_asked = Signal()
    """The list of what is remembered is to be opened."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__("Import a table", _FIRST, parent)
        self._operations = operations
        self._path: Path | None = None
        self._tables: list[OneTable] = []
        self._mapping = ImportMapping(id="")
        self._kept = ImportMapping(id="")  # the remembered one that this began with
        self._look: Look | None = None
        self._is_saving = False
        self._make_head()
        self._make_parts()
        self._make_foot()
        self._lay_out()
        self._connect()
        self._show_state()

    # What it is made of

    def _make_head(self) -> None:
        self._choose = Button("Choose a &file…", icon="import")
        self._remembered = Button("Remembered &mappings…")
        self.sheet, self.kind, self.order = Combo(), Combo(), Combo()
        self.sheet.setAccessibleName(translated("Sheet of the workbook"))
        self.kind.setAccessibleName(translated("What each row is"))
        self.order.setAccessibleName(translated("Order of dates"))
        for value, words in mapping_look.kinds():
            self.kind.addItem(translated(words), value)
        for value, words in DATE_ORDERS.items():
            self.order.addItem(f"Dates: {words.lower()}", value)
        self._dates = SecondaryLabel()
        self._error = ErrorLabel()

    def _make_parts(self) -> None:
        self.columns = ColumnsGrid()
        self.spellings = SpellingsGrid()
        self._columns_header = SectionHeader("Columns")
        self._spellings_header = SectionHeader(
            "Spellings", "What stands in cells, and what it means; an open one is left empty"
        )
        self._problems_header = SectionHeader("")
        self._problem_model = TableModel[ProblemRow](
            PROBLEMS, key=lambda row: row.number, parent=self
        )
        self._problems = TableView(self._problem_model, name="Rows to look at")
        self._problems.fit_height(on=True)

    def _make_foot(self) -> None:
        self.count = HeadingLabel()
        self.name = QLineEdit()
        self.name.setAccessibleName(translated("Remember it as"))
        self.name.setPlaceholderText(translated("A name; without one it is used this once"))
        self._name_label = BodyLabel("Remember it as")
        self._name_label.setWordWrap(False)
        self.name.setMaxLength(100)
        self._cancel = Button("Cancel")
        self.next = Button("&Next", Kind.PRIMARY)

    def _lay_out(self) -> None:
        side = theme.space(6)
        asked = QVBoxLayout()
        asked.setContentsMargins(side, theme.space(3), side, theme.space(3))
        asked.setSpacing(theme.space(2))
        asked.addWidget(button_row(self._choose, self._remembered))
        asked.addWidget(self._error)
        choices = QHBoxLayout()
        choices.setSpacing(theme.space(2))
        for combo, stretch in ((self.sheet, 2), (self.kind, 4), (self.order, 2)):
            choices.addWidget(combo, stretch)
        asked.addLayout(choices)
        asked.addWidget(self._dates)
        for widget in (
            self._columns_header,
            self.columns,
            self._spellings_header,
            self.spellings,
            self._problems_header,
            self._problems,
        ):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.lay_out(self._foot(), asked)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.count)
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addWidget(self._name_label)
        row.addWidget(self.name, 1)
        row.addWidget(self._cancel)
        row.addWidget(self.next)
        foot.addLayout(row)
        return foot

    def _connect(self) -> None:
        self._choose.clicked.connect(self._on_choose)
        self._remembered.clicked.connect(self.mappings_asked)
        self.sheet.activated.connect(self._on_sheet)
        self.kind.activated.connect(self._on_kind)
        self.order.activated.connect(self._on_order)
        self.columns.changed.connect(self._on_columns)
        self.spellings.settled.connect(self._on_settled)
        self._cancel.clicked.connect(self.reject)
        self.next.clicked.connect(self._on_next)

    def high(self) -> int:
        """Return room for a table of usual width, once it is read."""
        return theme.space(200 if self._tables else 60)

    def begin(self) -> None:
        """Begin where the file is chosen."""
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it does

    @property
    def mapping(self) -> ImportMapping:
        """The mapping as it stands."""
        return self._mapping

    @property
    def error(self) -> str:
        """The sentence that says what is wrong, or nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def _on_choose(self) -> None:
        choose_file(self, "Choose a table", _FILES, self.choose)

    def choose(self, path: Path) -> None:
        """Read a file and show its first table that has a mapping, else its first one."""
        self._error.say("")
        self.note.setText(f"Reading {path.name}…")
        self._choose.setEnabled(False)

        def read(session: object) -> list[OneTable]:
            del session
            return tables_in(path)

        def done(tables: list[OneTable]) -> None:
            self._choose.setEnabled(True)
            self._path, self._tables = path, tables
            self._show_tables()

        self._operations.read(
            read, done=done, failed=self._on_failed, replaces=(id(self), "file"), owner=self
        )

    def _on_failed(self, error: UserError) -> None:
        self._choose.setEnabled(True)
        self.note.setText(_FIRST)
        self._error.say(str(error))
        self._path, self._tables, self._look = None, [], None
        self._show_state()

    def _show_tables(self) -> None:
        self.sheet.clear()
        for number, table in enumerate(self._tables):
            self.sheet.addItem(f"Sheet: {table.sheet}" if table.sheet else table.file, number)
        snapshot = self._operations.session.snapshot
        known = [remembered_for(snapshot, table) is not None for table in self._tables]
        self.sheet.setCurrentIndex(known.index(True) if any(known) else 0)
        self._on_sheet()
        self.fit()
        if self.columns.combos:
            self.columns.combos[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _table(self) -> OneTable:
        return self._tables[self.sheet.currentIndex()]

    def _on_sheet(self) -> None:
        """Take the mapping that is remembered for the columns of this sheet, or a suggestion."""
        known = remembered_for(self._operations.session.snapshot, self._table)
        self._kept = known or ImportMapping(id="")
        self._take(known or guess(self._table))
        self.name.setText(self._kept.name)
        self.note.setText(_KNOWN.format(name=known.name) if known else _GUESSED)
        announce(self, self.note.text())

    def _on_kind(self) -> None:
        """Suggest anew for rows of another kind; the name stays."""
        name = self._mapping.name
        self._take(replace(guess(self._table, str(self.kind.currentData())), name=name))
        self.note.setText(_GUESSED)

    def _take(self, mapping: ImportMapping) -> None:
        self._mapping = mapping
        self.kind.setCurrentIndex(self.kind.findData(mapping.kind))
        self.order.setCurrentIndex(max(self.order.findData(mapping.date_order), 0))
        choices = mapping_look.field_choices(mapping.kind)
        self.columns.show_columns(mapping_look.columns(self._table, mapping), choices)
        self._look_again()

    def _on_order(self) -> None:
        self._mapping = replace(self._mapping, date_order=str(self.order.currentData()))
        self._look_again()

    def _on_columns(self) -> None:
        self._mapping = mapping_look.with_columns(self._mapping, self.columns.columns())
        self._look_again()

    def _on_settled(self, field: str, spelling: str, meaning: str | None) -> None:
        self._mapping = mapping_look.with_spelling(self._mapping, field, spelling, meaning)
        self._look_again()

    def _look_again(self) -> None:
        """Have the table read through the mapping, off this thread; the last asked is shown."""
        table, mapping = self._table, self._mapping
        self._look = None
        self._operations.read(
            lambda session: mapping_look.look(table, mapping, session.today),
            done=self._on_looked,
            failed=self._on_failed,
            replaces=(id(self), "look"),
            owner=self,
        )
        self._show_state()

    def _on_looked(self, look: Look) -> None:
        self._look = look
        self._show_look(look)
        self._show_state()

    # On to the preview

    def _on_next(self) -> None:
        if self._path is None or self._look is None or self._is_saving:
            return
        name = " ".join(self.name.text().split())
        is_kept = name.casefold() == self._kept.name.casefold()
        mapping = replace(self._mapping, name=name, id=self._kept.id if is_kept else "")
        if not name:
            self._go_on(mapping)
            return
        self._is_saving = True
        self._error.say("")
        self._show_state()
        self._operations.run(
            lambda workspace: save_mapping(workspace, mapping),
            done=lambda saved: self._go_on(replace(mapping, id=saved)),
            failed=self._on_refused,
            settled=self._on_saved,
            owner=self,
        )

    def _on_refused(self, error: UserError) -> None:
        self._error.say(str(error))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self) -> None:
        self._is_saving = False
        self._show_state()

    def _go_on(self, mapping: ImportMapping) -> None:
        sheet = self._table.sheet
        self.accept()
        self.ready.emit(mapping, sheet, self._path)

    # What it shows

    def _show_look(self, look: Look) -> None:
        self.title.setText(self._table.where)
        self._dates.setText("; ".join(look.dates))
        self.spellings.show_spellings(look.spellings)
        self.count.setText(look.words)
        found = look.problem_count
        self._problem_model.set_rows(problems_of(look.problems, _MOST_PROBLEMS))
        shown = f", the first {_MOST_PROBLEMS} are shown" if found > _MOST_PROBLEMS else ""
        rows = "1 thing" if found == 1 else f"{found:,} things"
        self._problems_header.set_text(f"{rows} to look at{shown}")

    def _show_state(self) -> None:
        has_table = bool(self._tables)
        look = self._look
        has_spellings = has_table and bool(self.spellings.combos)
        has_problems = has_table and bool(self._problem_model.total)
        shown: dict[QWidget, bool] = {
            self.sheet: len(self._tables) > 1,
            self._dates: has_table and bool(self._dates.text()),
            self._spellings_header: has_spellings,
            self.spellings: has_spellings,
            self._problems_header: has_problems,
            self._problems: has_problems,
        }
        with_table = (self.kind, self.order, self.page_scroll, self._name_label, self.name)
        shown[self.next] = has_table
        shown |= dict.fromkeys(with_table, has_table)
        for widget, is_shown in shown.items():
            widget.setVisible(is_shown)
        self.count.setVisible(has_table and bool(self.count.text()))
        can_go = look is not None and not look.lacks and look.good > 0
        self.next.setEnabled(can_go and not self._is_saving)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Have Tab visit all in the order in which it is read.

        The lists come and go, so it is told by name: walking through layouts would leave behind
        wrappers of items that are freed with their rows.
        """
        first = (self._choose, self._remembered, self.sheet, self.kind, self.order)
        last = (self._problems, self.name, self._cancel, self.next)
        for before, after in pairwise(
            (*first, *self.columns.combos, *self.spellings.combos, *last)
        ):
            QWidget.setTabOrder(before, after)
