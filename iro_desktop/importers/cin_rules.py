"""The rules of the children in need census on conferences, plans and reviews, row by row.

The numbers are those of the Department for Education, the words our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.calendar import WorkingCalendar, financial_year_end
from iro_desktop.domain.words import counted, plain_date
from iro_desktop.importers.cin_census_facts import (
    Census,
    CensusChild,
    Enquiry,
    Plan,
    Referral,
    census,
)
from iro_desktop.importers.file_findings import FileFinding
from iro_desktop.importers.results import Step, no_step
from iro_desktop.importers.sources import named, source

BY_ROW: Final = frozenset(
    {"8841", "8842Q", "4003", "2885", "2883", "2884", "8840", "8925", "8930", "8720", "8940",
     "8875", "8870Q", "8675Q", "8615", "1104", "1105"}
)  # fmt: skip
"""The rules that are counted here; what an import flags by others comes as it is."""

_WORKING_DAYS: Final = 15
_SATURDAY: Final = 5
_DAY_NAMES: Final = ("Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class _Looked:
    """One file with its census year, both ends included."""

    census: Census
    from_on: date
    to_on: date
    calendar: WorkingCalendar

    def holds(self, day: date | None) -> bool:
        """Return whether a day lies in the census year."""
        return day is not None and self.from_on <= day <= self.to_on

    def flag(self, child: CensusChild, kind: str, what: str, rule: str, said: str) -> FileFinding:
        """Return a finding on one part of a child."""
        record = f"child {child.number}, {what}"
        file = self.census.file
        return FileFinding(rule, child.reference, kind, record, said, file, child.number)


def findings(
    paths: Iterable[Path],
    calendar: WorkingCalendar,
    *,
    today: date,
    year: int | None = None,
    step: Step = no_step,
) -> tuple[FileFinding, ...]:
    """Return all that breaks a rule in files of the census, each part of a child by itself.

    The census year ends on 31 March of ``year`` or, without one, on the reference date of the
    file. Raises a UserError for a file that cannot be read or is no census.
    """
    found: list[FileFinding] = []
    for name, path in named(paths):
        step()
        whole = census(source(name, path))
        last_on = date(year, 3, 31) if year else whole.reference_on or financial_year_end(today)
        first_on = date(last_on.year - 1, 4, 1)
        found += _of_file(_Looked(whole, first_on, last_on, calendar))
    return tuple(found)


def _of_file(looked: _Looked) -> Iterator[FileFinding]:
    yield from _counts(looked)
    for child in looked.census.children:
        yield from _overlaps(looked, child)
        for referral in child.referrals:
            for enquiry in referral.enquiries:
                yield from _enquiry(looked, child, referral, enquiry)
            for plan in referral.plans:
                yield from _plan(looked, child, referral, plan)
                yield from _reviews(looked, child, referral, plan)


def _counts(looked: _Looked) -> Iterator[FileFinding]:
    """Rule 2883: it is about the whole file, not about a child."""
    starts = conferences = 0
    for child in looked.census.children:
        for referral in child.referrals:
            starts += sum(looked.holds(plan.started_on) for plan in referral.plans)
            conferences += looked.holds(referral.conference_on)
            conferences += sum(looked.holds(one.conference_on) for one in referral.enquiries)
    if starts > conferences:
        said = (
            f"{counted(starts, 'plan')} started in the census year but there "
            f"{'was' if conferences == 1 else 'were'} {counted(conferences, 'initial conference')}"
            ": add the conferences that are missing."
        )
        yield FileFinding("2883", "", "ChildProtectionPlans", "", said, looked.census.file)


def _enquiry(
    looked: _Looked, child: CensusChild, referral: Referral, enquiry: Enquiry
) -> Iterator[FileFinding]:
    for rule, said in (
        *_conference(child, referral, enquiry),
        *_target(enquiry),
        *_still_open(looked, enquiry),
    ):
        what = _place(referral, f"enquiry {enquiry.number}")
        yield looked.flag(child, "Section47", what, rule, said)


def _conference(
    child: CensusChild, referral: Referral, enquiry: Enquiry
) -> Iterator[tuple[str, str]]:
    held_on = enquiry.conference_on
    if held_on is None:
        return
    day = plain_date(held_on)
    if held_on.weekday() >= _SATURDAY:
        name = _DAY_NAMES[held_on.weekday() - _SATURDAY]
        yield "8875", f"The initial conference of {day} was on a {name}: correct the day."
    if enquiry.started_on is None:
        yield (
            "8615",
            f"There is an initial conference of {day} but no start of the enquiry: add it.",
        )
    elif enquiry.started_on > held_on:
        said = (
            f"The enquiry started on {plain_date(enquiry.started_on)}, after its initial "
            f"conference of {day}: correct one of the two days."
        )
        yield "8615", said
    if referral.referred_on is not None and held_on < referral.referred_on:
        said = (
            f"The initial conference of {day} was before the referral of "
            f"{plain_date(referral.referred_on)}: correct one of the two days."
        )
        yield "1104", said
    if any(one.conference_on == held_on for one in child.referrals):
        said = (
            f"The initial conference of {day} stands in the enquiry and beside it in CINdetails: "
            "keep it in one of the two."
        )
        yield "2884", said


def _target(enquiry: Enquiry) -> Iterator[tuple[str, str]]:
    target_on = enquiry.target_on
    if target_on is not None and target_on.weekday() >= _SATURDAY:
        name = _DAY_NAMES[target_on.weekday() - _SATURDAY]
        yield (
            "8870Q",
            (f"The target day of the conference, {plain_date(target_on)}, is a {name}: check it."),
        )


def _still_open(looked: _Looked, enquiry: Enquiry) -> Iterator[tuple[str, str]]:
    started_on = enquiry.started_on
    if enquiry.conference_on is not None or enquiry.not_required is not False:
        return
    if started_on is None:
        return
    if looked.calendar.add_working_days(started_on, _WORKING_DAYS) < looked.to_on:
        said = (
            f"The enquiry started on {plain_date(started_on)}, more than 15 working days before "
            "the end of the census year, and has no initial conference: add it, or say that none "
            "was required."
        )
        yield "8675Q", said


def _plan(
    looked: _Looked, child: CensusChild, referral: Referral, plan: Plan
) -> Iterator[FileFinding]:
    for rule, said in (*_days(looked, plan), *_start(looked, referral, plan)):
        what = _place(referral, f"plan {plan.number}")
        yield looked.flag(child, "ChildProtectionPlans", what, rule, said)


def _days(looked: _Looked, plan: Plan) -> Iterator[tuple[str, str]]:
    started_on, ended_on = plan.started_on, plan.ended_on
    if started_on is None:
        yield "8720", "The plan has no start date: enter it."
    elif started_on > looked.to_on:
        said = (
            f"The plan started on {plain_date(started_on)}, after the census year: correct the "
            "day, or leave the plan to the next census."
        )
        yield "8720", said
    if ended_on is None:
        return
    if not looked.holds(ended_on):
        said = (
            f"The plan ended on {plain_date(ended_on)}, outside the census year from "
            f"{plain_date(looked.from_on)} to {plain_date(looked.to_on)}: correct the day, or take "
            "the plan out."
        )
        yield "8930", said
    if ended_on == started_on:
        said = (
            f"The plan ended on {plain_date(ended_on)}, the day on which it started: correct one "
            "of the two days."
        )
        yield "8840", said
    elif started_on is not None and ended_on < started_on:
        said = (
            f"The plan ended on {plain_date(ended_on)}, before it started on "
            f"{plain_date(started_on)}: correct one of the two days."
        )
        yield "8925", said


def _start(looked: _Looked, referral: Referral, plan: Plan) -> Iterator[tuple[str, str]]:
    started_on = plan.started_on
    if started_on is None:
        return
    conferences = {referral.conference_on, *(one.conference_on for one in referral.enquiries)}
    if looked.holds(started_on) and started_on not in conferences:
        said = (
            f"The plan started on {plain_date(started_on)}, a day without an initial conference: "
            "a plan starts on the day of the conference that made it."
        )
        yield "2885", said
    if referral.referred_on is not None and started_on < referral.referred_on:
        said = (
            f"The plan started on {plain_date(started_on)}, before the referral of "
            f"{plain_date(referral.referred_on)}: correct one of the two days."
        )
        yield "1105", said


def _overlaps(looked: _Looked, child: CensusChild) -> Iterator[FileFinding]:
    """Rule 8940: both ends count, and an open plan lasts to the end of the census year."""
    plans = [
        (referral, plan, plan.started_on)
        for referral in child.referrals
        for plan in referral.plans
        if plan.started_on is not None
    ]
    for referral, plan, started_on in plans:
        other = next(
            (
                start
                for _, one, start in plans
                if one is not plan and start <= started_on <= (one.ended_on or looked.to_on)
            ),
            None,
        )
        if other is not None:
            said = (
                f"The plan started on {plain_date(started_on)}, within the one of "
                f"{plain_date(other)}: correct their days, or take out the one that is there twice."
            )
            what = _place(referral, f"plan {plan.number}")
            yield looked.flag(child, "ChildProtectionPlans", what, "8940", said)


def _reviews(
    looked: _Looked, child: CensusChild, referral: Referral, plan: Plan
) -> Iterator[FileFinding]:
    in_need = [span for one in child.referrals for span in one.in_need]
    for number, held_on in enumerate(plan.reviews, start=1):
        what = _place(referral, f"plan {plan.number}, review {number}")
        for rule, said in _review(plan, held_on, in_need):
            yield looked.flag(child, "Reviews", what, rule, said)


def _review(
    plan: Plan, held_on: date | None, in_need: Iterable[tuple[date | None, date | None]]
) -> Iterator[tuple[str, str]]:
    if held_on is None:
        yield "8842Q", "The review of the plan has no date: enter it, or take the element out."
        return
    day = plain_date(held_on)
    if plan.started_on is not None and held_on <= plan.started_on:
        said = (
            f"The review of {day} is not after the start of its plan on "
            f"{plain_date(plan.started_on)}: correct one of the two days."
        )
        yield "8841", said
    if held_on != plan.ended_on and any(
        start is not None and end is not None and start <= held_on < end for start, end in in_need
    ):
        said = (
            f"The review of {day} was held while a child in need plan was open: correct the days "
            "of that plan or of the review."
        )
        yield "4003", said


def _place(referral: Referral, what: str) -> str:
    return f"referral {referral.number}, {what}"
