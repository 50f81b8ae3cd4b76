"""Tables in forms: rows in and out as they were, and everything by keyboard."""

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.ui.fields import TableEditor
from iro_desktop.ui.forms import RecordForm
from tests.builders import local_standards
from tests.stores import TODAY

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TERMS = (
    ("Autumn", "2019-09-03", "2019-12-20"),
    ("Spring", "2020-01-06", "2020-04-03"),
    ("Summer", "2020-04-20", "2020-07-17"),
)
CHOICES: Sequence[tuple[str, str]] = [("icpc_in_time", "Initial conferences in time")]


class Opened:
    """A form with one table of the standards."""

    def __init__(self, qtbot: QtBot, name: str, standards: Standards) -> None:
        self.form = RecordForm(Standards, (name,), TODAY, choices={"targets": CHOICES})
        qtbot.addWidget(self.form)
        self.form.set_record(standards)
        self.form.show()
        self.form.activateWindow()
        qtbot.waitUntil(self.form.isActiveWindow)
        self.name = name
        table = self.form.editor(name)
        assert isinstance(table, TableEditor)
        self.table = table

    def cell(self, row: int, column: int) -> QWidget:
        return self.table.cells[row][column].target()

    def names(self) -> list[str]:
        return [str(row[0]) for row in self.rows()]

    def rows(self) -> tuple[tuple[str, ...], ...]:
        value = self.table.value()
        assert isinstance(value, tuple)
        return value


@pytest.fixture
def terms(qtbot: QtBot) -> Opened:
    return Opened(qtbot, "terms", local_standards(terms=TERMS))


@pytest.mark.parametrize("name", ["targets", "terms", "stages"])
def test_a_table_comes_out_of_its_form_as_it_went_in(qtbot: QtBot, name: str) -> None:
    standards = local_standards(
        terms=TERMS, targets=(*DEFAULT_STANDARDS.targets[:1], ("no_such", "1", "", ""))
    )
    opened = Opened(qtbot, name, standards)
    assert opened.form.record() == standards
    assert not opened.form.is_changed()
    assert opened.form.own_problems() == []


def test_dates_are_typed_as_anywhere_and_kept_in_iso_form(terms: Opened) -> None:
    line = terms.cell(0, 1)
    assert isinstance(line, QLineEdit)
    assert line.text() == "3 Sep 2019"
    line.clear()
    QTest.keyClicks(line, "4/9/2019")
    assert terms.rows()[0] == ("Autumn", "2019-09-04", "2019-12-20")
    assert terms.form.is_changed()


def test_what_cannot_be_read_is_said_with_its_row_and_stays_as_typed(terms: Opened) -> None:
    line = terms.cell(1, 2)
    assert isinstance(line, QLineEdit)
    line.clear()
    QTest.keyClicks(line, "easter")
    (problem,) = terms.form.own_problems()
    assert problem.sentence.startswith("School terms, row 2: to: type a date")
    assert terms.rows()[1] == ("Spring", "2020-01-06", "easter")


def test_rows_are_moved_by_keys_and_stop_at_the_ends(terms: Opened) -> None:
    terms.cell(2, 0).setFocus()
    QTest.keyClick(terms.cell(2, 0), Key.Key_Up, CTRL)
    assert terms.names() == ["Autumn", "Summer", "Spring"]
    assert QApplication.focusWidget() is terms.cell(1, 0)
    for _ in range(3):
        QTest.keyClick(terms.cell(terms.names().index("Summer"), 0), Key.Key_Up, CTRL)
    assert terms.names() == ["Summer", "Autumn", "Spring"]
    QTest.keyClick(terms.cell(0, 1), Key.Key_Down, CTRL)
    assert terms.names() == ["Autumn", "Summer", "Spring"]


def test_a_row_is_removed_and_the_keyboard_goes_on_to_its_neighbour(terms: Opened) -> None:
    terms.cell(2, 0).setFocus()
    QTest.keyClick(terms.cell(2, 0), Key.Key_Delete, CTRL)
    assert terms.names() == ["Autumn", "Spring"]
    assert QApplication.focusWidget() is terms.cell(1, 0)
    for _ in range(2):
        QTest.keyClick(terms.cell(len(terms.names()) - 1, 0), Key.Key_Delete, CTRL)
    assert terms.rows() == ()
    assert QApplication.focusWidget() is terms.table._add


