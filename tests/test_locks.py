"""The locks name what pyproject.toml asks for, with hashes and without any address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME, DEV, BUILD = (
    (ROOT / "packaging" / name).read_text(encoding="utf-8")
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-build.txt")
)
ASKED = {
    RUNTIME: PROJECT["project"]["dependencies"],
    DEV: [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    ],
    BUILD: PROJECT["build-system"]["requires"],
}
LOCKS = pytest.mark.parametrize("lock", [RUNTIME, DEV, BUILD], ids=["runtime", "dev", "build"])


def _pins(lock: str) -> dict[str, set[Version]]:
    """Return each locked package with its versions, of which systems may have different ones."""
    pins: dict[str, set[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE):
        pins.setdefault(canonicalize_name(name), set()).add(Version(version))
    return pins


@LOCKS
def test_everything_that_is_asked_for_is_locked_in_a_version_that_fits(lock: str) -> None:
    pins = _pins(lock)
    for asked in map(Requirement, ASKED[lock]):
        versions = pins[canonicalize_name(asked.name)]
        assert all(asked.specifier.contains(version) for version in versions), asked


@LOCKS
def test_every_locked_version_has_its_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert sum(map(len, _pins(lock).values())) == len(entries)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries)


@LOCKS
def test_no_lock_names_an_address_or_a_place_on_a_machine(lock: str) -> None:
    for forbidden in ("http", "://", "index-url", "find-links", " /", "=/", "file:"):
        assert forbidden not in lock


def test_what_the_program_needs_has_the_same_versions_for_developers() -> None:
    dev = _pins(DEV)
    assert all(dev[name] == versions for name, versions in _pins(RUNTIME).items())


def test_the_project_is_built_with_what_is_locked() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]
