"""The figures of a team as the command line prints them and as files: JSON, CSV and sentences."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Final

from iro_desktop.domain.calendar import month_starts
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import Figure, Mode, Period, rounded, say_period
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.statements import statement
from iro_desktop.domain.team import (
    Coverage,
    IroCaseload,
    MonthOfIro,
    Team,
    TeamMeasure,
    caseloads,
    measure_of,
)
from iro_desktop.domain.words import say_month
from iro_desktop.services.destinations import write_out
from iro_desktop.services.measures import (
    PeriodBackwardsError,
    figure_json,
    measure_json,
    measures_named,
    method,
    mode_named,
)
from iro_desktop.services.team import OpenedTeam

TEAM: Final = "Team"
_CSV: Final = (
    "measure", "title", "part", "IRO id", "IRO", "district", "from", "to",
    "numerator", "denominator", "value", "unit", "IROs counted", "IROs expected",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Report = dict[str, Any]


class TeamFormatError(UserError):
    """A file was asked for whose ending says nothing that is written."""

    sentence = (
        "The figures of a team are written as .json, .csv or .xlsx: let the file’s name end so. A "
        "report is written with --report."
    )


def team_report(
    opened: OpenedTeam,
    ids: Sequence[str] = (),
    *,
    from_on: date | None = None,
    to_on: date | None = None,
    mode: str | None = None,
) -> Report:
    """All that is known of a team, ready for JSON.

    ``measures`` has of each measure what ``measures --json`` prints for the team, and: ``by_iro``
    (id, name, numerator, denominator, value), ``by_district``, ``before`` (the year before), and
    the coverage of the figure, of the year before, and of each point of the series as ``there`` and
    ``of``. ``coverage`` says how many IROs have summaries of all months, with the names of the
    others, and by month. ``caseload`` is that of each IRO at the end of the last month, with
    vacancies and children unallocated; ``movement`` that of each month of the team and of each IRO,
    with ``mismatches`` between two of them; ``findings`` what to know before reading a figure;
    ``problems`` the rows of the roster to look at; ``unread`` the files that could not be read.

    Without days it is of all months that summaries give. ``mode`` is what each point of a series
    covers. Raises a UserError for an unknown id or mode and a period that ends before it begins.
    """
    team = opened.team
    period = period_of_team(team, from_on, to_on)
    cut = mode_named(mode)
    found = [measure_of(team, one.id, period, cut) for one in measures_named(ids)]
    return {
        "as_of": team.as_of.isoformat(),
        "from": period.from_on.isoformat() if period.from_on else None,
        "to": period.to_on.isoformat(),
        "method": method(team.practice.on(period.to_on)),
        "iros": [_iro(team, one.officer_id) for one in team.iros],
        "coverage": _coverage_by_month(team, period),
        "measures": [_measure(team, one) for one in found],
        "caseload": _caseload(team, period.to_on),
        "movement": _movement(team, period),
        "findings": [
            {
                "kind": one.kind.value,
                "sentence": one.sentence,
                "iros": list(one.officer_ids),
                "months": [f"{month:%Y-%m}" for month in one.months],
                "measures": list(one.measure_ids),
            }
            for one in team.findings
        ],
        "problems": [{"row": one.row, "sentence": one.sentence} for one in opened.problems],
        "unread": list(opened.unread),
    }


def period_of_team(team: Team, from_on: date | None, to_on: date | None) -> Period:
    """The days asked for, without them all months that summaries give.

    Raises PeriodBackwardsError.
    """
    period = Period(from_on or team.span.from_on, to_on or team.span.to_on)
    if period.from_on is not None and period.from_on > period.to_on:
        raise PeriodBackwardsError(period.from_on, period.to_on)
    return period


def _iro(team: Team, officer_id: str) -> Report:
    one = team.iro(officer_id)
    months = sorted(one.months) if one else []
    return {
        "id": officer_id,
        "name": team.name_of(officer_id),
        "team": one.team if one else "",
        "on_roster": bool(one and one.member),
        "months": [f"{month:%Y-%m}" for month in months],
    }


def _coverage(team: Team, found: Coverage) -> Report:
    missing = [team.name_of(one) for one in found.missing]
    return {"there": found.there, "of": found.of, "missing": missing}


def _coverage_by_month(team: Team, period: Period) -> Report:
    first = period.from_on or period.to_on
    months = month_starts(first, period.to_on)
    by_month = {f"{month:%Y-%m}": _coverage(team, team.coverage(month)) for month in months}
    return {**_coverage(team, team.coverage(period)), "by_month": by_month}


def _measure(team: Team, one: TeamMeasure) -> Report:
    found = measure_json(one.result)
    for point, covered in zip(found["series"], one.coverages, strict=True):
        point["there"], point["of"] = covered.there, covered.of
    before = one.result.before
    found["by_iro"] = [
        {"id": each.officer_id, "name": each.name, **figure_json(each.figure)}
        for each in one.by_iro
    ]
    found["by_district"] = {name: figure_json(figure) for name, figure in one.by_district}
    found["coverage"] = _coverage(team, one.coverage)
    found["before"] = figure_json(before.figure) if before else None
    covered_before = one.coverage_before
    found["coverage_before"] = _coverage(team, covered_before) if covered_before else None
    return found


def _caseload(team: Team, day: date) -> Report:
    found = caseloads(team, day)
    return {
        "month": f"{found.month_on:%Y-%m}",
        **figure_json(found.figure),
        "low": found.aim.low,
        "high": found.aim.high,
        "unallocated": found.unallocated,
        "vacancies": [
            {"team": one.team, "district": one.district, "fte": one.fte} for one in found.vacancies
        ],
        "iros": [_of_iro(one) for one in found.iros],
    }


def _of_iro(one: IroCaseload) -> Report:
    return {
        "id": one.officer_id,
        "name": one.name,
        "team": one.team,
        "district": one.district,
        "there": one.is_there,
        "children": one.children,
        "looked_after": one.looked_after,
        "on_plan": one.on_plan,
        "fte": one.fte,
        "per_fte": one.per_fte,
        "band": one.band.value if one.band else None,
        "note": one.note,
    }


def _movement(team: Team, period: Period) -> Report:
    movement = team.movement
    return {
        "team": [_month(asdict(one)) for one in movement.team if one.month_on in period],
        "iros": {
            officer_id: [_month_of_iro(one) for one in months if one.month_on in period]
            for officer_id, months in movement.iros.items()
        },
        "mismatches": [
            {**_month(asdict(one)), "sentence": one.sentence}
            for one in movement.mismatches
            if one.month_on in period
        ],
    }


def _month_of_iro(one: MonthOfIro) -> Report:
    found = _month(asdict(one))
    del found["officer_id"]
    return found


def _month(found: Report) -> Report:
    return {"month": f"{found.pop('month_on'):%Y-%m}", **found}


def team_lines(
    opened: OpenedTeam, ids: Sequence[str], *, from_on: date | None, to_on: date | None
) -> Iterator[str]:
    """Yield the figures of a team for a person: what to know first, then one sentence a measure.

    Each figure that not everybody is in says of how many it is. Raises what ``team_report`` does.
    """
    team = opened.team
    period = period_of_team(team, from_on, to_on)
    yield f"{team.coverage(period).words}, {say_period(period)}"
    notes = [*opened.unread, *(one.sentence for one in team.findings)]
    notes += [f"Roster, row {p.row}: {p.sentence}" for p in opened.problems]
    yield from (f"  ! {one}" for one in notes)
    yield ""
    for measure in measures_named(ids):
        found = measure_of(team, measure.id, period)
        part = "" if found.coverage.is_whole else f" ({found.coverage.words})"
        yield f"{statement(found.result)}{part}"
    yield ""
    yield from _caseload_lines(team, period.to_on)


def _caseload_lines(team: Team, day: date) -> Iterator[str]:
    found = caseloads(team, day)
    yield f"Caseload at the end of {say_month(found.month_on)}"
    yield f"  {'':<28}{'children':>9}{'FTE':>6}{'per FTE':>9}"
    for one in found.iros:
        fte = "" if one.fte is None else f"{one.fte:g}"
        rate = "n/a" if one.per_fte is None else rounded(one.per_fte)
        cells = f"{one.children:>9,}{fte:>6}{rate:>9}" if one.is_there else " " * 24
        yield f"  {one.name[:27]:<28}{cells}  {one.note}".rstrip()
    if found.unallocated:
        yield f"  {'Unallocated':<28}{found.unallocated:>9,}"
    for post in found.vacancies:
        fte = "" if post.fte is None else f"{post.fte:g}"
        yield f"  {'Vacancy':<28}{'':>9}{fte:>6}  {post.team}".rstrip()


def write_team(
    opened: OpenedTeam,
    path: Path,
    ids: Sequence[str] = (),
    *,
    from_on: date | None = None,
    to_on: date | None = None,
    mode: str | None = None,
) -> Path:
    """Write the figures of a team as its name's ending says, .json or .csv; return the path.

    Raises TeamFormatError, what ``team_report`` raises, and FileNotWrittenError.
    """
    ending = path.suffix.lower()
    if ending == ".json":
        report = team_report(opened, ids, from_on=from_on, to_on=to_on, mode=mode)
        content = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    elif ending == ".csv":
        period = period_of_team(opened.team, from_on, to_on)
        content = team_csv(opened.team, ids, period, mode_named(mode))
    else:
        raise TeamFormatError
    write_out(path, content.encode())
    return path


def team_csv(team: Team, ids: Sequence[str], period: Period, mode: Mode) -> str:
    """The figures of a team as a tidy table: a row for each figure of the team, part and month.

    Each IRO and each district have a row of the whole period. Values are unrounded, empty for n/a.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CSV)
    for measure in measures_named(ids):
        for row in _rows(team, measure_of(team, measure.id, period, mode)):
            writer.writerow([f"'{one}" if one.startswith(_FORMULA) else one for one in row])
    return "\ufeff" + out.getvalue()


