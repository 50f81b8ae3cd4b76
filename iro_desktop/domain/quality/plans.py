"""Rules on child protection plans and section 47 enquiries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.quality.finding import OWN, Effect, Found, Rule, finding
from iro_desktop.domain.records import ProtectionPlan, Review, Section47
from iro_desktop.domain.words import plain_date

_CENSUS: Final = "Children in need census, rule"
_COUNTS_NOT: Final = "The child does not count with this plan in"
_NUMBER: Final = ("cp_number",)
_REVIEWS: Final = ("cp_reviews_in_time", "cp_reviews_in_time_held")
_LENGTH: Final = ("cp_over_two_years_ended",)

NO_START: Final = Rule(
    "8720", "Plan without a start, or started after today", f"{_CENSUS} 8720",
    (Effect(_COUNTS_NOT, (*_NUMBER, "cp_over_two_years_open")),),
)  # fmt: skip
ENDS_BEFORE: Final = Rule(
    "8925", "Plan ended before it started", f"{_CENSUS} 8925", (Effect(_COUNTS_NOT, _NUMBER),)
)
ENDS_ON_START: Final = Rule(
    "8840", "Plan ended on the day it started", f"{_CENSUS} 8840", (Effect(_COUNTS_NOT, _NUMBER),)
)
ANOTHER_DAY: Final = Rule(
    "2885", "Plan and initial conference on different days", f"{_CENSUS} 2885",
    (Effect("The first review conference is due from the conference, not from the plan, in",
            _REVIEWS[:1]),),
)  # fmt: skip
WITHIN: Final = Rule(
    "8940", "Plan started within another plan", f"{_CENSUS} 8940",
    (Effect("Conferences in both plans count twice in", _REVIEWS),
     Effect("The child counts once in", _NUMBER)),
)  # fmt: skip
SECOND_OPEN: Final = Rule(
    "second_open_plan", "Two open child protection plans", OWN,
    (Effect("Conferences in both plans count twice in", _REVIEWS),
     Effect("The child counts once in", _NUMBER)),
)  # fmt: skip
OPEN_ENQUIRY: Final = Rule(
    "8675Q", "Enquiry open for more than 15 working days without a conference", f"{_CENSUS} 8675Q"
)
RULES: Final = (
    NO_START, ENDS_BEFORE, ENDS_ON_START, ANOTHER_DAY, WITHIN, SECOND_OPEN, OPEN_ENQUIRY,
)  # fmt: skip

_NEAR: Final = timedelta(days=31)
"""As far as a plan is taken to belong to a conference on another day."""
_WORKING_DAYS: Final = 15
_CONFERENCES: Final = frozenset({"icpc", "transfer"})


def plan_findings(facts: CaseFacts) -> Found:
    """Yield what is wrong with a child's plans and enquiries."""
    for plan in facts.case.of(ProtectionPlan):
        yield from _days(facts, plan)
        if plan.started_on is not None and not plan.temporary:
            yield from _conference(facts, plan, plan.started_on)
    yield from _overlaps(facts)
    yield from _enquiries(facts)


def _days(facts: CaseFacts, plan: ProtectionPlan) -> Found:
    started_on, ended_on = plan.started_on, plan.ended_on
    if started_on is None:
        yield finding(NO_START, plan, "The plan has no first day: enter when it started.")
    elif started_on > facts.as_of:
        sentence = f"The plan starts on {plain_date(started_on)}, after today: correct the day."
        yield finding(NO_START, plan, sentence)
    elif ended_on is not None and ended_on < started_on:
        yield finding(
            ENDS_BEFORE, plan,
            f"The plan ended on {plain_date(ended_on)}, before it started on "
            f"{plain_date(started_on)}: correct one of the two days.",
        )  # fmt: skip
    elif ended_on == started_on:
        yield finding(
            ENDS_ON_START, plan,
            f"The plan ended on {plain_date(started_on)}, the day on which it started: correct "
            "one of the two days, or delete a plan that never was.",
        )  # fmt: skip


def _conference(facts: CaseFacts, plan: ProtectionPlan, started_on: date) -> Found:
    """Yield a plan whose conference is on file on another day; where none is, nothing is wrong."""
    near = [
        (abs(review.held_on - started_on), review.held_on)
        for review in facts.case.of(Review)
        if review.review_type in _CONFERENCES
        and review.plan_continues is not False
        and review.held_on is not None
        and abs(review.held_on - started_on) <= _NEAR
    ]
    if near and (found := min(near)) and found[0]:
        yield finding(
            ANOTHER_DAY, plan,
            f"The plan started on {plain_date(started_on)} and its conference was on "
            f"{plain_date(found[1])}: a plan starts on the day of the conference that made it.",
        )  # fmt: skip


def _overlaps(facts: CaseFacts) -> Found:
    """Yield each plan that started within one that had started before it, once."""
    spans = [span for span in facts.plan_spans if not _is_void(span.plan)]
    for number, span in enumerate(spans):
        before = next(
            (
                one
                for one in spans[:number]
                if one.ended_on is None or span.started_on <= one.ended_on
            ),
            None,
        )
        if before is None or (before.over_on is not None and before.over_on < span.started_on):
            continue
        start = plain_date(span.started_on)
        if span.open_on(facts.as_of) and before.open_on(facts.as_of):
            yield finding(
                SECOND_OPEN, span.plan,
                f"A plan is open since {start} and another one since "
                f"{plain_date(before.started_on)}: enter when one of them ended, or delete the one "
                "that is there twice.",
            )  # fmt: skip
        else:
            yield finding(
                WITHIN, span.plan,
                f"The plan started on {start}, while the one of {plain_date(before.started_on)} "
                "was still open: correct their days.",
            )  # fmt: skip


def _is_void(plan: ProtectionPlan) -> bool:
    return (
        plan.ended_on is not None
        and plan.started_on is not None
        and plan.ended_on <= plan.started_on
    )


def _enquiries(facts: CaseFacts) -> Found:
    held = [
        review.held_on
        for review in facts.case.of(Review)
        if review.review_type == "icpc" and review.held_on is not None
    ]
    for enquiry in facts.case.of(Section47):
        started_on = enquiry.started_on or enquiry.strategy_on
        if started_on is None or enquiry.conference_not_needed or enquiry.ended_on is not None:
            continue
        if any(day >= started_on for day in held):
            continue
        last_on = facts.practice.calendar.add_working_days(started_on, _WORKING_DAYS)
        if last_on < facts.as_of:
            yield finding(
                OPEN_ENQUIRY, enquiry,
                f"The enquiry of {plain_date(started_on)} is open for more than 15 working days "
                "and no initial conference is on file: record the conference, or enter that none "
                "was needed.",
            )  # fmt: skip
