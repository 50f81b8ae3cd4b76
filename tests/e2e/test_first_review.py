"""By keyboard alone: add a child, record its first review, see the next one fall due."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Participation, Review
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.looks import LOOKS
from tests.stores import TODAY, a_workspace


@pytest.fixture
def operations(
    tmp_path: Path, qapp: QApplication, look: tuple[Scheme, float]
) -> Iterator[Operations]:
    apply_theme(qapp, *look)
    operations = Operations(a_workspace(tmp_path / "s"))
    yield operations
    operations.close()
    apply_theme(qapp, Scheme.LIGHT)


def add_a_child(hands: Hands) -> None:
    hands.press(Key.Key_N, CTRL)
    hands.dialog("Add child")
    hands.write("SA-10234")
    hands.press(Key.Key_Tab)
    hands.write("S.A.")
    hands.tab_to("Date of birth")
    hands.write("14 7 2009")
    hands.tab_to("Started to be looked after on")
    hands.write("2/3")
    hands.tab_to("Legal status")
    hands.write("V2")
    hands.tab_to("Placement")
    hands.write("U6")
    hands.press(Key.Key_Return, CTRL)


def test_a_child_is_added_and_found_with_its_first_review_due(hands: Hands, qtbot: QtBot) -> None:
    assert hands.window.pages.page("caseload").headline() == "No children yet"
    add_a_child(hands)
    page = hands.page(ChildView)
    assert page.headline() == "SA-10234 S.A., 10 years"
    due = page._dues.rows.rows()[0]
    assert (due.title, due.words) == ("First review", "1 day late")
    assert due.why == "20 working days after becoming looked after on Mon 2 March 2020"
    hands.press(Key.Key_Escape)
    caseload = hands.page(CaseloadView)
    qtbot.waitUntil(lambda: caseload._model.shown == 1)
    row = caseload._model.rows()[0]
    assert (row.title, row.tags, row.legal_status, row.home) == (
        "SA-10234 S.A.",
        ("CLA",),
        "V2",
        "foster care",
    )
    assert caseload.headline().endswith("you today")


@pytest.mark.parametrize("look", LOOKS, ids=str, indirect=True)
def test_a_first_review_is_recorded_and_the_next_one_falls_due(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    add_a_child(hands)
    page = hands.page(ChildView)
    hands.press(Key.Key_R, CTRL | SHIFT)
    dialog = hands.dialog("Record review")
    hands.tab_to("Held on")
    hands.press(Key.Key_A, CTRL)
    hands.write("27/3")
    assert isinstance(dialog, ReviewDialog)
    assert dialog._outlook.text() == (
        "First review: in time, due by Mon 30 March 2020. "
        "Second review then due by Sat 27 June 2020"
    )
    hands.tab_to("How it was held")
    hands.write("vid")
    hands.tab_to("Participation")
    hands.write("PN1")
    hands.tab_to("How the child attended")
    hands.write("vid")
    hands.tab_to("Decision")
    hands.write("A health assessment before Easter")
    hands.press(Key.Key_Tab)
    hands.write("Social worker")
    hands.tab_to("By")
    hands.write("9/4")
    hands.tab_to("Next meeting booked for")
    hands.write("25/6")
    hands.press(Key.Key_Return, CTRL)
    hands.page(ChildView)
    qtbot.waitUntil(lambda: bool(page._decisions.rows.rows()))
    case = operations.session.snapshot.case_by_reference("SA-10234")
    assert case is not None
    (review,) = case.of(Review)
    assert (review.review_type, review.mode, review.chair_id) == (
        "cla",
        "video",
        operations.session.officer_id,
    )
    (part,) = case.of(Participation)
    assert (part.participation, part.attendance_mode) == ("PN1", "video")
    titles = {row.title: row.due_on for row in page._dues.rows.rows()}
    assert "First review" not in titles
    second = titles["Second review"]
    assert second is not None
    assert second.isoformat() == "2020-06-27"
    decision = page._decisions.rows.rows()[0]
    assert (decision.words, decision.owner, decision.state) == (
        "A health assessment before Easter",
        "Social worker",
        "Due in 9 days",
    )


def test_undo_takes_the_whole_review_back(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    add_a_child(hands)
    hands.page(ChildView)
    hands.press(Key.Key_R, CTRL | SHIFT)
    hands.dialog("Record review")
    hands.press(Key.Key_Return, CTRL)
    page = hands.page(ChildView)
    qtbot.waitUntil(lambda: page._dues.rows.rows()[0].title != "First review")
    assert operations.session.undo == "record child looked after review of SA-10234"
    hands.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page._dues.rows.rows()[0].title == "First review")


def test_escape_out_of_a_half_written_review_keeps_it_until_discarded(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    add_a_child(hands)
    hands.page(ChildView)
    hands.press(Key.Key_R, CTRL | SHIFT)
    dialog = hands.dialog("Record review")
    hands.tab_to("Summary")
    hands.write("Half a page")
    hands.press(Key.Key_Escape)
    assert dialog.isVisible()
    hands.press(Key.Key_Escape)
    assert hands.focus().accessibleName() == "Summary"
    hands.write(" more")
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Backtab, SHIFT)
    with qtbot.waitSignal(dialog.rejected):
        hands.press(Key.Key_Return)
    assert not operations.session.snapshot.of(Review)
    assert operations.session.today == TODAY
