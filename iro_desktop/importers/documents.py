"""Documents in JSON that the program itself wrote: known to be ours and whole, or one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from iro_desktop.domain.documents import CHECKSUM, checksum, checksum_of
from iro_desktop.domain.errors import FileDamagedError, FileTooLargeError, NotOurFileError
from iro_desktop.domain.records.fields import Json
from iro_desktop.importers.sources import source, text


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of document: how it is told from others, and how sentences speak of it.

    ``format`` is the value of its part of that name, ``needed`` are the parts that it cannot be
    without, and ``largest`` is how many bytes it may have. ``wrote`` and ``written`` say how it was
    made: "exported" and "exported".
    """

    what: str
    format: str
    ending: str
    needed: Iterable[str]
    largest: int
    wrote: str = "exported"
    written: str = "exported"

    def read(self, path: Path) -> dict[str, Json]:
        """Return the document in a file, known to be ours, whole and unaltered.

        Its ``version`` is a number; no other part was looked at. Raises a UserError.
        """
        name = path.name
        file = source(name, path)
        if len(file.content) > self.largest:
            raise FileTooLargeError(f"{name} is larger than any {self.what}: check that it is one.")
        content = text(file)
        try:
            found = json.loads(content)
        except (ValueError, RecursionError):
            if self.format in content:
                raise self.damaged(name, "it is not whole") from None
            raise self._not_ours(name) from None
        if not isinstance(found, dict) or found.get("format") != self.format:
            raise self._not_ours(name)
        needed = {"version", CHECKSUM, *self.needed}
        if not needed <= found.keys() or not _is_whole(found, content):
            raise self.damaged(name, "what it holds is not what was written")
        if not isinstance(found["version"], int):
            raise self.damaged(name, "its version is not known")
        return found

    def damaged(self, name: str, why: str) -> FileDamagedError:
        """Return the error of a file that holds what no such document does."""
        return FileDamagedError(
            f"{name} is damaged or was altered, as {why}: have it {self.written} and sent again."
        )

    def _not_ours(self, name: str) -> NotOurFileError:
        return NotOurFileError(
            f"{name} is no {self.what}: choose one that IRO Desktop {self.wrote}, ending in "
            f"{self.ending}."
        )


def _is_whole(found: dict[str, Json], content: str) -> bool:
    said = found[CHECKSUM]
    # As it was written it need not be laid out anew, which takes longer than reading it.
    plain, cut = content.replace("\n", ""), f'"{CHECKSUM}":"{said}",'
    if plain.count(cut) == 1 and checksum_of(plain.replace(cut, "")) == said:
        return True
    try:
        return bool(said == checksum(found))
    except (ValueError, RecursionError):
        return False
