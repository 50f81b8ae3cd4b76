"""A language in which every fixed text stands in brackets, and what is seen in it without them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Final

import translation
from fixed_texts import shown_texts
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QComboBox, QTextEdit, QWidget

from tests.reading import texts_of

LRELEASE: Final = which("pyside6-lrelease") or ""
"""What makes a .qm of a .ts, where it is on the path."""


class Brackets(QTranslator):
    """The language itself, for where no file of it can be made."""

    def __init__(self) -> None:
        super().__init__()
        self._known = frozenset(shown_texts())

    def isEmpty(self) -> bool:
        """Return False, or Qt would not ask."""
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return a fixed text in brackets, and what is none as it stands."""
        del context, disambiguation, n
        return f"[{text}]" if text in self._known else text


def written(folder: Path) -> Path:
    """Write the language as a finished file for Qt's Linguist."""
    path = folder / "brackets.ts"
    translation.write(path, "cy", {text: f"[{text}]" for text in shown_texts()})
    return path


def translator(folder: Path) -> QTranslator:
    """Return the language as a council would have it: written, compiled and read."""
    if not LRELEASE:
        return Brackets()
    compiled = folder / "brackets.qm"
    command = [LRELEASE, str(written(folder)), "-qm", str(compiled)]
    subprocess.run(command, check=True, capture_output=True)
    found = QTranslator()
    assert found.load(str(compiled))
    return found


class Unbracketed:
    """Which fixed texts stand somewhere without brackets."""

    def __init__(self) -> None:
        self._fixed = frozenset(map(_plain, shown_texts()))

    def in_window(self, window: QWidget) -> Iterator[str]:
        """Yield those that stand in a window; what people fill in and the guide are left out."""
        theirs = set(_written_by_people(window))
        for text in texts_of(window):
            if _plain(text) in self._fixed and text not in theirs:
                yield text


def _plain(text: str) -> str:
    """Return a text without its mnemonic and its key."""
    return text.replace("&", "").split("\t", maxsplit=1)[0]


def _written_by_people(window: QWidget) -> Iterator[str]:
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, QComboBox) and widget.isEditable():
            yield from (widget.itemText(row) for row in range(widget.count()))
        elif isinstance(widget, QTextEdit):
            yield from widget.toPlainText().split("\n")
