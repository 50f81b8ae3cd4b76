"""Charts: every number drawn, spoken, and walked through by keyboard."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.charts import (
    Bar,
    BarsSeries,
    BulletSeries,
    ChartSeries,
    DotPoint,
    DotsSeries,
    StepPoint,
    StepSeries,
    TrendPoint,
    TrendSeries,
)
from iro_desktop.domain.drawing import Scale
from iro_desktop.domain.drawings import table
from iro_desktop.domain.drawings.axes import moved_apart
from iro_desktop.ui import theme
from iro_desktop.ui.charts.canvas import Drawing
from iro_desktop.ui.charts.drawn import DrawnChart
from iro_desktop.ui.charts.panel import ChartCard
from iro_desktop.ui.charts.plot import QuietPlot
from iro_desktop.ui.charts.tables import table_of
from iro_desktop.ui.theme import Scheme, apply_theme

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier

BULLET = BulletSeries(
    "68 children at 1.0 FTE: top end of the range",
    "Caseload per FTE against 50–70, 31 March 2020",
    "68 children ÷ 1.0 FTE = 68 per FTE: in range",
    "Children allocated on the day, each once, divided by FTE.",
    value=68,
    low=50,
    high=70,
)
STEP = StepSeries(
    "Caseload down in the quarter",
    "Per FTE at each month's end",
    "Caseload fell from 72 to 68 per FTE.",
    "Children allocated at the month's end, divided by FTE.",
    (
        StepPoint(date(2020, 1, 31), "January 2020", 72, 45, 65, 1, 0),
        StepPoint(date(2020, 2, 29), "February 2020", None, 50, 70, 0, 3),
        StepPoint(date(2020, 3, 31), "March 2020", 68, 50, 70, 2, 1),
    ),
)
DOTS = DotsSeries(
    "78% checked between reviews",
    "Mid-points in 3 months",
    "14 of 18 checks were done in time (78%).",
    "Mid-points due in the month with a check by then.",
    0.8,
    (
        DotPoint(date(2020, 1, 1), date(2020, 1, 31), "January 2020", 8, 10, 0.49, 0.94),
        DotPoint(date(2020, 2, 1), date(2020, 2, 29), "February 2020", 0, 0, None, None),
        DotPoint(date(2020, 3, 1), date(2020, 3, 31), "March 2020", 3, 4, 0.3, 0.95, "new form"),
    ),
)
TREND = TrendSeries(
    "88% in March 2020, up from 66% at the start",
    "Per cent, by month",
    "Permanence plans made by the second review rose by 22 points.",
    "",
    (
        TrendPoint(date(2020, 1, 1), date(2020, 1, 31), "January 2020", "Jan 2020", 66, "66%",
                   "6 of 9", 35, 88),
        TrendPoint(date(2020, 2, 1), date(2020, 2, 29), "February 2020", "Feb 2020", 75,
                   "too few", "3 of 4", 30, 95, is_small=True),
        TrendPoint(date(2020, 3, 1), date(2020, 3, 31), "March 2020", "Mar 2020", 88, "88%",
                   "22 of 25", 70, 96, break_label="new form"),
    ),
    most=100,
    target=90,
)  # fmt: skip
BARS = BarsSeries(
    "Delay leads with 33 of 96",
    "96 challenges, the 12 months to March 2020",
    "Delay (34%) led the themes of 96 challenges.",
    "",
    (Bar("Delay", 33, "33 of 96, 34.4%"), Bar("Quality of planning " * 6, 4, "4 of 96, 4.2%")),
)
EVERY = {"bullet": BULLET, "step": STEP, "dots": DOTS, "trend": TREND, "bars": BARS}
ALL = pytest.mark.parametrize("series", EVERY.values(), ids=EVERY)


def card_of(series: ChartSeries, qtbot: QtBot, width: int = 420) -> ChartCard:
    card = ChartCard(series)
    qtbot.addWidget(card)
    card.resize(width, card.heightForWidth(width))
    card.show()
    qtbot.waitExposed(card)
    card.activateWindow()
    return card


def focused(card: ChartCard, qtbot: QtBot) -> ChartCard:
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(card.chart.hasFocus)
    return card


def place_of(card: ChartCard, at: int) -> QPoint:
    point = card.chart.points[at]
    return QPoint(round(point.x), round(point.y))


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def drawing_of(chart: QuietPlot) -> Drawing:
    (found,) = (item for item in chart.scene().items() if isinstance(item, Drawing))
    return found


def words_in(card: ChartCard) -> set[str]:
    return {text for text, _ in drawing_of(card.chart).words}


@ALL
@pytest.mark.parametrize("width", [240, 420, 1100])
def test_every_point_of_the_series_stands_within_the_chart(
    series: ChartSeries, width: int, qtbot: QtBot
) -> None:
    card = card_of(series, qtbot, width)
    expected = 1 if series is BULLET else len(table(series).rows)
    assert len(card.chart.points) == expected
    for at in range(expected):
        assert card.chart.rect().contains(place_of(card, at))


@ALL
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_data_is_drawn_in_the_accent_of_the_theme(
    series: ChartSeries, scheme: Scheme, qtbot: QtBot, qapp: QApplication
) -> None:
    card = card_of(series, qtbot)
    apply_theme(qapp, scheme)
    assert theme.colours().accent in colours_in(card.chart.grab().toImage())


@ALL
def test_drawing_again_leaves_nothing_of_the_last_drawing(
    series: ChartSeries, qtbot: QtBot
) -> None:
    card = card_of(series, qtbot)
    before = len(card.chart.scene().items())
    card.chart.redraw()
    assert len(card.chart.scene().items()) == before


@pytest.mark.parametrize("width", [260, 300, 420, 640])
def test_a_long_title_is_shown_whole_at_any_width(width: int, qtbot: QtBot) -> None:
    words = "79% checked between reviews, just below the target of 80% for a year and a day"
    card = card_of(replace(DOTS, title=words, subtitle=words), qtbot, width)
    QApplication.processEvents()
    for label in (card.title, card.subtitle):
        assert label.height() >= label.heightForWidth(label.width())


def test_the_same_value_is_drawn_at_the_same_place_of_the_axis(qtbot: QtBot) -> None:
    card = card_of(BULLET, qtbot)
    scale = Scale(0, 120, 0.5, card.chart.width() - 0.5)
    assert card.chart.points[0].x == pytest.approx(scale(68), abs=0.01)
    assert Scale(0, 10, 100, 0)(2.5) == 75


def test_a_value_past_the_axis_is_still_drawn_within_it(qtbot: QtBot) -> None:
    card = card_of(BULLET, qtbot)
    card.set_series(BulletSeries("t", "s", "s", "d", value=133, low=50, high=70))
    assert card.chart.points[0].x < card.chart.width()
    assert card.chart.points[0].spoken == "133 per FTE, range 50 to 70"


def test_without_a_value_there_is_a_range_and_no_point(qtbot: QtBot) -> None:
    card = card_of(BULLET, qtbot)
    card.set_series(BulletSeries("FTE is not set", "s", "s", "d", value=None, low=50, high=70))
    assert card.chart.points == ()
    picture = colours_in(card.chart.grab().toImage())
    assert theme.colours().band in picture
    assert theme.colours().accent not in picture


def test_too_few_cases_make_a_hollow_dot(qtbot: QtBot) -> None:
    card = card_of(DOTS, qtbot)
    image = card.chart.grab().toImage()
    now = theme.colours()
    assert image.pixelColor(place_of(card, 0)) == QColor(now.accent)
    assert image.pixelColor(place_of(card, 2)) == QColor(now.surface)


def test_a_trend_has_hollow_dots_for_few_cases_a_target_and_a_band_for_a_range(
    qtbot: QtBot,
) -> None:
    card = card_of(TREND, qtbot)
    image, now = card.chart.grab().toImage(), theme.colours()
    assert image.pixelColor(place_of(card, 0)) == QColor(now.accent)
    assert image.pixelColor(place_of(card, 1)) == QColor(now.surface)
    assert now.target.upper() in colours_in(image)
    assert now.band.upper() not in colours_in(image)
    card.set_series(replace(TREND, target=None, low=60, high=80))
    found = colours_in(card.chart.grab().toImage())
    assert now.band.upper() in found
    assert now.target.upper() not in found
    assert {"60%", "80%"} <= words_in(card)
    card.set_series(replace(TREND, target=None, low=10, high=15))
    assert "10–15%" in words_in(card)
    assert "15%" not in words_in(card)


def test_labels_of_the_last_value_and_the_range_do_not_run_into_each_other() -> None:
    labels = [(40.0, "70", False), (44.0, "68", True), (46.0, "50", False)]
    assert moved_apart(labels, 15) == [(29.0, "70", False), (44.0, "68", True), (59.0, "50", False)]


@ALL
def test_the_wheel_and_the_mouse_change_nothing(series: ChartSeries, qtbot: QtBot) -> None:
    card = card_of(series, qtbot)
    before = card.chart.grab().toImage()
    middle = QPointF(card.chart.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(card.chart.mapToGlobal(middle.toPoint())),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(card.chart.viewport(), wheel)
    assert not wheel.isAccepted()
    viewport = card.chart.viewport()
    QTest.mousePress(viewport, LEFT, NO_KEYS, QPoint(5, 60))
    QTest.mouseMove(viewport, QPoint(120, 20))
    QTest.mouseRelease(viewport, LEFT, NO_KEYS, QPoint(120, 20))
    card.chart.clearFocus()
    assert card.chart.grab().toImage() == before


def test_the_keyboard_begins_at_the_latest_point_and_walks(qtbot: QtBot) -> None:
    card = focused(card_of(DOTS, qtbot), qtbot)
    seen = [card.chart.accessibleDescription()]
    for key in (Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_End):
        QTest.keyClick(card.chart, key)
        seen.append(card.chart.accessibleDescription())
    assert seen == [
        "March 2020, 3 of 4, too few for a percentage",
        "February 2020, none",
        "January 2020, 8 of 10, 80%",
        "January 2020, 8 of 10, 80%",
        "March 2020, 3 of 4, too few for a percentage",
    ]


def test_the_point_with_the_keyboard_has_a_ring(qtbot: QtBot) -> None:
    card = card_of(DOTS, qtbot)
    ring = place_of(card, 2) - QPoint(10, 0)

    def colour() -> QColor:
        return card.grab().toImage().pixelColor(card.chart.viewport().mapTo(card, ring))

    plain = colour()
    focused(card, qtbot)
    assert colour() != plain
    assert theme.contrast_ratio(colour().name(), plain.name()) > 3


@ALL
def test_enter_and_a_click_open_the_point(series: ChartSeries, qtbot: QtBot) -> None:
    card = focused(card_of(series, qtbot), qtbot)
    last = len(card.chart.points) - 1
    with qtbot.waitSignal(card.point_activated) as opened:
        QTest.keyClick(card.chart, Key.Key_Return)
    assert opened.args == [last]
    with qtbot.waitSignal(card.point_activated) as opened:
        QTest.mouseClick(card.chart.viewport(), LEFT, NO_KEYS, place_of(card, 0))
    assert opened.args == [0]


def test_a_chart_without_the_keyboard_says_its_whole_sentence(qtbot: QtBot) -> None:
    card = focused(card_of(STEP, qtbot), qtbot)
    assert card.chart.accessibleName() == STEP.title
    card.children_link.setFocus()
    assert card.chart.accessibleDescription() == STEP.sentence


@ALL
def test_the_table_says_the_same_as_the_chart(series: ChartSeries) -> None:
    model = table_of(series)
    texts = [
        [model.index(line, column).data() for column in range(model.columnCount())]
        for line in range(model.rowCount())
    ]
    expected = {
        BULLET.title: [["Per FTE", "68"], ["Range", "50–70"]],
        STEP.title: [
            ["Jan 2020", "72", "45–65", "1", "0"],
            ["Feb 2020", "n/a", "50–70", "0", "3"],
            ["Mar 2020", "68", "50–70", "2", "1"],
        ],
        DOTS.title: [
            ["Jan 2020", "8 of 10", "80%", "49–94%"],
            ["Feb 2020", "0 of 0", "n/a", ""],
            ["Mar 2020", "3 of 4", "too few", "30–95%"],
        ],
        TREND.title: [
            ["January 2020", "66%", "6 of 9", "35–88%"],
            ["February 2020", "too few", "3 of 4", "30–95%"],
            ["March 2020", "88%", "22 of 25", "70–96%"],
        ],
        BARS.title: [[bar.label, bar.said] for bar in BARS.bars],
    }
    assert texts == expected[series.title]


def test_the_table_takes_the_charts_place_and_the_keyboard(qtbot: QtBot) -> None:
    card = card_of(DOTS, qtbot)
    QTest.mouseClick(card.table_link, LEFT)
    table = card.table
    assert table is not None
    assert table.isVisible()
    assert not card.chart.isVisible()
    qtbot.waitUntil(table.hasFocus)
    assert card.table_link.text() == "As a chart"
    with qtbot.waitSignal(card.point_activated) as opened:
        QTest.keyClick(table, Key.Key_Down)
        QTest.keyClick(table, Key.Key_Return)
    assert opened.args == [1]
    QTest.mouseClick(card.table_link, LEFT)
    assert card.table is None
    assert card.chart.isVisible()


def test_new_numbers_reach_the_chart_and_the_table(qtbot: QtBot) -> None:
    card = card_of(STEP, qtbot)
    card.show_table(True)
    newer = StepSeries("Now 69", "s", "s", "d", STEP.points[:1])
    card.set_series(newer)
    assert card.title.text() == "Now 69"
    assert card.table is not None
    assert card.table.model().rowCount() == 1
    card.show_table(False)
    assert len(card.chart.points) == 1


def test_a_card_shows_one_kind_of_series(qtbot: QtBot) -> None:
    card = card_of(STEP, qtbot)
    with pytest.raises(TypeError):
        card.set_series(BULLET)


def test_the_definition_unfolds_and_folds(qtbot: QtBot) -> None:
    card = card_of(BULLET, qtbot)
    assert not card.definition.isVisible()
    QTest.mouseClick(card.definition_link, LEFT)
    assert card.definition.isVisible()
    assert card.definition.text() == BULLET.definition
    QTest.mouseClick(card.definition_link, LEFT)
    assert not card.definition.isVisible()


def test_the_sentence_is_copied_with_its_period_and_how_it_is_counted(qtbot: QtBot) -> None:
    card = card_of(BULLET, qtbot)
    QTest.mouseClick(card.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == (
        "68 children ÷ 1.0 FTE = 68 per FTE: in range "
        "Caseload per FTE against 50–70, 31 March 2020. "
        "Counted: children allocated on the day, each once, divided by FTE."
    )


def test_a_chart_that_is_to_be_exported_is_named_with_its_series(qtbot: QtBot) -> None:
    card = card_of(DOTS, qtbot)
    with qtbot.waitSignal(card.export_asked) as asked:
        QTest.mouseClick(card.export_button, LEFT)
    assert asked.args == [DOTS]


@pytest.mark.parametrize("width, is_over", [(300, True), (900, False)])
def test_in_a_narrow_card_the_tools_stand_over_each_other(
    width: int, is_over: bool, qtbot: QtBot
) -> None:
    card = card_of(DOTS, qtbot, width)
    qtbot.waitUntil(lambda: (card.copy_button.y() < card.export_button.y()) is is_over)
    assert card.title.y() == card.copy_button.y()


def test_the_children_are_asked_for_by_a_link_with_its_own_words(qtbot: QtBot) -> None:
    card = card_of(DOTS, qtbot)
    card.set_children_text("2 due by Friday")
    assert card.children_link.text() == "2 due by Friday"
    with qtbot.waitSignal(card.children_asked):
        QTest.mouseClick(card.children_link, LEFT)


@ALL
def test_nothing_is_cut_at_twice_the_text_size(
    series: ChartSeries, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 2.0)
    chart = DrawnChart(series)
    qtbot.addWidget(chart)
    chart.resize(640, chart.sizeHint().height())
    chart.show()
    qtbot.waitExposed(chart)
    bounds = chart.rect()
    for _, box in drawing_of(chart).words:
        area = QRectF(box.left, box.top, box.width, box.height)
        assert bounds.contains(area.toAlignedRect().adjusted(1, 1, -1, -1))


def test_an_empty_series_says_so_and_breaks_nothing(qtbot: QtBot) -> None:
    for series in (
        StepSeries("t", "s", "s", "d", ()),
        DotsSeries("t", "s", "s", "d", None, ()),
        TrendSeries("t", "s", "s", "d", (), 100),
        BarsSeries("t", "s", "s", "d", ()),
    ):
        card = focused(card_of(series, qtbot), qtbot)
        QTest.keyClick(card.chart, Key.Key_Right)
        QTest.keyClick(card.chart, Key.Key_Return)
        assert card.chart.points == ()
        assert words_in(card) == {"Nothing to show yet"}


def test_the_rest_of_the_window_never_loads_pyqtgraph_or_numpy() -> None:
    program = (
        "import sys, pkgutil, importlib, iro_desktop.ui as ui\n"
        "for found in pkgutil.iter_modules(ui.__path__, 'iro_desktop.ui.'):\n"
        "    if found.name != 'iro_desktop.ui.charts': importlib.import_module(found.name)\n"
        "print([name for name in ('pyqtgraph', 'numpy') if name in sys.modules])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_tab_goes_as_the_eye_does(qtbot: QtBot) -> None:
    card = card_of(BULLET, qtbot)
    card.copy_button.setFocus()
    qtbot.waitUntil(card.copy_button.hasFocus)
    order = []
    for _ in range(5):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [
        card.export_button,
        card.chart,
        card.children_link,
        card.table_link,
        card.definition_link,
    ]
