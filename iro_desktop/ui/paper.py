"""Pages of a document on the screen and on a printer: the very pictures that were set."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from iro_desktop.services.printing import Pages
from iro_desktop.ui import theme

_BETWEEN: Final = 12
_PIXELS: Final = 96 / 25.4  # in a millimetre, as large as on paper
_KEPT: Final = 4  # pages that are kept unpacked: a page takes some megabytes


class PagesPreview(QWidget):
    """The pages under one another, white in every theme, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: Pages | None = None
        self._drawn: dict[int, QImage] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pages(self, pages: Pages) -> None:
        """Show other pages."""
        self._pages = pages
        self._drawn.clear()
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: wider pages are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all pages at ``width``."""
        if self._pages is None:
            return 0
        return round(len(self._pages.pictures) * (self._page_height(width) + _BETWEEN))

    def sizeHint(self) -> QSize:
        """Return the size of the pages as large as on paper."""
        width = round((self._pages.size[0] if self._pages else 0) * _PIXELS)
        return QSize(width, self.heightForWidth(width))

    def _page_height(self, width: int) -> float:
        assert self._pages is not None  # noqa: S101 - asked for where there are pages
        wide, high = self._pages.size
        return max(1, width - 2) * high / wide

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        if self._pages is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        height = self._page_height(self.width())
        for number in range(len(self._pages.pictures)):
            top = number * (height + _BETWEEN)
            paper = QRectF(1, top, self.width() - 2, height)
            if paper.intersects(QRectF(event.rect())):
                painter.drawImage(paper, self._image(number, paper.size().toSize()))
                painter.setPen(QPen(QColor(theme.colours().line), 1))
                painter.drawRect(paper.adjusted(0, 0.5, -0.5, -0.5))
        painter.end()

    def _image(self, number: int, size: QSize) -> QImage:
        """Return a page made small well: a mere stretch would leave out thin lines."""
        wanted = size * self.devicePixelRatio()
        found = self._drawn.pop(number, None)
        if found is None or found.size() != wanted:
            assert self._pages is not None  # noqa: S101 - asked for where there are pages
            found = _scaled(QImage.fromData(self._pages.pictures[number]), wanted)
        self._drawn[number] = found
        while len(self._drawn) > _KEPT:
            del self._drawn[next(iter(self._drawn))]
        return found


def _scaled(image: QImage, size: QSize) -> QImage:
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def print_pages(pages: Pages, device: QPagedPaintDevice) -> None:
    """Print all pages on a printer or into a PDF, as large as its paper allows."""
    wide, high = pages.size
    lies = wide > high
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(
        QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    )
    device.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
    painter = QPainter(device)
    scale = min(device.width() / wide, device.height() / high)
    for number, picture in enumerate(pages.pictures):
        if number:
            device.newPage()
        painter.drawImage(QRectF(0, 0, wide * scale, high * scale), QImage.fromData(picture))
    painter.end()
