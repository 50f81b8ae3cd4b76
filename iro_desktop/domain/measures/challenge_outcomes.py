"""What challenges and resolutions led to: the right outcome stated, reached, and how soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.escalation import Progress
from iro_desktop.domain.measures.challenges import owner_of
from iro_desktop.domain.measures.definition import Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts

_REACHED: Final = frozenset({"achieved", "part"})
_NONE: Final = "none"


def _cases(facts: CaseFacts) -> Iterator[Progress]:
    return (one for one in facts.challenges if one.state != "praise")


def _closed(facts: CaseFacts) -> Iterator[Outcome]:
    for progress in _cases(facts):
        on, escalation = progress.closed_on, progress.escalation
        if on is not None:
            why = Why("closed", escalation.theme, done_on=on, note=escalation.outcome)
            met = escalation.outcome == "achieved"
            yield _filed(facts, progress, on, why, met=met, part=escalation.outcome or _NONE)


def _raised(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each case raised: met if the right outcome was stated by the day it was acted on."""
    for progress in _cases(facts):
        escalation, on = progress.escalation, progress.escalation.opened_on
        if on is None:
            continue
        acted_on = progress.stages[0].started_on or on
        stated_on = escalation.outcome_stated_on or acted_on
        is_stated = bool(escalation.right_outcome.strip())
        key = "outcome stated" if is_stated else "outcome not stated"
        why = Why(key, escalation.theme, "", on, acted_on, stated_on)
        yield _filed(facts, progress, on, why, met=is_stated and stated_on <= acted_on)


def _reached(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each case whose outcome was reached, with the working days since it was raised."""
    for progress in _cases(facts):
        escalation, raised_on = progress.escalation, progress.escalation.opened_on
        on = escalation.outcome_on or progress.closed_on
        if escalation.outcome not in _REACHED or on is None:
            continue
        part = "formal" if progress.is_formal else "informal"
        if raised_on is None or raised_on > on:
            why = Why("not raised", escalation.theme, started_on=raised_on, done_on=on)
            yield _filed(facts, progress, on, why, met=None, part=part)
            continue
        days = facts.practice.calendar.working_days_between(raised_on, on)
        why = Why("outcome reached", escalation.theme, started_on=raised_on, done_on=on)
        yield _filed(facts, progress, on, why, met=True, part=part, days=days)


def _filed(
    facts: CaseFacts,
    progress: Progress,
    on: date,
    why: Why,
    *,
    met: bool | None,
    part: str = "",
    days: int = 0,
) -> Outcome:
    escalation = progress.escalation
    owner = owner_of(facts, escalation, on)
    return Outcome(on, facts.child_id, owner, met, why, part, escalation.id, amount=days)


_ONE_CASE: Final = (
    "One issue is one case however many stages it goes through and however many children it names. "
    "Notes of good practice are not counted. The owner is the IRO allocated that day or, between "
    "allocations, whoever raised it."
)

ACHIEVED: Final = Measure(
    id="escalation_outcome_achieved",
    title="{challenge}s and {resolution}s closed with the outcome achieved",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="Did challenges reach the right outcome for the child, and not only a reply?",
    one_case="case",
    wording=Wording(
        subject="Cases closed with the right outcome achieved",
        cases="{challenge}s and {resolution}s that were closed",
        met="had achieved the right outcome for the child",
    ),
    definition=(
        "{challenge}s and {resolution}s closed with the outcome achieved ÷ those closed, filed on "
        "the day they were closed. Achieved in part, not achieved, overtaken by events and closed "
        "without an outcome are not achieved; each is shown for itself. That a reply was received "
        f"is no outcome. {_ONE_CASE}"
    ),
    source="practice, under the IRO’s duty of the Children Act 1989, s25B",
    outcomes=_closed,
    parts={
        "achieved": "outcome achieved",
        "part": "achieved in part",
        "no": "not achieved",
        "overtaken": "overtaken by events",
        _NONE: "no outcome recorded",
    },
)

STATED: Final = Measure(
    id="escalation_outcome_stated",
    title="{challenge}s and {resolution}s with the right outcome stated first",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="Was the right outcome for the child written down before anybody was asked to act?",
    one_case="case",
    wording=Wording(
        subject="Cases with the right outcome stated before action",
        cases="{challenge}s and {resolution}s",
        met="stated the right outcome for the child before action",
    ),
    definition=(
        "{challenge}s and {resolution}s raised in the period whose right outcome for the child was "
        "stated by the day on which their first stage began ÷ those raised, filed on the day they "
        "were raised. Where the day of the statement is not recorded, it counts as stated when the "
        f"case was raised. An empty outcome is not stated. {_ONE_CASE}"
    ),
    source="practice",
    outcomes=_raised,
)

DAYS: Final = Measure(
    id="escalation_days_to_outcome",
    title="Working days from {challenge} or {resolution} to its outcome",
    kind=Kind.MEDIAN,
    unit=Unit.WORKING_DAYS,
    section=Section.OVERSIGHT,
    asks="How long does a child wait from a concern being raised to its outcome?",
    one_case="case",
    wording=Wording(
        subject="The median time from raising a case to its outcome",
        cases="{challenge}s and {resolution}s whose outcome was reached",
        case="{challenge} or {resolution} whose outcome was reached",
    ),
    definition=(
        "The median of the working days from the day on which a case was raised, which is day 0, "
        "to the day on which its outcome was reached: half of the cases took no longer. Cases "
        "whose outcome is achieved, or achieved in part, filed on the day that it was reached or, "
        "where that is not recorded, on the day the case was closed. Not in it: cases not "
        "achieved, overtaken by events, or still open without an outcome. Left out and listed: "
        "cases without the day on which they were raised, or raised after their outcome. Cases "
        f"that stayed informal and those that became formal are shown apart too. {_ONE_CASE}"
    ),
    source="practice",
    outcomes=_reached,
    parts={"informal": "{challenge}s", "formal": "{resolution}s"},
    lower_is_better=True,
)
