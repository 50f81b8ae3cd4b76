"""A walk through a window as somebody goes who has no mouse, and hears what others see."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTableView,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from iro_desktop.ui.pictures.camera import Camera
from iro_desktop.ui.theme import MIN_TARGET

_Role = QAccessible.Role
_ROLES: Final[tuple[tuple[type[QWidget], frozenset[QAccessible.Role]], ...]] = (
    (QCheckBox, frozenset({_Role.CheckBox})),
    (QRadioButton, frozenset({_Role.RadioButton})),
    (QPushButton, frozenset({_Role.PushButton, _Role.ButtonMenu, _Role.CheckBox,
                             _Role.RadioButton})),
    (QLineEdit, frozenset({_Role.EditableText})),
    (QPlainTextEdit, frozenset({_Role.EditableText})),
    (QTextEdit, frozenset({_Role.EditableText, _Role.StaticText})),
    (QComboBox, frozenset({_Role.ComboBox})),
    (QAbstractSpinBox, frozenset({_Role.SpinBox})),
    (QTableView, frozenset({_Role.Table})),
    (QListView, frozenset({_Role.List})),
)  # fmt: skip
"""What a screen reader must call each kind of widget; the first that fits counts."""
_FIELDS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
_MOST_STOPS: Final = 400
_MOST_LINKS: Final = 100
_ROWS: Final = 6
_RING: Final = 4  # pixels round a widget that its focus may be drawn in


def called(widget: QWidget) -> str:
    """Return what to call a widget in a finding."""
    words = widget.accessibleName() or str(widget.property("text") or "") or _name(widget)
    parents: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(parents) < 2 and not parent.isWindow():
        if type(parent) is not QWidget:
            parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} “{words[:40]}” in {'/'.join(parents)}"


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _is_labelled(widget: QWidget) -> bool:
    relations = QAccessible.queryAccessibleInterface(widget).relations()
    return any(flag & QAccessible.RelationFlag.Label for _, flag in relations)


def _shown(window: QWidget) -> list[QWidget]:
    """Return all that is seen of a window, without the windows that stand over it."""
    return [
        one
        for one in (window, *window.findChildren(QWidget))
        if one.isVisible() and one.window() is window
    ]


def _stops(window: QWidget) -> list[QWidget]:
    """Return what can have the keyboard, in no order."""
    return [
        one
        for one in _shown(window)
        if one.isEnabled()
        and one is not window
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.focusProxy() is None
        and not isinstance(one, QScrollBar | QSplitterHandle | QMenuBar)
        and not isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox)
    ]


def names_missing(window: QWidget) -> Iterator[str]:
    """Yield what has no name, and the fields that only their own content names."""
    for widget in _stops(window):
        named = bool(widget.accessibleName())
        if not _name(widget):
            yield f"no name: {called(widget)}"
        elif isinstance(widget, _FIELDS) and not named and not _is_labelled(widget):
            yield f"no label: {called(widget)}"
    for widget in _shown(window):
        if isinstance(widget, QProgressBar) and not widget.accessibleName():
            yield f"no name: {called(widget)}"


def roles_wrong(window: QWidget) -> Iterator[str]:
    """Yield what a screen reader would call something else than it is."""
    for widget in _stops(window):
        role = QAccessible.queryAccessibleInterface(widget).role()
        kinds = next((roles for kind, roles in _ROLES if isinstance(widget, kind)), None)
        if (kinds is not None and role not in kinds) or (
            kinds is None and role in (_Role.Client, _Role.NoRole)
        ):
            yield f"role {role.name}: {called(widget)}"


def mnemonics_twice(window: QWidget) -> Iterator[str]:
    """Yield the Alt keys that two things of a window, or of one menu, have at once."""
    found: dict[str, list[str]] = defaultdict(list)
    for widget in _shown(window):
        words = ""
        if isinstance(widget, QAbstractButton) and widget.isEnabled():
            words = widget.text()
        elif isinstance(widget, QGroupBox):
            words = widget.title()
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            words = widget.text()
        elif isinstance(widget, QMenuBar):
            for action in widget.actions():
                found[_mnemonic(action.text())].append(action.text())
        found[_mnemonic(words)].append(words)
    yield from _twice(found)
    for menu in window.findChildren(QMenu):
        found = defaultdict(list)
        for action in menu.actions():
            if action.isVisible() and action.text():
                found[_mnemonic(action.text())].append(action.text())
        yield from _twice(found)


def _mnemonic(words: str) -> str:
    return QKeySequence.mnemonic(words).toString()


def _twice(found: dict[str, list[str]]) -> Iterator[str]:
    for keys, words in found.items():
        if keys and len(words) > 1:
            yield f"{keys} twice: {', '.join(words)}"


def targets_small(window: QWidget) -> Iterator[str]:
    """Yield what is too small for an unsteady hand."""
    for widget in _stops(window):
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox):
            size = widget.size()
            if min(size.width(), size.height()) < MIN_TARGET:
                yield f"{size.width()}x{size.height()} px: {called(widget)}"
        if isinstance(widget, QAbstractItemView) and isinstance(widget, QTableView | QListView):
            model = widget.model()
            if model is not None and model.rowCount():
                high = widget.visualRect(model.index(0, 0)).height()
                if 0 < high < MIN_TARGET:
                    yield f"rows of {high} px: {called(widget)}"


def cells_mute(window: QWidget) -> Iterator[str]:
    """Yield the cells of tables that say nothing, or do not say of what column they are."""
    for table in _shown(window):
        if not isinstance(table, QTableView) or table.model() is None:
            continue
        model = table.model()
        headed = table.horizontalHeader().isVisible() and model.columnCount() > 1
        for column in range(model.columnCount()):
            if table.isColumnHidden(column):
                continue
            header = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for row in range(min(model.rowCount(), _ROWS)):
                if table.columnSpan(row, 0) > 1:
                    continue  # the heading of a group
                index = model.index(row, column)
                spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
                if not spoken.strip():
                    yield f"mute: column “{header}” of {called(table)}"
                    break
                if headed and header.lower() not in spoken.lower():
                    yield f"column “{header}” not said: “{spoken}” of {called(table)}"
                    break


@dataclass(slots=True)
class Round:
    """Where Tab went in a window, step by step, and what was wrong on the way."""

    way: list[QWidget] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    back: list[tuple[QRect, str]] = field(default_factory=list)
    """Where a step led that goes against how one reads, and the words for it."""


def round_of_tab(window: QWidget, known: set[str]) -> Round:
    """Press Tab until it comes round. Kinds of widgets in ``known`` are seen with focus already."""
    found = Round()
    stops = [one for one in _stops(window) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if not stops:
        return found
    first = QApplication.focusWidget()
    if first is None or first.window() is not window:
        stops[0].setFocus(Qt.FocusReason.TabFocusReason)
        first = QApplication.focusWidget()
    if first is None or first.window() is not window:
        found.wrong.append("nothing takes the keyboard")
        return found
    if not first.focusPolicy() & Qt.FocusPolicy.TabFocus:  # it was given the keyboard by an act
        QTest.keyClick(first, Qt.Key.Key_Tab)
        first = QApplication.focusWidget() or first
    found.way = [first]
    while len(found.way) < _MOST_STOPS and _step(window, found, known, several=len(stops) > 1):
        pass
    reached = set(found.way)
    if not found.wrong:
        found.wrong += [
            f"Tab never comes to {called(one)}"
            for one in stops
            if one not in reached and not _chosen_by_arrows(one, reached)
        ]
    if len(found.back) > 1:  # one leads from the end to the beginning
        found.back.remove(min(found.back, key=lambda one: one[0].left() + one[0].top()))
        found.wrong += [words for _, words in found.back]
    return found


def _press_tab(here: QWidget) -> QWidget | None:
    """Press Tab, in a text as often as there are links in it; return what has the keyboard."""
    for _ in range(_MOST_LINKS):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not here or not isinstance(here, QTextBrowser):
            break
    return QApplication.focusWidget()


def _step(window: QWidget, found: Round, known: set[str], *, several: bool) -> bool:
    """Press Tab once; return whether it has to be pressed again."""
    here = found.way[-1]
    kind = f"{type(here).__name__}/{here.property('kind')}/{type(here.parent()).__name__}"
    look = kind not in known and several
    place = _place(here, window)
    with_it = _edge(window, place, here) if look else None
    to = _press_tab(here)
    if to is None or to.window() is not window:
        found.wrong.append(f"Tab leads out of the window from {called(here)}")
        return False
    if to is here:
        if several:
            found.wrong.append(f"Tab stays in {called(here)}")
        return False
    if look and _place(here, window) == place:
        known.add(kind)
        if with_it == _edge(window, place, here):
            found.wrong.append(f"focus unseen: {called(here)}")
    one, other = _place(here, window), _place(to, window)
    if _is_back(one, other):
        words = f"Tab goes back from {called(here)} {_at(one)} to {called(to)} {_at(other)}"
        found.back.append((other, words))
    first = found.way[0]
    if to in found.way[1:] and not _chosen_by_arrows(first, set(found.way[1:])):
        found.wrong.append(
            f"Tab goes round without {called(first)}: "
            + " > ".join(called(one) for one in [*found.way, to])
        )
    if to in found.way:
        return False
    found.way.append(to)
    return True


def _chosen_by_arrows(widget: QWidget, reached: set[QWidget]) -> bool:
    """Return whether arrow keys come to it from another that Tab has come to."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    if group is not None and group.exclusive():
        return any(one in reached for one in group.buttons())
    return widget.autoExclusive()


