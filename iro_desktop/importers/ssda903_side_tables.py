"""The tables of a return beside children, episodes and reviews: rows become facts and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from iro_desktop.domain.records import PermanencePlan, Record, SocialWorker
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.ssda903_reading import Place, Reading


def read_side_facts(reading: Reading) -> None:
    """Take over what the UASC and PrevPerm tables say of children."""
    for table in reading.named("UASC"):
        for number, (reference, _, until) in zip(table.numbers, table.rows, strict=True):
            child_id = reading.child((table, number), reference)
            so = "the end of the status was left empty"
            found = reading.date_of((table, number), reference, "104", until, so)
            if child_id and found:
                reading.facts[child_id]["uasc_until"] = found
    for table in reading.named("PrevPerm"):
        for number, (reference, _, code, text) in zip(table.numbers, table.rows, strict=True):
            child_id = reading.child((table, number), reference)
            if not child_id:
                continue
            if code:
                reading.facts[child_id]["previous_permanence"] = code.upper()[:10]
            if text and not text.lower().startswith("zz"):  # zz/zz/2015: the day is not known
                so = "the date of the order was left empty"
                found = reading.date_of((table, number), reference, "DATE_PERM", text, so)
                if found:
                    reading.facts[child_id]["previous_permanence_on"] = found


Plans = dict[str, dict[date, dict[str, Any]]]
"""Child id -> day of the decision for adoption -> what became of it."""


def adoption_plans(reading: Reading) -> Iterator[Record]:
    """Yield a permanence plan for each decision that a child should be placed for adoption.

    ``DATE_PLACED`` and ``DATE_INT`` are both the day of that decision (rules 115 and 523),
    ``DATE_PLACED_CEASED`` the day on which it was reversed, ``DATE_MATCH`` that of the match.
    """
    plans: Plans = {}
    for table in reading.named("PlacedAdoption"):
        for number, row in zip(table.numbers, table.rows, strict=True):
            _read_decision(reading, (table, number), row, plans)
    for table in reading.named("AD1"):
        for number, row in zip(table.numbers, table.rows, strict=True):
            _read_match(reading, (table, number), row, plans)
    for child_id, found in plans.items():
        for planned_on, dates in found.items():
            start = planned_on.isoformat()
            plan_id = record_id("PermanencePlan", reading.references[child_id], "adoption", start)
            yield PermanencePlan(
                id=plan_id, child_id=child_id, plan="adoption", planned_on=planned_on, **dates
            )


def _read_decision(reading: Reading, place: Place, row: Sequence[str], plans: Plans) -> None:
    reference, _, decided, ended = row
    child_id = reading.child(place, reference)
    so = "the row was left out"
    planned_on = reading.date_of(place, reference, "115", decided, so)
    if not decided:
        reading.flag(place, reference, "115", f"There is no date of a decision, so {so}.")
    ended_on = reading.date_of(place, reference, "116", ended, "it was left empty")
    if child_id and planned_on:
        plan = plans.setdefault(child_id, {}).setdefault(planned_on, {})
        plan.update({"ended_on": ended_on} if ended_on else {})


def _read_match(reading: Reading, place: Place, row: Sequence[str], plans: Plans) -> None:
    reference, _, decided, matched = row
    child_id = reading.child(place, reference)
    so = "the decision before the match was looked for"
    planned_on = reading.date_of(place, reference, "112", decided, so)
    matched_on = reading.date_of(place, reference, "113", matched, "it was left empty")
    if matched_on and not planned_on:
        known = [one for one in plans.get(child_id, {}) if one <= matched_on]
        planned_on = max(known, default=None)
    if child_id and planned_on:
        plan = plans.setdefault(child_id, {}).setdefault(planned_on, {})
        plan.update({"matched_on": matched_on} if matched_on else {})
    elif child_id:
        sentence = "There is no decision for adoption to go with the row, so it was left out."
        reading.flag(place, reference, "112", sentence)


def social_workers(reading: Reading) -> Iterator[Record]:
    """Yield a record for each stretch of time in which a child had one social worker."""
    found: dict[tuple[str, date], dict[str, Any]] = {}
    for table in reading.named("SWEpisodes"):
        for number, row in zip(table.numbers, table.rows, strict=True):
            reference, _, worker, start, end, reason = row
            place, so = (table, number), "the row was left out"
            child_id = reading.child(place, reference)
            from_on = reading.date_of(place, reference, "SW04STG1", start, so)
            if not start:
                reading.flag(place, reference, "SW04STG1", f"There is no first day, so {so}.")
            to_on = reading.date_of(place, reference, "SW05STG1", end, "it was left empty")
            facts = {"worker": worker, "to_on": to_on, "change_reason": reason.upper()}
            if child_id and from_on:
                known = found.setdefault((child_id, from_on), {})
                known.update({name: value for name, value in facts.items() if value})
    for (child_id, from_on), known in found.items():
        worker_id = record_id("SocialWorker", reading.references[child_id], from_on.isoformat())
        yield SocialWorker(id=worker_id, child_id=child_id, from_on=from_on, **known)
