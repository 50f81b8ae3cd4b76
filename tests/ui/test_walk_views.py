"""Whoever has no mouse, or does not see, gets through every view and every chart."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from iro_desktop.ui.pictures.charts import draw_charts
from iro_desktop.ui.pictures.views import draw_views
from tests.walked_window import walk_through
from tests.walking import Walk

_MET_BEFORE = frozenset(
    {
        "team-2", "team-3", "team-4", "team-what-if", "measures-bottom", "measure-bottom",
        "measure-cla-participation", "measure-resolutions-formal", "measure-escalation-themes",
        "charts", "charts-below", "diary-weeks-ahead", "children-behind-a-point",
    }
)  # fmt: skip


@pytest.mark.long
def test_every_view_can_be_walked_through_by_key_and_ear(
    qapp: QApplication, tmp_path: Path
) -> None:
    walk = Walk(qapp, _MET_BEFORE)
    walk_through(walk, tmp_path, draw_views, draw_charts)
    assert set(walk.seen) >= _MET_BEFORE
    assert walk.wrong == {}
