"""The dialogs about restoring, with backups that are always the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

from iro_desktop.services.restoring import Line, Listed, Preview, SecretNeededError
from iro_desktop.ui.dialogs.backup_secret import BackupSecretDialog
from iro_desktop.ui.dialogs.restore import RestoreDialog
from iro_desktop.ui.dialogs.restore_preview import RestorePreviewDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pictures.camera import Camera

_MADE: Final = datetime(2020, 3, 27, 16, 40, tzinfo=UTC)
_REASONS: Final = (
    ("Before receiving the shared copy", "1.3 MB"),
    ("Before an import", "1.3 MB"),
    ("Asked for", "1.2 MB"),
    ("Before an update of the program", "980 KB"),
)
_BACK: Final = (
    ("CLA-1007", "2 reviews would come back, and changes to 1 monitoring check"),
    ("CLA-1012", "1 contact would come back"),
)
_MISSING: Final = (
    ("CLA-1003", "1 monitoring check and 2 decisions would be missing"),
    ("CLA-1007", "1 review would be missing; 1 contact deleted since would be there again"),
    ("", "changes to 1 saved filter would be missing"),
)


def draw_restoring(camera: Camera, window: MainWindow) -> None:
    """Draw the list of backups, what one would change, and the question for what opens one."""
    listed = RestoreDialog(window.operations, window)
    listed.open()
    camera.wait_for(window)
    listed.show_backups(
        [
            Listed(Path(f"{number}.irobackup"), _MADE - timedelta(days=3 * number), reason, size)
            for number, (reason, size) in enumerate(_REASONS)
        ]
    )
    camera.take_and_close("dialog-restore-list", listed)
    preview = RestorePreviewDialog(window.operations, _example(), window)
    preview.open()
    camera.take("dialog-restore-preview", preview)
    preview.go.click()
    camera.take_and_close("dialog-restore-sure", preview)
    secret = BackupSecretDialog("Last summer.irobackup", SecretNeededError.sentence, window)
    secret.open()
    camera.take_and_close("dialog-backup-secret", secret)


def _example() -> Preview:
    back, missing = (
        tuple(Line(child, (), words) for child, words in lines) for lines in (_BACK, _MISSING)
    )
    # Only what is shown: it is never carried out.
    return Preview(cast("Any", None), _MADE, back, missing, 4, 6, 2)
