"""What a measure is: its words, its unit, and the function that lists its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch
from iro_desktop.domain.measures.sources import CaseFacts

ListOutcomes = Callable[[CaseFacts], Iterable[Outcome]]
ListStretches = Callable[[CaseFacts], Iterable[Stretch]]
Finish = Callable[[list[Outcome]], list[Outcome]]


class Kind(Enum):
    """How a measure's cases become its figure.

    EVENT: outcomes met over all outcomes of the period. NUMBER: children that stand at its end.
    SHARE: of the children that stand at its end, those that are met. PER_FTE: children that stand
    at its end over working FTE. RATE: outcomes of the period over the average caseload.
    """

    EVENT = auto()
    NUMBER = auto()
    SHARE = auto()
    PER_FTE = auto()
    RATE = auto()

    @property
    def of_events(self) -> bool:
        """Whether the measure lists outcomes rather than stretches."""
        return self in {Kind.EVENT, Kind.RATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words that statements put a measure into; labels of the standards stand in braces.

    They fit these sentences: "{subject} rose from 57% to 83%"; "83% of {cases} {met}";
    "3 of 4 {cases} {met}"; "there were no {cases}"; and, of a count, "1 {case}", "2 {cases}".
    """

    subject: str
    cases: str
    met: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of the service, with all that tells how it is counted.

    ``definition`` answers "how is this counted?". ``parts`` maps the parts that make up the total
    to their words, ``beside`` those shown apart from it, ``sums`` those that add parts together;
    ``one_officer_only`` parts are in the sums of one IRO and not in those of the whole service.
    ``finish`` sees the outcomes of all children together, where a measure needs that.
    """

    id: str
    title: str
    kind: Kind
    unit: Unit
    wording: Wording
    definition: str
    outcomes: ListOutcomes | None = None
    stretches: ListStretches | None = None
    finish: Finish | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    one_officer_only: frozenset[str] = frozenset()
