"""The steps of a yearly report: whose and when, what it names, its words, priorities and pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from iro_desktop.domain.calendar import (
    add_months,
    financial_year_end,
    financial_year_start,
    month_start,
)
from iro_desktop.domain.codes import say
from iro_desktop.domain.comparators import COUNTRY, NEIGHBOUR, POPULATION, REGION
from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.measures.period import last_complete_month
from iro_desktop.domain.records import Comparator, Officer, Priority, Standards
from iro_desktop.domain.report_period import usual_period
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import counted, plain_date, say_month
from iro_desktop.domain.yearly_report import SECTIONS, SectionKey, YearlyReport, heading_in
from iro_desktop.services.commentaries import commentary_in, keep_commentary, year_before
from iro_desktop.services.measures import counted_for, figures_of
from iro_desktop.services.priorities import keep_list, keep_states, priorities_in
from iro_desktop.services.team import OpenedTeam
from iro_desktop.services.workspace import Workspace
from iro_desktop.services.yearly_report import report_of_figures, report_of_team

OWN: Final = "own"
TEAM: Final = "team"
_SERVICE: Final = "The whole service"
_ONE: Final = "One IRO"
_KINDS: Final = (NEIGHBOUR, REGION, COUNTRY)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose figures a report can be of: ``key`` is "own" or "team", ``more`` says what it rests on.

    ``name`` stands on the report.
    """

    key: str
    words: str
    more: str
    name: str


@dataclass(frozen=True, slots=True)
class ReportSpan:
    """A period that is offered: "Financial year 2019–20"."""

    words: str
    period: Period


@dataclass(frozen=True, slots=True)
class Compared:
    """An area that figures can be compared with, or the statistical neighbours as one.

    ``more`` says how many figures of it there are, and up to which year.
    """

    key: str
    words: str
    more: str


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """What was chosen for a report; ``unnamed`` are the keys of what it is not compared with."""

    period: Period
    whose: str = OWN
    share: bool = False
    unnamed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """The words of one section: those of this report, and those of last year's to begin with."""

    words: str
    last_year: str


def headings_of(standards: Standards) -> tuple[str, ...]:
    """The headings of the sections in the words of a set of standards."""
    return tuple(heading_in(key, standards) for key in SECTIONS)


# What can be chosen


def spans_of(today: date) -> tuple[ReportSpan, ...]:
    """The periods that are offered on a day, the usual one first."""
    usual = usual_period(today)
    found = [_year(usual.to_on)]
    start = financial_year_start(today)
    if financial_year_end(today) != usual.to_on and last_complete_month(today) > start:
        so_far = last_complete_month(today)
        words = f"{_year_words(start)}, up to {say_month(so_far)}"
        found.append(ReportSpan(words, Period(start, so_far)))
    found.append(_year((usual.from_on or usual.to_on) - timedelta(days=1)))
    last = last_complete_month(today)
    twelve = Period(add_months(month_start(last), -11), last)
    if all(one.period != twelve for one in found):
        found.append(ReportSpan(f"The 12 months to {say_month(last)}", twelve))
    return tuple(found)


def _year(to_on: date) -> ReportSpan:
    start = financial_year_start(to_on)
    return ReportSpan(_year_words(start), Period(start, to_on))


def _year_words(start: date) -> str:
    return f"Financial year {start.year}–{(start.year + 1) % 100:02d}"


def whose_offered(
    snapshot: Snapshot, officer_id: str, *, whole_service: bool, team: OpenedTeam | None
) -> tuple[Whose, ...]:
    """Whose figures a report can be of; the team where its summaries are open."""
    officer = snapshot.find(Officer, officer_id)
    name = officer.name.strip() if officer is not None else ""
    children = counted(len(snapshot.cases), "child", "children")
    if whole_service:
        own = Whose(OWN, _SERVICE, f"{children} on file, open and closed", _SERVICE)
    else:
        words = f"Mine alone, {name}" if name else "Mine alone"
        own = Whose(OWN, words, f"{children} on file, open and closed", name or "One IRO")
    if team is None:
        return (own,)
    covered = team.team.coverage(team.team.span).words
    last = say_month(team.team.span.to_on)
    more = f"Summaries of {covered} up to {last}, as the Team page has them open"
    return (own, Whose(TEAM, "The team, from its summaries", more, "The team"))


def compared_with(
    snapshot: Snapshot, shipped: Sequence[Comparator], period: Period
) -> tuple[Compared, ...]:
    """The areas on file that a report of a period can name, the neighbours as one.

    Years after that of the period are left out.
    """
    last = financial_year_end(period.to_on)
    by_key: dict[str, list[Comparator]] = {}
    for one in (*snapshot.of(Comparator), *shipped):
        known = one.year_ending_on is not None and one.value is not None
        if known and one.area_kind in _KINDS and one.measure != POPULATION:
            by_key.setdefault(key_of_area(one), []).append(one)
    found = []
    for key in sorted(by_key, key=_place):
        dated = [one for one in by_key[key] if (one.year_ending_on or last) <= last]
        if dated:
            found.append(_compared(key, dated))
    return tuple(found)


def key_of_area(one: Comparator) -> str:
    """What an area is chosen by: all statistical neighbours have one key."""
    if one.area_kind == NEIGHBOUR:
        return NEIGHBOUR
    return f"{one.area_kind}:{' '.join(one.area.split()).casefold()}"


def _place(key: str) -> tuple[int, str]:
    return _KINDS.index(key.partition(":")[0]), key


