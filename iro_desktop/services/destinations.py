"""Where files for others go: one way out for all of them, and the question about a stick."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.paths import BACKUP_ENDING
from iro_desktop.services.policy import policy, require_place
from iro_desktop.storage.files import replace_file
from iro_desktop.storage.removable import is_removable
from iro_desktop.sync.exchange import ENDING as SHARED
from iro_desktop.sync.handover_file import ENDING as HANDOVER

_WHERE: Final = (
    "{} is on a removable drive: a stick, a card, or a disk that can be unplugged. Such drives get "
    "lost."
)
_ENCRYPTED: Final[Mapping[str, str]] = {
    SHARED: "The shared copy is encrypted: whoever finds the drive cannot read it without the "
    "shared copy’s passphrase.",
    BACKUP_ENDING: "The backup is encrypted: whoever finds the drive cannot read it without your "
    "passphrase or the recovery code.",
    HANDOVER: "The handover file is encrypted: whoever finds the drive cannot read it without its "
    "words. Do not keep them with the drive.",
}
_OPEN: Final = "What is written is not encrypted: whoever finds the drive can read it all."


class RemovableDriveError(UserError):
    """A file was to be written on a removable drive, and nobody has said yes to that."""


def write_out(path: Path, data: bytes) -> None:
    """Write a file for others whole, or leave all as it was.

    Raises NotAllowedError, DiskFullError or FileNotWrittenError.
    """
    require_place(path)
    replace_file(path, data)


def question_about(path: Path, ending: str = "") -> tuple[str, ...]:
    """Return what is to be said before something is written at ``path``, and agreed to; or ().

    ``ending`` says what it is where ``path`` may not, as ".irosync" of a folder. Nothing is asked
    where the council's policy settles it: what that forbids is refused when it is written.
    """
    if policy().removable_drives is not None or not is_removable(path):
        return ()
    return question_words(path, ending)


def question_words(path: Path, ending: str = "") -> tuple[str, ...]:
    """Return what is said of a place on a removable drive: what it is, and who can read it."""
    folder = path if path.is_dir() else path.parent
    kind = (ending or path.suffix).casefold()
    return _WHERE.format(folder), _ENCRYPTED.get(kind, _OPEN)


def require_agreed(path: Path, ending: str = "", *, agreed: bool) -> None:
    """Raise RemovableDriveError where ``path`` is to be asked about and nobody ``agreed``.

    Raises NotAllowedError where the policy forbids it, whoever agreed.
    """
    require_place(path)
    if not agreed and (said := question_about(path, ending)):
        raise RemovableDriveError(
            f"{' '.join(said)} To write there all the same, add --allow-removable."
        )
