from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS, stages_of
from iro_desktop.domain.standards_limits import KNOWN, OWN_FIELDS, standards_problems, tidied
from tests.builders import local_standards

TODAY = date(2020, 3, 31)
CHECKS = "monitoring_between_reviews"
CHALLENGE = ("informal", "Challenge", "Manager", "5", "no")
STAGE = ("stage1", "Stage 1", "Manager", "5", "yes")


def problems(**changed: Any) -> dict[str, str]:
    """Return the first sentence about each field of the default with some fields changed."""
    standards = tidied(local_standards(**changed), TODAY)
    found: dict[str, str] = {}
    for problem in standards_problems(standards):
        found.setdefault(problem.field, problem.sentence)
    return found


def test_what_the_program_comes_with_can_stand() -> None:
    assert standards_problems(tidied(DEFAULT_STANDARDS, TODAY)) == []
    assert tidied(DEFAULT_STANDARDS, TODAY) == DEFAULT_STANDARDS


def test_nothing_but_school_terms_and_new_limits_may_be_left_empty() -> None:
    found = standards_problems(Standards(id="1"))
    fields = {problem.field for problem in found}
    assert not fields & {"terms", "rebases"}
    assert {"from_on", "caseload_low", "targets", "themes", "midpoint_label"} <= fields
    said = {problem.field: problem.sentence for problem in found}
    assert said["from_on"] == "In force from: enter the day from which these standards hold."
    assert said["count_trigger_day"] == "The first day counts as day 1: answer yes or no."
    assert said["themes"] == "Themes: enter at least one line."
    assert said["stages"] == "Stages: add at least one row."


@pytest.mark.parametrize(
    "changed,field,words",
    [
        ({"caseload_high": 49}, "caseload_high", "must be 50 or more"),
        ({"monitoring_target": 101.0}, "monitoring_target", "between 0 and 100"),
        ({"pep_from_age": 19}, "pep_from_age", "between 0 and 18"),
        ({"pep_from_age": 12, "pep_to_age": 11}, "pep_to_age", "12 or more"),
        ({"record_distributed_days": 14}, "record_distributed_days", "15 or more"),
        ({"monitoring_before_days": 29}, "monitoring_before_days", "28 or fewer: half of"),
        ({"monitoring_shortest_days": 20}, "monitoring_after_days", "10 or fewer"),
        ({"control_run": 5}, "control_run", "between 6 and 8"),
        ({"control_trend": 9}, "control_trend", "between 6 and 8"),
        ({"control_fewest": 13}, "control_settled", "must be 13 or more"),
        ({"control_two_of_three": None}, "control_two_of_three", "answer yes or no"),
        ({"month_method": "lunar"}, "month_method", "“lunar” is not known: choose one"),
        ({"looked_after_label": ""}, "looked_after_label", "enter a word"),
        ({"challenge_label": "x" * 41}, "challenge_label", "40 characters or fewer"),
        ({"themes": ("Delay", "Delay")}, "themes", "“Delay” stands there twice"),
        ({"prompts": ("?" * 201,)}, "prompts", "more than 200 characters"),
    ],
)
def test_a_field_that_cannot_stand_says_what_to_do(
    changed: dict[str, Any], field: str, words: str
) -> None:
    assert words in problems(**changed)[field]


def test_ends_of_ranges_may_be_the_same_and_windows_may_fill_their_interval() -> None:
    assert problems(caseload_low=60, caseload_high=60) == {}
    assert problems(monitoring_before_days=28, monitoring_shortest_days=56) == {}
    assert problems(monitoring_target=0.0) == {}


@pytest.mark.parametrize(
    "row,words",
    [
        (("no_such", "90", "", ""), "row 1: “no_such” is no measure"),
        (("icpc_in_time", "ninety", "", ""), "“ninety” is no number"),
        (("icpc_in_time", "nan", "", ""), "“nan” is no number"),
        (("icpc_in_time", "", "", ""), "give a target"),
        (("icpc_in_time", "101", "", ""), "from 0 to 100"),
        (("icpc_in_time", "-1", "", ""), "from 0 to 100"),
        (("cla_number", "-1", "", ""), "from 0 up"),
        (("icpc_in_time", "", "15", "10"), "must not end, at 10, below where it begins, at 15"),
        (("caseload_per_fte", "60", "", ""), "has fields of its own"),
        (("monitoring_between_reviews", "80", "", ""), "has fields of its own"),
    ],
)
def test_a_row_of_targets_that_cannot_stand_is_named(row: tuple[str, ...], words: str) -> None:
    assert words in problems(targets=(row,))["targets"]


@pytest.mark.parametrize(
    "row",
    [
        ("cp_number", "1500", "", ""),
        ("icpc_in_time", "90%", "90", "100"),
        ("icpc_in_time", "", "10", "15"),
        ("icpc_in_time", "", "", "4"),
    ],
)
def test_targets_may_be_one_sided_two_sided_or_a_range_alone(row: tuple[str, ...]) -> None:
    assert problems(targets=(row,)) == {}


def test_ever_repeated_plans_may_have_a_range_on_both_sides_and_no_target() -> None:
    assert ("cp_repeat_ever", "", "10", "15") in DEFAULT_STANDARDS.targets


def test_two_rows_of_one_measure_are_one_too_many() -> None:
    rows = (("icpc_in_time", "90", "", ""), ("icpc_in_time", "95", "", ""))
    assert "icpc_in_time has 2 rows: keep one" in problems(targets=rows)["targets"]


def test_every_measure_but_those_with_fields_of_their_own_can_have_a_target() -> None:
    assert set(MEASURES) - OWN_FIELDS <= KNOWN
    for measure_id in KNOWN:
        assert problems(targets=((measure_id, "50", "", ""),)) == {}


