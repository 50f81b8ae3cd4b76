"""The sets of local standards: which there are, which is in force, what can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.standards_file import ENDING
from iro_desktop.domain.words import counted, plain_date
from iro_desktop.services.standards import (
    StandardsSet,
    all_sets,
    delete_standards,
    new_set,
    without,
)
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.choosing_files import choose_file, choose_where
from iro_desktop.ui.dialogs.standards_effect import EffectDialog
from iro_desktop.ui.dialogs.standards_form import StandardsFormDialog, form_for
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.standards_file import StandardsPlan

_NOTE: Final = (
    "What your council sets for itself: ranges, targets, ways of counting, stages, themes, prompts "
    "and words. Each set holds from its first day until the next one begins."
)
_FILES: Final = f"Local standards of IRO Desktop (*{ENDING})"
_ANY: Final = f"{_FILES};;All files (*)"
_STANDING: Final = {
    "in force": "In force today",
    "later": "Not yet in force",
    "earlier": "No longer in force",
    "replaced": "Another from that day holds",
}
_MARKS: Final = {"in force": Status.FINE, "later": Status.NOT_YET}


def _first_day(row: StandardsSet) -> str:
    if row.is_default or row.standards.from_on is None:
        return "As the program comes"
    return f"From {plain_date(row.standards.from_on)}"


def _until(row: StandardsSet) -> str:
    return f"until {plain_date(row.until_on)}" if row.until_on else ""


def _differs(row: StandardsSet) -> str:
    if row.is_default:
        return "The founding ranges and targets"
    return "; ".join(row.differs) or "Nothing"


_COLUMNS: Final[tuple[Column[StandardsSet], ...]] = (
    Column(
        "In force",
        text=_first_day,
        detail=_until,
        sort_key=lambda row: row.standards.from_on,
        stretch=2,
    ),
    Column(
        "Standing",
        text=lambda row: _STANDING[row.standing],
        mark=lambda row: _MARKS.get(row.standing),
        stretch=2,
    ),
    Column("Differs from the set before in", text=_differs, stretch=5),
)


class StandardsDialog(ListDialog[StandardsSet]):
    """Lists the sets; opens, adds, deletes, imports and exports them."""

    letters = (118, 62)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations,
            "Local standards",
            _COLUMNS,
            lambda row: row.standards.id,
            parent,
            name="Sets of local standards",
        )
        self.header.set_text("Local standards", _NOTE)
        self._make_widgets()
        self._connect()
        self._show_sets()
        self.table.select_first()

    def _make_widgets(self) -> None:
        self.error = ErrorLabel()
        self.notice = BodyLabel(quiet=True)
        self.notice.hide()
        self.open_set = Button("&Open…", Kind.PRIMARY)
        self.new = Button("&New set…", icon="plus")
        self.delete = Button("&Delete…", icon="bin")
        self.take_in = Button("&Import…", icon="import")
        self.give_out = Button("&Export…", icon="export")
        self.add(self.error)
        self.add(self.notice)
        self.add(self.table, 1)
        self.add_foot(button_row(self.new, self.delete, self.take_in, self.give_out), self.open_set)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.current_row_changed.connect(self._on_current)
        self.open_set.clicked.connect(lambda: self._on_opened(self.table.current_row()))
        self.new.clicked.connect(self._on_new)
        self.delete.clicked.connect(self._on_delete)
        self.take_in.clicked.connect(self._on_import)
        self.give_out.clicked.connect(self._on_export)
        self._operations.session_changed.connect(self._show_sets)

    # What it shows

    def _show_sets(self) -> None:
        session = self._operations.session
        sets = all_sets(session.practice, session.today)
        self.rows.set_rows(reversed(sets))
        self._on_current(self.table.current_row())

    def _on_current(self, row: StandardsSet | None) -> None:
        self.open_set.setEnabled(row is not None)
        self.delete.setEnabled(row is not None and not row.is_default)

    def _say(self, sentence: str) -> None:
        self.error.say("")
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _say_error(self, error: UserError) -> None:
        self._say("")
        self.error.say(str(error))

    # What it does

    def _on_opened(self, row: StandardsSet | None) -> None:
        if row is not None:
            self._edit(StandardsFormDialog(self._operations, form_for(row.standards), self))

    def _on_new(self) -> None:
        session = self._operations.session
        standards = new_set(session.practice, None, session.today)
        self._edit(StandardsFormDialog(self._operations, standards, self))

    def _edit(self, dialog: StandardsFormDialog) -> None:
        self._say("")
        dialog.recorded.connect(self.table.select_key)
        dialog.open()

    def _on_delete(self) -> None:
        row = self.table.current_row()
        if row is None or row.is_default:
            return
        standards = row.standards
        effect = EffectDialog(
            self._operations,
            without(self._operations.session.practice.standards, standards.id),
            "&Delete",
            lines=(f"The standards {row.words} are to be deleted. Undo brings them back.",),
            parent=self,
        )
        effect.confirmed.connect(
            lambda: self._operations.run(
                lambda workspace: delete_standards(workspace, standards.id),
                done=lambda _: self._say(f"The standards {row.words} are deleted."),
                failed=self._say_error,
                owner=self,
            )
        )
        effect.open()

    def _on_import(self) -> None:
        choose_file(self, "Import local standards", _ANY, self.import_from)

    def import_from(self, path: Path) -> None:
        """Show what importing a settings file would do, and import it from there."""
        from iro_desktop.services.standards_file import import_standards

        self._say("")
        self._operations.run(
            lambda workspace: import_standards(workspace, path, dry_run=True),
            done=lambda plan: self._preview(path, plan),
            failed=self._say_error,
            owner=self,
        )

    def _preview(self, path: Path, plan: StandardsPlan) -> None:
        from iro_desktop.services.standards_file import import_standards

        if not plan.puts:
            self._say(" ".join((f"{plan.headline}: nothing would change.", *plan.notes)))
            return
        effect = EffectDialog(
            self._operations,
            plan.sets,
            "&Import",
            lines=(f"{plan.headline}.", *(one.words for one in plan.planned), *plan.notes),
            parent=self,
        )
        effect.confirmed.connect(
            lambda: self._operations.run(
                lambda workspace: import_standards(workspace, path),
                done=lambda _: self._say("The standards are imported. Undo takes them back."),
                failed=self._say_error,
                owner=self,
            )
        )
        effect.open()

    def _on_export(self) -> None:
        choose_where(
            self,
            "Export local standards",
            _FILES,
            f"Local standards {self._operations.session.today.isoformat()}{ENDING}",
            self.export_to,
        )

    def export_to(self, path: Path) -> None:
        """Write every set into a settings file and say what is in it."""
        from iro_desktop.services.standards_file import export_standards

        def done(sets: int) -> None:
            self._say(f"{counted(sets, 'set')} of standards in {path.name}; no case data is in it.")

        self._operations.run(
            lambda workspace: export_standards(workspace, path),
            done=done,
            failed=self._say_error,
            owner=self,
        )
