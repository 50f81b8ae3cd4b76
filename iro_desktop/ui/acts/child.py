"""What can be done for one child: its dialogs, and what is put off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from iro_desktop.domain.records import ChildRecord, MonitoringCheck
from iro_desktop.services.child_words import name_of
from iro_desktop.ui.pages import CHILD

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

_DELETED: Final = "The child is deleted; the bin has it for 30 days. Undo: Ctrl+Z"


class ChildActs:
    """Opens the dialogs about a child, over the main window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._operations = window.operations

    def add(self) -> None:
        """Add a child; it is seen at once with all that is now due, and Esc leads back."""
        from iro_desktop.ui.dialogs.child import ChildDialog

        dialog = ChildDialog(self._operations, "", parent=self._window)
        dialog.recorded.connect(self._window.pages.show_child)
        dialog.open()

    def edit(self, child_id: str) -> None:
        """Edit a child's own details."""
        from iro_desktop.ui.dialogs.child import ChildDialog

        ChildDialog(self._operations, child_id, parent=self._window).open()

    def record_review(self, child_id: str) -> None:
        """Record a review or conference."""
        from iro_desktop.ui.dialogs.review import ReviewDialog

        ReviewDialog(self._operations, child_id, parent=self._window).open()

    def record_check(self, child_id: str) -> None:
        """Record a check between reviews."""
        from iro_desktop.ui.dialogs.check import open_check

        open_check(self._operations, child_id, parent=self._window)

    def record_told(self, child_id: str) -> None:
        """Record what the IRO was told."""
        from iro_desktop.ui.dialogs.record import open_told

        open_told(self._operations, child_id, parent=self._window)

    def new_challenge(self, child_id: str) -> None:
        """Raise a challenge."""
        from iro_desktop.ui.dialogs.challenge import open_challenge

        open_challenge(self._operations, child_id, parent=self._window)

    def good_practice(self, child_id: str) -> None:
        """Note good practice."""
        from iro_desktop.ui.dialogs.good_practice import open_good_practice

        open_good_practice(self._operations, child_id, parent=self._window)

    def put_off(self, child_id: str) -> None:
        """Put off something due; where nothing can be, it is said why."""
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

    def show_again(self, child_id: str) -> None:
        """Have what was put off ask for the IRO again."""
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

    def book_meeting(self, child_id: str) -> None:
        """Book a meeting."""
        from iro_desktop.ui.dialogs.meeting import open_meeting

        open_meeting(self._operations, child_id, self._window)

    def prepare(self, child_id: str) -> None:
        """Prepare the next meeting."""
        from iro_desktop.ui.dialogs.prepare import PrepareDialog

        PrepareDialog(self._operations, child_id, self._window).open()

    def record_meeting(self, child_id: str) -> None:
        """Record a meeting that several reviews were held at."""
        from iro_desktop.ui.dialogs.meeting_record import RecordMeetingDialog

        RecordMeetingDialog(self._operations, child_id, self._window).open()

    def subject_access(self, child_id: str) -> None:
        """Show what a file of everything about the child would hold, and write it."""
        from iro_desktop.ui.dialogs.subject_access import SubjectAccessDialog

        dialog = SubjectAccessDialog(self._operations, child_id, self._window)
        dialog.said.connect(self._window.messages.show_notice)
        dialog.open()

    def views(self, child_id: str) -> None:
        """List who looked at the child."""
        from iro_desktop.ui.dialogs.view_log import ViewLogDialog

        ViewLogDialog(self._operations, child_id, self._window).open()

    def same(self, child_id: str) -> None:
        """Make one child of two that are the same."""
        from iro_desktop.ui.dialogs.same_child import SameChildDialog

        dialog = SameChildDialog(self._operations, child_id, self._window)
        dialog.recorded.connect(self._on_made_one)
        dialog.open()

    def _on_made_one(self, child_id: str) -> None:
        self._window.pages.show_child(child_id)
        self._window.messages.show_notice("They are one child now.", "Undo")

    def quality(self, child_id: str) -> None:
        """List what looks wrong on file about the child."""
        case = self._operations.session.snapshot.cases[child_id]
        self._window.pages.show_quality(case.child.reference)

    def delete(self, child_id: str) -> None:
        """Delete a child, once what goes with it was shown."""
        from iro_desktop.ui.dialogs.delete_child import DeleteChildDialog

        dialog = DeleteChildDialog(self._operations, child_id, self._window)
        dialog.deleted.connect(lambda: self._window.messages.show_notice(_DELETED, "Undo"))
        dialog.open()

    # The quick line

    def quick_line(self) -> None:
        """Record from one line, of the child whose page is open unless it names another."""
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
