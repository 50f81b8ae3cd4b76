"""Figures of a caseload: each measure's cases are listed once, then added up as they are asked for.

Any period, mode and IRO is a sum of numerators over a sum of denominators or, for children that
stand on a day, a count of them; percentages are never averaged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Final

from iro_desktop.domain.comparators import Comparators
from iro_desktop.domain.measures.definition import Kind, Measure
from iro_desktop.domain.measures.districts import (
    Districts,
    amounts_over_weights,
    events_by_district,
    stock_by_district,
)
from iro_desktop.domain.measures.figure import Figure, Unit
from iro_desktop.domain.measures.kept import KeptCases, KeptMoves
from iro_desktop.domain.measures.listing import Listing
from iro_desktop.domain.measures.moves import Moves
from iro_desktop.domain.measures.outcome import UNALLOCATED, Outcome, Stretch
from iro_desktop.domain.measures.period import Mode, Period, latest_window, windows
from iro_desktop.domain.measures.registry import MEASURES, measure_in_force
from iro_desktop.domain.measures.sources import Sources
from iro_desktop.domain.measures.spread import Spread, spreads
from iro_desktop.domain.measures.tally import Cases, Counts
from iro_desktop.domain.measures.targets import Aim, Band, aim_of

CASELOAD: Final = "caseload_per_fte"
ALL_CHALLENGES: Final = "challenge_informal_share"
_OF_ALL: Final = frozenset({Kind.BREAKDOWN, Kind.RATIO})
"""Kinds whose parts are held against the whole."""
_AVERAGED: Final = frozenset({Mode.SIX_MONTHS, Mode.TWELVE_MONTHS, Mode.FINANCIAL_YEAR})


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a series."""

    period: Period
    figure: Figure


@dataclass(frozen=True, slots=True)
class CasesBehind:
    """The cases behind one figure: those on each side, and those left out with their reason.

    ``erased_met`` and ``erased_not_met`` are how many counted on each side of records that were
    erased; of those left out nothing is kept.
    """

    met: Cases
    not_met: Cases
    left_out: Cases = ()
    erased_met: int = 0
    erased_not_met: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One measure over one period, with its parts, its series, and what it is held against.

    ``before`` is the same figure a year earlier, where records reach back so far. ``officer_id``
    None is the whole caseload, whoever it is allocated to. ``spread`` says how far it differs from
    IRO to IRO and from district to district, of the measures of which that is asked.
    """

    measure: Measure
    officer_id: str | None
    period: Period
    mode: Mode
    figure: Figure
    parts: Mapping[str, Figure]
    series: tuple[Point, ...]
    before: Point | None
    aim: Aim
    spread: tuple[Spread, ...]
    figures: Figures = field(repr=False)

    @property
    def target(self) -> float | None:
        """The target in force on the last day of the period, in the measure's unit."""
        return self.aim.target

    @property
    def band(self) -> Band | None:
        """Where the unrounded value lies to the range that is good."""
        return self.aim.band(self.figure.value)

    @property
    def averaged(self) -> bool:
        """Whether the figure adds up several month-ends instead of counting on the last day."""
        over_months = self.measure.kind is Kind.PER_FTE and self.mode in _AVERAGED
        return over_months and len(self.period.month_ends()) > 1

    def cases(self, period: Period | None = None) -> CasesBehind:
        """The cases behind the figure, or behind that of another period such as a point's."""
        return self.figures.cases(self.measure.id, period or self.period, self.officer_id)


def measure(
    measure_id: str,
    sources: Sources,
    period: Period | None = None,
    mode: Mode | None = None,
    officer_id: str | None = None,
) -> Result:
    """One measure of a caseload; see ``Figures.result``, which does many without listing anew."""
    return Figures(sources).result(measure_id, period, mode, officer_id)


