"""What is wrong, where it is: a message under a field, and all of them linked at the top."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.words import counted
from iro_desktop.ui import marks, theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.theme import Status, TextSize
from iro_desktop.ui.words import translated

Jump = Callable[[], None]


class ProblemLabel(QLabel):
    """A sentence that says what is wrong, with its mark; it wraps."""

    def __init__(self, parent: QWidget | None = None, *, heading: bool = False) -> None:
        super().__init__(parent)
        self._heading = heading
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._follow_theme()

    def setText(self, text: str) -> None:
        """Show another sentence, a fixed one in the language of the window."""
        super().setText(translated(text))

    def event(self, event: QEvent) -> bool:
        """Take up a new text size or colour as soon as the program has it."""
        if event.type() in (
            QEvent.Type.ApplicationFontChange,
            QEvent.Type.ApplicationPaletteChange,
        ):
            self._follow_theme()
        return super().event(event)

    def _follow_theme(self) -> None:
        size = TextSize.BODY if self._heading else TextSize.SECONDARY
        self.setFont(theme.font(size, strong=True))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.status_colour(Status.OVERDUE))
        self.setPalette(palette)
        marks.leave_room(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark before the first line."""
        super().paintEvent(event)
        marks.draw_before(self, Status.OVERDUE)


class ProblemLink(QAbstractButton):
    """A sentence that leads to its field by click, Enter or Space; it wraps."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(translated(sentence))
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _words(self, width: int) -> QRect:
        flags = int(Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value)
        return self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), flags, self.text())

    def hasHeightForWidth(self) -> bool:
        """Return True: the sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the sentence at `width`, never too small to hit."""
        return max(theme.MIN_TARGET, self._words(width - theme.space(2)).height() + theme.space(1))

    def sizeHint(self) -> QSize:
        """Return the sentence on one line."""
        words = self._words(100_000)
        return QSize(
            words.width() + theme.space(2), max(theme.MIN_TARGET, words.height() + theme.space(1))
        )

    def minimumSizeHint(self) -> QSize:
        """Return room for some words."""
        return QSize(self.fontMetrics().averageCharWidth() * 16, theme.MIN_TARGET)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the link on Enter as on Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sentence underlined, as links are."""
        del event
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().accent))
        inside = self.rect().adjusted(theme.space(1), 0, -theme.space(1), 0)
        flags = int(
            Qt.TextFlag.TextWordWrap.value
            | Qt.AlignmentFlag.AlignLeft.value
            | Qt.AlignmentFlag.AlignVCenter.value
        )
        painter.drawText(inside, flags, self.text())
        if self.hasFocus():
            marks.draw_focus_ring(painter, QRectF(self.rect()), theme.RADIUS - 2)
        painter.end()


class ProblemSummary(QFrame):
    """All problems of a form, each a link to its field; it hides itself while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._heading = ProblemLabel(heading=True)
        self._column = QVBoxLayout(self)
        side = theme.space(4)
        self._column.setContentsMargins(side, theme.space(3), side, theme.space(3))
        self._column.setSpacing(theme.space(1))
        self._column.addWidget(self._heading)
        self._links: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, Jump | None]]) -> None:
        """Show sentences, each with the way to its field where it has one; none hides all."""
        self._clear()
        for sentence, jump in problems:
            self._add(sentence, jump)
        if problems:
            words = counted(len(problems), "thing")
            self._heading.setText(f"{words} to put right; nothing is recorded yet")
            sentences = " ".join(translated(sentence) for sentence, _ in problems)
            announce(self, f"{self._heading.text()}. {sentences}", urgent=True)
        self.setVisible(bool(problems))

    def show_sentence(self, sentence: str) -> None:
        """Show one message that belongs to no field; "" hides it."""
        self._clear()
        self._heading.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, urgent=True)

    def focus_first(self) -> None:
        """Give the first link the keyboard."""
        if self._links:
            self._links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def links(self) -> list[ProblemLink]:
        """Return the links that are shown."""
        return [link for link in self._links if isinstance(link, ProblemLink)]

    def _add(self, sentence: str, jump: Jump | None) -> None:
        row: QWidget
        if jump is None:
            label = QLabel(translated(sentence))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setContentsMargins(theme.space(1), 0, 0, 0)
            row = label
        else:
            link = ProblemLink(sentence)
            link.clicked.connect(jump)
            row = link
        self._links.append(row)
        self._column.addWidget(row)

    def _clear(self) -> None:
        for link in self._links:
            self._column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
