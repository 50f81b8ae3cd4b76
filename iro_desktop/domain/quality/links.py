"""Rules on records beside each other: doubles, links to nothing, unknown codes, no child."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.quality.finding import OWN, Effect, Finding, Found, Rule, finding, of_child
from iro_desktop.domain.records import (
    KINDS,
    Absence,
    Child,
    ChildRecord,
    Contact,
    EducationPlan,
    Feedback,
    HealthAssessment,
    Meeting,
    MonitoringCheck,
    Officer,
    OtherDuty,
    Participation,
    PermanencePlan,
    Record,
    WorkingTime,
    fields_of,
)
from iro_desktop.domain.records.fields import About
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import plain_date

SAME_CHILD: Final = Rule(
    "duplicate_child", "Two children with the same reference or pupil number", OWN,
    (Effect("If they are one child, it counts twice in",
            ("cla_number", "cp_number", "caseload_per_fte")),),
)  # fmt: skip
SAME: Final = Rule("duplicate", "The same record twice", OWN)
DANGLING: Final = Rule("dangling_link", "Points to something that is not on file", OWN)
UNKNOWN: Final = Rule("unknown_code", "A code that is not in its list", OWN)
ORPHAN: Final = Rule("orphan", "Belongs to a child who is not on file", OWN)
RULES: Final = (SAME_CHILD, SAME, DANGLING, UNKNOWN, ORPHAN)

_CHECKED: Final = (Meeting, WorkingTime, Absence, OtherDuty, Feedback, Officer)
"""Kinds about no child that people enter; what the program notes for itself is not looked at."""
_NATURAL: Final[Mapping[type[ChildRecord], Callable[[Any], tuple[Hashable, ...]]]] = {
    HealthAssessment: lambda one: (one.assessed_on, one.health_type),
    EducationPlan: lambda one: (one.completed_on,),
    PermanencePlan: lambda one: (one.planned_on, one.plan),
    Contact: lambda one: (one.contact_on, one.with_whom, one.method, one.officer_id, one.note),
    MonitoringCheck: lambda one: (one.checked_on, one.officer_id, one.analysis),
}
"""Kind -> what can be there only once; reviews, periods of care and plans have their own rules."""


def link_findings(snapshot: Snapshot) -> Found:
    """Yield what is wrong between the records of a store."""
    yield from _same_children(snapshot)
    known = _known(snapshot)
    for case in snapshot.cases.values():
        yield from _within(case)
    for kind in KINDS.values():
        if issubclass(kind, Child | ChildRecord):
            yield from _astray(snapshot.of(kind), known, kind)
        elif kind in _CHECKED:
            yield from _astray(snapshot.of(kind), known, kind)
            yield from _uncoded(snapshot.of(kind), kind)
    for orphan in snapshot.orphans:
        sentence = (
            f"This {orphan.title} belongs to a child who is not on file, so it shows nowhere and "
            "is in no figure: bring the child back from the bin."
        )
        yield finding(ORPHAN, orphan, sentence, mends="do bin")


@kept_with_case
def _within(case: CaseFile) -> tuple[Finding, ...]:
    """Return the doubles and the unknown codes of one child."""
    found: list[Finding] = []
    for doubled, natural in _NATURAL.items():
        found += _doubles(case.of(doubled), natural)
    found += _uncoded((case.child,), Child)
    for kind, records in case.records.items():
        found += _uncoded(records, kind)
    return tuple(found)


def _same_children(snapshot: Snapshot) -> Found:
    seen: dict[tuple[str, str], Child] = {}
    for case in snapshot.cases.values():
        child = case.child
        for what, text in (("reference", child.reference), ("pupil number", child.upn)):
            key = (what, text.strip().casefold())
            if not key[1]:
                continue
            other = seen.setdefault(key, child)
            if other is not child:
                sentence = (
                    f"Another child has the same {what}: if they are two, correct it; if they are "
                    "one, keep the fuller one and delete the other."
                )
                yield of_child(SAME_CHILD, child.id, sentence)


def _doubles(
    records: tuple[ChildRecord, ...], natural: Callable[[Any], tuple[Hashable, ...]]
) -> Found:
    if len(records) < 2:  # noqa: PLR2004 - one alone is no double
        return
    seen: set[tuple[Hashable, ...]] = set()
    for record in records:
        key = natural(record)
        day = key[0]
        if day is None:
            continue
        if key in seen:
            sentence = (
                f"Two {type(record).plural} of {plain_date(day)} say the same: "  # type: ignore[arg-type]
                "if they are one, delete one of them."
            )
            yield finding(SAME, record, sentence)
        seen.add(key)


def _known(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    """Return the ids of the records that links lead to, by kind."""
    kinds = {about.links_to for kind in KINDS.values() for about in fields_of(kind)} - {""}
    return {
        name: frozenset(record.id for record in snapshot.of(KINDS[name]))
        for name in kinds
        if name in KINDS
    }


def _astray(
    records: Iterable[Record], known: Mapping[str, frozenset[str]], kind: type[Record]
) -> Found:
    """Yield the links of records of one kind that lead to nothing; a child's own is an orphan's."""
    links = [
        (about.name, about, known[about.links_to])
        for about in fields_of(kind)
        if about.links_to in known and about.name != "child_id"
    ]
    for record in records if links else ():
        for name, about, ids in links:
            value = getattr(record, name)
            if value and value not in ids:  # nearly every one is, and one look says so
                yield from _dangling(record, about, value, ids)


def _uncoded(records: Iterable[Record], kind: type[Record]) -> Found:
    """Yield the codes of records of one kind that are in no list."""
    coded = _CODED[kind]
    for record in records if coded else ():
        for about in coded:
            value = getattr(record, about.name)
            if value and value not in CODES[about.codes]:
                yield from _unknown(record, about, value)


_CODED: Final[Mapping[type[Record], tuple[About, ...]]] = {
    kind: tuple(about for about in fields_of(kind) if about.codes in CODES)
    for kind in KINDS.values()
}


def _dangling(record: Record, about: About, value: Any, known: frozenset[str]) -> Found:  # noqa: ANN401 - one id or several
    ids = value if isinstance(value, tuple) else (value,)
    if all(one in known for one in ids):
        return
    is_code = isinstance(record, Participation)
    measures = ("cla_participation", "cla_attendance")
    effects = (Effect("Its code is left out of", measures),) if is_code else ()
    sentence = (
        f"“{about.label}” of this {record.title} points to something that is not on file: choose "
        "it again, or leave it empty."
    )
    yield _about(record, finding(DANGLING, record, sentence, effects=effects))


def _unknown(record: Record, about: About, value: Any) -> Found:  # noqa: ANN401 - one code or several
    if isinstance(record, Participation) and about.name == "participation":
        return  # rule 167 says it of the review
    codes = value if isinstance(value, tuple) else (value,)
    table = CODES[about.codes]
    for code in codes:
        if code not in table:
            sentence = (
                f"“{str(code)[:40]}” is no code for “{about.label}” of this {record.title}: choose "
                "one from the list."
            )
            yield _about(record, finding(UNKNOWN, record, sentence))


def _about(record: Record, found: Finding) -> Finding:
    """Return the finding, of a child itself with the child."""
    if isinstance(record, Child):
        return of_child(
            SAME if found.rule == SAME.id else DANGLING if found.rule == DANGLING.id else UNKNOWN,
            record.id,
            found.sentence,
        )
    return found
