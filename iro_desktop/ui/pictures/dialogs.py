"""Every dialog: those that a menu opens by name, then those that need something to be said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog

from iro_desktop.domain.records import Appeal, Escalation, Meeting
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.child_words import groups_of_siblings
from iro_desktop.services.destinations import question_words
from iro_desktop.services.meeting_seats import children_of
from iro_desktop.services.take_over import ComingChild, Difference
from iro_desktop.ui.dialogs.crash import CrashDialog
from iro_desktop.ui.dialogs.document import DocumentDialog
from iro_desktop.ui.dialogs.hand_over import HandoverWordsDialog
from iro_desktop.ui.dialogs.history import HistoryDialog
from iro_desktop.ui.dialogs.meeting import CancelMeetingDialog, MeetingDialog
from iro_desktop.ui.dialogs.meeting_record import RecordMeetingDialog
from iro_desktop.ui.dialogs.quick_line import QuickLineDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.dialogs.siblings import SiblingContactDialog, SiblingsDialog
from iro_desktop.ui.dialogs.take_over import TakeOverDialog
from iro_desktop.ui.errors import report_of
from iro_desktop.ui.fold import Fold
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.palette import PaletteDialog
from iro_desktop.ui.pictures.camera import Camera, shown
from iro_desktop.ui.pictures.imports import draw_imports
from iro_desktop.ui.pictures.mappings import draw_mappings
from iro_desktop.ui.pictures.restoring import draw_restoring
from iro_desktop.ui.pictures.sharing import draw_sharing
from iro_desktop.ui.removable import RemovableDriveDialog

_FOR_A_CHILD: Final = (
    "edit_child", "record_review", "record_check", "record_told", "new_challenge", "good_practice",
    "put_off", "book_meeting", "record_meeting", "prepare", "print_sheet", "print_pack",
    "subject_access",
    "views_of_child", "delete_child",
)  # fmt: skip
_FOR_NONE: Final = (
    "add_child", "import", "import_table", "comparators", "save_filter", "saved_filters", "details",
    "standards", "feedback", "about", "quick_line", "council", "bin",
    "contact_several", "allocate_several", "shared_copy", "hand_over", "take_over", "view_log",
    "export_summary", "recovery_sheet", "erase", "restore", "passphrase", "print_caseload",
    "fault_reports", "remove",
)  # fmt: skip


def draw_dialogs(camera: Camera, window: MainWindow) -> None:
    """Draw every dialog over the main window."""
    child_id = window.pages.child_id
    for key in (*(_FOR_A_CHILD if child_id else ()), *_FOR_NONE):
        window.do(key, child_id)
        camera.wait_for(window)
        for dialog in [one for one in window.findChildren(QDialog) if one.isVisible()]:
            camera.take_and_close(f"dialog-{key.replace('_', '-')}", dialog)
    draw_restoring(camera, window)
    _draw_standards(camera, window)
    _draw_recovery_code(camera, window)
    _draw_removable(camera, window)
    _draw_erasing(camera, window)
    if child_id:
        _draw_quick_line(camera, window, child_id)
        for name, dialog in _forms(window, child_id):
            dialog.open()
            camera.wait_for(window)
            camera.take_and_close(f"dialog-{name}", dialog)
        _draw_letter(camera, window)
    draw_sharing(camera, window)
    _draw_handover(camera, window)
    draw_imports(camera, window)
    draw_mappings(camera, window)
    _draw_palette(camera, window)
    crash = CrashDialog(report_of(ZeroDivisionError("never shown")), window)
    with shown(crash):
        camera.take("dialog-crash", crash)


def _forms(window: MainWindow, child_id: str) -> Iterator[tuple[str, QDialog]]:
    """Yield the dialogs that are about something on file, each with its name."""
    operations = window.operations
    snapshot = operations.session.snapshot
    child_id = next((one.child_id for one in snapshot.of(Appeal)), child_id)
    sibling_id = _sibling_id(snapshot) or child_id
    yield "conference", _conference(operations, child_id, window)
    yield "appeal", RecordDialog(operations, Appeal(id="", child_id=child_id), window)
    yield "family-meeting", _family_meeting(operations, sibling_id, window)
    yield "siblings", SiblingsDialog(operations, sibling_id, window)
    yield "sibling-contact", SiblingContactDialog(operations, sibling_id, window)
    yield "history", HistoryDialog(operations, child_id, window)
    for meeting in [one for one in snapshot.of(Meeting) if children_of(snapshot, one.id)][:1]:
        yield "meeting", MeetingDialog(operations, child_id, window, meeting_id=meeting.id)
        yield "cancel-meeting", CancelMeetingDialog(operations, meeting.id, window)


def _draw_letter(camera: Camera, window: MainWindow) -> None:
    """Draw the letter of the challenge that says most."""
    found = [
        one for one in window.operations.session.snapshot.of(Escalation) if not one.good_practice
    ]
    found.sort(key=lambda one: (len(one.evidence + one.impact), one.id))
    for fullest in found[-1:]:
        window.operations.print_asked.emit("letter", fullest.id)
    camera.wait_for(window)
    for dialog in [one for one in window.findChildren(DocumentDialog) if one.isVisible()]:
        camera.take_and_close("dialog-print-letter", dialog)


def _sibling_id(snapshot: Snapshot) -> str:
    """Return the first child of the largest group of siblings; "" without one."""
    groups = list(groups_of_siblings(snapshot).values())
    siblings = max(groups, key=len, default=())
    return siblings[0].id if siblings else ""


def _conference(operations: Operations, child_id: str, window: MainWindow) -> ReviewDialog:
    """Return a conference with all that can be said of it."""
    conference = ReviewDialog(operations, child_id, window)
    conference.meeting.set_value("review_type", "icpc")
    for fold in conference.findChildren(Fold):
        fold.set_open(True)
    return conference


def _family_meeting(
    operations: Operations, sibling_id: str, window: MainWindow
) -> RecordMeetingDialog:
    """Return a meeting at which every child of a family was reviewed."""
    family = RecordMeetingDialog(operations, sibling_id, window)
    for row in family.grid.rows:
        row.editor("is_held").set_value(True)
    family.grid.changed.emit()
    return family


def _draw_standards(camera: Camera, window: MainWindow) -> None:
    """Draw the form of the standards in force, with something changed, and what that changes."""
    from iro_desktop.ui.dialogs.standards_form import StandardsFormDialog, form_for

    session = window.operations.session
    standards = form_for(session.practice.on(session.today))
    form = StandardsFormDialog(window.operations, standards, window)
    form.open()
    camera.wait_for(window)
    camera.take("dialog-standards-form", form)
    form.sections[0].set_value("caseload_high", 60)
    form.sections[0].set_value("monitoring_method", "children")
    form.save()
    camera.wait_for(window)
    for dialog in form.findChildren(QDialog):
        camera.take("dialog-standards-effect", dialog)
    form.sections[0].reset()
    form.hide()
    form.deleteLater()
    camera.settle()


def _draw_erasing(camera: Camera, window: MainWindow) -> None:
    """Draw the two questions about the first old case, as they stand before an answer."""
    from iro_desktop.ui.dialogs.erase import EraseDialog
    from iro_desktop.ui.dialogs.erase_ask import AskToEraseDialog
    from iro_desktop.ui.dialogs.erase_now import EraseNowDialog

    dialog = EraseDialog(window.operations, window)
    dialog.open()
    camera.wait_for(window)
    rows = [row for row in dialog.rows.rows() if row.child_id][:1]
    for name, question in (
        ("dialog-erase-ask", AskToEraseDialog(window.operations, rows, dialog)),
        ("dialog-erase-now", EraseNowDialog(window.operations, rows, dialog)),
    ):
        question.open()
        camera.wait_for(window)
        camera.take_and_close(name, question)
    dialog.reject()
    camera.settle()


def _draw_handover(camera: Camera, window: MainWindow) -> None:
    """Draw the words of a handover file, and what one brings."""
    words = HandoverWordsDialog(
        "acorn-lighthouse-marmalade-octopus-thistle-zebra", Path("Handover.irohandover"), window
    )
    with shown(words, words.sizeHint()):
        camera.take("dialog-handover-words", words)
    differences = (
        Difference("placement", "Ended on", "", "Fri 13 Mar 2020"),
        Difference("contact", "How", "Telephone", "Visit"),
    )
    children = (
        ComingChild("1", "LC-20417 A.B.", "LC-20417", "new", 214, 230),
        ComingChild("2", "LC-20574 J.K.", "LC-20574", "here", 180, 12, differences, 1),
        ComingChild("3", "LC-20611 M.", "LC-20611", "same_reference", 96, 101),
        ComingChild("4", "LC-20702 T.R.", "LC-20702", "erased", 40, 0),
    )
    dialog = TakeOverDialog(window.operations, window)
    dialog.show_coming("4 children from IRO 2, yours from 14 April 2020", ("IRO 2",), children)
    with shown(dialog, dialog.sizeHint()):
        camera.take("dialog-take-over-seen", dialog)


def _draw_recovery_code(camera: Camera, window: MainWindow) -> None:
    """Draw the second step of a new recovery sheet, with a code that opens nothing."""
    from iro_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog

    dialog = RecoverySheetDialog(window.operations, window)
    dialog.open()
    dialog.show_code("0000-0000-0000-0000-0000-0000-0000")
    camera.take("dialog-recovery-sheet-code", dialog)
    dialog.panel.tick.setChecked(True)
    dialog.accept()
    camera.settle()


def _draw_removable(camera: Camera, window: MainWindow) -> None:
    """Draw the question before something is written on a stick."""
    for name in ("IRO diary 2020-03-31.ics", "IRO Desktop 2020-03-31.irobackup"):
        lines = question_words(Path("/media/me/STICK") / name)
        dialog = RemovableDriveDialog(lines, window)
        dialog.open()
        camera.take_and_close(f"dialog-removable-{Path(name).suffix[1:]}", dialog)


def _draw_quick_line(camera: Camera, window: MainWindow, child_id: str) -> None:
    """Draw the line with something that it understands."""
    dialog = QuickLineDialog(window.operations, child_id, window)
    with shown(dialog, dialog.sizeHint()):
        dialog.line.setText("check today spoke to SW and carer: the move is planned well #watch")
        camera.take("quick-line-understood", dialog)
        dialog.line.clear()


def _draw_palette(camera: Camera, window: MainWindow) -> None:
    window.do("palette")
    for palette in window.findChildren(PaletteDialog):
        camera.wait_for(window)
        camera.take("palette", palette)
        palette.line.setText("school")
        camera.rest()  # the button that empties the line comes up slowly
        camera.take_and_close("palette-found", palette)
