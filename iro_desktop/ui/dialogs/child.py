"""The dialog that adds a child, or edits what is known of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.local_words import local_words
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    LegalStatus,
    Placement,
    ProtectionPlan,
    Standards,
)
from iro_desktop.services.child_words import groups_of_siblings, name_of
from iro_desktop.services.children import add_child, edit_child
from iro_desktop.services.siblings import possible_siblings
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_WHO = ("reference", "initials", "born_on", "expected_on", "name", "sex", "sibling_group_id")
_MORE = (
    "died_on", "disability", "ethnicity", "upn", "uasc_until", "district",
    "responsible_authority", "note",
)  # fmt: skip


class ChildDialog(FormDialog):
    """Adds a child where no id is given, with what is known at the start; else edits the child."""

    def __init__(
        self, operations: Operations, child_id: str = "", parent: QWidget | None = None
    ) -> None:
        session = operations.session
        case = session.snapshot.cases.get(child_id)
        self._is_new = case is None
        child = case.child if case is not None else Child(id="")
        super().__init__(
            operations,
            "Add child" if self._is_new else "Edit child",
            "Add child" if self._is_new else "Keep changes",
            self._service_call,
            note="Only the reference is needed now; the rest can follow."
            if self._is_new
            else name_of(child),
            parent=parent,
        )
        self._today = session.today
        self._child = child
        self._sibling = _first_sibling(session, child)
        self._add_child_forms(session, child)
        if self._is_new:
            self._add_start_forms(session.practice.on(session.today))
        self.keep_draft_as(f"child:{child_id}")

    def _add_child_forms(self, session: Session, child: Child) -> None:
        self.who: RecordForm[Child] = RecordForm(
            Child,
            _WHO,
            session.today,
            choices={"sibling_group_id": list(_others(session, child))},
            labels={"sibling_group_id": "Sibling of"},
            hints={"expected_on": "Instead, for a child not yet born"},
        )
        self.who.set_record(replace(child, sibling_group_id=self._sibling))
        self.add_form(self.who)
        self.more: RecordForm[Child] = RecordForm(Child, _MORE, session.today)
        self.more.set_record(child)
        if not self._is_new:
            self.add_form(self.more, "More")

    def _add_start_forms(self, standards: Standards) -> None:
        today = self._today
        self.care = RecordForm(CarePeriod, ("started_on",), today)
        self.known = RecordForm(CarePeriod, ("start_unknown",), today)
        self.status = RecordForm(LegalStatus, ("status",), today)
        self.placement = RecordForm(
            Placement, ("placement_type",), today, labels={"placement_type": "Placement"}
        )
        self.plan = RecordForm(
            ProtectionPlan,
            ("started_on", "initial_category"),
            today,
            labels={"started_on": "Plan started on", "initial_category": "Category"},
        )
        self.allocation = RecordForm(
            Allocation, ("from_on",), today, labels={"from_on": "Allocated to you on"}
        )
        self.allocation.set_record(Allocation(id="", from_on=today))
        self.add_forms(
            self.care,
            self.known,
            self.status,
            self.placement,
            heading=local_words("Looked after", standards),
            note="Leave this empty for a child who is not",
        )
        self.add_form(self.plan, "Child protection plan", "Leave this empty for a child without")
        self.add_form(self.allocation, "Allocation")

    # What is recorded

    def _service_call(self) -> Callable[[Workspace], str]:
        child = self.more.onto(self.who.record())
        sibling = str(self.who.value("sibling_group_id"))
        child = replace(child, sibling_group_id=self._child.sibling_group_id)
        return self._adding(child, sibling) if self._is_new else self._editing(child, sibling)

    def _editing(self, child: Child, sibling: str) -> Callable[[Workspace], str]:
        moved = sibling if sibling != self._sibling else None
        today = self._today

        def work(workspace: Workspace) -> str:
            edit_child(workspace, child, sibling_of=moved, today=today)
            return child.id

        return work

    def _adding(self, child: Child, sibling: str) -> Callable[[Workspace], str]:
        care = self.known.onto(self.care.record())
        begins = care.started_on
        has_home = not (self.status.is_empty() and self.placement.is_empty())
        # A status or a home needs the day on which care began: the service asks for it.
        looked_after = begins is not None or has_home or care.start_unknown is not None
        status = replace(self.status.record(), started_on=begins)
        placement = replace(self.placement.record(), started_on=begins)
        plan = None if self.plan.is_empty() else self.plan.record()
        allocated_on, today = self.allocation.record().from_on, self._today
        return lambda workspace: add_child(
            workspace,
            child,
            care=care if looked_after else None,
            status=status if status.status and begins else None,
            placement=placement if placement.placement_type and begins else None,
            plan=plan,
            allocated_on=allocated_on,
            sibling_of=sibling,
            today=today,
        )


def _others(session: Session, child: Child) -> Iterator[tuple[str, str]]:
    """Yield the children of this IRO as siblings to choose from, by reference."""
    officer_id = "" if session.whole_service else session.officer_id
    for one in possible_siblings(session.snapshot, child, officer_id, session.today):
        yield one.id, name_of(one)


def _first_sibling(session: Session, child: Child) -> str:
    group = groups_of_siblings(session.snapshot).get(child.sibling_group_id, ())
    return next((one.id for one in group if one.id != child.id), "")
