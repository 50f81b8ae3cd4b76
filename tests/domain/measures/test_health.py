from datetime import date

import pytest

from iro_desktop.domain.casefile import dues
from iro_desktop.domain.measures import Period
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_health_assessment,
    a_practice,
    an_allocation,
    care,
    figures_for,
    legal_status,
    local_standards,
)
from tests.figures import counts

INITIAL = "initial_health_in_time"
UP_TO_DATE = "health_up_to_date"
STARTED, DUE = "2019-12-16", "2020-01-16"  # 20 working days


def initial(*cases: CaseFile, as_of: str = "2020-03-31") -> dict[str, tuple[float, float | None]]:
    result = figures_for(*cases, as_of=as_of).result(INITIAL)
    return {"": counts(result.figure)} | {name: counts(part) for name, part in result.parts.items()}


def new_in_care(*more: ChildRecord) -> CaseFile:
    return a_case(care(STARTED), *more)


def reasons(measure_id: str, *cases: CaseFile, as_of: str = "2020-03-31") -> list[str]:
    behind = figures_for(*cases, as_of=as_of).result(measure_id).cases()
    return [say_reason(one, a_practice()) for one in (*behind.met, *behind.not_met)]


def test_9_of_12_initial_assessments_in_time_are_75_percent_late_and_not_done_apart() -> None:
    cases = [new_in_care(a_health_assessment(DUE)) for _ in range(9)]
    cases += [new_in_care(a_health_assessment("2020-02-03")) for _ in range(2)] + [new_in_care()]
    assert initial(*cases) == {
        "": (9, 12),
        "late": (2, 12),
        "refused": (0, 12),
        "not_done": (1, 12),
    }
    assert say_value(figures_for(*cases).result(INITIAL).figure) == "75%"


@pytest.mark.parametrize(
    "assessed,how",
    [
        ("2019-09-15", "not_done"),  # longer ago than 3 months
        ("2019-09-16", ""),  # the 3 months before
        ("2019-12-16", ""),
        (DUE, ""),
        ("2020-01-17", "late"),
        ("2020-04-01", "not_done"),  # after the day of the figure
    ],
)
def test_20_working_days_of_care_or_the_3_months_before_it(assessed: str, how: str) -> None:
    found = initial(new_in_care(a_health_assessment(assessed)))
    assert found == {
        "": (how == "", 1),
        "late": (how == "late", 1),
        "refused": (0, 1),
        "not_done": (how == "not_done", 1),
    }


def test_calendar_days_would_call_an_assessment_in_time_late() -> None:
    # The 20th calendar day is 5 January 2020.
    assert initial(new_in_care(a_health_assessment("2020-01-10")))[""] == (1, 1)


def test_the_day_of_the_assessment_counts_and_not_that_of_its_report() -> None:
    reported_late = a_health_assessment(DUE, reported_on="2020-02-20")
    assert initial(new_in_care(reported_late))[""] == (1, 1)
    only_reported = a_health_assessment(None, reported_on="2020-01-10")
    assert initial(new_in_care(only_reported))[""] == (0, 1)


def test_an_initial_assessment_is_filed_on_the_day_it_was_due() -> None:
    figures = figures_for(new_in_care(a_health_assessment("2019-12-20")))
    december = Period(date(2019, 12, 1), date(2019, 12, 31))
    january = Period(date(2020, 1, 1), date(2020, 1, 31))
    assert counts(figures.result(INITIAL, december).figure) == (0, 0)
    assert counts(figures.result(INITIAL, january).figure) == (1, 1)
    assert initial(new_in_care(), as_of="2020-01-15")[""] == (0, 0)
    assert initial(new_in_care(), as_of=DUE)[""] == (0, 1)


def test_children_who_left_by_the_20th_working_day_are_not_in_it() -> None:
    assert initial(a_case(care(STARTED, DUE)))[""] == (0, 0)
    assert initial(a_case(care(STARTED, "2020-01-17")))[""] == (0, 1)
    assert initial(a_case(care(STARTED), born="2002-01-16"))[""] == (0, 0)


def test_a_late_assessment_lies_within_the_same_care() -> None:
    case = a_case(care(STARTED, "2020-02-03"), a_health_assessment("2020-02-10"))
    assert initial(case)["not_done"] == (1, 1)
    again = a_case(
        care(STARTED, "2020-02-03"), care("2020-02-10"), a_health_assessment("2020-02-12")
    )
    assert initial(again) == {
        "": (1, 2), "late": (0, 2), "refused": (0, 2), "not_done": (1, 2),
    }  # fmt: skip


def test_a_refusal_is_counted_apart_unless_the_child_was_assessed_after_all() -> None:
    refused = a_health_assessment(None, refused_on="2020-01-10", refused_reason="needles")
    assert initial(new_in_care(refused))["refused"] == (1, 1)
    assert initial(new_in_care(refused, a_health_assessment(DUE)))[""] == (1, 1)
    assert initial(new_in_care(refused, a_health_assessment("2020-02-03")))["late"] == (1, 1)
    earlier = a_health_assessment(None, refused_on="2019-12-15")
    assert initial(new_in_care(earlier))["not_done"] == (1, 1)


