"""The parts of a child's page beside its tables: timeline, challenges, facts, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.words import counted, short_date
from iro_desktop.services.child_facts import Fact
from iro_desktop.services.child_history import ActLine, ChildHistory
from iro_desktop.services.child_timeline import Timeline
from iro_desktop.services.escalation_cards import EscalationCard
from iro_desktop.services.siblings import Sibling
from iro_desktop.services.timeline_kinds import WORDS, counts, only
from iro_desktop.ui import theme
from iro_desktop.ui.board.meter import MeterBar
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import Card, SectionHeader
from iro_desktop.ui.chips import Chip, FilterChips
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, StatusLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.standing import MARKS
from iro_desktop.ui.timeline import TimelineWidget
from iro_desktop.ui.views.child_tables import TimelineTable

_ACTS_SHOWN: Final = 5
_QUOTES: Final = ("“", '"', "'", "\N{LEFT SINGLE QUOTATION MARK}")


def local_time(at: datetime) -> str:
    """Return a moment as the clock on the wall had it: "26 Mar 2020, 14:10"."""
    here = at.astimezone()
    return f"{short_date(here.date())}, {here:%H:%M}"


_ALL: Final = "all"


class TimelineCard(Card):
    """The timeline, of all kinds or of one, the sentence of what is chosen in it, or a table."""

    opened = Signal(object)
    """The Mark or Bar that was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=theme.space(3))
        self._timeline: Timeline | None = None
        self.chips = FilterChips(name="Shown on the timeline")
        self.chips.setContentsMargins(theme.space(2), 0, theme.space(2), 0)
        self.chips.chip_chosen.connect(self._show_chosen)
        self.drawing = TimelineWidget()
        self.drawing.activated.connect(self.opened)
        self._table = TimelineTable()
        self._table.opened.connect(self.opened)
        self._table.hide()
        self._sentence = SecondaryLabel()
        self.drawing.current_changed.connect(self._sentence.setText)
        self._switch = Button("As a table", Kind.LINK)
        self._switch.clicked.connect(self._on_switch)
        self.add(self.chips)
        self.add(self.drawing)
        self.add(self._table)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.space(2), 0, 0, 0)
        foot.addWidget(self._sentence, 1)
        foot.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show another timeline, drawn or as a table and of one kind or all as before."""
        self._timeline = timeline
        numbers = {kind: number for kind, number in counts(timeline).items() if number}
        chips = [Chip(_ALL, "All", sum(numbers.values()))]
        chips += [Chip(kind, WORDS[kind], number) for kind, number in numbers.items()]
        self.chips.set_chips(chips)
        self.chips.setVisible(len(numbers) > 1)
        self._show_chosen()

    def show_all(self) -> None:
        """Go back to all kinds, as for another child."""
        self.chips.choose(_ALL)

    def _show_chosen(self, _kind: str = "") -> None:
        if self._timeline is None:
            return
        shown = only(self._timeline, self.chips.chosen())
        self.drawing.set_timeline(shown)
        self._table.show_timeline(shown)
        if not self._table.isHidden():
            self._sentence.setText(shown.sentence)

    def _on_switch(self) -> None:
        as_table = self._table.isHidden()
        self._table.setVisible(as_table)
        self.drawing.setHidden(as_table)
        self._switch.setText("As a drawing" if as_table else "As a table")
        (self._table if as_table else self.drawing).setFocus(Qt.FocusReason.TabFocusReason)


class _Rebuilt(QWidget):
    """A column that is filled anew with each page."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space(3))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def clear(self) -> None:
        """Take everything away."""
        _clear(self.column)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            _clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Challenges(_Rebuilt):
    """Each open challenge: the right outcome first, then the stage, the days, what is awaited."""

    asked = Signal(str)
    """The id of a challenge that is to be seen with all its stages."""

    def show_cards(self, cards: Sequence[EscalationCard], called: str, child_id: str) -> None:
        """Show other challenges; one raised for another child says for whom."""
        self.clear()
        for card in cards:
            own = card.child_id == child_id
            raised_for = "" if own else f"{card.reference} {card.initials}".rstrip()
            self.column.addWidget(self._block(card, called, raised_for))
        self.setVisible(bool(cards))

    def _block(self, card: EscalationCard, called: str, raised_for: str) -> QWidget:
        block = Card(padding=theme.space(4))
        outcome = card.right_outcome or "The right outcome is not stated yet."
        names = f"Raised for {raised_for}; it names {called} too" if raised_for else ""
        whom = raised_for or called
        block.add(SectionHeader(f"{card.label}: right outcome for {whom}", names))
        quoted = not card.right_outcome or outcome.startswith(_QUOTES)
        block.add(BodyLabel(outcome if quoted else f"“{outcome}”"))
        to_whom = f", {card.to_whom}" if card.to_whom else ""
        block.add(SecondaryLabel(f"{card.stage_name}{to_whom} · {card.theme or 'no theme'}"))
        if card.meter is not None:
            bar = MeterBar(card.meter)
            block.add(bar)
        row = QHBoxLayout()
        row.addWidget(StatusLabel(MARKS[card.status], card.status_words))
        if card.meter is not None:
            row.addWidget(SecondaryLabel(card.meter.words))
        row.addStretch()
        block.body.addLayout(row)
        if card.status_detail:
            block.add(SecondaryLabel(card.status_detail))
        link = Button("Reply, next stage, outcome", Kind.LINK)
        link.clicked.connect(lambda: self.asked.emit(card.escalation_id))
        block.add(link)
        return block


