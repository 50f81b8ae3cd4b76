"""Rows by value, in groups, filtered at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from iro_desktop.ui.table_model import Column, Section, TableModel
from iro_desktop.ui.theme import Status

TODAY = date(2020, 3, 31)
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Due:
    reference: str
    what: str
    due_on: date | None
    why: str = ""

    @property
    def days(self) -> int | None:
        return None if self.due_on is None else (self.due_on - TODAY).days


def in_words(row: Due) -> str:
    if row.days is None:
        return "no date"
    return f"{-row.days} days late" if row.days < 0 else f"in {row.days} days"


def status(row: Due) -> Status | None:
    if row.days is None:
        return None
    return Status.OVERDUE if row.days < 0 else Status.DUE_SOON


def group(row: Due) -> str:
    return "Later" if row.days is None or row.days > 7 else "Overdue" if row.days < 0 else "7 days"


COLUMNS: tuple[Column[Due], ...] = (
    Column("Child", text=lambda row: row.reference, strong=lambda _: "A.B."),
    Column("Next due", text=lambda row: row.what, detail=lambda row: row.why),
    Column(
        "By",
        text=in_words,
        detail=lambda row: "" if row.due_on is None else f"{row.due_on:%d/%m/%Y}",
        sort_key=lambda row: row.due_on,
        mark=status,
    ),
    Column("Tags", text=lambda _: "C2", tags=lambda _: ("CLA", "CP"), align_right=True),
)


def due(reference: str, days: int | None, what: str = "Review 3", why: str = "") -> Due:
    return Due(reference, what, None if days is None else TODAY + timedelta(days=days), why)


ROWS = (due("K1", 3), due("K2", -3), due("K3", None), due("K4", -12), due("K5", 20))


@pytest.fixture
def model() -> TableModel[Due]:
    model = TableModel(
        COLUMNS,
        key=lambda row: row.reference,
        section=group,
        sections=("Overdue", "7 days", "Later"),
    )
    model.set_rows(ROWS)
    return model


def references(model: TableModel[Due]) -> list[str]:
    return [row.reference for row in model.rows()]


def test_qts_own_tester_finds_nothing_wrong_whatever_is_done(
    model: TableModel[Due], qtbot: QtBot
) -> None:
    del qtbot
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(2, DOWN)
    model.set_filter_text("k4")
    model.set_rows([])
    model.set_rows(ROWS)
    model.sort(-1)
    model.set_filter_text("")
    tester.deleteLater()


def test_three_days_late_stands_before_twelve_by_date_and_not_by_text(
    model: TableModel[Due],
) -> None:
    model.sort(2, DOWN)
    assert references(model) == ["K5", "K1", "K2", "K4", "K3"]
    model.sort(2, UP)
    assert references(model) == ["K4", "K2", "K1", "K5", "K3"]


def test_rows_without_a_value_stand_last_in_both_directions(model: TableModel[Due]) -> None:
    for order in (UP, DOWN):
        model.sort(2, order)
        assert references(model)[-1] == "K3"


def test_text_is_sorted_without_regard_to_case() -> None:
    columns: tuple[Column[str], ...] = (Column("Name", text=str),)
    model = TableModel(columns, key=str)
    model.set_rows(["beta", "Alpha", "Gamma"])
    model.sort(0, UP)
    assert list(model.rows()) == ["Alpha", "beta", "Gamma"]


def test_rows_stand_in_groups_in_the_order_that_was_asked_for(model: TableModel[Due]) -> None:
    lines = [
        section.title if (section := model.section_at(at)) else str(model.key_at(at))
        for at in range(model.rowCount())
    ]
    assert lines == ["Overdue", "K2", "K4", "7 days", "K1", "Later", "K3", "K5"]
    first = model.index(0, 0)
    assert first.data() == "Overdue · 2"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Overdue, 2"
    assert model.flags(first) == Qt.ItemFlag.NoItemFlags


def test_sorting_dissolves_the_groups_and_the_default_order_brings_them_back(
    model: TableModel[Due],
) -> None:
    model.sort(0, UP)
    assert model.section_lines() == []
    model.sort(-1)
    assert model.section_lines() == [0, 3, 5]


def test_an_empty_group_has_no_row(model: TableModel[Due]) -> None:
    model.set_filter_text("late")
    assert model.section_lines() == [0]
    assert model.section_at(0) == Section("Overdue", 2)


def test_every_word_of_the_filter_must_be_found_in_any_case(model: TableModel[Due]) -> None:
    model.set_filter_text("LATE 12")
    assert references(model) == ["K4"]
    model.set_filter_text("late nothing")
    assert (model.shown, model.total, model.rowCount()) == (0, 5, 0)
    model.set_filter_text("  ")
    assert model.shown == 5


def test_both_filters_hold_at_once_and_new_rows_keep_them(
    model: TableModel[Due], qtbot: QtBot
) -> None:
    model.set_filter(lambda row: row.days is not None and row.days < 0)
    with qtbot.waitSignal(model.shown_changed) as told:
        model.set_filter_text("k")
    assert told.args == [2, 5]
    model.set_rows([*ROWS, due("K6", -1), due("X7", -1)])
    assert references(model) == ["K2", "K4", "K6"]


def test_a_row_is_found_by_its_key_only_while_it_is_shown(model: TableModel[Due]) -> None:
    assert model.row_at(model.index_of("K4")) == ROWS[3]
    model.set_filter_text("k1")
    assert not model.index_of("K4").isValid()
    assert model.key_at(model.index_of("K1")) == "K1"


def test_a_cell_is_spoken_with_its_column_its_status_and_its_detail(
    model: TableModel[Due],
) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of("K2", 2).data(spoken) == "By, overdue, 3 days late, 28/03/2020"
    assert model.index_of("K2", 0).data(spoken) == "Child, K2 A.B."
    assert model.index_of("K2", 3).data(spoken) == "Tags, CLA CP C2"
    described = model.index_of("K2", 2).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == "K2 A.B."


def test_a_column_may_say_its_cells_in_its_own_words() -> None:
    columns: tuple[Column[Due], ...] = (
        Column("By", text=in_words, accessible=lambda row: f"Next due, {in_words(row)}"),
    )
    model = TableModel(columns, key=lambda row: row.reference)
    model.set_rows(ROWS[:1])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Next due, in 3 days"


def test_a_sorted_columns_header_says_so(model: TableModel[Due]) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    model.sort(2, DOWN)
    assert model.headerData(2, Qt.Orientation.Horizontal, spoken) == "By, sorted descending"
    assert model.headerData(1, Qt.Orientation.Horizontal, spoken) == "Next due"


def test_a_row_is_copied_as_text_with_its_details(model: TableModel[Due]) -> None:
    row = due("K9", -3, "Mid-point check", "halfway 14 Dec to 14 Jun")
    assert model.row_text(row).split("\t") == [
        "K9 A.B.",
        "Mid-point check (halfway 14 Dec to 14 Jun)",
        "3 days late (28/03/2020)",
        "CLA CP C2",
    ]


def test_figures_are_aligned_right(model: TableModel[Due]) -> None:
    align = model.index_of("K2", 3).data(Qt.ItemDataRole.TextAlignmentRole)
    assert Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight
