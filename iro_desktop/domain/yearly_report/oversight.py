"""The bullets of the third section: IRO oversight and assurance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from iro_desktop.domain.chance import differ_beyond_chance
from iro_desktop.domain.compared import compared
from iro_desktop.domain.measures import BESIDE, Figure, Mode, rounded
from iro_desktop.domain.measures.targets import Aim, Band, aim_of
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.statements import SMALL
from iro_desktop.domain.statements.aims import JUST, in_range
from iro_desktop.domain.statements.change import year_on_year
from iro_desktop.domain.statements.phrases import say_fte
from iro_desktop.domain.verdicts import Verdict
from iro_desktop.domain.words import plain_date, say_list, say_number
from iro_desktop.domain.yearly_report.finding import Finding, Year
from iro_desktop.domain.yearly_report.looked_after import Said, not_compared, short_figure
from iro_desktop.domain.yearly_report.phrases import (
    SAME_POINTS,
    Subject,
    held_against,
    moved_lead,
    on_the_year,
    value_with_counts,
)
from iro_desktop.domain.yearly_report.report import Bullet, Omission

_CASELOAD: Final = "caseload_per_fte"
_MONITORING: Final = "monitoring_between_reviews"
_THEMES: Final = "escalation_themes"
_STABLE_PER_CENT: Final = 5.0
_FEWEST_MONTHS: Final = 6
_LEADING: Final = 2


def oversight(year: Year) -> Iterator[Said]:
    """Yield the bullets of the section in the order of the report, and what is not written."""
    yield from _caseload(year)
    yield from _monitoring(year)
    yield from _challenges(year)
    yield from _together(year)
    yield from _themes(year)
    yield from _outcomes(year)


def _caseload(year: Year) -> Iterator[Said]:
    finding = year.of(_CASELOAD)
    if not finding.told:
        children = int(finding.result.figure.numerator)
        of = f", for {children} children" if year.may_tell(_CASELOAD) else ""
        yield Omission(year.title(_CASELOAD), f"{finding.why_not}{of}")
        return
    figure, aim = finding.result.figure, finding.result.aim
    value = figure.value or 0.0
    where = in_range(aim, value)
    change = finding.change
    subject = "Caseloads are" if year.officer_id is None else "The caseload is"
    lead = subject.rpartition(" ")[0]
    if change is not None:
        before = in_range(_aim_before(year, finding), change.before.figure.value or 0.0)
        lead = f"{subject} {year_on_year(change)}"
        lead += f" and {'still' if before == where else 'now'} {where}" if where else ""
    elif where:
        lead = f"{subject} {where}"
    on = f"on {plain_date(year.day)}" if year.is_shared else "on average at month-ends"
    figures = f"{rounded(value)} children per full-time IRO {on}"
    more = (
        [] if change is None else [f"{rounded(change.before.figure.value or 0.0)} a year earlier"]
    )
    highest = finding.result.parts.get("max")
    tells_highest = year.officer_id is None and not year.is_shared
    if tells_highest and highest is not None and highest.value is not None:
        more.append(f"the highest of any one IRO is {rounded(highest.value)}")
    more.append(_in_post(year, figure))
    verdict = Verdict.MET if aim.band(value) is Band.WITHIN else finding.judgement.verdict
    slide = f"{lead}: {rounded(value)} for each full-time IRO"
    yield Bullet(_CASELOAD, lead, figures, ", ".join(more), verdict, slide)
    yield from not_compared(year, finding)


def _in_post(year: Year, figure: Figure) -> str:
    """Return "12.5 FTE in post and working on average"."""
    fte = figure.denominator or 0.0
    if year.is_shared:
        return f"{say_fte(fte)} FTE in post and working"
    return (
        f"{say_fte(fte / max(len(year.period.month_ends()), 1))} FTE in post and working on average"
    )


def _aim_before(year: Year, finding: Finding) -> Aim:
    """Return the range that was in force at the end of the year before."""
    day = finding.change.before.period.to_on if finding.change else year.day
    return aim_of(_CASELOAD, year.figures.sources.practice.on(day))


def _monitoring(year: Year) -> Iterator[Said]:
    finding = year.of(_MONITORING)
    if not finding.told:
        yield Omission(year.title(_MONITORING), finding.why_not)
        return
    steady = _is_consistent(year, finding)
    words = "Checks between reviews are "
    where = _to_target(finding)
    if steady:
        lead = f"{words}consistent{' and ' + where if where else ''}"
    elif where:
        lead = f"{words}{where}"
    else:
        lead = moved_lead(Subject("Checks between reviews"), finding)
    more = _chance_of(finding)
    verdict, slide = finding.judgement.verdict, f"{lead}: {say_value(finding.result.figure)}"
    yield Bullet(_MONITORING, lead, value_with_counts(finding), more, verdict, slide)
    yield from not_compared(year, finding)


def _is_consistent(year: Year, finding: Finding) -> bool:
    """Whether neither a month nor the year before differs from the year by more than chance.

    Months with fewer than five cases are passed over; fewer than six others are too few to say so.
    Nor is it said where a month is hidden.
    """
    figure, change = finding.result.figure, finding.change
    if change is not None and not finding.by_chance and abs(change.points) >= SAME_POINTS:
        return False
    points = year.result(_MONITORING, Mode.MONTH).series
    if not all(year.may_tell_month(_MONITORING, point.period) for point in points):
        return False
    months = [one.figure for one in points if (one.figure.denominator or 0) >= SMALL]
    return len(months) >= _FEWEST_MONTHS and not any(
        differ_beyond_chance(one, figure) for one in months
    )


def _chance_of(finding: Finding) -> str:
    """Return whether the distance from the target could be chance, and the change on the year."""
    chance = ""
    if finding.judgement.verdict is Verdict.UNSURE:
        chance = "the distance from the target could be chance"
    elif finding.judgement.beyond_chance:
        chance = "the distance from the target is beyond chance"
    said = ", ".join(filter(None, (chance, on_the_year(finding))))
    return f"{said}{compared(finding.result)}".removeprefix(", ")


def _to_target(finding: Finding) -> str:
    """Return "just below the 80% target", "at or above the 80% target"; "" without one."""
    target, value = finding.result.target, finding.result.figure.value
    if target is None or value is None:
        return ""
    named = f"the {rounded(target)}% target"
    if value >= target:
        return f"at or above {named}"
    return f"{'just ' if target - value <= JUST else ''}below {named}"


def _challenges(year: Year) -> Iterator[Said]:
    formal, informal = year.of("resolutions_formal"), year.of("challenges_informal")
    if not formal.told or not informal.told:
        why = formal.why_not or informal.why_not
        yield Omission(year.words("Rates of {challenge}s and {resolution}s"), why)
        return
    lead = f"Rates of formal {_label(year, '{resolution}')} {_how(formal)}"
    joined = "with" if _grew(informal) else "and"
    name = _label(year, "{challenge}")
    if _grew(informal):
        lead += f" {joined} greater evidence of informal {name} being used"
    else:
        lead += f" {joined} those of informal {name} {_how(informal)}"
    figures = f"{_rate(formal)} formal and {_rate(informal)} informal"
    share, turned = short_figure(year, "challenge_informal_share"), ""
    if share:
        turned = f"informal share {share}"
    became = short_figure(year, "challenge_conversion")
    if became:
        turned += f", became formal {became}"
    slide = f"{lead} ({_bare(formal)} and {_bare(informal)} per 100 children)"
    yield Bullet("resolutions_formal", lead, figures, turned.removeprefix(", "), slide=slide)
    yield from not_compared(year, formal)


def _label(year: Year, text: str) -> str:
    return f"“{year.words(text)}”"


def _how(finding: Finding) -> str:
    """Return "are stable", "rose", "fell"; "stand at" without a year before."""
    change = finding.change
    if change is None:
        return "cannot be compared with the year before"
    per_cent = change.per_cent
    if change.points == 0 or (per_cent is not None and abs(per_cent) < _STABLE_PER_CENT):
        return "are stable"
    return "rose" if change.points > 0 else "fell"


def _grew(finding: Finding) -> bool:
    per_cent = finding.change.per_cent if finding.change else None
    return per_cent is not None and per_cent >= _STABLE_PER_CENT


def _rate(finding: Finding) -> str:
    """Return "7.3 per 100 children (5; 7.1 a year earlier)"."""
    figure = finding.result.figure
    counts = say_number(int(figure.numerator))
    change = finding.change
    was = "" if change is None else f"; {rounded(change.before.figure.value or 0.0)} a year earlier"
    return f"{say_value(figure)} ({counts}{was})"


def _bare(finding: Finding) -> str:
    return rounded(finding.result.figure.value or 0.0)


def _together(year: Year) -> Iterator[Said]:
    contacts, remote = year.of("team_contacts"), year.of("remote_meetings")
    if not contacts.told:
        yield Omission(year.title("team_contacts"), contacts.why_not)
    if not remote.told:
        yield Omission(year.title("remote_meetings"), remote.why_not)
    if not contacts.told:
        return
    change = contacts.change
    lead = "Collaborative working with teams"
    if change is not None:
        per_cent = change.per_cent or 0.0
        if abs(per_cent) < _STABLE_PER_CENT:
            lead += " is stable"
        else:
            lead += " has grown" if per_cent > 0 else " has become less"
    figures = f"{say_value(contacts.result.figure)}"
    figures = f"{figures.replace(' per ', ' contacts per ', 1)}"
    before = on_the_year(contacts)
    more = [before.replace(" per interval between reviews", "")] if before else []
    if remote.told:
        said = f"{value_with_counts(remote)} of meetings were held by video or phone"
        was = on_the_year(remote)
        more.append(f"{said}, {was}" if was else said)
    yield Bullet("team_contacts", lead, figures, "; ".join(more))


def _themes(year: Year) -> Iterator[Said]:
    finding = year.of(_THEMES)
    total = int(finding.result.figure.denominator or 0)
    if not finding.told or total < SMALL:
        yield Omission(year.title(_THEMES), finding.why_not or "too few cases, fewer than 5")
        return
    leading = _leaders(finding.result.parts)
    names = [name for name, _ in leading]
    verb = "leads" if len(names) == 1 else "lead"
    earlier = year.figures.result(_THEMES, year.period.year_before(), None, year.officer_id)
    remain = ""
    is_known = finding.result.before is not None and not year.is_shared
    if (earlier.figure.denominator or 0) >= SMALL and is_known:
        before = {name for name, _ in _leaders(earlier.parts)}
        remain = ", as a year earlier" if before == set(names) else _were(before)
    said = say_list([_lower(name) if at else name for at, name in enumerate(names)])
    lead = f"{said} {verb} the themes of IRO interventions{remain}"
    figures = say_list(
        [f"{_lower(name)} {say_value(one, 0)} ({int(one.numerator)})" for name, one in leading]
    )
    cases = year.words("{challenge}s and {resolution}s")
    yield Bullet(_THEMES, lead, f"{figures} of {say_number(total)} {cases}", slide=lead)


def _were(names: set[str]) -> str:
    said = say_list(sorted(_lower(name) for name in names))
    return f"; a year earlier {said} did"


def _leaders(parts: Mapping[str, Figure]) -> list[tuple[str, Figure]]:
    """Return the largest parts: two, or more where the second is no larger than the next."""
    own = [(name, one) for name, one in parts.items() if not name.startswith(BESIDE) and one.value]
    own.sort(key=lambda part: -part[1].numerator)
    least = own[:_LEADING][-1][1].numerator if own else 0
    return [part for part in own if part[1].numerator >= least]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _outcomes(year: Year) -> Iterator[Said]:
    achieved, days = year.of("escalation_outcome_achieved"), year.of("escalation_days_to_outcome")
    if not achieved.told:
        yield Omission(year.title("escalation_outcome_achieved"), achieved.why_not)
        return
    lead = moved_lead(Subject("Cases closed with the right outcome achieved"), achieved)
    more = [held_against(achieved)]
    if days.told:
        said = f"the median time to the outcome was {say_value(days.result.figure)}"
        was = on_the_year(days)
        more.append(f"{said}, {was}" if was else said)
    else:
        yield Omission(year.title("escalation_days_to_outcome"), days.why_not)
    figures = value_with_counts(achieved)
    said = "; ".join(filter(None, more))
    yield Bullet("escalation_outcome_achieved", lead, figures, said, achieved.judgement.verdict)
