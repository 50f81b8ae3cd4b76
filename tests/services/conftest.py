"""The store that a test of a service works on; a test file that needs more has a `workspace`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_desktop.services.workspace import Workspace
from tests.stores import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An open store on 31 March 2020 with nobody in it."""
    workspace = a_workspace(tmp_path / "s.iro")
    yield workspace
    workspace.close()
