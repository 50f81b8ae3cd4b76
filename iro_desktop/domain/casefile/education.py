"""Personal education plans: on coming into care, in an emergency, and every term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.due import Due, due_after, not_on_file, or_not_on_file
from iro_desktop.domain.casefile.explained import becoming_looked_after
from iro_desktop.domain.casefile.spans import CareSpan, birthday
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import EducationPlan, Standards
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.standards import Term, terms_of

_AUGUST: Final = 8
_MISSING: Final = "No personal education plan on file: enter the last one"


def education_dues(
    case: CaseFile, span: CareSpan, practice: Practice, as_of: date
) -> Iterator[Due]:
    """Yield what is due of the PEP of a child in an open period of care.

    On coming into care a PEP is due within 20 working days, in the holidays too; then one every
    term, if the terms of the standards are known. An emergency placement has to start one within
    10 working days, and what was agreed is to be written up within 10.
    """
    plans = [plan for plan in case.of(EducationPlan) if not _later(plan, as_of)]
    completed = [p.completed_on for p in plans if p.completed_on and p.completed_on <= as_of]
    if eligible_for_pep(case.child.born_on, as_of, practice):
        due = _plan_due(case, span, completed, practice, as_of)
        if due is not None:
            yield due
    child_id, started_on = case.child.id, span.started_on
    if span.start_known and any(plan.emergency and plan.started_on is None for plan in plans):
        yield due_after(child_id, "pep_started", "pep_emergency_started", started_on, practice)
    for plan in plans:
        # Only a plan that was followed from its start: a completion date alone is from a return.
        if (
            plan.started_on is not None
            and plan.completed_on is not None
            and started_on <= plan.completed_on <= as_of
            and plan.completed_on == max(completed)
            and (plan.written_up_on is None or plan.written_up_on > as_of)
        ):
            yield due_after(
                child_id,
                "pep_written_up",
                "pep_written_up",
                plan.completed_on,
                practice,
                record_id=plan.id,
            )


def _later(plan: EducationPlan, as_of: date) -> bool:
    return plan.started_on is not None and plan.started_on > as_of


def _plan_due(
    case: CaseFile, span: CareSpan, completed: list[date], practice: Practice, as_of: date
) -> Due | None:
    child_id, started_on = case.child.id, span.started_on
    since_start = [day for day in completed if day >= started_on]
    eligible_at_start = eligible_for_pep(case.child.born_on, started_on, practice)
    if span.start_known and eligible_at_start and not since_start:
        first = due_after(
            child_id,
            "pep",
            "pep_first",
            started_on,
            practice,
            starts=becoming_looked_after(practice, as_of),
            record_id=span.period.id,
        )
        return or_not_on_file(first, as_of, _MISSING)
    term = term_on(terms_of(practice.on(as_of)), as_of)
    if term is not None and (started_on < term.from_on or not span.start_known):
        if any(term.from_on <= day <= as_of for day in completed):
            return None
        return Due(
            child_id,
            "pep",
            f"Personal education plan, {term.name}" if term.name else "Personal education plan",
            term.to_on,
            "pep_termly",
            term.from_on,
            span.period.id,
            starts="the end of the term",
        )
    if not completed and not span.start_known:
        return not_on_file(child_id, "pep", "pep_first", _MISSING, span.period.id)
    return None


def term_on(terms: tuple[Term, ...], day: date) -> Term | None:
    """Return the term of ``day``, outside term the last one that has ended, or None."""
    return next((term for term in reversed(terms) if term.from_on <= day), None)


def eligible_for_pep(born_on: date | None, day: date, practice: Practice) -> bool:
    """Return whether a child is of the age for a PEP; without a date of birth they are.

    From the age the standards set to the end of the school year in which they reach the other.
    """
    if born_on is None:
        return True
    first, last = pep_ages(born_on, practice.on(day))
    return first <= day <= last


def pep_ages(born_on: date, standards: Standards) -> tuple[date, date]:
    """Return the first and the last day on which a child is of the age for a PEP."""
    from_age, to_age = standards.pep_from_age or 0, standards.pep_to_age or 0
    last = birthday(born_on, to_age)
    year_ends_on = date(min(last.year + (last.month > _AUGUST), date.max.year), _AUGUST, 31)
    return birthday(born_on, from_age), year_ends_on