def _compared(key: str, found: Sequence[Comparator]) -> Compared:
    years = max(one.year_ending_on for one in found if one.year_ending_on)
    measures = counted(len({one.measure for one in found}), "measure")
    more = f"{measures}, the latest of the year to {plain_date(years)}"
    if key == NEIGHBOUR:
        areas = len({one.area.casefold() for one in found})
        return Compared(key, f"Average of {counted(areas, 'statistical neighbour')}", more)
    area, kind = found[0].area, found[0].area_kind
    words = area if kind == COUNTRY else f"{area}, {say('area_kind', kind).lower()}"
    return Compared(key, words, more)


# The report


def chosen_report(
    workspace: Workspace, choice: ReportChoice, team: OpenedTeam | None
) -> YearlyReport:
    """The report of a choice; of the team it says how far its summaries cover the period.

    It counts for seconds: not on the window's thread.
    """
    offered = whose_offered(
        workspace.snapshot,
        workspace.officer_id,
        whole_service=workspace.whole_service,
        team=team,
    )
    name = next(one.name for one in offered if one.key == choice.whose)
    if choice.whose == TEAM and team is not None:
        figures = _naming(team.team.figures, choice.unnamed)
        covered = team.team.coverage(choice.period).words
        notes = (f"The figures rest on the summaries of {covered}.",)
        return report_of_team(workspace, figures, name, choice.period, notes, share=choice.share)
    own = figures_of(workspace.snapshot, workspace.practice, workspace.today())
    return report_of_figures(
        workspace,
        _naming(own, choice.unnamed),
        choice.period,
        _ONE if choice.share and not workspace.whole_service else name,
        officer_id=counted_for(workspace),
        share=choice.share,
    )


def _naming(figures: Figures, unnamed: Iterable[str]) -> Figures:
    """Return the figures without what they are not to be compared with."""
    left = frozenset(unnamed)
    if not left:
        return figures
    sources = figures.sources
    kept = tuple(one for one in sources.comparators if key_of_area(one) not in left)
    return Figures(replace(sources, comparators=kept))


def with_words(snapshot: Snapshot, report: YearlyReport) -> YearlyReport:
    """The report with the commentaries and priorities that are on file now."""
    found = commentary_in(snapshot, report.period)
    return replace(
        report,
        sections=tuple(replace(one, commentary=found.get(one.key)) for one in report.sections),
        last_year=priorities_in(snapshot, year_before(report.period)),
        next_year=priorities_in(snapshot, report.period),
    )


# Its words


def written_words(snapshot: Snapshot, period: Period) -> Mapping[SectionKey, WrittenWords]:
    """The words of every section, and last year's to begin with."""
    now = commentary_in(snapshot, period)
    before = commentary_in(snapshot, year_before(period))
    found = {}
    for key in SECTIONS:
        own, last = now.get(key), before.get(key)
        found[key] = WrittenWords(
            own.words if own is not None and not own.proposed else "",
            last.words.strip() if last is not None and not last.proposed else "",
        )
    return found


def keep_words(workspace: Workspace, period: Period, words: Mapping[SectionKey, str]) -> int:
    """Keep the words that differ from those on file; return how many sections that were.

    Raises RefusedError.
    """
    on_file = written_words(workspace.snapshot, period)
    changed = {key: said for key, said in words.items() if said.strip() != on_file[key].words}
    for key, said in changed.items():
        keep_commentary(workspace, key, period, said)
    return len(changed)


def keep_written(
    workspace: Workspace,
    period: Period,
    words: Mapping[SectionKey, str],
    last_year: Sequence[Priority],
    next_year: Sequence[Priority],
) -> int:
    """Keep words and priorities as they were typed; return how many of them changed.

    Raises RefusedError.
    """
    today = workspace.today()
    changed = keep_words(workspace, period, words)
    changed += keep_states(workspace, last_year, today=today)
    return changed + keep_list(workspace, period, next_year, today=today)


def is_written(
    snapshot: Snapshot,
    period: Period,
    words: Mapping[SectionKey, str],
    last_year: Sequence[Priority],
    next_year: Sequence[Priority],
) -> bool:
    """Whether all that was typed is on file as it stands."""
    on_file = written_words(snapshot, period)
    return (
        all(said.strip() == on_file[key].words for key, said in words.items())
        and tuple(last_year) == priorities_in(snapshot, year_before(period))
        and tuple(next_year) == priorities_in(snapshot, period)
    )


# Coming back to it


def choice_text(choice: ReportChoice) -> str:
    """A choice as it is remembered on this computer until the report is begun again."""
    period = choice.period
    first = period.from_on or period.to_on
    return json.dumps(
        {
            "from": first.isoformat(),
            "to": period.to_on.isoformat(),
            "whose": choice.whose,
            "share": choice.share,
            "unnamed": sorted(choice.unnamed),
        }
    )


def choice_of(text: str) -> ReportChoice | None:
    """The choice that was remembered; None without one, or where it cannot be read."""
    try:
        found = json.loads(text)
        period = Period(date.fromisoformat(found["from"]), date.fromisoformat(found["to"]))
        unnamed = frozenset(str(one) for one in found["unnamed"])
        return ReportChoice(period, str(found["whose"]), bool(found["share"]), unnamed)
    except (ValueError, KeyError, TypeError):
        return None


def said_of(report: YearlyReport, path: Path) -> str:
    """What is said once a report is written: what is in it, and that it is not encrypted."""
    sentences = sum(len(one.bullets) for one in report.sections)
    charts = sum(len(one.charts) for one in report.sections)
    return (
        f"{path.name} is written: {counted(sentences, 'sentence')} and "
        f"{counted(charts, 'chart')}. It is not encrypted."
    )
