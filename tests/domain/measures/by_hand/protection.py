"""Child protection: conferences in time, plans that last or come again, appeals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.records import Appeal, FamilySafeguardingChecklist, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Caseload, Plan
from tests.domain.measures.by_hand.days import FAR, months_later, working_days_later
from tests.domain.measures.by_hand.filed import Filed, Stands

CONFERENCES = ("icpc", "rcpc", "transfer")
TICKS = ("adult_specialist", "workbook", "family_words", "outcomes", "next_step")


@dataclass(frozen=True)
class Interval:
    """From one conference to the next: ``number`` of the next, when it was due and when held."""

    number: int
    start: date
    due: date
    held: date | None
    review: Review | None
    end: date


def intervals(load: Caseload, case: CaseFile) -> Iterator[Interval]:
    for plan in load.plans(case):
        if plan.record.temporary:
            continue
        last = min(plan.end, load.as_of)
        inside = [
            r for r in load.held(case, "rcpc") if r.held_on and plan.start < r.held_on <= last
        ]
        clock = plan.start
        for number, review in enumerate([*inside, None], start=1):
            due = months_later(clock, 3 if number == 1 else 6)
            held = review.held_on if review else None
            yield Interval(number, clock, due, held, review, plan.end)
            clock = held or clock


def part(number: int) -> str:
    return "rcpc_first" if number == 1 else "rcpc_later"


def cp_reviews_in_time(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for one in intervals(load, case):
            in_time = one.held is not None and one.held <= one.due
            if one.held is None and (one.due > load.as_of or one.due >= one.end):
                continue
            on = one.held if in_time and one.held else one.due
            officer = load.chair(case, one.review, on) if one.review else load.officer(case, on)
            yield Filed(on, case.child.id, officer, in_time, part(one.number))


def cp_reviews_in_time_held(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for one in intervals(load, case):
            if one.review and one.held:
                officer = load.chair(case, one.review, one.held)
                yield Filed(one.held, case.child.id, officer, one.held <= one.due, part(one.number))


def icpc_in_time(load: Caseload) -> Iterator[Filed]:
    families: dict[tuple[str, date], list[Filed]] = {}
    for case in in_order(load):
        for review in load.held(case, "icpc"):
            held, strategy = review.held_on or FAR, review.strategy_on
            if strategy is None or strategy > held:
                continue
            met = held <= working_days_later(strategy, 15, load.holidays)
            one = Filed(held, case.child.id, load.chair(case, review, held), met)
            families.setdefault((load.meeting_of(case, review), held), []).append(one)
            yield one
    for ones in families.values():
        first = ones[0]
        met = all(one.met for one in ones)
        yield Filed(first.on, first.child, first.officer, met, "families", beside=True)


def in_order(load: Caseload) -> list[CaseFile]:
    return sorted(load.cases, key=lambda case: case.child.id)


# Plans


def lasting(plan: Plan, day: date) -> bool:
    return months_later(plan.start, 24) <= day


def cp_over_two_years_open(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    on_day = [p for p in load.plans(case) if p.start <= day < p.end and not p.record.temporary]
    if on_day:
        yield Stands(any(lasting(plan, day) for plan in on_day))


def cp_over_two_years_ended(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for plan in load.plans(case):
            if plan.end <= load.as_of and not plan.record.temporary:
                officer = load.officer(case, plan.end)
                counts = plan.ended_by_somebody and plan.start <= plan.end
                met = lasting(plan, plan.end) if counts else None
                yield Filed(plan.end, case.child.id, officer, met)


def cp_repeat_ever(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for plan in load.plans(case):
            if not plan.record.temporary:
                officer = load.officer(case, plan.start)
                yield Filed(plan.start, case.child.id, officer, is_repeat(load, case, plan))


def is_repeat(load: Caseload, case: CaseFile, plan: Plan) -> bool:
    record = plan.record
    return bool(
        earlier_plans(load, case, plan)
        or (record.previous_plans or 0) >= 1
        or record.previous_plan_la.strip()
        or record.previous_plan_ended_on
    )


def earlier_plans(load: Caseload, case: CaseFile, plan: Plan) -> list[Plan]:
    return [p for p in load.plans(case) if p.start < plan.start and not p.record.temporary]


def cp_repeat_12_months(load: Caseload) -> Iterator[Filed]:
    yield from repeats_within(load, 12)


def cp_repeat_24_months(load: Caseload) -> Iterator[Filed]:
    yield from repeats_within(load, 24)


def repeats_within(load: Caseload, months: int) -> Iterator[Filed]:
    for case in load.cases:
        for plan in load.plans(case):
            if plan.record.temporary:
                continue
            ends = ends_before(load, case, plan)
            met = bool(ends) and plan.start <= months_later(max(ends), months)
            officer = load.officer(case, plan.start)
            yield Filed(plan.start, case.child.id, officer, met)
            unknown = not met and is_undated(plan, ends)
            yield Filed(plan.start, case.child.id, officer, unknown, "unknown", beside=True)


def ends_before(load: Caseload, case: CaseFile, plan: Plan) -> set[date]:
    """The days on which earlier plans ended; one still open when this began ended that day."""
    ends = {min(p.end, plan.start) for p in earlier_plans(load, case, plan)}
    told = plan.record.previous_plan_ended_on
    return {*ends, told} if told and told <= plan.start else ends


def is_undated(plan: Plan, ends: set[date]) -> bool:
    """Whether there were more plans before this one than days on which one ended."""
    record, told = plan.record, plan.record.previous_plan_ended_on
    elsewhere = bool(record.previous_plan_la.strip()) and told is None
    impossible = told is not None and told > plan.start
    return (record.previous_plans or 0) > len(ends) or elsewhere or impossible


# Appeals: the conferences held, and the appeals that were accepted


def conferences_held(load: Caseload) -> Iterator[Filed]:
    seen = set()
    for case in in_order(load):
        for review in load.held(case, *CONFERENCES):
            day = review.held_on or FAR
            family = load.meeting_of(case, review), day
            if family not in seen:
                seen.add(family)
                yield Filed(day, case.child.id, load.chair(case, review, day), False)


def appeals_accepted(load: Caseload) -> Iterator[Filed]:
    """Appeals of one appellant for the children of a family are one, by its outcome if decided."""
    found: dict[tuple[object, ...], list[Filed]] = {}
    for case in in_order(load):
        on_file = {r.id: r for r in case.of(Review)}
        for appeal in case.of(Appeal):
            day = appeal.accepted_on
            if day is None or day > load.as_of:
                continue
            review = on_file.get(appeal.review_id, Review(id=""))
            family = load.meeting_of(case, review), review.held_on
            officer = load.chair(case, review, day)
            one = Filed(day, case.child.id, officer, True, appeal.outcome or "open")
            found.setdefault((family, day, appeal.appellant), []).append(one)
    for ones in found.values():
        yield min(ones, key=lambda one: one.part == "open")


def cp_appeals(load: Caseload) -> Iterator[Filed]:
    yield from conferences_held(load)
    yield from appeals_accepted(load)


# Family Safeguarding


def family_safeguarding(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for review in load.held(case, *CONFERENCES, "reconvened"):
            for one in case.of(FamilySafeguardingChecklist):
                answers = {tick: getattr(one, tick) for tick in TICKS}
                answered = {tick: yes for tick, yes in answers.items() if yes is not None}
                if one.review_id != review.id or not answered:
                    continue
                day = review.held_on or FAR
                officer, child = load.chair(case, review, day), case.child.id
                yield Filed(day, child, officer, sum(answered.values()) >= 4)
                for tick, yes in answered.items():
                    yield Filed(day, child, officer, yes, tick, beside=True)
                break
