"""Numbers of children, caseloads and rates, each in one clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.comparable import say_rate
from iro_desktop.domain.compared import say_year
from iro_desktop.domain.measures import Kind, Result, rounded
from iro_desktop.domain.statements.aims import in_range
from iro_desktop.domain.statements.change import Change, change_of, year_on_year
from iro_desktop.domain.statements.phrases import during, say_fte
from iro_desktop.domain.words import counted, plain_date, say_number

_MUCH_THE_SAME_PER_CENT: Final = 5


def _number(result: Result) -> str:
    words, number = result.measure.wording, int(result.figure.numerator)
    said = f"{counted(number, words.case, words.cases)} on {plain_date(result.period.to_on)}"
    change = change_of(result)
    if change is None:
        return said
    was = say_number(int(change.before.figure.numerator))
    return f"{said}, {_on_the_year(change)} {was} a year earlier"


def _on_the_year(change: Change) -> str:
    """Return "down 2% from", "unchanged from": relative, as counts are compared."""
    if change.points == 0:
        return "unchanged from"
    direction = "up" if change.points > 0 else "down"
    if change.per_cent is None:
        return f"{direction} from"
    return f"{direction} {rounded(abs(change.per_cent))}% from"


def _caseload(result: Result) -> str:
    figure, value = result.figure, result.figure.value
    children = counted(int(figure.numerator), "child", "children")
    when = f"on {plain_date(result.period.to_on)}"
    if result.averaged:
        when = f"on average {during(result.period)}"
    if value is None:
        return f"caseload: {children} {when}; {_no_fte(result)}, so the figure per FTE is n/a"
    at = " at month-ends" if result.averaged else ""
    said = (
        f"caseload: {rounded(value)} per FTE {when} "
        f"({children} ÷ {say_fte(figure.denominator or 0.0)} FTE{at})"
    )
    change = change_of(result)
    if change is not None:
        said += f", {year_on_year(change)}"
    where = in_range(result.aim, value)
    return f"{said}, {where}" if where else said


def _no_fte(result: Result) -> str:
    """Why there is no figure per FTE: none is entered, or nobody was working."""
    if result.figure.denominator is None:
        return "no FTE is entered"
    return "nobody was in post and working and the children are uncovered"


def _rate(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    number = int(figure.numerator)
    said = f"{counted(number, words.case, words.cases)} {during(result.period)}"
    if figure.value is None:
        return f"{said}; no children in the caseload, so the rate is n/a"
    said += (
        f": {rounded(figure.value)} per 100 children "
        f"on an average caseload of {rounded(figure.denominator or 0.0, 0)}"
    )
    change = change_of(result)
    if change is None:
        return said
    was = rounded(change.before.figure.value or 0.0)
    if was == rounded(figure.value):
        return f"{said}, unchanged from a year earlier"
    if change.per_cent is not None and abs(change.per_cent) < _MUCH_THE_SAME_PER_CENT:
        return f"{said}, much the same as the {was} of a year earlier"
    return f"{said}, {'up' if change.points > 0 else 'down'} from {was} a year earlier"


def _per_population(result: Result) -> str:
    words, number = result.measure.wording, int(result.figure.numerator)
    when = f"on {plain_date(result.period.to_on)}"
    value = result.figure.value
    if value is None:
        return f"{counted(number, words.case, words.cases)} {when}; {_no_rate(result)}"
    said = (
        f"{words.subject}: {say_rate(value)} per 10,000 children aged 0 to 17 {when} "
        f"({counted(number, 'child', 'children')}; {_population(result)})"
    )
    change = change_of(result)
    return said if change is None else f"{said}, {year_on_year(change)}"


def _population(result: Result) -> str:
    """Return "population 251,000", with its year where it is an earlier one, and its source."""
    found = result.figures.comparators.population(result.period.to_on)
    if found is None:
        return ""
    said = f"population {rounded(found.value, 0)}"
    if found.year_ending_on != financial_year_end(result.period.to_on):
        said += f" of the {say_year(found.year_ending_on)}"
    return f"{said}, {found.source}" if found.source else said


def _no_rate(result: Result) -> str:
    """Why there is no rate per 10,000: it is one IRO's caseload, or no population is entered."""
    if result.officer_id is not None:
        return "a rate per 10,000 is the whole service’s, so it is n/a for one IRO"
    year = say_year(financial_year_end(result.period.to_on))
    return f"no population is entered for the {year} or before it, so the rate per 10,000 is n/a"


SAYERS: Final[Mapping[Kind, Callable[[Result], str]]] = {
    Kind.NUMBER: _number,
    Kind.PER_FTE: _caseload,
    Kind.RATE: _rate,
    Kind.PER_POPULATION: _per_population,
}
