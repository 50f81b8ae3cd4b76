from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import statement
from tests.builders import (
    a_case,
    a_pep,
    a_practice,
    an_allocation,
    care,
    figures_for,
    local_standards,
)
from tests.figures import counts

PEP = "pep_up_to_date"
# The first halves end on 26 October 2019, 19 February, 12 June and 26 October 2020.
TERMS = (
    ("Autumn 2019", "2019-09-03", "2019-12-19"),
    ("Spring 2020", "2020-01-06", "2020-04-03"),
    ("Summer 2020", "2020-05-04", "2020-07-21"),
    ("Autumn 2020", "2020-09-03", "2020-12-19"),
)
PRACTICE = a_practice(local_standards(terms=TERMS))
MIDDLE_OF_SPRING, SECOND_HALF = "2020-02-19", "2020-02-20"


def at_school(*more: ChildRecord, born: str | None = "2010-06-15") -> CaseFile:
    return a_case(care("2017-01-09"), *more, born=born)


def figures(*cases: CaseFile, as_of: str, practice: Practice = PRACTICE) -> Figures:
    return figures_for(*cases, as_of=as_of, practice=practice)


def found(
    *cases: CaseFile, as_of: str = "2020-03-31", practice: Practice = PRACTICE
) -> tuple[float, float | None]:
    return counts(figures(*cases, as_of=as_of, practice=practice).result(PEP).figure)


def test_18_of_20_children_with_a_plan_of_this_term_are_90_percent() -> None:
    cases = [at_school(a_pep("2020-01-20")) for _ in range(18)]
    cases += [at_school(), at_school(a_pep("2019-11-04"))]
    result = figures(*cases, as_of="2020-03-31").result(PEP)
    assert (counts(result.figure), say_value(result.figure)) == ((18, 20), "90%")


def test_a_plan_counts_from_the_day_it_was_completed() -> None:
    case = at_school(a_pep("2020-03-02"))
    assert found(case, as_of="2020-03-01") == (0, 1)
    assert found(case, as_of="2020-03-02") == (1, 1)


def test_a_plan_that_was_started_is_not_completed() -> None:
    assert found(at_school(a_pep(None, started_on="2020-01-20"))) == (0, 1)
    assert found(at_school(a_pep(None, started_on="2020-01-20", written_up_on="2020-02-03"))) == (
        0,
        1,
    )


def test_the_plan_of_the_term_before_counts_in_the_first_half_of_a_term() -> None:
    case = at_school(a_pep("2019-09-03"))
    days = ["2019-12-31", MIDDLE_OF_SPRING, SECOND_HALF]
    assert [found(case, as_of=day) for day in days] == [(1, 1), (1, 1), (0, 1)]


def test_a_plan_of_two_terms_ago_does_not_count_in_the_first_half_either() -> None:
    assert found(at_school(a_pep("2019-12-19")), as_of="2020-05-04") == (0, 1)


def test_in_the_holidays_the_term_that_has_ended_counts() -> None:
    of_summer, of_spring = at_school(a_pep("2020-05-04")), at_school(a_pep("2020-04-03"))
    assert found(of_summer, of_spring, as_of="2020-08-14") == (1, 2)
    in_the_holidays = at_school(a_pep("2020-08-10"))
    assert found(in_the_holidays, as_of="2020-08-14") == (1, 1)
    assert found(in_the_holidays, as_of="2020-10-26") == (1, 1)
    assert found(in_the_holidays, as_of="2020-10-27") == (0, 1)


def test_asking_for_a_plan_of_the_summer_holidays_would_find_none() -> None:
    cases = [at_school(a_pep("2020-06-15")) for _ in range(4)]
    assert found(*cases, as_of="2020-08-31") == (4, 4)


@pytest.mark.parametrize(
    "born,as_of,counted",
    [
        ("2017-03-31", "2020-03-30", 0),  # from the 3rd birthday on
        ("2017-03-31", "2020-03-31", 1),
        ("2001-09-01", "2019-09-03", 0),  # 18 on 1 September: over 18, and out of care
        ("2002-06-15", "2020-06-14", 1),  # to the end of the school year, while in care
        ("2002-06-15", "2020-06-15", 0),
        (None, "2020-03-31", 1),
    ],
)
def test_only_children_of_the_age_for_a_plan_count(
    born: str | None, as_of: str, counted: int
) -> None:
    assert found(at_school(born=born), as_of=as_of) == (0, counted)


