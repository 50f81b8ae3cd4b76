"""The measures in the real window: by keyboard, at any text size, and spoken."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.measures import MEASURES, Kind, Section
from iro_desktop.domain.records import Record
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.charts.drawn import DrawnChart
from iro_desktop.ui.dialogs.escalation import EscalationDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.measure_list import MeasureList
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD
from iro_desktop.ui.pages import MEASURES as MEASURES_PAGE
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.behind import BehindView
from iro_desktop.ui.views.measure import MeasureView
from iro_desktop.ui.views.measures import MeasuresView
from tests.builders import a_challenge, a_check, a_child, a_review, an_allocation, care
from tests.hands import CTRL, Hands, Key
from tests.stores import OFFICER_ID, a_workspace, erase

WAIT = 10_000  # ms
CHECKS = "monitoring_between_reviews"


def put(workspace: Workspace, reference: str, *, checked: bool) -> None:
    """Keep a child whose midpoint of December 2019 was checked or was not."""
    child, held = a_child(reference), date(2019, 9, 20)
    records: list[Record] = [child]
    of_child: list[Any] = [
        care("2018-01-02"),
        an_allocation(OFFICER_ID, "2018-01-02"),
        *map(a_review, (date(2018, 1, 20), date(2018, 4, 10), held)),
    ]
    if checked:
        of_child.append(a_check(held + timedelta(days=91)))
    records += [replace(record, child_id=child.id) for record in of_child]
    with workspace.write("what was there before", source="import:test") as write:
        for record in records:
            write.put(record)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s.iro", fte=0.1)
    for number in range(6):
        put(workspace, f"AB{number}", checked=number < 4)
    return workspace


@pytest.fixture
def window(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    operations = Operations(workspace)
    yield a_window(operations, tmp_path, qtbot)
    operations.close()


def a_window(operations: Operations, folder: Path, qtbot: QtBot) -> MainWindow:
    window = MainWindow(operations, Settings(folder / "settings.ini"))
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.filled, timeout=WAIT):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


@pytest.fixture
def view(window: MainWindow, hands: Hands, qtbot: QtBot) -> MeasuresView:
    """The measures, come to by their key."""
    hands.press(Key.Key_4, CTRL)
    view = hands.page(MeasuresView)
    settle(window, qtbot)
    return view


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    QApplication.processEvents()


def open_measure(hands: Hands, qtbot: QtBot, view: MeasuresView, measure_id: str) -> MeasureView:
    view.list.choose(measure_id)
    hands.press(Key.Key_Return)
    page = hands.page(MeasureView)
    settle(hands.window, qtbot)
    return page


def choose(hands: Hands, qtbot: QtBot, name: str, words: str) -> None:
    """Choose in a list by keyboard."""
    hands.tab_to(name)
    combo = hands.focus()
    assert isinstance(combo, QComboBox)
    hands.press(Key.Key_Home)
    for _ in range(combo.count()):
        if combo.currentText() == words:
            break
        hands.press(Key.Key_Down)
    assert combo.currentText() == words
    settle(hands.window, qtbot)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_ctrl_4_leads_to_the_measures_and_the_list_has_the_keyboard(
    window: MainWindow, view: MeasuresView, hands: Hands
) -> None:
    assert window.pages.key == MEASURES_PAGE
    assert window.side.list.chosen() == MEASURES_PAGE
    assert hands.focus() is view.list
    assert "below their target" in view.headline()
    assert view.headline() in texts(view)
    assert view.list.chosen() == next(iter(MEASURES))


def test_arrows_go_from_measure_to_measure_over_the_headings(
    view: MeasuresView, hands: Hands
) -> None:
    seen = [view.list.chosen()]
    for _ in range(len(MEASURES) - 1):
        hands.press(Key.Key_Down)
        seen.append(view.list.chosen())
    sections = list(Section)
    order = sorted(MEASURES.values(), key=lambda measure: sections.index(measure.section))
    assert seen == [measure.id for measure in order]


def test_home_and_end_go_to_the_first_and_the_last_measure(
    view: MeasuresView, hands: Hands
) -> None:
    first = view.list.chosen()
    hands.press(Key.Key_End)
    assert view.list.currentRow() == view.list.count() - 1
    hands.press(Key.Key_Home)
    assert view.list.chosen() == first
    assert view.list.verticalScrollBar().value() == 0


def test_each_row_is_spoken_whole(view: MeasuresView) -> None:
    view.list.choose(CHECKS)
    spoken = view.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(
        "Cases checked between reviews, 66.7%, 4 of 6, below 80%, could be chance, "
    )


def test_enter_opens_a_measure_and_esc_returns_to_its_row_and_period(
    window: MainWindow, view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    choose(hands, qtbot, "Period", "Everything so far")
    hands.tab_to("Measures")
    page = open_measure(hands, qtbot, view, CHECKS)
    assert page.choice == view.choice
    assert page.headline().startswith("Cases checked between reviews: ")
    hands.press(Key.Key_Escape)
    assert window.pages.key == MEASURES_PAGE
    assert (view.list.chosen(), view.choice.span) == (CHECKS, "all")
    assert not window.pages.can_go_back


def test_another_period_is_counted_and_its_headline_shown(
    view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    choose(hands, qtbot, "Period", "February 2020")
    view.list.choose(CHECKS)
    row = view.list.current_row()
    assert row is not None
    assert row.told.large == "n/a"
    assert any("February 2020" in text for text in texts(view))
    assert view.headline() == "One measure is below its target, beyond chance"


def test_a_point_opens_the_children_behind_it_and_the_way_back_has_its_name(
    window: MainWindow, view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    choose(hands, qtbot, "Trend", "Month by month")
    hands.tab_to("Measures")
    page = open_measure(hands, qtbot, view, CHECKS)
    assert isinstance(hands.focus(), DrawnChart)
    for _ in range(3):
        hands.press(Key.Key_Left)
    hands.press(Key.Key_Return)
    behind = hands.page(BehindView)
    assert behind.headline() == "Cases checked between reviews: 66.7%, 4 of 6"
    assert "December 2019. Was each case checked" in " ".join(texts(behind))
    hands.press(Key.Key_Escape)
    assert hands.page(MeasureView) is page
    hands.press(Key.Key_Escape)
    assert window.pages.key == MEASURES_PAGE


def test_erased_records_are_one_line_that_opens_nothing(
    workspace: Workspace, window: MainWindow, view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    erase(workspace, "AB0", "AB1")
    settle(window, qtbot)
    view.list.choose(CHECKS)
    view.list.children_asked.emit(CHECKS)
    behind = hands.page(BehindView)
    settle(window, qtbot)
    assert behind.headline() == "Cases checked between reviews: 66.7%, 4 of 6"
    (table,) = behind.findChildren(TableView)
    hands.press(Key.Key_End, CTRL)
    sections = [behind._model.section_at(at) for at in behind._model.section_lines()]
    assert [(one.title, one.count) for one in sections if one] == [("Not met", 2), ("Met", 4)]
    row = table.current_row()
    assert (row.reference, row.side, behind.current_child()) == ("2 erased records", "Met", "")
    hands.press(Key.Key_Return)
    assert hands.page(BehindView) is behind


def test_behind_a_figure_of_challenges_enter_opens_the_challenge(
    workspace: Workspace, view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    child = next(iter(workspace.snapshot.cases))
    challenge = a_challenge(
        "2020-01-06",
        child_id=child,
        right_outcome="I go home.",
        outcome="achieved",
        outcome_on="2020-02-03",
        closed_on="2020-02-03",
    )
    with workspace.write("a challenge") as write:
        write.put(challenge)
    settle(hands.window, qtbot)
    view.list.choose("escalation_outcome_achieved")
    view.list.children_asked.emit("escalation_outcome_achieved")
    behind = hands.page(BehindView)
    settle(hands.window, qtbot)
    hands.press(Key.Key_Return)
    (page,) = behind.findChildren(EscalationDialog)
    qtbot.waitUntil(page.isVisible)
    assert page._escalation_id == challenge.id
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    hands.press(Key.Key_Escape)
    assert hands.page(BehindView) is behind


def test_the_page_of_a_measure_says_how_it_is_counted(
    view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    shown = "\n".join(texts(open_measure(hands, qtbot, view, CHECKS)))
    for expected in (
        "Was each case checked about half way between its reviews?",
        "Below 80%, could be chance",
        "At least 80% is good: a local setting",
        "Behind it: 4 met and 2 not met.",
        "Midpoints that fell due with a check from 28 days before",
        "79 of 100 midpoints had a check: 79% (79 ÷ 100)",
    ):
        assert expected in shown


def test_page_down_reads_on_while_the_chart_has_the_keyboard(
    view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    page = open_measure(hands, qtbot, view, CHECKS)
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.value() == 0
    hands.press(Key.Key_PageDown)
    assert bar.value() > 0


def test_every_measure_has_a_page_that_fits_the_window_at_twice_the_text_size(
    window: MainWindow, view: MeasuresView, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.DARK, 2.0)
    for measure_id in MEASURES:
        window.pages.show_measure(measure_id)
        settle(window, qtbot)
        page = window.pages.currentWidget()
        assert isinstance(page, MeasureView)
        area = page.findChildren(QScrollArea)[0]
        content = area.widget()
        assert content is not None
        assert content.width() <= area.viewport().width(), measure_id
        window.pages.go_back()
    assert view.list.chosen()


def test_a_breakdown_shows_its_parts_as_bars_that_open(
    window: MainWindow,
    view: MeasuresView,
    hands: Hands,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    breakdown = replace(MEASURES[CHECKS], kind=Kind.BREAKDOWN, parts={})
    monkeypatch.setitem(MEASURES, CHECKS, breakdown)
    page = open_measure(hands, qtbot, view, CHECKS)
    assert page.headline() == "Cases checked between reviews"
    hands.tab_to("cla leads with 6 of 6")
    hands.press(Key.Key_Return)
    assert hands.page(BehindView).headline() == "Cases checked between reviews: cla, 6 of 6, 100%"
    assert window.pages.can_go_back


def test_rows_are_as_high_as_their_words_at_any_width(
    view: MeasuresView, qapp: QApplication, qtbot: QtBot
) -> None:
    heights = {}
    for scale, width in ((1.0, 1400), (1.0, 760), (2.0, 620)):
        apply_theme(qapp, Scheme.LIGHT, scale)
        rows = MeasureList()
        qtbot.addWidget(rows)
        page = view._page
        assert page is not None
        rows.show_page(page)
        rows.resize(width, 700)
        rows.show()
        QApplication.processEvents()
        heights[scale, width] = rows.visualItemRect(rows.currentItem()).height()
    assert heights[1.0, 1400] < heights[1.0, 760] < heights[2.0, 620]


def test_the_sentence_is_copied_and_the_children_are_a_choice_of_the_menu(
    view: MeasuresView, hands: Hands, qtbot: QtBot
) -> None:
    view.list.choose(CHECKS)
    hands.press(Key.Key_C, CTRL)
    row = view.list.current_row()
    assert row is not None
    assert QGuiApplication.clipboard().text() == row.sentence
    children = next(one for one in view.list.menu().actions() if "c&hildren" in one.text())
    children.trigger()
    settle(hands.window, qtbot)
    assert hands.page(BehindView).headline() == "Cases checked between reviews: 66.7%, 4 of 6"


def test_an_edit_is_counted_where_one_is(
    window: MainWindow, view: MeasuresView, workspace: Workspace, qtbot: QtBot
) -> None:
    view.list.choose(CHECKS)
    with qtbot.waitSignal(window.operations.committed):
        window.operations.run(lambda w: put(w, "CD34", checked=True))
    settle(window, qtbot)
    row = view.list.current_row()
    assert row is not None
    assert (row.measure_id, row.told.small) == (CHECKS, "5 of 7")
    assert len(workspace.snapshot.cases) == 7


def test_where_one_was_comes_back_after_a_lock(
    window: MainWindow, view: MeasuresView, hands: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(hands, qtbot, "Period", "Last 6 months")
    hands.tab_to("Measures")
    open_measure(hands, qtbot, view, CHECKS)
    stops = window.stops()
    window.hide()
    again = a_window(window.operations, tmp_path, qtbot)
    again.go_along(stops)
    settle(again, qtbot)
    page = again.pages.currentWidget()
    assert isinstance(page, MeasureView)
    assert page.choice.span == "6"
    assert page.headline().startswith("Cases checked between reviews: ")
    again.pages.go_back()
    settle(again, qtbot)
    measures = again.pages.currentWidget()
    assert isinstance(measures, MeasuresView)
    assert (measures.list.chosen(), measures.choice.span) == (CHECKS, "6")


def test_a_store_without_children_says_what_brings_figures(tmp_path: Path, qtbot: QtBot) -> None:
    operations = Operations(a_workspace(tmp_path / "empty.iro"))
    window = a_window(operations, tmp_path, qtbot)
    window.show_view(MEASURES_PAGE)
    settle(window, qtbot)
    shown = texts(window.pages.currentWidget() or window)
    assert "Figures come with the first child." in shown
    window.show_view(CASELOAD)
    operations.close()


# The handbook


def test_f1_on_a_measure_opens_its_page_of_the_handbook(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    window.show_view(MEASURES_PAGE)
    settle(window, qtbot)
    window.pages.show_measure(CHECKS)
    settle(window, qtbot)
    hands.press(Key.Key_F1)
    helping = window.help_key.help_window
    assert helping is not None
    assert helping.text.page == f"guide/measures/{CHECKS}.md"
    helping.close()
