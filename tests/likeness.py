"""How like a picture of the window is to the one that is kept, small and in greys.

The tolerance stands here and nowhere else. Both pictures are made small first, so a line that
stands a pixel lower, or letters that another version of a font smooths otherwise, change hardly
anything; what then differs must be seen beyond the neighbours of each small point, and in enough
points together, to count.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

SMALLER: Final = 4
"""How many pixels of a side become one point."""

GREYS: Final = 12
"""How many greys are kept: fewer make smaller files."""

STANDS_OUT: Final = 34
"""By how much of 255 a point must be darker or lighter than all round its place to count."""

MOST_POINTS: Final = 10
"""How many points that count are still alike: the corner of a letter, but not a word."""

MOST_BYTES: Final = 12_000
"""The largest that a kept picture may be, in bytes."""

_STEP: Final = 255 // (GREYS - 1)

Points = NDArray[np.int16]


def small(picture: QImage) -> QImage:
    """Return a picture at a quarter of its size in a few greys, as it is kept."""
    size = QSize(max(1, picture.width() // SMALLER), max(1, picture.height() // SMALLER))
    cut = picture.copy(0, 0, size.width() * SMALLER, size.height() * SMALLER)
    mean = cut.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_Grayscale8)
    greys = (_points(mean) + _STEP // 2) // _STEP * _STEP
    height, width = greys.shape
    octets = greys.astype(np.uint8).tobytes()
    return QImage(octets, width, height, width, QImage.Format.Format_Grayscale8).copy()


def points_apart(kept: QImage, found: QImage) -> int:
    """Return how many points of two small pictures differ; all of them where the sizes do.

    A point more or less on a side, such as a pixel of the window gives, is no other size.
    """
    one, other = _points(kept), _points(found)
    if max(abs(a - b) for a, b in zip(one.shape, other.shape, strict=True)) > 1:
        return max(one.size, other.size)
    height, width = (min(a, b) for a, b in zip(one.shape, other.shape, strict=True))
    one, other = one[:height, :width], other[:height, :width]
    apart = np.maximum(_beyond(one, other), _beyond(other, one))
    return int(np.count_nonzero(apart > STANDS_OUT))


def _beyond(points: Points, around: Points) -> Points:
    """Return by how much each point lies outside the greys round its place in another picture."""
    padded = np.pad(around, 1, mode="edge")
    height, width = around.shape
    near = np.stack([padded[y : y + height, x : x + width] for y in range(3) for x in range(3)])
    beyond: Points = np.maximum(points - near.max(axis=0), near.min(axis=0) - points)
    return beyond


def _points(picture: QImage) -> Points:
    greys = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(greys.constBits(), np.uint8).reshape(greys.height(), -1)
    return lines[:, : greys.width()].astype(np.int16)


@dataclass(frozen=True, slots=True)
class Album:
    """The folder of the pictures that are kept for one look, and what is compared with them."""

    folder: Path

    def keep(self, pictures: dict[str, Path]) -> None:
        """Keep these pictures in place of all that are there; one too large is refused."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            if old.stem not in pictures:
                old.unlink()
        for name, path in pictures.items():
            kept = self.folder / f"{name}.png"
            assert small(QImage(str(path))).save(str(kept), quality=0), kept
            assert kept.stat().st_size <= MOST_BYTES, f"{kept} has {kept.stat().st_size} bytes"

    def unlike(self, pictures: dict[str, Path]) -> list[str]:
        """Return a line for each picture that is new, gone, or not like the one that is kept."""
        kept = {path.stem: path for path in self.folder.glob("*.png")}
        lines = [f"{name}: none is kept" for name in sorted(pictures.keys() - kept.keys())]
        lines += [f"{name}: was not drawn" for name in sorted(kept.keys() - pictures.keys())]
        for name in sorted(pictures.keys() & kept.keys()):
            now, before = small(QImage(str(pictures[name]))), QImage(str(kept[name]))
            apart = points_apart(before, now)
            if apart > MOST_POINTS:
                words = f"{apart} points apart, {MOST_POINTS} are let through"
                if now.size() != before.size():
                    words += f"; {_size(now)} instead of {_size(before)}"
                lines.append(f"{name}: {words} ({pictures[name]})")
        return lines


def _size(picture: QImage) -> str:
    return f"{picture.width()} x {picture.height()}"
