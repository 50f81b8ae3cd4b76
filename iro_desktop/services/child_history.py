"""What was changed about a child, act by act and field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from iro_desktop.domain.records import KINDS, field_of
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import short_date
from iro_desktop.services.history import Entry, history_of_child
from iro_desktop.services.value_words import say_link
from iro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in words, such as "record check"; ``at`` is UTC.

    ``clock_doubt`` says why that time cannot be right, or is "".
    """

    at: datetime
    words: str
    who: str
    source: str
    clock_doubt: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field of one record, from what to what, in one act; '' stands for empty."""

    number: int
    at: datetime
    what: str
    record: str
    field: str
    before: str
    after: str
    who: str
    source: str
    record_id: str = ""
    clock_doubt: str = ""

    @property
    def of(self) -> str:
        """The field with its kind of record: "Started on (placement)"."""
        return f"{self.field} ({self.record})"


@dataclass(frozen=True, slots=True)
class ChildHistory:
    """Everything that was changed about one child, the newest first."""

    acts: tuple[ActLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()


def child_history(workspace: Workspace, child_id: str) -> ChildHistory:
    """Return what was changed about a child; it reads the log, so not on the window's thread."""
    entries = history_of_child(workspace, child_id)
    return ChildHistory(_acts(entries), tuple(_changes(entries, workspace.snapshot)))


def _acts(entries: Sequence[Entry]) -> tuple[ActLine, ...]:
    found: dict[tuple[str, str], ActLine] = {}
    for entry in entries:
        line = ActLine(entry.moment, _plain(entry), entry.actor, entry.source, entry.clock_doubt)
        found.setdefault((entry.at, entry.words), line)
    return tuple(found.values())


def _changes(entries: Sequence[Entry], snapshot: Snapshot) -> Iterator[ChangeLine]:
    number = 0
    for entry in entries:
        kind = KINDS.get(entry.kind)
        record = kind.title if kind else entry.kind
        for label, before, after in _fields(entry, snapshot) or [("", "", "")]:
            yield ChangeLine(
                number, entry.moment, entry.what, record, label, before, after,
                entry.actor, entry.source, entry.record_id, entry.clock_doubt,
            )  # fmt: skip
            number += 1


def _fields(entry: Entry, snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Return label, before and after of what changed; whose record it is goes without saying."""
    found = []
    kind = KINDS.get(entry.kind)
    for one in entry.fields:
        about = field_of(kind, one.field) if kind else None
        links_to = about.links_to if about else ""
        before, after = (_said(words, links_to, snapshot) for words in (one.before, one.after))
        if one.field not in _UNSAID and (before or after):
            found.append((one.label, before, after))
    return found


_UNSAID: Final = frozenset({"child_id", "due_key"})  # whose page it is, and a key of ours
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d\Z")


def _said(words: str, links_to: str, snapshot: Snapshot) -> str:
    """Return a value as people read it: dates in words, and names where a record has one."""
    if links_to:
        return "; ".join(say_link(one, links_to, snapshot) for one in words.split("; ") if one)
    with suppress(ValueError):  # a value that looks like a day and is none stays as it came
        return short_date(date.fromisoformat(words)) if _ISO.match(words) else words
    return words


def _plain(entry: Entry) -> str:
    """Return an act's words without the child, whose page it stands on."""
    words = entry.words
    for link in (" of ", " for ", " and ", " "):
        words = words.removesuffix(f"{link}{entry.child}") if entry.child else words
    return words[:1].upper() + words[1:]
