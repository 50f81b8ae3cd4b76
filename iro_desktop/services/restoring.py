"""Restoring from a backup: which there are, what would change, and the two ways to do it.

What is missing can be brought back into the file as it is, or the file can go back to what it was
when the backup was made. What was erased for good comes back by neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Final

from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import ReadOnlyError, UserError
from iro_desktop.domain.records import KINDS, Child, ChildRecord
from iro_desktop.domain.words import counted, say_date, say_list
from iro_desktop.services.policy import require_place
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage import restoring
from iro_desktop.storage.backup import own_backups
from iro_desktop.storage.comparing import Comparison, compare
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.lock import WINDOW, StoreLock
from iro_desktop.storage.restoring import Kept, OpenBackup, Restored

Progress = Callable[[int, int], None]
"""Called with (done, total) now and then."""

NO_CHILD: Final = "Not about one child"
_REASONS: Final = {
    "import": "Before an import",
    "handover": "Before taking over",
    "merge": "Before receiving the shared copy",
    "upgrade": "Before an update of the program",
    "restore": "Before bringing back from a backup",
    "erase": "Before erasing",
    "daily": "Of the day",
    "asked": "Asked for",
}
_NEW, _CHANGED, _DELETED = "new", "changed", "deleted"
_KB: Final = 1024


class SecretNeededError(UserError):
    """A backup that this store's own key does not open."""

    sentence = (
        "This is the backup of another file: type the passphrase of the day when it was made, or "
        "its recovery code."
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup in the file's own folder, as a list shows it."""

    path: Path
    made_at: datetime
    reason: str
    size: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records of a kind would come back or be missing, and how.

    ``how`` is ``new`` (all of it), ``changed`` (what was said of it later) or ``deleted`` (it was
    deleted since, and would be there again).
    """

    kind: str
    how: str
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """What would change about one child, or what is about none: ``child`` is empty then."""

    child: str
    counts: tuple[Counted, ...]
    words: str

    @property
    def sentence(self) -> str:
        """The whole line: "AB12: 2 reviews and 1 monitoring check would be missing"."""
        return f"{self.child or NO_CHILD}: {self.words}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring from a backup would change.

    ``back`` is what is in the backup and not here, and comes back by either way; ``missing`` is
    what is here and not in the backup, and is missing only after going back. ``erased`` counts the
    changes of records that were erased here, which come back by neither.
    """

    backup: OpenBackup
    made_at: datetime
    back: tuple[Line, ...]
    missing: tuple[Line, ...]
    changes: int
    missing_changes: int
    erased: int

    @property
    def day(self) -> str:
        """When the backup was made: "Fri 12 June 2020, 14:02"."""
        return moment(self.made_at)

    def as_json(self) -> dict[str, Any]:
        """Return the preview as the command line prints it."""
        return {
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="seconds"),
            "back": list(_rows(self.back)),
            "missing": list(_rows(self.missing)),
            "changes_back": self.changes,
            "changes_missing": self.missing_changes,
            "erased_left_out": self.erased,
        }


@dataclass(frozen=True, slots=True)
class GoingBack:
    """The way back to a backup, prepared: it runs once the store is closed."""

    doing: ClassVar[str] = "Going back…"

    folder: Path
    backup: OpenBackup
    kept: Kept
    made_at: datetime

    def run(self) -> str:
        """Go back and return what was done, in words. Raises what restoring raises."""
        lock = StoreLock(self.folder)
        lock.acquire(WINDOW)
        try:
            done = restoring.make_store(self.folder, self.backup, self.kept)
        finally:
            lock.release()
        words = f"Your file is as it was on {moment(self.made_at)}."
        if done.set_aside is not None:
            words += f" What was there before is kept in the folder {done.set_aside.name}."
        return words


def backups_of(workspace: Workspace) -> list[Listed]:
    """Return the backups in the file's own folder, the newest first."""
    return [
        Listed(one.path, one.made_at, _reason(one.reason), _size(one.size))
        for one in own_backups(workspace.folder)
    ]


