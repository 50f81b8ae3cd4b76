"""One act for several children: what is written on each file is shown while it is entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.codes import say
from iro_desktop.domain.records import Allocation, Contact, Officer
from iro_desktop.domain.words import counted, short_date
from iro_desktop.services.child_records import ENTERING
from iro_desktop.services.child_words import name_of
from iro_desktop.services.several import (
    Allocating,
    Planned,
    allocate,
    planned_allocations,
    record_contacts,
)
from iro_desktop.ui import theme
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_TALLEST: Final = 56  # of the table, in units of space: some lines, the others scroll


_SAME_WORDS: Final = "The same words go on each child’s file: name no other child in them"


class PlanTable(TableView):
    """What would be written, one line a child."""

    def __init__(self, name: str = "What is written") -> None:
        columns: tuple[Column[Planned], ...] = (
            Column("Child", text=lambda row: row.child, stretch=1),
            Column(
                name,
                text=lambda row: row.words,
                mark=lambda row: Status.OVERDUE if row.problem else None,
                stretch=4,
            ),
        )
        self.rows: TableModel[Planned] = TableModel(columns, key=lambda row: row.child_id)
        super().__init__(self.rows, name=name)

    def show_rows(self, rows: Sequence[Planned]) -> None:
        """Show other rows; few of them take no more room than they need."""
        self.rows.set_rows(rows)
        self.setFixedHeight(min(self.height_of_rows(), theme.space(_TALLEST)))


def _block(note: str, plan: PlanTable) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(2))
    column.addWidget(SectionHeader("What is written", note))
    column.addWidget(plan)
    return block


def _called(operations: Operations, child_ids: Sequence[str]) -> str:
    """Return whom it is about: one child by name, several by their number."""
    cases = operations.session.snapshot.cases
    if len(child_ids) == 1 and child_ids[0] in cases:
        return name_of(cases[child_ids[0]].child)
    return counted(len(child_ids), "child", "children")


class ContactsDialog(FormDialog):
    """Records one contact for several children, as a record of its own on each file."""

    def __init__(
        self, operations: Operations, child_ids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        self._child_ids = tuple(child_ids)
        super().__init__(
            operations,
            f"One contact for {_called(operations, self._child_ids)}",
            "Record contact",
            self._service,
            note=_SAME_WORDS if len(self._child_ids) > 1 else "",
            window_title="One contact for several children",
            parent=parent,
        )
        self._today = operations.session.today
        self.form = RecordForm(Contact, ENTERING[Contact].names, self._today)
        self.form.set_record(Contact(id="", contact_on=self._today))
        self.plan = PlanTable()
        self.add_form(self.form)
        self.body.addWidget(_block("One record for each child", self.plan))
        self.form.changed.connect(self._show_plan)
        self._show_plan()
        self.keep_draft_as("contact:several")

    def _show_plan(self) -> None:
        contact = self.form.record()
        whom = say("consulted", contact.with_whom).lower()
        day = contact.contact_on
        said = (
            f"Contact with the {whom}" if whom else "Contact",
            short_date(day) if isinstance(day, date) else "",
            f"by {say('method', contact.method).lower()}" if contact.method else "",
        )
        words = ", ".join(part for part in said if part)
        cases = self._operations.session.snapshot.cases
        self.plan.show_rows(
            [
                Planned(one, name_of(cases[one].child), words)
                for one in self._child_ids
                if one in cases
            ]
        )

    def _service(self) -> Callable[[Workspace], tuple[str, ...]]:
        contact, child_ids, today = self.form.record(), self._child_ids, self._today
        return lambda workspace: record_contacts(workspace, contact, child_ids, today=today)


class AllocateDialog(FormDialog):
    """Allocates children to an IRO on file, or to one who is entered by name."""

    def __init__(
        self, operations: Operations, child_ids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        self._child_ids = tuple(child_ids)
        super().__init__(
            operations,
            f"Allocate {_called(operations, self._child_ids)}",
            "Allocate",
            self._service,
            note="The named IRO until now ends on the day before; cover leaves the named IRO",
            window_title="Allocate children",
            parent=parent,
        )
        session = operations.session
        officers = [
            (one.id, one.name or "IRO")
            for one in session.snapshot.of(Officer)
            if one.left_on is None or one.left_on > session.today
        ]
        self.form = RecordForm(
            Allocation,
            ("officer_id", "role", "from_on", "to_on"),
            session.today,
            choices={"officer_id": officers},
        )
        self.form.set_record(Allocation(id="", role="named", from_on=session.today))
        self.somebody = RecordForm(
            Officer,
            ("name",),
            session.today,
            labels={"name": "Or an IRO who is not in the list"},
            hints={"name": "The name, as the team knows it"},
        )
        self.plan = PlanTable()
        self.add_form(self.form)
        self.add_form(self.somebody)
        self.body.addWidget(_block("One allocation for each child", self.plan))
        for form in (self.form, self.somebody):
            form.changed.connect(self._show_plan)
        self._show_plan()
        self.keep_draft_as("allocation:several")

    def _to(self) -> Allocating:
        allocation = self.form.record()
        return Allocating(
            officer_id=allocation.officer_id,
            new_name=self.somebody.record().name,
            role=allocation.role or "named",
            from_on=allocation.from_on,
            to_on=allocation.to_on,
        )

    def _show_plan(self) -> None:
        snapshot = self._operations.session.snapshot
        self.plan.show_rows(planned_allocations(snapshot, self._child_ids, self._to()))

    def _service(self) -> Callable[[Workspace], int]:
        to, child_ids = self._to(), self._child_ids
        return lambda workspace: allocate(workspace, child_ids, to)
