from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.errors import (
    FileNotReadError,
    KeyFileDamagedError,
    KeyFileMissingError,
    NewerVersionError,
    RecoveryCodeMistypedError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.storage import canonical
from iro_desktop.storage.encryption import (
    ARGON,
    Argon,
    KeyFile,
    Slot,
    change_passphrase,
    check_passphrase,
    keys_from_bytes,
    keys_to_bytes,
    new_keys,
    new_keys_for,
    read_keys,
    unlock,
    unlock_with_recovery,
    with_new_recovery_code,
    with_passphrase,
    write_keys,
)

# The least that is allowed, so that the tests derive in a tenth of the time.
FLOOR = Argon(memory_kib=64 * 1024, passes=1)
PASSPHRASE = "drei Bäume im Wind"
KEYS, DATA_KEY, CODE = new_keys("store-1", PASSPHRASE, argon=FLOOR)


def signed(**changes: Any) -> bytes:
    """A key file with these changes and a checksum that holds, as a hostile hand would write it."""
    content = json.loads(keys_to_bytes(KEYS)) | changes
    del content["sha256"]
    content["sha256"] = hashlib.sha256(canonical.dump(content)).hexdigest()
    return canonical.dump(content)


def slot_with(**changes: Any) -> dict[str, Any]:
    return {**KEYS.slots[0].as_json(), **changes}


def test_the_passphrase_and_the_recovery_code_open_the_same_random_key() -> None:
    assert len(DATA_KEY) == 32
    assert unlock(KEYS, PASSPHRASE) == DATA_KEY
    assert unlock_with_recovery(KEYS, CODE.lower().replace("-", " ")) == DATA_KEY


def test_two_stores_of_one_passphrase_share_nothing() -> None:
    keys, data_key, code = new_keys("store-1", PASSPHRASE, argon=FLOOR)
    assert data_key != DATA_KEY
    assert code != CODE
    every = [*keys.slots, *KEYS.slots]
    assert len({slot.salt for slot in every}) == len({slot.nonce for slot in every}) == 4


def test_the_passphrase_is_derived_as_strongly_as_promised() -> None:
    assert Argon(memory_kib=128 * 1024, passes=3, lanes=4) == ARGON
    keys, data_key, _ = new_keys("store-1", PASSPHRASE)
    assert {slot.argon for slot in keys.slots} == {ARGON}
    assert unlock(keys, PASSPHRASE) == data_key


@pytest.mark.parametrize("passphrase", ["", "drei Bäume im wind", PASSPHRASE + " ", "\udcff\0"])
def test_a_wrong_passphrase_is_said_to_be_wrong(passphrase: str) -> None:
    with pytest.raises(WrongPassphraseError, match="not the passphrase"):
        unlock(KEYS, passphrase)


def test_a_passphrase_may_come_composed_or_decomposed() -> None:
    assert unlock(KEYS, unicodedata.normalize("NFD", PASSPHRASE)) == DATA_KEY


def test_a_mistyped_recovery_code_is_told_from_that_of_another_file() -> None:
    _, other = with_new_recovery_code(KEYS, DATA_KEY, argon=FLOOR)
    with pytest.raises(WrongRecoveryCodeError):
        unlock_with_recovery(KEYS, other)
    with pytest.raises(RecoveryCodeMistypedError):
        unlock_with_recovery(KEYS, CODE[:-1])


def test_a_changed_passphrase_leaves_the_key_and_the_recovery_code() -> None:
    changed = change_passphrase(KEYS, PASSPHRASE, "another three words", argon=FLOOR)
    assert unlock(changed, "another three words") == DATA_KEY
    assert unlock_with_recovery(changed, CODE) == DATA_KEY
    with pytest.raises(WrongPassphraseError):
        unlock(changed, PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        change_passphrase(KEYS, "not this one", "another three words", argon=FLOOR)


def test_who_comes_in_by_the_recovery_code_sets_a_new_passphrase() -> None:
    data_key = unlock_with_recovery(KEYS, CODE)
    recovered = with_passphrase(KEYS, data_key, "remembered now", argon=FLOOR)
    assert unlock(recovered, "remembered now") == DATA_KEY
    assert [slot.kind for slot in recovered.slots] == ["recovery", "passphrase"]


def test_a_new_recovery_code_ends_the_old_one() -> None:
    renewed, code = with_new_recovery_code(KEYS, DATA_KEY, argon=FLOOR)
    assert unlock_with_recovery(renewed, code) == DATA_KEY
    with pytest.raises(WrongRecoveryCodeError):
        unlock_with_recovery(renewed, CODE)


def test_a_restored_store_gets_new_slots_for_its_old_key() -> None:
    keys, code = new_keys_for(DATA_KEY, "store-2", "restored here", argon=FLOOR)
    assert unlock(keys, "restored here") == unlock_with_recovery(keys, code) == DATA_KEY
    with pytest.raises(ValueError, match="32 bytes"):
        new_keys_for(b"short", "store-2", "restored here", argon=FLOOR)


def test_a_slot_opens_nothing_in_another_store_or_with_other_parameters() -> None:
    slot = KEYS.slots[0]
    altered = (
        replace(KEYS, store_id="store-2"),
        replace(KEYS, slots=(replace(slot, argon=Argon(64 * 1024, passes=2)),)),
        replace(KEYS, slots=(replace(slot, nonce=bytes(12)),)),
        replace(KEYS, slots=(replace(slot, kind="recovery"),)),
        replace(KEYS, slots=()),
    )
    for keys in altered:
        with pytest.raises(WrongPassphraseError):
            unlock(keys, PASSPHRASE)


def test_a_slot_cannot_pass_for_one_of_another_kind() -> None:
    spelled = CODE.replace("-", "")
    keys = with_passphrase(KEYS, DATA_KEY, spelled, argon=FLOOR)
    assert unlock(keys, spelled) == DATA_KEY
    slot = next(slot for slot in keys.slots if slot.kind == "passphrase")
    with pytest.raises(WrongRecoveryCodeError):
        unlock_with_recovery(replace(keys, slots=(replace(slot, kind="recovery"),)), CODE)


def test_every_slot_of_the_kind_is_tried() -> None:
    other, _, _ = new_keys("store-1", "somebody else's", argon=FLOOR)
    both = KeyFile("store-1", (other.slots[0], *KEYS.slots))
    assert unlock(both, PASSPHRASE) == DATA_KEY


def test_the_key_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_keys(path, KEYS)
    assert read_keys(path) == KEYS
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_neither_key_nor_passphrase_is_in_the_key_file() -> None:
    data = keys_to_bytes(KEYS)
    for secret in (DATA_KEY, DATA_KEY.hex().encode(), canonical.octets(DATA_KEY).encode()):
        assert secret not in data
    assert "Bäume".encode() not in data


def test_a_missing_key_file_and_one_that_cannot_be_read_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissingError, match="missing"):
        read_keys(tmp_path / "keys.json")
    with pytest.raises(FileNotReadError):
        read_keys(tmp_path)


def test_every_flipped_bit_is_noticed() -> None:
    data = keys_to_bytes(KEYS)
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            with pytest.raises(KeyFileDamagedError, match="is damaged"):
                keys_from_bytes(bytes(flipped))


def test_every_cut_is_noticed() -> None:
    data = keys_to_bytes(KEYS)
    for length in range(len(data)):
        with pytest.raises(KeyFileDamagedError):
            keys_from_bytes(data[:length])


@given(st.binary(max_size=200))
def test_other_bytes_are_a_damaged_key_file(data: bytes) -> None:
    with pytest.raises(KeyFileDamagedError):
        keys_from_bytes(data)


def test_a_key_file_far_too_large_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(b" " * (1 << 20))
    with pytest.raises(KeyFileDamagedError):
        read_keys(tmp_path / "keys.json")


def test_deep_nesting_is_a_damaged_key_file() -> None:
    with pytest.raises(KeyFileDamagedError):
        keys_from_bytes(b'{"slots":' + b"[" * 60_000)


def test_a_key_file_of_a_newer_version_says_so() -> None:
    with pytest.raises(NewerVersionError, match="newer version"):
        keys_from_bytes(signed(version=2, more=["something", 1.5]))


def argon_with(**changes: Any) -> dict[str, Any]:
    return slot_with(argon2id={**FLOOR.as_json(), **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"version": True},
        {"version": "1"},
        {"version": 0},
        {"store": 7},
        {"store": ""},
        {"store": "../elsewhere"},
        {"slots": {}},
        {"slots": [None]},
        {"slots": [KEYS.slots[0].as_json()] * 9},
        {"slots": [slot_with(kind=None)]},
        {"slots": [slot_with(more=1)]},
        {"slots": [slot_with(salt="AAAA")]},
        {"slots": [slot_with(nonce=12)]},
        {"slots": [slot_with(wrapped="é" * 64)]},
        {"slots": [slot_with(argon2id=[])]},
        {"slots": [argon_with(memory_kib=100 * 1024 * 1024)]},
        {"slots": [argon_with(memory_kib=64 * 1024 - 1)]},
        {"slots": [argon_with(memory_kib=65536.0)]},
        {"slots": [argon_with(passes=0)]},
        {"slots": [argon_with(passes=10**9)]},
        {"slots": [argon_with(lanes=True)]},
        {"slots": [argon_with(lanes=64)]},
        {"surplus": 1},
    ],
)
def test_a_wrong_type_or_limit_is_refused_before_anything_is_derived(
    changes: dict[str, Any],
) -> None:
    with pytest.raises(KeyFileDamagedError):
        keys_from_bytes(signed(**changes))


