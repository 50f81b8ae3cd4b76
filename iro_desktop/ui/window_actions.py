"""What the main window's menus and keys do; each dialog is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from iro_desktop.domain.changes import Undone
from iro_desktop.domain.words import counted
from iro_desktop.services.undo import Act, redo_latest, undo_latest
from iro_desktop.ui import theme
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import VIEWS
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

_TEXT_SCALES: Final = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_NO_CHILD: Final = "Choose a child first: a row of the list, or a child's page."
_BACKUPS: Final = "Backups of IRO Desktop (*.irobackup)"
_ENDING: Final = ".irobackup"


class WindowActions(QObject):
    """Does what an action's key says, for the child that is chosen where it needs one."""

    def __init__(self, window: MainWindow, operations: Operations, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._operations = operations
        self._settings = settings
        self._does: dict[str, Callable[[], None]] = {
            "import": self._import,
            "comparators": self._comparators,
            "back_up": self._back_up,
            "details": self._details,
            "standards": self._standards,
            "feedback": self._feedback,
            "lock": window.lock_asked.emit,
            "quit": self._quit,
            "undo": lambda: operations.run(undo_latest, done=self._on_undone),
            "redo": lambda: operations.run(redo_latest, done=self._on_redone),
            "back": window.pages.go_back,
            "charts": self._charts,
            "charts_below": lambda: window.stand_charts_below(not window.charts_are_below),
            "larger": lambda: self._resize_text(1),
            "smaller": lambda: self._resize_text(-1),
            "ordinary": lambda: self._resize_text(0),
            "keys": self._keys,
            "handbook": self._handbook,
            "about": self._about,
            **{key: lambda key=key: window.show_view(key) for key in VIEWS},  # type: ignore[misc]
            **{
                f"theme_{scheme.value}": lambda scheme=scheme: self._colour(scheme)  # type: ignore[misc]
                for scheme in Scheme
            },
        }
        self._with_child: dict[str, Callable[[str], None]] = {
            "add_child": lambda _child_id: self._open_child(""),
            "edit_child": self._open_child,
            "record_review": self._open_review,
            "record_check": self._open_check,
            "record_told": self._open_told,
            "new_challenge": self._open_challenge,
            "good_practice": self._open_good_practice,
        }

    def can_do(self, key: str) -> bool:
        """Return whether there is such a thing to do."""
        return key in self._does or key in self._with_child

    def do(self, key: str, child_id: str = "") -> None:
        """Do one thing; an unknown key is a fault of the program."""
        if key in self._does:
            self._does[key]()
            return
        child_id = child_id or self._window.pages.child_id
        if not child_id and key != "add_child":
            self._window.messages.show_error(_NO_CHILD)
            return
        self._with_child[key](child_id)

    # Dialogs for a child

    def _open_child(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.child import ChildDialog

        dialog = ChildDialog(self._operations, child_id, parent=self._window)
        if not child_id:
            # What was just added is seen with all that is now due, and Esc leads back.
            dialog.recorded.connect(self._window.pages.show_child)
        dialog.open()

    def _open_review(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.review import ReviewDialog

        ReviewDialog(self._operations, child_id, parent=self._window).open()

    def _open_check(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.check import open_check

        open_check(self._operations, child_id, parent=self._window)

    def _open_told(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.record import open_told

        open_told(self._operations, child_id, parent=self._window)

    def _open_challenge(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.challenge import open_challenge

        open_challenge(self._operations, child_id, parent=self._window)

    def _open_good_practice(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.good_practice import open_good_practice

        open_good_practice(self._operations, child_id, parent=self._window)

    # The file

    def _import(self) -> None:
        from iro_desktop.ui.dialogs.import_return import ImportDialog

        ImportDialog(self._operations, self._window).open()

    def _comparators(self) -> None:
        from iro_desktop.ui.dialogs.comparators import ComparatorsDialog

        ComparatorsDialog(self._operations, self._window).open()

    def _details(self) -> None:
        from iro_desktop.ui.dialogs.details import DetailsDialog

        DetailsDialog(self._operations, self._window).open()

    def _standards(self) -> None:
        from iro_desktop.ui.dialogs.standards import StandardsDialog

        StandardsDialog(self._operations, self._window).open()

    def _feedback(self) -> None:
        from iro_desktop.ui.dialogs.feedback import FeedbackDialog

        FeedbackDialog(self._operations, parent=self._window).open()

    def _back_up(self) -> None:
        dialog = QFileDialog(self._window, "Back up to", "", _BACKUPS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        dialog.selectFile(f"IRO Desktop {self._operations.session.today.isoformat()}{_ENDING}")
        dialog.fileSelected.connect(self.back_up_to)
        dialog.setModal(True)
        dialog.show()

    def back_up_to(self, path: str) -> None:
        """Write a backup to a file and say where it is."""
        from iro_desktop.services.safekeeping import back_up

        def done(written: Path) -> None:
            self._window.messages.show_notice(
                f"The backup {written.name} is written and verified. It opens with today's "
                "passphrase or the recovery code."
            )

        self._operations.run(lambda workspace: back_up(workspace, Path(path)), done=done)

    def _quit(self) -> None:
        self._window.close()

    # Taking back

    def _on_undone(self, taken: tuple[Act, Undone]) -> None:
        self._say("Undone", *taken)

    def _on_redone(self, taken: tuple[Act, Undone]) -> None:
        self._say("Done again", *taken)

    def _say(self, what: str, act: Act, undone: Undone) -> None:
        words = f"{what}: {act.words}."
        left = len(undone.left)
        if left:
            fields = counted(left, "field was", "fields were")
            words += f" {fields} changed since, and left as they are."
        self._window.messages.show_notice(words)

    # The look

    def _charts(self) -> None:
        self._window.dock.setVisible(self._window.dock.isHidden())

    def _colour(self, scheme: Scheme) -> None:
        self._settings.scheme = scheme
        self._apply()

    def _resize_text(self, step: int) -> None:
        now = min(_TEXT_SCALES, key=lambda scale: abs(scale - self._settings.text_scale))
        at = _TEXT_SCALES.index(now) + step if step else 0
        self._settings.text_scale = _TEXT_SCALES[min(max(at, 0), len(_TEXT_SCALES) - 1)]
        self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, self._settings.scheme, self._settings.text_scale)

    # Help

    def _keys(self) -> None:
        from iro_desktop.ui.dialogs.keys import KeysDialog

        KeysDialog(self._window).open()

    def _handbook(self) -> None:
        from iro_desktop.ui.dialogs.handbook import HandbookDialog

        HandbookDialog(self._window).open()

    def _about(self) -> None:
        from iro_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
