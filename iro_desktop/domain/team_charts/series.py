"""What the charts of a team show: one row an IRO, a district or a measure."""

from __future__ import annotations

from dataclasses import dataclass

from iro_desktop.domain.measures.figure import rounded
from iro_desktop.domain.measures.targets import Band


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One IRO's children and working FTE, with where what-if moves would leave them.

    ``value`` is children per FTE: None where no FTE was entered, or nobody works. ``note`` says
    leave, or that the post is vacant. ``then`` and ``then_value`` are None without a move.
    ``instead`` are words for who has no caseload at all ("no summary", "0.8 FTE vacant"): the row
    has no mark then.
    """

    officer_id: str
    name: str
    children: int
    fte: float | None
    value: float | None
    band: Band | None = None
    note: str = ""
    then: int | None = None
    then_value: float | None = None
    instead: str = ""

    @property
    def said(self) -> str:
        """The caseload per FTE in words: "68 per FTE"; children alone where there is no FTE."""
        if self.instead:
            return self.instead
        if self.value is not None:
            return f"{rounded(self.value)} per FTE"
        children = f"{self.children} {'child' if self.children == 1 else 'children'}"
        return f"{children}, no FTE" if self.fte is None else f"{children}, nobody working"

    @property
    def then_said(self) -> str:
        """Where moves would leave it: "would be 61"; "" without a move."""
        if self.then is None:
            return ""
        value = self.then if self.then_value is None else self.then_value
        return f"would be {rounded(value)}"

    def spoken(self) -> str:
        """Return "A. Lee, 68 per FTE, 41 children at 0.6 FTE, in the range, on leave"."""
        at = ""
        if self.value is not None:
            at = f"{self.children} {'child' if self.children == 1 else 'children'}"
            at += f" at {rounded(self.fte or 0.0, 2)} FTE"
        where = "" if self.band is None else _WHERE[self.band]
        return ", ".join(filter(None, (self.name, self.said, at, where, self.note, self.then_said)))


_WHERE = {Band.BELOW: "below the range", Band.WITHIN: "in the range", Band.ABOVE: "over the range"}


@dataclass(frozen=True, slots=True)
class CaseloadDots:
    """The caseload per FTE of each IRO against the range that is good, from 0 to ``axis_to``."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    rows: tuple[CaseloadRow, ...]
    low: float | None
    high: float | None
    axis_to: float


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """The percentage of one IRO or district, with the ends of its Wilson 95% interval in percent.

    ``key`` is the IRO's id, or the district. ``is_outside``: it lies further from all together
    than three sigma of its own number of cases, which chance alone seldom does.
    """

    key: str
    name: str
    met: int
    of: int
    low: float | None
    high: float | None
    is_small: bool = False
    is_outside: bool = False

    @property
    def value(self) -> float | None:
        """The percentage; None without cases. Of few cases it is drawn and never said."""
        return 100 * self.met / self.of if self.of else None

    @property
    def count(self) -> str:
        """The counts in words: "8 of 10"; "no cases"."""
        return f"{self.met} of {self.of}" if self.of else "no cases"

    @property
    def said(self) -> str:
        """What stands beside the dot: "8 of 10, 80%"; the counts alone where they are few."""
        value = self.value
        if value is None or self.is_small:
            return self.count
        return f"{self.count}, {rounded(value, 0)}%"

    def spoken(self) -> str:
        """Return "A. Lee, 8 of 10, 80%, beyond chance"; of few cases that they are too few."""
        few = "too few for a percentage" if self.is_small and self.of else ""
        outside = "beyond chance" if self.is_outside else ""
        return ", ".join(filter(None, (self.name, self.said, few, outside)))


@dataclass(frozen=True, slots=True)
class SpreadSeries:
    """A percentage by IRO or district, against that of all together and what is aimed at."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    by: str
    rows: tuple[SpreadRow, ...]
    overall: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PairRow:
    """A percentage now and a year before; None of them where there were too few cases.

    ``effect`` is "better", "worse", "changed" or "": whether the change is more than chance.
    ``note`` says why there is nothing to compare.
    """

    key: str
    name: str
    before: float | None
    now: float | None
    before_count: str = ""
    now_count: str = ""
    effect: str = ""
    note: str = ""

    @property
    def said(self) -> str:
        """The pair in words: "57% to 83%", "83%, 25 of 30"; the counts where there are few."""
        if self.now is None:
            return self.now_count or "no cases"
        now = f"{rounded(self.now, 0)}%"
        return now if self.before is None else f"{rounded(self.before, 0)}% to {now}"

    def spoken(self) -> str:
        """Return "Monitoring, 57% to 83%, 20 of 35 then, 25 of 30 now, better"."""
        then = f"{self.before_count} then" if self.before_count else ""
        now = f"{self.now_count} now" if self.now_count and self.now is not None else ""
        effect = self.effect and f"{self.effect}, beyond chance"
        return ", ".join(filter(None, (self.name, self.said, then, now, effect, self.note)))


@dataclass(frozen=True, slots=True)
class PairsSeries:
    """Percentages now and a year before, one row a measure or an IRO."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    rows: tuple[PairRow, ...]
