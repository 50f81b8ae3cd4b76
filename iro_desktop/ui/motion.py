"""Whether anything on the screen may move by itself; who is made unwell by it turns it off."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar

_STILL: Final = "keeps_still"
_FLASH: Final = "cursor_flash_ms"
_EFFECTS: Final = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip,
)  # fmt: skip


def keep_still(app: QApplication, *, still: bool) -> None:
    """Have nothing move by itself from now on, or again what the system lets move."""
    if app.property(_FLASH) is None:
        app.setProperty(_FLASH, app.cursorFlashTime())
    app.setProperty(_STILL, still)
    app.setCursorFlashTime(0 if still else int(app.property(_FLASH)))
    if still:
        for effect in _EFFECTS:
            app.setEffectEnabled(effect, False)


def keeps_still() -> bool:
    """Return whether nothing may move: by the user's choice here, or by that for all programs.

    Qt passes on the choice for all programs on Windows alone.
    """
    app = QApplication.instance()
    if app is not None and bool(app.property(_STILL)):
        return True
    return sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def be_busy(bar: QProgressBar) -> None:
    """Show work of which nobody knows how long it takes: on the move, or at rest and empty."""
    if keeps_still():
        bar.setRange(0, 1)
        bar.setValue(0)
    else:
        bar.setRange(0, 0)
