"""The tables by month and by district, which kept counts give as well as case files do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.measures import BESIDE, Figure, Measure, Mode, Period, rounded
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.paper import Table
from iro_desktop.domain.statements import SMALL
from iro_desktop.domain.statements.phrases import say_fte
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.domain.words import say_number, short_month
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.tabling import NONE, figure_cell, table

_CASELOAD: Final = "caseload_per_fte"
_THEMES: Final = "escalation_themes"
_MOST_MONTHS: Final = 36


def months_of(year: Year) -> list[Period]:
    """Return the months of the period, the last 36 of them."""
    series = year.result("cla_number", Mode.MONTH).series
    return [point.period for point in series][-_MOST_MONTHS:]


def staffing(year: Year) -> Table:
    """Return caseload and FTE at each month’s end, and who joined and left.

    Who joined and left is not for those outside the service.
    """
    short = year.figures.sources.practice.on(year.day).looked_after_short
    rows = []
    for month in months_of(year):
        result = year.figures.result(_CASELOAD, month, None, year.officer_id)
        figure = result.figure
        of_parts = {"": figure, **{name: result.parts[name] for name in ("cla", "cp", "both")}}
        per_fte = NONE if figure.value is None else rounded(figure.value)
        rows.append(
            (
                short_month(month.to_on),
                *(_children(year, month, name, one) for name, one in of_parts.items()),
                say_fte(figure.denominator) if figure.denominator is not None else NONE,
                per_fte if year.may_tell_month(_CASELOAD, month) else HIDDEN,
                *(() if year.is_shared else _moved(year, month)),
            )
        )
    heads = ("Month’s end", "Children", f"{short} only", "CP only", "Both", "FTE", "Per FTE",
             *(() if year.is_shared else ("Joined", "Left")))  # fmt: skip
    shares = (3, *(2,) * (len(heads) - 1))
    return table("Staffing and caseload by month", heads, rows, shares=shares)


def _children(year: Year, month: Period, part: str, figure: Figure) -> str:
    if not year.may_tell_number(_CASELOAD, month, part):
        return HIDDEN
    return say_number(int(figure.numerator))


def _moved(year: Year, month: Period) -> tuple[str, str]:
    """Return how many joined in a month and how many left."""
    came, went = year.figures.moves(month, year.officer_id)
    erased = year.figures.erased_moves(month, year.officer_id)
    return say_number(len(came) + erased.joined), say_number(len(went) + erased.left_in_all)


def care_timeliness(year: Year) -> Table:
    """Return reviews of looked after children and participation by month."""
    chosen = (
        ("cla_reviews_in_time", "Reviews in time"),
        ("cla_participation", "Took part"),
        ("permanence_by_second_review", "Permanence by 2nd review"),
        ("initial_health_in_time", "Initial health in time"),
    )
    label = year.words("{looked_after}")
    return _by_month(year, f"Children {label}: timeliness by month", chosen)


def conference_timeliness(year: Year) -> Table:
    """Return conferences by month."""
    chosen = (
        ("icpc_in_time", "Initial conferences in time"),
        ("cp_reviews_in_time", "Review conferences in time"),
        ("cp_participation", "Children took part"),
        ("cp_repeat_ever", "Repeat plans (ever)"),
    )
    return _by_month(year, "Child protection: timeliness by month", chosen)


def checks_by_month(year: Year) -> Table:
    """Return checks between reviews, and challenges and resolutions, by month."""
    chosen = (("monitoring_between_reviews", "Checked between reviews"),)
    return _by_month(year, "Checks between reviews by month", chosen)


def _by_month(year: Year, caption: str, chosen: tuple[tuple[str, str], ...]) -> Table:
    results = [year.result(measure_id, Mode.MONTH) for measure_id, _ in chosen]
    found = [{one.period: one.figure for one in result.series} for result in results]
    rows = []
    for month in months_of(year):
        cells = [
            _month_cell(year, result.measure, month, figures.get(month))
            for result, figures in zip(results, found, strict=True)
        ]
        rows.append((short_month(month.to_on), *cells))
    heads = ("Month", *(words for _, words in chosen))
    return table(caption, heads, rows, shares=(2, *(3,) * len(chosen)))


def _month_cell(year: Year, measure: Measure, month: Period, figure: Figure | None) -> str:
    if figure is None:
        return NONE
    return figure_cell(measure, figure) if year.may_tell_month(measure.id, month) else HIDDEN


def themes(year: Year) -> Table | None:
    """Return the cases by their main theme, those that are hidden last and by name."""
    result = year.result(_THEMES, Mode.SNAPSHOT)
    own = {name: one for name, one in result.parts.items() if not name.startswith(BESIDE)}
    told = {name: one for name, one in own.items() if year.may_tell(_THEMES, ("", name))}
    total = result.figure.denominator or 0
    if not total:
        return None
    by_number = sorted(told.items(), key=lambda part: -part[1].numerator)
    tells_all = year.may_tell(_THEMES)
    rows = [
        (name, say_number(int(one.numerator)), _share(one, tells=tells_all))
        for name, one in by_number
        if one.numerator
    ]
    rows += [(name, HIDDEN, HIDDEN) for name in sorted(own.keys() - told.keys())]
    whole = Figure(total, total)
    number = say_number(int(total)) if tells_all else HIDDEN
    rows.append(("All", number, _share(whole, tells=tells_all)))
    caption = year.words("{challenge}s and {resolution}s by main theme")
    return table(caption, ("Theme", "Cases", "Share"), rows, shares=(5, 2, 2))


def _share(figure: Figure, *, tells: bool) -> str:
    """Return a share of all cases, a dash where these are few."""
    if not tells:
        return HIDDEN
    return say_value(figure) if (figure.denominator or 0) >= SMALL else NONE


def districts(year: Year, caption: str, chosen: tuple[tuple[str, str], ...]) -> Iterator[Table]:
    """Yield figures by district, where there are two or more of them."""
    by_district = getattr(year.figures, "by_district", None)
    if by_district is None:
        return
    found = [by_district(measure_id, year.period, year.officer_id) for measure_id, _ in chosen]
    names = sorted({name for figures in found for name in figures if name})
    if len(names) < 2:  # noqa: PLR2004 - one alone is the whole
        return
    rows = []
    for name in (*names, ""):
        cells = []
        for (measure_id, _), figures in zip(chosen, found, strict=True):
            figure, measure = figures.get(name), year.of(measure_id).result.measure
            if figure is None:
                cells.append(NONE)
            elif measure.kind.of_events:
                cells.append(figure_cell(measure, figure))
            else:
                cells.append(say_number(int(figure.numerator)))
        if name or any(cell != NONE for cell in cells):
            rows.append((name or "Not known", *cells))
    heads = ("District", *(words for _, words in chosen))
    yield table(caption, heads, rows, shares=(2, *(3,) * len(chosen)))
