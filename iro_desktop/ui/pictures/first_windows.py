"""What is seen before a store is open: unlocking, and the first run step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import StoreDamagedError, WrongPassphraseError
from iro_desktop.ui.background import Background
from iro_desktop.ui.first_run import FirstRunWindow
from iro_desktop.ui.pictures.camera import Camera, shown
from iro_desktop.ui.sending import SendingWindow
from iro_desktop.ui.unlock import UnlockWindow

_REBUILT: Final = (
    "Your file is made again from the backup of Fri 27 March 2020, 16:40. What was recorded after "
    "that may be missing: it comes back with the shared copy, if you use one. The damaged files "
    "are kept in the folder damaged-2020-03-31-091500. Unlock it now."
)
_CODE: Final = "0000-0000-0000-0000-0000-0000-0000"


def draw_first_windows(camera: Camera) -> None:
    """Draw the windows that stand alone."""
    background = Background()
    try:
        unlock = UnlockWindow(Path("caseload.iro"), background)
        with shown(unlock):
            camera.take("unlock", unlock)
            unlock.asking.passphrase.line.setText("not the one")
            unlock.asking.passphrase.say(str(WrongPassphraseError()))
            camera.take("unlock-wrong-passphrase", unlock)
        damaged = UnlockWindow(Path("caseload.iro"), background)
        with shown(damaged):
            damaged.asking.passphrase.line.setText("three quiet herons")
            damaged.asking.passphrase.say(str(StoreDamagedError()))
            damaged.offer_rebuilding()
            camera.take("unlock-damaged", damaged)
            damaged.ask_again(_REBUILT)
            camera.take("unlock-rebuilt", damaged)
        required = UnlockWindow(Path("caseload.iro"), background)
        with shown(required):
            required.show_sheet_required()
            camera.take("unlock-sheet-required", required)
        first = FirstRunWindow(Path("caseload.iro"), background)
        with shown(first):
            first.show_code(_CODE)
            for step, name in enumerate(("who", "passphrase", "recovery-code", "what-next"), 1):
                first.turn_to(step)
                camera.take(f"first-run-{step}-{name}", first)
            first.join_another()
            camera.take("first-run-join-1-shared-copy", first)
            if first.joining is not None:
                first.joining.show_own("Sample IRO")
            camera.take("first-run-join-2-passphrase", first)
        sending = SendingWindow()
        sending.bar.setRange(0, 2)  # else it moves
        sending.bar.setValue(1)
        with shown(sending):
            camera.take("sending", sending)
    finally:
        background.stop()
