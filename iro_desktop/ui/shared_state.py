"""How the shared copy stands, in the window: a line in the footer, a banner, and what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from iro_desktop.ui.labels import FittedLabel
from iro_desktop.ui.messages import MessageBar, TroubleBanner
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.sharing_status import Status
    from iro_desktop.ui.sharing import Sharing, Trouble

SHOW, AGAIN, PASSPHRASE, ANEW = (
    "shared_copy", "share_now", "shared_passphrase", "shared_anew",
)  # fmt: skip
"""The keys of what is done about it."""

_HELPS: Final = {
    "passphrase": {PASSPHRASE: "Enter passphrase…", SHOW: "Shared copy…"},
    "anew": {AGAIN: "Try again", ANEW: "Write it anew…"},
    "": {AGAIN: "Try again", SHOW: "Shared copy…"},
}


class SharedState(QObject):
    """Shows what the rounds report; where nothing is shared there is nothing of it to see."""

    action_asked = Signal(str)
    """The key of an action of the window."""

    def __init__(
        self, sharing: Sharing, messages: MessageBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self.label = FittedLabel()
        self.banner = TroubleBanner()
        self.banner.acted.connect(self.action_asked)
        sharing.status_changed.connect(self.show_status)
        sharing.trouble_changed.connect(self.show_trouble)
        sharing.told.connect(self._tell)
        self.show_status(sharing.status)
        self.show_trouble(sharing.trouble)

    def show_status(self, status: Status | None) -> None:
        """Say how far all is safe, or nothing where nothing is shared."""
        words = "" if status is None else _words_of(status)
        if translated(words) != self.label.text():
            self.label.setText(words)
            self.label.updateGeometry()
        if not words:
            self.label.hide()
        elif self.label.parent() is not None:  # without one it would be a window of its own
            self.label.show()

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Let the banner stand with what helps, or take it away."""
        if trouble is None:
            self.banner.leave()
        else:
            self.banner.stand(trouble.sentence, _HELPS.get(trouble.asks, _HELPS[""]))

    def _tell(self, standing: tuple[str, ...], passing: tuple[str, ...]) -> None:
        """Say what a round brought; what is worth a glance covers nothing that waits."""
        if standing:
            self._messages.offer(
                " ".join((*standing, *passing)),
                "Shared copy…",
                lambda: self.action_asked.emit(SHOW),
            )
        elif passing and not self._messages.text:
            self._messages.show_notice(" ".join(passing))


def _words_of(status: Status) -> str:
    # Only here: what a round takes is loaded where something is shared.
    from iro_desktop.services.sharing import utc_now
    from iro_desktop.services.sharing_words import sentence

    return sentence(status, utc_now())
