"""What a yearly report is: its sections with their bullets, charts, words and tables, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.measures import Period
from iro_desktop.domain.paper import Table
from iro_desktop.domain.records import Feedback, Priority
from iro_desktop.domain.verdicts import Verdict


class SectionKey(StrEnum):
    """The sections, by what commentaries on file know them by."""

    LOOKED_AFTER = "looked_after"
    PROTECTION = "protection"
    OVERSIGHT = "oversight"
    PRIORITIES = "priorities"


SECTIONS: Final[Mapping[SectionKey, str]] = {
    SectionKey.LOOKED_AFTER: "Children {Looked_After}",
    SectionKey.PROTECTION: "Child Protection Planning",
    SectionKey.OVERSIGHT: "IRO Oversight and Assurance",
    SectionKey.PRIORITIES: "Recommendations and Priorities",
}
"""The sections in the order of the report and their headings."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One finding as a sentence.

    ``lead`` says what happened, ``figures`` from what to what, ``more`` what it is held against;
    ``slide`` is it for a slide, where that is not lead and figures; ``words`` is the whole of it.
    ``is_advice``: it recommends something.
    """

    measure_id: str
    lead: str
    figures: str = ""
    more: str = ""
    verdict: Verdict = Verdict.NONE
    slide: str = ""
    is_advice: bool = False

    @property
    def short(self) -> str:
        """The sentence for a slide: "Reviews in time remain good: 96.7%"."""
        return self.slide or ": ".join(filter(None, (self.lead, self.figures)))

    @property
    def words(self) -> str:
        """The whole sentence, ending with a full stop."""
        said = ": ".join(filter(None, (self.lead, self.figures)))
        return _sentence("; ".join(filter(None, (said, self.more))))


@dataclass(frozen=True, slots=True)
class Omission:
    """What is not written, or not compared, and why."""

    what: str
    why: str

    @property
    def words(self) -> str:
        """Return "Repeat plans (ever): no year before to compare with."."""
        return _sentence(f"{self.what}: {self.why}")


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What somebody wrote for one section; ``proposed``: it is last year's and not yet theirs."""

    words: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart: the title of what it measures, and any series that draws."""

    measure_id: str
    title: str
    series: ChartSeries


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One section: bullets, charts, commentary, tables."""

    key: SectionKey
    heading: str
    bullets: tuple[Bullet, ...]
    charts: tuple[ReportChart, ...] = ()
    commentary: SectionWords | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Defined:
    """A measure as the annex explains it."""

    title: str
    definition: str
    aim: str
    source: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report takes in that no figure counts.

    ``last_year`` are the priorities that the report before set, ``next_year`` those that this one
    sets. ``notes`` say what the figures rest on: "37 of 40 IROs".
    """

    commentaries: Mapping[SectionKey, SectionWords] = field(default_factory=dict)
    last_year: Sequence[Priority] = ()
    next_year: Sequence[Priority] = ()
    feedback: Sequence[Feedback] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """A whole report; ``method`` is how months and days are counted."""

    title: str
    whose: str
    period: Period
    sections: tuple[ReportSection, ...]
    last_year: tuple[Priority, ...]
    next_year: tuple[Priority, ...]
    definitions: tuple[Defined, ...]
    notes: tuple[str, ...]
    not_written: tuple[Omission, ...]
    method: str

    def section(self, key: SectionKey) -> ReportSection:
        """The section of a key."""
        return next(one for one in self.sections if one.key is key)


def _sentence(said: str) -> str:
    said = f"{said[:1].upper()}{said[1:]}"
    return said if said.endswith(".") else f"{said}."
