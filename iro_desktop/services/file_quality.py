"""What looks wrong in files, counted by rows; no store is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.quality import RULES
from iro_desktop.importers import cin_rules, ssda903_quality
from iro_desktop.importers.file_findings import FileFinding, of_problems
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.imports import problems_of
from iro_desktop.services.quality import grouped_lines

SSDA903: Final = "ssda903"
CIN_CENSUS: Final = "cin-census"


def file_findings(
    fmt: str, paths: Iterable[Path], *, today: date, year: int | None = None
) -> tuple[FileFinding, ...]:
    """Return what breaks a rule in files of a format, one finding a row.

    Returns that the national validators check are counted as they count; of other formats it is
    what an import would flag. ``year`` is the one whose 31 March ends the collection. Raises a
    UserError for files that cannot be read.
    """
    files = list(paths)
    if fmt == SSDA903:
        return ssda903_quality.findings(files, today=today, year=year)
    if fmt != CIN_CENSUS:
        return of_problems(problems_of(fmt, files, today=today, year=year))
    found = cin_rules.findings(files, shipped_calendar(), today=today, year=year)
    flagged = of_problems(problems_of(fmt, files, today=today, year=year))
    return (*found, *(one for one in flagged if one.rule not in cin_rules.BY_ROW))


def file_lines(found: Sequence[FileFinding]) -> Iterator[str]:
    """Yield findings as text: each rule with its number, then the rows."""
    by_rule = sorted(found, key=lambda one: one.rule)
    yield from grouped_lines(
        [(one.rule, _words(one.rule), _where(one), one.sentence) for one in by_rule]
    )


def _words(rule: str) -> str:
    """Return how a rule is called: "Rule 440: PN0 although ...", "After year"."""
    if rule.isidentifier() and rule.islower():
        return rule.replace("_", " ").capitalize()
    title = RULES[rule].title if rule in RULES else ""
    return f"Rule {rule}, {title}" if title else f"Rule {rule}"


def _where(one: FileFinding) -> str:
    return ", ".join(part for part in (one.child, one.file, one.record) if part)
