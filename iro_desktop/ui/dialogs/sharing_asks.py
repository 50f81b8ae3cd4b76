"""The small dialogs about the shared copy: each asks one thing, and says in place what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from iro_desktop.domain.errors import UserError, WeakPassphraseError, WrongPassphraseError
from iro_desktop.services import sharing, sharing_keys
from iro_desktop.services.sharing import utc_now
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.line_field import LineField
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.motion import be_busy
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.passphrase import NewPassphraseForm, SecretField
from iro_desktop.ui.sharing import LETS_RECEIVE
from iro_desktop.ui.small_dialog import SmallDialog
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.sharing_rounds import Act
    from iro_desktop.services.sharing_words import ComputerRow


class AskDialog(SmallDialog):
    """Asks one thing about the shared copy; a stalled drive keeps nobody in it: Esc leaves."""

    letters_wide = 76
    answered = Signal()
    """It is done; the dialog is closed by then."""

    def __init__(
        self,
        operations: Operations,
        title: str,
        words: str,
        primary: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._operations = operations
        self._primary_words = primary
        self.setProperty(LETS_RECEIVE, True)
        self.column.setSpacing(theme.space(4))
        self._error = ErrorLabel()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(translated("Working"))
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._primary = Button(primary, Kind.PRIMARY)
        self._primary.clicked.connect(self.submit)
        self._cancel = Button("Cancel")
        self._cancel.clicked.connect(self.reject)
        if words:
            super().add(BodyLabel(words, quiet=True))
        super().add(self._error, self._bar)
        self.add_foot(self._cancel, self._primary)

    @property
    def error(self) -> str:
        """What is wrong that belongs to no field, or nothing."""
        return "" if self._error.isHidden() else self._error.text()

    @property
    def is_busy(self) -> bool:
        """Whether it is being done."""
        return not self._primary.isEnabled()

    def add(self, *fields: QWidget) -> None:
        """Add fields under those that are there, over what is said of them all."""
        for field in fields:
            self.column.insertWidget(self.column.indexOf(self._error), field)

    def begin(self) -> None:
        """Begin on the way out, where there is no field."""
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Show the dialog over its window."""
        self.column.invalidate()  # Qt itself does so only while the dialog is seen
        super().open()

    def fit(self) -> None:
        """Take the room that the fields need, and no more."""
        self.column.invalidate()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the size of what is asked, with room for a sentence about it."""
        screen = self.screen().availableSize() * 0.9
        size = super().sizeHint()
        return QSize(size.width(), size.height() + 2 * self.fontMetrics().height()).boundedTo(
            screen
        )

    def submit(self) -> None:
        """Do it, unless something is missing."""
        if not self.is_busy:
            self._error.say("")
            act = self.act()
            if act is not None:
                self._do(act)

    def act(self) -> Act | None:
        """Return what is to be done, or None after saying what is missing."""
        raise NotImplementedError

    def _do(self, act: Act) -> None:
        self._set_busy(busy=True)
        self._operations.sharing.run(
            act, done=self._on_done, failed=self._on_failed, settled=self._on_settled, owner=self
        )

    def _on_done(self, _: object) -> None:
        self.accept()
        self.answered.emit()

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(busy=False)
        self.refuse(error)
        self.fit()

    def refuse(self, error: UserError) -> None:
        """Say what was refused, beside the field that it is about."""
        self._error.say(str(error))

    def name_act(self, words: str) -> None:
        """Say on the button what it does."""
        self._primary_words = words
        self._primary.setText(words)

    def _on_settled(self) -> None:
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        self._primary.setEnabled(not busy)
        self._primary.setText("Working…" if busy else self._primary_words)
        self._primary.updateGeometry()
        be_busy(self._bar)
        self._bar.setVisible(busy)
        if busy:
            announce(self, "Working…")


class EnterPassphraseDialog(AskDialog):
    """Asks once for the passphrase of a shared copy that was locked anew."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations,
            "The shared copy has a new passphrase",
            "A computer was removed on another one, and the shared copy was locked anew. Enter "
            "its new passphrase once; then this computer goes on by itself.",
            "&Go on",
            parent,
        )
        self.passphrase = SecretField("New &passphrase of the shared copy")
        self.passphrase.submitted.connect(self.submit)
        self.add(self.passphrase)

    def begin(self) -> None:
        """Begin in the passphrase."""
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> Act | None:
        """Return the passphrase as it is to be tried."""
        typed = self.passphrase.text
        if not typed:
            self.passphrase.say("Type the passphrase of the shared copy.")
            return None
        return lambda workspace: sharing_keys.enter_passphrase(workspace, typed, now=utc_now())

    def refuse(self, error: UserError) -> None:
        """Say that it is the wrong one under the field."""
        if isinstance(error, WrongPassphraseError):
            self.passphrase.say(str(error))
        else:
            super().refuse(error)


