"""A second computer: its own encrypted file, made from the shared copy."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Officer, WorkingTime
from iro_desktop.services import sharing
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.policy import require_passphrase, require_place, require_sync_folder
from iro_desktop.services.sharing_owner import Owner, owner_of
from iro_desktop.services.workspace import Today, Workspace, new_id
from iro_desktop.storage.container import read_sealed
from iro_desktop.storage.encryption import ARGON, Argon
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.opening import create_store
from iro_desktop.storage.store import Clock, Store, system_clock
from iro_desktop.sync.devices import RECEIVED


def whose(shared: Path, shared_passphrase: str) -> str:
    """Return the name of the IRO whose caseload a shared copy holds, or "" where it has none.

    Raises what opening the shared copy raises: a wrong passphrase is known before anything is made.
    """
    vault, lines = sharing.open_shared(read_sealed(sharing.place_of(shared)), shared_passphrase)
    owner = owner_of(vault.vault_id, lines)
    return owner.names.get(owner.officer_id, "")


def join(  # noqa: PLR0913 - what a person settles at the start
    folder: Path,
    passphrase: str,
    shared: Path,
    shared_passphrase: str,
    *,
    now: datetime,
    officer_name: str = "",
    fte: float | None = None,
    name: str = "",
    today: Today = date.today,
    clock: Clock = system_clock,
    who: str = "window",
    argon: Argon = ARGON,
) -> tuple[Workspace, str]:
    """Make a file on this computer from the shared copy; return it open, and its recovery code.

    It is the same IRO's unless ``officer_name`` names another. Raises what opening the shared
    copy and creating a store raise; before the store is whole there is none.
    """
    require_passphrase(passphrase)
    require_place(folder)
    path = sharing.place_of(shared)
    require_sync_folder(path.parent)
    vault, lines = sharing.open_shared(read_sealed(path), shared_passphrase)
    owner = owner_of(vault.vault_id, lines)
    officer_id = _officer_id(owner, officer_name)
    facts = StoreFacts("", officer_id, owner.whole_service)

    def fill(store: Store) -> None:
        store.take_in(store.incoming([lines]), RECEIVED)
        if officer_id not in owner.names:
            _add_officer(store, officer_id, officer_name, fte)
        sharing.take_part(store, vault, path)

    opened, code = create_store(
        folder, passphrase, facts=facts, who=who, clock=clock, argon=argon, fill=fill
    )
    workspace = Workspace(opened, shipped_calendar(), today)
    with suppress(UserError):  # the file is whole; what hindered is told by its status
        sharing.share(workspace, now=now, name=name)
    return workspace, code


def _officer_id(owner: Owner, name: str) -> str:
    """Return whose file it is: the one who was named, or the owner of the shared copy."""
    wanted = name.strip().casefold()
    if not wanted:
        return owner.officer_id
    same = _named(owner, wanted)
    if owner.officer_id in same:
        return owner.officer_id
    return same[0] if same else new_id()


def _named(owner: Owner, wanted: str) -> Sequence[str]:
    return sorted(one for one, name in owner.names.items() if name.strip().casefold() == wanted)


def _add_officer(store: Store, officer_id: str, name: str, fte: float | None) -> None:
    with store.write("set up the store", source="set-up") as write:
        write.put(Officer(id=officer_id, name=name.strip(), role="iro"))
        if fte is not None:
            write.put(WorkingTime(id=new_id(), officer_id=officer_id, fte=fte))
