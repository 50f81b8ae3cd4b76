"""The guide's page of keys, made of the actions themselves."""

from __future__ import annotations

from typing import Final

from iro_desktop.ui.actions import keyboard_map

_BEFORE: Final = """# Keys

Everything works without a mouse. Print… over this page gives a map for the desk.
"""
_TABLE: Final = """
## {}

| Keys | What they do |
| --- | --- |
"""


def keys_as_markdown() -> str:
    """Return the page as it is shipped."""
    parts = [_BEFORE]
    for heading, rows in keyboard_map():
        parts.append(_TABLE.format(heading))
        parts += [f"| {keys} | {words.replace(chr(39), '’')} |\n" for keys, words in rows]
    return "".join(parts)
