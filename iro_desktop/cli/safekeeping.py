"""The commands that keep a store safe: the check, the backup, and the shared copy."""

from __future__ import annotations

from argparse import Namespace

from iro_desktop.cli.common import opened, print_json
from iro_desktop.cli.passphrase import given, shared_passphrase
from iro_desktop.domain.errors import UserError


class CheckFailedError(UserError):
    """The check found something."""


def check(options: Namespace) -> int:
    """Check the file, the log, and that the tables equal the log."""
    from iro_desktop.services.safekeeping import changes_in, findings

    with opened(options, "check") as workspace:
        found = findings(workspace)
        read_only = workspace.read_only
        number = changes_in(workspace)
    for sentence in found:
        print(sentence)
    if found:
        raise CheckFailedError(
            f"The check found {len(found)} {'fault' if len(found) == 1 else 'faults'}: "
            "keep this store as it is and restore your latest backup into another folder."
        )
    if read_only:  # its tables are the newer program's own
        print(f"All is well: the file is whole, and holds its {number:,} changes.")
    else:
        print(f"All is well: the file is whole and its tables say what its {number:,} changes say.")
    return 0


def backup(options: Namespace) -> int:
    """Write a verified backup."""
    from iro_desktop.services.safekeeping import back_up

    with opened(options, "backup") as workspace:
        path = back_up(workspace, options.out)
    print(f"The backup is {path}; it opens with today’s passphrase or the recovery code.")
    return 0


def sync(options: Namespace) -> int:
    """Exchange everything with the shared copy once."""
    from iro_desktop.services import sharing, sharing_status
    from iro_desktop.services.sharing_words import as_json, lines_of

    with opened(options, "sync") as workspace:
        now = sharing.utc_now()
        if options.shared is None:
            outcome = sharing.share(workspace, now=now)
        else:
            secret = "" if sharing_status.is_shared(workspace) else _shared_secret(options)
            outcome = sharing.start(workspace, options.shared, secret, now=now)
        standing = sharing_status.status(workspace)
    if options.json:
        print_json(as_json(outcome, standing))
        return 0
    for line in lines_of(outcome, standing, now):
        print(line)
    return 0


def _shared_secret(options: Namespace) -> str:
    return shared_passphrase(options, given(options) or "")