class NewPassphraseDialog(AskDialog):
    """Asks twice for a new passphrase of the shared copy."""

    def __init__(
        self,
        operations: Operations,
        title: str,
        words: str,
        primary: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, title, words, primary, parent)
        self.new = NewPassphraseForm()
        self.new.submitted.connect(self.submit)
        self.add(self.new)

    def begin(self) -> None:
        """Begin in the passphrase."""
        self.new.first.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> Act | None:
        """Return what is done with the passphrase, if it was typed twice alike."""
        passphrase = self.new.passphrase()
        return None if passphrase is None else self.act_with(passphrase)

    def act_with(self, passphrase: str) -> Act:
        """Return what is done with the passphrase."""
        raise NotImplementedError

    def refuse(self, error: UserError) -> None:
        """Say under the field why the passphrase will not do."""
        if isinstance(error, WeakPassphraseError):
            self.new.say(str(error))
        else:
            super().refuse(error)


class ChangePassphraseDialog(NewPassphraseDialog):
    """Puts another passphrase on the shared copy."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations,
            "Change the shared copy’s passphrase",
            "It is needed once on each computer that joins from now on. Those that take part "
            "already go on without it. The passphrase of your own file stays as it is.",
            "&Change it",
            parent,
        )

    def act_with(self, passphrase: str) -> Act:
        """Return the change."""
        return lambda workspace: sharing_keys.change_passphrase(
            workspace, passphrase, now=utc_now()
        )


class RemoveComputerDialog(NewPassphraseDialog):
    """Shuts a computer out, under a new key and a new passphrase."""

    def __init__(
        self, operations: Operations, row: ComputerRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            operations,
            f"Remove {row.name}?",
            f"The shared copy is locked anew, so that {row.name} can no longer read what is "
            "sent from now on. What it holds already stays on it. Choose a new passphrase for the "
            "shared copy: your other computers ask for it once.",
            "&Remove",
            parent,
        )
        self.setWindowTitle(translated("Remove a computer"))
        self._device_id = row.device_id

    def act_with(self, passphrase: str) -> Act:
        """Return the removal."""
        device_id = self._device_id
        return lambda workspace: sharing_keys.remove_computer(
            workspace, device_id, passphrase, now=utc_now()
        )


class WriteAnewDialog(AskDialog):
    """Explains what writing the shared copy anew does, and does it."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations,
            "Write the shared copy anew?",
            "Use this only if waiting does not help: a file that is still downloading becomes "
            "whole by itself. The damaged file is set aside under another name, and the shared "
            "copy is written from what is on this computer. What only another computer holds "
            "comes again from that computer.",
            "&Write it anew",
            parent,
        )

    def act(self) -> Act | None:
        """Return a round that sets a damaged file aside."""
        return lambda workspace: sharing.share(workspace, now=utc_now(), anew=True)


class StopSharingDialog(AskDialog):
    """Asks before this computer takes no part any more."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations,
            "Stop sharing on this computer?",
            "This computer no longer sends or receives. Everything on it stays, and the shared "
            "copy stays where it is for your other computers. To share again, choose the same "
            "file and type its passphrase.",
            "&Stop sharing",
            parent,
        )

    def act(self) -> Act | None:
        """Return the stop."""
        return sharing.stop


class RenameComputerDialog(AskDialog):
    """Gives a computer another name in the list."""

    def __init__(
        self, operations: Operations, row: ComputerRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(operations, "Rename a computer", "", "&Rename", parent)
        self._device_id = row.device_id
        self.name = LineField("&Name", "As it is listed on all your computers.")
        self.name.line.setMaxLength(60)
        self.name.line.setText(row.name)
        self.name.submitted.connect(self.submit)
        self.add(self.name)

    def begin(self) -> None:
        """Begin in the name, which typing replaces."""
        self.name.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.line.selectAll()

    def act(self) -> Act | None:
        """Return the renaming."""
        device_id, name = self._device_id, self.name.text
        if not name:
            self.name.say("Type a name for this computer.")
            return None
        return lambda workspace: sharing_keys.rename_computer(workspace, device_id, name)
