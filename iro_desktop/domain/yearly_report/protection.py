"""The bullets of the second section: child protection planning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from iro_desktop.domain.chance import differ_beyond_chance
from iro_desktop.domain.compared import compared
from iro_desktop.domain.measures import Figure, Mode, Spread
from iro_desktop.domain.measures.protection import FAMILIES
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.named_bands import NamedBand
from iro_desktop.domain.words import counted, say_list, say_number
from iro_desktop.domain.yearly_report.finding import Finding, Year
from iro_desktop.domain.yearly_report.looked_after import Said, not_compared, number, plain
from iro_desktop.domain.yearly_report.phrases import (
    SAME_POINTS,
    Subject,
    band_tail,
    counts,
    held_against,
    moved_into,
    on_the_year,
    percentage_bullet,
    target_words,
    trend_words,
    value_with_counts,
)
from iro_desktop.domain.yearly_report.report import Bullet, Omission

_INITIAL: Final = "icpc_in_time"
_EVER: Final = "cp_repeat_ever"
_WITHIN: Final = (("cp_repeat_12_months", "12 months"), ("cp_repeat_24_months", "24 months"))
_APPEALS: Final = "cp_appeals"
_PARTICIPATION: Final = "cp_participation"


def protection(year: Year) -> Iterator[Said]:
    """Yield the bullets of the section in the order of the report, and what is not written."""
    yield from number(year, "cp_number", "cp_rate_per_10000")
    yield from plain(year, "cp_reviews_in_time", Subject("Review conferences in time"))
    yield from _two_years(year)
    yield from _initial(year)
    yield from _repeated(year)
    yield from _appeals(year)
    yield from _participation(year)


def _two_years(year: Year) -> Iterator[Said]:
    ended = year.of("cp_over_two_years_ended")
    more = ""
    if ended.told:
        more = f"of plans that ended, {value_with_counts(ended)} had lasted so long"
        more += compared(ended.result)
    else:
        yield Omission(year.title("cp_over_two_years_ended"), ended.why_not)
    subject = Subject("Plans beyond two years")
    for one in plain(year, "cp_over_two_years_open", subject, more):
        if isinstance(one, Bullet):
            yield replace(one, figures=f"{one.figures} of those open")
        else:
            yield one


def _initial(year: Year) -> Iterator[Said]:
    finding = year.of(_INITIAL)
    if not finding.told:
        yield Omission(year.title(_INITIAL), finding.why_not)
        return
    families = finding.result.parts.get(FAMILIES)
    more = ""
    if families is not None and families.denominator and year.may_tell(_INITIAL, ("", FAMILIES)):
        more = f"by family {counts(families)[1:-1]}"
    found = year.trend(_INITIAL, Mode.MONTH, Mode.SIX_MONTHS)
    if found is None:
        yield percentage_bullet(Subject("Initial conferences in time"), finding, more)
    else:
        lead = f"Initial conferences in time {trend_words(*found, finding.result)}"
        yet = band_tail(finding, found[0], plural=True)
        figures = f"{value_with_counts(finding)} over the year"
        said = "; ".join(filter(None, (held_against(finding), more)))
        verdict = finding.judgement.verdict
        yield Bullet(_INITIAL, f"{lead}{yet}", figures, said, verdict, f"{lead}{yet}")
    yield from not_compared(year, finding)


def _repeated(year: Year) -> Iterator[Said]:
    ever = year.of(_EVER)
    if not ever.told:
        yield Omission(year.title(_EVER), ever.why_not)
        return
    more = [_within(year.of(measure_id), within) for measure_id, within in _WITHIN]
    yield percentage_bullet(
        Subject("Repeat plans (ever)"), ever, say_list(list(filter(None, more)))
    )
    yield from not_compared(year, ever)


def _within(finding: Finding, within: str) -> str:
    """Return "within 12 months they are good, 7.5% (3 of 40)"."""
    if not finding.told:
        return ""
    figure = value_with_counts(finding)
    if finding.band is None:
        return f"within {within} {figure}"
    before = finding.band_before
    if before is not None and before is not finding.band:
        return f"within {within} they have {moved_into(finding.band, before)}, {figure}"
    named = "good" if finding.band is NamedBand.GOOD else f"“{finding.band.value}”"
    return f"within {within} they are {named}, {figure}"


def _appeals(year: Year) -> Iterator[Said]:
    finding = year.of(_APPEALS)
    figure = finding.result.figure
    if not finding.told or figure.numerator > (figure.denominator or 0):
        yield Omission(year.title(_APPEALS), finding.why_not or "more appeals than conferences")
        return
    change, number = finding.change, int(figure.numerator)
    lead = "Appeals on child protection decisions"
    if finding.band is NamedBand.GOOD:
        lead = "The rate of appeals on child protection decisions " + (
            "remains low" if finding.band_before is NamedBand.GOOD else "is low"
        )
    elif finding.band is not None:
        lead = "The rate of appeals on child protection decisions is high"
    elif change is not None and (abs(change.points) < SAME_POINTS or finding.by_chance):
        lead = "The rate of appeals on child protection decisions is stable"
    elif change is not None:
        verb = "rose" if change.points > 0 else "fell"
        lead = f"The rate of appeals on child protection decisions {verb}"
    of = counted(int(figure.denominator or 0), "conference")
    figures = f"{say_number(number)} accepted for {of}, {say_value(figure)}"
    more = ", ".join(filter(None, (target_words(finding), on_the_year(finding))))
    yield Bullet(_APPEALS, lead, figures, more, finding.judgement.verdict)
    yield from not_compared(year, finding)


def _participation(year: Year) -> Iterator[Said]:
    finding = year.of(_PARTICIPATION)
    if not finding.told:
        yield Omission(year.title(_PARTICIPATION), finding.why_not)
        return
    spreads = [
        one
        for one in finding.result.spread
        if (year.officer_id is None or one.by != "IRO") and not year.is_shared
    ]
    said = say_list([_spread(one) for one in spreads])
    uneven = any(differ_beyond_chance(one.lowest, one.highest) for one in spreads)
    if not spreads:
        yield percentage_bullet(Subject("Children’s participation in conferences", False), finding)
        where = "IRO or district" if year.officer_id is None else "district"
        why = f"fewer than two of a {where} have 5 cases"
        if year.is_shared:
            why = "left out in what is shared"
        yield Omission(f"{year.title(_PARTICIPATION)}, how it differs", why)
    else:
        is_ = "is inconsistent" if uneven else "differs by no more than chance explains"
        lead = f"Children’s participation in conferences {is_}"
        more = "; ".join(
            filter(None, (f"{value_with_counts(finding)} over all", held_against(finding)))
        )
        slide = f"{lead}: {value_with_counts(finding)}"
        if uneven:
            slide = f"{lead}: {said}"
        yield Bullet(_PARTICIPATION, lead, said, more, finding.judgement.verdict, slide)
    yield from not_compared(year, finding)


def _spread(one: Spread) -> str:
    """Return "from 50% (6 of 12) to 92% (22 of 24) across 5 districts"."""
    return f"from {_one(one.lowest)} to {_one(one.highest)} across {one.among} {one.by}s"


def _one(figure: Figure) -> str:
    return f"{say_value(figure, 0)} {counts(figure)}"
