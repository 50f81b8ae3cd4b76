"""The table of figures to compare with, worked by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Comparator
from iro_desktop.services.comparators import enter_comparator
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.comparator import ComparatorDialog
from iro_desktop.ui.dialogs.comparators import ComparatorsDialog
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from tests.builders import a_comparator
from tests.returns import a_file
from tests.stores import a_workspace

RATE = "cp_rate_per_10000"
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    enter_comparator(workspace, a_comparator(2020, "Next door", "neighbour", RATE, 45.1))
    yield workspace
    workspace.close()


@pytest.fixture
def dialog(operations: Operations, qtbot: QtBot) -> ComparatorsDialog:
    dialog = ComparatorsDialog(operations)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifiers)
    QApplication.processEvents()


def _opened(dialog: ComparatorsDialog, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    """Wait until the one dialog of a kind is open over the table, and return it."""

    def shown() -> list[QDialog]:
        return [one for one in dialog.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    (found,) = shown()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def _values(dialog: ComparatorsDialog) -> dict[tuple[str, str], str]:
    rows = [row for row in dialog.rows.all_rows() if row.record.measure == RATE]
    return {(row.area, row.year): row.said for row in rows}


def _own(operations: Operations) -> tuple[Comparator, ...]:
    return operations.session.snapshot.of(Comparator)


def _choose(dialog: ComparatorsDialog, area: str, year: str) -> None:
    rows = [row for row in dialog.rows.all_rows() if row.record.measure == RATE]
    row = next(row for row in rows if (row.area, row.year) == (area, year))
    assert dialog.table.select_key(row.key)


def test_the_file_menu_opens_the_table_and_esc_closes_it(
    operations: Operations, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(operations, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.filled):
        window.show()
    window.menu_actions["comparators"].trigger()
    (dialog,) = window.findChildren(ComparatorsDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.table.hasFocus()
    with qtbot.waitSignal(dialog.finished):
        _press(Key.Key_Escape)


def test_the_table_has_what_the_program_brings_and_what_is_ones_own(
    dialog: ComparatorsDialog,
) -> None:
    assert _values(dialog) == {
        ("England", "Mar 2020"): "42.8 per 10,000",
        ("England", "Mar 2019"): "43.7 per 10,000",
        ("Next door", "Mar 2020"): "45.1 per 10,000",
    }
    dialog.filter.setText("next door")
    (row,) = dialog.rows.rows()
    assert dialog.rows.columns[-1].full(row) == "You"


def test_a_figure_is_added_by_keyboard_and_what_is_missing_is_said_beside_its_field(
    dialog: ComparatorsDialog, operations: Operations, qtbot: QtBot
) -> None:
    _press(Key.Key_A, ALT)
    form = _opened(dialog, ComparatorDialog, qtbot)
    assert isinstance(form, ComparatorDialog)
    form.form.set_value("measure", RATE)
    form.form.set_value("area", "Far away")
    form.form.set_value("value", 39.0)
    _press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(form.form.problem_of("area_kind")))
    assert form.form.problem_of("area_kind") == "Enter kind of area."
    form.form.set_value("area_kind", "neighbour")
    with qtbot.waitSignal(form.recorded):
        _press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _values(dialog)["Far away", "Mar 2020"] == "39.0 per 10,000"
    assert dialog.table.current_row().area == "Far away"
    assert len(_own(operations)) == 2


def test_enter_changes_a_figure_and_one_of_the_programs_becomes_ones_own(
    dialog: ComparatorsDialog, operations: Operations, qtbot: QtBot
) -> None:
    for area, value in (("Next door", 45.2), ("England", 42.9)):
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        _choose(dialog, area, "Mar 2020")
        dialog.table.setFocus()
        _press(Key.Key_Return)
        form = _opened(dialog, ComparatorDialog, qtbot)
        assert isinstance(form, ComparatorDialog)
        form.form.set_value("value", value)
        with qtbot.waitSignal(form.recorded):
            _press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _values(dialog) == {
        ("England", "Mar 2020"): "42.9 per 10,000",
        ("England", "Mar 2019"): "43.7 per 10,000",
        ("Next door", "Mar 2020"): "45.2 per 10,000",
    }
    assert sorted(one.value or 0.0 for one in _own(operations)) == [42.9, 45.2]


def test_delete_deletes_ones_own_and_undo_stands_beside_the_words(
    dialog: ComparatorsDialog, operations: Operations, qtbot: QtBot
) -> None:
    _choose(dialog, "Next door", "Mar 2020")
    with qtbot.waitSignal(operations.committed):
        _press(Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(dialog.messages.text))
    assert dialog.messages.text == (
        "Deleted: Children on a child protection plan per 10,000, Next door, year to Mar 2020."
    )
    assert _own(operations) == ()
    with qtbot.waitSignal(operations.committed):
        dialog.messages.acted.emit()
    assert len(_own(operations)) == 1


def test_what_the_program_brings_is_not_deleted_and_the_reason_is_said(
    dialog: ComparatorsDialog, qtbot: QtBot
) -> None:
    _choose(dialog, "England", "Mar 2019")
    before = _values(dialog)
    _press(Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(dialog.messages.text))
    assert "enter your own" in dialog.messages.text
    assert _values(dialog) == before


def test_a_csv_file_is_looked_at_first_and_then_imported(
    dialog: ComparatorsDialog, operations: Operations, qtbot: QtBot, tmp_path: Path
) -> None:
    table = a_file(
        tmp_path,
        "year,area,kind,measure,value,source\n"
        f"2020,Far away,neighbour,{RATE},39,\n2020,Too small,neighbour,{RATE},c,\n",
    )
    _press(Key.Key_I, ALT)
    importing = _opened(dialog, ImportDialog, qtbot)
    assert isinstance(importing, ImportDialog)
    assert importing.windowTitle() == "Import comparators"
    importing.choose([table])
    qtbot.waitUntil(lambda: importing.count_of("Comparators") == (1, 0))
    assert len(_own(operations)) == 1
    qtbot.waitUntil(lambda: not importing.is_running)
    with qtbot.waitSignal(importing.imported):
        _press(Key.Key_Return)
    assert _values(dialog)["Far away", "Mar 2020"] == "39.0 per 10,000"
    assert operations.session.undo == "import of comparators"
