"""Sentences about what went wrong or well: under a field, and in a bar across the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.ui import marks, theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.motion import be_busy
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

_NOTICE_MS: Final = 8_000
_WHOLE: Final = 4  # quarters: the end is said as what was done
_LETTERS_BESIDE: Final = 36  # of a banner, where its buttons stand beside the words


class ErrorLabel(QLabel):
    """One sentence under a field that says what is wrong; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._follow_theme()
        theme.follow(self._follow_theme)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence and have it read aloud; nothing takes it away."""
        self.setText(translated(sentence))
        self.setVisible(bool(sentence))
        self.updateGeometry()
        if sentence:
            announce(self, sentence, urgent=True)

    def _follow_theme(self) -> None:
        self.setFont(theme.font())
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.status_colour(Status.OVERDUE))
        self.setPalette(palette)
        marks.leave_room(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark before the first line."""
        super().paintEvent(event)
        marks.draw_before(self, Status.OVERDUE)


class MessageBar(QFrame):
    """A bar over the page: an error that stays until it is read, or a notice that goes by itself.

    Escape or its button closes it; ``offer`` adds one thing to do about it.
    """

    acted = Signal()
    """What a notice offers is to be done: Undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_error = False
        self._does: Callable[[], None] | None = None
        self._text = BodyLabel()
        self._action = Button("", Kind.PLAIN)
        self._action.clicked.connect(self._on_acted)
        self._close = Button("Close this message", Kind.QUIET, icon="close", icon_only=True)
        self._close.clicked.connect(self.clear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        row = QHBoxLayout(self)
        row.setSpacing(theme.space(3))
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._row = row
        self._follow_theme()
        theme.follow(self._follow_theme)
        self.hide()

    def _follow_theme(self) -> None:
        mark = round(marks.mark_width(QFontMetricsF(theme.font())))
        left, edge = theme.space(6) + mark, theme.space(2)
        self._row.setContentsMargins(left, edge, edge, edge)

    @property
    def text(self) -> str:
        """The sentence that is shown, or nothing."""
        return "" if self.isHidden() else self._text.text()

    @property
    def is_error(self) -> bool:
        """Whether something is shown that went wrong."""
        return bool(self.text) and self._is_error

    def show_error(self, sentence: str) -> None:
        """Show what is wrong until it is closed."""
        self._show(sentence, "", is_error=True)

    def show_notice(self, sentence: str, action: str = "") -> None:
        """Show what was done, for some seconds; ``action`` offers one thing ("Undo")."""
        self._show(sentence, action, is_error=False)

    def offer(self, sentence: str, action: str, does: Callable[[], None]) -> None:
        """Show what was done and ask for the next step, until it is done or closed."""
        self._show(sentence, action, is_error=False)
        self._timer.stop()
        self._does = does

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()

    def _show(self, sentence: str, action: str, *, is_error: bool) -> None:
        self._is_error = is_error
        self._does = None
        self._text.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._action.updateGeometry()
        self._timer.stop()
        if not is_error:
            self._timer.start(_NOTICE_MS)
        kind = translated("Error" if is_error else "Notice")
        self.setAccessibleName(f"{kind}: {self._text.text()}")
        self.show()
        self.update()
        announce(self, sentence, urgent=is_error)

    def _on_acted(self) -> None:
        self.clear()
        if self._does is not None:
            self._does()
        else:
            self.acted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the hairline under it and the mark."""
        del event
        _paint_bar(self, self._text, Status.OVERDUE if self._is_error else Status.FINE)


def _paint_bar(bar: QFrame, text: BodyLabel, status: Status) -> None:
    """Draw the ground of a bar, its coloured edge, the hairline under it and the mark."""
    now = theme.colours()
    painter = QPainter(bar)
    painter.fillRect(bar.rect(), QColor(now.surface))
    painter.fillRect(QRectF(0, 0, theme.space(1), bar.height()), theme.status_colour(status))
    painter.fillRect(QRectF(0, bar.height() - 1, bar.width(), 1), QColor(now.line))
    metrics = QFontMetricsF(text.font())
    first = text.geometry()
    spare = max(0, first.height() - text.heightForWidth(first.width())) / 2
    marks.draw_mark(
        painter, theme.space(6), first.top() + spare + metrics.ascent(), metrics, status
    )
    painter.end()


