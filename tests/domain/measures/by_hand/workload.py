"""How many children there are, of whom, and for how much working time."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from iro_desktop.domain.records import Absence, OtherDuty, WorkingTime
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import DAY, is_working
from tests.domain.measures.by_hand.filed import Stands

Number = Callable[[Caseload, CaseFile, date], Iterator[Stands]]


def cla_number(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    if load.care_on(case, day):
        yield Stands(True)


def cp_number(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    if on_plan(load, case, day):
        yield Stands(True)


def cla_rate_per_10000(load: Caseload, day: date) -> tuple[int, float | None]:
    return children(load, cla_number, day), population(load, day)


def cp_rate_per_10000(load: Caseload, day: date) -> tuple[int, float | None]:
    return children(load, cp_number, day), population(load, day)


def children(load: Caseload, number: Number, day: date) -> int:
    return sum(len(list(number(load, case, day))) for case in load.cases)


def on_plan(load: Caseload, case: CaseFile, day: date) -> bool:
    return any(p.start <= day < p.end and not p.record.temporary for p in load.plans(case))


def population(load: Caseload, day: date) -> float | None:
    """The population of the financial year of a day, or else of the latest one before it."""
    year_end = date(day.year + (day.month > 3), 3, 31)
    known = [
        (one.year_ending_on, one.value)
        for one in load.comparators
        if one.measure == "population_0_17"
        and one.area_kind == "own"
        and one.value
        and one.year_ending_on
        and one.year_ending_on <= year_end
    ]
    return max(known)[1] if known else None


def caseload(load: Caseload, day: date, officer: str | None) -> dict[str, int]:
    found = {"cla": 0, "cp": 0, "both": 0, "covering": 0}
    for case in load.cases:
        cla, cp = load.care_on(case, day) is not None, on_plan(load, case, day)
        if not (cla or cp):
            continue
        if officer is None or load.named_officer(case, day) == officer:
            found["both" if cla and cp else "cla" if cla else "cp"] += 1
        if officer is not None and load.covers(case, day, officer):
            found["covering"] += 1
    return found


def size(load: Caseload, day: date, officer: str | None) -> int:
    found = caseload(load, day, officer)
    return found["cla"] + found["cp"] + found["both"]


def fte(load: Caseload, officer: str, day: date) -> float | None:
    contracts = [t.fte or 0 for t in load.times if t.officer_id == officer and within(t, day)]
    if not contracts:
        return None
    if any(
        a.officer_id == officer and a.reason == "maternity" and within(a, day)
        for a in load.absences
    ):
        return 0.0
    if working_days_sick(load, officer, day) > 20:
        return 0.0
    duties = sum(d.fte or 0 for d in load.duties if d.officer_id == officer and within(d, day))
    return max(0.0, sum(contracts) - duties)


def working_days_sick(load: Caseload, officer: str, day: date) -> int:
    notes = [a for a in load.absences if a.officer_id == officer and a.reason == "sickness"]

    def noted(on: date) -> bool:
        return any(within(note, on) for note in notes)

    def reaches_a_note(on: date, step: timedelta) -> bool:
        while not noted(on) and not is_working(on, load.holidays):
            on += step
        return noted(on)

    if not (reaches_a_note(day, -DAY) and reaches_a_note(day, DAY)):
        return 0
    number = 0
    while noted(day) or not is_working(day, load.holidays):
        number += is_working(day, load.holidays)
        day -= DAY
    return number


def within(row: WorkingTime | Absence | OtherDuty, day: date) -> bool:
    return (row.from_on is None or row.from_on <= day) and (row.to_on is None or day <= row.to_on)
