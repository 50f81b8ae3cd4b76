"""Any table mapped, remembered and imported by keyboard in the real window."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child, ImportMapping, MonitoringCheck
from iro_desktop.services.mapping_files import export_mapping, mapping_in
from iro_desktop.services.mappings import mappings, save_mapping
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.dialogs.mapping import MappingDialog
from iro_desktop.ui.dialogs.mappings import MappingsDialog, ShareMappingDialog
from tests.builders import a_child
from tests.hands import Hands
from tests.stores import a_workspace
from tests.tables import as_xlsx, written

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
HEADINGS = ["Child ref", "When seen", "RAG", "Outcome", "Analysis", "Filed by"]
ROWS = [
    HEADINGS,
    ["AB12", "03/02/2020", "Green", "NFA", "Settled", "Admin"],
    ["CD34", "04/02/2020", "Amber", "NFA", "The move is late", "Admin"],
    ["AB12", "31/02/2020", "Red", "Watch", "x", "Admin"],
]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    with workspace.write("add children") as write:
        for reference in ("AB12", "CD34"):
            write.put(a_child(reference))
    yield workspace
    workspace.close()


def opened(hands: Hands) -> MappingDialog:
    hands.window.do("import_table")
    return hands.in_front(MappingDialog)


def choose(hands: Hands, dialog: MappingDialog, path: Path) -> None:
    """Choose a file, as the system's own dialog does."""
    dialog.choose(path)
    hands.wait(lambda: hands.window.operations.is_settled)


def settle(hands: Hands, name: str, words: str) -> None:
    """Go to a list by Tab and choose an entry by its first letters."""
    hands.tab_to(name)
    combo = hands.focus()
    assert isinstance(combo, QComboBox)
    at = combo.findText(words)
    assert at >= 0, [combo.itemText(one) for one in range(combo.count())]
    while combo.currentIndex() != at:
        hands.press(Key.Key_Down if combo.currentIndex() < at else Key.Key_Up)
    hands.wait(lambda: hands.window.operations.is_settled)


def next_one(hands: Hands) -> ImportDialog:
    hands.press(Key.Key_N, ALT)
    preview = hands.in_front(ImportDialog)
    hands.wait(lambda: not preview.is_running)
    return preview


def checks(workspace: Workspace) -> list[tuple[str, str]]:
    found = workspace.snapshot.of(MonitoringCheck)
    return sorted((one.rag, one.outcome) for one in found)


