"""How the record of a review stands: decisions sent, written, distributed, each against its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.casefile import Due, Status, status
from iro_desktop.domain.casefile.record_keeping import (
    record_steps,
    second_sitting,
    was_kept_here,
)
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Review, ReviewPart
from iro_desktop.domain.words import say_date, say_days


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One thing that follows a review, in words: "Written record: in time, due by ..."."""

    words: str
    status: Status


def record_lines(
    review: Review, parts: Sequence[ReviewPart], practice: Practice, today: date
) -> tuple[RecordLine, ...]:
    """Return how the record of a review stands; nothing before it is held, or read from a return.

    While a review that was adjourned is not completed, only its second sitting is waited for.
    """
    return tuple(_lines(review, parts, practice, today))


def _lines(
    review: Review, parts: Sequence[ReviewPart], practice: Practice, today: date
) -> Iterator[RecordLine]:
    if review.held_on is None or review.held_on > today:
        return
    if review.adjourned_on is not None:
        due = second_sitting(review, review.adjourned_on, practice)
        yield _line(due, review.completed_on, today)
        if review.completed_on is None:
            return
    if was_kept_here(review):
        for step in record_steps(review, parts, practice, today):
            yield _line(step.due, step.done_on, today)


def _line(due: Due, done_on: date | None, today: date) -> RecordLine:
    assert due.due_on is not None  # noqa: S101 - each of these has a limit
    by = f"due by {say_date(due.due_on)}"
    if done_on is not None:
        late = (done_on - due.due_on).days
        said = f"{say_days(late)} late" if late > 0 else "in time"
        standing = Status.OVERDUE if late > 0 else Status.DONE
        return RecordLine(f"{due.title}: {said}, {by}", standing)
    overdue = (today - due.due_on).days
    said = f"not done, {say_days(overdue)} overdue, " if overdue > 0 else ""
    return RecordLine(f"{due.title}: {said}{by}", status(due, today))
