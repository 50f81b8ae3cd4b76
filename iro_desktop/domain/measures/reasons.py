"""Why a case counts as it does, in words, made only when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.rules import RULES
from iro_desktop.domain.words import counted, plain_date


def say_reason(outcome: Outcome, practice: Practice) -> str:
    """The reason of one case.

    "late by 12 working days: first review due 16 January 2020, held 3 February"
    """
    why = outcome.why
    said = _SAYERS[why.key](why, practice) if why.key in _SAYERS else why.key
    return said or why.key


def _in_time(why: Why, _: Practice) -> str:
    return f"in time: {_due_and_held(why)}"


def _late(why: Why, practice: Practice) -> str:
    return f"late by {_lateness(why, practice)}: {_due_and_held(why)}"


def _overdue(why: Why, _: Practice) -> str:
    return f"not held: {_lower(why.about)} due {_date(why.due_on)}"


def _due_and_held(why: Why) -> str:
    held = _second_date(why.due_on, why.done_on)
    return f"{_lower(why.about)} due {_date(why.due_on)}, held {held}"


def _lateness(why: Why, practice: Practice) -> str:
    """Return by how much: in working days where the rule counts those, else in days."""
    if why.due_on is None or why.done_on is None:
        return ""
    rule = RULES.get(why.rule_id)
    if rule is not None and rule.limit is not None and rule.limit.unit == "working days":
        days = practice.calendar.working_days_between(why.due_on, why.done_on)
        if days > 0:
            return counted(days, "working day")
    return counted((why.done_on - why.due_on).days, "day")


def _no_due_date(why: Why, _: Practice) -> str:
    if why.done_on is None:
        return "no review recorded: enter the last one"
    return f"left out: held {_date(why.done_on)}, {why.note or 'nothing starts its clock'}"


def _left_out(why: Why, _: Practice) -> str:
    return f"left out: held {_date(why.done_on)}, {why.note or 'nothing to judge it by'}"


def _participation(why: Why, _: Practice) -> str:
    # Of PN0 the words themselves say "at the review".
    words = say_code("participation", why.about).removesuffix(" at the review")
    return f"{why.about}, {_lower(words)}, at the review of {_date(why.done_on)}"


def _no_code(why: Why, _: Practice) -> str:
    return f"no participation code for the review of {_date(why.done_on)}"


def _unknown_code(why: Why, _: Practice) -> str:
    return f"“{why.about}” is no participation code, at the review of {_date(why.done_on)}"


def _permanence(why: Why, _: Practice) -> str:
    plan = say_code("permanence", why.about)
    by = _second_date(why.started_on, why.due_on)
    return f"{_lower(plan)}, planned {_date(why.started_on)}, second review {by}"


def _no_permanence(why: Why, _: Practice) -> str:
    return f"no permanence plan by the second review on {_date(why.due_on)}"


def _not_endorsed(why: Why, _: Practice) -> str:
    plan = _lower(say_code("permanence", why.about))
    when = f"until {_date(why.done_on)}" if why.done_on else "by the IRO"
    return f"{plan} not endorsed {when}, second review {_date(why.due_on)}"


def _caseload(why: Why, _: Practice) -> str:
    said = f"{_CASELOAD.get(why.about, why.about)} since {_date(why.started_on)}"
    return f"{said}, allocated {_date(why.done_on)}" if why.done_on else said


_CASELOAD: Final = {
    "cla": "looked after",
    "cp": "on a plan",
    "both": "looked after and on a plan",
    "covering": "covered",
    "short_breaks": "short breaks",
    "icpc_booked": "initial conference awaited",
    "care_leavers": "left care",
    "other_authority": "another authority's child",
    "temporary": "temporary plan",
}


def _checked(why: Why, _: Practice) -> str:
    checked = _second_date(why.due_on, why.done_on)
    return f"midpoint {_date(why.due_on)}, checked {checked}{_inherited(why)}"


def _not_checked(why: Why, _: Practice) -> str:
    until = _second_date(why.started_on, why.done_on)
    window = f"no check from {_date(why.started_on)} to {until}"
    return f"{window}: midpoint {_date(why.due_on)}{_inherited(why)}"


def _open(why: Why, _: Practice) -> str:
    return f"open until {_date(why.done_on)}: midpoint {_date(why.due_on)}"


def _removed(why: Why, _: Practice) -> str:
    ended = "the next review was held, or care or the plan ended"
    return f"left out: {ended} by {_date(why.done_on)}, midpoint {_date(why.due_on)}"


def _inherited(why: Why) -> str:
    return " (inherited)" if why.note else ""


def _challenge(why: Why, _: Practice) -> str:
    return _with_theme(f"informal, raised {_date(why.started_on)}", why)


def _resolution(why: Why, _: Practice) -> str:
    if why.started_on is None or why.started_on == why.done_on:
        return _with_theme(f"formal from {_date(why.done_on)}", why)
    formal = _second_date(why.started_on, why.done_on)
    return _with_theme(f"raised {_date(why.started_on)}, formal from {formal}", why)


def _with_theme(said: str, why: Why) -> str:
    return f"{said}: {why.about}" if why.about else said


def _looked_after(why: Why, _: Practice) -> str:
    return f"looked after since {_date(why.started_on)}"


def _on_plan(why: Why, _: Practice) -> str:
    return f"on a plan since {_date(why.started_on)}"


def _joined(why: Why, _: Practice) -> str:
    return f"joined {_date(why.started_on)}"


def _left(why: Why, _: Practice) -> str:
    return f"left {_date(why.done_on)}"


def _all_in_time(_: Why, __: Practice) -> str:
    return "every review due in the last 12 months was in time"


def _participation_scored(why: Why, _: Practice) -> str:
    return f"{why.note} points, at the review of {_date(why.done_on)}"


def _ask(why: Why, _: Practice) -> str:
    answer = _lower(say_code("ask_answer", why.about)) or "no outcome recorded"
    return f"{answer}, asked at the review of {_date(why.started_on)}"


def _left_care(why: Why, _: Practice) -> str:
    reason = say_code("end_reason", why.about) or "no reason recorded"
    return f"left care {_date(why.done_on)}: {_lower(reason)}"


def _discharge_granted(why: Why, _: Practice) -> str:
    left = _second_date(why.started_on, why.done_on)
    ended = f", left care {left}" if why.done_on else ""
    return f"discharge of the care order granted {_date(why.started_on)}{ended}"


def _discharge_pursued(why: Why, _: Practice) -> str:
    return f"discharge pursued since {_date(why.started_on)}"


def _discharge_decided(why: Why, _: Practice) -> str:
    decision = _lower(say_code("discharge_decision", why.about))
    return f"discharge considered {_date(why.done_on)}: {decision}"


def _discharge_step(why: Why, _: Practice) -> str:
    return f"discharge {why.about} {_date(why.done_on)}"


def _discharge_undecided(_: Why, __: Practice) -> str:
    return "no decision on discharge"


def _done_in_time(why: Why, _: Practice) -> str:
    return f"in time: {_due_and_done(why)}"


def _done_late(why: Why, practice: Practice) -> str:
    return f"late by {_lateness(why, practice)}: {_due_and_done(why)}"


def _due_and_done(why: Why) -> str:
    done = _second_date(why.due_on, why.done_on)
    return f"{_lower(why.about)} due {_date(why.due_on)}, done {done}"


def _not_done(why: Why, _: Practice) -> str:
    return f"not done: {_lower(why.about)} due {_date(why.due_on)}"


def _refused(why: Why, _: Practice) -> str:
    return f"{_refused_on(why)} ({_lower(why.about)} due {_date(why.due_on)})"


def _assessed(why: Why, _: Practice) -> str:
    return f"assessed {_date(why.done_on)}, due again {_date(why.due_on)}"


def _not_assessed(why: Why, _: Practice) -> str:
    if why.started_on is None:
        return "no health assessment on file"
    return f"last assessed {_date(why.started_on)}, due again {_date(why.due_on)}"


def _assessment_refused(why: Why, _: Practice) -> str:
    last = f"last assessed {_date(why.started_on)}" if why.started_on else "never assessed"
    return f"{_refused_on(why)} ({last})"


def _refused_on(why: Why) -> str:
    said = f"refused on {_date(why.done_on)}"
    return f"{said}: {why.note}" if why.note else said


def _plan_completed(why: Why, _: Practice) -> str:
    grade = f", graded {_lower(say_code('grade', why.note))}" if why.note else ""
    return f"personal education plan completed {_date(why.done_on)}{grade}"


def _plan_missing(why: Why, _: Practice) -> str:
    last = f"the last one completed {_date(why.done_on)}" if why.done_on else "none on file"
    return f"no personal education plan of this term, {last}"


def _life_story_none(_: Why, __: Practice) -> str:
    return "life story work not started"


def _life_story_started(why: Why, _: Practice) -> str:
    since = f" {_date(why.started_on)}" if why.started_on else ""
    return f"life story work started{since}, no book given"


def _life_story_stale(why: Why, practice: Practice) -> str:
    return f"{_book_given(why, practice)}, due again {_date(why.due_on)}"


def _book_given(why: Why, _: Practice) -> str:
    said = f"life story book given {_date(why.started_on)}"
    if why.done_on == why.started_on:
        return said
    return f"{said}, last reviewed {_second_date(why.started_on, why.done_on)}"


_SAYERS: Final[dict[str, Callable[[Why, Practice], str]]] = {
    "in time": _in_time,
    "late": _late,
    "overdue": _overdue,
    "no due date": _no_due_date,
    "left out": _left_out,
    "all in time": _all_in_time,
    "participation": _participation,
    "no code": _no_code,
    "unknown code": _unknown_code,
    "permanence": _permanence,
    "no permanence": _no_permanence,
    "not endorsed": _not_endorsed,
    "caseload": _caseload,
    "checked": _checked,
    "not checked": _not_checked,
    "open": _open,
    "removed": _removed,
    "challenge": _challenge,
    "resolution": _resolution,
    "looked after": _looked_after,
    "on plan": _on_plan,
    "participation scored": _participation_scored,
    "ask": _ask,
    "left care": _left_care,
    "discharge granted": _discharge_granted,
    "discharge pursued": _discharge_pursued,
    "discharge decided": _discharge_decided,
    "discharge step": _discharge_step,
    "discharge undecided": _discharge_undecided,
    "done in time": _done_in_time,
    "done late": _done_late,
    "not done": _not_done,
    "refused": _refused,
    "assessed": _assessed,
    "not assessed": _not_assessed,
    "assessment refused": _assessment_refused,
    "plan completed": _plan_completed,
    "plan missing": _plan_missing,
    "life story none": _life_story_none,
    "life story started": _life_story_started,
    "life story given": _book_given,
    "life story stale": _life_story_stale,
    "joined": _joined,
    "left": _left,
}


def _date(day: date | None) -> str:
    return plain_date(day) if day else "a day that is not on file"


def _second_date(first: date | None, day: date | None) -> str:
    """Return ``day`` without its year where it is that of the date said before it."""
    said = _date(day)
    if first is None or day is None or first.year != day.year:
        return said
    return said.rsplit(" ", 1)[0]


def _lower(words: str) -> str:
    """Return a title as it stands within a sentence; abbreviations keep their capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
