"""What children count in finished months, as kept counts: taken before they are erased.

What is kept is what the figures lose with them, by month and IRO, and nothing else of the
records: no child, no day but that of a first challenge, no words that somebody typed. So a theme
that is on no list of the council's is kept as another one, and of cases that a figure leaves out
nothing is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from iro_desktop.domain.calendar import add_months, month_end, month_start, month_starts
from iro_desktop.domain.casefile import adult_on
from iro_desktop.domain.measures.definition import BESIDE, Kind, Measure
from iro_desktop.domain.measures.engine import ALL_CHALLENGES, CASELOAD, Figures
from iro_desktop.domain.measures.kept import BY_DAY, FIRST, JOINED, LEFT, LEFT_AT_18, OF_ALL
from iro_desktop.domain.measures.monitoring import BY_CHILD
from iro_desktop.domain.measures.moves import Moves
from iro_desktop.domain.measures.outcome import Outcome, Stretch
from iro_desktop.domain.measures.period import Period, last_complete_month
from iro_desktop.domain.measures.registry import MEASURES
from iro_desktop.domain.measures.themes import ANY, NO_THEME, THEMES
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import FrozenCount
from iro_desktop.domain.standards import theme_group

OTHER_THEME: Final = "A theme that is not on the list"
_AMOUNTS: Final = frozenset({Kind.MEAN, Kind.MEDIAN})
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class _Row:
    """A kept count before it has its id; ``until_on`` is ``date.min`` where there is none."""

    measure: str
    part: str
    month_on: date
    officer_id: str
    until_on: date = date.min
    district: str = ""
    numerator: float = 0
    denominator: float = 0


@dataclass(frozen=True, slots=True)
class _Taking:
    """What is taken from which figures: the children, up to the end of the last whole month.

    ``gone`` are children of the same figures that were taken before them.
    """

    figures: Figures
    child_ids: Collection[str]
    last_on: date
    gone: Collection[str] = ()

    def outcomes(self, measure: Measure) -> tuple[list[Outcome], list[Outcome]]:
        """Return the counted cases that the figure loses with the children, and those it gains.

        It gains some only where a sibling comes to stand for a family.
        """
        listing, finish = self.figures.listing, measure.finish
        before = listing.outcomes(measure, self.child_ids)
        after: list[Outcome] = []
        if finish is not None:
            groups = {one.group for one in before}
            family = [
                one
                for one in listing.outcomes(measure)
                if one.group in groups and one.child_id not in self.gone
            ]
            before = finish(family)
            after = finish([one for one in family if one.child_id not in self.child_ids])
        return self._finished(before), self._finished(after)

    def stretches(self, measure: Measure) -> list[Stretch]:
        """Return the children's stretches that had begun."""
        found = self.figures.listing.stretches(measure, self.child_ids)
        return [one for one in found if one.from_on <= self.last_on]

    def _finished(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        return [one for one in outcomes if one.met is not None and one.on <= self.last_on]


def counts_of(
    figures: Figures, child_ids: Collection[str], erasure_id: str, up_to: date
) -> tuple[FrozenCount, ...]:
    """All that these children count in months that end before the month of ``up_to``.

    Of the figures as they stand, the children still among them. Once their records are gone and
    these rows are there, every figure of whole months is what it was. Children that are not
    there count nothing. The ids follow from what is counted: another computer that erases the
    same child under the same erasure makes the same rows. For several erasures at once there is
    ``counts_of_each``.
    """
    taking = _Taking(figures, frozenset(child_ids), _last_on(figures, up_to))
    return _counts(taking, erasure_id)


def counts_of_each(
    figures: Figures, erasures: Iterable[tuple[str, str]], up_to: date
) -> tuple[FrozenCount, ...]:
    """The same for several erasures, each the id of its child and its own, in this order.

    Each keeps what the figures lose once those before it are gone: of the children of one family,
    who count together in some measures, only the last takes the family with it.
    """
    kept: list[FrozenCount] = []
    gone: set[str] = set()
    for child_id, erasure_id in erasures:
        taking = _Taking(figures, {child_id}, _last_on(figures, up_to), frozenset(gone))
        kept += _counts(taking, erasure_id)
        gone.add(child_id)
    return tuple(kept)


def _last_on(figures: Figures, up_to: date) -> date:
    return min(month_start(up_to) - _DAY, last_complete_month(figures.sources.as_of))


def _counts(taking: _Taking, erasure_id: str) -> tuple[FrozenCount, ...]:
    rows: list[_Row] = []
    for measure in (*MEASURES.values(), BY_CHILD):
        if measure.kind in _AMOUNTS:
            rows += _amounts(taking, measure)
        elif measure.kind.of_events:
            rows += _events(taking, measure)
        else:
            rows += _standing(taking, measure)
    rows += _first_cases(taking)
    rows += _child_days(taking)
    rows += _moves(taking)
    return tuple(_numbered(sorted(rows), erasure_id))


def _numbered(rows: Iterable[_Row], erasure_id: str) -> Iterator[FrozenCount]:
    """Yield the rows with their ids: rows of one part, month and IRO are told apart by number."""
    numbers: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        key = (erasure_id, row.measure, row.part, row.month_on.isoformat(), row.officer_id)
        numbers[key] += 1
        name = "\n".join((*key, str(numbers[key])))
        yield FrozenCount(
            id=sha256(name.encode()).hexdigest()[:32],
            measure=row.measure,
            part=row.part,
            month_on=row.month_on,
            until_on=None if row.until_on == date.min else row.until_on,
            officer_id=row.officer_id,
            district=row.district,
            numerator=float(row.numerator),
            denominator=float(row.denominator),
            erasure_id=erasure_id,
        )


def shown_part(measure: Measure, part: str) -> str:
    """A part under its name, one that the measure does not show by itself under none."""
    shown = part in measure.parts or part in measure.beside
    return part if shown or measure.kind is Kind.BREAKDOWN else ""


def _events(taking: _Taking, measure: Measure) -> Iterator[_Row]:
    """Yield cases met over all cases, as the difference that the children make."""
    met: Counter[_Row] = Counter()
    total: Counter[_Row] = Counter()
    lost, gained = taking.outcomes(measure)
    for outcomes, sign in ((lost, 1), (gained, -1)):
        for one in on_lists(measure, outcomes, taking.figures.sources.practice):
            cell = _Row(
                measure.id,
                shown_part(measure, one.part),
                month_start(one.on),
                one.officer_id,
                district=taking.figures.districts.on(one.child_id, one.on),
            )
            met[cell] += sign * bool(one.met)
            total[cell] += sign
    for cell, number in total.items():
        if number or met[cell]:
            yield replace(cell, numerator=met[cell], denominator=number)


def on_lists(
    measure: Measure, outcomes: Iterable[Outcome], practice: Practice
) -> Iterable[Outcome]:
    """The cases, of a breakdown by themes under those alone that the council lists."""
    if measure.id != THEMES.id:
        return outcomes
    themes = {theme for _, standards in practice.in_force() for theme in standards.themes}
    groups = {theme_group(theme) for theme in themes} | {NO_THEME}
    named = {
        (one.group, one.part): one._replace(part=_listed(one.part, themes, groups))
        for one in outcomes
    }
    return {(group, one.part): one for (group, _), one in named.items()}.values()


def _listed(part: str, themes: Collection[str], groups: Collection[str]) -> str:
    for start, known in ((ANY, groups), (BESIDE, themes), ("", groups)):
        if part.startswith(start):
            return part if part.removeprefix(start) in known else f"{start}{OTHER_THEME}"
    return part


def _amounts(taking: _Taking, measure: Measure) -> Iterator[_Row]:
    """Yield each case of a mean or a median for itself: its amount and its weight."""
    for one in taking.outcomes(measure)[0]:
        yield _Row(
            measure.id,
            shown_part(measure, one.part),
            month_start(one.on),
            one.officer_id,
            district=taking.figures.districts.on(one.child_id, one.on),
            numerator=one.amount,
            denominator=one.weight,
        )


def _standing(taking: _Taking, measure: Measure) -> Iterator[_Row]:
    """Yield who stood at the ends of months, months that are alike in one row.

    A row of nobody stands for the month in which somebody first stood, if only within it: the
    series of the figure begins there.
    """
    ends: dict[tuple[str, str, str], dict[date, tuple[int, int]]] = {}
    district = taking.figures.districts.on
    for one in taking.stretches(measure):
        part = shown_part(measure, one.part)
        if not measure.is_beside(part):
            scope = part, one.officer_id, district(one.child_id, month_end(one.from_on))
            ends.setdefault(scope, {}).setdefault(month_start(one.from_on), (0, 0))
        for month in months_stood(one, taking.last_on):
            scope = part, one.officer_id, district(one.child_id, month_end(month))
            by_month = ends.setdefault(scope, {})
            met, total = by_month.get(month, (0, 0))
            by_month[month] = met + one.met, total + 1
    for (part, officer_id, where), by_month in ends.items():
        for first, last, (met, total) in runs(by_month):
            if total or first == min(by_month):
                yield _Row(
                    measure.id, part, first, officer_id, month_end(last), where,
                    numerator=met, denominator=total,
                )  # fmt: skip


def months_stood(one: Stretch, last_on: date) -> list[date]:
    """The months at whose ends a stretch stood."""
    after = last_on + _DAY if one.until_on is None else min(one.until_on, last_on + _DAY)
    # The last month whose end lies before the day after.
    last = month_start(month_start(after) - _DAY)
    return month_starts(one.from_on, last) if month_start(one.from_on) <= last else []


def runs(
    by_month: Mapping[date, tuple[int, int]],
) -> Iterator[tuple[date, date, tuple[int, int]]]:
    """The first and the last of months that follow one another with the same counts."""
    months = sorted(by_month)
    start = 0
    for at, month in enumerate(months):
        following = months[at + 1] if at + 1 < len(months) else None
        if following != add_months(month, 1) or by_month[following] != by_month[month]:
            yield months[start], month, by_month[month]
            start = at + 1


def _first_cases(taking: _Taking) -> Iterator[_Row]:
    """Yield the day of the first challenge of an IRO in whose month one of the children's lies.

    Rates of everything so far begin on that day; it may be that of a child who stays.
    """
    measure = MEASURES[ALL_CHALLENGES]
    tally = taking.figures.listing.events(measure)
    firsts: dict[str, date] = {}
    for one in taking.outcomes(measure)[0]:
        firsts[one.officer_id] = min(one.on, firsts.get(one.officer_id, one.on))
    for officer_id, day in firsts.items():
        first = tally.earliest_on(officer_id)
        if first is not None and month_start(first) == month_start(day):
            yield _Row(measure.id, FIRST, first, officer_id)


def _child_days(taking: _Taking) -> Iterator[_Row]:
    """Yield the child-days of the caseload in pieces that may be taken as even.

    A piece is a month or, in that of the first challenge, from whose day rates of everything so
    far begin, what lies before that day and from it on. Even pieces that are alike are one row.
    """
    measure = MEASURES[CASELOAD]
    challenges = taking.figures.listing.events(MEASURES[ALL_CHALLENGES])
    first_of_all = challenges.earliest_on(None)
    by_officer: dict[str, list[Stretch]] = {}
    for one in taking.stretches(measure):
        if not measure.is_beside(one.part):
            by_officer.setdefault(one.officer_id, []).append(one)
    for officer_id, stretches in by_officer.items():
        months = month_starts(min(one.from_on for one in stretches), taking.last_on)
        cuts = {first_of_all, challenges.earliest_on(officer_id)}
        inside = {day for day in cuts if day is not None and months[0] < day <= taking.last_on}
        starts = sorted({*months, *inside})
        rows: list[_Row] = []
        for start, after in zip(starts, [*starts[1:], taking.last_on + _DAY], strict=True):
            days = sum(_shared_days(one, start, after) for one in stretches)
            last = rows[-1] if rows else None
            if last and last.until_on + _DAY == start and _is_even(last, days, start, after):
                total = last.numerator + days
                rows[-1] = replace(last, until_on=after - _DAY, numerator=total)
            elif days:
                rows.append(
                    _Row(measure.id, BY_DAY, start, officer_id, after - _DAY, numerator=days)
                )
        yield from rows


def _shared_days(one: Stretch, start: date, after: date) -> int:
    until = after if one.until_on is None else min(after, one.until_on)
    return max(0, (until - max(start, one.from_on)).days)


def _is_even(row: _Row, days: int, start: date, after: date) -> bool:
    """Return whether a row holds a whole number of children a day, and other days the same."""
    length = (row.until_on - row.month_on).days + 1
    children, rest = divmod(row.numerator, length)
    return not rest and days == children * (after - start).days


def _moves(taking: _Taking) -> Iterator[_Row]:
    """Yield how many joined and left by month: of each IRO's caseload, and of all."""
    measure = MEASURES[CASELOAD]
    stretches = [one for one in taking.stretches(measure) if not measure.is_beside(one.part)]
    for officer_id in (None, *sorted({one.officer_id for one in stretches})):
        own = [one for one in stretches if officer_id in (None, one.officer_id)]
        came, went = Moves(own).within(Period(None, taking.last_on))
        counted = Counter((month_start(one.on), _move(taking, one)) for one in (*came, *went))
        for (month, move), number in counted.items():
            part = f"{move}{OF_ALL}" if officer_id is None else move
            yield _Row(measure.id, part, month, officer_id or "", numerator=number)


def _move(taking: _Taking, one: Outcome) -> str:
    if one.met:
        return JOINED
    adult = adult_on(taking.figures.sources.cases[one.child_id].child)
    return LEFT_AT_18 if adult is not None and adult <= one.on else LEFT
