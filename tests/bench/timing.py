"""How each benchmark is timed: in turns with its yardstick, medians of both, growth over sizes.

Machines differ and are noisy, so that a number of seconds says little; how many times a yardstick
takes that runs in the same minute on the same machine says more, and is what is kept.
"""

from __future__ import annotations

import gc
import math
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from iro_desktop.domain.collecting import without_collecting

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Timed:
    """What an act and its yardstick took in turns, in seconds or MiB; ``amount`` is its size."""

    amount: float
    own: tuple[float, ...]
    plain: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median of the act."""
        return median(self.own)

    @property
    def ratio(self) -> float:
        """How many times the yardstick the act takes, of the medians of both."""
        return self.typical / median(self.plain)


def seconds(act: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """Return the seconds that something takes while no garbage is collected.

    With ``clock=process_time`` they are those of the processor: other programs are not in them.
    """
    gc.collect()
    with without_collecting():  # as the window and the command line have it
        start = clock()
        act()
        return clock() - start


def in_turns(
    amount: float, own: Callable[[], float], plain: Callable[[], float], rounds: int
) -> Timed:
    """Return what both say that they took, asked one after the other so many times."""
    found = [(plain(), own()) for _ in range(rounds)]
    return Timed(amount, tuple(one for _, one in found), tuple(one for one, _ in found))


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return how something grows with its size: 0 not at all, 1 with it, 2 with its square.

    It is the slope of the logarithm of ``(size, taken)``, by least squares; n/a (nan) for fewer
    than two sizes.
    """
    xs = [math.log(size) for size, _ in points]
    ys = [math.log(taken) for _, taken in points]
    if len(set(xs)) < 2:
        return math.nan
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )


# Processes of their own


def environment(folder: Path) -> dict[str, str]:
    """Return what child processes run in: no screen, a home of their own in ``folder``.

    Compiled files are kept beside that folder, as they are once the program is installed.
    """
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled"),
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
    }


def numbers_of(code: str, folder: Path, *arguments: object) -> list[float]:
    """Return the numbers that a child process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env=environment(folder),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return [float(number) for number in done.stdout.split()]


def machine() -> str:
    """Return the kind of processor, how many of it, and the system: no name of the machine."""
    kind = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cores = os.cpu_count() or 1
    return (
        f"{names[0] if names else kind}, {cores} core{'s' * (cores != 1)}, {platform.system()}, "
        f"Python {platform.python_version()}"
    )
