"""The charts of an IRO's work drawn: told apart by more than colour, breaks drawn as breaks."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.drawing import ChartColours
from iro_desktop.domain.drawings import draw, height, table
from iro_desktop.domain.drawings.load import mixed
from iro_desktop.domain.drawings.palette import ON_WHITE
from iro_desktop.domain.oversight_charts import (
    ApartSeries,
    ColumnPoint,
    ColumnsSeries,
    OversightSeries,
)
from iro_desktop.reports.chart_svg import chart_svg
from tests.oversight_series import OVERSIGHT, WORDS, apart, codes, columns, load, strip
from tests.recorded import RecordedCanvas

DARK = replace(ON_WHITE, surface="#1F242B", data="#8FBCE6", text="#E9EDF2")
EVERY = pytest.mark.parametrize("kind", OVERSIGHT, ids=lambda kind: kind.__name__)


def drawn(
    series: OversightSeries, width: float = 394, colours: ChartColours = ON_WHITE
) -> RecordedCanvas:
    canvas = RecordedCanvas(width, height(series, width, 18), 18)
    draw(series, canvas, colours)
    return canvas


@EVERY
def test_each_point_says_itself_and_has_its_row(kind: type[OversightSeries]) -> None:
    for series in OVERSIGHT[kind](68):
        canvas = RecordedCanvas(394, height(series, 394, 18), 18)
        points = draw(series, canvas, ON_WHITE)
        assert [point.spoken for point in points] == [point.spoken() for point in series.points]


@EVERY
def test_an_empty_series_draws_nothing(kind: type[OversightSeries]) -> None:
    for series in OVERSIGHT[kind](0):
        canvas = drawn(series)
        assert not canvas.boxes
        assert not canvas.rects
        assert table(series).rows == ()


@EVERY
def test_each_is_a_picture_for_documents_too(kind: type[OversightSeries]) -> None:
    for series in OVERSIGHT[kind](68):
        assert "Title" in chart_svg(series)


# Told apart by more than colour


def test_the_two_halves_of_the_caseload_are_told_apart_by_line_and_label() -> None:
    canvas = drawn(apart(68))
    data = [stroke for _, stroke in canvas.curves if stroke.colour == ON_WHITE.data]
    assert {stroke.dashed for stroke in data} == {True, False}
    assert {"48 looked after", "22 on a plan", "67 in all"} <= set(canvas.said())
    assert {mark.symbol for mark in canvas.marks} == {"o", "s"}


def test_the_range_breaks_where_no_fte_was_entered() -> None:
    band = [box for box, fill, _ in drawn(apart(68)).rects if fill == ON_WHITE.band]
    left = min(box.left for box in band)
    assert left > 0
    unknown = replace(apart(68).points[0], low=None, high=None)
    series = ApartSeries(*WORDS, (unknown,))
    assert not [box for box, fill, _ in drawn(series).rects if fill == ON_WHITE.band]


def test_open_resolutions_are_hollow_and_late_ones_another_shape() -> None:
    looks = {
        (mark.symbol, mark.fill == ON_WHITE.surface): len(mark.places)
        for mark in drawn(strip(68)).marks
    }
    series = strip(68)
    assert set(looks) == {("o", False), ("o", True), ("t", False), ("t", True)}
    late_open = sum(point.is_late and point.is_open for point in series.points)
    assert (
        sum(
            len(mark.places)
            for mark in drawn(series).marks
            if mark.symbol == "t" and mark.fill == ON_WHITE.surface
        )
        == late_open
    )


def test_no_two_of_68_resolutions_stand_on_the_same_place() -> None:
    series = strip(68)
    canvas = RecordedCanvas(280, height(series, 280, 18), 18)
    places = {(round(one.x), round(one.y)) for one in draw(series, canvas, ON_WHITE)}
    assert len(places) == 68


def test_the_limit_is_labelled_and_drawn_where_its_days_are() -> None:
    series = strip(10)
    canvas = drawn(series, 416)
    assert "20 working days" in canvas.said()
    at = next(start[0] for start, _, stroke in canvas.lines if stroke.colour == ON_WHITE.target)
    # 0 to 30 days over 400 pixels, after 8 at the left.
    assert at == 8 + round(400 * 20 / 30)


def test_those_who_did_not_take_part_are_hatched() -> None:
    rects = drawn(codes(12)).rects
    assert [(bool(fill == ON_WHITE.data), bool(hatched)) for _, fill, hatched in rects] == [
        (True, False), (True, False), (False, True), (False, True),
    ]  # fmt: skip


def test_formal_challenges_are_hatched_and_stand_on_the_informal_ones() -> None:
    series = ColumnsSeries(
        *WORDS, (ColumnPoint(date(2020, 3, 1), date(2020, 3, 31), "March 2020", 3, 1),)
    )
    canvas = drawn(series)
    informal, formal, *_ = canvas.rects
    assert not informal[2]
    assert formal[2] == ON_WHITE.data
    assert formal[0].bottom == pytest.approx(informal[0].top)
    assert informal[0].height == pytest.approx(3 * formal[0].height)
    assert {"3", "1", "informal", "formal"} <= set(canvas.said())


def test_a_break_is_drawn_as_a_break() -> None:
    series = columns(68)
    points = (*series.points[:6], replace(series.points[6], break_label="new form"))
    canvas = drawn(replace(series, points=points))
    assert "new form" in canvas.said()
    assert any(stroke.dashed for _, _, stroke in canvas.lines)


def test_each_week_has_its_number_and_says_peak_and_away() -> None:
    canvas, series = drawn(load(68)), load(68)
    numbers = [str(point.number) for point in series.points]
    assert [text for text in canvas.said() if text.isdecimal()] == numbers
    assert canvas.said().count("peak") == 2
    assert canvas.said().count("away") == 3
    assert sum(bool(hatched) for _, _, hatched in canvas.rects) == 3
    assert any("64 to 70 children" in text for text in canvas.said())


@pytest.mark.parametrize("colours", [ON_WHITE, DARK], ids=["light", "dark"])
def test_the_number_of_the_fullest_week_can_be_read_on_its_tint(colours: ChartColours) -> None:
    canvas = drawn(load(68), colours=colours)
    for fill in {fill for _, fill, _ in canvas.rects if fill}:
        assert contrast(colours.text, fill) >= 4.5


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return float(0.2126 * r + 0.7152 * g + 0.0722 * b)

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_a_mixed_colour_lies_between_two() -> None:
    assert mixed("#000000", "#FFFFFF", 0) == "#000000"
    assert mixed("#000000", "#FF8040", 0.5) == "#804020"
