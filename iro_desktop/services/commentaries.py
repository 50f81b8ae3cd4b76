"""What people write for each section of a yearly report, kept and carried to the next year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.limits import limit_problems, refuse
from iro_desktop.domain.measures import Period
from iro_desktop.domain.records import Commentary
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.yearly_report import SECTIONS, SectionKey, SectionWords
from iro_desktop.services.workspace import Workspace, new_id


def commentary_for(workspace: Workspace, period: Period) -> Mapping[SectionKey, SectionWords]:
    """The words of each section for a period, else those of the year before as a proposal.

    A section of which neither is on file is not there.
    """
    return commentary_in(workspace.snapshot, period)


def commentary_in(snapshot: Snapshot, period: Period) -> Mapping[SectionKey, SectionWords]:
    """The same of one moment of a store."""
    found: dict[SectionKey, SectionWords] = {}
    for key in SECTIONS:
        own = _of(snapshot, key, period)
        before = own or _of(snapshot, key, year_before(period))
        if before is not None and (own is not None or before.words.strip()):
            found[key] = SectionWords(before.words, proposed=own is None)
    return found


def year_before(period: Period) -> Period:
    """The same days of the year before, up to the day before the period where it is a year."""
    if period.from_on is None:
        return period.year_before()
    return Period(add_months(period.from_on, -12), period.from_on - timedelta(days=1))


def keep_commentary(workspace: Workspace, key: SectionKey, period: Period, words: str) -> str:
    """Keep the words of a section for a period, and return the record’s id.

    Empty words are kept too: nothing is then said, and last year’s are proposed no more. Raises
    RefusedError.
    """
    before = _of(workspace.snapshot, key, period)
    blank = Commentary(id=new_id(), section=key.value, from_on=period.from_on, to_on=period.to_on)
    kept = replace(before or blank, words=words.strip())
    refuse(limit_problems(kept))
    verb = "write" if before is None else "change"
    with workspace.write(f"{verb} the commentary of a report") as write:
        write.put(kept)
    return kept.id


def _of(snapshot: Snapshot, key: SectionKey, period: Period) -> Commentary | None:
    """Return the commentary of a section for just these days; of two the one with the later id."""
    found = [
        one
        for one in snapshot.of(Commentary)
        if (one.section, one.from_on, one.to_on) == (key.value, period.from_on, period.to_on)
    ]
    return max(found, key=lambda one: one.id, default=None)
