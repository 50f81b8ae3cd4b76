"""A language in which every fixed text stands in brackets, and what is seen in it without them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Final

import translation
from fixed_texts import shown_texts
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QComboBox, QTextEdit, QWidget

from iro_desktop.ui.help_contents import HelpContents
from tests.reading import texts_of

LRELEASE: Final = which("pyside6-lrelease", path=str(Path(sys.executable).parent)) or ""
"""What makes a .qm of a .ts, where it is beside Python."""
_LONE_WORD: Final = re.compile("[a-z][a-z’-]+")
_PUT_TOGETHER: Final = frozenset({"agreed", "child", "set-up", "taken", "typed"})
"""Of sentences that may be one word long: the unit of a figure, the state of what is on file, and
where a change came from, as the log has it. They stay English."""


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


def compiled(folder: Path) -> Path:
    """Write the language for Qt's Linguist as if it were finished there, and compile it."""
    source, path = folder / "brackets.ts", folder / "brackets.qm"
    translation.write(source, "cy", {text: f"[{text}]" for text in shown_texts()})
    command = [LRELEASE, str(source), "-qm", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def translator(folder: Path) -> QTranslator:
    """Return the language as a council would have it, from a file, where that can be made."""
    if not LRELEASE:
        return Brackets()
    found = QTranslator()
    assert found.load(str(compiled(folder)))
    return found


class Listener(QTranslator):
    """Hears what is looked up, and leaves the answer to the languages installed before it."""

    def __init__(self) -> None:
        super().__init__()
        self._known = frozenset(shown_texts())
        self.unknown: set[str] = set()
        """Single words in small letters that are shown, but that no translator is given."""

    def isEmpty(self) -> bool:
        """Return False, or Qt would not ask."""
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return nothing."""
        del context, disambiguation, n
        if _LONE_WORD.fullmatch(text) and text not in self._known | _PUT_TOGETHER:
            self.unknown.add(text)
        return None  # type: ignore[return-value]  # Qt asks on, as after a null string


class Unbracketed:
    """Which fixed texts stand somewhere without brackets."""

    def __init__(self) -> None:
        fixed = shown_texts()
        # What the letters under a line are taken from says a screen reader without them.
        self._fixed = frozenset((*fixed, *(text.replace("&", "") for text in fixed)))

    def in_window(self, window: QWidget) -> Iterator[str]:
        """Yield those that stand in a window; what people fill in and the guide are left out."""
        theirs = set(_written_by_people(window))
        of_qt = Counter(
            one.accessibleName()
            for one in window.findChildren(QWidget)
            if one.objectName().startswith("qt_")  # it has a translation of its own
        )
        for text in texts_of(window):
            if of_qt[text] > 0:
                of_qt[text] -= 1
            elif _plain(text) in self._fixed and text not in theirs:
                yield text


def _plain(text: str) -> str:
    """Return a text as it was written: without its key, and each "&" once."""
    return text.split("\t", maxsplit=1)[0].replace("&&", "&")


def _written_by_people(window: QWidget) -> Iterator[str]:
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, QComboBox) and widget.isEditable():
            yield from (widget.itemText(row) for row in range(widget.count()))
        elif isinstance(widget, HelpContents):
            yield from widget.titles()
        elif isinstance(widget, QTextEdit):
            yield from widget.toPlainText().split("\n")
