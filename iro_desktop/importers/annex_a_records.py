"""Rows of an Annex A become records, as far as one row says what a record holds.

A row knows the latest only: the current legal status, the most recent placement, the latest review.
What came before it is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from iro_desktop.domain.records import (
    Contact,
    HealthAssessment,
    PermanencePlan,
    ProtectionPlan,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.annex_a_care import read_care
from iro_desktop.importers.annex_a_reading import Reading, Row
from iro_desktop.importers.annex_a_values import day, plain, whole, yes_no
from iro_desktop.importers.identity import record_id

_LONGEST_TEXT: Final = 200
_NOBODY: Final = frozenset({"", "unallocated", "not allocated", "none", "n a", "tbc", "unknown"})


def read_row(reading: Reading, row: Row) -> None:
    """Take over what a row says of a child."""
    if not _READERS[row.lines.number](reading, row):
        return
    if row.lines.number in _MAKES_CHILDREN:
        reading.children.add(row.child_id)
    _read_child(reading, row)
    _read_worker(reading, row)


def _read_child(reading: Reading, row: Row) -> None:
    facts: dict[str, Any] = {
        "sex": reading.code(row, "sex"),
        "ethnicity": reading.code(row, "ethnicity"),
        "disability": {"yes": True, "no": False}.get(reading.code(row, "disability")),
    }
    birth = reading.day(row, "birth", "the date of birth was left empty")
    is_born = birth is None or (birth <= reading.as_at and not _is_unborn(row))
    facts["born_on" if is_born else "expected_on"] = birth
    known = reading.facts.setdefault(row.child_id, {})
    known.update({name: value for name, value in facts.items() if value not in ("", None)})


def _is_unborn(row: Row) -> bool:
    return row["age"].startswith("-") or plain(row["age"]) == "unborn"


def _read_worker(reading: Reading, row: Row) -> None:
    worker, team = (" ".join(row[name].split())[:_LONGEST_TEXT] for name in ("worker", "team"))
    if plain(worker) in _NOBODY:
        return
    day = reading.as_at.isoformat()
    record = SocialWorker(
        id=record_id("SocialWorker", row.reference, day, worker.upper()),
        child_id=row.child_id,
        worker=worker,
        team=team,
        from_on=reading.as_at,
    )
    reading.keep(record, current=True)


def _keep_review(reading: Reading, row: Row, review: Review) -> None:
    """Keep a review under the id that every import of it has."""
    day = review.held_on.isoformat() if review.held_on else ""
    review_id = record_id("Review", row.reference, review.review_type, day)
    reading.keep(replace(review, id=review_id, child_id=row.child_id))


# List 5: enquiries and initial conferences


def _read_enquiry(reading: Reading, row: Row) -> bool:
    so = "the enquiry was left out"
    strategy_on = reading.day(row, "strategy", so)
    conference_on = reading.past_day(row, "conference", "initial conference")
    if strategy_on is None and not row["strategy"]:
        reading.flag(row, "strategy", f"There is no date of a strategy discussion, so {so}.")
    if strategy_on:
        reading.keep(
            Section47(
                id=record_id("Section47", row.reference, strategy_on.isoformat()),
                child_id=row.child_id,
                strategy_on=strategy_on,
                conference_not_needed=yes_no(row["not_needed"]),
            )
        )
    if conference_on:
        before = strategy_on if strategy_on and strategy_on <= conference_on else None
        if strategy_on and not before:
            sentence = f"The conference is on {plain_date(conference_on)}, before the discussion."
            reading.flag(row, "8615", sentence)
        conference = Review(
            id="",
            review_type="icpc",
            held_on=conference_on,
            strategy_on=before,
            plan_continues=yes_no(row["made_plan"]),
        )
        _keep_review(reading, row, conference)
    return bool(strategy_on or conference_on)


# List 7: child protection plans


def _read_plan(reading: Reading, row: Row) -> bool:
    so = "the row was left out"
    started_on = reading.day(row, "start", so)
    if started_on is None:
        if not row["start"]:
            reading.flag(row, "8720", f"The plan has no start date, so {so}.")
        return False
    ended_on = reading.past_day(row, "end", "end of the plan")
    if ended_on and ended_on < started_on:
        sentence = f"The plan ends on {plain_date(ended_on)}, before it starts: taken as not ended."
        reading.flag(row, "8925", sentence)
        ended_on = None
    reading.keep(
        ProtectionPlan(
            id=record_id("ProtectionPlan", row.reference, started_on.isoformat()),
            child_id=row.child_id,
            started_on=started_on,
            ended_on=ended_on,
            initial_category=reading.code(row, "first_category", "category"),
            latest_category=reading.code(row, "category"),
            previous_plans=whole(row["previous"]),
        )
    )
    held_on = reading.past_day(row, "review", "review conference")
    if held_on and held_on <= started_on:
        sentence = (
            f"{plain_date(held_on)} is no day of a review, for the plan started on "
            f"{plain_date(started_on)}: the review was left out."
        )
        reading.flag(row, "8841", sentence)
    elif held_on:
        _keep_review(reading, row, Review(id="", review_type="rcpc", held_on=held_on))
    return True


# List 8: children looked after


def _read_looked_after(reading: Reading, row: Row) -> bool:
    if not read_care(reading, row):
        return False
    held_on = reading.past_day(row, "review", "review")
    if held_on:
        _keep_review(reading, row, Review(id="", review_type="cla", held_on=held_on))
    if seen_on := reading.past_day(row, "iro_contact", "contact with the IRO"):
        reading.keep(
            Contact(
                id=record_id("Contact", row.reference, "child", seen_on.isoformat()),
                child_id=row.child_id,
                contact_on=seen_on,
                with_whom="child",
            )
        )
    if assessed_on := reading.past_day(row, "health", "health assessment"):
        reading.keep(
            HealthAssessment(
                id=record_id("HealthAssessment", row.reference, assessed_on.isoformat()),
                child_id=row.child_id,
                assessed_on=assessed_on,
            )
        )
    if (plan := reading.code(row, "permanence")) and not row["end"]:
        reading.keep(
            PermanencePlan(
                id=record_id("PermanencePlan", row.reference, plan, ""),
                child_id=row.child_id,
                plan=plan,
            ),
            current=True,
        )
    return True


_READERS: Final[Mapping[int, Callable[[Reading, Row], bool]]] = {
    5: _read_enquiry,
    6: lambda _reading, _row: True,  # a caseload holds the child and the worker, no more
    7: _read_plan,
    8: _read_looked_after,
}
_MAKES_CHILDREN: Final = frozenset({5, 7, 8})

_TELLING: Final = {
    5: ("strategy", "conference"),
    6: ("start", "last_seen"),
    7: ("start", "review", "end"),
    8: ("start", "review", "iro_contact", "health", "placement_start", "status_start", "end"),
}
"""Number of a list -> the columns whose dates tell when it was made."""


def days_of(row: Row) -> list[date]:
    """Return the dates of a row that tell when its list was made."""
    names = _TELLING[row.lines.number]
    return [found for name in names if (found := day(row[name]))]
