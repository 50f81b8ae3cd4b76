"""Charts as pictures and data for others: complete, on white, and readable by any program."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import typst
from defusedxml.ElementTree import fromstring

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.drawings import table
from iro_desktop.domain.drawings.palette import ON_WHITE, SERIES_ON_LIGHT
from iro_desktop.paths import resource
from iro_desktop.reports.chart_files import chart_data, chart_png
from iro_desktop.reports.chart_svg import chart_svg, picture_of
from iro_desktop.reports.csv_file import csv_file
from iro_desktop.reports.inter import widths, wrapped
from iro_desktop.reports.svg_canvas import SvgCanvas
from tests.chart_series import SERIES, bars, dots, trends

MADE_ON = date(2020, 4, 2)
EACH = pytest.mark.parametrize("kind", SERIES, ids=lambda kind: kind.__name__)
SVG = "{http://www.w3.org/2000/svg}"
DOTS = dots(68)[3]


def texts(svg: str) -> list[str]:
    return [found.text or "" for found in fromstring(svg).iter(f"{SVG}text")]


def child(svg: str, name: str) -> str:
    found: Element | None = fromstring(svg).find(f"{SVG}{name}")
    assert found is not None
    return found.text or ""


@EACH
@pytest.mark.parametrize("children", [0, 68])
def test_a_picture_is_valid_says_itself_and_carries_its_definition(
    kind: type[Any], children: int
) -> None:
    for series in SERIES[kind](children):
        svg = chart_svg(series, made_on=MADE_ON)
        assert child(svg, "title") == series.title
        assert child(svg, "desc") == series.sentence
        said = texts(svg)
        assert series.title in said
        assert series.subtitle in said
        assert " ".join(series.definition.split()) in " ".join(said)
        assert said[-1].endswith("Made on 2 April 2020.")


def test_the_period_of_the_data_stands_under_the_picture() -> None:
    assert "1 April 2019 to 31 March 2020. Made on 2 April 2020." in texts(
        chart_svg(DOTS, made_on=MADE_ON)
    )


@EACH
def test_the_same_series_gives_the_same_picture_and_nothing_is_fetched(kind: type[Any]) -> None:
    for series in SERIES[kind](68):
        svg = chart_svg(series, made_on=MADE_ON)
        assert svg == chart_svg(series, made_on=MADE_ON)
        links = re.findall(r"(?:href|src|url|@import)[=(\s]*[\"'(]?([^\"')>]*)", svg)
        assert [one for one in links if not one.startswith("#")] == []
        assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


@EACH
def test_a_picture_is_on_white_in_the_light_colours(kind: type[Any]) -> None:
    known = {colour for colour in _colours() if colour}
    for series in SERIES[kind](68):
        svg = chart_svg(series)
        found = set(re.findall(r"#[0-9A-Fa-f]{6}", svg))
        assert found <= known
        first = fromstring(svg).find(f"{SVG}rect")
        assert first is not None
        assert first.get("fill") == "#FFFFFF"


def _colours() -> set[str]:
    roles = {getattr(ON_WHITE, role) for role in ON_WHITE.__slots__ if role != "series"}
    return roles | set(SERIES_ON_LIGHT)


def test_what_people_wrote_is_no_markup_in_a_picture() -> None:
    odd = 'A & B <script>alert("x")</script> \x00\x1b]]> \ud800'
    series = replace(DOTS, title=odd, sentence=odd, definition=odd)
    svg = chart_svg(series)
    svg.encode("utf-8")
    assert child(svg, "title") == 'A & B <script>alert("x")</script> ]]> '
    assert not list(fromstring(svg).iter(f"{SVG}script"))


def test_within_a_document_a_chart_has_neither_title_nor_definition() -> None:
    picture = picture_of(DOTS, caption="Checks")
    assert DOTS.title not in texts(picture.svg)
    assert not any(text in DOTS.definition for text in texts(picture.svg) if len(text) > 9)
    assert (picture.alt, picture.caption, picture.width) == (DOTS.sentence, "Checks", 640)
    assert fromstring(picture.svg).get("height") == str(round(picture.height))


@EACH
def test_a_png_has_the_width_that_was_asked_for(kind: type[Any]) -> None:
    data = chart_png(SERIES[kind](68)[0], 600, 1.5, made_on=MADE_ON)
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 900


LABELS = (
    "Caseload per FTE against 50–70, 31 March 2020",
    "1,634 of 2,000",
    "Delay: drift in carrying out the plan",
    "How well children took part in their reviews",
    "Ängström, Zoë’s “view” ÷ ≥ €",
)
IN_PAIRS = ("WAVE AVATAR To. Ty, 81.7%", "11, 77, 71.1")


@pytest.mark.parametrize("strong", [False, True])
def test_words_are_as_wide_as_they_are_set(strong: bool) -> None:
    lines = (*LABELS, *IN_PAIRS)
    weight = '"semibold"' if strong else '"regular"'
    source = "\n".join(
        f'#context [#metadata(measure(text(font: "Inter", size: 100pt, weight: {weight})'
        f'[#"{line}"]).width.pt()) <w>]'
        for line in lines
    )
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[resource("fonts")]
    )
    compiler = typst.Compiler(source.encode(), font_paths=fonts)
    found = re.findall(r'"value":\s*([\d.]+)', str(compiler.query("<w>")))
    assert len(found) == len(lines)
    for line, measured in zip(lines, map(float, found), strict=True):
        ours = widths(strong=strong).width(line, 100)
        # Pairs of letters are set closer, so where there are many we count more, never less.
        assert ours >= measured * 0.999, line
        assert ours == pytest.approx(measured, rel=0.02 if line in LABELS else 0.08), line


def test_a_long_text_is_wrapped_and_a_long_word_stands_alone() -> None:
    assert wrapped("", 100, 12) == []
    lines = wrapped("one two three four " + "w" * 30 + " five", 80, 12)
    assert lines == ["one two three", "four", "w" * 30, "five"]


def test_marks_and_hatches_are_drawn_each_in_its_shape() -> None:
    from iro_desktop.domain.drawing import Box, Stroke

    canvas = SvgCanvas(100, 100)
    for symbol in "osdtx":
        canvas.dots([(50, 50)], size=10, fill="#12436D", symbol=symbol)
    assert len(set(canvas.body)) == 5
    canvas.rect(Box(0, 0, 10, 10), fill="#FFFFFF", hatched="#801650", edge=Stroke("#3D3D3D"))
    assert canvas.body[-1].count("url(#hatch-801650)") == 1
    assert 'id="hatch-801650"' in canvas.definitions()


@EACH
@pytest.mark.parametrize("children", [0, 4, 68])
def test_data_are_a_row_a_point_with_all_that_belongs_to_them(
    kind: type[Any], children: int
) -> None:
    for series in SERIES[kind](children):
        rows = list(csv.DictReader(StringIO(chart_data(series, made_on=MADE_ON))))
        assert len(rows) == len(table(series).data)
        for row in rows:
            assert row["chart"] == series.title
            assert row["definition"] == series.definition
            assert row["made_on"] == "2020-04-02"


def test_target_range_and_break_are_columns_of_the_data() -> None:
    row = read(DOTS)[6]
    assert (row["from"], row["to"], row["target"]) == ("2019-10-01", "2019-10-31", "0.8")
    assert row["break"] == "new definition"
    ranged = read(trends(68)[7])[0]
    assert (ranged["range_low"], ranged["range_high"], ranged["unit"]) == ("50.0", "70.0", "%")


def test_a_percentage_of_too_few_is_no_number_of_the_data_either() -> None:
    assert {row["share"] for row in read(dots(4)[3])} == {""}
    assert {row["value"] for row in read(trends(4)[6])} == {""}


def read(series: ChartSeries) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(chart_data(series))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_words_is_read_as_a_formula(start: str) -> None:
    [heading, row] = csv.reader(StringIO(csv_file(["a", "b"], [[f"{start}1+1", -3.5]])))
    assert (heading, row[1]) == (["a", "b"], "-3.5")
    assert row[0].startswith("'")
    assert row[0].endswith("1+1")
    assert bars(4)[0].bars[0].label in chart_data(bars(4)[0])
