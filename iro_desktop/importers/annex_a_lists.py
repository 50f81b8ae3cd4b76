"""The lists of an Annex A that a caseload rests on: which one a sheet is, and its columns.

A sheet is known by its name where that says so, otherwise by its headings. These stand in one of
the first rows, often below a title, in any order and in many spellings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from iro_desktop.importers.annex_a_values import plain
from iro_desktop.importers.sources import Sheet

_NAME: Final = re.compile(r"\blist[\s_.-]*0*(\d{1,2})(?![0-9])", re.IGNORECASE)
_MOST_ABOVE: Final = 20  # rows among which the headings are looked for
_LEAST_HEADINGS: Final = 3

_COMMON: Final = {
    "child": r"\bchild\b.*\b(id|identifier|reference)\b|\b(id|identifier)\b.*\bchild\b"
    r"|^unique id\b",
    "sex": r"^(gender|sex)\b",
    "ethnicity": r"^ethnic",
    "birth": r"date.*birth|^dob$",
    "age": r"^age\b",
    "disability": r"disab",
    "team": r"^allocated team|^team$",
    "worker": r"^allocated (social )?worker|^social worker$",
}

_OWN: Final[Mapping[int, Mapping[str, str]]] = {
    5: {
        "strategy": r"strategy discussion|section 47 .*start date",
        "not_needed": r"conference .*unnecessary",
        "conference": r"^date .*initial child protection conference|^date .*icpc",
        "made_plan": r"result in a child protection plan",
    },
    6: {"start": r"^cin start date|^child in need start", "last_seen": r"last seen"},
    7: {
        "start": r"protection plan start date|^plan start date|^cpp? start date",
        "first_category": r"initial category",
        "category": r"latest category|current category",
        "review": r"latest review conference|last review conference",
        "end": r"protection plan end date|^plan end date|^cpp? end date",
        "previous": r"number of previous",
    },
    8: {
        "start": r"started to be looked after",
        "need": r"category of need",
        "status_start": r"start date of (the )?current legal status|legal status start",
        "status": r"^(?!.*start).*legal status",
        "review": r"statutory review",
        "permanence": r"permanence plan",
        "iro_contact": r"\biro\b.*(visit|contact)",
        "health": r"health assessment",
        "end": r"date.*ceased to be looked after",
        "end_reason": r"reason.*ceased to be looked after",
        "placement_start": r"start date of (the )?(most recent|current|latest) placement",
        "placement": r"^(?!.*start).*placement type|^type of placement",
        "provider": r"placement provider",
        "urn": r"^urn\b|\burn of placement",
        "location": r"placement location",
    },
}
"""Number of a list -> what a column holds -> the headings that say so, in plain letters."""

_PATTERNS: Final = {
    number: {name: re.compile(words) for name, words in {**_COMMON, **own}.items()}
    for number, own in _OWN.items()
}
_NEEDED: Final = {
    5: ("child", "strategy"), 6: ("child", "start"), 7: ("child", "start"), 8: ("child", "start"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """One list of a workbook or a file: its number, name for sentences, columns and rows.

    ``at`` maps what a column holds to where it stands.
    """

    number: int
    file: str
    at: Mapping[str, int]
    sheet: Sheet


def number_of(name: str) -> int:
    """Return the number of the list that a sheet's name says that it is; 0 for none."""
    found = _NAME.search(name.replace("_", " "))
    return int(found[1]) if found else 0


def is_read(number: int) -> bool:
    """Return whether a list is one that a caseload rests on."""
    return number in _OWN


def lines_of(name: str, rows: Sequence[Sequence[str]], *, number: int = 0) -> Lines | None:
    """Return the list that rows are, or None if no headings of one stand in the first of them.

    ``number`` is the list that the sheet says that it is, 0 where the headings have to tell.
    """
    best: tuple[int, Lines] | None = None
    for top, row in enumerate(rows[:_MOST_ABOVE]):
        headings = [plain(heading) for heading in row]
        if sum(map(bool, headings)) < _LEAST_HEADINGS:
            continue
        for one in (number,) if number else _OWN:
            at = _places(headings, one)
            own = len(at.keys() & _OWN[one].keys())
            if not all(needed in at for needed in _NEEDED[one]) or len(at) < _LEAST_HEADINGS:
                continue
            if best is None or own > best[0]:
                below = [list(cells) for cells in rows[top + 1 :]]
                best = own, Lines(one, name, at, Sheet(tuple(headings), below, top + 2))
    return best[1] if best else None


def _places(headings: Sequence[str], number: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if not heading:
            continue
        for name, pattern in _PATTERNS[number].items():
            if name not in found and pattern.search(heading):
                found[name] = place
                break
    return found
