from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.errors import (
    FileDamagedError,
    FileNotReadError,
    FileTooLargeError,
    NewerVersionError,
    NotOurFileError,
    UserError,
    WrongFileKeyError,
    WrongPassphraseError,
)
from iro_desktop.storage import canonical, container
from iro_desktop.storage.container import (
    BACKUP,
    HANDOVER,
    SHARED,
    open_sealed,
    peek,
    read_sealed,
    seal,
    write_sealed,
)
from iro_desktop.storage.encryption import Argon, new_keys, unlock, unlock_with_recovery

KEY = bytes(range(32))
LINES = [b'{"seq":1}', b"", '{"words":"Bäume"}'.encode(), b'{"seq":3}']
KEYS, DATA_KEY, CODE = new_keys("store-1", "three small words", argon=Argon(64 * 1024, passes=1))
SMALL = seal(LINES, key=KEY, vault_id="v1", purpose=SHARED, slots=KEYS.slots[:1])
MIB = 1 << 20


def summed(content: bytes) -> bytes:
    """A file whose checksum holds, as anybody can make it without a key."""
    return content + hashlib.sha256(content).digest()


def with_header(data: bytes, **changes: Any) -> bytes:
    front, body = data[:-32].split(b"\n", 1)
    content = json.loads(front) | changes
    return summed(canonical.dump(content) + b"\n" + body)


