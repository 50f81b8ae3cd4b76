"""The phrases of which bullets are made: bands, counts, targets, changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.chance import could_be_chance
from iro_desktop.domain.compared import compared
from iro_desktop.domain.measures import Figure, Kind, Mode, Period, Result, Unit, rounded
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.named_bands import NamedBand
from iro_desktop.domain.statements.change import Change
from iro_desktop.domain.statements.phrases import during, points
from iro_desktop.domain.verdicts import Bounds, Verdict, bounds_of
from iro_desktop.domain.words import say_number
from iro_desktop.domain.yearly_report.finding import Finding
from iro_desktop.domain.yearly_report.report import Bullet

SAME_POINTS: Final = 0.5
"""Percentages that differ by less than this many points read as unchanged."""
_SAME_PER_CENT: Final = 0.5
_STABLE_POINTS: Final = 2.0
_MODES: Final = {
    Mode.SIX_MONTHS: " (6 months, rolling)",
    Mode.TWELVE_MONTHS: " (12 months, rolling)",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a bullet is about, and whether it is more than one: "Reviews in time", True."""

    words: str
    plural: bool = True

    def verb(self, many: str, one: str) -> str:
        """The form of a verb that fits."""
        return many if self.plural else one


def band_lead(subject: Subject, finding: Finding) -> str:
    """Return "Repeat plans have moved into “inadequate”", "Reviews in time remain good".

    Without bands it is how the figure moved.
    """
    band, before = finding.band, finding.band_before
    if band is None:
        return moved_lead(subject, finding)
    if before is not None and before is not band:
        return f"{subject.words} {subject.verb('have', 'has')} {moved_into(band, before)}"
    still = "still " if before is band else ""
    are = subject.verb("are", "is")
    match band:
        case NamedBand.GOOD:
            verb = subject.verb("remain", "remains") if still else are
            return f"{subject.words} {verb} good"
        case NamedBand.IMPROVE:
            return f"{subject.words} {still}{subject.verb('require', 'requires')} improvement"
        case NamedBand.INADEQUATE:
            return f"{subject.words} {are} {still}“inadequate”"
        case NamedBand.NOT_GOOD:
            return f"{subject.words} {are} {'still ' if still else ''}not good"


def moved_into(band: NamedBand, before: NamedBand) -> str:
    """Return "moved into “inadequate”"; of what lies between, whether it moved up or down."""
    way = ""
    if band is NamedBand.IMPROVE:
        way = "down " if before is NamedBand.GOOD else "up "
    return f"moved {way}into “{band.value}”"


def moved_lead(subject: Subject, finding: Finding) -> str:
    """Return "Participation improved", "… is stable", or the plain subject without a year before.

    Where neither more nor less is better it rose or fell.
    """
    change = finding.change
    if change is None:
        return subject.words
    if abs(change.points) < SAME_POINTS:
        return f"{subject.words} {subject.verb('are', 'is')} unchanged"
    if finding.by_chance and abs(change.points) <= _STABLE_POINTS:
        return f"{subject.words} {subject.verb('are', 'is')} stable"
    return f"{subject.words} {'rose' if change.points > 0 else 'fell'}"


def counts(figure: Figure) -> str:
    """Return "(119 of 123)"."""
    top, bottom = int(figure.numerator), int(figure.denominator or 0)
    return f"({say_number(top)} of {say_number(bottom)})"


def value_with_counts(finding: Finding) -> str:
    """Return "96.7% (119 of 123)"."""
    figure = finding.result.figure
    return f"{say_value(figure)} {counts(figure)}"


def on_the_year(finding: Finding) -> str:
    """Return "up 1.8 points on the year from 94.9% (could be chance)"; "" without a year before."""
    change = finding.change
    if change is None:
        return ""
    was = say_value(change.before.figure)
    if finding.result.measure.unit is Unit.PERCENT:
        if abs(change.points) < SAME_POINTS:
            return f"{was} a year earlier"
        way = "up" if change.points > 0 else "down"
        said = f"{way} {points(abs(change.points))} on the year from {was}"
        return f"{said} (could be chance)" if finding.by_chance else said
    return f"{was} a year earlier"


def target_words(finding: Finding) -> str:
    """Return "against the target of 95%", "above the good range of 10–15% (could be chance)"."""
    judgement, result = finding.judgement, finding.result
    bounds = bounds_of(result.measure, result.aim)
    if not judgement.aim:
        return ""
    named = _aim(bounds, judgement.aim)
    if judgement.verdict is Verdict.UNSURE:
        return f"{judgement.side} {named} (could be chance)"
    if judgement.verdict is Verdict.MISSED:
        return f"{judgement.side} {named}{' (beyond chance)' if judgement.beyond_chance else ''}"
    return f"against {named}"


