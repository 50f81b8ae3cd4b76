"""What was changed, when and by whom: the log in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.domain.clocks import doubts, in_causal_order, moment
from iro_desktop.domain.codes import say
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import (
    KINDS,
    About,
    AccessEvent,
    Child,
    ChildRecord,
    Officer,
    field_of,
)
from iro_desktop.domain.records.fields import Json
from iro_desktop.services.workspace import Workspace


class NoSuchChildError(UserError):
    """No child here has this reference."""

    sentence = "No child here has that reference: check it, or import the child first."


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record, from what to what, as people read it; '' stands for empty."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one record, in words.

    ``what`` is ``made``, ``edited``, ``deleted`` or ``restored``; ``at`` is UTC, ISO, as the
    computer's clock had it, and ``moment`` the same as far as it can be read. ``clock_doubt`` says
    why that cannot be right, or is "".
    """

    at: str
    words: str
    source: str
    actor: str
    kind: str
    record_id: str
    child: str
    what: str
    fields: tuple[FieldChange, ...]
    moment: datetime
    clock_doubt: str = ""

    def sentence(self) -> str:
        """The change in one line: when, who, what."""
        who = f" by {self.actor}" if self.actor else ""
        kind = KINDS[self.kind].title if self.kind in KINDS else self.kind
        of_child = f" of {self.child}" if self.child else ""
        fields = "; ".join(
            f"{one.label}: {one.before or 'empty'} → {one.after or 'empty'}"
            for one in self.fields
            if self.what != "made" or one.after
        )
        said = f": {fields}" if fields else ""
        at = self.at[:16].replace("T", " ")
        doubt = f" [{self.clock_doubt}]" if self.clock_doubt else ""
        return f"{at} UTC{doubt}{who} ({self.source}) {self.what} {kind}{of_child}{said}"

    def as_json(self) -> dict[str, object]:
        """The change as `history --json` prints it."""
        return {
            "at": self.at,
            "clock_doubtful": bool(self.clock_doubt),
            "act": self.words,
            "source": self.source,
            "by": self.actor,
            "what": self.what,
            "kind": self.kind,
            "record": self.record_id,
            "child": self.child,
            "fields": {one.field: {"from": one.before, "to": one.after} for one in self.fields},
        }


def child_id_of(workspace: Workspace, reference: str) -> str:
    """Return the id of the child with a reference; raises NoSuchChildError."""
    case = workspace.snapshot.case_by_reference(reference)
    if case is None:
        raise NoSuchChildError
    return case.child.id


def history_of_child(workspace: Workspace, child_id: str) -> list[Entry]:
    """Return everything that was changed about one child, the newest first.

    Nothing stands before what it replaced, whatever the clocks of the computers said.
    """
    ids = [record_id for _, record_id in workspace.store.records_of(child_id)]
    return _entries(workspace, (c for found in workspace.history(ids).values() for c in found))


def whole_history(workspace: Workspace) -> list[Entry]:
    """Return everything that was ever changed, the newest first; who looked is another list."""
    changes = workspace.store.every_change()
    return _entries(workspace, (one for one in changes if one.kind != AccessEvent.__name__))


def _entries(workspace: Workspace, changes: Iterable[Change]) -> list[Entry]:
    ordered = in_causal_order(changes)
    doubtful = doubts(ordered, workspace.today())
    words = workspace.store.words_of({(change.run, change.act) for change in ordered})
    people = {officer.id: officer.name for officer in workspace.snapshot.of(Officer)}
    now: dict[str, dict[str, Json]] = {}
    found = []
    for change in ordered:
        before = now.setdefault(change.record_id, {})
        found.append(
            Entry(
                at=change.at,
                words=words[change.run, change.act],
                source=change.source,
                actor=people.get(change.actor, ""),
                kind=change.kind,
                record_id=change.record_id,
                child=_reference(workspace, change),
                what=_what(change, before),
                fields=tuple(_field_changes(change, before)),
                moment=moment(change),
                clock_doubt=doubtful[change.key].value if change.key in doubtful else "",
            )
        )
        before.update(change.fields)
    found.reverse()
    return found


def _what(change: Change, before: dict[str, Json]) -> str:
    if EXISTS not in change.fields:
        return "edited" if before else "made"
    if change.fields[EXISTS] is not True:
        return "deleted"
    return "restored" if before else "made"


def _reference(workspace: Workspace, change: Change) -> str:
    stored = workspace.store.stored(change.kind, change.record_id) if change.kind in KINDS else None
    record = stored.record if stored else None
    if isinstance(record, ChildRecord):
        of_child = workspace.store.stored("Child", record.child_id)
        record = of_child.record if of_child else None
    return record.reference if isinstance(record, Child) else ""


def _field_changes(change: Change, before: dict[str, Json]) -> Iterator[FieldChange]:
    kind = KINDS.get(change.kind)
    for name, value in sorted(change.fields.items()):
        if name == EXISTS:
            continue
        about = field_of(kind, name) if kind else None
        label = about.label if about else name
        yield FieldChange(name, label, _said(about, before.get(name)), _said(about, value))


def _said(about: About | None, value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_said(about, part) for part in value)
    # A value of the wrong type stands in the log as it came, and is shown as that.
    return (
        say(about.codes, value) if about and about.codes and isinstance(value, str) else str(value)
    )