def sealed_stream(stream: bytes, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A file sealed with the right key whose body is any bytes at all."""

    def instead(_: Iterable[bytes]) -> Iterable[bytes]:
        return [stream]

    with monkeypatch.context() as patch:
        patch.setattr(container, "_deflated", instead)
        return seal([], key=KEY, vault_id="v1", purpose=SHARED)


def opened(data: bytes, key: bytes = KEY) -> list[bytes]:
    return list(open_sealed(data, key))


def test_lines_come_back_as_they_were_sealed() -> None:
    assert opened(SMALL) == LINES
    assert opened(seal([], key=KEY, vault_id="v1", purpose=BACKUP)) == []


@given(st.lists(st.binary(max_size=300).map(lambda line: line.replace(b"\n", b""))))
def test_any_lines_come_back(lines: list[bytes]) -> None:
    assert opened(seal(lines, key=KEY, vault_id="v1", purpose=HANDOVER)) == lines


def test_lines_longer_than_a_step_come_back() -> None:
    lines = [os.urandom(200_000).replace(b"\n", b""), b"x" * 3 * MIB, b"", b"y"] * 3
    assert opened(seal(iter(lines), key=KEY, vault_id="v1", purpose=BACKUP)) == lines


def test_the_same_lines_never_make_the_same_file_twice() -> None:
    again = seal(LINES, key=KEY, vault_id="v1", purpose=SHARED, slots=KEYS.slots[:1])
    assert again[-64:] != SMALL[-64:]
    assert peek(again).salt != peek(SMALL).salt


def test_a_file_says_what_it_is_without_a_key_and_nothing_else() -> None:
    header = peek(SMALL)
    assert (header.vault_id, header.purpose, header.slots) == ("v1", SHARED, KEYS.slots[:1])
    assert SMALL.startswith(b'{"magic":"IRODESK1"')
    assert b"seq" not in SMALL
    assert "Bäume".encode() not in SMALL


def test_a_backup_opens_with_the_passphrase_and_the_recovery_code_of_its_day() -> None:
    backup = seal(LINES, key=DATA_KEY, vault_id="store-1", purpose=BACKUP, slots=KEYS.slots)
    keys = peek(backup).keys
    assert opened(backup, unlock(keys, "three small words")) == LINES
    assert opened(backup, unlock_with_recovery(keys, CODE)) == LINES
    with pytest.raises(WrongPassphraseError):
        unlock(keys, "three other words")


def test_no_file_with_a_flipped_bit_is_accepted() -> None:
    for place in range(len(SMALL)):
        for bit in range(8):
            flipped = bytearray(SMALL)
            flipped[place] ^= 1 << bit
            with pytest.raises((FileDamagedError, NotOurFileError)):
                open_sealed(bytes(flipped), KEY)
            if place >= 17:
                with pytest.raises(FileDamagedError):
                    peek(bytes(flipped))


def test_no_flipped_bit_is_accepted_even_where_the_checksum_was_made_to_hold() -> None:
    content = SMALL[:-32]
    for place in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            with pytest.raises(UserError):
                open_sealed(summed(bytes(flipped)), KEY)


def test_every_cut_file_is_damaged_or_still_downloading() -> None:
    for length in range(len(SMALL)):
        zeros = SMALL[:length] + bytes(len(SMALL) - length)
        for data in {SMALL[:length], zeros} - {SMALL}:  # one file in 256 ends with a zero
            with pytest.raises(FileDamagedError, match="damaged or still downloading"):
                open_sealed(data, KEY)


def test_bytes_after_the_end_are_damage() -> None:
    for surplus in (b"\n", b"\0", SMALL):
        with pytest.raises(FileDamagedError):
            peek(SMALL + surplus)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + bytes(100), b"SQLite format 3\0" + bytes(4080), b"{}", b"child,date\n"]
)
def test_another_programs_file_is_told_as_such(data: bytes) -> None:
    with pytest.raises(NotOurFileError, match="not made by IRO Desktop"):
        peek(data)


@given(st.binary(min_size=20, max_size=300))
def test_any_other_bytes_get_a_sentence(data: bytes) -> None:
    for content in (data, b'{"magic":"IRODESK' + data, summed(b'{"magic":"IRODESK1"' + data)):
        with pytest.raises(UserError):
            open_sealed(content, KEY)


def test_a_wrong_key_is_told_from_damage() -> None:
    with pytest.raises(WrongFileKeyError, match="another passphrase"):
        open_sealed(SMALL, bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        open_sealed(SMALL, b"")


def test_a_header_of_another_file_opens_nothing() -> None:
    other = seal(LINES, key=KEY, vault_id="v1", purpose=SHARED, slots=KEYS.slots[:1])
    front, _ = SMALL[:-32].split(b"\n", 1)
    _, body = other[:-32].split(b"\n", 1)
    with pytest.raises(WrongFileKeyError):
        open_sealed(summed(front + b"\n" + body), KEY)
    for name, value in (("purpose", BACKUP), ("vault", "v2"), ("slots", [])):
        swapped = with_header(SMALL, **{name: value})
        assert peek(swapped) != peek(SMALL)
        with pytest.raises(WrongFileKeyError):
            open_sealed(swapped, KEY)


@pytest.mark.parametrize(
    "changes", [{"version": 2}, {"version": 2, "more": {}}, {"magic": "IRODESK2"}, {"purpose": "x"}]
)
def test_a_file_of_a_newer_program_says_so(changes: dict[str, Any]) -> None:
    with pytest.raises(NewerVersionError):
        peek(with_header(SMALL, **changes))


SLOT = KEYS.slots[0].as_json()


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "1"},
        {"version": True},
        {"version": 1.0},
        {"version": 0},
        {"version": None},
        {"vault": 1},
        {"vault": ""},
        {"vault": "v" * 65},
        {"vault": "two words"},
        {"purpose": None},
        {"purpose": "Two words"},
        {"salt": 1},
        {"salt": ""},
        {"salt": "A" * 43},
        {"slots": {}},
        {"slots": [1]},
        {"slots": [SLOT] * 9},
        {"slots": [{**SLOT, "argon2id": {"memory_kib": 100 << 20, "passes": 3, "lanes": 4}}]},
        {"more": 1},
    ],
)
def test_a_header_of_wrong_types_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(FileDamagedError):
        peek(with_header(SMALL, **changes))


@pytest.mark.parametrize(
    "front",
    [
        b'{"magic":"IRODESK1"}',
        b'{"magic":"IRODESK1","magic":"IRODESK1"}',
        b'{"magic":"IRODESK1","slots":' + b"[" * 60_000,
        b'{"magic":"IRODESK1","x":"' + b"y" * 100_000 + b'"}',
        b'{"magic":"IRODESK1","x":' + b"9" * 10_000 + b"}",
        b'{"magic":"IRODESK1","x":NaN}',
    ],
)
def test_a_header_that_is_no_header_is_refused(front: bytes) -> None:
    for content in (front, front + b"\n", front + b"\n" + bytes(100)):
        with pytest.raises(FileDamagedError):
            peek(summed(content))


def test_what_unpacks_beyond_the_cap_is_refused_while_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packer = zlib.compressobj(1)
    line = b"0" * (MIB - 1) + b"\n"
    bomb = b"".join([*(packer.compress(line) for _ in range(513)), packer.flush()])
    lines = open_sealed(sealed_stream(bomb, monkeypatch), KEY)
    within = list(islice(lines, 511))
    assert len(within) == 511
    with pytest.raises(FileTooLargeError, match="unpacks to more"):
        list(islice(lines, 2))


def test_a_line_beyond_its_cap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zlib.compress(b"0" * (17 * MIB), 1)
    with pytest.raises(FileTooLargeError):
        opened(sealed_stream(bomb, monkeypatch))
    with pytest.raises(FileTooLargeError):
        seal([b"0" * (17 * MIB)], key=KEY, vault_id="v1", purpose=SHARED)


def test_no_file_is_sealed_that_could_not_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="line break"):
        seal([b"two\nlines"], key=KEY, vault_id="v1", purpose=SHARED)
    with pytest.raises(ValueError, match="vault"):
        seal([], key=KEY, vault_id="no id", purpose=SHARED)
    monkeypatch.setattr(container, "MOST_BYTES", 1000)
    with pytest.raises(FileTooLargeError):
        seal([b"0" * 600] * 2, key=KEY, vault_id="v1", purpose=SHARED)


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        b"no zlib stream at all",
        zlib.compress(b"a line without an end"),
        zlib.compress(b"line\n")[:-1],
        zlib.compress(b"line\n") + b"\0",
        zlib.compress(b"line\n") + bytes(200_000),
        zlib.compress(b"line\n" * 100_000)[:-4] + b"\0\0\0\0",
    ],
)
def test_a_body_that_is_no_stream_of_lines_is_damage(
    stream: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = sealed_stream(stream, monkeypatch)
    with pytest.raises(FileDamagedError):
        opened(data)


def test_a_file_is_written_and_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "caseload.irosync"
    write_sealed(path, SMALL)
    write_sealed(path, seal([], key=KEY, vault_id="v1", purpose=SHARED))
    write_sealed(path, SMALL)
    assert opened(read_sealed(path)) == LINES
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileNotReadError):
        read_sealed(tmp_path)
