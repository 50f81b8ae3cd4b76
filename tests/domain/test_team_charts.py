"""The charts of a team: who is where in the range, and whether a spread is more than chance."""

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.team_charts import (
    WhatIfMove,
    caseload_dots,
    is_beyond_chance,
    pairs_by_iro,
    pairs_by_measure,
    spread_by_district,
    spread_by_iro,
)
from tests.builders import an_absence
from tests.counts import MONITORING, counted_figures, rows_of, standing_rows

YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
CP = "cp_participation"


def loads(
    children: dict[str, int], fte: dict[str, float | None] | None = None, **others: Any
) -> Figures:
    known = {**{one: 1.0 for one in children if one}, **(fte or {})}
    names = {one: one for one in children if one}
    return counted_figures(standing_rows(children), names=names, fte=known, **others)


# Caseloads


@pytest.mark.parametrize(
    "children,title",
    [
        ({"a": 78, "b": 71, "c": 60}, "Two of three IROs are over the range of 50–70"),
        ({"a": 78}, "One of one IRO is over the range of 50–70"),
        ({"a": 70, "b": 50}, "Every IRO with an FTE is in the range of 50–70"),
        ({"a": 70, "b": 49}, "No IRO is over the range of 50–70, one is below"),
    ],
)
def test_the_title_says_how_many_are_over_the_range(children: dict[str, int], title: str) -> None:
    assert caseload_dots(loads(children)).title == title


def test_rows_are_alphabetical_or_the_highest_first_and_nobody_comes_last() -> None:
    figures = loads({"c": 50, "a": 60, "b": 70, "": 5})
    assert [row.name for row in caseload_dots(figures).rows] == ["a", "b", "c", "No IRO"]
    by_caseload = caseload_dots(figures, by_caseload=True)
    assert [row.name for row in by_caseload.rows] == ["b", "a", "c", "No IRO"]
    assert by_caseload.sentence.endswith("5 children have no IRO.")


def test_part_time_counts_by_the_fte_and_a_missing_fte_is_never_taken_for_one() -> None:
    series = caseload_dots(loads({"a": 41, "b": 41}, fte={"a": 0.6, "b": None}))
    whole, missing = series.rows
    assert whole.value == pytest.approx(41 / 0.6)
    assert whole.spoken() == "a, 68.3 per FTE, 41 children at 0.6 FTE, in the range"
    assert missing.value is None
    assert missing.said == "41 children, no FTE"
    assert "No FTE is entered for b." in series.sentence


def test_below_the_range_is_not_called_good() -> None:
    series = caseload_dots(loads({"a": 30, "b": 60}))
    assert "1 is below it" in series.sentence
    assert "Below the range is not better" in series.definition


def test_leave_is_said_and_a_note_of_the_roster_comes_before_it() -> None:
    away = an_absence("a", "maternity", "2020-02-01")
    figures = loads({"a": 60, "b": 60}, absences=[away])
    assert caseload_dots(figures).rows[0].note == "Maternity, paternity or adoption leave"
    assert caseload_dots(figures).rows[0].said == "60 children, nobody working"
    assert caseload_dots(figures, notes={"a": "Back in May"}).rows[0].note == "Back in May"


def test_moves_on_paper_add_up_and_change_nothing_that_is() -> None:
    figures = loads({"a": 78, "b": 50, "": 3})
    moves = [WhatIfMove("a", "b", 8), WhatIfMove("", "b", 3)]
    a, b, nobody = caseload_dots(figures, moves=moves).rows
    assert (a.children, a.then, a.then_value) == (78, 70, 70)
    assert (b.then, b.then_said) == (61, "would be 61")
    assert (nobody.children, nobody.then) == (3, 0)
    assert caseload_dots(figures).rows[0].then is None


def test_the_axis_holds_the_highest_caseload_and_the_ghosts() -> None:
    assert caseload_dots(loads({"a": 60})).axis_to == 120
    moves = [WhatIfMove("b", "a", 70)]
    assert caseload_dots(loads({"a": 60, "b": 80}), moves=moves).axis_to == 130


# Spread, and chance


@pytest.mark.parametrize(
    "sides,beyond",
    [
        # Together 80 of 100. (9-8)2/1.6 x 2, (7-8)2/1.6 x 2, ...: 10 IROs of 10, each 1 off:
        # 10 x 0.625 = 6.25 on 9 degrees of freedom; 5% is at 16.9.
        ([(9, 10), (7, 10)] * 5, False),
        # Each 3 off is impossible over 10; 10 and 6: (2)2/1.6 = 2.5 x 10 = 25, over 16.9.
        ([(10, 10), (6, 10)] * 5, True),
        # Two of 50: 45 and 35, p = 0.8: 5 x 5 / 8 = 3.125 x 2 = 6.25 on 1; 5% is at 3.84.
        ([(45, 50), (35, 50)], True),
        # 42 and 38: 2 x 2 / 8 x 2 = 1.
        ([(42, 50), (38, 50)], False),
        ([(50, 50), (50, 50)], False),
        ([(0, 50), (0, 50)], False),
        ([(5, 50)], False),
        ([], False),
    ],
)
def test_a_spread_is_more_than_chance_by_the_chi_squared_test(
    sides: list[tuple[int, int]], beyond: bool
) -> None:
    assert is_beyond_chance(sides) is beyond


