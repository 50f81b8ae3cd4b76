"""What a measure is: its words, its unit, and the function that lists its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Final

from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch
from iro_desktop.domain.measures.period import Period
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.practice import Practice

Lacking = Callable[[Practice, date], str]
"""What a figure of a day needs and nobody has set, in words: "no school terms are entered"."""

ListOutcomes = Callable[[CaseFacts], Iterable[Outcome]]
ListStretches = Callable[[CaseFacts], Iterable[Stretch]]
Finish = Callable[[list[Outcome]], list[Outcome]]


class Kind(Enum):
    """How a measure's cases become its figure.

    EVENT: outcomes met over all outcomes of the period. NUMBER: children that stand at its end.
    SHARE: of the children that stand at its end, those that are met. PER_FTE: children that stand
    at its end over working FTE. RATE: outcomes of the period over the average caseload. MEAN:
    amounts of the period's outcomes over their weights. MEDIAN: the middle one of their amounts.
    BREAKDOWN: outcomes of each part over all outcomes of the period; the parts are what is found.
    PER_POPULATION: children that stand at its end over the children who live in the area.
    RATIO: outcomes met over those not met, which are cases of another sort, each on its own day.
    """

    EVENT = auto()
    NUMBER = auto()
    SHARE = auto()
    PER_FTE = auto()
    RATE = auto()
    MEAN = auto()
    MEDIAN = auto()
    BREAKDOWN = auto()
    PER_POPULATION = auto()
    RATIO = auto()

    @property
    def of_events(self) -> bool:
        """Whether the measure lists outcomes rather than stretches."""
        return self not in {Kind.NUMBER, Kind.SHARE, Kind.PER_FTE, Kind.PER_POPULATION}


class Section(StrEnum):
    """The parts of the yearly report, in its order."""

    LOOKED_AFTER = "Children looked after"
    PROTECTION = "Child protection planning"
    OVERSIGHT = "IRO oversight and assurance"
    PRIORITIES = "Priorities"


BESIDE: Final = "beside: "
"""What the name of a part begins with that a BREAKDOWN found and that is not in its total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words that statements put a measure into; labels of the standards stand in braces.

    They fit these sentences: "{subject} rose from 57% to 83%"; "83% of {cases} {met}";
    "3 of 4 {cases} {met}"; "there were no {cases}"; of a count, "1 {case}", "2 {cases}"; of a
    median, "{subject} was 14 working days"; of a mean, "{subject}: 2.1 ... (212 {amounts} in 101
    {cases})"; of a breakdown "Delay (34%) led {subject} of 96 {cases}"; of a measure that a break
    cuts, "{renewed} since September 2020, so not compared".
    """

    subject: str
    cases: str
    met: str = ""
    case: str = ""
    amounts: str = ""
    renewed: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: "18 of 20 reviews in time" is 18, 20 and "90%"."""

    words: str
    numerator: float
    denominator: float | None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of the service, with all that tells how it is counted.

    ``definition`` answers "how is this counted?", ``asks`` is the question that the figure itself
    answers, ``one_case`` what one case is ("review"), ``source`` where it comes from: law, guidance
    or practice. ``parts`` maps the parts that make up the total
    to their words, ``beside`` those shown apart from it, ``sums`` those that add parts together;
    ``one_officer_only`` parts are in the sums of one IRO and not in those of the whole service.
    ``finish`` sees the outcomes of all children together, where a measure needs that. ``spread``:
    of the whole service the lowest, middle and highest IRO and district stand beside the total.
    ``parts_of_all``: a part's figure is its cases over all cases and not over its own.
    ``lower_is_better``: the target is the most that the figure should be, not the least.
    ``breaks`` are the days from which on the figure is made of something else: what lies on either
    side of one is never compared, nor drawn as one line. ``lacking`` says what keeps the figure of
    a day from being counted, "" for nothing.
    """

    id: str
    title: str
    kind: Kind
    unit: Unit
    section: Section
    asks: str
    one_case: str
    wording: Wording
    definition: str
    source: str
    examples: tuple[Example, ...] = ()
    outcomes: ListOutcomes | None = None
    stretches: ListStretches | None = None
    finish: Finish | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    one_officer_only: frozenset[str] = frozenset()
    spread: bool = False
    parts_of_all: bool = False
    lower_is_better: bool = False
    breaks: tuple[date, ...] = ()
    lacking: Lacking | None = None

    def break_between(self, earlier: Period, later: Period) -> date | None:
        """The last break that keeps two periods from being compared, or None."""
        start = earlier.from_on if self.kind.of_events else earlier.to_on
        between = (b for b in self.breaks if (start is None or start < b) and b <= later.to_on)
        return max(between, default=None)

    def is_beside(self, part: str) -> bool:
        """Whether a part is shown apart from the total."""
        return part in self.beside or part.startswith(BESIDE)
