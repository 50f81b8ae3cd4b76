import pytest

from iro_desktop.domain.measures.targets import Aim, Band, aim_of
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from tests.builders import local_standards


@pytest.mark.parametrize(
    "value,band",
    [(49.999, Band.BELOW), (50, Band.WITHIN), (70, Band.WITHIN), (70.0001, Band.ABOVE)],
)
def test_the_caseload_range_holds_both_its_ends_and_is_asked_of_the_unrounded_value(
    value: float, band: Band
) -> None:
    assert aim_of("caseload_per_fte", DEFAULT_STANDARDS).band(value) is band


def test_monitoring_and_initial_conferences_have_the_founding_reports_targets() -> None:
    assert aim_of("monitoring_between_reviews", DEFAULT_STANDARDS).target == 80
    assert aim_of("icpc_in_time", DEFAULT_STANDARDS).target == 90


def test_a_value_that_rounds_up_to_the_target_is_still_below_it() -> None:
    aim = aim_of("monitoring_between_reviews", DEFAULT_STANDARDS)
    assert aim.band(79.96) is Band.BELOW
    assert aim.band(80.0) is Band.WITHIN


def test_a_band_may_have_two_sides_without_a_target() -> None:
    aim = aim_of("cp_repeat_ever", DEFAULT_STANDARDS)
    assert aim.target is None
    assert (aim.band(9.0), aim.band(12.0), aim.band(27.5)) == (Band.BELOW, Band.WITHIN, Band.ABOVE)


def test_not_applicable_lies_in_no_band() -> None:
    assert aim_of("caseload_per_fte", DEFAULT_STANDARDS).band(None) is None


def test_a_measure_without_a_row_has_no_aim() -> None:
    assert aim_of("challenges_informal", DEFAULT_STANDARDS) == Aim()


def test_a_cell_that_is_no_number_sets_no_limit() -> None:
    standards = local_standards(targets=(("icpc_in_time", "ninety", "", "nan"), ("cla_number",)))
    assert aim_of("icpc_in_time", standards) == Aim()
    assert aim_of("cla_number", standards) == Aim()


def test_a_target_alone_is_where_good_begins() -> None:
    standards = local_standards(targets=(("icpc_in_time", "85%"),))
    assert aim_of("icpc_in_time", standards) == Aim(85, 85, None)
