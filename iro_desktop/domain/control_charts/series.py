"""What a control chart shows: points with their limits and signals, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from iro_desktop.domain.control_charts.rules import Signal
from iro_desktop.domain.measures.figure import rounded


class ChartKind(StrEnum):
    """Which limits a control chart has: those of single values, or of shares of so many cases."""

    XMR = "xmr"
    P = "p"


class Variation(Enum):
    """What the latest point says: no special change, or one for the better, the worse, neither."""

    NONE = "no special change"
    IMPROVING = "improving"
    CONCERNING = "concerning"
    CHANGED = "changed"


class Assurance(Enum):
    """Whether the target now in force lies outside the limits now in force."""

    HITS = "consistently hits"
    VARIES = "hit-and-miss"
    MISSES = "consistently misses"


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A month's figure with its limits, in the unit of its series.

    ``lower``, ``mean`` and ``upper`` are None where no limits are drawn; ``value`` where there was
    nothing to count. ``effect`` is what its signal means, Variation.NONE without one.
    """

    from_on: date | None
    to_on: date
    label: str
    """The month in words: "March 2020"."""
    short: str
    """The same for an axis: "Mar 2020"."""
    value: float | None
    said: str
    """The value with its unit, or why none is told: "88%", "n/a", "too few"."""
    count: str = ""
    """What it was counted from: "22 of 25"; nothing for a plain count."""
    lower: float | None = None
    mean: float | None = None
    upper: float | None = None
    signal: Signal | None = None
    is_up: bool = False
    """Whether a signal lies above the mean, or rises."""
    effect: Variation = Variation.NONE
    is_small: bool = False
    """There are too few cases for a value to be told: its dot is hollow."""
    break_label: str = ""
    """Says what changed where the series breaks before this point: "new form"."""
    unit: str = "%"

    @property
    def limits(self) -> str:
        """The limits in words: "limits 64.5% to 95.5%"; "" without any."""
        if self.lower is None or self.upper is None:
            return ""
        ends = f"{rounded(self.lower)}{self._sign} to {rounded(self.upper)}{self._sign}"
        return f"limits {ends}"

    @property
    def signal_words(self) -> str:
        """What is special about it: "improving: above the upper limit"; "" for nothing."""
        if self.signal is None:
            return ""
        where = {
            Signal.OUTSIDE: ("above the upper limit", "below the lower limit"),
            Signal.RUN: ("run above the mean", "run below the mean"),
            Signal.TREND: ("rising trend", "falling trend"),
            Signal.NEAR: ("two of three near the upper limit", "two of three near the lower limit"),
        }[self.signal][0 if self.is_up else 1]
        return f"{self.effect.value}: {where}"

    @property
    def _sign(self) -> str:
        return "%" if self.unit == "%" else ""

    def spoken(self) -> str:
        """Return "March 2020, 22 of 25, 88%, limits 64.5% to 95.5%, improving: rising trend"."""
        told = (self.label, self.count, self.said, self.limits, self.signal_words)
        return ", ".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class ControlSeries:
    """Figures by month with their mean and limits, on a scale from ``least`` to ``most``.

    ``low`` and ``high`` are what is aimed at now: one alone is a target line, both are a range.
    ``is_trial``: the limits stand on too few points to be settled; ``has_limits`` is False where
    there are too few even for that.
    """

    title: str
    subtitle: str
    sentence: str
    definition: str
    kind: ChartKind
    points: tuple[ControlPoint, ...]
    least: float
    most: float
    variation: Variation
    assurance: Assurance | None
    is_trial: bool = False
    unit: str = "%"
    low: float | None = None
    high: float | None = None

    @property
    def has_limits(self) -> bool:
        """Whether the points that stand last have limits."""
        return any(point.mean is not None for last in self.stretches()[-1:] for point in last)

    def say(self, value: float) -> str:
        """Return a value of the scale: "80%", "68.5"."""
        return f"{rounded(value)}%" if self.unit == "%" else rounded(value)

    def stretches(self) -> tuple[tuple[ControlPoint, ...], ...]:
        """The points in pieces that have one mean: a new one begins at each break."""
        found: list[list[ControlPoint]] = []
        for point in self.points:
            if not found or point.break_label:
                found.append([])
            found[-1].append(point)
        return tuple(tuple(one) for one in found)

    def runs(self) -> tuple[tuple[int, ...], ...]:
        """Return the places of the points that one line joins.

        It ends where a month has no value or too few cases for one, and where the series breaks.
        """
        runs: list[list[int]] = []
        for at, point in enumerate(self.points):
            if point.value is None or point.is_small:
                continue
            if not runs or runs[-1][-1] != at - 1 or point.break_label:
                runs.append([])
            runs[-1].append(at)
        return tuple(tuple(run) for run in runs)
