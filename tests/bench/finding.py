"""How long a keystroke in the palette takes over 3,000 children with all that is on file of them.

    python tests/bench/finding.py

A keystroke must leave room within one frame of the screen (16 ms), on the slowest of the words that
are typed letter by letter. The index is made on another thread; after a commit only the children
that it touched are looked at anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from time import perf_counter

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Record
from iro_desktop.domain.snapshot import Snapshot, Stored, build
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.sample import sample
from iro_desktop.services.finding import find, index
from iro_desktop.services.holidays import shipped_calendar

AS_OF = date(2020, 3, 31)
SCALE = 12.0
FRAME_SECONDS = 0.016
TYPED = ("life story school", "sa-2", "contact with the social worker", "zzzz", "e")


def snapshot_of(records: Iterable[Record]) -> Snapshot:
    """Return the snapshot of some records, as a store would load it."""
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    return build(tables, 0)


def main() -> None:
    """Measure each keystroke and print the slowest beside one frame."""
    calendar = shipped_calendar()
    records = sample(AS_OF, scale=SCALE, calendar=calendar, standards=DEFAULT_STANDARDS)
    snapshot = snapshot_of(records)
    practice = Practice(calendar)
    start = perf_counter()
    made = index(snapshot, practice, AS_OF)
    first = perf_counter() - start
    start = perf_counter()
    index(snapshot, practice, AS_OF, made)
    again = perf_counter() - start
    print(
        f"{len(made.children):,} children, {len(made.texts):,} texts: index {first:.2f} s, "
        f"again {again:.3f} s"
    )
    for typed in TYPED:
        slowest = 0.0
        for letters in range(1, len(typed) + 1):
            start = perf_counter()
            find(made, typed[:letters])
            slowest = max(slowest, perf_counter() - start)
        print(
            f"“{typed}”: slowest keystroke {slowest * 1000:.1f} ms, "
            f"{slowest / FRAME_SECONDS:.2f} of a frame"
        )


if __name__ == "__main__":
    main()
