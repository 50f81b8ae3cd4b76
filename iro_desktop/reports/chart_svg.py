"""A chart as an SVG picture: always on white, its words as text, complete in itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.drawings import draw, height, table
from iro_desktop.domain.drawings.palette import ON_WHITE
from iro_desktop.domain.drawings.period import period_words
from iro_desktop.domain.paper import Picture
from iro_desktop.domain.words import plain_date
from iro_desktop.reports.inter import wrapped
from iro_desktop.reports.svg_canvas import (
    FAMILY,
    LINE_HEIGHT,
    TEXT_SIZE,
    SvgCanvas,
    say,
    text_element,
    words,
)

WIDTH: Final = 720.0
PAGE_WIDTH: Final = 640.0
"""What fills the width of an A4 page between its margins, its words at 9 points."""

_EDGE: Final = 24.0
_GAP: Final = 12.0


@dataclass(frozen=True, slots=True)
class _Style:
    """How lines of words are set: their size, the height of a line, colour and weight."""

    size: float
    line: float
    colour: str
    strong: bool = False


_TITLE: Final = _Style(17.0, 22.0, ON_WHITE.text, strong=True)
_SUBTITLE: Final = _Style(13.0, 18.0, ON_WHITE.secondary)
_NOTES: Final = _Style(11.5, 16.0, ON_WHITE.secondary)


def chart_svg(series: ChartSeries, width: float = WIDTH, *, made_on: date | None = None) -> str:
    """A picture with everything that a chart must not be parted from.

    Above the chart stand its finding and what is measured, below it how that is counted, over which
    days, and when the picture was made. The same series gives the same text. ``width`` in pixels.
    """
    inner = width - 2 * _EDGE
    body: list[str] = []
    top = _lines(body, series.title, _TITLE, _EDGE, inner)
    top = _lines(body, series.subtitle, _SUBTITLE, top + 2, inner) + _GAP
    canvas = _drawn(series, inner)
    place = f"translate({say(_EDGE)} {say(top)})"
    body.append(f'<g transform="{place}">{"".join(canvas.body)}</g>')
    top += canvas.height + _GAP
    for line in (series.definition, _foot(series, made_on)):
        top = _lines(body, line, _NOTES, top, inner)
    return _svg(series, (width, top + _EDGE), canvas, body)


def picture_of(series: ChartSeries, width: float = PAGE_WIDTH, *, caption: str = "") -> Picture:
    """The chart alone, for a document that gives it its caption and says it in words."""
    canvas = _drawn(series, width)
    svg = _svg(series, (width, canvas.height), canvas, canvas.body)
    return Picture(svg, series.sentence or series.title, width, canvas.height, caption)


def _drawn(series: ChartSeries, width: float) -> SvgCanvas:
    canvas = SvgCanvas(width, height(series, width, LINE_HEIGHT))
    draw(series, canvas, ON_WHITE)
    return canvas


def _lines(body: list[str], text: str, style: _Style, top: float, width: float) -> float:
    """Write text in as many lines as it takes, and return where the next may begin."""
    for line in wrapped(text, width, style.size, strong=style.strong):
        body.append(
            text_element(
                line,
                (_EDGE, top),
                style.colour,
                size=style.size,
                line_height=style.line,
                strong=style.strong,
            )
        )
        top += style.line
    return top


def _foot(series: ChartSeries, made_on: date | None) -> str:
    """Return "1 April 2019 to 31 March 2020. Made on 2 April 2020."."""
    period = period_words(table(series))
    made = f"Made on {plain_date(made_on)}" if made_on else ""
    return " ".join(f"{part}." for part in (period, made) if part)


def _svg(series: ChartSeries, size: tuple[float, float], canvas: SvgCanvas, body: list[str]) -> str:
    width, tall = (say(side) for side in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall}" '
        f'viewBox="0 0 {width} {tall}" role="img" xml:lang="en-GB" '
        f'font-family="{FAMILY}" font-size="{say(TEXT_SIZE)}">'
        f"<title>{words(series.title)}</title><desc>{words(series.sentence)}</desc>"
        f'{canvas.definitions()}<rect width="{width}" height="{tall}" fill="{ON_WHITE.surface}"/>'
        f"{''.join(body)}</svg>\n"
    )
