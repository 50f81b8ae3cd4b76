"""By keyboard alone: to a child and back, and from a point of a chart to its children and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Review
from iro_desktop.ui.charts.plot import QuietPlot
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.behind import BehindView
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from tests.caseloads import fill
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import a_workspace

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def operations(tmp_path: Path, qapp: QApplication) -> Iterator[Operations]:
    apply_theme(qapp, Scheme.LIGHT)
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 12)
    operations = Operations(workspace)
    yield operations
    operations.close()


def chart_with_focus(hands: Hands) -> QuietPlot | None:
    at = hands.focus()
    return at if isinstance(at, QuietPlot) else None


def test_from_the_caseload_to_a_child_a_review_and_back_to_the_row(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_1, CTRL)
    caseload = hands.page(CaseloadView)
    qtbot.waitUntil(lambda: isinstance(hands.focus(), TableView))
    hands.press(Key.Key_Down)
    chosen = caseload.current_child()
    held = len(operations.session.snapshot.of(Review))

    hands.press(Key.Key_Return)
    hands.page(ChildView)
    hands.press(Key.Key_R, CTRL | SHIFT)
    hands.dialog("Record review")
    hands.press(Key.Key_Escape)
    hands.page(ChildView)
    assert hands.focus() is not hands.window, "the keyboard was lost with the dialog"
    assert len(operations.session.snapshot.of(Review)) == held

    hands.press(Key.Key_Left, ALT)
    caseload = hands.page(CaseloadView)
    assert caseload.current_child() == chosen
    assert isinstance(hands.focus(), TableView)


def test_from_a_point_of_a_chart_to_its_children_to_one_of_them_and_back(
    hands: Hands, qtbot: QtBot
) -> None:
    hands.press(Key.Key_1, CTRL)
    caseload = hands.page(CaseloadView)
    chosen = caseload.current_child()
    for _ in range(60):
        if chart_with_focus(hands) is not None:
            break
        hands.press(Key.Key_Tab)
    assert chart_with_focus(hands) is not None, "Tab never came to a chart"
    hands.press(Key.Key_Return)
    behind = hands.page(BehindView)
    qtbot.waitUntil(lambda: isinstance(hands.focus(), TableView))
    title = behind.headline()

    hands.press(Key.Key_Return)
    hands.page(ChildView)
    hands.press(Key.Key_Left, ALT)
    behind = hands.page(BehindView)
    assert behind.headline() == title
    assert isinstance(hands.focus(), TableView)
    hands.press(Key.Key_Left, ALT)
    caseload = hands.page(CaseloadView)
    assert caseload.current_child() == chosen
    assert isinstance(hands.focus(), TableView)


@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_2, Key.Key_3])
def test_tab_goes_round_the_whole_window_and_is_caught_nowhere(hands: Hands, key: Qt.Key) -> None:
    hands.press(key, CTRL)
    QApplication.processEvents()
    start = hands.focus()
    seen = []
    for _ in range(80):
        hands.press(Key.Key_Tab)
        at = hands.focus()
        if at is start:
            break
        assert at not in seen, f"Tab is caught at {at.accessibleName() or type(at).__name__}"
        assert at.accessibleName() or at.property("text"), f"{type(at).__name__} has no name"
        assert at.isVisible()
        seen.append(at)
    assert hands.focus() is start
    assert len(seen) > 8
