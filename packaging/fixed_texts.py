"""Find the fixed texts of the program in its source: what is written in quotes for people to read.

It is no script of its own: `translation.py` writes what it finds for translators, and the tests of
the words read it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PROGRAM: Final = ROOT / "iro_desktop"
WAYS: Final = frozenset({"translated", "all_translated", "later", "shown_alone"})
"""Functions of the two `words.py`: what is given to them is shown, whatever it looks like."""

_NOT_READ: Final = (
    "importers/sample/",  # what invented people typed
    "importers/allocations.py", "importers/roster.py", "importers/ssd_workers.py",
    "services/mapping_guess.py",  # headings of files that others make
    "reports/chart_svg.py", "reports/svg_canvas.py", "ui/style_sheet.py",  # markup
)  # fmt: skip
_OFF_SCREEN: Final = ("cli/", "__main__.py", "ui/pictures/")
"""What stands in a terminal, and what is invented to be drawn."""
_SHOWN_IN_WHOLE_SENTENCES: Final = ("storage/", "sync/", "importers/", "reports/", "paths.py")
"""What else is written there goes into files, or is of a database."""
_KEY: Final = re.compile(r"((Ctrl|Alt|Shift)\+\S+(, )?)+|F\d+|Esc|IRO Desktop")
"""Keys and the name are the same in every language."""
_NAME_IN_CODE: Final = re.compile(r"[A-Z]\w*\.\w+|\w*[a-z][A-Z]\w*|\w+_\w+")
_PATTERN: Final = re.compile(r"[\\|{}]|=\w|\.\*")


Nodes = Sequence[ast.AST]
"""All that a parsed file is made of."""


@cache
def sources() -> tuple[tuple[str, Nodes], ...]:
    """Return (path within the program, all nodes) of every file whose words are its own."""
    names = {path.relative_to(PROGRAM).as_posix(): path for path in PROGRAM.rglob("*.py")}
    return tuple(
        (name, tuple(ast.walk(ast.parse(names[name].read_text(encoding="utf-8")))))
        for name in sorted(names)
        if not name.startswith(_NOT_READ)
    )


def text_of(node: ast.expr) -> str | None:
    """Return a text as it is written, with {} for each value in it; None where it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return None


def texts(nodes: Nodes) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of every text with words in it that is no docstring."""
    for node in _told(nodes):
        text = text_of(node)
        if text is not None and " " in text.strip() and any(map(str.isalpha, text)):
            yield node.lineno, text


def is_markup(text: str) -> bool:
    """Return whether a text is for the database, a browser or a type checker."""
    return (
        text.startswith(("PRAGMA", "CREATE", "SELECT", "TOC")) or "tuple[" in text or "='" in text
    )


@cache
def shown_texts() -> Mapping[str, tuple[str, ...]]:
    """Return every fixed text that can come onto the screen as a whole -> the files it stands in.

    Paths are within the project. Texts that say figures are none of them: they are put together
    as they are shown. A few are here that are only ever a part of such a text.
    """
    found: dict[str, list[str]] = {}
    for name, nodes in sources():
        if name.startswith(_OFF_SCREEN):
            continue
        in_sentences = name.startswith(_SHOWN_IN_WHOLE_SENTENCES)
        marked = _marked(nodes)
        for node in _told(nodes):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            text = node.value
            if id(node) in marked or _is_shown(text, in_sentences=in_sentences):
                files = found.setdefault(text, [])
                if (path := f"{PROGRAM.name}/{name}") not in files:
                    files.append(path)
    return {text: tuple(found[text]) for text in sorted(found)}


def _told(nodes: Nodes) -> Iterator[ast.expr]:
    """Yield every text that is no docstring and no piece of a text with values in it."""
    left_out: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Expr):
            left_out.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            left_out |= {id(part) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in left_out:
            yield node


def _marked(nodes: Nodes) -> set[int]:
    """Return the ids of the expressions that are given to a function that shows them."""
    return {
        id(part)
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WAYS
        for one in node.args
        for part in ast.walk(one)
    }


def _is_shown(text: str, *, in_sentences: bool) -> bool:
    """Return whether a text looks like one that people read, and not like a piece of one."""
    if text != text.strip() or is_markup(text) or _PATTERN.search(text) or _KEY.fullmatch(text):
        return False
    words = text.replace("&", "")
    if in_sentences:
        return words[:1].isupper() and " " in words and words.endswith((".", "?", "…"))
    if " " in words:
        return any(map(str.isalpha, words)) and words[0].isalnum()
    begins = words[:1].isupper() and any(map(str.islower, words))
    return begins and _NAME_IN_CODE.fullmatch(words) is None
