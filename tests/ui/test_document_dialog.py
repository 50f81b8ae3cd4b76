"""The dialog that shows, prints and saves every document, and the ways that lead to it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import AccessEvent, Escalation
from iro_desktop.services.caseload import caseload
from iro_desktop.services.caseload_list import printable_caseload
from iro_desktop.services.child_sheet import printable_sheet
from iro_desktop.services.children import edit_child
from iro_desktop.services.printing import Printable
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.document import DocumentDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme, apply_theme
from tests.caseloads import fill
from tests.hands import CTRL, Hands, Key
from tests.pdfs import reader, tags, text_of
from tests.stores import TODAY, a_workspace

FOOT = "OFFICIAL - SENSITIVE"
SHIFT_CTRL = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    apply_theme(qapp, Scheme.LIGHT)
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    yield workspace
    workspace.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialog opens over, and goes with."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def opened(
    operations: Operations, settings: Settings, window: QWidget, qtbot: QtBot
) -> Callable[[Printable], DocumentDialog]:
    """Open a document and wait for its pages."""

    def open_it(printable: Printable) -> DocumentDialog:
        dialog = DocumentDialog(operations, printable, settings, window)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.pages is not None)
        return dialog

    return open_it


def child_id_of(operations: Operations, reference: str = "LC-20417") -> str:
    case = operations.session.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child.id


def sheet_of(operations: Operations) -> Printable:
    now = operations.session
    found = printable_sheet(now.snapshot, now.practice, child_id_of(operations), TODAY)
    assert found is not None
    return found


def list_of(operations: Operations) -> Printable:
    now = operations.session
    return printable_caseload(caseload(now.snapshot, now.practice, now.officer_id, TODAY), TODAY)


def the_dialog(hands: Hands, qtbot: QtBot, within: QWidget | None = None) -> DocumentDialog:
    over = within or hands.window
    qtbot.waitUntil(lambda: bool(over.findChildren(DocumentDialog)))
    (dialog,) = over.findChildren(DocumentDialog)
    qtbot.waitUntil(lambda: dialog.pages is not None)
    return dialog


def test_ctrl_p_shows_the_sheet_of_the_child_and_its_foot_is_remembered(
    hands: Hands, settings: Settings, qtbot: QtBot
) -> None:
    hands.window.pages.show_child(child_id_of(hands.window.operations))
    hands.press(Key.Key_P, CTRL)
    dialog = the_dialog(hands, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.windowTitle() == "Supervision sheet"
    assert dialog.header._note.text() == "LC-20417 A.B., 2 pages of A4"
    assert hands.focus() is dialog.sheets
    before = dialog.sheets.verticalScrollBar().value()
    hands.press(Key.Key_PageDown)
    assert dialog.sheets.verticalScrollBar().value() > before
    first = dialog.pages
    hands.tab_to("At the foot of each page")
    hands.press(Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.pages is not first)
    assert settings.classification == "OFFICIAL"
    hands.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not hands.window.findChildren(DocumentDialog))


def test_ctrl_p_prints_the_caseload_as_it_is_filtered(hands: Hands, qtbot: QtBot) -> None:
    hands.window.pages.show_view("caseload")
    page = hands.window.pages.page("caseload")
    page.filters.line.setText("LC-20417")  # type: ignore[attr-defined]
    hands.press(Key.Key_P, CTRL)
    dialog = the_dialog(hands, qtbot)
    assert dialog.windowTitle() == "Caseload list"
    assert dialog.pages is not None
    assert "LC-20417" in dialog.pages.text
    assert "Only: “LC-20417”" in dialog.pages.text
    shown = {row.reference for row in page._model.rows()}  # type: ignore[attr-defined]
    others = {row.reference for row in page._model.all_rows()} - shown  # type: ignore[attr-defined]
    assert others
    assert not [one for one in others if one in dialog.pages.text]
    assert dialog.pages.size == (297, 210)


@pytest.mark.parametrize(
    "keys, name", [("print_sheet", "Supervision sheet"), ("print_pack", "Review pack")]
)
def test_the_child_menu_prints_sheet_and_pack(
    hands: Hands, qtbot: QtBot, keys: str, name: str
) -> None:
    hands.window.do(keys, child_id_of(hands.window.operations))
    assert the_dialog(hands, qtbot).windowTitle() == name


def test_a_challenge_and_what_is_prepared_lead_to_their_papers(hands: Hands, qtbot: QtBot) -> None:
    operations = hands.window.operations
    operations.print_asked.emit("letter", operations.session.snapshot.of(Escalation)[0].id)
    dialog = the_dialog(hands, qtbot)
    assert dialog.windowTitle() == "Escalation letter"
    dialog.reject()
    qtbot.waitUntil(lambda: not hands.window.findChildren(DocumentDialog))
    hands.window.do("prepare", child_id_of(operations))
    operations.print_asked.emit("pack", child_id_of(operations))
    over = QApplication.activeModalWidget()
    assert over is not None
    qtbot.waitUntil(
        lambda: "Review pack" in [one.windowTitle() for one in _documents()],
    )


def _documents() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, DocumentDialog)]


def test_what_was_deleted_meanwhile_opens_nothing(hands: Hands) -> None:
    for what in ("sheet", "pack", "letter"):
        hands.window.operations.print_asked.emit(what, "f" * 32)
    assert not hands.window.findChildren(DocumentDialog)


def test_names_stand_on_paper_only_where_somebody_asks_for_them(
    operations: Operations,
    opened: Callable[[Printable], DocumentDialog],
    workspace: Workspace,
    qtbot: QtBot,
) -> None:
    assert not opened(sheet_of(operations)).names.isVisible()
    child = workspace.snapshot.cases[child_id_of(operations)].child
    with qtbot.waitSignal(operations.committed):
        edit_child(workspace, replace(child, name="Alex Brook"), today=TODAY)
    for printable in (sheet_of(operations), list_of(operations)):
        dialog = opened(printable)
        assert dialog.names.isVisible()
        first = dialog.pages
        assert first is not None
        assert "Alex Brook" not in first.text
        QTest.keyClick(dialog.names.target(), Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: dialog.pages is not first)  # noqa: B023 - waited for here
        assert dialog.pages is not None
        assert "Alex Brook" in dialog.pages.text
        assert "Brook" not in dialog.windowTitle() + dialog.header._note.text()


def test_the_document_is_saved_noted_and_said(
    operations: Operations,
    opened: Callable[[Printable], DocumentDialog],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    dialog = opened(sheet_of(operations))
    dialog.save_to(tmp_path / "no" / "sheet.pdf")
    qtbot.waitUntil(lambda: "could not be written" in dialog._problem.text())
    with qtbot.waitSignal(dialog.said) as said:
        dialog.save_to(tmp_path / "sheet.pdf")
    assert said.args == ["Supervision sheet saved as sheet.pdf: a PDF is not encrypted."]
    data = (tmp_path / "sheet.pdf").read_bytes()
    assert FOOT in text_of(data)
    assert tags(data)["Table"] > 3
    (event,) = operations.session.snapshot.of(AccessEvent)
    assert (event.what, event.note) == ("export", "supervision sheet")


@pytest.mark.parametrize("is_wide", [False, True])
def test_what_the_print_dialog_accepts_is_printed_as_it_lies_and_noted(
    is_wide: bool,
    operations: Operations,
    opened: Callable[[Printable], DocumentDialog],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    dialog = opened(list_of(operations) if is_wide else sheet_of(operations))
    QTest.keyClick(dialog._print, Qt.Key.Key_Space)
    (asking,) = dialog.findChildren(QPrintDialog)
    printer = asking.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printer.docName() == ("Caseload list" if is_wide else "Supervision sheet")
    assert dialog.pages is not None
    pages = len(dialog.pages.pictures)
    with qtbot.waitSignal(dialog.said, timeout=10_000) as said:
        asking.accepted.emit(printer)
    assert said.args == ["Sent to the printer."]
    printed = reader((tmp_path / "printed.pdf").read_bytes()).pages
    assert len(printed) == pages
    assert (printed[0].mediabox.width > printed[0].mediabox.height) == is_wide
    lies = printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    assert lies == is_wide
    assert [one.what for one in operations.session.snapshot.of(AccessEvent)] == ["print"]


def test_the_pages_are_white_paper_in_every_theme_and_legible_in_grey(
    operations: Operations, opened: Callable[[Printable], DocumentDialog], qapp: QApplication
) -> None:
    dialog = opened(sheet_of(operations))
    dialog.preview.resize(QSize(700, dialog.preview.heightForWidth(700)))
    light = dialog.preview.grab().toImage()
    apply_theme(qapp, Scheme.DARK)
    dark = dialog.preview.grab().toImage()
    inside = light.rect().adjusted(4, 4, -4, -40)
    assert light.copy(inside).size() == dark.copy(inside).size()
    for x, y in ((40, 20), (350, 15), (660, 20)):
        assert QColor(light.pixel(x, y)) == QColor(dark.pixel(x, y)) == QColor("white")
    assert dialog.pages is not None
    page = QImage.fromData(dialog.pages.pictures[0]).convertToFormat(
        QImage.Format.Format_Grayscale8
    )
    darkest = min(page.pixelColor(x, y).value() for x in range(0, page.width(), 2)
                  for y in range(0, page.height() // 2, 2))  # fmt: skip
    assert darkest < 60
