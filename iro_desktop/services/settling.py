"""Settling two versions: one act that names all of them, so that it is settled everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from iro_desktop.domain.changes import EXISTS, Change, Edit, heads_of
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import limit_problems, refuse
from iro_desktop.domain.records import KINDS, Child, ChildRecord, Record
from iro_desktop.domain.records.fields import Value, to_json
from iro_desktop.services.bin import belongs_to
from iro_desktop.services.two_versions import DELETED, TwoVersions, Which, find
from iro_desktop.services.workspace import Workspace


class ChangedSinceShownError(UserError):
    """What was shown side by side is not what is there any more."""

    sentence = "This was changed while it was shown here: look at the versions again, then choose."


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep one of the versions, by its place among them."""

    at: int


@dataclass(frozen=True, slots=True)
class KeepBoth:
    """Keep all of them in one value."""


@dataclass(frozen=True, slots=True)
class Anew:
    """Keep a value that was typed anew."""

    value: Value


Choice = Keep | KeepBoth | Anew


def settle(workspace: Workspace, which: Which, choice: Choice) -> str:
    """Settle what has two versions as one act; return the act's words.

    Raises ChangedSinceShownError where anything about it was changed since it was shown, or
    RefusedError where a value typed anew does not fit.
    """
    found = find(workspace, which)
    if found is None or found.what == "unreadable":
        raise ChangedSinceShownError
    stored = workspace.store.stored(which.kind, which.record_id)
    if stored is None:
        raise ChangedSinceShownError
    if found.what == "brought_back":
        edits = list(_life_edits(workspace, stored.record, choice))
    else:
        value = _value(found, choice)
        changed = replace(stored.record, **{which.field: value})  # type: ignore[arg-type]
        refuse([one for one in limit_problems(changed) if one.field == which.field])
        edits = [Edit(which.kind, which.record_id, {which.field: to_json(value)})]
    words = act_words(workspace, found, choice)
    with workspace.write(words) as write:
        if find(workspace, which) is None:  # nothing can come between from here on
            raise ChangedSinceShownError
        for edit in edits:
            write.edit(edit)
    return words


def _value(found: TwoVersions, choice: Choice) -> Value:
    if isinstance(choice, Anew):
        return choice.value
    if isinstance(choice, Keep) and 0 <= choice.at < len(found.versions):
        return found.versions[choice.at].value
    if isinstance(choice, KeepBoth) and found.both is not None:
        return found.both
    raise ChangedSinceShownError


def act_words(workspace: Workspace, found: TwoVersions, choice: Choice) -> str:
    """Return what a settlement does, in words, as undo and history say it."""
    kind = KINDS[found.which.kind]
    stored = workspace.store.stored(Child.__name__, found.child_id) if found.child_id else None
    child = stored.record.reference if stored and isinstance(stored.record, Child) else ""
    named = child if kind is Child and child else kind.title
    of_child = f" of {child}" if child and kind is not Child else ""
    if found.what == "brought_back":
        if choice == Keep(DELETED):
            return f"delete {named}{of_child} again"
        return f"keep {named}{of_child}, which was deleted elsewhere"
    return f"settle two versions of {_lower(found.label)} of {named}{of_child}"


def _lower(label: str) -> str:
    """Return a label as it stands within a sentence: 'IRO' and 'PEP' keep their capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


# What was deleted and brought back


def _life_edits(workspace: Workspace, record: Record, choice: Choice) -> Iterator[Edit]:
    """Yield what keeps a record, with all that the deletion took with it, or deletes it again."""
    lives = choice != Keep(DELETED)
    others = list(_with(workspace, record))
    logs = workspace.history([record.id, *(one.id for one in others)])
    acts = _deleting_acts(record, logs)
    yield Edit(type(record).__name__, record.id, {EXISTS: lives})
    for other in others:
        stored = workspace.store.stored(type(other).__name__, other.id)
        deleted = stored is not None and stored.deleted
        by = _deleting_acts(other, logs)
        came_back = bool(by) and not deleted
        if (came_back or bool(acts & by) or _is_parent(other, record)) if lives else not deleted:
            yield Edit(type(other).__name__, other.id, {EXISTS: lives})


def _deleting_acts(record: Record, logs: Mapping[str, Sequence[Change]]) -> set[tuple[int, int]]:
    """Return the acts whose deletion of a record nothing has replaced."""
    own = [one for one in logs.get(record.id, ()) if one.kind == type(record).__name__]
    marks = heads_of(EXISTS, own)
    return {(one.run, one.act) for one in marks if one.fields[EXISTS] is not True}


def _with(workspace: Workspace, record: Record) -> Iterator[Record]:
    """Yield what belongs to a record, of a child all of it, and what is gone that it belongs to."""
    child_id = record.child_id if isinstance(record, ChildRecord) else record.id
    for kind, record_id in workspace.store.records_of(child_id):
        stored = workspace.store.stored(kind, record_id)
        if stored is None or kind == Child.__name__:
            continue
        own = (type(record).__name__, record.id)
        hangs_on_it = isinstance(record, Child) or own in belongs_to(stored.record)
        if hangs_on_it or (stored.deleted and _is_parent(stored.record, record)):
            yield stored.record


def _is_parent(record: Record, of: Record) -> bool:
    return (type(record).__name__, record.id) in belongs_to(of)
