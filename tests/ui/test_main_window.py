"""The main window over a real store: views, way back, undo, charts, messages, what it remembers."""

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import CancelledError, DiskFullError, UserError
from iro_desktop.domain.records import CarePeriod, Child, LegalStatus, MonitoringCheck, Review
from iro_desktop.services.children import add_child, delete_child
from iro_desktop.services.monitoring import record_check
from iro_desktop.services.reviews import record_review
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui import theme
from iro_desktop.ui.actions import MENUS, Doing, Menu, keyboard_map
from iro_desktop.ui.idle import IdleLock
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD, ESCALATIONS, MONITORING
from iro_desktop.ui.settings import Settings, clamped
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tasks import Task
from iro_desktop.ui.theme import Density, Scheme
from tests.stores import TODAY, a_workspace
from tests.windows import WAIT, main_window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    for number, reference in enumerate(("AB12", "CD34", "EF56")):
        child_id = add_child(
            workspace,
            Child(id="", reference=reference, initials="XY", born_on=date(2010, 1, 1 + number)),
            care=CarePeriod(id="", started_on=date(2019, 3, 4)),
            status=LegalStatus(id="", status="C2", started_on=date(2019, 3, 4)),
            allocated_on=date(2019, 3, 4),
            today=TODAY,
        )
        review = Review(id="", child_id=child_id, review_type="cla", held_on=date(2019, 9, 20))
        record_review(workspace, review, today=TODAY)
    yield workspace
    workspace.close()


@pytest.fixture
def window(operations: Operations, settings: Settings, qtbot: QtBot) -> MainWindow:
    return main_window(operations, settings, qtbot)


def _id_of(window: MainWindow, reference: str) -> str:
    case = window.operations.session.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child.id


def _press(window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)


def _record_check(window: MainWindow, reference: str) -> None:
    check = MonitoringCheck(
        id="",
        child_id=_id_of(window, reference),
        checked_on=TODAY,
        outcome="no_concern",
        analysis="All is well.",
    )
    window.operations.run(lambda w: record_check(w, check, today=TODAY))


def _delete(window: MainWindow, reference: str) -> None:
    child_id = _id_of(window, reference)
    window.operations.run(lambda w: delete_child(w, child_id))


def test_the_views_are_reached_by_keyboard_and_the_side_list_follows(window: MainWindow) -> None:
    assert window.pages.key == CASELOAD
    for key, view in (
        (Qt.Key.Key_2, MONITORING),
        (Qt.Key.Key_3, ESCALATIONS),
        (Qt.Key.Key_1, CASELOAD),
    ):
        _press(window, key, CTRL)
        assert window.pages.key == view
        assert window.side.list.chosen() == view
        assert window.pages.page(view).headline()


