"""The program's own line icons, drawn in the colours of the theme at any size."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from iro_desktop.paths import resource
from iro_desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_PROGRAM = "iro-desktop"
_NOT_LINE_ICONS = frozenset({_PROGRAM, "arrow-down", "arrow-up", "tick-white", "tick-black"})


def names() -> tuple[str, ...]:
    """Return the names that `icon` knows, in alphabetical order."""
    found = {path.stem for path in resource("icons").glob("*.svg")}
    return tuple(sorted(found - _NOT_LINE_ICONS))


def icon(name: str, role: str = "text") -> QIcon:
    """Return a line icon in the colour of `role`; it changes colour with the theme by itself.

    Raises FileNotFoundError for a name that is not among `names()`.
    """
    _source(name)
    return QIcon(_LineIcon(name, role))


def program_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resource(f"icons/{_PROGRAM}.svg")))


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    # Here, because most windows show no line icon before the first paint.
    from PySide6.QtSvg import QSvgRenderer

    tinted = _source(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(tinted.encode("utf-8")))


class _LineIcon(QIconEngine):
    """Draws one icon afresh each time, so that no picture outlives a change of theme."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon in the middle of `rect`."""
        del state
        role = "not_yet" if mode is QIcon.Mode.Disabled else self._role
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, getattr(theme.colours(), role)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of `size` on a clear ground."""
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        return _LineIcon(self._name, self._role)
