"""The parts of a measure's page beside its charts: figure, tables, and its page of the handbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.handbook import Entry, HandbookPage
from iro_desktop.services.measure_page import MeasurePage, PartLine, SpreadLine
from iro_desktop.ui import theme
from iro_desktop.ui.cards import Card
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status
from iro_desktop.ui.verdict_marks import verdict_mark
from iro_desktop.ui.words import translated

_LETTERS_WIDE: Final = 92  # of a line that is good to read


class FigureCard(Card):
    """The figure, what it was counted from, how it stands, and all of it in a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = TitleLabel()
        self._small = SecondaryLabel()
        self._verdict = MarkedLabel(Status.NOT_YET, "")
        self._aim = SecondaryLabel()
        self._sentence = BodyLabel()
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._behind = SecondaryLabel()
        figure, verdict = QVBoxLayout(), QVBoxLayout()
        for column, widgets in (
            (figure, (self._large, self._small)),
            (verdict, (self._verdict, self._aim)),
        ):
            column.setSpacing(theme.space(1) // 2)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(theme.space(8))
        row.addLayout(figure, 1)
        row.addLayout(verdict, 2)
        self.body.addLayout(row)
        self.add(self._sentence)
        self.add(self._behind)

    def show_page(self, page: MeasurePage) -> None:
        """Show another figure."""
        judgement = page.row.judgement
        self._large.setText(page.row.told.large)
        self._small.setText(page.row.told.small)
        self._small.setVisible(bool(page.row.told.small))
        words = judgement.words[:1].upper() + judgement.words[1:]
        status = verdict_mark(judgement)
        self._verdict.set_status(status or Status.NOT_YET, words)
        # The mark of lateness only lends its shape here: the words say how the figure stands.
        self._verdict.setAccessibleName(translated(words))
        aim = f"{judgement.aim[:1].upper()}{judgement.aim[1:]} is good: a local setting"
        self._aim.setText(aim if judgement.aim else "Targets are local settings.")
        self._sentence.setText(page.row.sentence)
        self._behind.setText(f"Behind it: {page.sides}. {page.left_out}".strip())


class PartsTable(TableView):
    """The parts of a figure, each with its own value, in the total and apart from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[PartLine], ...] = (
            Column("Part", text=lambda row: row.label, stretch=3),
            Column(
                "Figure", text=lambda row: row.said, sort_key=lambda row: row.value,
                align_right=True,
            ),
            Column("Counted from", text=lambda row: row.counts, align_right=True),
        )  # fmt: skip
        self._parts: TableModel[PartLine] = TableModel(
            columns, key=lambda row: (row.group, row.label), section=lambda row: row.group
        )
        super().__init__(self._parts, name="Parts of the figure", parent=parent)
        self._parts.setParent(self)
        self.fit_height(True)

    def show_rows(self, rows: Sequence[PartLine]) -> None:
        """Show other parts."""
        self._parts.set_rows(rows)
        self.fit_height(True)


class SpreadTable(TableView):
    """The lowest, the middle and the highest IRO and district."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[SpreadLine], ...] = (
            Column("Across", text=lambda row: f"{row.by[:1].upper()}{row.by[1:]}s", stretch=2),
            Column("Lowest", text=lambda row: row.lowest, align_right=True),
            Column("Middle", text=lambda row: row.middle, align_right=True),
            Column("Highest", text=lambda row: row.highest, align_right=True),
            Column("Among", text=lambda row: str(row.among), align_right=True, stretch=0),
        )
        self._lines: TableModel[SpreadLine] = TableModel(columns, key=lambda row: row.by)
        super().__init__(self._lines, name="How far the figure differs", parent=parent)
        self._lines.setParent(self)
        self.fit_height(True)

    def show_rows(self, rows: Sequence[SpreadLine]) -> None:
        """Show another spread."""
        self._lines.set_rows(rows)
        self.fit_height(True)


class HandbookCard(Card):
    """The page of the handbook, in the words of the standards in force."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QWidget] = []
        self._shown: HandbookPage | None = None
        self._edge = self.body.contentsMargins()
        self.body.setSpacing(theme.space(3))

    def show_page(self, page: HandbookPage) -> None:
        """Show another page."""
        if page == self._shown:
            return
        self._shown = page
        for widget in self._entries:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._entries = [_entry(one) for one in page.entries]
        for widget in self._entries:
            self.add(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines as long as is good to read."""
        # By margins: only so does Qt give the text the height that its width needs.
        letters = self.fontMetrics().averageCharWidth() * _LETTERS_WIDE
        spare = max(0, event.size().width() - 2 * self._edge.left() - letters)
        self.body.setContentsMargins(self._edge + QMargins(0, 0, spare, 0))
        super().resizeEvent(event)


def _entry(entry: Entry) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(1) // 2)
    column.addWidget(SecondaryLabel(entry.heading))
    for text in (entry.text, *(f"•  {one}" for one in entry.listed)):
        if text:
            label = BodyLabel(text)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
    return block
