"""One thing on file that looks wrong: the rule it breaks, what to do, what it does to figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iro_desktop.domain.records import ChildRecord, Record

OWN = "Own rule"
"""The source of a rule that no national validator has."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What something does to some measures: ``words`` stand before their titles.

    "This review is left out of" and the ids of the measures that leave it out.
    """

    words: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on the records of a store. ``source`` says whose it is.

    ``effects`` are what each finding of it does to figures, unless the finding has its own.
    """

    id: str
    title: str
    source: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One record that breaks a rule.

    ``child_id`` is empty for what is about no child. ``sentence`` says what is wrong and what to
    do. ``mends`` says which form mends it: empty for that of the record itself, ``add KIND`` for a
    new record of a kind, ``do ACTION`` for an action of the window, ``none`` where none does.
    """

    rule: str
    child_id: str
    kind: str
    record_id: str
    sentence: str
    effects: tuple[Effect, ...] = ()
    mends: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from the other findings of a store, from day to day."""
        return (self.rule, self.kind, self.record_id, self.sentence)


Found = Iterator[Finding]


def finding(
    rule: Rule,
    record: Record,
    sentence: str,
    *,
    effects: tuple[Effect, ...] | None = None,
    mends: str = "",
) -> Finding:
    """Return the finding that a record breaks a rule."""
    child_id = record.child_id if isinstance(record, ChildRecord) else ""
    shown = rule.effects if effects is None else effects
    return Finding(rule.id, child_id, type(record).__name__, record.id, sentence, shown, mends)


def of_child(rule: Rule, child_id: str, sentence: str, *, mends: str = "do edit_child") -> Finding:
    """Return the finding that what is on file of a child as a whole breaks a rule."""
    return Finding(rule.id, child_id, "Child", child_id, sentence, rule.effects, mends)
