"""The guide that the program ships with, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from iro_desktop.domain.guide import Guide
from iro_desktop.paths import resource

_FOLDER: Final = "guide"
_CHANGELOG: Final = "changelog.md"
_LEADS_HERE: Final = "guide/user-guide.md"
"""For those who look for the guide outside the program: it only leads to the pages."""


@lru_cache(maxsize=1)
def shipped_guide() -> Guide:
    """Return every page of the guide, with the measures handbook and what is new."""
    folder = resource(_FOLDER)
    files = sorted(folder.rglob("*.md"))
    pages = {path.relative_to(folder.parent).as_posix(): _text_of(path) for path in files}
    pages.pop(_LEADS_HERE, None)
    return Guide(pages | {_CHANGELOG: _text_of(resource(_CHANGELOG))})


def picture_file(name: str) -> Path | None:
    """Return the file of a picture by its name in the guide; None where none was shipped."""
    folder = resource("pictures")
    path = folder / Path(name).name
    return path if path.suffix == ".png" and path.is_file() else None


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
