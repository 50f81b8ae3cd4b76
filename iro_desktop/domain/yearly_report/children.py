"""The tables that are made of case files: profile, participation, categories, challenges.

Of summaries there are no case files: then they are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import months_between
from iro_desktop.domain.casefile.spans import (
    age_on,
    care_spans,
    current_legal_status,
    current_placement,
)
from iro_desktop.domain.codes import CODES, say
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.paper import Table
from iro_desktop.domain.words import plain_date
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.tabling import counted_table

UNKNOWN: Final = "Not recorded"
_AGES: Final = (
    (0, "Under 1"),
    (4, "1 to 4"),
    (9, "5 to 9"),
    (15, "10 to 15"),
    (200, "16 and over"),
)
_MONTHS: Final = (
    (6, "Under 6 months"),
    (12, "6 months to under 1 year"),
    (24, "1 to under 2 years"),
    (60, "2 to under 5 years"),
    (10_000, "5 years or more"),
)
_UNBORN: Final = "Not yet born"


def profile(year: Year) -> Iterator[Table]:
    """Yield who the children looked after are: age, sex, status, placement, duration, exits."""
    standing = children(year, "cla_number")
    label = year.words("Children {looked_after}")
    on = plain_date(year.day)
    ages = tuple(words for _, words in _AGES)
    told: tuple[tuple[str, str, Callable[[CaseFacts], str], tuple[str, ...]], ...] = (
        ("age", "Age", lambda one: _age(one, year.day), (_UNBORN, *ages, UNKNOWN)),
        ("sex", "Sex", lambda one: say("sex", one.case.child.sex) or UNKNOWN, ()),
        ("ethnicity", "Ethnicity", lambda one: one.case.child.ethnicity.strip() or UNKNOWN, ()),
        ("legal status", "Legal status", lambda one: _legal(one, year.day), ()),
        ("placement", "Placement", lambda one: _placement(one, year.day), ()),
        (
            "time in care",
            "In care for",
            lambda one: _duration(one, year.day),
            tuple(words for _, words in _MONTHS),
        ),
    )
    for name, column, said, order in told:
        counts = Counter(said(one) for one in standing)
        found = counted_table(f"{label} on {on} by {name}", column, counts, order)
        if found is not None:
            yield found
    exits = counted_table(
        f"{label} who left care in the year, by reason", "How care ended", _exits(year)
    )
    if exits is not None:
        yield exits


def children(year: Year, measure_id: str) -> list[CaseFacts]:
    """Return the case files that stand in a measure of stock on the last day."""
    found = year.figures.cases(measure_id, year.period, year.officer_id)
    facts = year.figures.listing.facts
    ids = dict.fromkeys(one.child_id for one in (*found.met, *found.not_met))
    return [facts[child_id] for child_id in ids if child_id in facts]


def _age(facts: CaseFacts, day: date) -> str:
    child = facts.case.child
    age = age_on(child.born_on, day)
    if age is None:
        return _UNBORN if child.born_on is None and child.expected_on is not None else UNKNOWN
    return next(words for most, words in _AGES if age <= most)


def _legal(facts: CaseFacts, day: date) -> str:
    found = current_legal_status(facts.case, day)
    return say("legal_status", found.status) if found and found.status else UNKNOWN


def _placement(facts: CaseFacts, day: date) -> str:
    found = current_placement(facts.case, day)
    return (
        say("placement_type", found.placement_type) if found and found.placement_type else UNKNOWN
    )


def _duration(facts: CaseFacts, day: date) -> str:
    span = next((one for one in facts.care_spans if one.open_on(day)), None)
    if span is None or not span.start_known:
        return UNKNOWN
    months = months_between(span.started_on, day)
    return next(words for most, words in _MONTHS if months < most)


def _exits(year: Year) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for facts in year.figures.listing.facts.values():
        for span in care_spans(facts.case, year.day):
            over_on = span.over_on
            if span.short_breaks or over_on is None or over_on not in year.period:
                continue
            if _is_owned(year, facts, over_on - timedelta(days=1)):
                found[say("end_reason", span.period.end_reason) or UNKNOWN] += 1
    return found


def _is_owned(year: Year, facts: CaseFacts, day: date) -> bool:
    return year.officer_id is None or facts.officer_on(day) == year.officer_id


def participation(year: Year) -> Table | None:
    """Return how children took part in their reviews, by code."""
    found: Counter[str] = Counter()
    for facts in year.figures.listing.facts.values():
        for day, code in facts.coded_reviews:
            if day in year.period and _is_owned(year, facts, day):
                found[f"{code}: {say('participation', code)}" if code else UNKNOWN] += 1
    order = [f"{code}: {words}" for code, words in CODES["participation"].items()]
    return counted_table("Participation in reviews by code", "Code", found, order, unit="Reviews")


def categories(year: Year) -> Table | None:
    """Return the children on a child protection plan by the category it has now."""
    found: Counter[str] = Counter()
    for facts in children(year, "cp_number"):
        span = next((one for one in facts.plan_spans if one.open_on(year.day)), None)
        if span is not None:
            code = span.plan.latest_category or span.plan.initial_category
            found[say("category", code) or UNKNOWN] += 1
    caption = f"Child protection plans on {plain_date(year.day)} by category"
    return counted_table(caption, "Category", found, tuple(CODES["category"].values()))
