"""Local standards as a settings file that others can import."""

from __future__ import annotations

import json
from collections.abc import Sequence

from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards_file import document


def standards_file(sets: Sequence[Standards]) -> bytes:
    """Return the settings file of these sets: JSON that a person can read, the same each time."""
    text = json.dumps(document(sets), indent=2, ensure_ascii=False)
    return f"{text}\n".encode()
