"""What is erased leaves a store and the lines of its files: changes, rows, words and drafts.

The words of an act over several children stand in its first change; where they name a child that
is erased they lose its reference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import sqlalchemy as sa

from iro_desktop.domain.change_lines import NotAChangeError, from_line, to_line
from iro_desktop.domain.changes import Change
from iro_desktop.domain.erasures import Erased
from iro_desktop.domain.errors import FileDamagedError
from iro_desktop.domain.records import KINDS, AccessEvent, Child
from iro_desktop.storage import log
from iro_desktop.storage.landing import Landed, RecordKey, land
from iro_desktop.storage.tables import CHANGE, FLAG, LOCAL, RECORD_TABLES

DRAFT: Final = "draft:"
"""What the keys of drafts begin with among a device's own values."""

_SOMEBODY: Final = "an erased child"
_SHORTEST_NAME: Final = 3  # letters: a shorter one could be any word
_AT_ONCE: Final = 500  # ids in one statement: below every limit of SQLite on variables
_RECORD_ID: Final = re.compile(rb'"record_id":"([^"\\]*)"')
_NO_WORDS: Final = b'"words":""}'
_ACCESS: Final = f'"kind":"{AccessEvent.__name__}"'.encode()


@dataclass(frozen=True, slots=True)
class Names:
    """What erased children were called: reference, reference with initials, name."""

    pattern: re.Pattern[str] | None = None

    def are_in(self, text: str) -> bool:
        """Return whether a text names one of them."""
        return self.pattern is not None and self.pattern.search(text) is not None

    def out_of(self, text: str) -> str:
        """Return a text that names none of them."""
        return text if self.pattern is None else self.pattern.sub(_SOMEBODY, text)


def names_in(changes: Iterable[Change]) -> Names:
    """Return what the children whose changes these are were ever called."""
    said: dict[str, set[str]] = {"reference": set(), "initials": set(), "name": set()}
    for change in changes:
        if change.kind == Child.__name__:
            for name, values in said.items():
                value = change.fields.get(name)
                if isinstance(value, str) and value.strip():
                    values.add(value.strip())
            had = change.fields.get("other_references")
            if isinstance(had, list):
                said["reference"].update(one.strip() for one in had if isinstance(one, str))
    said["reference"].discard("")
    found = said["reference"] | {one for one in said["name"] if len(one) >= _SHORTEST_NAME}
    found |= {f"{one} {initials}" for one in said["reference"] for initials in said["initials"]}
    if not found:
        return Names()
    longest_first = sorted(found, key=lambda one: (-len(one), one))
    any_of = "|".join(map(re.escape, longest_first))
    return Names(re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE))


def belongs(key: str, text: str, ids: Collection[str], names: Names) -> bool:
    """Return whether a draft is of something erased, by its key, or names it."""
    return names.are_in(text) or any(one in key or one in text for one in ids)


# In the database


def purge(
    connection: sa.Connection, erased: Erased, flagged: Container[RecordKey]
) -> tuple[set[RecordKey], dict[RecordKey, Landed]]:
    """Take what is erased out of every table; return the records that are gone.

    With them come those of the view log that keep later changes, as these make them. Done twice,
    it finds nothing.
    """
    ids = sorted(erased.ids)
    names = _names(connection, ids)
    keys = _keys_of(connection, ids)
    for part in _parts(ids):
        connection.execute(sa.delete(CHANGE).where(CHANGE.c.record_id.in_(part)))
    old, kept = _old_accesses(connection, erased)
    gone = keys | old
    _drop_rows(connection, gone)
    landed = land(connection, kept, {}, flagged)
    _clean_words(connection, names)
    for key, text in connection.execute(sa.select(LOCAL.c.key, LOCAL.c.value)).all():
        if key.startswith(DRAFT) and belongs(key, text, ids, names):
            connection.execute(sa.delete(LOCAL).where(LOCAL.c.key == key))
    return gone, landed


def _names(connection: sa.Connection, ids: list[str]) -> Names:
    found = log.of_records(connection, ids)
    return names_in(change for changes in found.values() for change in changes)


