"""Health assessments: the initial one in time, and whether they are up to date."""

from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.records import HealthAssessment
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import birthday, by, months_later, working_days_later
from tests.domain.measures.by_hand.filed import Filed, Stands


def initial_health_in_time(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for care in load.care(case):
            due = working_days_later(care.start, 20, load.holidays)
            if care.short or not care.known or due >= care.end or due > load.as_of:
                continue
            officer, child = load.officer(case, due), case.child.id
            assessed = assessments(case, load.as_of)
            met = any(months_later(care.start, -3) <= day <= due for day in assessed)
            yield Filed(due, child, officer, met)
            refused = [
                one.refused_on
                for one in case.of(HealthAssessment)
                if one.refused_on and one.refused_on <= load.as_of
            ]
            how = "not_done"
            if any(care.start <= day <= care.end for day in refused):
                how = "refused"
            if any(due < day <= care.end for day in assessed):
                how = "late"
            for part in ("late", "refused", "not_done"):
                yield Filed(due, child, officer, not met and part == how, part, beside=True)


def assessments(case: CaseFile, last: date) -> list[date]:
    return [
        one.assessed_on
        for one in case.of(HealthAssessment)
        if one.assessed_on and one.assessed_on <= last
    ]


def next_due(born: date | None, assessed: date) -> date:
    young = months_later(assessed, 6)
    if born is None or young <= birthday(born, 5):
        return young
    return months_later(assessed, 12)


def health_up_to_date(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    care = load.care_on(case, day)
    if care is None:
        return
    born = case.child.born_on
    met = any(next_due(born, assessed) >= day for assessed in assessments(case, day))
    not_yet = care.known and day <= working_days_later(care.start, 20, load.holidays)
    if met or not not_yet:
        yield Stands(met)
        if by(months_later(care.start, 12), day):
            yield Stands(met, "year_looked_after", beside=True)
