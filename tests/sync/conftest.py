"""Two IROs with a store each, and packs sealed at the least cost that is allowed."""

from pathlib import Path

import pytest

from iro_desktop.services.workspace import Workspace
from tests.handovers import an_iro


@pytest.fixture
def giver(tmp_path: Path) -> Workspace:
    """The IRO who hands over."""
    return an_iro(tmp_path / "giver", "G. Giver", 1)


@pytest.fixture
def taker(tmp_path: Path) -> Workspace:
    """The IRO who takes over."""
    return an_iro(tmp_path / "taker", "T. Taker", 2)
