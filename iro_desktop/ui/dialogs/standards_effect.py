"""What other standards would change, shown before they are kept, deleted or imported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.records import Standards
from iro_desktop.services.standards_effect import Effect, EffectRow, effect_of
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import PageHeader
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.ui.operations import Operations
    from iro_desktop.ui.session import Session

_CHANGES: Final = "Would change"
_STAYS: Final = "Stays as it is"
_LETTERS_WIDE: Final = 118

_COLUMNS: Final[tuple[Column[EffectRow], ...]] = (
    Column("Measure", text=lambda row: row.title, stretch=4),
    Column("Now", text=lambda row: row.now, detail=lambda row: row.aim_now, stretch=3),
    Column(
        "With the change",
        text=lambda row: row.then,
        detail=lambda row: row.aim_then,
        tags=lambda row: ("Changes",) if row.changed else (),
        stretch=4,
    ),
)


class EffectDialog(ReadInOrder, QDialog):
    """Works out every figure with other sets of standards, off the main thread, and shows both.

    ``lines`` say what is to be done; ``primary`` are the words of the button that does it.
    """

    confirmed = Signal()
    """The change is wanted; the dialog is closed by then."""

    def __init__(
        self,
        operations: Operations,
        sets: Sequence[Standards],
        primary: str,
        *,
        lines: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated("What this would change"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._header = PageHeader("Working out what this would change…", " ")
        self._lines = BodyLabel("\n".join(lines))
        self._lines.setVisible(bool(lines))
        self.rows: TableModel[EffectRow] = TableModel(
            _COLUMNS,
            key=lambda row: row.measure_id,
            section=lambda row: _CHANGES if row.changed else _STAYS,
            sections=(_CHANGES, _STAYS),
            parent=self,
        )
        self._table = TableView(self.rows, name="What this would change")
        self.primary = Button(primary, Kind.PRIMARY)
        self.primary.setEnabled(False)
        self.primary.clicked.connect(self._on_confirmed)
        self.back = Button("&Back")
        self.back.clicked.connect(self.reject)
        self._lay_out()
        everyone, today = operations.session.whole_service, operations.session.today

        def work(session: Session) -> Effect:
            return effect_of(
                session.snapshot,
                session.practice,
                sets,
                officer_id=None if everyone else session.officer_id or None,
                as_of=today,
            )

        operations.read(work, done=self._on_worked_out, owner=self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(self._lines)
        column.addWidget(self._table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.primary)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        """Return room for the measures that would change, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        size = QSize(letter * _LETTERS_WIDE, letter * 86)
        return size.boundedTo(self.screen().availableSize() * 0.9)

    def open(self) -> None:
        """Show the dialog over its window."""
        self.resize(self.sizeHint())
        super().open()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_worked_out(self, effect: Effect) -> None:
        self._header.set_text(effect.headline, effect.note)
        self.rows.set_rows(effect.rows)
        self._table.select_first()
        self.primary.setEnabled(True)
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, effect.headline)

    def _on_confirmed(self) -> None:
        self.accept()
        self.confirmed.emit()
