"""Which IRO has which child, from a CSV file of the council's own: files to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import MissingColumnError, NotTextError
from iro_desktop.domain.records import Allocation, Officer
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.columns import places, rows
from iro_desktop.importers.dates import day
from iro_desktop.importers.identity import LONGEST_REFERENCE, record_id
from iro_desktop.importers.results import ImportRead, Problem, Step, no_step
from iro_desktop.importers.sources import Sheet, named, sheet, source

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "child": ("child", "child reference", "child id", "childid", "child unique id", "reference"),
    "officer": ("iro", "officer", "iro name", "officer name", "allocated iro", "reviewing officer"),
    "from": ("from", "from date", "date from", "start", "start date", "allocated on", "from on"),
    "to": ("to", "to date", "date to", "until", "end", "end date", "to on"),
    "role": ("named or covering", "role", "type", "allocation", "named/covering"),
}
"""What a column holds -> the headings that say so."""

_NEEDED: Final = {"child": "child", "officer": "IRO", "from": "from"}
_ROLES: Final = {
    "": "named", "named": "named", "n": "named", "own": "named",
    "covering": "covering", "cover": "covering", "c": "covering",
}  # fmt: skip
_LONGEST_NAME: Final = 200


@dataclass(slots=True)
class _Found:
    """What the files hold so far."""

    officers: dict[str, Officer] = field(default_factory=dict)
    allocations: dict[str, Allocation] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


def read(
    paths: Iterable[Path], *, today: date, year: int | None = None, step: Step = no_step
) -> ImportRead:
    """Return the IROs and allocations that the files name, with the rows that are wrong.

    A file has a row for each stretch of time: child, IRO, from, to (the last day; empty while it
    goes on) and named or covering (empty means named). Raises a UserError for a file that cannot
    be read at all and for one that lacks one of the first three columns. ``today`` and ``year``
    change nothing: they are there because every import is given them.
    """
    del today, year
    found = _Found()
    for name, path in named(paths):
        step()
        file = source(name, path)
        if file.is_xml:
            raise NotTextError(f"{name} is XML: allocations are read from a CSV file.")
        _read_sheet(found, name, sheet(file))
    return ImportRead(
        records=(*found.officers.values(), *found.allocations.values()),
        problems=tuple(found.problems),
        read={"Allocation": found.rows} if found.rows else {},
        references=found.references,
        named_only=frozenset(found.references),
        places=found.places,
    )


def _read_sheet(found: _Found, file: str, content: Sheet) -> None:
    for number, cells in rows(content, _places(file, content.headings)):
        found.rows += 1
        sentence = _read_row(found, (file, number), cells)
        if sentence:
            child = cells["child"][:LONGEST_REFERENCE]
            found.problems.append(Problem(file, number, child, "allocation", sentence))


def _places(file: str, headings: Sequence[str]) -> dict[str, int]:
    """Return what each column holds -> where it stands. Raises MissingColumnError."""
    found = places(headings, _HEADINGS)
    for name, title in _NEEDED.items():
        if name not in found:
            raise MissingColumnError(
                f"{file} has no column “{title}”: it needs child, IRO and from, and may have "
                "to and “named or covering”."
            )
    return found


def _read_row(found: _Found, place: tuple[str, int], cells: Mapping[str, str]) -> str:
    """Keep the allocation of a row; return what is wrong with the row, if anything is."""
    if wrong := _wrong(cells):
        return f"{wrong}, so the row was left out."
    reference, name = cells["child"], " ".join(cells["officer"].split())
    role, from_on = _ROLES[cells.get("role", "").lower()], day(cells["from"])
    child_id = record_id("Child", reference)
    officer = Officer(id=officer_id(name), name=name, role="iro")
    found.officers.setdefault(officer.id, officer)
    found.references.setdefault(child_id, reference)
    key = (name.upper(), role, from_on.isoformat() if from_on else "")
    allocation = Allocation(
        id=record_id("Allocation", reference, *key),
        child_id=child_id,
        officer_id=officer.id,
        role=role,
        from_on=from_on,
        to_on=day(cells.get("to", "")),
        assumed=False,
    )
    twice = allocation.id in found.allocations
    found.allocations[allocation.id] = allocation
    found.places[allocation.id] = place
    return "The same allocation is there twice; the later row counts." if twice else ""


def _wrong(cells: Mapping[str, str]) -> str:
    """Return why a row is no allocation, or nothing for one that is."""
    if not 0 < len(cells["child"]) <= LONGEST_REFERENCE:
        return "The row names no child"
    if not 0 < len(cells["officer"]) <= _LONGEST_NAME:
        return "The row names no IRO"
    if cells.get("role", "").lower() not in _ROLES:
        return f"“{cells['role'][:40]}” is neither named nor covering"
    if not cells["from"]:
        return "There is no date from which"
    return _wrong_dates(cells["from"], cells.get("to", ""))


def _wrong_dates(start: str, end: str) -> str:
    from_on, to_on = day(start), day(end)
    if from_on is None or (end and to_on is None):
        wrong = start if from_on is None else end
        return f"“{wrong[:40]}” is no date such as 31/03/2018"
    if to_on and to_on < from_on:
        return f"It ends on {plain_date(to_on)}, before it starts"
    return ""


def officer_id(name: str) -> str:
    """Return the id of an IRO who is known by name alone."""
    return record_id("Officer", "", " ".join(name.split()).upper())
