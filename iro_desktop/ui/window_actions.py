"""What the main window's menus and keys do; each dialog is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from iro_desktop.domain.changes import Undone
from iro_desktop.domain.records import ChildRecord, MonitoringCheck
from iro_desktop.domain.words import counted
from iro_desktop.services.child_records import RecordGoneError
from iro_desktop.services.child_words import name_of
from iro_desktop.services.undo import Act, redo_latest, undo_latest
from iro_desktop.ui import theme
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD, CHILD, VIEWS
from iro_desktop.ui.private_clipboard import CLEARED_AFTER_SECONDS, PrivateClipboard
from iro_desktop.ui.settings import LOCK_CHOICES, Settings
from iro_desktop.ui.theme import Scheme
from iro_desktop.ui.views.caseload import CaseloadView

if TYPE_CHECKING:
    from iro_desktop.services.finding import Index
    from iro_desktop.ui.main_window import MainWindow
    from iro_desktop.ui.palette import Goal

_TEXT_SCALES: Final = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_NO_CHILD: Final = "Choose a child first: a row of the list, or a child's page."
_BACKUPS: Final = "Backups of IRO Desktop (*.irobackup)"
_ENDING: Final = ".irobackup"
_CHILD_DELETED: Final = "The child is deleted; the bin has it for 30 days. Undo: Ctrl+Z"
_COPIED: Final = (
    f"Copied; the clipboard is cleared after {CLEARED_AFTER_SECONDS} seconds. Entered in the "
    "council’s system?"
)
_ENTERED_BEFORE: Final = "It was marked as entered in the council’s system before."
_ENTERED: Final = "Marked as entered in the council’s system. Undo: Ctrl+Z"


class WindowActions(QObject):
    """Does what an action's key says, for the child that is chosen where it needs one."""

    def __init__(self, window: MainWindow, operations: Operations, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._operations = operations
        self._settings = settings
        self._index: Index | None = None
        self._clipboard = PrivateClipboard(self)
        operations.closing.connect(self._clipboard.clear)
        operations.copy_asked.connect(self.copy_for_council)
        self._does: dict[str, Callable[[], None]] = {
            "import": self._import,
            "comparators": self._comparators,
            "back_up": self._back_up,
            "details": self._details,
            "standards": self._standards,
            "feedback": self._feedback,
            "quick_line": self._quick_line,
            "council": self._council,
            "bin": self._bin,
            "contact_several": self._contact_several,
            "enter_several": self._enter_several,
            "allocate_several": self._allocate_several,
            "lock": window.lock_asked.emit,
            "quit": self._quit,
            "undo": lambda: operations.run(undo_latest, done=self._on_undone),
            "redo": lambda: operations.run(redo_latest, done=self._on_redone),
            "palette": self._palette,
            "news": window.pages.show_news,
            "back": window.pages.go_back,
            "charts": self._charts,
            "charts_below": lambda: window.stand_charts_below(not window.charts_are_below),
            "larger": lambda: self._resize_text(1),
            "smaller": lambda: self._resize_text(-1),
            "ordinary": lambda: self._resize_text(0),
            "save_filter": lambda: self._caseload().save_filter(),
            "saved_filters": lambda: self._caseload().open_saved_filters(),
            "clear_filter": lambda: self._caseload().clear_filter(),
            "keys": self._keys,
            "handbook": self._handbook,
            "about": self._about,
            **{key: lambda key=key: window.show_view(key) for key in VIEWS},  # type: ignore[misc]
            **{
                f"lock_after_{minutes}": lambda minutes=minutes: self._lock_after(minutes)  # type: ignore[misc]
                for minutes in LOCK_CHOICES
            },
            **{
                f"theme_{scheme.value}": lambda scheme=scheme: self._colour(scheme)  # type: ignore[misc]
                for scheme in Scheme
            },
        }
        self._with_child: dict[str, Callable[[str], None]] = {
            "add_child": lambda _child_id: self._open_child(""),
            "edit_child": self._open_child,
            "record_review": self._open_review,
            "record_check": self._open_check,
            "record_told": self._open_told,
            "new_challenge": self._open_challenge,
            "good_practice": self._open_good_practice,
            "put_off": self._put_off,
            "show_again": self._show_again,
            "book_meeting": self._open_meeting,
            "prepare": self._prepare,
            "record_meeting": self._record_meeting,
            "print_sheet": self._open_sheet,
            "delete_child": self._delete_child,
        }

    def can_do(self, key: str) -> bool:
        """Return whether there is such a thing to do."""
        return key in self._does or key in self._with_child

    def do(self, key: str, child_id: str = "") -> None:
        """Do one thing; an unknown key is a fault of the program."""
        if key in self._does:
            self._does[key]()
            return
        child_id = child_id or self._window.pages.child_id
        if not child_id and key != "add_child":
            self._window.messages.show_error(_NO_CHILD)
            return
        self._with_child[key](child_id)

    # Finding

    def _palette(self) -> None:
        from iro_desktop.services.finding import index
        from iro_desktop.services.saved_filters import saved_filters
        from iro_desktop.ui.palette import PaletteDialog

        window, earlier = self._window, self._index
        filters = saved_filters(self._operations.session.snapshot)
        dialog = PaletteDialog(window.menu_actions, filters, window)
        dialog.chosen.connect(self._go)

        def show(found: Index) -> None:
            self._index = found
            dialog.show_index(found)

        if earlier is not None:
            dialog.show_index(earlier)  # nearly always right, and there at once
        self._operations.read(
            lambda session: index(session.snapshot, session.practice, session.today, earlier),
            done=show,
            replaces="finding",
            owner=dialog,
        )
        dialog.open()

    def _go(self, goal: Goal) -> None:
        """Go where a line of the palette leads."""
        from iro_desktop.ui.views.child import ChildView

        if goal.action:
            self.do(goal.action)
        elif goal.filter:
            self._caseload().use_only(goal.filter)
        else:
            self._window.pages.show_child(goal.child_id)
            page = self._window.pages.page(self._window.pages.key)
            if goal.kind and isinstance(page, ChildView):
                page.open_record(goal.kind, goal.record_id)

    # Dialogs for a child

    def _open_child(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.child import ChildDialog

        dialog = ChildDialog(self._operations, child_id, parent=self._window)
        if not child_id:
            # What was just added is seen with all that is now due, and Esc leads back.
            dialog.recorded.connect(self._window.pages.show_child)
        dialog.open()

    def _open_review(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.review import ReviewDialog

        ReviewDialog(self._operations, child_id, parent=self._window).open()

    def _open_check(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.check import open_check

        open_check(self._operations, child_id, parent=self._window)

    def _open_told(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.record import open_told

        open_told(self._operations, child_id, parent=self._window)

    def _open_challenge(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.challenge import open_challenge

        open_challenge(self._operations, child_id, parent=self._window)

    def _open_good_practice(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.good_practice import open_good_practice

        open_good_practice(self._operations, child_id, parent=self._window)

    def _put_off(self, child_id: str) -> None:
        from iro_desktop.services.snooze import to_put_off
        from iro_desktop.ui.dialogs.put_off import PutOffDialog

        session = self._operations.session
        case = session.snapshot.cases[child_id]
        found = to_put_off(case, session.practice, session.today)
        if found.refusal:
            self._window.messages.show_error(found.refusal)
            return
        key = self._chosen_due(child_id)
        dialog = PutOffDialog(self._operations, child_id, found, key, self._window)
        dialog.recorded.connect(
            lambda _: self._window.messages.show_notice("Put off; it stays in the list.", "Undo")
        )
        dialog.open()

    def _chosen_due(self, child_id: str) -> str:
        """Return what the due is known by that is chosen on the page, if it is of this child."""
        page = self._window.pages.page(self._window.pages.key)
        return page.current_due() if child_id == page.current_child() else ""

    def _show_again(self, child_id: str) -> None:
        from iro_desktop.services.snooze import show_again

        key, today = self._chosen_due(child_id), self._operations.session.today

        def done(number: int) -> None:
            if number:
                self._window.messages.show_notice("It asks for you again.", "Undo")
            else:
                self._window.messages.show_notice("Nothing of this child is put off.")

        self._operations.run(
            lambda workspace: show_again(workspace, child_id, today=today, key=key), done=done
        )

    def _caseload(self) -> CaseloadView:
        """Go to the caseload, where one is not there already, and return it."""
        if self._window.pages.key != CASELOAD:
            self._window.show_view(CASELOAD)
        page = self._window.pages.page(CASELOAD)
        assert isinstance(page, CaseloadView)  # noqa: S101 - it is made under this key
        return page

    def _open_meeting(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.meeting import open_meeting

        open_meeting(self._operations, child_id, self._window)

    def _prepare(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.prepare import PrepareDialog

        PrepareDialog(self._operations, child_id, self._window).open()

    def _record_meeting(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.meeting_record import RecordMeetingDialog

        RecordMeetingDialog(self._operations, child_id, self._window).open()

    def _open_sheet(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.sheet import open_sheet

        dialog = open_sheet(self._operations, self._settings, child_id, self._window)
        if dialog is not None:
            dialog.said.connect(self._window.messages.show_notice)

    # Writing

    def _quick_line(self) -> None:
        from iro_desktop.ui.dialogs.quick_line import QuickLineDialog

        pages = self._window.pages
        here = pages.child_id if pages.key == CHILD else ""
        dialog = QuickLineDialog(self._operations, here, self._window)
        dialog.recorded.connect(self._on_quick_recorded)
        dialog.form_asked.connect(self._on_form_asked)
        dialog.open()

    def _on_quick_recorded(self, record: ChildRecord, record_id: str) -> None:
        from iro_desktop.ui.dialogs.check import go_on

        case = self._operations.session.snapshot.cases.get(record.child_id)
        whom = f" for {name_of(case.child)}".rstrip(".") if case is not None else ""
        sentence = f"Recorded: {record.title}{whom}. Undo: Ctrl+Z"
        self._window.messages.show_notice(sentence, "Undo")
        if isinstance(record, MonitoringCheck):
            go_on(self._operations, record_id, self._window)

    def _on_form_asked(self, draft: ChildRecord) -> None:
        from iro_desktop.ui.dialogs.quick_line import open_full_form

        open_full_form(self._operations, draft, self._window)

    # For several children

    def _chosen_children(self) -> tuple[str, ...]:
        chosen = self._window.pages.chosen_children
        if not chosen:
            self._window.messages.show_error(_NO_CHILD)
        return chosen

    def _contact_several(self) -> None:
        from iro_desktop.ui.dialogs.bulk import ContactsDialog

        if chosen := self._chosen_children():
            dialog = ContactsDialog(self._operations, chosen, self._window)
            dialog.recorded.connect(lambda number: self._say_done("Recorded", number))
            dialog.open()

    def _allocate_several(self) -> None:
        from iro_desktop.ui.dialogs.bulk import AllocateDialog

        if chosen := self._chosen_children():
            dialog = AllocateDialog(self._operations, chosen, self._window)
            dialog.recorded.connect(lambda number: self._say_done("Allocated", number))
            dialog.open()

    def _say_done(self, what: str, number: int) -> None:
        if number:
            children = counted(number, "child", "children")
            sentence = f"{what}: {children}, in one act. Undo: Ctrl+Z"
            self._window.messages.show_notice(sentence, "Undo")
        else:
            self._window.messages.show_notice("Nothing was to be changed.")

    def _enter_several(self) -> None:
        from iro_desktop.ui.dialogs.council import CouncilDialog

        if chosen := self._chosen_children():
            CouncilDialog(self._operations, parent=self._window, only=chosen).open()

    # Deleting and restoring

    def _delete_child(self, child_id: str) -> None:
        from iro_desktop.ui.dialogs.delete_child import DeleteChildDialog

        dialog = DeleteChildDialog(self._operations, child_id, self._window)
        dialog.deleted.connect(lambda: self._window.messages.show_notice(_CHILD_DELETED, "Undo"))
        dialog.open()

    def _bin(self) -> None:
        from iro_desktop.ui.dialogs.bin import BinDialog

        BinDialog(self._operations, self._window).open()

    # The council's system

    def _council(self) -> None:
        from iro_desktop.ui.dialogs.council import CouncilDialog

        pages = self._window.pages
        here = pages.child_id if pages.key == CHILD else ""
        CouncilDialog(self._operations, here, self._window).open()

    def copy_for_council(self, kind: str, record_id: str) -> None:
        """Copy a record's words for the council's system, then ask whether they are in it."""
        from iro_desktop.services.council_text import council_text

        session = self._operations.session
        text = council_text(session.snapshot, session.practice, kind, record_id, session.today)
        if not text:
            self._window.messages.show_error(str(RecordGoneError()))
            return
        self._clipboard.put(text)
        self._window.messages.offer(
            _COPIED, "Mark as entered", lambda: self.mark_entered(kind, record_id)
        )

    def mark_entered(self, kind: str, record_id: str) -> None:
        """Say that a record is in the council's system since today."""
        from iro_desktop.services.council_text import mark_entered

        today = self._operations.session.today
        self._operations.run(
            lambda workspace: mark_entered(workspace, [(kind, record_id)], on=today),
            done=self._on_marked,
        )

    def _on_marked(self, number: int) -> None:
        if number:
            self._window.messages.show_notice(_ENTERED, "Undo")
        else:
            self._window.messages.show_notice(_ENTERED_BEFORE)

    # The file

    def _import(self) -> None:
        from iro_desktop.ui.dialogs.import_return import ImportDialog

        ImportDialog(self._operations, self._window).open()

    def _comparators(self) -> None:
        from iro_desktop.ui.dialogs.comparators import ComparatorsDialog

        ComparatorsDialog(self._operations, self._window).open()

    def _details(self) -> None:
        from iro_desktop.ui.dialogs.details import DetailsDialog

        DetailsDialog(self._operations, self._window).open()

    def _standards(self) -> None:
        from iro_desktop.ui.dialogs.standards import StandardsDialog

        StandardsDialog(self._operations, self._window).open()

    def _feedback(self) -> None:
        from iro_desktop.ui.dialogs.feedback import FeedbackDialog

        FeedbackDialog(self._operations, parent=self._window).open()

    def _back_up(self) -> None:
        dialog = QFileDialog(self._window, "Back up to", "", _BACKUPS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        dialog.selectFile(f"IRO Desktop {self._operations.session.today.isoformat()}{_ENDING}")
        dialog.fileSelected.connect(self.back_up_to)
        dialog.setModal(True)
        dialog.show()

    def back_up_to(self, path: str) -> None:
        """Write a backup to a file and say where it is."""
        from iro_desktop.services.safekeeping import back_up

        def done(written: Path) -> None:
            self._window.messages.show_notice(
                f"The backup {written.name} is written and verified. It opens with today's "
                "passphrase or the recovery code."
            )

        self._operations.run(lambda workspace: back_up(workspace, Path(path)), done=done)

    def _quit(self) -> None:
        self._window.close()

    # Taking back

    def _on_undone(self, taken: tuple[Act, Undone]) -> None:
        self._say("Undone", *taken)

    def _on_redone(self, taken: tuple[Act, Undone]) -> None:
        self._say("Done again", *taken)

    def _say(self, what: str, act: Act, undone: Undone) -> None:
        words = f"{what}: {act.words}."
        left = len(undone.left)
        if left:
            fields = counted(left, "field was", "fields were")
            words += f" {fields} changed since, and left as they are."
        self._window.messages.show_notice(words)

    # Locking

    def _lock_after(self, minutes: int) -> None:
        self._settings.lock_after_minutes = minutes
        self._window.show_lock_minutes()

    # The look

    def _charts(self) -> None:
        self._window.dock.setVisible(self._window.dock.isHidden())

    def _colour(self, scheme: Scheme) -> None:
        self._settings.scheme = scheme
        self._apply()

    def _resize_text(self, step: int) -> None:
        now = min(_TEXT_SCALES, key=lambda scale: abs(scale - self._settings.text_scale))
        at = _TEXT_SCALES.index(now) + step if step else 0
        self._settings.text_scale = _TEXT_SCALES[min(max(at, 0), len(_TEXT_SCALES) - 1)]
        self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, self._settings.scheme, self._settings.text_scale)

    # Help

    def _keys(self) -> None:
        from iro_desktop.ui.dialogs.keys import KeysDialog

        KeysDialog(self._window).open()

    def _handbook(self) -> None:
        from iro_desktop.ui.dialogs.handbook import HandbookDialog

        HandbookDialog(self._window).open()

    def _about(self) -> None:
        from iro_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
