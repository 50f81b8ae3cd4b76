"""What the guide tells a council in numbers and places is what the program does."""

import re
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from iro_desktop import paths
from iro_desktop.domain.policy import KEYS, LONGEST_LOCK_MINUTES, SHORTEST_PASSPHRASE
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.services import access, fault_reports, retention
from iro_desktop.services.event_log import LARGEST
from iro_desktop.services.guide import shipped_guide
from iro_desktop.storage import container, encryption, recovery_code
from iro_desktop.sync import handover_words

IT, GOVERNANCE = "guide/for-it.md", "guide/for-information-governance.md"
ARGON = encryption.ARGON
FACTS = [
    (GOVERNANCE, f"{8 * encryption.KEY_BYTES} random bits from the system"),
    (
        GOVERNANCE,
        f"{ARGON.memory_kib // 1024} MiB of memory, {ARGON.passes} passes, {ARGON.lanes} lanes",
    ),
    (
        GOVERNANCE,
        f"{encryption._SALT_BYTES} random bytes of salt, {encryption.KEY_BYTES} bytes out",
    ),
    (GOVERNANCE, f"AES-256-GCM, {encryption._NONCE_BYTES} random bytes of nonce"),
    (GOVERNANCE, f"HKDF-SHA256 with {container._SALT_BYTES} random bytes of salt"),
    (GOVERNANCE, f"{5 * recovery_code._RANDOM_SYMBOLS} random bits and a check"),
    (GOVERNANCE, f"drawn from a list of {len(handover_words.word_list())} (55 bits)"),
    (GOVERNANCE, f"A new passphrase has {encryption._SHORTEST_PASSPHRASE} characters or more"),
    (GOVERNANCE, f"{encryption._FEWEST_CHARACTERS} of them different"),
    (GOVERNANCE, f"After {access.KEPT_MONTHS} months entries are offered for erasing"),
    (GOVERNANCE, f"the last {fault_reports.MOST}: steps of the program"),
    (GOVERNANCE, f"at most twice {LARGEST // 1024} KB"),
    (IT, f"in two files of at most {LARGEST // 1024} KB each"),
    (GOVERNANCE, f"from **{DEFAULT_STANDARDS.erase_after_months} months** after it ended"),
    (GOVERNANCE, f"every computer waits {retention.WAIT_DAYS} days"),
    (GOVERNANCE, f"lock after 1 to {LONGEST_LOCK_MINUTES} minutes"),
    ("guide/accessibility.md", f"after 1 to {LONGEST_LOCK_MINUTES} minutes"),
]


def said_on(page: str) -> str:
    return " ".join(shipped_guide().pages[page].split())


@pytest.mark.parametrize("page, fact", FACTS)
def test_a_number_in_the_guide_is_that_of_the_program(page: str, fact: str) -> None:
    assert fact in said_on(page)


def test_the_shortest_passphrase_is_one_everywhere() -> None:
    assert encryption._SHORTEST_PASSPHRASE == SHORTEST_PASSPHRASE


def test_the_file_is_encrypted_as_the_guide_says() -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute("PRAGMA key = 'no secret'")
    asked = ("cipher", "cipher_hmac_algorithm", "cipher_use_hmac")
    found = [connection.execute(f"PRAGMA {one}").fetchone()[0] for one in asked]
    connection.close()
    assert found == ["AES-256-CBC", "HMAC_SHA512", "1"]
    assert "AES-256 in CBC mode" in said_on(GOVERNANCE)
    assert "an HMAC-SHA512" in said_on(GOVERNANCE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its folders without variables")
def test_files_lie_where_the_guide_says() -> None:
    home = Path.home()
    told = re.findall(r"`([^`]*iro-desktop[^`]*|[^`]*IRO Desktop[^`]*)`", said_on(IT))
    named = {one.replace("%LOCALAPPDATA%", str(home / "AppData/Local")) for one in told}
    named = {one.replace("~", str(home)).replace("\\", "/") for one in named}
    for place in (
        paths.default_store_folder(), paths.settings_file(), paths.log_folder(),
        paths.policy_file(),
    ):  # fmt: skip
        assert place.as_posix() in named


def test_every_rule_of_a_policy_is_in_the_guide() -> None:
    told = said_on("guide/privacy-and-security.md")
    assert all(f"{key} = " in told for key in KEYS)
