"""What care leads to: permanence, discharge, health, education and life story work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.measures.outcome import Why
from iro_desktop.domain.measures.reasons.phrases import Sayer, lateness, lower, say_day, second_date
from iro_desktop.domain.practice import Practice


def _permanence(why: Why, _: Practice) -> str:
    plan = say_code("permanence", why.about)
    by = second_date(why.started_on, why.due_on)
    return f"{lower(plan)}, planned {say_day(why.started_on)}, second review {by}"


def _no_permanence(why: Why, _: Practice) -> str:
    return f"no permanence plan by the second review on {say_day(why.due_on)}"


def _not_endorsed(why: Why, _: Practice) -> str:
    plan = lower(say_code("permanence", why.about))
    when = f"until {say_day(why.done_on)}" if why.done_on else "by the IRO"
    return f"{plan} not endorsed {when}, second review {say_day(why.due_on)}"


def _discharge_granted(why: Why, _: Practice) -> str:
    left = second_date(why.started_on, why.done_on)
    ended = f", left care {left}" if why.done_on else ""
    return f"discharge of the care order granted {say_day(why.started_on)}{ended}"


def _discharge_pursued(why: Why, _: Practice) -> str:
    return f"discharge pursued since {say_day(why.started_on)}"


def _discharge_decided(why: Why, _: Practice) -> str:
    decision = lower(say_code("discharge_decision", why.about))
    return f"discharge considered {say_day(why.done_on)}: {decision}"


def _discharge_step(why: Why, _: Practice) -> str:
    return f"discharge {why.about} {say_day(why.done_on)}"


def _discharge_undecided(_: Why, __: Practice) -> str:
    return "no decision on discharge"


def _done_in_time(why: Why, _: Practice) -> str:
    return f"in time: {_due_and_done(why)}"


def _done_late(why: Why, practice: Practice) -> str:
    return f"late by {lateness(why, practice)}: {_due_and_done(why)}"


def _due_and_done(why: Why) -> str:
    done = second_date(why.due_on, why.done_on)
    return f"{lower(why.about)} due {say_day(why.due_on)}, done {done}"


def _not_done(why: Why, _: Practice) -> str:
    return f"not done: {lower(why.about)} due {say_day(why.due_on)}"


def _refused(why: Why, _: Practice) -> str:
    return f"{_refused_on(why)} ({lower(why.about)} due {say_day(why.due_on)})"


def _assessed(why: Why, _: Practice) -> str:
    return f"assessed {say_day(why.done_on)}, due again {say_day(why.due_on)}"


def _not_assessed(why: Why, _: Practice) -> str:
    if why.started_on is None:
        return "no health assessment on file"
    return f"last assessed {say_day(why.started_on)}, due again {say_day(why.due_on)}"


def _assessment_refused(why: Why, _: Practice) -> str:
    last = f"last assessed {say_day(why.started_on)}" if why.started_on else "never assessed"
    return f"{_refused_on(why)} ({last})"


def _refused_on(why: Why) -> str:
    said = f"refused on {say_day(why.done_on)}"
    return f"{said}: {why.note}" if why.note else said


def _plan_completed(why: Why, _: Practice) -> str:
    grade = f", graded {lower(say_code('grade', why.note))}" if why.note else ""
    return f"personal education plan completed {say_day(why.done_on)}{grade}"


def _plan_missing(why: Why, _: Practice) -> str:
    last = f"the last one completed {say_day(why.done_on)}" if why.done_on else "none on file"
    return f"no personal education plan of this term, {last}"


def _life_story_none(_: Why, __: Practice) -> str:
    return "life story work not started"


def _life_story_started(why: Why, _: Practice) -> str:
    since = f" {say_day(why.started_on)}" if why.started_on else ""
    return f"life story work started{since}, no book given"


def _life_story_stale(why: Why, practice: Practice) -> str:
    return f"{_book_given(why, practice)}, due again {say_day(why.due_on)}"


def _book_given(why: Why, _: Practice) -> str:
    said = f"life story book given {say_day(why.started_on)}"
    if why.done_on == why.started_on:
        return said
    return f"{said}, last reviewed {second_date(why.started_on, why.done_on)}"


REASONS: Final[Mapping[str, Sayer]] = {
    "permanence": _permanence,
    "no permanence": _no_permanence,
    "not endorsed": _not_endorsed,
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
}
