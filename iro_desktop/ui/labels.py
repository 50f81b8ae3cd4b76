"""Text of the three sizes, and status in words with its mark; all follow the theme live."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from iro_desktop.ui import marks, theme
from iro_desktop.ui.theme import Status, TextSize
from iro_desktop.ui.words import translated


class TextLabel(QLabel):
    """Plain text that wraps; never rich text, so what a user typed is shown as typed."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: TextSize = TextSize.BODY,
        strong: bool = False,
        quiet: bool = False,
    ) -> None:
        super().__init__(translated(text), parent)
        self._size = size
        self._strong = strong
        self._quiet = quiet
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._follow_theme()
        theme.follow(self._follow_theme)

    def setText(self, text: str) -> None:
        """Show other words, a fixed text in the language of the window."""
        super().setText(translated(text))

    def _follow_theme(self) -> None:
        self.setFont(theme.font(self._size, strong=self._strong))
        # The system's own placeholder colour may be too faint for text.
        quiet = self._quiet and not theme.in_system_colours()
        role = QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.WindowText
        self.setForegroundRole(role)


class TitleLabel(TextLabel):
    """The one title of a page: what it found."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, size=TextSize.TITLE, strong=True)


class HeadingLabel(TextLabel):
    """The heading of a section."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, strong=True)


class BodyLabel(TextLabel):
    """Ordinary text."""


class SecondaryLabel(TextLabel):
    """What explains or dates something else."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, size=TextSize.SECONDARY, quiet=True)


class FittedLabel(SecondaryLabel):
    """One line that is shortened where there is no room; a screen reader has the whole of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(False)

    def minimumSizeHint(self) -> QSize:
        """Return hardly any width: the window may be as narrow as its other parts."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits; all of it is in the tool tip then."""
        del event
        inside = self.contentsRect()
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), mode, inside.width())
        tip = "" if shown == self.text() else self.text()
        if self.toolTip() != tip:
            self.setToolTip(tip)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, int(flags.value), shown)
        painter.end()


class StatusLabel(QLabel):
    """A status as shape, words and colour."""

    def __init__(self, status: Status, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_status(status, text)
        theme.follow(self._follow_theme)

    @property
    def status(self) -> Status:
        """The status that is shown."""
        return self._status

    def set_status(self, status: Status, text: str) -> None:
        """Show another status; `text` says it in words, such as "7 days late"."""
        self._status = status
        said = translated(text)
        self.setText(said)
        has_word = status.word in text.lower()
        self.setAccessibleName(said if has_word else f"{translated(status.word)}, {said}")
        self._follow_theme()

    def _follow_theme(self) -> None:
        self.setFont(theme.font(strong=self._status is not Status.NOT_YET))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.status_colour(self._status))
        self.setPalette(palette)
        self.setContentsMargins(round(marks.mark_width(self._metrics())), 0, 0, 0)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def minimumSizeHint(self) -> QSize:
        """Return the whole text: a status is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark before the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        metrics = self._metrics()
        top = (self.height() - metrics.height()) / 2
        marks.draw_mark(painter, 1, top + metrics.ascent(), metrics, self._status)
        painter.end()
