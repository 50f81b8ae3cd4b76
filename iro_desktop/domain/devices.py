"""Which computer made which change: from what each has said of its own openings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from iro_desktop.domain.changes import LARGEST, Change
from iro_desktop.domain.records.sharing import Device

_SAID_BY: Final = "runs"
_NUMBER: Final = re.compile(r"[0-9]{1,19}\Z")


def device_of_runs(changes: Iterable[Change]) -> dict[int, str]:
    """Return run -> the id of the computer whose opening it was, as far as is known.

    Every change in which a computer named its openings counts, the replaced ones too; the opening
    that made such a change is one of its own. ``changes`` may be of any kind.
    """
    named: dict[int, str] = {}
    made_by: dict[int, str] = {}
    for change in changes:
        runs = change.fields.get(_SAID_BY) if change.kind == Device.__name__ else None
        if not isinstance(runs, list):
            continue
        made_by.setdefault(change.run, change.record_id)
        for run in runs:
            if isinstance(run, str) and _NUMBER.match(run) and int(run) <= LARGEST:
                named.setdefault(int(run), change.record_id)
    return made_by | named
