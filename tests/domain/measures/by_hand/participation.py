"""How children took part in their reviews and conferences, how well, and what came of it."""

from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.records import Ask, Participation, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import FAR, birthday, by
from tests.domain.measures.by_hand.filed import Filed
from tests.domain.measures.by_hand.reviews import intervals

TICKS = ("prepared", "chose", "chaired", "seen_alone", "own_words", "written_to_child")


def code_of(case: CaseFile, review: Review) -> Participation | None:
    found = [p for p in case.of(Participation) if p.review_id == review.id and p.participation]
    return found[0] if found else None


def coded(load: Caseload, codes: str) -> Iterator[Filed]:
    for case in load.cases:
        for review in load.held_in_care(case):
            day, one = review.held_on, code_of(case, review)
            number = one.participation[2:] if one else ""
            if day and number and number in "1234567":
                yield Filed(day, case.child.id, load.officer(case, day), number in codes)


def cla_participation(load: Caseload) -> Iterator[Filed]:
    yield from coded(load, "12356")


def cla_attendance(load: Caseload) -> Iterator[Filed]:
    yield from coded(load, "1234")


def cla_participation_quality(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for review in load.held_in_care(case):
            scores = ticks_of(case, review)
            day = review.held_on or FAR
            if scores:
                officer, child = load.officer(case, day), case.child.id
                total, number = sum(scores.values()), len(scores)
                yield Filed(day, child, officer, total >= 2 * number, amount=total, weight=number)
                for tick, score in scores.items():
                    yield Filed(day, child, officer, score >= 2, tick, amount=score, beside=True)


def ticks_of(case: CaseFile, review: Review) -> dict[str, int]:
    for one in case.of(Participation):
        if one.review_id == review.id:
            scores = {tick: getattr(one, tick) for tick in TICKS}
            filled = {tick: score for tick, score in scores.items() if score in (0, 1, 2, 3)}
            if filled:
                return filled
    return {}


def cla_participation_impact(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for review in load.held_in_care(case):
            day = review.held_on or FAR
            officer, child = load.officer(case, day), case.child.id
            for ask in case.of(Ask):
                if ask.review_id != review.id:
                    continue
                yield Filed(day, child, officer, ask.answer in ("agreed", "part", "no"))
                if ask.answer in ("part", "no"):
                    told = by(ask.reason_told_on, load.as_of)
                    yield Filed(day, child, officer, told, "reason_told", beside=True)
                next_day = day_of_the_next_review(load, case, day)
                if ask.answer in ("agreed", "part") and next_day is not None:
                    done = by(ask.done_on, next_day)
                    yield Filed(day, child, officer, done, "done", beside=True)


def day_of_the_next_review(load: Caseload, case: CaseFile, day: date) -> date | None:
    """The day the next review was held, or was due if it is overdue; None if it lies ahead."""
    for one in intervals(load, case):
        if one.order != 1 and one.start == day and one.due:
            if one.held:
                return one.held
            if one.due <= load.as_of and one.due < one.care.end:
                return one.due
    return None


def cp_participation(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        born = case.child.born_on
        for review in load.held(case, "icpc", "rcpc", "transfer"):
            day = review.held_on or FAR
            age = load.standards_on(day).participation_age or 0
            too_young = born is not None and day < birthday(born, age)
            officer, child = load.chair(case, review, day), case.child.id
            one = code_of(case, review)
            if one is None or one.participation == "PN0" or too_young:
                yield Filed(day, child, officer, None)
            else:
                yield Filed(day, child, officer, one.participation[2:] in "12356")
                for name in ("advocate_offered", "advocate_used"):
                    yield Filed(day, child, officer, bool(getattr(one, name)), name, beside=True)