def last_backup(workspace: Workspace) -> str:
    """Return when the file was last backed up into its own folder, as a sentence."""
    found = backups_of(workspace)
    if not found:
        return "This file has not been backed up yet."
    reason = found[0].reason
    return f"Last backup: {moment(found[0].made_at)} ({reason[:1].lower()}{reason[1:]})."


def open_backup(
    workspace: Workspace, path: Path, secret: str = "", *, with_recovery_code: bool = False
) -> OpenBackup:
    """Open a backup while the store is open; one of this very store needs no ``secret``.

    What is made of such a one opens with today's passphrase. Raises SecretNeededError,
    WrongPassphraseError, WrongRecoveryCodeError, and what reading it raises.
    """
    own = workspace.opened

    def find_key(keys: KeyFile) -> bytes:
        if keys.store_id == own.keys.store_id:
            return own.data_key
        if not secret:
            raise SecretNeededError
        return restoring.key_of(secret, with_recovery_code=with_recovery_code)(keys)

    backup = restoring.open_backup(path, find_key)
    return replace(backup, keys=own.keys) if _is_own(workspace, backup) else backup


def preview(workspace: Workspace, backup: OpenBackup, progress: Progress | None = None) -> Preview:
    """Return what restoring from a backup would change; nothing is changed yet."""
    found = compare(workspace.store, backup, progress)
    here = {(c.kind, c.record_id) for c in found.missing} - found.records
    naming = _Naming(workspace, found)

    def how_back(change: Change) -> str:
        return _NEW if _is_deleted(workspace, change) is None else _CHANGED

    def how_missing(change: Change) -> str:
        if (change.kind, change.record_id) in here:
            return _NEW
        return _DELETED if _is_deleted(workspace, change) else _CHANGED

    return Preview(
        backup,
        _made_at(workspace, backup, found),
        _lines(found.back, naming, how_back, "would come back"),
        _lines(found.missing, naming, how_missing, "would be missing"),
        len(found.back),
        len(found.missing),
        found.erased,
    )


def bring_back(workspace: Workspace, found: Preview) -> int:
    """Bring what is missing back into the file, after a backup of it; return how many changes.

    Nothing that is there is lost: what two sides say differently of one field becomes two versions.
    """
    if workspace.store.read_only:
        raise ReadOnlyError
    store = workspace.store
    incoming = store.incoming([found.backup.contents().lines])
    if incoming.rows:
        workspace.back_up("restore")
        store.take_in(incoming, "bring back from a backup")
    return incoming.taken.total()


def prepare_going_back(workspace: Workspace, found: Preview) -> GoingBack:
    """Return the way back to a backup, to be run once the store is closed."""
    if workspace.store.read_only:
        raise ReadOnlyError
    kept = restoring.kept_of(workspace.store, same=_is_own(workspace, found.backup))
    return GoingBack(workspace.folder, found.backup, kept, found.made_at)


def restore(path: Path, folder: Path, secret: str, *, with_recovery_code: bool = False) -> Restored:
    """Make the store in ``folder`` from a backup; one that is there is set aside, not lost."""
    require_place(folder)
    return restoring.restore(path, folder, secret, with_recovery_code=with_recovery_code)


def moment(at: datetime) -> str:
    """Return an instant as the clock on the wall had it: "Fri 12 June 2020, 14:02"."""
    local = at.astimezone()
    return f"{say_date(local)}, {local:%H:%M}"


def _is_own(workspace: Workspace, backup: OpenBackup) -> bool:
    return backup.data_key == workspace.opened.data_key


def _made_at(workspace: Workspace, backup: OpenBackup, found: Comparison) -> datetime:
    """Return when a backup was made; the time of its last change where it does not say."""
    if (said := backup.contents().made_at) is not None:
        return said
    for own in own_backups(workspace.folder):
        if own.path == backup.path:
            return own.made_at
    try:
        return datetime.fromisoformat(found.last_at).astimezone(UTC)
    except ValueError:
        return datetime.fromtimestamp(backup.path.stat().st_mtime, UTC)


