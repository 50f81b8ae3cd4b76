"""How far a figure differs from IRO to IRO and from district to district, not only its mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.measures.districts import Districts
from iro_desktop.domain.measures.figure import Figure
from iro_desktop.domain.measures.kept import KeptCases
from iro_desktop.domain.measures.outcome import Outcome

FEWEST: Final = 5
"""Below this many cases a district or an IRO is passed over: its percentage would say nothing."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest, the middle and the highest of those with five cases or more.

    Each is the figure of one of them: of an even number the lower of the two in the middle.
    """

    by: str
    lowest: Figure
    middle: Figure
    highest: Figure
    among: int


_Sides = Mapping[str, tuple[int, int]]
"""Of each IRO or district: cases met, and all cases."""


def spreads(
    cases: Iterable[Outcome],
    districts: Districts,
    erased: Iterable[KeptCases] = (),
) -> tuple[Spread, ...]:
    """The spread of the outcomes of a period by IRO and by district, where there are two or more.

    Outcomes under nobody, and of children whose district is not known, are left out.
    """
    by_officer: dict[str, tuple[int, int]] = {}
    by_district: dict[str, tuple[int, int]] = {}
    for one in cases:
        if one.met is not None:
            _add(by_officer, one.officer_id, one.met, 1)
            _add(by_district, districts.on(one.child_id, one.on), one.met, 1)
    for kept in erased:
        _add(by_officer, kept.officer_id, kept.met, kept.total)
        _add(by_district, kept.district, kept.met, kept.total)
    each = (_spread("IRO", by_officer), _spread("district", by_district))
    return tuple(one for one in each if one is not None)


def _add(sides: dict[str, tuple[int, int]], name: str, met: int, total: int) -> None:
    if name:
        before = sides.get(name, (0, 0))
        sides[name] = (before[0] + met, before[1] + total)


def _spread(by: str, sides: _Sides) -> Spread | None:
    figures = [Figure(met, total) for met, total in sides.values() if total >= FEWEST]
    if len(figures) < 2:  # noqa: PLR2004 - one alone has no spread
        return None
    figures.sort(key=lambda figure: figure.value or 0.0)
    return Spread(by, figures[0], figures[(len(figures) - 1) // 2], figures[-1], len(figures))