class TroubleBanner(QFrame):
    """Something that stands until it is put right, with what helps; it takes itself away then."""

    acted = Signal(str)
    """The key of what is to be done about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = BodyLabel()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.space(2))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(theme.space(3))
        self._row.addWidget(self._text, 1)
        self._row.addLayout(self._buttons)
        self._follow_theme()
        theme.follow(self._follow_theme)
        self.hide()

    def _follow_theme(self) -> None:
        mark = round(marks.mark_width(QFontMetricsF(theme.font())))
        left, edge = theme.space(6) + mark, theme.space(2)
        self._row.setContentsMargins(left, edge, theme.space(3), edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words where they would leave these hardly any room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        words = self._text.fontMetrics().averageCharWidth() * _LETTERS_BESIDE
        beside = self.width() - self._buttons.sizeHint().width() >= words
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._row.setAlignment(
            self._buttons, Qt.AlignmentFlag(0) if beside else Qt.AlignmentFlag.AlignLeft
        )

    @property
    def text(self) -> str:
        """The sentence that is shown, or nothing."""
        return "" if self.isHidden() else self._text.text()

    def stand(self, sentence: str, acts: Mapping[str, str]) -> None:
        """Show what is wrong and its acts (key -> words), and have it read aloud once."""
        self._empty()
        self._text.setText(sentence)
        for key, words in acts.items():
            button = Button(words, Kind.PLAIN)
            button.clicked.connect(partial(self.acted.emit, key))
            self._buttons.addWidget(button)
        self._arrange()
        self.setAccessibleName(translated(sentence))
        self.show()
        self.update()
        announce(self, sentence)

    def leave(self) -> None:
        """Take it away: it is put right."""
        self.hide()
        self._empty()

    def _empty(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the hairline under it and the mark."""
        del event
        _paint_bar(self, self._text, Status.DUE_SOON)


class ProgressStrip(QFrame):
    """How far long work is, in words and as a bar, with its Cancel; the window stays usable.

    A screen reader says it at the beginning, then every quarter, and never more often than every
    ``say_every`` seconds.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, say_every: float = 5.0) -> None:
        super().__init__(parent)
        self._say_every = say_every
        self._said_at = 0.0
        self._said_quarter = 0
        self._words = BodyLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button("Cancel", Kind.PLAIN)
        self._cancel.clicked.connect(self._on_cancel)
        column = QVBoxLayout()
        column.setSpacing(theme.space(1))
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(6), theme.space(3), theme.space(6), theme.space(3))
        row.setSpacing(theme.space(4))
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self.hide()

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far the work is; a ``total`` of 0 means that nobody knows yet."""
        if not self.isVisible():
            self._cancel.setEnabled(True)
            self._cancel.setText("Cancel")
            self._said_at, self._said_quarter = monotonic(), 0
            announce(self, words)
        said = translated(words)
        per_cent = done * 100 // total if total else 0
        self._words.setText(f"{said}, {per_cent}%" if total else f"{said}…")
        self._say_quarter(per_cent)
        if total:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
        else:
            be_busy(self._bar)
        self._bar.setAccessibleName(said)
        self.show()

    def _say_quarter(self, per_cent: int) -> None:
        quarter, now = per_cent // 25, monotonic()
        if self._said_quarter < quarter < _WHOLE and now - self._said_at >= self._say_every:
            self._said_at, self._said_quarter = now, quarter
            announce(self, self._words.text())

    def end(self) -> None:
        """Take the strip away."""
        self.hide()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText("Cancelling…")
        self.cancelled.emit()

    def minimumSizeHint(self) -> QSize:
        """Return the whole strip: Cancel is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the hairline over it."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().surface))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(theme.colours().line))
        painter.end()


class Banner(QFrame):
    """A line over the pages that always stays: what kind of file this is."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(6), theme.space(2), theme.space(6), theme.space(2))
        row.addWidget(BodyLabel(words), 1)
        self.setAccessibleName(translated(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the hairline under it."""
        del event
        now = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.selected))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(now.line))
        painter.end()
