"""The icons: one family, all there that are named, and none that nobody names."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

import iro_desktop
from iro_desktop.paths import resource

ROOT: Final = Path(iro_desktop.__file__).parent
FOLDER: Final = resource("icons")
STEMS: Final = sorted(path.stem for path in FOLDER.glob("*.svg"))
APART: Final = frozenset({"iro-desktop"})
"""The program's own, in its own colours."""
SMALL: Final = frozenset({"arrow-down", "arrow-up", "tick-black", "tick-white"})
"""Parts of controls, which the style sheet takes as they are, so that they have a colour."""


@cache
def _nodes() -> tuple[ast.AST, ...]:
    """Return all that the program's source is made of."""
    paths = sorted(ROOT.rglob("*.py"))
    return tuple(
        node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def _named() -> set[str]:
    """Return every text of the program that could name an icon."""
    constants = (node.value for node in _nodes() if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def test_every_icon_is_used() -> None:
    assert set(STEMS) - _named() == set()


def test_every_icon_that_is_named_is_there() -> None:
    named = set()
    for node in _nodes():
        if not isinstance(node, ast.Call):
            continue
        values = [one.value for one in node.keywords if one.arg == "icon"]
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = called or (node.func.id if isinstance(node.func, ast.Name) else "")
        if called == "icon":
            values += node.args[:1]
        if called == "Doing":
            values += node.args[3:4]
        named |= {
            one.value for one in values
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
        }  # fmt: skip
    assert named
    assert named - set(STEMS) == set()


@pytest.mark.parametrize("stem", STEMS)
def test_an_icon_is_of_the_family(stem: str) -> None:
    svg = (FOLDER / f"{stem}.svg").read_text(encoding="utf-8")
    assert "<script" not in svg
    assert "href" not in svg
    if stem in APART:
        return
    box = re.search(r'viewBox="([^"]+)"', svg)
    assert box is not None
    assert 'fill="none"' in svg
    assert 'stroke-linecap="round"' in svg
    if stem not in SMALL:
        assert box.group(1) == "0 0 24 24"
        assert 'stroke="currentColor"' in svg
        assert not re.search(r"#[0-9a-fA-F]{3,6}", svg)


def test_whose_the_icons_are_is_said_beside_them() -> None:
    licence = (FOLDER / "LICENCE.txt").read_text(encoding="utf-8")
    assert "drawn for IRO Desktop" in licence
