"""PySide does not read the source of what is imported after it."""

import importlib
import linecache
from pathlib import Path

import pytest

import iro_desktop.ui  # noqa: F401 - what is tried


def test_a_module_that_names_pyside_is_imported_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "names_pyside.py"
    source.write_text("from PySide6.QtCore import QPoint\n\nPLACE = QPoint(1, 2)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert importlib.import_module("names_pyside").PLACE.x() == 1
    assert str(source) not in linecache.cache
