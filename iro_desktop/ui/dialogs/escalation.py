"""One challenge with everything about it: stages and replies, the child's view, Cafcass."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.codes import say
from iro_desktop.domain.records import Escalation
from iro_desktop.domain.words import say_date, say_list, short_date
from iro_desktop.services.escalation_cards import KINDS
from iro_desktop.services.escalation_page import EscalationPage, StepLine
from iro_desktop.ui import theme
from iro_desktop.ui.board.meter import MeterBar, meter_status
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import Card, PageHeader, SectionHeader, Separator
from iro_desktop.ui.copy_button import CopyButton
from iro_desktop.ui.dialogs.escalation_acts import page_of
from iro_desktop.ui.escalation_acts import EscalationActs
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, StatusLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.standing import mark_of
from iro_desktop.ui.tab_order import ReadInOrder, follow_layout, stops
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

_WIDTH: Final = 110  # average letters
_SHARE: Final = 0.92  # of the screen


class EscalationDialog(ReadInOrder, QDialog):
    """A challenge to read, with its acts as buttons; it follows what they record."""

    child_asked = Signal(str)

    def __init__(
        self, operations: Operations, page: EscalationPage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._escalation_id = page.card.escalation_id
        self.acts = EscalationActs(operations, self)
        self.acts.child_asked.connect(self._on_child_asked)
        self.setWindowTitle(translated("Challenge"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content: QWidget = QWidget()
        self._scroll = PageScroll(takes_keyboard=True)
        self._scroll.setAccessibleName(translated("The challenge"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(Separator())
        column.addWidget(self._foot())
        self.show_page(page)
        operations.committed.connect(self._on_committed)

    def _foot(self) -> QWidget:
        foot = QWidget()
        close = Button("&Close")
        close.clicked.connect(self.reject)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.space(6), theme.space(3), theme.space(6), theme.space(3))
        row.addWidget(SecondaryLabel("Esc closes"), 1)
        row.addWidget(CopyButton(self._operations, Escalation.__name__, self._escalation_id))
        row.addWidget(close)
        return foot

    def show_page(self, page: EscalationPage) -> None:
        """Show a challenge as it stands, and only the acts that it allows."""
        self._content = ScrolledPage()
        body = QVBoxLayout(self._content)
        side = theme.space(6)
        body.setContentsMargins(side, theme.space(5), side, theme.space(5))
        body.setSpacing(theme.space(4))
        body.addWidget(PageHeader(page.card.right_outcome or _NOT_SAID, _note(page)))
        body.addWidget(self._buttons(page))
        body.addWidget(_standing(page))
        facts = _facts(page)
        if facts:
            body.addWidget(SecondaryLabel(facts))
        for block in _blocks(page):
            body.addWidget(block)
        body.addWidget(SectionHeader("Stages and replies", "Enter opens a reply"))
        self.stages = _stages(page)
        self.stages.opened.connect(self._on_stage_opened)
        body.addWidget(self.stages)
        body.addWidget(_beside(page))
        body.addStretch()
        self._scroll.setWidget(self._content)
        follow_layout(self)
        self.begin()

    def _buttons(self, page: EscalationPage) -> QWidget:
        buttons = []
        for at, act in enumerate(self.acts.acts(page.card)):
            if act.key == "delete":
                continue  # in the menu of its card alone: too near to the rest here
            first = at == 0 and page.card.is_open
            button = Button(translated(act.text).rstrip("…"), Kind.PRIMARY if first else Kind.PLAIN)
            button.clicked.connect(lambda _checked=False, act=act: act.do())
            buttons.append(button)
        return button_row(*buttons)

    def open(self) -> None:
        """Show the page over its window, as large as it needs, and begin with its first act."""
        self.resize(self.sizeHint())
        super().open()
        self.begin()

    def begin(self) -> None:
        """Give the first act the keyboard."""
        shown = (one for one in stops(self._content) if one.isVisibleTo(self._content))
        first = next(shown, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Return the size of the page, within the screen."""
        width = self.fontMetrics().averageCharWidth() * _WIDTH
        screen = self.screen().availableSize() * _SHARE
        width = min(width, screen.width())
        height = self._content.heightForWidth(width) + theme.space(20)
        return QSize(width, height).boundedTo(screen)

    def _on_committed(self, commit: object) -> None:
        if not KINDS & getattr(commit, "kinds", frozenset()):
            return
        page = page_of(self._operations, self._escalation_id)
        if page is None:
            self.reject()
        else:
            self.show_page(page)

    def _on_stage_opened(self, line: object) -> None:
        if isinstance(line, StepLine):
            self.acts.reply(self._escalation_id, line.step_id)

    def _on_child_asked(self, child_id: str) -> None:
        self.accept()
        self.child_asked.emit(child_id)


_NOT_SAID: Final = "The right outcome is not said yet"


def _note(page: EscalationPage) -> str:
    card = page.card
    raised = f"raised {short_date(card.opened_on)}" if card.opened_on else ""
    name = f"{card.reference} {card.initials}".strip()
    named = f"{name} with {say_list(card.others)}" if card.others else name
    parts = (named, card.stage_name, raised, card.theme, *card.other_themes)
    return " · ".join(part for part in parts if part)


