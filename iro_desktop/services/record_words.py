"""Any field of any record as people read it: dates, codes and links in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.records import KINDS, About, Child, Officer, Record, SiblingGroup, fields_of
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.words import plain_date

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_BETWEEN: Final = "\n"


def field_words(workspace: Workspace, about: About, value: Value) -> str:
    """Return the value of a field in words; "" where it is empty."""
    if value in (None, "", ()):
        return ""
    if about.links_to:
        linked = value if isinstance(value, tuple) else (value,)
        return "; ".join(link_words(workspace, about.links_to, str(one)) for one in linked)
    return _plain(about, value)


def _plain(about: About, value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        here = value.astimezone()
        return f"{plain_date(here.date())}, {here:%H:%M}"
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return _several(about, value)
    return say(about.codes, value) if about.codes and isinstance(value, str) else str(value)


def _several(about: About, value: tuple[Any, ...]) -> str:
    """Return a list line by line, and a table row by row with its headings."""
    if about.type != "table":
        between = "; " if about.codes else _BETWEEN
        return between.join(_plain(about, part) for part in value)
    rows = []
    for row in value:
        cells = [
            f"{head}: {cell}" for head, cell in zip(about.columns, row, strict=False) if cell != ""
        ]
        rows.append("; ".join(cells))
    return _BETWEEN.join(rows)


def link_words(workspace: Workspace, kind: str, record_id: str) -> str:
    """Return what a link leads to: an IRO's name, a child's reference, a record with its day."""
    stored = workspace.store.stored(kind, record_id)
    if stored is None:
        return f"a {KINDS[kind].title} that is not on file"
    match stored.record:
        case Officer(name=name):
            return name or "IRO"
        case Child(reference=reference):
            return reference
        case SiblingGroup(name=name) if name:
            return name
        case record:
            return record_heading(record)


def record_heading(record: Record) -> str:
    """Return what a record is called: "Review of 12 May 2020"."""
    day = first_day(record)
    title = record.title[:1].upper() + record.title[1:]
    return f"{title} of {plain_date(day)}" if day and not isinstance(record, Child) else title


def first_day(record: Record) -> date | None:
    """Return the first day that a record names, in the order of its fields."""
    days = (getattr(record, one.name) for one in fields_of(type(record)) if one.type == "day")
    return next((day for day in days if day is not None), None)
