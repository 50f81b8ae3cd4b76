"""What a control chart says in words: its finding, its sentence, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.control_charts.rules import ControlRules
from iro_desktop.domain.control_charts.series import Assurance, ChartKind, ControlPoint, Variation
from iro_desktop.domain.measures import Kind, Result, Unit, rounded
from iro_desktop.domain.measures.wording import definition_of, title_of
from iro_desktop.domain.verdicts import Bounds, say_bounds
from iro_desktop.domain.words import counted

_NAMES: Final = {ChartKind.P: "p-chart", ChartKind.XMR: "XmR chart"}
_HOW: Final = {
    ChartKind.P: (
        "This is a p-chart. Its mean is all cases that are met over all cases of the months shown; "
        "each month has the limits of its own number of cases, three sigma from the mean. With "
        "very many cases a month they can be too narrow: an XmR chart then shows the usual swing."
    ),
    ChartKind.XMR: (
        "This is an XmR chart. Its limits lie 2.66 mean moving ranges on either side of the mean "
        "of the months’ figures. That mean is drawn for the limits only and is no figure of the "
        "whole period."
    ),
}
_CAPPED: Final = " Limits stop at 0% and 100%."
_FEW: Final = (
    " Months with fewer than 5 cases are drawn hollow and are not in the mean or the limits."
)
_SAME_CHILDREN: Final = (
    " The same children stand in this figure month after month, which a p-chart does not know."
)
_TARGET_NOW: Final = (
    " Assurance holds the limits of the latest month against the target that is in force now."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a chart came to: the latest point with a figure, and how the limits lie.

    ``counted`` are the points that the limits of the latest stretch stand on.
    """

    result: Result
    kind: ChartKind
    bounds: Bounds
    rules: ControlRules
    now: ControlPoint | None
    months: int
    counted: int
    variation: Variation
    assurance: Assurance | None
    first: str
    last: str

    @property
    def is_trial(self) -> bool:
        """Whether there are limits, on too few points to be settled."""
        return self.has_limits and self.counted < self.rules.settled

    @property
    def has_limits(self) -> bool:
        """Whether the latest point has limits."""
        return self.now is not None and self.now.mean is not None

    @property
    def aim(self) -> str:
        """What is aimed at now: "the target of at least 80%", "the range of 50 to 70"; or ""."""
        said = say_bounds(self.bounds, self.result.measure.unit)
        is_range = self.bounds.low is not None and self.bounds.high is not None
        return f"the {'range' if is_range else 'target'} of {said}" if said else ""

    @property
    def name(self) -> str:
        """The title of the measure, as its standards word it."""
        result = self.result
        return title_of(result.measure, result.figures.sources.practice, result.period.to_on)


def title(found: Finding) -> str:
    """Return "Hit-and-miss on the target of at least 80%; no special change"."""
    if found.now is None:
        return "No month has a figure yet"
    if not found.has_limits:
        return f"{counted(found.counted, 'month')} with a figure: too few for limits"
    change = _change(found)
    if found.assurance is None:
        said = f"{change[:1].upper()}{change[1:]} around {_amount(found, found.now.mean)}"
    else:
        word = found.assurance.value
        on = " on" if found.assurance is Assurance.VARIES else ""
        said = f"{word[:1].upper()}{word[1:]}{on} {found.aim}; {change}"
    return f"{said} (trial limits)" if found.is_trial else said


def _change(found: Finding) -> str:
    """Return "no special change", "improving", "concerning", or "a change" that is neither."""
    if found.variation is Variation.CHANGED and found.now is not None:
        return "up" if found.now.is_up else "down"
    return found.variation.value


def subtitle(found: Finding) -> str:
    """Return what is drawn: the measure, its months, the mean and the limits of the latest."""
    said = f"{found.name}, {found.first} to {found.last}" if found.first else found.name
    now = found.now
    if now is None or now.mean is None:
        return f"{said}, {_NAMES[found.kind]} without limits yet"
    trial = "trial " if found.is_trial else ""
    return (
        f"{said}, {_NAMES[found.kind]}: mean {_amount(found, now.mean)}, "
        f"{trial}{now.limits}{_now(found)}"
    )


def _now(found: Finding) -> str:
    """Return that the limits are the latest month's, where each has its own."""
    return " in the latest month" if found.kind is ChartKind.P else ""


def sentence(found: Finding) -> str:
    """Return the whole in two or three sentences, the last one about the target of now."""
    now = found.now
    if now is None:
        return f"{found.name}: no month has a figure yet."
    counts = f", {now.count}" if now.count else ""
    latest = f"{now.label} was {now.said}{counts}"
    if now.is_small:
        latest = f"{now.label} had too few cases for a figure ({now.count})"
    if now.mean is None:
        need = counted(found.rules.fewest, "month")
        return (
            f"{found.name}: {latest}. Limits need {need} with a figure, "
            f"and there {'is' if found.counted == 1 else 'are'} {found.counted}."
        )
    special = now.signal_words or "no special change"
    said = (
        f"{found.name} varied around {_amount(found, now.mean)} with {now.limits}; "
        f"{latest} ({special})."
    )
    said += _outlook(found)
    if found.is_trial:
        said += (
            f" These are trial limits: they stand on {counted(found.counted, 'month')} "
            f"and settle at {found.rules.settled}."
        )
    return said


def _outlook(found: Finding) -> str:
    match found.assurance:
        case Assurance.HITS:
            return f" Both limits meet {found.aim}: it will be met unless something changes."
        case Assurance.MISSES:
            return f" Both limits miss {found.aim}: it will be missed unless something changes."
        case Assurance.VARIES:
            return (
                f" The limits lie on both sides of {found.aim}: some months will meet it and "
                "others miss it unless something changes."
            )
        case _:
            return ""


def definition(found: Finding, breaks: Sequence[str]) -> str:
    """Return how the measure and its limits are counted, and why limits begin anew."""
    result = found.result
    practice, measure = result.figures.sources.practice, result.measure
    how = _HOW[found.kind]
    if measure.unit is Unit.PERCENT:
        how += _CAPPED
    if found.kind is ChartKind.P and measure.kind is Kind.SHARE:
        how += _SAME_CHILDREN
    if found.kind is ChartKind.XMR and measure.unit is Unit.PERCENT:
        how += _FEW
    if breaks:
        how += f" Limits begin anew where the series breaks: {'; '.join(breaks)}."
    if found.aim:
        how += _TARGET_NOW
    counting = definition_of(measure, practice, result.period.to_on)
    return f"{counting} {how} {found.rules.words()}"


def _amount(found: Finding, value: float | None) -> str:
    said = rounded(value or 0.0)
    return f"{said}%" if found.result.measure.unit is Unit.PERCENT else said