def _standing(page: EscalationPage) -> QWidget:
    """Return what it waits for, and the days that have run."""
    card, meter = page.card, page.card.meter
    box = Card()
    row = QHBoxLayout()
    row.setSpacing(theme.space(3))
    row.addWidget(StatusLabel(_mark(page), card.status_words), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(SecondaryLabel(f"{card.status_detail} · {card.to_whom}".strip(" ·")), 1)
    box.body.addLayout(row)
    if meter is not None:
        days = QHBoxLayout()
        days.setSpacing(theme.space(3))
        ends = "ended" if meter.overdue else "ends"
        words = f"{meter.words[:1].upper()}{meter.words[1:]}, {ends} {say_date(meter.due_on)}"
        status = meter_status(meter)
        label = StatusLabel(status, words) if status is not Status.FINE else SecondaryLabel(words)
        days.addWidget(MeterBar(meter), 1, Qt.AlignmentFlag.AlignVCenter)
        days.addWidget(label)
        box.body.addLayout(days)
    return box


def _facts(page: EscalationPage) -> str:
    """Return where it came from and what else was done, as one line."""
    it = page.escalation
    source = say("escalation_source", it.source)
    parts = (
        f"came from: {source[:1].lower()}{source[1:]}" if source else "",
        f"raised by {page.raised_by}, taken over since" if page.raised_by else "",
        _on("legal advice sought", it.legal_advice_on),
        _on("child told", it.child_told_on),
    )
    said = " · ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}"


def _mark(page: EscalationPage) -> Status:
    closed = {"achieved": Status.FINE, "part": Status.DUE_SOON, "no": Status.OVERDUE}
    if page.card.state == "closed":
        return closed.get(page.card.outcome, Status.NOT_YET)
    return mark_of(page.card.status) or Status.NOT_YET


def _blocks(page: EscalationPage) -> Iterable[QWidget]:
    """Yield what was said, each under its question; what was left empty is left out."""
    it = page.escalation
    by = ", ".join(
        part for part in (it.by_whom, f"by {short_date(it.by_on)}" if it.by_on else "") if part
    )
    for title, words, note in (
        ("What changed for the child", it.changed_for_child, _on("outcome", it.outcome_on)),
        ("What we need to do to get there", it.needed, by),
        ("The child’s view", it.child_view, ""),
        ("Impact on the child now", it.impact, ""),
        ("Evidence", it.evidence, ""),
        ("Learning", it.learning, ""),
        ("Opened again", it.reopened_why, _on("on", it.reopened_on)),
    ):
        if words:
            block = QWidget()
            column = QVBoxLayout(block)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.space(1))
            column.addWidget(SectionHeader(title, note))
            column.addWidget(BodyLabel(words))
            yield block


def _on(words: str, day: date | None) -> str:
    return f"{words} {short_date(day)}" if day else ""


def _stages(page: EscalationPage) -> TableView:
    columns: tuple[Column[StepLine], ...] = (
        Column(
            "Stage",
            text=lambda line: line.stage_name,
            detail=lambda line: f"left out: {line.skipped}" if line.skipped else "",
            stretch=2,
        ),
        Column(
            "From",
            text=lambda line: short_date(line.started_on) if line.started_on else "",
            sort_key=lambda line: line.started_on,
            stretch=0,
        ),
        Column("To whom", text=lambda line: line.to_whom, detail=lambda line: line.why, stretch=3),
        Column(
            "Reply",
            text=lambda line: line.reply,
            detail=_reply_detail,
            sort_key=lambda line: line.replied_on,
            mark=_reply_mark,
            stretch=3,
        ),
    )
    model = TableModel(columns, key=lambda line: (line.step_id, line.stage_name))
    table = TableView(model, name="Stages and replies")
    model.setParent(table)
    model.set_rows(page.steps)
    table.fit_height(True)
    return table


def _reply_detail(line: StepLine) -> str:
    following = f"Next: {line.next_step}" if line.next_step else ""
    return " ".join(part for part in (line.note, following) if part)


def _reply_mark(line: StepLine) -> Status | None:
    if line.replied_on is None:
        return Status.OVERDUE if line.late else Status.NOT_YET
    return {"accepts": Status.FINE, "partly": Status.DUE_SOON}.get(line.response, Status.OVERDUE)


def _beside(page: EscalationPage) -> QWidget:
    """Return what was done beside the stages: Cafcass, or the safeguarding partnership."""
    it = page.escalation
    if page.why_not_cafcass and it.cafcass_considered is None:
        return _partnership(page)
    if it.cafcass_considered is None:
        return SectionHeader("Cafcass", "Whether it was considered is not recorded.")
    said = "Considered" if it.cafcass_considered else "Considered, and not consulted"
    ground = say("cafcass_ground", it.cafcass_ground)
    days = (
        _on("consulted", it.cafcass_consulted_on),
        _on("referred", it.cafcass_referred_on),
        _on("answered", it.cafcass_responded_on),
    )
    note = ", ".join(part for part in (said, *days) if part)
    return _said("Cafcass", note, ground, it.cafcass_reason, it.cafcass_response)


def _partnership(page: EscalationPage) -> QWidget:
    it = page.escalation
    days = (
        _on("asked", it.partnership_asked_on),
        _on("answered", it.partnership_answered_on),
    )
    note = ", ".join(day for day in days if day) or page.why_not_cafcass
    note = f"{note[:1].upper()}{note[1:]}"
    return _said("Safeguarding partnership", note, it.partnership_why, it.partnership_response)


def _said(title: str, note: str, *texts: str) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(1))
    column.addWidget(SectionHeader(title, note))
    for words in texts:
        if words:
            column.addWidget(BodyLabel(words))
    return block


def open_escalation(
    operations: Operations, escalation_id: str, *, parent: QWidget
) -> EscalationDialog | None:
    """Open a challenge with its history; None if it is no longer there."""
    page = page_of(operations, escalation_id)
    if page is None:
        return None
    dialog = EscalationDialog(operations, page, parent)
    dialog.open()
    return dialog
