"""What a field holds, in words: codes, links by name, dates, lists line by line."""

from __future__ import annotations

from datetime import date, datetime

from iro_desktop.domain.codes import say
from iro_desktop.domain.records import KINDS, About, Child, Officer, Record, Review, fields_of
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import plain_date, short_date


def say_value(about: About, value: Value, snapshot: Snapshot) -> str:
    """Return a value as people read it, several entries on a line each; "" for the empty one."""
    if isinstance(value, tuple):
        return "\n".join(_say_entry(about, one, snapshot) for one in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return say_moment(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    return _say_entry(about, value, snapshot)


def _say_entry(about: About, value: object, snapshot: Snapshot) -> str:
    if isinstance(value, tuple):  # a row of a table
        return ", ".join(str(cell) for cell in value if cell)
    text = "" if value is None else str(value)
    if about.codes:
        return say(about.codes, text)
    return say_link(text, about.links_to, snapshot) if about.links_to and text else text


def say_link(record_id: str, kind: str, snapshot: Snapshot) -> str:
    """Return what a link leads to, by its name where it has one."""
    found = snapshot.find(KINDS[kind], record_id)
    if isinstance(found, Officer):
        return found.name or "IRO"
    if isinstance(found, Child):
        return found.reference
    if isinstance(found, Review) and found.held_on:
        return f"{say('review_type', found.review_type)}, {short_date(found.held_on)}"
    return f"a {KINDS[kind].title}" if found else f"a {KINDS[kind].title} that is gone"


def say_moment(at: datetime) -> str:
    """Return a moment as the clock on the wall had it: "26 Mar 2020, 14:10"."""
    here = at.astimezone()
    return f"{short_date(here.date())}, {here:%H:%M}"


def say_record(record: Record) -> str:
    """Return which record it is, for within a sentence: "monitoring check of 3 March 2020".

    By its first day, else by its name, else by its kind alone.
    """
    days = (getattr(record, about.name) for about in fields_of(type(record)) if about.type == "day")
    day = next((one for one in days if one is not None), None)
    if day is not None and not isinstance(record, Child):
        return f"{record.title} of {plain_date(day)}"
    name = getattr(record, "name", "")
    return f"{record.title} {name}" if name else record.title
