"""How long it takes to import an SSDA903 return, beside reading its rows with the standard library.

    python -m tests.bench.importing FOLDER

FOLDER holds the CSV files of a return. The whole command is timed, from its start to its end: the
interpreter, the key, the log and the tables included. Each size is measured in one run with its
yardstick, since machines differ and are noisy; the growth exponent says how time grows with
children (1 is linear).
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from iro_desktop.services.imports import run_import
from tests.bench.caseload import Caseload
from tests.bench.timing import ROOT, Timed, exponent, in_turns, seconds
from tests.returns import a_return, episode
from tests.stores import a_workspace

GOAL_SECONDS, GOAL_MIB = 4.0, 300
SIZES = (0.25, 0.5, 1.0)
TABLES = ("header", "episodes", "reviews", "previous_permanence", "oc2", "placed_for_adoption")
ROUNDS = 3

# Runs a command as its own process and prints the seconds and the peak memory that it took.
MEASURED = """
import resource, subprocess, sys, time
start = time.perf_counter()
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
took = time.perf_counter() - start
print(status, took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def part_of(folder: Path, share: float, into: Path) -> tuple[list[Path], int]:
    """Write the rows of a share of the children; return the files and the number of children."""
    with (folder / "header.csv").open(encoding="utf-8-sig", newline="") as file:
        children = [row["CHILD"] for row in csv.DictReader(file)]
    chosen = set(children[: round(len(children) * share)])
    made = []
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            first, *rows = list(csv.reader(file))
        made.append(into / f"{name}.csv")
        with made[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([first, *(row for row in rows if row[0] in chosen)])
    return made, len(chosen)


def import_command(
    files: Iterable[Path], store: Path, *, form: str = "ssda903", year: int = 2018
) -> tuple[float, float]:
    """Return the seconds and the peak MiB of one import into a new store."""
    program = [sys.executable, "-m", "iro_desktop"]
    environment = os.environ | {"IRO_DESKTOP_PASSPHRASE": "three quiet herons"}
    create = [*program, "create", "--store", str(store), "--officer", "IRO 1"]
    subprocess.run(create, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    command = [*program, "import", form, *map(str, files), "--store", str(store)]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command, "--year", str(year), "--json"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    status, took, mib = done.stdout.split()
    if status != "0":
        raise SystemExit(done.stderr)
    return float(took), float(mib)


def invented_return(folder: Path, children: int) -> list[Path]:
    """Write the return of a year: of each child two homes, two reviews and their health."""
    header, episodes, reviews, health = [], [], [], []
    for number in range(children):
        child = f"C{number:05}"
        born = (date(2004, 4, 1) + timedelta(days=number * 37 % 5000)).strftime("%d/%m/%Y")
        header.append(f"{child},{1 + number % 2},{born},WBRI,A{number:012},,")
        episodes += [
            episode(child, "06/05/2019", dec="10/09/2019", rec="X1", reason="PLACE"),
            episode(child, "10/09/2019", "P", place="U4"),
        ]
        reviews += [f"{child},{born},{day},PN1" for day in ("03/06/2019", "02/09/2019")]
        health.append(f"{child},{born},{number % 40},,0,,1,1,1,0,,")
    return a_return(folder, Header=header, Episodes=episodes, Reviews=reviews, OC2=health)


def imported(fmt: str, year: int, files: Iterable[Path], folder: Path) -> float:
    """Return the seconds of the processor that files take into a new store, until committed."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        workspace = a_workspace(Path(scratch) / "s.iro", whole_service=True)
        took = seconds(partial(run_import, workspace, fmt, files, year=year), process_time)
        workspace.close()
        return took


def import_return(caseload: Caseload, rounds: int) -> Timed:
    """A return of so many children into a new store, beside reading it with the csv module."""
    with tempfile.TemporaryDirectory(dir=caseload.folder) as name:
        folder, children = Path(name), caseload.size.children
        files = invented_return(folder, children)
        own = partial(imported, "ssda903", 2020, files, folder)
        return in_turns(
            children, own, partial(seconds, partial(plain_reading, files), process_time), rounds
        )


def plain_reading(files: Iterable[Path]) -> float:
    """Return the seconds of reading the same rows with the csv module alone."""
    start = perf_counter()
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            for _row in csv.DictReader(file):
                pass
    return perf_counter() - start


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    print(f"{'children':>9} {'import s':>9} {'csv s':>7} {'ratio':>7} {'MiB':>6}")
    found = []
    for share in SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            files, children = part_of(folder, share, Path(scratch))
            runs = [
                import_command(files, Path(scratch) / f"{number}.iro") for number in range(ROUNDS)
            ]
            least, mib = min(runs)
            plain = min(plain_reading(files) for _ in range(ROUNDS))
        found.append((children, least))
        print(f"{children:>9} {least:>9.2f} {plain:>7.3f} {least / plain:>7.1f} {mib:>6.0f}")
    print(f"growth exponent {exponent(found):.2f}")
    print(f"goal at the full size: {GOAL_SECONDS} s and {GOAL_MIB} MiB on two cores")


if __name__ == "__main__":
    main()
