"""How long all measures over 36 months take, for one IRO and for a whole authority.

    python -m tests.bench.measuring

The caseload is the sample's, of 1, 2, 5 and 10 IROs: 2,535 children on file in the end, an
authority's return of one year. The clock starts once everything is loaded and stops with every
measure's figure, parts and 36 months; the growth exponent says how time grows with children (1 is
linear).
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from time import process_time

from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Officer, Record, fields_of
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.sample import sample
from iro_desktop.services.holidays import shipped_calendar
from tests.bench.caseload import AS_OF, Caseload, snapshot_of
from tests.bench.timing import Timed, exponent, in_turns, seconds

SCALES = (2, 5, 10)
GOAL_SECONDS, GOAL_ONE_IRO_SECONDS = 1.0, 0.05
ROUNDS = 3


def all_measures(sources: Sources, officer_id: str | None = None) -> None:
    """Count every measure with its parts and its 36 months."""
    figures = Figures(sources)
    for measure_id in MEASURES:
        figures.result(measure_id, Period(None, AS_OF), Mode.MONTH, officer_id)


def plain_loop(rows: list[tuple[Record, str]]) -> None:
    """Count rows by month, once for each measure, and do no more."""
    for _ in MEASURES:
        months: Counter[int] = Counter()
        for record, name in rows:
            day = getattr(record, name)
            if day is not None:
                months[day.year * 12 + day.month] += 1


def rows_of(records: tuple[Record, ...]) -> list[tuple[Record, str]]:
    """Return the records that have a day, each with the name of its first."""
    names = {
        kind: next((one.name for one in fields_of(kind) if one.name.endswith("_on")), "")
        for kind in {type(record) for record in records}
    }
    return [(record, names[type(record)]) for record in records if names[type(record)]]


def measures(caseload: Caseload, rounds: int) -> Timed:
    """All measures over 36 months, beside a plain loop over the same rows for each."""
    rows = rows_of(caseload.records)
    return in_turns(
        len(caseload.records),
        partial(seconds, partial(all_measures, caseload.sources), process_time),
        partial(seconds, partial(plain_loop, rows), process_time),
        rounds,
    )


def main() -> None:
    """Measure each size and print what was found beside what is wanted."""
    calendar = shipped_calendar()
    points: list[tuple[float, float]] = []
    for scale in (1, *SCALES):
        records = sample(AS_OF, scale=scale, calendar=calendar, standards=DEFAULT_STANDARDS)
        snapshot = snapshot_of(records)
        sources = Sources.of(snapshot, Practice(calendar), AS_OF)
        officer_id = snapshot.of(Officer)[0].id if scale == 1 else None
        least = min(
            seconds(partial(all_measures, sources, officer_id), process_time) for _ in range(ROUNDS)
        )
        open_now = int(Figures(sources).result("caseload_per_fte").figure.numerator)
        whose = "one IRO" if scale == 1 else f"{scale} IROs"
        goal = GOAL_ONE_IRO_SECONDS if scale == 1 else GOAL_SECONDS
        print(
            f"{whose}: {len(snapshot.cases):,} children on file, {open_now:,} open: "
            f"{len(MEASURES)} measures in {least:.3f} s, {least / goal:.2f} times the goal"
        )
        if scale != 1:
            points.append((len(snapshot.cases), least))
    print(f"growth exponent {exponent(points):.2f} (1 is linear)")


if __name__ == "__main__":
    main()