def test_a_row_is_added_under_the_current_one_and_left_out_while_it_is_empty(
    terms: Opened,
) -> None:
    terms.cell(0, 0).setFocus()
    QTest.keyClick(terms.table._add, Key.Key_Return)
    assert terms.names() == ["Autumn", "Spring", "Summer"]
    focused = QApplication.focusWidget()
    assert focused is terms.cell(1, 0)
    assert focused.accessibleName() == "School terms, row 2: Name"
    QTest.keyClicks(focused, "Half-term")
    assert terms.names() == ["Autumn", "Half-term", "Spring", "Summer"]


def test_tab_goes_through_the_cells_row_by_row_to_the_buttons(terms: Opened) -> None:
    terms.cell(0, 0).setFocus()
    seen = []
    for _ in range(10):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        QTest.keyClick(focused, Key.Key_Tab)
    assert seen[:4] == [
        "School terms, row 1: Name",
        "School terms, row 1: From",
        "School terms, row 1: To",
        "School terms, row 2: Name",
    ]
    assert seen[9] == "School terms: add a row"


def test_buttons_do_the_same_for_the_row_that_last_had_the_keyboard(terms: Opened) -> None:
    terms.cell(1, 0).setFocus()
    terms.table._down.click()
    assert terms.names() == ["Autumn", "Summer", "Spring"]
    assert not terms.table._down.isEnabled()
    terms.table._up.click()
    terms.table._remove.click()
    assert terms.names() == ["Autumn", "Summer"]
    terms.form.reset()
    assert not terms.table._remove.isEnabled()  # no row has had the keyboard


def test_a_key_goes_with_its_stage(qtbot: QtBot) -> None:
    opened = Opened(qtbot, "stages", DEFAULT_STANDARDS)
    assert [cell.about.label for cell in opened.table.cells[0]] == [
        "Name",
        "Role",
        "Working days",
        "Formal",
    ]
    opened.cell(4, 0).setFocus()
    QTest.keyClick(opened.cell(4, 0), Key.Key_Up, CTRL)
    assert opened.names() == ["informal", "stage1", "stage2", "stage4", "stage3"]
    formal = opened.cell(0, 3)
    assert isinstance(formal, QComboBox)
    assert formal.currentText() == "No"


def test_a_measure_is_chosen_by_its_title_and_an_unknown_one_kept(qtbot: QtBot) -> None:
    rows = (("icpc_in_time", "90", "", ""), ("no_such", "1", "", ""))
    opened = Opened(qtbot, "targets", local_standards(targets=rows))
    known, unknown = opened.cell(0, 0), opened.cell(1, 0)
    assert isinstance(known, QComboBox)
    assert isinstance(unknown, QComboBox)
    assert (known.currentText(), unknown.currentText()) == (
        "Initial conferences in time",
        "no_such",
    )


def test_a_draft_of_a_table_is_entered_again(terms: Opened, qtbot: QtBot) -> None:
    terms.cell(0, 0).setFocus()
    QTest.keyClick(terms.cell(0, 0), Key.Key_Delete, CTRL)
    draft = terms.form.draft()
    again = Opened(qtbot, "terms", local_standards(terms=TERMS))
    again.form.restore(draft)
    assert again.names() == ["Spring", "Summer"]
    again.form.reset()
    assert again.names() == ["Autumn", "Spring", "Summer"]


def test_rows_may_be_shown_anew_while_the_keyboard_is_in_one(terms: Opened) -> None:
    for last in (2, 0):
        terms.cell(last, 1).setFocus()
        terms.table.set_value(TERMS[:1] if last else TERMS)
        QApplication.processEvents()
    assert terms.names() == ["Autumn", "Spring", "Summer"]


def test_an_empty_table_offers_a_row(qtbot: QtBot) -> None:
    opened = Opened(qtbot, "terms", local_standards())
    assert opened.table.target() is opened.table._add
    assert not any(heading.isVisible() for heading in opened.table._headings)
    opened.table._add.click()
    line = opened.cell(0, 1)
    QTest.keyClicks(line, "+7")
    assert opened.rows() == (("", date(2020, 4, 7).isoformat(), ""),)
