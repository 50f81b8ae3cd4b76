"""The keys of a store: one random data key, wrapped under the passphrase and a recovery code.

keys.json holds only the wrapped copies, its slots. A sealed file may carry copies of the same
slots, so that it opens with the passphrase of the day when it was made.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from iro_desktop.domain.errors import (
    FileNotReadError,
    FileTooLargeError,
    KeyFileDamagedError,
    KeyFileMissingError,
    NewerVersionError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.storage import canonical
from iro_desktop.storage.canonical import Fields
from iro_desktop.storage.common_passphrases import is_common
from iro_desktop.storage.files import PRIVATE, read_file, replace_file
from iro_desktop.storage.recovery_code import new_recovery_code, read_recovery_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

KEY_BYTES = 32
MOST_SLOTS = 8
PASSPHRASE, RECOVERY = "passphrase", "recovery"

_MAGIC = "IRO Desktop keys"
_VERSION = 1
_SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 12, 16
_MOST_FILE_BYTES = 1 << 16
_KIND = re.compile(r"[a-z][a-z_]{0,31}")
ID = re.compile(r"[0-9A-Za-z-]{1,64}")

_SHORTEST_PASSPHRASE, _FEWEST_CHARACTERS = 14, 5


@dataclass(frozen=True, slots=True)
class Argon:
    """How dear one guess at a passphrase is made: Argon2id's memory, passes and lanes (RFC 9106).

    The limits are checked before anything is derived, so that a file from elsewhere can ask
    neither for 100 GiB nor for an hour.
    """

    memory_kib: int = 128 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        for value, (least, most) in zip(
            (self.memory_kib, self.passes, self.lanes), _ARGON_LIMITS.values(), strict=True
        ):
            if not least <= value <= most:
                raise ValueError("outside the limits of key derivation")

    @classmethod
    def from_json(cls, value: object) -> Argon:
        """Return what a slot keeps; ValueError if it is of another form or outside the limits."""
        fields = Fields(value, _ARGON_LIMITS.keys())
        return cls(*(fields.number(name, *limits) for name, limits in _ARGON_LIMITS.items()))

    def as_json(self) -> dict[str, int]:
        """Return the form in which a slot keeps it."""
        return {"memory_kib": self.memory_kib, "passes": self.passes, "lanes": self.lanes}

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        """Return the 32 bytes that wrap a key under ``secret``; takes about half a second."""
        derivation = Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return derivation.derive(secret)


_ARGON_LIMITS = {"memory_kib": (64 * 1024, 256 * 1024), "passes": (1, 8), "lanes": (1, 8)}
# All slots of one kind together, for a wrong passphrase is tried on each: little over a second.
_MOST_WORK = 256 * 1024 * 6
ARGON = Argon()


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of a key; ``kind`` says what opens it: a passphrase or a recovery code."""

    kind: str
    argon: Argon
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def from_json(cls, value: object) -> Slot:
        """Return the slot that a file keeps; ValueError if it is of another form."""
        fields = Fields(value, {"argon2id", "kind", "nonce", "salt", "wrapped"})
        return cls(
            kind=fields.text("kind", _KIND),
            argon=Argon.from_json(fields["argon2id"]),
            salt=fields.octets("salt", _SALT_BYTES),
            nonce=fields.octets("nonce", _NONCE_BYTES),
            wrapped=fields.octets("wrapped", KEY_BYTES + _TAG_BYTES),
        )

    def as_json(self) -> dict[str, object]:
        """Return the form in which a file keeps the slot."""
        return {
            "argon2id": self.argon.as_json(),
            "kind": self.kind,
            "nonce": canonical.octets(self.nonce),
            "salt": canonical.octets(self.salt),
            "wrapped": canonical.octets(self.wrapped),
        }


