"""The one form of a file that leaves the store: a backup, a shared copy, a handover pack.

Header | body | SHA-256. The header is one line of canonical JSON in the clear, without a name in
it. The body is a random nonce and, under AES-256-GCM bound to the header, a zlib stream of lines;
what the lines mean is the caller's. The SHA-256 of all before it needs no key, so a file that is
damaged or still downloading is told from one that another passphrase locks. The magic's last digit
is the version of this frame, the header's ``version`` that of what lies inside it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from iro_desktop.domain.errors import (
    FileDamagedError,
    FileTooLargeError,
    NewerVersionError,
    NotOurFileError,
    WrongFileKeyError,
)
from iro_desktop.storage import canonical
from iro_desktop.storage.canonical import Fields
from iro_desktop.storage.encryption import (
    ID,
    KEY_BYTES,
    MOST_SLOTS,
    KeyFile,
    Slot,
    slots_from_json,
)
from iro_desktop.storage.files import read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SHARED, BACKUP, HANDOVER = "shared", "backup", "handover"
# Nothing unpacked from a file is larger; one line of it is one change.
MOST_BYTES = 512 << 20
# No file is larger: changes are packed to a sixth and less, and it is held in memory twice.
MOST_FILE_BYTES = 128 << 20
MOST_LINE_BYTES = 16 << 20

_OPENING = b'{"magic":"IRODESK'
_MAGIC = "IRODESK1"
_VERSION = 1
_PURPOSES = (SHARED, BACKUP, HANDOVER)
_PURPOSE = re.compile(r"[a-z]{1,32}")
_MOST_HEADER_BYTES = 1 << 16
_SALT_BYTES, _NONCE_BYTES, _TAG_BYTES, _SUM_BYTES = 32, 12, 16, 32
_STEP = 1 << 16
_NOT_SAFE = (
    "This file unpacks to more than any caseload could hold, so it was not opened: "
    "ask whoever sent it for a new one."
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a sealed file says of itself before it is opened; it holds no name.

    ``vault_id`` is the store's id for a backup, and the shared file's own for a shared one.
    """

    vault_id: str
    purpose: str
    salt: bytes
    slots: tuple[Slot, ...]

    @property
    def keys(self) -> KeyFile:
        """The slots as a key file, for ``unlock`` and ``unlock_with_recovery``."""
        return KeyFile(self.vault_id, self.slots)