def test_the_ages_are_those_of_the_standards_in_force_on_the_day() -> None:
    practice = a_practice(
        local_standards(terms=TERMS), local_standards("2020-03-01", terms=TERMS, pep_from_age=5)
    )
    four = at_school(born="2016-01-04")
    assert found(four, as_of="2020-02-29", practice=practice) == (0, 1)
    assert found(four, as_of="2020-03-01", practice=practice) == (0, 0)
    young = a_practice(local_standards(terms=TERMS, pep_to_age=16))
    sixteen = at_school(born="2003-09-02")
    assert found(sixteen, as_of="2020-03-31", practice=young) == (0, 1)
    assert found(sixteen, as_of="2020-09-03", practice=young) == (0, 0)


def new_in_care(started: str, *more: ChildRecord, **fields: Any) -> CaseFile:
    return a_case(care(started, **fields), *more)


def test_in_the_first_20_working_days_a_child_counts_once_a_plan_is_completed() -> None:
    # The 20th working day from 2 March 2020 is 30 March.
    assert found(new_in_care("2020-03-02"), as_of="2020-03-29") == (0, 0)
    assert found(new_in_care("2020-03-02"), as_of="2020-03-30") == (0, 1)
    planned = new_in_care("2020-03-02", a_pep("2020-03-16"))
    assert [found(planned, as_of=day) for day in ("2020-03-15", "2020-03-16")] == [(0, 0), (1, 1)]


def test_a_plan_of_earlier_care_is_none_since_care_began() -> None:
    case = new_in_care("2020-03-02", a_pep("2020-01-20"))
    assert found(case, as_of="2020-03-29") == (0, 0)
    assert found(case, as_of="2020-03-30") == (1, 1)


def test_coming_into_care_in_the_holidays_still_means_20_working_days() -> None:
    # The 20th working day from 3 August 2020 is 1 September.
    case = new_in_care("2020-08-03")
    assert found(case, as_of="2020-08-31") == (0, 0)
    assert found(case, as_of="2020-09-01") == (0, 1)


def test_a_plan_made_on_coming_into_care_counts_for_those_weeks_whatever_the_term() -> None:
    first_term_only = a_practice(local_standards(terms=TERMS[3:]))
    case = new_in_care("2020-08-24", a_pep("2020-08-28"))  # 20 working days: 22 September
    days = ["2020-09-03", "2020-09-22", "2020-09-23"]
    assert [found(case, as_of=day, practice=first_term_only) for day in days] == [
        (1, 1), (1, 1), (0, 1),
    ]  # fmt: skip


def test_children_whose_start_is_not_known_have_no_first_weeks() -> None:
    assert found(new_in_care("2020-03-30", start_unknown=True)) == (0, 1)


def test_children_who_left_and_short_breaks_are_not_in_it() -> None:
    left = a_case(care("2017-01-09", "2020-03-31"))
    breaks = new_in_care("2017-01-09", a_pep("2020-03-02"), short_breaks=True)
    assert found(left, breaks) == (0, 0)


def test_without_school_terms_there_is_no_figure_and_it_is_said() -> None:
    result = figures(at_school(), as_of="2020-03-31", practice=a_practice()).result(PEP)
    assert (result.figure.value, counts(result.figure)) == (None, (0, 0))
    assert statement(result) == "n/a: no school terms are entered."
    before = figures(at_school(), as_of="2019-09-02").result(PEP)
    assert statement(before) == "n/a: no school terms are entered for 2 September 2019."
    nobody = figures(as_of="2020-03-31").result(PEP)
    assert statement(nobody) == (
        "n/a: there were no children looked after who should have a personal education plan "
        "on 31 March 2020."
    )


def test_terms_count_only_while_their_standards_are_in_force() -> None:
    practice = a_practice(local_standards(terms=TERMS), local_standards("2020-03-02"))
    case = at_school(a_pep("2020-01-20"))
    assert found(case, as_of="2020-03-01", practice=practice) == (1, 1)
    assert found(case, as_of="2020-03-02", practice=practice) == (0, 0)
    entered_late = a_practice(local_standards("2020-03-02", terms=TERMS))
    assert found(case, as_of="2020-03-01", practice=entered_late) == (0, 0)
    assert found(case, as_of="2020-03-02", practice=entered_late) == (1, 1)


# Formats and quality


def parts(*cases: CaseFile, as_of: str) -> dict[str, tuple[float, float | None]]:
    result = figures(*cases, as_of=as_of).result(PEP)
    return {name: counts(part) for name, part in result.parts.items()}


def test_old_and_new_format_are_apart_by_the_plan_that_counts() -> None:
    old = at_school(a_pep("2020-06-15", format_version="old"))
    new = at_school(a_pep("2020-09-14", format_version="new"))
    early = at_school(a_pep("2020-06-15", format_version="new"))
    assert parts(old, new, early, as_of="2020-09-30") == {
        "old": (1, 1), "new": (2, 2), "quality": (0, 0),
    }  # fmt: skip
    both = at_school(
        a_pep("2020-06-15", format_version="old"), a_pep("2020-09-14", format_version="new")
    )
    assert parts(both, as_of="2020-09-13")["old"] == (1, 1)
    assert parts(both, as_of="2020-09-14")["new"] == (1, 1)


