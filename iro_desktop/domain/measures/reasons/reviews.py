"""Reviews and what belongs to them: their time, who took part, how they were held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.measures.outcome import Why
from iro_desktop.domain.measures.reasons.phrases import Sayer, lateness, lower, say_day, second_date
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.words import counted


def _in_time(why: Why, _: Practice) -> str:
    return f"in time: {_due_and_held(why)}"


def _late(why: Why, practice: Practice) -> str:
    return f"late by {lateness(why, practice)}: {_due_and_held(why)}"


def _overdue(why: Why, _: Practice) -> str:
    return f"not held: {lower(why.about)} due {say_day(why.due_on)}"


def _due_and_held(why: Why) -> str:
    held = second_date(why.due_on, why.done_on)
    return f"{lower(why.about)} due {say_day(why.due_on)}, held {held}"


def _no_due_date(why: Why, _: Practice) -> str:
    if why.done_on is None:
        return "no review recorded: enter the last one"
    return f"left out: held {say_day(why.done_on)}, {why.note or 'nothing starts its clock'}"


def _left_out(why: Why, _: Practice) -> str:
    return f"left out: held {say_day(why.done_on)}, {why.note or 'nothing to judge it by'}"


def _participation(why: Why, _: Practice) -> str:
    # Of PN0 the words themselves say "at the review".
    words = say_code("participation", why.about).removesuffix(" at the review")
    return f"{why.about}, {lower(words)}, at the {_review_of(why)}"


def _no_code(why: Why, _: Practice) -> str:
    return f"no participation code for the {_review_of(why)}"


def _unknown_code(why: Why, _: Practice) -> str:
    return f"“{why.about}” is no participation code, at the {_review_of(why)}"


def _too_young(why: Why, _: Practice) -> str:
    code = f"{why.about}, " if why.about else ""
    return f"left out: {code}too young at the {_review_of(why)}"


def _review_of(why: Why) -> str:
    return f"{why.note or 'review'} of {say_day(why.done_on)}"


def _mode(why: Why, _: Practice) -> str:
    return f"{lower(say_code('mode', why.about))}: meeting of {say_day(why.done_on)}"


def _no_mode(why: Why, _: Practice) -> str:
    return f"left out: it is not recorded how the meeting of {say_day(why.done_on)} was held"


def _unknown_mode(why: Why, _: Practice) -> str:
    return f"left out: “{why.about}” is no way to hold the meeting of {say_day(why.done_on)}"


def _contacts(why: Why, _: Practice) -> str:
    number = "no contact" if why.about == "0" else counted(int(why.about), "contact")
    to = second_date(why.started_on, why.done_on)
    return f"{number} from {say_day(why.started_on)} to the review of {to}"


def _all_in_time(_: Why, __: Practice) -> str:
    return "every review due in the last 12 months was in time"


def _participation_scored(why: Why, _: Practice) -> str:
    return f"{why.note} points, at the review of {say_day(why.done_on)}"


REASONS: Final[Mapping[str, Sayer]] = {
    "in time": _in_time,
    "late": _late,
    "overdue": _overdue,
    "all in time": _all_in_time,
    "no due date": _no_due_date,
    "left out": _left_out,
    "participation": _participation,
    "no code": _no_code,
    "unknown code": _unknown_code,
    "too young": _too_young,
    "participation scored": _participation_scored,
    "mode": _mode,
    "no mode": _no_mode,
    "unknown mode": _unknown_mode,
    "contacts": _contacts,
}
