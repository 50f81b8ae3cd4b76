"""The check that something calls for: what the IRO was told, until the case is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.due import LONG_AGO, Due
from iro_desktop.domain.casefile.midpoints import qualifying_checks
from iro_desktop.domain.casefile.spans import adult_on, care_spans, plan_spans
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Notification, Review
from iro_desktop.domain.rules import Limit
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import near_date, say_list

_CALLS_FOR_NONE: Final = frozenset({"", "other"})
"""What calls for a check only where the IRO says so."""

_NAMED: Final = 2


@dataclass(frozen=True, slots=True)
class EventCheck:
    """One check that is still to be made because of what the IRO was told.

    ``told`` are the notifications that it answers, the earliest first: its day counts.
    """

    told: tuple[Notification, ...]
    told_on: date
    limit: Limit
    due_on: date

    @property
    def what(self) -> str:
        """What has happened, in a few words: "placement move and exclusion from school"."""
        words = list(dict.fromkeys(_words(one) for one in self.told))
        more = [f"{len(words) - _NAMED} more"] if len(words) > _NAMED else []
        return say_list([*words[:_NAMED], *more])


def _words(notification: Notification) -> str:
    words = say("notification", notification.what)
    return f"{words[:1].lower()}{words[1:]}" if words else "something happened"


def event_check(case: CaseFile, practice: Practice, as_of: date) -> EventCheck | None:
    """Return the check that is due early because of what the IRO was told, or None.

    A check with analysis or a review on the day of the news or after it answers it, one check all
    that is open. What was told more than a year ago calls for nothing any more, nor does anything
    once care and plan have ended.
    """
    open_ = [
        (told_on, one)
        for one in case.of(Notification)
        if (told_on := _told_on(one)) is not None
        and told_on <= as_of <= told_on + LONG_AGO
        and calls_for_check(one)
    ]
    if not open_ or not _is_open(case, as_of):
        return None
    seen = _last_seen(case, as_of)
    open_ = [(on, one) for on, one in open_ if seen is None or on > seen]
    if not open_:
        return None
    open_.sort(key=lambda pair: (pair[0], pair[1].id))
    told_on = open_[0][0]
    limit = limit_on(told_on, practice)
    if limit is None:
        return None
    return EventCheck(
        tuple(one for _, one in open_), told_on, limit, practice.after(told_on, limit)
    )


def calls_for_check(notification: Notification) -> bool:
    """Return whether a notification asks for a check: what the IRO said, or else what it is."""
    if notification.check_needed is not None:
        return notification.check_needed
    return notification.what not in _CALLS_FOR_NONE


def limit_on(told_on: date, practice: Practice) -> Limit | None:
    """Return within how many working days of a day a check is due; None where it never is."""
    days = practice.on(told_on).told_check_days
    return practice.counted(told_on, Limit(days, "working days")) if days else None


def due_of_event(check: EventCheck, case: CaseFile, practice: Practice, as_of: date) -> Due:
    """Return such a check as something due: "Check: placement move, told 3 Mar"."""
    return Due(
        case.child.id,
        "event_check",
        f"Check: {check.what}, told {near_date(check.told_on, as_of)}",
        check.due_on,
        "event_check",
        check.told_on,
        check.told[0].id,
        limit=check.limit,
        holidays_unknown=practice.calendar.beyond(check.due_on),
    )


def _told_on(notification: Notification) -> date | None:
    return notification.told_on or notification.happened_on


def _is_open(case: CaseFile, as_of: date) -> bool:
    adult = adult_on(case.child)
    if adult is not None and as_of >= adult:
        return False
    cared_for = any(span.open_on(as_of) for span in care_spans(case, as_of))
    return cared_for or any(span.open_on(as_of) for span in plan_spans(case, as_of))


def _last_seen(case: CaseFile, as_of: date) -> date | None:
    """Return the last day on which the case was looked at: a check that counts, or a review."""
    days = [day for day, _ in qualifying_checks(case, as_of)]
    days += [one.held_on for one in case.of(Review) if one.held_on and one.held_on <= as_of]
    return max(days, default=None)
