"""Which period the figures cover, and how their series are cut: two lists beside each other."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from iro_desktop.domain.measures import Mode
from iro_desktop.services.measures_page import MODES, Choice, spans
from iro_desktop.ui import theme
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.words import translated


class MeasureControls(FlowRow):
    """Period and trend; a choice that has gone with its month gives way to the usual one."""

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=theme.space(4), line_gap=theme.space(2))
        self._today: date | None = None
        self._period = StillCombo("Period")
        self._mode = StillCombo("Trend")
        for mode, words in MODES.items():
            self._mode.addItem(translated(words), mode.value)
        for combo in (self._period, self._mode):
            combo.activated.connect(lambda _: self.choice_changed.emit())
            self.add(named(combo))
        self.choose(Choice())

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        span = str(self._period.currentData() or Choice().span)
        return Choice(span, Mode(self._mode.currentData()))

    def set_today(self, today: date) -> None:
        """Offer the periods of a day."""
        if today != self._today:
            self._today = today
            chosen = self.choice
            self._period.clear()
            for span in spans(today):
                self._period.addItem(translated(span.words), span.key)
            self.choose(chosen)

    def choose(self, choice: Choice) -> None:
        """Show a choice; nothing is emitted."""
        self._period.setCurrentIndex(max(0, self._period.findData(choice.span)))
        self._mode.setCurrentIndex(max(0, self._mode.findData(choice.mode.value)))


def named(combo: QComboBox) -> QWidget:
    """A list after its name, whose first letter with Alt leads to it."""
    # A space more than Qt asks for: with the line under its first letter the word is wider.
    label = SecondaryLabel(f"&{combo.accessibleName()}\N{NO-BREAK SPACE}")
    label.setWordWrap(False)
    label.setBuddy(combo)
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space(1))
    row.addWidget(label)
    row.addWidget(combo)
    return pair


class StillCombo(QComboBox):
    """A list as wide as its longest words, that the wheel scrolls past."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(translated(name))
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a choice must not change as it scrolls by."""
        event.ignore()
