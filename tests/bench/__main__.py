"""One benchmark: everything that has to be fast beside its yardstick, in one table.

    python -m tests.bench [--quick] [--only NAME ...] [--save] [--markdown]

The whole takes some six minutes on a machine that does nothing else, --quick three, over smaller
caseloads. What is kept in baseline.json is compared; the exit status is 1 where something is more
than 30% worse.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import baseline
from tests.bench.caseload import FULL, QUICK, Caseload, Size
from tests.bench.parts import PARTS, Part
from tests.bench.table import Line, as_markdown, as_text, number, rows_of
from tests.bench.timing import Timed, machine

_QUICK_ROUNDS = 3


def measured(parts: Sequence[Part], sizes: Sequence[Size], *, quick: bool) -> list[Line]:
    """Measure the parts at every size, one caseload after the other, saying each as it is found."""
    found: dict[str, list[Timed]] = {part.name: [] for part in parts}
    with tempfile.TemporaryDirectory(prefix="iro-desktop-bench-") as name:
        for size in sizes:
            caseload = Caseload(size, Path(name) / str(size.children))
            caseload.folder.mkdir()
            for part in parts:
                rounds = min(_QUICK_ROUNDS, part.rounds) if quick else part.rounds
                one = part.measure(caseload, rounds)
                found[part.name].append(one)
                said = f"{size}: {part.words}, {number(one.ratio)} times {part.yardstick}"
                print(said, file=sys.stderr, flush=True)
    return [
        Line(part.name, part.words, part.yardstick, tuple(found[part.name]), part.unit)
        for part in parts
    ]


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table and what is worse than the baseline."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller caseloads, fewer turns")
    parser.add_argument("--only", action="append", choices=[part.name for part in PARTS])
    parser.add_argument("--save", action="store_true", help="keep this run as the baseline")
    parser.add_argument("--markdown", action="store_true", help="the table as the guide has it")
    asked = parser.parse_args(arguments)
    parts = [part for part in PARTS if not asked.only or part.name in asked.only]
    sizes, run = (QUICK, "quick") if asked.quick else (FULL, "full")
    lines = measured(parts, sizes, quick=asked.quick)
    names, kind, today = [str(size) for size in sizes], machine(), datetime.now(UTC).date()
    kept = baseline.read(baseline.KEPT, run)
    rows = rows_of(names, lines)
    print(f"{today}, {kind}")
    print(as_markdown(rows) if asked.markdown else as_text(rows))
    print("\n".join(baseline.comparison(names, lines, kept, kind)))
    if asked.save:
        baseline.save(baseline.KEPT, run, lines, today, kind)
    return int(bool(baseline.verdicts(names, lines, kept)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
