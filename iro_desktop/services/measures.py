"""The figures of a store: as charts and pages ask for them, and as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import (
    MEASURES,
    Figure,
    Figures,
    Measure,
    Mode,
    Outcome,
    Period,
    Point,
    Result,
    Sources,
    Spread,
    say_period,
)
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.statements import statement
from iro_desktop.domain.words import plain_date, say_list
from iro_desktop.services.comparators import shipped_comparators
from iro_desktop.services.workspace import Workspace

_METHODS: Final = {"calendar_months": "calendar months", "91_183": "91 and 183 days"}

Report = dict[str, Any]
"""What ``measures --json`` prints."""


class UnknownMeasureError(UserError):
    """There is no measure of this id."""

    def __init__(self, measure_id: str) -> None:
        known = say_list(list(MEASURES))
        super().__init__(f"There is no measure called “{measure_id[:60]}”: use one of {known}.")


class UnknownModeError(UserError):
    """There is no such way to cut a series."""

    def __init__(self, mode: str) -> None:
        super().__init__(
            f"There is no mode called “{mode[:60]}”: use one of {say_list(list(Mode))}."
        )


class PeriodBackwardsError(UserError):
    """A period ends before it begins."""

    def __init__(self, from_on: date, to_on: date) -> None:
        super().__init__(
            f"The period begins on {plain_date(from_on)} and ends before that, on "
            f"{plain_date(to_on)}: give the earlier day first."
        )


def figures_of(
    snapshot: Snapshot, practice: Practice, as_of: date, earlier: Figures | None = None
) -> Figures:
    """The figures of a snapshot as known on a day.

    With those of an earlier snapshot only the children that have changed are worked out anew.
    """
    return Figures(Sources.of(snapshot, practice, as_of, shipped_comparators()), earlier)


def counted_for(workspace: Workspace) -> str | None:
    """The id of the IRO whose figures a store shows; None where it is the whole service's."""
    return None if workspace.whole_service else workspace.officer_id or None


def measures_report(
    workspace: Workspace,
    ids: Sequence[str] = (),
    *,
    as_of: date,
    from_on: date | None = None,
    to_on: date | None = None,
    mode: str | None = None,
    children: bool = False,
) -> Report:
    """Every measure, or those of ``ids``, with parts and series, ready for JSON.

    Without ``from_on`` and ``to_on`` each figure is everything up to ``as_of``; what is dated
    after that is left out. ``mode`` is what each point of a series covers, a month by default. A
    store of one IRO gives that IRO's figures, one of the whole service all. ``children`` adds the
    references on both sides, once for each of their cases. Raises a UserError for an unknown id or
    mode and for a period that ends before it begins.
    """
    period = Period(from_on, min(to_on or as_of, as_of))
    if from_on is not None and from_on > (to_on or as_of):
        raise PeriodBackwardsError(from_on, to_on or as_of)
    cut = mode_named(mode)
    officer_id = counted_for(workspace)
    figures = figures_of(workspace.snapshot, workspace.practice, as_of)
    with without_collecting():
        results = [figures.result(m.id, period, cut, officer_id) for m in measures_named(ids)]
    return {
        "as_of": as_of.isoformat(),
        "from": _iso(period.from_on),
        "to": period.to_on.isoformat(),
        "method": method(workspace.practice.on(period.to_on)),
        "measures": [measure_json(result, children=children) for result in results],
    }


def method(standards: Standards) -> str:
    """How months and days are counted, as every report prints it: "calendar months"."""
    said = _METHODS.get(standards.month_method, standards.month_method)
    return f"{said}, first day counted" if standards.count_trigger_day else said


def report_lines(report: Report) -> list[str]:
    """The same report for a person: one sentence a measure."""
    start = date.fromisoformat(report["from"]) if report["from"] else None
    period = Period(start, date.fromisoformat(report["to"]))
    lines = [f"Figures {say_period(period)}, counted in {report['method']}", ""]
    for found in report["measures"]:
        lines.append(found["statement"])
        sides: Mapping[str, Sequence[str]] = found.get("children", {})
        lines.extend(
            f"  {side.replace('_', ' ')}: {', '.join(references)}"
            for side, references in sides.items()
            if references
        )
    return lines


def measures_named(ids: Sequence[str]) -> list[Measure]:
    """The measures of these ids, all where there are none. Raises UnknownMeasureError."""
    unknown = next((measure_id for measure_id in ids if measure_id not in MEASURES), None)
    if unknown is not None:
        raise UnknownMeasureError(unknown)
    return [measure for measure in MEASURES.values() if not ids or measure.id in ids]


def mode_named(mode: str | None) -> Mode:
    """The mode of a name, by month without one. Raises UnknownModeError."""
    try:
        return Mode(mode or Mode.MONTH)
    except ValueError:
        raise UnknownModeError(mode or "") from None


def measure_json(result: Result, *, children: bool = False) -> Report:
    """One measure, with parts, series, comparators and spread, ready for JSON."""
    interval = result.figure.interval
    found: Report = {
        "id": result.measure.id,
        "title": title_of(result.measure, result.figures.sources.practice, result.period.to_on),
        "statement": statement(result),
        **figure_json(result.figure),
        "unit": result.measure.unit.value,
        "target": result.target,
        "band": result.band.value if result.band else None,
        "interval": list(interval) if interval else None,
        "parts": {name: figure_json(figure) for name, figure in result.parts.items()},
        "series": [_point(point) for point in result.series],
        "comparators": _comparators(result),
    }
    if result.spread:
        found["spread"] = {one.by: _spread(one) for one in result.spread}
    if children:
        cases = result.cases()
        references = {
            child_id: case.child.reference
            for child_id, case in result.figures.sources.cases.items()
        }
        found["children"] = {
            "met": _references(cases.met, references),
            "not_met": _references(cases.not_met, references),
        }
    return found


def _comparators(result: Result) -> list[Report]:
    """Return the figures of other areas: of the year of the period's last day, else the latest."""
    found = result.figures.comparators.published(result.measure.id, result.period.to_on)
    return [
        {
            "area": one.area,
            "kind": one.kind,
            "year_ending": one.year_ending_on.isoformat(),
            "value": one.value,
            "source": one.source,
        }
        for one in found
    ]


def _point(point: Point) -> Report:
    return {
        "from": _iso(point.period.from_on),
        "to": point.period.to_on.isoformat(),
        **figure_json(point.figure),
    }


def figure_json(figure: Figure) -> Report:
    """One figure with its value, unrounded, ready for JSON."""
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
    }


def _spread(spread: Spread) -> Report:
    return {
        "lowest": figure_json(spread.lowest),
        "middle": figure_json(spread.middle),
        "highest": figure_json(spread.highest),
        "among": spread.among,
    }


def _references(cases: Iterable[Outcome], references: Mapping[str, str]) -> list[str]:
    return [references[one.child_id] for one in cases]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
