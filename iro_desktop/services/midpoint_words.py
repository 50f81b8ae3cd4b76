"""What is said of one check between two reviews: how late it is, until when it counts, and why."""

from __future__ import annotations

from datetime import date

from iro_desktop.domain.casefile import Midpoint, PutOff
from iro_desktop.domain.words import near_date, say_days, short_date
from iro_desktop.services.midpoint_standing import OPEN, Standing, waiting


def why(midpoint: Midpoint) -> str:
    """Return why the midpoint is that day: "halfway between the reviews of 4 Mar and 2 Sep 2026".

    The later of the two is a due date until that review is held.
    """
    what = "conferences" if midpoint.part == "cp" else "reviews"
    between = _two_days(midpoint.interval_from, midpoint.interval_to, " and ")
    return f"halfway between the {what} of {between}"


def _two_days(start: date, end: date, between: str) -> str:
    """Return two days as one phrase; a year that they share is said once."""
    first = short_date(start)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    return f"{first}{between}{short_date(end)}"


def due_words(
    on: date, standing: Standing, checked_on: date | None, today: date, later: PutOff | None
) -> str:
    """Return how a check stands: "3 days late", "in 5 days", "Done 4 Mar"; put off, until when."""
    days = (on - today).days
    if later is not None:
        said = later.words(today)
        return said[:1].upper() + said[1:]
    if standing == "overdue":
        return f"{say_days(-days)} late"
    if standing in OPEN:
        return "today" if days == 0 else f"in {say_days(days)}"
    if checked_on is None:
        return "Not recorded"
    return f"{'Done' if standing == 'done' else 'Late,'} {near_date(checked_on, today)}"


def window_words(midpoint: Midpoint, standing: Standing, today: date) -> str:
    """Return until when a check counts: "Counts until 11 Apr", "Counts from 2 May"."""
    from_on, until_on = midpoint.window_from, midpoint.window_to
    if standing == "put_off":
        standing = waiting(midpoint, today)  # the window is not put off
    if standing == "overdue" and until_on < today:
        return f"Too late to count since {near_date(until_on, today)}"
    if standing in ("overdue", "soon", "open"):
        return f"Counts until {near_date(until_on, today)}"
    if standing == "later":
        return f"Counts from {near_date(from_on, today)}"
    return {"done": "In time", "late": "Too late to count"}.get(standing, "Never checked")
