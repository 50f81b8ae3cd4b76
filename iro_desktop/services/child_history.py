"""What was changed about a child, act by act and field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from iro_desktop.domain.records import KINDS
from iro_desktop.services.history import Entry, history_of_child
from iro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in words, such as "record check"; ``at`` is UTC."""

    at: datetime
    words: str
    who: str
    source: str


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


@dataclass(frozen=True, slots=True)
class ChildHistory:
    """Everything that was changed about one child, the newest first."""

    acts: tuple[ActLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()


def child_history(workspace: Workspace, child_id: str) -> ChildHistory:
    """Return what was changed about a child; it reads the log, so not on the window's thread."""
    entries = history_of_child(workspace, child_id)
    return ChildHistory(_acts(entries), _changes(entries))


def _acts(entries: Sequence[Entry]) -> tuple[ActLine, ...]:
    found: dict[tuple[str, str], ActLine] = {}
    for entry in entries:
        line = ActLine(_at(entry), _plain(entry), entry.actor, entry.source)
        found.setdefault((entry.at, entry.words), line)
    return tuple(found.values())


def _changes(entries: Sequence[Entry]) -> tuple[ChangeLine, ...]:
    found: list[ChangeLine] = []
    for entry in entries:
        kind = KINDS.get(entry.kind)
        record = kind.title if kind else entry.kind
        fields = [one for one in entry.fields if one.before or one.after]
        for label, before, after in [(one.label, one.before, one.after) for one in fields] or [
            ("", "", "")
        ]:
            found.append(
                ChangeLine(
                    len(found), _at(entry), entry.what, record, label, before, after,
                    entry.actor, entry.source,
                )
            )  # fmt: skip
    return tuple(found)


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.at)


def _plain(entry: Entry) -> str:
    """Return an act's words without the child, whose page it stands on."""
    words = entry.words
    for link in (" of ", " for ", " "):
        words = words.removesuffix(f"{link}{entry.child}") if entry.child else words
    return words[:1].upper() + words[1:]
