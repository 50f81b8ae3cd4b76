"""Rules on reviews and conferences: their codes, their days, and where they belong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import ReviewDue
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.quality.finding import OWN, Effect, Found, Rule, finding, of_child
from iro_desktop.domain.quality.participation import participation_problem
from iro_desktop.domain.records import CarePeriod, Participation, Review
from iro_desktop.domain.words import counted, plain_date, say_days

_PARTICIPATION: Final = ("cla_participation", "cla_attendance")
_TIMELINESS: Final = ("cla_reviews_in_time", "cla_reviews_in_time_held")
_OF_CONFERENCES: Final = ("cp_reviews_in_time", "cp_reviews_in_time_held")
_ICPC: Final = ("icpc_in_time",)
_LEFT_OUT: Final = "This review is left out of"
_CONFERENCE_LEFT_OUT: Final = "This conference is left out of"
_RETURN: Final = "SSDA903 return, rule"
_CENSUS: Final = "Children in need census, rule"

OLDER: Final = Rule(
    "440", "PN0 although the child was 4 or older", f"{_RETURN} 440",
    (Effect(_LEFT_OUT, _PARTICIPATION),),
)  # fmt: skip
YOUNGER: Final = Rule(
    "441", "PN1 to PN7 although the child was under 4", f"{_RETURN} 441",
    (Effect("This review counts, although the child was too young, in", _PARTICIPATION),),
)  # fmt: skip
NO_CODE: Final = Rule(
    "167", "Participation code missing or unknown", f"{_RETURN} 167",
    (Effect(_LEFT_OUT, _PARTICIPATION),),
)  # fmt: skip
NO_DATE: Final = Rule(
    "166", "Review without a date", f"{_RETURN} 166",
    (Effect(_LEFT_OUT, (*_TIMELINESS, *_PARTICIPATION)),),
)  # fmt: skip
NO_CARE: Final = Rule(
    "1012", "Reviews but no time in care", f"{_RETURN} 1012",
    (Effect("The child’s reviews are left out of", (*_TIMELINESS, *_PARTICIPATION)),
     Effect("The child is left out of", ("cla_number",))),
)  # fmt: skip
OUTSIDE_CARE: Final = Rule(
    "review_outside_care", "Review outside a period of care", OWN,
    (Effect(_LEFT_OUT, (*_TIMELINESS, *_PARTICIPATION)),),
)  # fmt: skip
OUTSIDE_PLAN: Final = Rule(
    "conference_outside_plan", "Review conference outside a child protection plan", OWN,
    (Effect(_CONFERENCE_LEFT_OUT, _OF_CONFERENCES),),
)  # fmt: skip
ON_START: Final = Rule(
    "8841", "Review conference on the day the plan started", f"{_CENSUS} 8841",
    (Effect(_CONFERENCE_LEFT_OUT, _OF_CONFERENCES),),
)  # fmt: skip
TWICE: Final = Rule(
    "duplicate_review", "The same review twice", OWN,
    (Effect("The two count as one in", _TIMELINESS),),
)  # fmt: skip
NEAR: Final = Rule("near_review", "Two reviews a few days apart", OWN)
LATE: Final = Rule("late_review", "Late, and no reason noted", OWN)
WEEKEND: Final = Rule(
    "8875", "Initial conference on a Saturday or Sunday", f"{_CENSUS} 8875"
)  # fmt: skip
ENQUIRY_AFTER: Final = Rule(
    "8615", "Initial conference before its strategy discussion", f"{_CENSUS} 8615",
    (Effect(_CONFERENCE_LEFT_OUT, _ICPC),),
)  # fmt: skip
NO_CLOCK: Final = Rule(
    "no_strategy_date", "Initial conference without a strategy discussion", OWN,
    (Effect(_CONFERENCE_LEFT_OUT, _ICPC),),
)  # fmt: skip
RULES: Final = (
    NO_DATE, NO_CODE, OLDER, YOUNGER, NO_CARE, OUTSIDE_CARE, OUTSIDE_PLAN, ON_START, TWICE, NEAR,
    LATE, ENQUIRY_AFTER, NO_CLOCK, WEEKEND,
)  # fmt: skip

_CODED: Final = {rule.id: rule for rule in (OLDER, YOUNGER, NO_CODE)}
_NEAR: Final = timedelta(days=7)
"""Two reviews of one kind so close together are more often one that was entered twice."""
ASKED_MONTHS: Final = 12
"""How far back words that nobody wrote are still asked for: what the yearly report covers."""
_SATURDAY: Final = 5
_WHAT_TO_DO: Final = {
    "440": "Correct the code, the day of the review or the date of birth.",
    "441": "Correct the code, the day of the review or the date of birth.",
    "167": "Choose how the child took part.",
}
_NAMES: Final = {
    "cla": "review",
    "icpc": "initial conference",
    "transfer": "transfer-in conference",
    "rcpc": "review conference",
}


def review_findings(facts: CaseFacts) -> Found:
    """Yield what is wrong with a child's reviews and conferences."""
    yield from _codes(facts)
    yield from _places(facts)
    yield from _doubles(facts)
    yield from _late(facts)
    yield from _initial(facts)


