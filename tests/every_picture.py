"""Draws every view in a process of its own, whose screen is as large as is asked.

    python -m tests.every_picture FOLDER

A program has one screen, and that of the other tests is smaller than a dialog. The folder gets a
folder of pictures for each look, and beside it a list of the words that do not fit.
"""

import json
import os
import sys
from pathlib import Path

from iro_desktop.paths import resource

ROOMY, SMALL = (2560, 1600), (1366, 768)


def main(out: Path, screen: tuple[int, int]) -> None:
    """Draw the looks for a screen of this size, in pixels, into `out`."""
    place = out / "screen.json"
    settings = json.loads(resource("screen.json").read_text())
    settings["screens"][0] |= {"width": screen[0], "height": screen[1]}
    place.write_text(json.dumps(settings))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={place}"
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QWidget

    from iro_desktop.app import make_application
    from iro_desktop.services.samples import create_sample
    from iro_desktop.ui.pictures import take_pictures
    from iro_desktop.ui.theme import Scheme
    from tests.fitting import misfits
    from tests.stores import TODAY

    app = make_application()
    sample = create_sample(out / "sample.iro", as_of=TODAY)

    def draw(look: str, scheme: Scheme, scale: float, **more: object) -> None:
        lines: list[str] = []

        def seen(name: str, widget: QWidget) -> None:
            lines.extend(f"{name}: {line}" for line in misfits(widget))

        take_pictures(app, sample, out / look, scheme, scale, seen=seen, **more)
        (out / f"{look}.txt").write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")

    if screen == ROOMY:
        draw("light", Scheme.LIGHT, 1.0)
        draw("again", Scheme.LIGHT, 1.0)
        draw("dark", Scheme.DARK, 1.5)
    else:
        draw("small", Scheme.LIGHT, 2.0, only=(), size=QSize(*screen))
    sample.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), SMALL if "small" in sys.argv[2:] else ROOMY)
