"""Figures made by hand for the sentences of a report: so many of so many, month by month."""

from collections.abc import Iterable, Mapping
from datetime import date

from iro_desktop.domain.calendar import add_months, month_end
from iro_desktop.domain.measures import Figures, Period, Sources
from iro_desktop.domain.records import Comparator, FrozenCount, Standards
from iro_desktop.domain.yearly_report import Bullet, Omission
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.looked_after import Said
from tests.builders import a_practice, an_id, an_officer, working_time

THIS_YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
LAST, NOW = date(2018, 4, 1), date(2019, 4, 1)

Pair = tuple[int, int]


def cases(
    measure: str,
    by_month: Mapping[date, Pair],
    part: str = "",
    *,
    officer: str = "a",
    district: str = "",
) -> list[FrozenCount]:
    """Return cases of a measure of events: met and all of each month."""
    return [
        FrozenCount(
            id=an_id(), measure=measure, part=part, month_on=month, officer_id=officer,
            district=district, numerator=met, denominator=total,
        )
        for month, (met, total) in by_month.items()
    ]  # fmt: skip


def spread_over(start: date, met: int, total: int) -> dict[date, Pair]:
    """Return cases of a year spread over its months, as evenly as whole numbers go."""
    return {
        add_months(start, at): (
            met * (at + 1) // 12 - met * at // 12,
            total * (at + 1) // 12 - total * at // 12,
        )
        for at in range(12)
    }


def stock(measure: str, start: date, met: int, total: int, part: str = "") -> list[FrozenCount]:
    """Return children that stand at each month’s end of a year: met and all."""
    return [
        FrozenCount(
            id=an_id(), measure=measure, part=part, month_on=start, officer_id="a",
            until_on=month_end(add_months(start, 11)), numerator=met, denominator=total,
        )
    ]  # fmt: skip


def year(
    *rows: Iterable[FrozenCount],
    standards: Iterable[Standards] = (),
    comparators: Iterable[Comparator] = (),
    fte: float | None = 1.0,
    period: Period = THIS_YEAR,
    hidden_below: int = 0,
) -> Year:
    """Return the year of a service of these counts."""
    kept = tuple(row for some in rows for row in some)
    sources = Sources(
        {},
        a_practice(*standards),
        period.to_on,
        (an_officer("a"), an_officer("b")),
        () if fte is None else (working_time("a", fte),),
        comparators=tuple(comparators),
        kept=kept,
    )
    return Year(Figures(sources), period, None, hidden_below)


def bullet(said: Iterable[Said], measure: str) -> Bullet:
    """Return the bullet of a measure."""
    return next(one for one in said if isinstance(one, Bullet) and one.measure_id == measure)


def omission(said: Iterable[Said], what: str) -> Omission:
    """Return what is not said of a measure, by how its title begins."""
    return next(
        one for one in said if isinstance(one, Omission) and one.what.lower().startswith(what)
    )