def seal(
    lines: Iterable[bytes],
    *,
    key: bytes,
    vault_id: str,
    purpose: str,
    slots: Sequence[Slot] = (),
) -> bytes:
    """Return the whole sealed file of these lines, none of which holds a line break.

    Raises FileTooLargeError rather than writing what could not be read back.
    """
    header = Header(vault_id, purpose, secrets.token_bytes(_SALT_BYTES), tuple(slots))
    front = _header_line(header)
    if _read_header(front) != header:
        raise ValueError("not a header that could be read back")
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = Cipher(algorithms.AES256(_file_key(key, header)), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(front)
    sealed = bytearray(front + nonce)
    for packed in _deflated(lines):
        sealed += cipher.update(packed)
    sealed += cipher.finalize() + cipher.tag
    sealed += hashlib.sha256(sealed).digest()
    if len(sealed) > MOST_FILE_BYTES:
        raise FileTooLargeError
    return bytes(sealed)


def is_ours(opening: bytes) -> bool:
    """Return whether a file that begins so may be a sealed one, by its first 17 bytes."""
    return len(opening) >= len(_OPENING) and opening.startswith(_OPENING)


def peek(data: bytes) -> Header:
    """Return the header of a whole file, without a key.

    Raises NotOurFileError, FileDamagedError or NewerVersionError.
    """
    return _framed(data)[0]


def open_sealed(data: bytes, key: bytes) -> Iterator[bytes]:
    """Return the lines of a sealed file, unpacked a step at a time.

    Raises what ``peek`` raises, and WrongFileKeyError, before there is any line; and while lines
    are taken FileTooLargeError for a body that unpacks to more than 512 MiB or to a line of more
    than 16 MiB, and FileDamagedError for one that is no such stream. Both can come only from
    somebody who has the key.
    """
    header, front, body = _framed(data)
    nonce, sealed = body[:_NONCE_BYTES], body[_NONCE_BYTES:]
    try:
        packed = AESGCM(_file_key(key, header)).decrypt(nonce, sealed, front)
    except InvalidTag as error:
        raise WrongFileKeyError from error
    return _lines(_inflated(packed))


def read_sealed(path: Path) -> bytes:
    """Return the bytes of a file that may be a sealed one; FileNotReadError, FileTooLargeError."""
    return read_file(path, most=MOST_FILE_BYTES)


def write_sealed(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Put a sealed file in the place of ``path``, or leave all as it was: see ``replace_file``."""
    replace_file(path, data, mode=mode)


def _header_line(header: Header) -> bytes:
    content = {
        "magic": _MAGIC,
        "purpose": header.purpose,
        "salt": canonical.octets(header.salt),
        "slots": [slot.as_json() for slot in header.slots],
        "vault": header.vault_id,
        "version": _VERSION,
    }
    return canonical.dump(content) + b"\n"


def _read_header(front: bytes) -> Header:
    """Return the header in its line; ValueError if it is none, NewerVersionError if it may be."""
    content = canonical.load(front[:-1])
    known = content if isinstance(content, dict) else {}
    version = known.get("version")
    if known.get("magic") != _MAGIC or (type(version) is int and version > _VERSION):
        raise NewerVersionError
    fields = Fields(content, {"magic", "purpose", "salt", "slots", "vault", "version"})
    fields.number("version", _VERSION, _VERSION)
    purpose = fields.text("purpose", _PURPOSE)
    if purpose not in _PURPOSES:
        raise NewerVersionError
    return Header(
        vault_id=fields.text("vault", ID),
        purpose=purpose,
        salt=fields.octets("salt", _SALT_BYTES),
        slots=slots_from_json(fields.items("slots", MOST_SLOTS)),
    )


def _framed(data: bytes) -> tuple[Header, bytes, memoryview]:
    """Return the header, its line, and the body of a file whose SHA-256 holds."""
    # What is still downloading may be short, or its space reserved with zeros.
    if not _OPENING.startswith(data[: len(_OPENING)].rstrip(b"\0")):
        raise NotOurFileError
    whole = memoryview(data)
    content, checksum = whole[:-_SUM_BYTES], whole[-_SUM_BYTES:]
    if hashlib.sha256(content).digest() != checksum:
        raise FileDamagedError
    length = data.find(b"\n", 0, _MOST_HEADER_BYTES) + 1
    if not length or length + _NONCE_BYTES + _TAG_BYTES > len(content):
        raise FileDamagedError
    front = data[:length]
    try:
        return _read_header(front), front, content[length:]
    except ValueError as error:
        raise FileDamagedError from error


def _file_key(key: bytes, header: Header) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    info = f"IRO Desktop {header.purpose} 1".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=header.salt, info=info).derive(key)


def _deflated(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer, size = zlib.compressobj(), 0
    for line in lines:
        if b"\n" in line:
            raise ValueError("a line break inside a line")
        size += len(line) + 1
        if len(line) > MOST_LINE_BYTES or size > MOST_BYTES:
            raise FileTooLargeError
        yield packer.compress(line + b"\n")
    yield packer.flush()


def _inflated(packed: bytes) -> Iterator[bytes]:
    """Yield what ``packed`` unpacks to, in pieces of at most 64 KiB and 512 MiB in all."""
    unpacker, size = zlib.decompressobj(), 0
    for start in range(0, len(packed), _STEP):
        rest = packed[start : start + _STEP]
        while rest and not unpacker.eof:
            try:
                piece = unpacker.decompress(rest, _STEP)
            except zlib.error as error:
                raise FileDamagedError from error
            rest, size = unpacker.unconsumed_tail, size + len(piece)
            if size > MOST_BYTES:
                raise FileTooLargeError(_NOT_SAFE)
            yield piece
        if unpacker.unused_data or (unpacker.eof and start + _STEP < len(packed)):
            raise FileDamagedError  # something comes after the stream's end
    if not unpacker.eof:
        raise FileDamagedError


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    begun: list[bytes] = []
    length = 0
    for piece in pieces:
        first, *others = piece.split(b"\n")
        begun.append(first)
        length += len(first)
        if length > MOST_LINE_BYTES:
            raise FileTooLargeError(_NOT_SAFE)
        if others:
            yield b"".join(begun)
            *whole, last = others
            yield from whole
            begun, length = [last], len(last)
    if length:
        raise FileDamagedError
