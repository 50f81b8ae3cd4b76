"""What is new since the last time, by keyboard in the real window, and across openings of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import ChildRecord
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.last_here import Visit
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.news import NewsView
from tests.builders import a_check, a_child, an_allocation, care
from tests.hands import CTRL, SHIFT, Hands
from tests.stores import DATA_KEY, OFFICER_ID, TODAY, a_workspace, ticks

Key = Qt.Key
FRIDAY = date(2020, 3, 27)
MINE, NEW = a_child("AB12", initials="J.R."), a_child("CD34", initials="M.K.")


def write(workspace: Workspace, child_id: str, *records: ChildRecord, source: str) -> None:
    with workspace.write("write", source=source) as edits:
        for record in records:
            edits.put(replace(record, child_id=child_id))


def opened_on(folder: Path, day: date) -> Workspace:
    """Open the store again, as the next morning's window does."""
    lock = StoreLock(folder)
    lock.acquire("test")
    store = Store.open(folder, DATA_KEY, clock=ticks(day))
    opened = OpenStore(store, KeyFile(store.facts.store_id, ()), DATA_KEY, lock)
    return Workspace(opened, shipped_calendar(), lambda: day)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store left on Friday, into which an import came on Monday."""
    folder = tmp_path / "s.iro"
    workspace = a_workspace(folder, today=FRIDAY)
    with workspace.write("what was there before", source="import:test") as edits:
        edits.put(MINE)
        edits.put(NEW)
    standing = care("2019-05-09"), an_allocation(OFFICER_ID, "2019-05-09")
    write(workspace, MINE.id, *standing, source="import:test")
    write(workspace, NEW.id, care("2020-03-20"), source="import:test")
    Visit(workspace).end()
    workspace.close()
    monday = opened_on(folder, date(2020, 3, 30))
    write(monday, NEW.id, an_allocation(OFFICER_ID, "2020-03-30"), source="import:allocations")
    write(monday, MINE.id, a_check("2020-03-20"), source="import:ssda903")
    monday.close()
    return folder


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    return opened_on(folder, TODAY)


def test_the_caseload_says_what_is_new_and_the_list_names_the_children(
    hands: Hands, qtbot: QtBot
) -> None:
    page = hands.page(CaseloadView)
    assert page._header._note.text() == (
        "Tuesday 31 March 2020. Since Friday: 1 new allocation, 1 other change (imported)"
    )
    page._header._action.setFocus()
    hands.press(Key.Key_Return)
    news = hands.page(NewsView)
    qtbot.waitUntil(lambda: news.headline() == "New since Fri 27 March 2020")
    tester = QAbstractItemModelTester(
        news._model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert tester is not None
    assert [(row.group, row.reference) for row in news._model.rows()] == [
        ("New allocations", "CD34"), ("Other changes", "AB12"),
    ]  # fmt: skip


def test_enter_opens_the_child_and_back_leads_to_the_list_and_the_caseload(
    hands: Hands, qtbot: QtBot
) -> None:
    hands.page(CaseloadView)
    hands.press(Key.Key_N, CTRL | SHIFT)
    news = hands.page(NewsView)
    qtbot.waitUntil(lambda: len(news._model.rows()) == 2)
    news.take_keyboard()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.page(ChildView).headline().startswith("AB12")
    hands.press(Key.Key_Escape)
    assert hands.page(NewsView).current_child() == MINE.id
    hands.press(Key.Key_Escape)
    assert hands.window.pages.key == "caseload"


def test_ones_own_work_adds_nothing_and_tomorrow_it_is_gone(
    hands: Hands, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    operations = hands.window.operations
    with qtbot.waitSignal(operations.committed):
        operations.run(lambda w: write(w, MINE.id, a_check("2020-03-31"), source="typed"))
    qtbot.waitUntil(lambda: operations.is_settled)
    page = hands.page(CaseloadView)
    assert page._header._note.text().endswith("1 new allocation, 1 other change (imported)")
    hands.window.hide()
    operations.close()
    tomorrow = Operations(opened_on(folder, date(2020, 4, 1)))
    window = MainWindow(tomorrow, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: tomorrow.is_settled)
    again = window.pages.page("caseload")
    assert isinstance(again, CaseloadView)
    assert again._header._note.text() == "Wednesday 1 April 2020"
    assert not again._header._action.isVisible()
    window.do("news")
    news = window.pages.page("news")
    qtbot.waitUntil(lambda: news.headline() == "Nothing is new")
    assert isinstance(news, NewsView)
    assert news._empty._sentence.text() == (
        "Nothing has come in since you were last here, on Tue 31 March 2020."
    )
    tomorrow.close()
