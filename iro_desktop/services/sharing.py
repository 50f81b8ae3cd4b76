"""The shared copy: starting it, joining it, exchanging everything with it, leaving it."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import FileNotReadError, NotOurFileError, UserError
from iro_desktop.domain.records import SharedCopy
from iro_desktop.services.erasure_requests import note_requests
from iro_desktop.services.policy import require_passphrase, require_sync_folder
from iro_desktop.services.sharing_owner import settle_owner
from iro_desktop.services.sharing_status import STATUS, remember, remember_failure
from iro_desktop.services.taking_part import PATH, shared_path
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.container import SHARED, open_sealed, peek, read_sealed
from iro_desktop.storage.encryption import ARGON, Argon, Slot, check_passphrase
from iro_desktop.storage.store import Store
from iro_desktop.sync import devices
from iro_desktop.sync.devices import SOURCE
from iro_desktop.sync.exchange import ENDING, Folder
from iro_desktop.sync.round import Outcome, Round
from iro_desktop.sync.vault import (
    Vault,
    keep_vault,
    key_by_passphrase,
    new_vault,
    read_vault,
    slots_under,
    written,
)

DEFAULT_NAME: Final = f"IRO Desktop{ENDING}"
RETIRED: Final = "sync:retired"
"""Where the digest of the last file under a key that was put out of use is kept."""


class NotSharedError(UserError):
    """This file takes part in no shared copy."""

    sentence = "There is no shared copy yet: choose a place for it under Shared copy first."


class InsideTheStoreError(UserError):
    """The shared copy would lie among the store's own files."""

    sentence = (
        "The shared copy cannot lie in the folder of your own file: choose the synchronised "
        "folder, the network drive or the stick that the other computer reaches too."
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
    before, said = shared_path(workspace), workspace.store.local(STATUS)
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
            workspace.store.set_local(STATUS, said)
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
    write_slots(workspace, vault, slots_under(vault, passphrase, argon=argon), "start sharing")
    return vault


def write_slots(workspace: Workspace, vault: Vault, slots: tuple[Slot, ...], words: str) -> None:
    """Put on file what opens the shared copy; ``words`` say why, as the history keeps it."""
    with workspace.write(words, source=SOURCE) as write:
        write.put(with_slots(workspace, vault, slots))


def with_slots(workspace: Workspace, vault: Vault, slots: tuple[Slot, ...]) -> SharedCopy:
    """Return the record of the shared copy with what opens it."""
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
        retired=store.local(RETIRED) or "",
        write_anew=anew,
        wait=wait,
        received=received,
    )
    try:
        outcome = one.run()
    except UserError as error:
        remember_failure(workspace, error)
        raise
    store.set_local(RETIRED, None)
    devices.note_set_aside(store, outcome.set_aside)
    note_requests(workspace)
    remember(
        workspace,
        safe_at=now.astimezone(UTC).isoformat(),
        position=outcome.position,
        problem="",
        asks="",
        **({"was_copy": True} if outcome.was_copy else {}),
        **({"set_aside": outcome.set_aside} if outcome.set_aside else {}),
    )
    return outcome


def stop(workspace: Workspace) -> None:
    """Take no part any more; the file that is shared stays as it is, and so does all here."""
    keep_vault(workspace.store, None)
    for key in (PATH, STATUS, RETIRED, devices.ASIDE):
        workspace.store.set_local(key, None)


Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)
