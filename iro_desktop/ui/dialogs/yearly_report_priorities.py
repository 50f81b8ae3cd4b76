"""A step of a yearly report: how far last year's priorities are, and those of the year ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.records import Priority
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import Card, SectionHeader
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.labels import BodyLabel, HeadingLabel
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.words import translated

_NONE: Final = (
    "The report of the year before set none on file here. Those that you set now are asked about "
    "next year."
)


class PrioritiesStep(QWidget):
    """Last year's on the left, each with its state; next year's beside them, in their order."""

    def __init__(
        self, last_year: Sequence[Priority], next_year: Sequence[Priority], today: date
    ) -> None:
        super().__init__()
        self._today = today
        self.states: list[RecordForm[Priority]] = []
        self.next_year: RecordRows[Priority] = RecordRows(
            lambda: RecordForm(Priority, ("words",), today), noun="a priority"
        )
        self.next_year.set_records(next_year)
        left, before = _column("Last year’s priorities", "What became of each.")
        for one in last_year:
            before.addWidget(self._before(one))
        if not last_year:
            before.addWidget(BodyLabel(_NONE))
        before.addStretch(1)
        right, ahead = _column("Priorities for the year ahead", "Printed in this order.")
        ahead.addWidget(self.next_year)
        ahead.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(5))
        row.addWidget(left, 1)
        row.addWidget(right, 1)

    def _before(self, priority: Priority) -> QWidget:
        card = Card()
        card.add(HeadingLabel(priority.words))
        form = RecordForm(Priority, ("state", "progress"), self._today)
        form.set_record(priority)
        self.states.append(form)
        card.add(form)
        again = Button("Set it again for the year ahead")
        again.setAccessibleDescription(translated(priority.words))
        again.clicked.connect(lambda: self._on_again(priority))
        card.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _on_again(self, priority: Priority) -> None:
        listed = {one.words.strip() for one in self.next_year.records()}
        if priority.words.strip() in listed:
            announce(self, "It is among those of the year ahead already.")
            return
        self.next_year.add({"words": priority.words})
        announce(self, "It is added to the priorities of the year ahead.")

    def last_year(self) -> tuple[Priority, ...]:
        """Last year's priorities as they stand in the forms."""
        return tuple(form.record() for form in self.states)

    def take_keyboard(self) -> None:
        """Begin with what became of last year's, else with those of the year ahead."""
        if self.states:
            self.states[0].focus_field("state")
        elif self.next_year.forms:
            self.next_year.forms[0].focus_field("words")
        else:
            self.next_year.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _column(heading: str, note: str) -> tuple[QWidget, QVBoxLayout]:
    page = ScrolledPage()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, theme.space(3), 0)
    column.setSpacing(theme.space(3))
    column.addWidget(SectionHeader(heading, note))
    return PageScroll(page), column
