"""What looks wrong on file, as the findings page and the command line show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from iro_desktop.domain.measures import Figures
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.quality import (
    RULES,
    Finding,
    effect_by_measure,
    findings,
    say_effects,
)
from iro_desktop.domain.records import (
    KINDS,
    ChildRecord,
    EscalationStep,
    FamilySafeguardingChecklist,
    MonitoringCheck,
    Officer,
    Participation,
    Record,
    Review,
    ReviewPart,
)
from iro_desktop.domain.records.oversight import Escalation
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import counted, say_number
from iro_desktop.services.child_records import ENTERING
from iro_desktop.services.record_words import record_heading
from iro_desktop.services.versions_waiting import count

LOOKED_AT: Final = frozenset(KINDS) - {"AccessEvent", "Snooze", "SavedFilter", "FrozenCount"}
"""The kinds of records that findings depend on."""

DOUBLES: Final = frozenset(
    {"duplicate_review", "near_review", "duplicate", "second_open_plan", "8940", "8840", "overlap"}
)
"""The rules whose finding may be a record that is there once too often."""

_OPENS_ITS_REVIEW: Final = (Participation, FamilySafeguardingChecklist, ReviewPart)
_HAVE_FORMS: Final = (*ENTERING, Review, MonitoringCheck, Escalation, EscalationStep)
_ADD: Final = "add "
_DO: Final = "do "
_NOTHING: Final = "Nothing to mend"


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One finding as the page shows it.

    ``child`` is the reference, ``who`` the initials; of what is about no child both are empty.
    ``what`` names the record, ``effect`` says what figures make of it. To mend it one does the
    window's ``action``, adds a record of the kind ``adds``, or opens the record ``opens_id`` of
    the kind ``opens``; where all three are empty, no form does it. ``is_double``: the record may
    be there once too often, so that it is deleted rather than changed.
    """

    key: tuple[str, ...]
    rule: str
    title: str
    source: str
    child_id: str
    child: str
    who: str
    what: str
    sentence: str
    effect: str
    action: str = ""
    adds: str = ""
    opens: str = ""
    opens_id: str = ""
    kind: str = ""
    record_id: str = ""
    is_double: bool = False

    @property
    def can_be_mended(self) -> bool:
        """Whether there is a form that mends it."""
        return bool(self.action or self.adds or self.opens)


@dataclass(frozen=True, slots=True)
class QualityPage:
    """All findings of a store, by rule; ``titles`` are those of the rules, in order."""

    rows: tuple[QualityRow, ...]
    titles: tuple[str, ...]
    headline: str
    note: str


def quality_page(
    snapshot: Snapshot, figures: Figures, practice: Practice, today: date, officer_id: str
) -> QualityPage:
    """Return the findings of a store in words."""
    found = findings(snapshot, figures, officer_id)
    return QualityPage(
        tuple(_rows(snapshot, found, practice, today)),
        tuple(rule.title for rule in RULES.values()),
        f"{counted(len(found), 'finding')} to look at" if found else _NOTHING,
        _note(snapshot, found),
    )


def number_found(snapshot: Snapshot, figures: Figures, child_id: str = "") -> int:
    """Return how many findings there are, of one child or of all."""
    found = findings(snapshot, figures)
    return sum(one.child_id == child_id for one in found) if child_id else len(found)


def mark_words(number: int) -> str:
    """Return how a child's page says that there are findings; "" for none."""
    return f"{counted(number, 'finding')} in the data" if number else ""


def _note(snapshot: Snapshot, found: Iterable[Finding]) -> str:
    """Return about how many children it is, and where else there is something to settle."""
    children = {one.child_id for one in found} - {""}
    rules = {one.rule for one in found}
    parts = []
    if rules:
        of_rules = counted(len(rules), "rule")
        parts.append(f"{of_rules}, {counted(len(children), 'child', 'children')}")
    if waiting := count(snapshot).words:
        parts.append(f"{waiting}: see “Two versions” in the Edit menu")
    return " · ".join(parts)


