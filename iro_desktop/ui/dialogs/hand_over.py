"""Handing children over: what will leave is shown before it does, then the words, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from iro_desktop.domain.records import Allocation, Officer
from iro_desktop.domain.words import counted, say_list
from iro_desktop.services.child_words import name_of
from iro_desktop.services.handover import (
    HandoverPlan,
    export_handover,
    handover_lines,
    handover_problems,
    plan_handover,
)
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import Card, SectionHeader
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.dialogs.several import PlanTable
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.labels import BodyLabel, TextLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.small_dialog import SmallDialog
from iro_desktop.ui.theme import TextSize
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

FILES: Final = "Handover files of IRO Desktop (*.irohandover)"
ENDING: Final = ".irohandover"

_NOTE: Final = (
    "All that is on file about each child goes, sealed, into one file for the IRO who takes over; "
    "nothing about any other child does. It stays on file here too."
)
_TELL: Final = (
    "Tell the IRO who takes over these words by telephone or in a letter, never by the same way "
    "as the file. They are shown this once and kept nowhere: without them nobody can open it."
)
_NAMED: Final = 3


class HandOverDialog(FormDialog):
    """Asks for the day and for whoever takes over, then for the file.

    ``recorded`` carries (the words, the file).
    """

    keys = "Ctrl+Enter goes on to the file, Esc closes"

    def __init__(
        self, operations: Operations, child_ids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        self._child_ids = tuple(child_ids)
        self._out: Path | None = None
        cases = operations.session.snapshot.cases
        one = cases.get(self._child_ids[0]) if len(self._child_ids) == 1 else None
        whom = name_of(one.child) if one else counted(len(self._child_ids), "child", "children")
        super().__init__(
            operations,
            f"Hand over {whom}",
            "Choose the file…",
            self._service,
            note=_NOTE,
            window_title="Hand over children",
            parent=parent,
        )
        today = operations.session.today
        self.form = RecordForm(
            Allocation,
            ("from_on",),
            today,
            labels={"from_on": "First day of the IRO who takes over"},
            hints={"from_on": "You have them up to the day before"},
        )
        self.somebody = RecordForm(
            Officer,
            ("name",),
            today,
            labels={"name": "Who takes over"},
            hints={"name": "The name, as the team knows it; may stay empty"},
        )
        self.plan = PlanTable("What happens")
        self.leaving = BodyLabel("Counting what will leave…", quiet=True)
        self.add_forms(self.form, self.somebody)
        self.body.addWidget(self._block())
        for form in (self.form, self.somebody):
            form.changed.connect(self._show_lines)
        self._show_lines()
        self._count()

    def _block(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(SectionHeader("What will leave"))
        column.addWidget(self.leaving)
        column.addWidget(self.plan)
        return block

    def _count(self) -> None:
        child_ids = self._child_ids
        self._operations.run(
            lambda workspace: plan_handover(workspace, child_ids),
            done=self._show_plan,
            owner=self,
        )

    def _show_plan(self, plan: HandoverPlan) -> None:
        people = f" It names {say_list(plan.people)}." if plan.people else ""
        self.leaving.setText(f"{plan.words()}.{people}")
        more = len(plan.naming) - _NAMED
        named = [f"{one}: it leaves as it is." for one in plan.naming[:_NAMED]]
        self.advise([*named, f"{more} more texts name other children."] if more > 0 else named)

    def _show_lines(self) -> None:
        session = self._operations.session
        on, name = self.form.record().from_on, self.somebody.record().name
        lines = handover_lines(session.snapshot, session.officer_id, self._child_ids, on, name)
        self.plan.show_rows(lines)

    def save(self) -> None:
        """Ask where the file goes, unless something is wrong; write it once that is known."""
        session = self._operations.session
        on, name = self.form.record().from_on, self.somebody.record().name
        problems = [one for part in (self.form, self.somebody) for one in part.own_problems()]
        problems = problems or handover_problems(
            session.snapshot, session.officer_id, self._child_ids, on, name
        )
        self.show_problems(problems)
        if not problems:
            self._ask_file()

    def _ask_file(self) -> None:
        day = self.form.record().from_on
        choose_where(
            self,
            "Write the handover file",
            FILES,
            f"Handover {day.isoformat() if day else ''}{ENDING}",
            self.write_to,
        )

    def write_to(self, out: Path) -> None:
        """Hand over, with the file written to ``out``."""
        self._out = out
        super().save()

    def _service(self) -> Callable[[Workspace], tuple[str, Path]]:
        on, name = self.form.record().from_on, self.somebody.record().name
        child_ids, today, out = self._child_ids, self._operations.session.today, self._out

        def work(workspace: Workspace) -> tuple[str, Path]:
            assert out is not None  # noqa: S101 - it was chosen
            return export_handover(workspace, child_ids, on, out, today=today, to=name), out

        return work


class HandoverWordsDialog(SmallDialog):
    """Shows the words of a file that was just written, large, until they are told or noted."""

    letters_wide = 76

    def __init__(self, words: str, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            "The handover file is written", parent, window_title="The words of the handover file"
        )
        parts = words.split("-")
        half = (len(parts) + 1) // 2
        lines = ("   ".join(parts[:half]), "   ".join(parts[half:]))
        self.words = TextLabel("\n".join(lines), size=TextSize.TITLE, strong=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setAccessibleName(f"The words: {', '.join(parts)}")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.tick = QCheckBox(translated("I have &told them, or written them down"))
        self.close_button = Button("&Close", Kind.PRIMARY)
        self.close_button.setEnabled(False)
        self.close_button.clicked.connect(self.accept)
        self.tick.toggled.connect(self.close_button.setEnabled)
        card = Card()
        card.add(self.words)
        self.add(BodyLabel(f"{file.name} is sealed. {_TELL}"), card, self.tick)
        self.add_foot(self.close_button)

    def begin(self) -> None:
        """Begin on the tick; the words are read out."""
        self.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words.accessibleName())

    def reject(self) -> None:
        """Stay until the words are safe: closed by a slip of Esc they would be lost."""
        if self.tick.isChecked():
            super().reject()
        else:
            self.tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's own close button as Esc."""
        if self.isVisible() and not self.tick.isChecked():
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)
