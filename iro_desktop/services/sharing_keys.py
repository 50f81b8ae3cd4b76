"""Who opens the shared copy: its passphrase, and computers that are shut out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Device
from iro_desktop.services.policy import require_passphrase
from iro_desktop.services.sharing import RETIRED, NotSharedError, share, with_slots, write_slots
from iro_desktop.services.taking_part import shared_path
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.container import peek, read_sealed
from iro_desktop.storage.encryption import ARGON, Argon, check_passphrase
from iro_desktop.sync import devices
from iro_desktop.sync.devices import SOURCE
from iro_desktop.sync.round import AnotherCaseloadError, Outcome
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
)

RELOCKED: Final = "change the passphrase of the shared copy"
"""The words of that act, by which other computers learn of it."""


class ThisComputerError(UserError):
    """A computer cannot remove itself."""

    sentence = (
        "This is the computer that you are using: remove it from another one, or stop sharing here."
    )


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
    write_slots(workspace, vault, slots, RELOCKED)
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
        write.put(with_slots(workspace, fresh, slots))
        write.keep(LOCAL, as_local(fresh))  # with its slots: a key without is opened by nothing
        write.keep(RETIRED, retired)
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
