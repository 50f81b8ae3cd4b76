"""An IRO's own details: corrected, or changed from a day on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Officer, WorkingTime
from iro_desktop.services.officers import edit_officer, working_time
from iro_desktop.services.workspace import Workspace
from tests.stores import OFFICER_ID, TODAY, a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro", fte=1.0)
    yield workspace
    workspace.close()


@pytest.fixture
def without_fte(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "n.iro", fte=None)
    yield workspace
    workspace.close()


def _officer(workspace: Workspace) -> Officer:
    officer = workspace.officer
    assert officer is not None
    return officer


def _times(workspace: Workspace) -> list[tuple[float | None, date | None, date | None]]:
    found = workspace.snapshot.of(WorkingTime)
    return sorted(
        ((one.fte, one.from_on, one.to_on) for one in found), key=lambda row: row[1] or date.min
    )


def _fte_on(workspace: Workspace, day: date) -> float | None:
    time = working_time(workspace.snapshot, OFFICER_ID, day)
    return time.fte if time else None


def test_a_later_day_ends_the_earlier_working_time(workspace: Workspace) -> None:
    edit_officer(workspace, _officer(workspace), 0.6, date(2020, 2, 1))
    assert _times(workspace) == [
        (1.0, None, date(2020, 1, 31)),
        (0.6, date(2020, 2, 1), None),
    ]
    assert _fte_on(workspace, date(2020, 1, 31)) == 1.0
    assert _fte_on(workspace, date(2020, 2, 1)) == 0.6


def test_the_same_day_or_none_corrects_it(workspace: Workspace) -> None:
    edit_officer(workspace, _officer(workspace), 0.8, None)
    assert _times(workspace) == [(0.8, None, None)]
    edit_officer(workspace, _officer(workspace), 0.6, date(2020, 2, 1))
    edit_officer(workspace, _officer(workspace), 0.5, date(2020, 2, 1))
    assert _fte_on(workspace, TODAY) == 0.5
    assert len(_times(workspace)) == 2


def test_the_same_fte_from_a_later_day_changes_nothing(workspace: Workspace) -> None:
    edit_officer(workspace, _officer(workspace), 1.0, date(2020, 2, 1))
    assert _times(workspace) == [(1.0, None, None)]


def test_a_day_between_two_keeps_the_later_one(workspace: Workspace) -> None:
    edit_officer(workspace, _officer(workspace), 0.6, date(2020, 2, 1))
    edit_officer(workspace, _officer(workspace), 0.8, date(2019, 6, 1))
    assert _times(workspace) == [
        (1.0, None, date(2019, 5, 31)),
        (0.8, date(2019, 6, 1), date(2020, 1, 31)),
        (0.6, date(2020, 2, 1), None),
    ]


def test_an_fte_that_was_left_empty_is_entered_later(without_fte: Workspace) -> None:
    edit_officer(without_fte, replace(_officer(without_fte), name="B"), None, None)
    assert _times(without_fte) == []
    assert _officer(without_fte).name == "B"
    edit_officer(without_fte, _officer(without_fte), 0.6, None)
    assert _times(without_fte) == [(0.6, None, None)]


@pytest.mark.parametrize(
    "name, fte, from_on, field",
    [
        ("", 1.0, None, "name"),
        ("A", 0.0, None, "fte"),
        ("A", -1.0, None, "fte"),
        ("A", 2.5, None, "fte"),
        ("A", None, date(2020, 1, 1), "fte"),
        ("A", None, None, "fte"),
    ],
)
def test_what_cannot_stand_is_refused_by_field(
    workspace: Workspace, name: str, fte: float | None, from_on: date | None, field: str
) -> None:
    before = _times(workspace)
    with pytest.raises(RefusedError) as refused:
        edit_officer(workspace, replace(_officer(workspace), name=name), fte, from_on)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert _times(workspace) == before