def spread_figures(sides: dict[str, tuple[int, int]], measure: str = CP) -> Figures:
    rows = [row for one, side in sides.items() for row in rows_of([side], one, measure)]
    return counted_figures(rows, names={one: one for one in sides})


def test_the_spread_says_its_ends_and_that_chance_does_not_explain_it() -> None:
    series = spread_by_iro(spread_figures({"a": (45, 50), "b": (35, 50), "c": (4, 4)}), CP, YEAR)
    assert series.title == "From 70% to 90% by IRO: more than chance"
    assert "from 70% (b, 35 of 50) to 90% (a, 45 of 50) across 2 IROs" in series.sentence
    assert "1 IRO with fewer than five cases is not compared." in series.sentence
    few = series.rows[2]
    assert few.is_small
    assert few.spoken() == "c, 4 of 4, too few for a percentage"
    # All cases are in the whole: 84 of 104.
    assert series.overall == pytest.approx(100 * 84 / 104)


def test_one_that_lies_beyond_three_sigma_of_its_own_cases_is_named() -> None:
    # Together 270 of 400, 67.5%; of 100, three sigma are 14.05 points: 40% is beyond, 77% is not.
    sides = {"a": (77, 100), "b": (77, 100), "c": (76, 100), "d": (40, 100)}
    series = spread_by_iro(spread_figures(sides), CP, YEAR)
    assert [row.is_outside for row in series.rows] == [False, False, False, True]
    assert series.sentence.endswith("Beyond chance by its own count: d.")


def test_fewer_than_two_with_five_cases_are_not_compared() -> None:
    series = spread_by_iro(spread_figures({"a": (4, 4), "b": (8, 10)}), CP, YEAR)
    assert series.title == "Too few cases to compare IROs"
    assert "none are compared" in series.sentence


def test_the_spread_by_district_adds_up_the_iros_of_each() -> None:
    rows = [
        *rows_of([(8, 10)], "a", CP, district="North"),
        *rows_of([(9, 10)], "b", CP, district="North"),
        *rows_of([(5, 10)], "b", CP, district="South"),
        *rows_of([(1, 10)], "b", CP),
    ]
    series = spread_by_district(counted_figures(rows), CP, YEAR)
    assert [(row.name, row.count) for row in series.rows] == [
        ("North", "17 of 20"),
        ("South", "5 of 10"),
    ]


def test_what_is_no_percentage_has_no_spread() -> None:
    with pytest.raises(ValueError, match="challenges_informal"):
        spread_by_iro(counted_figures([]), "challenges_informal")


# Year on year


def a_pair(before: tuple[int, int], now: tuple[int, int], measure: str = MONITORING) -> Figures:
    # A case in March 2018, so that there are records for all of the year before.
    counts = [(1, 1), *[(0, 0)] * 11, before, *[(0, 0)] * 11, now]
    return counted_figures(rows_of(counts, "a", measure), names={"a": "A. Lee"})


@pytest.mark.parametrize(
    "before,now,effect",
    [
        # 30 of 50 and 45 of 50: p = 0.75, error sqrt(.1875 x .04) = .0866; 0.3 / .0866 = 3.5.
        ((30, 50), (45, 50), "better"),
        ((45, 50), (30, 50), "worse"),
        # 38 and 42: p = 0.8, error 0.08; 0.08 / 0.08 = 1.
        ((38, 50), (42, 50), ""),
        ((50, 50), (50, 50), ""),
    ],
)
def test_a_change_on_the_year_is_told_from_chance(
    before: tuple[int, int], now: tuple[int, int], effect: str
) -> None:
    series = pairs_by_iro(a_pair(before, now), MONITORING, YEAR)
    row = next(row for row in series.rows if row.name == "A. Lee")
    assert row.effect == effect
    assert ("No IRO changed" in series.title) is not bool(effect)


def test_where_lower_is_better_a_fall_is_better_and_without_a_target_it_is_a_change() -> None:
    fall = (30, 50), (10, 50)
    for measure, effect in (("cp_repeat_24_months", "better"), (CP, "changed")):
        series = pairs_by_measure(a_pair(*fall, measure=measure), [measure], YEAR, "a")
        assert series.rows[0].effect == effect


def test_few_cases_are_counted_and_not_compared() -> None:
    series = pairs_by_iro(a_pair((3, 4), (45, 50)), MONITORING, YEAR)
    row = next(row for row in series.rows if row.name == "A. Lee")
    assert (row.before, row.now, row.said) == (None, 90, "90%")
    assert series.title == "No IRO can be compared with a year before"
