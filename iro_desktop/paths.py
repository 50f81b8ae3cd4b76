"""Where things lie: what the program ships with, and the folders that are its user's alone."""

from __future__ import annotations

import sys
from pathlib import Path

import appdirs

KEYS = "keys.json"
DATABASE = "store.db"
HOLDER = "holder.json"
BACKUPS = "backups"
ATTEMPTS = "attempts.json"
"""What a store's folder holds: the wrapped keys, the encrypted database, who has it open, the
folder of its backups, and when somebody failed to open it."""

BACKUP_ENDING = ".irobackup"
"""How the name of a backup ends."""

_FOLDER = "iro-desktop"
_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of a file or folder of `resources/`, such as `"bank-holidays.csv"`.

    Raises FileNotFoundError where it was not shipped: a fault of the build, not of the user.
    """
    path = _resources() / name
    if not path.exists():
        message = f"{name} is missing from this copy of IRO Desktop"
        raise FileNotFoundError(message)
    return path


def default_store_folder() -> Path:
    """Return the folder of the store that opens when no other is named; it need not exist yet.

    It lies on this machine (on Windows under Local, never Roaming): a profile that is copied
    between machines would carry half a database.
    """
    return Path(appdirs.user_data_dir(_FOLDER, appauthor=False, roaming=False)) / "caseload.iro"


def holds_a_store(folder: Path) -> bool:
    """Return whether there is a store, whole or not, in a folder.

    A key file alone is what is left of making one that was cut short; with the folder of backups
    beside it, it is what is left of a store whose database has gone. So are backups alone.
    """
    return (
        (folder / DATABASE).exists()
        or ((folder / KEYS).exists() and (folder / BACKUPS).is_dir())
        or holds_backups(folder)
    )


def holds_backups(folder: Path) -> bool:
    """Return whether a store's own folder of backups holds one, whole or not."""
    return any((folder / BACKUPS).glob(f"*{BACKUP_ENDING}"))


def may_be_open(folder: Path) -> bool:
    """Return whether a process may have the store in a folder open; False is certain."""
    return (folder / HOLDER).exists()


def settings_file() -> Path:
    """Return the file of this user's settings, which hold nothing about a child."""
    return Path(appdirs.user_config_dir(_FOLDER, appauthor=False, roaming=False)) / "settings.ini"


def log_folder() -> Path:
    """Return the folder of the program's logs, which hold no names and no references."""
    return Path(appdirs.user_log_dir(_FOLDER, appauthor=False))


def policy_file() -> Path:
    """Return the file of the council's policy, which lies where only an administrator writes."""
    if sys.platform == "win32":
        # Not by %PROGRAMDATA%, which whoever is logged in may set.
        return Path("C:/ProgramData/IRO Desktop/policy.toml")
    if sys.platform == "darwin":
        return Path("/Library/Application Support/IRO Desktop/policy.toml")
    return Path("/etc") / _FOLDER / "policy.toml"


def _resources() -> Path:
    # A wheel and a PyInstaller bundle carry the folder inside the package; in a checkout (an
    # editable installation too) it stands beside the package.
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"
