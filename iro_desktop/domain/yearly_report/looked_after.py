"""The bullets of the first section: children looked after."""

from __future__ import annotations

from collections.abc import Iterator

from iro_desktop.domain.comparable import say_rate
from iro_desktop.domain.compared import compared
from iro_desktop.domain.measures import Mode
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.words import plain_date
from iro_desktop.domain.yearly_report.finding import Finding, Year
from iro_desktop.domain.yearly_report.phrases import (
    Subject,
    band_tail,
    held_against,
    is_percentage,
    number_lead,
    on_the_year,
    percentage_bullet,
    trend_words,
    value_with_counts,
)
from iro_desktop.domain.yearly_report.report import Bullet, Omission

Said = Bullet | Omission


def looked_after(year: Year) -> Iterator[Said]:
    """Yield the bullets of the section in the order of the report, and what is not written."""
    yield from number(year, "cla_number", "cla_rate_per_10000")
    subject = Subject(year.words("Reviews of children {looked_after} in time"))
    yield from plain(year, "cla_reviews_in_time", subject)
    yield from _participation(year)
    yield from _permanence(year)
    yield from _discharge(year)
    yield from _health(year)
    yield from plain(year, "pep_up_to_date", Subject("Current personal education plans"))


def number(year: Year, number_id: str, rate_id: str) -> Iterator[Said]:
    """Yield the number of children with its rate, held against other areas."""
    finding, rate = year.of(number_id), year.of(rate_id)
    if not finding.told:
        yield Omission(year.title(number_id), finding.why_not)
        return
    subject = year.words(finding.result.measure.wording.subject)
    if not subject.startswith("The number"):
        subject = f"The number of {subject[:1].lower()}{subject[1:]}"
    day = plain_date(year.day)
    lead = number_lead(subject, finding, day)
    more = ""
    if rate.told:
        value = rate.result.figure.value or 0.0
        more = f"{say_rate(value)} per 10,000 children aged 0 to 17{compared(rate.result)}"
    else:
        yield Omission(year.title(rate_id), rate.why_not)
    slide = f"{lead.removesuffix(f' on {day}')}{f'; {more}' if more else ''}"
    yield Bullet(number_id, lead, "", more, slide=slide)
    yield from not_compared(year, finding)


def plain(year: Year, measure_id: str, subject: Subject, more: str = "") -> Iterator[Said]:
    """Yield a percentage as it usually stands, or why it does not."""
    finding = year.of(measure_id)
    if not finding.told:
        yield Omission(year.title(measure_id), finding.why_not)
        return
    yield percentage_bullet(subject, finding, more)
    yield from not_compared(year, finding)


def not_compared(year: Year, finding: Finding) -> Iterator[Omission]:
    """Yield why a figure is not compared with the year before, where it is not."""
    if finding.told and finding.why_no_change:
        yield Omission(year.title(finding.result.measure.id), finding.why_no_change)


def short_figure(year: Year, measure_id: str) -> str:
    """Return "62.5% (20 of 32)"; "" where there is none to tell."""
    finding = year.of(measure_id)
    if not finding.told:
        return ""
    return (
        value_with_counts(finding) if is_percentage(finding) else say_value(finding.result.figure)
    )


def _participation(year: Year) -> Iterator[Said]:
    more = []
    attended = short_figure(year, "cla_attendance")
    if attended:
        more.append(f"the child attended {attended}")
    quality = year.of("cla_participation_quality")
    if quality.told:
        said = f"its quality scores {say_value(quality.result.figure)}"
        before = on_the_year(quality)
        more.append(f"{said}, {before}" if before else said)
    impact = short_figure(year, "cla_participation_impact")
    if impact:
        more.append(f"of what children asked for {impact} has a recorded outcome")
    subject = Subject("Participation in reviews", plural=False)
    yield from plain(year, "cla_participation", subject, "; ".join(more))
    for measure_id in ("cla_participation_quality", "cla_participation_impact"):
        if not year.of(measure_id).told:
            yield Omission(year.title(measure_id), year.of(measure_id).why_not)


def _permanence(year: Year) -> Iterator[Said]:
    measure_id = "permanence_by_second_review"
    finding = year.of(measure_id)
    if not finding.told:
        yield Omission(year.title(measure_id), finding.why_not)
        return
    found = year.trend(measure_id, Mode.SIX_MONTHS, Mode.TWELVE_MONTHS)
    if found is None:
        yield from plain(year, measure_id, Subject("Permanence at the second review", plural=False))
        return
    lead = f"Permanence at the second review {trend_words(*found, finding.result)}"
    lead += band_tail(finding, found[0], plural=False)
    figures = f"{value_with_counts(finding)} over the year"
    verdict = finding.judgement.verdict
    yield Bullet(measure_id, lead, figures, held_against(finding), verdict, lead)
    yield from not_compared(year, finding)


def _discharge(year: Year) -> Iterator[Said]:
    pipeline, needed = year.of("discharge_pipeline"), year.of("discharge_decision_needed")
    if not pipeline.told:
        yield Omission(year.title("discharge_pipeline"), pipeline.why_not)
        return
    figure = pipeline.result.figure
    if not needed.told:
        yield Omission(year.title("discharge_decision_needed"), needed.why_not)
        return
    waiting = int(needed.result.figure.numerator)
    lead = "Permanence through discharge"
    if waiting:
        lead = "Achieving permanence through discharge needs attention"
    figures = (
        f"of {int(figure.denominator or 0)} children at home under a care order for 12 months or "
        f"more, {int(figure.numerator)} had discharge under way and {waiting} needed a decision"
    )
    ended = year.of("care_orders_discharged").result.figure
    done = int(ended.numerator)
    more = f"{done} care order{'s were' if done != 1 else ' was'} discharged in the year"
    if not year.may_tell("care_orders_discharged"):
        more = ""
    slide = (
        f"{lead}: {waiting} of {int(figure.denominator or 0)} children at home under a care order "
        f"need{'s' if waiting == 1 else ''} a decision"
    )
    yield Bullet("discharge_pipeline", lead, figures, more, slide=slide)


def _health(year: Year) -> Iterator[Said]:
    yield from plain(year, "health_up_to_date", Subject("Health assessments up to date"))
    initial = year.of("initial_health_in_time")
    if not initial.told:
        yield Omission(year.title("initial_health_in_time"), initial.why_not)
        return
    parts = initial.result.parts
    late = {name: words for name, words in initial.result.measure.beside.items() if name in parts}
    numbers = {words: int(parts[name].numerator) for name, words in late.items()}
    said = [f"{number} {words}" for words, number in numbers.items() if number]
    if not all(year.may_tell("initial_health_in_time", ("", name)) for name in late):
        said = []  # what is left of all would tell the one that is not said
    subject = Subject("Initial health assessments in time")
    yield percentage_bullet(subject, initial, ", ".join(said))
    yield from not_compared(year, initial)
