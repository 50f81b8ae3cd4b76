"""What is seen before a store is open: unlocking, and the first run step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import WrongPassphraseError
from iro_desktop.ui.background import Background
from iro_desktop.ui.first_run import FirstRunWindow
from iro_desktop.ui.pictures.camera import Camera, shown
from iro_desktop.ui.sending import SendingWindow
from iro_desktop.ui.unlock import UnlockWindow

_CODE: Final = "0000-0000-0000-0000-0000-0000-0000"


def draw_first_windows(camera: Camera) -> None:
    """Draw the windows that stand alone."""
    background = Background()
    try:
        unlock = UnlockWindow(Path("caseload.iro"), background)
        with shown(unlock):
            camera.take("unlock", unlock)
            unlock.passphrase.line.setText("not the one")
            unlock.passphrase.say(str(WrongPassphraseError()))
            camera.take("unlock-wrong-passphrase", unlock)
        first = FirstRunWindow(Path("caseload.iro"), background)
        with shown(first):
            first.show_code(_CODE)
            for step, name in enumerate(("who", "passphrase", "recovery-code", "what-next"), 1):
                first.turn_to(step)
                camera.take(f"first-run-{step}-{name}", first)
            first.join_another()
            camera.take("first-run-join-1-shared-copy", first)
            if first.joining is not None:
                first.joining.show_own("A. Example")
            camera.take("first-run-join-2-passphrase", first)
        sending = SendingWindow()
        sending.bar.setRange(0, 2)  # else it moves
        sending.bar.setValue(1)
        with shown(sending):
            camera.take("sending", sending)
    finally:
        background.stop()
