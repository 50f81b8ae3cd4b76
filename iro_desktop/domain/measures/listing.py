"""The cases of a caseload, listed once for each measure and child, kept while nothing changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from iro_desktop.domain.casefile import Midpoint
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.measures.definition import Kind, Measure
from iro_desktop.domain.measures.kept import Kept, KeptMoves
from iro_desktop.domain.measures.outcome import Outcome, Stretch
from iro_desktop.domain.measures.period import Period
from iro_desktop.domain.measures.sources import CaseFacts, Sources
from iro_desktop.domain.measures.tally import EventTally, StockTally


class Listing:
    """Each measure's cases, ready to be added up; nothing is listed before it is asked for.

    Of an ``earlier`` listing the cases of those children are kept whose case files are the same.
    """

    def __init__(self, sources: Sources, earlier: Listing | None = None) -> None:
        self._sources = sources
        self._facts = _facts(sources, earlier.known_to(sources) if earlier else {})
        self._kept = Kept(sources.kept)
        self._events: dict[str, EventTally] = {}
        self._stocks: dict[str, StockTally] = {}

    def events(self, measure: Measure) -> EventTally:
        """The outcomes of a measure of events."""
        if measure.id not in self._events:
            with without_collecting():
                listed = self.outcomes(measure)
                finished = measure.finish(listed) if measure.finish else listed
                single = measure.kind in {Kind.MEAN, Kind.MEDIAN}
                kept = self._kept.events(measure.id, measure.is_beside, single=single)
                self._events[measure.id] = EventTally(finished, measure.is_beside, kept)
        return self._events[measure.id]

    def stock(self, measure: Measure) -> StockTally:
        """The stretches of a measure of stock."""
        if measure.id not in self._stocks:
            with without_collecting():
                kept = self._kept.stock(measure.id, measure.is_beside)
                listed = self.stretches(measure)
                self._stocks[measure.id] = StockTally(listed, measure.is_beside, kept)
        return self._stocks[measure.id]

    def outcomes(self, measure: Measure, child_ids: Collection[str] | None = None) -> list[Outcome]:
        """What each child's records give, of all or of some, before families are put together."""
        return [one for facts in self._chosen(child_ids) for one in _outcomes(measure, facts)]

    def stretches(
        self, measure: Measure, child_ids: Collection[str] | None = None
    ) -> list[Stretch]:
        """The stretches of all children, or of some."""
        return [one for facts in self._chosen(child_ids) for one in _stretches(measure, facts)]

    def erased_moves(self, measure: Measure, period: Period, officer_id: str | None) -> KeptMoves:
        """How many erased children joined and left in a period."""
        return self._kept.moves(measure.id, period, officer_id)

    def _chosen(self, child_ids: Collection[str] | None) -> Collection[CaseFacts]:
        if child_ids is None:
            return self._facts.values()
        return [facts for child_id, facts in self._facts.items() if child_id in child_ids]

    @property
    def facts(self) -> Mapping[str, CaseFacts]:
        """Child id -> what was worked out of the case file, for who asks more than figures."""
        return self._facts

    def midpoints(self, child_id: str) -> tuple[Midpoint, ...]:
        """Every midpoint of a child, worked out once; KeyError for a child that is not there."""
        return self._facts[child_id].midpoints

    def known_to(self, sources: Sources) -> Mapping[str, CaseFacts]:
        """The facts that hold for other sources too, if their case files are the same."""
        return self._facts if self._sources.same_rules_as(sources) else {}


def _facts(sources: Sources, known: Mapping[str, CaseFacts]) -> dict[str, CaseFacts]:
    """Return the facts of each child, those already known where its case file is the same."""
    meetings = {meeting.id: meeting for meeting in sources.meetings}
    facts = {}
    for child_id, case in sources.cases.items():
        before = known.get(child_id)
        if before is None or before.case is not case:
            before = CaseFacts(case, sources.practice, sources.as_of, meetings)
        facts[child_id] = before
    return facts


def _outcomes(measure: Measure, facts: CaseFacts) -> tuple[Outcome, ...]:
    """Return a child's outcomes up to the as-of day."""
    known = facts.outcomes.get(measure.id)
    if known is None:
        as_of = facts.as_of
        listed = measure.outcomes(facts) if measure.outcomes else ()
        known = tuple([one for one in listed if one.on <= as_of])
        facts.outcomes[measure.id] = known
    return known


def _stretches(measure: Measure, facts: CaseFacts) -> tuple[Stretch, ...]:
    """Return a child's stretches that had begun by the as-of day."""
    known = facts.stretches.get(measure.id)
    if known is None:
        as_of = facts.as_of
        listed = measure.stretches(facts) if measure.stretches else ()
        known = tuple([one for one in listed if one.from_on <= as_of])
        facts.stretches[measure.id] = known
    return known
