"""Counts and sums cut into what hangs together, so that each piece is attacked for itself."""

from collections.abc import Iterator, Mapping, Sequence

from iro_desktop.domain.suppression import Cell, Relation


def pieces(
    cells: Mapping[str, Cell], relations: Sequence[Relation]
) -> Iterator[tuple[dict[str, Cell], list[Relation]]]:
    """Yield what hangs together."""
    belongs = {key: {key} for key in cells}
    for one in relations:
        joined = set.union(*(belongs[key] for key in (one.total, *one.parts)))
        for key in joined:
            belongs[key] = joined
    for piece in {id(one): one for one in belongs.values()}.values():
        ties = [one for one in relations if one.total in piece]
        yield {key: cells[key] for key in cells if key in piece}, ties
