"""Episodes of care, and the periods, legal statuses and placements that they add up to.

A return is a list of episodes: a new row for every change of legal status or placement. What is
on file is put back into that form, joined with the rows of the return, and built again, so that
years give the same records whether they are read together or one by one, in whatever order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from iro_desktop.domain.records import CarePeriod, ChildRecord, LegalStatus, Placement
from iro_desktop.importers.identity import record_id

SHORT_BREAKS: Final = frozenset({"V3", "V4"})
"""The legal statuses of short breaks (regulation 48)."""

GOES_ON: Final = "X1"
"""The reason with which an episode ends when care goes on in the next one."""

NEW_STATUS: Final = frozenset("LBU")
"""How an episode is opened that begins with a new legal status."""

CareRecord = CarePeriod | LegalStatus | Placement


class Episode(NamedTuple):
    """One row of a child's care; blanks are what it does not say. Codes are SSDA903 codes."""

    started_on: date
    ended_on: date | None = None
    opened_by: str = ""  # RNE: S where care starts, L for a change of legal status alone
    status: str = ""
    need: str = ""
    place: str = ""
    provider: str = ""
    left_by: str = ""  # REC
    change_reason: str = ""
    urn: str = ""


Dated = tuple[int, Episode]
"""The collection year that says so, and what it says."""


def joined(dated: Iterable[Dated]) -> list[Episode]:
    """Return one episode for each start date, in order.

    Of several that start on the same day the later collection year wins, field by field; what it
    leaves blank stays as an earlier year had it. Of the same year the later one given wins.
    """
    found: dict[date, Episode] = {}
    for _, episode in sorted(dated, key=lambda one: one[0]):
        before = found.get(episode.started_on)
        found[episode.started_on] = _over(before, episode) if before else episode
    return [found[start] for start in sorted(found)]


def _over(before: Episode, episode: Episode) -> Episode:
    """Return an episode with its blanks filled by what was said of it before."""
    if before == episode:
        return episode
    both = Episode._make(new or old for old, new in zip(before, episode, strict=True))
    # The end and the reason for it are one statement: no reason goes with another one's end.
    if both.ended_on is not None and before.ended_on != episode.ended_on:
        said = episode if episode.ended_on else before
        return both._replace(left_by=said.left_by)
    return both


def periods(episodes: Sequence[Episode]) -> list[list[Episode]]:
    """Return the episodes of a child, in order, divided into periods of care.

    A new period begins with the reason S, and where an episode does not start on the day on which
    the one before ended; after one without an end, care goes on.
    """
    found: list[list[Episode]] = []
    for episode in episodes:
        before = found[-1][-1] if found else None
        if (
            before is None
            or episode.opened_by == "S"
            or before.ended_on not in (None, episode.started_on)
        ):
            found.append([episode])
        else:
            found[-1].append(episode)
    return found


def care_records(reference: str, child_id: str, episodes: Sequence[Episode]) -> list[CareRecord]:
    """Return the periods of care, legal statuses and placements that the episodes add up to.

    Episodes come in order, one for each start date. A status or placement that goes on over
    several episodes is one record; as each episode begins one or the other, all of them can be
    told from the records again.
    """
    records: list[CareRecord] = []
    for rows in periods(episodes):
        records.append(_period(reference, child_id, rows))
        for first, _, ended_on in _runs(rows, _same_status):
            if first.status:
                start = first.started_on
                records.append(
                    LegalStatus(
                        id=record_id("LegalStatus", reference, start.isoformat()),
                        child_id=child_id,
                        status=first.status,
                        started_on=start,
                        ended_on=ended_on,
                    )
                )
        for first, last, ended_on in _runs(rows, _same_placement):
            if first.place:
                start = first.started_on
                records.append(
                    Placement(
                        id=record_id("Placement", reference, start.isoformat()),
                        child_id=child_id,
                        placement_type=first.place,
                        provider=first.provider,
                        started_on=start,
                        ended_on=ended_on,
                        change_reason=last.change_reason,
                        urn=first.urn,
                    )
                )
    return records


def _period(reference: str, child_id: str, rows: Sequence[Episode]) -> CarePeriod:
    first, last = rows[0], rows[-1]
    left = last.ended_on is not None and last.left_by != GOES_ON
    return CarePeriod(
        id=record_id("CarePeriod", reference, first.started_on.isoformat()),
        child_id=child_id,
        started_on=first.started_on,
        start_unknown=first.opened_by != "S",
        ended_on=last.ended_on,
        end_reason=last.left_by if left else "",
        need=next((row.need for row in rows if row.need), ""),
        short_breaks=all(row.status in SHORT_BREAKS for row in rows),
    )


