"""The mappings of tables that are remembered: rename, share, take over and delete them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.mapping_file import ENDING
from iro_desktop.domain.records import ImportMapping
from iro_desktop.services.mapping_files import (
    FILES,
    SharedLine,
    export_mapping,
    import_mapping,
    shared_lines,
    without_spelling,
)
from iro_desktop.services.mappings import (
    MappingRow,
    delete_mapping,
    mapping_rows,
    rename_mapping,
    say_mapping,
)
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.choosing_files import choose_file, choose_where
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_COLUMNS: Final[tuple[Column[MappingRow], ...]] = (
    Column("Name", text=lambda row: row.record.name, stretch=3),
    Column("Rows are", text=lambda row: row.words, stretch=3),
    Column(
        "Columns",
        text=lambda row: str(row.columns),
        sort_key=lambda row: row.columns,
        align_right=True,
        stretch=0,
    ),
)
_HELD: Final[tuple[Column[SharedLine], ...]] = (
    Column("What", text=lambda row: row.what, stretch=2),
    Column("As it stands in tables", text=lambda row: row.stands or "–", stretch=3),
    Column("Means", text=lambda row: row.means or "–", stretch=3),
)
_LOOK: Final = (
    "All that the file will hold. Spellings stand in the cells of your tables: leave one out that "
    "is more than a word for a choice."
)


class MappingsDialog(ListDialog[MappingRow]):
    """A table by name. F2 renames a mapping, Enter shows what sharing it would give away."""

    letters = (100, 62)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations, "Mappings of tables", _COLUMNS, lambda row: row.record.id, parent
        )
        self._make_widgets()
        self._connect()
        self._show(operations.session)

    def _make_widgets(self) -> None:
        self._empty = EmptyState("A mapping is remembered once you give it a name as you import.")
        self._share = Button("&Share…")
        self._rename = Button("&Rename…")
        self._delete = Button("&Delete")
        self._take = Button("&Take over from a file…", icon="import")
        self.add(button_row(self._share, self._rename, self._delete, self._take))
        self.messages = self.add_messages()
        self.add(self.table, 1)
        self.add(self._empty, 1)
        self.add_foot(SecondaryLabel("Enter shares a mapping, F2 renames it, Delete deletes it"))

    def _connect(self) -> None:
        self.table.opened.connect(self._on_share)
        self.table.current_row_changed.connect(self._on_current_row)
        self._share.clicked.connect(self.on_row(self._on_share))
        self._rename.clicked.connect(self.on_row(self._on_rename))
        self._delete.clicked.connect(self.on_row(self._on_delete))
        self._take.clicked.connect(self._on_take)
        self.on_key(Qt.Key.Key_F2, self.on_row(self._on_rename))
        self.on_key(Qt.Key.Key_Delete, self.on_row(self._on_delete))
        self._operations.session_changed.connect(self._show)

    def _show(self, session: Session) -> None:
        self.show_mappings(mapping_rows(session.snapshot))

    def show_mappings(self, rows: Iterable[MappingRow]) -> None:
        """Show these, or what to do where there is none."""
        found = self.show_found(rows, self._empty)
        note = "A table with the columns of one of them is read through it" if found else ""
        self.header.set_text("Mappings of tables" if found else "No mappings yet", note)
        self._on_current_row(self.table.current_row())

    def _on_current_row(self, row: MappingRow | None) -> None:
        for button in (self._share, self._rename, self._delete):
            button.setEnabled(row is not None)

    # What the user does

    def _on_share(self, row: MappingRow) -> None:
        dialog = ShareMappingDialog(self._operations, row.record, self)
        dialog.open()

    def _on_rename(self, row: MappingRow) -> None:
        MappingNameDialog(self._operations, row.record, self).open()

    def _on_delete(self, row: MappingRow) -> None:
        record = row.record
        self._operations.run(
            lambda workspace: delete_mapping(workspace, record),
            done=lambda _: self.messages.show_notice(f"Deleted: {record.name}.", "Undo"),
            owner=self,
        )

    def _on_take(self) -> None:
        choose_file(self, "Take over a mapping", FILES, self.take_over)

    def take_over(self, path: Path) -> None:
        """Remember the mapping of a file, and say which it is."""

        def done(found: tuple[ImportMapping, bool]) -> None:
            mapping, is_new = found
            if is_new:
                self.messages.show_notice(f"Taken over: {mapping.name}.", "Undo")
            else:
                self.messages.show_notice(f"It is remembered already, as {mapping.name}.")
            self.table.select_key(mapping.id)

        self._operations.run(
            lambda workspace: import_mapping(workspace, path),
            done=done,
            failed=lambda error: self.messages.show_error(str(error)),
            owner=self,
        )


class MappingNameDialog(FormDialog):
    """Asks for another name of a mapping."""

    def __init__(
        self, operations: Operations, record: ImportMapping, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            operations,
            "Mapping of a table",
            "Keep changes",
            self._service_call,
            note=say_mapping(record),
            window_title="Mapping of a table",
            parent=parent,
        )
        self.form: RecordForm[ImportMapping] = RecordForm(
            ImportMapping, ("name",), operations.session.today, wide={"name"}
        )
        self.form.set_record(record)
        self.add_form(self.form)

    def _service_call(self) -> Callable[[Workspace], str]:
        record = self.form.record()
        return lambda workspace: rename_mapping(workspace, record)


class ShareMappingDialog(ListDialog[SharedLine]):
    """Shows all that the file of a mapping will hold, then asks where it goes."""

    letters = (104, 70)

    def __init__(
        self, operations: Operations, mapping: ImportMapping, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            operations,
            "Share a mapping",
            _HELD,
            lambda row: row.number,
            parent,
            name="What the file will hold",
        )
        self._mapping = mapping
        self.header.set_text(f"Share “{mapping.name}”", _LOOK)
        self.messages = self.add_messages()
        self.add(self.table, 1)
        self.save = Button("&Save as a file…", Kind.PRIMARY)
        self.save.clicked.connect(self._on_save)
        self.leave_out = Button("&Leave out", tip="Delete")
        self.leave_out.clicked.connect(self._on_leave_out)
        self.table.current_row_changed.connect(self._on_current_row)
        self.on_key(Qt.Key.Key_Delete, self._on_leave_out)
        foot = SecondaryLabel("No rows of any table are in it; Delete leaves a spelling out")
        self.add_foot(foot, self.leave_out, self.save)
        self.rows.set_rows(shared_lines(mapping))
        self.table.select_first()

    def _on_current_row(self, row: SharedLine | None) -> None:
        self.leave_out.setEnabled(row is not None and row.spelling >= 0)

    def _on_leave_out(self) -> None:
        """Share the mapping without the spelling that is chosen; what is remembered keeps it."""
        row = self.table.current_row()
        if row is not None and row.spelling >= 0:
            self._mapping = without_spelling(self._mapping, row)
            self.rows.set_rows(shared_lines(self._mapping))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        choose_where(self, "Share a mapping", FILES, f"Mapping{ENDING}", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the file and say so."""
        mapping = self._mapping

        def failed(error: UserError) -> None:
            self.messages.show_error(str(error))

        self._operations.run(
            lambda workspace: export_mapping(workspace, mapping, path),
            done=lambda _: self.messages.show_notice(f"{path.name} is written."),
            failed=failed,
            owner=self,
        )
