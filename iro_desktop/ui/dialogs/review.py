"""The dialog that records a review or conference, or edits one that was recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.casefile import age_on
from iro_desktop.domain.codes import CODES
from iro_desktop.domain.local_words import say_review_type
from iro_desktop.domain.records import (
    Appeal,
    Ask,
    Decision,
    FamilySafeguardingChecklist,
    Meeting,
    Officer,
    Participation,
    Review,
    ReviewPart,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import plain_date
from iro_desktop.services.child_words import age_text, legal_status_of, name_of
from iro_desktop.services.decisions import last_decisions
from iro_desktop.services.entry_guidance import guidance
from iro_desktop.services.meeting_seats import booked_on, kept_review
from iro_desktop.services.review_record import record_lines
from iro_desktop.services.reviews import (
    FOURTH,
    OfReview,
    outlook,
    record_review,
    started_on,
    usual_type,
)
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.dialogs.last_decisions import LastDecisionsForm
from iro_desktop.ui.dialogs.review_record import Appeals, RecordState
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.tab_order import follow_layout
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_MEETING: Final = (
    "review_type", "held_on", "mode", "chair_id", "strategy_on", "notified_on", "late_reason",
)  # fmt: skip
_CONFERENCE: Final = ("plan_continues", "category", "quorate", "dissent")
_OF_ONE_TYPE: Final = {"strategy_on": "icpc", "notified_on": "transfer"}
_CHECKLIST: Final = tuple(
    about.name for about in fields_of(FamilySafeguardingChecklist) if about.type == "yes_no"
)
_BEFORE: Final = (
    "child_seen", "child_seen_on", "social_worker_contact_on", "papers_received_on",
    "invites_agreed_on",
)  # fmt: skip
_PART: Final = ("participation", "attendance_mode", "advocate_offered", "advocate_used")
_SCALES: Final = (
    "prepared", "chose", "chaired", "seen_alone", "own_words", "written_to_child",
)  # fmt: skip
_OUTCOME: Final = ("discharge_considered", "summary", "officer_view")
_NEXT: Final = (
    "next_booked_on", "decisions_sent_on", "written_on", "distributed_on", "adjourned_on",
    "completed_on",
)  # fmt: skip
_SITTING: Final = ("held_on", "with_whom", "note")
_SERIES: Final = "Further sittings of this review: it is one review, counted once"
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
            _new_review(self._case, session, found) if found is None or self._is_new else found
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
        officers = [
            (one.id, one.name or "IRO")
            for one in session.snapshot.of(Officer)
            if one.left_on is None or one.left_on > today or one.id == self._review.chair_id
        ]
        self.meeting = RecordForm(
            Review,
            _MEETING,
            today,
            choices={"chair_id": officers, "review_type": _types(session)},
            wide=("review_type", "late_reason"),
        )
        self._outlook = MarkedLabel(Status.NOT_YET, "")
        self.conference = RecordForm(Review, _CONFERENCE, today, wide=("plan_continues",))
        self.checklist = RecordForm(FamilySafeguardingChecklist, _CHECKLIST, today)
        self.before = RecordForm(Review, _BEFORE, today)
        self.part = RecordForm(Participation, _PART, today, wide=("participation",))
        self.quality = RecordForm(
            Participation, (*_SCALES, "methods"), today, hints=dict.fromkeys(_SCALES, "")
        )
        names = _ASK if self._is_new else (*_ASK, "done_on")
        self.asks = RecordRows(lambda: _ask_form(names, today), noun="something asked for")
        self.decisions = RecordRows(lambda: _decision_form(today), noun="a decision")
        self.parts = RecordRows(
            lambda: RecordForm(ReviewPart, _SITTING, today), noun="a further sitting"
        )
        self.outcome = RecordForm(Review, _OUTCOME, today)
        self.next = RecordForm(Review, _NEXT, today)
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
        review_id = self._review.id
        found = [one for one in self._case.of(Appeal) if review_id and one.review_id == review_id]
        self.appeals = Appeals(found)
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
        of_review = [p for p in self._case.of(Participation) if p.review_id == review.id]
        self._first_part = of_review[0] if of_review and review.id else Participation(id="")
        self.part.set_record(self._first_part)
        self.quality.set_record(self._first_part)
        ticked = [
            one
            for one in self._case.of(FamilySafeguardingChecklist)
            if review.id and one.review_id == review.id
        ]
        self.checklist.set_record(ticked[0] if ticked else FamilySafeguardingChecklist(id=""))
        self._first_asks = tuple(
            one for one in self._case.of(Ask) if review.id and one.review_id == review.id
        )
        self._first_decisions = tuple(
            one for one in self._case.of(Decision) if review.id and one.review_id == review.id
        )
        self._first_parts = tuple(
            one for one in self._case.of(ReviewPart) if review.id and one.review_id == review.id
        )
        self.parts.set_records(self._first_parts)
        self.asks.set_records(self._first_asks)
        self.decisions.set_records(self._first_decisions or [Decision(id="")])
        self._show_what_applies()

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
        self.conference.show_fields(_CONFERENCE, shown=not is_cla)
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
            review = _without_what_does_not_apply(review)
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


def _without_what_does_not_apply(review: Review) -> Review:
    """Take out what was answered for another type, before the type was put right."""
    if review.review_type == "cla":
        review = replace(review, plan_continues=None, category="", quorate=None, dissent="")
    if review.review_type != "icpc":
        review = replace(review, strategy_on=None)
    if review.review_type != "transfer":
        review = replace(review, notified_on=None)
    return review


def _new_review(case: CaseFile, session: Session, kept: Review | None) -> Review:
    """Return a review filled with what is most likely: today, the usual type, this IRO.

    ``kept`` is the one that was booked or prepared, with what is noted of it already.
    """
    today = session.today
    usual = usual_type(case, session.practice, today)
    if kept is None:
        kept = kept_review(session.snapshot, case, usual, today)
        booked = session.snapshot.find(Meeting, kept.meeting_id) if kept else None
        on = booked_on(booked)
        if on is not None and on > today:
            kept = None  # that one is still to come
    review = kept or Review(id="", child_id=case.child.id, review_type=usual)
    meeting = session.snapshot.find(Meeting, review.meeting_id) or Meeting(id="")
    on = booked_on(meeting)
    review = replace(
        review,
        held_on=on if on is not None and on <= today else _likely_day(case, today),
        mode=review.mode or meeting.mode,
        chair_id=review.chair_id or meeting.chair_id or session.officer_id,
    )
    began_on = review.strategy_on or started_on(case, session.practice, review, today)
    return replace(review, strategy_on=began_on)


def _types(session: Session) -> list[tuple[str, str]]:
    standards = session.practice.on(session.today)
    return [(code, say_review_type(code, standards)) for code in CODES["review_type"]]


def _likely_day(case: CaseFile, today: date) -> date:
    """Return the day for which the meeting was booked, if it has come; else today."""
    held = [r for r in case.of(Review) if r.held_on is not None]
    last = max(held, key=lambda r: r.held_on or date.min, default=None)
    booked = last.next_booked_on if last else None
    return booked if booked is not None and booked <= today else today


OWNERS: Final = ("Social worker", "Team manager", "Foster carer", "IRO", "School", "Health")
"""Who usually carries a decision out."""


def _decision_form(today: date) -> RecordForm[Decision]:
    return RecordForm(
        Decision,
        ("decision", "owner", "due_on"),
        today,
        choices={"owner": [(one, one) for one in OWNERS]},
    )


_ASK: Final = ("words", "answer", "reason_told_on")


def _ask_form(names: tuple[str, ...], today: date) -> RecordForm[Ask]:
    return RecordForm(
        Ask,
        names,
        today,
        labels={"words": "In the child’s words"},
    )
