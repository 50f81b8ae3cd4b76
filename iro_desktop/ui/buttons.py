"""Buttons: the one that the page is for, plain ones, links, and quiet ones for tools."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from iro_desktop.ui import icons, marks, theme
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.theme import TextSize
from iro_desktop.ui.words import translated


class Kind(Enum):
    """What a button is for; a page has at most one that is primary."""

    PLAIN = "plain"
    PRIMARY = "primary"
    LINK = "link"
    QUIET = "quiet"
    CHIP = "chip"


class Button(QPushButton):
    """A button that Enter presses too, named for screen readers, with a visible focus.

    `text` may hold a mnemonic ("&Record check"). With `icon_only` the text becomes the name and
    the tool tip. `tip` says more, in a tool tip and as the accessible description.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.PLAIN,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        icon_only: bool = False,
        tip: str = "",
    ) -> None:
        said = translated(text)
        super().__init__("" if icon_only else said, parent)
        self._kind = kind
        self._icon_only = icon_only
        self.setProperty("kind", kind.value)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon:
            role = {Kind.PRIMARY: "on_accent", Kind.LINK: "accent"}.get(kind, "text")
            self.setIcon(icons.icon(icon, role))
        if icon_only:
            self.setAccessibleName(said.replace("&", ""))
        self.setToolTip(translated(tip) or (said.replace("&", "") if icon_only else ""))
        self.setAccessibleDescription(translated(tip))
        self._follow_theme()
        theme.follow(self._follow_theme)

    def setText(self, text: str) -> None:
        """Show other words, a fixed text in the language of the window."""
        super().setText(translated(text))

    @property
    def kind(self) -> Kind:
        """What the button is for."""
        return self._kind

    def _follow_theme(self) -> None:
        small = self._kind in (Kind.LINK, Kind.CHIP)
        font = theme.font(
            TextSize.SECONDARY if small else TextSize.BODY, strong=self._kind is Kind.PRIMARY
        )
        self.setFont(font)
        side = self.fontMetrics().height() + (2 if self._icon_only else 0)
        self.setIconSize(QSize(side, side))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a size that is never too small to hit; square round an icon alone."""
        if self._icon_only:
            side = max(theme.MIN_TARGET, self.iconSize().width() + theme.space(2) + 2)
            return QSize(side, side)
        return super().sizeHint().expandedTo(QSize(theme.MIN_TARGET, theme.MIN_TARGET))

    def minimumSizeHint(self) -> QSize:
        """Return the whole label: a button is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as on Space, outside dialogs too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isEnabled():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring over the button: inside it where the button itself is in the accent."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        rect = QRectF(self.rect())
        radius = float(theme.RADIUS)
        if self._kind is Kind.CHIP:
            radius = rect.height() / 2
        if not theme.in_system_colours() and (self._kind is Kind.PRIMARY or self.isChecked()):
            filled = self._kind in (Kind.PRIMARY, Kind.CHIP)
            inner = QColor(theme.colours().on_accent) if filled else None
            marks.draw_focus_ring(painter, rect.adjusted(2, 2, -2, -2), radius - 2, inner)
        else:
            marks.draw_focus_ring(painter, rect, radius - 1)
        painter.end()


def button_row(*buttons: QWidget, gap: int = 8) -> FlowRow:
    """Return a row of buttons that wraps where the room ends."""
    row = FlowRow(gap=gap)
    row.add(*buttons)
    return row
