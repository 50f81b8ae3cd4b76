from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.standards import (
    DEFAULT_STANDARDS,
    Stage,
    complete,
    stages_of,
    standards_on,
    terms_of,
    theme_group,
)
from tests.builders import local_standards


def test_the_default_is_the_founding_reports_range_and_target() -> None:
    assert (DEFAULT_STANDARDS.caseload_low, DEFAULT_STANDARDS.caseload_high) == (50, 70)
    assert DEFAULT_STANDARDS.monitoring_target == 80
    assert ("icpc_in_time", "90", "90", "100") in DEFAULT_STANDARDS.targets


def test_the_default_leaves_nothing_unset_but_school_terms_and_new_limits() -> None:
    empty = {
        about.name
        for about in fields_of(Standards)
        if getattr(DEFAULT_STANDARDS, about.name) == about.empty
    }
    assert empty == {"terms", "rebases"}


def test_standards_from_before_a_field_have_the_programs_own_rules_of_control_charts() -> None:
    before = replace(
        local_standards(), control_run=None, control_trend=None, control_two_of_three=None,
        control_fewest=None, control_settled=None,
    )  # fmt: skip
    assert complete(before) == local_standards(id=before.id)
    assert complete(replace(before, control_two_of_three=False)).control_two_of_three is False


def test_the_default_stages_run_from_the_informal_challenge_to_the_director_in_twenty_days() -> (
    None
):
    informal, *formal = stages_of(DEFAULT_STANDARDS)
    assert (informal.name, informal.formal, informal.days) == ("IRO Challenge", False, 5)
    assert [stage.role for stage in formal] == [
        "Team manager", "Service manager", "Head of service", "Director",
    ]  # fmt: skip
    assert all(stage.formal for stage in formal)
    assert sum(stage.days for stage in formal) == DEFAULT_STANDARDS.formal_total_days == 20


@pytest.mark.parametrize(
    "day,high",
    [
        (date(1999, 12, 31), 70),
        (date(2020, 3, 31), 70),
        (date(2020, 4, 1), 65),
        (date(2021, 3, 31), 65),
        (date(2021, 4, 1), 60),
        (date(2090, 1, 1), 60),
    ],
)
def test_the_latest_standards_that_had_begun_hold(day: date, high: int) -> None:
    later = local_standards("2021-04-01", caseload_high=60)
    earlier = local_standards("2020-04-01", caseload_high=65)
    assert standards_on([later, earlier], day).caseload_high == high


def test_standards_without_a_first_day_are_never_in_force() -> None:
    assert standards_on([local_standards(None, caseload_high=1)], date(2020, 1, 1)) == (
        DEFAULT_STANDARDS
    )


def test_an_empty_field_gets_its_default_and_a_zero_does_not() -> None:
    found = complete(Standards(id="x", from_on=date(2020, 1, 1), monitoring_before_days=0))
    assert found.monitoring_before_days == 0
    assert found.monitoring_after_days == 14
    assert found.from_on == date(2020, 1, 1)
    assert found.id == "x"


def test_stages_are_read_as_far_as_they_make_sense() -> None:
    rows = (
        ("alert", "Alert", "Manager", "10", "No"),
        ("", "lost"),
        ("s1",),
        ("s2", "", "", "x", "Yes"),
    )
    assert stages_of(replace(DEFAULT_STANDARDS, stages=rows)) == (
        Stage("alert", "Alert", "Manager", 10, formal=False),
        Stage("s1", "s1", "", 5, formal=False),
        Stage("s2", "s2", "", 5, formal=True),
    )


def test_terms_come_in_order_and_rows_without_days_are_left_out() -> None:
    rows = (
        ("Spring 2020", "2020-01-06", "2020-04-03"),
        ("Autumn 2019", "2019-09-03", "2019-12-20"),
        ("Wrong", "2020-09-01", "2020-08-01"),
        ("Not a day", "soon", "later"),
        ("Short",),
    )
    terms = terms_of(replace(DEFAULT_STANDARDS, terms=rows))
    assert [(term.name, term.to_on) for term in terms] == [
        ("Autumn 2019", date(2019, 12, 20)),
        ("Spring 2020", date(2020, 4, 3)),
    ]


def test_themes_have_two_levels_of_which_delay_and_quality_of_planning_are_two() -> None:
    groups = {theme_group(theme) for theme in DEFAULT_STANDARDS.themes}
    assert {"Delay", "Quality of planning"} <= groups
    assert theme_group("Something of our own") == "Something of our own"
