"""The shared copy: starting it, joining it, exchanging with it, and how far all is safe in it."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import FileNotReadError, NotOurFileError, UserError
from iro_desktop.domain.records import Device, SharedCopy
from iro_desktop.services.erasure_requests import note_requests
from iro_desktop.services.policy import require_passphrase, require_sync_folder
from iro_desktop.services.sharing_owner import settle_owner
from iro_desktop.services.taking_part import PATH, shared_path
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.container import SHARED, open_sealed, peek, read_sealed
from iro_desktop.storage.encryption import ARGON, Argon, Slot, check_passphrase
from iro_desktop.storage.store import Store
from iro_desktop.sync import devices
from iro_desktop.sync.devices import SOURCE, Computer
from iro_desktop.sync.exchange import ENDING, Folder
from iro_desktop.sync.round import (
    AnotherCaseloadError,
    NewKeyError,
    Outcome,
    Round,
    SharedCopyDamagedError,
)
from iro_desktop.sync.vault import (
    LOCAL,
    Vault,
    as_local,
    keep_vault,
    key_by_passphrase,
    new_vault,
    read_vault,
    slots_under,
    with_key,
    written,
)

DEFAULT_NAME: Final = f"IRO Desktop{ENDING}"
RELOCKED: Final = "change the passphrase of the shared copy"
"""The words of that act, by which other computers learn of it."""

_STATUS: Final = "sync:status"
_RETIRED: Final = "sync:retired"


class NotSharedError(UserError):
    """This file takes part in no shared copy."""

    sentence = "There is no shared copy yet: choose a place for it under Shared copy first."


class InsideTheStoreError(UserError):
    """The shared copy would lie among the store's own files."""

    sentence = (
        "The shared copy cannot lie in the folder of your own file: choose the synchronised "
        "folder, the network drive or the stick that the other computer reaches too."
    )


class ThisComputerError(UserError):
    """A computer cannot remove itself."""

    sentence = (
        "This is the computer that you are using: remove it from another one, or stop sharing here."
    )


@dataclass(frozen=True, slots=True)
class Status:
    """How the shared copy stands on this computer.

    ``safe_at`` is the moment up to which everything is in it, ``waiting`` how many changes have
    come since, counted when the log held ``position`` changes. ``problem`` is the sentence of the
    last round that failed, with what would help: ``asks`` is "passphrase", "anew" or "".
    """

    path: Path
    safe_at: datetime | None = None
    waiting: int = 0
    position: int = 0
    problem: str = ""
    asks: str = ""
    was_copy: bool = False
    set_aside: tuple[str, ...] = ()
    computers: tuple[Computer, ...] = ()

    @property
    def others(self) -> tuple[Computer, ...]:
        """The other computers that take part, the one heard of last first."""
        return tuple(
            one for one in self.computers if not one.is_this_one and one.removed_on is None
        )


def computer(
    device_id: str,
    name: str,
    last_at: datetime,
    *,
    is_this_one: bool = False,
    removed_on: date | None = None,
) -> Computer:
    """Return a computer as a status lists it."""
    return Computer(device_id, name, is_this_one, last_at, removed_on)


def is_shared(workspace: Workspace) -> bool:
    """Return whether this file takes part in a shared copy."""
    return read_vault(workspace.store) is not None and shared_path(workspace) is not None


def status(workspace: Workspace) -> Status | None:
    """Return how the shared copy stands, or None without one; it reads the log."""
    path = shared_path(workspace)
    if path is None or read_vault(workspace.store) is None:
        return None
    said = json.loads(workspace.store.local(_STATUS) or "{}")
    position = workspace.snapshot.position
    return Status(
        path=path,
        safe_at=datetime.fromisoformat(said["safe_at"]) if said.get("safe_at") else None,
        waiting=max(0, position - said.get("position", 0)),
        position=position,
        problem=said.get("problem", ""),
        asks=said.get("asks", ""),
        was_copy=said.get("was_copy", False),
        set_aside=tuple(said.get("set_aside", ())),
        computers=devices.computers(workspace.store),
    )


def this_computer() -> str:
    """Return what this machine calls itself: the name of this computer until it gets another."""
    return platform.node()


def is_there(path: Path) -> bool:
    """Return whether a file is where the shared copy is to lie: it is joined then."""
    return place_of(path).is_file()


