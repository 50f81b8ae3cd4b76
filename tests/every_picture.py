"""Draws every view in a process of its own, whose screen is as large as is asked.

    python -m tests.every_picture FOLDER [dark | small | brackets]

A program has one screen, and that of the other tests is smaller than a dialog. The folder gets the
pictures of the light look and, with "dark", of dark at 150% text; beside each a list of the words
that do not fit and all that is said on screen. With "small" it is the list alone, for high contrast
at 200% text on a small screen. With "brackets" it is what is said in a language of brackets, and
what is not in it though it could be.
"""

import json
import os
import sys
from collections.abc import Container
from pathlib import Path

from iro_desktop.paths import resource

COVERED = {"tour"}
"""What stands over the page behind it, as it should."""
ROOMY, SMALL = (2560, 1600), (1366, 768)


def main(out: Path, screen: tuple[int, int], *, dark: bool, brackets: bool) -> None:
    """Draw the looks for a screen of this size, in pixels, into `out`."""
    out = out.absolute()
    os.chdir(out)  # the colon of a drive would end the name of the screen's file
    settings = json.loads(resource("screen.json").read_text())
    settings["screens"][0] |= {"width": screen[0], "height": screen[1]}
    Path("screen.json").write_text(json.dumps(settings))
    os.environ["QT_QPA_PLATFORM"] = "offscreen:configfile=screen.json"
    from PySide6.QtCore import QCoreApplication, QSize
    from PySide6.QtWidgets import QWidget

    from iro_desktop.app import make_application
    from iro_desktop.services.samples import create_sample
    from iro_desktop.ui.pictures import USUAL_SIZE, take_pictures
    from iro_desktop.ui.theme import Scheme
    from tests.fitting import misfits, unseen
    from tests.reading import Reader, typed_in
    from tests.stores import TODAY

    app = make_application()
    without = listener = None
    if brackets:
        sys.path.append(str(resource(".").parent / "packaging"))  # as pytest has it
        from tests.brackets import Listener, Unbracketed, translator

        language, without, listener = translator(out), Unbracketed(), Listener()
        for one in (language, listener):
            QCoreApplication.installTranslator(one)

    def draw(
        look: str,
        scheme: Scheme,
        scale: float,
        only: Container[str] | None = None,
        size: QSize = USUAL_SIZE,
    ) -> None:
        lines: list[str] = []
        reader = Reader()
        unbracketed: dict[str, str] = {}

        def seen(name: str, widget: QWidget) -> None:
            reader.read(name, widget)
            if without is not None:
                unbracketed.update((text, name) for text in without.in_window(widget))
                return
            lines.extend(f"{name}: {line}" for line in misfits(widget))
            if scheme is Scheme.HIGH_CONTRAST and name not in COVERED:
                lines.extend(f"{name}: {line}" for line in unseen(widget))

        # A store of its own: forms bring back what was typed into them for the look before.
        sample = create_sample(out / f"{look}.iro", as_of=TODAY)
        take_pictures(app, sample, out / look, scheme, scale, seen=seen, only=only, size=size)
        typed = typed_in(sample)
        read = {
            "said": reader.said, "messages": reader.messages, "typed": sorted(typed),
            "unbracketed": sorted(
                f"{name}: {text}" for text, name in unbracketed.items() if text not in typed
            ),
            "unknown": sorted(listener.unknown - typed) if listener is not None else [],
        }  # fmt: skip
        (out / f"{look}.json").write_text(json.dumps(read), encoding="utf-8")
        sample.close()
        (out / f"{look}.txt").write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")

    if brackets:
        draw("brackets", Scheme.LIGHT, 1.0, ())
    elif screen == ROOMY:
        draw("light", Scheme.LIGHT, 1.0)
        if dark:
            draw("dark", Scheme.DARK, 1.5)
    else:
        draw("small", Scheme.HIGH_CONTRAST, 2.0, (), QSize(*screen))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        SMALL if "small" in sys.argv[2:] else ROOMY,
        dark="dark" in sys.argv[2:],
        brackets="brackets" in sys.argv[2:],
    )
