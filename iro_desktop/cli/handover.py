"""Children who are handed over: writing the file, and taking over what is in one."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from iro_desktop.cli.passphrase import handover_words
from iro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from iro_desktop.services.imports import ImportResult
    from iro_desktop.services.workspace import Workspace


class NothingToHandOverError(UserError):
    """A handover was asked for without children or without a day."""

    sentence = "Name each child to hand over with --child, and the other IRO’s first day with --on."


class OneHandoverError(UserError):
    """More than one handover file was named."""

    sentence = "Each handover file has words of its own: name one file alone."


class NotInTheFileError(UserError):
    """A child was named who is not in the handover file."""


def export_children(workspace: Workspace, options: Namespace) -> str:
    """Write the handover file of the children that were named; return the words that open it."""
    from iro_desktop.services.handover import export_handover, file_for
    from iro_desktop.services.history import child_id_of

    if not options.children or options.on is None:
        raise NothingToHandOverError
    ids = [child_id_of(workspace, one) for one in options.children]
    words = export_handover(
        workspace, ids, options.on, options.out, today=workspace.today(), to=options.name
    )
    # Standard output holds the words alone, so that a program can take them.
    print(
        f"The handover file is {file_for(options.out)}. Tell its words by telephone or letter, "
        "never by the same way as the file; nobody can show them again:",
        file=sys.stderr,
    )
    return words


def import_children(options: Namespace, workspace: Workspace) -> ImportResult:
    """Take over the children of a handover file, or say what that would do."""
    from iro_desktop.services.take_over import import_handover, preview_handover

    if len(options.paths) > 1:
        raise OneHandoverError
    coming = preview_handover(workspace, options.paths[0], handover_words(options))
    known = {one.reference.strip().casefold(): one.child_id for one in coming.children}
    wanted = {one.strip().casefold() for one in options.children}
    if wanted - known.keys():
        names = ", ".join(one.reference for one in coming.children)
        raise NotInTheFileError(f"This file holds {names} and no other child: name one of these.")
    if not options.json:
        for one in coming.children:
            print(f"{one.title}: {one.words}.")
            for difference in one.differences if options.dry_run else ():
                print(f"  {difference.words}")
    chosen = [known[one] for one in wanted] or list(known.values())
    return import_handover(
        workspace, coming, chosen, today=workspace.today(), dry_run=options.dry_run
    )
