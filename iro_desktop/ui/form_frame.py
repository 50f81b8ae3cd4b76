"""The frame round the forms of a dialog: heading, the forms themselves, advice and buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import Separator
from iro_desktop.ui.form_strips import LeavingQuestion, RestoredStrip
from iro_desktop.ui.guidance import Guidance
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.problems import ProblemSummary
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage


class FormFrame(QWidget):
    """Forms stand in ``body`` and scroll; heading, advice and buttons are always seen.

    ``keys`` is what the line beside the buttons says of the keyboard, ``primary`` what the button
    says that records.
    """

    def __init__(self, title: str, note: str, keys: str, primary: str) -> None:
        super().__init__()
        self.restored = RestoredStrip()
        self.summary = ProblemSummary()
        self.page = ScrolledPage()
        self.body = QVBoxLayout(self.page)
        side = theme.space(6)
        self.body.setContentsMargins(side, theme.space(4), side, theme.space(6))
        self.body.setSpacing(theme.space(6))
        self.body.addWidget(self.restored)
        self.body.addWidget(self.summary)
        self.scrolled = PageScroll(self.page)
        self.advice = Guidance()
        self.advice.setContentsMargins(side, theme.space(3), side, 0)
        self.asking = LeavingQuestion()
        self.primary = Button(primary, Kind.PRIMARY)
        self.cancel = Button("Cancel")
        self.head = _heading(title, note)
        self._foot = QWidget()
        self._acts = QHBoxLayout(self._foot)
        self._acts.setContentsMargins(side, theme.space(3), side, theme.space(3))
        self._acts.setSpacing(theme.space(2))
        self._acts.addWidget(SecondaryLabel(keys), 1)
        self._acts.addWidget(self.cancel)
        self._acts.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, Separator(), self.scrolled, Separator()):
            column.addWidget(widget, 1 if widget is self.scrolled else 0)
        for widget in (self.advice, self.asking, self._foot):
            column.addWidget(widget)

    def add_act(self, button: QWidget) -> None:
        """Put another button before those that close the dialog."""
        self._acts.insertWidget(1, button)

    def good_height(self, width: int) -> int:
        """Return the height at which nothing scrolls, in pixels."""
        around = self.head.sizeHint().height() + self._foot.sizeHint().height()
        if not self.advice.isHidden():
            around += self.advice.heightForWidth(width)
        return self.page.heightForWidth(width) + around + theme.space(1)

    def ask(self) -> None:
        """Ask in the place of the buttons whether to leave."""
        self._foot.hide()
        self.asking.ask()

    def put_question_away(self) -> None:
        """Show the buttons again."""
        self.asking.hide()
        self._foot.show()


def _heading(title: str, note: str) -> QWidget:
    head = QWidget()
    words = QVBoxLayout(head)
    words.setContentsMargins(theme.space(6), theme.space(4), theme.space(6), theme.space(3))
    words.setSpacing(theme.space(1) // 2)
    words.addWidget(TitleLabel(title))
    if note:
        words.addWidget(BodyLabel(note, quiet=True))
    return head