def test_unknown_starts_and_short_breaks_have_no_initial_assessment() -> None:
    unknown = a_case(care(STARTED, start_unknown=True))
    breaks = a_case(care(STARTED), legal_status("V4", STARTED))
    assert initial(unknown, breaks)[""] == (0, 0)


def test_two_records_of_one_start_of_care_are_one_child() -> None:
    assert initial(a_case(care(STARTED), care(STARTED)))[""] == (0, 1)


def test_an_initial_assessment_belongs_to_the_iro_of_the_day_it_was_due() -> None:
    case = new_in_care(an_allocation("A", STARTED, DUE), an_allocation("B", "2020-01-17"))
    figures = figures_for(case)
    assert counts(figures.result(INITIAL, officer_id="A").figure) == (0, 1)
    assert counts(figures.result(INITIAL, officer_id="B").figure) == (0, 0)


def test_the_trigger_day_may_count_as_day_1() -> None:
    practice = a_practice(local_standards(count_trigger_day=True))
    case = new_in_care(a_health_assessment(DUE))
    result = figures_for(case, practice=practice).result(INITIAL)
    assert result.parts["late"].numerator == 1


def test_the_figure_and_what_is_due_for_the_child_name_the_same_day() -> None:
    case, day = new_in_care(), date.fromisoformat(DUE)
    (one,) = figures_for(case).result(INITIAL).cases().not_met
    due = next(due for due in dues(case, a_practice(), day) if due.what == "health")
    assert (one.on, one.why.rule_id) == (due.due_on, due.rule_id) == (day, "health_initial")
    assessed = long_in_care(a_health_assessment("2019-06-03"))
    (other,) = figures_for(assessed).result(UP_TO_DATE).cases().met
    again = next(due for due in dues(assessed, a_practice(), day) if due.what == "health")
    assert other.why.due_on == again.due_on == date(2020, 6, 3)


def test_initial_assessments_say_when_they_were_due_and_done() -> None:
    refused = a_health_assessment(None, refused_on="2020-01-10", refused_reason="needles")
    assert reasons(
        INITIAL,
        new_in_care(a_health_assessment("2020-01-10")),
        new_in_care(a_health_assessment("2020-02-03")),
        new_in_care(refused),
        new_in_care(),
    ) == [
        "in time: initial health assessment due 16 January 2020, done 10 January",
        "late by 12 working days: initial health assessment due 16 January 2020, done 3 February",
        "refused on 10 January 2020: needles (initial health assessment due 16 January 2020)",
        "not done: initial health assessment due 16 January 2020",
    ]


# Up to date


def up_to_date(
    *cases: CaseFile, as_of: str = "2020-03-31", part: str | None = None
) -> tuple[float, float | None]:
    result = figures_for(*cases, as_of=as_of).result(UP_TO_DATE)
    return counts(result.parts[part] if part else result.figure)


def long_in_care(*more: ChildRecord, born: str = "2010-06-15") -> CaseFile:
    return a_case(care("2017-01-09"), *more, born=born)


def test_18_of_20_children_up_to_date_are_90_percent() -> None:
    cases = [long_in_care(a_health_assessment("2019-06-03")) for _ in range(18)]
    cases += [long_in_care(a_health_assessment("2018-06-04")), long_in_care()]
    assert up_to_date(*cases) == (18, 20)
    assert say_value(figures_for(*cases).result(UP_TO_DATE).figure) == "90%"


def test_from_5_on_an_assessment_holds_for_12_months_the_last_day_included() -> None:
    case = long_in_care(a_health_assessment("2019-03-31"))
    days = ["2019-03-30", "2019-03-31", "2020-03-31", "2020-04-01"]
    assert [up_to_date(case, as_of=day) for day in days] == [(0, 1), (1, 1), (1, 1), (0, 1)]


@pytest.mark.parametrize(
    "born,day,met",
    [
        ("2016-06-15", "2019-12-03", 1),  # under 5: 6 months
        ("2016-06-15", "2019-12-04", 0),
        ("2014-12-03", "2019-12-04", 0),  # the 6 months end on the 5th birthday
        ("2014-12-02", "2019-12-04", 1),  # they would end after it: 12 months
        ("2014-12-02", "2020-06-03", 1),
        ("2014-12-02", "2020-06-04", 0),
    ],
)
def test_under_5_an_assessment_holds_for_6_months(born: str, day: str, met: int) -> None:
    case = long_in_care(a_health_assessment("2019-06-03"), born=born)
    assert up_to_date(case, as_of=day) == (met, 1)


def test_the_standards_of_the_day_of_the_assessment_say_how_long_it_holds() -> None:
    practice = a_practice(local_standards(), local_standards("2020-01-01", health_months=6))
    case = long_in_care(a_health_assessment("2019-06-03"))
    later = long_in_care(a_health_assessment("2020-01-02"))
    figures = figures_for(case, later, as_of="2020-07-03", practice=practice)
    march = Period(None, date(2020, 3, 31))
    assert counts(figures.result(UP_TO_DATE, march).figure) == (2, 2)
    assert counts(figures.result(UP_TO_DATE).figure) == (0, 2)


