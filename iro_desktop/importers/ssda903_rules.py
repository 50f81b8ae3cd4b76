"""The validation rules of an SSDA903 return that bear on a caseload: what fails becomes a problem.

The numbers are those of the Department for Education, the words our own.
"""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.quality.participation import participation_problem
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.importers.care import SHORT_BREAKS
from iro_desktop.importers.dates import day
from iro_desktop.importers.ssda903_reading import Place, Reading
from iro_desktop.importers.ssda903_tables import WITHOUT_RECORDS, Table

__all__ = ["check_episodes", "check_identity", "check_short_breaks", "participation_problem"]

_NOT_IN_HEADER: Final = {
    "AD1": "INT01", "PlacedAdoption": "INT02", "Episodes": "INT03", "Missing": "INT04",
    "OC2": "INT05", "OC3": "INT06", "PrevPerm": "INT07", "Reviews": "INT08", "UASC": "INT09",
}  # fmt: skip
_BIRTH_DIFFERS: Final = {
    "AD1": "INT11", "PlacedAdoption": "INT12", "Missing": "INT13", "OC2": "INT14", "OC3": "INT15",
    "PrevPerm": "INT16", "Reviews": "INT17", "UASC": "INT18",
}  # fmt: skip
_NEED_EPISODES: Final = ("Reviews", "AD1", "OC2", "Missing", "PrevPerm", "PlacedAdoption")


def check_identity(reading: Reading) -> None:
    """Flag children who are not in the Header (INT01 to INT09) or born on another day there.

    Each child is flagged once a table. A birth date that the Header lacks is taken over.
    """
    has_header = any(True for _ in reading.named("Header"))
    for table in reading.tables:
        if table.name == "Header":
            continue
        born = "DOB" in table.form.used
        seen: set[tuple[str, str]] = set()
        flagged: set[str] = set()
        for number, row in zip(table.numbers, table.rows, strict=True):
            key = (row[0], row[1] if born else "")
            if key in seen:
                continue
            seen.add(key)
            child_id = reading.ids.get(row[0], "")
            if not child_id and table.name in WITHOUT_RECORDS:  # not looked at before
                child_id = reading.child((table, number), row[0])
            if child_id and child_id not in flagged and has_header:
                flagged.update(_identity(reading, (table, number), child_id, row[0], key[1]))
            if child_id and (born_on := day(key[1])) and not reading.births.get(child_id):
                reading.facts[child_id].setdefault("born_on", born_on)


def _identity(
    reading: Reading, place: Place, child_id: str, reference: str, birth: str
) -> set[str]:
    """Flag one row where it is wrong; return its child if it was flagged."""
    table = place[0].name
    if child_id not in reading.births:
        rule = _NOT_IN_HEADER.get(table, "not_in_header")
        reading.flag(place, reference, rule, f"The child is in {table} but not in the Header.")
        return {child_id}
    known, here = reading.births[child_id], day(birth)
    if not known or not here or known == here:
        return set()
    rule = _BIRTH_DIFFERS.get(table, "birth")
    reading.flag(
        place, reference, rule,
        f"The date of birth is {plain_date(here)} here and {plain_date(known)} in the Header, "
        "which was taken.",
    )  # fmt: skip
    return {child_id}


def check_episodes(reading: Reading) -> None:
    """Flag children with reviews or other rows but without an episode (1012), once each."""
    if not any(True for _ in reading.named("Episodes")):
        return
    found: dict[str, tuple[Place, dict[str, int]]] = {}
    for name in _NEED_EPISODES:
        for table in reading.named(name):
            _count_without_episodes(reading, table, found)
    for child_id, (place, counts) in found.items():
        rows = [f"{counted(count, 'row')} in {name}" for name, count in counts.items()]
        sentence = f"The child has {say_list(rows)} but no episode, so no time in care is known."
        reading.flag(place, reading.references[child_id], "1012", sentence)


def _count_without_episodes(
    reading: Reading, table: Table, found: dict[str, tuple[Place, dict[str, int]]]
) -> None:
    for number, row in zip(table.numbers, table.rows, strict=True):
        child_id = reading.ids.get(row[0], "")
        if child_id and child_id not in reading.episodes:
            counts = found.setdefault(child_id, ((table, number), {}))[1]
            counts[table.name] = counts.get(table.name, 0) + 1


def check_short_breaks(reading: Reading) -> None:
    """Flag children with nothing but short breaks who have reviews or are mothers (399)."""
    for child_id, dated in reading.episodes.items():
        if not all(episode.status in SHORT_BREAKS for _, episode in dated):
            continue
        place = reading.reviewed.get(child_id) or reading.mothers.get(child_id)
        if place:
            reading.flag(
                place, reading.references[child_id], "399",
                "All the child’s episodes are short breaks (V3, V4), for which neither reviews "
                "nor motherhood are returned.",
            )  # fmt: skip
