"""Challenges and resolutions as records, and the good practice that was noted beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.records import Escalation, EscalationStep, Record
from iro_desktop.importers.sample.challenge_texts import CAFCASS, PRAISE, WHY_STAGE
from iro_desktop.importers.sample.challenges import Issue, Step, local_theme
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import Chair, Family, Kid

_STATED_AT_ONCE: Final = (*(True,) * 6, False)
_PRAISE_A_YEAR: Final = 2
_SECOND_THEMES: Final = {
    "Delay": "Quality of planning: no clear outcomes",
    "Quality of planning": "Delay: drift in carrying out the plan",
    "Practice": "Participation: the child has not been heard",
    "Participation": "Practice: statutory duty not met",
}


def issue_id(pen: Pen, issue: Issue) -> str:
    """Return the id of the record of an issue."""
    return pen.id("Escalation", issue.kid, issue.on)


def write_issues(pen: Pen, chair: Chair, issues: Sequence[Issue]) -> None:
    """Write every issue with its stages."""
    for issue in issues:
        pen.write(_escalation(pen, chair, issue))
        for step in issue.steps:
            pen.write(_step(pen, issue, step))


def _escalation(pen: Pen, chair: Chair, issue: Issue) -> Escalation:
    chance, kid, story = pen.chance, issue.kid, issue.story
    formal = any(step.stage.formal for step in issue.steps)
    in_care = issue.family.care is not None and issue.family.care.is_open(issue.on)
    themes = pen.scene.standards.themes
    theme = local_theme(story.theme, themes)
    second = local_theme(_SECOND_THEMES.get(story.theme.partition(":")[0], ""), themes)
    stated_on: date | None = issue.on
    if not chance.deal(_STATED_AT_ONCE):
        stated_on = pen.by_now(pen.days(issue.on, 3, 12))
    others = tuple(k.id for k in issue.family.kids if k is not kid)
    closed_on = issue.outcome_on and min(pen.days(issue.outcome_on, 0, 6), pen.as_of)
    achieved = issue.outcome in ("achieved", "part")
    return Escalation(
        id=issue_id(pen, issue),
        child_id=kid.id,
        other_child_ids=others if others and chance.happens(0.6) else (),
        opened_on=issue.on,
        officer_id=chair.id,
        source=issue.source,
        right_outcome=story.right_outcome,
        needed=kid.tell(story.needed),
        by_whom=story.by_whom,
        by_on=pen.work_days(issue.on, 8, 22),
        theme=theme,
        other_themes=(second,) if second not in ("", theme) and chance.happens(0.35) else (),
        evidence=kid.tell(story.evidence),
        impact=kid.tell(story.impact),
        child_view=kid.tell(story.child_view),
        child_told_on=pen.by_now(pen.days(issue.on, 1, 12)) if chance.happens(0.75) else None,
        outcome_stated_on=stated_on,
        cafcass_considered=True if formal and in_care else None,
        cafcass_reason=chance.one_of(CAFCASS) if formal and in_care else "",
        closed_on=closed_on,
        outcome=issue.outcome,
        outcome_on=issue.outcome_on if achieved else None,
        changed_for_child=_changed(issue, kid) if closed_on else "",
        learning=kid.tell(story.learning) if closed_on else "",
        entered_in_council_system_on=pen.by_now(pen.days(issue.on, 0, 5)),
    )


def _changed(issue: Issue, kid: Kid) -> str:
    """Return what became of it for the child, in words."""
    if issue.outcome == "achieved":
        return kid.tell(issue.story.changed)
    if issue.outcome == "part":
        late = issue.steps[-1].reply == "accepts"
        return kid.tell("All of it, but later than promised." if late else issue.story.partly)
    if issue.outcome == "overtaken":
        return kid.tell("{He} had moved on before it was settled.")
    return kid.tell("Nothing that {he} would notice. To be taken up again at the review.")


def _step(pen: Pen, issue: Issue, step: Step) -> EscalationStep:
    note = ""
    if step.reply == "accepts":
        note = issue.story.accepts
    elif step.reply == "partly":
        note = issue.story.partly
    elif step.reply:
        note = "The decision of the review is not accepted as it stands. " + issue.story.partly
    formal = step.stage.formal
    first = step is issue.steps[0]
    return EscalationStep(
        id=pen.id("EscalationStep", issue.kid, issue.on, step.stage.key),
        child_id=issue.kid.id,
        escalation_id=issue_id(pen, issue),
        stage=step.stage.key,
        started_on=step.on,
        to_whom=step.stage.role if formal else issue.story.by_whom,
        why=_why(pen, issue, step) if formal else "",
        skipped="The informal stage: the child's timetable did not allow it"
        if formal and first
        else "",
        responded_on=step.replied_on,
        response=step.reply,
        response_note=issue.kid.tell(note),
    )


def _why(pen: Pen, issue: Issue, step: Step) -> str:
    if step is issue.steps[0]:
        return WHY_STAGE[4]
    before = issue.steps[issue.steps.index(step) - 1]
    if before.replied_on is None:
        return WHY_STAGE[0]
    if before.reply == "no":
        return WHY_STAGE[5]
    return pen.chance.one_of(WHY_STAGE[1:4])


def write_praise(pen: Pen, chair: Chair, families: Sequence[Family]) -> None:
    """Write notes of good practice: two a year, about children who were in care."""
    for year in range(3):
        for number in range(_PRAISE_A_YEAR):
            days = 365 * year + 20 + 170 * number + pen.chance.between(0, 120)
            on = chair.diary.at_work(pen.as_of - timedelta(days=days))
            pen.write_all(_praise(pen, chair, families, on))


def _praise(pen: Pen, chair: Chair, families: Sequence[Family], on: date) -> Iterator[Record]:
    here = [f for f in families if f.care and f.role != "short breaks" and f.care.is_open(on)]
    kids = [kid for family in here for kid in family.kids if kid.age(on) >= 5]  # noqa: PLR2004 - who can tell their own story
    if kids:
        kid = pen.chance.one_of(kids)
        done, meant = pen.chance.deal(PRAISE) or PRAISE[0]
        yield Escalation(
            id=pen.id("Escalation", kid, on, "good practice"),
            child_id=kid.id,
            opened_on=on,
            officer_id=chair.id,
            source="review",
            good_practice=True,
            evidence=kid.tell(done),
            changed_for_child=kid.tell(meant),
            closed_on=on,
        )
