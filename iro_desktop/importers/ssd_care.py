"""Episodes, legal statuses and placements of the SSD become episodes as returns have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple, TypeVar

from iro_desktop.domain.codes import is_known
from iro_desktop.domain.records import Contact
from iro_desktop.importers.care import GOES_ON, Episode
from iro_desktop.importers.gathering import Place
from iro_desktop.importers.ssd_reading import Cells, Reading, coded
from iro_desktop.importers.ssd_tables import day_of

_LEGAL: Final = "ssd_legal_status"
_PLACEMENT: Final = "ssd_cla_placement"


class _Status(NamedTuple):
    started_on: date
    ended_on: date | None
    code: str


class _Placement(NamedTuple):
    started_on: date
    ended_on: date | None
    place: str
    provider: str
    urn: str
    reason: str


_Span = TypeVar("_Span", _Status, _Placement)


def read_care(reading: Reading) -> None:
    """Take over the care of every child who has an episode."""
    statuses = _statuses(reading)
    by_id, by_child = _placements(reading)
    entered: dict[str, list[tuple[date, date]]] = defaultdict(list)
    found: dict[str, dict[date, Episode]] = {}
    for place, cells in reading.rows("ssd_cla_episodes"):
        child_id = reading.child(place, cells)
        span = reading.span(place, cells, "episode of care") if child_id else None
        if span is None:
            continue
        started_on, ended_on = span
        home = by_id.get(cells.get("placement", "")) or _covering(by_child[child_id], started_on)
        status = _covering(statuses[child_id], started_on)
        episode = _episode(cells, started_on, ended_on, status, home)
        episodes = found.setdefault(child_id, {})
        before = episodes.get(started_on)
        if before is not None and before.opened_by == "S":
            episode = episode._replace(opened_by="S")
        episodes[started_on] = episode
        reading.gathered.own.add(child_id)
        reading.flag_after(place, cells, "episode of care starts", started_on)
        since = reading.day(place, cells, "entered", "The day care began", "it was left empty")
        if since is not None:
            entered[child_id].append((since, started_on))
        _read_contact(reading, place, cells)
    for child_id, episodes in found.items():
        _enter(episodes, entered[child_id])
        ordered = [episodes[start] for start in sorted(episodes)]
        reading.episodes[child_id] = [(reading.year, episode) for episode in ordered]
    _count_left_out(reading)


def _episode(
    cells: Cells,
    started_on: date,
    ended_on: date | None,
    status: _Status | None,
    home: _Placement | None,
) -> Episode:
    left_by = coded(cells.get("end_reason", ""), "end_reason", GOES_ON)
    moved = home is not None and ended_on is not None and home.ended_on == ended_on
    return Episode(
        started_on,
        ended_on,
        coded(cells.get("start_reason", ""), "start_reason"),
        status.code if status else "",
        coded(cells.get("need", ""), "need"),
        home.place if home else "",
        home.provider if home else "",
        left_by,
        home.reason if home and moved else "",
        home.urn if home else "",
    )


def _enter(episodes: dict[date, Episode], entered: Iterable[tuple[date, date]]) -> None:
    """Begin periods of care on the day that the extract says they began.

    An extract goes back a few years only: where the first episode of a period is not in it, that
    day is all that is known of how the period began.
    """
    first: dict[date, date] = {}
    for since, started_on in entered:
        first[since] = min(started_on, first.get(since, started_on))
    for since, started_on in first.items():
        if since == started_on:
            episodes[since] = episodes[since]._replace(opened_by="S")
        elif since < started_on and not any(since <= start < started_on for start in episodes):
            episodes[since] = Episode(since, opened_by="S")


def _statuses(reading: Reading) -> dict[str, list[_Status]]:
    """Return by child the statuses under which a child is looked after; others are no such."""
    found: dict[str, list[_Status]] = defaultdict(list)
    for place, cells in reading.rows(_LEGAL):
        code = coded(cells.get("status", ""), "legal_status")
        child_id = reading.child(place, cells) if is_known("legal_status", code) else ""
        span = reading.span(place, cells, "legal status") if child_id else None
        if span is not None:
            found[child_id].append(_Status(*span, code))
    return found


def _placements(reading: Reading) -> tuple[dict[str, _Placement], dict[str, list[_Placement]]]:
    """Return the placements by their own id, and those that name a child by that child."""
    by_id: dict[str, _Placement] = {}
    by_child: dict[str, list[_Placement]] = defaultdict(list)
    for place, cells in reading.rows(_PLACEMENT):
        span = reading.span(place, cells, "placement")
        if span is None:
            continue
        home = _Placement(
            *span,
            coded(cells.get("type", ""), "placement_type"),
            coded(cells.get("provider", ""), "placement_provider"),
            cells.get("urn", "").upper()[:20],
            cells.get("reason", "").upper()[:60],
        )
        if cells.get("id"):
            by_id[cells["id"]] = home
        if reading.reference(cells):
            child_id = reading.child(place, cells)
            if child_id:
                by_child[child_id].append(home)
    return by_id, by_child


def _covering(spans: Iterable[_Span], on: date) -> _Span | None:
    """Return what holds on a day; of several the one that began last."""
    holding = [
        span
        for span in spans
        if span.started_on <= on and (span.ended_on is None or span.ended_on > on)
    ]
    return max(holding, key=lambda span: span.started_on, default=None)


def _read_contact(reading: Reading, place: Place, cells: Cells) -> None:
    """Keep the day on which the IRO was last in contact with the child."""
    on = reading.day(place, cells, "contact", "The last contact of the IRO", "it was left out")
    if on is None:
        return
    key = ("child", on.isoformat())
    if reading.put(place, cells, Contact, key, contact_on=on, with_whom="child"):
        reading.flag_after(place, cells, "contact of the IRO is", on)


def _count_left_out(reading: Reading) -> None:
    """Count the statuses and placements of children of whom no episode was read."""
    for name in (_LEGAL, _PLACEMENT):
        for _, cells in reading.rows(name):
            reference = reading.reference(cells)
            if day_of(cells.get("start", "")) and (
                reading.gathered.ids.get(reference, "") not in reading.episodes
            ):
                reading.counts["without_episode"] += 1
