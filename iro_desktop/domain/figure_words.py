"""How one figure is shown: its value where there are cases enough, and what it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.charts import SMALL_COUNT
from iro_desktop.domain.measures import BESIDE, Figure, Kind, Measure, Result, rounded
from iro_desktop.domain.measures.wording import say_value, worded
from iro_desktop.domain.records import Standards
from iro_desktop.domain.words import counted, say_number

_OF_CASES: Final = frozenset({Kind.EVENT, Kind.SHARE, Kind.MEAN, Kind.MEDIAN, Kind.BREAKDOWN})
_COUNTED: Final = {
    Kind.PER_FTE: "{top} ÷ {bottom} FTE",
    Kind.RATE: "{top} on a caseload of {bottom}",
    Kind.MEAN: "{top} in {bottom}",
    Kind.MEDIAN: "{cases}",
    Kind.RATIO: "{top} for {bottom}",
    Kind.PER_POPULATION: "{top} of {bottom} aged 0 to 17",
}
_WITHOUT: Final = {
    Kind.NUMBER: "",
    Kind.PER_FTE: "{top}, no FTE entered",
    Kind.PER_POPULATION: "{top} children, no rate",
}
_TOO_FEW: Final = {Kind.MEAN: "too few for a mean", Kind.MEDIAN: "too few for a median"}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is shown: "83.3%" over "25 of 30", "68" over "per FTE, 68 ÷ 1.0 FTE"."""

    large: str
    counts: str
    unit: str = ""

    @property
    def small(self) -> str:
        """What stands under the figure: its unit, and what it was counted from."""
        return ", ".join(filter(None, (self.unit, self.counts)))

    @property
    def words(self) -> str:
        """All on one line: "83.3%, 25 of 30", "68 per FTE, 68 ÷ 1.0 FTE"."""
        return ", ".join(filter(None, (f"{self.large} {self.unit}".rstrip(), self.counts)))


def is_few(measure: Measure, figure: Figure) -> bool:
    """Whether there are some cases, but too few for their value to be told."""
    return measure.kind in _OF_CASES and 0 < (figure.denominator or 0) < SMALL_COUNT


def counts_of(measure: Measure, figure: Figure) -> str:
    """What a figure was counted from: "25 of 30", "68 ÷ 1.0 FTE"; "" for a plain count."""
    top, bottom = rounded(figure.numerator), figure.denominator
    if bottom is None:
        return _WITHOUT.get(measure.kind, "{top}").format(top=top)
    words = _COUNTED.get(measure.kind, "{top} of {bottom}")
    below = _fte(bottom) if measure.kind is Kind.PER_FTE else rounded(bottom, 0)
    return words.format(top=top, bottom=below, cases=counted(int(bottom), "case"))


def _fte(fte: float) -> str:
    said = rounded(fte, 2)
    return said if "." in said else f"{said}.0"


def told(measure: Measure, figure: Figure) -> Told:
    """A figure as it is shown; without its value where there are too few cases for one."""
    counts = counts_of(measure, figure)
    if is_few(measure, figure):
        large = say_number(int(figure.denominator or 0)) if measure.kind in _TOO_FEW else counts
        return Told(large, _TOO_FEW.get(measure.kind, "too few for a percentage"))
    if measure.kind in _OF_CASES and not figure.denominator:
        return Told(say_value(figure), "no cases")
    large, _, unit = say_value(figure).partition(" ")
    return Told(large, counts, unit)


def told_result(result: Result, standards: Standards) -> Told:
    """The figure of a result as it is shown; of a breakdown its largest part."""
    measure, figure = result.measure, result.figure
    if measure.kind is not Kind.BREAKDOWN:
        return told(measure, figure)
    leading = next((name for name in result.parts if not name.startswith(BESIDE)), None)
    if leading is None or is_few(measure, figure):
        words = worded(measure.wording.cases, standards)
        return Told(say_number(int(figure.denominator or 0)), words)
    part = result.parts[leading]
    return Told(say_value(part), f"{leading}, {counts_of(measure, part)}")


def part_words(measure: Measure, name: str, standards: Standards) -> str:
    """What a part of a measure is called: "first reviews"; of a sum, the parts that it adds."""
    known = {**measure.parts, **measure.beside}
    if name in known:
        said = worded(known[name], standards)
    elif name in measure.sums:
        said = " plus ".join(part_words(measure, one, standards) for one in measure.sums[name])
    elif name == "max":
        said = "the highest of any one IRO"
    else:
        said = name.removeprefix(BESIDE)
    return said
