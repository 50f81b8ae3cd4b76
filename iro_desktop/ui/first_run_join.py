"""The first run of a second computer: its own encrypted file, filled from the shared copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar

from iro_desktop.domain.errors import UserError, WeakPassphraseError, WrongPassphraseError
from iro_desktop.ui.background import Background
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.column_page import ColumnPage, step_title
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.motion import be_busy
from iro_desktop.ui.passphrase import NewPassphraseForm, SecretField
from iro_desktop.ui.place_field import PlaceField
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_STEPS: Final = 3
_WHERE: Final = (
    "Choose the shared copy that your other computer writes. If there is none yet: start sharing "
    "there first, under Shared copy in the File menu."
)
_PLACE_HINT: Final = "The file “IRO Desktop.irosync” in your synchronised folder or on your stick."
_OWN: Final = (
    "This computer keeps an encrypted file of its own. Its passphrase is asked for each time the "
    "program opens here; it may be the same as on your other computer."
)


class JoinPages(QObject):
    """Two pages: the shared copy with its passphrase, then a passphrase for this computer."""

    turned = Signal(object)
    """The ColumnPage that is to be shown."""
    left = Signal()
    """Back to where a new file is made."""
    joined = Signal(object, str)
    """The open Workspace and its recovery code."""

    def __init__(
        self,
        folder: Path,
        background: Background,
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._today = today
        self._path = Path()
        self._secret = ""
        self.is_done = False
        """Whether the file was made."""
        self.pages = (self._make_shared_page(), self._make_own_page())

    def _make_shared_page(self) -> ColumnPage:
        self.place = PlaceField("P&lace of the shared copy", _PLACE_HINT, is_new=False)
        self.shared = SecretField("&Passphrase of the shared copy")
        self.place.field.submitted.connect(self.shared.line.setFocus)
        self.place.agreed.connect(self._on_shared)
        self.shared.submitted.connect(self._on_shared)
        self._open = Button("&Continue", Kind.PRIMARY)
        self._open.clicked.connect(self._on_shared)
        back = Button("&Back", Kind.LINK)
        back.clicked.connect(self.left)
        self._reading = _bar("Opening the shared copy")
        return ColumnPage(
            step_title(1, _STEPS, "From your other computer")[1],
            BodyLabel(_WHERE, quiet=True),
            self.place,
            self.shared,
            button_row(self._open, back),
            self._reading,
        )

    def _make_own_page(self) -> ColumnPage:
        self._title = step_title(2, _STEPS, "A passphrase for this computer")[1]
        self._whose = BodyLabel()
        self.new = NewPassphraseForm()
        self.new.submitted.connect(self._on_own)
        self._make = Button("&Make the file", Kind.PRIMARY)
        self._make.clicked.connect(self._on_own)
        back = Button("&Back", Kind.LINK)
        back.clicked.connect(self.begin)
        self._refusal = ErrorLabel()
        self._making = _bar("Making the encrypted file")
        return ColumnPage(
            self._title,
            self._whose,
            BodyLabel(_OWN, quiet=True),
            self.new,
            self._refusal,
            button_row(self._make, back),
            self._making,
        )

    def begin(self) -> None:
        """Show the first of the pages."""
        self.turned.emit(self.pages[0])
        self.place.field.line.setFocus()

    @property
    def refusal(self) -> str:
        """Why no file could be made, or nothing."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    # The shared copy

    def _on_shared(self) -> None:
        path = self.place.path()
        if path is None or not self._open.isEnabled():
            return
        secret = self.shared.text
        if not secret:
            self.shared.say("Type the passphrase of the shared copy.")
            return
        self._path, self._secret = path, secret
        self._set_reading(busy=True)

        def work() -> str:
            from iro_desktop.services.joining import whose

            return whose(path, secret)

        self._background.run(
            work, self._on_opened, self._on_not_opened, lambda: self._set_reading(busy=False)
        )

    def _set_reading(self, *, busy: bool) -> None:
        self._open.setEnabled(not busy)
        self._reading.setVisible(busy)

    def show_own(self, name: str) -> None:
        """Show the second page, with whose caseload it is."""
        words = f"This is the caseload of {name}." if name else ""
        self._whose.setText(words)
        self._whose.setVisible(bool(words))
        self.turned.emit(self.pages[1])
        self.new.first.line.setFocus()

    def _on_opened(self, name: str) -> None:
        self.show_own(name)

    def _on_not_opened(self, error: UserError) -> None:
        if isinstance(error, WrongPassphraseError):
            self.shared.say(str(error))
        else:
            self.place.field.say(str(error))

    # This computer's file

    def _on_own(self) -> None:
        passphrase = self.new.passphrase()
        if passphrase is None or not self._make.isEnabled():
            return
        self._set_making(busy=True)
        path, secret = self._path, self._secret

        def work() -> tuple[Workspace, str]:
            from iro_desktop.services.joining import join
            from iro_desktop.services.sharing import utc_now

            workspace, code = join(
                self._folder, passphrase, path, secret, now=utc_now(), today=self._today
            )
            if self._background.is_stopped:
                workspace.close()
            return workspace, code

        self._background.run(
            work, self._on_made, self._on_refused, lambda: self._set_making(busy=False)
        )

    def _set_making(self, *, busy: bool) -> None:
        self._make.setEnabled(not busy)
        self._make.setText("Making it…" if busy else "&Make the file")
        self._make.updateGeometry()
        self._making.setVisible(busy)
        self._refusal.say("")

    def _on_made(self, made: tuple[Workspace, str]) -> None:
        self.is_done = True
        self._secret = ""
        self.shared.clear()
        self.new.clear()
        self.joined.emit(*made)

    def _on_refused(self, error: UserError) -> None:
        if isinstance(error, WeakPassphraseError):
            self.new.say(str(error))
        elif isinstance(error, WrongPassphraseError):  # it was changed in this moment
            self.begin()
            self.shared.say(str(error))
        else:
            self._refusal.say(str(error))


def _bar(name: str) -> QProgressBar:
    bar = QProgressBar()
    be_busy(bar)
    bar.setTextVisible(False)
    bar.setAccessibleName(translated(name))
    bar.hide()
    return bar
