"""Whether local standards can stand: put in order as they are kept, then checked field by field."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.council_lines import TEMPLATES, labels_of, unknown_lines
from iro_desktop.domain.limits import FieldProblem, limit_problems
from iro_desktop.domain.measures import MEASURES, Kind, Unit
from iro_desktop.domain.measures.targets import number_in
from iro_desktop.domain.records import About, Standards, field_of, fields_of
from iro_desktop.domain.records.fields import LONGEST_TEXT, cell_type
from iro_desktop.domain.standards import DEFAULT_STANDARDS, stages_of, terms_of
from iro_desktop.domain.typed_dates import DateNotReadError, parse_day
from iro_desktop.domain.words import counted, plain_date, say_list

OWN_FIELDS: Final = frozenset({"caseload_per_fte", "monitoring_between_reviews"})
"""The measures whose range or target is a field of its own and no row of the table."""

KNOWN: Final = frozenset({*MEASURES, *(row[0] for row in DEFAULT_STANDARDS.targets)}) - OWN_FIELDS
"""The measures that can have a row in the table of targets."""

BANDED: Final = KNOWN | {"monitoring_between_reviews"}
"""The measures that can have a row in the table of what requires improvement."""

CHARTED: Final = tuple(one for one, found in MEASURES.items() if found.kind is not Kind.BREAKDOWN)
"""The measures that can have a control chart, and new limits in it."""

_MAY_BE_EMPTY: Final = frozenset({"terms", "rebases"})
_HUNDRED: Final = 100
_MOST_DAYS: Final = 200
_YES: Final = frozenset({"yes", "y", "true", "1", "formal"})
_NO: Final = frozenset({"no", "n", "false", "0", "informal", ""})
_NOT_IN_A_KEY: Final = re.compile(r"[^a-z0-9]+")

Rows = tuple[tuple[str, ...], ...]


def tidied(standards: Standards, today: date) -> Standards:
    """Return the standards as they are kept: no empty rows, ISO dates, yes or no, a key a stage.

    What cannot be read stays as it was typed, for the checks to name.
    """
    lists: dict[str, Any] = {
        about.name: tuple(line.strip() for line in getattr(standards, about.name) if line.strip())
        for about in fields_of(Standards)
        if about.type == "list"
    }
    tables: dict[str, Any] = {
        about.name: _rows(about, getattr(standards, about.name), today)
        for about in fields_of(Standards)
        if about.type == "table"
    }
    tables["stages"] = _with_keys(tables["stages"])
    return dataclasses.replace(standards, **lists, **tables)


def _rows(about: About, rows: Rows, today: date) -> Rows:
    found = []
    for row in rows:
        cells = (*row, *[""] * len(about.columns))[: len(about.columns)]
        typed = tuple(
            _cell(cell.strip(), kind, today) for cell, kind in zip(cells, about.cells, strict=True)
        )
        if any(cell for cell, kind in zip(cells, about.cells, strict=True) if _is_said(cell, kind)):
            found.append(typed)
    return tuple(found)


def _is_said(cell: str, kind: cell_type) -> bool:
    """Whether a cell makes its row one: a key or an answer alone does not."""
    return bool(cell.strip()) and kind not in ("key", "yes_no")


def _cell(cell: str, kind: cell_type, today: date) -> str:
    if kind == "yes_no":
        said = cell.casefold()
        return "yes" if said in _YES else "no" if said in _NO else cell
    if kind == "day" and cell:
        try:
            return parse_day(cell, today).isoformat()
        except DateNotReadError:
            return cell
    return cell


def _with_keys(stages: Rows) -> Rows:
    """Return the stages, each with a key: what challenges on file know it by."""
    taken = {row[0] for row in stages}
    found = []
    for row in stages:
        key = row[0]
        if not key:
            wanted = _NOT_IN_A_KEY.sub("_", row[1].casefold()).strip("_") or "stage"
            key = next(key for key in _numbered(wanted) if key not in taken)
            taken.add(key)
        found.append((key, *row[1:]))
    return tuple(found)


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}_{number}"
        number += 1


def standards_problems(
    standards: Standards, others: Sequence[Standards] = ()
) -> list[FieldProblem]:
    """Return what keeps tidied standards from standing, in the order of their fields.

    ``others`` are the sets that there are beside them: no two begin on one day.
    """
    found = limit_problems(standards)
    found += [problem for check in _CHECKS for problem in check(standards)]
    if any(other.from_on == standards.from_on for other in others) and standards.from_on:
        said = f"There are standards from {plain_date(standards.from_on)} already: "
        found.append(_problem("from_on", f"{said}change those, or choose another day."))
    order = [about.name for about in fields_of(Standards)]
    return sorted(found, key=lambda problem: order.index(problem.field))


def _problem(field: str, sentence: str) -> FieldProblem:
    return FieldProblem(field, sentence, "Standards")


def _label(name: str) -> str:
    about = field_of(Standards, name)
    return about.label if about else name


_ASKS: Final = {
    "day": "enter the day from which these standards hold",
    "code": "choose one",
    "yes_no": "answer yes or no",
    "list": "enter at least one line",
    "table": "add at least one row",
    "text": "enter a word or two",
}


def _missing(standards: Standards) -> Iterator[FieldProblem]:
    """Yield the fields that are empty: nothing is inherited, so each one has to be said."""
    for about in fields_of(Standards):
        if getattr(standards, about.name) == about.empty and about.name not in _MAY_BE_EMPTY:
            asks = _ASKS.get(about.type, "enter a number")
            yield _problem(about.name, f"{about.label}: {asks}.")


def _codes(standards: Standards) -> Iterator[FieldProblem]:
    for about in fields_of(Standards):
        code = getattr(standards, about.name)
        if about.type == "code" and code and code not in CODES[about.codes]:
            yield _problem(about.name, f"{about.label}: “{code[:40]}” is not known: choose one.")


def _ranges(standards: Standards) -> Iterator[FieldProblem]:
    for low, high in (
        ("caseload_low", "caseload_high"),
        ("pep_from_age", "pep_to_age"),
        ("record_written_days", "record_distributed_days"),
        ("control_fewest", "control_settled"),
    ):
        first, last = getattr(standards, low), getattr(standards, high)
        if first is not None and last is not None and last < first:
            least = f"must be {first} or more, as “{_label(low)}” says {first}"
            yield _problem(high, f"{_label(high)} {least}.")


def _windows(standards: Standards) -> Iterator[FieldProblem]:
    """Yield windows that reach beyond the shortest interval in whose middle they lie."""
    shortest = standards.monitoring_shortest_days
    if shortest is None:
        return
    for name in ("monitoring_before_days", "monitoring_after_days"):
        days = getattr(standards, name)
        if days is not None and days > shortest // 2:
            half = f"half of the shortest interval of {counted(shortest, 'day')}"
            yield _problem(name, f"{_label(name)} must be {shortest // 2} or fewer: {half}.")


def _targets(standards: Standards) -> Iterator[FieldProblem]:
    names = Counter(row[0] for row in standards.targets)
    for number, row in enumerate(standards.targets, start=1):
        at = f"{_label('targets')}, row {number}"
        sentence = _target(row, at)
        if not sentence and names[row[0]] > 1:
            sentence = f"{at}: {row[0]} has {counted(names[row[0]], 'row')}: keep one of them."
        if sentence:
            yield _problem("targets", sentence)


def _bands(standards: Standards) -> Iterator[FieldProblem]:
    names = Counter(row[0] for row in standards.bands)
    for number, row in enumerate(standards.bands, start=1):
        at = f"{_label('bands')}, row {number}"
        sentence = _band(row, at)
        if not sentence and names[row[0]] > 1:
            sentence = f"{at}: {row[0]} has {counted(names[row[0]], 'row')}: keep one of them."
        if sentence:
            yield _problem("bands", sentence)


def _band(row: tuple[str, ...], at: str) -> str:
    """Return what is wrong with one row of bands, or ""."""
    measure_id, *cells = row
    if measure_id not in BANDED:
        return f"{at}: “{measure_id[:60]}” is no measure with bands: choose one of the list."
    measure = MEASURES.get(measure_id)
    is_percentage = measure is None or measure.unit is Unit.PERCENT
    return _figures(["", *cells], at, is_percentage=is_percentage)


def _target(row: tuple[str, ...], at: str) -> str:
    """Return what is wrong with one row of targets, or ""."""
    measure_id, *cells = row
    if measure_id in OWN_FIELDS:
        return f"{at}: {measure_id} has fields of its own: set them there and remove this row."
    if measure_id not in KNOWN:
        return f"{at}: “{measure_id[:60]}” is no measure: choose one of the list."
    measure = MEASURES.get(measure_id)
    return _figures(cells, at, is_percentage=measure is None or measure.unit is Unit.PERCENT)


def _figures(cells: Sequence[str], at: str, *, is_percentage: bool) -> str:
    """Return what is wrong with target, low and high of one row, or ""."""
    numbers = [number_in(cell) for cell in cells]
    wrong = next((c for c, n in zip(cells, numbers, strict=True) if c and n is None), None)
    if wrong is not None:
        return f"{at}: “{wrong[:20]}” is no number: type one such as 90 or 92.5."
    said = [number for number in numbers if number is not None]
    if not said:
        return f"{at}: give a target, or from and up to which figure the row holds."
    if min(said) < 0 or (is_percentage and max(said) > _HUNDRED):
        return f"{at}: figures of this measure go from 0{' to 100' if is_percentage else ' up'}."
    _, low, high = numbers
    if low is not None and high is not None and low > high:
        return f"{at}: the range must not end, at {high:g}, below where it begins, at {low:g}."
    return ""


def _stages(standards: Standards) -> Iterator[FieldProblem]:
    keys = Counter(row[0] for row in standards.stages)
    for number, row in enumerate(standards.stages, start=1):
        at = f"{_label('stages')}, row {number}"
        key, name, _, days, formal = row
        if not name:
            yield _problem("stages", f"{at}: give the stage a name.")
        if not (days.isdecimal() and 0 < int(days) <= _MOST_DAYS):
            yield _problem("stages", f"{at}: working days must be a whole number from 1 to 200.")
        if formal not in ("yes", "no"):
            yield _problem("stages", f"{at}: say whether the stage is formal, yes or no.")
        if keys[key] > 1:
            yield _problem("stages", f"{at}: another stage has the key “{key[:40]}”: change one.")
    for earlier, later in pairwise(stages_of(standards)):
        if earlier.formal and not later.formal:
            sentence = f"“{later.name[:60]}” is informal and must stand before the formal stages"
            yield _problem("stages", f"{_label('stages')}: {sentence}.")


def _terms(standards: Standards) -> Iterator[FieldProblem]:
    for number, (name, *days) in enumerate(standards.terms, start=1):
        at = f"{_label('terms')}, row {number}"
        if not name:
            yield _problem("terms", f"{at}: give the term a name.")
        read = [_iso(day) for day in days]
        unread = next((d for d, found in zip(days, read, strict=True) if found is None), None)
        if unread is not None:
            what = f"“{unread[:20]}” is no date" if unread else "a date is missing"
            yield _problem("terms", f"{at}: {what}: type one such as 3/9/2019.")
            continue
        first, last = read
        if first is not None and last is not None and last < first:
            yield _problem("terms", f"{at}: the last day lies before the first.")
    for before, after in pairwise(terms_of(standards)):
        if after.from_on <= before.to_on:
            names = f"“{before.name[:60]}” and “{after.name[:60]}”"
            yield _problem("terms", f"{_label('terms')}: {names} overlap.")


def _rebases(standards: Standards) -> Iterator[FieldProblem]:
    """Yield rows of new limits without a measure, a day or a reason, and those told twice."""
    months = Counter((row[0], row[1][:7]) for row in standards.rebases)
    for number, (measure_id, day, why) in enumerate(standards.rebases, start=1):
        at = f"{_label('rebases')}, row {number}"
        if measure_id not in CHARTED:
            said = f"“{measure_id[:60]}” has no control chart" if measure_id else "no measure"
            yield _problem("rebases", f"{at}: {said}: choose one of the list.")
        elif _iso(day) is None:
            what = f"“{day[:20]}” is no date" if day else "the day is missing"
            yield _problem("rebases", f"{at}: {what}: type one such as 1/4/2019.")
        elif months[measure_id, day[:7]] > 1:
            yield _problem("rebases", f"{at}: new limits begin in that month already: keep one.")
        if not why:
            sentence = "say why the limits begin anew: without a reason they do not"
            yield _problem("rebases", f"{at}: {sentence}.")
        elif len(why) > LONGEST_TEXT:
            yield _problem("rebases", f"{at}: the reason has more than {LONGEST_TEXT} characters.")


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _lines(standards: Standards) -> Iterator[FieldProblem]:
    for name in ("themes", "prompts", "review_checklist"):
        lines: tuple[str, ...] = getattr(standards, name)
        twice = next((line for line, times in Counter(lines).items() if times > 1), None)
        if twice is not None:
            yield _problem(name, f"{_label(name)}: “{twice[:60]}” stands there twice.")
        if any(len(line) > LONGEST_TEXT for line in lines):
            yield _problem(name, f"{_label(name)}: a line has more than {LONGEST_TEXT} characters.")


def _council_lines(standards: Standards) -> Iterator[FieldProblem]:
    """Yield the lines of a text for the council's system that name no field."""
    for template in TEMPLATES:
        unknown = unknown_lines(template, getattr(standards, template))
        if unknown:
            known = say_list(list(labels_of(template)))
            yield _problem(template, f"“{unknown[0][:40]}” is no field of it: use {known}.")


_CHECKS: Final = (
    _missing, _codes, _ranges, _windows, _targets, _bands, _rebases, _stages, _terms, _lines,
    _council_lines,
)  # fmt: skip
