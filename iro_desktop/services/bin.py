"""The bin: what was deleted lately, act by act, and how each comes back with all its links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from iro_desktop.domain.changes import EXISTS, Change, Edit, Key, order
from iro_desktop.domain.clocks import moment, not_before
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import (
    Ask,
    Child,
    ChildRecord,
    Consultation,
    Contact,
    Decision,
    Escalation,
    EscalationStep,
    FamilySafeguardingChecklist,
    MonitoringCheck,
    Officer,
    Participation,
    Record,
    Review,
    ReviewPart,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.services.child_words import name_of
from iro_desktop.services.workspace import Workspace

KEPT_DAYS: Final = 30
"""How long what was deleted stays in the bin."""

_OF_REVIEW: Final = (
    Participation, Decision, Ask, Consultation, FamilySafeguardingChecklist, ReviewPart,
)  # fmt: skip
_LONGEST: Final = 80  # letters of a text in a line


class NotInTheBinError(UserError):
    """What was to be restored is not there any more."""

    sentence = (
        "This is not in the bin any more: it may have been restored already, so look where it was."
    )


class RestoreFirstError(UserError):
    """What it belongs to is deleted too."""

    def __init__(self, what: str) -> None:
        super().__init__(f"It belongs to {what}, which is deleted too: restore that first.")


@dataclass(frozen=True, slots=True)
class Binned:
    """What one act deleted and what is still deleted of it.

    ``what`` names it with what went with it, ``about`` begins its text, ``how`` says whether
    somebody deleted it, an import did, or an undo took it back. ``key`` is the act's.
    """

    key: Key
    child: str
    what: str
    about: str
    how: str
    who: str
    at: datetime
    record_ids: tuple[tuple[str, str], ...]


def bin_of(workspace: Workspace) -> tuple[Binned, ...]:
    """Return what was deleted in the last 30 days and is deleted still, the latest first."""
    since = workspace.today() - timedelta(KEPT_DAYS)
    deleted = {record.id: record for record in workspace.snapshot.bin}
    acts: dict[Key, list[tuple[Change, Record]]] = {}
    for record_id, changes in workspace.history(deleted).items():
        record = deleted[record_id]
        own = [one for one in changes if one.kind == type(record).__name__]
        last = max((one for one in own if EXISTS in one.fields), key=order, default=None)
        if last is not None and not_before(last).date() >= since:
            acts.setdefault((last.run, last.act), []).append((last, record))
    people = {one.id: one.name for one in workspace.snapshot.of(Officer)}
    found = [_binned(workspace, key, parts, people) for key, parts in acts.items()]
    return tuple(sorted(found, key=lambda one: (one.at, one.key), reverse=True))


def restore(workspace: Workspace, key: Key) -> str:
    """Restore all that an act deleted and that is deleted still; return what it was, in words.

    Raises NotInTheBinError, or RestoreFirstError where it belongs to something else that is
    deleted.
    """
    binned = next((one for one in bin_of(workspace) if one.key == key), None)
    if binned is None:
        raise NotInTheBinError
    records = [_stored(workspace, *one) for one in binned.record_ids]
    _refuse_orphans(workspace, [one for one in records if one is not None])
    named = f"{binned.what} of {binned.child}" if binned.child else binned.what
    with workspace.write(f"restore {named}") as write:
        for kind, record_id in binned.record_ids:
            write.edit(Edit(kind, record_id, {EXISTS: True}))
    return named


def goes_with(case: CaseFile) -> str:
    """Return what would be deleted with a child, the work on the case by name.

    "34 records, among them 6 reviews, 12 monitoring checks and 1 challenge"; "" for nothing.
    """
    total = sum(map(len, case.records.values()))
    if not total:
        return ""
    named = [
        counted(number, kind.title, kind.plural)
        for kind in (Review, MonitoringCheck, Contact, Escalation)
        if (number := len(case.of(kind)))
    ]
    records = counted(total, "record")
    return f"{records}, among them {say_list(named)}" if named else records


def _stored(workspace: Workspace, kind: str, record_id: str) -> Record | None:
    stored = workspace.store.stored(kind, record_id)
    return stored.record if stored is not None else None


def _binned(
    workspace: Workspace,
    key: Key,
    parts: Sequence[tuple[Change, Record]],
    people: Mapping[str, str],
) -> Binned:
    ordered = sorted(parts, key=lambda one: one[0].seq)
    records = [record for _, record in ordered]
    # A child stands for all that went with it; else what was deleted first, as the rest hangs on it
    main = next((one for one in records if isinstance(one, Child)), records[0])
    others = [one for one in records if one is not main]
    change = ordered[0][0]
    return Binned(
        key=key,
        child=_child(workspace, main),
        what=_named(main, others),
        about=_about(main),
        how=_how(change),
        who=people.get(change.actor, ""),
        at=moment(change),
        record_ids=tuple((type(one).__name__, one.id) for one in records),
    )


def _child(workspace: Workspace, record: Record) -> str:
    child = record
    if isinstance(record, ChildRecord):
        child = _stored(workspace, Child.__name__, record.child_id) or record
    return name_of(child) if isinstance(child, Child) else ""


def _named(main: Record, others: Sequence[Record]) -> str:
    day = next(
        (
            value
            for about in fields_of(type(main))
            if about.type == "day" and (value := getattr(main, about.name)) is not None
        ),
        None,
    )
    dated = day is not None and not isinstance(main, Child)
    named = f"{main.title} of {plain_date(day)}" if dated and day else main.title
    if not others:
        return named
    if isinstance(main, Child):
        return f"{named} with {counted(len(others), 'record')}"
    kinds = dict.fromkeys(type(one) for one in others)
    numbers = [(sum(type(one) is kind for one in others), kind) for kind in kinds]
    return f"{named} with {say_list([counted(n, k.title, k.plural) for n, k in numbers])}"


def _about(record: Record) -> str:
    """Return the beginning of the first text that a record holds."""
    texts = (
        str(getattr(record, about.name))
        for about in fields_of(type(record))
        if about.type in ("note", "text")
    )
    line = "" if isinstance(record, Child) else " ".join(next(filter(None, texts), "").split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]}…"


def _how(change: Change) -> str:
    source = change.source.partition(":")[0]
    return {"undo": "Taken back", "import": "By an import"}.get(source, "Deleted")


def _refuse_orphans(workspace: Workspace, records: Sequence[Record]) -> None:
    """Raise RestoreFirstError where a record would come back without what it belongs to."""
    together = {one.id for one in records}
    for record in records:
        for kind, record_id in belongs_to(record):
            stored = workspace.store.stored(kind, record_id)
            if stored is None or not stored.deleted or record_id in together:
                continue
            if kind == Child.__name__ and record_id in workspace.snapshot.cases:
                continue
            whose = stored.record
            name = name_of(whose) if isinstance(whose, Child) else f"the {_named(whose, ())}"
            raise RestoreFirstError(name)


def belongs_to(record: Record) -> Iterator[tuple[str, str]]:
    """Yield (kind, id) of what a record cannot be without."""
    if isinstance(record, ChildRecord):
        yield Child.__name__, record.child_id
    if isinstance(record, _OF_REVIEW):
        yield Review.__name__, record.review_id
    if isinstance(record, EscalationStep):
        yield Escalation.__name__, record.escalation_id
