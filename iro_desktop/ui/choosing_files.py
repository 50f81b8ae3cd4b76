"""The system's own dialogs for a file: which one is to be read, and where one is to be written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from iro_desktop.ui.words import translated

_ENDING: Final = re.compile(r"\*(\.\w+)")


def choose_file(parent: QWidget, title: str, kinds: str, chosen: Callable[[Path], None]) -> None:
    """Ask for a file that is there; ``kinds`` as Qt has them: "Tables (*.csv);;All files (*)"."""
    dialog = _reading(parent, title, kinds, QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.show()


def choose_files(
    parent: QWidget, title: str, kinds: str, chosen: Callable[[list[Path]], None]
) -> None:
    """Ask for one or more files that are there."""
    dialog = _reading(parent, title, kinds, QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.show()


def choose_folder(parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
    """Ask for a folder that is there."""
    dialog = _reading(parent, title, "", QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.show()


def choose_where(
    parent: QWidget,
    title: str,
    kinds: str,
    name: str,
    chosen: Callable[[Path], None],
    *,
    accept: str = "",
) -> None:
    """Ask where a file is to be written; ``name`` is offered, its ending added where none is typed.

    Another kind that is chosen gives the name its own ending. ``accept`` are other words for the
    button than the system's.
    """
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    if accept:
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, translated(accept))
    dialog.filterSelected.connect(lambda kind: _take_ending(dialog, kind))
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.show()


def _take_ending(dialog: QFileDialog, kind: str) -> None:
    """Give the name that stands in a dialog the ending of a kind: "Picture (*.svg)"."""
    ending, named = _ENDING.search(kind), dialog.selectedFiles()
    if ending and named:
        dialog.setDefaultSuffix(ending[1])
        dialog.selectFile(Path(named[0]).with_suffix(ending[1]).name)


def _reading(parent: QWidget, title: str, kinds: str, mode: QFileDialog.FileMode) -> QFileDialog:
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(mode)
    return dialog


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, translated(title), "", translated(kinds))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    return dialog
