"""Whatever happens to a file's bytes on their way, it is refused, and the reason is the right one.

Damage is told as damage even to somebody whose passphrase is wrong, and a wrong passphrase is
told as such only of a file that is whole.
"""

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest

from iro_desktop.domain.errors import (
    FileDamagedError,
    NotOurFileError,
    WrongFileKeyError,
    WrongPassphraseError,
)
from iro_desktop.storage.container import SHARED, open_sealed, peek, seal
from iro_desktop.storage.encryption import Argon, new_keys, unlock

KEYS, KEY, _ = new_keys("v1", "three small words", argon=Argon(64 * 1024, passes=1))
OTHER_KEY = bytes(32)


def a_file(number: int) -> bytes:
    lines = [b'{"run":%d,"seq":%d}' % (number, seq) for seq in range(1, 10)]
    return seal(lines, key=KEY, vault_id="v1", purpose=SHARED, slots=KEYS.slots[:1])


FILE, OTHER = a_file(1), a_file(2)


def told(data: bytes, key: bytes) -> type[Exception] | None:
    try:
        list(open_sealed(data, key))
    except (FileDamagedError, NotOurFileError, WrongFileKeyError) as error:
        return type(error)
    return None


def told_of_passphrase(data: bytes, passphrase: str) -> type[Exception] | None:
    try:
        list(open_sealed(data, unlock(peek(data).keys, passphrase)))
    except (FileDamagedError, NotOurFileError, WrongFileKeyError, WrongPassphraseError) as error:
        return type(error)
    return None


def blocks(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def swapped(data: bytes, size: int) -> Iterator[bytes]:
    for one, other in combinations(range(len(data) // size), 2):
        parts = blocks(data, size)
        parts[one], parts[other] = parts[other], parts[one]
        yield b"".join(parts)


def dropped(data: bytes, size: int) -> Iterator[bytes]:
    for number in range(len(blocks(data, size))):
        parts = blocks(data, size)
        del parts[number]
        yield b"".join(parts)


def repeated(data: bytes, size: int) -> Iterator[bytes]:
    for number, block in enumerate(blocks(data, size)):
        yield data[: number * size] + block + data[number * size :]
        yield data + block


def zeroed(data: bytes, size: int) -> Iterator[bytes]:
    """Parts that did not arrive, in a file whose space was reserved."""
    for number, block in enumerate(blocks(data, size)):
        yield data[: number * size] + bytes(len(block)) + data[(number + 1) * size :]


def halves(data: bytes, size: int) -> Iterator[bytes]:
    """One file begun over another, of which the end was left."""
    for start in range(size, len(data), size):
        yield data[:start] + OTHER[start:]
        yield OTHER[:start] + data[start:]


def lengthened(data: bytes, size: int) -> Iterator[bytes]:
    for length in range(1, size * 4):
        yield data + bytes(length)
        yield data + b"\xff" * length
    yield data + data
    yield data + OTHER


@pytest.mark.parametrize("size", [16, 64])
@pytest.mark.parametrize("damage", [swapped, dropped, repeated, zeroed, halves, lengthened])
def test_no_damaged_file_is_accepted_and_none_is_blamed_on_the_passphrase(
    damage: Callable[[bytes, int], Iterator[bytes]], size: int
) -> None:
    found = {data for data in damage(FILE, size) if data not in {FILE, OTHER}}
    assert len(found) > 5
    allowed = {FileDamagedError, NotOurFileError}  # the latter where the magic itself is gone
    assert {told(data, KEY) for data in found} <= allowed
    assert {told(data, OTHER_KEY) for data in found} <= allowed
    ours = {data for data in found if data.startswith(FILE[:17])}
    assert {told(data, KEY) for data in ours} == {FileDamagedError}


def test_every_flipped_bit_and_every_length_is_damage_to_whoever_has_another_key() -> None:
    for place in range(17, len(FILE)):
        assert told(FILE[:place], OTHER_KEY) is FileDamagedError
        for bit in range(8):
            flipped = bytearray(FILE)
            flipped[place] ^= 1 << bit
            assert told(bytes(flipped), OTHER_KEY) is FileDamagedError


def test_damage_comes_before_the_passphrase_and_the_passphrase_only_of_a_whole_file() -> None:
    assert told_of_passphrase(FILE, "three small words") is None
    assert told_of_passphrase(FILE, "three other words") is WrongPassphraseError
    assert told(FILE, OTHER_KEY) is WrongFileKeyError
    for data in (FILE[:-1], FILE[: len(FILE) // 2] + bytes(500), list(swapped(FILE, 64))[-1]):
        for passphrase in ("three small words", "three other words"):
            assert told_of_passphrase(data, passphrase) is FileDamagedError
