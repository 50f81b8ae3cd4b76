"""How children took part, by code: bars of those who did and of those who did not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from iro_desktop.domain.charts import SMALL_COUNT
from iro_desktop.domain.codes import say as say_code
from iro_desktop.domain.listed_charts import CasesUnder, ListedChart
from iro_desktop.domain.measures import MEASURES, Result, rounded, say_period
from iro_desktop.domain.measures.looked_after import ATTENDED, OF_AGE, TOOK_PART
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import definition_of, worded
from iro_desktop.domain.oversight_charts import CodeBar, CodesSeries
from iro_desktop.domain.series import ChildBehind
from iro_desktop.domain.words import counted, say_number

_ATTENDANCE: Final = "cla_attendance"
_COUNTING: Final = {
    "cla_participation": TOOK_PART,
    "cp_participation": TOOK_PART,
    _ATTENDANCE: ATTENDED,
}
"""Measure id -> the codes that are met in it."""
BY_CODE: Final = frozenset(_COUNTING)
"""The measures whose cases have a code."""


def participation_codes(result: Result) -> ListedChart[CodesSeries]:
    """The reviews or conferences of a result by participation code; KeyError for another measure.

    The codes that count come first, each side in the order of its codes.
    """
    measure, period = result.measure, result.period
    tally = result.figures.listing.events(MEASURES[measure.id])
    codes = _COUNTING[measure.id]
    counts = {code: tally.counts(period, result.officer_id, code)[1] for code in sorted(OF_AGE)}
    of = sum(counts.values())
    points = tuple(
        CodeBar(code, say_code("participation", code), counts[code], of, code in codes)
        for code in sorted(counts, key=lambda code: (code not in codes, code))
    )
    standards = result.figures.sources.practice.on(period.to_on)
    cases = worded(measure.wording.cases, standards)
    met = sum(point.number for point in points if point.met)
    did, did_not = _sides(measure.id)
    left = len(result.cases().left_out)
    beside = f"; {counted(left, measure.one_case)} left out" if left else ""
    share = f" ({rounded(100 * met / of)}%)" if of >= SMALL_COUNT else ""
    series = CodesSeries(
        title=_title(points, met, of, did, measure.one_case),
        subtitle=f"{say_number(of)} {cases}, {say_period(period)}{beside}",
        sentence=(
            f"{_of(met, of)} {cases} {worded(measure.wording.met, standards)}{share}, "
            f"{say_period(period)}{beside}."
        ),
        definition=definition_of(measure, result.figures.sources.practice, period.to_on),
        points=points if of else (),
        met_words=f"{did}, {_of(met, of)}",
        not_met_words=f"{did_not}, {_of(of - met, of)}",
    )
    return ListedChart(series, lambda at: _groups(result, points, at))


def _sides(measure_id: str) -> tuple[str, str]:
    return ("Came", "Did not come") if measure_id == _ATTENDANCE else ("Took part", "Did not")


def _of(number: int, of: int) -> str:
    return f"{say_number(number)} of {say_number(of)}"


def _title(points: Sequence[CodeBar], met: int, of: int, did: str, one_case: str) -> str:
    """Return "26 of 32 took part; 14 attended and spoke", the largest code told."""
    if not of:
        return f"No {one_case} has a participation code yet"
    largest = max(points, key=lambda point: point.number)
    words = f"{largest.words[:1].lower()}{largest.words[1:]}"
    return f"{_of(met, of)} {did.lower()}; {say_number(largest.number)} {words}"


def _groups(result: Result, points: Sequence[CodeBar], at: int | None) -> tuple[CasesUnder, ...]:
    found = result.cases()
    practice, figures = result.figures.sources.practice, result.figures
    groups = []
    for point in points if at is None else points[at : at + 1]:
        cases = tuple(
            ChildBehind(one.child_id, one.on, one.met, say_reason(one, practice), one.group)
            for one in (*found.met, *found.not_met)
            if one.part == point.code
        )
        erased = sum(
            figures.erased(result.measure.id, result.period, result.officer_id, point.code)
        )
        groups.append(CasesUnder(point.label, cases, erased))
    if at is None:
        left = tuple(
            ChildBehind(one.child_id, one.on, None, say_reason(one, practice), one.group)
            for one in found.left_out
        )
        groups.append(CasesUnder("Left out", left))
    return tuple(groups)
