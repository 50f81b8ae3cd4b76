"""The Team view: opened, read and closed by keyboard and by mouse; nothing of it is kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.control_charts.series import ControlSeries
from iro_desktop.domain.team.what_if import TeamMove
from iro_desktop.reports.summary_file import summary_file
from iro_desktop.services.standards import keep_standards
from iro_desktop.services.team_sample import sample_team
from iro_desktop.ui.charts.panel import ChartCard
from iro_desktop.ui.dialogs.team_iro import TeamIroDialog
from iro_desktop.ui.dialogs.team_move import TeamMoveDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.views.team import TeamView
from iro_desktop.ui.views.team_parts import ChartPlace
from tests.builders import local_standards
from tests.hands import CTRL, Hands, Key
from tests.stores import TODAY, a_workspace
from tests.windows import WAIT, activate, close_dialogs, main_window, press_button, shown

CHECKS = "monitoring_between_reviews"
HEADLINE = "Two IROs are over the range, 8 summaries are open"


@pytest.fixture
def operations(tmp_path: Path) -> Iterator[Operations]:
    operations = Operations(a_workspace(tmp_path / "s.iro"))
    yield operations
    close_dialogs()
    operations.close()


@pytest.fixture
def view(operations: Operations, qtbot: QtBot) -> TeamView:
    return shown(TeamView(operations), operations, qtbot)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of eight summaries as IROs would send them."""
    folder = tmp_path / "Summaries"
    folder.mkdir()
    for number, iro in enumerate(sample_team(TODAY).team.with_summaries):
        (folder / f"{number}.irosummary").write_bytes(summary_file(iro.shares[0].summary))
    return folder


def settle(view: TeamView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.operations.is_settled, timeout=WAIT)
    QApplication.processEvents()


def open_sample(view: TeamView, qtbot: QtBot) -> None:
    view.show_team(sample_team(TODAY))
    settle(view, qtbot)


def card(place: ChartPlace) -> ChartCard:
    found = place.findChild(ChartCard)
    assert isinstance(found, ChartCard)
    return found


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(view: TeamView, data: QMimeData) -> bool:
    """Drag files onto the view and let go; return whether it takes them."""
    place, acts = QPoint(40, 40), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, acts, data, button, none)
    entering.ignore()
    view.dragEnterEvent(entering)
    if entering.isAccepted():
        view.dropEvent(QDropEvent(QPointF(place), acts, data, button, none))
    return entering.isAccepted()


# Opening


def test_ctrl_6_shows_the_team_and_says_what_summaries_are(
    operations: Operations, tmp_path: Path, qtbot: QtBot
) -> None:
    window = main_window(operations, Settings(tmp_path / "settings.ini"), qtbot)
    hands = Hands(window, qtbot)
    hands.press(Key.Key_6, CTRL)
    page = hands.page(TeamView)
    assert page.headline() == "Open the summaries of your team"
    assert window.side.list.chosen() == "team"
    hands.tab_to_button("Open summaries…")
    text = " ".join(one.text() for one in page.findChildren(type(page.coverage)))
    assert "no child is in it" in text


def test_a_folder_that_is_dropped_is_opened_off_the_main_thread(
    view: TeamView, folder: Path, qtbot: QtBot
) -> None:
    assert drop(view, dragged(folder))
    assert view.operations.is_busy
    settle(view, qtbot)
    assert view.headline() == HEADLINE
    assert card(view.caseload).series.title == "Two of six IROs are over the range of 50–70"


def test_files_that_are_dropped_later_stand_beside_those_that_are_open(
    view: TeamView, folder: Path, qtbot: QtBot
) -> None:
    files = sorted(folder.iterdir())
    for part in (files[:3], files[2:5]):
        assert drop(view, dragged(*part))
        settle(view, qtbot)
    assert view.headline().endswith("5 summaries are open")


def test_what_is_no_summary_cannot_be_dropped(view: TeamView, tmp_path: Path) -> None:
    other = tmp_path / "letter.docx"
    other.write_text("Dear")
    assert not drop(view, dragged(other))
    assert not drop(view, QMimeData())


