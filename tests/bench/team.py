"""How long a service of 40 IROs with 36 months each takes to open, and to look at.

    python -m tests.bench.team

The summaries are those of four sample caseloads, each ten times under other names. The clock
starts with the files on disk and stops with the caseload of every IRO; what to know before reading
and each view are timed after it. It is held against reading the same files as plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Sources
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Officer, Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.summary import Summary
from iro_desktop.domain.team import caseloads, measures_of
from iro_desktop.domain.team.views import ESCALATIONS, MONITORING, THEMES, TIMELINESS
from iro_desktop.importers.sample import sample
from iro_desktop.reports.summary_file import summary_file
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.team import OpenedTeam, team_of
from tests.bench.caseload import AS_OF, Caseload, snapshot_of
from tests.bench.timing import Timed, in_turns, seconds

YEAR = Period(date(2019, 4, 1), AS_OF)
IROS, CASELOADS, MONTHS = 40, 4, 36
CHILDREN_OF_AN_IRO = 15  # so that 600 make a service of 40 IROs
GOAL_SECONDS = 1.0
ROUNDS = 3


@cache
def a_summary(seed: int) -> Summary:
    """Return the summary of a sample caseload."""
    calendar = shipped_calendar()
    records = sample(AS_OF, seed=seed, calendar=calendar, standards=DEFAULT_STANDARDS)
    snapshot = snapshot_of(records)
    practice = Practice(calendar, snapshot.of(Standards))
    figures = Figures(Sources.of(snapshot, practice, AS_OF))
    made_at = datetime(2020, 4, 2, 9, 30, tzinfo=UTC)
    officer = snapshot.of(Officer)[0]
    return summary_of(figures, officer, months=MONTHS, made_at=made_at, program="bench")


def write_service(folder: Path, iros: int = IROS) -> int:
    """Write the summaries of a service and return how many counts are in them."""
    own = [a_summary(seed) for seed in range(1, CASELOADS + 1)]
    for number in range(iros):
        chosen = own[number % CASELOADS]
        rows = tuple(row._replace(officer_id=f"iro-{number}") for row in chosen.rows)
        found = replace(chosen, officer_id=f"iro-{number}", officer_name=f"IRO {number}", rows=rows)
        (folder / f"{number}.irosummary").write_bytes(summary_file(found))
    return sum(len(own[number % CASELOADS].rows) for number in range(iros))


def plainly(folder: Path) -> None:
    """Read the files as JSON and do nothing with it."""
    for path in folder.iterdir():
        json.loads(path.read_bytes())


def opened(folder: Path) -> OpenedTeam:
    """Open the service and work out the caseload of every IRO, as the window first shows it."""
    found = team_of([folder], None, AS_OF)
    caseloads(found.team, AS_OF)
    return found


def team(caseload: Caseload, rounds: int) -> Timed:
    """A service opened, one IRO for every 15 children, beside the same files as JSON."""
    iros = caseload.size.children // CHILDREN_OF_AN_IRO
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_service(folder, iros)
        return in_turns(
            iros,
            partial(seconds, partial(opened, folder), process_time),
            partial(seconds, partial(plainly, folder), process_time),
            rounds,
        )


def least(act: Callable[[], object]) -> float:
    """Return the least seconds of a few rounds."""
    return min(seconds(act) for _ in range(ROUNDS))


def main() -> None:
    """Measure opening and each view, and print what was found beside what is wanted."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        counts = write_service(folder)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{IROS} IROs, {MONTHS} months: {counts:,} counts in {size / 2**20:.1f} MB")
        plain = least(partial(plainly, folder))
        whole = least(partial(opened, folder))
        print(f"read as plain JSON: {plain:.3f} s")
        print(
            f"open: {whole:.3f} s, {whole / GOAL_SECONDS:.2f} times the goal, "
            f"{whole / plain:.1f} times plain JSON"
        )
        for what, ids in (
            ("monitoring", MONITORING),
            ("timeliness", TIMELINESS),
            ("themes", THEMES),
            ("escalations", ESCALATIONS),
        ):
            found = opened(folder).team
            start = perf_counter()
            measures_of(found, ids, YEAR)
            print(f"{what}: {perf_counter() - start:.3f} s")
        found = opened(folder).team
        start = perf_counter()
        print(f"what to know: {len(found.findings)} in {perf_counter() - start:.3f} s")
        start = perf_counter()
        measures_of(found, list(MEASURES), found.span, Mode.TWELVE_MONTHS)
        print(f"all {len(MEASURES)} measures, rolling: {perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()
