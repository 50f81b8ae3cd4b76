"""Figures by district: of the child, or else of the social worker on the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from iro_desktop.domain.measures.definition import Kind, Measure
from iro_desktop.domain.measures.figure import Figure, Unit
from iro_desktop.domain.measures.kept import KeptCases
from iro_desktop.domain.measures.outcome import Outcome
from iro_desktop.domain.measures.period import Period
from iro_desktop.domain.measures.tally import Counts, EventTally, StockTally
from iro_desktop.domain.records import SocialWorker
from iro_desktop.domain.snapshot import CaseFile

_COUNTED_ONLY = {
    Kind.RATE: Unit.PER_100,
    Kind.PER_FTE: Unit.PER_FTE,
    Kind.PER_POPULATION: Unit.PER_10000,
}
"""Kinds whose denominator is known of no district, with their units."""


class Districts:
    """The district of each child on any day, looked up once."""

    def __init__(self, cases: Mapping[str, CaseFile]) -> None:
        self._cases = cases
        self._known: dict[str, str] = {}

    def on(self, child_id: str, day: date) -> str:
        """The district of a child on ``day``; "" for none."""
        known = self._known.get(child_id)
        if known is not None:
            return known
        case = self._cases[child_id]
        if case.child.district or not case.of(SocialWorker):
            self._known[child_id] = case.child.district
        return district_on(case, day)


def district_on(case: CaseFile, day: date) -> str:
    """The district of a child, or else of the social worker they had on ``day``; "" for none."""
    if case.child.district:
        return case.child.district
    of_the_day = [
        one
        for one in case.of(SocialWorker)
        if one.district
        and (one.from_on is None or one.from_on <= day)
        and (one.to_on is None or day <= one.to_on)
    ]
    latest = max(of_the_day, key=lambda one: (one.from_on or date.min, one.id), default=None)
    return latest.district if latest else ""


def events_by_district(
    measure: Measure, tally: EventTally, period: Period, officer_id: str | None, known: Districts
) -> dict[str, Figure]:
    """The figure of each district over a period; "" for cases whose district is not known.

    Of a rate it is the count alone: a district has no average caseload.
    """
    found: dict[str, list[Outcome | KeptCases]] = {}
    for one in tally.within(period, officer_id):
        found.setdefault(known.on(one.child_id, one.on), []).append(one)
    for kept in tally.erased_within(period, officer_id):
        found.setdefault(kept.district, []).append(kept)
    figures = {district: _of_events(measure, found[district]) for district in sorted(found)}
    return {district: figure for district, figure in figures.items() if not _is_empty(figure)}


def stock_by_district(
    measure: Measure, tally: StockTally, day: date, officer_id: str | None, known: Districts
) -> dict[str, Figure]:
    """The figure of each district at the end of a day; "" for children whose is not known.

    Per FTE and per population it is the children alone.
    """
    found = dict(tally.erased_by_district(day, officer_id))
    for one in tally.standing(day, officer_id):
        district = known.on(one.child_id, day)
        met, total = found.get(district, (0, 0))
        found[district] = met + one.met, total + 1
    figures = {district: _of_stock(measure, found[district]) for district in sorted(found)}
    return {district: figure for district, figure in figures.items() if not _is_empty(figure)}


def _of_stock(measure: Measure, counts: Counts) -> Figure:
    met, total = counts
    if measure.kind is Kind.SHARE:
        return Figure(met, total)
    return Figure(total, None, _COUNTED_ONLY.get(measure.kind, Unit.CHILDREN))


def _of_events(measure: Measure, cases: Sequence[Outcome | KeptCases]) -> Figure:
    if measure.kind is Kind.MEDIAN:
        middle = median(one.amount for one in cases) if cases else 0.0
        return Figure(middle, len(cases), measure.unit)
    if measure.kind is Kind.MEAN:
        return amounts_over_weights(measure, cases)
    met, total = _sides(cases)
    match measure.kind:
        case Kind.RATE:
            return Figure(total, None, Unit.PER_100)
        case Kind.RATIO:
            return Figure(met, total - met)
        case _:
            return Figure(met, total)


def amounts_over_weights(measure: Measure, cases: Iterable[Outcome | KeptCases]) -> Figure:
    """The figure of a mean: the amounts of its cases over their weights."""
    pairs = [(one.amount, one.weight) for one in cases]
    amount = round(sum(amount for amount, _ in pairs), 9)
    return Figure(amount, round(sum(weight for _, weight in pairs), 9), measure.unit)


def _sides(cases: Iterable[Outcome | KeptCases]) -> Counts:
    met = total = 0
    for one in cases:
        met += int(one.met or 0)
        total += one.total if isinstance(one, KeptCases) else 1
    return met, total


def _is_empty(figure: Figure) -> bool:
    return not figure.numerator and not figure.denominator
