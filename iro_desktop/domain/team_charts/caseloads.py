"""The caseload of each IRO as dots on the range, with leave, vacancies and what-if moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.measures import MEASURES, Aim, Band, Figures, rounded
from iro_desktop.domain.measures.targets import aim_of
from iro_desktop.domain.measures.wording import definition_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.team_charts.series import CaseloadDots, CaseloadRow
from iro_desktop.domain.words import are, counted, number_word, plain_date, say_list

CASELOAD: Final = "caseload_per_fte"
UNALLOCATED: Final = ""
_AXIS: Final = 120.0
_MOST_NAMED: Final = 5
_NO_NOTES: Final[Mapping[str, str]] = {}
_NOT_BETTER: Final = (
    " Below the range is not better than in it: it is room for more children. Leave and vacancies "
    "are said beside the name; an IRO without an FTE has a hollow mark at the number of children."
)


@dataclass(frozen=True, slots=True)
class WhatIfMove:
    """So many children moved on paper from one IRO to another; "" is nobody."""

    from_id: str
    to_id: str
    children: int


def caseload_dots(
    figures: Figures,
    *,
    notes: Mapping[str, str] = _NO_NOTES,
    moves: Sequence[WhatIfMove] = (),
    by_caseload: bool = False,
) -> CaseloadDots:
    """The caseload of each IRO on the as-of day, alphabetical or the highest first.

    ``notes`` are by IRO id and come before the absences on file. Who has left and holds no
    children has no row; children under nobody have the last one.
    """
    day = figures.sources.as_of
    aim = aim_of(CASELOAD, figures.sources.practice.on(day))
    shift: Counter[str] = Counter()
    for move in moves:
        shift[move.from_id] -= move.children
        shift[move.to_id] += move.children
    known = {**_notes(figures, day), **notes}
    rows = [
        _row(figures, officer_id, name, aim, known.get(officer_id, ""), shift)
        for officer_id, name in officers_of(figures, day).items()
    ]
    nobody = _row(figures, UNALLOCATED, "No IRO", aim, "", shift)
    if by_caseload:
        rows.sort(key=lambda row: -(row.value or 0.0))
    if nobody.children or nobody.then:
        rows.append(nobody)
    moved = sum(move.children for move in moves)
    return dots_of(rows, figures.sources.practice, day, moved=moved)


def dots_of(
    rows: Sequence[CaseloadRow], practice: Practice, day: date, *, moved: int = 0
) -> CaseloadDots:
    """The chart of rows that somebody else has counted, in their order, on a day.

    ``moved`` is how many children are moved on paper.
    """
    aim = aim_of(CASELOAD, practice.on(day))
    values = [value for row in rows for value in _drawn(row)]
    return CaseloadDots(
        title=_title(rows, aim),
        subtitle=_subtitle(aim, day, moved),
        sentence=_sentence(rows, aim, day),
        definition=definition_of(MEASURES[CASELOAD], practice, day) + _NOT_BETTER,
        rows=tuple(rows),
        low=aim.low,
        high=aim.high,
        axis_to=max(_AXIS, 10.0 * ceil(max(values, default=0.0) / 10)),
    )


def officers_of(figures: Figures, day: date) -> dict[str, str]:
    """IRO id -> name of those who hold children on a day or work for the service, by name.

    One who is not on the list of IROs has the id for a name.
    """
    holding = figures.listing.stock(MEASURES[CASELOAD]).officers_on(day) - {UNALLOCATED}
    names = dict.fromkeys(holding, "")
    for one in figures.sources.officers:
        is_here = one.left_on is None or one.left_on >= day
        if one.id in holding or (is_here and one.role in ("", "iro")):
            names[one.id] = one.name
    found = ((officer_id, name or officer_id) for officer_id, name in names.items())
    return dict(sorted(found, key=lambda one: (one[1].casefold(), one[0])))


def _notes(figures: Figures, day: date) -> dict[str, str]:
    """Return "Sick leave" of those who are away on a day."""
    return {
        one.officer_id: say("absence", one.reason)
        for one in figures.sources.absences
        if one.from_on is not None
        and one.from_on <= day
        and (one.to_on is None or day <= one.to_on)
    }


def _row(
    figures: Figures, officer_id: str, name: str, aim: Aim, note: str, shift: Mapping[str, int]
) -> CaseloadRow:
    day = figures.sources.as_of
    children = figures.listing.stock(MEASURES[CASELOAD]).counts(day, officer_id)[1]
    fte = figures.working_fte(day, officer_id) if officer_id else None
    moved = shift.get(officer_id, 0)
    value = children / fte if fte else None
    then = max(0, children + moved) if moved else None
    return CaseloadRow(
        officer_id=officer_id,
        name=name,
        children=children,
        fte=fte,
        value=value,
        band=aim.band(value),
        note=note,
        then=then,
        then_value=then / fte if fte and then is not None else None,
    )


def _drawn(row: CaseloadRow) -> list[float]:
    """Return the places of a row's marks."""
    if row.instead:
        return []
    now = float(row.children) if row.value is None else row.value
    return [now] if row.then is None else [now, float(row.then_value or row.then)]