def slots_that_fit(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return the first of these slots that one file may hold: no more, and none too dear to try."""
    found: list[Slot] = []
    work: Counter[str] = Counter()
    for slot in slots:
        more = slot.argon.memory_kib * slot.argon.passes
        if len(found) < MOST_SLOTS and work[slot.kind] + more <= _MOST_WORK:
            work[slot.kind] += more
            found.append(slot)
    return tuple(found)


def slots_from_json(values: Sequence[object]) -> tuple[Slot, ...]:
    """Return the slots that a file keeps; ValueError for one too many, or too dear to try all."""
    slots = tuple(Slot.from_json(value) for value in values[: MOST_SLOTS + 1])
    if slots_that_fit(slots) != slots:
        raise ValueError("more slots than anybody could try")
    return slots


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What keys.json holds: whose key it is, and its slots."""

    store_id: str
    slots: tuple[Slot, ...]


def check_passphrase(passphrase: str) -> None:
    """Raise WeakPassphraseError for a new passphrase that is too short or too common."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < _SHORTEST_PASSPHRASE or len(set(text)) < _FEWEST_CHARACTERS or is_common(text):
        raise WeakPassphraseError


def new_keys(store_id: str, passphrase: str, *, argon: Argon = ARGON) -> tuple[KeyFile, bytes, str]:
    """Return the keys of a new store: its key file, its 32-byte data key and the recovery code."""
    data_key = secrets.token_bytes(KEY_BYTES)
    keys, code = new_keys_for(data_key, store_id, passphrase, argon=argon)
    return keys, data_key, code


def new_keys_for(
    data_key: bytes, store_id: str, passphrase: str, *, argon: Argon = ARGON
) -> tuple[KeyFile, str]:
    """Return a new key file for a data key that exists already, and its recovery code."""
    keys = with_passphrase(KeyFile(store_id, ()), data_key, passphrase, argon=argon)
    return with_new_recovery_code(keys, data_key, argon=argon)


def unlock(keys: KeyFile, passphrase: str) -> bytes:
    """Return the data key, or raise WrongPassphraseError; half a second for each slot tried."""
    data_key = _unwrap(keys, PASSPHRASE, _passphrase_bytes(passphrase))
    if data_key is None:
        raise WrongPassphraseError
    return data_key


def unlock_with_recovery(keys: KeyFile, code: str) -> bytes:
    """Return the data key by the recovery code, read as people copy it.

    Raises RecoveryCodeMistypedError (no whole code) or WrongRecoveryCodeError (of another file).
    """
    data_key = _unwrap(keys, RECOVERY, read_recovery_code(code).encode())
    if data_key is None:
        raise WrongRecoveryCodeError
    return data_key


def change_passphrase(
    keys: KeyFile, passphrase: str, new_passphrase: str, *, argon: Argon = ARGON
) -> KeyFile:
    """Return the key file under a new passphrase; raises WrongPassphraseError.

    The data key and the recovery code stay the same.
    """
    return with_passphrase(keys, unlock(keys, passphrase), new_passphrase, argon=argon)


def with_passphrase(
    keys: KeyFile, data_key: bytes, passphrase: str, *, argon: Argon = ARGON
) -> KeyFile:
    """Return the key file with this passphrase in the place of any before, as after recovery."""
    return _with_slot(keys, PASSPHRASE, data_key, _passphrase_bytes(passphrase), argon)


def with_new_recovery_code(
    keys: KeyFile, data_key: bytes, *, argon: Argon = ARGON
) -> tuple[KeyFile, str]:
    """Return the key file with a fresh recovery code in the place of any before, and the code."""
    code = new_recovery_code()
    secret = read_recovery_code(code).encode()
    return _with_slot(keys, RECOVERY, data_key, secret, argon), code


def read_keys(path: Path) -> KeyFile:
    """Return what keys.json at ``path`` holds.

    Raises KeyFileMissingError, KeyFileDamagedError, NewerVersionError or FileNotReadError.
    """
    try:
        data = read_file(path, most=_MOST_FILE_BYTES)
    except FileTooLargeError as error:
        raise KeyFileDamagedError from error
    except FileNotReadError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise KeyFileMissingError from error
        raise
    return keys_from_bytes(data)


def write_keys(path: Path, keys: KeyFile) -> None:
    """Put keys.json on disk; raises FileNotWrittenError, and then the earlier one is whole."""
    replace_file(path, keys_to_bytes(keys), mode=PRIVATE)


def keys_to_bytes(keys: KeyFile) -> bytes:
    """Return the contents of keys.json: canonical JSON with a SHA-256 over the rest of itself."""
    content: dict[str, object] = {
        "magic": _MAGIC,
        "slots": [slot.as_json() for slot in keys.slots],
        "store": keys.store_id,
        "version": _VERSION,
    }
    return canonical.dump(content | {"sha256": _checksum(content)})


def keys_from_bytes(data: bytes) -> KeyFile:
    """Return the key file in ``data``; raises KeyFileDamagedError or NewerVersionError."""
    try:
        content = canonical.load(data)
        if not isinstance(content, dict) or content.get("magic") != _MAGIC:
            raise KeyFileDamagedError
        if content.pop("sha256", None) != _checksum(content):
            raise KeyFileDamagedError
        if type(content.get("version")) is int and content["version"] > _VERSION:
            raise NewerVersionError
        fields = Fields(content, {"magic", "slots", "store", "version"})
        fields.number("version", _VERSION, _VERSION)
        slots = slots_from_json(fields.items("slots", MOST_SLOTS))
        return KeyFile(fields.text("store", ID), slots)
    except ValueError as error:
        raise KeyFileDamagedError from error


def _checksum(content: dict[str, object]) -> str:
    return hashlib.sha256(canonical.dump(content)).hexdigest()


def _passphrase_bytes(passphrase: str) -> bytes:
    # The same letters typed on a Mac and on Windows may come composed or decomposed. A passphrase
    # from the environment may hold bytes that are no text: they count as they are.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _unwrap(keys: KeyFile, kind: str, secret: bytes) -> bytes | None:
    for slot in keys.slots:
        if slot.kind == kind:
            wrapping = AESGCM(slot.argon.derive(secret, slot.salt))
            try:
                return wrapping.decrypt(slot.nonce, slot.wrapped, _bound(keys.store_id, slot))
            except InvalidTag:
                continue
    return None


def _with_slot(keys: KeyFile, kind: str, data_key: bytes, secret: bytes, argon: Argon) -> KeyFile:
    if len(data_key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    slot = Slot(kind, argon, salt, nonce, wrapped=b"")
    wrapping = AESGCM(argon.derive(secret, salt))
    wrapped = wrapping.encrypt(nonce, data_key, _bound(keys.store_id, slot))
    others = tuple(other for other in keys.slots if other.kind != kind)
    return replace(keys, slots=(*others, replace(slot, wrapped=wrapped)))


def _bound(store_id: str, slot: Slot) -> bytes:
    """Return what a slot is bound to: moved to another store or altered, it opens nothing."""
    content = slot.as_json()
    del content["wrapped"]
    return canonical.dump(content | {"for": "IRO Desktop key slot 1", "store": store_id})
