"""One kind of thing alone on a child's timeline, and how many there are of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from iro_desktop.domain.words import counted, say_date
from iro_desktop.services.child_timeline import Bar, Mark, Timeline

WORDS: Final = {
    "reviews": "Reviews",
    "checks": "Checks",
    "contacts": "Contacts",
    "challenges": "Challenges",
    "plans": "Plans",
    "notifications": "Notifications",
}
"""Kind -> its words, in the order in which it can be chosen."""

_WITH_GAPS: Final = frozenset({"reviews", "checks", "contacts"})


def kind_of(item: Mark | Bar) -> str:
    """Return what kind of thing stands on a timeline."""
    if isinstance(item, Mark) and item.look == "contact":
        return "contacts"
    return "notifications" if item.lane == "told" else item.lane


def counts(timeline: Timeline) -> dict[str, int]:
    """Return kind -> how many things of it are shown, what is still to come left out."""
    found = dict.fromkeys(WORDS, 0)
    items: tuple[Mark | Bar, ...] = (*timeline.marks, *timeline.bars)
    for item in items:
        if not (isinstance(item, Mark) and item.look == "due"):
            found[kind_of(item)] += 1
    return found


def only(timeline: Timeline, kind: str) -> Timeline:
    """Return a timeline with one kind alone, each where it stood; an unknown kind is all of it.

    A gap is one between reviews, checks and contacts: it is left out where none of them is shown.
    """
    if kind not in WORDS:
        return timeline
    number = counted(counts(timeline)[kind], WORDS[kind].lower().removesuffix("s"))
    return replace(
        timeline,
        marks=tuple(mark for mark in timeline.marks if kind_of(mark) == kind),
        bars=tuple(bar for bar in timeline.bars if kind_of(bar) == kind),
        gaps=timeline.gaps if kind in _WITH_GAPS else (),
        said=f"From {say_date(timeline.from_on)} to today: {number}",
    )
