"""The one way by which the program's own fixed words come onto the screen in another language.

Words are written in English where they belong, in the window and in the domain, and looked up where
they come onto the screen: in the classes of labels, buttons, heads of tables and so on. What is
looked up is the whole text, so what is no fixed text (a name, what somebody typed) is not found
and stands as it is; looking up what is translated already changes nothing.

What stays English by design: sentences that say figures or names, whose grammar and plurals are
made in the domain, and the lists of words that those are put together from; documents that leave
the program; and the guide. Two meanings with the same English word have the same translation.

``packaging/translation.py`` writes what there is to translate as a file for Qt's Linguist; `speak`
reads what was made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_OF_QT: Final = QLibraryInfo.LibraryPath.TranslationsPath


def translated(text: str) -> str:
    """Return a fixed text in the language of an installed translation, or a text as it stands."""
    return QCoreApplication.translate("", text) if text else ""


def all_translated(texts: Iterable[str]) -> list[str]:
    """Return each of several texts as `translated` has it."""
    return [translated(text) for text in texts]


def later(text: str) -> str:
    """Return a text as it stands: it is fixed, whatever it looks like, and shown `translated`."""
    return text


def speak(app: QCoreApplication, locale: QLocale, folder: Path) -> bool:
    """Have a program speak the language of ``locale``; return whether there is a translation.

    It is ``iro-desktop_LANGUAGE.qm`` in ``folder``; Qt's own words come from Qt. Where English is
    the first language, no other is looked for.
    """
    ours = QTranslator(app)
    if locale.language() is QLocale.Language.English or not ours.load(
        locale, "iro-desktop", "_", str(folder)
    ):
        return False
    app.installTranslator(ours)
    of_qt = QTranslator(app)
    if of_qt.load(locale, "qtbase", "_", QLibraryInfo.path(_OF_QT)):
        app.installTranslator(of_qt)
    return True
