"""How the caseloads came from month to month, and where one IRO's account is not the other's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.summary import MonthOfCaseload
from iro_desktop.domain.team.findings import FindingKind, TeamFinding
from iro_desktop.domain.team.people import Names, TeamIro
from iro_desktop.domain.team.pool import caseload_of
from iro_desktop.domain.words import counted, say_month


@dataclass(frozen=True, slots=True)
class Passed:
    """Children who came from or went to somebody: the id where it is an IRO of the team, else "".

    Without a name too they came from nobody, or went to nobody: they were unallocated.
    """

    officer_id: str
    name: str
    children: int


@dataclass(frozen=True, slots=True)
class MonthOfIro:
    """One IRO's month: opening + new + received - passed - ended = closing, in children."""

    officer_id: str
    month_on: date
    opening: int
    new: int
    received: tuple[Passed, ...]
    passed: tuple[Passed, ...]
    ended: int
    closing: int
    fte: float | None


@dataclass(frozen=True, slots=True)
class MonthOfTeam:
    """The month of all IROs with a summary of it, whose children are added up.

    ``between`` passed from one of them to another as both say. ``received`` came from elsewhere:
    from nobody, from an IRO without a summary, or from one whose summary does not say so;
    ``passed`` went elsewhere in the same way. opening + new + received - passed - ended = closing.
    """

    month_on: date
    opening: int
    new: int
    received: int
    passed: int
    between: int
    ended: int
    closing: int
    iros: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What two IROs say differently of one month: how many passed from one to the other."""

    month_on: date
    from_id: str
    from_name: str
    to_id: str
    to_name: str
    passed: int
    received: int

    @property
    def sentence(self) -> str:
        """Both accounts in one sentence."""
        passed = counted(self.passed, "child", "children")
        return (
            f"{say_month(self.month_on)}: {self.from_name} counts {passed} passed to "
            f"{self.to_name}, who counts {self.received} received from {self.from_name}."
        )


@dataclass(frozen=True, slots=True)
class Movement:
    """How the caseloads moved, by month in order, of each IRO and of the team."""

    iros: Mapping[str, tuple[MonthOfIro, ...]]
    team: tuple[MonthOfTeam, ...]
    mismatches: tuple[Mismatch, ...]


def movement_of(iros: Sequence[TeamIro]) -> Movement:
    """How the caseloads of these IROs moved in the months that their summaries give.

    Who is meant by a name is known by the roster's names and other names and by the summaries'.
    """
    names = Names(iros)
    said = {one.officer_id: one.name for one in iros}
    months = {
        one.officer_id: tuple(_of_iro(one.officer_id, month, names, said) for month in given)
        for one in iros
        if (given := caseload_of(one))
    }
    by_month: dict[date, list[MonthOfIro]] = {}
    for own in months.values():
        for month in own:
            by_month.setdefault(month.month_on, []).append(month)
    ordered = [by_month[month_on] for month_on in sorted(by_month)]
    return Movement(
        months,
        tuple(_of_team(given) for given in ordered),
        tuple(one for given in ordered for one in _mismatches(given, said)),
    )


def _of_iro(
    officer_id: str, month: MonthOfCaseload, names: Names, said: Mapping[str, str]
) -> MonthOfIro:
    return MonthOfIro(
        officer_id,
        month.month_on,
        month.opening,
        month.new,
        _by_iro(month.received, names, said),
        _by_iro(month.passed, names, said),
        month.ended,
        month.closing,
        month.fte,
    )


def _by_iro(
    moved: Iterable[tuple[str, int]], names: Names, said: Mapping[str, str]
) -> tuple[Passed, ...]:
    """Return children by whom they came from or went to, one IRO's names put together."""
    found: Counter[tuple[str, str]] = Counter()
    for name, children in moved:
        officer_id = names.id_of(name) if name else ""
        found[officer_id, said.get(officer_id, name)] += children
    return tuple(Passed(*who, children) for who, children in sorted(found.items()))


def _of_team(months: Sequence[MonthOfIro]) -> MonthOfTeam:
    passed, received = _pairs(months)
    between = sum(min(number, received[pair]) for pair, number in passed.items())
    all_received = sum(one.children for month in months for one in month.received)
    all_passed = sum(one.children for month in months for one in month.passed)
    return MonthOfTeam(
        months[0].month_on,
        sum(month.opening for month in months),
        sum(month.new for month in months),
        all_received - between,
        all_passed - between,
        between,
        sum(month.ended for month in months),
        sum(month.closing for month in months),
        len(months),
    )


def _pairs(
    months: Iterable[MonthOfIro],
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Return (from, to) -> children, as those say who passed them and as those who received."""
    passed: Counter[tuple[str, str]] = Counter()
    received: Counter[tuple[str, str]] = Counter()
    for month in months:
        for one in month.passed:
            if one.officer_id:
                passed[month.officer_id, one.officer_id] += one.children
        for one in month.received:
            if one.officer_id:
                received[one.officer_id, month.officer_id] += one.children
    return passed, received


def _mismatches(months: Sequence[MonthOfIro], said: Mapping[str, str]) -> Iterator[Mismatch]:
    """Yield what differs between two of those who have a summary of the month."""
    there = {month.officer_id for month in months}
    passed, received = _pairs(months)
    for pair in sorted({*passed, *received}, key=lambda pair: (said[pair[0]], said[pair[1]], pair)):
        if passed[pair] != received[pair] and there.issuperset(pair):
            giver, taker = pair
            yield Mismatch(
                months[0].month_on, giver, said[giver], taker, said[taker],
                passed[pair], received[pair],
            )  # fmt: skip


def movement_findings(movement: Movement, said: Mapping[str, str]) -> Iterator[TeamFinding]:
    """Yield mismatches, and months that do not begin with what the one before ended with."""
    for one in movement.mismatches:
        ids = (one.from_id, one.to_id)
        yield TeamFinding(FindingKind.MOVES, one.sentence, ids, (one.month_on,))
    for officer_id, months in movement.iros.items():
        for before, after in pairwise(months):
            follows = add_months(before.month_on, 1) == after.month_on
            if follows and before.closing != after.opening:
                yield TeamFinding(
                    FindingKind.BALANCE,
                    f"{said[officer_id]} ends {say_month(before.month_on)} with {before.closing} "
                    f"and begins {say_month(after.month_on)} with {after.opening}: records were "
                    "changed between the two summaries.",
                    (officer_id,),
                    (before.month_on, after.month_on),
                )
