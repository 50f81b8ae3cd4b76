"""What the charts of an IRO's own work show: caseload apart, resolutions, participation, load.

As in ``charts`` the core counts and the drawing only draws; every point says itself in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from iro_desktop.domain.charts import SMALL_COUNT, figure, percentage
from iro_desktop.domain.words import counted, plain_date, say_list, say_number


@dataclass(frozen=True, slots=True)
class ApartPoint:
    """A month's end: children looked after and children on a plan; those who are both are in each.

    ``low`` and ``high`` are the range in force that month in children, which is the range for one
    full-time IRO times the FTE; None where no FTE was entered.
    """

    on: date
    label: str
    """The month in words: "March 2020"."""
    looked_after: int
    on_plan: int
    both: int
    low: float | None
    high: float | None
    joined: int = 0
    left: int = 0
    care_words: str = "looked after"
    """What councils call it to be looked after."""

    @property
    def total(self) -> int:
        """All children, each once."""
        return self.looked_after + self.on_plan - self.both

    def spoken(self) -> str:
        """Return "March 2020, 41 looked after, 27 on a plan, 3 of them both, 65 in all, ..."."""
        parts = [
            self.label,
            f"{say_number(self.looked_after)} {self.care_words}",
            f"{say_number(self.on_plan)} on a plan",
            f"{say_number(self.both)} of them both" if self.both else "none of them both",
            f"{say_number(self.total)} in all",
        ]
        if self.low is not None and self.high is not None:
            parts.append(f"range {figure(self.low)} to {figure(self.high)}")
        return ", ".join([*parts, f"{self.joined} joined", f"{self.left} left"])


@dataclass(frozen=True, slots=True)
class ApartSeries:
    """The two halves of a caseload at each month's end, in order of time, no month left out."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    points: tuple[ApartPoint, ...]


@dataclass(frozen=True, slots=True)
class StripPoint:
    """One formal resolution: the working days it took, or has been open so far.

    ``limit`` are the working days that it had; ``is_late`` says that its last day is past, which a
    weekend may bring before another working day is counted.
    """

    escalation_id: str
    theme: str
    formal_on: date
    closed_on: date | None
    days: int
    limit: int
    is_late: bool
    is_open: bool = field(init=False, repr=False, compare=False)
    """Whether it is still open."""
    _spoken: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Worked out once: a chart of thousands asks for both whenever it is drawn.
        object.__setattr__(self, "is_open", self.closed_on is None)
        object.__setattr__(self, "_spoken", self._words())

    def spoken(self) -> str:
        """Return "Delay, formal on 2 March 2020, open for 21 working days, late"."""
        return self._spoken

    def _words(self) -> str:
        days = counted(self.days, "working day")
        state = f"open for {days}" if self.is_open else f"closed after {days}"
        late = ("late" if self.is_open else f"later than {self.limit}") if self.is_late else ""
        theme = self.theme or "No theme"
        return ", ".join(
            filter(None, (theme, f"formal on {plain_date(self.formal_on)}", state, late))
        )


@dataclass(frozen=True, slots=True)
class StripSeries:
    """Formal resolutions by their working days against a limit, the shortest first.

    ``closed_words`` and ``open_words`` head the two lanes: "8 of 10 closed in time".
    """

    title: str
    subtitle: str
    sentence: str
    definition: str
    points: tuple[StripPoint, ...]
    limit: int
    closed_words: str = ""
    open_words: str = ""


@dataclass(frozen=True, slots=True)
class CodeBar:
    """One code: its words, how many of all cases have it, and on which side it counts."""

    code: str
    words: str
    number: int
    of: int
    met: bool

    @property
    def label(self) -> str:
        """Return "PN1 Attended and spoke"."""
        return f"{self.code} {self.words}"

    @property
    def said(self) -> str:
        """Return "14 of 32, 44%", without the percentage where there are too few cases."""
        counts = f"{say_number(self.number)} of {say_number(self.of)}"
        return counts if self.of < SMALL_COUNT else f"{counts}, {percentage(self.number / self.of)}"

    def spoken(self) -> str:
        """Return "PN1 Attended and spoke, 14 of 32, 44%"."""
        return f"{self.label}, {self.said}"


@dataclass(frozen=True, slots=True)
class CodesSeries:
    """Cases by code, those that count on one side and then those on the other, in their order.

    ``met_words`` and ``not_met_words`` head the two sides: "Took part, 26 of 32".
    """

    title: str
    subtitle: str
    sentence: str
    definition: str
    points: tuple[CodeBar, ...]
    met_words: str = ""
    not_met_words: str = ""


@dataclass(frozen=True, slots=True)
class ColumnPoint:
    """A month: how many cases of the one and of the other sort."""

    from_on: date
    to_on: date
    label: str
    """The month in words: "March 2020"."""
    informal: int
    formal: int
    break_label: str = ""
    """Says what changed where the series breaks before this month."""

    @property
    def total(self) -> int:
        """Both together."""
        return self.informal + self.formal

    def spoken(self) -> str:
        """Return "March 2020, 3 informal, 1 formal"."""
        return f"{self.label}, {self.informal} informal, {self.formal} formal"


@dataclass(frozen=True, slots=True)
class ColumnsSeries:
    """Informal and formal cases by month, in order of time, no month left out."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    points: tuple[ColumnPoint, ...]


@dataclass(frozen=True, slots=True)
class LoadPoint:
    """A week ahead: what falls due in it, the days there are, and the caseload as a range.

    ``days`` are working days times the FTE, None where none is entered; ``away_days`` the working
    days lost to leave and other absences.
    """

    starts_on: date
    reviews: int
    conferences: int
    checks: int
    days: float | None
    away_days: int
    is_peak: bool
    low: int
    high: int

    @property
    def number(self) -> int:
        """All pieces of work together."""
        return self.reviews + self.conferences + self.checks

    @property
    def children(self) -> str:
        """The caseload at the end of the week: "64 to 70", or one number."""
        return f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"

    def spoken(self) -> str:
        """Return "Week of 6 April 2020, 3 reviews, 1 conference, 2 checks, 4 days, ..."."""
        kinds = (
            (self.reviews, "review"),
            (self.conferences, "conference"),
            (self.checks, "check"),
        )
        work = say_list([counted(number, word) for number, word in kinds if number])
        parts = [f"Week of {plain_date(self.starts_on)}", work or "nothing due"]
        if self.days is not None:
            parts.append(f"{figure(self.days)} working {'day' if self.days == 1 else 'days'}")
        if self.away_days:
            parts.append(f"{counted(self.away_days, 'day')} away")
        if self.is_peak:
            parts.append("a peak")
        return ", ".join([*parts, f"{self.children} children by its end"])


@dataclass(frozen=True, slots=True)
class LoadSeries:
    """The weeks ahead in order of time; ``outlook`` says where the caseload leads, as a range."""

    title: str
    subtitle: str
    sentence: str
    definition: str
    points: tuple[LoadPoint, ...]
    outlook: str = ""


OversightSeries = ApartSeries | StripSeries | CodesSeries | ColumnsSeries | LoadSeries
"""The charts of this module."""
