"""Files with which the program was started, by a click on them: each opens where it fits.

They wait for the main window: a summary goes to the team, a shared copy to what can be done with
it. On a computer that has no file yet, a shared copy fills the first step of a second computer.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from iro_desktop.ui.desktop import Desktop
    from iro_desktop.ui.first_run import FirstRunWindow
    from iro_desktop.ui.main_window import MainWindow

SHARED_COPY: Final = ".irosync"
SUMMARY: Final = ".irosummary"


class FilesToOpen(QObject):
    """Keeps the files that were given to the program until there is a window that opens them."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._waiting: tuple[Path, ...] = ()
        desktop.main_shown.connect(self._on_main)
        desktop.files_given.connect(self.give)

    @property
    def waiting(self) -> tuple[Path, ...]:
        """What is not opened yet, such as while the passphrase is asked for."""
        return self._waiting

    def give(self, files: Iterable[Path]) -> None:
        """Open files, at once or as soon as it can be done; others than ours are left out."""
        kept = [path for path in files if _ending(path) in (SHARED_COPY, SUMMARY)]
        self._waiting = tuple(dict.fromkeys((*self._waiting, *kept)))
        if not self._waiting:
            return  # and nothing more is loaded before the first paint
        from iro_desktop.ui.first_run import FirstRunWindow

        main, window = self._desktop.main, self._desktop.window
        if main is not None and main.isVisible():
            self._on_main(main)
        elif isinstance(window, FirstRunWindow):
            self._begin_with_a_shared_copy(window)

    def _on_main(self, main: MainWindow) -> None:
        files, self._waiting = self._waiting, ()
        open_files(main, files)

    def _begin_with_a_shared_copy(self, window: FirstRunWindow) -> None:
        shared = next((path for path in self._waiting if _ending(path) == SHARED_COPY), None)
        if shared is None:
            return
        self._waiting = tuple(path for path in self._waiting if _ending(path) != SHARED_COPY)
        window.join_another()
        if window.joining is not None:
            window.joining.place.choose(str(shared))
            window.joining.shared.line.setFocus()


def open_files(main: MainWindow, files: Iterable[Path]) -> None:
    """Open summaries in the team, and offer what fits a shared copy: to join it, or how it stands.

    Where this file is shared already, nothing is begun: the dialog says where its copy lies.
    """
    given = tuple(files)
    summaries = [path for path in given if _ending(path) == SUMMARY]
    if summaries:
        from iro_desktop.ui.pages import TEAM
        from iro_desktop.ui.views.team import TeamView

        main.show_view(TEAM)
        team = main.pages.page(TEAM)
        if isinstance(team, TeamView):
            team.open_paths(summaries)
    shared = next((path for path in given if _ending(path) == SHARED_COPY), None)
    if shared is not None:
        _offer_shared_copy(main, shared)


def _offer_shared_copy(main: MainWindow, shared: Path) -> None:
    operations = main.operations
    if operations.sharing.is_on or operations.is_read_only:
        main.do("shared_copy")
        return
    from iro_desktop.ui.dialogs.start_sharing import StartSharingDialog

    dialog = StartSharingDialog(operations, main)
    dialog.open()
    dialog.place.choose(str(shared))


def _ending(path: Path) -> str:
    return path.suffix.casefold()
