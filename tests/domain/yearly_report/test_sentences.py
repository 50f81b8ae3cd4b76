"""What a report says of figures made by hand, and what it does not say."""

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.measures import Period
from iro_desktop.domain.yearly_report import Bullet
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.looked_after import Said, looked_after
from iro_desktop.domain.yearly_report.oversight import oversight
from iro_desktop.domain.yearly_report.protection import protection
from iro_desktop.domain.yearly_report.recommended import recommendations
from tests.builders import a_comparator, a_population, local_standards
from tests.domain.yearly_report.counted import (
    LAST,
    NOW,
    bullet,
    cases,
    omission,
    spread_over,
    stock,
    year,
)

ICPC, EVER = "icpc_in_time", "cp_repeat_ever"
PERMANENCE, MONITORING, CASELOAD = (
    "permanence_by_second_review",
    "monitoring_between_reviews",
    "caseload_per_fte",
)


def both(measure: str, before: tuple[int, int] | None, now: tuple[int, int] | None) -> Year:
    """Return this year and the one before of one measure."""
    rows = []
    if before is not None:
        rows += cases(measure, spread_over(LAST, *before))
    if now is not None:
        rows += cases(measure, spread_over(NOW, *now))
    return year(rows)


@pytest.mark.parametrize(
    "before, now, lead",
    [
        ((96, 100), (97, 100), "Review conferences in time remain good"),
        ((80, 100), (97, 100), "Review conferences in time have moved into “good”"),
        ((96, 100), (90, 100), "Review conferences in time have moved down into “requires"),
        ((50, 100), (90, 100), "Review conferences in time have moved up into “requires"),
        ((90, 100), (50, 100), "Review conferences in time have moved into “inadequate”"),
        ((88, 100), (90, 100), "Review conferences in time still require improvement"),
        ((60, 100), (50, 100), "Review conferences in time are still “inadequate”"),
        (None, (97, 100), "Review conferences in time are good"),
        (None, (90, 100), "Review conferences in time require improvement"),
        (None, (50, 100), "Review conferences in time are “inadequate”"),
    ],
)
def test_a_band_is_named_and_whether_it_was_entered(
    before: tuple[int, int] | None, now: tuple[int, int], lead: str
) -> None:
    found = bullet(protection(both("cp_reviews_in_time", before, now)), "cp_reviews_in_time")
    assert found.lead.startswith(lead)


@pytest.mark.parametrize(
    "before, now, said",
    [
        ((12, 100), (25, 100), "have moved into “inadequate”: 25% (25 of 100)"),
        ((12, 100), (2, 100), "have moved into “inadequate”: 2% (2 of 100)"),
        ((12, 100), (7, 100), "have moved down into “requires improvement”: 7% (7 of 100)"),
        ((25, 100), (12, 100), "have moved into “good”: 12% (12 of 100)"),
        ((12, 100), (10, 100), "remain good: 10% (10 of 100)"),
    ],
)
def test_a_band_may_have_two_sides(
    before: tuple[int, int], now: tuple[int, int], said: str
) -> None:
    found = bullet(protection(both(EVER, before, now)), EVER)
    assert found.words.startswith(f"Repeat plans (ever) {said}")


def test_each_year_is_held_against_the_standards_of_its_day() -> None:
    rows = [*cases(ICPC, spread_over(LAST, 85, 100)), *cases(ICPC, spread_over(NOW, 85, 100))]
    stricter = local_standards("2019-04-01", bands=((ICPC, "88", ""),))
    found = bullet(protection(year(rows, standards=[stricter])), ICPC)
    assert "have moved into “inadequate”" in found.words
    found = bullet(protection(year(rows)), ICPC)
    assert "moved into" not in found.words


def test_where_nobody_set_how_bad_it_is_it_is_not_good() -> None:
    unset = local_standards("2000-01-01", bands=((ICPC, "75", ""),))
    rows = cases("cp_reviews_in_time", spread_over(NOW, 60, 100))
    said = list(protection(year(rows, standards=[unset])))
    assert bullet(said, "cp_reviews_in_time").lead == "Review conferences in time are not good"


def test_conferences_in_time_rose_within_the_year_and_are_not_yet_good() -> None:
    months: dict[date, tuple[int, int]] = {add_months(NOW, at): (7, 10) for at in range(12)}
    months[NOW], months[date(2020, 3, 1)] = (4, 7), (10, 12)
    found = bullet(protection(year(cases(ICPC, months))), ICPC)
    assert found.lead == (
        "Initial conferences in time rose from 57% in April 2019 to 83% in March 2020 "
        "(could be chance), not yet “good” (90%)"
    )
    assert "70.6% (84 of 119) over the year" in found.words
    assert found.short == found.lead


