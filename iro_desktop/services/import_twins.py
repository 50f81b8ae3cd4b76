"""When two records are one thing although their ids and natural keys differ.

The same review comes from a return, from an Annex A and from a person's hands, and not all of them
know its exact type; an Annex A knows the social worker and the permanence plan of its day, but not
since when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desktop.domain.records import (
    PermanencePlan,
    Record,
    Review,
    Section47,
    SocialWorker,
)

Key = tuple[Any, ...]


def kept_under(record: Record) -> Iterator[Key]:
    """Yield the keys under which a record on file is found beside its id and natural key."""
    match record:
        case Review(held_on=date()) | Section47():
            yield from _by_day(record)
        case SocialWorker(to_on=None) if record.worker:
            yield (SocialWorker, record.child_id, _folded(record.worker))
        case PermanencePlan(ended_on=None) if record.plan:
            yield (PermanencePlan, record.child_id, record.plan)
            if record.planned_on is None:
                yield (PermanencePlan, record.child_id, record.plan, None)


def looked_for(record: Record, *, is_current: bool) -> Iterator[Key]:
    """Yield the keys under which one on file may be the record that was read.

    ``is_current`` says that it holds on the day of the file, but not since when.
    """
    match record:
        case Review() | Section47():
            yield from _by_day(record)
        case SocialWorker() if is_current:
            yield (SocialWorker, record.child_id, _folded(record.worker))
        case PermanencePlan() if record.plan:
            # Where the day is not known on one side, it may be the day of the other.
            dated = () if is_current else (None,)
            yield (PermanencePlan, record.child_id, record.plan, *dated)


def _by_day(record: Review | Section47) -> Iterator[Key]:
    if isinstance(record, Review):
        if record.held_on and record.review_type:
            family = "care" if record.review_type == "cla" else "protection"
            yield (Review, record.child_id, family, record.held_on)
        return
    for day in (record.strategy_on, record.started_on):
        if day:
            yield (Section47, record.child_id, day)


def is_later(record: Record, other: Record) -> bool:
    """Return whether the one of two records that are kept under one key is the later one."""
    match record, other:
        case SocialWorker(), SocialWorker():
            return (record.from_on or date.min) > (other.from_on or date.min)
        case PermanencePlan(), PermanencePlan():
            return (record.planned_on or date.min) > (other.planned_on or date.min)
    return False


def named_as(incoming: Record, stored: Record) -> Record:
    """Return a record that was read as the one on file that it is.

    It takes its id, and what it knows less well: the exact type of a review, and since when.
    """
    match incoming, stored:
        case Review(), Review():
            return replace(incoming, id=stored.id, review_type=stored.review_type)
        case SocialWorker(), SocialWorker():
            same = _folded(incoming.worker) == _folded(stored.worker)
            worker = stored.worker if same else incoming.worker
            return replace(incoming, id=stored.id, from_on=stored.from_on, worker=worker)
        case PermanencePlan(), PermanencePlan():
            planned_on = stored.planned_on or incoming.planned_on
            return replace(incoming, id=stored.id, planned_on=planned_on)
    return replace(incoming, id=stored.id)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
