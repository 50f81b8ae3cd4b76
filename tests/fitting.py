"""Whether the words of a window have the room that they need."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from iro_desktop.ui.labels import FittedLabel

_SPARE = 1
"""By how many pixels a widget may be too small: layouts round."""
_LAP = 2
"""By how many pixels two words may lie over each other: descenders and rings."""

_ARROW = 34
"""How much of a choice its edges and its arrow take, in pixels."""

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
