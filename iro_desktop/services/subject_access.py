"""A file of everything on one child, for somebody with a right to it: seen before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted
from iro_desktop.reports.subject_access import Everything, Mention, as_json
from iro_desktop.services.access import note
from iro_desktop.services.destinations import write_out
from iro_desktop.services.everything import everything_about
from iro_desktop.services.policy import require_child_exports
from iro_desktop.services.workspace import Workspace

_DOCUMENT, _JSON = ".docx", ".json"

__all__ = [
    "Content",
    "Everything",
    "Mention",
    "NoSuchFormError",
    "contents",
    "everything_about",
    "write_everything",
]


class NoSuchFormError(UserError):
    """The file is to be of a form that is not written."""

    sentence = (
        "A file of everything about a child is a Word document or JSON: name it .docx or .json."
    )


# What it comes to, before it is written


@dataclass(frozen=True, slots=True)
class Content:
    """One line of what the file will hold: "Reviews", 12."""

    words: str
    number: int


def contents(everything: Everything) -> tuple[Content, ...]:
    """Return how much of everything the file will hold, in its order; nothing that is empty."""
    deleted = sum(len(part.entries) for part in everything.deleted)
    found = [Content(part.heading, len(part.entries)) for part in everything.parts]
    found += [
        Content("Deleted records, from the bin", deleted),
        Content("Drafts that are not recorded yet", len(everything.drafts)),
        Content("Other records that name the child", len(everything.elsewhere)),
        Content("Changes in its history", len(everything.steps)),
        Content("Entries of the view log", len(everything.looks)),
    ]
    return tuple(one for one in found if one.number)


def write_everything(workspace: Workspace, everything: Everything, path: Path) -> Path:
    """Write it as a Word document or JSON, by the ending of ``path``; it is noted as an export.

    Raises NoSuchFormError or FileNotWrittenError.
    """
    require_child_exports()
    ending = path.suffix.casefold()
    if ending == _DOCUMENT:
        from iro_desktop.reports.subject_access_document import as_document  # it takes 0.2 s

        data = as_document(everything)
    elif ending == _JSON:
        data = as_json(everything)
    else:
        raise NoSuchFormError
    write_out(path, data)
    case = workspace.snapshot.case_by_reference(everything.reference)
    child_id = case.child.id if case is not None else ""
    number = sum(one.number for one in contents(everything))
    form = "Word document" if ending == _DOCUMENT else "JSON"
    note(
        workspace, "export", child_id,
        f"everything about the child as {form}, {counted(number, 'entry', 'entries')}",
    )  # fmt: skip
    return path
