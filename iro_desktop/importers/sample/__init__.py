"""The sample caseload: invented children and families, true to how an IRO's three years look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import WorkingCalendar, add_months, month_start
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Record, Standards
from iro_desktop.domain.standards import terms_of
from iro_desktop.importers.sample.care_records import write_care
from iro_desktop.importers.sample.challenge_records import write_issues, write_praise
from iro_desktop.importers.sample.challenges import Issues
from iro_desktop.importers.sample.chance import Chance
from iro_desktop.importers.sample.check_records import write_checks, write_contacts
from iro_desktop.importers.sample.child_records import write_children
from iro_desktop.importers.sample.diary import Diary
from iro_desktop.importers.sample.education import Education
from iro_desktop.importers.sample.families import Families
from iro_desktop.importers.sample.health import Health
from iro_desktop.importers.sample.journeys import tell_journeys
from iro_desktop.importers.sample.kids import Kids, refer
from iro_desktop.importers.sample.monitoring import plan_checks, usual_rate
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.protection_records import (
    name_categories,
    write_appeals,
    write_protection,
)
from iro_desktop.importers.sample.returns import link_returns, settle_repeats
from iro_desktop.importers.sample.review_records import write_reviews
from iro_desktop.importers.sample.service_records import (
    leave_of,
    officer_id,
    officer_names,
    standards_in_force,
    write_service,
)
from iro_desktop.importers.sample.story import Chair, Family, Scene
from iro_desktop.importers.sample.turning_points import (
    plans_fell,
    settle_conferences,
    settle_discharges,
    settle_permanence,
)
from iro_desktop.importers.sample.workdays import WorkDays

__all__ = ["officer_id", "sample"]

_MONTHS: Final = 36
_SMALLEST: Final = 0.1
_TELLINGS: Final = 30


def sample(
    as_of: date,
    *,
    seed: int = 1,
    scale: float = 1.0,
    officer_name: str = "Sample IRO",
    calendar: WorkingCalendar,
    standards: Standards,
) -> tuple[Record, ...]:
    """Return the records of an invented caseload as it stands on ``as_of``.

    One IRO with 68 children open today and three years behind them; ``scale`` is how many IROs, of
    2.5 the last working half time with half as many children. The first, who is called
    ``officer_name`` and has the id ``officer_id(officer_name)``, has everything on file; the
    others have what measures count and less of the rest.

    The same arguments give the same records, ids included; no child has a name. Nothing is dated
    after ``as_of`` but what is due or booked. ``standards`` are those in force today; a wider range
    of caseload comes before them.
    """
    with without_collecting():
        return _sample(as_of, Chance(seed), scale, officer_name, calendar, standards)


def _sample(
    as_of: date,
    chance: Chance,
    scale: float,
    officer_name: str,
    calendar: WorkingCalendar,
    standards: Standards,
) -> tuple[Record, ...]:
    in_force = standards_in_force(standards, as_of)
    scene = Scene(
        as_of=as_of,
        start_on=month_start(add_months(as_of, -_MONTHS)),
        practice=Practice(calendar, in_force),
        standards=in_force[-1],
        terms_begun=tuple(term for term in terms_of(in_force[-1]) if term.from_on <= as_of),
        work_days=WorkDays(calendar, as_of),
        chance=chance,
    )
    chairs = list(_chairs(scene, officer_name, scale))
    told = [_told(scene, chair) for chair in chairs]
    kids = Kids(scene).born([family for families in told for family in families])
    refer(scene, kids)
    pen = Pen(scene)
    write_service(pen, chairs, in_force)
    for chair, families in zip(chairs, told, strict=True):
        settle_repeats(scene, chair, families)
        tell_journeys(scene, families)
        name_categories(pen, families)
    write_children(pen, kids)
    write_care(pen, kids)
    write_protection(pen, kids)
    for chair, families in zip(chairs, told, strict=True):
        _write_work(pen, chair, families)
    return tuple(pen.records)


def _chairs(scene: Scene, first: str, scale: float) -> Iterator[Chair]:
    """Yield as many IROs as ``scale`` says: all work full time but, of 2.5, the last."""
    scale = max(_SMALLEST, scale)
    full, rest = int(scale), round(scale % 1, 1)
    shares = [1.0] * full + ([rest] if rest else [])
    calendar = scene.practice.calendar
    names = officer_names(first, len(shares))
    for number, (name, fte) in enumerate(zip(names, shares, strict=True), start=1):
        leave = leave_of(scene.chance, calendar, scene.start_on, scene.as_of)
        diary = Diary(calendar, leave)
        yield Chair(number, officer_id(name), name, fte, diary, leave, whole=number == 1)


def _told(scene: Scene, chair: Chair) -> list[Family]:
    """Return the families of one IRO, told anew until they can show what the years are to show."""
    families: list[Family] = []
    for left in reversed(range(_TELLINGS)):
        chair.forget()
        families = Families(scene, chair).told()
        if left and not plans_fell(scene, chair, families):
            continue
        shown = (
            settle_conferences(scene, chair, families),
            settle_permanence(scene, chair, families),
            settle_discharges(scene, chair, families),
        )
        if all(shown):
            break
    link_returns(scene, families)
    return families


def _write_work(pen: Pen, chair: Chair, families: list[Family]) -> None:
    """Write what one IRO did: reviews, checks, challenges, contacts, and what they looked at."""
    checks = plan_checks(pen.scene, chair, families, usual_rate(chair))
    issues = Issues(pen.scene, chair, families, checks).told()
    write_reviews(pen, chair, families)
    write_checks(pen, chair, checks, issues)
    write_issues(pen, chair, issues)
    write_praise(pen, chair, families)
    write_contacts(pen, chair, families)
    write_appeals(pen, families)
    Health(pen, chair).write(families)
    Education(pen).write(families)
