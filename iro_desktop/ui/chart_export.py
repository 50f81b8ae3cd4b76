"""Where a chart is to be saved, and that it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.operations import Operations

_KINDS: Final = "Picture for documents (*.svg);;Picture (*.png);;Table (*.csv)"
_LONGEST: Final = 60
_UNFIT: Final = re.compile(r"[^\w %-]+")


def ask_where(
    parent: QWidget, operations: Operations, series: ChartSeries, said: Callable[[str], None]
) -> None:
    """Ask where a chart is to be saved and in which form, save it, and call ``said`` with that."""
    choose_where(
        parent,
        "Export this chart",
        _KINDS,
        file_name(series),
        lambda path: export_to(operations, series, path, said),
        accept="Export",
    )


def file_name(series: ChartSeries) -> str:
    """Return the name that is offered: the finding, as file systems take it."""
    words = _UNFIT.sub(" ", series.title)
    return f"{' '.join(words.split())[:_LONGEST].strip() or 'Chart'}.svg"


def export_to(
    operations: Operations, series: ChartSeries, path: Path, said: Callable[[str], None]
) -> None:
    """Save a chart off the main thread, in the form that the name's ending says."""
    from iro_desktop.services.chart_export import export_chart

    operations.run(lambda workspace: export_chart(workspace, series, path), done=said)
