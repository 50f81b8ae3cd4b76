"""Why a case counts as it does, in words, made only when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.local_words import local_words
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
    return f"{why.about}, {_lower(words)}, at the {_review_of(why)}"


def _no_code(why: Why, _: Practice) -> str:
    return f"no participation code for the {_review_of(why)}"


def _unknown_code(why: Why, _: Practice) -> str:
    return f"“{why.about}” is no participation code, at the {_review_of(why)}"


def _too_young(why: Why, _: Practice) -> str:
    code = f"{why.about}, " if why.about else ""
    return f"left out: {code}too young at the {_review_of(why)}"


def _review_of(why: Why) -> str:
    return f"{why.note or 'review'} of {_date(why.done_on)}"


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


def _caseload(why: Why, practice: Practice) -> str:
    about = _local(_CASELOAD.get(why.about, why.about), practice)
    said = f"{about} since {_date(why.started_on)}"
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


def _in_six_months(why: Why, practice: Practice) -> str:
    return f"checked {_date(why.done_on)}, {_looked_after(why, practice)}"


def _not_in_six_months(why: Why, practice: Practice) -> str:
    last = f": the last was on {_date(why.done_on)}" if why.done_on else ", nor any before"
    return f"no check in six months{last}; {_looked_after(why, practice)}"


def _challenge(why: Why, _: Practice) -> str:
    return _with_theme(f"informal, raised {_date(why.started_on)}", why)


def _resolution(why: Why, _: Practice) -> str:
    if why.started_on is None or why.started_on == why.done_on:
        return _with_theme(f"formal from {_date(why.done_on)}", why)
    formal = _second_date(why.started_on, why.done_on)
    return _with_theme(f"raised {_date(why.started_on)}, formal from {formal}", why)


def _with_theme(said: str, why: Why) -> str:
    return f"{said}: {why.about}" if why.about else said


def _looked_after(why: Why, practice: Practice) -> str:
    return f"{_local('looked after', practice)} since {_date(why.started_on)}"


def _local(words: str, practice: Practice) -> str:
    """Return words as they are said by the latest standards: words have no day of their own."""
    return local_words(words, practice.on(date.max))


def _on_plan(why: Why, _: Practice) -> str:
    return f"on a plan since {_date(why.started_on)}"


def _plan_open(why: Why, _: Practice) -> str:
    return f"on a plan since {_date(why.started_on)}, two years on {_date(why.due_on)}"


def _plan_ended(why: Why, _: Practice) -> str:
    ended = _date(why.done_on)
    return f"plan of {_date(why.started_on)} ended {ended}, two years on {_date(why.due_on)}"


def _plan_left_out(why: Why, _: Practice) -> str:
    return f"left out: plan of {_date(why.started_on)}, over {_date(why.done_on)}: {why.note}"


def _first_plan(why: Why, _: Practice) -> str:
    return f"plan of {_date(why.started_on)}, none before it"


def _repeat_plan(why: Why, _: Practice) -> str:
    before = [f"one before it ended {_date(why.done_on)}"] if why.done_on else []
    before += [why.note] if why.note else []
    return f"plan of {_date(why.started_on)}, {' and '.join(before)}"


def _conference(why: Why, _: Practice) -> str:
    return f"conference held {_date(why.done_on)}"


def _appeal(why: Why, _: Practice) -> str:
    by = f" by a {_lower(say_code('appellant', why.about))}" if why.about else ""
    against = f" against the conference of {_date(why.started_on)}" if why.started_on else ""
    outcome = _lower(say_code("appeal_outcome", why.note)) or "no outcome yet"
    return f"appeal{by}{against}, accepted {_date(why.done_on)}: {outcome}"


def _family_safeguarding(why: Why, _: Practice) -> str:
    return f"{why.about} of 5 parts of the model at the conference of {_date(why.done_on)}"


def _closed(why: Why, _: Practice) -> str:
    outcome = _lower(say_code("escalation_outcome", why.note)) or "no outcome recorded"
    return _with_theme(f"closed {_date(why.done_on)}, {outcome}", why)


def _outcome_stated(why: Why, _: Practice) -> str:
    raised, stated_on = _date(why.started_on), why.done_on
    stated = _second_date(why.started_on, stated_on)
    if stated_on is not None and why.due_on is not None and stated_on > why.due_on:
        began = _second_date(why.started_on, why.due_on)
        said = (
            f"raised {raised}, right outcome stated {stated}, after the first stage began {began}"
        )
        return _with_theme(said, why)
    return _with_theme(f"raised {raised}, right outcome stated {stated}", why)


def _outcome_not_stated(why: Why, _: Practice) -> str:
    return _with_theme(f"raised {_date(why.started_on)}, right outcome not stated", why)


def _outcome_reached(why: Why, practice: Practice) -> str:
    if why.started_on is None or why.done_on is None:
        return ""
    days = practice.calendar.working_days_between(why.started_on, why.done_on)
    reached = _second_date(why.started_on, why.done_on)
    said = f"raised {_date(why.started_on)}, outcome reached {reached}"
    return _with_theme(f"{counted(days, 'working day')}: {said}", why)


def _not_raised(why: Why, _: Practice) -> str:
    raised = f"raised {_date(why.started_on)}, after it" if why.started_on else "not dated"
    return _with_theme(f"left out: outcome reached {_date(why.done_on)}, {raised}", why)


def _theme(why: Why, _: Practice) -> str:
    return f"raised {_date(why.started_on)}: {why.about or 'no main theme'}"


def _mode(why: Why, _: Practice) -> str:
    return f"{_lower(say_code('mode', why.about))}: meeting of {_date(why.done_on)}"


def _no_mode(why: Why, _: Practice) -> str:
    return f"left out: it is not recorded how the meeting of {_date(why.done_on)} was held"


def _unknown_mode(why: Why, _: Practice) -> str:
    return f"left out: “{why.about}” is no way to hold the meeting of {_date(why.done_on)}"


def _contacts(why: Why, _: Practice) -> str:
    number = "no contact" if why.about == "0" else counted(int(why.about), "contact")
    to = _second_date(why.started_on, why.done_on)
    return f"{number} from {_date(why.started_on)} to the review of {to}"


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
    "in six months": _in_six_months,
    "not in six months": _not_in_six_months,
    "challenge": _challenge,
    "resolution": _resolution,
    "looked after": _looked_after,
    "on plan": _on_plan,
    "too young": _too_young,
    "plan open": _plan_open,
    "plan ended": _plan_ended,
    "plan left out": _plan_left_out,
    "first plan": _first_plan,
    "repeat plan": _repeat_plan,
    "conference": _conference,
    "appeal": _appeal,
    "family safeguarding": _family_safeguarding,
    "closed": _closed,
    "outcome stated": _outcome_stated,
    "outcome not stated": _outcome_not_stated,
    "outcome reached": _outcome_reached,
    "not raised": _not_raised,
    "theme": _theme,
    "mode": _mode,
    "no mode": _no_mode,
    "unknown mode": _unknown_mode,
    "contacts": _contacts,
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
