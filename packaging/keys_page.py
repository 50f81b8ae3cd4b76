"""Write resources/guide/keys.md: the map of keys, from the actions that have them.

Run it in the project's environment after an action or its keys have changed:

    python packaging/keys_page.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "resources" / "guide" / "keys.md"


def write(page: Path = PAGE) -> None:
    """Make the page that of the actions."""
    from iro_desktop.ui.keys_page import keys_as_markdown

    page.write_text(keys_as_markdown(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    write()
    print(f"{PAGE.relative_to(ROOT).as_posix()} is written")
