"""The program's icon in the forms that Windows and macOS want, drawn from the one SVG."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICON = Path(__file__).resolve().parents[1] / "resources" / "icons" / "iro-desktop.svg"
WINDOWS_SIDES = (16, 24, 32, 48, 64, 256)
MAC_SIDES = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
_LARGEST = 256


def png(side: int) -> bytes:
    """Return the icon as a PNG of ``side`` times ``side`` pixels, on a clear ground."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes text alone
    return bytes(buffer.data().data())


def windows_icon() -> bytes:
    """Return an .ico with a PNG for each of the sides."""
    pictures = [png(side) for side in WINDOWS_SIDES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries = []
    for side, picture in zip(WINDOWS_SIDES, pictures, strict=True):
        short = side % _LARGEST  # 256 is written as 0
        entries.append(struct.pack("<BBBBHHII", short, short, 0, 0, 1, 32, len(picture), at))
        at += len(picture)
    return b"".join((head, *entries, *pictures))


def mac_icon() -> bytes:
    """Return an .icns with a PNG for each of the sides."""
    parts = []
    for kind, side in MAC_SIDES.items():
        picture = png(side)
        parts.append(kind + struct.pack(">I", len(picture) + 8) + picture)
    body = b"".join(parts)
    return b"icns" + struct.pack(">I", len(body) + 8) + body
