"""Feedback on the service: from whom, how they found it, in their words; about no one child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from iro_desktop.domain.codes import say
from iro_desktop.domain.limits import in_the_future, limit_problems, missing, refuse
from iro_desktop.domain.records import Feedback, SocialWorker
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import short_date
from iro_desktop.services.entry_guidance import suggested_texts
from iro_desktop.services.workspace import Workspace, new_id


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One piece of feedback in a list: day, from whom, points of five, words."""

    feedback_id: str
    given_on: date | None
    day: str
    given_by: str
    score: str
    words: str


def record_feedback(workspace: Workspace, feedback: Feedback, *, today: date) -> str:
    """Record or change feedback and return its id. Raises RefusedError."""
    refuse(
        limit_problems(feedback)
        + missing(feedback, "given_on", "given_by", "score")
        + in_the_future(feedback, today, "given_on")
    )
    is_new = not feedback.id
    if is_new:
        officer_id = feedback.officer_id or workspace.officer_id
        feedback = replace(feedback, id=new_id(), officer_id=officer_id)
    with workspace.write("record feedback" if is_new else "change feedback") as write:
        write.put(feedback)
    return feedback.id


def delete_feedback(workspace: Workspace, feedback_id: str) -> None:
    """Delete feedback; an undo or the bin brings it back."""
    with workspace.write("delete feedback") as write:
        write.delete(Feedback.__name__, feedback_id)


def feedback_given(snapshot: Snapshot) -> tuple[FeedbackLine, ...]:
    """Return all feedback on file, the latest first."""
    found = sorted(
        snapshot.of(Feedback), key=lambda one: (one.given_on or date.min, one.id), reverse=True
    )
    return tuple(
        FeedbackLine(
            one.id,
            one.given_on,
            short_date(one.given_on) if one.given_on else "",
            ", ".join(part for part in (say("feedback_from", one.given_by), one.team) if part),
            f"{one.score} of 5" if one.score is not None else "",
            one.words,
        )
        for one in found
    )


def teams(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the teams that social workers or earlier feedback came from, to choose from."""
    found = dict(suggested_texts(snapshot, SocialWorker, "team"))
    found.update({one.team: one.team for one in snapshot.of(Feedback) if one.team})
    return sorted(found.items(), key=lambda pair: pair[0].casefold())