def test_without_a_plan_or_its_format_the_day_decides() -> None:
    assert parts(at_school(), as_of="2020-08-31")["old"] == (0, 1)
    assert parts(at_school(), as_of="2020-09-01")["new"] == (0, 1)
    plain = at_school(a_pep("2020-06-15"))
    assert parts(plain, as_of="2020-09-30")["old"] == (1, 1)
    assert parts(at_school(a_pep("2020-09-01")), as_of="2020-09-30")["new"] == (1, 1)


def test_the_formats_add_up_to_the_total() -> None:
    cases = [at_school(), at_school(a_pep("2020-06-15")), at_school(a_pep("2020-09-14"))]
    result = figures(*cases, as_of="2020-09-30").result(PEP)
    assert sum(result.parts[name].denominator or 0 for name in ("old", "new")) == 3
    assert counts(result.figure) == (2, 3)


def test_quality_is_of_the_plans_that_count_and_are_graded() -> None:
    cases = [
        at_school(a_pep("2020-01-20", grade="good")),
        at_school(a_pep("2020-01-20", grade="poor")),
        at_school(a_pep("2020-01-20")),
        at_school(a_pep("2019-09-16", grade="good")),  # of last term
        at_school(a_pep("2020-01-20", grade="good"), a_pep("2020-02-24", grade="adequate")),
    ]
    assert parts(*cases, as_of="2020-03-31")["quality"] == (1, 3)


def test_an_iro_answers_for_the_children_of_the_day() -> None:
    case = at_school(
        a_pep("2020-01-20", grade="good"),
        an_allocation("A", None, "2020-03-30"),
        an_allocation("B", "2020-03-31"),
    )
    of_all = figures(case, as_of="2020-03-31")
    assert counts(of_all.result(PEP, officer_id="A").figure) == (0, 0)
    result = of_all.result(PEP, officer_id="B")
    assert counts(result.figure) == counts(result.parts["quality"]) == (1, 1)


def test_each_child_says_which_plan_counts_or_which_was_the_last() -> None:
    def reason(*peps: ChildRecord) -> str:
        behind = figures(at_school(*peps), as_of="2020-03-31").result(PEP).cases()
        (one,) = (*behind.met, *behind.not_met)
        return say_reason(one, PRACTICE)

    last = a_pep("2019-11-04")
    assert reason(last, a_pep("2020-01-20", grade="poor")) == (
        "personal education plan completed 20 January 2020, graded not good enough"
    )
    assert reason(a_pep("2020-01-20")) == "personal education plan completed 20 January 2020"
    assert reason(last, a_pep("2020-04-01")) == (
        "no personal education plan of this term, the last one completed 4 November 2019"
    )
    assert reason() == "no personal education plan of this term, none on file"


# The break of September 2020


def plans_of(day: str, completed: int, of: int) -> list[CaseFile]:
    return [at_school(a_pep(day)) for _ in range(completed)] + [
        at_school() for _ in range(of - completed)
    ]


LONG = a_practice(local_standards(terms=(("Autumn 2018", "2018-09-03", "2018-12-19"), *TERMS)))


def test_figures_on_either_side_of_the_break_are_never_compared() -> None:
    cases = plans_of("2020-09-07", 8, 10)
    result = figures(*cases, as_of="2020-11-30", practice=LONG).result(PEP)
    assert result.before is not None
    assert statement(result) == (
        "80% of children looked after who should have a personal education plan had a current "
        "one on 30 November 2020 (8 of 10), below the 90% target (could be chance); a new format "
        "since September 2020, so not compared."
    )


@pytest.mark.parametrize(
    "day,compared", [("2020-08-31", True), ("2020-09-01", False), ("2021-08-31", False)]
)
def test_days_on_one_side_of_the_break_are_compared(day: str, compared: bool) -> None:
    result = figures(*plans_of("2020-06-15", 8, 10), as_of=day, practice=LONG).result(PEP)
    assert ("so not compared" not in statement(result)) == compared
    assert ("rose by" in statement(result)) == compared


def test_once_a_year_lies_past_the_break_it_is_compared_again() -> None:
    cases = plans_of("2020-09-07", 8, 10)
    result = figures(*cases, as_of="2021-09-01", practice=LONG).result(PEP)
    assert result.before is not None
    assert result.before.period == Period(None, date(2020, 9, 1))
    assert "not compared" not in statement(result)
