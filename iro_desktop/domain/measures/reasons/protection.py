"""Child protection: plans and their length, conferences, appeals, the model of the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.measures.outcome import Why
from iro_desktop.domain.measures.reasons.phrases import Sayer, lower, say_day
from iro_desktop.domain.practice import Practice


def _plan_open(why: Why, _: Practice) -> str:
    return f"on a plan since {say_day(why.started_on)}, two years on {say_day(why.due_on)}"


def _plan_ended(why: Why, _: Practice) -> str:
    ended = say_day(why.done_on)
    return f"plan of {say_day(why.started_on)} ended {ended}, two years on {say_day(why.due_on)}"


def _plan_left_out(why: Why, _: Practice) -> str:
    return f"left out: plan of {say_day(why.started_on)}, over {say_day(why.done_on)}: {why.note}"


def _first_plan(why: Why, _: Practice) -> str:
    return f"plan of {say_day(why.started_on)}, none before it"


def _repeat_plan(why: Why, _: Practice) -> str:
    before = [f"one before it ended {say_day(why.done_on)}"] if why.done_on else []
    before += [why.note] if why.note else []
    return f"plan of {say_day(why.started_on)}, {' and '.join(before)}"


def _conference(why: Why, _: Practice) -> str:
    return f"conference held {say_day(why.done_on)}"


def _appeal(why: Why, _: Practice) -> str:
    by = f" by a {lower(say_code('appellant', why.about))}" if why.about else ""
    against = f" against the conference of {say_day(why.started_on)}" if why.started_on else ""
    outcome = lower(say_code("appeal_outcome", why.note)) or "no outcome yet"
    return f"appeal{by}{against}, accepted {say_day(why.done_on)}: {outcome}"


def _family_safeguarding(why: Why, _: Practice) -> str:
    return f"{why.about} of 5 parts of the model at the conference of {say_day(why.done_on)}"


REASONS: Final[Mapping[str, Sayer]] = {
    "plan open": _plan_open,
    "plan ended": _plan_ended,
    "plan left out": _plan_left_out,
    "first plan": _first_plan,
    "repeat plan": _repeat_plan,
    "conference": _conference,
    "appeal": _appeal,
    "family safeguarding": _family_safeguarding,
}