def _at(place: QRect) -> str:
    return f"({place.left()}, {place.top()})"


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _is_back(one: QRect, other: QRect) -> bool:
    if other.bottom() <= one.top():
        return other.left() < one.right()
    shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    in_line = shared > min(one.height(), other.height()) / 2
    return in_line and other.right() <= one.left()


def _edge(window: QWidget, place: QRect, widget: QWidget) -> QImage:
    """Return a part of a window; of a field without its inside, where only a caret stands."""
    beyond = 2 * _RING if isinstance(widget, QScrollArea) else _RING
    around = place.adjusted(-beyond, -beyond, beyond, beyond).intersected(window.rect())
    if around.isEmpty():
        return QImage()
    seen = window.grab(around).toImage()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        painter = QPainter(seen)
        inside = seen.rect().adjusted(2 * _RING, 2 * _RING, -2 * _RING, -2 * _RING)
        painter.fillRect(inside, Qt.GlobalColor.white)
        painter.end()
    return seen


class Walk(Camera):
    """Goes where the pictures are taken, and keeps what is wrong there in place of pictures.

    ``passed`` names those where Tab is not pressed: what has the keyboard there was met before.
    """

    def __init__(self, app: QApplication, passed: frozenset[str] = frozenset()) -> None:
        super().__init__(app, Path(tempfile.gettempdir()))
        self.wrong: dict[str, list[str]] = {}
        self.seen: list[str] = []
        self._passed = passed
        self._known: set[str] = set()

    def take(self, name: str, widget: QWidget) -> None:
        """Walk through a widget."""
        self.settle()
        self.seen.append(name)
        window = widget.window()
        before = QApplication.focusWidget()
        window.activateWindow()
        self.wait(window.isActiveWindow)
        found = [
            *([] if name in self._passed else round_of_tab(window, self._known).wrong),
            *names_missing(window),
            *roles_wrong(window),
            *mnemonics_twice(window),
            *targets_small(window),
            *cells_mute(window),
        ]
        if before is not None and before.window() is window:
            before.setFocus()
        if found:
            self.wrong[name] = found
