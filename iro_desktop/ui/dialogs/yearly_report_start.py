"""The first steps of a yearly report: whose and of which days, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.measures import Period
from iro_desktop.domain.records import About
from iro_desktop.services.report_wizard import Compared, ReportChoice, ReportSpan, Whose
from iro_desktop.services.yearly_report import period_of
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.fields import DayEditor
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.measure_controls import StillCombo, named
from iro_desktop.ui.words import all_translated, translated

_OTHER: Final = "Other days"
_SHARED: Final = "For sharing outside the service"
_SHARED_MORE: Final = (
    "What rests on a small count is then not told, nor is any other count from which one could be "
    "worked out, and nobody is named. Without it the report is for your service."
)
_NONE: Final = (
    "No figures of other areas are on file for this year, so the report compares with last year "
    "and with your targets alone."
)


class StartStep(QWidget):
    """The period, whose figures, and whether small counts are hidden."""

    def __init__(self, spans: Sequence[ReportSpan], whose: Sequence[Whose], today: date) -> None:
        super().__init__()
        self._spans, self._whose, self._today = spans, whose, today
        self.span = StillCombo("Period")
        self.span.addItems(all_translated((*(one.words for one in spans), _OTHER)))
        self.span.currentIndexChanged.connect(self._on_span)
        self.first = DayEditor(About("from_on", "First day", "day"), today)
        self.last = DayEditor(About("to_on", "Last day", "day"), today)
        self._days = QWidget()
        self.who = QButtonGroup(self)
        self.share = QCheckBox(translated(_SHARED))
        self._lay_out()
        self._on_span()

    def _lay_out(self) -> None:
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(theme.space(5))
        for editor in (self.first, self.last):
            days.addWidget(FormField(editor, editor.about.label, ""))
        days.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addWidget(SectionHeader("Which days", "36 months at most."))
        combo = QHBoxLayout()
        combo.addWidget(named(self.span))
        combo.addStretch(1)
        column.addLayout(combo)
        column.addWidget(self._days)
        column.addSpacing(theme.space(3))
        column.addWidget(SectionHeader("Whose figures"))
        for at, one in enumerate(self._whose):
            button = QRadioButton(translated(one.words).replace("&", "&&"))
            button.setAccessibleDescription(translated(one.more))
            button.setChecked(at == 0)
            self.who.addButton(button, at)
            column.addWidget(_choice(button, one.more))
        column.addSpacing(theme.space(3))
        column.addWidget(SectionHeader("For whom"))
        column.addWidget(_choice(self.share, _SHARED_MORE))
        column.addStretch(1)

    def _on_span(self) -> None:
        self._days.setVisible(self.span.currentIndex() == len(self._spans))

    def take_keyboard(self) -> None:
        """Begin with the period."""
        self.span.setFocus()

    def period(self) -> Period:
        """What is chosen; raises PeriodBackwardsError and PeriodTooLongError."""
        at = self.span.currentIndex()
        if at < len(self._spans):
            return self._spans[at].period
        first, last = self.first.value(), self.last.value()
        return period_of(
            first if isinstance(first, date) else None,
            last if isinstance(last, date) else None,
            self._today,
        )

    def whose(self) -> Whose:
        """Whose figures are chosen."""
        return self._whose[max(0, self.who.checkedId())]

    def show_choice(self, choice: ReportChoice) -> None:
        """Show what was chosen before; what is not offered any more gives way to the usual."""
        periods = [one.period for one in self._spans]
        known = choice.period in periods
        self.span.setCurrentIndex(periods.index(choice.period) if known else len(periods))
        self.first.set_value(choice.period.from_on)
        self.last.set_value(choice.period.to_on)
        for at, one in enumerate(self._whose):
            if one.key == choice.whose:
                self.who.button(at).setChecked(True)
        self.share.setChecked(choice.share)


class ComparedStep(QWidget):
    """What is named beside the figures: a tick for each area on file."""

    comparators_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[str, QCheckBox] = {}
        self._unnamed: set[str] = set()
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.space(1))
        self.link = Button("&Figures to compare with…", icon="table")
        self.link.clicked.connect(self.comparators_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addWidget(
            SectionHeader(
                "Which areas the report names",
                "Of each the figure of the report’s year, else the latest before it.",
            )
        )
        column.addLayout(self._list)
        row = QHBoxLayout()
        row.addWidget(self.link)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_areas(self, areas: Sequence[Compared]) -> None:
        """Show what is on file; what was not to be named stays so."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.ticks = {}
        for one in areas:
            tick = QCheckBox(translated(one.words).replace("&", "&&"))
            tick.setAccessibleDescription(translated(one.more))
            tick.setChecked(one.key not in self._unnamed)
            tick.toggled.connect(lambda named, key=one.key: self._on_tick(key, is_named=named))
            self.ticks[one.key] = tick
            self._list.addWidget(_choice(tick, one.more))
        if not areas:
            self._list.addWidget(BodyLabel(_NONE))

    def _on_tick(self, key: str, *, is_named: bool) -> None:
        if is_named:
            self._unnamed.discard(key)
        else:
            self._unnamed.add(key)

    def set_unnamed(self, keys: frozenset[str]) -> None:
        """Leave out what was left out before."""
        self._unnamed = set(keys)
        for key, tick in self.ticks.items():
            tick.setChecked(key not in keys)

    def unnamed(self) -> frozenset[str]:
        """What the report is not compared with."""
        return frozenset(self._unnamed)

    def take_keyboard(self) -> None:
        """Begin with the first area, or with where figures are entered."""
        first: QWidget = next(iter(self.ticks.values()), self.link)
        first.setFocus()


def _choice(button: QAbstractButton, more: str) -> QWidget:
    """Return a choice over what explains it, which is as far in as the choice's own words."""
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    words = SecondaryLabel(more)
    words.setContentsMargins(theme.space(8), 0, 0, 0)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, theme.space(1))
    column.setSpacing(0)
    column.addWidget(button)
    column.addWidget(words)
    return holder