def place_of(path: Path) -> Path:
    """Return the file that a person means by ``path``: of a folder, the shared copy in it.

    Copies that a cloud service made beside it are named after it, with something added.
    """
    path = path.absolute()
    if not path.is_dir():
        return path
    found = sorted((one for one in path.glob(f"*{ENDING}") if one.is_file()), key=_by_length)
    if found and all(one.stem.startswith(found[0].stem) for one in found):
        return found[0]
    return path / DEFAULT_NAME


def _by_length(path: Path) -> tuple[int, str]:
    return len(path.name), path.name


def start(
    workspace: Workspace,
    path: Path,
    passphrase: str,
    *,
    now: datetime,
    name: str = "",
    argon: Argon = ARGON,
) -> Outcome:
    """Begin to share at ``path`` and make the first round: a file that is there is joined.

    ``passphrase`` is the shared copy's own, not that of this file; ``name`` this computer's.
    Raises WrongSharedPassphraseError, WeakPassphraseError for a new one, AnotherCaseloadError,
    AnotherIroError, InsideTheStoreError, and what a round raises; then nothing is shared, and
    before something was received nothing is changed here.
    """
    path = place_of(path)
    require_sync_folder(path.parent)
    if path.parent.resolve().is_relative_to(workspace.folder.resolve()):
        raise InsideTheStoreError
    vault = read_vault(workspace.store)
    before, said = shared_path(workspace), workspace.store.local(_STATUS)
    received: Callable[[], object] = bool
    if vault is None:
        vault, received = _vault_at(workspace, path, passphrase, argon)
    take_part(workspace.store, vault, path)
    try:
        return share(workspace, now=now, name=name, received=received)
    except UserError:
        if before is None:
            stop(workspace)
        else:
            workspace.store.set_local(PATH, str(before))
            workspace.store.set_local(_STATUS, said)
        raise


def take_part(store: Store, vault: Vault, path: Path) -> None:
    """Keep on this computer where the shared copy is, and its key."""
    keep_vault(store, vault)
    store.set_local(PATH, str(path))


def _vault_at(
    workspace: Workspace, path: Path, passphrase: str, argon: Argon
) -> tuple[Vault, Callable[[], object]]:
    """Return the vault of a file, or a new one, and what is to be done once all is received."""
    try:
        data = read_sealed(path)
    except FileNotReadError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return _make_vault(workspace, passphrase, argon), bool
        raise
    vault, lines = open_shared(data, passphrase)
    return vault, settle_owner(workspace, vault.vault_id, lines)


def open_shared(data: bytes, passphrase: str) -> tuple[Vault, list[bytes]]:
    """Return the key of a shared copy and its changes as lines.

    Raises NotOurFileError, WrongSharedPassphraseError and what opening a file raises.
    """
    header = peek(data)
    if header.purpose != SHARED:
        raise NotOurFileError(
            f"This file is not a shared copy: choose a file whose name ends with {ENDING}."
        )
    vault = Vault(header.vault_id, key_by_passphrase(header.vault_id, header.slots, passphrase))
    return vault, list(open_sealed(data, vault.key))


def _make_vault(workspace: Workspace, passphrase: str, argon: Argon) -> Vault:
    check_passphrase(passphrase)
    require_passphrase(passphrase)
    vault = new_vault()
    _write_slots(workspace, vault, slots_under(vault, passphrase, argon=argon), "start sharing")
    return vault


def _write_slots(workspace: Workspace, vault: Vault, slots: tuple[Slot, ...], words: str) -> None:
    with workspace.write(words, source=SOURCE) as write:
        write.put(_with_slots(workspace, vault, slots))


def _with_slots(workspace: Workspace, vault: Vault, slots: tuple[Slot, ...]) -> SharedCopy:
    facts = workspace.store.facts
    copy = workspace.snapshot.find(SharedCopy, vault.vault_id) or SharedCopy(
        id=vault.vault_id, officer_id=facts.officer_id, whole_service=facts.whole_service
    )
    return replace(copy, slots=written(vault, slots))


