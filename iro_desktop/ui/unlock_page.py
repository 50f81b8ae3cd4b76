"""The page that asks for the passphrase or the recovery code of one store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from iro_desktop.ui import icons, theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.column_page import ColumnPage
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.motion import be_busy
from iro_desktop.ui.passphrase import SecretField
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.ui.rebuild_offer import RebuildOffer

_OPENING: Final = "Opening…"
_TYPE_IT: Final = "Type the passphrase or the recovery code first: the backup opens with it too."
_SAFE: Final = (
    "Everything in this file is encrypted on this computer. Without the passphrase or the "
    "recovery code nobody can open it."
)
_CODE_HINT: Final = "7 groups of 4 letters and digits; capitals and dashes do not matter."


class UnlockPage(ColumnPage):
    """Asks for one secret; says what is wrong with it, and that its store is being opened."""

    unlock_asked = Signal()
    """The store is to be opened with what stands in the field; it is not empty."""
    rebuild_asked = Signal()
    """The store is to be made again from its backups; what was typed opens them."""
    skip_asked = Signal()
    """Not to be waited for any more: what holds the store is to be left."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        title, note, notice = TitleLabel(), BodyLabel(quiet=True), BodyLabel()
        passphrase, bar = SecretField("&Passphrase"), _hidden_bar()
        go, other = Button("&Unlock", Kind.PRIMARY), Button("", Kind.LINK)
        skip, buttons = Button("Close without &sending", Kind.LINK), button_row(go, other)
        safe = SecondaryLabel(_SAFE)
        super().__init__(
            _badge(), title, notice, note, passphrase, buttons, bar, skip, safe, parent=parent
        )
        self._folder = folder
        self._uses_code = False
        self._title, self._note, self._notice = title, note, notice
        self.passphrase, self._bar = passphrase, bar
        self._code: SecretField | None = None
        self._go, self._other, self._buttons = go, other, buttons
        self._offer: RebuildOffer | None = None
        self.skip = skip
        notice.hide()
        skip.hide()
        passphrase.submitted.connect(self._on_unlock)
        go.clicked.connect(self._on_unlock)
        other.clicked.connect(self._on_other)
        skip.clicked.connect(self.skip_asked)
        self.use_code(use=False)

    # What was typed

    @property
    def uses_code(self) -> bool:
        """Whether it asks for the recovery code."""
        return self._uses_code

    @property
    def secret(self) -> str:
        """The passphrase or code that was typed."""
        return self._field.text

    @property
    def code(self) -> SecretField:
        """Where the recovery code is typed; made when it is first needed, which is seldom."""
        if self._code is None:
            self._code = SecretField("Recovery &code", hidden=False, hint=_CODE_HINT)
            self._code.submitted.connect(self._on_unlock)
            self.insert_after(self.passphrase, self._code)
            QWidget.setTabOrder(self._code.line, self._go)
        return self._code

    @property
    def _field(self) -> SecretField:
        return self.code if self._uses_code else self.passphrase

    def enter(self, secret: str) -> None:
        """Put a secret into the field, as if it had been typed."""
        self._field.line.setText(secret)

    def submit(self, secret: str) -> None:
        """Ask to open with a secret that is known already."""
        self.enter(secret)
        self._on_unlock()

    def take_keyboard(self) -> None:
        """Put the keyboard where the secret is typed."""
        self._field.line.setFocus()

    def use_code(self, *, use: bool) -> None:
        """Ask for the recovery code, or else for the passphrase."""
        self._uses_code = use
        self.passphrase.setVisible(not use)
        if use or self._code is not None:
            self.code.setVisible(use)
        self._title.setText("Open with the recovery code" if use else "Unlock your caseload")
        name = self._folder.name.removesuffix(".iro")
        note = "It was shown and printed when this file was made." if use else ""
        if not use and name == "sample":
            note = "The sample caseload: its passphrase is “sample”."
        elif not use and name != "caseload":
            note = f"File: {name}"
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._go.setText("Open with the &code" if use else "&Unlock")
        self._other.setText("Use the &passphrase" if use else "Use the &recovery code")
        for widget in (self._go, self._other):
            widget.updateGeometry()
        self.take_keyboard()

    def _on_other(self) -> None:
        self._field.clear()
        self.use_code(use=not self._uses_code)

    def _on_unlock(self) -> None:
        if self.is_busy:
            return
        if not self.secret:
            what = "recovery code" if self._uses_code else "passphrase"
            self._field.say(f"Type the {what} of this file.")
            return
        self._field.say("")
        self.unlock_asked.emit()

    # What it says

    @property
    def notice(self) -> str:
        """Why the secret is asked for again, or nothing."""
        return "" if self._notice.isHidden() else self._notice.text()

    @property
    def is_busy(self) -> bool:
        """Whether a store is being opened or closed."""
        return not self._go.isEnabled()

    def ask_again(self, notice: str) -> None:
        """Start afresh with empty fields; ``notice`` says why."""
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        if self._offer is not None:
            self._offer.hide()
        self.passphrase.clear()
        if self._code is not None:
            self._code.clear()
        self.use_code(use=False)
        self.set_busy(busy=False)

    def refuse(self, sentence: str) -> None:
        """Say at the field why it did not open, and let it be tried again."""
        self.set_busy(busy=False)
        self._field.say(sentence)

    def set_busy(self, *, busy: bool, words: str = _OPENING) -> None:
        """Take nothing more while the store is busy, and say in ``words`` with what."""
        self._go.setEnabled(not busy)
        self._other.setEnabled(not busy)
        if self._offer is not None:
            self._offer.button.setEnabled(not busy)
        self._field.line.setReadOnly(busy)
        be_busy(self._bar)
        self._bar.setVisible(busy)
        self._go.setText(words if busy else "Open with the &code" if self._uses_code else "&Unlock")
        self._go.updateGeometry()
        if busy:
            announce(self, words)

    def show_progress(self, done: int, total: int) -> None:
        """Say that the store is older than the program; its tables are being made again."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._note.setText("Bringing your file up to date, after a backup of it…")
        self._note.show()

    def offer_to_skip(self) -> None:
        """Offer not to wait any longer."""
        self.skip.show()
        self.skip.setFocus()
        announce(self, "Still sending. You can close without sending; everything is saved.")

    # A file that does not open any more

    @property
    def offer(self) -> RebuildOffer | None:
        """What is offered where the file is damaged; None before it ever was."""
        return self._offer

    def offer_rebuilding(self) -> None:
        """Offer to make the file again from its own backups."""
        if self._offer is None:
            from iro_desktop.ui.rebuild_offer import RebuildOffer

            self._offer = RebuildOffer()
            self._offer.asked.connect(self._on_rebuild)
            self.insert_after(self._buttons, self._offer)
        self._offer.show()

    def _on_rebuild(self) -> None:
        if self.is_busy or not self.secret:
            self._field.say(_TYPE_IT)
            return
        self._field.say("")
        self.rebuild_asked.emit()


def _hidden_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setAccessibleName(translated(_OPENING))
    policy = bar.sizePolicy()
    policy.setRetainSizeWhenHidden(True)  # nothing jumps when it appears
    bar.setSizePolicy(policy)
    bar.hide()
    return bar


def _badge() -> QLabel:
    label = QLabel()
    side = theme.space(12)
    label.setPixmap(icons.program_icon().pixmap(side, side))
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
