"""A handover pack as one sealed file: a fresh key under words that travel by another way."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from iro_desktop.domain.change_lines import NotAChangeError, from_line, to_line
from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import (
    FileDamagedError,
    NewerVersionError,
    NotOurFileError,
    WrongFileKeyError,
    WrongPassphraseError,
)
from iro_desktop.domain.records import Child
from iro_desktop.storage.container import (
    HANDOVER,
    Header,
    open_sealed,
    peek,
    read_sealed,
    seal,
    write_sealed,
)
from iro_desktop.storage.encryption import (
    ARGON,
    KEY_BYTES,
    PASSPHRASE,
    Argon,
    KeyFile,
    unlock,
    with_passphrase,
)
from iro_desktop.storage.files import PRIVATE
from iro_desktop.sync.handover import Pack
from iro_desktop.sync.handover_words import new_words, passphrase_of

ENDING: Final = ".irohandover"

_VERSION: Final = 1
_ID_BYTES: Final = 16
_LONGEST_LINE: Final = 1 << 20  # of the first line: the ids of some ten thousand children

_NOT_A_PACK: Final = (
    f"This file is not a handover file: choose the file whose name ends with {ENDING}, "
    "as the IRO who hands over sent it."
)
_NOT_LISTED: Final = (
    "This file holds records that are none of the children it names, so nothing was taken over: "
    "ask the IRO who hands over for a new one."
)
_WRONG_WORDS: Final = (
    "These are not the words of this file: check them with the IRO who hands over, "
    "and that it is the file they belong to."
)
_DAMAGED: Final = (
    "This handover file is damaged or still downloading: wait until it is complete and try again, "
    "or ask the IRO who hands over to send it once more."
)
_ALTERED: Final = (
    "This handover file was altered after it was written, so it was not opened: "
    "ask the IRO who hands over for a new one."
)


def write_pack(path: Path, pack: Pack, *, argon: Argon = ARGON) -> str:
    """Write a pack, verified, and return the words that open it; they are kept nowhere.

    Raises FileNotWrittenError, FileTooLargeError or FileDamagedError; what was at ``path`` then
    stays, but for the last, after which there is no file.
    """
    words = new_words()
    key = secrets.token_bytes(KEY_BYTES)
    vault_id = secrets.token_hex(_ID_BYTES)
    slots = with_passphrase(KeyFile(vault_id, ()), key, passphrase_of(words), argon=argon).slots
    written = hashlib.sha256()
    lines = _tallied(_lines(pack), written)
    data = seal(lines, key=key, vault_id=vault_id, purpose=HANDOVER, slots=slots)
    write_sealed(path, data, mode=PRIVATE)
    found = hashlib.sha256()
    for _ in _tallied(open_sealed(read_sealed(path), key), found):
        pass
    if found.digest() != written.digest():
        path.unlink(missing_ok=True)
        raise FileDamagedError
    return words


def _tallied(lines: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for line in lines:
        digest.update(line + b"\n")
        yield line


def _lines(pack: Pack) -> Iterator[bytes]:
    """Yield what a pack holds: what it is, then one change a line."""
    first = {
        "handover": _VERSION,
        "from": pack.from_id,
        "on": pack.on.isoformat(),
        "made": pack.made_on.isoformat(),
        "children": list(pack.child_ids),
    }
    yield json.dumps(first, separators=(",", ":"), sort_keys=True).encode()
    for change in pack.changes:
        yield to_line(change)


def read_pack(path: Path, typed: str) -> Pack:
    """Return what a pack holds, all of it checked; ``typed`` are its words.

    Raises FileNotReadError, FileTooLargeError, NotOurFileError (another file, or one that holds
    what no pack of its children does), FileDamagedError, NewerVersionError, WordsMistypedError,
    WrongPassphraseError (other words), WrongFileKeyError (altered by somebody).
    """
    data = read_sealed(path)
    header = _header(data)
    secret = passphrase_of(typed)
    try:
        key = unlock(header.keys, secret)
    except WrongPassphraseError as error:
        raise WrongPassphraseError(_WRONG_WORDS) from error
    try:
        lines = open_sealed(data, key)
        pack = _read(lines)
    except WrongFileKeyError as error:
        raise WrongFileKeyError(_ALTERED) from error
    except FileDamagedError as error:
        raise FileDamagedError(_DAMAGED) from error
    _refuse_others(pack)
    return pack


def _header(data: bytes) -> Header:
    """Return the header of a handover pack, which has one way in."""
    try:
        header = peek(data)
    except FileDamagedError as error:
        raise FileDamagedError(_DAMAGED) from error
    except NotOurFileError as error:
        raise NotOurFileError(_NOT_A_PACK) from error
    if header.purpose != HANDOVER or [slot.kind for slot in header.slots] != [PASSPHRASE]:
        raise NotOurFileError(_NOT_A_PACK)
    return header


def _read(lines: Iterator[bytes]) -> Pack:
    first = _first(next(lines, b""))
    try:
        changes = tuple(_checked(from_line(line)) for line in lines)
        return Pack(
            from_id=_text(first["from"]),
            on=date.fromisoformat(_text(first["on"])),
            made_on=date.fromisoformat(_text(first["made"])),
            child_ids=tuple(_text(one) for one in first["children"]),
            changes=changes,
        )
    except (NotAChangeError, KeyError, TypeError, ValueError) as error:
        raise FileDamagedError from error


def _first(line: bytes) -> dict[str, Any]:
    """Return the first line's parts. Raises FileDamagedError or NewerVersionError."""
    try:
        found = json.loads(line) if len(line) <= _LONGEST_LINE else None
    except (ValueError, RecursionError) as error:
        raise FileDamagedError from error
    first: dict[str, Any] = found if isinstance(found, dict) else {}
    version = first.get("handover")
    if type(version) is not int or version < 1:
        raise FileDamagedError
    if version > _VERSION:
        raise NewerVersionError
    return first


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    if not isinstance(value, str):
        raise TypeError
    return value


def _checked(change: Change) -> Change:
    """Return a change whose day and child can be read. Raises ValueError or TypeError."""
    if datetime.fromisoformat(change.at).tzinfo is None:
        raise ValueError
    if change.fields.get("child_id") is not None:
        _text(change.fields["child_id"])
    return change


def _refuse_others(pack: Pack) -> None:
    """Raise NotOurFileError for a pack with anything that no pack of its children would hold."""
    found = pack.by_record
    there = {record_id for kind, record_id in found if kind == Child.__name__}
    if not pack.child_ids or there != set(pack.child_ids):
        raise NotOurFileError(_NOT_LISTED)
    if len(pack.only(pack.child_ids)) != len(pack.changes):
        raise NotOurFileError(_NOT_LISTED)
