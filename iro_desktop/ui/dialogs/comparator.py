"""The dialog that enters or changes one figure to compare with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import Comparator
from iro_desktop.services.comparators import (
    ENTERED,
    ComparatorRow,
    ComparatorTable,
    enter_comparator,
    new_comparator,
)
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_HINTS: Final = {
    "year_ending_on": "The 31 March that ends it, such as 31/3/2020",
    "value": "In the unit of the measure: percent, per 10,000, or children",
    "source": "Who gives the figure, and where: it stands in reports beside it",
}


class ComparatorDialog(FormDialog):
    """Edits one figure; without a ``row`` it is a new one. Open it with ``open()``.

    From a row that comes with the program it makes the user's own, which takes its place.
    """

    def __init__(
        self,
        operations: Operations,
        table: ComparatorTable,
        row: ComparatorRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, primary, note = _words(row)
        super().__init__(operations, title, primary, self._make_work, note=note, parent=parent)
        today = operations.session.today
        self._before = None if row is None or row.shipped else row.record
        self.form: RecordForm[Comparator] = RecordForm(
            Comparator,
            ENTERED,
            today,
            choices={
                "measure": tuple(table.measures.items()),
                "area": _known(one.area for one in table.rows),
                "source": _known(one.source for one in table.rows),
            },
            hints=_HINTS,
            wide=("measure", "source"),
            only=("measure",),
        )
        self.form.set_record(new_comparator(today) if row is None else row.record)
        self.add_form(self.form)
        self.keep_draft_as(f"Comparator:{row.key if row else ''}")

    def _make_work(self) -> Callable[[Workspace], str]:
        record, before = self.form.record(), self._before
        return lambda workspace: enter_comparator(workspace, record, before=before)


def _words(row: ComparatorRow | None) -> tuple[str, str, str]:
    """Return the title, the words of the button, and the line under the title."""
    if row is None:
        return "Add a figure to compare with", "Add", ""
    if row.shipped:
        note = f"It takes the place of the figure that comes with the program, {row.said}."
        return "Your own figure", "Keep", note
    return "Change a figure to compare with", "Keep changes", ""


def _known(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what stands in the table already, each once, as suggestions."""
    return tuple((one, one) for one in sorted(set(words), key=str.casefold) if one)
