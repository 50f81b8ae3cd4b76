"""The form of a settings file: local standards by the names of their fields, and no case data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.records.fields import Json, to_json

FORMAT: Final = "iro-desktop-standards"
VERSION: Final = 1
ENDING: Final = ".irostandards"
CHECKSUM: Final = "sha256"


def document(sets: Sequence[Standards]) -> dict[str, Json]:
    """Return the sets as a settings file holds them, with its checksum."""
    found: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "sets": [_set(one) for one in sets],
    }
    return found | {CHECKSUM: checksum(found)}


def _set(standards: Standards) -> dict[str, Json]:
    values = {about.name: to_json(getattr(standards, about.name)) for about in fields_of(Standards)}
    return {"id": standards.id, **values}


def checksum(found: dict[str, Json]) -> str:
    """Return the SHA-256 of a document, its checksum left out, however it is laid out."""
    rest = {name: value for name, value in found.items() if name != CHECKSUM}
    plain = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
