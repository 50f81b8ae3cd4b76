"""An import in the window, by keyboard: whose children, what changes, who wins, and undo."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iro_desktop.domain.errors import CancelledError
from iro_desktop.domain.records import CarePeriod, Child, Review
from iro_desktop.services.children import add_child
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.dialogs.import_winners import WinnersDialog
from iro_desktop.ui.dialogs.same_child import SameChildDialog
from tests.hands import CTRL, Hands
from tests.returns import a_return, episode
from tests.stores import a_workspace

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
TODAY = date(2020, 3, 31)
OTHERS = 40
HEADER = ["AB12,1,15/06/2010,WBRI,,,", "CD34,2,03/05/2012,WBRI,,,"]
CARE = [episode("AB12", "06/05/2019"), episode("CD34", "07/05/2019")]
REVIEWS = ["AB12,15/06/2010,03/06/2019,PN1", "CD34,03/05/2012,04/06/2019,PN9"]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The store of one IRO, who typed AB12, and CD34 under a reference of their own."""
    workspace = a_workspace(tmp_path / "s.iro", today=TODAY)
    child = Child(id="", reference="AB12", born_on=date(2010, 6, 14))
    care = CarePeriod(id="", started_on=date(2019, 5, 6))
    add_child(workspace, child, care=care, today=TODAY)
    child = Child(id="", reference="MINE", born_on=date(2012, 5, 3), sex="F")
    add_child(workspace, child, care=care, today=TODAY)
    yield workspace
    workspace.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    names = [f"X{number:04}" for number in range(OTHERS)]
    header = [f"{name},1,04/05/2008,WBRI,,," for name in names]
    care = [episode(name, "03/07/2019") for name in names]
    return a_return(tmp_path / "r", Header=HEADER + header, Episodes=CARE + care, Reviews=REVIEWS)


@pytest.fixture
def dialog(hands: Hands, files: list[Path]) -> ImportDialog:
    """The dialog with the files read."""
    hands.press(Key.Key_I, CTRL)
    dialog = hands.in_front(ImportDialog)
    dialog.choose(files)
    hands.wait(lambda: not dialog.is_running and bool(dialog.parts.children_part.rows.total))
    return dialog


def _references(hands: Hands) -> set[str]:
    return {one.reference for one in hands.window.operations.session.snapshot.of(Child)}


def _chosen(dialog: ImportDialog) -> str:
    row = dialog.parts.children_part.table.current_row()
    return row.name if row else ""


def _taken(dialog: ImportDialog) -> list[str]:
    return sorted(row.name for row in dialog.parts.children_part.taken())


def _import(hands: Hands, dialog: ImportDialog) -> None:
    hands.press(Key.Key_I, ALT)
    hands.wait(lambda: not dialog.is_running and not dialog.parts.chips.isVisible())
    hands.wait(lambda: hands.window.operations.is_settled)


def test_only_children_on_file_are_ticked_and_others_by_reference(
    hands: Hands, dialog: ImportDialog
) -> None:
    part = dialog.parts.children_part
    assert _taken(dialog) == ["AB12"]
    assert dialog.count_of("Children") == (0, 1)
    assert hands.focus() is part.table
    part.filter.setFocus()
    hands.write("x0007")
    assert [row.name for row in part.rows.rows()] == ["X0007"]
    assert part.take_all.text() == "Take &all 1"
    hands.press(Key.Key_Down)
    assert _chosen(dialog) == "X0007"
    hands.press(Key.Key_Space)
    assert _taken(dialog) == ["AB12", "X0007"]
    assert dialog.count_of("Children") == (1, 1)
    _import(hands, dialog)
    assert _references(hands) == {"AB12", "MINE", "X0007"}
    window = hands.window
    hands.press(Key.Key_C, ALT)
    hands.wait(lambda: QApplication.activeModalWidget() is None)
    window.activateWindow()
    hands.wait(window.isActiveWindow)
    hands.press(Key.Key_Z, CTRL)
    hands.wait(lambda: _references(hands) == {"AB12", "MINE"})
    (case,) = [
        one
        for one in hands.window.operations.session.snapshot.cases.values()
        if one.child.reference == "AB12"
    ]
    assert case.of(Review) == ()


def test_all_are_taken_only_when_said(hands: Hands, dialog: ImportDialog) -> None:
    assert dialog.parts.children_part.take_all.text() == f"Take &all {OTHERS + 2}"
    hands.press(Key.Key_A, ALT)
    hands.wait(lambda: len(_taken(dialog)) == OTHERS + 2)
    hands.press(Key.Key_N, ALT)
    hands.wait(lambda: not _taken(dialog))
    assert not dialog.primary.isEnabled()  # nobody is ticked
    hands.press(Key.Key_Space)
    hands.wait(dialog.primary.isEnabled)


def test_each_group_is_one_chip_and_a_changed_child_is_shown_field_by_field(
    hands: Hands, dialog: ImportDialog
) -> None:
    parts = dialog.parts
    parts.chips.choose("changed")
    assert _chosen(dialog) == "AB12"
    lines = parts.children_part.fields.all_rows()
    kept = next(one for one in lines if one.what == "kept")
    assert (kept.label, kept.before, kept.after) == ("Date of birth", "14 Jun 2010", "15 Jun 2010")
    assert kept.who.startswith("Typed by IRO 1, ")
    parts.chips.choose("missing")
    assert _chosen(dialog) == "MINE"
    hands.press(Key.Key_Space)
    assert _taken(dialog) == ["AB12"]
    parts.chips.choose("records")
    assert parts.counts.total
    assert not parts.children_part.isVisible()


