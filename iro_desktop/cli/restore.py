"""The command that restores: from a backup, what is missing of it, or a damaged store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from iro_desktop.cli.common import print_json
from iro_desktop.cli.passphrase import passphrase
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted

if TYPE_CHECKING:
    from iro_desktop.services.restoring import Preview
    from iro_desktop.services.workspace import Workspace


class LatestAloneError(UserError):
    """A damaged store cannot be compared with a backup."""

    sentence = (
        "“--latest” makes a damaged store again, which cannot be compared: use “--from” with "
        "“--dry-run” or “--missing-only”."
    )


def restore(options: Namespace) -> int:
    """Restore as was asked, or say what that would change."""
    if options.latest:
        return _latest(options)
    if options.dry_run or options.missing_only:
        return _compared(options)
    from iro_desktop.services.restoring import restore as restore_from

    done = restore_from(
        options.source,
        options.store,
        _secret(options, "Passphrase of the backup’s day: "),
        with_recovery_code=options.recovery_code,
    )
    if options.json:
        print_json({"changes": done.changes, "set_aside": _name(done.set_aside)})
        return 0
    print(f"{counted(done.changes, 'change')} restored into {options.store}.")
    if done.set_aside is not None:
        print(f"The store that was there is kept in {done.set_aside}.")
    return 0


def _latest(options: Namespace) -> int:
    """Make a damaged store again from its own backups."""
    from iro_desktop.services.rebuilding import rebuild, rebuilt_words

    if options.dry_run or options.missing_only:
        raise LatestAloneError
    secret = _secret(options, "Passphrase: ")
    done = rebuild(options.store, secret, with_recovery_code=options.recovery_code)
    if options.json:
        found = {
            "made_at": done.made_at.isoformat(timespec="seconds"),
            "changes": done.changes,
            "saved": done.saved,
            "whole": done.whole,
            "skipped": done.skipped,
            "set_aside": _name(done.set_aside),
        }
        print_json(found)
    else:
        print(rebuilt_words(done))
    return 0


def _compared(options: Namespace) -> int:
    """Say what restoring would change, or bring back what is missing."""
    from iro_desktop.services.restoring import bring_back, preview

    secret = _secret(options, "Passphrase: ")
    with _opened(options, secret) as workspace:
        found = preview(workspace, _backup(workspace, options, secret))
        brought = 0 if options.dry_run else bring_back(workspace, found)
    if options.json:
        print_json(found.as_json() | ({} if options.dry_run else {"changes": brought}))
    elif options.dry_run:
        _print_preview(found, missing_only=options.missing_only)
    else:
        print(f"{counted(brought, 'change')} brought back from the backup of {found.day}.")
    return 0


@contextmanager
def _opened(options: Namespace, secret: str) -> Iterator[Workspace]:
    from iro_desktop.services.workspace import open_workspace

    workspace = open_workspace(
        options.store, secret, with_recovery_code=options.recovery_code, who="restore"
    )
    try:
        yield workspace
    finally:
        workspace.close()


def _backup(workspace: Workspace, options: Namespace, secret: str) -> Any:  # noqa: ANN401 - storage's
    from iro_desktop.services.restoring import open_backup

    return open_backup(workspace, options.source, secret, with_recovery_code=options.recovery_code)


def _print_preview(found: Preview, *, missing_only: bool) -> None:
    print(f"Nothing was changed; this is what the backup of {found.day} would change.")
    for line in found.back:
        print(f"  {line.sentence}.")
    if not found.back:
        print("Everything in the backup is here already.")
    if found.erased:
        print(f"{counted(found.erased, 'change')} of what was erased here would not come back.")
    if missing_only:
        return
    if found.missing:
        print("After going back to it (without --missing-only):")
    for line in found.missing:
        print(f"  {line.sentence}.")
    if not found.missing:
        print("Nothing was recorded since, so nothing would be missing.")


def _secret(options: Namespace, prompt: str) -> str:
    return passphrase(options, prompt="Recovery code: " if options.recovery_code else prompt)


def _name(path: object) -> str | None:
    return None if path is None else str(path)
