"""Rows of an SSDA903 return become records; the same code for CSV and XML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from iro_desktop.domain.records import Child, Participation, Record, Review
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.care import GOES_ON, Episode, care_records, joined
from iro_desktop.importers.dates import day
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import ImportRead, Step, in_order
from iro_desktop.importers.ssda903_reading import Reading
from iro_desktop.importers.ssda903_rules import (
    check_episodes,
    check_identity,
    check_short_breaks,
    participation_problem,
)
from iro_desktop.importers.ssda903_side_tables import (
    adoption_plans,
    read_side_facts,
    social_workers,
)
from iro_desktop.importers.ssda903_tables import Table

_SEX: Final = {"1": "M", "2": "F"}  # the codes up to 2023/24; M, F and U since then
_REASONS_TO_START: Final = frozenset("SLPTBU")


def read_tables(tables: Sequence[Table], year: int, today: date, step: Step) -> ImportRead:
    """Return the records and problems of tables whose collection years are known.

    ``tables`` come with the earliest year first; ``year`` is the latest. ``read`` and ``notes``
    are left to the caller.
    """
    reading = Reading(tables, today)
    for table in reading.named("Header"):
        _read_header(reading, table)
    for table in reading.named("Episodes"):
        _read_episodes(reading, table)
    step()
    reviews = list(_reviews(reading))
    step()
    read_side_facts(reading)
    others: list[Record] = [*adoption_plans(reading), *social_workers(reading)]
    check_identity(reading)
    check_episodes(reading)
    check_short_breaks(reading)
    step()
    care = [
        record
        for child_id, dated in reading.episodes.items()
        for record in care_records(reading.references[child_id], child_id, joined(dated))
    ]
    children = [
        Child(id=child_id, reference=reading.references[child_id], **facts)
        for child_id, facts in reading.facts.items()
    ]
    named_only = frozenset(reading.references.keys() - reading.children)
    met = {child_id: reading.met[child_id] for child_id in named_only}
    return ImportRead(
        records=(*children, *care, *reviews, *others),
        problems=tuple(in_order(reading.problems, (table.file for table in tables))),
        read={},
        year=year,
        references=reading.references,
        named_only=named_only,
        episodes={child_id: tuple(dated) for child_id, dated in reading.episodes.items()},
        places={child_id: (table.file, number) for child_id, (table, number) in met.items()},
    )


def _read_header(reading: Reading, table: Table) -> None:
    seen: Counter[str] = Counter()
    for number, row in zip(table.numbers, table.rows, strict=True):
        reference, sex, birth, ethnicity, upn, mother = row
        place = (table, number)
        child_id = reading.child(place, reference)
        if not child_id:
            continue
        seen[child_id] += 1
        if seen[child_id] == 2:  # noqa: PLR2004 - the first time that it is once too many
            reading.flag(place, reference, "INT32", "The child is in the Header more than once.")
        so = "the date of birth was left empty"
        born_on = reading.date_of(place, reference, "102", birth, so)
        reading.children.add(child_id)
        reading.births[child_id] = born_on or reading.births.get(child_id)
        sex = sex.upper()
        facts = {
            "born_on": born_on,
            "sex": _SEX.get(sex, sex),
            "ethnicity": ethnicity.upper(),
            "upn": upn.upper(),
        }
        reading.facts[child_id].update({name: value for name, value in facts.items() if value})
        if mother and mother not in ("0", "0.0"):
            reading.mothers.setdefault(child_id, place)


def _read_episodes(reading: Reading, table: Table) -> None:
    found: dict[str, list[tuple[Episode, int]]] = {}
    for number, row in zip(table.numbers, table.rows, strict=True):
        child_id = reading.child((table, number), row[0])
        episode = _episode(reading, table, number, row) if child_id else None
        if episode:
            found.setdefault(child_id, []).append((episode, number))
    for child_id, rows in found.items():
        reading.children.add(child_id)
        rows.sort(key=lambda one: (one[0].started_on, one[0].ended_on or date.max))
        _flag_sequence(reading, table, child_id, rows)
        episodes = _one_a_day([episode for episode, _ in rows])
        dated = [(table.year, episode) for episode in episodes]
        reading.episodes.setdefault(child_id, []).extend(dated)


def _episode(reading: Reading, table: Table, number: int, row: Sequence[str]) -> Episode | None:
    """Return the episode of a row; None, and flagged, if it has no start."""
    place, reference = (table, number), row[0]
    codes = [text.upper() for text in row[2:7]]
    opened_by, status, need, home, provider = codes
    left_by, change_reason = row[8].upper(), row[9].upper()
    so = "the episode was left out"
    started_on = reading.date_of(place, reference, "141", row[1], so)
    if started_on is None:
        if not row[1]:
            reading.flag(place, reference, "141", f"The episode has no start date, so {so}.")
        return None
    so = "it is taken as not ended"
    ended_on = reading.date_of(place, reference, "147", row[7], so)
    if ended_on and ended_on < started_on:
        sentence = f"The episode ends on {plain_date(ended_on)}, before it starts, so {so}."
        reading.flag(place, reference, "order", sentence)
        ended_on = None
    elif not row[7] and left_by not in ("", GOES_ON):
        sentence = f"The episode has no end date, so {left_by} does not count: care goes on."
        reading.flag(place, reference, "148", sentence)
    elif ended_on and not left_by:
        reading.flag(place, reference, "148", "The episode has an end date but no reason for it.")
    if opened_by not in _REASONS_TO_START:
        what = f"“{opened_by[:40]}” is no reason" if opened_by else "There is no reason"
        sentence = f"{what} for a new episode (S, L, P, T, B or U)."
        reading.flag(place, reference, "143", sentence)
    if started_on > min(date(table.year, 3, 31), reading.today):
        _flag_after(reading, table, number, reference, "episode starts", started_on)
    elif ended_on:
        _flag_after(reading, table, number, reference, "episode ends", ended_on)
    return Episode(
        started_on, ended_on, opened_by, status, need, home, provider, left_by, change_reason,
        row[10],
    )  # fmt: skip


def _flag_after(
    reading: Reading, table: Table, number: int, reference: str, what: str, found: date
) -> None:
    """Flag what happens after the collection year or after today; it is kept all the same."""
    if found > reading.today:
        sentence = f"The {what} on {plain_date(found)}, after today."
        reading.flag((table, number), reference, "after_today", sentence)
    elif found > date(table.year, 3, 31):
        sentence = f"The {what} on {plain_date(found)}, after the year to 31 March {table.year}."
        reading.flag((table, number), reference, "after_year", sentence)


def _flag_sequence(
    reading: Reading, table: Table, child_id: str, rows: Sequence[tuple[Episode, int]]
) -> None:
    """Flag where a child's episodes, in order, do not follow from one another."""
    reference = reading.references[child_id]
    for (before, earlier), (episode, number) in pairwise(rows):
        start = plain_date(episode.started_on)
        if before.started_on == episode.started_on:
            sentence = f"Two episodes start on {start}: they were taken as one."
            reading.flag((table, number), reference, "same_day", sentence)
        elif before.ended_on is None:
            sentence = f"The episode has no end although another one starts on {start}."
            reading.flag((table, earlier), reference, "142", sentence)
        elif before.ended_on > episode.started_on:
            sentence = f"The episode starts on {start}, before the one before it has ended."
            reading.flag((table, number), reference, "overlap", sentence)
        elif before.left_by == GOES_ON and before.ended_on < episode.started_on:
            _flag_not_followed(reading, table, earlier, reference)
    last, number = rows[-1]
    if last.ended_on and last.left_by == GOES_ON:
        _flag_not_followed(reading, table, number, reference)


