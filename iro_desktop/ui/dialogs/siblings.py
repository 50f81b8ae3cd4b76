"""Siblings in one act: a contact that several of them had, and who belongs to the group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.limits import FieldProblem
from iro_desktop.domain.records import About, Child, Contact, SiblingGroup
from iro_desktop.domain.words import say_list
from iro_desktop.services.child_records import ENTERING
from iro_desktop.services.child_words import groups_of_siblings, name_of
from iro_desktop.services.several import CHOSEN, record_contacts
from iro_desktop.services.siblings import edit_siblings, possible_siblings
from iro_desktop.ui.fields.children import ChildrenEditor
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


class ChosenChildren(QWidget):
    """Which children something is about, as a part of a form."""

    changed = Signal()

    def __init__(
        self,
        label: str,
        first: Sequence[Child],
        others: Sequence[Child] = (),
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = ChildrenEditor(About(CHOSEN, label, "links"), _named(first), _named(others))
        self._field = FormField(self.editor, label, hint)
        self._first = tuple(child.id for child in first)
        self.editor.set_value(self._first)
        self.editor.changed.connect(self._on_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the children that are ticked."""
        found = self.editor.value()
        return tuple(str(one) for one in found) if isinstance(found, tuple) else ()

    def is_changed(self) -> bool:
        """Return whether others are ticked than at first."""
        return set(self.chosen()) != set(self._first)

    def own_problems(self) -> list[FieldProblem]:
        """Return nothing: the service knows how many there must be."""
        return []

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field, if the problem is about it."""
        return self._field if problem.field == CHOSEN else None

    def clear_problems(self) -> None:
        """Take the message away."""
        self._field.show_problem("")

    def _on_changed(self) -> None:
        self.clear_problems()
        self.changed.emit()


def _named(children: Sequence[Child]) -> list[tuple[str, str]]:
    return [(child.id, name_of(child)) for child in children]


def _group(session: Session, child: Child) -> tuple[Child, ...]:
    """Return a child and its siblings, the child first."""
    group = groups_of_siblings(session.snapshot).get(child.sibling_group_id, ())
    return (child, *(one for one in group if one.id != child.id))


class SiblingContactDialog(FormDialog):
    """One contact that is recorded for each of the children ticked."""

    def __init__(
        self, operations: Operations, child_id: str, parent: QWidget | None = None
    ) -> None:
        session = operations.session
        child = session.snapshot.cases[child_id].child
        super().__init__(
            operations,
            "Record contact",
            "Record contact",
            self._service_call,
            note="One contact, recorded for each child as a record of its own",
            parent=parent,
        )
        self._today = session.today
        self.children_part = ChosenChildren("Children", _group(session, child))
        self.form: RecordForm[Contact] = RecordForm(Contact, ENTERING[Contact].names, session.today)
        self.form.set_record(Contact(id="", contact_on=session.today))
        self.add_form(self.children_part)
        self.add_form(self.form)
        self.children_part.changed.connect(self._on_changed)
        self._on_changed()
        self.keep_draft_as(f"sibling-contact:{child_id}")

    def _on_changed(self) -> None:
        number = len(self.children_part.chosen())
        self.set_primary(f"Record {number} contacts" if number > 1 else "Record contact")

    def _service_call(self) -> Callable[[Workspace], object]:
        contact, today = self.form.record(), self._today
        chosen = self.children_part.chosen()
        return lambda workspace: record_contacts(workspace, contact, chosen, today=today)


class SiblingsDialog(FormDialog):
    """Who a child's siblings are, and what is to be known of them together."""

    def __init__(
        self, operations: Operations, child_id: str, parent: QWidget | None = None
    ) -> None:
        session = self._session = operations.session
        child = self._child = session.snapshot.cases[child_id].child
        super().__init__(
            operations,
            "Siblings",
            "Keep changes",
            self._service_call,
            note=name_of(child),
            parent=parent,
        )
        officer_id = "" if session.whole_service else session.officer_id
        _, *first = _group(session, child)
        others = possible_siblings(session.snapshot, child, officer_id, session.today)
        self.children_part = ChosenChildren(
            "Siblings",
            first,
            [one for one in others if one not in first],
            "Choose a child in the list to add it; take the tick away to take it out.",
        )
        self.form = RecordForm(SiblingGroup, ("name", "note"), session.today)
        group = session.snapshot.find(SiblingGroup, child.sibling_group_id)
        self.form.set_record(group or SiblingGroup(id=""))
        self.add_form(self.children_part)
        self.add_form(self.form, "The group")
        self.children_part.changed.connect(self._on_changed)
        self.keep_draft_as(f"siblings:{child_id}")

    def _on_changed(self) -> None:
        """Say whom a chosen child would leave for this group."""
        snapshot = self._session.snapshot
        groups = groups_of_siblings(snapshot)
        found = []
        for child_id in self.children_part.chosen():
            child = snapshot.cases[child_id].child
            if child.sibling_group_id in ("", self._child.sibling_group_id):
                continue
            left = [one for one in groups[child.sibling_group_id] if one.id != child_id]
            if left:
                names = say_list([name_of(one) for one in left])
                found.append(f"{name_of(child)} leaves the group of {names}.")
        self.advise(found)

    def _service_call(self) -> Callable[[Workspace], object]:
        group, chosen, child_id = self.form.record(), self.children_part.chosen(), self._child.id
        return lambda workspace: edit_siblings(workspace, child_id, group, chosen)
