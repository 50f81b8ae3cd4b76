"""Who wins where a file and what a person typed differ: by field, the person unless said so."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from iro_desktop.domain.records import KINDS, field_of
from iro_desktop.services.workspace import Workspace

_KEY: Final = "import:file-wins"
"""Under which it is kept among this device's own values: no case data, and never sent."""


def winners(workspace: Workspace) -> frozenset[str]:
    """Return the fields ("Child.born_on") in which the file wins over what was typed here."""
    found: object = ()
    with suppress(ValueError):
        found = json.loads(workspace.store.local(_KEY) or "[]")
    names = found if isinstance(found, list) else ()
    return frozenset(one for one in names if isinstance(one, str) and field_label(one))


def keep_winners(workspace: Workspace, names: Iterable[str]) -> None:
    """Keep in which fields the file wins, for every import from now on."""
    kept = sorted(name for name in set(names) if field_label(name))
    workspace.store.set_local(_KEY, json.dumps(kept) if kept else None)


def field_label(name: str) -> str:
    """Return a field in words: "Date of birth (child)"; "" for one that there is not."""
    kind, _, field = name.partition(".")
    about = field_of(KINDS[kind], field) if kind in KINDS else None
    return f"{about.label} ({KINDS[kind].title})" if about else ""
