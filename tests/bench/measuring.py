"""How long all measures over 36 months take, for one IRO and for a whole authority.

    python tests/bench/measuring.py

The caseload is the sample's, of 1, 2, 5 and 10 IROs: 2,535 children on file in the end, an
authority's return of one year. The clock starts once everything is loaded and stops with every
measure's figure, parts and 36 months; the growth exponent says how time grows with children (1 is
linear).
"""

from __future__ import annotations

import gc
import math
from collections.abc import Iterable
from datetime import date
from time import perf_counter

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Officer, Record
from iro_desktop.domain.snapshot import Snapshot, Stored, build
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.sample import sample
from iro_desktop.services.holidays import shipped_calendar

AS_OF = date(2020, 3, 31)
SCALES = (2, 5, 10)
GOAL_SECONDS, GOAL_ONE_IRO_SECONDS = 1.0, 0.05
ROUNDS = 3


def snapshot_of(records: Iterable[Record]) -> Snapshot:
    """Return the snapshot of some records, as a store would load it."""
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    return build(tables, 0)


def all_measures(sources: Sources, officer_id: str | None = None) -> float:
    """Return the seconds that every measure takes with its parts and its 36 months."""
    gc.collect()
    with without_collecting():  # as the window and the command line have it
        start = perf_counter()
        figures = Figures(sources)
        for measure_id in MEASURES:
            figures.result(measure_id, Period(None, AS_OF), Mode.MONTH, officer_id)
        return perf_counter() - start


def exponent(points: list[tuple[int, float]]) -> float:
    """Return the slope of log seconds over log children, by least squares."""
    xs = [math.log(children) for children, _ in points]
    ys = [math.log(seconds) for _, seconds in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )


def main() -> None:
    """Measure each size and print what was found beside what is wanted."""
    calendar = shipped_calendar()
    points: list[tuple[int, float]] = []
    for scale in (1, *SCALES):
        records = sample(AS_OF, scale=scale, calendar=calendar, standards=DEFAULT_STANDARDS)
        snapshot = snapshot_of(records)
        sources = Sources.of(snapshot, Practice(calendar), AS_OF)
        officer_id = snapshot.of(Officer)[0].id if scale == 1 else None
        seconds = min(all_measures(sources, officer_id) for _ in range(ROUNDS))
        open_now = int(Figures(sources).result("caseload_per_fte").figure.numerator)
        whose = "one IRO" if scale == 1 else f"{scale} IROs"
        goal = GOAL_ONE_IRO_SECONDS if scale == 1 else GOAL_SECONDS
        print(
            f"{whose}: {len(snapshot.cases):,} children on file, {open_now:,} open: "
            f"{len(MEASURES)} measures in {seconds:.3f} s, {seconds / goal:.2f} times the goal"
        )
        if scale != 1:
            points.append((len(snapshot.cases), seconds))
    print(f"growth exponent {exponent(points):.2f} (1 is linear)")


if __name__ == "__main__":
    main()
