"""The team as its lead opens it: summary files and the roster, put together; no store is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.errors import FileNotReadError, UserError
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.summary import Summary
from iro_desktop.domain.summary_file import ENDING
from iro_desktop.domain.team import Roster, Team, combined, usual_standards
from iro_desktop.domain.team.roster import first_roster
from iro_desktop.importers.results import Problem
from iro_desktop.importers.roster import roster_in
from iro_desktop.importers.sources import named
from iro_desktop.importers.summary_file import read_summary
from iro_desktop.reports.roster_file import roster_file
from iro_desktop.services.comparators import shipped_comparators
from iro_desktop.services.destinations import write_out
from iro_desktop.services.holidays import shipped_calendar


class NoSummariesError(UserError):
    """A folder was named in which there is no summary."""

    sentence = (
        f"There is no summary in this folder: save the {ENDING} files that IROs send you in it."
    )


@dataclass(frozen=True, slots=True)
class OpenedTeam:
    """A team, and what was read of it: ``problems`` are rows of the roster to look at.

    ``unread`` are sentences about files of a folder, or measures of a file, that are in no figure.
    """

    team: Team
    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()


def team_of(
    paths: Iterable[Path],
    roster_path: Path | None,
    today: date,
    progress: Callable[[int, int], None] | None = None,
) -> OpenedTeam:
    """Return the team of summary files, and of those in folders, against a roster if there is one.

    Counted by the local standards that most summaries were made with. Figures are known as on the
    last day of the last month that a summary gives. A file that is named and cannot be read raises
    its UserError; one that lies in a folder is said in ``unread``, as are measures of a file that
    are not known here. Raises NoSummariesError for folders without any, and what reading a roster
    raises. ``progress`` is told how many files of how many were read; what it raises ends the
    reading.
    """
    summaries: list[Summary] = []
    read: list[Path] = []
    unread: list[str] = []
    with without_collecting():
        files = _files(paths)
        for number, (path, is_named) in enumerate(files):
            if progress is not None:
                progress(number, len(files))
            try:
                found = read_summary(path)
            except UserError as error:
                if is_named:
                    raise
                unread.append(str(error))
                continue
            read.append(path)
            summaries.append(found.summary)
            unread += found.problems
        roster, problems = roster_in(roster_path) if roster_path else (None, ())
        team = _team(summaries, roster, today)
    return OpenedTeam(team, tuple(read), problems, tuple(unread))


def _team(summaries: Sequence[Summary], roster: Roster | None, today: date) -> Team:
    practice = Practice(shipped_calendar(), usual_standards(summaries))
    as_of = min(today, max((one.last_on for one in summaries), default=today))
    return combined(summaries, roster, practice, as_of, shipped_comparators())


def _files(paths: Iterable[Path]) -> list[tuple[Path, bool]]:
    """Return the files that are meant, each once, with whether it was named itself."""
    found: dict[Path, bool] = {}
    for _, path in named(paths):
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.suffix.lower() == ENDING)
            if not inside:
                raise NoSummariesError
            for one in inside:
                found.setdefault(one, False)
        else:
            found[path] = True
    if not found:
        raise FileNotReadError("Name the summaries to put together, or their folder.")
    return list(found.items())


def write_first_roster(opened: OpenedTeam, path: Path) -> Path:
    """Write a roster to begin with, of everyone who sent a summary; return its path.

    Raises FileNotWrittenError.
    """
    summaries = [share.summary for iro in opened.team.iros for share in iro.shares]
    write_out(path, roster_file(first_roster(summaries)).encode())
    return path
