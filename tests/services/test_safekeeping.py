"""The backup that is made once a day by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.records import Child
from iro_desktop.services.restoring import backups_of
from iro_desktop.services.safekeeping import back_up_daily
from iro_desktop.services.workspace import Workspace
from tests.stores import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "store")
    yield workspace
    workspace.close()


def test_a_file_is_backed_up_once_a_day_by_itself(workspace: Workspace) -> None:
    now = datetime.now(UTC)  # backups are named by the moment at which they are written
    assert back_up_daily(workspace, now) is None, "there is nothing in it yet"
    with workspace.write("add a child") as write:
        write.put(Child(id="c", reference="AB12"))
    assert back_up_daily(workspace, now + timedelta(seconds=1)) is not None
    assert back_up_daily(workspace, now + timedelta(hours=23)) is None
    assert back_up_daily(workspace, now + timedelta(hours=25)) is not None
    assert [one.reason for one in backups_of(workspace)] == ["Of the day"] * 2


def test_a_clock_that_went_back_does_not_end_the_backups(workspace: Workspace) -> None:
    with workspace.write("add a child") as write:
        write.put(Child(id="c", reference="AB12"))
    now = datetime.now(UTC)
    back_up_daily(workspace, now)
    assert back_up_daily(workspace, now - timedelta(days=3653)) is not None
