"""Whether a record keeps within the limits of its fields: what forms and services ask first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import About, Record, fields_of
from iro_desktop.domain.records.fields import Value

_EARLIEST = date(1900, 1, 1)
_LATEST = date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field, in a sentence that says what to do.

    ``kind`` names the kind of record and ``at`` which of several it is, from 0, where a form holds
    more than one record; "" is the first that has such a field.
    """

    field: str
    sentence: str
    kind: str = ""
    at: int = 0


class RefusedError(UserError):
    """What was to be recorded cannot stand; ``problems`` say which fields, and why."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


def limit_problems(record: Record) -> list[FieldProblem]:
    """Return what breaks the limits of a record's own fields."""
    found = []
    for about in fields_of(type(record)):
        sentence = _sentence(about, getattr(record, about.name))
        if sentence:
            found.append(FieldProblem(about.name, sentence, type(record).__name__))
    return found


def _sentence(about: About, value: Value) -> str:
    if isinstance(value, str) and len(value) > about.longest:
        return f"{about.label} must be {about.longest:,} characters or fewer."
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = about.minimum, about.maximum
        if low is not None and high is not None and not low <= value <= high:
            return f"{about.label} must be between {low:,.10g} and {high:,.10g}."
    if isinstance(value, date) and not _EARLIEST <= _day(value) <= _LATEST:
        return f"{about.label} must be a date between 1900 and 2199."
    return ""


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)


def missing(record: Record, *names: str) -> list[FieldProblem]:
    """Return a problem for each of these fields that is empty."""
    return [
        FieldProblem(about.name, f"Enter {_lower(about.label)}.", type(record).__name__)
        for about in fields_of(type(record))
        if about.name in names and getattr(record, about.name) == about.empty
    ]


def in_the_future(record: Record, today: date, *names: str) -> list[FieldProblem]:
    """Return a problem for each of these dates that lies after today."""
    return [
        FieldProblem(
            about.name, f"{about.label} must be today or in the past.", type(record).__name__
        )
        for about in fields_of(type(record))
        if about.name in names and (getattr(record, about.name) or today) > today
    ]


def before(record: Record, earlier: str, later: str) -> list[FieldProblem]:
    """Return a problem where the later of two dates lies before the earlier one."""
    first, second = getattr(record, earlier), getattr(record, later)
    if first is None or second is None or first <= second:
        return []
    labels = {about.name: about.label for about in fields_of(type(record))}
    sentence = f"{labels[later]} must not be before {_lower(labels[earlier])}."
    return [FieldProblem(later, sentence, type(record).__name__)]


def refuse(problems: list[FieldProblem]) -> None:
    """Raise RefusedError if there is any problem."""
    if problems:
        raise RefusedError(*problems)


def _lower(label: str) -> str:
    """Return a label as it stands within a sentence: 'IRO' and 'PEP' keep their capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
