"""Personal education plans up to date, term by term."""

from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.records import EducationPlan, Standards
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Care, Caseload
from tests.domain.measures.by_hand.days import FAR, birthday, by, working_days_later
from tests.domain.measures.by_hand.filed import Stands

NEW_FORMAT = date(2020, 9, 1)


def pep_up_to_date(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    care = load.care_on(case, day)
    standards = load.standards_on(day)
    terms = [term for term in terms_of(standards) if term[0] <= day]
    if care is None or not terms or not eligible(case.child.born_on, day, standards):
        return
    done = [p for p in case.of(EducationPlan) if by(p.completed_on, day)]
    new_to_care = care.known and day < working_days_later(care.start, 20, load.holidays)
    if new_to_care and not any(p.completed_on and p.completed_on >= care.start for p in done):
        return
    counting = [p for p in done if p.completed_on and stands_for(load, care, p, terms, day)]
    if not counting:
        yield Stands(False, "new" if day >= NEW_FORMAT else "old")
        return
    plan = max(counting, key=lambda p: (p.completed_on or FAR, p.id))
    yield Stands(True, format_of(plan))
    if plan.grade:
        yield Stands(plan.grade == "good", "quality", beside=True)


def terms_of(standards: Standards) -> list[tuple[date, date]]:
    return sorted(
        (date.fromisoformat(first), date.fromisoformat(last)) for _, first, last in standards.terms
    )


def eligible(born: date | None, day: date, standards: Standards) -> bool:
    """From the age they start at to the end of the school year of the last birthday."""
    if born is None:
        return True
    last_birthday = birthday(born, standards.pep_to_age or 0)
    last = date(last_birthday.year, 8, 31)
    if last < last_birthday:
        last = date(last_birthday.year + 1, 8, 31)
    return birthday(born, standards.pep_from_age or 0) <= day <= last


def stands_for(
    load: Caseload, care: Care, plan: EducationPlan, terms: list[tuple[date, date]], day: date
) -> bool:
    """Whether a plan completed by ``day`` is that of its term; holidays belong to the term before.

    ``terms`` are those that have begun. One of the first weeks in care counts for those weeks.
    """
    completed = plan.completed_on or FAR
    first, last = terms[-1]
    first_weeks_end = working_days_later(care.start, 20, load.holidays)
    if completed >= first or (care.known and care.start <= completed and day <= first_weeks_end):
        return True
    first_half = day <= first + (last - first) // 2
    return first_half and len(terms) > 1 and completed >= terms[-2][0]


def format_of(plan: EducationPlan) -> str:
    if plan.format_version in ("old", "new"):
        return plan.format_version
    return "new" if (plan.completed_on or FAR) >= NEW_FORMAT else "old"
