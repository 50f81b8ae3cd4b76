"""The key of the shared copy: who may open it, and what every copy's header is written from.

Computers that take part keep the key in their own encrypted store, so they never need the
passphrase again; the passphrase opens the file once on each new one. The slots that it opens are a
record in the log, so that all computers write the same header.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from iro_desktop.domain.changes import Change, project
from iro_desktop.domain.errors import WrongPassphraseError
from iro_desktop.domain.records import SharedCopy
from iro_desktop.storage.encryption import (
    ARGON,
    KEY_BYTES,
    Argon,
    KeyFile,
    Slot,
    slots_that_fit,
    unlock,
    with_passphrase,
)
from iro_desktop.storage.store import Store

LOCAL: Final = "sync:vault"
_MOST_OLD: Final = 20


class WrongSharedPassphraseError(WrongPassphraseError):
    """The passphrase does not open the shared copy."""

    sentence = (
        "That is not the passphrase of the shared copy: check Caps Lock and the keyboard’s "
        "language, and use the one that was chosen for the shared copy, not that of this file."
    )


@dataclass(frozen=True, slots=True)
class Vault:
    """The shared copy's id and key, and the keys that it had before."""

    vault_id: str
    key: bytes
    old_keys: tuple[bytes, ...] = ()


def new_vault() -> Vault:
    """Return a fresh key under a fresh id."""
    return Vault(secrets.token_hex(16), secrets.token_bytes(KEY_BYTES))


def with_key(vault: Vault, key: bytes) -> Vault:
    """Return the vault under another key; the one before is remembered as old."""
    if key == vault.key:
        return vault
    old = tuple(one for one in (vault.key, *vault.old_keys) if one != key)
    return replace(vault, key=key, old_keys=old[:_MOST_OLD])


def read_vault(store: Store) -> Vault | None:
    """Return the key that this computer keeps, or None where it takes no part."""
    text = store.local(LOCAL)
    if text is None:
        return None
    found = json.loads(text)
    old = tuple(bytes.fromhex(one) for one in found["old"])
    return Vault(found["vault"], bytes.fromhex(found["key"]), old)


def keep_vault(store: Store, vault: Vault | None) -> None:
    """Keep the key on this computer alone, inside its encrypted store; None forgets it."""
    store.set_local(LOCAL, None if vault is None else as_local(vault))


def as_local(vault: Vault) -> str:
    """Return what is kept of a vault on this computer alone, under ``LOCAL``."""
    found = {
        "vault": vault.vault_id,
        "key": vault.key.hex(),
        "old": [one.hex() for one in vault.old_keys],
    }
    return json.dumps(found)


def slots_under(vault: Vault, passphrase: str, *, argon: Argon = ARGON) -> tuple[Slot, ...]:
    """Return the slots that open the vault with this passphrase."""
    keys = with_passphrase(KeyFile(vault.vault_id, ()), vault.key, passphrase, argon=argon)
    return keys.slots


def key_by_passphrase(vault_id: str, slots: Iterable[Slot], passphrase: str) -> bytes:
    """Return the key that a passphrase opens; raises WrongSharedPassphraseError."""
    try:
        return unlock(KeyFile(vault_id, tuple(slots)), passphrase)
    except WrongPassphraseError as error:
        raise WrongSharedPassphraseError from error


def written(vault: Vault, slots: Iterable[Slot]) -> str:
    """Return slots as their record keeps them."""
    found = {"key": _digest(vault.key), "slots": [slot.as_json() for slot in slots]}
    return json.dumps(found, separators=(",", ":"), sort_keys=True)


def slots_in_force(store: Store, vault: Vault) -> tuple[Slot, ...]:
    """Return what the header is to hold: every slot that opens the present key.

    Where two computers changed the passphrase without knowing of each other, both open it until
    one is chosen: nobody is ever locked out by a merge.
    """
    changes = store.history([vault.vault_id]).get(vault.vault_id, [])
    found: list[Slot] = []
    for text in _heads_of(changes):
        for slot in _read(text, vault):
            if slot not in found:
                found.append(slot)
    return slots_that_fit(found)


def _heads_of(changes: Iterable[Change]) -> list[str]:
    own = [one for one in changes if one.kind == SharedCopy.__name__]
    by_key = {one.key: one for one in own}
    heads = project(SharedCopy, own).heads.get("slots", ())
    texts = [by_key[key].fields.get("slots") for key in reversed(heads)]
    return [text for text in texts if isinstance(text, str)]


def _read(text: str, vault: Vault) -> tuple[Slot, ...]:
    try:
        found = json.loads(text)
        if found["key"] != _digest(vault.key):
            return ()  # of a key that has been replaced
        return tuple(Slot.from_json(slot) for slot in found["slots"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()


def _digest(key: bytes) -> str:
    """Return what tells one key from another and nothing about it."""
    return hashlib.sha256(b"IRO Desktop shared key 1" + key).hexdigest()[:16]