def _flag_not_followed(reading: Reading, table: Table, number: int, reference: str) -> None:
    sentence = "X1 says that care goes on, but no episode follows: it is taken as ended."
    reading.flag((table, number), reference, GOES_ON, sentence)


def _one_a_day(episodes: Sequence[Episode]) -> list[Episode]:
    """Return the last of the episodes that start on one day, which keeps that care started then."""
    found: dict[date, Episode] = {}
    for episode in episodes:
        before = found.get(episode.started_on)
        started = before is not None and before.opened_by == "S"
        found[episode.started_on] = episode._replace(opened_by="S") if started else episode
    return list(found.values())


def _reviews(reading: Reading) -> Iterator[Record]:
    """Yield a review for each child and date, and its participation where there is a code."""
    codes: dict[tuple[str, date], str] = {}
    for table in reading.named("Reviews"):
        seen: set[tuple[str, date]] = set()
        end = min(date(table.year, 3, 31), reading.today)
        for number, (reference, birth, text, code) in zip(table.numbers, table.rows, strict=True):
            child_id = reading.ids.get(reference) or reading.child((table, number), reference)
            held_on = day(text)
            if not child_id or held_on is None:
                _flag_no_review(reading, table, number, reference, text)
                continue
            key = (child_id, held_on)
            code = code.upper()  # noqa: PLW2901 - codes are compared in upper case
            if key in seen:
                sentence = f"The review of {plain_date(held_on)} is there twice; it counts once."
                reading.flag((table, number), reference, "repeated", sentence)
                codes[key] = codes[key] or code
            else:
                seen.add(key)
                codes[key] = code or codes.get(key, "")
            if held_on > end:
                _flag_after(reading, table, number, reference, "review is", held_on)
            born_on = day(birth) or reading.births.get(child_id)
            if broken := participation_problem(code, held_on, born_on):
                reading.flag((table, number), reference, *broken)
            if child_id not in reading.reviewed:
                reading.children.add(child_id)
                reading.reviewed[child_id] = (table, number)
    for (child_id, held_on), code in codes.items():
        yield from _review(reading.references[child_id], child_id, held_on, code)


def _review(reference: str, child_id: str, held_on: date, code: str) -> Iterator[Record]:
    written = held_on.isoformat()
    review_id = record_id("Review", reference, "cla", written)
    yield Review(id=review_id, child_id=child_id, review_type="cla", held_on=held_on)
    if code:
        yield Participation(
            id=record_id("Participation", reference, "cla", written),
            child_id=child_id,
            review_id=review_id,
            participation=code,
        )


def _flag_no_review(reading: Reading, table: Table, number: int, reference: str, text: str) -> None:
    so = "the review was left out"
    if text:
        reading.date_of((table, number), reference, "166", text, so)
    else:
        reading.flag((table, number), reference, "166", f"The review has no date, so {so}.")
