"""What a wrong clock does to a history: never the order of what followed what, only the times."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Final

from iro_desktop.domain.changes import Change, Key, order

_A_DAY: Final = timedelta(1)
_EARLIEST: Final = datetime(1970, 1, 2, tzinfo=UTC)
_LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)
_CLOCK_BITS: Final = 16  # of the hybrid clock, for the count within one millisecond


class ClockDoubt(Enum):
    """Why the time of a change cannot be right; the value says it in a sentence's part."""

    AHEAD = "the computer’s clock was wrong: it was ahead of today"
    BEFORE = "a computer’s clock was wrong: this replaced something that has a later time"
    AFTER = "a computer’s clock was wrong: what replaced this has an earlier time"
    UNREADABLE = "the computer’s clock was wrong: it gave no time that can be read"


SHORT: Final = "clock was wrong"
"""The mark beside a time that is in doubt."""


def moment(change: Change) -> datetime:
    """Return when a change was made by the clock of its computer, in UTC, whatever it carries."""
    found = _read(change.at)
    return _hybrid(change) if found is None else min(max(found, _EARLIEST), _LATEST)


def not_before(change: Change) -> datetime:
    """Return a time, in UTC, before which a change was not made, by all that its computer knew.

    Later than ``moment`` where the clock was behind what that computer had already received: what
    is counted in days, such as the bin's, then never ends too early.
    """
    return max(moment(change), _hybrid(change))


def _hybrid(change: Change) -> datetime:
    seconds = (change.clock >> _CLOCK_BITS) / 1000
    found = datetime.fromtimestamp(min(seconds, _LATEST.timestamp()), UTC)
    return max(found, _EARLIEST)


def _read(at: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(at)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def doubts(changes: Iterable[Change], today: date) -> dict[Key, ClockDoubt]:
    """Return which changes carry a time that cannot be right, and why.

    A time more than a day after ``today`` is wrong. Where a change is more than a day earlier than
    one that it replaced, one of the two is: the one in the future, else both are in doubt.
    """
    by_key = {change.key: change for change in changes}
    times = {key: moment(change) for key, change in by_key.items()}
    end = datetime(today.year, today.month, today.day, tzinfo=UTC) + 2 * _A_DAY
    found: dict[Key, ClockDoubt] = {}
    for key, change in by_key.items():
        if _read(change.at) is None:
            found[key] = ClockDoubt.UNREADABLE
        elif times[key] >= end:
            found[key] = ClockDoubt.AHEAD
    certain = dict(found)
    for key, change in by_key.items():
        for before in _before(change, by_key):
            if key in certain or before in certain or times[before] - times[key] <= _A_DAY:
                continue
            found[key] = ClockDoubt.BEFORE
            found.setdefault(before, ClockDoubt.AFTER)
    return found


def in_causal_order(changes: Iterable[Change]) -> list[Change]:
    """Return changes as they are shown, the earliest first.

    That is the order of their hybrid clocks, but a change never stands before one that it
    replaced; of changes that name each other in a ring, as no program of ours writes, the earlier
    clock goes first.
    """
    ordered = sorted(changes, key=order)
    by_key = {change.key: change for change in ordered}
    seen: set[Key] = set()
    for change in ordered:
        if not all(key in seen for key in _before(change, by_key)):
            return _sorted_by_cause(ordered, by_key)
        seen.add(change.key)
    return ordered


def _sorted_by_cause(ordered: Sequence[Change], by_key: Mapping[Key, Change]) -> list[Change]:
    waits = {change.key: _before(change, by_key) for change in ordered}
    followers: dict[Key, list[Change]] = {}
    for change in ordered:
        for key in waits[change.key]:
            followers.setdefault(key, []).append(change)
    ready = [(order(one), one.key) for one in ordered if not waits[one.key]]
    heapq.heapify(ready)
    left = list(reversed(ordered))  # from which a ring is broken, the earliest clock first
    placed: dict[Key, Change] = {}
    while len(placed) < len(by_key):
        if ready:
            _, key = heapq.heappop(ready)
        else:
            while left[-1].key in placed:
                left.pop()
            key = left[-1].key
        if key in placed:
            continue
        placed[key] = by_key[key]
        for follower in followers.get(key, ()):
            waits[follower.key].discard(key)
            if not waits[follower.key]:
                heapq.heappush(ready, (order(follower), follower.key))
    return list(placed.values())


def _before(change: Change, by_key: Mapping[Key, Change]) -> set[Key]:
    """Return the changes that this one replaced, among those of the same record that are here."""
    return {
        key
        for keys in change.replaced.values()
        for key in keys
        if key != change.key and key in by_key
    }
