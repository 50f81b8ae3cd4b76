"""Bands by name: good, requires improvement, inadequate, on one side or on both."""

import pytest

from iro_desktop.domain.measures import MEASURES, Figure
from iro_desktop.domain.named_bands import NamedBand, band_on, improving, named_band
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS, complete
from iro_desktop.domain.standards_limits import standards_problems
from iro_desktop.domain.verdicts import Bounds
from tests.builders import a_practice, local_standards, the_day

GOOD, IMPROVE, BAD = NamedBand.GOOD, NamedBand.IMPROVE, NamedBand.INADEQUATE


@pytest.mark.parametrize(
    "measure_id, value, band",
    [
        ("icpc_in_time", 90, GOOD),
        ("icpc_in_time", 89.99, IMPROVE),
        ("icpc_in_time", 75, IMPROVE),
        ("icpc_in_time", 74.99, BAD),
        ("cp_repeat_ever", 10, GOOD),
        ("cp_repeat_ever", 15, GOOD),
        ("cp_repeat_ever", 15.01, IMPROVE),
        ("cp_repeat_ever", 20.01, BAD),
        ("cp_repeat_ever", 9.9, IMPROVE),
        ("cp_repeat_ever", 4.9, BAD),
        ("cp_over_two_years_open", 0, GOOD),
        ("cp_over_two_years_open", 8, IMPROVE),
        ("cp_over_two_years_open", 8.1, BAD),
        ("monitoring_between_reviews", 79.9, IMPROVE),
        ("icpc_in_time", None, None),
        ("caseload_per_fte", 200, None),
        ("remote_meetings", 50, None),
    ],
)
def test_an_unrounded_value_lies_in_its_band(
    measure_id: str, value: float | None, band: NamedBand | None
) -> None:
    assert named_band(MEASURES[measure_id], value, DEFAULT_STANDARDS) is band


def test_too_few_cases_have_no_band() -> None:
    measure, day = MEASURES["icpc_in_time"], the_day("2020-03-31")
    assert band_on(measure, Figure(0, 4), a_practice(), day) is None
    assert band_on(measure, Figure(0, 5), a_practice(), day) is BAD


def test_a_band_holds_from_the_day_of_its_standards() -> None:
    practice = a_practice(local_standards("2020-01-01", bands=(("icpc_in_time", "60", ""),)))
    measure, figure = MEASURES["icpc_in_time"], Figure(65, 100)
    assert band_on(measure, figure, practice, the_day("2019-12-31")) is BAD
    assert band_on(measure, figure, practice, the_day("2020-01-01")) is IMPROVE


def test_standards_of_before_there_were_bands_get_the_usual_ones() -> None:
    older = Standards(id="older", from_on=the_day("2015-04-01"), targets=(("icpc_in_time", "80"),))
    assert complete(older).bands == DEFAULT_STANDARDS.bands
    assert improving("icpc_in_time", complete(older)) == Bounds(75, None)


@pytest.mark.parametrize(
    "rows, said",
    [
        ((("no_such", "1", ""),), "“no_such” is no measure with bands"),
        ((("icpc_in_time", "", ""),), "give a target, or from and up to"),
        ((("icpc_in_time", "101", ""),), "go from 0 to 100"),
        ((("icpc_in_time", "80", "70"),), "must not end, at 70, below where it begins, at 80"),
        ((("icpc_in_time", "80", ""), ("icpc_in_time", "70", "")), "has 2 rows"),
    ],
)
def test_bands_that_cannot_stand_are_refused(rows: tuple[tuple[str, ...], ...], said: str) -> None:
    problems = standards_problems(local_standards(bands=rows))
    assert [one.field for one in problems][:1] == ["bands"]
    assert said in problems[0].sentence


def test_the_usual_bands_can_stand() -> None:
    assert standards_problems(local_standards()) == []
