"""The form of one set of local standards; what it would change is shown before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.standards_limits import BANDED, CHARTED, KNOWN
from iro_desktop.services.standards import as_kept, keep_standards, named, new_set
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.dialogs.standards_effect import EffectDialog
from iro_desktop.ui.dialogs.standards_sections import HINTS, SECTIONS, StandardsSection
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_TITLE: Final = "Local standards"
_NOTE: Final = (
    "Due dates go by the standards of the day on which their clock starts, targets and ranges by "
    "those of the last day shown. None of it is law."
)
_FROM: Final = "A new set starts as a copy of the one in force on this day; nothing is inherited"


class StandardsFormDialog(FormDialog):
    """Edits one set of standards; one without an id is a new one.

    The button shows what the set would change; Keep in there keeps it.
    """

    keys: ClassVar[str] = "Ctrl+Enter shows what would change, Esc closes"
    letters_wide: ClassVar[int] = 118

    def __init__(
        self, operations: Operations, standards: Standards, parent: QWidget | None = None
    ) -> None:
        name = f"{_TITLE} {named(standards)}" if standards.id else f"New {_TITLE.casefold()}"
        super().__init__(
            operations, name, "&What would change…", self._make_work, note=_NOTE, parent=parent
        )
        self._standards = standards
        self._today = operations.session.today
        self._from = RecordForm(
            Standards, ("from_on",), self._today, hints={} if standards.id else {"from_on": _FROM}
        )
        self.add_form(self._from)
        self._sections = [self._section(one) for one in SECTIONS]
        self._from.set_record(standards)
        self._fill(standards)
        self._from.changed.connect(self._on_day_changed)
        self._add_jumps()
        self.keep_draft_as(f"standards:{standards.id or 'new'}")

    def _section(self, section: StandardsSection) -> RecordForm[Standards]:
        choices = None
        if "targets" in section.names:
            choices = {"targets": self._measures(KNOWN), "bands": self._measures(BANDED)}
        elif "rebases" in section.names:
            choices = {"rebases": self._measures(frozenset(CHARTED))}
        form = RecordForm(Standards, section.names, self._today, choices=choices, hints=HINTS)
        self.add_form(form, section.heading, section.note)
        return form

    def _measures(self, known: AbstractSet[str]) -> list[tuple[str, str]]:
        """Return the measures that can have a row in a table, by their titles."""
        practice = self._operations.session.practice
        titles = {
            measure_id: title_of(MEASURES[measure_id], practice, self._today)
            for measure_id in MEASURES
            if measure_id in known
        }
        titles |= {measure_id: measure_id for measure_id in sorted(known - titles.keys())}
        return list(titles.items())

    def _add_jumps(self) -> None:
        """Offer the way to each section above the form, where it stays in sight."""
        jumps = []
        for form, section in zip(self._sections, SECTIONS, strict=True):
            jump = Button(section.short, Kind.LINK)
            jump.setAccessibleName(f"Go to {section.heading}")
            jump.clicked.connect(lambda _=False, form=form: self.go_to(form))
            jumps.append(jump)
        head = self.frame.head.layout()
        if head is not None:
            head.addWidget(button_row(*jumps))

    def go_to(self, form: RecordForm[Standards]) -> None:
        """Show a section from its heading on, and put the keyboard into its first field."""
        form.focus_field(form.names[0])
        block = form.parentWidget() or form
        self.frame.scrolled.verticalScrollBar().setValue(
            block.mapTo(self.frame.page, QPoint(0, 0)).y()
        )

    @property
    def sections(self) -> tuple[RecordForm[Standards], ...]:
        """The forms of the sections, in order."""
        return tuple(self._sections)

    def _fill(self, standards: Standards) -> None:
        for form in self._sections:
            form.set_record(standards)

    def _on_day_changed(self) -> None:
        """Copy what is in force on the day of a new set, unless something was entered already."""
        day = self._from.value("from_on")
        if self._standards.id or not isinstance(day, date):
            return
        copy = new_set(self._operations.session.practice, day, self._today)
        if copy != self.entered() and not any(form.is_changed() for form in self._sections):
            self._fill(copy)

    def entered(self) -> Standards:
        """Return the set as it stands in the form."""
        found = self._from.onto(self._standards)
        for form in self._sections:
            found = form.onto(found)
        return found

    # Keeping

    def save(self) -> None:
        """Show what the set would change, unless it cannot stand; keep it from there."""
        if self._running:
            return
        problems = [problem for part in self._parts for problem in part.own_problems()]
        if problems:
            self.show_problems(problems)
            return
        try:
            sets, _ = as_kept(
                self._operations.session.practice.standards, self.entered(), self._today
            )
        except RefusedError as refused:
            self.show_problems(list(refused.problems))
            return
        self.show_problems([])
        effect = EffectDialog(self._operations, sets, "&Keep", parent=self)
        effect.confirmed.connect(super().save)
        effect.open()

    def _make_work(self) -> Callable[[Workspace], object]:
        standards, today = self.entered(), self._today
        return lambda workspace: keep_standards(workspace, standards, today=today)


def form_for(standards: Standards) -> Standards:
    """Return the set that a form edits: of the default, which stays, a new one without a day."""
    if standards.id == DEFAULT_STANDARDS.id:
        return replace(standards, id="", from_on=None)
    return standards
