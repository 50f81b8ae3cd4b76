"""Every kind of chart, at every size that it is drawn at: nothing is cut or written over."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from iro_desktop.domain.charts import BulletSeries, ChartSeries
from iro_desktop.domain.drawings import draw, height, load_kinds, table
from iro_desktop.domain.drawings.palette import ON_WHITE
from tests.chart_series import SERIES, SIZES, RecordingCanvas

load_kinds()
KINDS = [kind for kind in draw.registry if kind is not object]
EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
CHILDREN = pytest.mark.parametrize("children", SIZES)


def drawn(series: ChartSeries, width: float, line_height: float) -> RecordingCanvas:
    canvas = RecordingCanvas(width, height(series, width, line_height), line_height)
    draw(series, canvas, ON_WHITE)
    return canvas


@EACH
def test_every_kind_is_drawn_measured_and_a_table_and_has_series_to_try(kind: type[Any]) -> None:
    assert kind in height.registry
    assert kind in table.registry
    assert kind in SERIES


def test_a_kind_is_loaded_by_the_first_of_its_series_and_what_is_none_is_refused() -> None:
    program = (
        "import sys\n"
        "from iro_desktop.domain.charts import DotsSeries\n"
        "from iro_desktop.domain.drawings import height\n"
        "found = lambda: [name for name in sys.modules if name.endswith(('.dots', '.control'))]\n"
        "print(found()); height(DotsSeries('', '', '', '', None, ()), 400, 16); print(found())"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines() == ["[]", "['iro_desktop.domain.drawings.dots']"]
    with pytest.raises(TypeError, match="str"):
        table("no series")


@EACH
@CHILDREN
@pytest.mark.parametrize("line_height", [16.0, 25.0])
@pytest.mark.parametrize("width", [280, 420, 720, 1100])
def test_no_words_are_cut_off_or_stand_over_others(
    kind: type[Any], children: int, line_height: float, width: int
) -> None:
    for at, series in enumerate(SERIES[kind](children)):
        canvas = drawn(series, width, line_height)
        assert not canvas.outside(), at
        assert not canvas.over_each_other(), at


@EACH
@CHILDREN
def test_a_chart_and_its_table_have_the_same_points(kind: type[Any], children: int) -> None:
    for series in SERIES[kind](children):
        canvas = RecordingCanvas(420, height(series, 420, 16), 16)
        points = draw(series, canvas, ON_WHITE)
        found = table(series)
        if not isinstance(series, BulletSeries):
            assert len(points) == len(found.rows) == len(found.data)
        for point in points:
            assert point.spoken
            assert 0 <= point.x <= canvas.width
            assert 0 <= point.y <= canvas.height
        for row in found.rows:
            assert len(row) == len(found.columns)
        for values in found.data:
            assert len(values) == len(found.data_columns)
        assert all(0 <= at < len(found.data_columns) for at in found.sorted_by)


def test_a_recording_canvas_sees_what_is_cut_and_what_is_written_over() -> None:
    canvas = RecordingCanvas(100, 40, 16)
    canvas.text("one", (10, 0), "#000000")
    canvas.text("two", (90, 0), "#000000")
    assert not canvas.outside()
    assert not canvas.over_each_other()
    canvas.text("three", (12, 8), "#000000")
    canvas.text("below", (60, 30), "#000000")
    canvas.text("w" * 40, (0, 0), "#000000")
    assert canvas.outside() == ["below", "w" * 40]
    assert ("one", "three") in canvas.over_each_other()
