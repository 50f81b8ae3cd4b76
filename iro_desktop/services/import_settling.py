"""What becomes of one record that was read: new, changed, left alone, or left out.

A blank never overwrites, what a person typed stays, the later collection year wins, and what was
deleted by hand stays deleted and is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iro_desktop.domain.codes import say
from iro_desktop.domain.records import About, Child, Record, fields_of
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.results import ImportRead, Problem
from iro_desktop.services.import_care import BESIDE_EPISODES, FileWins
from iro_desktop.services.import_matching import Matches
from iro_desktop.services.origins import TYPED, Origins, year_of


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of one record: ``before`` is None for a new one, ``after`` for one that goes.

    ``kept`` holds the fields in which what a person typed stays, each with what the file says.
    """

    reference: str
    before: Record | None
    after: Record | None
    kept: tuple[tuple[str, Any], ...] = ()

    @property
    def record(self) -> Record:
        """The record as it will stand, or as it stood before it goes."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them always is
        return found


@dataclass(slots=True)
class Plan:
    """Records to put and to delete, how many of each kind they are, and what to look at.

    ``settled`` holds each record that is new, changed or gone, and each of which something that
    a person typed stays; ``unchanged_of`` counts the others of each child. ``left_out`` are the
    children who were deleted or erased here, by their reference, with "deleted" or "erased".
    ``origins`` knows who set what is on file of the records that differ; ``matches`` which
    children on file those are that were read.
    """

    puts: list[Record] = field(default_factory=list)
    removals: list[Record] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    unchanged_of: dict[str, Counter[str]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    origins: Origins = field(default_factory=lambda: Origins({}))
    matches: Matches = field(default_factory=Matches)

    def count_read(self, records: Iterable[Record]) -> None:
        """Count records that were read."""
        self.read.update(type(record).__name__ for record in records)

    def remove(self, record: Record, reference: str) -> None:
        """Plan to delete a record that became a part of another one."""
        self.removals.append(record)
        self.settled.append(Settled(reference, record, None))
        self.changed[type(record).__name__] += 1


@dataclass(slots=True)
class Pair:
    """A record that was read, as it would be filed, and what there is of it: live, or binned."""

    incoming: Record
    stored: Record | None = None
    binned: Record | None = None

    def doubtful(self) -> Iterator[str]:
        """Yield the id of what there is, where its history decides what becomes of it."""
        if self.stored is not None and self.stored != self.incoming:
            yield self.stored.id
        if self.stored is None and self.binned is not None:
            yield self.binned.id


class Settler:
    """Settles pair after pair, and writes into a plan what each comes to."""

    def __init__(self, plan: Plan, read: ImportRead, origins: Origins, file_wins: FileWins) -> None:
        self._plan = plan
        self._read = read
        self.origins = origins
        self.file_wins = file_wins

    def stays_deleted(self, pair: Pair) -> bool:
        """Return whether the record was deleted by hand, and not brought back since."""
        if pair.stored is not None or pair.binned is None:
            return False
        return self.origins.deleted_by_person(pair.binned.id)

    def settle(
        self, pair: Pair, reference: str, *, joined: bool = False, quiet: bool = False
    ) -> Record | None:
        """Plan what becomes of a record; return it as it will stand, None if it stays deleted.

        ``joined`` says that it was made from what is on file too, so that its blanks count;
        ``quiet`` that the files did not say it, so that it is not among what they left unchanged.
        """
        plan, kind = self._plan, type(pair.incoming).__name__
        if self.stays_deleted(pair):
            self.flag_deleted(reference, pair.incoming)
            return None
        if pair.stored is None:
            record = pair.incoming
            if pair.binned is not None and pair.binned.id == record.id:
                record = replace(pair.binned, **_filled(record))  # its deletion was undone
            plan.puts.append(record)
            plan.settled.append(Settled(reference, None, record))
            plan.new[kind] += 1
            return record
        changes: dict[str, Any] = {}
        kept: list[tuple[str, Any]] = []
        if pair.stored != pair.incoming:
            changes, kept = self._changes(pair.stored, pair.incoming, reference, joined=joined)
        if not changes:
            plan.unchanged[kind] += not quiet
            plan.unchanged_of.setdefault(reference, Counter())[kind] += not quiet
            if kept:
                plan.settled.append(Settled(reference, pair.stored, pair.stored, tuple(kept)))
            return pair.stored
        record = replace(pair.stored, **changes)
        plan.settled.append(Settled(reference, pair.stored, record, tuple(kept)))
        plan.puts.append(record)
        plan.changed[kind] += 1
        return record

    def _changes(
        self, stored: Record, incoming: Record, reference: str, *, joined: bool
    ) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
        """Return the fields that the import sets on a record, and what it says of those that stay.

        Another reference by which a child was found is added to whatever was typed.
        """
        changes: dict[str, Any] = {}
        kept: list[tuple[str, Any]] = []
        for about in fields_of(type(incoming)):
            new, old = getattr(incoming, about.name), getattr(stored, about.name)
            blank = new == about.empty
            if new == old or (blank and (not joined or about.name in BESIDE_EPISODES)):
                continue
            source = self.origins.of(stored.id, about.name)
            if about.name == "other_references":
                changes[about.name] = new
            elif source == TYPED and not self.file_wins(type(stored), about.name):
                if not blank:
                    kept.append((about.name, new))
                    self._flag_typed(reference, stored.id, about, old, new)
            elif joined or year_of(source) <= self._read.year:
                changes[about.name] = new
        return changes, kept

    def note_kept(self, pair: Pair, filed: Record | None, reference: str) -> None:
        """Note what a file says of care in which what a person typed stays."""
        stored, incoming = pair.stored, pair.incoming
        if stored is None or filed is None or stored == incoming:
            return
        kept = []
        for about in fields_of(type(incoming)):
            new, old = getattr(incoming, about.name), getattr(stored, about.name)
            stays = getattr(filed, about.name) == old != new and new != about.empty
            if stays and self.origins.of(stored.id, about.name) == TYPED:
                kept.append((about.name, new))
        if kept:
            self._plan.settled.append(Settled(reference, filed, filed, tuple(kept)))

    def flag_deleted(self, reference: str, record: Record) -> None:
        """List a record that stays deleted."""
        if isinstance(record, Child):
            self._plan.left_out[reference] = "deleted"
        what = _name(record)
        sentence = f"{what} was deleted here and stays deleted: the bin can bring it back."
        file, row = self._read.places.get(record.id, ("", 0))
        self._plan.problems.append(Problem(file, row, reference, "deleted", sentence))

    def flag_erased(self, reference: str, child_id: str) -> None:
        """List a child who was erased here and stays out."""
        self._plan.left_out[reference] = "erased"
        sentence = (
            "This child was erased here and stays out: add the child by hand first, "
            "if the case has come back."
        )
        file, row = self._read.places.get(child_id, ("", 0))
        self._plan.problems.append(Problem(file, row, reference, "erased", sentence))

    def _flag_typed(
        self, reference: str, record_id: str, about: About, old: object, new: object
    ) -> None:
        sentence = (
            f"{about.label}: the import says {_say(about, new)}, "
            f"but {_say(about, old)} was typed here and stays."
        )
        file, row = self._read.places.get(record_id, ("", 0))
        self._plan.problems.append(Problem(file, row, reference, "typed", sentence))


def _filled(record: Record) -> dict[str, Any]:
    """Return the fields of a record that are not empty."""
    abouts = fields_of(type(record))
    values = {about.name: getattr(record, about.name) for about in abouts}
    return {about.name: values[about.name] for about in abouts if values[about.name] != about.empty}


def _name(record: Record) -> str:
    """Return what a record is, for the beginning of a sentence."""
    days = (
        getattr(record, name, None) for name in ("held_on", "started_on", "from_on", "planned_on")
    )
    day = next((one for one in days if isinstance(one, date)), None)
    return f"The {record.title}" + (f" of {plain_date(day)}" if day else "")


def _say(about: About, value: object) -> str:
    """Return a value as a person reads it."""
    if value == about.empty:
        return "nothing"
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{say(about.codes, value)}”" if isinstance(value, str) else str(value)
