"""Taking children over: what a handover file brings, shown before it is in, then all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Literal

from iro_desktop.domain.changes import Change, project
from iro_desktop.domain.codes import say
from iro_desktop.domain.errors import NotOurFileError, UserError
from iro_desktop.domain.records import (
    KINDS,
    About,
    Allocation,
    Child,
    ChildRecord,
    Officer,
    field_of,
)
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import counted, plain_date, say_list, short_date
from iro_desktop.importers.results import Problem
from iro_desktop.services.child_words import name_of
from iro_desktop.services.handover import SOMEBODY, children_words, ending, note_access
from iro_desktop.services.imports import ImportResult
from iro_desktop.services.origins import import_source
from iro_desktop.services.workspace import Workspace, new_id
from iro_desktop.sync.handover import Pack, by_record, owners_of
from iro_desktop.sync.handover_file import read_pack

Standing = Literal["new", "here", "binned", "same_reference", "erased"]

SOURCE: Final = import_source("handover", 0)


class OwnHandoverError(UserError):
    """The pack was made by the IRO who now opens it."""

    sentence = (
        "You made this handover file yourself, so there is nothing to take over: "
        "send it to the IRO who takes over, and tell them the words by telephone."
    )


class NobodyChosenError(UserError):
    """No child of the pack was chosen."""

    sentence = "No child is chosen: tick at least one child to take over."


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a record that is here already, and what it would be."""

    record: str
    field: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The difference in a few words."""
        return f"{self.field} ({self.record}): {self.before or 'empty'} → {self.after or 'empty'}"


@dataclass(frozen=True, slots=True)
class ComingChild:
    """One child of a handover file, against what is on file here.

    ``standing`` says whether the child is new, here already, in the bin, here under the same
    reference as another record, or was erased here for good. ``records`` counts what the file
    holds of the child, ``changes`` what of it is new here; ``two_versions`` the fields on which
    both sides differ.
    """

    child_id: str
    title: str
    reference: str
    standing: Standing
    records: int
    changes: int
    differences: tuple[Difference, ...] = ()
    two_versions: int = 0

    @property
    def words(self) -> str:
        """What taking the child over would do, in one line."""
        match self.standing:
            case "erased":
                return "Erased here for good: it stays out"
            case "same_reference":
                return (
                    f"Another record here has this reference: {counted(self.records, 'record')} "
                    "would stand beside it, nothing is merged"
                )
            case "binned":
                return "In your bin: restore the child there"
            case "new":
                return f"New: {counted(self.records, 'record')}"
        if not self.changes:
            return "Here already, nothing new"
        parts = [f"Here already: {counted(self.changes, 'change')} new"]
        if self.differences:
            number = len(self.differences)
            parts.append(counted(number, "field differs", "fields differ"))
        if self.two_versions:
            fields = ("field in two versions", "fields in two versions")
            parts.append(counted(self.two_versions, *fields))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What a handover file brings, as it stands against what is on file."""

    pack: Pack
    file: str
    children: tuple[ComingChild, ...]
    people: tuple[str, ...]
    """IROs whose names come along, as their changes do."""

    @property
    def words(self) -> str:
        """Who hands over whom, from when."""
        number = counted(len(self.children), "child", "children")
        who = self.pack.from_name or "an IRO without a name"
        return f"{number} from {who}, yours from {plain_date(self.pack.on)}"


def preview_handover(workspace: Workspace, path: Path, words: str) -> TakeOver:
    """Return what taking over a handover file would do; nothing is changed.

    Raises what ``read_pack`` raises, and OwnHandoverError.
    """
    return _preview(workspace, read_pack(path, words), path.name)


def _preview(workspace: Workspace, pack: Pack, file: str) -> TakeOver:
    if pack.from_id and pack.from_id == workspace.officer_id:
        raise OwnHandoverError
    _refuse_others_here(workspace, pack)
    new = _new(workspace, pack.changes)
    children = tuple(_coming(workspace, pack, one, new) for one in pack.child_ids)
    here = {one.id for one in workspace.snapshot.of(Officer)}
    people = [
        str(project(Officer, changes).values.get("name", ""))
        for (kind, record_id), changes in pack.by_record.items()
        if kind == Officer.__name__ and record_id not in here
    ]
    return TakeOver(pack, file, tuple(sorted(children, key=_by_title)), tuple(sorted(people)))


def _by_title(child: ComingChild) -> str:
    return child.title


