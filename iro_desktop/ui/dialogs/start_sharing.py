"""Begin to share, or move the shared copy: where it lies, its passphrase, this computer's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import (
    DiskFullError,
    FileNotWrittenError,
    UserError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from iro_desktop.services import sharing
from iro_desktop.services.sharing import utc_now
from iro_desktop.ui.dialogs.sharing_asks import AskDialog
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.line_field import LineField
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.passphrase import NewPassphraseForm, SecretField
from iro_desktop.ui.place_field import PlaceField

if TYPE_CHECKING:
    from iro_desktop.services.sharing_rounds import Act

_PLACE_HINT: Final = (
    "A folder that OneDrive or SharePoint synchronises, a network drive or a stick."
)
_NAME_HINT: Final = "As your other computers list it."
_NEW: Final = (
    "Choose a passphrase for the shared copy. It may differ from that of your own file, and is "
    "needed once on each other computer."
)
_START: Final = "S&tart sharing"
_JOIN: Final = "There is a shared copy already: this computer joins it."
_MOVE: Final = (
    "Choose where the shared copy lies now, or a new place for it. Choose the same on your other "
    "computers. The file in the place before stays as it is."
)


class StartSharingDialog(AskDialog):
    """Begins to share at a place: a file that is there is joined, else a new one is made."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, "Start sharing", "", _START, parent)
        self.place = PlaceField("P&lace", _PLACE_HINT, is_new=True)
        self.place.chosen.connect(self._on_place)
        self.place.agreed.connect(self.submit)
        self._words = BodyLabel(_NEW, quiet=True)
        self.new = NewPassphraseForm()
        self.passphrase = SecretField("&Passphrase of the shared copy")
        self.name = LineField("This computer’s &name", _NAME_HINT)
        self.name.line.setMaxLength(60)
        self.name.line.setText(sharing.this_computer())
        self.place.field.submitted.connect(self._on_place_submitted)
        for field in (self.new, self.passphrase):
            field.submitted.connect(self.name.line.setFocus)
        self.name.submitted.connect(self.submit)
        for widget in (self.place, self._words, self.new, self.passphrase, self.name):
            self.add(widget)
        self._joins = False
        self.show_joining(joins=False)

    def begin(self) -> None:
        """Begin in the place."""
        self.place.field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def joins(self) -> bool:
        """Whether a file is in the place that is chosen."""
        return self._joins

    def _on_place(self) -> None:
        text = self.place.field.text
        if not text:
            self.show_joining(joins=False)
            return
        path = Path(text).expanduser()

        def on_seen(found: tuple[str, bool]) -> None:
            if found[0] == self.place.field.text:
                self.show_joining(joins=found[1])

        self._operations.sharing.look(lambda: (text, sharing.is_there(path)), on_seen, self)

    def _on_place_submitted(self) -> None:
        first = self.passphrase if self._joins else self.new.first
        first.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_joining(self, *, joins: bool) -> None:
        """Ask for the passphrase of a file that is there, or for one for a new file."""
        had_keyboard = self.new.isAncestorOf(self.focusWidget() or self)
        self._joins = joins
        self._words.setText(_JOIN if joins else _NEW)
        self.name_act("&Join" if joins else _START)
        self.new.setVisible(not joins)
        self.passphrase.setVisible(joins)
        if joins and had_keyboard:
            self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def act(self) -> Act | None:
        """Return the start."""
        path, name = self.place.path(), self.name.text
        if path is None:
            return None
        if not self._joins:
            passphrase = self.new.passphrase()
        else:
            passphrase = self.passphrase.text or None
            if passphrase is None:
                self.passphrase.say("Type the passphrase of the shared copy.")
        if passphrase is None:
            return None
        return lambda workspace: sharing.start(
            workspace, path, passphrase, now=utc_now(), name=name
        )

    def refuse(self, error: UserError) -> None:
        """Say under its field what is wrong: with the passphrase, or else with the place."""
        if isinstance(error, WeakPassphraseError):
            self.new.say(str(error))
        elif isinstance(error, WrongPassphraseError):
            self.show_joining(joins=True)
            self.passphrase.say(str(error))
        else:
            self.place.field.say(_said_of_place(error))


class MoveSharedCopyDialog(AskDialog):
    """Says where the shared copy lies now: a stick with another letter, another folder."""

    def __init__(self, operations: Operations, before: Path, parent: QWidget | None = None) -> None:
        super().__init__(operations, "Another place", _MOVE, "&Use this place", parent)
        self.place = PlaceField("P&lace", _PLACE_HINT, is_new=True)
        self.place.field.line.setText(str(before))
        self.place.field.submitted.connect(self.submit)
        self.place.agreed.connect(self.submit)
        self.add(self.place)

    def begin(self) -> None:
        """Begin in the place."""
        self.place.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place.field.line.selectAll()

    def act(self) -> Act | None:
        """Return the move."""
        path = self.place.path()
        if path is None:
            return None
        return lambda workspace: sharing.start(workspace, path, "", now=utc_now())

    def refuse(self, error: UserError) -> None:
        """Say what is wrong with the place."""
        self.place.field.say(_said_of_place(error))


def _said_of_place(error: UserError) -> str:
    if isinstance(error, FileNotWrittenError) and not isinstance(error, DiskFullError):
        return "Nothing can be written there: choose a folder that you may write to."
    return str(error)
