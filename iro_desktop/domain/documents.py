"""Documents in JSON that go from one IRO to another, with a checksum that tells if one is whole."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from iro_desktop.domain.records.fields import Json

CHECKSUM: Final = "sha256"
"""The name under which a document holds its checksum."""


def with_checksum(found: dict[str, Json]) -> dict[str, Json]:
    """Return a document with its checksum."""
    return found | {CHECKSUM: checksum(found)}


def checksum(found: dict[str, Json]) -> str:
    """Return the SHA-256 of a document, its checksum left out, however it is laid out."""
    return checksum_of(plain_text({n: v for n, v in found.items() if n != CHECKSUM}))


def plain_text(found: Json) -> str:
    """Return a document as its checksum is taken of: in ASCII, by name, without blanks."""
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def checksum_of(plain: str) -> str:
    """Return the SHA-256 of a document that is laid out plainly, its checksum left out."""
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()
