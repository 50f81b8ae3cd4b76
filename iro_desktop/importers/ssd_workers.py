"""Who works with a child, from the SSD's involvements: the IRO and the social workers."""

from __future__ import annotations

import re
from typing import Final

from iro_desktop.domain.records import Allocation, Officer, SocialWorker
from iro_desktop.importers.allocations import officer_id
from iro_desktop.importers.gathering import Place
from iro_desktop.importers.ssd_reading import Cells, Reading

_IRO: Final = re.compile(r"\bIROS?\b|\bINDEPENDENT REVIEWING OFFICERS?\b")
_SOCIAL_WORKER: Final = re.compile(
    r"\bSOCIAL WORKER\b|\bALLOCATED (?:CASE ?)?WORKER\b|\b(?:CASE|KEY) ?WORKER\b|^[SC]W$"
)
_NOT_THE_CHILDS: Final = re.compile(r"\bSUPERVISING\b|\bMANAGER\b|\bASSISTANT\b|\bTEAM LEAD")
_LONGEST_NAME: Final = 200


def read_workers(reading: Reading) -> None:
    """Take over who the IRO and the social worker of each child were, and when.

    Roles are each council's own words or codes: only one that says that it is an IRO's makes an
    allocation, and an IRO without a name makes none.
    """
    people = {cells["id"]: cells for _, cells in reading.rows("ssd_professionals") if cells["id"]}
    for place, cells in reading.rows("ssd_involvements"):
        role = " ".join(re.split(r"[\W_]+", cells.get("role", "").upper())).strip()
        person = people.get(cells.get("worker", ""), {})
        if _IRO.search(role):
            _read_iro(reading, place, cells, person)
        elif _SOCIAL_WORKER.search(role) and not _NOT_THE_CHILDS.search(role):
            _read_social_worker(reading, place, cells, person)
        else:
            reading.counts["other_roles"] += 1


def _read_iro(reading: Reading, place: Place, cells: Cells, person: Cells) -> None:
    name = " ".join(person.get("name", "").split())[:_LONGEST_NAME]
    if not name:
        reading.counts["nameless_iros"] += 1
        return
    child_id = reading.child(place, cells)
    span = reading.span(place, cells, "IRO’s involvement") if child_id else None
    if span is None:
        return
    from_on, to_on = span
    officer = Officer(id=officer_id(name), name=name, role="iro")
    reading.officers.setdefault(officer.id, officer)
    reading.put(
        place,
        cells,
        Allocation,
        (name.upper(), "named", from_on.isoformat()),
        makes_child=False,
        officer_id=officer.id,
        role="named",
        from_on=from_on,
        to_on=to_on,
        assumed=False,
    )


def _read_social_worker(reading: Reading, place: Place, cells: Cells, person: Cells) -> None:
    child_id = reading.child(place, cells)
    span = reading.span(place, cells, "social worker’s involvement") if child_id else None
    if span is None:
        return
    from_on, to_on = span
    names = (person.get(held, "") for held in ("name", "registration", "staff", "id"))
    worker = next((name for name in names if name), "") or cells.get("worker", "")
    reading.put(
        place,
        cells,
        SocialWorker,
        (from_on.isoformat(),),
        makes_child=False,
        worker=" ".join(worker.split())[:_LONGEST_NAME],
        team=cells.get("team", "")[:_LONGEST_NAME],
        from_on=from_on,
        to_on=to_on,
        change_reason=cells.get("reason", "").upper()[:60],
    )
