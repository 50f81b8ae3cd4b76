"""The children themselves: who they are, their brothers and sisters, IRO and social workers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.records import (
    Allocation,
    Child,
    Notification,
    Record,
    SiblingGroup,
    SocialWorker,
)
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.sample.kids import initials
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.review_texts import NOTICES
from iro_desktop.importers.sample.story import Family, Kid

_LETTERS: Final = "ABCDEFGHJKLMNOPRSTW"
_WORKERS: Final = tuple(f"{a}{b}" for a in _LETTERS[::2] for b in _LETTERS if a != b)
_WHY_CHANGED: Final = (
    "Left the council",
    "Moved to another team",
    "Maternity leave",
    "Case moved to the permanence team",
    "Agency contract ended",
)
_LONG_STAY_OF_WORKER: Final = 900
_TOLD_OF_CHANGE: Final = 0.6

_Stint = tuple[str, date, date | None, str]
"""A social worker, from and to when, and why the one before left."""


def write_children(pen: Pen, kids: Sequence[Kid]) -> None:
    """Write each child with sibling group, allocations and social workers."""
    groups: set[str] = set()
    stints: dict[int, list[_Stint]] = {}
    for kid in kids:
        group = _group_id(kid)
        if group and group not in groups:
            groups.add(group)
            pen.write(_group(kid, group))
        pen.write(_child(kid, group))
        pen.write_all(_allocations(pen, kid))
        for family in kid.families:
            if id(family) not in stints:
                stints[id(family)] = list(_stints(pen, family))
            pen.write_all(_social_workers(pen, kid, stints[id(family)]))


def _group_id(kid: Kid) -> str:
    family = kid.families[0]
    if family.size == 1:
        return ""
    return record_id("SiblingGroup", min(k.reference for k in family.kids))


def _group(kid: Kid, group: str) -> SiblingGroup:
    members = sorted(k.reference for k in kid.families[0].kids)
    names = f"Siblings {members[0]} and {len(members) - 1} more"
    return SiblingGroup(id=group, name=names if len(members) > 2 else " and ".join(members))  # noqa: PLR2004 - two are named


def _child(kid: Kid, group: str) -> Child:
    roles = {family.role for family in kid.families}
    born_on = kid.born_on
    adult_on = None
    if "unaccompanied" in roles and born_on:
        adult_on = date(born_on.year + 18, born_on.month, min(born_on.day, 28))
    return Child(
        id=kid.id,
        reference=kid.reference,
        initials=initials(kid),
        born_on=born_on,
        expected_on=kid.expected_on,
        sex=kid.sex,
        ethnicity="" if born_on is None else kid.ethnicity,
        disability=True if "short breaks" in roles else None,
        uasc_until=adult_on,
        district=kid.district,
        sibling_group_id=group,
    )


def _allocations(pen: Pen, kid: Kid) -> Iterator[Record]:
    for family in kid.families:
        if family.role == "no plan":
            continue
        yield Allocation(
            id=pen.id("Allocation", kid, family.started_on),
            child_id=kid.id,
            officer_id=family.chair.id,
            role="named",
            from_on=family.allocated_on,
            to_on=family.ended_on,
        )


def _stints(pen: Pen, family: Family) -> Iterator[_Stint]:
    """Yield the social workers of a family; they change every year or two."""
    chance = pen.chance
    from_on, until = family.started_on, family.ended_on
    worker, why = chance.one_of(_WORKERS), ""
    while True:
        next_on = from_on + timedelta(days=chance.near(200, _LONG_STAY_OF_WORKER))
        changes = family.chair.whole and next_on < (until or pen.as_of)
        yield worker, from_on, next_on if changes else until, why
        if not changes:
            return
        from_on, worker, why = next_on, chance.one_of(_WORKERS), chance.one_of(_WHY_CHANGED)


def _social_workers(pen: Pen, kid: Kid, stints: Sequence[_Stint]) -> Iterator[Record]:
    """Yield the social workers of a child, and what the IRO was told when they changed."""
    for worker, from_on, to_on, why in stints:
        yield SocialWorker(
            id=pen.id("SocialWorker", kid, from_on),
            child_id=kid.id,
            worker=worker,
            team=f"{kid.district} {kid.team}",
            district=kid.district,
            from_on=from_on,
            to_on=to_on,
            change_reason=why,
        )
        if why and from_on >= pen.scene.start_on and pen.chance.happens(_TOLD_OF_CHANGE):
            yield Notification(
                id=pen.id("Notification", kid, "new_social_worker", from_on),
                child_id=kid.id,
                what="new_social_worker",
                happened_on=from_on,
                told_on=min(pen.work_days(from_on, 0, 12), pen.as_of),
                told_by="Social worker",
                note=pen.chance.one_of(NOTICES["new_social_worker"]),
                check_needed=False,
            )
