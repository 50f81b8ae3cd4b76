"""The charts panel as values, the children behind its points, and what waits in the views."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.records import CarePeriod, Child, LegalStatus, MonitoringCheck, Review
from iro_desktop.services.charts import (
    A_YEAR,
    THREE_YEARS,
    Panel,
    behind_caseload,
    behind_monitoring,
    panel,
    waiting,
)
from iro_desktop.services.children import add_child
from iro_desktop.services.drafts import draft, keep_draft
from iro_desktop.services.measures import figures_of
from iro_desktop.services.midpoints import midpoint_list
from iro_desktop.services.monitoring import record_check
from iro_desktop.services.reviews import record_review
from iro_desktop.services.standards import keep_standards, new_set
from iro_desktop.services.workspace import Workspace
from tests.stores import TODAY, a_workspace, erase

CARE_ON = date(2017, 3, 6)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    for reference, joined in (("AB12", CARE_ON), ("CD34", CARE_ON), ("EF56", date(2020, 3, 9))):
        child_id = add_child(
            workspace,
            Child(id="", reference=reference, born_on=date(2010, 1, 1)),
            care=CarePeriod(id="", started_on=joined),
            status=LegalStatus(id="", status="C2", started_on=joined),
            allocated_on=joined,
            today=TODAY,
        )
        if joined == CARE_ON:
            review = Review(id="", child_id=child_id, review_type="cla", held_on=date(2019, 9, 20))
            record_review(workspace, review, today=TODAY)
    yield workspace
    workspace.close()


def _panel(workspace: Workspace, earlier: Panel | None = None, months: int = A_YEAR) -> Panel:
    before = earlier.figures if earlier else None
    figures = figures_of(workspace.snapshot, workspace.practice, TODAY, before)
    return panel(figures, workspace.officer_id, months=months)


def test_the_panel_counts_the_children_of_this_iro(workspace: Workspace) -> None:
    found = _panel(workspace)
    assert found.now.series.value == 3
    assert (found.now.series.low, found.now.series.high) == (50, 70)
    assert len(found.over_time.series.points) == 12
    assert found.over_time.series.points[-1].joined == 1
    assert found.over_time.series.points[-1].value == 3
    assert found.over_time.series.points[0].value == 2


def test_three_years_reach_back_as_far_as_there_are_children(workspace: Workspace) -> None:
    found = _panel(workspace, months=THREE_YEARS)
    assert len(found.over_time.series.points) == 36
    assert found.over_time.periods[-1].to_on == TODAY
    assert len(found.over_time.periods) == 36


def test_an_earlier_panel_is_brought_up_to_date(workspace: Workspace) -> None:
    before = _panel(workspace)
    add_child(
        workspace,
        Child(id="", reference="GH78"),
        care=CarePeriod(id="", started_on=TODAY),
        status=LegalStatus(id="", status="C2", started_on=TODAY),
        today=TODAY,
    )
    after = _panel(workspace, before)
    assert after.now.series == _panel(workspace).now.series
    assert after.now.series.value == 4
    assert before.now.series.value == 3


def test_a_month_opens_into_who_was_there_and_who_joined(workspace: Workspace) -> None:
    behind = behind_caseload(_panel(workspace), workspace.snapshot, 11)
    assert behind.title == "March 2020: 3 children, 1 joined, 0 left"
    assert behind.groups == ("Joined", "On 31 March 2020")
    assert [row.reference for row in behind.rows if row.side == "Joined"] == ["EF56"]
    assert len({row.key for row in behind.rows}) == len(behind.rows) == 4


def test_a_month_goes_on_counting_who_was_erased(workspace: Workspace) -> None:
    before = _panel(workspace)
    erase(workspace, "CD34", "EF56")
    after = _panel(workspace)
    assert after.over_time.series == before.over_time.series
    assert after.monitoring.series == before.monitoring.series
    behind = behind_caseload(after, workspace.snapshot, 11)
    assert behind.title == "March 2020: 3 children, 1 joined, 0 left"
    assert [(row.reference, row.side) for row in behind.rows] == [
        ("1 erased record", "Joined"),
        ("AB12", "On 31 March 2020"),
        ("2 erased records", "On 31 March 2020"),
    ]
    assert len({row.key for row in behind.rows}) == 3


def test_checks_of_erased_children_stand_on_their_sides(workspace: Workspace) -> None:
    erase(workspace, "AB12", "CD34")
    found = _panel(workspace)
    at = next(n for n, one in enumerate(found.monitoring.series.points) if one.denominator == 2)
    behind = behind_monitoring(found, workspace.snapshot, at)
    assert [(row.reference, row.side) for row in behind.rows] == [
        ("2 erased records", "Not checked")
    ]


def test_the_caseload_now_opens_into_its_children(workspace: Workspace) -> None:
    behind = behind_caseload(_panel(workspace), workspace.snapshot)
    assert sorted(row.reference for row in behind.rows) == ["AB12", "CD34", "EF56"]
    assert behind.title == _panel(workspace).now.series.title


def test_checks_open_into_who_was_checked_and_who_was_not(workspace: Workspace) -> None:
    child = workspace.snapshot.case_by_reference("AB12")
    assert child is not None
    earlier = MonitoringCheck(
        id="",
        child_id=child.child.id,
        checked_on=date(2019, 11, 4),
        outcome="no_concern",
        analysis="All is well.",
    )
    record_check(workspace, earlier, today=TODAY)
    found = _panel(workspace)
    by_month = found.monitoring.series.points
    at = next(n for n, point in enumerate(by_month) if point.denominator == 2)
    assert by_month[at].numerator == 1
    behind = behind_monitoring(found, workspace.snapshot, at)
    assert behind.title == f"{by_month[at].label}: 1 of 2 checked between reviews"
    assert behind.note == "Too few for a percentage."
    sides = {row.reference: row.side for row in behind.rows}
    assert sides == {"AB12": "Checked", "CD34": "Not checked"}
    whole = behind_monitoring(found, workspace.snapshot)
    assert whole.title == found.monitoring.series.title


def test_what_waits_is_what_the_views_will_show(workspace: Workspace) -> None:
    found = waiting(workspace.snapshot, _panel(workspace), workspace.officer_id)
    assert (found.checks_overdue, found.challenges_open) == (2, 0)
    shown = midpoint_list(workspace.snapshot, workspace.practice, workspace.officer_id, TODAY)
    assert found.checks_overdue == shown.count("overdue")
    assert found.checks_soon == shown.count("soon")
    nobody = waiting(workspace.snapshot, _panel(workspace), "f" * 32)
    assert nobody.checks_overdue == 0


def test_a_draft_stays_on_this_device_until_it_is_forgotten(workspace: Workspace) -> None:
    position = workspace.snapshot.position
    keep_draft(workspace, "check:c1", "half a sentence")
    assert draft(workspace, "check:c1") == "half a sentence"
    assert draft(workspace, "check:c2") == ""
    keep_draft(workspace, "check:c1", "")
    assert draft(workspace, "check:c1") == ""
    assert workspace.snapshot.position == position  # no change of the log


def test_by_child_the_panel_shows_shares_at_month_ends_and_opens_into_the_children(
    workspace: Workspace,
) -> None:
    standards = replace(
        new_set(workspace.practice, date(2019, 4, 1), TODAY), monitoring_method="children"
    )
    keep_standards(workspace, standards, today=TODAY)
    found = _panel(workspace)
    series = found.monitoring.series
    assert series.title == "0 of 2 checked in six months"
    assert [point.denominator for point in series.points] == [2] * 12
    assert (series.met, series.of) == ("checked", "children")
    behind = behind_monitoring(found, workspace.snapshot, 11)
    assert behind.title == "March 2020: 0 of 2 checked in six months"
    assert {row.reference: row.side for row in behind.rows} == {
        "AB12": "Not checked",
        "CD34": "Not checked",
    }
    assert behind_monitoring(found, workspace.snapshot).rows == behind.rows
    assert waiting(workspace.snapshot, found, workspace.officer_id).checks_overdue == 2
