"""What lies beside a check while it is written: decisions, what the child asked, the last check."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain import casefile
from iro_desktop.domain.casefile import EventCheck
from iro_desktop.domain.codes import say
from iro_desktop.domain.words import short_date
from iro_desktop.services.monitoring import CheckContext, DecisionLine
from iro_desktop.ui import theme
from iro_desktop.ui.cards import Card, SectionHeader, Separator
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, StatusLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.standing import mark_of
from iro_desktop.ui.theme import Status


class CheckBeside(Card):
    """The decisions of the last review and how they stand, open asks, and the last check."""

    def __init__(self, context: CheckContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setSpacing(theme.space(3))
        if context.news is not None:
            self._add_news(context.news)
            self.add(Separator())
        self._add_decisions(context)
        if context.asks:
            self.add(Separator())
            self.add(SectionHeader(f"What {context.initials or 'the child'} asked for"))
            for words in context.asks:
                self.add(MarkedLabel(Status.NOT_YET, words))
        if context.last is not None:
            self.add(Separator())
            self._add_last(context)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _add_news(self, news: EventCheck) -> None:
        self.add(SectionHeader("What you were told", f"check due by {short_date(news.due_on)}"))
        for one in news.told:
            words = say("notification", one.what) or "Something happened"
            on = short_date(one.told_on) if one.told_on else ""
            self.add(BodyLabel(words))
            self.add(SecondaryLabel(" · ".join(p for p in (on, one.told_by, one.note) if p)))

    def _add_decisions(self, context: CheckContext) -> None:
        self.add(SectionHeader("Decisions of the last review", context.review))
        if not context.review:
            self.add(SecondaryLabel("No review is on file yet."))
        elif not context.decisions:
            self.add(SecondaryLabel("None were recorded."))
        for line in context.decisions:
            self.add(_decision(line))

    def _add_last(self, context: CheckContext) -> None:
        last = context.last
        if last is None:
            return
        outcome = say("check_outcome", last.outcome)
        on = short_date(last.checked_on) if last.checked_on else ""
        self.add(SectionHeader("The last check", ", ".join(p for p in (outcome, on) if p)))
        self.add(BodyLabel(last.analysis))
        if last.experience:
            self.add(SecondaryLabel(last.experience))


def _decision(line: DecisionLine) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(1) // 2)
    column.addWidget(BodyLabel(line.decision))
    row = QHBoxLayout()
    row.setSpacing(theme.space(2))
    quiet = line.status in (casefile.Status.LATER, casefile.Status.UNDATED)
    row.addWidget(StatusLabel(Status.NOT_YET if quiet else _mark(line), line.words))
    by = short_date(line.due_on) if line.due_on and line.done_on is None else ""
    row.addWidget(SecondaryLabel(" · ".join(part for part in (line.owner, by) if part)), 1)
    column.addLayout(row)
    block.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return block


def _mark(line: DecisionLine) -> Status:
    return mark_of(line.status) or Status.NOT_YET
