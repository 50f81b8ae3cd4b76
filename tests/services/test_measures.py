"""Figures of a store as the command line prints them."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.records import Allocation, CarePeriod, Child, Record, Review
from iro_desktop.services.comparators import enter_comparator
from iro_desktop.services.imports import run_import
from iro_desktop.services.measures import (
    PeriodBackwardsError,
    UnknownMeasureError,
    UnknownModeError,
    counted_for,
    figures_of,
    measures_report,
    report_lines,
)
from iro_desktop.services.workspace import Workspace
from tests.builders import a_comparator, a_population, a_review, an_allocation, an_id, care
from tests.returns import shared_return
from tests.stores import OFFICER_ID, TODAY, a_workspace, erase

AS_OF = date(2019, 12, 31)
CP_RATE = "cp_rate_per_10000"
STARTED, FIRST = "2019-04-08", "2019-05-02"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "store.iro", today=AS_OF)
    yield workspace
    workspace.close()


def put(workspace: Workspace, reference: str, *records: Record, officer: str = OFFICER_ID) -> None:
    """Put a child of an IRO with some records into the store."""
    child = Child(id=an_id(), reference=reference, born_on=date(2010, 6, 15))
    owned: list[CarePeriod | Review | Allocation] = [an_allocation(officer)]
    owned += [one for one in records if isinstance(one, CarePeriod | Review)]
    with workspace.write("a child") as write:
        write.put(child)
        for record in owned:
            write.put(_of(record, child.id))


def _of(record: CarePeriod | Review | Allocation, child_id: str) -> Record:
    return dataclasses.replace(record, child_id=child_id)


def with_three_children(workspace: Workspace) -> None:
    put(workspace, "AB1", care(STARTED), a_review(FIRST), a_review("2019-07-25"))
    put(workspace, "AB2", care(STARTED), a_review("2019-05-20"))
    put(workspace, "CD3", care(STARTED), a_review(FIRST), officer="another")


def test_the_report_has_the_shape_that_other_programs_read(workspace: Workspace) -> None:
    with_three_children(workspace)
    report = measures_report(workspace, as_of=AS_OF)
    assert list(report) == ["as_of", "from", "to", "method", "measures"]
    assert (report["as_of"], report["from"], report["to"]) == ("2019-12-31", None, "2019-12-31")
    assert report["method"] == "calendar months"
    assert [found["id"] for found in report["measures"]] == list(MEASURES)
    for found in report["measures"]:
        assert list(found) == [
            "id", "title", "statement", "numerator", "denominator", "value", "unit", "target",
            "band", "interval", "parts", "series", "comparators",
        ]  # fmt: skip
        for part in found["parts"].values():
            assert list(part) == ["numerator", "denominator", "value"]
        for point in found["series"]:
            assert list(point) == ["from", "to", "numerator", "denominator", "value"]
    assert json.loads(json.dumps(report)) == report


def one(workspace: Workspace, measure_id: str, **options: object) -> dict[str, object]:
    report = measures_report(workspace, [measure_id], as_of=AS_OF, **options)  # type: ignore[arg-type]
    (found,) = report["measures"]
    assert isinstance(found, dict)
    return found


def test_a_measure_carries_its_target_band_interval_parts_and_series(workspace: Workspace) -> None:
    with_three_children(workspace)
    found = one(workspace, "cla_reviews_in_time")
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 4, 50.0)
    assert (found["unit"], found["target"], found["band"]) == ("%", 95.0, "below")
    assert found["interval"] == pytest.approx([15.0, 85.0], abs=0.1)
    assert found["parts"] == {
        "first": {"numerator": 1, "denominator": 2, "value": 50.0},
        "second": {"numerator": 1, "denominator": 2, "value": 50.0},
        "later": {"numerator": 0, "denominator": 0, "value": None},
    }
    series = found["series"]
    assert isinstance(series, list)
    assert series[0] == {
        "from": "2019-05-01", "to": "2019-05-31", "numerator": 1, "denominator": 2, "value": 50.0,
    }  # fmt: skip
    assert sum(point["denominator"] for point in series) == 4


def test_counts_have_no_denominator_and_what_is_not_applicable_is_null(
    workspace: Workspace,
) -> None:
    with_three_children(workspace)
    number = one(workspace, "cla_number")
    assert (number["numerator"], number["denominator"], number["value"]) == (2, None, 2)
    assert (number["interval"], number["band"]) == (None, None)
    nothing = one(workspace, "icpc_in_time")
    assert (nothing["numerator"], nothing["denominator"], nothing["value"]) == (0, 0, None)
    assert nothing["interval"] is None


def test_the_figures_of_other_areas_stand_beside_a_measure(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "store.iro", whole_service=True)
    enter_comparator(workspace, a_comparator(2019, "Next door", "neighbour", CP_RATE, 45.1))
    report = measures_report(workspace, [CP_RATE, "cp_number"], as_of=AS_OF)
    number, rate = sorted(report["measures"], key=lambda found: str(found["id"]))
    national = rate["comparators"][0]
    assert list(national) == ["area", "kind", "year_ending", "value", "source"]
    assert "characteristics of children in need" in national.pop("source")
    assert rate["comparators"] == [
        {"area": "England", "kind": "country", "year_ending": "2020-03-31", "value": 42.8},
        {
            "area": "Next door",
            "kind": "neighbour",
            "year_ending": "2019-03-31",
            "value": 45.1,
            "source": "",
        },
    ]
    assert (rate["unit"], rate["denominator"], rate["value"]) == ("per 10,000", None, None)
    assert [one["value"] for one in number["comparators"]] == [51_510]
    enter_comparator(workspace, a_population(2020, 10_000))
    (rate,) = measures_report(workspace, [CP_RATE], as_of=AS_OF)["measures"]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (0, 10_000, 0)
    assert rate["statement"].endswith(
        "below the figure of 1 statistical neighbour, 45.1 (year to March 2019), and the England "
        "figure of 42.8 (year to March 2020)."
    )
    workspace.close()


def test_children_are_named_on_both_sides_only_when_asked_for(workspace: Workspace) -> None:
    with_three_children(workspace)
    assert "children" not in one(workspace, "cla_reviews_in_time")
    assert one(workspace, "cla_reviews_in_time", children=True)["children"] == {
        "met": ["AB1", "AB1"],
        "not_met": ["AB2", "AB2"],
    }


def test_a_report_is_what_it_was_before_children_were_erased(
    workspace: Workspace,
) -> None:
    """References are those of the records that are there: the rest has none any more."""
    with_three_children(workspace)
    before = measures_report(workspace, as_of=AS_OF)
    erase(workspace, "AB1", "CD3")
    assert measures_report(workspace, as_of=AS_OF) == before
    assert one(workspace, "cla_reviews_in_time", children=True)["children"] == {
        "met": [],
        "not_met": ["AB2", "AB2"],
    }


def test_one_iro_sees_their_own_children_and_the_service_all(tmp_path: Path) -> None:
    own = a_workspace(tmp_path / "own.iro")
    service = a_workspace(tmp_path / "service.iro", whole_service=True)
    for workspace, officer_id, children in ((own, OFFICER_ID, 2), (service, None, 3)):
        with_three_children(workspace)
        assert counted_for(workspace) == officer_id
        assert one(workspace, "cla_number")["value"] == children
        workspace.close()


def test_a_period_and_a_mode_can_be_asked_for(workspace: Workspace) -> None:
    with_three_children(workspace)
    found = one(
        workspace,
        "cla_reviews_in_time",
        from_on=date(2019, 5, 1),
        to_on=date(2019, 6, 30),
        mode="rolling_6",
    )
    assert (found["numerator"], found["denominator"]) == (1, 2)
    series = found["series"]
    assert isinstance(series, list)
    assert [(point["from"], point["to"]) for point in series] == [
        ("2018-12-01", "2019-05-31"),
        ("2019-01-01", "2019-06-30"),
    ]


def test_nothing_after_the_as_of_day_is_counted(workspace: Workspace) -> None:
    with_three_children(workspace)
    report = measures_report(
        workspace, ["cla_reviews_in_time"], as_of=date(2019, 5, 3), to_on=date(2020, 3, 31)
    )
    assert report["to"] == "2019-05-03"
    assert report["measures"][0]["denominator"] == 1


def test_what_cannot_be_answered_is_said_in_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(
        UnknownMeasureError, match="no measure called “moon”: use one of cla_number"
    ):
        measures_report(workspace, ["moon"], as_of=AS_OF)
    with pytest.raises(UnknownModeError, match="use one of month, rolling_6, rolling_12"):
        measures_report(workspace, mode="week", as_of=AS_OF)
    with pytest.raises(PeriodBackwardsError, match="begins on 1 June 2019 and ends before that"):
        measures_report(workspace, as_of=AS_OF, from_on=date(2019, 6, 1), to_on=date(2019, 5, 1))
    assert issubclass(PeriodBackwardsError, UserError)


def test_the_report_reads_as_sentences(workspace: Workspace) -> None:
    with_three_children(workspace)
    report = measures_report(
        workspace, ["cla_number", "cla_reviews_in_time"], as_of=AS_OF, children=True
    )
    assert report_lines(report) == [
        "Figures up to 31 December 2019, counted in calendar months",
        "",
        "2 children looked after on 31 December 2019.",
        "  met: AB1, AB2",
        (
            "2 of 4 reviews of children looked after that fell due were held in time up to "
            "31 December 2019; too few for a percentage."
        ),
        "  met: AB1, AB1",
        "  not met: AB2, AB2",
    ]


def test_only_what_changed_is_counted_anew_and_the_answer_is_the_same(
    workspace: Workspace,
) -> None:
    with_three_children(workspace)
    before = figures_of(workspace.snapshot, workspace.practice, AS_OF)
    assert before.result("cla_number").figure.value == 3
    put(workspace, "EF4", care(STARTED))
    after = figures_of(workspace.snapshot, workspace.practice, AS_OF, before)
    assert after.result("cla_number").figure.value == 4
    assert before.result("cla_number").figure.value == 3


def test_of_the_sample_return_195_of_614_reviews_held_were_in_time(tmp_path: Path) -> None:
    """All years on file up to 31 March 2018, in known periods of care, short breaks left out."""
    folder = shared_return()
    workspace = a_workspace(tmp_path / "store.iro", today=TODAY)
    run_import(workspace, "ssda903", sorted(folder.glob("*.csv")), year=2018)
    report = measures_report(workspace, ["cla_reviews_in_time_held"], as_of=date(2018, 3, 31))
    (found,) = report["measures"]
    assert (found["numerator"], found["denominator"]) == (195, 614)
    assert {
        name: (part["numerator"], part["denominator"]) for name, part in found["parts"].items()
    } == {"first": (42, 259), "second": (41, 165), "later": (112, 190)}
    workspace.close()
