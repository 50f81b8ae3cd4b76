"""A step of a yearly report for one section: what its figures say, and what you say of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.domain.yearly_report import ReportSection
from iro_desktop.services.report_wizard import WrittenWords
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import Card, SectionHeader
from iro_desktop.ui.fields.text import GrowingText
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.words import translated

_FEWEST, _MOST = 9, 18


class WordsStep(QWidget):
    """The bullets on the left, as the report will have them; beside them the commentary."""

    def __init__(self, section: ReportSection, written: WrittenWords, *, read_only: bool) -> None:
        super().__init__()
        self.key = section.key
        self._heading = section.heading
        self._last_year = written.last_year
        self.text = GrowingText(_FEWEST, _MOST)
        self.text.setPlainText(written.words)
        self.text.setReadOnly(read_only)
        self.text.setAccessibleName(f"Your commentary on {section.heading}")
        self.text.textChanged.connect(self._show_offer)
        self.begin_with = Button("Begin &with these words")
        self.begin_with.clicked.connect(self._on_begin_with)
        self.begin_with.setEnabled(not read_only)
        self.offer = Card()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(5))
        row.addWidget(self._figures(section), 1)
        row.addWidget(self._words(), 1)
        self._show_offer()

    def _figures(self, section: ReportSection) -> QWidget:
        page = ScrolledPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.space(3), 0)
        column.setSpacing(theme.space(2))
        note = counted(len(section.bullets), "sentence")
        if section.charts:
            note += f", with {counted(len(section.charts), 'chart')}"
        column.addWidget(SectionHeader("What the figures say", f"{note}."))
        for bullet in section.bullets:
            column.addWidget(_bulleted(bullet.words))
        if not section.bullets:
            column.addWidget(BodyLabel("There is nothing to say from the figures yet."))
        column.addStretch(1)
        scroll = PageScroll(page, takes_keyboard=True)
        scroll.setAccessibleName(translated("What the figures say"))
        scroll.setAccessibleDescription(" ".join(one.words for one in section.bullets))
        return scroll

    def _words(self) -> QWidget:
        page = ScrolledPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        label = QLabel(translated("&Your commentary"))
        label.setFont(theme.font(strong=True))
        label.setBuddy(self.text)
        column.addWidget(label)
        column.addWidget(
            SecondaryLabel("Why it is so, and what is done about it. Left empty, none is printed.")
        )
        column.addWidget(self.text)
        self.offer.add(SecondaryLabel("Last year’s words. They are not in this report."))
        self.offer.add(BodyLabel(self._last_year))
        self.offer.body.addWidget(self.begin_with, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.offer)
        column.addStretch(1)
        return PageScroll(page)

    def _show_offer(self) -> None:
        """Offer last year's words for as long as nothing stands in the field."""
        self.offer.setVisible(bool(self._last_year) and not self.words())

    def _on_begin_with(self) -> None:
        self.text.setPlainText(self._last_year)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, "Last year’s words are in the field. Change what is no longer so.")

    @property
    def heading(self) -> str:
        """The section's heading."""
        return self._heading

    def words(self) -> str:
        """What stands in the field."""
        return self.text.toPlainText().strip()

    def take_keyboard(self) -> None:
        """Begin where one writes."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


def _bulleted(words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space(2))
    row.addWidget(BodyLabel("•"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(BodyLabel(words), 1)
    return holder
