"""Raising a challenge, or putting it better: the right outcome for the child comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import Child, Escalation, EscalationStep, MonitoringCheck
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.standards import Stage, stages_of
from iro_desktop.services.child_words import name_of
from iro_desktop.services.escalation_page import children_to_name, reply_due, siblings_of
from iro_desktop.services.escalations import edit_challenge, raise_challenge
from iro_desktop.services.monitoring import challenge_from
from iro_desktop.ui.fields import ManyEditor
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_GOAL: Final = ("right_outcome", "needed", "by_whom", "by_on")
_WHY: Final = ("theme", "evidence", "impact", "child_view")
_HINTS: Final = {
    "right_outcome": "In the child’s terms: what will be different for them",
    "needed": "One thing that somebody can do, and be seen to have done",
    "theme": "Choose one, or type your own",
    "by_on": "In the child’s time, not the service’s",
    "evidence": "What happened or did not, with dates",
}


class Named(NamedTuple):
    """Whom a challenge may name beside its child: siblings are seen, others are looked for."""

    siblings: Sequence[Child]
    others: Sequence[Child]

    def __bool__(self) -> bool:
        """Whether there is anybody."""
        return bool(self.siblings or self.others)


class ChallengeDialog(FormDialog):
    """One challenge; a new one also says at which stage it begins, and to whom."""

    def __init__(
        self,
        operations: Operations,
        escalation: Escalation,
        named: Named,
        title: str,
        note: str = "",
        *,
        check_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        primary = "Record changes" if escalation.id else "Raise challenge"
        super().__init__(
            operations,
            title,
            primary,
            self._service,
            note=note,
            window_title=primary,
            parent=parent,
        )
        session = operations.session
        self._practice, self._today = session.practice, session.today
        self._escalation = escalation
        self._check_id = check_id
        standards = session.practice.on(session.today)
        self._stages = stages_of(standards)
        self.goal = RecordForm(Escalation, _GOAL, self._today, hints=_HINTS)
        themes = [(theme, theme) for theme in standards.themes]
        self.why = RecordForm(
            Escalation, _WHY, self._today, hints=_HINTS, choices={"theme": themes}, wide={"theme"}
        )
        self.more = RecordForm(
            Escalation,
            _more(named, is_new=not escalation.id),
            self._today,
            choices={
                "other_themes": themes,
                "other_child_ids": [(child.id, name_of(child)) for child in named.siblings],
            },
        )
        others = self.more.editor("other_child_ids") if named else None
        if isinstance(others, ManyEditor):
            offered = [(child.id, name_of(child)) for child in named.others]
            others.offer(offered, "Name another child: reference or initials")
        self.begin_at = self._beginning(self._stages)
        self._due = MarkedLabel(Status.NOT_YET, "")
        self._lay_out_forms(may_name_others=bool(named))
        for form in (self.goal, self.why, self.more):
            form.set_record(escalation)
        self.keep_draft_as(f"challenge:{escalation.child_id}:{escalation.id or check_id}")
        self._connect()

    def _beginning(self, stages: Sequence[Stage]) -> RecordForm[EscalationStep]:
        form = RecordForm(
            EscalationStep,
            ("stage", "to_whom", "skipped"),
            self._today,
            labels={"stage": "Begins at", "skipped": "Why not at an earlier stage"},
            choices={"stage": [(stage.key, stage.name) for stage in stages]},
            only={"stage"},
            wide={"skipped"},
        )
        first = stages[0]
        form.set_record(EscalationStep(id="", stage=first.key, to_whom=first.role))
        return form

    def _lay_out_forms(self, *, may_name_others: bool) -> None:
        self.add_form(self.goal)
        self.add_form(self.why, "Why")
        if not self._escalation.id:
            self.add_form(self.begin_at, "Where it begins")
            self.body.addWidget(self._due)
        note = "Children whom it also names: it counts once" if may_name_others else ""
        self.add_form(self.more, "Also", note)

    def _connect(self) -> None:
        self._stage = self._stages[0]
        self.begin_at.changed.connect(self._on_beginning_changed)
        self.more.changed.connect(self._on_beginning_changed)
        self._on_beginning_changed()

    def escalation(self) -> Escalation:
        """Return the challenge with all that stands in the forms."""
        return self.more.onto(self.why.onto(self.goal.onto(self._escalation)))

    def _service(self) -> Callable[[Workspace], object]:
        escalation, step, today = self.escalation(), self.begin_at.record(), self._today
        check_id = self._check_id
        if escalation.id:
            return lambda workspace: edit_challenge(workspace, escalation, today=today)
        return lambda workspace: raise_challenge(
            workspace,
            escalation,
            stage=step.stage,
            to_whom=step.to_whom,
            skipped=step.skipped,
            check_id=check_id,
            today=today,
        )

    def _on_beginning_changed(self) -> None:
        """Ask for a reason if stages are left out, and say by when the reply is due."""
        key = self.begin_at.value("stage")
        stage = next((one for one in self._stages if one.key == key), self._stages[0])
        if stage.key != self._stage.key:
            # What was only the role of the stage before becomes that of the one chosen.
            if self.begin_at.value("to_whom") in ("", self._stage.role):
                self.begin_at.editor("to_whom").set_value(stage.role)
            self._stage = stage
        self.begin_at.show_fields(["skipped"], shown=stage.key != self._stages[0].key)
        opened_on = self.escalation().opened_on
        day = opened_on if isinstance(opened_on, date) else self._today
        self._due.set_status(Status.NOT_YET, reply_due(self._practice, stage.key, day))


def _more(named: Named, *, is_new: bool) -> tuple[str, ...]:
    names = ("opened_on", "source") if is_new else ("child_told_on", "legal_advice_on", "source")
    return (*(("other_child_ids",) if named else ()), *names, "other_themes")


def _named(session: Session, case: CaseFile) -> Named:
    return Named(
        siblings_of(case, session.snapshot),
        children_to_name(case, session.snapshot, session.today),
    )


def open_challenge(
    operations: Operations,
    child_id: str,
    *,
    parent: QWidget,
    check_id: str = "",
    draft: Escalation | None = None,
) -> ChallengeDialog:
    """Open a new challenge for a child, filled from the check that leads to it if there is one.

    ``draft`` is what a quick line has said of it.
    """
    session = operations.session
    case = session.snapshot.cases[child_id]
    standards = session.practice.on(session.today)
    check = session.snapshot.find(MonitoringCheck, check_id) if check_id else None
    escalation = draft or Escalation(
        id="", child_id=child_id, opened_on=session.today, source="review"
    )
    note = "Say the right outcome for the child first"
    if check is not None:
        escalation = challenge_from(check, today=session.today, themes=standards.themes)
        note = "Filled with what the check says; say the right outcome, then raise it"
    dialog = ChallengeDialog(
        operations,
        escalation,
        _named(session, case),
        f"{standards.challenge_label} for {name_of(case.child)}",
        note,
        check_id=check_id,
        parent=parent,
    )
    if draft is not None:
        dialog.keep_draft_as(f"challenge:{child_id}:quick")
    dialog.open()
    return dialog


def open_wording(
    operations: Operations, escalation_id: str, *, parent: QWidget
) -> ChallengeDialog | None:
    """Open what a challenge says, to put it better; None if it is no longer there."""
    session = operations.session
    escalation = session.snapshot.find(Escalation, escalation_id)
    if escalation is None:
        return None
    case = session.snapshot.cases[escalation.child_id]
    dialog = ChallengeDialog(
        operations,
        escalation,
        _named(session, case),
        f"What it says, for {name_of(case.child)}",
        parent=parent,
    )
    dialog.open()
    return dialog
