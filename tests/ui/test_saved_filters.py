"""Saved filters by keyboard in the real window: saved, used, renamed, deleted, there again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.saved_filters import SavedFiltersDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.views.caseload import CaseloadView
from tests.caseloads import fill
from tests.hands import CTRL, SHIFT, Hands
from tests.stores import a_workspace

Key = Qt.Key
Opening = Callable[[], Hands]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    fill(workspace, 24)
    yield workspace
    workspace.close()


@pytest.fixture
def opened(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> Iterator[Opening]:
    """Opens the window, anew each time; the store stays open."""
    made: list[Operations] = []

    def open_window() -> Hands:
        for earlier in made:
            earlier.stop()
        operations = Operations(workspace)
        made.append(operations)
        window = MainWindow(operations, Settings(tmp_path / "settings.ini"))
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.waitUntil(lambda: operations.is_settled)
        return Hands(window, qtbot)

    yield open_window
    made[-1].stop()


def save_neglect(hands: Hands, qtbot: QtBot) -> CaseloadView:
    page = hands.page(CaseloadView)
    page.filters.chips.choose("cp")
    hands.press(Key.Key_F, CTRL)
    hands.write("neglect")
    hands.press(Key.Key_F, CTRL | SHIFT)
    hands.dialog("Saved filter")
    hands.write("Our neglect plans")
    with qtbot.waitSignal(hands.window.operations.committed):
        hands.press(Key.Key_Return, CTRL)
    hands.page(CaseloadView)
    return page


def chips(page: CaseloadView) -> list[str]:
    return [button.text() for button in page.filters.chips._buttons.values()]


def open_cases(page: CaseloadView) -> int:
    return sum(not row.is_closed for row in page._model.all_rows())


def test_what_is_filtered_is_saved_as_a_chip_that_shows_the_same(
    opened: Opening, qtbot: QtBot
) -> None:
    hands = opened()
    page = hands.page(CaseloadView)
    page.filters.chips.choose("cp")
    page.filters.line.setText("neglect")
    before = [row.reference for row in page._model.rows()]
    page.clear_filter()
    save_neglect(hands, qtbot)
    assert [row.reference for row in page._model.rows()] == before
    assert page.filters.line.text() == ""
    assert chips(page)[-1] == f"Our neglect plans {len(before)}"
    assert page.filter_words() == "Caseload, Our neglect plans"


def test_clear_is_always_there_and_shows_all_open_cases(opened: Opening, qtbot: QtBot) -> None:
    hands = opened()
    page = save_neglect(hands, qtbot)
    assert page.filters.clear.isVisible()
    hands.press(Key.Key_L, CTRL | SHIFT)
    assert page._model.shown == open_cases(page)
    assert page.filters.clear.isVisible()
    assert not page.filters.clear.isEnabled()
    page.filters.line.setText("zz")
    assert page.filters.clear.isEnabled()


def test_it_survives_the_way_back_and_a_restart(opened: Opening, qtbot: QtBot) -> None:
    hands = opened()
    page = save_neglect(hands, qtbot)
    place = page.place()
    page.take_keyboard()
    hands.press(Key.Key_Return)
    assert hands.window.pages.key == "child"
    hands.press(Key.Key_Escape)
    assert page.place()["filter"] == place["filter"]
    hands.window.hide()
    again = opened().page(CaseloadView)
    assert again.filter_words() == "Caseload, Our neglect plans"
    assert 0 < again._model.shown < open_cases(again)


def test_a_cleared_filter_stays_cleared_after_a_restart(opened: Opening, qtbot: QtBot) -> None:
    hands = opened()
    page = save_neglect(hands, qtbot)
    page.clear_filter()
    hands.window.hide()
    again = opened().page(CaseloadView)
    assert again.filter_words() == "Caseload"


def test_no_text_of_a_filter_stands_in_the_settings(
    opened: Opening, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = opened()
    save_neglect(hands, qtbot)
    hands.window.remember()
    hands.window._settings.sync()
    assert b"neglect" not in (tmp_path / "settings.ini").read_bytes()


def test_the_list_renames_unpins_uses_and_deletes_by_keyboard(
    opened: Opening, qtbot: QtBot
) -> None:
    hands = opened()
    page = save_neglect(hands, qtbot)
    operations = hands.window.operations
    hands.press(Key.Key_V, CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(hands.window.findChildren(SavedFiltersDialog)))
    (dialog,) = hands.window.findChildren(SavedFiltersDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    hands.press(Key.Key_F2)
    hands.dialog("Saved filter")
    hands.press(Key.Key_A, CTRL)
    hands.write("Plans for neglect")
    with qtbot.waitSignal(operations.committed):
        hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.table.current_row().record.name == "Plans for neglect")
    page.clear_filter()
    with qtbot.waitSignal(operations.committed):
        dialog._pin.click()
    assert not any(text.startswith("Plans") for text in chips(page))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.table.setFocus()
    hands.press(Key.Key_Return)
    hands.page(CaseloadView)
    # It has no place beside the others, but while it is used it is seen.
    assert page.filter_words() == "Caseload, Plans for neglect"
    assert any(text.startswith("Plans") for text in chips(page))


def test_a_deleted_filter_is_offered_back(opened: Opening, qtbot: QtBot) -> None:
    hands = opened()
    page = save_neglect(hands, qtbot)
    page.open_saved_filters()
    (dialog,) = hands.window.findChildren(SavedFiltersDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(hands.window.operations.committed):
        hands.press(Key.Key_Delete)
    qtbot.waitUntil(lambda: dialog.messages.text == "Deleted: Our neglect plans.")
    assert page.filter_words() == "Caseload"
    assert page._model.shown == open_cases(page)
    with qtbot.waitSignal(hands.window.operations.committed):
        dialog.messages._action.click()
    qtbot.waitUntil(lambda: any(text.startswith("Our neglect") for text in chips(page)))


def test_a_chips_menu_has_what_the_list_has(opened: Opening, qtbot: QtBot) -> None:
    hands = opened()
    page = save_neglect(hands, qtbot)
    menu = page.filters.menu(page.filters.chips.chosen())
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["&Rename…", "&Unpin", "&Delete", "&All saved filters…"]
    with qtbot.waitSignal(hands.window.operations.committed):
        next(one for one in menu.actions() if one.text() == "&Delete").trigger()
    menu.deleteLater()
    assert "Undo delete the saved filter" in hands.window.menu_actions["undo"].text().replace(
        "&", ""
    )
