"""The counts of a set of figures, what ties them together, and which of them may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.measures import BESIDE, Figure, Kind, Measure, Result
from iro_desktop.domain.measures.themes import ANY, NO_THEME
from iro_desktop.domain.suppression.cells import Cell, Key, Relation
from iro_desktop.domain.suppression.hiding import suppressed
from iro_desktop.domain.suppression.ties import Ties

Scope = tuple[str, str]
"""A month by its last day in ISO form, "" for the whole period; a part, "" for the whole."""
Side = tuple[str, Scope, str]
"""The id of a measure, which of its figures, and what of that: NUMERATOR, DENOMINATOR or REST."""

WHOLE: Final[Scope] = ("", "")
NUMERATOR: Final = "numerator"
DENOMINATOR: Final = "denominator"
REST: Final = "rest"
CASELOAD: Final = "caseload_per_fte"

_SHARES: Final = frozenset({Kind.EVENT, Kind.SHARE, Kind.BREAKDOWN})
_STOCK: Final = frozenset({Kind.SHARE, Kind.NUMBER, Kind.PER_FTE, Kind.PER_POPULATION})
_COUNT_ABOVE: Final = frozenset({*_SHARES, *_STOCK, Kind.RATE, Kind.RATIO})
_COUNT_BELOW: Final = frozenset({*_SHARES, Kind.RATIO, Kind.MEAN, Kind.MEDIAN})
_AVERAGES: Final = frozenset({Kind.MEAN, Kind.MEDIAN})

_SAME: Final = (
    (("cla_number", NUMERATOR), ("cla_rate_per_10000", NUMERATOR)),
    (("cp_number", NUMERATOR), ("cp_rate_per_10000", NUMERATOR)),
    (("cp_number", NUMERATOR), ("cp_over_two_years_open", DENOMINATOR)),
    (("challenges_informal", NUMERATOR), ("challenge_informal_share", NUMERATOR)),
    (("resolutions_formal", NUMERATOR), ("challenge_informal_share", REST)),
    (("cla_participation", DENOMINATOR), ("cla_attendance", DENOMINATOR)),
    (("cp_repeat_ever", DENOMINATOR), ("cp_repeat_24_months", DENOMINATOR)),
    (("cp_repeat_ever", DENOMINATOR), ("cp_repeat_12_months", DENOMINATOR)),
)
"""Counts that are the same by what they count, wherever they are equal."""
_WITHIN: Final = (
    (("cp_repeat_24_months", NUMERATOR), ("cp_repeat_12_months", NUMERATOR)),
    (("cp_repeat_ever", NUMERATOR), ("cp_repeat_24_months", NUMERATOR)),
    (("cla_reviews_in_time_held", DENOMINATOR), ("cla_reviews_in_time", DENOMINATOR)),
    (("cla_reviews_in_time", DENOMINATOR), ("cla_reviews_in_time_held", DENOMINATOR)),
    (("cp_reviews_in_time_held", DENOMINATOR), ("cp_reviews_in_time", DENOMINATOR)),
    (("cp_reviews_in_time", DENOMINATOR), ("cp_reviews_in_time_held", DENOMINATOR)),
)
"""Counts of which the second is part of the first, so that what is between them is a count too."""
_OF_THE_CASELOAD: Final = {"cla_number": ("cla", "both"), "cp_number": ("cp", "both")}
"""Numbers of children that two parts of the caseload make up."""
_ADDED_TO_NUMERATOR: Final = {"remote_meetings": ("video", "phone")}
"""Parts that make up the numerator of their measure."""


@dataclass(frozen=True, slots=True)
class Showable:
    """Which counts are hidden, and so which figures are not shown whole."""

    hidden: frozenset[Side]
    kinds: Mapping[str, Kind]

    def shows(self, measure_id: str, scope: Scope, side: str) -> bool:
        """Whether a numerator or a denominator is shown."""
        return (measure_id, scope, side) not in self.hidden

    def shows_value(self, measure_id: str, scope: Scope) -> bool:
        """Whether a figure's value is shown: only where both its sides are."""
        return all(self.shows(measure_id, scope, side) for side in (NUMERATOR, DENOMINATOR))


def showable(results: Sequence[Result], caseload: Iterable[Result], threshold: int) -> Showable:
    """What may be shown of figures of one period, of their parts and of their months.

    ``results`` are of the same period, cut by month; ``caseload`` the caseload of each month for
    itself, whose parts are shown too. What ties counts together across measures is taken into
    account where it follows from what they count, and wherever two of them agree in every month.
    """
    counts = _gathered(results, caseload)
    hidden = suppressed(*counts.ties.tables(), threshold)
    kinds = {result.measure.id: result.measure.kind for result in results}
    found = {side for side in counts.ties.sides if counts.ties.key(side) in hidden}
    found |= _averages(results, found) | _rates(counts.ties.sides, kinds, found)
    return Showable(frozenset(found), kinds)


