"""Control charts and the charts of a team on a canvas: tidy at any width and with any team."""

import random
from datetime import date

import pytest

from iro_desktop.domain.control_charts import ControlSeries, Rebase, control_chart
from iro_desktop.domain.drawing import ChartPoint
from iro_desktop.domain.drawings import draw, height, table
from iro_desktop.domain.drawings.palette import ON_WHITE
from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.team_charts import (
    WhatIfMove,
    caseload_dots,
    pairs_by_iro,
    pairs_by_measure,
    spread_by_district,
    spread_by_iro,
)
from iro_desktop.reports.chart_svg import chart_svg
from tests.builders import an_absence
from tests.counts import MONITORING, counted_figures, months_up_to, rows_of, standing_rows
from tests.recording import LINE, RecordingCanvas

WIDTHS = (280, 420, 560, 800, 1100)
YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
NAMES = ("A. Lee", "Bartholomew Featherstonehaugh-Cholmondeley", "Ö. Şahin", "C. Patel")


def a_team(number: int) -> Figures:
    """Return a team of so many IROs, with everything that makes rows long."""
    chance = random.Random(number)
    ids = {f"i{at:02}": f"{NAMES[at % 4]} {at or ''}".strip() for at in range(number)}
    rows = list(standing_rows({**{one: 30 + 7 * at % 90 for at, one in enumerate(ids)}, "": 9}, 24))
    for at, one in enumerate(ids):
        counts = [(chance.randint(0, 3), 3 if at else 0) for _ in range(24)]
        rows += rows_of(counts, one, district=f"District {at % 5}")
        rows += rows_of(counts, one, "cp_participation", district=f"District {at % 5}")
    fte = {one: None if at % 5 == 1 else 0.6 + 0.2 * (at % 3) for at, one in enumerate(ids)}
    return counted_figures(
        rows, names=ids, fte=fte, absences=[an_absence("i02", "maternity", "2020-01-06")]
    )


def drawn(series: object, width: float) -> tuple[RecordingCanvas, tuple[ChartPoint, ...]]:
    canvas = RecordingCanvas(width, height(series, width, LINE))
    points = draw(series, canvas, ON_WHITE)
    canvas.assert_tidy()
    found = table(series)
    assert len(found.rows) == len(found.data) == len(points)
    for row, data in zip(found.rows, found.data, strict=True):
        assert len(row) == len(found.columns)
        assert len(data) == len(found.data_columns)
    return canvas, points


@pytest.mark.parametrize("number", [3, 9, 45])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_charts_of_a_team_are_tidy(number: int, width: float) -> None:
    figures = a_team(number)
    moves = [WhatIfMove("i00", "i02", 8), WhatIfMove("", "i01", 9)]
    for series in (
        caseload_dots(figures),
        caseload_dots(figures, moves=moves, notes={"i00": "Phased return to work until May"}),
        spread_by_iro(figures, MONITORING, YEAR),
        spread_by_district(figures, "cp_participation", YEAR),
        pairs_by_iro(figures, MONITORING, YEAR),
        pairs_by_measure(figures, [MONITORING, "cp_participation", "cla_reviews_in_time"], YEAR),
    ):
        drawn(series, width)


def test_each_chart_of_a_team_is_a_picture_file_on_white() -> None:
    figures = a_team(9)
    for series in (
        caseload_dots(figures),
        spread_by_iro(figures, MONITORING, YEAR),
        pairs_by_iro(figures, MONITORING, YEAR),
        a_control_chart(24, 60),
    ):
        picture = chart_svg(series, 800)
        assert series.title in picture
        assert ON_WHITE.data in picture


def a_control_chart(months: int, cases: int, **asked: object) -> ControlSeries:
    chance = random.Random(months)
    counts = [
        (sum(chance.random() < (0.5 if at < months // 2 else 0.9) for _ in range(cases)), cases)
        for at in range(months)
    ]
    figures = counted_figures(rows_of(counts))
    return control_chart(figures, MONITORING, **asked).series  # type: ignore[arg-type]


@pytest.mark.parametrize("months,cases", [(1, 3), (5, 10), (9, 10), (24, 60), (36, 400), (36, 2)])
@pytest.mark.parametrize("kind", ["p", "xmr"])
@pytest.mark.parametrize("width", WIDTHS)
def test_control_charts_are_tidy(months: int, cases: int, kind: str, width: float) -> None:
    rebases = [Rebase(months_up_to(8)[0], "a new form with other questions from this month on")]
    drawn(a_control_chart(months, cases, kind=kind), width)
    drawn(a_control_chart(months, cases, kind=kind, rebases=rebases), width)


def test_charts_without_rows_draw_nothing() -> None:
    figures = counted_figures([])
    for series in (caseload_dots(figures), spread_by_iro(figures, MONITORING)):
        assert drawn(series, 600)[1] == ()


def test_signals_have_a_shape_and_a_word_besides_their_colour() -> None:
    canvas, points = drawn(a_control_chart(36, 400), 900)
    shapes = {symbol for _, _, symbol, _ in canvas.marks}
    assert {"d", "t"} <= shapes
    assert any("improving" in word for word in canvas.words())
    assert "improving" in points[-1].spoken


def test_the_labels_at_the_right_name_target_mean_and_limits() -> None:
    canvas, _ = drawn(a_control_chart(24, 60), 900)
    for word in ("target 80%", "mean ", "upper ", "lower "):
        assert any(one.startswith(word) for one in canvas.words()), word


def test_without_limits_no_limit_is_drawn() -> None:
    canvas, _ = drawn(a_control_chart(5, 60), 900)
    assert not any(one.startswith(("mean", "upper", "lower")) for one in canvas.words())


def test_months_with_few_cases_are_hollow() -> None:
    canvas, _ = drawn(a_control_chart(24, 4), 900)
    assert {fill for _, _, _, fill in canvas.marks} == {ON_WHITE.surface}


def test_a_caseload_over_the_range_has_a_shape_of_its_own_and_one_without_an_fte_is_hollow() -> (
    None
):
    rows = standing_rows({"a": 78, "b": 60, "c": 40})
    figures = counted_figures(rows, fte={"a": 1.0, "b": 1.0, "c": None})
    canvas, points = drawn(caseload_dots(figures), 900)
    assert [(symbol, fill) for _, _, symbol, fill in canvas.marks] == [
        ("t", ON_WHITE.overdue),
        ("o", ON_WHITE.data),
        ("s", ON_WHITE.surface),
    ]
    assert points[2].spoken == "c, 40 children, no FTE"


def test_a_move_on_paper_is_a_ghost_joined_to_its_dot() -> None:
    rows = standing_rows({"a": 78, "b": 50})
    figures = counted_figures(rows, fte={"a": 1.0, "b": 1.0})
    series = caseload_dots(figures, moves=[WhatIfMove("a", "b", 8)])
    canvas, points = drawn(series, 900)
    ghosts = [mark for mark in canvas.marks if mark[3] == ON_WHITE.surface]
    assert len(ghosts) == 2
    assert points[0].spoken.endswith("over the range, would be 70")
    assert any(stroke.dashed and stroke.width > 1 for _, _, stroke in canvas.lines)


def test_names_and_words_stand_beside_the_plot_where_it_is_wide_and_over_it_where_not() -> None:
    figures = a_team(9)
    series = spread_by_iro(figures, MONITORING, YEAR)
    assert height(series, 280, LINE) > height(series, 900, LINE)
