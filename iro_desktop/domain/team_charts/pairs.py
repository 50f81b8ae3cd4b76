"""Percentages now and a year before as pairs, by measure or by IRO."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Final

from iro_desktop.domain.charts import SMALL_COUNT
from iro_desktop.domain.measures import Figure, Figures, Kind, Measure, Period, Result, say_period
from iro_desktop.domain.measures.wording import definition_of, title_of
from iro_desktop.domain.team_charts.caseloads import officers_of
from iro_desktop.domain.team_charts.series import PairRow, PairsSeries
from iro_desktop.domain.verdicts import bounds_of
from iro_desktop.domain.words import are, number_word

_Z: Final = 1.959963984540054  # the 97.5th percentile of the normal distribution
_OF_SHARES: Final = frozenset({Kind.EVENT, Kind.SHARE})
_HOW: Final = (
    "Each percentage is held against that of the same months a year before; one of fewer than 5 "
    "cases is not told. A change is more than chance where a test of the two shares says so at 5%."
)


def pairs_by_measure(
    figures: Figures, measure_ids: Sequence[str], period: Period, officer_id: str | None = None
) -> PairsSeries:
    """Several percentages in a period and a year before, those with cases in the order given.

    ``officer_id`` None is the whole service or team. ValueError for a measure that is no
    percentage.
    """
    found = [_result(figures, one, period, officer_id) for one in measure_ids]
    practice = figures.sources.practice
    rows = [_row(one, one.measure.id, title_of(one.measure, practice, period.to_on))
            for one in found]  # fmt: skip
    rows = [row for row in rows if row.now_count or row.before_count]
    return _series(rows, "figure", f"Now and a year before, {say_period(period)}", _HOW)


def pairs_by_iro(figures: Figures, measure_id: str, period: Period) -> PairsSeries:
    """One percentage of each IRO in a period and a year before, alphabetical."""
    names = officers_of(figures, period.to_on)
    found = {one: _result(figures, measure_id, period, one) for one in names}
    rows = [_row(result, one, names[one]) for one, result in found.items()]
    practice = figures.sources.practice
    whole = _result(figures, measure_id, period, None)
    named = title_of(whole.measure, practice, period.to_on)
    shown = [row for row in rows if row.now_count or row.before_count]
    definition = f"{definition_of(whole.measure, practice, period.to_on)} {_HOW}"
    return _series(
        shown, "IRO", f"{named}, now and a year before, {say_period(period)}", definition
    )


def _result(figures: Figures, measure_id: str, period: Period, officer_id: str | None) -> Result:
    result = figures.result(measure_id, period, officer_id=officer_id)
    if result.measure.kind not in _OF_SHARES:
        raise ValueError(measure_id)
    return result


def _row(result: Result, key: str, name: str) -> PairRow:
    now, before = result.figure, result.before.figure if result.before else None
    broken = None
    if result.before is not None:
        broken = result.measure.break_between(result.before.period, result.period)
    if broken is not None:
        note = f"{result.measure.wording.renewed}, so not compared"
        return PairRow(key, name, None, _told(now), "", _count(now), note=note)
    effect = ""
    if before is not None and _told(now) is not None and _told(before) is not None:
        effect = _effect(result, before, now)
    return PairRow(
        key=key,
        name=name,
        before=None if before is None else _told(before),
        now=_told(now),
        before_count="" if before is None else _count(before),
        now_count=_count(now),
        effect=effect,
        note="" if before is not None else "nothing a year before",
    )


def _told(figure: Figure) -> float | None:
    return figure.value if (figure.denominator or 0) >= SMALL_COUNT else None


def _count(figure: Figure) -> str:
    of = int(figure.denominator or 0)
    return f"{int(figure.numerator)} of {of}" if of else ""


def _effect(result: Result, before: Figure, now: Figure) -> str:
    """Return whether the later share differs by more than chance, and to which side."""
    difference = _difference(before, now)
    if abs(difference) <= _Z:
        return ""
    is_up_better = _is_up_better(result)
    if is_up_better is None:
        return "changed"
    return "better" if is_up_better is (difference > 0) else "worse"


def _is_up_better(result: Result) -> bool | None:
    measure: Measure = result.measure
    bounds = bounds_of(measure, result.aim)
    if bounds.low is not None and bounds.high is not None:
        return None
    if bounds.low is None and bounds.high is None:
        return False if measure.lower_is_better else None
    return bounds.low is not None


def _difference(before: Figure, now: Figure) -> float:
    """Return how many standard errors the later share lies above the earlier one."""
    n, m = before.denominator or 0, now.denominator or 0
    share = (before.numerator + now.numerator) / (n + m)
    error = sqrt(share * (1 - share) * (1 / n + 1 / m))
    return (now.numerator / m - before.numerator / n) / error if error else 0.0


def _series(rows: Sequence[PairRow], what: str, subtitle: str, definition: str) -> PairsSeries:
    compared = [row for row in rows if row.before is not None and row.now is not None]
    better, worse = (_with(compared, effect) for effect in ("better", "worse"))
    title = _title(len(compared), len(better), len(worse), what)
    said = [
        f"{word}: {', '.join(f'{row.name} ({row.said})' for row in found)}"
        for word, found in (("Better by more than chance", better), ("Worse", worse))
        if found
    ]
    sentence = ". ".join([title, *said]) + "."
    return PairsSeries(title, subtitle, sentence, definition, tuple(rows))


def _with(rows: Iterable[PairRow], effect: str) -> list[PairRow]:
    return [row for row in rows if row.effect == effect]


def _title(compared: int, better: int, worse: int, what: str) -> str:
    """Return "Two of five figures are better on the year, one is worse"."""
    if not compared:
        return f"No {what} can be compared with a year before"
    among = f"of {number_word(compared)} {what}s"
    if not better and not worse:
        return f"No {what} changed on the year by more than chance"
    if not better:
        said = f"{number_word(worse)} {among} {are(worse)} worse on the year"
    else:
        said = f"{number_word(better)} {among} {are(better)} better on the year"
        said += f", {number_word(worse)} {are(worse)} worse" if worse else ""
    return said[:1].upper() + said[1:]