def test_arrows_in_the_side_list_stay_there_and_enter_goes_to_the_page(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_F6)
    while not window.side.list.hasFocus():
        _press(window, Qt.Key.Key_F6)
    _press(window, Qt.Key.Key_Down)
    assert window.pages.key == MONITORING
    assert window.side.list.hasFocus()
    _press(window, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.pages.isAncestorOf(focus)


def test_enter_opens_a_child_and_esc_returns_to_the_same_filter_and_row(
    window: MainWindow, qtbot: QtBot
) -> None:
    caseload = window.pages.page(CASELOAD)
    caseload.go_to({"filter": "cla", "text": "", "child": _id_of(window, "CD34")})
    before = caseload.place()
    assert before["filter"] == "cla"
    caseload.take_keyboard()
    _press(window, Qt.Key.Key_Return)
    assert window.pages.key == "child"
    assert window.pages.child_id == _id_of(window, "CD34")
    qtbot.waitUntil(lambda: "CD34" in window.pages.page("child").headline(), timeout=WAIT)
    _press(window, Qt.Key.Key_Escape)
    assert window.pages.key == CASELOAD
    assert caseload.place() == before


def test_the_way_back_leads_through_each_child_that_was_opened(window: MainWindow) -> None:
    for reference in ("AB12", "EF56"):
        window.pages.show_child(_id_of(window, reference))
    window.pages.go_back()
    assert window.pages.child_id == _id_of(window, "AB12")
    window.pages.go_back()
    assert window.pages.key == CASELOAD
    assert not window.pages.can_go_back


def test_a_chosen_view_is_shown_again_over_a_child_by_its_key(window: MainWindow) -> None:
    window.pages.show_child(_id_of(window, "AB12"))
    _press(window, Qt.Key.Key_1, CTRL)
    assert window.pages.key == CASELOAD


def test_undo_and_redo_say_in_words_what_they_do(window: MainWindow, qtbot: QtBot) -> None:
    undo, redo = window.menu_actions["undo"], window.menu_actions["redo"]
    operations = window.operations
    with qtbot.waitSignal(operations.committed):
        _record_check(window, "AB12")
    assert undo.text() == "&Undo record check of AB12"
    assert not redo.isEnabled()
    with qtbot.waitSignal(operations.committed):
        _press(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: bool(window.messages.text))
    assert window.messages.text == "Undone: record check of AB12."
    assert operations.session.snapshot.of(MonitoringCheck) == ()
    assert redo.text() == "&Redo record check of AB12"
    with qtbot.waitSignal(operations.committed):
        _press(window, Qt.Key.Key_Y, CTRL)
    assert len(operations.session.snapshot.of(MonitoringCheck)) == 1
    with qtbot.waitSignal(operations.committed):
        _press(window, Qt.Key.Key_Z, CTRL)
    with qtbot.waitSignal(operations.committed):
        _press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(operations.session.snapshot.of(MonitoringCheck)) == 1


def test_a_commit_is_seen_at_once_where_one_is_and_later_elsewhere(
    window: MainWindow, qtbot: QtBot
) -> None:
    _press(window, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    overdue = window.pages.page(MONITORING).headline()
    with qtbot.waitSignal(window.operations.committed):
        for reference in ("AB12", "CD34", "EF56"):
            _record_check(window, reference)
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    assert window.pages.page(MONITORING).headline() != overdue
    assert re.fullmatch(r"Saved \d\d:\d\d", window.footer.saved.text())


def test_a_child_that_undo_takes_away_leaves_no_page_behind(
    window: MainWindow, qtbot: QtBot
) -> None:
    child_id = _id_of(window, "AB12")
    window.pages.show_child(child_id)
    with qtbot.waitSignal(window.operations.committed):
        window.operations.run(lambda w: delete_child(w, child_id))
    assert window.pages.key == CASELOAD
    window.pages.show_child(child_id)
    assert window.pages.key == CASELOAD
    assert "not in your file any more" in window.messages.text


def test_an_error_that_nobody_took_stays_in_the_message_bar_until_esc(
    window: MainWindow, qtbot: QtBot
) -> None:
    def fail(workspace: Workspace) -> None:
        del workspace
        raise DiskFullError

    with qtbot.waitSignal(window.operations.refused):
        window.operations.run(fail)
    assert window.messages.text == str(DiskFullError())
    window.pages.show_child(_id_of(window, "AB12"))
    _press(window, Qt.Key.Key_Escape)
    assert window.messages.text == ""
    assert window.pages.key == "child"  # Esc closed the message first, and only that


def test_what_was_done_is_not_in_the_way_of_going_back(window: MainWindow) -> None:
    window.pages.show_child(_id_of(window, "AB12"))
    window.messages.show_notice("Check recorded for AB12.", "Undo")
    _press(window, Qt.Key.Key_Escape)
    assert (window.messages.text, window.pages.key) == ("", CASELOAD)


def test_an_action_for_a_child_says_that_one_must_be_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.operations.committed):
        for reference in ("AB12", "CD34", "EF56"):
            _delete(window, reference)
    qtbot.waitUntil(lambda: window.operations.is_settled)
    _press(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert window.messages.text.startswith("Choose a child first")


@pytest.mark.parametrize(
    "key, modifiers",
    [
        (Qt.Key.Key_N, CTRL),
        (Qt.Key.Key_M, CTRL | SHIFT),
        (Qt.Key.Key_R, CTRL | SHIFT),
        (Qt.Key.Key_E, CTRL | SHIFT),
        (Qt.Key.Key_I, CTRL),
    ],
    ids=["add a child", "check", "review", "challenge", "import"],
)
def test_each_form_opens_by_its_key_and_closes_by_esc(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    _press(window, key, modifiers)
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert len(dialogs) == 1
    dialog = dialogs[0]
    assert not _named_after_a_child(dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.finished):
        _press(dialog, Qt.Key.Key_Escape)


def _named_after_a_child(widget: QWidget) -> bool:
    return any(name in widget.windowTitle() for name in ("AB12", "CD34", "EF56", "XY"))


def test_no_window_title_and_no_setting_names_a_child(
    window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    window.pages.show_child(_id_of(window, "AB12"))
    assert window.windowTitle() == "IRO Desktop"
    window.remember()
    settings.sync()
    kept = (tmp_path / "settings.ini").read_bytes()
    assert b"caseload" in kept
    for told in (b"AB12", b"XY", _id_of(window, "AB12").encode()):
        assert told not in kept


def test_view_place_and_layout_are_remembered(
    window: MainWindow, operations: Operations, settings: Settings, qtbot: QtBot
) -> None:
    _press(window, Qt.Key.Key_2, CTRL)
    window.dock.stand_below(True)
    window.remember()
    window.hide()
    again = main_window(operations, settings, qtbot)
    assert again.pages.key == MONITORING
    assert again.dock.is_below
    assert again.menu_actions["charts_below"].isChecked()


def test_where_one_was_comes_back_after_a_lock(
    window: MainWindow, operations: Operations, settings: Settings, qtbot: QtBot
) -> None:
    child_id = _id_of(window, "CD34")
    window.pages.page(CASELOAD).go_to({"filter": "cla", "text": "", "child": child_id})
    place = window.pages.page(CASELOAD).place()
    window.pages.show_child(child_id)
    stops = window.stops()
    window.hide()
    again = main_window(operations, settings, qtbot)
    again.go_along(stops)
    assert again.pages.child_id == child_id
    again.pages.go_back()
    assert again.pages.page(CASELOAD).place() == place


def test_a_backup_is_written_and_its_name_is_said(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.back_up_to(tmp_path / "mine.irobackup")
    qtbot.waitUntil(lambda: bool(window.messages.text), timeout=WAIT)
    assert "mine.irobackup is written and verified" in window.messages.text
    assert (tmp_path / "mine.irobackup").stat().st_size > 1000
    window.back_up_to(tmp_path / "no such folder" / "mine.irobackup")
    qtbot.waitUntil(lambda: "could not be written" in window.messages.text, timeout=WAIT)


def test_long_work_shows_its_progress_and_its_cancel(window: MainWindow, qtbot: QtBot) -> None:
    started, failed = threading.Event(), list[UserError]()

    def work(workspace: Workspace, task: Task) -> None:
        del workspace
        for step in range(10_000):
            task.progress(step, 10_000)
            started.set()
            time.sleep(0.005)

    window.operations.run_long("Counting stars", work, failed=failed.append)
    qtbot.waitUntil(started.is_set)
    qtbot.waitUntil(window.progress.isVisible)
    cancel = next(iter(window.progress.findChildren(QPushButton)))
    cancel.setFocus()
    _press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(failed) == 1, timeout=WAIT)
    assert isinstance(failed[0], CancelledError)
    qtbot.waitUntil(lambda: not window.progress.isVisible())


# Charts


def test_the_charts_show_the_caseload_and_the_checks_and_open_into_their_children(
    window: MainWindow,
) -> None:
    now, months, checks = (card.series for card in window.charts.cards)
    assert now.title == "3 children at 1.0 FTE: below the range"
    assert "3" in months.sentence
    assert checks.title.startswith("0 of")
    window.charts.cards[0].children_asked.emit()
    assert window.pages.key == "behind"
    view = window.pages.page("behind")
    assert view.headline() == now.title
    chosen = view.current_child()
    assert chosen in window.operations.session.snapshot.cases
    _press(window, Qt.Key.Key_Return)
    assert (window.pages.key, window.pages.child_id) == ("child", chosen)
    _press(window, Qt.Key.Key_Escape)
    _press(window, Qt.Key.Key_Escape)
    assert window.pages.key == CASELOAD


def test_a_point_of_a_chart_opens_by_enter_into_the_children_of_its_month(
    window: MainWindow,
) -> None:
    card = window.charts.cards[2]
    card.chart.setFocus()
    _press(window, Qt.Key.Key_End)
    _press(window, Qt.Key.Key_Return)
    assert window.pages.key == "behind"
    assert "March 2020" in window.pages.page("behind").headline()


def test_the_charts_follow_a_commit(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.filled, timeout=WAIT):
        window.operations.run(
            lambda w: add_child(
                w,
                Child(id="", reference="GH78"),
                care=CarePeriod(id="", started_on=TODAY),
                status=LegalStatus(id="", status="C2", started_on=TODAY),
                today=TODAY,
            )
        )
    assert window.charts.cards[0].series.title.startswith("4 children")


def test_the_panel_can_be_put_away_and_stand_below_by_keyboard(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_C, CTRL | SHIFT)
    assert window.dock.isHidden()
    assert not window.menu_actions["charts"].isChecked()
    _press(window, Qt.Key.Key_C, CTRL | SHIFT)
    assert not window.dock.isHidden()
    _press(window, Qt.Key.Key_X, CTRL | SHIFT)
    assert window.dock.is_below
    _press(window, Qt.Key.Key_X, CTRL | SHIFT)
    assert not window.dock.is_below


# Menus, keys and names


def _doings(items: tuple[Doing | Menu, ...]) -> Iterator[Doing]:
    for item in items:
        if isinstance(item, Menu):
            yield from _doings(item.items)
        elif item.key:
            yield item


def test_no_two_actions_have_the_same_key_and_no_menu_the_same_letter_twice() -> None:
    keys = [key for menu in MENUS for item in _doings(menu.items) for key in item.keys]
    assert len(set(keys)) == len(keys)
    for menu in MENUS:
        texts = [item.text if isinstance(item, Doing) else item.title for item in menu.items]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(set(letters)) == len(letters), menu.title


def test_every_action_does_something(window: MainWindow) -> None:
    doings = {doing.key for menu in MENUS for doing in _doings(menu.items)}
    assert set(window.menu_actions) == doings
    assert all(window.can_do(key) for key in doings)


def test_the_keyboard_map_names_every_key() -> None:
    told = {keys for _, rows in keyboard_map() for keys, _ in rows}
    for expected in ("Ctrl+L", "Ctrl+Z", "Ctrl+Y or Ctrl+Shift+Z", "Ctrl+Shift+M", "Enter", "F1"):
        assert expected in told


def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            text = getattr(widget, "text", None)
            name = widget.accessibleName() or (text() if callable(text) else "")
            assert name or widget.focusProxy() is not None, widget  # a viewport has its view's


def test_theme_and_text_size_are_chosen_in_the_menu_and_kept(
    window: MainWindow, settings: Settings, qapp: QApplication
) -> None:
    actions: dict[str, QAction] = dict(window.menu_actions)
    before = qapp.font().pointSizeF()
    actions["theme_dark"].trigger()
    actions["larger"].trigger()
    assert settings.scheme is Scheme.DARK
    assert settings.text_scale == 1.15
    assert qapp.font().pointSizeF() > before
    actions["ordinary"].trigger()
    assert settings.text_scale == 1.0


def test_high_contrast_is_chosen_in_the_menu_and_kept(
    window: MainWindow, settings: Settings
) -> None:
    window.menu_actions["theme_high_contrast"].trigger()
    assert settings.scheme is Scheme.HIGH_CONTRAST
    assert theme.in_system_colours()


def test_rows_are_made_compact_in_the_menu_at_once_and_stay_so(
    window: MainWindow, settings: Settings
) -> None:
    table = window.pages.page("caseload").findChild(TableView)
    assert table is not None
    roomy = table.verticalHeader().defaultSectionSize()
    assert window.menu_actions["rows_comfortable"].isChecked()
    window.menu_actions["rows_compact"].trigger()
    assert settings.density is Density.COMPACT
    assert table.verticalHeader().defaultSectionSize() < roomy


# Locking


class _Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_the_idle_lock_comes_five_minutes_after_the_last_key(
    window: MainWindow, qtbot: QtBot
) -> None:
    clock = _Clock()
    idle = IdleLock(clock=clock)
    idle.start()
    clock.now += 299
    with qtbot.assertNotEmitted(idle.idle):
        idle.look()
    _press(window, Qt.Key.Key_Down)
    clock.now += 299
    with qtbot.waitSignal(idle.seconds_left) as left:
        idle.look()
    assert left.args == [1]
    clock.now += 3_600  # the laptop slept
    with qtbot.waitSignal(idle.idle):
        idle.look()


def test_ctrl_l_asks_to_lock(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_asked):
        _press(window, Qt.Key.Key_L, CTRL)


# The place of the window

SCREEN = QRect(0, 0, 1920, 1040)


@pytest.mark.parametrize(
    "window, screens, expected",
    [
        (QRect(100, 80, 1200, 800), [SCREEN], QRect(100, 80, 1200, 800)),
        (QRect(5000, 80, 1200, 800), [SCREEN], QRect(720, 80, 1200, 800)),
        (QRect(-1500, -900, 1200, 800), [SCREEN], QRect(0, 0, 1200, 800)),
        (QRect(0, 0, 4000, 3000), [SCREEN], QRect(0, 0, 1920, 1040)),
        (QRect(10, 10, 20, 20), [SCREEN], QRect(10, 10, 640, 480)),
        (
            QRect(2000, 100, 1200, 800),
            [SCREEN, QRect(1920, 0, 1280, 1024)],
            QRect(2000, 100, 1200, 800),
        ),
        (QRect(7, 7, 800, 600), [], QRect(7, 7, 800, 600)),
    ],
)
def test_a_window_is_always_where_it_can_be_seen(
    window: QRect, screens: list[QRect], expected: QRect
) -> None:
    assert clamped(window, screens) == expected


def test_a_settings_file_that_somebody_spoiled_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[look]\nscheme=mauve\ntext_scale=huge\n[window]\ngeometry=7\nview=child\n")
    settings = Settings(path)
    assert settings.scheme is Scheme.SYSTEM
    assert settings.text_scale == 1.0
    assert settings.geometry.isEmpty()


def test_the_name_at_the_side_follows_the_details(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    from iro_desktop.services.officers import edit_officer

    officer = workspace.officer
    assert officer is not None
    changed = replace(officer, name="B. Example", team="North")
    with qtbot.waitSignal(window.filled, timeout=WAIT):
        window.operations.run(lambda w: edit_officer(w, changed, 0.5, date(2020, 1, 1)))
    assert window.side.owner == ("B. Example", "0.5 FTE, North")
    assert window.charts.cards[0].series.title.startswith("3 children at 0.5 FTE")
