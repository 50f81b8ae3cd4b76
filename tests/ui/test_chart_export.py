"""Where a chart is saved: the form that is chosen, the name that is offered, what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui.chart_export import ask_where, export_to, file_name
from iro_desktop.ui.operations import Operations
from tests.chart_series import dots
from tests.stores import a_workspace

DOTS = dots(68)[3]


@pytest.fixture
def operations(tmp_path: Path, qtbot: QtBot) -> Iterator[Operations]:
    workspace = a_workspace(tmp_path / "store")
    opened = Operations(workspace)
    yield opened
    qtbot.waitUntil(lambda: opened.is_settled)
    opened.stop()
    workspace.close()


@pytest.mark.parametrize(
    "title, name",
    [
        ("68 children at 1.0 FTE: top end", "68 children at 1 0 FTE top end.svg"),
        ("78% checked / 80%", "78% checked 80%.svg"),
        ("..\\..\\=x", "x.svg"),
        ("", "Chart.svg"),
        ("Long " * 40, f"{('Long ' * 12).strip()}.svg"),
    ],
)
def test_the_finding_is_offered_as_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(replace(DOTS, title=title)) == name


def test_the_kind_that_is_chosen_gives_the_name_its_ending(
    operations: Operations, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ask_where(window, operations, DOTS, lambda _: None)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "Of 68.svg"
    for ending in ("csv", "png"):
        kind = next(one for one in dialog.nameFilters() if f"*.{ending}" in one)
        dialog.filterSelected.emit(kind)
        assert dialog.defaultSuffix() == ending
        assert Path(dialog.selectedFiles()[0]).name == f"Of 68.{ending}"
    dialog.reject()


def test_what_was_saved_is_said(operations: Operations, qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []
    export_to(operations, DOTS, tmp_path / "one.svg", said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert (tmp_path / "one.svg").exists()
    assert said == [
        "one.svg holds the chart as an SVG picture, with its definition. No child is named in it."
    ]