def _codes(facts: CaseFacts) -> Found:
    codes: dict[str, str] = {}
    for one in facts.case.of(Participation):
        codes[one.review_id] = codes.get(one.review_id) or one.participation
    for review in facts.case.of(Review):
        code = codes.get(review.id, "")
        if review.review_type != "cla":
            continue
        if review.held_on is not None:
            yield from _code(facts, review, review.held_on, code)
        elif code:
            sentence = (
                f"Participation {code[:40]} is recorded of a review without a date: enter the day "
                "on which it was held."
            )
            yield finding(NO_DATE, review, sentence)


def _code(facts: CaseFacts, review: Review, held_on: date, code: str) -> Found:
    broken = participation_problem(code, held_on, facts.case.child.born_on)
    in_care = review.id in facts.reviews_in_care
    if not code and (held_on > facts.as_of or (not in_care and _in_short_breaks(facts, held_on))):
        return  # still to come, or never returned: nobody asks for a code
    if broken:
        rule_id, sentence = broken
        effects = None if in_care else ()
        todo = f"{sentence} {_WHAT_TO_DO[rule_id]}"
        yield finding(_CODED[rule_id], review, todo, effects=effects)


def _in_short_breaks(facts: CaseFacts, day: date) -> bool:
    return any(span.short_breaks and span.holds(day) for span in facts.care_spans)


def _places(facts: CaseFacts) -> Found:
    """Yield reviews outside care and conferences outside plans, of those held by the day."""
    outside: list[tuple[date, Review]] = []
    for review in facts.case.of(Review):
        held_on = review.held_on
        if held_on is None or held_on > facts.as_of:
            continue
        if review.review_type == "cla":
            if not any(span.holds(held_on) for span in facts.care_spans):
                outside.append((held_on, review))
        elif review.review_type == "rcpc":
            yield from _of_conference(facts, review, held_on)
    if outside and not facts.case.of(CarePeriod):
        sentence = (
            f"{counted(len(outside), 'review')} on file but no period of care: enter since when "
            "the child is looked after."
        )
        yield of_child(NO_CARE, facts.child_id, sentence, mends="add CarePeriod")
        return
    for held_on, review in outside:
        yield finding(
            OUTSIDE_CARE, review,
            f"The review of {plain_date(held_on)} lies in no period of care: correct its day, or "
            "the days on which the child started and ceased to be looked after.",
        )  # fmt: skip


def _of_conference(facts: CaseFacts, review: Review, held_on: date) -> Found:
    spans = facts.plan_spans
    if any(
        one.started_on < held_on and (one.over_on is None or held_on <= one.over_on)
        for one in spans
    ):
        return
    if any(one.started_on == held_on for one in spans):
        yield finding(
            ON_START, review,
            f"The review conference of {plain_date(held_on)} is on the day on which the plan "
            "started: if it was the initial conference, change its type; else correct the day.",
        )  # fmt: skip
        return
    yield finding(
        OUTSIDE_PLAN, review,
        f"The review conference of {plain_date(held_on)} lies in no child protection plan: correct "
        "its day or its type, or the days on which the plan started and ended.",
    )  # fmt: skip


