"""Series of an IRO's own work for caseloads of any size: invented, always the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from iro_desktop.domain.calendar import add_months, month_end
from iro_desktop.domain.oversight_charts import (
    ApartPoint,
    ApartSeries,
    CodeBar,
    CodesSeries,
    ColumnPoint,
    ColumnsSeries,
    LoadPoint,
    LoadSeries,
    OversightSeries,
    StripPoint,
    StripSeries,
)
from iro_desktop.domain.words import say_month

WORDS = ("Title", "Subtitle", "Sentence.", "Definition.")
CODES = {
    "PN1": ("Attended and spoke", True),
    "PN2": ("Attended, an advocate spoke", True),
    "PN5": ("Absent, briefed an advocate or the IRO", True),
    "PN4": ("Attended without contributing", False),
    "PN7": ("Neither attended nor sent views", False),
}


def months(number: int) -> list[date]:
    return [month_end(add_months(date(2020, 3, 1), at + 1 - number)) for at in range(number)]


def apart(children: int, number: int = 12) -> ApartSeries:
    """So many children, a third of them on a plan; no FTE in the first month of more."""
    if not children:
        return ApartSeries(*WORDS, ())
    plan, both = children // 3, children // 20
    points = tuple(
        ApartPoint(
            on, say_month(on), children - plan + both - at % 2, plan, both,
            None if at == 0 and number > 1 else 50, None if at == 0 and number > 1 else 70,
            at % 4, at % 3,
        )
        for at, on in enumerate(months(number))
    )  # fmt: skip
    return ApartSeries(*WORDS, points)


def strip(number: int) -> StripSeries:
    points = []
    for at in range(number):
        formal_on, days, is_open = date(2020, 1, 6), (at * 7) % 31, at % 3 == 2
        closed_on = None if is_open else formal_on + timedelta(days)
        points.append(
            StripPoint(f"e{at}", "Delay", formal_on, closed_on, days, 20, is_late=days > 20)
        )
    points.sort(key=lambda point: (point.is_open, point.days))
    closed, still = "Closed, 8 of 10 in time", "Open so far, 1 of 3 late"
    return StripSeries(*WORDS, tuple(points), 20, closed, still)


def codes(number: int) -> CodesSeries:
    if not number:
        return CodesSeries(*WORDS, ())
    numbers = [number, number // 2, 0, number // 4, number // 3]
    of = sum(numbers)
    bars = tuple(
        CodeBar(code, words, one, of, met)
        for (code, (words, met)), one in zip(CODES.items(), numbers, strict=True)
    )
    return CodesSeries(*WORDS, bars, "Took part, 6 of 8", "Did not, 2 of 8")


def columns(number: int, how_many: int = 12) -> ColumnsSeries:
    points = tuple(
        ColumnPoint(on.replace(day=1), on, say_month(on), number * at % 23, at % 3)
        for at, on in enumerate(months(how_many))
    )
    return ColumnsSeries(*WORDS, points if number else ())


def load(number: int) -> LoadSeries:
    points = tuple(
        LoadPoint(
            date(2020, 3, 30) + timedelta(weeks=at), number * at % 13, at % 2, at % 5,
            None if not at else 5.0, 5 if at in (3, 4, 11) else 0, is_peak=at in (4, 9),
            low=number - at // 4, high=number,
        )
        for at in range(26)
    )  # fmt: skip
    return LoadSeries(*WORDS, points if number else (), "64 to 70 children by 27 Sep 2020")


OVERSIGHT: dict[type[Any], Callable[[int], Sequence[OversightSeries]]] = {
    ApartSeries: lambda children: [apart(children, number) for number in (1, 12, 36)],
    StripSeries: lambda children: [strip(children)],
    CodesSeries: lambda children: [codes(children)],
    ColumnsSeries: lambda children: [columns(children, number) for number in (1, 12, 36)],
    LoadSeries: lambda children: [load(children)],
}
"""For each kind of series some of them, by the number of children behind them."""
