"""Whom an IRO has: the caseload, those looked after and on a plan, those who joined and left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.local_words import local_words
from iro_desktop.domain.measures.outcome import Why
from iro_desktop.domain.measures.reasons.phrases import Sayer, lower, say_day
from iro_desktop.domain.practice import Practice

_CASELOAD: Final = {
    "cla": "looked after",
    "cp": "on a plan",
    "both": "looked after and on a plan",
    "covering": "covered",
    "short_breaks": "short breaks",
    "icpc_booked": "initial conference awaited",
    "care_leavers": "left care",
    "other_authority": "another authority’s child",
    "temporary": "temporary plan",
}


def _caseload(why: Why, practice: Practice) -> str:
    about = _local(_CASELOAD.get(why.about, why.about), practice)
    said = f"{about} since {say_day(why.started_on)}"
    return f"{said}, allocated {say_day(why.done_on)}" if why.done_on else said


def looked_after(why: Why, practice: Practice) -> str:
    """Since when a child is looked after, in the local words."""
    return f"{_local('looked after', practice)} since {say_day(why.started_on)}"


def _local(words: str, practice: Practice) -> str:
    """Return words as they are said by the latest standards: words have no day of their own."""
    return local_words(words, practice.on(date.max))


def _on_plan(why: Why, _: Practice) -> str:
    return f"on a plan since {say_day(why.started_on)}"


def _joined(why: Why, _: Practice) -> str:
    return f"joined {say_day(why.started_on)}"


def _left(why: Why, _: Practice) -> str:
    return f"left {say_day(why.done_on)}"


def _left_care(why: Why, _: Practice) -> str:
    reason = say_code("end_reason", why.about) or "no reason recorded"
    return f"left care {say_day(why.done_on)}: {lower(reason)}"


REASONS: Final[Mapping[str, Sayer]] = {
    "caseload": _caseload,
    "looked after": looked_after,
    "on plan": _on_plan,
    "joined": _joined,
    "left": _left,
    "left care": _left_care,
}