def test_permanence_is_told_over_six_months_rolling() -> None:
    rows = cases(PERMANENCE, {add_months(LAST, at): (66, 100) for at in range(13)})
    rows += cases(PERMANENCE, {add_months(NOW, at): (88, 100) for at in range(1, 12)})
    found = bullet(looked_after(year(rows)), PERMANENCE)
    assert found.lead.startswith(
        "Permanence at the second review rose from 66% to 88% (6 months, rolling)"
    )


def test_months_with_few_cases_are_no_ends_of_a_rise() -> None:
    months: dict[date, tuple[int, int]] = {add_months(NOW, at): (7, 10) for at in range(12)}
    months[NOW] = (0, 4)
    found = bullet(protection(year(cases(ICPC, months))), ICPC)
    assert found.lead == "Initial conferences in time are “inadequate”"


def test_too_few_cases_are_not_written_and_that_is_said() -> None:
    said = list(protection(both("cp_reviews_in_time", None, (3, 4))))
    assert not [one for one in said if isinstance(one, Bullet) and "Review conf" in one.lead]
    assert omission(said, "review conferences in time").why == "too few cases, fewer than 5"


def test_no_cases_are_n_a_and_not_written() -> None:
    said = list(protection(both("cp_reviews_in_time", (9, 10), None)))
    why = omission(said, "review conferences in time").why
    assert why == "n/a, as there were no review conferences that fell due"


def test_without_a_year_before_nothing_is_compared_and_that_is_said() -> None:
    said = list(protection(both("cp_reviews_in_time", None, (97, 100))))
    assert "on the year" not in bullet(said, "cp_reviews_in_time").words
    why = omission(said, "review conferences in time").why
    assert why == "no whole year before it to compare with"


def test_a_year_before_of_few_cases_is_not_compared() -> None:
    said = list(protection(both("cp_reviews_in_time", (3, 4), (97, 100))))
    assert "earlier" not in bullet(said, "cp_reviews_in_time").words
    why = omission(said, "review conferences in time").why
    assert why == "too few cases the year before to compare with"


def test_a_change_that_could_be_chance_is_said_to_be() -> None:
    small = bullet(
        protection(both("cp_reviews_in_time", (88, 100), (91, 100))), "cp_reviews_in_time"
    )
    large = bullet(
        protection(both("cp_reviews_in_time", (50, 100), (91, 100))), "cp_reviews_in_time"
    )
    assert "up 3 points on the year from 88% (could be chance)" in small.words
    assert large.words.endswith("up 41 points on the year from 50%.")


def test_a_new_format_of_education_plans_is_not_compared() -> None:
    terms = (("Autumn", "2019-09-02", "2019-12-20"), ("Autumn", "2020-09-01", "2020-12-18"))
    standards = local_standards("2019-01-01", terms=terms)
    rows = stock("pep_up_to_date", date(2019, 4, 1), 70, 100, "old")
    rows += stock("pep_up_to_date", date(2020, 4, 1), 80, 100, "new")
    over = Period(date(2020, 1, 1), date(2020, 12, 31))
    said = list(looked_after(year(rows, standards=[standards], period=over)))
    found = bullet(said, "pep_up_to_date")
    assert "70%" not in found.words
    why = omission(said, "personal education plans").why
    assert why.endswith("since September 2020, so not compared")


def test_the_number_of_children_is_held_against_neighbours_and_the_country() -> None:
    rate = "cla_rate_per_10000"
    rows = [*stock("cla_number", LAST, 840, 840), *stock("cla_number", NOW, 840, 840)]
    rows += stock(rate, NOW, 840, 840)
    others = [
        a_population(2020, 100_000),
        a_comparator(2020, "England", "country", rate, 67),
        a_comparator(2020, "One", "neighbour", rate, 70),
        a_comparator(2020, "Two", "neighbour", rate, 80),
    ]
    found = bullet(looked_after(year(rows, comparators=others)), "cla_number")
    assert found.lead == "The number of children looked after is unchanged at 840 on 31 March 2020"
    assert (
        "84.0 per 10,000 children aged 0 to 17, above the average of 2 statistical" in found.words
    )
    assert "the England figure of 67.0" in found.words


@pytest.mark.parametrize(
    "before, now, said",
    [
        (1400, 1400, "is unchanged at 1,400"),
        (1400, 1395, "is almost unchanged, 1,395 on 31 March 2020 after 1,400 a year earlier"),
        (1400, 1372, "fell by 2% on the year, from 1,400 to 1,372"),
        (1000, 1230, "rose by 23% on the year, from 1,000 to 1,230"),
    ],
)
def test_a_number_of_children_is_compared_in_per_cent(before: int, now: int, said: str) -> None:
    rows = [*stock("cp_number", LAST, before, before), *stock("cp_number", NOW, now, now)]
    found = bullet(protection(year(rows)), "cp_number")
    assert found.lead.startswith(f"The number of children on a child protection plan {said}")


