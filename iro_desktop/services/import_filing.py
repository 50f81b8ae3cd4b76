"""What is on file, as an import looks for it: by child reference, by id and by natural key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    ChildRecord,
    Comparator,
    Contact,
    HealthAssessment,
    LegalStatus,
    Officer,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Record,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.importers.identity import canonical
from iro_desktop.services.import_twins import is_later, kept_under, looked_for

Key = tuple[Any, ...]

_KEYS: Final[dict[type[Record], tuple[str, ...]]] = {
    CarePeriod: ("started_on",),
    LegalStatus: ("started_on",),
    Placement: ("started_on",),
    ProtectionPlan: ("started_on",),
    Review: ("review_type", "held_on"),
    Participation: ("review_id",),
    PermanencePlan: ("plan", "planned_on"),
    Section47: ("strategy_on",),
    HealthAssessment: ("assessed_on",),
    Contact: ("contact_on", "with_whom"),
    SocialWorker: ("from_on",),
    Allocation: ("officer_id", "role", "from_on"),
}
"""Kind -> the fields that tell its records about one child apart, whoever made them."""


def natural_key(record: Record) -> Key | None:
    """Return what tells a record from all others whatever its id; None where nothing does.

    Two records with the same key are one thing, once typed and once imported.
    """
    if isinstance(record, Child):
        return (Child, canonical(record.reference)) if record.reference else None
    if isinstance(record, Officer):
        return (Officer, " ".join(record.name.split()).upper())
    fields = _KEYS.get(type(record))
    if fields is None or not isinstance(record, ChildRecord):
        return None
    if isinstance(record, Allocation) and record.assumed:
        return None  # there is only one of a child, known by its id
    values = tuple([getattr(record, field) for field in fields])
    return (type(record), record.child_id, *values) if all(values) else None


class Index:
    """Records by id, by natural key, and by what else two that are one have in common."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_id: dict[str, Record] = {}
        self._by_key: dict[Key, Record] = {}
        self._alike: dict[Key, Record] = {}
        for record in records:
            self._by_id[record.id] = record
            key = natural_key(record)
            if key is not None:
                self._by_key.setdefault(key, record)
            for alike in kept_under(record):
                before = self._alike.get(alike)
                if before is None or is_later(record, before):
                    self._alike[alike] = record

    def holds(self, record_id: str) -> bool:
        """Return whether a record has this id."""
        return record_id in self._by_id

    def twin(self, record: Record, *, is_current: bool = False) -> Record | None:
        """Return the record that this one is: under its own id, or else as somebody typed it.

        ``is_current`` says that the record holds on the day of a file, but not since when.
        """
        found = self._by_id.get(record.id)
        if found is not None and type(found) is type(record):
            return found
        key = natural_key(record) if self._by_key else None
        twin = self._by_key.get(key) if key is not None and not is_current else None
        if twin is not None or not self._alike:
            return twin
        keys = looked_for(record, is_current=is_current)
        return next((self._alike[one] for one in keys if one in self._alike), None)


class Filing:
    """The children, the IROs, the comparators and the bin of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._cases: dict[str, CaseFile] = {}
        for case in snapshot.cases.values():
            if case.child.reference:
                self._cases.setdefault(canonical(case.child.reference), case)
        self.officers = Index(snapshot.of(Officer))
        self.comparators = {record.id: record for record in snapshot.of(Comparator)}
        self.bin = Index(snapshot.bin)
        self.binned_care: dict[str, list[str]] = {}  # child id -> ids
        for record in snapshot.bin:
            if isinstance(record, CarePeriod | LegalStatus | Placement):
                self.binned_care.setdefault(record.child_id, []).append(record.id)
        self.orphans = Index(snapshot.orphans)

    def case(self, reference: str) -> CaseFile | None:
        """Return the case file of the child with this reference, ignoring case and space."""
        return self._cases.get(canonical(reference))


def index_of(file: CaseFile) -> Index:
    """Return all records of one child, by id and by natural key."""
    return Index([file.child, *(record for found in file.records.values() for record in found)])
