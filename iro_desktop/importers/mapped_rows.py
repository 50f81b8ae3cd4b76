"""The rows of a mapped table, one after the other: what each says, filed by child and record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from iro_desktop.domain.mappings import REFERENCE, Mappable, plain
from iro_desktop.domain.records import (
    KINDS,
    Allocation,
    Child,
    ChildRecord,
    Meeting,
    Officer,
    Participation,
    Record,
    Review,
    field_of,
    fields_of,
)
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.allocations import officer_id
from iro_desktop.importers.cells import CellReader, Unread, quoted
from iro_desktop.importers.identity import LONGEST_REFERENCE, record_id
from iro_desktop.importers.results import Problem

_RULE = "table"
_LEFT_OUT = "so the row was left out"


class Place(NamedTuple):
    """The file, with its sheet, and the row in it."""

    file: str
    row: int


@dataclass(slots=True)
class Unknown:
    """A spelling that nobody has given a meaning: of which field, and how many rows have it.

    ``is_needed`` says that those rows cannot be read without it.
    """

    field: str
    label: str
    spelling: str
    place: Place
    is_needed: bool
    rows: int = 0


class RowLeftOutError(Exception):
    """A row says nothing that can be kept; the text is why, without the end of its sentence."""


@dataclass(slots=True)
class _Row:
    """What one row says: values by kind and field, and the cells that could not be read."""

    place: Place
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    unread: list[tuple[CellReader, str, Unread]] = field(default_factory=list)

    def of(self, kind: str) -> dict[str, Value]:
        """Return the values of one kind."""
        return self.values.get(kind, {})


@dataclass(slots=True)
class RowReader:
    """Reads row after row, and keeps what they come to."""

    mappable: Mappable
    today: date
    rows: int = 0
    good: int = 0
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    _children: dict[str, dict[str, Value]] = field(default_factory=dict)
    _officers: dict[str, Officer] = field(default_factory=dict)
    _officer_ids: dict[str, str] = field(default_factory=dict)  # by name
    _child_ids: dict[str, str] = field(default_factory=dict)  # by reference
    _records: dict[str, Record] = field(default_factory=dict)

    def read(self, place: Place, cells: Sequence[tuple[CellReader, str]]) -> None:
        """Take in one row that has something in it."""
        self.rows += 1
        row = _Row(place)
        for reader, text in cells:
            self._read_cell(row, reader, text)
        reference = str(row.of("Child").get("reference", ""))
        try:
            self._file(row, reference)
        except RowLeftOutError as why:
            self._flag(place, reference, f"{why}, {_LEFT_OUT}.")
        else:
            self.good += 1

    def leave_out(self, place: Place, why: str) -> None:
        """Count a row that cannot be read at all, and say why."""
        self.rows += 1
        self._flag(place, "", f"{why}, {_LEFT_OUT}.")

    def _read_cell(self, row: _Row, reader: CellReader, text: str) -> None:
        value = reader(text)
        kind, name = reader.field.kind.__name__, reader.field.about.name
        if not isinstance(value, Unread):
            row.values.setdefault(kind, {})[name] = value
            return
        row.unread.append((reader, text, value))
        if value.is_spelling:
            key = (reader.field.name, plain(text))
            if key not in self.unknown:
                needed = self._must(reader)
                self.unknown[key] = Unknown(
                    reader.field.name, reader.field.label, text, row.place, needed
                )
            self.unknown[key].rows += 1

    def _must(self, reader: CellReader) -> bool:
        """Return whether a row cannot be read without the cell that this reader reads."""
        of_key = reader.field.kind is self.mappable.kind and any(
            reader.field.about.name in names for names in self.mappable.key
        )
        return reader.field.is_needed or of_key

    def _file(self, row: _Row, reference: str) -> None:
        """Keep what a row says. Raises RowLeftOutError for one that says nothing."""
        if not 0 < len(reference) <= LONGEST_REFERENCE:
            unread = any(one.field.name == REFERENCE for one, _, _ in row.unread)
            raise RowLeftOutError(
                "What stands as the child’s reference is too long for one"
                if unread
                else "The row names no child"
            )
        for reader, text, unread_cell in row.unread:
            if self._must(reader):
                raise RowLeftOutError(f"{quoted(text)} {unread_cell.why}")
        child_id = self._child_ids.get(reference)
        if child_id is None:
            child_id = self._child_ids[reference] = record_id("Child", reference)
        made = list(self._made(row, reference, child_id))
        self.references.setdefault(child_id, reference)
        self._keep_child(row, reference, child_id)
        for record in made:
            self._keep(row, reference, record)
        for reader, text, unread_cell in row.unread:
            if not unread_cell.is_spelling:
                self._flag(
                    row.place,
                    reference,
                    f"{reader.field.label}: {quoted(text)} {unread_cell.why}, "
                    "so it was left empty.",
                )

    # What a row comes to

    def _made(self, row: _Row, reference: str, child_id: str) -> Iterator[Record]:
        """Yield the records of a row but the child's own. Raises RowLeftOutError."""
        kind = self.mappable.kind
        if kind is Child:
            return
        values = row.of(self.mappable.name)
        self._check(values)
        if kind is Meeting:
            yield from self._booked(values, row.of("Review"), reference, child_id)
            return
        key = self._key(values)
        if kind is Allocation:
            values = {**values, "role": values.get("role") or "named", "assumed": False}
            key = (str(values["officer_id"]).upper(), str(values["role"]), key[-1])
        said = self._linked(kind, values)
        record = _record(kind, record_id(self.mappable.name, reference, *key), child_id, said)
        yield record
        if isinstance(record, Review) and any(row.of("Participation").values()):
            yield Participation(
                id=record_id("Participation", reference, *key),
                child_id=child_id,
                review_id=record.id,
                **_filled(Participation, row.of("Participation")),
            )

    def _booked(
        self,
        values: Mapping[str, Value],
        review: Mapping[str, Value],
        reference: str,
        child_id: str,
    ) -> Iterator[Record]:
        """Yield a booked meeting and the review that it is for."""
        review_type = str(review.get("review_type") or "")
        if not review_type:
            raise RowLeftOutError("Type is empty")
        key = (review_type, *self._key(values))
        values, booked_on = dict(values), values["booked_on"]
        hour = values.pop("starts_at", None)
        if isinstance(hour, datetime) and isinstance(booked_on, date):
            # The clock on the wall, as the booking form takes it.
            values["starts_at"] = datetime.combine(booked_on, hour.time()).astimezone(UTC)
        meeting = Meeting(id=record_id("Meeting", reference, *key))
        yield replace(meeting, **self._linked(Meeting, values))
        yield Review(
            id=record_id("Review", reference, "booked", *key),
            child_id=child_id,
            review_type=review_type,
            meeting_id=meeting.id,
        )

    def _check(self, values: Mapping[str, Value]) -> None:
        """Raise RowLeftOutError where a row lacks what it needs, or its days cannot be."""
        kind = self.mappable.kind
        for name in self.mappable.needed:
            if not values.get(name):
                raise RowLeftOutError(f"{_label(kind, name)} is empty")
        for names in self.mappable.key:
            if len(names) > 1 and not any(values.get(name) for name in names):
                labels = " and ".join(_label(kind, name) for name in names)
                raise RowLeftOutError(f"{labels} are empty")
        past = values.get(self.mappable.past)
        if isinstance(past, date) and past > self.today:
            raise RowLeftOutError(f"{plain_date(past)} is after today")
        first, last = (values.get(name) for name in self.mappable.period)
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise RowLeftOutError(f"It ends on {plain_date(last)}, before it starts")

    def _key(self, values: Mapping[str, Value]) -> tuple[str, ...]:
        found = []
        for names in self.mappable.key:
            value = next((values[name] for name in names if values.get(name)), "")
            if isinstance(value, date):
                self.days.append(value)
                found.append(value.isoformat())
            else:
                found.append(str(value).upper() if names == ("theme",) else str(value))
        return tuple(found)

    def _linked(self, kind: type[Record], values: Mapping[str, Value]) -> dict[str, Any]:
        """Return the filled values, with the id of an IRO for a name."""
        found = _filled(kind, values)
        for field_name in _officer_fields(kind.__name__):
            if name := found.get(field_name):
                found[field_name] = self._officer(str(name))
        return found

    def _officer(self, name: str) -> str:
        if name not in self._officer_ids:
            officer = Officer(id=officer_id(name), name=name, role="iro")
            self._officers.setdefault(officer.id, officer)
            self._officer_ids[name] = officer.id
        return self._officer_ids[name]

    # What is kept

    def _keep_child(self, row: _Row, reference: str, child_id: str) -> None:
        """Keep what a row says of the child itself; what differs from an earlier row is said."""
        said = {
            name: value
            for name, value in _filled(Child, row.of("Child")).items()
            if name != "reference"
        }
        if not said and not self.mappable.makes_child:
            return
        before = self._children.setdefault(child_id, {})
        self.places.setdefault(child_id, row.place)
        for name, value in said.items():
            if name in before and before[name] != value:
                sentence = (
                    f"{_label(Child, name)} is another than in a row above for the same child; "
                    "the later row counts."
                )
                self._flag(row.place, reference, sentence)
            before[name] = value

    def _keep(self, row: _Row, reference: str, record: Record) -> None:
        before = self._records.get(record.id)
        is_main = type(record) is self.mappable.kind
        if before is not None:
            values = {about.name: getattr(record, about.name) for about in fields_of(type(record))}
            merged = replace(before, **_filled(type(record), values))
            if is_main:
                how = "it counts once" if merged == before else "the later row counts"
                self._flag(row.place, reference, f"The same {record.title} is there twice; {how}.")
            record = merged
        self._records[record.id] = record
        if is_main:
            self.places[record.id] = row.place

    def _flag(self, place: Place, reference: str, sentence: str) -> None:
        child = reference[:LONGEST_REFERENCE]
        self.problems.append(Problem(place.file, place.row, child, _RULE, sentence))

    # What it comes to

    def all_records(self) -> tuple[Record, ...]:
        """Return everything: IROs, then children, then the rest in the order of the rows."""
        children = [
            replace(Child(id=child_id, reference=self.references[child_id]), **dict(said))  # type: ignore[arg-type]
            for child_id, said in self._children.items()
        ]
        return (*self._officers.values(), *children, *self._records.values())

    def named_only(self) -> frozenset[str]:
        """Return the children of whom the table says too little to put them on file."""
        return frozenset(self.references.keys() - self._children.keys())


def _record(
    kind: type[Record], record_id_: str, child_id: str, values: Mapping[str, Any]
) -> Record:
    assert issubclass(kind, ChildRecord)  # noqa: S101 - children and meetings are made elsewhere
    return kind(id=record_id_, child_id=child_id, **values)


def _filled(kind: type[Record], values: Mapping[str, Value]) -> dict[str, Any]:
    """Return the values that are not empty."""
    empty = _empties(kind.__name__)
    return {name: value for name, value in values.items() if value != empty[name]}


@cache
def _empties(kind: str) -> Mapping[str, Value]:
    return {about.name: about.empty for about in fields_of(KINDS[kind])}


@cache
def _officer_fields(kind: str) -> tuple[str, ...]:
    return tuple(about.name for about in fields_of(KINDS[kind]) if about.links_to == "Officer")


def _label(kind: type[Record], name: str) -> str:
    about = field_of(kind, name)
    return about.label if about is not None else name
