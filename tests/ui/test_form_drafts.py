"""Drafts of forms: what was typed survives a lock, and is gone once recorded or discarded."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Decision, Review
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.store import Store
from iro_desktop.ui.dialogs.child import ChildDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.form_strips import RESTORED
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from tests.caseloads import fill
from tests.stores import DATA_KEY, TODAY, a_workspace, ticks

KEY = "draft:form:review:"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 2)
    return workspace


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def child_id(operations: Operations) -> str:
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    return case.child.id


def idle(operations: Operations, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not operations.is_busy)
    QApplication.processEvents()


def opened(operations: Operations, page: QWidget, qtbot: QtBot) -> ReviewDialog:
    dialog = ReviewDialog(operations, child_id(operations), page)
    dialog.open()
    idle(operations, qtbot)
    return dialog


def write(dialog: ReviewDialog) -> None:
    QTest.keyClicks(dialog.outcome.editor("summary").target(), "Half a page about the move.")
    QTest.keyClicks(dialog.decisions.forms[0].editor("decision").target(), "See the school")
    dialog.decisions._add.click()
    QTest.keyClicks(dialog.decisions.forms[1].editor("decision").target(), "Photo book")
    dialog.part.set_value("participation", "PN2")


def test_a_lock_keeps_what_was_typed_and_the_dialog_has_it_back(
    operations: Operations, workspace: Workspace, page: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(operations, page, qtbot)
    write(dialog)
    folder, key = workspace.folder, KEY + child_id(operations) + ":"
    operations.close()
    store = Store.open(folder, DATA_KEY, clock=ticks())
    kept = store.local(key)
    store.close()
    assert kept is not None
    assert "Half a page about the move." in kept


def test_a_draft_is_entered_again_and_said_not_to_be_recorded(
    operations: Operations, page: QWidget, qtbot: QtBot
) -> None:
    first = opened(operations, page, qtbot)
    write(first)
    assert first._draft is not None
    first._draft.keep()
    first.deleteLater()
    again = opened(operations, page, qtbot)
    assert again.frame.restored.isVisible()
    assert again.outcome.record().summary == "Half a page about the move."
    assert again.part.record().participation == "PN2"
    words = [row.decision for row in again.decisions.records()]
    assert words == ["See the school", "Photo book"]
    assert again.is_changed()
    assert operations.session.snapshot.of(Review)[-1].summary != "Half a page about the move."


def test_a_draft_over_what_was_changed_since_says_so(
    operations: Operations, page: QWidget, qtbot: QtBot, workspace: Workspace
) -> None:
    def a_dialog() -> ChildDialog:
        dialog = ChildDialog(operations, child_id(operations), page)
        dialog.open()
        idle(operations, qtbot)
        return dialog

    first = a_dialog()
    first.who.set_value("initials", "QQ")
    first.who.set_value("name", "Typed")
    assert first._draft is not None
    first._draft.keep()
    first.deleteLater()
    again = a_dialog()
    assert again.frame.restored.words.text() == RESTORED
    again.deleteLater()
    child = workspace.snapshot.cases[child_id(operations)].child
    with workspace.write("edit elsewhere") as write:
        write.put(replace(child, initials="ZZ", name="Typed"))
    idle(operations, qtbot)
    qtbot.waitUntil(lambda: operations.session.snapshot is workspace.snapshot)
    later = a_dialog()
    assert "something else was put on file under Initials:" in later.frame.restored.words.text()
    assert later.who.record().initials == "QQ"


def test_starting_afresh_takes_the_draft_away(
    operations: Operations, page: QWidget, qtbot: QtBot
) -> None:
    first = opened(operations, page, qtbot)
    write(first)
    assert first._draft is not None
    first._draft.keep()
    first.deleteLater()
    again = opened(operations, page, qtbot)
    again._on_start_afresh()
    assert not again.is_changed()
    assert again.outcome.record().summary == ""
    assert [form.is_empty() for form in again.decisions.forms] == [True]
    idle(operations, qtbot)
    again.deleteLater()
    third = opened(operations, page, qtbot)
    assert not third.frame.restored.isVisible()


def test_recording_and_discarding_forget_the_draft(
    operations: Operations, workspace: Workspace, page: QWidget, qtbot: QtBot
) -> None:
    key = KEY + child_id(operations) + ":"
    for way in ("save", "discard"):
        dialog = opened(operations, page, qtbot)
        write(dialog)
        assert dialog._draft is not None
        dialog._draft.keep()
        idle(operations, qtbot)
        assert workspace.store.local(key)
        if way == "save":
            with qtbot.waitSignal(dialog.recorded):
                dialog.save()
        else:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            QTest.keyClick(dialog.frame.asking.discard, Qt.Key.Key_Return)
        idle(operations, qtbot)
        assert not workspace.store.local(key)


def test_an_untouched_form_keeps_nothing(
    operations: Operations, workspace: Workspace, page: QWidget, qtbot: QtBot
) -> None:
    dialog = ChildDialog(operations, "", page)
    dialog.open()
    idle(operations, qtbot)
    assert dialog._draft is not None
    dialog._draft.keep()
    idle(operations, qtbot)
    assert not workspace.store.local("draft:form:child:")


@pytest.mark.parametrize("text", ["{", "[]", '{"forms": 3}', '{"forms": [{"held_on": "x"}]}'])
def test_a_draft_that_makes_no_sense_is_left_alone(
    operations: Operations, workspace: Workspace, page: QWidget, qtbot: QtBot, text: str
) -> None:
    workspace.store.set_local(KEY + child_id(operations) + ":", text)
    dialog = opened(operations, page, qtbot)
    assert dialog.meeting.record().held_on == TODAY
    assert not dialog.frame.restored.isVisible()


def test_rows_come_back_under_their_records_and_the_removed_ones_stay_removed(
    qtbot: QtBot,
) -> None:
    there = [Decision(id=str(n), decision=words) for n, words in enumerate(("One", "Two"))]

    def rows() -> RecordRows[Decision]:
        made = RecordRows(
            lambda: RecordForm(Decision, ("decision", "owner"), TODAY), noun="a decision"
        )
        qtbot.addWidget(made)
        made.set_records(there)
        return made

    first = rows()
    assert first.draft() == []
    first._rows[0].remove.click()
    first.forms[0].set_value("owner", "School")
    draft = first.draft()
    again = rows()
    again.restore(draft)
    assert again.records() == (Decision(id="1", decision="Two", owner="School"),)
    assert again.is_changed()
    again.reset()
    assert again.records() == tuple(there)
    assert not again.is_changed()
