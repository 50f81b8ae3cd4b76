"""The edits of one commit, gathered before they are made, and the changes that they become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal, Protocol

from iro_desktop.domain.changes import EXISTS, LARGEST, Change, Edit, replaced_by
from iro_desktop.domain.records import KINDS, SCHEMA, Record, fields_of
from iro_desktop.domain.records.fields import Json, to_json
from iro_desktop.domain.snapshot import Commit, Stored

if TYPE_CHECKING:
    from iro_desktop.storage.facts import StoreFacts

_CLOCK_BITS: Final = 16  # of the hybrid clock, for the count within one millisecond

Outcome = Literal["new", "changed", "unchanged"]


class OnFile(Protocol):
    """What tells the edits of a record from what is on file of it: a Store."""

    def stored(self, kind: str, record_id: str) -> Stored | None:
        """Return what the tables hold under an id, deleted or not."""

    def as_seen(self, kind: str, record_id: str, seen: int | None) -> Stored | None:
        """Return what a record was without what was received of it since the position ``seen``.

        None where nothing was.
        """

    def is_new_since(self, kind: str, record_id: str, seen: int | None) -> bool:
        """Return whether all of a record was received since the position ``seen``."""


class Write:
    """The edits of one commit, gathered until its ``with`` block ends without an error.

    ``seen`` is the position of the log at which what is written was filled in; None: now.
    """

    def __init__(self, on_file: OnFile, seen: int | None = None) -> None:
        self._on_file = on_file
        self.seen = seen
        self.edits: dict[tuple[str, str], dict[str, Json]] = {}
        self.besides: list[Edit] = []
        self.foreign: list[Change] = []
        self.local: dict[str, str] = {}
        self.facts: StoreFacts | None = None
        """What was settled when the store was made, where this commit settles it anew."""
        self.commit: Commit | None = None

    def put(self, record: Record) -> Outcome:
        """Store a record: all of it if it is new, else the fields that differ.

        Of what was received since ``seen`` its writer knew nothing: where the record says what it
        said before that, the field is left alone, and where it says another thing, what was
        received stays beside it.
        """
        kind = type(record).__name__
        pending = self.edits.get((kind, record.id), {})
        stored = self._on_file.stored(kind, record.id)
        if stored is None and not pending:
            fields: dict[str, Json] = {EXISTS: True}
            for about in fields_of(type(record)):
                value = getattr(record, about.name)
                if value != about.empty:
                    fields[about.name] = to_json(value)
            self.edits[kind, record.id] = fields
            return "new"
        seen = self._on_file.as_seen(kind, record.id, self.seen) if stored else None
        changed = self._differing(record, stored, seen, pending)
        if not changed:
            return "unchanged"
        self.edits[kind, record.id] = pending | changed
        return "changed"

    @staticmethod
    def _differing(
        record: Record, stored: Stored | None, seen: Stored | None, pending: Mapping[str, Json]
    ) -> dict[str, Json]:
        """Return the fields in which a record differs from what is stored or about to be.

        One that says what was ``seen`` does not.
        """
        known = [one.record for one in (stored, seen) if one is not None]
        changed: dict[str, Json] = {}
        for about in fields_of(type(record)):
            value = to_json(getattr(record, about.name))
            if about.name in pending:
                before = [pending[about.name]]
            else:
                before = [to_json(getattr(one, about.name)) for one in known] or [None]
            if value not in before:
                changed[about.name] = value
        if not pending.get(EXISTS, not (stored and stored.deleted)):
            changed[EXISTS] = True  # putting a deleted record restores it
        return changed

    def delete(self, kind: str, record_id: str) -> None:
        """Delete a record; what it said stays in the log, and a restore brings it back.

        One that was received since ``seen`` stays: whoever deletes does not know of it.
        """
        if self._on_file.is_new_since(kind, record_id, self.seen):
            return
        self.edits[kind, record_id] = {EXISTS: False}

    def edit(self, edit: Edit) -> None:
        """Set fields as a change carries them: the way of undo."""
        self.edits.setdefault((edit.kind, edit.record_id), {}).update(edit.fields)

    def keep(self, key: str, value: str) -> None:
        """Keep a value on this device alone, with the edits or not at all."""
        self.local[key] = value

    def beside(self, edit: Edit) -> None:
        """Set fields beside what this commit itself sets them to, so that there are two versions.

        The way of undo, where an act had settled them; the later of several is shown.
        """
        self.besides.append(edit)

    def receive(self, changes: Iterable[Change]) -> None:
        """Take over changes that were made elsewhere; those already here are left out."""
        self.foreign.extend(changes)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What all changes of one commit share.

    ``act`` is the number of the first of them in its ``run``, ``clock`` the latest hybrid clock
    that the store knows.
    """

    run: int
    act: int
    words: str
    source: str
    actor: str
    now: datetime
    clock: int


def changes_of(
    edits: Sequence[Edit], before: Mapping[str, list[Change]], envelope: Envelope
) -> list[Change]:
    """Return the changes of a commit; each names the changes whose values it replaces."""
    now = envelope.now
    at = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    ticks = max(envelope.clock + 1, int(now.timestamp() * 1000) << _CLOCK_BITS)
    # Another device's clock may be wrong by thousands of years; edits go on all the same.
    ticks = min(ticks, LARGEST - len(edits))
    made: list[Change] = []
    for number, edit in enumerate(edits):
        kind, record_id, fields = edit.kind, edit.record_id, edit.fields
        earlier = [change for change in before.get(record_id, ()) if change.kind == kind]
        # Of a kind of a newer program only the log knows, and only undo edits it.
        replaced = replaced_by(KINDS.get(kind, Record), fields, earlier)
        made.append(
            Change(
                run=envelope.run, seq=envelope.act + number, schema=SCHEMA, act=envelope.act,
                words="" if number else envelope.words, source=envelope.source,
                clock=ticks + number, actor=envelope.actor, at=at, kind=kind,
                record_id=record_id, fields=fields, replaced=replaced,
            )
        )  # fmt: skip
    return made
