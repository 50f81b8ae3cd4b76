"""Import mappings: found for a table, kept under a name, changed, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from iro_desktop.domain.errors import MappingNotUsableError, UserError
from iro_desktop.domain.limits import FieldProblem, limit_problems, missing, refuse
from iro_desktop.domain.mappings import columns_of, fields_for, kind_words, plain_heading
from iro_desktop.domain.records import ImportMapping
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import counted, say_list
from iro_desktop.importers.mapped import lacking
from iro_desktop.importers.mapped import missing as missing_headings
from iro_desktop.importers.sources import named
from iro_desktop.importers.tables import Table, tables_of
from iro_desktop.services.workspace import Workspace, new_id

_SHOWN = 8  # names in a sentence


OneTable = Table
"""A table of a file, as the window holds it: its headings, samples of its columns, its rows."""


class NoMappingError(UserError):
    """There is no mapping of this name, or none for these columns."""

    sentence = "No mapping is remembered for these columns: make one in the window first."


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A mapping as the list of them shows it."""

    record: ImportMapping
    words: str
    columns: int


def mappings(snapshot: Snapshot) -> tuple[ImportMapping, ...]:
    """Return the mappings that are remembered, by name."""
    return tuple(sorted(snapshot.of(ImportMapping), key=lambda one: (one.name.casefold(), one.id)))


def mapping_rows(snapshot: Snapshot) -> tuple[MappingRow, ...]:
    """Return the mappings as a list, by name."""
    return tuple(
        MappingRow(one, kind_words(one.kind), len(columns_of(one))) for one in mappings(snapshot)
    )


def mapping_named(snapshot: Snapshot, name: str) -> ImportMapping:
    """Return the mapping of a name, ignoring case and space. Raises NoMappingError."""
    wanted = " ".join(name.split()).casefold()
    known = mappings(snapshot)
    found = next((one for one in known if one.name.casefold() == wanted), None)
    if found is not None:
        return found
    there = say_list([f"“{one.name}”" for one in known[:_SHOWN]])
    raise NoMappingError(
        f"There is no mapping “{name[:60]}”: choose {there}."
        if there
        else f"There is no mapping “{name[:60]}”: make one in the window, or name a mapping file."
    )


def tables_in(path: Path) -> list[Table]:
    """Return the tables of a file, none of which is empty of headings. Raises a UserError."""
    return [table for name, one in named([path]) for table in tables_of(name, one)]


def remembered_for(snapshot: Snapshot, table: Table) -> ImportMapping | None:
    """Return the mapping whose every column the table has; of several the one with most columns."""
    there = table.places()
    fitting = []
    for one in mappings(snapshot):
        columns = columns_of(one)
        if columns and all(plain_heading(heading) in there for heading in columns.values()):
            try:
                fits = not lacking(one) and not missing_headings(table, one)
            except MappingNotUsableError:  # of a newer version
                continue
            if fits:
                fitting.append(one)
    return max(fitting, key=lambda one: len(columns_of(one)), default=None)


def remembered_for_files(snapshot: Snapshot, paths: Sequence[Path]) -> ImportMapping:
    """Return the one mapping that knows the columns of all these files. Raises NoMappingError."""
    found: dict[str, ImportMapping] = {}
    for name, path in named(paths):
        known = [remembered_for(snapshot, table) for table in tables_of(name, path)]
        fitting = {one.id: one for one in known if one is not None}
        if not fitting:
            raise NoMappingError(
                f"No mapping is remembered for the columns of {name}: name one with --mapping, "
                "or make one in the window."
            )
        found |= fitting
    if len(found) != 1:
        names = say_list([f"“{one.name}”" for one in list(found.values())[:_SHOWN]])
        raise NoMappingError(f"These files need different mappings, {names}: import them apart.")
    return next(iter(found.values()))


def save_mapping(workspace: Workspace, mapping: ImportMapping) -> str:
    """Remember a mapping, or change the one of its id, and return its id. Raises RefusedError."""
    mapping = replace(mapping, name=" ".join(mapping.name.split()))
    problems = limit_problems(mapping) + missing(mapping, "name", "kind")
    others = [one for one in workspace.snapshot.of(ImportMapping) if one.id != mapping.id]
    if mapping.name.casefold() in {one.name.casefold() for one in others}:
        sentence = "Another mapping has this name: choose a different one."
        problems.append(FieldProblem("name", sentence, ImportMapping.__name__))
    without = lacking(mapping) if fields_for(mapping.kind) else ()
    if without:
        sentence = f"Choose the column in which {say_list(list(without))} stands."
        problems.append(FieldProblem("columns", sentence, ImportMapping.__name__))
    refuse(problems)
    before = workspace.snapshot.find(ImportMapping, mapping.id) if mapping.id else None
    mapping = replace(mapping, id=mapping.id or new_id())
    if before == mapping:
        return mapping.id
    what = "remember" if before is None else "change"
    with workspace.write(f"{what} the import mapping {mapping.name}") as write:
        write.put(mapping)
    return mapping.id


def rename_mapping(workspace: Workspace, record: ImportMapping) -> str:
    """Give a mapping the name of ``record`` and leave all else. Raises RefusedError."""
    refuse(missing(record, "name"))
    before = workspace.snapshot.find(ImportMapping, record.id)
    if before is None:
        raise NoMappingError("This mapping was deleted in the meantime: close this and look again.")
    return save_mapping(workspace, replace(before, name=record.name))


def delete_mapping(workspace: Workspace, mapping: ImportMapping) -> None:
    """Forget a mapping; what was imported through it stays."""
    with workspace.write(f"delete the import mapping {mapping.name}") as write:
        write.delete(ImportMapping.__name__, mapping.id)


def say_mapping(mapping: ImportMapping) -> str:
    """Return what a mapping is in short: "Contacts, 4 columns"."""
    columns = counted(len(columns_of(mapping)), "column")
    return f"{kind_words(mapping.kind)}, {columns}"
