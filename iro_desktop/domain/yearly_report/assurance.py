"""The tables of oversight: challenges by stage, good practice, Cafcass, feedback, other duties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.codes import CODES, say
from iro_desktop.domain.escalation import Progress, progress_of
from iro_desktop.domain.measures import rounded
from iro_desktop.domain.measures.challenges import owner_of
from iro_desktop.domain.paper import Table
from iro_desktop.domain.records import Escalation, Feedback
from iro_desktop.domain.standards import stages_of
from iro_desktop.domain.words import plain_date, say_number
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.tabling import NONE, table

_FEWEST: Final = 5


def assurance(year: Year, feedback: tuple[Feedback, ...]) -> Iterator[Table]:
    """Yield the tables that there is something to say in."""
    cases = list(_progress(year))
    yield from _by_stage(year, cases)
    yield from _good_practice(year, [one.escalation for one in cases])
    yield from _cafcass(year, [one.escalation for one in cases])
    yield from _feedback(year, feedback)
    yield from _duties(year)


def _progress(year: Year) -> Iterator[Progress]:
    """Yield every challenge, resolution and note of praise as it stood on the last day."""
    practice = year.figures.sources.practice
    for facts in year.figures.listing.facts.values():
        if not facts.case.of(Escalation):
            continue
        for one in progress_of(facts.case, practice, year.day):
            on = one.escalation.opened_on or year.day
            owner = owner_of(facts, one.escalation, on)
            if year.officer_id is None or owner == year.officer_id:
                yield one


def _by_stage(year: Year, cases: list[Progress]) -> Iterator[Table]:
    real = [one for one in cases if one.state != "praise"]
    begun: Counter[str] = Counter()
    names = {one.key: one.name for one in stages_of(year.figures.sources.practice.on(year.day))}
    open_now: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    resolved: Counter[str] = Counter()
    for one in real:
        for stage in one.stages:
            names.setdefault(stage.stage.key, stage.stage.name)
            if _in(year, stage.started_on):
                begun[stage.stage.key] += 1
        key = one.current.stage.key
        if one.is_open:
            open_now[key] += 1
            overdue[key] += one.current.overdue(year.day)
        if _in(year, one.closed_on):
            resolved[key] += 1
    rows = [
        (name, *(say_number(found[key]) for found in (begun, resolved, open_now, overdue)))
        for key, name in names.items()
        if begun[key] or open_now[key] or resolved[key]
    ]
    if rows:
        heads = ("Stage", "Begun", "Closed at it", "Open at the end", "Reply overdue")
        caption = year.words("{challenge}s and {resolution}s by stage")
        yield table(caption, heads, rows, shares=(5, 2, 2, 2, 2))


def _good_practice(year: Year, cases: list[Escalation]) -> Iterator[Table]:
    notes = [one for one in cases if one.good_practice and _in(year, one.opened_on)]
    if not notes:
        return
    themes = Counter(one.theme.strip() or "Without a theme" for one in notes)
    passed = Counter(
        one.theme.strip() or "Without a theme" for one in notes if one.passed_on is not None
    )
    rows = [(name, say_number(n), say_number(passed[name])) for name, n in themes.most_common()]
    heads = ("About", "Notes", "Passed on")
    yield table("Good practice noted", heads, rows, shares=(5, 2, 2))


def _cafcass(year: Year, cases: list[Escalation]) -> Iterator[Table]:
    real = [one for one in cases if not one.good_practice]
    opened = [one for one in real if _in(year, one.opened_on)]
    considered = sum(one.cafcass_considered is True for one in opened)
    days = (
        ("Cafcass consulted", [one.cafcass_consulted_on for one in real]),
        ("Referred to Cafcass", [one.cafcass_referred_on for one in real]),
        ("Cafcass answered", [one.cafcass_responded_on for one in real]),
        ("Safeguarding partnership asked", [one.partnership_asked_on for one in real]),
        ("Legal advice sought", [one.legal_advice_on for one in real]),
    )
    counts = [("Cafcass considered", considered)]
    counts += [(words, sum(_in(year, day) for day in found)) for words, found in days]
    if any(number for _, number in counts):
        rows = [(words, say_number(number)) for words, number in counts]
        yield table("Cafcass and legal advice", ("What", "Cases"), rows, shares=(5, 2))


def _feedback(year: Year, feedback: tuple[Feedback, ...]) -> Iterator[Table]:
    """Yield feedback by who gave it; the mean only of five scores or more."""
    given = [
        one
        for one in feedback
        if _in(year, one.given_on) and year.officer_id in (None, one.officer_id)
    ]
    if not given:
        return
    rows = []
    for code in (*CODES["feedback_from"], ""):
        found = [one for one in given if one.given_by == code]
        if found:
            rows.append((say("feedback_from", code) or NONE, *_scores(found)))
    rows.append(("All", *_scores(given)))
    heads = ("From", "Pieces", "Mean score of 5")
    yield table("Feedback on the service", heads, rows, shares=(5, 2, 2))


def _scores(found: list[Feedback]) -> tuple[str, str]:
    scores = [one.score for one in found if one.score is not None]
    mean = rounded(sum(scores) / len(scores)) if len(scores) >= _FEWEST else "too few"
    return say_number(len(found)), mean


def _duties(year: Year) -> Iterator[Table]:
    """Yield the work of IROs beside the caseload at some time of the year."""
    first = year.period.from_on or date.min
    fte: dict[str, float] = {}
    for one in year.figures.sources.other_duties:
        ended = one.to_on is not None and one.to_on < first
        begun = one.from_on is None or one.from_on <= year.day
        if begun and not ended and year.officer_id in (None, one.officer_id):
            name = one.duty.strip() or "Other duty"
            fte[name] = fte.get(name, 0.0) + (one.fte or 0.0)
    if fte:
        rows = [(name, rounded(number, 2)) for name, number in sorted(fte.items())]
        caption = f"Other duties in the year to {plain_date(year.day)}"
        yield table(caption, ("Duty", "FTE"), rows, shares=(5, 2))


def _in(year: Year, day: date | None) -> bool:
    return day is not None and day in year.period
