"""The colours of charts can be told from every ground that data are drawn on, in both themes."""

from __future__ import annotations

import pytest

from iro_desktop.domain.drawings.palette import ON_WHITE
from iro_desktop.ui.charts.colours import chart_colours
from iro_desktop.ui.theme import DARK, LIGHT, Colours, contrast_ratio

TABLES = pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = pytest.mark.parametrize("ground", ["surface", "selected", "band"])
TEXTS = ("text", "secondary", "data", "overdue", "due_soon", "fine")
GRAPHICS = ("target", "band_line", "whisker", "control")


@TABLES
@GROUNDS
@pytest.mark.parametrize("role", TEXTS)
def test_words_in_a_chart_can_be_read_on_every_ground(
    table: Colours, ground: str, role: str
) -> None:
    colours = chart_colours(table)
    assert contrast_ratio(getattr(colours, role), getattr(table, ground)) >= 4.5


@TABLES
@GROUNDS
@pytest.mark.parametrize("role", GRAPHICS)
def test_lines_in_a_chart_can_be_seen_on_every_ground(
    table: Colours, ground: str, role: str
) -> None:
    colours = chart_colours(table)
    assert contrast_ratio(getattr(colours, role), getattr(table, ground)) >= 3.0


@TABLES
@GROUNDS
def test_each_kind_of_data_can_be_read_on_every_ground(table: Colours, ground: str) -> None:
    series = chart_colours(table).series
    assert len(set(series)) == len(series) == 6
    for colour in series:
        assert contrast_ratio(colour, getattr(table, ground)) >= 4.5, colour


def test_what_leaves_the_screen_has_the_colours_of_the_light_theme() -> None:
    assert chart_colours(LIGHT) == ON_WHITE


def test_in_the_systems_own_colours_data_are_drawn_as_text_is() -> None:
    system = Colours(*["#FFFF00"] * 19)
    assert set(chart_colours(system).series) == {"#FFFF00"}
