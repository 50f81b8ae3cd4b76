"""Make the pictures of the README and the guide anew, from the sample caseload.

Run it in the project's environment after the window has changed:

    python packaging/guide_pictures.py

Each is a PNG of 256 colours and at most 120 KB. What is drawn by hand as SVG beside them becomes a
PNG too, which is what the help window shows; that alone, without the sample:

    python packaging/guide_pictures.py drawings
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "pictures"

MOST_BYTES: Final = 120_000
AS_OF: Final = "2020-03-31"
_COLOURS: Final = 256
_WIDE: Final = 1560  # pixels of a drawing
_PICTURES: Final = {
    "light": {
        "main-light": "caseload",
        "child-light": "child",
        "measures-light": "measures",
        "monitoring-light": "monitoring",
        "escalations-light": "escalations",
        "weeks-ahead-light": "diary-weeks-ahead",
        "import-light": "dialog-import-changed",
        "restore-light": "dialog-restore-list",
    },
    "dark": {"main-dark": "caseload"},
}
"""By theme: the name of each picture, and the view that it shows."""


def make(folder: Path = FOLDER) -> dict[str, int]:
    """Write every picture; return the bytes of each. Raises ValueError where one is too large."""
    sizes = {}
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "sample.iro"
        _run("--store", store, "demo", "--headless", "--as-of", AS_OF)
        for theme, pictures in _PICTURES.items():
            out = Path(scratch) / theme
            _run("--store", store, "pictures", "--out", out, "--theme", theme)
            for name, view in pictures.items():
                sizes[name] = reduce(out / f"{view}.png", folder / f"{name}.png")
    sizes |= make_drawings(folder)
    return _small_enough(sizes)


def make_drawings(folder: Path = FOLDER) -> dict[str, int]:
    """Write a PNG beside each SVG of the folder; return the bytes of each."""
    # A platform without a screen, whose fonts are the system's all the same.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])
    sizes = {}
    with tempfile.TemporaryDirectory() as scratch:
        for drawing in sorted(folder.glob("*.svg")):
            drawn = Path(scratch) / f"{drawing.stem}.png"
            _draw(drawing, drawn)
            sizes[drawing.stem] = reduce(drawn, drawing.with_suffix(".png"))
    del app
    return _small_enough(sizes)


def _draw(drawing: Path, to: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(drawing))
    size = renderer.defaultSize().scaled(_WIDE, _WIDE, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.save(str(to), "PNG")  # type: ignore[call-overload]


def _small_enough(sizes: dict[str, int]) -> dict[str, int]:
    large = [name for name, size in sizes.items() if size > MOST_BYTES]
    if large:
        message = f"larger than {MOST_BYTES} bytes: {', '.join(large)}"
        raise ValueError(message)
    return sizes


def reduce(source: Path, target: Path) -> int:
    """Write a picture with the 256 colours that it uses most; return its bytes."""
    import numpy as np
    from PySide6.QtGui import QImage

    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    wide, high = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(high, wide) & 0xFFFFFF
    colours, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    kept = np.argsort(counts)[::-1][:_COLOURS]
    nearest = _nearest(colours, colours[kept])
    indexed = nearest[places].reshape(high, wide).astype(np.uint8)
    small = QImage(wide, high, QImage.Format.Format_Indexed8)
    small.setColorTable([0xFF000000 | int(colour) for colour in colours[kept]])
    lines = np.frombuffer(small.bits(), np.uint8).reshape(high, small.bytesPerLine())
    lines[:, :wide] = indexed
    target.parent.mkdir(parents=True, exist_ok=True)
    small.save(str(target), "PNG", 0)  # type: ignore[call-overload]
    return target.stat().st_size


def _nearest(colours: NDArray[np.uint32], kept: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return for each colour the place of that of ``kept`` which is least far from it."""
    import numpy as np

    def parts(values: NDArray[np.uint32]) -> NDArray[np.int32]:
        shifts = np.array([16, 8, 0], np.uint32)
        return ((values[:, None] >> shifts) & 0xFF).astype(np.int32)

    own = parts(kept)
    return np.array(
        [int(((own - one) ** 2).sum(axis=1).argmin()) for one in parts(colours)], np.intp
    )


def _run(*arguments: object) -> None:
    environment = os.environ | {"IRO_DESKTOP_PASSPHRASE": "sample", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "iro_desktop", *map(str, arguments)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    made = make_drawings() if sys.argv[1:] == ["drawings"] else make()
    for name, size in made.items():
        print(f"{name}.png: {size // 1000} KB")
