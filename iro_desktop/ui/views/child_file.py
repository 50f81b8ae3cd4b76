"""All that is on file about a child, in groups: seen, opened to be changed, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from iro_desktop.domain.records import (
    Allocation,
    Appeal,
    CarePeriod,
    ChildRecord,
    Consultation,
    Contact,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    Notification,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Section47,
    SocialWorker,
)
from iro_desktop.services.child_file import GROUPS, FileLine
from iro_desktop.services.council_text import COPIED_KINDS
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.views.child_tables import RecordTable
from iro_desktop.ui.words import translated

_TO_FILE: Final[tuple[type[ChildRecord] | None, ...]] = (
    Contact, Notification, Consultation, None, LegalStatus, Placement, CarePeriod, None,
    Section47, ProtectionPlan, Appeal, None, HealthAssessment, EducationPlan, PermanencePlan,
    DischargePlan, LifeStory, None, SocialWorker, Allocation,
)  # fmt: skip
"""What can be entered about a child from the page, in groups."""


class FileButton(Button):
    """The button that offers what can be put on file, in a menu."""

    kind_chosen = Signal(object)
    """The kind of record that is to be entered."""
    siblings_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Add to f&ile", icon="plus")
        menu = QMenu(self)
        for kind in _TO_FILE:
            if kind is None:
                menu.addSeparator()
            else:
                words = kind.title[:1].upper() + kind.title[1:]
                action = menu.addAction(f"{translated(words)}…")
                action.triggered.connect(lambda _=False, kind=kind: self.kind_chosen.emit(kind))
        menu.addSeparator()
        menu.addAction(translated("Siblings…")).triggered.connect(self.siblings_asked)
        self.setMenu(menu)


class FileTable(RecordTable):
    """One line for each record, under its group. Enter opens a line, Delete deletes it."""

    copy_asked = Signal(object)
    """The FileLine whose words are to be copied for the council's system."""
    delete_asked = Signal(object)
    """The FileLine that is to be deleted."""

    def __init__(self) -> None:
        columns: tuple[Column[FileLine], ...] = (
            Column("What", text=lambda line: line.words, stretch=3),
            Column("Dates", text=lambda line: line.days, sort_key=lambda line: line.on, stretch=2),
        )
        self.rows: TableModel[FileLine] = TableModel(
            columns,
            key=_key,
            section=lambda line: line.group,
            sections=tuple(GROUPS),
        )
        super().__init__(self.rows, name="On file")
        self.fit_height(on=True)

    def record_id(self) -> str:
        """Return the id of the record behind the line that has the focus, or ""."""
        line = self.current_row()
        return line.record_id if isinstance(line, FileLine) else ""

    def show_rows(self, rows: Sequence[FileLine]) -> None:
        """Show other lines; where the chosen one has gone, the next takes its place."""
        chosen, before = self.current_row(), self.rows.rows()
        self.rows.set_rows(rows)
        if chosen is None or self.currentIndex().isValid():
            return
        kept = {_key(line) for line in rows}
        at = before.index(chosen)
        near = (*before[at + 1 :], *reversed(before[:at]))
        following = next((line for line in near if _key(line) in kept), None)
        if following is not None:
            self.select_key(_key(following))

    def menu(self) -> QMenu:
        """Return the table's menu, with deletion after opening."""
        menu = super().menu()
        line = self.current_row()
        if isinstance(line, FileLine):
            action = menu.addAction(translated("&Delete"))
            action.triggered.connect(lambda: self.delete_asked.emit(line))
            menu.removeAction(action)
            menu.insertAction(menu.actions()[1], action)
            if line.kind in COPIED_KINDS:
                copy = menu.addAction(translated("Copy for the council’s &system"))
                copy.triggered.connect(lambda: self.copy_asked.emit(line))
                menu.removeAction(copy)
                menu.insertAction(action, copy)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen line with the Delete key."""
        line = self.current_row()
        if event.key() == Qt.Key.Key_Delete and isinstance(line, FileLine):
            self.delete_asked.emit(line)
            return
        super().keyPressEvent(event)


def _key(line: FileLine) -> tuple[str, str]:
    return line.kind, line.record_id
