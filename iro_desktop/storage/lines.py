"""A change as a line of a sealed file and as a row of the log, straight from one to the other.

Sending and receiving go through all changes of a store, so nothing is made on the way that is not
needed: a line that is here already is known by its key, and its fields stay text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Final

from iro_desktop.domain.change_lines import NotAChangeError, from_line
from iro_desktop.domain.changes import Change, Key
from iro_desktop.domain.erasures import Erased
from iro_desktop.domain.errors import FileDamagedError
from iro_desktop.storage.tables import Row, change_row

KIND: Final = 9
RECORD_ID: Final = 10
"""Where a row of the log has the kind and the id of its record."""

# The last parts of a line as ``to_line`` writes it. A quotation mark inside a text has a stroke
# before it, so what stands at the end of a line cannot be a text that only looks like it.
_END: Final = re.compile(
    rb'"run":(\d{1,19}),"schema":\d{1,19},"seq":(\d{1,19}),"source":"[^"\\]*",'
    rb'"words":"(?:[^"\\]|\\.)*"\}\Z'
)


def row_line(row: Any) -> bytes:  # noqa: ANN401 - a row of the driver's
    """Return a row of the log as one line, the same that ``to_line`` makes of its change."""
    (run, seq, schema, act, words, source, clock, actor, at, kind, record_id, fields, replaced) = (
        row
    )
    replaces = f'"replaced":{replaced},' if replaced else ""
    return (
        f'{{"act":{act},"actor":{quoted(actor)},"at":{quoted(at)},"clock":{clock},'
        f'"fields":{fields},"kind":{quoted(kind)},"record_id":{quoted(record_id)},{replaces}'
        f'"run":{run},"schema":{schema},"seq":{seq},"source":{quoted(source)},'
        f'"words":{quoted(words)}}}'
    ).encode()


def line_key(line: bytes) -> Key | None:
    """Return which change a line holds without reading the rest of it; None: read it whole."""
    start = line.rfind(b'"run":')
    found = _END.match(line, start) if start >= 0 else None
    return (int(found[1]), int(found[2])) if found else None


def key_of(row: Row) -> Key:
    """Return which change a row of the log is."""
    return int(row[0] or 0), int(row[1] or 0)


def clock_of(row: Row) -> int:
    """Return the clock of a row of the log."""
    return int(row[6] or 0)


def covers(erased: Erased, row: Row) -> bool:
    """Return whether a row of the log is of something that is erased."""
    return bool(erased) and erased.covers(str(row[KIND]), str(row[RECORD_ID]), str(row[8]))


@dataclass(slots=True)
class Incoming:
    """What a file holds: the keys of all its changes, and the rows of those that are not here.

    ``taken`` counts, per run, what was committed of them; the rows are given up for it.
    """

    keys: set[Key] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    taken: Counter[int] = field(default_factory=Counter)

    def add(self, other: Incoming) -> None:
        """Add what another file holds; of two rows with one key the first holds."""
        self.rows += [row for row in other.rows if key_of(row) not in self.keys]
        self.keys |= other.keys


def read_incoming(lines: Iterable[bytes], known: Container[Key]) -> Incoming:
    """Read the lines of a file, checking all that are not ``known``.

    Of two lines with one key the first holds. Raises FileDamagedError for a line that is no
    change, and what ``open_sealed`` raises.
    """
    found = Incoming()
    same = _Same()
    for line in lines:
        key = line_key(line)
        if key is not None and (key in known or key in found.keys):
            found.keys.add(key)
            continue
        change = _read(line)
        if change.key not in known and change.key not in found.keys:
            found.rows.append(same.row(change))
        found.keys.add(change.key)
    return found


def _read(line: bytes) -> Change:
    try:
        return from_line(line)
    except NotAChangeError as error:
        raise FileDamagedError from error


class _Same:
    """Keeps one copy of each short text: most of two hundred thousand rows say the same few."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def row(self, change: Change) -> Row:
        same: Callable[[str, str], str] = self._texts.setdefault
        row = list(change_row(change))
        for at in (4, 5, 7, 8, KIND, RECORD_ID):  # words, source, actor, at, kind, record_id
            text = str(row[at])
            row[at] = same(text, text)
        return tuple(row)
