"""A picture of every view, drawn by the real windows without a screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QLineEdit, QWidget

from iro_desktop.domain.errors import FileNotWrittenError, WrongPassphraseError
from iro_desktop.domain.records import Appeal, Meeting
from iro_desktop.services.child_words import groups_of_siblings
from iro_desktop.services.meeting_seats import children_of
from iro_desktop.ui import theme
from iro_desktop.ui.background import Background
from iro_desktop.ui.dialogs.crash import CrashDialog
from iro_desktop.ui.dialogs.history import HistoryDialog
from iro_desktop.ui.dialogs.meeting import CancelMeetingDialog, MeetingDialog
from iro_desktop.ui.dialogs.meeting_record import RecordMeetingDialog
from iro_desktop.ui.dialogs.quick_line import QuickLineDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.dialogs.siblings import SiblingContactDialog, SiblingsDialog
from iro_desktop.ui.dialogs.what_if import WhatIfDialog
from iro_desktop.ui.errors import report_of
from iro_desktop.ui.first_run import FirstRunWindow
from iro_desktop.ui.fold import Fold
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD, CHILD, DIARY, ESCALATIONS, MEASURES, MONITORING
from iro_desktop.ui.palette import PaletteDialog
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Scheme
from iro_desktop.ui.unlock import UnlockWindow
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.escalations import EscalationsView

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_SIZE: Final = QSize(1440, 900)
_CHARTS_WIDE: Final = 394
_CHARTS_TALL: Final = 340
_LONGEST_WAIT: Final = 60.0  # seconds
_MOST_LOOKS: Final = 50
_BETWEEN_LOOKS: Final = 0.01  # seconds
_REST: Final = 0.4  # seconds
_CODE: Final = "0000-0000-0000-0000-0000-0000-0000"
_FOR_A_CHILD: Final = (
    "edit_child", "record_review", "record_check", "record_told", "new_challenge", "good_practice",
    "put_off", "book_meeting", "record_meeting", "prepare", "print_sheet", "delete_child",
)  # fmt: skip
_FOR_NONE: Final = (
    "add_child", "import", "comparators", "save_filter", "saved_filters", "details", "standards",
    "feedback", "keys", "handbook", "about", "quick_line", "council", "bin", "contact_several",
    "allocate_several",
)  # fmt: skip
_MEASURE: Final = "icpc_in_time"


class NotDrawnError(FileNotWrittenError):
    """A picture could not be kept."""

    sentence = (
        "The pictures could not be written: check that the folder is there and that you may write "
        "to it."
    )


def take_pictures(
    app: QApplication, workspace: Workspace, out: Path, scheme: Scheme, text_scale: float = 1.0
) -> list[Path]:
    """Write a PNG of every view of an open store into ``out``; return their paths.

    The same store gives the same pictures on the same machine. Raises NotDrawnError where they
    cannot be written.
    """
    camera = _Camera(app, out)
    theme.apply_theme(app, scheme, text_scale)
    flash = app.cursorFlashTime()
    app.setCursorFlashTime(0)  # a caret that blinks would be there or not by chance
    try:
        with _without_chatter(), tempfile.TemporaryDirectory() as folder:
            settings = Settings(Path(folder) / "settings.ini")
            _draw_first_windows(camera)
            _draw_main_window(camera, workspace, settings)
    finally:
        app.setCursorFlashTime(flash)
    return camera.paths


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Leave out what the offscreen platform says of itself with every window; pass on the rest."""

    def heard(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if words.startswith("This plugin does not support"):
            return
        if before is not None:
            before(kind, context, words)
        else:
            sys.stderr.write(f"{words}\n")

    before: Callable[[QtMsgType, QMessageLogContext, str], None] | None
    before = cast("Any", qInstallMessageHandler(heard))
    try:
        yield
    finally:
        qInstallMessageHandler(before)


class _Camera:
    """Waits until a widget is whole, and keeps its picture under a name."""

    def __init__(self, app: QApplication, out: Path) -> None:
        self._app = app
        self._out = out
        self.paths: list[Path] = []
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotDrawnError from error

    def take(self, name: str, widget: QWidget) -> None:
        """Keep the picture of a widget as NAME.png, once two looks at it are the same.

        Long texts are laid out bit by bit, as the window has time.
        """
        self.settle()
        seen = widget.grab().toImage()
        for _ in range(_MOST_LOOKS):
            sleep(_BETWEEN_LOOKS)
            self.settle()
            before, seen = seen, widget.grab().toImage()
            if seen == before:
                break
        path = self._out / f"{name}.png"
        if not seen.save(str(path)):
            raise NotDrawnError
        self.paths.append(path)

    def rest(self) -> None:
        """Let what moves of itself come to rest."""
        until = monotonic() + _REST
        self.wait(lambda: monotonic() >= until)

    def settle(self) -> None:
        """Let layouts and paints that wait come through."""
        for _ in range(4):
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until something is so that a thread works at."""
        until = monotonic() + _LONGEST_WAIT
        while not ready() and monotonic() < until:
            self._app.processEvents()
            sleep(0.002)
        self.settle()


def _draw_first_windows(camera: _Camera) -> None:
    background = Background()
    try:
        unlock = UnlockWindow(Path("caseload.iro"), background)
        with _shown(unlock):
            camera.take("unlock", unlock)
            unlock.passphrase.line.setText("not the one")
            unlock.passphrase.say(str(WrongPassphraseError()))
            camera.take("unlock-wrong-passphrase", unlock)
        first = FirstRunWindow(Path("caseload.iro"), background)
        with _shown(first):
            first.show_code(_CODE)
            for step, name in enumerate(("who", "passphrase", "recovery-code", "what-next"), 1):
                first.turn_to(step)
                camera.take(f"first-run-{step}-{name}", first)
    finally:
        background.stop()


def _draw_main_window(camera: _Camera, workspace: Workspace, settings: Settings) -> None:
    operations = Operations(workspace)
    window = MainWindow(operations, settings, sample=workspace.is_sample)
    filled: list[bool] = []
    window.filled.connect(lambda: filled.append(True))
    try:
        with _shown(window, _SIZE):
            window.resizeDocks([window.dock], [_CHARTS_WIDE], Qt.Orientation.Horizontal)
            camera.wait(lambda: bool(filled) and operations.is_settled)
            _draw_views(camera, window)
            _draw_child(camera, window)
            _draw_measures(camera, window)
            _draw_charts(camera, window)
            _draw_dialogs(camera, window)
    finally:
        operations.stop()
        window.deleteLater()
        camera.settle()


def _draw_views(camera: _Camera, window: MainWindow) -> None:
    for view in (CASELOAD, MONITORING, ESCALATIONS, DIARY):
        window.show_view(view)
        camera.wait(lambda: window.operations.is_settled)
        window.pages.take_keyboard()  # a list that was filled late may not have it yet
        camera.take(view, window)
    _draw_diary(camera, window)
    _draw_challenges(camera, window)
    window.show_view(CASELOAD)
    window.do("news")
    camera.wait(lambda: window.operations.is_settled)
    camera.take("news", window)
    window.pages.go_back()
    line = window.pages.page(CASELOAD).findChild(QLineEdit)
    if line is not None:
        line.setText("no child is called this")
        camera.take("caseload-nothing-found", window)
        line.clear()
        camera.settle()
    table = window.pages.page(CASELOAD).findChild(TableView)
    if table is not None:
        table.selectAll()
        camera.take("caseload-several-chosen", window)
        table.clearSelection()
        table.setCurrentIndex(table.model().index(1, 0))
        camera.settle()


def _draw_challenges(camera: _Camera, window: MainWindow) -> None:
    """Draw the tables of challenges and of good practice, one challenge, and what is done to it."""
    window.show_view(ESCALATIONS)
    page = window.pages.page(ESCALATIONS)
    if not isinstance(page, EscalationsView):
        return
    for name, place in (
        ("table", {"way": "table"}),
        ("stages", {"way": "stages"}),
        ("closed", {"filter": "closed"}),
        ("good-practice", {"filter": "praise"}),
    ):
        page.go_to(place)
        camera.take(f"escalations-{name}", window)
    page.go_to({"way": "board", "filter": "open"})
    page.take_keyboard()
    camera.settle()
    card = page.current_card()
    if card is None:
        return
    it = card.escalation_id
    for name, act in (
        ("challenge", page.acts.open),
        ("reply", page.acts.reply),
        ("cafcass", page.acts.cafcass),
        ("outcome", page.acts.outcome),
    ):
        dialog = act(it)
        if dialog is not None:
            camera.take(f"dialog-{name}", dialog)
            dialog.hide()
            dialog.deleteLater()
            camera.settle()


def _draw_diary(camera: _Camera, window: MainWindow) -> None:
    page = window.pages.page(DIARY)
    page.go_to({"way": "load"})
    camera.take("diary-weeks-ahead", window)
    page.go_to({"way": "week"})
    what_if = WhatIfDialog(window.operations, window)
    with _shown(what_if):
        camera.take("dialog-what-if", what_if)


def _draw_child(camera: _Camera, window: MainWindow) -> None:
    child_id = window.pages.child_id or next(iter(window.operations.session.snapshot.cases), "")
    if child_id:
        window.pages.show_child(child_id)
        camera.wait(lambda: window.operations.is_settled)
        camera.take("child", window)
        page = window.pages.page(CHILD)
        if isinstance(page, ChildView):
            page.show_file()
            camera.take("child-on-file", window)
        window.pages.go_back()


def _draw_measures(camera: _Camera, window: MainWindow) -> None:
    window.show_view(MEASURES)
    camera.wait(lambda: window.operations.is_settled)
    camera.take("measures", window)
    _scroll_down(window)
    camera.take("measures-bottom", window)
    window.pages.show_measure(_MEASURE)
    camera.wait(lambda: window.operations.is_settled)
    camera.take("measure", window)
    _scroll_down(window)
    camera.take("measure-bottom", window)
    window.show_view(CASELOAD)
    camera.settle()


def _scroll_down(window: MainWindow) -> None:
    page = window.pages.page(window.pages.key)
    for area in page.findChildren(QAbstractScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _draw_charts(camera: _Camera, window: MainWindow) -> None:
    camera.take("charts", window.charts)
    for card in window.charts.cards:
        card.show_table(True)
    camera.take("charts-as-tables", window.charts)
    for card in window.charts.cards:
        card.show_table(False)
    panel = window.charts.panel
    if panel is not None and panel.monitoring.series.points:
        window.charts.cards[-1].point_activated.emit(len(panel.monitoring.series.points) - 1)
        camera.take("children-behind-a-point", window)
        window.pages.go_back()
    window.stand_charts_below(True)
    window.resizeDocks([window.dock], [_CHARTS_TALL], Qt.Orientation.Vertical)
    camera.take("charts-below", window)
    window.stand_charts_below(False)
    window.resizeDocks([window.dock], [_CHARTS_WIDE], Qt.Orientation.Horizontal)
    camera.settle()


def _draw_dialogs(camera: _Camera, window: MainWindow) -> None:
    child_id = window.pages.child_id
    for key in (*(_FOR_A_CHILD if child_id else ()), *_FOR_NONE):
        window.do(key, child_id)
        camera.wait(lambda: window.operations.is_settled)
        for dialog in _open_dialogs(window):
            camera.take(f"dialog-{key.replace('_', '-')}", dialog)
            dialog.hide()
            dialog.deleteLater()
        camera.settle()
    _draw_standards(camera, window)
    if child_id:
        _draw_quick_line(camera, window, child_id)
        _draw_forms(camera, window, child_id)
    _draw_palette(camera, window)
    crash = CrashDialog(report_of(ZeroDivisionError("never shown")), window)
    with _shown(crash):
        camera.take("dialog-crash", crash)


def _draw_standards(camera: _Camera, window: MainWindow) -> None:
    """Draw the form of the standards in force, with something changed, and what that changes."""
    from iro_desktop.ui.dialogs.standards_form import StandardsFormDialog, form_for

    session = window.operations.session
    standards = form_for(session.practice.on(session.today))
    form = StandardsFormDialog(window.operations, standards, window)
    form.open()
    camera.wait(lambda: window.operations.is_settled)
    camera.take("dialog-standards-form", form)
    form.sections[0].set_value("caseload_high", 60)
    form.sections[0].set_value("monitoring_method", "children")
    form.save()
    camera.wait(lambda: window.operations.is_settled)
    for dialog in form.findChildren(QDialog):
        camera.take("dialog-standards-effect", dialog)
    form.sections[0].reset()
    form.hide()
    form.deleteLater()
    camera.settle()


def _draw_quick_line(camera: _Camera, window: MainWindow, child_id: str) -> None:
    """Draw the line with something that it understands."""
    dialog = QuickLineDialog(window.operations, child_id, window)
    with _shown(dialog, dialog.sizeHint()):
        dialog.line.setText("check today spoke to SW and carer: the move is planned well #watch")
        camera.take("quick-line-understood", dialog)
        dialog.line.clear()


def _draw_forms(camera: _Camera, window: MainWindow, child_id: str) -> None:
    """Draw a conference with all that can be said of it, an appeal, a family, a history."""
    operations = window.operations
    snapshot = operations.session.snapshot
    child_id = next((one.child_id for one in snapshot.of(Appeal)), child_id)
    conference = ReviewDialog(operations, child_id, window)
    conference.meeting.set_value("review_type", "icpc")
    for fold in conference.findChildren(Fold):
        fold.set_open(True)
    appeal = RecordDialog(operations, Appeal(id="", child_id=child_id), window)
    groups = list(groups_of_siblings(snapshot).values())
    siblings = max(groups, key=len, default=())
    sibling_id = siblings[0].id if siblings else child_id
    family = RecordMeetingDialog(operations, sibling_id, window)
    for row in family.grid.rows:
        row.editor("is_held").set_value(True)
    family.grid.changed.emit()
    dialogs: list[tuple[str, FormDialog | HistoryDialog]] = [
        ("conference", conference),
        ("appeal", appeal),
        ("family-meeting", family),
        ("siblings", SiblingsDialog(operations, sibling_id, window)),
        ("sibling-contact", SiblingContactDialog(operations, sibling_id, window)),
        ("history", HistoryDialog(operations, child_id, window)),
    ]
    booked = [one for one in snapshot.of(Meeting) if children_of(snapshot, one.id)]
    if booked:
        meeting_id = booked[0].id
        dialogs += [
            ("meeting", MeetingDialog(operations, child_id, window, meeting_id=meeting_id)),
            ("cancel-meeting", CancelMeetingDialog(operations, meeting_id, window)),
        ]
    for name, dialog in dialogs:
        dialog.open()
        camera.wait(lambda: operations.is_settled)
        camera.take(f"dialog-{name}", dialog)
        dialog.hide()
        dialog.deleteLater()
    camera.settle()


def _draw_palette(camera: _Camera, window: MainWindow) -> None:
    window.do("palette")
    for palette in window.findChildren(PaletteDialog):
        camera.wait(lambda: window.operations.is_settled)
        camera.take("palette", palette)
        palette.line.setText("school")
        camera.rest()  # the button that empties the line comes up slowly
        camera.take("palette-found", palette)
        palette.hide()
        palette.deleteLater()
    camera.settle()


def _open_dialogs(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


@contextmanager
def _shown(widget: QWidget, size: QSize | None = None) -> Iterator[None]:
    if size is not None:
        widget.resize(size)
    widget.show()
    try:
        yield
    finally:
        widget.hide()
        widget.deleteLater()