def counts_and_ties(
    results: Sequence[Result], caseload: Iterable[Result]
) -> tuple[dict[Key, Cell], list[Relation]]:
    """The counts of figures and the sums among them, as suppression takes them."""
    return _gathered(results, caseload).ties.tables()


def _gathered(results: Sequence[Result], caseload: Iterable[Result]) -> _Counts:
    counts = _Counts()
    for result in results:
        counts.add(result)
    for result in caseload:
        counts.add_month(result)
    counts.tie_measures()
    return counts


def _averages(results: Sequence[Result], hidden: set[Side]) -> set[Side]:
    """Return the means and medians to hide.

    Of a measure whose cases are hidden somewhere that is all but the whole, which is hidden where
    its own cases are.
    """
    found: set[Side] = set()
    for result in results:
        if result.measure.kind not in _AVERAGES:
            continue
        scopes = [scope for scope, _ in scopes_of(result)]
        any_hidden = any((result.measure.id, scope, DENOMINATOR) in hidden for scope in scopes)
        found |= {
            (result.measure.id, scope, NUMERATOR)
            for scope in scopes
            if (any_hidden and scope != WHOLE) or (result.measure.id, scope, DENOMINATOR) in hidden
        }
    return found


def _rates(sides: Iterable[Side], kinds: Mapping[str, Kind], hidden: set[Side]) -> set[Side]:
    """Return the average caseloads to hide: all, where the caseload is hidden at any time."""
    if not any(measure_id == CASELOAD and not part for measure_id, (_, part), _ in hidden):
        return set()
    return {
        (measure_id, scope, DENOMINATOR)
        for measure_id, scope, _ in sides
        if kinds.get(measure_id) is Kind.RATE
    }


def scopes_of(result: Result) -> list[tuple[Scope, Figure]]:
    """Every figure of a result: the whole, its parts but the highest of one IRO, its months."""
    found = [(WHOLE, result.figure)]
    found += [(("", part), figure) for part, figure in result.parts.items() if part != "max"]
    found += [((point.period.to_on.isoformat(), ""), point.figure) for point in result.series]
    return found