def test_rows_to_look_at_are_of_the_children_taken_alone(
    hands: Hands, dialog: ImportDialog
) -> None:
    parts = dialog.parts
    assert {row.child for row in parts.problems.all_rows()} == {"AB12"}
    hands.press(Key.Key_A, ALT)
    hands.wait(lambda: {row.child for row in parts.problems.all_rows()} == {"AB12", "CD34"})
    hands.press(Key.Key_N, ALT)
    hands.wait(lambda: not parts.problems.total)


def test_the_question_whether_two_are_one_is_answered_with_yes(
    hands: Hands, dialog: ImportDialog
) -> None:
    assert _chosen(dialog) == "CD34"  # the question comes first
    assert dialog.parts.children_part.yes.isVisible()
    hands.press(Key.Key_Y, ALT)
    hands.wait(lambda: not dialog.is_running and _taken(dialog) == ["AB12", "MINE"])
    _import(hands, dialog)
    assert _references(hands) == {"AB12", "MINE"}
    children = hands.window.operations.session.snapshot.of(Child)
    assert {one.other_references for one in children} == {(), ("CD34",)}


def test_the_question_whether_two_are_one_is_answered_with_no(
    hands: Hands, dialog: ImportDialog
) -> None:
    hands.press(Key.Key_O, ALT)
    part = dialog.parts.children_part
    hands.wait(lambda: not dialog.is_running and not any(row.asks for row in part.rows.all_rows()))
    assert _taken(dialog) == ["AB12"]
    assert {row.group for row in part.rows.all_rows() if row.name == "CD34"} == {"not_ours"}


def test_who_wins_is_chosen_and_remembered(hands: Hands, dialog: ImportDialog) -> None:
    dialog.winners.setFocus()
    hands.press(Key.Key_Space)
    winners = hands.in_front(WinnersDialog)
    assert [(row.words, row.file_wins) for row in winners.rows.all_rows()] == [
        ("Date of birth (child)", False)
    ]
    hands.press(Key.Key_Space)
    hands.press(Key.Key_K, ALT)
    part = dialog.parts.children_part
    hands.wait(lambda: not dialog.is_running and not any(row.kept for row in part.rows.all_rows()))
    dialog.activateWindow()
    hands.wait(dialog.isActiveWindow)
    _import(hands, dialog)
    children = hands.window.operations.session.snapshot.of(Child)
    assert date(2010, 6, 15) in {one.born_on for one in children}


@contextmanager
def _worker_held(hands: Hands) -> Iterator[None]:
    """Keep the worker from what is asked of it meanwhile, or it might be done before the key."""
    go_on = threading.Event()
    hands.window.operations.run(lambda _: go_on.wait(20))
    try:
        yield
    finally:
        go_on.set()


def test_esc_ends_reading_and_importing_and_nothing_is_changed(
    hands: Hands, dialog: ImportDialog, files: list[Path]
) -> None:
    position = hands.window.operations.session.snapshot.position
    hands.press(Key.Key_A, ALT)
    hands.wait(lambda: len(_taken(dialog)) == OTHERS + 2)
    dialog.primary.setFocus()
    with _worker_held(hands):
        hands.press(Key.Key_Return)
        assert dialog.is_running
        hands.press(Key.Key_Escape)
    hands.wait(lambda: not dialog.is_running)
    assert dialog.error == str(CancelledError())
    assert dialog.parts.isVisible()  # what was read and ticked stays
    with _worker_held(hands):
        dialog.choose(files)
        QTest.keyClick(dialog, Key.Key_Escape)
    hands.wait(lambda: not dialog.is_running)
    assert dialog.error == str(CancelledError())
    assert hands.window.operations.session.snapshot.position == position


def test_two_records_are_made_one_and_undo_brings_both_back(hands: Hands) -> None:
    snapshot = hands.window.operations.session.snapshot
    first = next(one.id for one in snapshot.of(Child) if one.reference == "AB12")
    hands.window.do("same_child", first)
    dialog = hands.in_front(SameChildDialog)
    assert dialog.table.current_row() is None
    assert not dialog.join.isEnabled()
    assert dialog.words.text() == "1 other child is on file."
    hands.press(Key.Key_Down)
    hands.wait(dialog.join.isEnabled)
    assert "MINE goes into the bin" in dialog.words.text()
    assert dialog.warnings.sentences == ("Date of birth differs: 14 June 2010 and 3 May 2012.",)
    hands.press(Key.Key_Return)
    hands.commit(Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert _references(hands) == {"AB12"}
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    hands.press(Key.Key_Z, CTRL)
    hands.wait(lambda: _references(hands) == {"AB12", "MINE"})


def test_the_last_import_is_taken_back_from_the_menu(hands: Hands, dialog: ImportDialog) -> None:
    _import(hands, dialog)
    hands.press(Key.Key_C, ALT)
    hands.window.operations.run(
        lambda workspace: add_child(workspace, Child(id="", reference="LATER"), today=TODAY)
    )
    hands.wait(lambda: "LATER" in _references(hands))
    hands.window.menu_actions["undo_import"].trigger()
    hands.wait(lambda: "Taken back: import of SSDA903" in hands.window.messages.text)
    assert "LATER" in _references(hands)
    cases = hands.window.operations.session.snapshot.cases.values()
    assert not any(case.of(Review) for case in cases)
