"""What other standards would change: every figure now, and as it would be with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.figure_words import told_result
from iro_desktop.domain.measures import MEASURES, Period, Result, say_period
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.verdicts import judged
from iro_desktop.domain.words import counted, plain_date, say_number
from iro_desktop.services.measures import figures_of


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One measure as it is now and as it would be, in words; ``changed`` if anything differs."""

    measure_id: str
    title: str
    now: str
    aim_now: str
    then: str
    aim_then: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change: a row for every measure there is, and one sentence on what is compared."""

    rows: tuple[EffectRow, ...]
    note: str

    @property
    def changed(self) -> int:
        """How many measures would change."""
        return sum(row.changed for row in self.rows)

    @property
    def headline(self) -> str:
        """The finding: "3 of 17 measures would change"."""
        of = counted(len(self.rows), "measure")
        if not self.changed:
            return f"None of {of} would change"
        return f"{say_number(self.changed)} of {of} would change"


def effect_of(
    snapshot: Snapshot,
    practice: Practice,
    sets: Sequence[Standards],
    *,
    officer_id: str | None,
    as_of: date,
) -> Effect:
    """Return what changes in the figures if ``sets`` were all the standards there are.

    Measures of events cover the 12 months up to ``as_of``, the others that day; ``officer_id``
    None is the whole service. A set that begins later changes nothing yet: its effect is shown as
    if it held already.
    """
    period = Period(add_months(as_of + timedelta(days=1), -12), as_of)
    later = _later(practice, sets, as_of)
    changed = Practice(practice.calendar, tuple(sets))
    if later is not None:
        changed = _as_if(changed, later, as_of)
    now = figures_of(snapshot, practice, as_of)
    then = figures_of(snapshot, changed, as_of)
    rows = tuple(
        _row(
            now.result(measure_id, period, officer_id=officer_id),
            then.result(measure_id, period, officer_id=officer_id),
        )
        for measure_id in MEASURES
    )
    return Effect(rows, _note(period, later))


def _later(practice: Practice, sets: Sequence[Standards], as_of: date) -> Standards | None:
    """Return the first set that is new or changed, if all that are begin after ``as_of``."""
    changed = sorted(
        ((one.from_on, one) for one in sets if one.from_on and one not in practice.standards),
        key=lambda pair: pair[0],
    )
    ids = {one.id for one in sets}
    touched = [one.from_on for one in practice.standards if one.id not in ids]
    kept = {one.id: one.from_on for one in practice.standards}
    touched += [kept.get(one.id) for _, one in changed]
    if not changed or changed[0][0] <= as_of:
        return None
    return None if any(day is not None and day <= as_of for day in touched) else changed[0][1]


def _as_if(practice: Practice, later: Standards, as_of: date) -> Practice:
    """Return the practice in which a later set stands in for the one in force on ``as_of``."""
    now = practice.on(as_of)
    others = [one for one in practice.standards if one.id not in (now.id, later.id)]
    first_on = now.from_on or DEFAULT_STANDARDS.from_on
    return Practice(practice.calendar, (*others, replace(later, from_on=first_on)))


def _note(period: Period, later: Standards | None) -> str:
    said = f"Figures of {say_period(period)}; numbers of children are those of its last day."
    if period.from_on is not None and say_period(period)[:1].isdigit():
        said = said.replace("Figures of ", "Figures from ", 1)
    if later is None or later.from_on is None:
        return said
    begins = plain_date(later.from_on)
    return f"Nothing changes before {begins}; this is as if it held already. {said}"


def _row(now: Result, then: Result) -> EffectRow:
    titles = (_title(now), _title(then))
    return EffectRow(
        measure_id=now.measure.id,
        title=titles[0] if titles[0] == titles[1] else f"{titles[0]} → {titles[1]}",
        now=_figure(now),
        aim_now=_aim(now),
        then=_figure(then),
        aim_then=_aim(then),
        changed=(now.figure, now.aim, now.band, titles[0])
        != (then.figure, then.aim, then.band, titles[1]),
    )


def _title(result: Result) -> str:
    return title_of(result.measure, result.figures.sources.practice, result.period.to_on)


def _figure(result: Result) -> str:
    standards = result.figures.sources.practice.on(result.period.to_on)
    return told_result(result, standards).words


def _aim(result: Result) -> str:
    """Return what a figure is held against: "At least 80%: below 80%"; "" where nothing is set."""
    found = judged(result)
    if not found.aim:
        return ""
    said = found.aim if result.figure.value is None else f"{found.aim}: {found.words}"
    return said[:1].upper() + said[1:]
