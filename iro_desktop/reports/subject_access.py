"""Everything on one child as plain values, and as JSON: what somebody with a right to it is sent.

The Word document of the same values is made by ``subject_access_document``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

FORM: Final = 1
"""The number of the JSON's own form."""


@dataclass(frozen=True, slots=True)
class Value:
    """One filled field: its text as people read it, and its value as JSON holds it (ISO dates).

    ``place`` names this text among all texts of the document, for the mentions in it.
    """

    place: str
    field: str
    label: str
    text: str
    value: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One record, or one draft: what it is called, and its filled fields."""

    kind: str
    record: str
    heading: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """All entries of one kind under its plural."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One field that was changed: when (UTC, ISO), by whom, from what to what.

    ``source`` is the log's own word for where it came from, ``how`` what people say.
    """

    at: str
    who: str
    source: str
    how: str
    what: str
    kind: str
    title: str
    record: str
    before: Value | None
    after: Value | None
    label: str


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of the view log about the child; ``at`` is UTC, ISO."""

    at: str
    what: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that may be about another child, and why it may.

    ``start`` and ``end`` count the characters of the text at ``place``; ``where`` says in words
    where that is, ``around`` is the stretch with what stands about it.
    """

    place: str
    kind: str
    record: str
    field: str
    where: str
    words: str
    around: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is on file about one child, and the places to check before it is sent.

    ``parts`` are the records, ``deleted`` those in the bin, ``elsewhere`` records that are not the
    child's own and name the child.
    """

    reference: str
    initials: str
    name: str
    made_on: date
    officer: str
    parts: tuple[Part, ...] = ()
    deleted: tuple[Part, ...] = ()
    drafts: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()
    looks: tuple[Look, ...] = ()
    elsewhere: tuple[Entry, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def called(self) -> str:
        """Reference, and name or initials."""
        return f"{self.reference} {self.name or self.initials}".strip()


def as_json(everything: Everything) -> bytes:
    """Return all of it as JSON in UTF-8: days and instants in ISO form, empty fields left out."""
    content = {
        "form": FORM,
        "child": {
            "reference": everything.reference,
            "initials": everything.initials,
            "name": everything.name,
        },
        "made_on": everything.made_on.isoformat(),
        "from_the_file_of": everything.officer,
        "check_before_sending": [_mention(one) for one in everything.mentions],
        "records": [one for part in everything.parts for one in _part(part)],
        "deleted": [one for part in everything.deleted for one in _part(part)],
        "drafts": [_entry(one) for one in everything.drafts],
        "history": [_step(one) for one in everything.steps],
        "who_looked": [
            {"at": one.at, "what": one.what, "by": one.who, "note": one.note}
            for one in everything.looks
        ],
        "elsewhere": [_entry(one) for one in everything.elsewhere],
    }
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def _part(part: Part) -> Iterator[dict[str, Any]]:
    return (_entry(one) for one in part.entries)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "record": entry.record,
        "called": entry.heading,
        "fields": [
            {
                "place": one.place,
                "field": one.field,
                "label": one.label,
                "text": one.text,
                "value": one.value,
            }
            for one in entry.values
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    value = step.after or step.before
    return {
        "at": step.at,
        "by": step.who,
        "source": step.source,
        "what": step.what,
        "kind": step.kind,
        "record": step.record,
        "field": value.field if value else "",
        "label": step.label,
        "before": _side(step.before),
        "after": _side(step.after),
    }


def _side(value: Value | None) -> dict[str, Any] | None:
    return {"place": value.place, "text": value.text, "value": value.value} if value else None


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "place": mention.place,
        "kind": mention.kind,
        "record": mention.record,
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "why": mention.why,
    }
