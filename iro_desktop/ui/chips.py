"""Filters as chips: one chosen at a time, each with its count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.words import translated

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its key, its words, and how many rows it would show.

    ``full`` is what a screen reader and the tool tip say where the words are cut short.
    """

    key: str
    text: str
    count: int | None = None
    full: str = ""

    @property
    def label(self) -> str:
        """The words on the chip, with the count after them."""
        said = translated(self.text)
        return said if self.count is None else f"{said} {self.count}"


class FilterChips(FlowRow):
    """A row of chips like radio buttons: Tab goes to the chosen one, arrow keys choose others."""

    chip_chosen = Signal(str)
    menu_asked = Signal(str, QPoint)
    """A menu is wanted for the chip of this key, at this place of the screen."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "Filters") -> None:
        super().__init__(parent, gap=theme.space(3) // 2)
        self.setAccessibleName(translated(name))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _ChipButton] = {}
        self._last: Button | None = None
        self._words = ""

    def set_last(self, button: Button) -> None:
        """Have a button stand after the chips, with its icon alone where it has too little room.

        By itself on a line it would push the rows down each time that it came.
        """
        self._last = button
        self._words = button.text()
        button.setAccessibleName(self._words)
        self.add(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the words for which the last button has room."""
        super().resizeEvent(event)
        self._name_last()

    def event(self, event: QEvent) -> bool:
        """Find them anew when a chip or its words have changed."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._name_last()
        return done

    def _name_last(self) -> None:
        last = self._last
        if last is None or last.isHidden():
            return
        whole = last.sizeHint().width()
        if not last.text():
            # Rather more than it is, so that words never come and go by turns.
            whole += last.fontMetrics().horizontalAdvance(self._words) + theme.space(2)
        wanted = "" if self._flow.is_crowded_by(whole) else self._words
        if wanted != last.text():
            last.setText(wanted)
            tip = "" if wanted else self._words
            last.setToolTip(tip)
            last.updateGeometry()

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips; the chosen one stays chosen where it still exists, else the first.

        Chips whose keys have not changed keep their widgets, and so the keyboard.
        """
        chosen = self.chosen()
        if [chip.key for chip in chips] != list(self._buttons):
            self._rebuild(chips)
        for chip in chips:
            self._buttons[chip.key].show_chip(chip)
        keys = [chip.key for chip in chips]
        if keys:
            self._check(chosen if chosen in keys else keys[0])

    def chosen(self) -> str:
        """Return the key of the chosen chip, or "" where there is none."""
        for key, button in self._buttons.items():
            if button.isChecked():
                return key
        return ""

    def choose(self, key: str) -> None:
        """Choose a chip as a user would; an unknown key changes nothing."""
        if key in self._buttons and key != self.chosen():
            self._check(key)
            self.chip_chosen.emit(key)

    def step(self, by: int) -> None:
        """Choose the chip `by` places further on, round the end, and move the keyboard there."""
        keys = list(self._buttons)
        key = keys[(keys.index(self.chosen()) + by) % len(keys)]
        self.choose(key)
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        self._buttons = {chip.key: _ChipButton(self) for chip in chips}
        for key, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, key=key: self._on_clicked(key))
            button.customContextMenuRequested.connect(
                lambda place, key=key: self.menu_asked.emit(
                    key, self._buttons[key].mapToGlobal(place)
                )
            )
        self.add(*self._buttons.values())
        if self._last is not None:
            self._flow.removeWidget(self._last)
            self.add(self._last)

    def _check(self, key: str) -> None:
        self._buttons[key].setChecked(True)
        # One stop for Tab, as with radio buttons: the chosen chip.
        for other, button in self._buttons.items():
            policy = Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _on_clicked(self, key: str) -> None:
        self._check(key)
        self.chip_chosen.emit(key)


class _ChipButton(Button):
    def __init__(self, row: FilterChips) -> None:
        super().__init__("", Kind.CHIP, row)
        self._row = row
        self.setCheckable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def show_chip(self, chip: Chip) -> None:
        self.setText(chip.label.replace("&", "&&"))
        words = translated(chip.full or chip.text)
        self.setAccessibleName(words if chip.count is None else f"{words}, {chip.count}")
        self.setToolTip(translated(chip.full))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ON:
            self._row.step(1)
        elif event.key() in _BACK:
            self._row.step(-1)
        else:
            super().keyPressEvent(event)
