"""The palette: one line that finds children, words on file, and everything that can be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from iro_desktop.domain.records import SavedFilter
from iro_desktop.domain.words import folded, short_date
from iro_desktop.services.finding import ChildHit, Found, Index, TextHit, find
from iro_desktop.services.saved_filters import key_of_filter, say
from iro_desktop.ui import theme
from iro_desktop.ui.actions import MENUS, Doing, Menu
from iro_desktop.ui.announce import announce
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.words import translated

CHILDREN: Final = "Children"
ACTIONS: Final = "Actions and views"
FILTERS: Final = "Saved filters"
ON_FILE: Final = "Words on file"

_MOST_ACTIONS: Final = 8
_LETTERS_WIDE: Final = 104
_LETTERS_TALL: Final = 84
_SHARE: Final = 0.9  # of the screen
_HINT: Final = "Child, words on file, or what to do"
_FIRST: Final = (
    "caseload", "monitoring", "escalations", "diary", "record_review", "record_check", "add_child",
    "new_challenge",
)  # fmt: skip
"""What is offered before anything is typed."""
_LEFT_OUT: Final = frozenset({"palette"})
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
}


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a line of the palette leads: an action, a filter, a child, or a record of one."""

    action: str = ""
    filter: str = ""
    child_id: str = ""
    kind: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the palette."""

    goal: Goal
    section: str
    title: str
    detail: str = ""
    beside: str = ""
    beside_detail: str = ""


_COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column(
        "Found",
        text=lambda row: row.title,
        detail=lambda row: row.detail,
        stretch=6,
        accessible=lambda row: ", ".join(part for part in (row.title, row.detail) if part),
    ),
    Column(
        "About",
        text=lambda row: row.beside,
        detail=lambda row: row.beside_detail,
        stretch=1,
        accessible=lambda row: ", ".join(p for p in (row.beside, row.beside_detail) if p),
    ),
)


class PaletteDialog(ReadInOrder, QDialog):
    """Type, Up and Down choose, Enter goes there, Esc closes. Open it with ``open()``."""

    chosen = Signal(object)
    """The Goal to which the chosen line leads; the dialog is closed by then."""

    def __init__(
        self,
        actions: Mapping[str, QAction],
        filters: Sequence[SavedFilter] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._index: Index | None = None
        self._doings = tuple(_doings(actions))
        self._filters = tuple(filters)
        self.setWindowTitle(translated("Find"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = _PaletteLine(self)
        self.model: TableModel[Line] = TableModel(
            _COLUMNS, key=lambda row: row.goal, section=lambda row: row.section, parent=self
        )
        self.table = TableView(self.model, name="Found", parent=self)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = SecondaryLabel()
        column = QVBoxLayout(self)
        edge = theme.space(4)
        column.setContentsMargins(edge, edge, edge, theme.space(3))
        column.setSpacing(theme.space(2))
        column.addWidget(self.line)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        self.line.textChanged.connect(self._show)
        self.line.stepped.connect(self.step)
        self.line.returnPressed.connect(self._on_enter)
        self.table.opened.connect(self._go)
        self.table.clicked.connect(lambda _: self._on_enter())
        self._show()

    def show_index(self, index: Index) -> None:
        """Search ``index`` from now on."""
        self._index = index
        self._show()

    def sizeHint(self) -> QSize:
        """Return the size of a dozen lines, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        wanted = QSize(letter * _LETTERS_WIDE, letter * _LETTERS_TALL)
        return wanted.boundedTo(self.screen().availableSize() * _SHARE)

    def open(self) -> None:
        """Show the palette over the window, the keyboard in its line."""
        self.resize(self.sizeHint())
        super().open()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it shows

    def _show(self) -> None:
        typed = self.line.text()
        found = find(self._index, typed) if self._index is not None else Found()
        words = folded(typed).split()
        lines = [
            *map(_child_line, found.children),
            *_action_lines(self._doings, words),
            *_filter_lines(self._filters, words),
            *map(_text_line, found.texts),
        ]
        self.model.set_rows(lines)
        if lines:
            self.table.select_key(lines[0].goal)
            self.table.scrollToTop()
        self.foot.setText(self._foot_words(found, nothing=not lines))
        announce(self.line, f"{len(lines)} found" if words else "")

    def _foot_words(self, found: Found, *, nothing: bool) -> str:
        if self._index is None:
            return "Reading what is on file…"
        if nothing:
            return f"Nothing here holds “{self.line.text().strip()}”."
        return found.more or "Up and Down choose, Enter goes there, Esc closes"

    # What the user does

    def step(self, by: int) -> None:
        """Choose the line so many lines further on, and have it read."""
        rows = self.model.rows()
        current = self.table.current_row()
        if rows:
            at = rows.index(current) if current in rows else 0
            self.table.select_key(rows[min(max(at + by, 0), len(rows) - 1)].goal)
            if at + by <= 0:
                self.table.scrollToTop()
            self.table.read_row()

    def _on_enter(self) -> None:
        self._go(self.table.current_row())

    def _go(self, row: object) -> None:
        if isinstance(row, Line):
            self.accept()
            self.chosen.emit(row.goal)


class _PaletteLine(QLineEdit):
    """The line keeps the keyboard; Up and Down move through what was found."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(translated(_HINT))
        self.setAccessibleName(translated("Find"))
        self.setAccessibleDescription(translated(_HINT))
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


def _doings(actions: Mapping[str, QAction]) -> Iterator[tuple[Doing, str]]:
    """Yield what the menus hold and can be done now, with the menu where it stands."""

    def walk(menu: Menu, path: str) -> Iterator[tuple[Doing, str]]:
        title = " ".join(part for part in (path, menu.title.replace("&", "")) if part)
        for item in menu.items:
            if isinstance(item, Menu):
                yield from walk(item, title)
            elif item.key in actions and item.key not in _LEFT_OUT:
                yield item, title

    for menu in MENUS:
        yield from (pair for pair in walk(menu, "") if actions[pair[0].key].isEnabled())


def _action_lines(doings: Sequence[tuple[Doing, str]], words: Sequence[str]) -> Iterator[Line]:
    if not words:
        found = [pair for key in _FIRST for pair in doings if pair[0].key == key]
    else:
        found = [(doing, menu) for doing, menu in doings if _holds(f"{menu} {doing.words}", words)]
        found.sort(key=lambda pair: not folded(pair[0].words).startswith(words[0]))
    for doing, menu in found[:_MOST_ACTIONS]:
        yield Line(Goal(action=doing.key), ACTIONS, doing.words, menu, " or ".join(doing.keys))


def _filter_lines(filters: Sequence[SavedFilter], words: Sequence[str]) -> Iterator[Line]:
    for one in filters:
        if words and _holds(f"filter {one.name} {say(one)}", words):
            yield Line(Goal(filter=key_of_filter(one)), FILTERS, one.name, say(one))


def _holds(text: str, words: Sequence[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)


def _child_line(hit: ChildHit) -> Line:
    beside = "closed case" if hit.is_closed else ""
    return Line(Goal(child_id=hit.child_id), CHILDREN, hit.title, hit.name, hit.age, beside)


def _text_line(hit: TextHit) -> Line:
    text = hit.text
    on = short_date(text.on) if text.on else ""
    closed = "closed case" if text.child.is_closed else ""
    return Line(
        Goal(child_id=text.child.child_id, kind=text.kind, record_id=text.record_id),
        ON_FILE,
        hit.snippet,
        " · ".join(part for part in (text.what, on) if part),
        text.child.title,
        closed,
    )