def test_a_table_is_mapped_remembered_and_imported_without_a_mouse(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    dialog = opened(hands)
    choose(hands, dialog, written(tmp_path, ROWS, "log.csv"))
    settle(hands, "What each row is", "Monitoring checks")
    assert dialog.count.text().startswith("Every row needs “Date of check”")
    assert not dialog.next.isEnabled()
    settle(hands, "When seen: what it is", "Date of check (needed)")
    assert dialog.count.text() == "2 of 3 rows can be read; 1 spelling to settle"
    settle(hands, "Outcome: 2 rows say “NFA”: what it means", "No concern")
    assert dialog.count.text() == "2 of 3 rows can be read"
    assert hands.focus().accessibleName() == "Outcome: “NFA”: what it means"
    hands.tab_to("Remember it as")
    hands.write("Monitoring log")
    preview = next_one(hands)
    assert preview.error == ""
    assert preview.count_of("Monitoring checks") == (2, 0)
    assert workspace.snapshot.of(MonitoringCheck) == ()
    hands.press(Key.Key_I, ALT)
    hands.wait(lambda: len(workspace.snapshot.of(MonitoringCheck)) == 2)
    assert checks(workspace) == [("amber", "no_concern"), ("green", "no_concern")]
    (kept,) = mappings(workspace.snapshot)
    assert (kept.name, kept.kind, len(kept.columns)) == ("Monitoring log", "MonitoringCheck", 5)


def says(dialog: MappingsDialog, words: str) -> bool:
    return dialog.messages.text == words


def a_log() -> ImportMapping:
    return ImportMapping(
        id="",
        name="Monitoring log",
        kind="MonitoringCheck",
        columns=(
            ("Child ref", "Child.reference"),
            ("When seen", "MonitoringCheck.checked_on"),
            ("Outcome", "MonitoringCheck.outcome"),
        ),
        spellings=(("MonitoringCheck.outcome", "NFA", "no_concern"),),
        date_order="dmy",
    )


def remember(hands: Hands, workspace: Workspace) -> str:
    """Have a mapping on file, and the window know it."""
    kept = save_mapping(workspace, a_log())
    hands.wait(lambda: bool(mappings(hands.window.operations.session.snapshot)))
    return kept


def test_a_later_file_picks_its_mapping_by_itself_and_says_so(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    kept = remember(hands, workspace)
    dialog = opened(hands)
    path = tmp_path / "book.xlsx"
    path.write_bytes(as_xlsx({"Notes": [["Read me", "first"]], "Log": [["A title"], *ROWS]}))
    choose(hands, dialog, path)
    assert dialog.sheet.currentText() == "Sheet: Log"
    assert "“Monitoring log” is remembered" in dialog.note.text()
    assert (dialog.mapping.id, dialog.name.text()) == (kept, "Monitoring log")
    assert dialog.count.text() == "2 of 3 rows can be read"
    preview = next_one(hands)
    assert preview.count_of("Monitoring checks") == (2, 0)
    assert len(mappings(workspace.snapshot)) == 1


def test_another_name_makes_another_mapping_and_none_keeps_none(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    remember(hands, workspace)
    path = written(tmp_path, ROWS)
    for name, number in (("", 1), ("Another log", 2)):
        dialog = opened(hands)
        choose(hands, dialog, path)
        settle(hands, "RAG: what it is", "Rating")
        hands.tab_to("Remember it as")
        dialog.name.selectAll()
        hands.press(Key.Key_Delete)
        hands.write(name)
        preview = next_one(hands)
        assert len(mappings(workspace.snapshot)) == number
        preview.reject()
        hands.window.activateWindow()
    first, second = sorted(mappings(workspace.snapshot), key=lambda one: len(one.columns))
    assert (first.name, second.name) == ("Monitoring log", "Another log")


def test_a_name_that_is_taken_is_said_and_all_that_was_chosen_stays(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    remember(hands, workspace)
    dialog = opened(hands)
    rows = [["ref", "Contact date"], ["AB12", "01/02/2020"]]
    choose(hands, dialog, written(tmp_path, rows))
    hands.tab_to("Remember it as")
    hands.write("MONITORING LOG")
    hands.press(Key.Key_N, ALT)
    hands.wait(lambda: bool(dialog.error))
    assert dialog.error == "Another mapping has this name: choose a different one."
    assert hands.focus() is dialog.name
    assert dialog.mapping.kind == "Contact"


def test_dates_are_shown_as_they_are_read_and_a_field_is_one_column(
    hands: Hands, tmp_path: Path
) -> None:
    dialog = opened(hands)
    rows = [["ref", "Contact date", "Another day"], ["AB12", "03/04/2019", "05/06/2019"]]
    choose(hands, dialog, written(tmp_path, rows))
    assert dialog._dates.text() == "03/04/2019 is 3 April 2019"
    settle(hands, "Order of dates", "Dates: month first")
    assert dialog._dates.text() == "03/04/2019 is 4 March 2019"
    settle(hands, "Another day: what it is", "Date (needed)")
    assert dialog._dates.text() == "05/06/2019 is 6 May 2019"
    hands.press(Key.Key_Tab)
    assert [combo.currentText() for combo in dialog.columns.combos] == [
        "Child reference (needed)", "Not imported", "Date (needed)",
    ]  # fmt: skip


def test_what_cannot_be_read_is_said_and_another_file_can_be_chosen(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    dialog = opened(hands)
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing else")
    choose(hands, dialog, path)
    assert dialog.error.startswith("broken.xlsx could not be read as a workbook")
    assert not dialog.next.isVisible()
    choose(hands, dialog, written(tmp_path, ROWS))
    assert dialog.error == ""
    assert dialog.next.isVisible()
    hands.press(Key.Key_Escape)
    hands.wait(lambda: not hands.window.findChildren(MappingDialog))
    assert len(workspace.snapshot.of(Child)) == 2
    assert mappings(workspace.snapshot) == ()


def test_mappings_are_listed_renamed_deleted_and_brought_back(
    hands: Hands, workspace: Workspace, qtbot: QtBot
) -> None:
    remember(hands, workspace)
    hands.window.do("mappings")
    dialog = hands.in_front(MappingsDialog)
    hands.press(Key.Key_F2)
    form = hands.dialog("Mapping of a table")
    form.form.set_value("name", "Checks of the year")  # type: ignore[attr-defined]
    hands.commit()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert [row.record.name for row in dialog.rows.all_rows()] == ["Checks of the year"]
    dialog.table.setFocus()
    hands.commit(Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert dialog.header.isVisible()
    assert not dialog.rows.total
    dialog.messages.acted.emit()
    hands.wait(lambda: dialog.rows.total == 1)


def test_what_is_shared_is_shown_first_and_a_spelling_can_be_left_out(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    remember(hands, workspace)
    hands.window.do("mappings")
    hands.in_front(MappingsDialog)
    hands.press(Key.Key_Return)
    share = hands.in_front(ShareMappingDialog)
    rows = share.rows.all_rows()
    assert [row.stands for row in rows][-1] == "NFA"
    path = tmp_path / "log.iromapping"
    share.save_to(path)
    hands.wait(path.exists)
    assert len(mapping_in(path).spellings) == 1
    hands.down_to(lambda: share.table.current_row() == rows[-1])
    hands.press(Key.Key_Delete)
    assert "NFA" not in [row.stands for row in share.rows.all_rows()]
    share.save_to(path)
    hands.wait(lambda: mapping_in(path).spellings == ())
    (kept,) = mappings(workspace.snapshot)
    assert len(kept.spellings) == 1


def test_a_shared_mapping_is_taken_over_once(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "log.iromapping"
    export_mapping(workspace, a_log(), path)
    hands.window.do("mappings")
    dialog = hands.in_front(MappingsDialog)
    for words in ("Taken over: Monitoring log.", "It is remembered already, as Monitoring log."):
        dialog.take_over(path)
        hands.wait(partial(says, dialog, words))
    assert len(mappings(workspace.snapshot)) == 1
    dialog.take_over(written(tmp_path, ROWS))
    hands.wait(lambda: dialog.messages.text.startswith("table.csv is no mapping file"))
