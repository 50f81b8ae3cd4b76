"""Whether the words of a window have the room that they need, and can be seen."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from iro_desktop.ui import theme
from iro_desktop.ui.colour_tables import contrast_ratio
from iro_desktop.ui.labels import FittedLabel
from iro_desktop.ui.scrolled import MARGIN, PageScroll

_SPARE = 1
"""By how many pixels a widget may be too small: layouts round."""
_LAP = 2
"""By how many pixels two words may lie over each other: descenders and rings."""

_ARROW = 34
"""How much of a choice its edges and its arrow take, in pixels."""

_PLAINLY = 7.0
"""The contrast of words in high contrast, at least (WCAG 2.2, 1.4.6)."""
_SAME_COLOUR = 48
"""How far apart two colours may be that count as one, over the three channels."""

_WORDED = (QLabel, QPushButton, QCheckBox, QRadioButton, QComboBox)


def misfits(window: QWidget) -> list[str]:
    """Return a line for each label, button or choice whose words are cut or lie over others."""
    found = [one for one in window.findChildren(QWidget) if _has_words(one)]
    lines = [line for one in found for line in _cut(one)]
    lines += [line for one in found for line in _out_of_sight(one, window)]
    by_parent: dict[int, list[QWidget]] = {}
    for one in found:
        by_parent.setdefault(id(one.parentWidget()), []).append(one)
    return lines + [line for family in by_parent.values() for line in _over_each_other(family)]


def unseen(window: QWidget) -> list[str]:
    """Return a line for each words that do not stand out, and for a focus without a ring."""
    pixels = _pixels(window.grab().toImage())
    lines = []
    for one in filter(_has_words, window.findChildren(QWidget)):
        part = _part(pixels, one, window)
        # Of what is scrolled half out of sight there may be an edge without a word.
        is_seen = part.shape[0] >= max(one.height() - _LAP, one.fontMetrics().height())
        if is_seen and part.size and _widest(part) < _PLAINLY:
            lines.append(f"{_told(one)}: its words do not stand out")
    focus = QApplication.focusWidget()
    if focus is not None and window.isAncestorOf(focus) and _shows_a_focus(focus):
        ring = QColor(theme.colours().accent)
        margin = MARGIN if isinstance(focus, PageScroll) else 0
        part = _part(pixels, focus, window, margin)
        apart = np.abs(part - (ring.red(), ring.green(), ring.blue()))
        if not bool((apart.sum(axis=2) < _SAME_COLOUR).any()):
            lines.append(f"{_named(focus)}: no ring of the focus")
    return lines


_LINES = 3  # of a card that is higher than its column


def _shows_a_focus(widget: QWidget) -> bool:
    """Return whether a widget has anything in sight to put a ring round.

    A list has its row, which the pictures may have scrolled away from without a key.
    """
    if not isinstance(widget, QAbstractItemView):
        seen = widget.visibleRegion().boundingRect().height()
        return seen >= min(widget.height() - _LAP, _LINES * widget.fontMetrics().height())
    row = widget.visualRect(widget.currentIndex())
    return widget.viewport().visibleRegion().contains(row.center())


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or _words(widget)!r}"


def _pixels(picture: QImage) -> NDArray[np.int16]:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return lines[:, : plain.width() * 3].reshape(plain.height(), -1, 3).astype(np.int16)


def _part(
    pixels: NDArray[np.int16], widget: QWidget, window: QWidget, margin: int = 0
) -> NDArray[np.int16]:
    """Return what is seen of a widget, with a margin: what is scrolled out of sight is left out."""
    seen = widget.visibleRegion().boundingRect().adjusted(-margin, -margin, margin, margin)
    place = QRect(widget.mapTo(window, seen.topLeft()), seen.size()).intersected(window.rect())
    return pixels[place.top() : place.bottom() + 1, place.left() : place.right() + 1]


def _widest(part: NDArray[np.int16]) -> float:
    """Return the contrast of the lightest and the darkest point."""
    greys = part.mean(axis=2)
    ends = [part[np.unravel_index(at, greys.shape)] for at in (greys.argmin(), greys.argmax())]
    dark, light = (QColor(*(int(part) for part in end)).name() for end in ends)
    return contrast_ratio(dark, light)


def _has_words(widget: QWidget) -> bool:
    # What is shortened by design says all of it in its tool tip and to a screen reader.
    return (
        isinstance(widget, _WORDED)
        and not isinstance(widget, FittedLabel)
        and widget.isVisible()
        and bool(_words(widget))
    )


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, (QLabel, QAbstractButton)):
        return widget.text().replace("&", "")
    return ""


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {_words(widget)[:50]!r}"


def _cut(widget: QWidget) -> Iterator[str]:
    width, height = widget.width(), widget.height()
    hint = widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        inner = widget.contentsRect().width() - 2 * widget.margin()
        longest = max(
            (widget.fontMetrics().horizontalAdvance(word) for word in _words(widget).split()),
            default=0,
        )
        if longest > inner + _SPARE:
            yield f"{_told(widget)}: its longest word has {inner} of {longest} pixels"
        needed = widget.heightForWidth(width)
        if needed > height + _SPARE:
            yield f"{_told(widget)}: {height} of {needed} pixels high"
        return
    if isinstance(widget, QComboBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText()) + _ARROW
        if needed > width + _SPARE and widget.toolTip() != widget.currentText():
            yield f"{_told(widget)}: {width} of {needed} pixels wide"
        return
    if hint.width() > width + _SPARE:
        yield f"{_told(widget)}: {width} of {hint.width()} pixels wide"
    if hint.height() > height + _SPARE:
        yield f"{_told(widget)}: {height} of {hint.height()} pixels high"


def _out_of_sight(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Tell of what lies outside the window, unless one can scroll there."""
    above = widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QAbstractScrollArea):
            return
        above = above.parentWidget()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    if not window.rect().adjusted(-_SPARE, -_SPARE, _SPARE, _SPARE).contains(place):
        yield f"{_told(widget)}: outside the window, at {place.getRect()}"


def _over_each_other(family: list[QWidget]) -> Iterator[str]:
    for at, one in enumerate(family):
        for other in family[at + 1 :]:
            lap = one.geometry().intersected(other.geometry())
            if lap.width() > _LAP and lap.height() > _LAP:
                yield f"{_told(one)} and {_told(other)}: over each other by {lap.size().toTuple()}"
