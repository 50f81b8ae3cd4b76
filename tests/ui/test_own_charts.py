"""Charts on the pages of their subject: a point opens what is behind it, Back comes back to it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.oversight_charts import StripSeries
from iro_desktop.services.own_charts import OwnChart, escalation_charts
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.escalation import EscalationDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.own_charts import OwnCharts
from iro_desktop.ui.pages import BEHIND, DIARY, ESCALATIONS, MEASURE
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.views.behind import BehindView
from iro_desktop.ui.views.diary import DiaryView
from iro_desktop.ui.views.escalations import EscalationsView
from tests.builders import (
    a_case,
    a_challenge,
    a_review,
    a_step,
    an_allocation,
    care,
    figures_for,
    took_part,
)
from tests.stores import OFFICER_ID, a_workspace

WAIT = 10_000  # ms


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two children looked after, the one with a resolution that is open since 2 March."""
    workspace = a_workspace(tmp_path / "s.iro")
    with workspace.write("fill") as write:
        for number in (1, 2):
            last = a_review("2019-12-18")
            challenge = a_challenge("2020-03-02", officer_id=OFFICER_ID, theme="Delay: drift")
            formal = [challenge, a_step(challenge, "stage1", "2020-03-02")] if number == 1 else []
            case = a_case(
                care("2019-09-02"), a_review("2019-09-20"), last, took_part(last, "PN1"),
                an_allocation(OFFICER_ID, "2019-09-02"), *formal,
            )  # fmt: skip
            child = replace(case.child, reference=f"LC-{number}")
            for record in (child, *(one for kind in case.records.values() for one in kind)):
                write.put(record)
    return workspace


@pytest.fixture
def window(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    operations = Operations(workspace)
    window = MainWindow(operations, Settings(tmp_path / "settings.ini"))
    window.resize(1366, 900)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.filled, timeout=WAIT):
        window.show()
        window.activateWindow()
    yield window
    operations.close()


def charts_on(window: MainWindow, key: str, qtbot: QtBot, number: int) -> OwnCharts:
    """Return the charts of a page as soon as so many of them are drawn."""
    found = window.pages.page(key).findChild(OwnCharts)
    assert isinstance(found, OwnCharts)
    qtbot.waitUntil(lambda: len(found.cards) == number, timeout=WAIT)
    return found


def behind(window: MainWindow) -> BehindView:
    assert window.pages.key == BEHIND
    page = window.pages.page(BEHIND)
    assert isinstance(page, BehindView)
    return page


def rows(page: BehindView) -> int:
    table = page.findChild(TableView)
    assert isinstance(table, TableView)
    return table.model().rowCount()


def test_a_week_ahead_lists_what_falls_due_and_back_returns_to_the_strip(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_view(DIARY)
    diary = window.pages.page(DIARY)
    assert isinstance(diary, DiaryView)
    diary.go_to({"way": "load"})
    card = charts_on(window, DIARY, qtbot, 1).cards[0]
    assert len(card.chart.points) == 26
    assert card.children_link.text() == "Show what falls due"
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    card.chart.focus_point(0)
    QTest.keyClick(card.chart, Qt.Key.Key_Return)
    page = behind(window)
    assert page.headline().startswith("Week of 30 March 2020, 2 checks, 4 working days")
    assert rows(page)
    window.pages.go_back()
    assert window.pages.key == DIARY
    assert diary.place()["way"] == "load"


def test_a_resolution_opens_and_a_month_lists_its_challenges(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_view(ESCALATIONS)
    page = window.pages.page(ESCALATIONS)
    assert isinstance(page, EscalationsView)
    page.go_to({"way": "charts"})
    cards = charts_on(window, ESCALATIONS, qtbot, 3).cards
    assert cards[0].title.text() == "None closed; 1 of 1 open is late"
    cards[0].point_activated.emit(0)
    dialog = next(one for one in window.findChildren(EscalationDialog) if one.isVisible())
    assert isinstance(dialog, QDialog)
    dialog.close()
    cards[1].point_activated.emit(0)
    assert behind(window).headline() == "March 2020, 0 informal, 1 formal"
    window.pages.go_back()
    cards[2].point_activated.emit(0)
    assert behind(window).headline() == "Delay, 1 of 1"


def test_the_keyboard_comes_to_the_first_chart_of_challenges(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_view(ESCALATIONS)
    page = window.pages.page(ESCALATIONS)
    assert isinstance(page, EscalationsView)
    page.go_to({"way": "charts"})
    page.take_keyboard()  # before they are counted
    cards = charts_on(window, ESCALATIONS, qtbot, 3).cards
    qtbot.waitUntil(cards[0].chart.hasFocus)
    assert page.current_card() is None


@pytest.mark.parametrize(
    "measure_id,title,headline",
    [
        ("caseload_per_fte", "2 looked after and 0 on a plan",
         "September 2019, 2 looked after, 0 on a plan"),
        ("cla_participation", "2 of 2 took part; 2 attended and spoke",
         "PN1 Attended and spoke, 2 of 2"),
    ],
)  # fmt: skip
def test_the_page_of_a_measure_shows_its_own_charts(
    window: MainWindow, qtbot: QtBot, measure_id: str, title: str, headline: str
) -> None:
    window.pages.show_measure(measure_id)
    card = charts_on(window, MEASURE, qtbot, 1).cards[0]
    assert card.title.text() == title
    assert card.series.definition
    card.point_activated.emit(0)
    assert behind(window).headline().startswith(headline)
    assert rows(behind(window))


def test_charts_go_when_another_measure_has_none(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show_measure("caseload_per_fte")
    charts = charts_on(window, MEASURE, qtbot, 1)
    window.pages.show_measure("icpc_in_time")
    qtbot.waitUntil(lambda: not charts.cards, timeout=WAIT)
    assert charts.isHidden()


def some_charts(*, empty: bool) -> tuple[OwnChart, ...]:
    challenge = a_challenge("2020-03-02")
    case = a_case(care("2019-09-02"), challenge, a_step(challenge, "stage1", "2020-03-02"))
    return escalation_charts(figures_for(*([] if empty else [case])), None)


def test_an_empty_chart_is_a_sentence_until_there_is_something_to_draw(
    window: MainWindow, qtbot: QtBot
) -> None:
    charts = OwnCharts(window.operations)
    qtbot.addWidget(charts)
    charts.show_charts(some_charts(empty=True))
    assert not charts.cards
    charts.show_charts(some_charts(empty=False))
    kept = charts.cards
    assert isinstance(kept[0].series, StripSeries)
    charts.show_charts(some_charts(empty=False))
    assert charts.cards == kept
    charts.show_charts(some_charts(empty=True))
    assert not charts.cards
    assert not charts.take_keyboard()