@pytest.mark.parametrize(
    "before, now, lead",
    [
        (70, 68, "Caseloads are down 2.9% on the year and still at the top end of the 50–70 range"),
        (75, 68, "Caseloads are down 9.3% on the year and now at the top end of the 50–70 range"),
        (60, 72, "Caseloads are up 20% on the year and now above the 50–70 range"),
        (55, 55, "Caseloads are unchanged on the year and still in the 50–70 range"),
    ],
)
def test_a_caseload_is_placed_in_its_range(before: int, now: int, lead: str) -> None:
    rows = [*stock(CASELOAD, LAST, before, before, "cla"), *stock(CASELOAD, NOW, now, now, "cla")]
    found = bullet(oversight(year(rows)), CASELOAD)
    assert found.lead == lead


def test_without_an_fte_there_is_no_sentence_about_caseloads() -> None:
    said = list(oversight(year(stock(CASELOAD, NOW, 68, 68, "cla"), fte=None)))
    assert omission(said, "caseload").why == "no FTE is entered, for 816 children"


def test_checks_are_consistent_where_no_month_differs_beyond_chance() -> None:
    rows = [*cases(MONITORING, spread_over(LAST, 950, 1200), "cla")]
    rows += cases(MONITORING, {add_months(NOW, at): (79, 100) for at in range(12)}, "cla")
    found = bullet(oversight(year(rows)), MONITORING)
    assert found.lead == "Checks between reviews are consistent and just below the 80% target"
    assert "the distance from the target could be chance" in found.words


def test_checks_of_one_bad_month_are_not_consistent() -> None:
    months: dict[date, tuple[int, int]] = {add_months(NOW, at): (84, 100) for at in range(12)}
    months[date(2019, 8, 1)] = (20, 100)
    found = bullet(oversight(year(cases(MONITORING, months, "cla"))), MONITORING)
    assert found.lead == "Checks between reviews are just below the 80% target"


@pytest.mark.parametrize(
    "north, south, lead",
    [
        ((4, 20), (18, 20), "Children’s participation in conferences is inconsistent"),
        ((9, 20), (11, 20), "Children’s participation in conferences differs by no more than"),
    ],
)
def test_participation_is_inconsistent_where_districts_differ_beyond_chance(
    north: tuple[int, int], south: tuple[int, int], lead: str
) -> None:
    rows = cases("cp_participation", {NOW: north}, "PN1", district="North")
    rows += cases("cp_participation", {NOW: south}, "PN1", district="South")
    found = bullet(protection(year(rows)), "cp_participation")
    assert found.lead.startswith(lead)
    assert "across 2 districts" in found.words


def test_the_themes_that_lead_are_named() -> None:
    rows = [
        *cases("escalation_themes", {NOW: (33, 33)}, "Delay"),
        *cases("escalation_themes", {NOW: (28, 28)}, "Quality of planning"),
        *cases("escalation_themes", {NOW: (20, 20)}, "Practice"),
    ]
    found = bullet(oversight(year(rows)), "escalation_themes")
    assert found.lead == "Delay and quality of planning lead the themes of IRO interventions"
    assert found.figures.startswith("delay 41% (33) and quality of planning 35% (28) of 81")


def test_what_is_shared_more_widely_tells_no_small_count() -> None:
    def said(met: int, total: int, threshold: int) -> list[Said]:
        rows = cases("cp_reviews_in_time", {NOW: (met, total)})
        return list(protection(year(rows, hidden_below=threshold)))

    assert omission(said(97, 100, 5), "review conferences in time").why == (
        "hidden, as a count is small or would give a small one back"
    )
    assert bullet(said(95, 100, 5), "cp_reviews_in_time")
    assert bullet(said(100, 100, 5), "cp_reviews_in_time")
    assert bullet(said(97, 100, 0), "cp_reviews_in_time")


def test_only_what_is_off_its_target_beyond_chance_is_recommended() -> None:
    rows = [
        *cases("cp_reviews_in_time", spread_over(NOW, 93, 100)),
        *cases(EVER, spread_over(NOW, 40, 100)),
        *cases("cp_over_two_years_ended", spread_over(NOW, 1, 100)),
    ]
    found = year(rows)
    bullets = [one for one in protection(found) if isinstance(one, Bullet)]
    advice: list[Any] = list(recommendations(found, bullets))
    assert [one.measure_id for one in advice] == [EVER]
    assert advice[0].words == (
        "Attend to repeat child protection plans (ever): 40% against 10 to 15%; “inadequate” by "
        "the local bands."
    )
