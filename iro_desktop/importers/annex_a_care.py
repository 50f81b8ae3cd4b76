"""List 8 on a child's care: the start of it, the current legal status, the latest placement."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.annex_a_reading import Reading, Row
from iro_desktop.importers.annex_a_values import plain
from iro_desktop.importers.care import Episode

_OUT: Final = frozenset({"out", "outside", "out of borough", "out of la", "outside la boundary"})
_IN: Final = frozenset({"in", "inside", "in borough", "in la", "inside la boundary"})
_LONGEST_URN: Final = 20


def read_care(reading: Reading, row: Row) -> bool:
    """Take over the care that a row tells of; False, and flagged, if it has no start."""
    so = "the row was left out"
    started_on = reading.day(row, "start", so)
    if started_on is None:
        if not row["start"]:
            reading.flag(row, "start", f"There is no day on which care started, so {so}.")
        return False
    ended_on = _ended_on(reading, row, started_on)
    status, status_on = _status(reading, row, started_on, ended_on)
    place, place_on = _placement(reading, row, started_on, ended_on)
    starts = sorted({started_on, status_on or started_on, place_on or started_on})
    episodes: list[Episode] = []
    for start in starts:
        has_place = place_on is not None and start >= place_on
        has_status = status_on is not None and start >= status_on
        episodes.append(
            Episode(
                started_on=start,
                opened_by=_opened_by(start, started_on, status_on, place_on),
                status=status if has_status else "",
                need=reading.code(row, "need") if start == started_on else "",
                place=place if has_place else "",
                provider=reading.code(row, "provider") if has_place else "",
                urn=row["urn"][:_LONGEST_URN] if has_place else "",
            )
        )
    if ended_on:
        reason = reading.code(row, "end_reason", "end")
        episodes[-1] = episodes[-1]._replace(ended_on=ended_on, left_by=reason)
    year = financial_year_end(reading.as_at).year
    known = reading.episodes.setdefault(row.child_id, [])
    known += [(year, episode) for episode in episodes]
    location = plain(row["location"])
    if place_on and location in _OUT | _IN:
        reading.out_of_area[row.child_id, place_on] = location in _OUT
    return True


def _opened_by(start: date, started_on: date, status_on: date | None, place_on: date | None) -> str:
    if start == started_on:
        return "S"
    if start == status_on:
        return "B" if start == place_on else "L"
    return "P"


def _ended_on(reading: Reading, row: Row, started_on: date) -> date | None:
    ended_on = reading.past_day(row, "end", "end of care")
    if ended_on and ended_on < started_on:
        sentence = f"Care ends on {plain_date(ended_on)}, before it starts: taken as not ended."
        reading.flag(row, "order", sentence)
        return None
    return ended_on


def _status(
    reading: Reading, row: Row, started_on: date, ended_on: date | None
) -> tuple[str, date | None]:
    status = reading.code(row, "status")
    if not status:
        return "", None
    return status, _within(reading, row, "status_start", "legal status", started_on, ended_on)


def _placement(
    reading: Reading, row: Row, started_on: date, ended_on: date | None
) -> tuple[str, date | None]:
    place = reading.code(row, "placement")
    if not place:
        return "", None
    return place, _within(reading, row, "placement_start", "placement", started_on, ended_on)


def _within(
    reading: Reading, row: Row, name: str, what: str, started_on: date, ended_on: date | None
) -> date | None:
    """Return the day on which a status or placement began, None where it cannot have begun then."""
    found = reading.day(row, name, f"the {what} was left out")
    if found is None:
        if not row[name]:
            reading.flag(row, name, f"The {what} has no start date, so it was left out.")
        return None
    if found < started_on:
        sentence = (
            f"The {what} starts on {plain_date(found)}, before care does: "
            f"taken to start on {plain_date(started_on)}."
        )
        reading.flag(row, "order", sentence)
        return started_on
    if ended_on and found > ended_on:
        sentence = f"The {what} starts on {plain_date(found)}, after care has ended: left out."
        reading.flag(row, "order", sentence)
        return None
    return found