class _Counts:
    """The counts of figures, as they are added up."""

    def __init__(self) -> None:
        self.ties: Ties[Side] = Ties()
        self._months: dict[str, tuple[str, ...]] = {}

    def add(self, result: Result) -> None:
        measure = result.measure
        for scope, figure in scopes_of(result):
            self._add_figure(measure, scope, figure)
        months = tuple(point.period.to_on.isoformat() for point in result.series)
        self._months[measure.id] = months
        for side in (NUMERATOR, DENOMINATOR, REST):
            self._tie_months(result, months, side)
            self._tie_parts(result, side, "")
        self._tie_beside(result)

    def add_month(self, result: Result) -> None:
        """Add the parts of one month's caseload."""
        month = result.period.to_on.isoformat()
        for part in result.measure.parts:
            self._add_figure(result.measure, (month, part), result.parts[part])
        self._tie_parts(result, NUMERATOR, month)
        for part in result.measure.parts:
            self._same(
                (result.measure.id, (month, part), NUMERATOR),
                (result.measure.id, ("", part), NUMERATOR),
                only=self._months.get(result.measure.id, ("",))[-1:] == (month,),
            )

    def tie_measures(self) -> None:
        for one, other in _SAME:
            for scope in self._common_scopes(one[0], other[0]):
                self._same((one[0], scope, one[1]), (other[0], scope, other[1]))
        for measure_id, parts in _OF_THE_CASELOAD.items():
            for month, _ in self._common_scopes(measure_id, CASELOAD):
                each = [(CASELOAD, (month, part), NUMERATOR) for part in parts]
                self.ties.sum((measure_id, (month, ""), NUMERATOR), each, with_rest=True)
        self._tie_what_agrees()
        for whole, part in _WITHIN:
            for scope in self._common_scopes(whole[0], part[0]):
                self.ties.within((whole[0], scope, whole[1]), (part[0], scope, part[1]))

    def _add_figure(self, measure: Measure, scope: Scope, figure: Figure) -> None:
        if measure.kind in _COUNT_ABOVE:
            self.ties.count((measure.id, scope, NUMERATOR), figure.numerator)
        else:
            self.ties.other((measure.id, scope, NUMERATOR))
        if measure.kind not in _COUNT_BELOW or figure.denominator is None:
            self.ties.other((measure.id, scope, DENOMINATOR))
            return
        self.ties.count((measure.id, scope, DENOMINATOR), figure.denominator)
        if measure.kind in _SHARES:
            self.ties.rest(
                (measure.id, scope, DENOMINATOR),
                (measure.id, scope, NUMERATOR),
                (measure.id, scope, REST),
            )

    def _tie_months(self, result: Result, months: Sequence[str], side: str) -> None:
        measure_id = result.measure.id
        whole = (measure_id, WHOLE, side)
        each = [(measure_id, (month, ""), side) for month in months]
        if result.measure.kind in _STOCK:
            # What stands on the last day of the period stands at the end of its last month.
            self._same(whole, *each[-1:], only=bool(each))
        elif result.period.from_on is not None:
            self.ties.sum(whole, each)

    def _tie_parts(self, result: Result, side: str, month: str) -> None:
        measure = result.measure
        names = [part for part in result.parts if part in measure.parts]
        names += [
            part
            for part in result.parts
            if measure.kind is Kind.BREAKDOWN and not part.startswith(BESIDE)
        ]
        whole = (measure.id, (month, ""), side)
        parts = [(measure.id, (month, part), NUMERATOR) for part in names]
        if measure.kind is Kind.BREAKDOWN or (measure.parts_of_all and names):
            if side == DENOMINATOR:
                for part in parts:
                    self._same((part[0], part[1], DENOMINATOR), whole)
            of = NUMERATOR if measure.kind is Kind.RATIO else DENOMINATOR
            if side == of:
                self.ties.sum(whole, parts, with_rest=True)
            return
        each = [(measure.id, (month, part), side) for part in names]
        self.ties.sum(whole, each, with_rest=True)

    def _tie_beside(self, result: Result) -> None:
        measure = result.measure
        for name, summed in measure.sums.items():
            total = (measure.id, ("", name), NUMERATOR)
            self.ties.sum(total, [(measure.id, ("", part), NUMERATOR) for part in summed])
        added = _ADDED_TO_NUMERATOR.get(measure.id, ())
        if added:
            parts = [(measure.id, ("", part), NUMERATOR) for part in added]
            self.ties.sum((measure.id, WHOLE, NUMERATOR), parts)
        for of in (NUMERATOR, DENOMINATOR):
            beside = [(measure.id, ("", part), of) for part in measure.beside]
            for side in (NUMERATOR, DENOMINATOR, REST):
                whole = (measure.id, WHOLE, side)
                self.ties.sum(whole, beside)
                for one in beside:
                    self._same(whole, one)
        if measure.kind is Kind.BREAKDOWN:
            self._tie_themes(result)

    def _tie_themes(self, result: Result) -> None:
        """Tie each theme in full to its upper level, and that to the same counted by any theme."""
        measure_id = result.measure.id
        self._same((measure_id, ("", NO_THEME), NUMERATOR), (measure_id, WHOLE, REST))
        for part in result.parts:
            if part.startswith(BESIDE):
                self._same((measure_id, ("", part), DENOMINATOR), (measure_id, WHOLE, DENOMINATOR))
                continue
            full = [
                (measure_id, ("", name), NUMERATOR)
                for name in result.parts
                if name.startswith(BESIDE)
                and not name.startswith(ANY)
                and name.removeprefix(BESIDE).partition(":")[0].strip() == part
            ]
            main = (measure_id, ("", part), NUMERATOR)
            self.ties.sum(main, full, with_rest=True)
            self.ties.within((measure_id, ("", f"{ANY}{part}"), NUMERATOR), main)

    def _same(self, *sides: Side, only: bool = True) -> None:
        if only and len(sides) > 1:
            self.ties.same(*sides)

    def _common_scopes(self, one: str, other: str) -> list[Scope]:
        return [WHOLE, *((month, "") for month in self._months.get(one, ())
                         if month in self._months.get(other, ()))]  # fmt: skip

    def _tie_what_agrees(self) -> None:
        """Tie two counts that are the same in every month and as a whole, and not always 0."""
        alike: dict[tuple[tuple[str, ...], tuple[int | None, ...]], list[tuple[str, str]]] = {}
        for measure_id, months in self._months.items():
            scopes = [WHOLE, *((month, "") for month in months)]
            for side in (NUMERATOR, DENOMINATOR, REST):
                values = tuple(self.ties.value((measure_id, scope, side)) for scope in scopes)
                if len(months) > 1 and any(values) and None not in values:
                    alike.setdefault((months, values), []).append((measure_id, side))
        for (months, _), group in alike.items():
            for scope in (WHOLE, *((month, "") for month in months)):
                self._same(*((measure_id, scope, side) for measure_id, side in group))
