"""The findings page in the real window, by keyboard: from the menu, mended, gone."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import ChildRecord, Contact
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.check import CheckDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.quality import QualityView
from tests.builders import (
    a_check,
    a_child,
    a_contact,
    a_review,
    an_allocation,
    care,
    took_part,
)
from tests.hands import CTRL, Hands
from tests.stores import OFFICER_ID, a_workspace

Key = Qt.Key
ONE, TWO = a_child("AB12", initials="J.R."), a_child("CD34", initials="M.K.")
REVIEW = a_review("2019-05-20")
RIGHT: tuple[ChildRecord, ...] = (REVIEW, took_part(REVIEW, "PN1"))
CHECK = a_check("2020-01-06", "", outcome="no_concern")
TWICE = a_contact("2020-02-03", note="Well"), a_contact("2020-02-03", note="Well")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A child with a check that does not count, and one with a contact entered twice."""
    workspace = a_workspace(tmp_path / "s")
    with workspace.write("what there is", source="typed") as edits:
        for child, records in ((ONE, (*RIGHT, CHECK)), (TWO, TWICE)):
            edits.put(child)
            start = "2019-05-06" if child is ONE else "2020-03-23"
            for record in (care(start), an_allocation(OFFICER_ID, start), *records):
                edits.put(replace(record, child_id=child.id))
    return workspace


def the_page(hands: Hands) -> QualityView:
    """Open the page by its key and wait until it is filled."""
    hands.page(CaseloadView)
    hands.press(Key.Key_F7)
    page = hands.page(QualityView)
    hands.wait(lambda: bool(page.headline()) and page.table.hasFocus())
    return page


def rows(page: QualityView) -> list[tuple[str, str]]:
    return [(row.child, row.rule) for row in page._model.rows()]


def test_the_page_lists_findings_by_rule_and_says_the_chosen_one_whole(hands: Hands) -> None:
    page = the_page(hands)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    assert QAbstractItemModelTester(page._model, mode) is not None
    assert page.headline() == "2 findings to look at"
    assert rows(page) == [("AB12", "check_without_analysis"), ("CD34", "duplicate")]
    assert page.whole.text() == (
        "The check of 6 January 2020 has no analysis, so it is a file note: write what it means "
        "for the child. This check does not count in “Cases checked between reviews”."
    )
    assert page._hint.text() == "Own rule. Enter opens the form that mends it"
    assert page.table.accessibleName() == "Data quality"
    assert page.filter.accessibleName() == "Filter findings"
    assert not page.delete.isVisible()


def test_enter_opens_the_form_and_what_is_mended_is_gone(hands: Hands) -> None:
    page = the_page(hands)
    hands.press(Key.Key_Return)
    hands.in_front(CheckDialog)
    hands.tab_to("Analysis")
    hands.write("Settled; the plan holds.")
    hands.commit()
    assert hands.page(QualityView) is page
    hands.wait(lambda: rows(page) == [("CD34", "duplicate")])
    assert page.headline() == "1 finding to look at"


def test_a_record_that_is_there_twice_is_deleted_and_undone(hands: Hands, qtbot: QtBot) -> None:
    page = the_page(hands)
    hands.press(Key.Key_Down)
    hands.wait(page.delete.isVisible)
    hands.commit(Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    session = hands.window.operations.session
    assert len(session.snapshot.cases[TWO.id].of(Contact)) == 1
    assert hands.window.messages.text == "Deleted contact of 3 February 2020. Undo: Ctrl+Z"
    hands.wait(lambda: rows(page) == [("AB12", "check_without_analysis")])
    hands.commit(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(rows(page)) == 2)


def test_delete_leaves_what_is_there_once(hands: Hands) -> None:
    page = the_page(hands)
    hands.press(Key.Key_Delete)
    hands.wait(lambda: hands.window.operations.is_settled)
    assert len(rows(page)) == 2


def test_the_filter_narrows_and_chooses_what_is_left(hands: Hands) -> None:
    page = the_page(hands)
    hands.press(Key.Key_F, CTRL)
    hands.write("twice")
    assert rows(page) == [("CD34", "duplicate")]
    assert page.current_child() == TWO.id
    hands.press(Key.Key_Down)
    assert page.table.hasFocus()
    hands.press(Key.Key_Return)
    assert isinstance(hands.in_front(RecordDialog).form.record(), Contact)


def test_a_child_says_that_it_has_findings_and_leads_to_them(hands: Hands) -> None:
    hands.page(CaseloadView)
    hands.window.pages.show_child(ONE.id)
    child = hands.page(ChildView)
    hands.wait(child.head.quality.isVisible)
    assert "1 finding in the data" in child.head.quality.words.text()
    hands.tab_to_button("See what to mend")
    hands.press(Key.Key_Space)
    page = hands.page(QualityView)
    hands.wait(lambda: rows(page) == [("AB12", "check_without_analysis")])
    assert page.filter.text() == "AB12"
    hands.press(Key.Key_Escape)
    assert hands.page(ChildView).current_child() == ONE.id


def test_the_child_opens_from_the_page_and_back_leads_to_the_same_row(hands: Hands) -> None:
    page = the_page(hands)
    hands.press(Key.Key_Down)
    hands.tab_to_button("Open the child")
    hands.press(Key.Key_Space)
    assert hands.page(ChildView).current_child() == TWO.id
    hands.press(Key.Key_Escape)
    assert hands.page(QualityView) is page
    assert page.current_child() == TWO.id


def test_the_foot_of_the_window_counts_them(hands: Hands) -> None:
    window = hands.window
    assert window.footer.quality.text() == "Data quality: 2"
    window.footer.quality.click()
    hands.page(QualityView)


class TestNothingToMend:
    @pytest.fixture
    def workspace(self, tmp_path: Path) -> Workspace:
        return a_workspace(tmp_path / "s")

    def test_the_page_says_so(self, hands: Hands) -> None:
        hands.page(CaseloadView)
        assert not hands.window.footer.quality.isVisible()
        hands.press(Key.Key_F7)
        page = hands.page(QualityView)
        hands.wait(lambda: page.headline() == "Nothing to mend")
        assert page._empty.isVisible()
        assert not page.table.isVisible()
        assert not page.mend.isVisible()
