"""How long it takes to import an SSDA903 return, beside reading its rows with the standard library.

    python tests/bench/importing.py FOLDER

FOLDER holds the CSV files of a return. The whole command is timed, from its start to its end: the
interpreter, the key, the log and the tables included. Each size is measured in one run with its
yardstick, since machines differ and are noisy; the growth exponent says how time grows with
children (1 is linear).
"""

from __future__ import annotations

import csv
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
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
    status, seconds, mib = done.stdout.split()
    if status != "0":
        raise SystemExit(done.stderr)
    return float(seconds), float(mib)


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
            seconds, mib = min(runs)
            plain = min(plain_reading(files) for _ in range(ROUNDS))
        found.append((children, seconds))
        print(f"{children:>9} {seconds:>9.2f} {plain:>7.3f} {seconds / plain:>7.1f} {mib:>6.0f}")
    (small, first), (large, last) = found[0], found[-1]
    print(f"growth exponent {math.log(last / first) / math.log(large / small):.2f}")
    print(f"goal at the full size: {GOAL_SECONDS} s and {GOAL_MIB} MiB on two cores")


if __name__ == "__main__":
    main()
