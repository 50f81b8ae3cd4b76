"""The head of a child's page: who it is, what wants a look first, and what can be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from iro_desktop.services.child_page import ChildPage
from iro_desktop.services.siblings import sibling_warning
from iro_desktop.services.versions_waiting import Waiting
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import PageHeader
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Status
from iro_desktop.ui.views.child_file import FileButton
from iro_desktop.ui.views.child_quality import QualityMark
from iro_desktop.ui.views.child_sections import SiblingLinks
from iro_desktop.ui.words import translated

_MEETINGS: Final = (
    ("&Prepare the next review…", "prepare"),
    ("Book or mo&ve a meeting…", "book_meeting"),
    ("&Record a meeting…", "record_meeting"),
)


class ChildHead(QWidget):
    """The name with the way back, siblings, marks of what looks wrong, and the buttons."""

    asked = Signal(str)
    """The action of the window that is wanted for this child: "record_review"."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader()
        self.whole = Button("Wh&ole file", Kind.LINK, tip="Go to all that is on file")
        self.print = Button("&Print", Kind.LINK, tip="Print for supervision (Ctrl+P)")
        self.siblings = SiblingLinks()
        self.warning = MarkedLabel(Status.DUE_SOON, "")
        self.versions_words = MarkedLabel(Status.DUE_SOON, "")
        self.versions_words.setWordWrap(False)  # short, and the row wraps
        self.look_at_versions = Button("Look at &them side by side", Kind.LINK)
        self.versions = button_row(self.versions_words, self.look_at_versions)
        self.quality = QualityMark(operations)
        self.review = Button("&Record review", Kind.PRIMARY)
        self.check = Button("Record chec&k")
        self.challenge = Button("&New challenge")
        self.meeting = Button("&Meeting", icon="calendar")
        self.meeting.setMenu(self._meeting_menu())
        self.edit = Button("E&dit", tip="Change what is known of the child")
        self.edit.setAccessibleName(translated("Edit child"))
        self.file = FileButton()
        self._lay_out()
        self._connect()

    def _meeting_menu(self) -> QMenu:
        menu = QMenu(self)
        for words, action in _MEETINGS:
            entry = menu.addAction(translated(words))
            entry.triggered.connect(lambda _=False, action=action: self.asked.emit(action))
        return menu

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(theme.space(4))
        names.addWidget(self.header, 1)
        names.addWidget(button_row(self.whole, self.print), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(names)
        for widget in (self.siblings, self.warning, self.versions, self.quality):
            column.addWidget(widget)
        acts = (self.review, self.check, self.challenge, self.meeting, self.edit, self.file)
        column.addWidget(button_row(*acts))

    def _connect(self) -> None:
        for button, action in (
            (self.review, "record_review"),
            (self.check, "record_check"),
            (self.challenge, "new_challenge"),
            (self.edit, "edit_child"),
            (self.print, "print_sheet"),
            (self.look_at_versions, "versions_of_child"),
        ):
            button.clicked.connect(lambda _=False, action=action: self.asked.emit(action))
        self.quality.asked.connect(lambda: self.asked.emit("quality_of_child"))

    def show_page(self, page: ChildPage, waiting: Waiting) -> None:
        """Say who it is; ``waiting`` are the fields of which there are two versions."""
        self.header.set_text(page.title, page.context)
        self.siblings.show_siblings(page.siblings)
        self.siblings.setVisible(bool(page.siblings))
        warning = sibling_warning(page.siblings)
        self.warning.set_status(Status.DUE_SOON, warning)
        self.warning.setVisible(bool(warning))
        self.versions_words.set_status(Status.DUE_SOON, waiting.words)
        self.versions.setVisible(bool(waiting))
        self.quality.show_child(page.child_id)
        self.whole.setVisible(bool(page.file))
