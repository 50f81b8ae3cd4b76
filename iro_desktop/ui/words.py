"""The one way by which the window's own fixed words come onto the screen, ready for translation.

``pyside6-lupdate`` finds them, called with the `FUNCTIONS` that take words:
``pyside6-lupdate iro_desktop/ui/*.py -ts window.ts -tr-function-alias FUNCTIONS``. Sentences that
say figures are made in the domain, where English grammar is part of them, and are not among them.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

FUNCTIONS: Final = "QT_TR_NOOP+=words,QT_TR_NOOP+=later,QT_TR_NOOP+=Menu"
"""Which functions take words, as pyside6-lupdate is told."""


def words(text: str) -> str:
    """Return fixed words in the language of an installed translation, or as they stand."""
    return QCoreApplication.translate("", text) if text else ""


def later(text: str) -> str:
    """Return a text as it stands: it is known to translators, and `words` shows it."""
    return text
