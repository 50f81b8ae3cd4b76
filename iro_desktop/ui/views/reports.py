"""Everything that can leave the machine, and first what is due of it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.services.reports_page import KINDS, ReportLine, ReportsPage, reports_page
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import Card, PageHeader, SectionHeader, Separator
from iro_desktop.ui.labels import BodyLabel, HeadingLabel, SecondaryLabel, StatusLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.session import Session
from iro_desktop.ui.theme import Status
from iro_desktop.ui.view import View


class ReportsView(View):
    """One row for each thing that can leave; its button opens what shows it first."""

    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._page: ReportsPage | None = None
        self.rows: dict[str, _Row] = {}
        self._header = PageHeader("Reports")
        self._header.show_action("View log")
        self._header.acted.connect(lambda: self.action_asked.emit("view_log", ""))
        self.first = Button("", Kind.PRIMARY)
        self.first.clicked.connect(self._on_first)
        page = ScrolledPage()
        self._column = QVBoxLayout(page)
        edge = theme.space(5)
        self._column.setContentsMargins(edge, theme.space(4), edge, theme.space(5))
        self._column.setSpacing(theme.space(3))
        self._column.addWidget(self._header)
        self._column.addWidget(self.first)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(PageScroll(page))
        operations.noted.connect(self._on_noted)

    def show_workspace(self, session: Session) -> None:
        """Show what is due and when each was made last."""
        page = reports_page(
            session.snapshot,
            session.today,
            session.officer_id,
            whole_service=session.whole_service,
        )
        before, self._page = self._page, page
        self._header.set_text(page.headline, page.note)
        had_keyboard = self.first.hasFocus()
        self.first.setText(page.act_words)
        self.first.setVisible(bool(page.act))
        self.first.updateGeometry()
        if not self.rows:
            self._add_groups(page)
        for line in page.lines:
            self.rows[line.key].show_line(line)
        if had_keyboard and not page.act:
            self.take_keyboard()
        if before is None or before.headline != page.headline:
            self.headline_changed.emit()

    def _add_groups(self, page: ReportsPage) -> None:
        for group in page.groups:
            self._column.addSpacing(theme.space(2))
            self._column.addWidget(SectionHeader(group.heading, group.note))
            card = Card()
            card.body.setSpacing(theme.space(3))
            for at, line in enumerate(group.lines):
                if at:
                    card.add(Separator())
                row = _Row(line)
                row.button.clicked.connect(lambda _=False, key=line.key: self._on_act(key))
                self.rows[line.key] = row
                card.add(row)
            self._column.addWidget(card)
        self._column.addStretch(1)

    def headline(self) -> str:
        """Return what is due: "The summary of October 2026 has not been made yet"."""
        return self._page.headline if self._page else "Reports"

    def take_keyboard(self) -> None:
        """Begin with what is due, else with the first row."""
        first = next(iter(self.rows.values()), None)
        target: QWidget = self
        if self._page is not None and self._page.act:
            target = self.first
        elif first is not None:
            target = first.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_first(self) -> None:
        if self._page is not None and self._page.act:
            self._on_act(self._page.act)

    def _on_act(self, key: str) -> None:
        self.action_asked.emit(key, "")

    def _on_noted(self) -> None:
        if self._page is not None:
            self.show_workspace(self.operations.session)


class _ActButton(Button):
    """The button of a row, as wide as the others unless its words need more."""

    def sizeHint(self) -> QSize:
        """Return the width of its words, and no less than that of the others."""
        return super().sizeHint().expandedTo(QSize(theme.space(22), 0))

    def minimumSizeHint(self) -> QSize:
        """Return the same: the words are never cut."""
        return self.sizeHint()


class _Row(QWidget):
    """What it is and who may see it on the left; when it was made, and its button, at the right."""

    def __init__(self, line: ReportLine) -> None:
        super().__init__()
        self.button = _ActButton(line.act)
        self.button.setAccessibleName(f"{line.title}: {line.act.rstrip('…')}")
        self.button.setAccessibleDescription(f"{line.purpose} {line.readers}")
        self._readers = f"For whom: {line.readers[:1].lower()}{line.readers[1:]}"
        self._last = SecondaryLabel()
        self._due = StatusLabel(Status.DUE_SOON, "")
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(HeadingLabel(line.title))
        words.addWidget(BodyLabel(line.purpose))
        words.addWidget(self._last)
        words.addWidget(self._due)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(5))
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, line: ReportLine) -> None:
        """Show when it was made last, and whether it is due."""
        self._last.setText(f"{self._readers} {line.last}")
        self._due.set_status(Status.DUE_SOON, line.due)
        self._due.setVisible(bool(line.due))
