"""What is kept with a case file: it is given again for the same question, and for no other."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from iro_desktop.domain.casefile import care_spans, midpoints, plan_spans, review_dues
from iro_desktop.domain.casefile.conferences import conference_dues
from iro_desktop.domain.escalation import progress_of
from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_plan,
    a_practice,
    a_review,
    an_enquiry,
    care,
    legal_status,
    local_standards,
)

DAYS = (date(2018, 2, 1), date(2019, 12, 2), date(2020, 3, 31))
PRACTICES = (
    a_practice(),
    a_practice(local_standards(month_method="91_183", monitoring_after_days=7)),
)


def a_long_case() -> CaseFile:
    """Return a child with care, a plan, conferences, checks and a challenge over two years."""
    return a_case(
        care("2018-02-12"),
        legal_status("C2", "2018-02-12"),
        *(a_review(day) for day in ("2018-03-09", "2018-06-04", "2018-12-03", "2019-06-05")),
        a_check("2018-09-03"),
        a_check("2019-03-04"),
        an_enquiry("2019-01-07"),
        a_review("2019-01-21", "icpc"),
        a_plan("2019-01-21", "2019-11-04"),
        a_review("2019-04-15", "rcpc"),
        a_challenge("2019-02-04", closed_on="2019-12-16"),
    )


OF_A_DAY: list[Any] = [care_spans, plan_spans]
OF_A_PRACTICE: list[Any] = [conference_dues, review_dues, midpoints, progress_of]


@pytest.mark.parametrize("work", [*OF_A_DAY, *OF_A_PRACTICE], ids=lambda work: work.__name__)
def test_whatever_was_asked_before_the_answer_is_that_of_a_new_case_file(work: Any) -> None:
    asked: list[tuple[Any, ...]] = [(day,) for day in DAYS]
    if work in OF_A_PRACTICE:
        asked = list(product(PRACTICES, DAYS))
    case = a_long_case()
    for before, after in product(asked, asked):
        work(case, *before)
        assert work(case, *after) == work(CaseFile(case.child, case.records), *after)
    assert len({work(case, *one) for one in asked}) > 1


def test_the_same_question_is_answered_once_and_an_equal_practice_is_the_same() -> None:
    asked: list[date] = []

    @kept_with_case
    def work(_case: CaseFile, practice: Any, day: date) -> tuple[Any, date]:
        asked.append(day)
        return practice, day

    case = a_long_case()
    assert work(case, a_practice(), DAYS[0]) is work(case, a_practice(), DAYS[0])
    assert asked == [DAYS[0]]
    work(case, PRACTICES[1], DAYS[0])
    work(case, PRACTICES[1], DAYS[1])
    assert asked == [DAYS[0], DAYS[0], DAYS[1]]


def test_an_edited_child_has_a_case_file_that_knows_nothing_yet() -> None:
    case = a_long_case()
    before = review_dues(case, PRACTICES[0], DAYS[2])
    edited = replace(case, child=replace(case.child, died_on=date(2019, 7, 1)))
    assert not edited.kept
    assert review_dues(edited, PRACTICES[0], DAYS[2]) != before