def test_a_file_that_is_damaged_is_refused_with_its_sentence_and_all_stays(
    view: TeamView, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    view.open_paths([folder])
    settle(view, qtbot)
    damaged = tmp_path / "damaged.irosummary"
    damaged.write_text("{}")
    with qtbot.waitSignal(view.operations.refused, timeout=WAIT):
        view.open_paths([damaged])
    settle(view, qtbot)
    assert view.headline() == HEADLINE


def test_a_roster_begins_with_those_who_are_there(
    view: TeamView, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    view.open_paths([folder])
    settle(view, qtbot)
    roster = tmp_path / "Roster.csv"
    assert view.begin_roster.isVisible()
    with qtbot.waitSignal(view.noticed, timeout=WAIT):
        view.begin_roster_at(roster)
    settle(view, qtbot)
    assert roster.exists()
    assert view.headline().endswith("all 8 summaries are in")
    assert not view.begin_roster.isVisible()


def test_closing_the_team_forgets_it(view: TeamView, folder: Path, qtbot: QtBot) -> None:
    view.open_paths([folder])
    settle(view, qtbot)
    press_button(view, "Close the team")
    assert view.headline() == "Open the summaries of your team"
    assert view.place() == {}
    view.open_paths([min(folder.iterdir())])
    settle(view, qtbot)
    assert view.headline().endswith("1 summary is open")


# Reading


def test_the_keyboard_follows_into_an_opened_team(view: TeamView, qtbot: QtBot) -> None:
    view.take_keyboard()
    open_sample(view, qtbot)
    assert QApplication.focusWidget() is view.open_files


def test_enter_on_a_dot_opens_the_figures_of_that_iro(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    chart = card(view.caseload).chart
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    settle(view, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TeamIroDialog)
    assert dialog.windowTitle() == "Figures of one IRO"  # no name in a title
    assert dialog.rows.total > 10
    close_dialogs()


def test_a_click_on_a_dot_opens_the_figures_of_that_iro(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    chart = card(view.caseload).chart
    point = chart.points[1]
    QTest.mouseClick(
        chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(point.x), round(point.y))
    )
    settle(view, qtbot)
    assert isinstance(QApplication.activeModalWidget(), TeamIroDialog)
    close_dialogs()


def test_who_has_no_summary_has_nothing_to_open(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    view.caseload.opened.emit(8)
    settle(view, qtbot)
    assert QApplication.activeModalWidget() is None


def test_enter_on_a_figure_compares_the_iros_by_it(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    view.figures.setFocus()
    view.figures.select_key("cp_participation")
    QTest.keyClick(view.figures, Qt.Key.Key_Return)
    settle(view, qtbot)
    assert "taking part" in card(view.spread).series.subtitle


def _series_of(card: ChartCard) -> ControlSeries:
    assert isinstance(card.series, ControlSeries)
    return card.series


def _kind_of(card: ChartCard) -> str:
    return _series_of(card).kind.value


def _breaks_of(card: ChartCard) -> list[str]:
    return [one.break_label for one in _series_of(card).points if one.break_label]


def test_another_measure_and_its_limits_are_chosen_beside_the_control_chart_by_keyboard(
    view: TeamView, qtbot: QtBot
) -> None:
    open_sample(view, qtbot)
    limits, control = view.limits, card(view.control)
    assert (limits.measure.currentData(), limits.kind.currentData()) == (CHECKS, "p")
    limits.kind.setFocus()
    QTest.keyClick(limits.kind, Key.Key_Down)
    settle(view, qtbot)
    assert "XmR chart" in control.series.subtitle
    assert QApplication.focusWidget() is limits.kind
    limits.measure.setFocus()
    for _ in range(3):
        QTest.keyClick(limits.measure, Key.Key_Down)
        settle(view, qtbot)
    # Another measure comes with the limits that fit it.
    assert limits.measure.currentText() in control.series.subtitle
    assert _kind_of(control) == limits.kind.currentData() == "p"
    assert QApplication.focusWidget() is limits.measure


def test_a_measure_that_is_no_share_has_no_limits_to_choose(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    limits = view.limits
    assert limits.kind.isEnabled()
    limits.measure.setFocus()
    QTest.keyClick(limits.measure, Key.Key_End)
    while limits.kind.isEnabled() and limits.measure.currentIndex():
        QTest.keyClick(limits.measure, Key.Key_Up)
        settle(view, qtbot)
    assert limits.kind.count() == 1
    assert not limits.kind.isEnabled()
    assert _kind_of(card(view.control)) == "xmr"


def test_the_control_chart_goes_by_the_leads_own_rules_as_soon_as_they_change(
    view: TeamView, qtbot: QtBot
) -> None:
    open_sample(view, qtbot)
    control = card(view.control)
    assert "one of seven or more in a row on" in control.series.definition
    reason = "a new form with the midpoint on it"
    local = local_standards(control_run=8, rebases=((CHECKS, "2019-03-01", reason),))
    view.operations.run(lambda one: keep_standards(one, replace(local, id=""), today=TODAY))
    settle(view, qtbot)
    view.show_workspace(view.operations.session)  # as the window does, since the view asks for it
    assert "Standards" in view.kinds
    settle(view, qtbot)
    assert "one of eight or more in a row on" in control.series.definition
    assert _breaks_of(control) == [reason]


def test_no_chart_offers_children(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    cards = view.findChildren(ChartCard)
    assert len(cards) == 5
    assert not any(one.children_link.isVisible() for one in cards)


# Moves on paper


def test_children_are_moved_on_paper_by_keyboard_and_taken_back(
    view: TeamView, qtbot: QtBot
) -> None:
    open_sample(view, qtbot)
    press_button(view, "Move children on paper…")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TeamMoveDialog)
    dialog.from_whom.setFocus()
    QTest.keyClicks(dialog.from_whom, "B. Okafor")
    QTest.keyClicks(dialog.to_whom, "E. Jones")
    dialog.number.setFocus()
    dialog.number.selectAll()
    QTest.keyClicks(dialog.number, "8")
    press_button(dialog, "Move on paper")
    settle(view, qtbot)
    assert "would be 70" in card(view.caseload).chart.points[1].spoken
    assert "8 children moved on paper" in card(view.caseload).series.subtitle
    activate(view, qtbot)
    press_button(view, "Take back the last")
    settle(view, qtbot)
    assert "would be" not in card(view.caseload).chart.points[1].spoken
    assert QApplication.focusWidget() is view.move_children


def test_a_move_to_oneself_cannot_be_made(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    dialog = TeamMoveDialog({"a": "A. Lee", "b": "B. Okafor"}, view)
    qtbot.addWidget(dialog)
    assert dialog.move_button.isEnabled()
    dialog.to_whom.setCurrentIndex(0)
    assert not dialog.move_button.isEnabled()


def test_a_move_that_overloads_somebody_is_warned_of(view: TeamView, qtbot: QtBot) -> None:
    open_sample(view, qtbot)
    view.move_on_paper(TeamMove("iro-1", "iro-0", 8))
    settle(view, qtbot)
    assert "A. Lee would carry more than 70 children per FTE." in view.plan.text()


@pytest.mark.parametrize("width", [640, 1600])
def test_the_page_is_never_wider_than_the_window(view: TeamView, qtbot: QtBot, width: int) -> None:
    view.resize(width, 700)
    open_sample(view, qtbot)
    assert view.page.width() <= width
