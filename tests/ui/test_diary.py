"""The diary by keyboard: days and weeks, the way to a child, the calendar file, moves on paper."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child, Officer
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.what_if import WhatIfDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.diary import DiaryView
from tests.builders import a_case, a_review, an_allocation, care, working_time
from tests.stores import OFFICER_ID, TODAY, a_workspace

OTHER = "2" * 32


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    with workspace.write("fill") as write:
        write.put(Officer(id=OTHER, name="IRO 2", role="iro"))
        write.put(replace(working_time(OTHER, 0.5), officer_id=OTHER))
        for number, booked in ((1, "2020-04-02"), (2, "2020-05-20")):
            case = a_case(
                care("2019-09-02"),
                a_review("2019-09-20"),
                a_review("2019-12-18", next_booked_on=booked),
                an_allocation(OFFICER_ID, "2019-09-02"),
                child=Child(id=str(number) * 32, reference=f"LC-{number}", initials="X.Y."),
            )
            write.put(case.child)
            for records in case.records.values():
                for record in records:
                    write.put(record)
    yield workspace
    workspace.close()


@pytest.fixture
def operations(workspace: Workspace, qtbot: QtBot) -> Iterator[Operations]:
    del qtbot
    operations = Operations(workspace)
    yield operations
    operations.stop()


@pytest.fixture
def view(operations: Operations, qtbot: QtBot) -> DiaryView:
    view = DiaryView(operations)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    with qtbot.waitSignal(view.headline_changed):
        view.show_workspace(operations.session)
    return view


def shown(view: DiaryView) -> list[str]:
    return [row.title for row in view._model.rows()]


def test_it_opens_on_the_next_seven_days_and_says_what_they_hold(view: DiaryView) -> None:
    assert view.headline() == "One meeting this week"
    assert "Review 3: LC-1" in shown(view)
    assert "Review 3: LC-2" not in shown(view)


def test_arrow_keys_look_further_ahead(view: DiaryView, qtbot: QtBot) -> None:
    view._ways.choose("month")
    assert "Review 3: LC-2" not in shown(view)
    view._ways.choose("all")
    assert "Review 3: LC-2" in shown(view)
    view._ways.choose("load")
    assert view._weeks.isVisible()
    assert len(view._week_model.rows()) == 26
    assert "This takes each review on its last day" in view._outlook.text()
    del qtbot


def test_enter_opens_the_child(view: DiaryView, qtbot: QtBot) -> None:
    view.take_keyboard()
    with qtbot.waitSignal(view.child_opened) as opened:
        QTest.keyClick(view._table, Qt.Key.Key_Return)
    assert opened.args == [view.current_child()]


def test_a_filter_that_finds_nothing_says_so(view: DiaryView) -> None:
    view._filter.setText("nobody")
    assert view._empty.isVisible()
    assert shown(view) == []
    view.take_keyboard()
    assert view.focusWidget() is view._filter


def test_days_without_anything_name_the_next_one_that_has(view: DiaryView) -> None:
    view._model.set_filter(lambda _: False)
    assert view._empty._sentence.text().startswith("Nothing in these days. Next, on ")


def test_the_calendar_file_is_written_and_said(
    view: DiaryView, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(view.noticed) as said:
        view.export_to(tmp_path / "diary.ics")
    assert said.args is not None
    assert str(said.args[0]).startswith("diary.ics holds ")
    assert b"LC-1" in (tmp_path / "diary.ics").read_bytes()


def test_where_one_was_is_found_again(view: DiaryView) -> None:
    view._ways.choose("all")
    view._filter.setText("LC-2")
    place = view.place()
    view._ways.choose("week")
    view._filter.clear()
    view.go_to(place)
    assert (view._ways.chosen(), view._filter.text()) == ("all", "LC-2")


@pytest.fixture
def what_if(operations: Operations, qtbot: QtBot) -> WhatIfDialog:
    del qtbot
    dialog = WhatIfDialog(operations)  # it deletes itself once it is closed
    dialog.show()
    return dialog


def test_a_move_on_paper_shows_both_loads_and_what_to_think_of(
    what_if: WhatIfDialog, workspace: Workspace
) -> None:
    before = workspace.snapshot.position
    box = what_if.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(box.findText("IRO 2"))
    what_if._move.click()
    loads = {load.name: (load.now, load.then) for load in what_if._load_model.rows()}
    assert loads == {"IRO 1": (2, 1), "IRO 2": (0, 1)}
    assert any("moved on paper" in label.text() for label in what_if.findChildren(QLabel))
    what_if._back.click()
    assert {load.then for load in what_if._load_model.rows()} == {2, 0}
    assert workspace.snapshot.position == before  # nothing was changed by any of it


def test_the_plan_is_kept_as_a_file(what_if: WhatIfDialog, qtbot: QtBot, tmp_path: Path) -> None:
    box = what_if.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(box.findText("IRO 2"))
    what_if._move.click()
    path = tmp_path / "plan.csv"
    with qtbot.waitSignal(what_if.accepted):
        what_if.keep_plan(path)
    assert path.read_text() == f"child,IRO,from,to,role\nLC-1,IRO 2,{TODAY.isoformat()},,named\n"


def test_a_plan_that_cannot_be_written_is_said_in_place(
    what_if: WhatIfDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    what_if._move.click()
    what_if.keep_plan(tmp_path / "missing" / "plan.csv")
    qtbot.waitUntil(what_if._problem.isVisible)
    assert "could not be written" in what_if._problem.text()
    what_if.reject()
