"""Whose caseload it is when a file that is there already joins a shared copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from iro_desktop.domain.change_lines import NotAChangeError, from_line
from iro_desktop.domain.changes import Change, project
from iro_desktop.domain.errors import FileDamagedError, UserError
from iro_desktop.domain.records import KINDS, Officer, Record, SharedCopy, WorkingTime, fields_of
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.sync.devices import SOURCE


class AnotherIroError(UserError):
    """The shared copy is of another IRO, and this file holds children already."""

    sentence = (
        "This shared copy holds the caseload of another IRO: to take over children from them "
        "use a handover; to work on a second computer, start there from the shared copy."
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose caseload a shared copy holds."""

    officer_id: str
    whole_service: bool
    names: dict[str, str]  # officer id -> name


def owner_of(vault_id: str, lines: Iterable[bytes]) -> Owner:
    """Return whose caseload the changes of a shared copy say that it is."""
    changes: dict[tuple[str, str], list[Change]] = {}
    for line in lines:
        if b'"kind":"Officer"' in line or b'"kind":"SharedCopy"' in line:
            change = _read(line)
            changes.setdefault((change.kind, change.record_id), []).append(change)
    copy = project(SharedCopy, changes.get((SharedCopy.__name__, vault_id), ())).values
    names = {
        record_id: str(project(Officer, those).values.get("name", ""))
        for (kind, record_id), those in changes.items()
        if kind == Officer.__name__
    }
    return Owner(str(copy.get("officer_id", "")), bool(copy.get("whole_service")), names)


def _read(line: bytes) -> Change:
    try:
        return from_line(line)
    except NotAChangeError as error:
        raise FileDamagedError from error


def settle_owner(workspace: Workspace, vault_id: str, lines: Iterable[bytes]) -> Callable[[], None]:
    """Return what makes this file the same IRO's as the shared copy that it joins.

    It is to be called once all of that is received: until then nothing is changed here. An IRO who
    was entered on both computers under one name is one person afterwards: what was recorded here
    as theirs is put under the id that the shared copy knows. Raises AnotherIroError.
    """
    owner = owner_of(vault_id, lines)
    own_id = workspace.officer_id
    if owner.officer_id in ("", own_id):
        return _as_it_is
    own = workspace.officer
    name = own.name.strip().casefold() if own else ""
    theirs = owner.names.get(owner.officer_id, "").strip().casefold()
    if name and name == theirs:
        is_empty = not workspace.snapshot.cases
        return lambda: _become(workspace, own_id, owner, is_empty=is_empty)
    if workspace.snapshot.cases and not (workspace.whole_service or owner.whole_service):
        raise AnotherIroError
    return _as_it_is


def _as_it_is() -> None:
    """Change nothing: the file is the same IRO's already, or stays its own."""


def _become(workspace: Workspace, own_id: str, owner: Owner, *, is_empty: bool) -> None:
    facts = workspace.store.facts
    if facts.officer_id != own_id:
        return  # done already: a round tries more than once
    with workspace.write("become one with the shared copy", source=SOURCE) as write:
        for record in _naming(workspace, own_id):
            write.put(record_with(record, own_id, owner.officer_id))
        if is_empty:
            for time in workspace.snapshot.of(WorkingTime):  # the shared copy has its own
                if time.officer_id == own_id:
                    write.delete(WorkingTime.__name__, time.id)
        write.delete(Officer.__name__, own_id)
        whole = facts.whole_service or owner.whole_service
        write.facts = StoreFacts(facts.store_id, owner.officer_id, whole)


def _naming(workspace: Workspace, officer_id: str) -> Iterator[Record]:
    for kind in KINDS.values():
        links = [one.name for one in fields_of(kind) if one.links_to == Officer.__name__]
        for record in workspace.snapshot.of(kind) if links else ():
            if any(officer_id in _ids(getattr(record, name)) for name in links):
                yield record


def _ids(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def record_with(record: Record, before: str, after: str) -> Record:
    """Return a record that names one officer in the place of another."""
    found: dict[str, object] = {}
    for about in fields_of(type(record)):
        if about.links_to == Officer.__name__:
            value = getattr(record, about.name)
            if isinstance(value, tuple):
                found[about.name] = tuple(after if one == before else one for one in value)
            elif value == before:
                found[about.name] = after
    return replace(record, **found)  # type: ignore[arg-type]