def _rows(team: Team, found: TeamMeasure) -> Iterator[list[str]]:
    result = found.result
    named = [result.measure.id, title_of(result.measure, team.practice, result.period.to_on)]
    whole = _days(result.period)
    covered = found.coverage
    yield [*named, "", "", TEAM, "", *whole, *_cells(result.figure, covered)]
    for part, figure in result.parts.items():
        yield [*named, part, "", TEAM, "", *whole, *_cells(figure, covered)]
    for point, counted in zip(result.series, found.coverages, strict=True):
        yield [*named, "", "", TEAM, "", *_days(point.period), *_cells(point.figure, counted)]
    for one in found.by_iro:
        yield [*named, "", one.officer_id, one.name, "", *whole, *_cells(one.figure, None)]
    for district, figure in found.by_district:
        yield [*named, "", "", TEAM, district or "not known", *whole, *_cells(figure, covered)]


def _days(period: Period) -> list[str]:
    return [period.from_on.isoformat() if period.from_on else "", period.to_on.isoformat()]


def _cells(figure: Figure, covered: Coverage | None) -> list[str]:
    counts = (figure.numerator, figure.denominator, figure.value)
    of = ("", "") if covered is None else (str(covered.there), str(covered.of))
    return [*("" if one is None else f"{one:.12g}" for one in counts), figure.unit.value, *of]
