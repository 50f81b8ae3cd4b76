"""Percentages, means, medians, ratios and parts of a whole, each in one clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from iro_desktop.domain.measures import BESIDE, Kind, Result, rounded
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.statements.aims import to_target
from iro_desktop.domain.statements.change import SMALL, Change, change_of, since
from iro_desktop.domain.statements.phrases import during, per_cent, points
from iro_desktop.domain.words import counted, say_list, say_number

_SAME_POINTS: Final = 0.5
_LEADING: Final = 2


def _percentage(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    when = during(result.period, snapshot=not result.measure.kind.of_events)
    value = figure.value
    if value is None:
        return f"n/a: {_lacking(result) or f'there were no {words.cases} {when}'}"
    counts = f"{say_number(int(figure.numerator))} of {say_number(int(figure.denominator or 0))}"
    if (figure.denominator or 0) < SMALL:
        return f"{counts} {words.cases} {words.met} {when}; too few for a percentage"
    change = change_of(result)
    if change is None:
        said = f"{per_cent(value)} of {words.cases} {words.met} {when} ({counts})"
        return f"{said}{to_target(result, None)}"
    of_all = change.after.period != result.period
    said = f"{words.subject} {_moved(change, result, '' if of_all else f' ({counts})')}"
    if of_all:
        return f"{said}: {per_cent(value)} over all ({counts}){to_target(result, None)}"
    return f"{said}{to_target(result, change)}"


def _moved(change: Change, result: Result, counts: str) -> str:
    """Return "rose by 26 points, from 57% in April 2019 to 83% in March 2020 (25 of 30)"."""
    snapshot = not result.measure.kind.of_events
    before, after = change.before, change.after
    was = f"{per_cent(before.figure.value or 0.0)} {during(before.period, snapshot=snapshot)}"
    now = f"{per_cent(after.figure.value or 0.0)} {during(after.period, snapshot=snapshot)}{counts}"
    if abs(change.points) < _SAME_POINTS:
        return f"stayed at {now}, after {was}"
    verb = "rose" if change.points > 0 else "fell"
    return f"{verb} by {points(abs(change.points))}, from {was} to {now}"


def _lacking(result: Result) -> str:
    """What keeps the figure from being counted at all, "" for nothing."""
    lacks = result.measure.lacking
    return lacks(result.figures.sources.practice, result.period.to_on) if lacks else ""


def _mean(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    if figure.value is None:
        return f"n/a: there were no {words.cases} {during(result.period)}"
    amount, weight = rounded(figure.numerator), rounded(figure.denominator or 0.0)
    amounts = words.amounts.removesuffix("s") if figure.numerator == 1 else words.amounts
    cases = words.case if figure.denominator == 1 and words.case else words.cases
    counts = f"{amount} {amounts} in {weight} {cases}"
    if (figure.denominator or 0) < SMALL:
        return f"{words.subject}: {counts} {during(result.period)}; too few for a mean"
    said = f"{words.subject}: {say_value(figure)} {during(result.period)} ({counts})"
    return f"{said}{since(change_of(result))}"


def _median(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    number = int(figure.denominator or 0)
    if not number:
        return f"n/a: there were no {words.cases} {during(result.period)}"
    counts = counted(number, words.case, words.cases)
    if number < SMALL:
        return f"{counts} {during(result.period)}; too few for a median"
    said = f"{words.subject} was {say_value(figure)} {during(result.period)} ({counts})"
    return f"{said}{since(change_of(result))}"


def _ratio(result: Result) -> str:
    """Return "appeals accepted: 6 for 1,480 conferences held in March 2020, 0.4%"."""
    words, figure = result.measure.wording, result.figure
    number, of = int(figure.numerator), int(figure.denominator or 0)
    when = during(result.period)
    if figure.value is None:
        besides = f" ({words.subject[:1].lower()}{words.subject[1:]}: {number})" if number else ""
        return f"n/a: there were no {words.cases} {when}{besides}"
    said = (
        f"{words.subject}: {say_number(number)} for {counted(of, words.case, words.cases)} {when}"
    )
    if of < SMALL:
        return f"{said}; too few for a percentage"
    if number > of:
        return f"{said}; more {words.amounts} than {words.cases}, so no percentage"
    return f"{said}, {per_cent(figure.value)}{since(change_of(result), '%')}"


def _breakdown(result: Result) -> str:
    """Return which parts are the largest; those of one size are named together."""
    words, figure = result.measure.wording, result.figure
    total = int(figure.denominator or 0)
    when = during(result.period)
    if not total:
        return f"n/a: there were no {words.cases} {when}"
    parts = [(name, one) for name, one in result.parts.items() if not name.startswith(BESIDE)]
    if total < SMALL or not parts:
        named = [f"{int(one.numerator)} {_within(name)}" for name, one in parts]
        return f"{counted(total, words.case, words.cases)} {when}: {say_list(named)}"
    least = sorted((one.numerator for _, one in parts), reverse=True)[:_LEADING][-1]
    leading = [
        f"{_within(name)} ({say_value(one, 0)})" for name, one in parts if one.numerator >= least
    ]
    verb = "were" if 1 < len(parts) == len(leading) else "led"
    return f"{say_list(leading)} {verb} {words.subject} of {say_number(total)} {words.cases} {when}"


def _within(name: str) -> str:
    """Return a part's name as it stands within a sentence."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


SAYERS: Final[Mapping[Kind, Callable[[Result], str]]] = {
    Kind.EVENT: _percentage,
    Kind.SHARE: _percentage,
    Kind.MEAN: _mean,
    Kind.MEDIAN: _median,
    Kind.RATIO: _ratio,
    Kind.BREAKDOWN: _breakdown,
}
