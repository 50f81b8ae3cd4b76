"""What an earlier run found, kept in a file, and what of a new one is worse."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.table import Line, number

KEPT = Path(__file__).with_name("baseline.json")
WORSE = 1.3
"""How many times the ratio that was kept counts as worse: machines are noisier than 10%."""
GROWN = 0.3
"""By how much more than the exponent that was kept something may grow."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One line as it was kept."""

    ratios: tuple[float, ...]
    growth: float
    machine: str


def read(path: Path, run: str) -> dict[str, Kept]:
    """Return the lines that were kept of a run ("full" or "quick"); none where there is no file."""
    if not path.is_file():
        return {}
    found = json.loads(path.read_text("utf-8")).get(run, {})
    return {
        name: Kept(tuple(one["ratios"]), one["growth"], one["machine"])
        for name, one in found.items()
    }


def save(path: Path, run: str, lines: Sequence[Line], made_on: date, machine: str) -> None:
    """Keep the lines of a run; others that are kept stay. No name of a machine is in it."""
    whole = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    of_run = whole.setdefault(run, {})
    for line in lines:
        of_run[line.name] = {
            "ratios": [round(one, 3) for one in line.ratios],
            "growth": round(line.growth, 2),
            "made_on": made_on.isoformat(),
            "machine": machine,
        }
    path.write_text(json.dumps(whole, indent=2, sort_keys=True) + "\n", "utf-8")


def verdicts(sizes: Sequence[str], lines: Sequence[Line], kept: Mapping[str, Kept]) -> list[str]:
    """Return a sentence for everything that is worse than what was kept: none is good."""
    said = []
    for line in lines:
        before = kept.get(line.name)
        if before is None:
            continue
        for size, now, then in zip(sizes, line.ratios, before.ratios, strict=True):
            if now > then * WORSE:
                said.append(
                    f"Regression: {line.words}, {size}: {number(now)} times its yardstick, "
                    f"{(now / then - 1) * 100:.0f}% more than the {number(then)} that was kept."
                )
        if line.growth > before.growth + GROWN:
            said.append(
                f"Regression: {line.words} grows with exponent {number(line.growth)}, "
                f"and {number(before.growth)} was kept."
            )
    return said


def comparison(
    sizes: Sequence[str], lines: Sequence[Line], kept: Mapping[str, Kept], machine: str
) -> list[str]:
    """Return what is to be said of a run beside what was kept, a sentence each."""
    if not kept:
        return ["There is no baseline to compare with: keep this run with --save."]
    new = [line.words for line in lines if line.name not in kept]
    said = [f"Not in the baseline yet: {', '.join(new)}."] if new else []
    others = {kept[line.name].machine for line in lines if line.name in kept} - {machine}
    if others:
        said.append(f"The baseline is of another machine: {'; '.join(sorted(others))}.")
    worse = verdicts(sizes, lines, kept)
    return said + (worse or ["Nothing is more than 30% worse than the baseline."])