def test_a_slot_cannot_be_made_with_parameters_outside_the_limits() -> None:
    for parameters in ((1024, 3, 4), (1 << 30, 3, 4), (128 * 1024, 9, 4), (128 * 1024, 3, 0)):
        with pytest.raises(ValueError, match="limits"):
            Argon(*parameters)


def test_a_slot_of_a_kind_that_is_not_known_yet_is_kept() -> None:
    slot = replace(KEYS.slots[0], kind="security_key")
    keys = keys_from_bytes(keys_to_bytes(KeyFile("store-1", (*KEYS.slots, slot))))
    assert Slot.from_json(slot.as_json()) == slot
    assert slot in with_passphrase(keys, DATA_KEY, "another one", argon=FLOOR).slots


@pytest.mark.parametrize(
    "passphrase",
    [
        "", "short", "thirteen char", "x7!kQ2#z", "password1", "Password123456789",
        "PasswordPassword", "P@ssw0rdP@ssw0rd!", "12345678901234", "2020-03-31 2020",
        "qwertyuiopasdfgh", "1q2w3e4r5t6y7u", "lkjhgfdsapoiuytrewq", "aaaaaaaaaaaaaaaa",
        "aaaaabbbbbcccccddd", "abababababababab", "Summer2020!!!!!!", "liverpool-liverpool",
        "Correct Horse Battery Staple", "children first 2020", "Independent Reviewing Officer",
    ],
)  # fmt: skip
def test_a_weak_passphrase_is_refused_in_one_sentence(passphrase: str) -> None:
    with pytest.raises(WeakPassphraseError, match="at least 14 characters"):
        check_passphrase(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        PASSPHRASE,
        "three quiet herons",
        "another fine day",
        "x7!kQ2#zMv9&pL",
        "小さな家の前の大木がある森の小道",
        "my password is not a heron",
    ],
)
def test_a_fair_passphrase_is_taken(passphrase: str) -> None:
    check_passphrase(passphrase)
