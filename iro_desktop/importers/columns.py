"""Columns that are known by their headings, in any order and under any of their usual names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from iro_desktop.importers.sources import Sheet, cell


def places(headings: Sequence[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return what each column holds -> where it stands; what has no column is left out.

    ``names`` are the headings that say what a column holds, compared without case and underscores.
    """
    plain = [" ".join(heading.lower().replace("_", " ").split()) for heading in headings]
    found: dict[str, int] = {}
    for name, spellings in names.items():
        place = next((plain.index(one) for one in spellings if one in plain), None)
        if place is not None:
            found[name] = place
    return found


def rows(content: Sheet, at: Mapping[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the cells of each row that has something in these columns."""
    for number, row in enumerate(content.rows, content.first_row):
        cells = {name: cell(row[place]) if place < len(row) else "" for name, place in at.items()}
        if any(cells.values()):
            yield number, cells
