"""What the dialog of a review asks, form by form, in the order in which each is filled in."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.local_words import say_review_type
from iro_desktop.domain.records import (
    Ask,
    Decision,
    FamilySafeguardingChecklist,
    Officer,
    Participation,
    Review,
    ReviewPart,
    fields_of,
)
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.session import Session

OWNERS: Final = ("Social worker", "Team manager", "Foster carer", "IRO", "School", "Health")
"""Who usually carries a decision out."""
CONFERENCE: Final = ("plan_continues", "category", "quorate", "dissent")
"""The fields of a review that only a conference has."""

_MEETING: Final = (
    "review_type", "held_on", "mode", "chair_id", "strategy_on", "notified_on", "late_reason",
)  # fmt: skip
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
_ASK: Final = ("words", "answer", "reason_told_on")
_SITTING: Final = ("held_on", "with_whom", "note")


def meeting_form(session: Session, chair_id: str) -> RecordForm[Review]:
    """Ask what, when and by whom; who has left is offered only where they are the chair."""
    today = session.today
    standards = session.practice.on(today)
    types = [(code, say_review_type(code, standards)) for code in CODES["review_type"]]
    officers = [
        (one.id, one.name or "IRO")
        for one in session.snapshot.of(Officer)
        if one.left_on is None or one.left_on > today or one.id == chair_id
    ]
    return RecordForm(
        Review,
        _MEETING,
        today,
        choices={"chair_id": officers, "review_type": types},
        wide=("review_type", "late_reason"),
    )


def conference_form(today: date) -> RecordForm[Review]:
    """Ask what a conference decided."""
    return RecordForm(Review, CONFERENCE, today, wide=("plan_continues",))


def checklist_form(today: date) -> RecordForm[FamilySafeguardingChecklist]:
    """Ask how far a conference followed the model of Family Safeguarding."""
    fields = fields_of(FamilySafeguardingChecklist)
    names = tuple(about.name for about in fields if about.type == "yes_no")
    return RecordForm(FamilySafeguardingChecklist, names, today)


def before_form(today: date) -> RecordForm[Review]:
    """Ask what was done before the meeting."""
    return RecordForm(Review, _BEFORE, today)


def part_form(today: date) -> RecordForm[Participation]:
    """Ask how the child took part."""
    return RecordForm(Participation, _PART, today, wide=("participation",))


def quality_form(today: date) -> RecordForm[Participation]:
    """Ask how well that was done."""
    names = (*_SCALES, "methods")
    return RecordForm(Participation, names, today, hints=dict.fromkeys(_SCALES, ""))


def outcome_form(today: date) -> RecordForm[Review]:
    """Ask what the review means for the child."""
    return RecordForm(Review, _OUTCOME, today)


def next_form(today: date) -> RecordForm[Review]:
    """Ask for the days of the next meeting and of the record."""
    return RecordForm(Review, _NEXT, today)


def ask_rows(today: date, *, is_new: bool) -> RecordRows[Ask]:
    """Take down what the child asked for; of a review on file, when it was done too."""
    names = _ASK if is_new else (*_ASK, "done_on")
    labels = {"words": "In the child’s words"}
    return RecordRows(
        lambda: RecordForm(Ask, names, today, labels=labels), noun="something asked for"
    )


def decision_rows(today: date) -> RecordRows[Decision]:
    """Take down the decisions: what, who, by when."""
    names = ("decision", "owner", "due_on")
    choices = {"owner": [(one, one) for one in OWNERS]}
    return RecordRows(
        lambda: RecordForm(Decision, names, today, choices=choices), noun="a decision"
    )


def sitting_rows(today: date) -> RecordRows[ReviewPart]:
    """Take down the further sittings of a series of meetings."""
    return RecordRows(lambda: RecordForm(ReviewPart, _SITTING, today), noun="a further sitting")
