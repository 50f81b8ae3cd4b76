"""Where commands write: nothing goes on a removable drive that was not said yes to."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Final

COMMANDS: Final = ("create", "team", "export", "backup", "sync", "pictures")
"""The commands that write where one says."""
_PLACES: Final[Mapping[str, str]] = {
    "out": "", "report": "", "first_roster": "", "shared": ".irosync", "join": ".irosync",
}  # fmt: skip
_KINDS: Final[Mapping[str, str]] = {"handover": ".irohandover", "backup": ".irobackup"}


def add_agreement(commands: Mapping[str, ArgumentParser]) -> None:
    """Give each command that writes where one says the option to say yes."""
    for name in COMMANDS:
        commands[name].add_argument(
            "--allow-removable",
            action="store_true",
            help="write on a removable drive, unless the council’s policy forbids it",
        )


def check_places(options: Namespace) -> None:
    """Raise RemovableDriveError or NotAllowedError before a command begins that may not write."""
    if not hasattr(options, "allow_removable"):
        return
    places = {name: getattr(options, name, None) for name in _PLACES}
    if not any(places.values()):
        return
    from iro_desktop.services.destinations import require_agreed

    kind = _KINDS.get(getattr(options, "kind", options.run.__name__), "")
    for name, path in places.items():
        if path is not None:
            require_agreed(path, _PLACES[name] or kind, agreed=options.allow_removable)