def _refuse_others_here(workspace: Workspace, pack: Pack) -> None:
    """Raise NotOurFileError for a pack that would change a record of somebody else's child."""
    for kind, record_id in pack.by_record:
        stored = workspace.store.stored(kind, record_id) if kind in KINDS else None
        if stored is None or not isinstance(stored.record, ChildRecord):
            continue
        if stored.record.child_id and stored.record.child_id not in pack.child_ids:
            raise NotOurFileError(
                "This file brings changes to a child it does not name, so nothing was taken over: "
                "ask the IRO who hands over for a new one."
            )


def _new(workspace: Workspace, changes: Sequence[Change]) -> list[Change]:
    """Return the changes that are not here and may come in.

    What was erased stays out, and nobody else says what this IRO is called.
    """
    here = workspace.history({one.record_id for one in changes})
    known = {one.key for those in here.values() for one in those}
    covers = workspace.store.erased.covers
    return [
        one
        for one in changes
        if one.key not in known
        and not covers(one.kind, one.record_id, one.at)
        and (one.kind, one.record_id) != (Officer.__name__, workspace.officer_id)
    ]


def _coming(workspace: Workspace, pack: Pack, child_id: str, new: Sequence[Change]) -> ComingChild:
    found = pack.by_record
    own = {key: those for key, those in found.items() if child_id in owners_of(key[0], those)}
    fresh = by_record(one for one in new if (one.kind, one.record_id) in own)
    values = project(Child, found[Child.__name__, child_id]).values
    reference, initials = (str(values.get(one, "")) for one in ("reference", "initials"))
    differences, two_versions = _differences(workspace, fresh)
    return ComingChild(
        child_id=child_id,
        title=name_of(Child(id="", reference=reference, initials=initials)),
        reference=reference,
        standing=_standing(workspace, child_id, reference),
        records=len(own),
        changes=sum(map(len, fresh.values())),
        differences=tuple(differences),
        two_versions=two_versions,
    )


def _standing(workspace: Workspace, child_id: str, reference: str) -> Standing:
    if workspace.store.erased.covers(Child.__name__, child_id, ""):
        return "erased"
    stored = workspace.store.stored(Child.__name__, child_id)
    if stored is not None:
        return "here" if child_id in workspace.snapshot.cases else "binned"
    same = workspace.snapshot.case_by_reference(reference) if reference.strip() else None
    return "same_reference" if same is not None else "new"


def _differences(
    workspace: Workspace, fresh: Mapping[tuple[str, str], Sequence[Change]]
) -> tuple[list[Difference], int]:
    """Return the fields of records here that new changes would alter, and how many in two ways."""
    here = workspace.history({record_id for _, record_id in fresh})
    found: list[Difference] = []
    two_versions = 0
    for (kind, record_id), changes in fresh.items():
        earlier = [one for one in here.get(record_id, ()) if one.kind == kind]
        if kind not in KINDS or not earlier:
            continue
        before = project(KINDS[kind], earlier)
        after = project(KINDS[kind], [*earlier, *changes])
        two_versions += len(set(after.conflicts) - set(before.conflicts))
        for name in sorted({*before.values, *after.values}):
            about = field_of(KINDS[kind], name)
            values = before.values.get(name), after.values.get(name)
            if about is not None and values[0] != values[1]:
                said = [_said(workspace, about, one) for one in values]
                found.append(Difference(KINDS[kind].title, about.label, *said))
    return found, two_versions


def _said(workspace: Workspace, about: About, value: Value) -> str:
    """Return a value as people read it."""
    if about.links_to and value:
        officer = workspace.snapshot.find(Officer, str(value))
        return officer.name if officer is not None else f"a {KINDS[about.links_to].title}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, tuple):
        return counted(len(value), "line") if value else ""
    return say(about.codes, str(value)) if about.codes else str(value or "")


# Taking them in


