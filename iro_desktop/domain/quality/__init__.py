"""Data quality: what is on file and looks wrong, by rule, with what it does to the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from iro_desktop.domain.measures import MEASURES, Figures
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.quality import care, links, oversight, plans, reviews
from iro_desktop.domain.quality.finding import Effect, Finding, Rule
from iro_desktop.domain.records import Meeting
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import say_list

__all__ = ["RULES", "Effect", "Finding", "Rule", "effect_by_measure", "findings", "say_effects"]

RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule
    for rule in (*reviews.RULES, *plans.RULES, *care.RULES, *oversight.RULES, *links.RULES)
}
"""Id -> rule on the records of a store, in the order in which they are shown."""

_FINDINGS: Final = "findings"
_ORDER: Final = {rule_id: number for number, rule_id in enumerate(RULES)}


def findings(snapshot: Snapshot, figures: Figures, officer_id: str = "") -> tuple[Finding, ...]:
    """Return all that looks wrong in a store, as known on the as-of day of its figures.

    By rule, then by the children's references. ``officer_id`` is who is asking.
    """
    facts = figures.listing.facts
    meetings = {meeting.id: meeting for meeting in figures.sources.meetings}
    found: list[Finding] = []
    for one in facts.values():
        found += _of_child(one, meetings)
    found += oversight.officer_findings(figures.sources, facts.values(), officer_id)
    found += links.link_findings(snapshot)
    return _sorted(snapshot, found)


def _of_child(facts: CaseFacts, meetings: Mapping[str, Meeting]) -> tuple[Finding, ...]:
    """Return what looks wrong with one child; it holds for as long as the facts do."""
    known: tuple[Finding, ...] | None = facts.beside.get(_FINDINGS)
    if known is None:
        known = (
            *reviews.review_findings(facts),
            *plans.plan_findings(facts),
            *care.care_findings(facts),
            *oversight.oversight_findings(facts, meetings),
        )
        facts.beside[_FINDINGS] = known
    return known


def _sorted(snapshot: Snapshot, found: Iterable[Finding]) -> tuple[Finding, ...]:
    def place(one: Finding) -> tuple[int, str, str, str]:
        case = snapshot.cases.get(one.child_id)
        reference = case.child.reference if case else ""
        return (_ORDER[one.rule], reference, one.kind, one.record_id)

    return tuple(sorted(found, key=place))


def effect_by_measure(effects: Iterable[Effect], practice: Practice, today: date) -> dict[str, str]:
    """Return measure id -> what becomes of it: "This review is left out of “Reviews in time”"."""
    return {
        measure_id: f"{effect.words} “{title_of(MEASURES[measure_id], practice, today)}”."
        for effect in effects
        for measure_id in effect.measures
    }


def say_effects(effects: Iterable[Effect], practice: Practice, today: date) -> str:
    """Return what becomes of the figures in one text; "" where nothing does."""
    said = []
    for effect in effects:
        titles = [f"“{title_of(MEASURES[one], practice, today)}”" for one in effect.measures]
        said.append(f"{effect.words} {say_list(titles)}.")
    return " ".join(said)