def _doubles(facts: CaseFacts) -> Found:
    held: dict[str, list[tuple[date, Review]]] = {}
    for review in facts.case.of(Review):
        if review.held_on is not None and review.review_type in _NAMES:
            held.setdefault(review.review_type, []).append((review.held_on, review))
    for review_type, found in held.items():
        name = _NAMES[review_type]
        found.sort(key=lambda one: (one[0], one[1].id))
        for (before, earlier), (day, later) in pairwise(found):
            if day == before:
                sentence = f"Two {name}s of {plain_date(day)} are on file: delete one of them."
                yield finding(TWICE, later, sentence, effects=_once(review_type))
            elif day - before <= _NEAR and earlier.adjourned_on is None:
                sentence = (
                    f"A {name} was held on {plain_date(before)} and another one on "
                    f"{plain_date(day)}: if it is the same, delete one; if it went on on another "
                    "day, enter a further sitting instead."
                )
                yield finding(NEAR, later, sentence, effects=_both(review_type))


def _measures_of(review_type: str) -> tuple[str, ...]:
    if review_type == "cla":
        return _TIMELINESS
    return {"rcpc": _OF_CONFERENCES, "icpc": _ICPC}.get(review_type, ())


def _once(review_type: str) -> tuple[Effect, ...]:
    measures = _measures_of(review_type)
    return (Effect("The two count as one in", measures),) if measures else ()


def _both(review_type: str) -> tuple[Effect, ...]:
    measures = _measures_of(review_type)
    return (Effect("Both count in", measures),) if measures else ()


def _late(facts: CaseFacts) -> Found:
    """Yield what was held late in the last 12 months and says no reason."""
    since = add_months(facts.as_of, -ASKED_MONTHS)
    told: set[str] = set()
    for due in facts.review_dues:
        held_on, due_on = due.held_on, due.due_on
        if not due.counted or held_on is None or due_on is None or held_on <= due_on:
            continue
        review = facts.reviews.get(due.review_id)
        if held_on < since or review is None or review.late_reason or review.id in told:
            continue
        told.add(review.id)
        sentence = (
            f"The {_NAMES.get(review.review_type, 'review')} of {plain_date(held_on)} was held "
            f"{say_days((held_on - due_on).days)} late, and no reason is noted: enter why."
        )
        yield finding(LATE, review, sentence, effects=_counts_late(due))


def _counts_late(due: ReviewDue) -> tuple[Effect, ...]:
    """Return in which figures something counts as late: a short breaks review is in none."""
    measures: tuple[str, ...] = ()
    if due.kind == "cla":
        measures = _TIMELINESS
    elif due.kind == "adoption":
        measures = _TIMELINESS[:1]
    elif due.part == "icpc":
        measures = _ICPC
    elif due.kind == "cp" and due.part != "transfer":
        measures = _OF_CONFERENCES
    return (Effect("Counts as late in", measures),) if measures else ()


def _initial(facts: CaseFacts) -> Found:
    for due in _held_initial(facts.review_dues):
        review = facts.reviews.get(due.review_id)
        if review is None or due.held_on is None:
            continue
        day = plain_date(due.held_on)
        if due.started_on is None:
            yield finding(
                NO_CLOCK, review,
                f"The initial conference of {day} has no date of a strategy discussion, so nobody "
                "can tell by when it was due: enter it.",
            )  # fmt: skip
        elif due.held_on < due.started_on:
            yield finding(
                ENQUIRY_AFTER, review,
                f"The initial conference of {day} is dated before the strategy discussion of "
                f"{plain_date(due.started_on)} that led to it: correct one of the two days.",
            )  # fmt: skip
        if due.held_on.weekday() >= _SATURDAY:
            name = ("Saturday", "Sunday")[due.held_on.weekday() - _SATURDAY]
            yield finding(
                WEEKEND, review,
                f"The initial conference of {day} was on a {name}: check the day.",
            )  # fmt: skip


def _held_initial(dues: Iterable[ReviewDue]) -> Iterable[ReviewDue]:
    return (due for due in dues if due.part == "icpc" and due.held_on is not None)
