"""Write every fixed text that can come onto the screen as a file for Qt's Linguist.

    python packaging/translation.py cy.ts [LANGUAGE]

A file that is there keeps what is translated in it: texts that are gone go, new ones are
unfinished. LANGUAGE is what a new file is for, such as cy. When all is translated,
``pyside6-lrelease cy.ts -qm resources/translations/iro-desktop_cy.qm`` makes what the program
reads on a computer that speaks that language.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import defusedxml.ElementTree
from fixed_texts import shown_texts

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def write(out: Path, language: str = "", known: dict[str, str] | None = None) -> int:
    """Write a TS 2.1 file and return how many texts are in it.

    ``known`` are translations to begin with; those that are in the file already come before them.
    The file has no line numbers, so it is the same as long as the texts are.
    """
    translations = dict(known or {})
    if out.exists():
        before = defusedxml.ElementTree.parse(out).getroot()
        language = language or before.get("language", "")
        translations |= _translations(before)
    root = ET.Element("TS", version="2.1", sourcelanguage="en_GB")
    if language:
        root.set("language", language)
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name")
    found = shown_texts()
    for text, files in found.items():
        message = ET.SubElement(context, "message")
        for file in files:
            ET.SubElement(message, "location", filename=file)
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        translation.text = translations.get(text)
        if not translation.text:
            translation.set("type", "unfinished")
    ET.indent(root)
    words = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    out.write_text(f"{_HEAD}{words}\n", encoding="utf-8", newline="\n")
    return len(found)


def _translations(root: ET.Element) -> dict[str, str]:
    """Return what is translated in a file, by its text."""
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in root.iter("message")
        if message.findtext("translation")
    }


if __name__ == "__main__":
    if not 1 < len(sys.argv) < 4:  # noqa: PLR2004 - the file, and the language or not
        sys.exit(__doc__)
    path = Path(sys.argv[1])
    number = write(path, "".join(sys.argv[2:]))
    print(f"{number:,} texts are in {path}")