class Facts(_Rebuilt):
    """Health, education, permanence and the like: heading, what is on file, how it stands."""

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        self.clear()
        card = Card(padding=theme.space(4))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(4))
        grid.setVerticalSpacing(theme.space(3))
        grid.setColumnStretch(1, 1)
        for at, fact in enumerate(facts):
            heading = SecondaryLabel(fact.heading)
            heading.setWordWrap(False)
            grid.addWidget(heading, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words_of(fact), at, 1)
        card.body.addLayout(grid)
        if not facts:
            card.add(SecondaryLabel("Nothing on file yet."))
        self.column.addWidget(card)


def _words_of(fact: Fact) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(1) // 2)
    if fact.status is None:
        column.addWidget(BodyLabel(fact.words))
    else:
        column.addWidget(MarkedLabel(MARKS[fact.status], fact.words))
    if fact.detail:
        column.addWidget(SecondaryLabel(fact.detail))
    return cell


class History(_Rebuilt):
    """The latest acts in words, and the way to every field's history."""

    all_asked = Signal()

    def show_history(self, history: ChildHistory, own_name: str = "") -> None:
        """Show the latest of another history; who did it is said of others than oneself."""
        self.clear()
        for act in history.acts[:_ACTS_SHOWN]:
            self.column.addWidget(self._line(act, own_name))
        if history.acts:
            words = counted(len(history.changes), "change", "changes")
            link = Button(f"All {words}, field by field", Kind.LINK)
            link.clicked.connect(self.all_asked)
            self.column.addWidget(link)

    def _line(self, act: ActLine, own_name: str) -> QWidget:
        who = f", {act.who}" if act.who not in ("", own_name) else ""
        source = "" if act.source == "typed" else f" ({act.source.partition(':')[0]})"
        doubt = f" ({act.clock_doubt})" if act.clock_doubt else ""
        return SecondaryLabel(f"{local_time(act.at)}{doubt}  {act.words}{source}{who}")


class SiblingLinks(FlowRow):
    """A link to the page of each sibling."""

    child_opened = Signal(str)
    """The id of the sibling whose page is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=4)
        self.links: list[Button] = []

    def show_siblings(self, siblings: Sequence[Sibling]) -> None:
        """Show a link for each of these, and for no other."""
        for link in self.links:
            link.setParent(None)
            link.deleteLater()
        self.links = []
        for sibling in siblings:
            link = Button(f"Sibling {sibling.title}, {sibling.age}", Kind.LINK)
            link.clicked.connect(
                lambda _=False, child_id=sibling.child_id: self.child_opened.emit(child_id)
            )
            self.links.append(link)
        self.add(*self.links)


def column_of(*widgets: QWidget) -> QWidget:
    """Return parts under each other, with more room before each heading."""
    result = QWidget()
    column = QVBoxLayout(result)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(2))
    for at, widget in enumerate(widgets):
        if at and isinstance(widget, SectionHeader):
            column.addSpacing(theme.space(3))
        column.addWidget(widget)
    column.addStretch()
    return result


def show_either(table: QWidget, words: QWidget, *, has_rows: bool) -> None:
    """Show a table, or the words that stand for an empty one."""
    table.setVisible(has_rows)
    words.setVisible(not has_rows)
