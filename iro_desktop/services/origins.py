"""Where a value on file came from: typed by a person, or imported, and from which year's return."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from iro_desktop.domain.changes import EXISTS, Change, order

TYPED: Final = "typed"
_UNDONE: Final = ("undo:", "redo:")
_PARTIAL: Final = "import:annex-a"
_YEAR: Final = re.compile(r"import:[^:]*:([0-9]{4})")


def import_source(form: str, year: int) -> str:
    """Return the source of an import's changes: ``import:ssda903:2018``; without a year, none."""
    return f"import:{form}:{year}" if year else f"import:{form}"


def is_import(source: str) -> bool:
    """Return whether an import is the source."""
    return source.startswith("import:")


def is_partial(source: str) -> bool:
    """Return whether a source of records of care knows the latest status and placement alone."""
    return source.startswith(_PARTIAL)


def year_of(source: str) -> int:
    """Return the collection year of an import's source; 0 where it has none."""
    found = _YEAR.fullmatch(source)
    return int(found[1]) if found else 0


class Origins:
    """The sources of the values of some records, from all their changes."""

    def __init__(self, history: Mapping[str, Sequence[Change]]) -> None:
        self._changes = {
            record_id: sorted(changes, key=order, reverse=True)
            for record_id, changes in history.items()
        }

    def of(self, record_id: str, field: str) -> str:
        """Return the source of a field's value: nothing for a field that was never set.

        What an undo or a redo brought back came from wherever that value was set before.
        """
        changes = [one for one in self._changes.get(record_id, ()) if field in one.fields]
        if not changes:
            return ""
        value = changes[0].fields[field]
        for change in changes:
            if change.fields[field] == value and not change.source.startswith(_UNDONE):
                return change.source
        return changes[0].source

    def deleted_by_person(self, record_id: str) -> bool:
        """Return whether a deleted record was deleted by hand, not by undoing or importing."""
        return not self.of(record_id, EXISTS).startswith(("import:", *_UNDONE))
