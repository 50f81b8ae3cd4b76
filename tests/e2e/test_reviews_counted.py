"""By keyboard alone: reviews as they are counted: alone, as a series of meetings, of siblings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iro_desktop.domain.records import Child, PermanencePlan, Review, ReviewPart
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.behind import BehindView
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.measure import MeasureView
from iro_desktop.ui.views.measures import MeasuresView
from tests.builders import a_child, an_allocation, care
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import OFFICER_ID, TODAY, a_workspace

ALT = Qt.KeyboardModifier.AltModifier
CHILD, OTHER = a_child("AB12"), a_child("CD34", initials="M.K.")
PERMANENCE = "permanence_by_second_review"
HELD = "cla_reviews_in_time_held"


@pytest.fixture
def operations(tmp_path: Path, qapp: QApplication) -> Iterator[Operations]:
    """A store on 31 March 2020 with two children looked after since January, not yet reviewed."""
    apply_theme(qapp, Scheme.LIGHT)
    workspace = a_workspace(tmp_path / "s")
    with workspace.write("what was there before", source="import:test") as write:
        for child in (CHILD, OTHER):
            write.put(child)
            for record in (care("2020-01-06"), an_allocation(OFFICER_ID, "2020-01-06")):
                write.put(replace(record, child_id=child.id))
    operations = Operations(workspace)
    yield operations
    operations.close()


def open_child(hands: Hands, child: Child = CHILD) -> ChildView:
    hands.press(Key.Key_1, CTRL)
    caseload = hands.page(CaseloadView)
    hands.press(Key.Key_Home, CTRL)
    hands.down_to(lambda: caseload.current_child() == child.id)
    hands.press(Key.Key_Return)
    return hands.page(ChildView)


def record_review(hands: Hands, held_on: str) -> None:
    hands.press(Key.Key_R, CTRL | SHIFT)
    hands.dialog("Record review")
    hands.tab_to("Held on")
    hands.press(Key.Key_A, CTRL)
    hands.write(held_on)
    hands.commit()
    hands.page(ChildView)


def figure(hands: Hands, measure_id: str) -> str:
    """Go to the measures and return a figure, such as "1 of 2"."""
    hands.press(Key.Key_4, CTRL)
    page = hands.page(MeasuresView)
    hands.wait(lambda: hands.window.operations.is_settled)
    hands.press(Key.Key_Home)
    hands.down_to(lambda: page.list.chosen() == measure_id)
    row = page.list.current_row()
    assert row is not None
    return row.told.large


def test_permanence_is_decided_at_the_second_review_and_counted(
    hands: Hands, operations: Operations
) -> None:
    open_child(hands)
    record_review(hands, "30/1/2020")
    assert figure(hands, PERMANENCE) == "n/a"
    page = open_child(hands)
    record_review(hands, "26/3/2020")
    assert figure(hands, PERMANENCE) == "0 of 1"

    open_child(hands)
    hands.tab_to("Due next, and why")
    hands.down_to(lambda: page._dues.current_row().what == "permanence")
    hands.press(Key.Key_Return)
    hands.dialog("Permanence plan")
    hands.write("Adop")
    for name in ("Date of the plan", "Endorsed by the IRO on"):
        hands.tab_to(name)
        hands.write("26/3/2020")
    hands.commit()
    hands.page(ChildView)
    (plan,) = operations.session.snapshot.of(PermanencePlan)
    assert (plan.plan, plan.endorsed_on) == ("adoption", date(2020, 3, 26))
    assert "permanence" not in [line.what for line in page._dues.rows.rows()]

    assert figure(hands, PERMANENCE) == "1 of 1"
    hands.press(Key.Key_Return)
    hands.page(MeasureView)
    hands.wait(lambda: operations.is_settled)
    hands.press(Key.Key_Return)
    behind = hands.page(BehindView)
    (row,) = behind._model.rows()
    assert (row.child_id, row.on, row.met) == (CHILD.id, date(2020, 3, 26), True)

    hands.commit(Key.Key_Z)
    assert figure(hands, PERMANENCE) == "0 of 1"


def test_a_series_of_meetings_is_one_review_that_is_counted_once(
    hands: Hands, operations: Operations
) -> None:
    page = open_child(hands)
    record_review(hands, "30/1/2020")
    assert figure(hands, HELD) == "1 of 1"

    open_child(hands)
    hands.press(Key.Key_R, CTRL | SHIFT)
    hands.dialog("Record review")
    hands.tab_to("Held on")
    hands.press(Key.Key_A, CTRL)
    hands.write("16/3/2020")
    for day in ("20/3/2020", "25/3/2020"):
        hands.tab_to_button("Add a further sitting")
        hands.press(Key.Key_Space)
        hands.write(day)
    hands.tab_to("Adjourned on")
    hands.write("16/3/2020")
    hands.tab_to("Completed on")
    hands.write("25/3/2020")
    hands.commit()
    hands.page(ChildView)
    _, second = sorted(operations.session.snapshot.of(Review), key=lambda one: one.held_on or TODAY)
    parts = operations.session.snapshot.of(ReviewPart)
    assert {(one.held_on, one.review_id) for one in parts} == {
        (date(2020, 3, 20), second.id), (date(2020, 3, 25), second.id),
    }  # fmt: skip
    titles = {line.what: line.title for line in page._dues.rows.rows()}
    assert titles["review"] == "Review 3"
    assert figure(hands, HELD) == "2 of 2"
    assert figure(hands, PERMANENCE) == "0 of 1"

    hands.commit(Key.Key_Z)
    assert operations.session.snapshot.of(ReviewPart) == ()
    assert figure(hands, HELD) == "1 of 1"


def test_two_children_become_siblings_and_their_one_meeting_two_reviews(
    hands: Hands, operations: Operations
) -> None:
    page = open_child(hands)
    hands.press(Key.Key_I, ALT)
    hands.choose_in_menu("Siblings…")
    hands.dialog("Siblings")
    hands.tab_to("Siblings: add a child")
    hands.write("CD34")
    hands.commit()
    hands.page(ChildView)
    first, second = (operations.session.snapshot.cases[one.id].child for one in (CHILD, OTHER))
    assert first.sibling_group_id == second.sibling_group_id != ""
    assert [row.child_id for row in page._sibling_table.rows.rows()] == [OTHER.id]

    hands.press(Key.Key_G, CTRL | SHIFT)
    hands.dialog("Record meeting")
    hands.tab_to("Held on")
    hands.press(Key.Key_A, CTRL)
    hands.write("30/1/2020")
    hands.tab_to("CD34 M.K., review")
    hands.press(Key.Key_Space)
    hands.commit()
    hands.page(ChildView)
    reviews = operations.session.snapshot.of(Review)
    assert {(one.child_id, one.held_on) for one in reviews} == {
        (one.id, date(2020, 1, 30)) for one in (CHILD, OTHER)
    }
    assert figure(hands, HELD) == "2 of 2"
    hands.commit(Key.Key_Z)
    assert operations.session.snapshot.of(Review) == ()
    hands.commit(Key.Key_Z)
    assert {one.sibling_group_id for one in operations.session.snapshot.of(Child)} == {""}
