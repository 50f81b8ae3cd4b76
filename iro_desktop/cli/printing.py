"""The documents that `export` writes as PDF: the caseload list, and papers about one child."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from iro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from iro_desktop.services.printing import Printable
    from iro_desktop.services.workspace import Workspace


class NoChildNamedError(UserError):
    """A file about one child was asked for without saying of which, or of several."""

    sentence = "Say whose file it is to be: add --child once, with the child’s reference."


def the_one_child(workspace: Workspace, options: Namespace) -> str:
    """Return the id of the child that was named. Raises NoChildNamedError."""
    from iro_desktop.services.history import child_id_of

    if len(options.children) != 1:
        raise NoChildNamedError
    return child_id_of(workspace, options.children[0])


def export_document(workspace: Workspace, options: Namespace) -> str:
    """Write a document as a PDF and return what is said of it."""
    from iro_desktop.services.diary_export import utc_now
    from iro_desktop.services.policy import require_names
    from iro_desktop.services.printing import CLASSIFICATIONS, classified, write_pdf

    if options.names:
        require_names()
    printable = _printable(workspace, options)
    document = classified(
        printable.document(options.names), options.classification or CLASSIFICATIONS[0]
    )
    write_pdf(
        workspace,
        document,
        options.out,
        at=utc_now(),
        name=printable.name,
        child_id=printable.child_id,
    )
    named = "with names" if options.names and printable.can_name else "by reference and initials"
    return f"{printable.name} in {options.out}, {named}: a PDF is not encrypted."


def _printable(workspace: Workspace, options: Namespace) -> Printable:
    from iro_desktop.services.caseload_list import printable_open_cases
    from iro_desktop.services.child_sheet import printable_sheet
    from iro_desktop.services.escalation_letter import open_challenge_of, printable_letter
    from iro_desktop.services.review_pack import printable_pack

    now = workspace.snapshot, workspace.practice
    today = workspace.today()
    if options.kind == "caseload-list":
        return printable_open_cases(workspace)
    child_id = the_one_child(workspace, options)
    if options.kind == "letter":
        found = printable_letter(*now, open_challenge_of(*now, child_id, today), today)
    elif options.kind == "review-pack":
        found = printable_pack(*now, child_id, today)
    else:
        found = printable_sheet(*now, child_id, today)
    assert found is not None  # noqa: S101 - the child was just found
    return found