class Figures:
    """All figures of one caseload as known on one day.

    Nothing is worked out before it is asked for, and nothing twice. Given the figures of an
    earlier snapshot, only the children whose case files changed are listed anew.
    """

    def __init__(self, sources: Sources, earlier: Figures | None = None) -> None:
        self.sources = sources
        self.listing: Listing = Listing(sources, earlier.listing if earlier else None)
        self.comparators = Comparators(sources.comparators)
        self._fte = sources.working_fte()
        self._moves: dict[str | None, Moves] = {}
        self.districts = Districts(sources.cases)

    def result(
        self,
        measure_id: str,
        period: Period | None = None,
        mode: Mode | None = None,
        officer_id: str | None = None,
    ) -> Result:
        """The figure of a measure with all that belongs to it; KeyError for an unknown id.

        Without a period it is everything up to the as-of day or, where a mode is given, the latest
        window of that mode. The mode cuts the series, by month where none is given.
        """
        found = self._measure(measure_id)
        asked = self._asked(period, mode)
        span = self._clipped(period) if period else Period(None, asked.to_on)
        cut = mode or Mode.MONTH
        return Result(
            measure=found,
            officer_id=officer_id,
            period=asked,
            mode=cut,
            figure=self._figure(found, asked, mode, officer_id),
            parts=self._parts(found, asked, mode, officer_id),
            series=tuple(
                Point(window, self._figure(found, window, cut, officer_id))
                for window in windows(cut, span, self._earliest_on(found, officer_id))
            ),
            before=self._before(found, asked, mode, officer_id),
            aim=aim_of(found.id, self.sources.practice.on(asked.to_on)),
            spread=self._spread(found, asked, officer_id),
            figures=self,
        )

    def figure(
        self,
        measure_id: str,
        period: Period,
        mode: Mode | None = None,
        officer_id: str | None = None,
    ) -> Figure:
        """The figure of a result alone; KeyError for an unknown id."""
        return self._figure(self._measure(measure_id), self._clipped(period), mode, officer_id)

    def cases(self, measure_id: str, period: Period, officer_id: str | None = None) -> CasesBehind:
        """The cases behind a figure.

        Of a measure of stock, the children that stand on the last day of the period, filed on it.
        """
        found, clipped = self._measure(measure_id), self._clipped(period)
        if found.kind.of_events:
            tally = self.listing.events(found)
            met, not_met = tally.cases(clipped, officer_id)
            left_out = tally.left_out(clipped, officer_id)
            return CasesBehind(met, not_met, left_out, *self.erased(found.id, period, officer_id))
        day = clipped.to_on
        standing = self.listing.stock(found).standing(day, officer_id)
        return CasesBehind(
            tuple(_as_outcome(one, day) for one in standing if one.met),
            tuple(_as_outcome(one, day) for one in standing if not one.met),
            (),
            *self.erased(found.id, period, officer_id),
        )

    def erased(
        self,
        measure_id: str,
        period: Period,
        officer_id: str | None = None,
        part: str | None = None,
    ) -> Counts:
        """How many cases of erased records count as met in a figure, and how many as not met."""
        found, clipped = self._measure(measure_id), self._clipped(period)
        if found.kind.of_events:
            met, total = self.listing.events(found).erased(clipped, officer_id, part)
        else:
            met, total = self.listing.stock(found).erased(clipped.to_on, officer_id, part)
        return max(met, 0), max(total - met, 0)

    def erased_moves(self, period: Period, officer_id: str | None = None) -> KeptMoves:
        """How many erased children joined and left the caseload in a period, by whole months."""
        clipped = self._clipped(period)
        return self.listing.erased_moves(MEASURES[CASELOAD], clipped, officer_id)

    def moves(self, period: Period, officer_id: str | None = None) -> tuple[Cases, Cases]:
        """Who joined and who left the caseload in a period, filed on the day that they did.

        Nobody is left of whom ``erased_moves`` tells.
        """
        if officer_id not in self._moves:
            stretches = self.listing.stock(MEASURES[CASELOAD]).within(officer_id)
            self._moves[officer_id] = Moves(stretches)
        return self._moves[officer_id].within(self._clipped(period))

    def by_district(
        self, measure_id: str, period: Period, officer_id: str | None = None
    ) -> dict[str, Figure]:
        """The figure of each district in order, "" for cases whose district is not known.

        Of a measure of stock that of the last day of the period. Of rates per FTE, caseload or
        population the numerator alone: of a district no denominator is known.
        """
        found, clipped = self._measure(measure_id), self._clipped(period)
        if found.kind.of_events:
            tally = self.listing.events(found)
            return events_by_district(found, tally, clipped, officer_id, self.districts)
        stock = self.listing.stock(found)
        return stock_by_district(found, stock, clipped.to_on, officer_id, self.districts)

    def working_fte(self, day: date, officer_id: str | None = None) -> float | None:
        """The working FTE on a day, of one IRO or of all; None where it was not entered."""
        if officer_id is not None:
            return self._fte.on(officer_id, day)
        return self._fte.of_team(day, self._holding(day))

    def without_fte(self, day: date, officer_id: str | None = None) -> tuple[str, ...]:
        """The ids of those who hold children on a day and have no working time entered for it."""
        asked = self._holding(day) if officer_id is None else frozenset({officer_id})
        return self._fte.missing(day, asked)

    def _measure(self, measure_id: str) -> Measure:
        sources = self.sources
        return measure_in_force(measure_id, sources.practice.on(sources.as_of))

    def _holding(self, day: date) -> frozenset[str]:
        return self.listing.stock(MEASURES[CASELOAD]).officers_on(day)

    def _asked(self, period: Period | None, mode: Mode | None) -> Period:
        if period is not None:
            return self._clipped(period)
        as_of = self.sources.as_of
        return latest_window(mode, as_of) if mode else Period(None, as_of)

    def _clipped(self, period: Period) -> Period:
        return Period(period.from_on, min(period.to_on, self.sources.as_of))

    def _figure(
        self,
        found: Measure,
        period: Period,
        mode: Mode | None,
        officer_id: str | None,
        part: str | None = None,
    ) -> Figure:
        match found.kind:
            case Kind.PER_FTE:
                return self._per_fte(found, period, mode, officer_id, part)
            case Kind.RATE:
                return self._rate(found, period, officer_id, part)
            case Kind.PER_POPULATION:
                return self._per_population(found, period, officer_id, part)
            case Kind.SHARE | Kind.NUMBER:
                met, children = self.listing.stock(found).counts(period.to_on, officer_id, part)
                if found.kind is Kind.SHARE:
                    return Figure(met, children)
                return Figure(children, None, Unit.CHILDREN)
            case _:
                return self._of_events(found, period, officer_id, part)

    def _of_events(
        self, found: Measure, period: Period, officer_id: str | None, part: str | None
    ) -> Figure:
        tally = self.listing.events(found)
        if (part is not None and found.parts_of_all) or found.kind in _OF_ALL:
            met, total = tally.counts(period, officer_id)
            of = total - met if found.kind is Kind.RATIO else total
            return Figure(met if part is None else tally.counts(period, officer_id, part)[1], of)
        if found.kind is Kind.EVENT:
            return Figure(*tally.counts(period, officer_id, part))
        cases: Sequence[Outcome | KeptCases] = tally.within(period, officer_id, part)
        if erased := tally.erased_within(period, officer_id, part):
            cases = [*cases, *erased]
        if found.kind is Kind.MEDIAN:
            middle = median(one.amount for one in cases) if cases else 0.0
            return Figure(middle, len(cases), found.unit)
        return amounts_over_weights(found, cases)

    def _per_fte(
        self,
        found: Measure,
        period: Period,
        mode: Mode | None,
        officer_id: str | None,
        part: str | None,
    ) -> Figure:
        """Return children over FTE on the last day or, of a longer mode, over its month-ends."""
        days = period.month_ends() if mode in _AVERAGED else (period.to_on,)
        stock = self.listing.stock(found)
        children = sum(stock.counts(day, officer_id, part)[1] for day in days)
        worked = [self.working_fte(day, officer_id) for day in days]
        entered = [fte for fte in worked if fte is not None]
        fte = round(sum(entered), 9) if len(entered) == len(worked) else None
        return Figure(children, fte, Unit.PER_FTE)

    def _rate(
        self, found: Measure, period: Period, officer_id: str | None, part: str | None
    ) -> Figure:
        """Return cases over the average caseload of the days since the first case of any kind."""
        opened = self.listing.events(found).counts(period, officer_id, part)[1]
        if period.from_on is None:
            first = self.listing.events(MEASURES[ALL_CHALLENGES]).earliest_on(officer_id)
            last_year = latest_window(Mode.TWELVE_MONTHS, period.to_on).from_on
            period = Period(min(first or last_year or period.to_on, period.to_on), period.to_on)
        average = self.listing.stock(MEASURES[CASELOAD]).average(period, officer_id)
        return Figure(opened, average, Unit.PER_100)

    def _per_population(
        self, found: Measure, period: Period, officer_id: str | None, part: str | None
    ) -> Figure:
        """Return children over the area's population; of one IRO's children there is no rate."""
        count = self.listing.stock(found).counts(period.to_on, officer_id, part)[1]
        population = self.comparators.population(period.to_on) if officer_id is None else None
        return Figure(count, population.value if population else None, Unit.PER_10000)

    def _parts(
        self, found: Measure, period: Period, mode: Mode | None, officer_id: str | None
    ) -> dict[str, Figure]:
        names = (*found.parts, *found.beside)
        if found.kind is Kind.BREAKDOWN:
            names += self.listing.events(found).parts(period, officer_id)
        parts = {part: self._figure(found, period, mode, officer_id, part) for part in names}
        doubled = found.one_officer_only if officer_id is None else frozenset[str]()
        for name, of in found.sums.items():
            parts[name] = _summed([parts[part] for part in of if part not in doubled])
        if found.kind is Kind.PER_FTE and officer_id is None:
            parts["max"] = self._highest(found, period, mode)
        return parts

    def _highest(self, found: Measure, period: Period, mode: Mode | None) -> Figure:
        """Return the highest figure of any one IRO; nobody's is 0 children without an FTE."""
        holding = sorted(self._holding(period.to_on) - {UNALLOCATED})
        each = [self._per_fte(found, period, mode, one, None) for one in holding]
        nobody = Figure(0, None, Unit.PER_FTE)
        return max(each, key=lambda figure: figure.value or -1.0, default=nobody)

    def _spread(self, found: Measure, period: Period, officer_id: str | None) -> tuple[Spread, ...]:
        if not found.spread:
            return ()
        tally = self.listing.events(found)
        erased = tally.erased_within(period, officer_id)
        return spreads(tally.within(period, officer_id), self.districts, erased)

    def _before(
        self, found: Measure, period: Period, mode: Mode | None, officer_id: str | None
    ) -> Point | None:
        """Return the figure a year earlier; None without records then, and where it is n/a."""
        earliest = self._earliest_on(found, officer_id)
        then = period.year_before()
        if earliest is None or then.to_on < earliest:
            return None
        if found.kind.of_events and (then.from_on is None or then.from_on < _month(earliest)):
            return None
        figure = self._figure(found, then, mode, officer_id)
        return Point(then, figure) if figure.value is not None else None

    def _earliest_on(self, found: Measure, officer_id: str | None) -> date | None:
        if found.kind.of_events:
            return self.listing.events(found).earliest_on(officer_id)
        return self.listing.stock(found).earliest_on(officer_id)


def _as_outcome(one: Stretch, day: date) -> Outcome:
    return Outcome(day, one.child_id, one.officer_id, one.met, one.why, one.part)


def _summed(parts: list[Figure]) -> Figure:
    """Return parts of one figure added together: their denominator is the same for each."""
    first = parts[0]
    return Figure(sum(part.numerator for part in parts), first.denominator, first.unit)


def _month(day: date) -> date:
    return day.replace(day=1)
