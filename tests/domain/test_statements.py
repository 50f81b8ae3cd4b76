from datetime import date

import pytest

from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import left_out, statement
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_permanence_plan,
    a_practice,
    a_review,
    a_step,
    an_allocation,
    an_officer,
    care,
    figures_for,
    local_standards,
    took_part,
    working_time,
)

APRIL_TO_MARCH = Period(date(2019, 4, 1), date(2020, 3, 31))


def icpcs(month: str, in_time: int, late: int) -> list[CaseFile]:
    """Initial conferences held on the 20th of a month."""
    held = f"{month}-20"
    strategies = [f"{month}-06"] * in_time + ["2018-01-02"] * late
    return [a_case(a_review(held, "icpc", strategy_on=strategy)) for strategy in strategies]


def said(figures: Figures, measure_id: str, *args: object, **options: object) -> str:
    return statement(figures.result(measure_id, *args, **options))  # type: ignore[arg-type]


def test_conferences_improved_from_57_to_83_percent_and_are_not_yet_good() -> None:
    """The founding report: ICPC timeliness improved (57% Apr 19 to 83% March 20), good is 90%."""
    figures = figures_for(*icpcs("2019-04", 57, 43), *icpcs("2020-03", 83, 17))
    assert said(figures, "icpc_in_time", APRIL_TO_MARCH, Mode.MONTH) == (
        "Initial conferences held in time rose by 26 points, from 57% in April 2019 to 83% in "
        "March 2020: 70% over all (140 of 200), below the 90% target (beyond chance)."
    )


def second_reviews(month: str, with_plan: int, without: int) -> list[CaseFile]:
    year, number = (int(part) for part in month.split("-"))
    held = date(year, number, 15)
    start = date(year - (number <= 3), (number - 4) % 12 + 1, 1)
    plan = a_permanence_plan(held, endorsed_on=held.isoformat())
    records: list[ChildRecord] = [care(start), a_review(start), a_review(held)]
    return [
        *(a_case(*records, plan) for _ in range(with_plan)),
        *(a_case(*records) for _ in range(without)),
    ]


def test_permanence_rose_from_66_to_88_percent_over_six_rolling_months() -> None:
    """The founding report: permanence at 2nd review improved (66% - 88% 6 month rolling)."""
    figures = figures_for(*second_reviews("2019-04", 33, 17), *second_reviews("2020-03", 22, 3))
    assert said(figures, "permanence_by_second_review", APRIL_TO_MARCH, Mode.SIX_MONTHS) == (
        "Permanence plans made by the second review rose by 22 points, from 66% in the 6 months to "
        "April 2019 to 88% in the 6 months to March 2020: 73.3% over all (55 of 75), below the 90% "
        "target (beyond chance)."
    )


def test_a_window_is_compared_with_the_same_one_a_year_before() -> None:
    figures = figures_for(*icpcs("2019-03", 9, 1), *icpcs("2020-03", 6, 4))
    assert said(figures, "icpc_in_time", mode=Mode.MONTH) == (
        "Initial conferences held in time fell by 30 points, from 90% in March 2019 to 60% in "
        "March 2020 (6 of 10), now below the 90% target (beyond chance)."
    )


def test_what_has_hardly_changed_has_stayed() -> None:
    figures = figures_for(*icpcs("2019-03", 9, 1), *icpcs("2020-03", 9, 1))
    assert said(figures, "icpc_in_time", mode=Mode.MONTH) == (
        "Initial conferences held in time stayed at 90% in March 2020 (9 of 10), after 90% in "
        "March 2019, still at or above the 90% target."
    )


def test_without_an_earlier_year_the_figure_stands_alone() -> None:
    figures = figures_for(*icpcs("2020-03", 8, 2))
    assert said(figures, "icpc_in_time", mode=Mode.MONTH) == (
        "80% of initial conferences were held in time in March 2020 (8 of 10), below the 90% "
        "target (could be chance)."
    )


def test_everything_on_file_is_not_compared_with_anything() -> None:
    figures = figures_for(*icpcs("2019-03", 9, 1), *icpcs("2020-03", 6, 4))
    assert said(figures, "icpc_in_time") == (
        "75% of initial conferences were held in time up to 31 March 2020 (15 of 20), below the "
        "90% target (beyond chance)."
    )


