"""The sample as it is told before any record is made of it: IROs, families, children, meetings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import Term
from iro_desktop.importers.sample.chance import Chance, Steady
from iro_desktop.importers.sample.diary import Diary
from iro_desktop.importers.sample.workdays import WorkDays

CONFERENCES: Final = frozenset({"icpc", "rcpc", "transfer"})
NOT_COUNTED: Final = frozenset({"short breaks", "no plan", "conference booked"})
"""Roles of families who are met with and do not count in a caseload."""


@dataclass(slots=True)
class Chair:
    """One IRO. ``whole`` files hold everything; others only what measures count."""

    number: int
    id: str
    name: str
    fte: float
    diary: Diary
    leave: list[tuple[date, date]]
    whole: bool
    late: dict[tuple[str, int], Steady] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget every meeting that was told of, to begin again."""
        self.diary.clear()
        self.late.clear()


@dataclass(slots=True)
class Scene:
    """What everything is told against; ``start_on`` is the IROs' first day, three years back."""

    as_of: date
    start_on: date
    practice: Practice
    standards: Standards
    terms_begun: tuple[Term, ...]
    work_days: WorkDays
    chance: Chance


@dataclass(slots=True)
class Sitting:
    """A review or conference of one family; the next is due ``next_months`` after it."""

    on: date
    kind: str
    order: int
    next_months: int
    late: bool = False
    continues: bool = True
    id: str = ""


@dataclass(slots=True)
class Care:
    """A period of care of one family, with its reviews and how far adoption has come.

    ``discharged`` says that it ended because a court discharged the care order.
    """

    started_on: date
    ended_on: date | None
    sittings: list[Sitting]
    end_reason: str = ""
    authority_on: date | None = None
    placed_on: date | None = None
    statuses: list[tuple[str, date]] = field(default_factory=list)
    permanence: str = ""
    discharged: bool = False

    def status(self, day: date) -> str:
        """Return the code of the legal status on ``day``; "" before care began."""
        return next((code for code, from_on in reversed(self.statuses) if from_on <= day), "")

    def is_open(self, day: date) -> bool:
        """Return whether the period was open at the end of ``day``."""
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(slots=True)
class Plan:
    """A child protection plan of one family; the first of its conferences began it.

    Until it is known whether that came in time, ``asked_on`` is the day of the conference itself.
    ``earlier`` counts the children's plans before this one, here and ``elsewhere``; the last of
    them ended on ``earlier_ended_on``.
    """

    asked_on: date
    sittings: list[Sitting]
    ended_on: date | None
    end_reason: str = ""
    in_time: bool = True
    category: str = ""
    earlier: int = 0
    earlier_ended_on: date | None = None
    elsewhere: bool = False

    def is_open(self, day: date) -> bool:
        """Return whether the plan was open at the end of ``day``."""
        return self.sittings[0].on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(slots=True)
class Family:
    """Brothers and sisters whose work began and ended together, or a child alone.

    ``role`` says what is special about them, ``before`` is the same family in earlier years.
    They are here from the day the first of care and plan began to the day the last of them ended.
    ``endorsed`` says that permanence plans were agreed by the second review, ``listed`` that
    they stand in today's list, ``next_is_check`` that what is asked for them there is a check.
    """

    number: int
    chair: Chair
    size: int
    role: str
    care: Care | None
    plan: Plan | None
    before: Family | None = None
    endorsed: bool = True
    listed: bool = False
    next_is_check: bool = False
    kids: list[Kid] = field(default_factory=list)
    started_on: date = field(init=False)
    allocated_on: date = field(init=False)
    ended_on: date | None = field(init=False)

    def __post_init__(self) -> None:
        starts = [self.care.started_on] if self.care else []
        if self.plan:
            starts.append(min(self.plan.asked_on, self.plan.sittings[0].on))
        self.started_on = self.allocated_on = min(starts)
        ends = [part.ended_on for part in (self.care, self.plan) if part]
        self.ended_on = None if None in ends else max(day for day in ends if day)

    def is_allocated(self, day: date) -> bool:
        """Return whether the family was in care or on a plan, and had an IRO, on ``day``."""
        return self.allocated_on <= day and (self.ended_on is None or day < self.ended_on)

    def is_open(self, day: date) -> bool:
        """Return whether the family was in care or on a plan at the end of ``day``."""
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    @property
    def sittings(self) -> list[Sitting]:
        """All reviews and conferences, in no order."""
        return [s for part in (self.plan, self.care) if part for s in part.sittings]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a child lived from one day to another; ``to_on`` is the day of the move."""

    placement_type: str
    provider: str
    from_on: date
    to_on: date | None
    reason: str
    out_of_area: bool = False


@dataclass(slots=True)
class Kid:
    """One child of a family, who may be met in several of its times with the service."""

    families: list[Family]
    born_on: date | None
    expected_on: date | None
    sex: str
    first: str
    district: str
    team: int
    ethnicity: str
    surname: str
    reference: str = ""
    id: str = ""
    homes: list[Home] = field(default_factory=list)

    @property
    def family(self) -> Family:
        """The family in its latest time with the service."""
        return self.families[-1]

    def age(self, day: date) -> int:
        """Return the age in whole years; -1 before birth."""
        born_on = self.born_on
        if born_on is None or day < born_on:
            return -1
        return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))

    def home(self, day: date) -> Home | None:
        """Return where the child lived in care at the end of ``day``, or None."""
        return next(
            (h for h in self.homes if h.from_on <= day and (h.to_on is None or day < h.to_on)), None
        )

    def tell(self, words: str) -> str:
        """Return the words with he or she in place of what stands for the child."""
        return words.format_map(_WORDS[self.sex]) if "{" in words else words


_WORDS = {
    "F": {
        "he": "she",
        "He": "She",
        "him": "her",
        "his": "her",
        "His": "Her",
        "himself": "herself",
    },
    "M": {word: word for word in ("he", "He", "him", "his", "His", "himself")},
    "U": {
        "he": "the baby",
        "He": "The baby",
        "him": "the baby",
        "his": "the baby's",
        "His": "The baby's",
        "himself": "the baby",
    },
}