def test_an_earlier_assessment_holds_on_where_a_later_one_was_for_a_shorter_time() -> None:
    practice = a_practice(local_standards(), local_standards("2020-01-01", health_months=1))
    case = long_in_care(a_health_assessment("2019-12-02"), a_health_assessment("2020-01-02"))
    figures = figures_for(case, as_of="2020-12-03", practice=practice)
    days = [date(2020, 2, 3), date(2020, 12, 2), date(2020, 12, 3)]
    found = [counts(figures.result(UP_TO_DATE, Period(None, day)).figure) for day in days]
    assert found == [(1, 1), (1, 1), (0, 1)]


def test_a_child_whose_first_assessment_is_not_due_yet_is_not_in_the_figure() -> None:
    case = new_in_care()
    days = [STARTED, DUE, "2020-01-17"]
    assert [up_to_date(case, as_of=day) for day in days] == [(0, 0), (0, 0), (0, 1)]
    assessed = new_in_care(a_health_assessment("2020-01-06"))
    days = ["2020-01-05", "2020-01-06"]
    assert [up_to_date(assessed, as_of=day) for day in days] == [(0, 0), (1, 1)]
    from_before = new_in_care(a_health_assessment("2019-11-04"))
    assert up_to_date(from_before, as_of=STARTED) == (1, 1)


def test_a_refusal_does_not_make_a_child_up_to_date() -> None:
    refused = a_health_assessment(None, refused_on="2020-02-03")
    assert up_to_date(long_in_care(refused)) == (0, 1)
    assert up_to_date(long_in_care(refused, a_health_assessment("2019-06-03"))) == (1, 1)


def test_a_child_whose_start_of_care_is_not_known_is_in_it() -> None:
    assert up_to_date(a_case(care("2020-03-30", start_unknown=True))) == (0, 1)


def test_children_who_left_and_short_breaks_are_not_in_it() -> None:
    left = a_case(care("2017-01-09", "2020-03-31"))
    breaks = a_case(care("2017-01-09", short_breaks=True), a_health_assessment("2019-06-03"))
    assert up_to_date(left, breaks) == (0, 0)
    assert up_to_date(left, as_of="2020-03-30") == (0, 1)


def test_the_figure_of_12_months_in_care_stands_beside_the_total_and_is_not_mixed_with_it() -> None:
    short = a_case(care("2019-04-01"), a_health_assessment("2019-06-03"))
    long = long_in_care()
    assert up_to_date(short, long) == (1, 2)
    assert up_to_date(short, long, part="year_looked_after") == (0, 1)
    assert up_to_date(short, long, as_of="2020-04-01", part="year_looked_after") == (1, 2)


def test_care_that_began_again_has_to_last_12_months_anew() -> None:
    case = a_case(care("2017-01-09", "2019-06-03"), care("2019-06-10"))
    assert up_to_date(case, part="year_looked_after") == (0, 0)
    unbroken = a_case(care("2017-01-09", "2019-06-03"), care("2019-06-03"))
    assert up_to_date(unbroken, part="year_looked_after") == (0, 1)


def test_an_iro_answers_for_the_children_of_the_day() -> None:
    case = long_in_care(
        a_health_assessment("2018-06-04"),
        an_allocation("A", "2017-01-09", "2020-03-30"),
        an_allocation("B", "2020-03-31"),
    )
    figures = figures_for(case)
    found = {one: counts(figures.result(UP_TO_DATE, officer_id=one).figure) for one in ("A", "B")}
    assert found == {"A": (0, 0), "B": (0, 1)}
    result = figures.result(UP_TO_DATE, officer_id="B")
    assert counts(result.parts["year_looked_after"]) == (0, 1)


def test_figures_of_an_earlier_day_know_nothing_of_what_came_after_it() -> None:
    case = long_in_care(a_health_assessment("2020-03-02"))
    series = (
        figures_for(case).result(UP_TO_DATE, Period(date(2020, 2, 1), date(2020, 3, 31))).series
    )
    assert [counts(point.figure) for point in series] == [(0, 1), (1, 1)]


def test_a_current_assessment_says_when_the_next_is_due_and_a_missing_one_why() -> None:
    refused = a_health_assessment(None, refused_on="2020-02-03", refused_reason="Wants no more")
    last = a_health_assessment("2019-03-04")
    cases = [
        long_in_care(a_health_assessment("2019-06-03")),
        long_in_care(last),
        long_in_care(last, refused),
        long_in_care(refused),
        long_in_care(),
    ]
    assert [said for case in cases for said in reasons(UP_TO_DATE, case)] == [
        "assessed 3 June 2019, due again 3 June 2020",
        "last assessed 4 March 2019, due again 4 March 2020",
        "refused on 3 February 2020: Wants no more (last assessed 4 March 2019)",
        "refused on 3 February 2020: Wants no more (never assessed)",
        "no health assessment on file",
    ]
    assert reasons(UP_TO_DATE, long_in_care(refused), as_of="2020-02-02") == [
        "no health assessment on file"
    ]