def test_fewer_than_five_cases_are_counts_and_no_percentage() -> None:
    figures = figures_for(*icpcs("2020-03", 3, 1))
    assert said(figures, "icpc_in_time", mode=Mode.MONTH) == (
        "3 of 4 initial conferences were held in time in March 2020; too few for a percentage."
    )


def test_a_year_before_with_fewer_than_five_cases_is_not_compared_with() -> None:
    figures = figures_for(*icpcs("2019-03", 0, 4), *icpcs("2020-03", 5, 0))
    assert said(figures, "icpc_in_time", mode=Mode.MONTH) == (
        "100% of initial conferences were held in time in March 2020 (5 of 5), at or above the "
        "90% target."
    )


def test_nothing_to_count_is_not_applicable() -> None:
    assert said(figures_for(), "icpc_in_time", mode=Mode.MONTH) == (
        "n/a: there were no initial conferences in March 2020."
    )


def checked(met: int, of: int) -> list[CaseFile]:
    base = (care("2019-10-07"), a_review("2019-11-01"))  # midpoint 17 December 2019
    return [
        *(a_case(*base, a_check("2019-12-17")) for _ in range(met)),
        *(a_case(*base) for _ in range(of - met)),
    ]


def test_monitoring_is_just_below_its_target() -> None:
    """The founding report: case monitoring just below target 80% level."""
    figures = figures_for(*checked(92, 118), as_of="2020-01-31")
    assert said(figures, "monitoring_between_reviews", mode=Mode.TWELVE_MONTHS) == (
        "78% of midpoints between reviews had a check in the 12 months to January 2020 "
        "(92 of 118), just below the 80% target (could be chance)."
    )


def test_what_is_left_out_is_counted_by_reason() -> None:
    figures = figures_for(*checked(1, 3), as_of="2019-12-20")
    assert left_out(figures.result("monitoring_between_reviews")) == "Left out: 2 still open."
    assert left_out(figures.result("cla_reviews_in_time")) == ""


def caseload_of(children: int, before: int = 0, fte: float | None = 1.0) -> Figures:
    stays = [a_case(care("2018-01-08"), an_allocation("A")) for _ in range(min(children, before))]
    new = [a_case(care("2020-01-06"), an_allocation("A")) for _ in range(max(children - before, 0))]
    gone = [
        a_case(care("2018-01-08", "2020-01-06"), an_allocation("A"))
        for _ in range(max(before - children, 0))
    ]
    times = [] if fte is None else [working_time("A", fte)]
    return figures_for(*stays, *new, *gone, officers=[an_officer("A")], working_times=times)


def test_the_caseload_is_down_2_percent_on_the_year_and_at_the_top_end_of_the_range() -> None:
    """The founding report: caseloads down 2% year on year, at top end of the 50-70 range."""
    assert said(caseload_of(686, 700, fte=9.8), "caseload_per_fte") == (
        "Caseload: 70 per FTE on 31 March 2020 (686 children ÷ 9.8 FTE), down 2% on the year, "
        "at the top end of the 50–70 range."
    )


@pytest.mark.parametrize(
    "children,where",
    [
        (49, "below the 50–70 range"),
        (60, "in the 50–70 range"),
        (65, "at the top end of the 50–70 range"),
        (71, "above the 50–70 range"),
    ],
)
def test_the_caseload_says_where_it_lies_in_the_range(children: int, where: str) -> None:
    words = said(caseload_of(children), "caseload_per_fte")
    assert words.endswith(f"({children} children ÷ 1.0 FTE), {where}.")


def test_an_unchanged_caseload_says_so() -> None:
    assert "unchanged on the year" in said(caseload_of(60, 60), "caseload_per_fte")


def test_a_caseload_that_was_0_a_year_earlier_is_not_unchanged() -> None:
    once = a_case(care("2017-01-09", "2018-01-08"), an_allocation("A"))
    new = [a_case(care("2020-01-06"), an_allocation("A")) for _ in range(60)]
    figures = figures_for(
        once, *new, officers=[an_officer("A")], working_times=[working_time("A", 1.0)]
    )
    words = said(figures, "caseload_per_fte", mode=Mode.SNAPSHOT)
    assert "(60 children ÷ 1.0 FTE), up from 0 a year earlier, in the" in words


