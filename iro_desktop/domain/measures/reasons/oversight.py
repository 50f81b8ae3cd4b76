"""What the IRO did between reviews: checks, challenges and their outcomes, what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.measures.outcome import Why
from iro_desktop.domain.measures.reasons.caseload import looked_after
from iro_desktop.domain.measures.reasons.phrases import Sayer, lower, say_day, second_date
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.words import counted


def _checked(why: Why, _: Practice) -> str:
    checked = second_date(why.due_on, why.done_on)
    return f"midpoint {say_day(why.due_on)}, checked {checked}{_inherited(why)}"


def _not_checked(why: Why, _: Practice) -> str:
    until = second_date(why.started_on, why.done_on)
    window = f"no check from {say_day(why.started_on)} to {until}"
    return f"{window}: midpoint {say_day(why.due_on)}{_inherited(why)}"


def _open(why: Why, _: Practice) -> str:
    return f"open until {say_day(why.done_on)}: midpoint {say_day(why.due_on)}"


def _removed(why: Why, _: Practice) -> str:
    ended = "the next review was held, or care or the plan ended"
    return f"left out: {ended} by {say_day(why.done_on)}, midpoint {say_day(why.due_on)}"


def _inherited(why: Why) -> str:
    return " (inherited)" if why.note else ""


def _in_six_months(why: Why, practice: Practice) -> str:
    return f"checked {say_day(why.done_on)}, {looked_after(why, practice)}"


def _not_in_six_months(why: Why, practice: Practice) -> str:
    last = f": the last was on {say_day(why.done_on)}" if why.done_on else ", nor any before"
    return f"no check in six months{last}; {looked_after(why, practice)}"


def _challenge(why: Why, _: Practice) -> str:
    return _with_theme(f"informal, raised {say_day(why.started_on)}", why)


def _resolution(why: Why, _: Practice) -> str:
    if why.started_on is None or why.started_on == why.done_on:
        return _with_theme(f"formal from {say_day(why.done_on)}", why)
    formal = second_date(why.started_on, why.done_on)
    return _with_theme(f"raised {say_day(why.started_on)}, formal from {formal}", why)


def _with_theme(said: str, why: Why) -> str:
    return f"{said}: {why.about}" if why.about else said


def _closed(why: Why, _: Practice) -> str:
    outcome = lower(say_code("escalation_outcome", why.note)) or "no outcome recorded"
    return _with_theme(f"closed {say_day(why.done_on)}, {outcome}", why)


def _outcome_stated(why: Why, _: Practice) -> str:
    raised, stated_on = say_day(why.started_on), why.done_on
    stated = second_date(why.started_on, stated_on)
    if stated_on is not None and why.due_on is not None and stated_on > why.due_on:
        began = second_date(why.started_on, why.due_on)
        said = (
            f"raised {raised}, right outcome stated {stated}, after the first stage began {began}"
        )
        return _with_theme(said, why)
    return _with_theme(f"raised {raised}, right outcome stated {stated}", why)


def _outcome_not_stated(why: Why, _: Practice) -> str:
    return _with_theme(f"raised {say_day(why.started_on)}, right outcome not stated", why)


def _outcome_reached(why: Why, practice: Practice) -> str:
    if why.started_on is None or why.done_on is None:
        return ""
    days = practice.calendar.working_days_between(why.started_on, why.done_on)
    reached = second_date(why.started_on, why.done_on)
    said = f"raised {say_day(why.started_on)}, outcome reached {reached}"
    return _with_theme(f"{counted(days, 'working day')}: {said}", why)


def _not_raised(why: Why, _: Practice) -> str:
    raised = f"raised {say_day(why.started_on)}, after it" if why.started_on else "not dated"
    return _with_theme(f"left out: outcome reached {say_day(why.done_on)}, {raised}", why)


def _theme(why: Why, _: Practice) -> str:
    return f"raised {say_day(why.started_on)}: {why.about or 'no main theme'}"


def _ask(why: Why, _: Practice) -> str:
    answer = lower(say_code("ask_answer", why.about)) or "no outcome recorded"
    return f"{answer}, asked at the review of {say_day(why.started_on)}"


REASONS: Final[Mapping[str, Sayer]] = {
    "checked": _checked,
    "not checked": _not_checked,
    "open": _open,
    "removed": _removed,
    "in six months": _in_six_months,
    "not in six months": _not_in_six_months,
    "challenge": _challenge,
    "resolution": _resolution,
    "closed": _closed,
    "outcome stated": _outcome_stated,
    "outcome not stated": _outcome_not_stated,
    "outcome reached": _outcome_reached,
    "not raised": _not_raised,
    "theme": _theme,
    "ask": _ask,
}
