"""The charts of an IRO's work drawn: nothing outside, nothing over another, nothing by colour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_desktop.domain.calendar import add_months, month_end
from iro_desktop.domain.drawing import Box, ChartColours
from iro_desktop.domain.drawings import draw, height, table
from iro_desktop.domain.drawings.load import mixed
from iro_desktop.domain.oversight_charts import (
    ApartPoint,
    ApartSeries,
    CodeBar,
    CodesSeries,
    ColumnPoint,
    ColumnsSeries,
    LoadPoint,
    LoadSeries,
    OversightSeries,
    StripPoint,
    StripSeries,
)
from iro_desktop.domain.words import say_month
from tests.recorded import COLOURS, DARK, RecordedCanvas

WORDS = ("Title", "Subtitle", "Sentence.", "Definition.")
CODES = {
    "PN1": ("Attended and spoke", True),
    "PN2": ("Attended, an advocate spoke", True),
    "PN5": ("Absent, briefed an advocate or the IRO", True),
    "PN4": ("Attended without contributing", False),
    "PN7": ("Neither attended nor sent views", False),
}


def months(number: int) -> list[date]:
    return [month_end(add_months(date(2020, 3, 1), at + 1 - number)) for at in range(number)]


def apart(children: int, number: int = 12) -> ApartSeries:
    """So many children, a third of them on a plan; no FTE in the first month of more."""
    if not children:
        return ApartSeries(*WORDS, ())
    plan, both = children // 3, children // 20
    points = tuple(
        ApartPoint(
            on, say_month(on), children - plan + both - at % 2, plan, both,
            None if at == 0 and number > 1 else 50, None if at == 0 and number > 1 else 70,
            at % 4, at % 3,
        )
        for at, on in enumerate(months(number))
    )  # fmt: skip
    return ApartSeries(*WORDS, points)


def strip(number: int) -> StripSeries:
    points = []
    for at in range(number):
        formal_on, days, is_open = date(2020, 1, 6), (at * 7) % 31, at % 3 == 2
        closed_on = None if is_open else formal_on + timedelta(days)
        points.append(
            StripPoint(f"e{at}", "Delay", formal_on, closed_on, days, 20, is_late=days > 20)
        )
    points.sort(key=lambda point: (point.is_open, point.days))
    closed, still = "Closed, 8 of 10 in time", "Open so far, 1 of 3 late"
    return StripSeries(*WORDS, tuple(points), 20, closed, still)


def codes(number: int) -> CodesSeries:
    if not number:
        return CodesSeries(*WORDS, ())
    numbers = [number, number // 2, 0, number // 4, number // 3]
    of = sum(numbers)
    bars = tuple(
        CodeBar(code, words, one, of, met)
        for (code, (words, met)), one in zip(CODES.items(), numbers, strict=True)
    )
    return CodesSeries(*WORDS, bars, "Took part, 6 of 8", "Did not, 2 of 8")


def columns(number: int, how_many: int = 12) -> ColumnsSeries:
    points = tuple(
        ColumnPoint(on.replace(day=1), on, say_month(on), number * at % 23, at % 3)
        for at, on in enumerate(months(how_many))
    )
    return ColumnsSeries(*WORDS, points if number else ())


def load(number: int) -> LoadSeries:
    points = tuple(
        LoadPoint(
            date(2020, 3, 30) + timedelta(weeks=at), number * at % 13, at % 2, at % 5,
            None if not at else 5.0, 5 if at in (3, 4, 11) else 0, is_peak=at in (4, 9),
            low=number - at // 4, high=number,
        )
        for at in range(26)
    )  # fmt: skip
    return LoadSeries(*WORDS, points if number else (), "64 to 70 children by 27 Sep 2020")


SERIES: dict[str, Callable[[int], OversightSeries]] = {
    "apart": apart,
    "apart over 3 years": lambda number: apart(number, 36),
    "apart in one month": lambda number: apart(number, 1),
    "strip": strip,
    "codes": codes,
    "columns": columns,
    "columns over 3 years": lambda number: columns(number, 36),
    "load": load,
}
EVERY = pytest.mark.parametrize("made", SERIES.values(), ids=SERIES)


def drawn(series: OversightSeries, width: float = 394, line: float = 18.0) -> RecordedCanvas:
    canvas = RecordedCanvas(width, height(series, width, line), line)
    draw(series, canvas, COLOURS)
    return canvas


@EVERY
@pytest.mark.parametrize("width", [280, 394, 640, 1100])
@pytest.mark.parametrize("children", [1, 4, 68, 2000])
@pytest.mark.parametrize("line", [18.0, 27.0])
def test_nothing_is_written_outside_or_over_another(
    made: Callable[[int], OversightSeries], width: float, children: int, line: float
) -> None:
    canvas = drawn(made(children), width, line)
    assert canvas.texts
    assert list(canvas.outside()) == []
    assert list(canvas.overlapping()) == []


@EVERY
def test_each_point_stands_in_the_chart_and_says_itself(
    made: Callable[[int], OversightSeries],
) -> None:
    series = made(68)
    canvas = RecordedCanvas(394, height(series, 394, 18), 18)
    points = draw(series, canvas, COLOURS)
    assert [point.spoken for point in points] == [point.spoken() for point in series.points]
    assert all(0 <= point.x <= 394 and 0 <= point.y <= canvas.height for point in points)


@EVERY
def test_an_empty_series_draws_nothing(made: Callable[[int], OversightSeries]) -> None:
    canvas = drawn(made(0))
    assert not canvas.texts
    assert not canvas.rects
    assert table(made(0)).rows == ()


@EVERY
def test_a_table_has_a_row_a_point_with_bare_numbers_beside(
    made: Callable[[int], OversightSeries],
) -> None:
    found = table(made(68))
    assert len(found.rows) == len(found.data) == len(made(68).points)
    assert {len(row) for row in found.rows} == {len(found.columns)}
    assert {len(row) for row in found.data} == {len(found.data_columns)}


# Told apart by more than colour


def test_the_two_halves_of_the_caseload_are_told_apart_by_line_and_label() -> None:
    canvas = drawn(apart(68))
    data = [stroke for _, stroke in canvas.curves if stroke.colour == COLOURS.data]
    assert {stroke.dashed for stroke in data} == {True, False}
    assert {"48 looked after", "22 on a plan", "67 in all"} <= set(canvas.said())
    assert {mark.symbol for mark in canvas.marks} == {"o", "s"}


def test_the_range_breaks_where_no_fte_was_entered() -> None:
    band = [box for box, fill, _ in drawn(apart(68)).rects if fill == COLOURS.band]
    left = min(box.left for box in band)
    assert left > 0
    unknown = replace(apart(68).points[0], low=None, high=None)
    series = ApartSeries(*WORDS, (unknown,))
    assert not [box for box, fill, _ in drawn(series).rects if fill == COLOURS.band]


def test_open_resolutions_are_hollow_and_late_ones_another_shape() -> None:
    looks = {
        (mark.symbol, mark.fill == COLOURS.surface): len(mark.places)
        for mark in drawn(strip(68)).marks
    }
    series = strip(68)
    assert set(looks) == {("o", False), ("o", True), ("t", False), ("t", True)}
    late_open = sum(point.is_late and point.is_open for point in series.points)
    assert (
        sum(
            len(mark.places)
            for mark in drawn(series).marks
            if mark.symbol == "t" and mark.fill == COLOURS.surface
        )
        == late_open
    )


def test_no_two_of_68_resolutions_stand_on_the_same_place() -> None:
    series = strip(68)
    canvas = RecordedCanvas(280, height(series, 280, 18), 18)
    places = {(round(one.x), round(one.y)) for one in draw(series, canvas, COLOURS)}
    assert len(places) == 68


def test_the_limit_is_labelled_and_drawn_where_its_days_are() -> None:
    series = strip(10)
    canvas = drawn(series, 416)
    assert "20 working days" in canvas.said()
    at = next(start[0] for start, _, stroke in canvas.lines if stroke.colour == COLOURS.target)
    # 0 to 30 days over 400 pixels, after 8 at the left.
    assert at == 8 + round(400 * 20 / 30)


def test_those_who_did_not_take_part_are_hatched() -> None:
    rects = drawn(codes(12)).rects
    assert [(bool(fill == COLOURS.data), bool(hatched)) for _, fill, hatched in rects] == [
        (True, False), (True, False), (False, True), (False, True),
    ]  # fmt: skip


def test_formal_challenges_are_hatched_and_stand_on_the_informal_ones() -> None:
    series = ColumnsSeries(
        *WORDS, (ColumnPoint(date(2020, 3, 1), date(2020, 3, 31), "March 2020", 3, 1),)
    )
    canvas = drawn(series)
    informal, formal, *_ = canvas.rects
    assert not informal[2]
    assert formal[2] == COLOURS.data
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


@pytest.mark.parametrize("colours", [COLOURS, DARK], ids=["light", "dark"])
def test_the_number_of_the_fullest_week_can_be_read_on_its_tint(colours: ChartColours) -> None:
    series = load(68)
    canvas = RecordedCanvas(394, height(series, 394, 18), 18)
    draw(series, canvas, colours)
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
    assert Box(0, 0, 1, 1).right == 1
