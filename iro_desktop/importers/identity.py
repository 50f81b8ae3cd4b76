"""The ids of imported records: the same on every device that imports the same return."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

LONGEST_REFERENCE: Final = 40
"""Signs; what is longer in the place of a child's reference is none."""


def canonical(reference: str) -> str:
    """Return a child reference as it is compared: without space around it, in upper case."""
    return reference.strip().upper()


def record_id(kind: str, reference: str, *key: str) -> str:
    """Return the id of an imported record: 32 hexadecimal digits.

    They are the first 16 bytes of SHA-256 over ``kind|reference|key``, where ``key`` is what tells
    the record from others of its kind about the same child, and never fills in later: a start
    date, or the type and date of a review. Dates are written in ISO form. A kind that is about no
    child has an empty reference.
    """
    parts = "|".join([kind, _plain(canonical(reference)), *map(_plain, key)])
    return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _plain(part: str) -> str:
    """Keep the separator unique, so that no two keys are ever written alike."""
    return part.replace("\\", "\\\\").replace("|", "\\|")
