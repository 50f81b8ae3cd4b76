"""What the lock says that the program needs, with what each installed package says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "requirements.txt"
PROGRAM: Final = "iro-desktop"

_ENTRY: Final = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+))?"
)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NEEDED_BY: Final = re.compile(
    r"^ +#(?: via |   )(?:  )?([\w.-]+)(?: \(pyproject\.toml\))?$", re.MULTILINE
)
_SPDX: Final = re.compile(r"[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*")
READ_BY_HAND: Final = {
    "colorama": "BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "sqlcipher3": "Zlib",
}
"""The licences of packages whose metadata name none that a program reads: from their own texts."""


class NotAsLockedError(Exception):
    """A package is not installed as the lock has it, or does not say under which licence it is."""


@dataclass(frozen=True, slots=True)
class Locked:
    """An entry of the lock; ``hashes`` are the SHA-256 of each of its files, for every system.

    ``needed_by`` are the names of what asks for it, that of the program among them.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def is_for_here(self) -> bool:
        """Whether this system and this Python take it."""
        return not self.marker or Marker(self.marker).evaluate()

    @property
    def is_asked_for(self) -> bool:
        """Whether the program itself asks for it, and not only another package."""
        return PROGRAM in self.needed_by


def locked(lock: str) -> tuple[Locked, ...]:
    """Return the entries of a lock in its order, which is that of the alphabet."""
    found = []
    for text in re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE):
        entry = _ENTRY.match(text)
        if entry is not None:
            found.append(
                Locked(
                    canonicalize_name(entry["name"]),
                    entry["version"],
                    (entry["marker"] or "").strip(),
                    tuple(_HASH.findall(text)),
                    tuple(_NEEDED_BY.findall(text)),
                )
            )
    return tuple(found)


def installed(entry: Locked) -> metadata.PackageMetadata:
    """Return what the installed package says of itself; raises NotAsLockedError."""
    try:
        found = metadata.metadata(entry.name)
    except metadata.PackageNotFoundError as error:
        message = f"{entry.name} is not installed: run packaging/dev.py"
        raise NotAsLockedError(message) from error
    if found["Version"] != entry.version:
        message = f"{entry.name} is {found['Version']} here and {entry.version} in the lock"
        raise NotAsLockedError(message)
    return found


def licence(name: str, about: metadata.PackageMetadata) -> str:
    """Return a package's licence as an SPDX expression; raises NotAsLockedError."""
    for field in ("License-Expression", "License"):
        said = about[field] if field in about else ""  # noqa: SIM401 - it promises no get
        if name not in READ_BY_HAND and _SPDX.fullmatch(said):
            return said
    if name not in READ_BY_HAND:
        message = f"{name} names no licence: read its text and put it into READ_BY_HAND"
        raise NotAsLockedError(message)
    return READ_BY_HAND[name]
