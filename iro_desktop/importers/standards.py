"""Settings files with local standards: the sets in them, or one sentence about what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.records.fields import Json, WrongTypeError, from_json
from iro_desktop.domain.standards_file import ENDING, FORMAT, VERSION
from iro_desktop.domain.words import counted
from iro_desktop.importers.documents import Form

_FORM: Final = Form("settings file", FORMAT, ENDING, needed=("sets",), largest=5 * 2**20)
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
    found = _FORM.read(path)
    sets = found["sets"]
    if not isinstance(sets, list) or not sets:
        raise _FORM.damaged(name, "it holds no standards")
    read = tuple(standards_in(_FORM, name, one) for one in sets)
    twice = [one for one, times in Counter(one.id for one in read).items() if times > 1]
    if twice:
        raise _FORM.damaged(name, "it holds one set of standards twice")
    return StandardsRead(read, tuple(_notes(found["version"], sets)))


def standards_in(form: Form, name: str, found: Json) -> Standards:
    """Return one set of standards that a document holds; ``name`` is the file's.

    Raises FileDamagedError for what holds what no field can.
    """
    if not isinstance(found, dict) or not _ID.match(str(found.get("id", ""))):
        raise form.damaged(name, "a set of standards in it has no id")
    values: dict[str, Any] = {}
    for about in fields_of(Standards):
        try:
            values[about.name] = from_json(about, found.get(about.name))
        except WrongTypeError:
            raise form.damaged(name, f"“{about.label}” holds what it cannot") from None
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
