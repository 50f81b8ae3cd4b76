"""A change as one line of JSON, the form in which it leaves a store and comes into one.

What is read may come from anywhere, so each part is checked before a change is made of it.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from iro_desktop.domain.changes import LARGEST, Change, Key
from iro_desktop.domain.records.fields import Json


class NotAChangeError(ValueError):
    """A line is not a change: some part of it is missing or of the wrong type."""


_DEEPEST: Final = 32
_MOST_FIELDS: Final = 10_000
_MOST_PARTS: Final = 1_000_000
_ISO_YEARS: Final = range(2, 9999)  # whatever the time zone, it can be shown
_TEXTS: Final = ("words", "source", "actor", "at", "kind", "record_id")
_NUMBERS: Final = ("run", "seq", "schema", "act", "clock")


def to_line(change: Change) -> bytes:
    """Return a change as one line of JSON, without its line end."""
    parts: dict[str, Json] = {name: getattr(change, name) for name in _NUMBERS + _TEXTS}
    parts["fields"] = dict(change.fields)
    if change.replaced:
        parts["replaced"] = {name: list(keys) for name, keys in change.replaced.items()}
    return json.dumps(parts, separators=(",", ":"), sort_keys=True).encode()


def from_line(line: bytes) -> Change:
    """Return the change that a line holds.

    Unknown parts are not kept, unknown kinds and fields are. Raises NotAChangeError.
    """
    try:
        parts = _parts(line)
        fields = _mapping(parts["fields"])
        envelope: dict[str, Any] = {name: _number(parts[name]) for name in _NUMBERS}
        envelope |= {name: _text(parts[name]) for name in _TEXTS}
        _check_instant(envelope["at"])
        _check_named(envelope["kind"], envelope["record_id"])
        return Change(fields=fields, replaced=read_replaced(parts.get("replaced", {})), **envelope)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        message = "the line is not a change"
        raise NotAChangeError(message) from error


def _parts(line: bytes) -> dict[str, Json]:
    """Return what a line holds, if it is neither broader nor deeper than a change can be."""
    brackets = line.count(b"[") + line.count(b"{")
    if brackets > _MOST_PARTS:  # each list takes thirty times the room of its brackets
        raise ValueError
    parts = _mapping(json.loads(line))
    if brackets > _DEEPEST:
        _refuse_deep(parts)
    if len(_mapping(parts["fields"])) > _MOST_FIELDS:
        raise ValueError
    return parts


def _refuse_deep(value: Json) -> None:
    """Raise ValueError for what could be read here, and no more where the stack is higher."""
    level = [value]
    for _ in range(_DEEPEST):
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [part for parts in inner for part in parts if isinstance(part, dict | list)]
    if level:
        raise ValueError


def _check_instant(text: str) -> None:
    """Raise ValueError for a time that history could not show."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.year not in _ISO_YEARS:
        raise ValueError


def _check_named(kind: str, record_id: str) -> None:
    """Raise ValueError for a record without an id: by an empty link others would belong to it."""
    if not kind or not record_id:
        raise ValueError


def read_replaced(parts: Json) -> dict[str, tuple[Key, ...]]:
    """Return ``replaced`` as a Change holds it, from JSON. Raises TypeError or ValueError."""
    return {
        name: tuple((_number(run), _number(seq)) for run, seq in keys)
        for name, keys in _mapping(parts).items()
    }


def _mapping(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise TypeError
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # no lone surrogate, which no table could hold
    return value
