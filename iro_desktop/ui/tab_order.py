"""The order in which Tab visits widgets: the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDockWidget,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QWidget,
)

READ_AFTER: Final = "read_after"
"""The property of a widget that is what is read after it and stands in no layout: a callout."""


class ReadInOrder:
    """What makes the Tab of a window go on to what is read next, whenever that was made.

    Stands before the kind of window among its bases. Qt's own order is that of creation, which is
    wrong for whatever was added later.
    """

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Move the keyboard on, or back; return whether there was anywhere to go."""
        found = next_stop(cast("QWidget", self), forward=forward)
        if found is None:
            return False
        reason = Qt.FocusReason
        found.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
        _bring_into_sight(found)
        return True


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever a widget stands in to it: Qt does so only for who comes from inside."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def next_stop(window: QWidget, *, forward: bool) -> QWidget | None:
    """Return where Tab, or Shift and Tab, goes from where the keyboard is; None if nowhere."""
    way: list[QWidget] = []
    _read(window, way, unseen=False)
    here: QWidget | None = QApplication.focusWidget() or window.focusWidget()
    while here is not None and here is not window and here not in way:
        here = here.parentWidget()
    if here in way:
        at = way.index(here)
        way = [*way[at + 1 :], *way[:at]]
    return next((one for one in (way if forward else reversed(way)) if _takes_tab(one)), None)


def follow_layout(widget: QWidget) -> None:
    """Have Tab visit all that stands in ``widget`` in the order of its layouts.

    For what no ``ReadInOrder`` shows yet, and for what has the keyboard first.
    """
    for before, after in pairwise(stops(widget)):
        QWidget.setTabOrder(before, after)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes the keyboard in ``widget``, hidden or not, in the order of its layouts."""
    found: list[QWidget] = []
    _read(widget, found, unseen=True)
    for one in found:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.layout() is None:
            yield one


def _takes_tab(widget: QWidget) -> bool:
    """Return whether Tab stops here: of radio buttons only at the one that is chosen.

    What passes the keyboard on is no stop: what it passes it to has a place of its own.
    """
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    chosen = group.checkedButton() if group is not None and group.exclusive() else None
    if chosen is not None and chosen.isVisible():
        return widget is chosen and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _read(widget: QWidget, found: list[QWidget], *, unseen: bool) -> None:
    """Add a widget and all that stands in it, in the order of layouts; with ``unseen`` all."""
    if not (unseen or widget.isVisible()):
        return
    if not widget.isWindow():
        found.append(widget)
    inside = widget.widget() if isinstance(widget, QScrollArea | QDockWidget) else None
    layout = widget.layout()
    if isinstance(widget, QMainWindow):
        parts = (widget.centralWidget(), *widget.findChildren(QDockWidget), widget.statusBar())
        for part in parts:
            if part is not None:
                _read(part, found, unseen=unseen)
    elif inside is not None:
        _read(inside, found, unseen=unseen)
    elif layout is not None:
        widgets = [one for one in widget.children() if isinstance(one, QWidget)]
        _read_layout(layout, widgets, found, unseen=unseen)
    after = widget.property(READ_AFTER)
    if isinstance(after, QWidget):
        _read(after, found, unseen=unseen)


def _read_layout(
    layout: QLayout, widgets: Sequence[QWidget], found: list[QWidget], *, unseen: bool
) -> None:
    """Add those of ``widgets`` that stand in a layout or in a layout inside it.

    Its items are never asked for: Python would hold on to them, and know the next that comes to lie
    where one was freed for the old one.
    """
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    parts: list[QWidget | QLayout] = [one for one in widgets if layout.indexOf(one) >= 0]
    for part in sorted((*parts, *inner), key=partial(_place, layout)):
        if isinstance(part, QLayout):
            _read_layout(part, widgets, found, unseen=unseen)
        else:
            _read(part, found, unseen=unseen)


def _place(layout: QLayout, part: QWidget | QLayout) -> tuple[int, int]:
    """Return where something stands: of a grid row by row, in whatever order it was filled."""
    at = layout.indexOf(part)
    if not isinstance(layout, QGridLayout):
        return at, 0
    row, column, *_ = cast("tuple[int, int, int, int]", layout.getItemPosition(at))
    return row, column
