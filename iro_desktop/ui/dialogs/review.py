"""The dialog that records a review or conference, or edits one that was recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.casefile import age_on
from iro_desktop.domain.records import (
    Appeal,
    Ask,
    Decision,
    FamilySafeguardingChecklist,
    Participation,
    Review,
    ReviewPart,
)
from iro_desktop.domain.words import plain_date
from iro_desktop.services.child_words import age_text, legal_status_of, name_of
from iro_desktop.services.decisions import last_decisions
from iro_desktop.services.entry_guidance import guidance
from iro_desktop.services.new_review import new_review, without_what_does_not_apply
from iro_desktop.services.review_record import record_lines
from iro_desktop.services.reviews import (
    FOURTH,
    OfReview,
    outlook,
    record_review,
    started_on,
)
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.dialogs.last_decisions import LastDecisionsForm
from iro_desktop.ui.dialogs.review_forms import (
    CONFERENCE,
    ask_rows,
    before_form,
    checklist_form,
    conference_form,
    decision_rows,
    meeting_form,
    next_form,
    outcome_form,
    part_form,
    quality_form,
    sitting_rows,
)
from iro_desktop.ui.dialogs.review_record import Appeals, RecordState
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.tab_order import follow_layout
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_OF_ONE_TYPE: Final = {"strategy_on": "icpc", "notified_on": "transfer"}
_SERIES: Final = "Further sittings of this review: it is one review, counted once"
OfOneReview = TypeVar(
    "OfOneReview", Participation, FamilySafeguardingChecklist, Ask, Decision, ReviewPart, Appeal
)
_CARE_ORDERS: Final = frozenset({"C1", "C2"})


class ReviewDialog(FormDialog):
    """Records a review of one child; with ``review_id`` it edits that one.

    A review that was booked or prepared, and whose day has come, is filled with what is noted of
    it. While it is filled in the form says whether it was in time, what is due next, and how the
    record stands.
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
        self._is_new = found is None or found.held_on is None
        self._review = (
            new_review(
                session.snapshot,
                session.practice,
                self._case,
                session.officer_id,
                session.today,
                found,
            )
            if found is None or self._is_new
            else found
        )
        self._typed: set[str] = set()
        child = self._case.child
        super().__init__(
            operations,
            "Record review" if self._is_new else "Review",
            "Record review" if self._is_new else "Keep changes",
            self._service_call,
            note=f"{name_of(child)}, {age_text(child, session.today)}",
            parent=parent,
        )
        self._make_forms(session)
        self._fill()
        self._connect()
        self.keep_draft_as(f"review:{child_id}:{review_id}")
        self.offer_copy(self._review)

    # The forms

    def _make_forms(self, session: Session) -> None:
        today = session.today
        self.meeting = meeting_form(session, self._review.chair_id)
        self._outlook = MarkedLabel(Status.NOT_YET, "")
        self.conference = conference_form(today)
        self.checklist = checklist_form(today)
        self.before = before_form(today)
        self.part = part_form(today)
        self.quality = quality_form(today)
        self.asks = ask_rows(today, is_new=self._is_new)
        self.decisions = decision_rows(today)
        self.parts = sitting_rows(today)
        self.outcome = outcome_form(today)
        self.next = next_form(today)
        self._booked = MarkedLabel(Status.DUE_SOON, "")
        self.record_state = RecordState()
        self.add_form(self.meeting)
        self.body.addWidget(self._outlook)
        self._of_conference = self.add_form(self.conference, "What the conference decided")
        self._offer_appeals()
        self._safeguarding = self.add_folded(
            self.checklist, "Family Safeguarding", "How far the conference followed the model"
        )
        self.add_form(self.part, "How the child took part")
        self.add_folded(
            self.quality, "How well that was done", "0 not at all, 3 fully; and the methods used"
        )
        self.add_form(self.before, "Before the meeting")
        self.add_form(self.asks, "What the child asked for")
        of_decisions = self.add_form(self.decisions, "Decisions")
        self.add_form(self.outcome, "What it means for the child")
        self.add_form(self.parts, "Series of meetings", _SERIES)
        self.add_form(self.next, "Next, and the record")
        self.body.addWidget(self._booked)
        self.body.addWidget(self.record_state)
        # Made last, as a draft goes by the order in which forms were made: these come and go.
        self.last = LastDecisionsForm(today)
        self._last_head = SectionHeader("")
        self._of_last = self.add_form(self.last)
        self.body.insertWidget(self.body.indexOf(of_decisions), self._of_last)
        self.body.insertWidget(self.body.indexOf(self._of_last), self._last_head)

    def _offer_appeals(self) -> None:
        """Lead to the appeals against a conference that was held."""
        self.appeals = Appeals(self._noted(Appeal))
        self.appeals.asked.connect(self._on_appeal_asked)
        self.appeals.setVisible(not self._is_new and self._review.review_type != "cla")
        self.body.addWidget(self.appeals)

    def _on_appeal_asked(self, appeal_id: str) -> None:
        from iro_desktop.ui.dialogs.record import RecordDialog

        new = Appeal(id="", child_id=self._case.child.id, review_id=self._review.id)
        found = self._operations.session.snapshot.find(Appeal, appeal_id) if appeal_id else None
        RecordDialog(self._operations, found or new, self).open()

    @property
    def _review_forms(self) -> tuple[RecordForm[Review], ...]:
        return (self.meeting, self.conference, self.before, self.outcome, self.next)

    def _fill(self) -> None:
        review = self._review
        for form in self._review_forms:
            form.set_record(review)
        # Agreed while it is prepared, so asked here only where it was.
        self.before.show_fields(["invites_agreed_on"], shown=review.invites_agreed_on is not None)
        self._first_part = next(iter(self._noted(Participation)), Participation(id=""))
        self.part.set_record(self._first_part)
        self.quality.set_record(self._first_part)
        ticked = self._noted(FamilySafeguardingChecklist)
        self.checklist.set_record(next(iter(ticked), FamilySafeguardingChecklist(id="")))
        self._first_asks = self._noted(Ask)
        self._first_decisions = self._noted(Decision)
        self._first_parts = self._noted(ReviewPart)
        self.parts.set_records(self._first_parts)
        self.asks.set_records(self._first_asks)
        self.decisions.set_records(self._first_decisions or [Decision(id="")])
        self._show_what_applies()

    def _noted(self, kind: type[OfOneReview]) -> tuple[OfOneReview, ...]:
        """Return what is on file of this review of a kind; of one that is not there, nothing."""
        review_id = self._review.id
        return tuple(one for one in self._case.of(kind) if review_id and one.review_id == review_id)

    def _connect(self) -> None:
        self.meeting.edited.connect(self._typed.add)
        self.meeting.changed.connect(self._show_what_applies)
        self.conference.changed.connect(self._show_what_applies)
        self.next.changed.connect(self._show_what_applies)
        self.parts.changed.connect(self._show_what_applies)

    def _show_what_applies(self) -> None:
        """Ask only what this type of review has, and say what it would mean."""
        review = self._entered()
        is_cla = review.review_type in ("", "cla")
        self._of_conference.setVisible(not is_cla)
        self._safeguarding.setVisible(not is_cla)
        self.conference.show_fields(CONFERENCE, shown=not is_cla)
        for name, review_type in _OF_ONE_TYPE.items():
            self.meeting.show_fields([name], shown=review.review_type == review_type)
        self._suggest_strategy(review)
        code = legal_status_of(self._case, review.held_on or self._today)
        asks_discharge = is_cla and (
            code in _CARE_ORDERS or review.discharge_considered is not None
        )
        self.outcome.show_fields(["discharge_considered"], shown=asks_discharge)
        self._suggest_participation(review)
        self._show_last_decisions(review)
        review = self._entered()
        self.advise(guidance(self._case, self._session.practice, review, self._today))
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
        parts = [replace(part, review_id=review.id) for part in self.parts.records()]
        self.record_state.show_lines(
            record_lines(review, parts, self._session.practice, self._today)
        )

    def _show_last_decisions(self, review: Review) -> None:
        """Ask what became of the decisions before, of a review that is new."""
        last = None if self._review.id else last_decisions(self._case, review)
        if self.last.show_last(last) and self.isVisible():
            follow_layout(self)
        words = f"Decisions of the review held on {plain_date(last.held_on)}" if last else ""
        self._last_head.set_text(words, "What is not done is carried over to this review.")
        for widget in (self._last_head, self._of_last):
            widget.setVisible(last is not None)

    def _suggest_strategy(self, review: Review) -> None:
        """Fill in the strategy discussion that the file has, unless another one was typed."""
        is_free = self._is_new and "strategy_on" not in self._typed
        if is_free and review.review_type == "icpc":
            found = started_on(self._case, self._session.practice, review, self._today)
            self.meeting.editor("strategy_on").set_value(found)

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
        if self.part.value("participation") != code and (code or self._is_new):
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
        is_cla = review.review_type == "cla"
        if self._is_new or review.review_type != self._review.review_type:
            review = without_what_does_not_apply(review)
        if self._is_new and review.review_type != self._review.review_type:
            # Another meeting than the one that was booked, which is still to be held.
            review = replace(review, id="", meeting_id="")
        participation = self._participation()
        ticked = self.checklist.record()
        unsaid = self.checklist.is_empty() and not ticked.id
        checklist = None if is_cla or unsaid else ticked
        decisions = (*self.decisions.records(), *self.last.carried())
        asks, parts, settled = self.asks.records(), self.parts.records(), self.last.settled()
        kept = {one.id for one in (*decisions, *asks, *parts)}
        before: tuple[OfReview, ...]
        before = (*self._first_decisions, *self._first_asks, *self._first_parts)
        removed = [one for one in before if one.id not in kept]
        if is_cla and ticked.id:
            removed.append(ticked)
        today = self._today
        return lambda workspace: record_review(
            workspace,
            review,
            participation,
            decisions,
            asks,
            parts=parts,
            checklist=checklist,
            removed=removed,
            settled=settled,
            today=today,
        )

    def _participation(self) -> Participation | None:
        """Return how the child took part and how well that was done, or None for nothing said."""
        found = self.quality.onto(self.part.record())
        is_empty = self.part.is_empty() and self.quality.is_empty()
        return None if is_empty and not found.id else found