def _keys_of(connection: sa.Connection, ids: list[str]) -> set[RecordKey]:
    found: set[RecordKey] = set()
    for part in _parts(ids):
        query = sa.select(CHANGE.c.kind, CHANGE.c.record_id).where(CHANGE.c.record_id.in_(part))
        found.update((kind, record_id) for kind, record_id in connection.execute(query.distinct()))
    return found


def _old_accesses(
    connection: sa.Connection, erased: Erased
) -> tuple[set[RecordKey], dict[RecordKey, list[Change]]]:
    """Delete the old changes of the view log; return the records without, and with, later ones."""
    if erased.log_before_on is None:
        return set(), {}
    kind = AccessEvent.__name__
    is_old = sa.and_(CHANGE.c.kind == kind, CHANGE.c.at < erased.log_before_on.isoformat())
    touched = set(connection.execute(sa.select(CHANGE.c.record_id).where(is_old)).scalars())
    connection.execute(sa.delete(CHANGE).where(is_old))
    left = log.of_records(connection, sorted(touched))
    gone = {(kind, one) for one in touched if one not in left}
    return gone, {(kind, one): changes for one, changes in left.items()}


def _drop_rows(connection: sa.Connection, gone: Iterable[RecordKey]) -> None:
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in gone:
        by_kind.setdefault(kind, []).append(record_id)
    for kind, ids in by_kind.items():
        for part in _parts(sorted(ids)):
            if kind in KINDS:
                table = RECORD_TABLES[kind]
                connection.execute(sa.delete(table).where(table.c.id.in_(part)))
            of_kind = sa.and_(FLAG.c.kind == kind, FLAG.c.record_id.in_(part))
            connection.execute(sa.delete(FLAG).where(of_kind))


def _clean_words(connection: sa.Connection, names: Names) -> None:
    if names.pattern is None:
        return
    query = sa.select(CHANGE.c.run, CHANGE.c.seq, CHANGE.c.words).where(CHANGE.c.words != "")
    for run, seq, words in connection.execute(query).all():
        if names.are_in(words):
            which = sa.and_(CHANGE.c.run == run, CHANGE.c.seq == seq)
            changed = sa.update(CHANGE).where(which).values(words=names.out_of(words))
            connection.execute(changed)


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while part := list(islice(left, _AT_ONCE)):
        yield part


# In the lines of a file


def filter_lines(
    lines: Iterable[bytes], erased: Erased, names: Names | None = None
) -> Iterator[bytes]:
    """Yield the lines of a file but those of what is erased; the words of acts lose ``names``.

    Raises FileDamagedError for a line that might be one of them and is no change.
    """
    for line in lines:
        if erased_in(line, erased) is None:
            yield line if names is None else _cleaned(line, names)


def _cleaned(line: bytes, names: Names) -> bytes:
    if names.pattern is None or line.endswith(_NO_WORDS):
        return line
    change = _read(line)
    words = names.out_of(change.words)
    return line if words == change.words else to_line(replace(change, words=words))


def erased_in(line: bytes, erased: Erased) -> Change | None:
    """Return the change in a line if it is of something erased, without reading all the others."""
    may_be = any(found.decode() in erased.ids for found in _RECORD_ID.findall(line))
    may_be |= erased.log_before_on is not None and _ACCESS in line
    if not may_be:
        return None
    change = _read(line)
    return change if erased.covers(change.kind, change.record_id, change.at) else None


def _read(line: bytes) -> Change:
    try:
        return from_line(line)
    except NotAChangeError as error:
        raise FileDamagedError from error


def without_drafts(line: bytes, ids: Collection[str], names: Names) -> bytes:
    """Return the first line of a backup without the drafts of what is erased.

    Raises FileDamagedError for one that is no such line.
    """
    try:
        first = json.loads(line)
        drafts = {key: str(text) for key, text in first["drafts"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileDamagedError from error
    kept = {key: text for key, text in drafts.items() if not belongs(key, text, ids, names)}
    if kept == drafts:
        return line
    return json.dumps(first | {"drafts": kept}, separators=(",", ":"), sort_keys=True).encode()
