"""The pages of the supervision sheet, and the dialog that prints and saves them."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import AccessEvent
from iro_desktop.services.child_sheet import ChildSheet, child_sheet
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.sheet import SheetDialog, open_sheet
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.sheet import PAGE, SheetPages
from iro_desktop.ui.theme import Scheme, apply_theme
from tests.caseloads import fill
from tests.hands import CTRL, Hands, Key
from tests.stores import TODAY, a_workspace

FOOT = "OFFICIAL - SENSITIVE"


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    apply_theme(qapp, Scheme.LIGHT)
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    yield workspace
    workspace.close()


def a_sheet(workspace: Workspace, sections: int = 1) -> ChildSheet:
    """Return the child's sheet with all its sections so many times over."""
    case = workspace.snapshot.case_by_reference("LC-20417")
    assert case is not None
    found = child_sheet(workspace.snapshot, workspace.practice, case.child.id, TODAY)
    assert found is not None
    return replace(found, sections=found.sections * sections)


def drawn(pages: SheetPages, page: int) -> QImage:
    image = QImage(PAGE.toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    pages.draw(painter, page)
    painter.end()
    return image


def has_ink(image: QImage, top: int, bottom: int) -> bool:
    """Return whether anything is drawn between two heights."""
    white = QColor("white").rgb()
    return any(
        image.pixel(x, y) != white for y in range(top, bottom) for x in range(0, image.width(), 2)
    )


def test_every_page_has_its_foot_and_nothing_stands_between_it_and_the_text(
    workspace: Workspace,
) -> None:
    pages = SheetPages(a_sheet(workspace, sections=4), FOOT)
    assert pages.count > 2
    for number in range(pages.count):
        image = drawn(pages, number)
        assert not has_ink(image, 0, 50)
        assert has_ink(image, 1058, 1090)
        assert not has_ink(image, 1090, 1123)


def test_the_pages_are_black_and_grey_in_every_theme(
    workspace: Workspace, qapp: QApplication
) -> None:
    pages = SheetPages(a_sheet(workspace), FOOT)
    light = drawn(pages, 0)
    apply_theme(qapp, Scheme.DARK)
    dark = drawn(SheetPages(a_sheet(workspace), FOOT), 0)
    assert light == dark
    colours = {
        QColor(light.pixel(x, y)).saturation()
        for y in range(0, light.height(), 3)
        for x in range(0, light.width(), 3)
    }
    assert max(colours) < 40  # smoothing of letters at most


def test_no_heading_stands_alone_at_the_foot_of_a_page(
    workspace: Workspace,
) -> None:
    pages = SheetPages(a_sheet(workspace, sections=7), FOOT)
    layout, height = pages._document.documentLayout(), pages._body.height()
    for number in pages._headings:
        block = pages._document.findBlockByNumber(number)
        top = layout.blockBoundingRect(block).top() % height
        assert height - top > 100


def test_the_text_of_the_pages_is_there_for_a_screen_reader(
    workspace: Workspace,
) -> None:
    text = SheetPages(a_sheet(workspace), FOOT).text
    for words in ("LC-20417 A.B., 9 years", "▲ 7 days late", "Agreed in supervision"):
        assert words in text


def test_a_pdf_has_all_pages_and_nobody_in_its_title(workspace: Workspace, tmp_path: Path) -> None:
    pages = SheetPages(a_sheet(workspace, sections=3), FOOT)
    data = pages.as_pdf()
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", data)) == pages.count
    plain = data + b"".join(
        zlib.decompressobj().decompress(part)
        for part in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
        if part[:1] == b"x"
    )
    assert "LC-20417".encode("utf-16-be") not in plain
    assert b"LC-20417" not in plain
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    pages.print_on(printer)
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", printed)) == pages.count


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialog opens over, and goes with."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def opened(operations: Operations, settings: Settings, window: QWidget) -> SheetDialog:
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    dialog = open_sheet(operations, settings, case.child.id, window)
    assert dialog is not None
    return dialog


def test_ctrl_p_shows_the_sheet_of_the_chosen_child_and_its_foot_is_remembered(
    hands: Hands, settings: Settings, qtbot: QtBot
) -> None:
    case = hands.window.operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    hands.window.pages.show_child(case.child.id)
    hands.press(Key.Key_P, CTRL)
    (dialog,) = hands.window.findChildren(SheetDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog._header._note.text().startswith("LC-20417 A.B., ")
    assert dialog.pages.classification == FOOT
    assert hands.focus() is dialog._scroll
    before = dialog._scroll.verticalScrollBar().value()
    hands.press(Key.Key_PageDown)
    assert dialog._scroll.verticalScrollBar().value() > before
    hands.tab_to("At the foot of each page")
    hands.press(Key.Key_Down)
    assert dialog.pages.classification == "OFFICIAL"
    assert settings.classification == "OFFICIAL"
    hands.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not hands.window.findChildren(SheetDialog))


def test_the_sheet_is_saved_noted_and_said(
    window: QWidget, operations: Operations, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(operations, settings, window)
    dialog.save_to(tmp_path / "no" / "sheet.pdf")
    qtbot.waitUntil(lambda: "could not be written" in dialog._problem.text())
    with qtbot.waitSignal(dialog.said) as said:
        dialog.save_to(tmp_path / "sheet.pdf")
    assert said.args == ["The sheet is saved as sheet.pdf: a PDF is not encrypted."]
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert [one.what for one in operations.session.snapshot.of(AccessEvent)] == ["export"]


def test_what_the_print_dialog_accepts_is_printed_and_noted(
    window: QWidget, operations: Operations, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(operations, settings, window)
    QTest.keyClick(dialog._print, Qt.Key.Key_Space)
    (asking,) = dialog.findChildren(QPrintDialog)
    printer = asking.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printer.docName() == "Supervision sheet"
    with qtbot.waitSignal(dialog.said) as said:
        asking.accepted.emit(printer)
    assert said.args == ["Sent to the printer."]
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert [one.what for one in operations.session.snapshot.of(AccessEvent)] == ["print"]