def _same_status(before: Episode, row: Episode) -> bool:
    # L, B and U are a new legal status even where it is of the same kind, as a renewed order is.
    return row.opened_by not in NEW_STATUS and before.status == row.status


def _same_placement(before: Episode, row: Episode) -> bool:
    # Only L leaves the child where they are: two carers of one agency look alike in all else.
    if row.opened_by != "L":
        return False
    return (before.place, before.provider, before.urn) == (row.place, row.provider, row.urn)


def _runs(
    rows: Sequence[Episode], goes_on: Callable[[Episode, Episode], bool]
) -> list[tuple[Episode, Episode, date | None]]:
    """Return (first episode, last episode, end) of what stays the same over episodes in a row.

    An episode without an end, with another one after it, ended when that one began.
    """
    found: list[tuple[Episode, Episode, date | None]] = []
    for number, row in enumerate(rows):
        after = rows[number + 1] if number + 1 < len(rows) else None
        ended_on = row.ended_on or (after.started_on if after else None)
        if found and goes_on(found[-1][1], row):
            found[-1] = (found[-1][0], row, ended_on)
        else:
            found.append((row, row, ended_on))
    return found


YearOf = Callable[[ChildRecord, str], int]
"""The collection year that a field of a record on file was taken from."""


def episodes_on_file(records: Iterable[ChildRecord], year_of: YearOf) -> list[Dated]:
    """Return the episodes that records of care on file stand for.

    A new one begins wherever a period, a status or a placement does. Each part of an episode is
    dated by its own source, so an episode comes in several parts that ``joined`` puts together.
    """
    care = [r for r in records if isinstance(r, CareRecord) and r.started_on]
    care.sort(key=lambda one: (one.started_on or date.min, one.id))
    starts = sorted({record.started_on for record in care if record.started_on})
    found: list[Dated] = []
    period: CarePeriod | None = None
    status: LegalStatus | None = None
    placement: Placement | None = None
    for number, start in enumerate(starts):
        after = starts[number + 1] if number + 1 < len(starts) else None
        for record in care:
            if record.started_on == start:
                match record:
                    case CarePeriod():
                        period = record
                    case LegalStatus():
                        status = record
                    case Placement():
                        placement = record
        found += _parts_of_period(period, start, after, care, year_of)
        if status is not None and _covers(status, start):
            year = year_of(status, "status")
            found.append((year, Episode(start, status=status.status)))
        if placement is not None and _covers(placement, start):
            found += _parts_of_placement(placement, start, year_of)
    return found


def _parts_of_period(
    period: CarePeriod | None,
    start: date,
    after: date | None,
    care: Iterable[CareRecord],
    year_of: YearOf,
) -> list[Dated]:
    starts_here = {type(record) for record in care if record.started_on == start}
    moved = "L"
    if Placement in starts_here:
        moved = "B" if LegalStatus in starts_here else "P"
    # Year 0: what a return says of how an episode began is more than what can be told from here.
    found: list[Dated] = [(0, Episode(start, opened_by=moved))]
    if period is None or (period.ended_on is not None and period.ended_on < start):
        return found  # a status or placement that stands outside any period
    if period.started_on == start and period.start_unknown is not True:
        found.append((year_of(period, "started_on"), Episode(start, opened_by="S")))
    if period.need:
        found.append((year_of(period, "need"), Episode(start, need=period.need)))
    # Within a period the end of an episode is left open: it may have been concluded from the next
    # one alone, and a year that is still to come may know another one in between.
    if period.ended_on is not None and _is_last(period, after, care):
        ended = Episode(start, ended_on=period.ended_on, left_by=period.end_reason)
        found.append((year_of(period, "ended_on"), ended))
    return found


def _is_last(period: CarePeriod, after: date | None, care: Iterable[CareRecord]) -> bool:
    """Return whether no further episode of a period starts at ``after``, where one does start."""
    if after is None or (period.ended_on is not None and period.ended_on < after):
        return True
    return any(isinstance(record, CarePeriod) and record.started_on == after for record in care)


def _parts_of_placement(placement: Placement, start: date, year_of: YearOf) -> list[Dated]:
    year = year_of(placement, "placement_type")
    provider, urn = placement.provider, placement.urn
    part = Episode(start, place=placement.placement_type, provider=provider, urn=urn)
    reason = Episode(start, change_reason=placement.change_reason)
    return [(year, part), (year_of(placement, "change_reason"), reason)]


def _covers(record: LegalStatus | Placement, day: date) -> bool:
    return record.started_on == day or record.ended_on is None or record.ended_on > day
