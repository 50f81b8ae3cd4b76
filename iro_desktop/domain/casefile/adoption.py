"""The stages before an adoption order, in which reviews follow rules of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from iro_desktop.domain.casefile.spans import CareSpan
from iro_desktop.domain.records import LegalStatus, PermanencePlan, Placement
from iro_desktop.domain.snapshot import CaseFile

_PLACED_FOR_ADOPTION: Final = frozenset({"A3", "A4", "A5", "A6"})
_PLACEMENT_ORDER: Final = "E1"


@dataclass(frozen=True, slots=True)
class AdoptionStage:
    """Days on which adoption reviews take the place of others; ``to_on`` is the first day after.

    ``authority_on`` is the day the authority to place arose, None where none is on file.
    """

    stage: Literal["authorised", "placed"]
    from_on: date
    to_on: date | None
    authority_on: date | None

    def covers(self, day: date) -> bool:
        """Return whether the stage had begun by ``day`` and had not ended."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


def adoption_stages(case: CaseFile, span: CareSpan, as_of: date) -> tuple[AdoptionStage, ...]:
    """Return the adoption stages within a period of care, in order, never two on one day.

    Authority comes from a placement order (E1) or the parents' consent; a placement for adoption
    from a placement of that type or from the permanence plan. While placed, that stage holds; a
    placement that broke down leaves the authority in force.
    """
    placed = _joined(_placed(case), span, as_of)
    authorised = _joined(_authorised(case), span, as_of)
    if not placed and not authorised:
        return ()
    stages = [
        AdoptionStage("placed", from_on, to_on, _covering(authorised, from_on))
        for from_on, to_on in placed
    ]
    for authority_on, until in authorised:
        from_on = authority_on
        for placed_on, ceased_on in placed:
            if until is not None and placed_on >= until:
                break
            if placed_on > from_on:
                stages.append(AdoptionStage("authorised", from_on, placed_on, authority_on))
            from_on = max(from_on, ceased_on or date.max)
        if from_on < (until or date.max):
            stages.append(AdoptionStage("authorised", from_on, until, authority_on))
    return tuple(sorted(stages, key=lambda stage: stage.from_on))


_Stretch = tuple[date, date | None]


def _placed(case: CaseFile) -> Iterator[tuple[date | None, date | None]]:
    for placement in case.of(Placement):
        if placement.placement_type in _PLACED_FOR_ADOPTION:
            yield placement.started_on, placement.ended_on
    for plan in case.of(PermanencePlan):
        yield plan.placed_on, plan.placement_ended_on


def _authorised(case: CaseFile) -> Iterator[tuple[date | None, date | None]]:
    for status in case.of(LegalStatus):
        if status.status == _PLACEMENT_ORDER:
            yield status.started_on, status.ended_on
    for plan in case.of(PermanencePlan):
        yield plan.consent_on, plan.ended_on


def _joined(
    stretches: Iterator[tuple[date | None, date | None]], span: CareSpan, as_of: date
) -> list[_Stretch]:
    """Return the stretches that begin within the period, joined where they meet or overlap.

    One that ended on the day it began, or is said to have ended before, is none.
    """
    found: list[_Stretch] = []
    dated = [
        (from_on, to_on if to_on and to_on <= as_of else None)
        for from_on, to_on in stretches
        if from_on is not None and from_on <= as_of and span.holds(from_on)
    ]
    for from_on, to_on in sorted(dated, key=lambda pair: (pair[0], pair[1] or date.max)):
        if to_on is not None and to_on <= from_on:
            continue
        if found and from_on <= (found[-1][1] or date.max):
            before = found[-1][1]
            last = None if before is None or to_on is None else max(before, to_on)
            found[-1] = (found[-1][0], last)
        else:
            found.append((from_on, to_on))
    return found


def _covering(stretches: list[_Stretch], day: date) -> date | None:
    """Return the start of the stretch that covers ``day``, or None."""
    return next((a for a, b in stretches if a <= day and (b is None or day <= b)), None)
