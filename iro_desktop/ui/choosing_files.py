"""The system's own dialogs for a file: which one is to be read, and where one is to be written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from iro_desktop.ui.removable import ask_first, window_of
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
    dialog = _choosing_folder(parent, title)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.show()


def choose_folder_for(parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
    """Ask for a folder that files are to be written into; asks first of a removable drive."""

    def again(over: QWidget) -> None:
        choose_folder_for(over, title, chosen)

    dialog = _choosing_folder(parent, title)
    dialog.fileSelected.connect(lambda name: _take(dialog, Path(name), chosen, again))
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
    button than the system's. A place on a removable drive is asked about before it is ``chosen``.
    """

    def again(over: QWidget) -> None:
        choose_where(over, title, kinds, name, chosen, accept=accept)

    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    if accept:
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, translated(accept))
    dialog.filterSelected.connect(lambda kind: _take_ending(dialog, kind))
    dialog.fileSelected.connect(lambda path: _take(dialog, Path(path), chosen, again))
    dialog.show()


def _take(
    dialog: QFileDialog,
    path: Path,
    chosen: Callable[[Path], None],
    again: Callable[[QWidget], None],
) -> None:
    """Take a place, once it is agreed where it is on a removable drive."""
    # The window comes from the dialog: held by what a child of it calls, it would end with it.
    ask_first(window_of(dialog), path, lambda: chosen(path), again)


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


def _choosing_folder(parent: QWidget, title: str) -> QFileDialog:
    dialog = _reading(parent, title, "", QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, translated(title), "", translated(kinds))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    return dialog
