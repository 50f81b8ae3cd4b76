"""What is seen of an import: its children by group, the counts by kind, and the rows to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.words import counted, say_number
from iro_desktop.services.import_preview import GROUPS, ImportPreview, ImportProblem
from iro_desktop.ui import theme
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.chips import Chip, FilterChips
from iro_desktop.ui.dialogs.import_children import ALL, ChildrenPart
from iro_desktop.ui.dialogs.import_tables import (
    COUNTS,
    PROBLEMS,
    CountRow,
    ProblemRow,
    counts_of,
    problems_of,
)
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.table_view import TableView

if TYPE_CHECKING:
    from iro_desktop.services.imports import ImportResult

_CHILD_COLUMN: Final = 1
_MOST_PROBLEMS: Final = 2000
_RECORDS: Final = "records"
_PROBLEMS: Final = "problems"


class PreviewParts(QWidget):
    """Chips that choose what is seen, over it."""

    taken_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, with_child: bool = True) -> None:
        super().__init__(parent)
        self.chips = FilterChips(name="What is shown of the files")
        self.children_part = ChildrenPart()
        self.counts = TableModel[CountRow](COUNTS, key=lambda row: row.words, parent=self)
        self._count_table = TableView(self.counts, name="What would change")
        self._problems_header = SectionHeader("")
        self.problems = TableModel[ProblemRow](PROBLEMS, key=lambda row: row.number, parent=self)
        self._problem_table = TableView(self.problems, name="Rows to look at")
        self._problem_table.show_column(_CHILD_COLUMN, shown=with_child)
        self._notes = SecondaryLabel()
        self._preview: ImportPreview | None = None
        self._is_done = False
        self.new: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addWidget(self.chips)
        column.addWidget(self.children_part, 1)
        column.addWidget(self._count_table, 1)
        column.addWidget(self._problems_header)
        column.addWidget(self._problem_table, 1)
        column.addWidget(self._notes)
        self.chips.chip_chosen.connect(self._show_part)
        self.children_part.taken_changed.connect(self._on_taken_changed)
        self.hide()

    @property
    def has_taken(self) -> bool:
        """Whether anything could be imported: a child who is taken, or what is about no child."""
        preview = self._preview
        return preview is not None and (not preview.children or bool(self.children_part.taken()))

    def references(self) -> frozenset[str] | None:
        """Return the references of the children who are taken; None where there are no children."""
        if self._preview is None or not self._preview.children:
            return None
        return self.children_part.references()

    def forget(self) -> None:
        """Show nothing, and forget what was ticked."""
        self._preview = None
        self.children_part.forget()
        self.counts.set_rows(())
        self.problems.set_rows(())
        self.hide()

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what an import would do."""
        self._preview = preview
        self.children_part.show_preview(preview)
        self._notes.setText(" ".join(preview.notes))
        self._count()
        self._show_part(self.chips.chosen())
        self.show()

    def show_result(self, result: ImportResult) -> None:
        """Show what an import did."""
        self._is_done = True
        self.chips.hide()
        self.counts.set_rows(counts_of(result.new, result.changed, result.unchanged))
        self._show_problems(result.problems)
        self._show_part(_RECORDS)

    def take_keyboard(self) -> bool:
        """Take the keyboard to the children where one has to be chosen; return whether it is."""
        if self.children_part.isHidden() or not self.children_part.needs_choosing():
            return False
        self.children_part.table.setFocus()
        return True

    def _on_taken_changed(self) -> None:
        self._count()
        self.taken_changed.emit()

    def _count(self) -> None:
        """Count what importing those who are ticked would do, and their rows to look at."""
        preview = self._preview
        if preview is None or self._is_done:
            return
        counts = self.children_part.counts()
        for kind, numbers in preview.others.items():
            for what, number in zip(("new", "changed", "unchanged"), numbers, strict=True):
                counts[what][kind] += number
        self.new, self.changed = counts["new"], counts["changed"]
        self.counts.set_rows(counts_of(**counts))
        taken = {one.casefold() for one in self.children_part.references()}
        self._show_problems(
            [one for one in preview.problems if not one.child or one.child.casefold() in taken]
        )
        self._show_chips(preview)

    def _show_problems(self, problems: Sequence[ImportProblem]) -> None:
        self.problems.set_rows(problems_of(problems, _MOST_PROBLEMS))
        found = len(problems)
        more = (
            f", the first {say_number(_MOST_PROBLEMS)} are shown" if found > _MOST_PROBLEMS else ""
        )
        self._problems_header.set_text(
            f"{counted(found, 'row')} to look at{more}",
            "They are imported as far as they can be; a row that cannot be understood is left out.",
        )

    def _show_chips(self, preview: ImportPreview) -> None:
        groups = Counter(one.group for one in preview.children)
        chips = [Chip(key, words, groups[key]) for key, words in GROUPS.items() if groups[key]]
        if len(chips) > 1:
            chips.insert(0, Chip(ALL, "All children", len(preview.children)))
        chips.append(Chip(_RECORDS, "By kind of record"))
        if self.problems.total:
            chips.append(Chip(_PROBLEMS, "Rows to look at", self.problems.total))
        chosen = self.chips.chosen()
        self.chips.set_chips(chips)
        if chosen != self.chips.chosen():
            self._show_part(self.chips.chosen())

    def _show_part(self, key: str) -> None:
        """Show the children of a group, the counts by kind, or the rows to look at."""
        is_children = key not in (_RECORDS, _PROBLEMS)
        if is_children:
            self.children_part.show_group(key)
        has_problems = bool(self.problems.total) and (key == _PROBLEMS or self._is_done)
        self.children_part.setVisible(is_children)
        self._count_table.setVisible(key == _RECORDS)
        self._problems_header.setVisible(has_problems)
        self._problem_table.setVisible(has_problems)
        self._notes.setVisible(bool(self._notes.text()))
