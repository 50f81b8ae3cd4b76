"""The computers that take part: which one this is, which openings were whose, who was last here."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from iro_desktop.domain.devices import device_of_runs
from iro_desktop.domain.records import Device
from iro_desktop.storage.facts import OWN_RUNS
from iro_desktop.storage.lines import KIND, RECORD_ID, key_of
from iro_desktop.storage.store import Store
from iro_desktop.storage.tables import Row

SOURCE: Final = "sharing"
"""The source of acts that the exchange itself makes: no news, and nothing that an undo takes."""

SEEN: Final = "look at the shared copy"
"""The words of the act in which a computer says that it is here."""

RECEIVED: Final = "receive from the shared copy"
"""The words of the act that takes in what other computers did."""

ASIDE: Final = "sync:aside"
"""The local value that names what this computer has set aside in the shared folder, as JSON."""

_ID: Final = "device:id"
_SAID_AGAIN_AFTER: Final = timedelta(hours=1)
_MOST_ASIDE: Final = 20
_MOST_RUNS: Final = 500  # in one change: all that were opened without a word for years


@dataclass(frozen=True, slots=True)
class Computer:
    """One computer of this caseload and when its changes were last heard of."""

    device_id: str
    name: str
    is_this_one: bool
    last_at: datetime | None
    removed_on: date | None = None


def this_device(store: Store) -> str:
    """Return the id of this computer, or nothing while it takes no part."""
    return store.local(_ID) or ""


def own_runs(store: Store) -> frozenset[int]:
    """Return the runs that were made in this store since it was made or restored."""
    return frozenset(json.loads(store.local(OWN_RUNS) or "[]"))


def runs_of_devices(store: Store) -> dict[int, str]:
    """Return run -> id of the computer, as far as the log says it."""
    ids = [one.id for one in store.snapshot.of(Device)]
    return device_of_runs(one for those in store.history(ids).values() for one in those)


def is_copy_elsewhere(store: Store, rows: Iterable[Row]) -> bool:
    """Return whether another store says that it is this computer: one is a copy of the other."""
    device_id, own = this_device(store), own_runs(store)
    return any(
        row[KIND] == Device.__name__ and row[RECORD_ID] == device_id and key_of(row)[0] not in own
        for row in rows
    )


def become_another(store: Store) -> None:
    """Count as a computer of its own from now on."""
    store.set_local(_ID, None)


def announce(store: Store, name: str, *, now: datetime, today: date) -> None:
    """Say that this computer is here, and which openings were its own.

    Once in an opening and then once an hour, so that the log does not grow from being looked at.
    """
    device_id = this_device(store)
    if not device_id:
        device_id = secrets.token_hex(16)
        store.set_local(_ID, device_id)
    own = own_runs(store)
    known = store.snapshot.find(Device, device_id)
    unsaid = sorted(own - runs_of_devices(store).keys())[-_MOST_RUNS:]
    seen_at = known.seen_at if known else None
    if seen_at is not None and not unsaid and timedelta(0) <= now - seen_at < _SAID_AGAIN_AFTER:
        return
    device = known or Device(id=device_id, name=_free_name(store, name), joined_on=today)
    runs = tuple(str(run) for run in unsaid) or device.runs
    with store.write(SEEN, source=SOURCE) as write:
        write.put(replace(device, seen_at=now, runs=runs))


def _free_name(store: Store, name: str) -> str:
    taken = {one.name.casefold() for one in store.snapshot.of(Device)}
    name = name.strip() or "Computer"
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def computers(store: Store) -> tuple[Computer, ...]:
    """Return the computers of this caseload, this one first, then the one last heard of."""
    latest: dict[str, datetime] = {}
    whose = runs_of_devices(store)
    for run, at in store.latest_of_runs().items():
        device_id, when = whose.get(run), _instant(at)
        if device_id and when and (device_id not in latest or when > latest[device_id]):
            latest[device_id] = when
    here = this_device(store)
    found = [
        Computer(one.id, one.name, one.id == here, _last(one, latest), one.removed_on)
        for one in store.snapshot.of(Device)
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (not one.is_this_one, -(one.last_at.timestamp() if one.last_at else 0)),
        )
    )


def _last(device: Device, latest: Mapping[str, datetime]) -> datetime | None:
    times = [at for at in (device.seen_at, latest.get(device.id)) if at is not None]
    return max(times, default=None)


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def note_set_aside(store: Store, names: Sequence[str]) -> None:
    """Remember what was set aside in the shared folder: it holds what may be erased one day."""
    if names:
        found = [*set_aside_there(store), *names]
        store.set_local(ASIDE, json.dumps(found[-_MOST_ASIDE:]))


def set_aside_there(store: Store) -> tuple[str, ...]:
    """Return what this computer has set aside in the shared folder, whether it still lies there.

    It does not look: a drive that stalls would hold up whoever asks.
    """
    return tuple(json.loads(store.local(ASIDE) or "[]"))
