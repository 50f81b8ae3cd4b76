"""Recording reviews and conferences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from iro_desktop.domain.codes import say
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.records import Ask, Child, Decision, Participation, Review
from iro_desktop.services.workspace import Workspace, new_id

_FOURTH = 4


def record_review(
    workspace: Workspace,
    review: Review,
    participation: Participation | None = None,
    decisions: Sequence[Decision] = (),
    asks: Sequence[Ask] = (),
    *,
    today: date,
) -> str:
    """Record a review with how the child took part, what was decided and asked; return its id.

    A review with an id is edited, one without is new; the others likewise. Raises RefusedError.
    """
    child = workspace.snapshot.cases[review.child_id].child
    review = replace(review, id=review.id or new_id())
    refuse(
        review_problems(review, child, participation, today)
        + [problem for decision in decisions for problem in limit_problems(decision)]
    )
    what = say("review_type", review.review_type).lower()
    with workspace.write(f"record {what} of {child.reference}") as write:
        write.put(review)
        for part in (participation, *decisions, *asks):
            if part is not None:
                write.put(
                    replace(part, id=part.id or new_id(), child_id=child.id, review_id=review.id)
                )
    return review.id


def review_problems(
    review: Review, child: Child, participation: Participation | None, today: date
) -> list[FieldProblem]:
    """Return what keeps a review from being recorded."""
    found = limit_problems(review) + missing(review, "held_on", "review_type")
    found += in_the_future(
        review, today, "held_on", "completed_on", "written_on", "distributed_on", "strategy_on"
    )
    found += before(review, "held_on", "completed_on") + before(review, "strategy_on", "held_on")
    found += before(review, "held_on", "written_on") + before(review, "held_on", "distributed_on")
    if review.held_on and child.born_on and review.held_on < child.born_on:
        found.append(
            FieldProblem("held_on", "Held on must not be before the child's date of birth.")
        )
    if participation is not None:
        found += limit_problems(participation)
        found += _participation_problems(review, child, participation)
    return found


def _participation_problems(
    review: Review, child: Child, participation: Participation
) -> list[FieldProblem]:
    """SSDA903: PN0 up to the 4th birthday, PN1 to PN7 from it; on the day itself both pass."""
    if not participation.participation or review.held_on is None or child.born_on is None:
        return []
    fourth = _birthday(child.born_on, _FOURTH)
    is_under = participation.participation == "PN0"
    if is_under and review.held_on > fourth:
        return [
            FieldProblem(
                "participation",
                "The child was 4 or over at this review: choose PN1 to PN7, not PN0.",
            )
        ]
    if not is_under and review.held_on < fourth:
        return [FieldProblem("participation", "The child was under 4 at this review: choose PN0.")]
    return []


def _birthday(born_on: date, age: int) -> date:
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:  # 29 February: the DfE's rule takes 28 February
        return date(born_on.year + age, 2, 28)
