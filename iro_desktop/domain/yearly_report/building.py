"""How a yearly report comes together from the figures and what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.measures import MEASURES, Figures, Period, say_period
from iro_desktop.domain.measures.registry import measure_in_force
from iro_desktop.domain.measures.targets import aim_of
from iro_desktop.domain.measures.wording import definition_of, title_of, worded
from iro_desktop.domain.named_bands import improving
from iro_desktop.domain.paper import Table
from iro_desktop.domain.records import Standards
from iro_desktop.domain.verdicts import bounds_of, say_bounds
from iro_desktop.domain.yearly_report import assurance, children, months, records
from iro_desktop.domain.yearly_report.charting import charts_of
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.looked_after import Said, looked_after
from iro_desktop.domain.yearly_report.notes import quality_notes
from iro_desktop.domain.yearly_report.oversight import oversight
from iro_desktop.domain.yearly_report.phrases import year_words
from iro_desktop.domain.yearly_report.protection import protection
from iro_desktop.domain.yearly_report.recommended import priorities, recommendations
from iro_desktop.domain.yearly_report.report import (
    SECTIONS,
    Beside,
    Bullet,
    Defined,
    Omission,
    ReportSection,
    SectionKey,
    YearlyReport,
)

_NOTHING: Final = Beside()
_SAYERS: Final[Mapping[SectionKey, Callable[[Year], Iterable[Said]]]] = {
    SectionKey.LOOKED_AFTER: looked_after,
    SectionKey.PROTECTION: protection,
    SectionKey.OVERSIGHT: oversight,
    SectionKey.PRIORITIES: priorities,
}


def yearly_report(
    figures: Figures,
    period: Period,
    *,
    officer_id: str | None = None,
    whose: str = "",
    method: str = "",
    beside: Beside = _NOTHING,
    hidden_below: int = 0,
) -> YearlyReport:
    """The report of a period; ``officer_id`` None is the whole service or team.

    The period is whole days with a first one; ``whose`` names the service or the IRO; ``method``
    is how months are counted. Sentences that the figures do not support are not written: what and
    why stands in ``not_written``. ``hidden_below`` above 0 is for sharing more widely: nothing is
    told that rests on a count from 1 to below it or on one that would give such a count back, and
    of the tables there are those by month and of themes.
    """
    with without_collecting():
        year = Year(figures, period, officer_id, hidden_below)
        said = {key: list(sayer(year)) for key, sayer in _SAYERS.items()}
        bullets = {key: _bullets(found) for key, found in said.items()}
        others = [one for key, found in bullets.items() for one in found]
        bullets[SectionKey.PRIORITIES] += tuple(recommendations(year, others))
        written = dict.fromkeys(one.measure_id for one in others)
        sections = tuple(
            ReportSection(
                key,
                heading_of(key, year),
                bullets[key],
                charts_of(year, key),
                beside.commentaries.get(key),
                tuple(_tables_shared(year, key) if year.is_shared else _tables(year, key, beside)),
            )
            for key in SECTIONS
        )
        omitted = tuple(
            dict.fromkeys(one for found in said.values() for one in found if _is_omitted(one))
        )
        return YearlyReport(
            title=_title(period),
            whose=whose,
            period=period,
            sections=sections,
            last_year=tuple(beside.last_year),
            next_year=tuple(beside.next_year),
            definitions=tuple(_defined(year, written)),
            notes=tuple(quality_notes(year, beside, sections)),
            not_written=tuple(one for one in omitted if isinstance(one, Omission)),
            method=method,
        )


def _bullets(said: Sequence[Said]) -> tuple[Bullet, ...]:
    return tuple(one for one in said if isinstance(one, Bullet))


def _is_omitted(one: Said) -> bool:
    return isinstance(one, Omission)


def _title(period: Period) -> str:
    named = year_words(period) or say_period(period)
    return f"Independent Reviewing Service Annual Report {named}"


def heading_of(key: SectionKey, year: Year) -> str:
    """The heading of a section in the local words of the last day."""
    return heading_in(key, year.figures.sources.practice.on(year.day))


def heading_in(key: SectionKey, standards: Standards) -> str:
    """The heading of a section in the words of a set of standards."""
    label = standards.looked_after_label
    capitals = " ".join(f"{word[:1].upper()}{word[1:]}" for word in label.split())
    return SECTIONS[key].replace("{Looked_After}", capitals)


def _tables(year: Year, key: SectionKey, beside: Beside) -> Iterator[Table]:
    match key:
        case SectionKey.LOOKED_AFTER:
            yield from children.profile(year)
            yield months.care_timeliness(year)
            yield from filter(None, [children.participation(year), records.allocation(year)])
            caption = year.words("Children {looked_after} by district")
            yield from months.districts(year, caption, _CARE)
        case SectionKey.PROTECTION:
            yield from filter(None, [children.categories(year)])
            yield months.conference_timeliness(year)
            yield from months.districts(year, "Child protection by district", _PLANS)
        case SectionKey.OVERSIGHT:
            yield months.staffing(year)
            yield months.checks_by_month(year)
            yield from filter(None, [months.themes(year)])
            yield from assurance.assurance(year, tuple(beside.feedback))
            yield from months.districts(year, "Oversight by district", _CHECKS)
        case SectionKey.PRIORITIES:
            pass


def _tables_shared(year: Year, key: SectionKey) -> Iterator[Table]:
    """Yield the tables of which it is known what may be told outside the service."""
    match key:
        case SectionKey.LOOKED_AFTER:
            yield months.care_timeliness(year)
        case SectionKey.PROTECTION:
            yield months.conference_timeliness(year)
        case SectionKey.OVERSIGHT:
            yield months.staffing(year)
            yield months.checks_by_month(year)
            yield from filter(None, [months.themes(year)])
        case SectionKey.PRIORITIES:
            pass


_CARE: Final = (
    ("cla_number", "Children"),
    ("cla_reviews_in_time", "Reviews in time"),
    ("cla_participation", "Took part"),
    ("permanence_by_second_review", "Permanence by 2nd review"),
)
_PLANS: Final = (
    ("cp_number", "Children on a plan"),
    ("icpc_in_time", "Initial conferences in time"),
    ("cp_reviews_in_time", "Review conferences in time"),
    ("cp_participation", "Took part"),
)
_CHECKS: Final = (
    ("monitoring_between_reviews", "Checked between reviews"),
    ("challenge_informal_share", "Informal share of challenges"),
)


def _defined(year: Year, written: Iterable[str]) -> Iterator[Defined]:
    """Yield the measures that the report speaks of, in their usual order."""
    practice, day = year.figures.sources.practice, year.day
    standards = practice.on(day)
    chosen = set(written)
    for measure_id in MEASURES:
        if measure_id in chosen:
            measure = measure_in_force(measure_id, standards)
            yield Defined(
                title_of(measure, practice, day),
                definition_of(measure, practice, day),
                _aim(measure_id, standards),
                worded(measure.source, standards),
            )


def _aim(measure_id: str, standards: Standards) -> str:
    """Return "good: at least 90%; requires improvement: at least 75%"; "" without an aim."""
    measure = MEASURES[measure_id]
    good = say_bounds(bounds_of(measure, aim_of(measure_id, standards)), measure.unit)
    if not good:
        return ""
    found = improving(measure_id, standards)
    worse = say_bounds(found, measure.unit) if found else ""
    said = f"good: {good}"
    return f"{said}; otherwise requires improvement: {worse}" if worse else said
