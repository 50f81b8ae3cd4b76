"""The table of how soon an IRO was named, and how soon records of reviews were sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.record_keeping import final_sitting, was_kept_here
from iro_desktop.domain.measures import Figure
from iro_desktop.domain.measures.looked_after import PARTICIPATION
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.paper import Table
from iro_desktop.domain.records import Allocation, Review, ReviewPart
from iro_desktop.domain.words import counted
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.tabling import figure_cell, table

_NAMED_WITHIN: Final = 5
"""Within how many working days of the start of care an IRO is named: local procedures."""


def allocation(year: Year) -> Table | None:
    """Return both, each as its cases in time of those that were due; None without any."""
    named = list(_named(year))
    standards = year.figures.sources.practice.on(year.day)
    days = standards.record_distributed_days or 0
    sent = list(_sent(year))
    rows = [
        (f"IRO named within {counted(_NAMED_WITHIN, 'working day')} of care starting", named),
        (f"Record of the review sent within {counted(days, 'working day')}", sent),
    ]
    told = [
        (words, figure_cell(PARTICIPATION, Figure(sum(found), len(found))))
        for words, found in rows
        if found
    ]
    return (
        table("Allocation and records", ("What", "In time"), told, shares=(5, 3)) if told else None
    )


def _named(year: Year) -> Iterator[bool]:
    """Yield of each period of care that began in the year whether an IRO was named in time.

    Those whose last day for it is still to come are left out; so is an allocation that was assumed.
    """
    practice = year.figures.sources.practice
    for facts in year.figures.listing.facts.values():
        for span in facts.care_spans:
            if span.short_breaks or not span.start_known or span.started_on not in year.period:
                continue
            due_on = practice.working_days(span.started_on, _NAMED_WITHIN)
            if due_on > year.day:
                continue
            first = _first_named(facts, span.started_on)
            if first is not None and year.officer_id in (None, first.officer_id):
                yield (first.from_on or date.min) <= due_on


def _first_named(facts: CaseFacts, day: date) -> Allocation | None:
    """Return the first allocation to a named IRO that runs on a day or begins after it."""
    found = [
        one
        for one in facts.case.of(Allocation)
        if one.role != "covering" and one.officer_id and (one.to_on is None or one.to_on >= day)
    ]
    return min(found, key=lambda one: (one.from_on or date.min, one.id), default=None)


def _sent(year: Year) -> Iterator[bool]:
    """Yield of each review held in the year whether its record was sent in time.

    Reviews read from a return that says nothing of records, and those whose last day is still to
    come, are left out.
    """
    practice = year.figures.sources.practice
    for facts in year.figures.listing.facts.values():
        parts = facts.case.of(ReviewPart)
        for review in facts.case.of(Review):
            if review.held_on is None or review.held_on not in year.period:
                continue
            if not was_kept_here(review):
                continue
            if year.officer_id not in (None, facts.chair_on(review.id, review.held_on)):
                continue
            last = final_sitting(review, parts, year.day) or review.held_on
            days = practice.on(last).record_distributed_days or 0
            due_on = practice.working_days(last, days)
            if review.distributed_on is not None and review.distributed_on <= due_on:
                yield True
            elif due_on <= year.day:
                yield False
