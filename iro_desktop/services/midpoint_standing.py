"""How a check between two reviews stands on a day, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, Literal

from iro_desktop.domain.casefile import Midpoint, allocation_on, put_off, qualifying_checks
from iro_desktop.domain.casefile.due import SOON_DAYS, due_of_midpoint
from iro_desktop.domain.records import MonitoringCheck
from iro_desktop.domain.snapshot import CaseFile

Standing = Literal["overdue", "soon", "open", "later", "put_off", "late", "done", "missed"]
"""``overdue``: past its day without a check, and the review is still ahead; ``soon``: its day is at
most seven days off; ``open``: its window is; ``later``: not even that; ``put_off``: one of these,
but the IRO has put it off; ``done``: checked within the window; ``late``: after it, before the
review; ``missed``: not checked, and the review has been."""
OPEN: Final[tuple[Standing, ...]] = ("overdue", "soon", "open", "later", "put_off")
"""The standings of midpoints that still want a check."""
_LOOK_BACK_DAYS: Final = 365


def standings(
    case: CaseFile, found: Iterable[Midpoint], officer_id: str, today: date
) -> Iterator[tuple[Midpoint, Standing, MonitoringCheck | None]]:
    """Yield the midpoints that are an IRO's and not long past, with how they stand."""
    for midpoint in found:
        if midpoint.state == "removed":
            continue
        standing, check = _standing(case, midpoint, today)
        is_open = standing in OPEN
        if not is_open and midpoint.on < today - timedelta(_LOOK_BACK_DAYS):
            continue
        if is_whose(case, officer_id, today if is_open else min(midpoint.on, today)):
            yield midpoint, standing, check


def is_whose(case: CaseFile, officer_id: str, day: date) -> bool:
    """Return whether a child is this IRO's on a day; without an ``officer_id`` it always is."""
    owner = allocation_on(case, day)
    return not officer_id or (owner is not None and owner.officer_id == officer_id)


def _standing(
    case: CaseFile, midpoint: Midpoint, today: date
) -> tuple[Standing, MonitoringCheck | None]:
    """Return how a midpoint stands and the check that settled it, late ones included."""
    if midpoint.state == "met":
        return "done", _check(case, midpoint.check_id)
    if midpoint.state == "missed":
        # An overdue review leaves the interval running: a late check belongs to it all the same.
        until = today if midpoint.current else midpoint.interval_to
        for day, check_id in qualifying_checks(case, today):
            if midpoint.window_to < day <= until:
                return "late", _check(case, check_id)
        if not midpoint.current:
            return "missed", None
    if put_off(case, due_of_midpoint(midpoint, ""), today) is not None:
        return "put_off", None
    return waiting(midpoint, today), None


def waiting(midpoint: Midpoint, today: date) -> Standing:
    """Return how a midpoint stands that still wants a check, whether or not it was put off."""
    if midpoint.state == "missed" or midpoint.on < today:
        return "overdue"
    if (midpoint.on - today).days <= SOON_DAYS:
        return "soon"
    return "open" if midpoint.state == "open" else "later"


def _check(case: CaseFile, check_id: str) -> MonitoringCheck | None:
    return next((check for check in case.of(MonitoringCheck) if check.id == check_id), None)


def last_check(case: CaseFile, today: date) -> MonitoringCheck | None:
    """Return the latest check up to today that is more than a file note, or None."""
    return max(
        (
            check
            for check in case.of(MonitoringCheck)
            if check.analysis.strip() and (check.checked_on or date.max) <= today
        ),
        key=lambda check: (check.checked_on or date.min, check.id),
        default=None,
    )
