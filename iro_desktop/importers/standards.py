"""Settings files with local standards: the sets in them, or one sentence about what is wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from iro_desktop.domain.errors import FileDamagedError, FileTooLargeError, NotOurFileError
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.records.fields import Json, WrongTypeError, from_json
from iro_desktop.domain.standards_file import CHECKSUM, ENDING, FORMAT, VERSION, checksum
from iro_desktop.domain.words import counted
from iro_desktop.importers.sources import source, text

_LARGEST: Final = 5 * 2**20
_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}\Z")
_NEWER: Final = "The file was made by a newer version of IRO Desktop."


@dataclass(frozen=True, slots=True)
class StandardsRead:
    """The sets of a settings file, and what was left out of them."""

    sets: tuple[Standards, ...]
    notes: tuple[str, ...] = ()


def read_standards(path: Path) -> StandardsRead:
    """Return what a settings file holds.

    Fields that a newer version has are left out, and said. Raises a UserError for what is no
    settings file, is not whole, or holds what no field can.
    """
    name = path.name
    file = source(name, path)
    if len(file.content) > _LARGEST:
        raise FileTooLargeError(f"{name} is larger than any settings file: check that it is one.")
    found = _document(name, text(file))
    sets = found["sets"]
    if not isinstance(sets, list) or not sets:
        raise _damaged(name, "it holds no standards")
    read = tuple(_standards(name, one) for one in sets)
    twice = [one for one, times in Counter(one.id for one in read).items() if times > 1]
    if twice:
        raise _damaged(name, "it holds one set of standards twice")
    return StandardsRead(read, tuple(_notes(found["version"], sets)))


def _document(name: str, content: str) -> dict[str, Json]:
    """Return the document, known to be ours, whole and unaltered."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        if FORMAT in content:
            raise _damaged(name, "it is not whole") from None
        raise _not_ours(name) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _not_ours(name)
    if not {"version", "sets", CHECKSUM} <= found.keys() or not _is_whole(found):
        raise _damaged(name, "what it holds is not what was written")
    if not isinstance(found["version"], int):
        raise _damaged(name, "its version is not known")
    return found


def _is_whole(found: dict[str, Json]) -> bool:
    try:
        return bool(found[CHECKSUM] == checksum(found))
    except (ValueError, RecursionError):
        return False


def _standards(name: str, found: Json) -> Standards:
    if not isinstance(found, dict) or not _ID.match(str(found.get("id", ""))):
        raise _damaged(name, "a set of standards in it has no id")
    values: dict[str, Any] = {}
    for about in fields_of(Standards):
        try:
            values[about.name] = from_json(about, found.get(about.name))
        except WrongTypeError:
            raise _damaged(name, f"“{about.label}” holds what it cannot") from None
    return Standards(id=str(found["id"]), **values)


def _notes(version: int, sets: list[Mapping[str, Json]]) -> list[str]:
    known = {"id", *(about.name for about in fields_of(Standards))}
    unknown = sorted({str(name) for one in sets for name in one if name not in known})
    if not unknown:
        return [_NEWER] if version > VERSION else []
    shown = ", ".join(f"“{_printable(name)}”" for name in unknown[:5])
    more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""  # noqa: PLR2004 - shown
    fields = counted(len(unknown), "field is", "fields are")
    return [f"{_NEWER} {fields} not known here and left out: {shown}{more}."]


def _printable(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())[:40]


def _not_ours(name: str) -> NotOurFileError:
    return NotOurFileError(
        f"{name} is no settings file: choose one that IRO Desktop exported, ending in {ENDING}."
    )


def _damaged(name: str, why: str) -> FileDamagedError:
    return FileDamagedError(
        f"{name} is damaged or was altered, as {why}: have it exported and sent again."
    )