def share(
    workspace: Workspace,
    *,
    now: datetime,
    name: str = "",
    anew: bool = False,
    wait: Callable[[], object] = bool,
    received: Callable[[], object] = bool,
) -> Outcome:
    """Exchange everything with the shared copy once, and remember how it went.

    With ``anew`` a damaged shared copy is set aside and written again from what is here. ``wait``
    is called before anything is taken in, and returns once it may change what is shown;
    ``received`` when all is taken in and nothing sent. Raises
    NotSharedError or the UserError that stopped the round; nothing is lost then on either side.
    """
    vault, path = read_vault(workspace.store), shared_path(workspace)
    if vault is None or path is None:
        raise NotSharedError
    require_sync_folder(path.parent)
    store = workspace.store
    one = Round(
        store=store,
        vault=vault,
        exchange=Folder(path),
        name=name or this_computer(),
        now=now,
        today=workspace.today(),
        back_up=lambda: workspace.back_up("merge"),
        retired=store.local(_RETIRED) or "",
        write_anew=anew,
        wait=wait,
        received=received,
    )
    try:
        outcome = one.run()
    except UserError as error:
        _remember(workspace, problem=str(error), asks=_asks(error))
        raise
    store.set_local(_RETIRED, None)
    devices.note_set_aside(store, outcome.set_aside)
    note_requests(workspace)
    _remember(
        workspace,
        safe_at=now.astimezone(UTC).isoformat(),
        position=outcome.position,
        problem="",
        asks="",
        **({"was_copy": True} if outcome.was_copy else {}),
        **({"set_aside": outcome.set_aside} if outcome.set_aside else {}),
    )
    return outcome


def _asks(error: UserError) -> str:
    if isinstance(error, NewKeyError):
        return "passphrase"
    return "anew" if isinstance(error, SharedCopyDamagedError) else ""


def _remember(workspace: Workspace, **said: object) -> None:
    before = json.loads(workspace.store.local(_STATUS) or "{}")
    workspace.store.set_local(_STATUS, json.dumps(before | said))


def put_away_notices(workspace: Workspace) -> None:
    """Forget what was to be told once: that this was a copy, and which files were set aside."""
    _remember(workspace, was_copy=False, set_aside=[])


def stop(workspace: Workspace) -> None:
    """Take no part any more; the file that is shared stays as it is, and so does all here."""
    keep_vault(workspace.store, None)
    for key in (PATH, _STATUS, _RETIRED, devices.ASIDE):
        workspace.store.set_local(key, None)


def change_passphrase(
    workspace: Workspace, passphrase: str, *, now: datetime, argon: Argon = ARGON
) -> Outcome:
    """Put another passphrase on the shared copy; computers that take part need not type it.

    Raises WeakPassphraseError and what a round raises: then it goes out with the next one.
    """
    vault = _vault(workspace)
    check_passphrase(passphrase)
    require_passphrase(passphrase)
    slots = slots_under(vault, passphrase, argon=argon)
    _write_slots(workspace, vault, slots, RELOCKED)
    return share(workspace, now=now)


def remove_computer(
    workspace: Workspace,
    device_id: str,
    passphrase: str,
    *,
    now: datetime,
    argon: Argon = ARGON,
) -> Outcome:
    """Shut a computer out: a new key under a new passphrase, which the others enter once.

    What it holds already stays on it. Raises ThisComputerError, WeakPassphraseError and what a
    round raises; before the key is changed everything is received.
    """
    vault = _vault(workspace)
    check_passphrase(passphrase)
    require_passphrase(passphrase)
    if device_id == devices.this_device(workspace.store):
        raise ThisComputerError
    retired = share(workspace, now=now).digest
    fresh = with_key(vault, new_vault().key)
    slots = slots_under(fresh, passphrase, argon=argon)
    device = workspace.snapshot.find(Device, device_id)
    with workspace.write("remove a computer from the shared copy", source=SOURCE) as write:
        if device is not None:
            write.put(replace(device, removed_on=workspace.today()))
        write.put(_with_slots(workspace, fresh, slots))
        write.keep(LOCAL, as_local(fresh))  # with its slots: a key without is opened by nothing
        write.keep(_RETIRED, retired)
    return share(workspace, now=now)


def enter_passphrase(workspace: Workspace, passphrase: str, *, now: datetime) -> Outcome:
    """Take the new key of a shared copy that was locked anew on another computer.

    Raises WrongSharedPassphraseError and what a round raises.
    """
    vault, path = _vault(workspace), shared_path(workspace) or Path()
    data = read_sealed(path)
    header = peek(data)
    if header.vault_id != vault.vault_id:
        raise AnotherCaseloadError
    key = key_by_passphrase(header.vault_id, header.slots, passphrase)
    keep_vault(workspace.store, with_key(vault, key))
    return share(workspace, now=now)


def rename_computer(workspace: Workspace, device_id: str, name: str) -> None:
    """Give a computer another name in the list."""
    device = workspace.snapshot.find(Device, device_id)
    if device is not None and name.strip():
        with workspace.write("rename a computer", source=SOURCE) as write:
            write.put(replace(device, name=name.strip()))


def _vault(workspace: Workspace) -> Vault:
    vault = read_vault(workspace.store)
    if vault is None:
        raise NotSharedError
    return vault


Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)
