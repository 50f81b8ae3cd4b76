"""The footer of the main window: what is saved, what waits for a person, when it locks."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from iro_desktop.domain.words import counted, say_number
from iro_desktop.services.versions_waiting import Waiting
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.theme import Status

_SOON_SECONDS: Final = 60


class Footer(QStatusBar):
    """``shared`` says how the shared copy stands; a link is there only while something waits."""

    action_asked = Signal(str)
    """An action of the main window."""

    def __init__(self, shared: QLabel, lock_minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.saved = SecondaryLabel("Everything is saved")
        self.lock_words = SecondaryLabel()
        for label in (self.saved, shared, self.lock_words):
            label.setWordWrap(False)
            label.setContentsMargins(theme.space(3), theme.space(1), theme.space(3), theme.space(1))
        self.two_versions = self._link("two_versions", "Look at them side by side, and choose")
        self.not_entered = self._link("council", "Copy them, and mark them as entered")
        self.quality = self._link("quality", "See what is wrong, and mend it")
        for widget in (self.saved, self.two_versions, self.not_entered, self.quality):
            self.addWidget(widget)
        self.addWidget(shared, 1)
        self.addPermanentWidget(self.lock_words)
        self.show_lock_minutes(lock_minutes)

    def _link(self, action: str, tip: str) -> Button:
        link = Button("", Kind.LINK, tip=tip)
        link.clicked.connect(lambda: self.action_asked.emit(action))
        link.hide()
        return link

    def show_saved(self) -> None:
        """Say that something was saved, and when."""
        now = datetime.now()  # noqa: DTZ005 - as the clock on the wall has it
        self.saved.setText(f"Saved {now:%H:%M}")
        announce(self, "Saved")

    def show_versions(self, waiting: Waiting) -> None:
        """Show how many values have two versions."""
        _show_link(
            self.two_versions, f"{Status.DUE_SOON.shape.value} {waiting.words}", bool(waiting)
        )
        self.two_versions.setAccessibleName(waiting.words)

    def show_not_entered(self, number: int) -> None:
        """Show how much is not yet in the council’s system."""
        _show_link(self.not_entered, f"Not yet in the council’s system: {number}", number > 0)

    def show_to_mend(self, number: int) -> None:
        """Show how much is wrong in the data."""
        _show_link(self.quality, f"Data quality: {say_number(number)}", number > 0)

    def show_lock_minutes(self, minutes: int) -> None:
        """Say after how long without a key or the mouse it locks."""
        self._lock_minutes = minutes
        self.lock_words.setText(f"Locks after {counted(minutes, 'minute')}")

    def show_seconds_left(self, seconds: int) -> None:
        """Say when it will lock itself."""
        if seconds <= _SOON_SECONDS:
            self.lock_words.setText("Locks in less than a minute")
        else:
            self.show_lock_minutes(self._lock_minutes)


def _show_link(link: Button, words: str, is_shown: bool) -> None:
    link.setText(words)
    link.setVisible(is_shown)
    link.updateGeometry()
