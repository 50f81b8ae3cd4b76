"""What a chart shows, every number of it: the core counts, and the chart only draws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from iro_desktop.domain.words import shown_alone

SMALL_COUNT = 5
"""Below this many cases a rate says nothing: it is withheld and its dot drawn hollow."""


def figure(value: float) -> str:
    """Return a number as people write it: 68, 67.5, never 68.0."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def percentage(fraction: float) -> str:
    """Return a fraction 0..1 as a whole percentage, such as "78%"."""
    # Half up, as people round; Python would round half to even.
    return f"{int(fraction * 100 + 0.5)}%"


class ChartSeries(Protocol):
    """What every series says of itself; ``domain.drawings`` knows how each kind is drawn."""

    @property
    def title(self) -> str:
        """The finding, at most 15 words."""

    @property
    def subtitle(self) -> str:
        """What is measured, where and when."""

    @property
    def sentence(self) -> str:
        """The whole in a sentence, to be copied and to be read aloud."""

    @property
    def definition(self) -> str:
        """How it is counted."""


@dataclass(frozen=True, slots=True)
class BulletSeries:
    """One value now, against a range: the caseload per FTE on a day."""

    title: str
    """The finding, at most 15 words."""
    subtitle: str
    """What is measured, where and when."""
    sentence: str
    """The whole in a sentence, to be copied and to be read aloud."""
    definition: str
    """How it is counted."""
    value: float | None
    """None where it cannot be told, such as without a known FTE."""
    low: float
    high: float
    axis_to: float = 120.0
    unit: str = "per FTE"

    def spoken(self) -> str:
        """Return the value in words: "68 per FTE, range 50 to 70"."""
        known = "not known" if self.value is None else f"{figure(self.value)} {self.unit}"
        return f"{known}, range {figure(self.low)} to {figure(self.high)}"


@dataclass(frozen=True, slots=True)
class StepPoint:
    """A month's end: the value, the range in force, and who joined and left in the month."""

    on: date
    label: str
    """The month in words: "March 2020"."""
    value: float | None
    low: float
    high: float
    joined: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class StepSeries:
    """A value at each month's end, in order of time, without months left out."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    points: tuple[StepPoint, ...]
    unit: str = "per FTE"

    def spoken(self, point: StepPoint) -> str:
        """Return a point in words: "March 2020, 68 per FTE, range 50 to 70, 2 joined, 1 left"."""
        value = "not known" if point.value is None else f"{figure(point.value)} {self.unit}"
        band = f"range {figure(point.low)} to {figure(point.high)}"
        return f"{point.label}, {value}, {band}, {point.joined} joined, {point.left} left"


@dataclass(frozen=True, slots=True)
class DotPoint:
    """A period's count: so many of so many, with the ends of its 95% interval as fractions."""

    from_on: date
    to_on: date
    label: str
    """The period in words: "March 2020"."""
    numerator: int
    denominator: int
    low: float | None
    high: float | None
    break_label: str = ""
    """Says what changed where the series breaks before this point: "new form"."""

    @property
    def rate(self) -> float | None:
        """The fraction 0..1, or None where there was nothing to count.

        Where more was met than there was, as of appeals against earlier conferences, it is 1.
        """
        return min(self.numerator / self.denominator, 1.0) if self.denominator else None

    @property
    def is_small(self) -> bool:
        """Whether there are too few cases for a rate to be told."""
        return self.denominator < SMALL_COUNT

    @property
    def count(self) -> str:
        """The count in words: "8 of 10"."""
        return f"{self.numerator} of {self.denominator}"

    def spoken(self) -> str:
        """Return the point in words: "March 2020, 8 of 10, 80%"."""
        rate = self.rate
        if rate is None:
            return f"{self.label}, none"
        if self.is_small:
            return f"{self.label}, {self.count}, too few for a percentage"
        return f"{self.label}, {self.count}, {percentage(rate)}"


@dataclass(frozen=True, slots=True)
class DotsSeries:
    """Counts by period, in order of time, against a target that is a fraction 0..1."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    target: float | None
    points: tuple[DotPoint, ...]
    met: str = shown_alone("done")
    """What the numerator counts, in a word."""
    of: str = shown_alone("due")
    """What the denominator counts, in a word."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A period's figure in the unit of its series, with the ends of its 95% interval."""

    from_on: date | None
    to_on: date
    label: str
    """The period in words: "March 2020", "the 6 months to March 2020"."""
    short: str
    """The same for an axis: "Mar 2020", "2019–20"."""
    value: float | None
    said: str
    """The value with its unit, or why none is told: "88%", "n/a", "too few"."""
    count: str = ""
    """What it was counted from: "22 of 25"; nothing for a plain count."""
    low: float | None = None
    high: float | None = None
    is_small: bool = False
    """There are too few cases for a value to be told: its dot is hollow."""
    break_label: str = ""
    """Says what changed where the series breaks before this point: "new form"."""

    def spoken(self) -> str:
        """Return the point in words: "March 2020, 22 of 25, 88%"."""
        return ", ".join(filter(None, (self.label, self.count, self.said)))


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """Any figure by period, in order of time, on a scale from 0 to ``most``.

    ``low`` and ``high`` are the ends of the range that is good; with one of them alone, or
    ``target``, a line is drawn and no band.
    """

    title: str
    subtitle: str
    sentence: str
    definition: str
    points: tuple[TrendPoint, ...]
    most: float
    unit: str = "%"
    target: float | None = None
    low: float | None = None
    high: float | None = None

    def say(self, value: float) -> str:
        """Return a value of the scale: "80%", "68"."""
        return f"{figure(value)}%" if self.unit == "%" else figure(value)

    def runs(self) -> tuple[tuple[int, ...], ...]:
        """Return the places of the points that one line joins.

        It ends where a period has no value or too few cases for one, and where the series breaks.
        """
        runs: list[list[int]] = []
        for at, point in enumerate(self.points):
            if point.value is None or point.is_small:
                continue
            if not runs or runs[-1][-1] != at - 1 or point.break_label:
                runs.append([])
            runs[-1].append(at)
        return tuple(tuple(run) for run in runs)


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a whole: its name, how many cases, and that in words ("33 of 96, 34%").

    ``parts`` are the measure's own names of what it stands for: one, or several taken together.
    """

    label: str
    number: int
    said: str
    parts: tuple[str, ...] = ()

    def spoken(self) -> str:
        """Return the bar in words: "Delay, 33 of 96, 34%"."""
        return f"{self.label}, {self.said}"


@dataclass(frozen=True, slots=True)
class BarsSeries:
    """The parts of a whole, the largest first."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    bars: tuple[Bar, ...]
