"""Failed attempts at a store: kept as instants in its folder, bounded, and never in the way."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from iro_desktop.domain.errors import (
    RecoveryCodeMistypedError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.paths import ATTEMPTS
from iro_desktop.storage.attempts import MOST_KEPT, attempts, forget_attempts, note_attempt
from iro_desktop.storage.encryption import Argon
from iro_desktop.storage.opening import create_store, open_store
from iro_desktop.storage.recovery_code import new_recovery_code

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"
NINE = datetime(2020, 3, 31, 9, tzinfo=UTC)


def test_every_wrong_secret_is_kept_and_the_right_one_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "s.iro"
    opened, code = create_store(folder, PASSPHRASE, argon=FLOOR)
    opened.close()
    tries = (
        (WrongPassphraseError, "four quiet herons", False),
        (WrongRecoveryCodeError, new_recovery_code(), True),
        (RecoveryCodeMistypedError, code[:-1], True),
    )
    for number, (error, secret, with_code) in enumerate(tries):
        at = NINE + timedelta(minutes=number)
        with pytest.raises(error):
            open_store(folder, secret, with_recovery_code=with_code, clock=cycle([at]).__next__)
    open_store(folder, PASSPHRASE).close()
    assert attempts(folder) == tuple(NINE + timedelta(minutes=n) for n in range(3))
    words = (folder / ATTEMPTS).read_text()
    assert json.loads(words) == [f"2020-03-31T09:0{number}:00.000Z" for number in range(3)]
    if sys.platform != "win32":
        assert (folder / ATTEMPTS).stat().st_mode & 0o077 == 0


def test_only_the_last_hundred_stay(tmp_path: Path) -> None:
    moments = [NINE + timedelta(seconds=number) for number in range(MOST_KEPT + 7)]
    stamps = [f"{at:%Y-%m-%dT%H:%M:%S}.000Z" for at in moments[:MOST_KEPT]]
    (tmp_path / ATTEMPTS).write_text(json.dumps(stamps))
    for at in moments[MOST_KEPT:]:
        note_attempt(tmp_path, at)
    found = attempts(tmp_path)
    assert len(found) == MOST_KEPT
    assert found[0] == NINE + timedelta(seconds=7)
    assert (tmp_path / ATTEMPTS).stat().st_size < 4096
    forget_attempts(tmp_path)
    assert attempts(tmp_path) == ()
    forget_attempts(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"nonsense", b"[" * 9000, b"[" * 90_000, b"\xff\xfe", b"null", b"[1, null, {}]",
        b'["2020-03-31T09:00:00"]', b'["2020-13-31T09:00:00.000Z"]', b'["LC-20417 was here!!"]',
    ],
)  # fmt: skip
def test_what_is_no_list_of_moments_is_left_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ATTEMPTS).write_bytes(content)
    assert attempts(tmp_path) == ()
    note_attempt(tmp_path, NINE)
    assert attempts(tmp_path) == (NINE,)


def test_good_moments_among_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / ATTEMPTS).write_text(json.dumps(["2020-03-31T09:00:00.000Z", 7, ["x"]]))
    assert attempts(tmp_path) == (NINE,)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        note_attempt(tmp_path, NINE)
        forget_attempts(tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert attempts(tmp_path) == ()


def test_a_folder_in_the_place_of_the_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ATTEMPTS).mkdir()
    note_attempt(tmp_path, NINE)
    forget_attempts(tmp_path)
    assert attempts(tmp_path) == ()


def test_a_full_disk_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note_attempt(tmp_path, NINE)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    note_attempt(tmp_path, NINE)
    assert attempts(tmp_path) == (NINE,)
