"""The commands that need the window: opening it, pictures of it, and the self-test."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from iro_desktop.cli.common import opened
from iro_desktop.domain.words import counted


def open_window(options: Namespace) -> int:
    """Open the window on a store; the first run makes one."""
    from iro_desktop import app

    return app.open_window(options.store)


def pictures(options: Namespace) -> int:
    """Write a PNG of every view of a store."""
    # Qt reads these once, before it is imported; pictures need no screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    from iro_desktop import app
    from iro_desktop.services import access
    from iro_desktop.services.policy import require_child_exports

    with opened(options, "pictures") as workspace:
        if not workspace.is_sample:
            require_child_exports()
        made = app.take_pictures(workspace, options.out, theme=options.theme)
        access.note(
            workspace,
            "export",
            note=counted(len(made), "picture of the views", "pictures of the views"),
        )
    print(f"{counted(len(made), 'picture')} in {options.out}.")
    return 0


def self_test(_options: Namespace) -> int:
    """Go through the whole program once, in a scratch folder."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desktop.services.self_test import steps

    for step in steps():
        print(f"ok: {step}", flush=True)
    from iro_desktop import app

    print(f"ok: {app.draw_every_view()}", flush=True)
    print("The installed program works.", file=sys.stdout)
    return 0
