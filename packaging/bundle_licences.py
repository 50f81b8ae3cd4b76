"""The texts of the licences of all that a built folder holds, as they ask to be handed on."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import Final

from locked import LOCK, ROOT, installed, licence, locked

LGPL: Final = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The texts of the LGPL, which names the GPL: Qt's packages bring neither."""
_TEXTS = ROOT / "packaging" / "licences"
_NAMED: Final = re.compile(r"licen[cs]e|copying|notice|authors|copyright", re.IGNORECASE)


def write_licences(folder: Path) -> Path:
    """Write the licence texts of every package that is built in into a fresh folder; return it.

    Raises NotAsLockedError for a package whose licence nobody knows, or that brings no text.
    """
    if folder.exists():
        shutil.rmtree(folder)
    for entry in locked(LOCK.read_text(encoding="utf-8")):
        if entry.is_for_here:
            _write_texts(entry.name, licence(entry.name, installed(entry)), folder / entry.name)
    _copy(ROOT / "LICENSE", folder / "iro-desktop")
    for place in (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)):
        if (place / "LICENSE.txt").is_file():
            _copy(place / "LICENSE.txt", folder / "python")
            break
    return folder


def _write_texts(name: str, terms: str, to: Path) -> None:
    """Copy what a package brings; of one under the LGPL the texts that are kept here."""
    texts = [_TEXTS / one for one in LGPL] if "LGPL" in terms else _brought_by(name)
    for at, text in enumerate(texts, start=1):
        # Several of one package may have the same name, in folders of their own.
        is_taken = (to / text.name).exists()
        _copy(text, to, f"{at}-{text.name}" if is_taken else text.name)


def _brought_by(name: str) -> list[Path]:
    """Return the licence texts that an installed package brings."""
    found = metadata.files(name) or []
    texts = [one for one in found if ".dist-info" in one.parts[0] and _NAMED.search(one.name)]
    return [Path(str(one.locate())) for one in sorted(texts)]


def _copy(text: Path, to: Path, name: str = "") -> None:
    to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(text, to / (name or text.name))
