"""How long a keystroke in the palette takes over 3,000 children with all that is on file of them.

    python -m tests.bench.finding

A keystroke must leave room within one frame of the screen (16 ms), on the slowest of the words that
are typed letter by letter. The index is made on another thread; after a commit only the children
that it touched are looked at anew.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter, process_time

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.sample import sample
from iro_desktop.services.finding import Index, find, index
from iro_desktop.services.holidays import shipped_calendar
from tests.bench.caseload import AS_OF, Caseload, snapshot_of
from tests.bench.timing import Timed, in_turns, seconds

SCALE = 12.0
FRAME_SECONDS = 0.016
TYPED = ("life story school", "sa-2", "contact with the social worker", "zzzz", "e")


def typing(made: Index) -> None:
    """Look for all words, letter by letter."""
    for typed in TYPED:
        for letters in range(1, len(typed) + 1):
            find(made, typed[:letters])


def plain_typing(made: Index) -> None:
    """Ask of every text whether the letters are in it, and do no more."""
    for typed in TYPED:
        for letters in range(1, len(typed) + 1):
            for text in made.folded:
                _ = typed[:letters] in text


def find_words(caseload: Caseload, rounds: int) -> Timed:
    """Words typed letter by letter into the palette, beside a plain search of every text."""
    made = index(caseload.snapshot, Practice(shipped_calendar()), AS_OF)
    return in_turns(
        len(made.texts),
        partial(seconds, partial(typing, made), process_time),
        partial(seconds, partial(plain_typing, made), process_time),
        rounds,
    )


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
