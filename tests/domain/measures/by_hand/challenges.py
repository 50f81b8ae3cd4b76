"""IRO Challenges and Problem Resolutions: how many, of what, and what came of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.records import Escalation, EscalationStep
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import FAR, by, working_days_between
from tests.domain.measures.by_hand.filed import Filed


@dataclass(frozen=True)
class Issue:
    """One case with its stages so far, and the day it became formal, if it has."""

    case: CaseFile
    record: Escalation
    opened: date
    steps: list[EscalationStep]
    formal: date | None


def issues(load: Caseload) -> Iterator[Issue]:
    for case in load.cases:
        for one in case.of(Escalation):
            if one.opened_on and one.opened_on <= load.as_of and not one.good_practice:
                steps = [
                    s
                    for s in case.of(EscalationStep)
                    if s.escalation_id == one.id and by(s.started_on, load.as_of)
                ]
                steps.sort(key=lambda s: (s.started_on or FAR, s.id))
                formal = [s.started_on for s in steps if s.started_on and s.stage != "informal"]
                yield Issue(case, one, one.opened_on, steps, min(formal, default=None))


def owner(load: Caseload, issue: Issue, on: date) -> str:
    return load.officer(issue.case, on) or issue.record.officer_id


def filed(
    load: Caseload, issue: Issue, on: date, part: str = "", *, met: bool, beside: bool = False
) -> Filed:
    child, officer = issue.case.child.id, owner(load, issue, on)
    return Filed(on, child, officer, met, part, beside=beside)


def challenge_informal_share(load: Caseload) -> Iterator[Filed]:
    for issue in issues(load):
        yield filed(load, issue, issue.formal or issue.opened, met=issue.formal is None)


def challenges_informal(load: Caseload) -> Iterator[Filed]:
    yield from (one for one in challenge_informal_share(load) if one.met)


def resolutions_formal(load: Caseload) -> Iterator[Filed]:
    yield from (one for one in challenge_informal_share(load) if not one.met)


def challenge_conversion(load: Caseload) -> Iterator[Filed]:
    for issue in issues(load):
        began_formally = bool(issue.steps) and issue.steps[0].stage != "informal"
        on = issue.formal or closed(load, issue)
        if on and not began_formally:
            yield filed(load, issue, on, met=issue.formal is not None)


def closed(load: Caseload, issue: Issue) -> date | None:
    day = issue.record.closed_on
    return day if day and day <= load.as_of else None


def escalation_outcome_achieved(load: Caseload) -> Iterator[Filed]:
    for issue in issues(load):
        on, outcome = closed(load, issue), issue.record.outcome
        if on:
            yield filed(load, issue, on, outcome or "none", met=outcome == "achieved")


def escalation_outcome_stated(load: Caseload) -> Iterator[Filed]:
    for issue in issues(load):
        action = issue.steps[0].started_on if issue.steps else None
        stated = issue.record.outcome_stated_on
        before = stated is None or stated <= (action or issue.opened)
        met = before and bool(issue.record.right_outcome.strip())
        yield filed(load, issue, issue.opened, met=met)


def escalation_days_to_outcome(load: Caseload) -> Iterator[Filed]:
    for issue in issues(load):
        on = issue.record.outcome_on or issue.record.closed_on
        if issue.record.outcome in ("achieved", "part") and on and on <= load.as_of:
            days = working_days_between(issue.opened, on, load.holidays)
            part = "formal" if issue.formal else "informal"
            child, officer = issue.case.child.id, owner(load, issue, on)
            yield Filed(on, child, officer, True, part, amount=days)


def escalation_themes(load: Caseload) -> Iterator[Filed]:
    for issue in issues(load):
        theme = issue.record.theme.strip()
        on = issue.opened
        yield filed(load, issue, on, upper(theme) or "No theme", met=bool(theme))
        beside = {f"any: {upper(other)}" for other in issue.record.other_themes if upper(other)}
        if theme:
            beside |= {theme, f"any: {upper(theme)}"}
        for part in beside:
            yield filed(load, issue, on, f"beside: {part}", met=True, beside=True)


def upper(theme: str) -> str:
    return theme.partition(":")[0].strip()