def import_handover(
    workspace: Workspace,
    coming: TakeOver,
    child_ids: Collection[str],
    *,
    today: date,
    dry_run: bool = False,
) -> ImportResult:
    """Take over some children of a handover file, and return what that did.

    A backup is made first. All that the earlier IRO recorded is taken in as theirs; then, as one
    act, the child is allocated to this store's IRO from the pack's day on. Undoing that act gives
    the allocation back; what came in stays on file. What is here already is left alone, so the
    same file once more changes nothing. Raises NobodyChosenError and what ``preview_handover``
    does of a file's contents.
    """
    pack = coming.pack
    coming = _preview(workspace, pack, coming.file)
    chosen = [one for one in coming.children if one.child_id in child_ids]
    chosen = [one for one in chosen if one.standing != "erased"]
    if not chosen:
        raise NobodyChosenError
    ids = [one.child_id for one in chosen]
    changes = pack.only(ids)
    new = _new(workspace, changes)
    result = _result(workspace, coming, chosen, changes, new, dry_run=dry_run)
    if dry_run or not (new or _is_owed(workspace, ids, pack.on)):
        return result
    workspace.back_up("handover")
    with workspace.write("take over children", SOURCE) as write:
        write.receive(new)
    snapshot = workspace.snapshot
    cases = [snapshot.cases[one] for one in ids if one in snapshot.cases]
    puts = [put for case in cases for put in _allocations(workspace, case, pack.on)]
    who = pack.from_name or SOMEBODY
    with workspace.write(f"take over {children_words(cases)} from {who}", SOURCE) as write:
        for record in puts:
            write.put(record)
    note_access(workspace, cases, "import", today, f"Handover file from {who}")
    return result


def _is_owed(workspace: Workspace, child_ids: Sequence[str], on: date) -> bool:
    """Return whether a child that is here is not yet allocated as the file says."""
    cases = workspace.snapshot.cases
    found = (cases[one] for one in child_ids if one in cases)
    return any(list(_allocations(workspace, case, on)) for case in found)


def _allocations(workspace: Workspace, case: CaseFile, on: date) -> Iterator[Allocation]:
    """Yield the allocations that make a child this IRO's from a day on, and end others before."""
    ours = workspace.officer_id
    if not ours or _was_ours(case, ours, on):
        return
    for one in ending(case, on, ""):
        if one.officer_id != ours:
            yield one
    then = next((one for one in case.of(Allocation) if _begins(one, on)), None)
    if then is not None:
        yield replace(then, officer_id=ours)
    else:
        yield Allocation(
            id=new_id(), child_id=case.child.id, officer_id=ours, role="named", from_on=on
        )


def _was_ours(case: CaseFile, officer_id: str, on: date) -> bool:
    """Return whether a child is this IRO's on a day, whatever came of it later."""
    return any(
        one.officer_id == officer_id
        and one.role != "covering"
        and (one.from_on is None or one.from_on <= on)
        and (one.to_on is None or one.to_on >= on)
        for one in case.of(Allocation)
    )


def _begins(allocation: Allocation, on: date) -> bool:
    """Return whether an allocation is that of whoever takes over, as the other IRO called them."""
    return allocation.role != "covering" and allocation.from_on == on


def _result(
    workspace: Workspace,
    coming: TakeOver,
    chosen: Sequence[ComingChild],
    changes: Sequence[Change],
    new: Sequence[Change],
    *,
    dry_run: bool,
) -> ImportResult:
    read: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {one: Counter() for one in ("new", "changed", "unchanged")}
    fresh = by_record(new)
    for kind, record_id in by_record(changes):
        read[kind] += 1
        here = kind in KINDS and workspace.store.stored(kind, record_id) is not None
        how = "unchanged" if (kind, record_id) not in fresh else "changed" if here else "new"
        counts[how][kind] += 1

    def by_kind(found: Mapping[str, int]) -> dict[str, int]:
        kinds = (*KINDS, *sorted(found.keys() - KINDS.keys()))
        return {kind: found[kind] for kind in kinds if found.get(kind)}

    notes = [f"{coming.words}."]
    if coming.people:
        notes.append(f"With the names of {say_list(coming.people)}.")
    return ImportResult(
        read=by_kind(read),
        new=by_kind(counts["new"]),
        changed=by_kind(counts["changed"]),
        unchanged=by_kind(counts["unchanged"]),
        problems=tuple(_problems(coming, chosen)),
        notes=tuple(notes),
        dry_run=dry_run,
    )


def _problems(coming: TakeOver, chosen: Sequence[ComingChild]) -> Iterator[Problem]:
    for one in coming.children:
        if one.standing == "erased":
            yield Problem(coming.file, 0, one.reference, "erased", f"{one.words}.")
    for one in chosen:
        if one.standing == "same_reference":
            sentence = (
                "Another child here has this reference: both are kept apart, so look at them side "
                "by side and delete the one that is not needed."
            )
            yield Problem(coming.file, 0, one.reference, "same_reference", sentence)
        if one.two_versions:
            fields = counted(one.two_versions, "field stands", "fields stand")
            sentence = f"{fields} in two versions now: the later is shown, choose which is right."
            yield Problem(coming.file, 0, one.reference, "two_versions", sentence)