def test_without_fte_the_caseload_is_said_in_children_and_not_applicable_per_fte() -> None:
    assert said(caseload_of(60, fte=None), "caseload_per_fte") == (
        "Caseload: 60 children on 31 March 2020; no FTE is entered, so the figure per FTE is n/a."
    )
    assert said(caseload_of(60, fte=0.0), "caseload_per_fte") == (
        "Caseload: 60 children on 31 March 2020; nobody was in post and working and the children "
        "are uncovered, so the figure per FTE is n/a."
    )


def test_the_caseload_of_a_year_is_an_average_of_its_month_ends() -> None:
    assert said(caseload_of(60, 60), "caseload_per_fte", mode=Mode.FINANCIAL_YEAR).startswith(
        "Caseload: 60 per FTE on average in the 12 months to March 2020 "
        "(720 children ÷ 12.0 FTE at month-ends)"
    )


def test_a_number_is_compared_in_percent_of_itself() -> None:
    """1,400 to 1,372 is -2.0%: counts in percent, percentages in points."""
    assert said(caseload_of(1372, 1400), "cla_number") == (
        "1,372 children looked after on 31 March 2020, down 2% from 1,400 a year earlier."
    )
    assert said(caseload_of(1, 1), "cla_number") == (
        "1 child looked after on 31 March 2020, unchanged from 1 a year earlier."
    )
    assert said(caseload_of(3), "cla_number") == "3 children looked after on 31 March 2020."


def test_challenges_are_said_in_number_and_per_100_children() -> None:
    resolution = a_challenge("2019-10-01")
    cases = [a_case(care("2018-01-08")) for _ in range(59)]
    cases.append(a_case(care("2018-01-08"), resolution, a_step(resolution, "stage1", "2019-10-01")))
    figures = figures_for(*cases)
    assert said(figures, "resolutions_formal", APRIL_TO_MARCH) == (
        "1 Problem Resolution begun in the 12 months to March 2020: 1.7 per 100 children on an "
        "average caseload of 60."
    )
    assert said(figures, "challenges_informal", APRIL_TO_MARCH) == (
        "0 IRO Challenges raised in the 12 months to March 2020: 0 per 100 children on an average "
        "caseload of 60."
    )


@pytest.mark.parametrize(
    "before,now,words",
    [
        (10, 10, ", unchanged from a year earlier."),
        (60, 61, ", much the same as the 60 of a year earlier."),
        (10, 20, ", up from 10 a year earlier."),
        (20, 10, ", down from 20 a year earlier."),
        (0, 1, ", up from 0 a year earlier."),
    ],
)
def test_rates_say_whether_they_are_stable(before: int, now: int, words: str) -> None:
    raised = [a_challenge("2018-10-01") for _ in range(before)]
    raised += [a_challenge("2019-10-01") for _ in range(now)]
    on_file_since = a_challenge("2017-10-02")
    cases = [a_case(care("2017-01-09")) for _ in range(99)]
    figures = figures_for(*cases, a_case(care("2017-01-09"), on_file_since, *raised))
    sentence = said(figures, "challenges_informal", APRIL_TO_MARCH)
    assert sentence.endswith(f"on an average caseload of 100{words}")


def test_the_councils_own_words_are_used() -> None:
    practice = a_practice(
        local_standards(looked_after_label="in our care", challenge_label="IRO Alert")
    )
    figures = figures_for(a_case(care("2018-01-08")), practice=practice)
    assert said(figures, "cla_number").startswith("1 child in our care on 31 March 2020")
    assert "0 IRO Alerts raised" in said(figures, "challenges_informal", APRIL_TO_MARCH)


def test_children_with_all_reviews_in_time_are_said_on_a_day() -> None:
    good = [a_case(care("2020-01-06"), a_review("2020-01-20")) for _ in range(8)]
    late = [a_case(care("2020-01-06")) for _ in range(2)]
    assert said(figures_for(*good, *late), "cla_children_reviews_in_time") == (
        "80% of children looked after for 20 working days or more had every review of the last "
        "12 months in time on 31 March 2020 (8 of 10), below the 95% target (beyond chance)."
    )


def test_every_statement_is_one_sentence_without_braces() -> None:
    review = a_review("2020-01-20")
    case = a_case(care("2020-01-06"), review, took_part(review, "PN1"), a_challenge("2020-02-03"))
    for figures in (figures_for(), figures_for(case), caseload_of(60, 50)):
        for measure_id in MEASURES:
            for mode in (None, *Mode):
                words = said(figures, measure_id, mode=mode)
                assert words.endswith(".")
                assert "{" not in words
                assert "None" not in words
                assert "  " not in words