def _range(aim: Aim) -> str:
    return f"the range of {rounded(aim.low or 0.0)}–{rounded(aim.high or 0.0)}"


def _title(rows: Sequence[CaseloadRow], aim: Aim) -> str:
    """Return "Two of nine IROs are over the range of 50–70", or where all are."""
    placed = [row for row in rows if row.band is not None]
    if not placed:
        return "No IRO has an FTE: no caseload per FTE" if rows else "No IRO has children"
    over = sum(row.band is Band.ABOVE for row in placed)
    below = sum(row.band is Band.BELOW for row in placed)
    if not over and not below:
        return f"Every IRO with an FTE is in {_range(aim)}"
    among = f"of {number_word(len(placed))} IRO{'' if len(placed) == 1 else 's'}"
    if not over:
        return _begin(f"no IRO is over {_range(aim)}, {number_word(below)} {are(below)} below")
    return _begin(f"{number_word(over)} {among} {are(over)} over {_range(aim)}")


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]


def _subtitle(aim: Aim, day: date, moved: int) -> str:
    said = f"Children per FTE of each IRO against {_range(aim)}, {plain_date(day)}"
    if not moved:
        return said
    return f"{said}; hollow: with {counted(moved, 'child', 'children')} moved on paper"


def _sentence(rows: Sequence[CaseloadRow], aim: Aim, day: date) -> str:
    """Return who lies where on a day, the few that are over by name, and whose FTE is missing."""
    named = [row for row in rows if row.officer_id and not row.instead]
    parts: list[str] = []
    for band, words in ((Band.ABOVE, "over"), (Band.WITHIN, "in"), (Band.BELOW, "below")):
        found = [row for row in named if row.band is band]
        if found:
            who = _named(found) if band is Band.ABOVE else ""
            where = "it" if parts else _range(aim)
            parts.append(f"{len(found)} {are(len(found))} {words} {where}{who}")
    said = f"On {plain_date(day)}, of {counted(len(named), 'IRO')} {say_list(parts)}."
    if not parts:
        said = f"On {plain_date(day)} no IRO has a caseload per FTE."
    without = [row.name for row in named if row.fte is None and row.children]
    if without:
        said += f" No FTE is entered for {say_list(without)}."
    nobody = sum(row.children for row in rows if not row.officer_id)
    if nobody:
        said += f" {counted(nobody, 'child has', 'children have')} no IRO."
    return said


def _named(rows: Sequence[CaseloadRow]) -> str:
    if len(rows) > _MOST_NAMED:
        return ""
    each = [f"{row.name} {rounded(row.value or 0.0)}" for row in rows]
    return f" ({say_list(each)})"
