"""Figures of finished months stay as they were when children are erased, on every computer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.measures import MEASURES, Mode, Period
from iro_desktop.domain.records import Allocation, CarePeriod, Child, FrozenCount, ProtectionPlan
from iro_desktop.services.erasing import Asking, ask_to_erase, erase
from iro_desktop.services.erasure_requests import note_requests
from iro_desktop.services.measures import figures_of
from iro_desktop.services.retention import State, due_for_erasure
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.builders import a_contact
from tests.caseloads import fill
from tests.stores import TODAY, a_workspace

AFTER = TODAY + timedelta(days=14)
ENDED = date(2019, 12, 15)
YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    snapshot = fill(workspace, 40)
    with workspace.write("end some cases") as write:
        for case in list(snapshot.cases.values())[:5]:
            for period in case.of(CarePeriod):
                write.put(replace(period, ended_on=ENDED))
            for plan in case.of(ProtectionPlan):
                write.put(replace(plan, ended_on=ENDED))
            for allocation in case.of(Allocation):
                write.put(replace(allocation, to_on=ENDED))
    yield workspace
    assert list(findings(workspace.store)) == []
    workspace.close()


def figures(workspace: Workspace) -> dict[str, Any]:
    found = figures_of(workspace.snapshot, workspace.practice, AFTER)
    return {
        f"{measure_id} {mode}": found.result(measure_id, YEAR, mode).figure
        for measure_id in MEASURES
        for mode in (None, Mode.MONTH)
    }


def old_cases(workspace: Workspace) -> list[str]:
    return [
        one.child_id
        for one in due_for_erasure(workspace, TODAY)
        if one.state in (State.CAN_ASK, State.NOT_YET) and one.child_id
    ]


def erased_on(workspace: Workspace, requests: tuple[str, ...]) -> None:
    workspace.today = lambda: AFTER
    erase(workspace, requests, AFTER, confirmed_many=True)


def test_every_figure_of_the_year_stays(workspace: Workspace) -> None:
    child_ids = old_cases(workspace)
    assert len(child_ids) > 1
    requests = ask_to_erase(
        workspace, child_ids, Asking(council_copy=True, by_right=True, handed_over=True), TODAY
    )
    before = figures(workspace)
    erased_on(workspace, requests)
    assert not set(child_ids) & {one.id for one in workspace.snapshot.of(Child)}
    assert workspace.snapshot.of(FrozenCount)
    assert figures(workspace) == before


def test_two_computers_that_erase_the_same_child_count_it_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = a_workspace(tmp_path / "other")
    child_id = old_cases(workspace)[0]
    requests = ask_to_erase(
        workspace, [child_id], Asking(council_copy=True, by_right=True, handed_over=True), TODAY
    )
    before = figures(workspace)
    exchange(workspace, other)
    erased_on(workspace, requests)
    erased_on(other, requests)
    exchange(workspace, other)
    exchange(other, workspace)
    assert not workspace.snapshot.flags
    assert figures(workspace) == before
    assert figures(other) == before
    other.close()


def test_the_fuller_count_stays(workspace: Workspace, tmp_path: Path) -> None:
    """The other computer pressed first, without a contact that is here."""
    other = a_workspace(tmp_path / "other")
    child_id = old_cases(workspace)[0]
    requests = ask_to_erase(
        workspace, [child_id], Asking(council_copy=True, by_right=True, handed_over=True), TODAY
    )
    exchange(workspace, other)
    with workspace.write("record contact") as write:
        write.put(replace(a_contact("2019-06-05"), child_id=child_id))
    before = figures(workspace)
    erased_on(other, requests)
    exchange(other, workspace)
    assert figures(workspace) == before  # the child is still here, and counts for itself
    erased_on(workspace, requests)
    assert figures(workspace) == before
    other.close()


def exchange(here: Workspace, there: Workspace) -> None:
    lines = list(here.store.lines(without_erased=True))
    there.store.take_in(there.store.incoming([lines]), "receive")
    note_requests(there)
