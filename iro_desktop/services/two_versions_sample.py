"""A small invented file in which two computers have set things differently, for the pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.domain.records import (
    KINDS,
    SCHEMA,
    Allocation,
    CarePeriod,
    Child,
    Contact,
    Device,
    MonitoringCheck,
    Placement,
    Record,
    Review,
)
from iro_desktop.services.workspace import Workspace, create_workspace
from iro_desktop.storage.encryption import Argon

_PASSPHRASE: Final = "a scratch store only"  # noqa: S105 - of a store that is thrown away
_QUICK: Final = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
_OTHER_RUN: Final = 2
_CHILD: Final = "two-versions-child"
_OURS: Final = (
    "The placement is settled and school is going well. Contact with mother is every second "
    "Saturday, and the child would like it to be longer.\nLife story work has begun."
)
_THEIRS: Final = (
    "The placement is settled and school is going very well. Contact with mother is every "
    "Saturday, and the child would like it to be longer.\nLife story work has not begun yet."
)


def sample_with_two_versions(folder: Path, as_of: date) -> Workspace:
    """Make the store in ``folder``, always the same for one ``as_of``, and return it open."""
    workspace, _ = create_workspace(
        folder, _PASSPHRASE, officer_name="Sample IRO", fte=1.0, who="pictures",
        today=lambda: as_of, clock=_clock(as_of), argon=_QUICK,
    )  # fmt: skip
    review, check, contact = _records(workspace, as_of)
    base = {key: changes[0] for key, changes in workspace.history(
        [review.id, check.id, contact.id]).items()}  # fmt: skip
    with workspace.write("edit review") as write:
        write.put(replace(review, summary=_OURS))
        write.put(replace(check, outcome="no_concern"))
        write.put(replace(contact, note="Seen at school: she asked for her own room."))
    with workspace.write("receive") as write:
        write.receive(_from_the_other(workspace, as_of, base))
    return workspace


def _clock(as_of: date) -> Callable[[], datetime]:
    now = [datetime.combine(as_of, time(9), UTC) - timedelta(1)]

    def tick() -> datetime:
        now[0] += timedelta(minutes=1)
        return now[0]

    return tick


def _records(workspace: Workspace, as_of: date) -> tuple[Review, MonitoringCheck, Contact]:
    def ago(days: int) -> date:
        return as_of - timedelta(days)

    review = Review(id="two-versions-review", child_id=_CHILD, review_type="cla", held_on=ago(20),
                    mode="in_person", chair_id=workspace.officer_id)  # fmt: skip
    check = MonitoringCheck(id="two-versions-check", child_id=_CHILD, checked_on=ago(6))
    contact = Contact(id="two-versions-contact", child_id=_CHILD, contact_on=ago(9))
    others: tuple[Record, ...] = (
        Child(id=_CHILD, reference="LC-30118", initials="N.O.", born_on=ago(3900)),
        CarePeriod(id="two-versions-care", child_id=_CHILD, started_on=ago(400)),
        Placement(
            id="two-versions-home", child_id=_CHILD, placement_type="U6", started_on=ago(400)
        ),
        Allocation(id="two-versions-allocation", child_id=_CHILD, from_on=ago(390), role="named",
                   officer_id=workspace.officer_id),
        Device(id="two-versions-here", name="Home laptop",
               runs=(str(workspace.store.own_run[0]),)),
    )  # fmt: skip
    with workspace.write("add LC-30118") as write:
        for record in (*others, review, check, contact):
            write.put(record)
    return review, check, contact


def _from_the_other(workspace: Workspace, as_of: date, base: dict[str, Change]) -> list[Change]:
    """Return what another computer set, which knew what was first on file and no more."""
    made: list[Change] = []
    clock = max(one.clock for changes in workspace.history(base).values() for one in changes)

    def change(kind: str, record_id: str, fields: dict[str, Any], years: int = 0) -> None:
        at = datetime.combine(as_of, time(14, len(made)), UTC) - timedelta(1 - 365 * years)
        known = base.get(record_id)
        names = fields if fields.get(EXISTS, True) is True or known is None else known.fields
        replaced = dict.fromkeys(names, (known.key,)) if known is not None else {}
        made.append(
            Change(
                run=_OTHER_RUN, seq=len(made) + 1, schema=SCHEMA, act=len(made) + 1,
                words=f"edit {KINDS[kind].title} of LC-30118", source="typed",
                clock=clock + (len(made) + 1), actor=workspace.officer_id,
                at=at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), kind=kind,
                record_id=record_id, fields=fields, replaced=replaced,
            )
        )  # fmt: skip

    named = {EXISTS: True, "name": "Office laptop", "runs": [str(_OTHER_RUN)]}
    change(Device.__name__, "two-versions-there", named)
    change(Review.__name__, "two-versions-review", {"summary": _THEIRS})
    change(MonitoringCheck.__name__, "two-versions-check", {"outcome": "watch"})
    change(Contact.__name__, "two-versions-contact", {EXISTS: False})
    change(Review.__name__, "two-versions-review", {"dissent": "None."}, years=10)
    return made
