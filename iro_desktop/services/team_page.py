"""What the Team view shows: summaries put together, what to look at first, and every chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from iro_desktop.domain.charts import BarsSeries
from iro_desktop.domain.control_charts import (
    ChartKind,
    ControlSeries,
    control_chart,
    kinds_of,
    rebases_of,
    rules_of,
)
from iro_desktop.domain.figure_words import Told, told_result
from iro_desktop.domain.measures import MEASURES, Band, Figure, Kind, Period, rounded, say_period
from iro_desktop.domain.measures.wording import say_value, title_of
from iro_desktop.domain.records import Standards
from iro_desktop.domain.team import (
    FindingKind,
    IroCaseload,
    MonthOfTeam,
    Team,
    TeamMeasure,
    caseloads,
    measure_of,
)
from iro_desktop.domain.team.views import ESCALATIONS, MONITORING, NOBODY, THEMES, TIMELINESS
from iro_desktop.domain.team.what_if import TeamLoad, TeamMove, TeamPlan, plan
from iro_desktop.domain.team_charts import (
    CaseloadDots,
    CaseloadRow,
    PairsSeries,
    SpreadSeries,
    dots_of,
    pairs_by_measure,
    spread_of,
)
from iro_desktop.domain.trends import bars
from iro_desktop.domain.verdicts import Judgement, judged
from iro_desktop.domain.words import are, counted, number_word, say_list
from iro_desktop.services.measures_page import spans
from iro_desktop.services.team import OpenedTeam

PARTICIPATION: Final = "cp_participation"
SHOWN: Final = (*MONITORING, *TIMELINESS, PARTICIPATION, *ESCALATIONS)
"""The measures of the view, in its order."""
COMPARED: Final = tuple(one for one in SHOWN if MEASURES[one].kind in {Kind.EVENT, Kind.SHARE})
"""Those of which IROs and districts can be compared."""
CHARTED: Final = tuple(one for one in SHOWN if kinds_of(MEASURES[one]))
"""Those that can have a control chart."""
_FEWEST: Final = 5
_MOST_MISSING: Final = 6
_COUNTS_ONLY: Final = "Counts only: no child is in a summary. Nothing of this is kept."
_TO_DO: Final = {
    FindingKind.SAMPLE: "Open the team again without the sample",
    FindingKind.NO_SUMMARY: "Ask for the summary",
    FindingKind.GAP: "Ask for a summary of these months",
    FindingKind.STALE: "Ask for a newer summary",
    FindingKind.OVERLAP: "Nothing, if the later one is right",
    FindingKind.NOT_ON_ROSTER: "Add the IRO to the roster",
    FindingKind.NAMES: "Add the other name to the roster",
    FindingKind.DEFINITIONS: "Ask for summaries made with the same version",
    FindingKind.METHOD: "Ask for summaries made with the same version",
    FindingKind.STANDARDS: "Agree on one set of local standards",
    FindingKind.FTE_DIFFERS: "Ask which FTE is right",
    FindingKind.NO_FTE: "Enter the FTE in the roster",
    FindingKind.MOVES: "Ask both IROs which number is right",
    FindingKind.BALANCE: "Ask for a new summary",
    FindingKind.UNALLOCATED: "Look at the unallocated children in the roster",
}


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """What is shown: the period by its key, the control chart, and what is compared.

    ``kind`` None is the control chart that fits the measure, as one is that it cannot have.
    """

    span: str = "12"
    charted: str = MONITORING[0]
    kind: ChartKind | None = None
    compared: str = MONITORING[0]
    by_district: bool = False


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One thing to know before reading a figure, what to do about it, and whom it is about."""

    key: int
    sentence: str
    to_do: str
    officer_id: str = ""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One measure of the team or of one IRO, on one line.

    ``coverage`` is how many IROs it rests on; ``spread`` the lowest and highest of those with five
    cases or more; ``before`` the figure of a year earlier, with a word where others are missing.
    """

    measure_id: str
    title: str
    told: Told
    judgement: Judgement
    before: str
    coverage: str = ""
    spread: str = ""


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything that the view shows of a team.

    ``kinds`` are the control charts that the measure of ``control`` can have.
    """

    headline: str
    context: str
    coverage: str
    spans: tuple[tuple[str, str], ...]
    compared: tuple[tuple[str, str], ...]
    charted: tuple[tuple[str, str], ...]
    kinds: tuple[ChartKind, ...]
    findings: tuple[FindingLine, ...]
    caseload: CaseloadDots
    plan: TeamPlan
    control: ControlSeries
    spread: SpreadSeries
    figures: tuple[FigureLine, ...]
    pairs: PairsSeries
    themes: BarsSeries | None
    movement: tuple[MonthOfTeam, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Who can be moved between on paper: id -> name, "" for children without an IRO."""


@dataclass(frozen=True, slots=True)
class IroPage:
    """One IRO's figures."""

    name: str
    note: str
    figures: tuple[FigureLine, ...]


def team_page(
    opened: OpenedTeam,
    choice: TeamChoice,
    moves: Sequence[TeamMove] = (),
    own: Standards | None = None,
) -> TeamPage:
    """Everything that is shown of a team; ``moves`` are made on paper, one after the other.

    ``own`` are the lead's local standards, whose rules the control chart goes by: summaries hold
    what was counted and how, and not how it is read.
    """
    team = opened.team
    period = _period(team, choice)
    day = team.span.to_on
    standing = caseloads(team, day)
    planned = plan(team, day, moves)
    found = {one: measure_of(team, one, period) for one in SHOWN}
    themes = measure_of(team, THEMES[0], period).result
    dots = _dots(team, standing.iros, planned, day)
    return TeamPage(
        headline=_headline(team, dots),
        context=f"{_capital(say_period(team.span))}. {_COUNTS_ONLY}",
        coverage=_coverage(team, period),
        spans=tuple((one.key, one.words) for one in spans(team.as_of)),
        compared=tuple((one, _title(team, one)) for one in COMPARED),
        charted=tuple((one, _title(team, one)) for one in CHARTED),
        kinds=kinds_of(MEASURES[choice.charted]),
        findings=tuple(_findings(opened)),
        caseload=dots,
        plan=planned,
        control=_control(team, choice, own or team.practice.on(team.as_of)),
        spread=_spread(team, found[choice.compared], by_district=choice.by_district),
        figures=tuple(_line(team, one) for one in found.values()),
        pairs=pairs_by_measure(team.figures, COMPARED, period),
        themes=bars(themes) if themes.figure.denominator else None,
        movement=tuple(reversed(team.movement.team)),
        names={
            **{load.officer_id: load.name for load in planned.loads},
            NOBODY: "Children without an IRO",
        },
    )


def iro_page(opened: OpenedTeam, officer_id: str, choice: TeamChoice) -> IroPage:
    """One IRO's figures of the chosen period."""
    team = opened.team
    period = _period(team, choice)
    standing = caseloads(team, team.span.to_on)
    own = next((one for one in standing.iros if one.officer_id == officer_id), None)
    lines = []
    for measure_id in SHOWN:
        result = team.figures.result(measure_id, period, officer_id=officer_id)
        day = result.period.to_on
        before = "" if result.before is None else say_value(result.before.figure)
        lines.append(
            FigureLine(
                measure_id,
                _title(team, measure_id),
                told_result(result, team.practice.on(day)),
                judged(result),
                before,
            )
        )
    said = [_capital(say_period(period))]
    if own is not None and own.is_there:
        children = counted(own.children, "child", "children")
        per_fte = "" if own.per_fte is None else f", {rounded(own.per_fte)} per FTE"
        said.append(f"{children}{per_fte} at the end of the last month")
    note = f"{'. '.join(said)}. These are counts: no child is in a summary."
    return IroPage(team.name_of(officer_id), note, tuple(lines))


def _period(team: Team, choice: TeamChoice) -> Period:
    found = spans(team.as_of)
    chosen = next((one for one in found if one.key == choice.span), found[0])
    return chosen.period


def _title(team: Team, measure_id: str) -> str:
    measure = team.figures.result(measure_id, team.span).measure
    return title_of(measure, team.practice, team.as_of)


def _headline(team: Team, dots: CaseloadDots) -> str:
    """Return "Two IROs are over the range, 37 of 40 summaries are in"."""
    coverage = team.coverage(team.span.to_on)
    if not team.has_roster:
        there = f"{counted(coverage.there, 'summary is', 'summaries are')} open"
    elif coverage.is_whole:
        there = f"all {counted(coverage.of, 'summary is', 'summaries are')} in"
    else:
        there = f"{coverage.there} of {counted(coverage.of, 'summary is', 'summaries are')} in"
    over = sum(row.band is Band.ABOVE for row in dots.rows)
    noun = "IRO" if over in (0, 1) else "IROs"
    verb = "is" if over in (0, 1) else are(over)
    return _capital(f"{number_word(over)} {noun} {verb} over the range, {there}")


def _coverage(team: Team, period: Period) -> str:
    """Return on how many IROs the period rests, and who is missing by name, as far as they fit."""
    coverage = team.coverage(period)
    if coverage.is_whole:
        return f"The figures rest on {coverage.words}."
    names = [team.name_of(one) for one in coverage.missing]
    more = len(names) - _MOST_MISSING
    if more > 0:
        names = [*names[:_MOST_MISSING], f"{more} more"]
    return f"The figures rest on {coverage.words}. Missing: {say_list(names)}."


def _findings(opened: OpenedTeam) -> list[FindingLine]:
    """Return files that cannot be read, rows of the roster to mend, and what the team says."""
    found = [(sentence, "Ask for the file again", "") for sentence in opened.unread]
    found += [(f"{one.where}: {one.sentence}", "Mend the roster", "") for one in opened.problems]
    for finding in opened.team.findings:
        one = finding.officer_ids[0] if finding.officer_ids else ""
        found.append((finding.sentence, _TO_DO[finding.kind], one))
    return [FindingLine(at, *line) for at, line in enumerate(found)]


def _dots(team: Team, iros: Sequence[IroCaseload], planned: TeamPlan, day: date) -> CaseloadDots:
    loads = {load.officer_id: load for load in planned.loads}
    rows = [_row(one, loads.get(one.officer_id)) for one in iros]
    now, then = planned.unallocated_now, planned.unallocated_then
    if now or then:
        moved = then if then != now else None
        rows.append(CaseloadRow(NOBODY, "No IRO", now, None, None, then=moved))
    for post in team.roster.vacant_on(day):
        where = post.district or post.team
        vacant = f"{rounded(post.fte or 0.0, 2)} FTE vacant"
        rows.append(
            CaseloadRow(NOBODY, "Vacant post", 0, post.fte, None, note=where, instead=vacant)
        )
    # A move that was refused is none; of one there and back nothing is seen.
    moved = sum(max(0, one.then - one.now) for one in planned.loads) + max(0, then - now)
    return dots_of(rows, team.practice, day, moved=moved)


def _row(one: IroCaseload, load: TeamLoad | None) -> CaseloadRow:
    moved = load is not None and load.then != load.now
    return CaseloadRow(
        officer_id=one.officer_id,
        name=one.name,
        children=one.children,
        fte=one.fte,
        value=one.per_fte,
        band=one.band,
        # How many are uncovered stands beside it as the children that nobody works with.
        note=one.note.partition(":")[0] if one.is_there and one.fte is not None else "",
        then=load.then if load is not None and moved else None,
        then_value=load.per_fte_then if load is not None and moved else None,
        instead="" if one.is_there else "no summary",
    )


def _control(team: Team, choice: TeamChoice, standards: Standards) -> ControlSeries:
    measure_id = choice.charted
    return control_chart(
        team.figures,
        measure_id,
        kind=choice.kind if choice.kind in kinds_of(MEASURES[measure_id]) else None,
        rules=rules_of(standards),
        rebases=rebases_of(standards, measure_id),
    ).series


def _spread(team: Team, found: TeamMeasure, *, by_district: bool) -> SpreadSeries:
    if by_district:
        districts = {name: _side(figure) for name, figure in found.by_district if name}
        return spread_of(found.result, "district", districts, {one: one for one in districts})
    sides = {one.officer_id: _side(one.figure) for one in found.by_iro}
    return spread_of(found.result, "IRO", sides, {one: team.name_of(one) for one in sides})


def _side(figure: Figure) -> tuple[int, int]:
    return int(figure.numerator), int(figure.denominator or 0)


def _line(team: Team, found: TeamMeasure) -> FigureLine:
    result = found.result
    before = ""
    if result.before is not None:
        before = say_value(result.before.figure)
        before += " (other IROs)" if found.change_needs_care else ""
    return FigureLine(
        measure_id=result.measure.id,
        title=title_of(result.measure, team.practice, team.as_of),
        told=told_result(result, team.practice.on(result.period.to_on)),
        judgement=judged(result),
        before=before,
        coverage=found.coverage.words,
        spread=_ends(found),
    )


def _ends(found: TeamMeasure) -> str:
    """Return "40% to 95%" of the IROs with five cases or more; "" where fewer than two have."""
    if found.result.measure.kind not in {Kind.EVENT, Kind.SHARE}:
        return ""
    values = [
        one.figure.value or 0.0 for one in found.by_iro if (one.figure.denominator or 0) >= _FEWEST
    ]
    if len(values) < 2:  # noqa: PLR2004 - one alone has no spread
        return ""
    return f"{rounded(min(values), 0)}% to {rounded(max(values), 0)}%"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