@pytest.mark.parametrize(
    "rows,words",
    [
        ((CHALLENGE, ("stage1", "", "Manager", "5", "yes")), "row 2: give the stage a name"),
        ((CHALLENGE, ("stage1", "One", "", "soon", "yes")), "row 2: working days must be"),
        ((CHALLENGE, ("stage1", "One", "", "2.5", "yes")), "row 2: working days must be"),
        ((CHALLENGE, ("stage1", "One", "", "0", "yes")), "row 2: working days must be"),
        ((CHALLENGE, ("stage1", "One", "", "5", "perhaps")), "row 2: say whether"),
        ((STAGE, STAGE), "another stage has the key “stage1”"),
        ((STAGE, CHALLENGE), "“Challenge” is informal and must stand before"),
    ],
)
def test_stages_have_names_days_and_keys_and_the_informal_ones_come_first(
    rows: tuple[tuple[str, ...], ...], words: str
) -> None:
    assert words in problems(stages=rows)["stages"]


def test_a_stage_without_a_key_is_given_one_of_its_own() -> None:
    rows = (CHALLENGE, ("", "Stage 1!", "Manager", "5", "Yes"), ("", "Stage 1", "Head", "5", "y"))
    found = tidied(local_standards(stages=rows), TODAY)
    assert [stage.key for stage in stages_of(found)] == ["informal", "stage_1", "stage_1_2"]
    assert standards_problems(found) == []


def test_terms_are_read_as_people_type_dates_and_kept_in_iso_form() -> None:
    rows = (("Autumn", "3/9/2019", "20 Dec 2019"), ("Spring", "2020-01-06", "3.4.2020"))
    found = tidied(local_standards(terms=rows), TODAY)
    assert found.terms == (
        ("Autumn", "2019-09-03", "2019-12-20"),
        ("Spring", "2020-01-06", "2020-04-03"),
    )
    assert standards_problems(found) == []


@pytest.mark.parametrize(
    "rows,words",
    [
        ((("Autumn", "soon", "2019-12-20"),), "row 1: “soon” is no date"),
        ((("Autumn", "2019-09-03", ""),), "row 1: a date is missing"),
        ((("", "2019-09-03", "2019-12-20"),), "row 1: give the term a name"),
        ((("Autumn", "2019-12-20", "2019-09-03"),), "row 1: the last day lies before the first"),
        (
            (("Spring", "2019-12-20", "2020-04-03"), ("Autumn", "2019-09-03", "2019-12-20")),
            "“Autumn” and “Spring” overlap",
        ),
    ],
)
def test_a_term_that_cannot_stand_is_named(rows: tuple[tuple[str, ...], ...], words: str) -> None:
    assert words in problems(terms=rows)["terms"]


@pytest.mark.parametrize(
    "rows,words",
    [
        ([("no_such", "2019-04-01", "New form")], "row 1: “no_such” has no control chart"),
        ([("escalation_themes", "2019-04-01", "New form")], "row 1: “escalation_themes” has no"),
        ([("", "2019-04-01", "New form")], "row 1: no measure: choose one"),
        ([(CHECKS, "", "New form")], "row 1: the day is missing"),
        ([(CHECKS, "soon", "New form")], "row 1: “soon” is no date"),
        ([(CHECKS, "2019-04-01", "")], "row 1: say why the limits begin anew"),
        ([(CHECKS, "2019-04-01", "x" * 201)], "more than 200 characters"),
        (
            [(CHECKS, "2019-04-01", "New form"), (CHECKS, "2019-04-30", "Reminders")],
            "row 1: new limits begin in that month already",
        ),
    ],
)
def test_new_limits_need_a_measure_a_day_and_a_reason(
    rows: list[tuple[str, ...]], words: str
) -> None:
    assert words in problems(rebases=tuple(rows))["rebases"]


def test_new_limits_are_read_as_people_type_dates() -> None:
    rows = ((CHECKS, "1/4/2019", "New form"), (CHECKS, "1.5.2019", "Reminders"), ("", "", ""))
    found = tidied(local_standards(rebases=rows), TODAY)
    assert [row[1] for row in found.rebases] == ["2019-04-01", "2019-05-01"]
    assert standards_problems(found) == []


def test_empty_rows_and_lines_fall_away_and_short_rows_are_filled() -> None:
    standards = local_standards(
        targets=(("icpc_in_time", " 90 "), ("", "", "", "")),
        stages=(CHALLENGE, ("left", " ", "", "", "yes")),
        themes=("  Delay ", " "),
    )
    found = tidied(standards, TODAY)
    assert found.targets == (("icpc_in_time", "90", "", ""),)
    assert found.stages == (CHALLENGE,)
    assert found.themes == ("Delay",)


def test_no_two_sets_begin_on_one_day() -> None:
    one, other = local_standards("2020-04-01"), local_standards("2020-04-01")
    (problem,) = standards_problems(one, [other])
    assert problem.field == "from_on"
    assert problem.sentence == (
        "There are standards from 1 April 2020 already: change those, or choose another day."
    )
    assert standards_problems(one, [replace(other, from_on=date(2020, 4, 2))]) == []


def test_a_line_of_a_text_for_the_council_names_a_field_by_its_label() -> None:
    good = local_standards(council_contact=("Date", "How = By which way"))
    assert standards_problems(good) == []
    (problem,) = standards_problems(local_standards(council_contact=("Date", "Weather = Sky")))
    assert problem.field == "council_contact"
    assert problem.sentence.startswith("“Weather” is no field of it: use Date, With whom, How,")
