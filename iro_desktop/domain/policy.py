"""What a council allows on its computers: a policy that can forbid and never allow more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

SHORTEST_PASSPHRASE: Final = 14
"""How many characters a new passphrase has at least, whatever the policy."""
LONGEST_LOCK_MINUTES: Final = 10
_LONGEST_PASSPHRASE: Final = 64
_MOST_MONTHS: Final = 1200


@dataclass(frozen=True, slots=True)
class Policy:
    """What is allowed; the values of a fresh one forbid nothing that the program offers.

    ``sync_folders`` are the folders, as they were written, in which the shared copy may lie: None
    is any, () is none. ``retention_months`` is from when, at the latest, an ended case may be
    erased; None leaves it to local standards. ``removable_drives`` is whether files may be written
    on sticks and such: None asks each time, True never asks. ``recovery_sheet`` lets nobody work
    without one.
    """

    sync_folders: tuple[str, ...] | None = None
    removable_drives: bool | None = None
    child_exports: bool = True
    printing: bool = True
    names: bool = True
    whole_service: bool = True
    lock_minutes: int = LONGEST_LOCK_MINUTES
    passphrase_length: int = SHORTEST_PASSPHRASE
    recovery_sheet: bool = False
    retention_months: int | None = None

    def tightened(self, other: Policy) -> Policy:
        """Return what both of two policies allow."""
        folders = self.sync_folders
        if folders is None:
            folders = other.sync_folders
        elif other.sync_folders is not None:
            folders = tuple(one for one in folders if one in other.sync_folders)
        drives = [one for one in (self.removable_drives, other.removable_drives) if one is not None]
        months = [one for one in (self.retention_months, other.retention_months) if one is not None]
        return Policy(
            sync_folders=folders,
            removable_drives=all(drives) if drives else None,
            child_exports=self.child_exports and other.child_exports,
            printing=self.printing and other.printing,
            names=self.names and other.names,
            whole_service=self.whole_service and other.whole_service,
            lock_minutes=min(self.lock_minutes, other.lock_minutes),
            passphrase_length=max(self.passphrase_length, other.passphrase_length),
            recovery_sheet=self.recovery_sheet or other.recovery_sheet,
            retention_months=min(months, default=None),
        )

    def minutes_to_lock(self, chosen: int) -> int:
        """Return after how many minutes the window locks where somebody chose so many."""
        return min(chosen, self.lock_minutes)

    def months_to_keep(self, standard: int | None) -> int | None:
        """Return after how many months a case may be erased; None where nothing says so."""
        months = [one for one in (standard, self.retention_months) if one is not None]
        return min(months, default=None)

    def sentences(self) -> tuple[str, ...]:
        """Return what is forbidden or limited, one sentence each, for Help > About."""
        return tuple(_sentences(self))


STRICTEST: Final = Policy(
    sync_folders=(),
    removable_drives=False,
    child_exports=False,
    printing=False,
    names=False,
    whole_service=False,
    lock_minutes=1,
    recovery_sheet=True,
)
"""What holds where a policy is there and cannot be read: everything that one can forbid."""


def _sentences(policy: Policy) -> list[str]:
    said = []
    if policy.sync_folders == ():
        said.append("There is no shared copy.")
    elif policy.sync_folders is not None:
        said.append("The shared copy lies in a folder that the council has named.")
    if policy.removable_drives:
        said.append("Nobody is asked before a file goes on a removable drive.")
    forbidden = (
        (policy.removable_drives is not False, "Nothing is written on removable drives."),
        (policy.child_exports, "No files about single children are written."),
        (policy.printing, "Nothing is printed."),
        (policy.names, "Documents hold no names of children."),
        (policy.whole_service, "There are no new files for a whole service."),
    )
    said += [sentence for allowed, sentence in forbidden if not allowed]
    if policy.lock_minutes < LONGEST_LOCK_MINUTES:
        minutes = "1 minute" if policy.lock_minutes == 1 else f"{policy.lock_minutes} minutes"
        said.append(f"The window locks after {minutes} at most.")
    if policy.passphrase_length > SHORTEST_PASSPHRASE:
        said.append(f"A new passphrase has {policy.passphrase_length} characters or more.")
    if policy.recovery_sheet:
        said.append("No work begins before there is a recovery sheet.")
    if policy.retention_months is not None:
        said.append(f"A case may be erased {policy.retention_months} months after its end.")
    return said


# Reading


def _may(value: object) -> bool | None:
    # The registry has no yes and no, but 1 and 0.
    return bool(value) if isinstance(value, bool) or value in (0, 1) else None


def _whole(least: int, most: int) -> Callable[[object], int | None]:
    def read(value: object) -> int | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return int(str(value)) if fits else None

    return read


def _folders(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return tuple(value)
    return None


_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "sync_folders": _folders,
    "removable_drives": _may,
    "child_exports": _may,
    "printing": _may,
    "names": _may,
    "whole_service": _may,
    "lock_minutes": _whole(1, LONGEST_LOCK_MINUTES),
    "passphrase_length": _whole(SHORTEST_PASSPHRASE, _LONGEST_PASSPHRASE),
    "recovery_sheet": _may,
    "retention_months": _whole(1, _MOST_MONTHS),
}
KEYS: Final = tuple(_READERS)
"""What a policy may set, in the order of the guide."""


def policy_of(table: Mapping[str, object]) -> tuple[Policy, tuple[str, ...]]:
    """Return the policy of a table, and a sentence for each of its keys that means nothing.

    A value that cannot be read counts as the strictest that its key has; a time to keep, which has
    none, is left to local standards. An unknown key changes nothing: what it was to forbid cannot
    be known.
    """
    found: dict[str, object] = {}
    problems: list[str] = []
    for key, value in table.items():
        if key not in _READERS:
            problems.append(
                f"The council’s policy has a rule “{_short(key)}” that is not known here."
            )
            continue
        read = _READERS[key](value)
        if read is None:
            read = _STRICT[key]
            meanwhile = "is left to local standards" if read is None else "is at its strictest"
            problems.append(
                f"The rule “{key}” in the council’s policy cannot be read and {meanwhile}."
            )
        found[key] = read
    return Policy(**found), tuple(problems)  # type: ignore[arg-type]  # each by its own reader


_STRICT: Final[Mapping[str, object]] = {
    "sync_folders": (),
    "removable_drives": False,
    "child_exports": False,
    "printing": False,
    "names": False,
    "whole_service": False,
    "lock_minutes": 1,
    "passphrase_length": 20,
    "recovery_sheet": True,
    # There is no strictest: sooner than the law's own time nothing may be erased.
    "retention_months": None,
}


def _short(key: str) -> str:
    return key if len(key) <= 30 else f"{key[:30]}…"  # noqa: PLR2004 - enough to find it by
