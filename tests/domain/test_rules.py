from __future__ import annotations

from datetime import date

import pytest

from iro_desktop.domain.rules import RULES, Limit, rule_in_force

WORKING, MONTHS, WEEKS, DAYS = "working days", "months", "weeks", "days"


def test_every_row_of_the_table_of_timescales_has_a_rule() -> None:
    assert {rule.row for rule in RULES.values()} == set(range(30))


@pytest.mark.parametrize(
    "rule_id,number,unit,standing",
    [
        ("cla_notified", 2, WORKING, "local"),
        ("iro_appointed", 5, WORKING, "local"),
        ("cla_first_review", 20, WORKING, "statute"),
        ("cla_second_review", 3, MONTHS, "statute"),
        ("cla_later_review", 6, MONTHS, "statute"),
        ("review_adjourned", 20, WORKING, "practice"),
        ("short_break_first", 3, MONTHS, "guidance"),
        ("short_break_later", 6, MONTHS, "guidance"),
        ("short_break_length", 17, DAYS, "statute"),
        ("short_break_total", 75, DAYS, "statute"),
        ("adoption_authorised_first", 3, MONTHS, "statute"),
        ("adoption_authorised_later", 6, MONTHS, "statute"),
        ("adoption_placed_first", 4, WEEKS, "statute"),
        ("adoption_placed_second", 3, MONTHS, "statute"),
        ("adoption_placed_later", 6, MONTHS, "statute"),
        ("care_plan", 10, WORKING, "statute"),
        ("care_plan_updated", 10, DAYS, "local"),
        ("visit_first", 1, WEEKS, "statute"),
        ("visit_first_year", 6, WEEKS, "statute"),
        ("visit_settled", 3, MONTHS, "statute"),
        ("visit_later", 6, WEEKS, "statute"),
        ("visit_weekly", 1, WEEKS, "statute"),
        ("visit_four_weekly", 4, WEEKS, "statute"),
        ("record_decisions", 5, WORKING, "practice"),
        ("manager_response", 5, WORKING, "practice"),
        ("record_written", 15, WORKING, "practice"),
        ("record_distributed", 20, WORKING, "practice"),
        ("health_initial", 20, WORKING, "practice"),
        ("health_review_under_5", 6, MONTHS, "guidance"),
        ("health_review", 12, MONTHS, "guidance"),
        ("pep_first", 20, WORKING, "local"),
        ("pep_emergency_started", 10, WORKING, "local"),
        ("pep_written_up", 10, WORKING, "local"),
        ("icpc", 15, WORKING, "guidance"),
        ("transfer_in", 15, WORKING, "guidance"),
        ("rcpc_first", 3, MONTHS, "guidance"),
        ("rcpc_later", 6, MONTHS, "guidance"),
        ("core_group_first", 10, WORKING, "local"),
        ("core_group_later", 4, WEEKS, "local"),
        ("report_icpc", 2, WORKING, "local"),
        ("report_rcpc", 3, WORKING, "local"),
        ("cp_plan_sent", 5, WORKING, "practice"),
        ("cp_minutes", 20, WORKING, "practice"),
        ("dispute_total", 20, WORKING, "guidance"),
        ("challenge_reply", 5, WORKING, "local"),
    ],
)
def test_each_limit_is_that_of_its_source(
    rule_id: str, number: int, unit: str, standing: str
) -> None:
    rule = RULES[rule_id]
    assert rule.limit is not None
    assert (rule.limit.number, rule.limit.unit, rule.standing) == (number, unit, standing)


def test_only_acts_and_regulations_are_called_statute() -> None:
    for rule in RULES.values():
        cites_law = rule.source.startswith(
            (
                "Care Planning Regulations 2010, reg",
                "Adoption Agencies Regulations 2005, reg",
                "SI ",
            )
        )
        assert (rule.standing == "statute") == cites_law, rule.id


def test_what_is_known_only_as_practice_says_so() -> None:
    for rule in RULES.values():
        assert (rule.standing == "practice") == rule.source.startswith("practice"), rule.id


def test_every_rule_has_a_title_a_start_and_a_source() -> None:
    for rule_id, rule in RULES.items():
        assert rule.id == rule_id
        assert rule.title and rule.starts and rule.source  # noqa: PT018 - one fact: all are there


def test_reports_are_due_before_the_conference() -> None:
    assert RULES["report_icpc"].limit == Limit(2, "working days", before=True)


@pytest.mark.parametrize(
    "due,rule_id",
    [
        (date(2020, 4, 23), "cla_later_review"),
        (date(2020, 4, 24), "cla_later_review_2020"),
        (date(2020, 9, 25), "cla_later_review_2020"),
        (date(2020, 9, 26), "cla_later_review"),
    ],
)
def test_six_monthly_reviews_were_not_mandatory_for_five_months_of_2020(
    due: date, rule_id: str
) -> None:
    rule = rule_in_force("cla_later_review", due)
    assert rule is not None
    assert rule.id == rule_id
    assert rule.mandatory == (rule_id == "cla_later_review")


def test_first_and_second_reviews_stayed_mandatory_in_2020() -> None:
    for rule_id in ("cla_first_review", "cla_second_review", "rcpc_later"):
        rule = rule_in_force(rule_id, date(2020, 6, 1))
        assert rule is not None
        assert rule.id == rule_id


def test_a_rule_out_of_force_and_one_that_is_unknown_are_none() -> None:
    assert rule_in_force("cla_later_review_2020", date(2020, 10, 1)) is None
    assert rule_in_force("no such rule", date(2020, 10, 1)) is None
