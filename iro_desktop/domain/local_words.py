"""The council's own words in the program's texts: for being looked after, in full and in short."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.casefile.spans import is_looked_after, on_plan
from iro_desktop.domain.codes import say
from iro_desktop.domain.records import Standards
from iro_desktop.domain.snapshot import CaseFile

_LOOKED_AFTER: Final = "looked after"
_CP: Final = "CP"
_ON_PLAN: Final = "child protection plan"


def local_words(text: str, standards: Standards) -> str:
    """Return a text of the program with the local word for being looked after.

    Never for what somebody has typed: that stays as it is.
    """
    label = standards.looked_after_label
    return text.replace(_LOOKED_AFTER, label).replace(_capital(_LOOKED_AFTER), _capital(label))


def say_review_type(code: str, standards: Standards) -> str:
    """Return the type of a review in words: "Child looked after review"."""
    return local_words(say("review_type", code), standards)


def status_tags(case: CaseFile, day: date, standards: Standards) -> tuple[str, ...]:
    """Return the short words for how a child stands on that day: CLA, CP, both or neither."""
    looked_after = is_looked_after(case, day, short_breaks=True)
    return (standards.looked_after_short,) * looked_after + (_CP,) * _on_plan(case, day)


def status_words(case: CaseFile, day: date, standards: Standards) -> tuple[str, ...]:
    """Return the same in full: "looked after", "child protection plan"."""
    looked_after = is_looked_after(case, day, short_breaks=True)
    return (standards.looked_after_label,) * looked_after + (_ON_PLAN,) * _on_plan(case, day)


def _on_plan(case: CaseFile, day: date) -> bool:
    return on_plan(case, day, temporary=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