def _reason(word: str) -> str:
    return _REASONS.get(word, word.replace("-", " ").capitalize() or _REASONS["asked"])


def _size(number: int) -> str:
    """Return a size as a list shows it: "14 KB", "1.3 MB"."""
    if number < _KB * _KB:
        return f"{max(1, round(number / _KB)):,} KB"
    return f"{number / _KB / _KB:,.1f} MB"


def _is_deleted(workspace: Workspace, change: Change) -> bool | None:
    """Return whether a change's record is deleted here; None where it is not here at all."""
    if change.kind not in KINDS:
        return None
    stored = workspace.store.stored(change.kind, change.record_id)
    return None if stored is None else stored.deleted


# What would change, in words


class _Naming:
    """Says which child a change is about, from the store or else from the backup."""

    def __init__(self, workspace: Workspace, found: Comparison) -> None:
        self._store = workspace.store
        self._found = found

    def child(self, change: Change) -> str | None:
        """Return the reference of the child; None for what is about no child."""
        kind = KINDS.get(change.kind)
        if kind is Child:
            return self._reference(change.record_id)
        if kind is None or not issubclass(kind, ChildRecord):
            return None
        stored = self._store.stored(change.kind, change.record_id)
        if stored is not None and isinstance(stored.record, ChildRecord):
            return self._reference(stored.record.child_id)
        said = change.fields.get("child_id") or self._found.child_of.get(change.record_id, "")
        return self._reference(str(said))

    def _reference(self, child_id: str) -> str:
        stored = self._store.stored(Child.__name__, child_id)
        if stored is not None and isinstance(stored.record, Child) and stored.record.reference:
            return stored.record.reference
        return self._found.references.get(child_id, "") or "A child without a reference"


def _lines(
    changes: Iterable[Change],
    naming: _Naming,
    how: Callable[[Change], str],
    verb: str,
) -> tuple[Line, ...]:
    """Return one line a child in the order of references, and last what is about none."""
    records: dict[tuple[str, str], tuple[str | None, str]] = {}
    for change in changes:
        key = (change.kind, change.record_id)
        if key not in records:
            records[key] = (naming.child(change), how(change))
    counts: dict[str | None, Counter[tuple[str, str]]] = {}
    for (kind, _), (child, way) in records.items():
        counts.setdefault(child, Counter())[kind, way] += 1
    children = sorted(child for child in counts if child is not None)
    order: list[str | None] = [*children, *([None] if None in counts else [])]
    return tuple(_line(child or "", counts[child], verb) for child in order)


def _line(child: str, numbers: Counter[tuple[str, str]], verb: str) -> Line:
    order = [*KINDS, *sorted({kind for kind, _ in numbers} - KINDS.keys())]
    counts = tuple(
        Counted(kind, way, number)
        for way in (_NEW, _CHANGED, _DELETED)
        for kind in order
        if (number := numbers[kind, way])
    )
    whole = say_list([_named(one) for one in counts if one.how == _NEW])
    changed = say_list([_named(one) for one in counts if one.how == _CHANGED])
    deleted = say_list([_named(one) for one in counts if one.how == _DELETED])
    if whole and changed:
        words = f"{whole} {verb}, and changes to {changed}"
    elif whole or changed:
        words = f"{whole or f'changes to {changed}'} {verb}"
    else:
        words = ""
    if deleted:
        again = f"{deleted} deleted since would be there again"
        words = f"{words}; {again}" if words else again
    return Line(child, counts, words)


def _named(one: Counted) -> str:
    kind = KINDS.get(one.kind)
    if kind is Child:
        return "the child’s own details" if one.how != _NEW else "the child"
    if kind is None:
        return counted(one.number, "entry of a newer program", "entries of a newer program")
    return counted(one.number, kind.title, kind.plural)


def _rows(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    for line in lines:
        for one in line.counts:
            yield {"child": line.child, "kind": one.kind, "how": one.how, "number": one.number}
