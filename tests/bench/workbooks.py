"""How long it takes to import an Annex A, beside reading its cells with the standard library.

    python -m tests.bench.workbooks

A workbook is made whose lists 5 to 8 have up to 5,000 rows together, as in a large authority. The
whole command is timed, from its start to its end: the interpreter, the key, the log and the tables
included. The yardstick unpacks the same file with ``zipfile`` and goes through its elements with
``ElementTree``, and does no more. Each size is measured in one run with its yardstick, since
machines differ and are noisy; the growth exponent says how time grows with rows (1 is linear).
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from xml.etree.ElementTree import iterparse
from zipfile import ZipFile

from tests.annexes import a_workbook, an_annex, enquired, in_need, looked_after, on_a_plan
from tests.bench.caseload import Caseload
from tests.bench.importing import import_command, imported
from tests.bench.timing import Timed, exponent, in_turns, seconds

GOAL_SECONDS, GOAL_MIB = 3.0, 400
SIZES = (1250, 2500, 5000)
ROUNDS = 3
_FIRST = date(2012, 1, 2)


def a_file(folder: Path, count: int, *, only_care: bool = False) -> Path:
    """Write a workbook of so many rows, divided as in a large authority, or all in List 8."""
    of_care, of_plans, of_enquiries = (count, 0, 0) if only_care else (
        count // 4, count // 5, count // 4
    )  # fmt: skip
    in_care = [
        looked_after(
            f"C{number:05}",
            date_of_birth=_FIRST + timedelta(days=number % 3000),
            date_started=date(2019, 1, 1) + timedelta(days=number % 100),
            allocated_worker=f"Worker {number % 97}",
        )
        for number in range(of_care)
    ]
    plans = [on_a_plan(f"P{number:05}") for number in range(of_plans)]
    enquiries = [enquired(f"P{number:05}") for number in range(of_enquiries)]
    rest = count - of_care - of_plans - of_enquiries
    needs = [in_need(f"N{number:05}") for number in range(rest)]
    return a_workbook(
        folder, an_annex(list_5=enquiries, list_6=needs, list_7=plans, list_8=in_care)
    )


def plain_reading(path: Path) -> float:
    """Return the seconds of going through all cells of a workbook with the standard library."""
    start = perf_counter()
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(("xl/worksheets/", "xl/sharedStrings")):
                with archive.open(name) as part:
                    for _event, element in iterparse(part):  # noqa: S314 - made just now
                        element.clear()
    return perf_counter() - start


def import_workbook(caseload: Caseload, rounds: int) -> Timed:
    """An Annex A of two rows for each child, beside going through its cells."""
    with tempfile.TemporaryDirectory(dir=caseload.folder) as name:
        rows = 2 * caseload.size.children
        path = a_file(Path(name), rows)
        own = partial(imported, "annex-a", 2021, [path], Path(name))
        plain = partial(seconds, partial(plain_reading, path), process_time)
        return in_turns(rows, own, plain, rounds)


def measured(count: int, *, only_care: bool = False) -> float:
    """Measure one size, print its line and return the seconds of the import."""
    with tempfile.TemporaryDirectory() as scratch:
        path = a_file(Path(scratch), count, only_care=only_care)
        runs = [
            import_command([path], Path(scratch) / f"{number}.iro", form="annex-a", year=2021)
            for number in range(ROUNDS)
        ]
        seconds, mib = min(runs)
        plain = min(plain_reading(path) for _ in range(ROUNDS))
    print(f"{count:>6} {seconds:>9.2f} {plain:>8.3f} {seconds / plain:>6.1f} {mib:>5.0f}")
    return seconds


def main() -> None:
    """Print the table."""
    print(f"{'rows':>6} {'import s':>9} {'plain s':>8} {'ratio':>6} {'MiB':>5}")
    found = [measured(count) for count in SIZES]
    print(f"growth exponent {exponent(list(zip(SIZES, found, strict=True))):.2f}")
    print(f"goal at the full size: {GOAL_SECONDS} s and {GOAL_MIB} MiB on two cores")
    print("the same, all rows in List 8, of which each becomes ten records:")
    measured(SIZES[-1], only_care=True)


if __name__ == "__main__":
    main()