def _rows(
    snapshot: Snapshot, found: Iterable[Finding], practice: Practice, today: date
) -> Iterator[QualityRow]:
    records = _Records(snapshot)
    said: dict[Any, str] = {}
    for one in found:
        if one.effects not in said:
            said[one.effects] = say_effects(one.effects, practice, today)
        rule = RULES[one.rule]
        record = records.find(one)
        case = snapshot.cases.get(one.child_id)
        is_child = one.kind == "Child"
        yield QualityRow(
            one.key,
            one.rule,
            rule.title,
            rule.source,
            one.child_id if case else "",
            case.child.reference if case else "",
            case.child.initials if case else "",
            "" if is_child or record is None else _what(record),
            one.sentence,
            said[one.effects],
            kind=one.kind,
            record_id=one.record_id,
            is_double=one.rule in DOUBLES and bool(case),
            **_mending(one, record),
        )


def _what(record: Record) -> str:
    return record.name or "IRO" if isinstance(record, Officer) else record_heading(record)


def _mending(one: Finding, record: Record | None) -> dict[str, Any]:
    """Return which form mends a finding, as fields of its row."""
    if one.mends.startswith(_DO):
        return {"action": one.mends.removeprefix(_DO)}
    if one.mends.startswith(_ADD):
        return {"adds": one.mends.removeprefix(_ADD)}
    if one.mends or record is None:
        return {}
    if isinstance(record, _OPENS_ITS_REVIEW):
        return {"opens": Review.__name__, "opens_id": record.review_id}
    if isinstance(record, _HAVE_FORMS):
        return {"opens": one.kind, "opens_id": record.id}
    return {}


class _Records:
    """Finds the records that findings are about: by child, so that none is looked for twice."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[tuple[str, str], Mapping[str, Record]] = {}
        self._orphans = {record.id: record for record in snapshot.orphans}

    def find(self, one: Finding) -> Record | None:
        """Return the record of a finding, or None."""
        key = (one.child_id, one.kind)
        if key not in self._known:
            kind = KINDS[one.kind]
            case = self._snapshot.cases.get(one.child_id)
            of_child = case is not None and issubclass(kind, ChildRecord)
            records = case.of(kind) if case is not None and of_child else self._snapshot.of(kind)
            self._known[key] = {record.id: record for record in records}
        return self._known[key].get(one.record_id) or self._orphans.get(one.record_id)


# The command line


def as_json(
    snapshot: Snapshot, found: Iterable[Finding], practice: Practice, today: date
) -> list[dict[str, Any]]:
    """Return findings of a store as the command line prints them."""
    return [
        {
            "rule": one.rule,
            "child": _reference(snapshot, one),
            "kind": one.kind,
            "record": one.record_id,
            "sentence": one.sentence,
            "effect": effect_by_measure(one.effects, practice, today),
        }
        for one in found
    ]


def _reference(snapshot: Snapshot, one: Finding) -> str:
    case = snapshot.cases.get(one.child_id)
    return case.child.reference if case else ""


def lines_of(
    snapshot: Snapshot, found: Iterable[Finding], practice: Practice, today: date
) -> Iterator[str]:
    """Yield findings of a store as text: each rule with its number, then its children."""
    rows = list(_rows(snapshot, found, practice, today))
    yield from grouped_lines(
        [(row.rule, f"{row.title} ({row.source})", row.child, row.sentence) for row in rows]
    )


def grouped_lines(found: list[tuple[str, str, str, str]]) -> Iterator[str]:
    """Yield (rule, its words, child, sentence) by rule with counts; nothing found is said too."""
    if not found:
        yield f"{_NOTHING}."
        return
    yield f"{counted(len(found), 'finding')}:"
    counts = Counter(rule for rule, *_ in found)
    shown = ""
    for rule, words, child, sentence in found:
        if rule != shown:
            yield f"{words}: {say_number(counts[rule])}"
            shown = rule
        yield f"  {child or '-'}: {sentence}"
