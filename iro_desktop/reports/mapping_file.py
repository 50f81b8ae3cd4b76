"""An import mapping as a file that others can take over."""

from __future__ import annotations

import json

from iro_desktop.domain.mapping_file import document
from iro_desktop.domain.records import ImportMapping


def mapping_file(mapping: ImportMapping) -> bytes:
    """Return the file of a mapping: JSON that a person can read, the same each time."""
    text = json.dumps(document(mapping), indent=2, ensure_ascii=False)
    return f"{text}\n".encode()
