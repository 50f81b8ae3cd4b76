"""A page of the guide on the screen: links between pages, the way back and forward, no network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from iro_desktop.domain.guide import INDEX, Guide, Target, is_outside, led_to
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.help_page import fit_pictures, lay_out_page, picture, place_of
from iro_desktop.ui.theme import LIGHT

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_LETTERS_WIDE: Final = 96
"""Lines longer than this are hard to follow."""
_PRINTED_WIDE: Final = 600  # pixels of a picture on paper


@dataclass(frozen=True, slots=True)
class _Stop:
    """A page that was shown, and how far down one was."""

    target: Target
    scrolled: int = 0


class HelpText(QTextBrowser):
    """Shows pages of the guide and nothing else: no other file, and no address.

    Tab goes from link to link, Enter follows one.
    """

    page_shown = Signal(str)
    """The name of the page that is shown now."""
    outside_asked = Signal(str)
    """An address that a page names: it is not opened."""

    def __init__(self, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._here = _Stop(Target(""))
        self._before: list[_Stop] = []
        self._after: list[_Stop] = []
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(theme.space(4))
        self.anchorClicked.connect(self._on_link)
        theme.follow(self._follow_theme)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self._here.target.page

    @property
    def can_go_back(self) -> bool:
        """Whether another page was shown before."""
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        """Whether one has gone back."""
        return bool(self._after)

    # Going

    def show_page(self, page: str, typed: str = "") -> None:
        """Show a page ("guide/keys.md", with "#anchor"), and in it the words of a search.

        A page that there is none of is the index.
        """
        self.show_target(Target(*page.split("#", 1)), typed)

    def show_target(self, target: Target, typed: str = "") -> None:
        """Show where a link leads."""
        if target.page not in self._guide.pages:
            target = Target(INDEX)
        if target != self._here.target and self.page:
            self._before.append(self._left())
            self._after.clear()
        self._go(_Stop(target), typed)

    def go_back(self) -> None:
        """Show the page that was shown before, as far down as one was."""
        if self._before:
            self._after.append(self._left())
            self._go(self._before.pop())

    def go_forward(self) -> None:
        """Undo going back."""
        if self._after:
            self._before.append(self._left())
            self._go(self._after.pop())

    def _left(self) -> _Stop:
        return replace(self._here, scrolled=self.verticalScrollBar().value())

    def _go(self, stop: _Stop, typed: str = "") -> None:
        is_new = stop.target.page != self.page
        self._here = stop
        if is_new:
            self._lay_out()
        self.setTextCursor(QTextCursor(self.document()))
        self.verticalScrollBar().setValue(stop.scrolled)
        if not stop.scrolled:
            self._seek(stop.target.anchor, typed)
        title = self._guide.title(self.page)
        self.setAccessibleName(f"Help: {title}")
        if is_new:
            announce(self, title)
        self.page_shown.emit(self.page)

    def _seek(self, anchor: str, typed: str) -> None:
        """Bring a heading to the top; a line that was searched for is marked."""
        place = place_of(self.document(), anchor, typed)
        if place is None:
            return
        self.setTextCursor(place)
        bar = self.verticalScrollBar()
        room = self.viewport().height() // 3 if place.hasSelection() else theme.space(2)
        bar.setValue(bar.value() + self.cursorRect(place).top() - room)

    def _on_link(self, url: QUrl) -> None:
        link = url.toString()
        if is_outside(link):
            self.outside_asked.emit(link)
            return
        self.show_target(led_to(self.page, link))

    # How it looks

    def _lay_out(self) -> None:
        self._fit()
        text = self._guide.pages.get(self.page, "")
        dots = self.devicePixelRatioF()
        lay_out_page(self.document(), text, theme.colours(), self._room(), dots=dots)

    def _room(self) -> int:
        """Return how wide text and pictures may be, in pixels."""
        return self.lineWrapColumnOrWidth() - 2 * theme.space(4)

    def _fit(self) -> None:
        longest = self.fontMetrics().averageCharWidth() * _LETTERS_WIDE
        self.setLineWrapColumnOrWidth(max(theme.space(60), min(self.viewport().width(), longest)))

    def _follow_theme(self) -> None:
        self.setFont(theme.font())
        if self.page:
            scrolled = self.verticalScrollBar().value()
            self._lay_out()
            self.verticalScrollBar().setValue(scrolled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let lines and pictures be as wide as there is room."""
        super().resizeEvent(event)
        before = self.lineWrapColumnOrWidth()
        self._fit()
        if self.lineWrapColumnOrWidth() != before:
            fit_pictures(self.document(), self._room(), dots=self.devicePixelRatioF())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the guide; of anything else nothing."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        return picture(QUrl(name).path())

    # On paper

    def print_on(self, printer: QPrinter) -> None:
        """Print the page, dark on white whatever the theme."""
        paper = _Paper()
        lay_out_page(paper, self._guide.pages.get(self.page, ""), LIGHT, _PRINTED_WIDE, dots=3)
        paper.print_(printer)


class _Paper(QTextDocument):
    """A page as it is printed."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        return picture(QUrl(name).path()) or QImage()
