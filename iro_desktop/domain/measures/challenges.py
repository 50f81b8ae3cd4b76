"""IRO Challenges and Problem Resolutions: how many, how many informal, how many moved on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.escalation import Progress
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Escalation


def _cases(facts: CaseFacts) -> Iterator[tuple[Progress, date]]:
    """Yield each case with the day it is filed on; notes of praise are none.

    One that has become formal is one formal case, filed on the day of its first formal stage.
    """
    for progress in facts.challenges:
        on = progress.formal_on if progress.is_formal else progress.escalation.opened_on
        if progress.state != "praise" and on is not None:
            yield progress, on


def _filed(facts: CaseFacts, progress: Progress, on: date, *, met: bool) -> Outcome:
    key = "resolution" if progress.is_formal else "challenge"
    escalation = progress.escalation
    why = Why(key, escalation.theme, started_on=escalation.opened_on, done_on=progress.formal_on)
    owner = owner_of(facts, escalation, on)
    return Outcome(on, facts.child_id, owner, met, why, group=escalation.id)


def owner_of(facts: CaseFacts, escalation: Escalation, on: date) -> str:
    """The IRO allocated on a day; between allocations a case is still of whoever raised it."""
    return facts.officer_on(on) or escalation.officer_id


def _informal(facts: CaseFacts) -> Iterator[Outcome]:
    for progress, on in _cases(facts):
        if not progress.is_formal:
            yield _filed(facts, progress, on, met=True)


def _formal(facts: CaseFacts) -> Iterator[Outcome]:
    for progress, on in _cases(facts):
        if progress.is_formal:
            yield _filed(facts, progress, on, met=True)


def _all(facts: CaseFacts) -> Iterator[Outcome]:
    for progress, on in _cases(facts):
        yield _filed(facts, progress, on, met=not progress.is_formal)


def _ended_informally(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield the informal cases whose informal stage is over: closed (not met) or moved on (met)."""
    for progress, _ in _cases(facts):
        if progress.began_informally:
            ended_on = progress.formal_on if progress.is_formal else progress.closed_on
            if ended_on is not None:
                yield _filed(facts, progress, ended_on, met=progress.is_formal)


_ONE_CASE: Final = (
    "One issue is one case however many stages it goes through and however many children it names: "
    "while it is informal it counts under {challenge}; from the day of its first formal stage it "
    "counts under {resolution} instead, filed on that day. Notes of good practice are not counted. "
    "The owner is the IRO allocated that day."
)
_RATE: Final = (
    "÷ the average caseload of the period × 100. The average caseload is the mean, over all days "
    "of the period, of the children that the caseload counts at the end of the day. Many "
    "challenges are not bad: they can be a sign of a healthy service."
)

INFORMAL: Final = Measure(
    id="challenges_informal",
    title="{challenge}s per 100 children",
    kind=Kind.RATE,
    unit=Unit.PER_100,
    section=Section.OVERSIGHT,
    asks="How often is a concern raised informally?",
    one_case="{challenge}",
    wording=Wording(subject="{challenge}s", cases="{challenge}s raised", case="{challenge} raised"),
    definition=f"{{challenge}}s raised in the period {_RATE} {_ONE_CASE}",
    source="practice, under the IRO’s duty of the Children Act 1989, s25B",
    examples=(
        Example(
            "96 {challenge}s on an average caseload of 1,400", 96, 1400, "6.9 per 100 children"
        ),
    ),
    outcomes=_informal,
)

FORMAL: Final = Measure(
    id="resolutions_formal",
    title="{resolution}s per 100 children",
    kind=Kind.RATE,
    unit=Unit.PER_100,
    section=Section.OVERSIGHT,
    asks="How often does a concern have to become formal?",
    one_case="{resolution}",
    wording=Wording(
        subject="{resolution}s", cases="{resolution}s begun", case="{resolution} begun"
    ),
    definition=f"{{resolution}}s begun in the period {_RATE} {_ONE_CASE}",
    source="Children Act 1989, s25B; IRO Handbook on the local dispute resolution process",
    examples=(
        Example(
            "24 {resolution}s on an average caseload of 1,400", 24, 1400, "1.7 per 100 children"
        ),
    ),
    outcomes=_formal,
)

SHARE: Final = Measure(
    id="challenge_informal_share",
    title="Share of challenges that stay informal",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="How much is settled without a formal step?",
    one_case="case",
    wording=Wording(
        subject="The informal share of challenges and resolutions",
        cases="challenges and resolutions",
        met="were informal",
    ),
    definition=f"{{challenge}}s ÷ {{challenge}}s and {{resolution}}s together. {_ONE_CASE}",
    source="practice",
    examples=(Example("96 informal of 120 cases", 96, 120, "80%"),),
    outcomes=_all,
)

CONVERSION: Final = Measure(
    id="challenge_conversion",
    title="{challenge}s that became formal",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="How many informal challenges had to become formal?",
    one_case="{challenge}",
    wording=Wording(
        subject="{challenge}s that became formal",
        cases="completed {challenge}s",
        met="became formal",
    ),
    definition=(
        "Of the {challenge}s whose informal stage ended in the period, because they were closed or "
        "became formal, those that became formal, filed on the day that it ended. Cases that began "
        "with a formal stage are not in it."
    ),
    source="practice",
    examples=(Example("12 of 90 completed {challenge}s became formal", 12, 90, "13.3%"),),
    outcomes=_ended_informally,
)
