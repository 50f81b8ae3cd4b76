"""What is wrong with the rows of files, counted row by row as the national validators do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from iro_desktop.importers.results import Problem


@dataclass(frozen=True, slots=True)
class FileFinding:
    """One row that breaks a rule.

    ``child`` is the child's reference as the file has it. ``kind`` is the table or element,
    ``record`` what tells the row within its file ("row 12", "child 3, plan 1"); ``row`` is its
    number, 0 where the whole file is meant.
    """

    rule: str
    child: str
    kind: str
    record: str
    sentence: str
    file: str
    row: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the finding as the command line prints it."""
        return {
            "rule": self.rule,
            "child": self.child,
            "kind": self.kind,
            "record": self.record,
            "sentence": self.sentence,
            "file": self.file,
            "row": self.row,
        }


def of_problems(
    problems: Iterable[Problem], kinds: dict[str, str] | None = None
) -> tuple[FileFinding, ...]:
    """Return what an import of the files would flag; ``kinds`` maps a file to its table."""
    kinds = kinds or {}
    return tuple(
        FileFinding(
            one.rule,
            one.child,
            kinds.get(one.file, ""),
            f"row {one.row}" if one.row else "",
            one.sentence,
            one.file,
            one.row,
        )
        for one in problems
    )
