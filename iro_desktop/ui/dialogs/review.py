"""The dialog that records a review or conference, or edits one that was recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.casefile import age_on
from iro_desktop.domain.records import Ask, Decision, Officer, Participation, Review
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.child_words import age_text, legal_status_of, name_of
from iro_desktop.services.reviews import FOURTH, outlook, record_review, usual_type
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations, Session
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_MEETING: Final = ("review_type", "held_on", "mode", "chair_id", "late_reason")
_CONFERENCE: Final = ("plan_continues", "category", "quorate", "strategy_on", "dissent")
_CHILD: Final = ("child_seen", "child_seen_on")
_PART: Final = (
    "participation", "attendance_mode", "advocate_offered", "advocate_used", "methods",
)  # fmt: skip
_OUTCOME: Final = ("discharge_considered", "summary", "officer_view")
_NEXT: Final = (
    "next_booked_on", "decisions_sent_on", "written_on", "distributed_on", "adjourned_on",
    "completed_on",
)  # fmt: skip
_CARE_ORDERS: Final = frozenset({"C1", "C2"})


class ReviewDialog(FormDialog):
    """Records a review of one child; with ``review_id`` it edits that one.

    While it is filled in it says whether the review was in time and what is due next.
    """

    def __init__(
        self,
        operations: Operations,
        child_id: str,
        parent: QWidget | None = None,
        *,
        review_id: str = "",
    ) -> None:
        session = operations.session
        self._session = session
        self._case = session.snapshot.cases[child_id]
        self._today = session.today
        found = session.snapshot.find(Review, review_id) if review_id else None
        self._review = found or _new_review(self._case, session)
        child = self._case.child
        super().__init__(
            operations,
            "Review" if found else "Record review",
            "Keep changes" if found else "Record review",
            self._service_call,
            note=f"{name_of(child)}, {age_text(child, session.today)}",
            parent=parent,
        )
        self._make_forms(session)
        self._fill()
        self._connect()
        self.keep_draft_as(f"review:{child_id}:{review_id}")

    # The forms

    def _make_forms(self, session: Session) -> None:
        today = session.today
        officers = [
            (one.id, one.name or "IRO")
            for one in session.snapshot.of(Officer)
            if one.left_on is None or one.left_on > today or one.id == self._review.chair_id
        ]
        self.meeting = RecordForm(
            Review,
            _MEETING,
            today,
            choices={"chair_id": officers},
            wide=("review_type", "late_reason"),
        )
        self._outlook = MarkedLabel(Status.NOT_YET, "")
        self.conference = RecordForm(Review, _CONFERENCE, today, wide=("plan_continues",))
        self.child = RecordForm(Review, _CHILD, today)
        self.part = RecordForm(Participation, _PART, today, wide=("participation",))
        self.asks = RecordRows(lambda: _ask_form(today), noun="something asked for")
        self.decisions = RecordRows(lambda: _decision_form(today), noun="a decision")
        self.outcome = RecordForm(Review, _OUTCOME, today)
        self.next = RecordForm(Review, _NEXT, today)
        self._booked = MarkedLabel(Status.DUE_SOON, "")
        self.add_form(self.meeting)
        self.body.addWidget(self._outlook)
        self._of_conference = self.add_form(self.conference, "What the conference decided")
        self.add_form(self.part, "How the child took part")
        self.add_form(self.child)
        self.add_form(self.asks, "What the child asked for")
        self.add_form(self.decisions, "Decisions")
        self.add_form(self.outcome, "What it means for the child")
        self.add_form(self.next, "Next, and the record")
        self.body.addWidget(self._booked)

    @property
    def _review_forms(self) -> tuple[RecordForm[Review], ...]:
        return (self.meeting, self.conference, self.child, self.outcome, self.next)

    def _fill(self) -> None:
        review = self._review
        for form in self._review_forms:
            form.set_record(review)
        of_review = [p for p in self._case.of(Participation) if p.review_id == review.id]
        self._first_part = of_review[0] if of_review and review.id else Participation(id="")
        self.part.set_record(self._first_part)
        self._first_asks = tuple(
            one for one in self._case.of(Ask) if review.id and one.review_id == review.id
        )
        self._first_decisions = tuple(
            one for one in self._case.of(Decision) if review.id and one.review_id == review.id
        )
        self.asks.set_records(self._first_asks)
        self.decisions.set_records(self._first_decisions or [Decision(id="")])
        self._show_what_applies()

    def _connect(self) -> None:
        self.meeting.changed.connect(self._show_what_applies)
        self.conference.changed.connect(self._show_what_applies)
        self.next.changed.connect(self._show_what_applies)

    def _show_what_applies(self) -> None:
        """Ask only what this type of review has, and say what it would mean."""
        review = self._entered()
        is_cla = review.review_type in ("", "cla")
        self._of_conference.setVisible(not is_cla)
        self.conference.show_fields(_CONFERENCE, shown=not is_cla)
        self.conference.show_fields(["strategy_on"], shown=review.review_type == "icpc")
        code = legal_status_of(self._case, review.held_on or self._today)
        asks_discharge = is_cla and (
            code in _CARE_ORDERS or review.discharge_considered is not None
        )
        self.outcome.show_fields(["discharge_considered"], shown=asks_discharge)
        self._suggest_participation(review)
        found = outlook(self._case, self._session.practice, review, self._today)
        self.meeting.show_fields(["late_reason"], shown=found.late or bool(review.late_reason))
        words = ". ".join(part for part in (found.words, found.next_words) if part)
        self._outlook.set_status(Status.OVERDUE if found.late else Status.FINE, words)
        self._outlook.setVisible(bool(words))
        self._booked.set_status(
            Status.DUE_SOON,
            f"The meeting is booked after the day by which it is due: {found.next_words}."
            if found.booked_late
            else "",
        )
        self._booked.setVisible(found.booked_late)

    def _suggest_participation(self, review: Review) -> None:
        """Choose PN0 for a child under 4, as nothing else can be right."""
        born_on, held_on = self._case.child.born_on, review.held_on
        if (
            born_on is None
            or held_on is None
            or self.part.value("participation") not in ("", "PN0")
        ):
            return
        age = age_on(born_on, held_on)
        code = "PN0" if age is not None and age < FOURTH else ""
        if self.part.value("participation") != code and (code or not self._review.id):
            self.part.editor("participation").set_value(code)

    # What is recorded

    def _entered(self) -> Review:
        """Return the review as it stands in the forms; fields that are not asked keep theirs."""
        review = self._review
        for form in self._review_forms:
            review = form.onto(review)
        return review

    def _service_call(self) -> Callable[[Workspace], str]:
        review = self._entered()
        if review.review_type == "cla":
            # What was answered for a conference, before the type was put right, does not apply.
            review = replace(
                review, plan_continues=None, category="", quorate=None, strategy_on=None, dissent=""
            )
        participation = None if self.part.is_empty() else self.part.record()
        if participation is None and self._first_part.id:
            participation = self.part.record()
        decisions, asks = self.decisions.records(), self.asks.records()
        kept = {one.id for one in (*decisions, *asks)}
        before: tuple[Decision | Ask, ...] = (*self._first_decisions, *self._first_asks)
        removed = [one for one in before if one.id not in kept]
        today = self._today
        return lambda workspace: record_review(
            workspace, review, participation, decisions, asks, removed=removed, today=today
        )


def _new_review(case: CaseFile, session: Session) -> Review:
    """Return a review filled with what is most likely: today, the usual type, this IRO."""
    return Review(
        id="",
        child_id=case.child.id,
        review_type=usual_type(case, session.practice, session.today),
        held_on=_likely_day(case, session.today),
        chair_id=session.officer_id,
    )


def _likely_day(case: CaseFile, today: date) -> date:
    """Return the day for which the meeting was booked, if it has come; else today."""
    held = [r for r in case.of(Review) if r.held_on is not None]
    last = max(held, key=lambda r: r.held_on or date.min, default=None)
    booked = last.next_booked_on if last else None
    return booked if booked is not None and booked <= today else today


def _decision_form(today: date) -> RecordForm[Decision]:
    owners = ("Social worker", "Team manager", "Foster carer", "IRO", "School", "Health")
    return RecordForm(
        Decision,
        ("decision", "owner", "due_on"),
        today,
        choices={"owner": [(one, one) for one in owners]},
    )


def _ask_form(today: date) -> RecordForm[Ask]:
    return RecordForm(
        Ask,
        ("words", "answer", "reason_told_on"),
        today,
        labels={"words": "In the child's words"},
    )