def _aim(bounds: Bounds, aim: str) -> str:
    if bounds.low is not None and bounds.high is not None:
        return f"the good range of {aim.replace(' to ', '–')}"
    end = bounds.low if bounds.high is None else bounds.high
    most = "" if bounds.high is None else "at most "
    return f"the target of {most}{rounded(end or 0.0)}%"


def held_against(finding: Finding) -> str:
    """Return target, change and comparators of a percentage in one phrase, or ""."""
    said = filter(None, (target_words(finding), on_the_year(finding)))
    return f"{', '.join(said)}{compared(finding.result)}".removeprefix(", ")


def percentage_bullet(subject: Subject, finding: Finding, more: str = "") -> Bullet:
    """The usual bullet of a percentage: band, figure, target, change, comparators."""
    return Bullet(
        finding.result.measure.id,
        band_lead(subject, finding),
        value_with_counts(finding),
        "; ".join(filter(None, (held_against(finding), more))),
        finding.judgement.verdict,
        slide_words(band_lead(subject, finding), finding),
    )


def slide_words(lead: str, finding: Finding) -> str:
    """Return "Reviews in time remain good: 96.7%, target 95%" for a slide."""
    bounds = bounds_of(finding.result.measure, finding.result.aim)
    aim = f", {_aim(bounds, 'x').removeprefix('the ').replace(' of ', ' ')}" if _has(bounds) else ""
    if bounds.low is not None and bounds.high is not None:
        aim = f", good is {finding.judgement.aim.replace(' to ', '–')}"
    return f"{lead}: {say_value(finding.result.figure)}{aim}"


def _has(bounds: Bounds) -> bool:
    return bounds != Bounds()


def trend_words(change: Change, mode: Mode, result: Result) -> str:
    """Return "rose from 57% in April 2019 to 83% in March 2020", "… (6 months, rolling)".

    Whole percentages as the report of a year says them, unless they would read the same.
    """
    first, last = change.before.figure, change.after.figure
    was, now = say_value(first, 0), say_value(last, 0)
    if was == now:
        was, now = say_value(first), say_value(last)
    chance = " (could be chance)" if could_be_chance(first, last) else ""
    if abs(change.points) < SAME_POINTS:
        return f"stayed at {now}{_MODES.get(mode, '')}"
    verb = "rose" if change.points > 0 else "fell"
    if mode is Mode.MONTH:
        snapshot = not result.measure.kind.of_events
        earlier, later = change.before.period, change.after.period
        return (
            f"{verb} from {was} {during(earlier, snapshot=snapshot)} "
            f"to {now} {during(later, snapshot=snapshot)}{chance}"
        )
    rolling = _MODES.get(mode, "")
    if chance and rolling:
        rolling, chance = f"{rolling[:-1]}; could be chance)", ""
    return f"{verb} from {was} to {now}{rolling}{chance}"


def band_tail(finding: Finding, change: Change, *, plural: bool) -> str:
    """Return ", not yet “good” (90%)", ", and has moved into “good”" after how a figure moved.

    What is not good over the year although the last figure would be is said to be over the year.
    """
    band, before = finding.band, finding.band_before
    if band is None:
        return ""
    have, are = ("have", "are") if plural else ("has", "is")
    if before is not None and before is not band:
        return f" and {have} {moved_into(band, before)}"
    if band is NamedBand.GOOD:
        return f" and {are} good"
    target = finding.result.target
    named = "" if target is None else f" ({rounded(target)}%)"
    last = change.after.figure.value or 0.0
    if target is not None and last >= target:
        return f", over the year not yet “good”{named}"
    return f", {'not yet' if change.points > 0 else 'not'} “good”{named}"


def number_lead(subject: str, finding: Finding, day: str) -> str:
    """Return "The number of … is unchanged at 47 on 31 March 2020", "… fell by 11.5% …"."""
    now = say_number(int(finding.result.figure.numerator))
    change = finding.change
    if change is None:
        return f"{subject} was {now} on {day}"
    was = say_number(int(change.before.figure.numerator))
    if change.points == 0:
        return f"{subject} is unchanged at {now} on {day}"
    per_cent = change.per_cent
    if per_cent is not None and abs(per_cent) < _SAME_PER_CENT:
        return f"{subject} is almost unchanged, {now} on {day} after {was} a year earlier"
    verb = "rose" if change.points > 0 else "fell"
    by = "" if per_cent is None else f" by {rounded(abs(per_cent))}%"
    return f"{subject} {verb}{by} on the year, from {was} to {now} on {day}"


def year_words(period: Period) -> str:
    """Return the year of a report: "2019–20" for a financial year, else the days in words."""
    start = period.from_on
    if start is not None and (start.month, start.day) == (4, 1):
        ends = period.to_on
        if (ends.month, ends.day) == (3, 31) and ends.year == start.year + 1:
            return f"{start.year}–{ends.year % 100:02d}"
    return ""


def is_percentage(finding: Finding) -> bool:
    """Whether a figure is a share of its cases."""
    return finding.result.measure.kind in {Kind.EVENT, Kind.SHARE}
