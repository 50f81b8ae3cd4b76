"""What a review's form says and offers of the record: how it stands, and appeals against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.codes import say
from iro_desktop.domain.records import Appeal
from iro_desktop.domain.words import short_date
from iro_desktop.services.review_record import RecordLine
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.standing import MARKS


class RecordState(QWidget):
    """A line for each thing that follows a review; no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[RecordLine, ...] = ()
        self._labels: list[MarkedLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(1))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        return tuple(label.text() for label in self._labels)

    def show_lines(self, lines: Sequence[RecordLine]) -> None:
        """Say these."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        for label in self._labels:
            self._column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = [MarkedLabel(MARKS[line.status], line.words) for line in lines]
        for label in self._labels:
            self._column.addWidget(label)
        self.setVisible(bool(lines))


class Appeals(FlowRow):
    """A link to each appeal against a conference, and one to enter another."""

    asked = Signal(str)
    """The id of the appeal, "" for a new one."""

    def __init__(self, appeals: Sequence[Appeal], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, gap=theme.space(3))
        for appeal in appeals:
            by = say("appellant", appeal.appellant).lower()
            words = f"Appeal by {by}" if by else "Appeal"
            if appeal.accepted_on is not None:
                words += f", accepted {short_date(appeal.accepted_on)}"
            self._add(f"{words}…", appeal.id)
        self._add("Appeal against this conference…" if not appeals else "Another appeal…", "")

    def _add(self, words: str, appeal_id: str) -> None:
        link = Button(words, Kind.LINK)
        link.clicked.connect(lambda: self.asked.emit(appeal_id))
        self.add(link)
