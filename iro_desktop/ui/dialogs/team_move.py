"""Move children between IROs of a team on paper: from whom, to whom, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

from iro_desktop.domain.team.what_if import TeamMove
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.small_dialog import SmallDialog
from iro_desktop.ui.words import translated

_NOTE: Final = (
    "Nothing changes by it: the chart shows where the caseloads would be. Which children these "
    "are is for the IROs, whose files have them."
)
_MOST: Final = 200


class TeamMoveDialog(SmallDialog):
    """Says by ``moved`` what was chosen; Esc leaves all as it is."""

    moved = Signal(object)
    """The TeamMove."""

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("Move children on paper", parent)
        self.add(SecondaryLabel(_NOTE))
        self.from_whom, self.to_whom = QComboBox(), QComboBox()
        self.number = QSpinBox()
        self.number.setRange(1, _MOST)
        self.number.setAccessibleName(translated("How many children"))
        self.number.lineEdit().setTextMargins(theme.space(1), 0, 0, 0)
        for combo, name in ((self.from_whom, "From"), (self.to_whom, "To")):
            combo.setAccessibleName(translated(name))
            for officer_id, words in names.items():
                combo.addItem(translated(words), officer_id)
            combo.currentIndexChanged.connect(self._on_changed)
        self.to_whom.setCurrentIndex(min(1, self.to_whom.count() - 1))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(3))
        grid.setVerticalSpacing(theme.space(2))
        fields: tuple[tuple[str, QWidget], ...] = (
            ("&From", self.from_whom),
            ("&To", self.to_whom),
            ("&Children", self.number),
        )
        for line, (words, field) in enumerate(fields):
            label = QLabel(translated(words))
            label.setBuddy(field)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.move_button = Button("&Move on paper", Kind.PRIMARY)
        self.move_button.setDefault(True)
        self.move_button.clicked.connect(self._on_move)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        self.add_foot(cancel, self.move_button)
        self._on_changed()

    def begin(self) -> None:
        """Begin at who has the children."""
        self.from_whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_from(self, officer_id: str) -> None:
        """Choose who has the children."""
        self.from_whom.setCurrentIndex(max(0, self.from_whom.findData(officer_id)))

    def _on_changed(self) -> None:
        same = self.from_whom.currentData() == self.to_whom.currentData()
        if hasattr(self, "move_button"):
            self.move_button.setEnabled(not same)

    def _on_move(self) -> None:
        move = TeamMove(
            str(self.from_whom.currentData()), str(self.to_whom.currentData()), self.number.value()
        )
        self.accept()
        self.moved.emit(move)
