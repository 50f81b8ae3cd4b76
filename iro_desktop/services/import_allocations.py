"""To whom children go as long as no allocations file says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from iro_desktop.domain.records import Allocation, CarePeriod, ProtectionPlan, Record
from iro_desktop.importers.identity import record_id

AnyRecord = TypeVar("AnyRecord", bound=Record)


class FiledCase(Protocol):
    """A child as it will stand after an import."""

    @property
    def references(self) -> Sequence[str]:
        """The child's references, the present one first."""

    @property
    def child_id(self) -> str:
        """The child's id."""

    def final(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """Return the child's records of a kind."""


def assumed_id(reference: str) -> str:
    """Return the id of the one allocation of a child that is assumed.

    It does not hold the date, because an earlier year's return can move that back.
    """
    return record_id("Allocation", reference, "assumed")


def assumed_allocation(
    case: FiledCase, officer_id: str
) -> tuple[Allocation | None, Allocation | None]:
    """Return the assumed allocation that a child should have, and the one that it should lose.

    It runs from the first day of care or of a plan on file, to the day before somebody is known
    to be the named IRO. Where that leaves no day it goes; where a person or a file has said who
    the named IRO is, none is added.
    """
    allocations = case.final(Allocation)
    own_ids = [assumed_id(reference) for reference in case.references]
    assumed = next((one for one in allocations if one.id in own_ids and one.assumed), None)
    known = [one for one in allocations if not one.assumed and one.role != "covering"]
    starts = [one.started_on for one in case.final(CarePeriod) if one.started_on]
    starts += [one.started_on for one in case.final(ProtectionPlan) if one.started_on]
    if assumed is None and (known or not starts or not officer_id):
        return None, None
    if assumed is not None and assumed.from_on:
        starts.append(assumed.from_on)
    from_on = min(starts, default=None)
    to_on = assumed.to_on if assumed else None
    if known:
        first_on = min(one.from_on or date.min for one in known)
        if assumed is not None and (from_on is None or first_on <= from_on):
            return None, assumed
        to_on = first_on - timedelta(days=1)
    wanted = Allocation(
        id=assumed.id if assumed else own_ids[0],
        child_id=case.child_id,
        officer_id=assumed.officer_id if assumed else officer_id,
        role="named",
        from_on=from_on,
        to_on=to_on,
        assumed=True,
    )
    return (None if wanted == assumed else wanted), None
