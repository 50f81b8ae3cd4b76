"""Write resources/guide/measures: a page for each measure, from the definitions it is counted by.

Run it in the project's environment after a definition has changed:

    python packaging/handbook.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "guide" / "measures"


def write(folder: Path = FOLDER) -> int:
    """Make the files of a folder those of the handbook, and return how many there are."""
    from iro_desktop.domain.handbook import handbook_files

    folder.mkdir(parents=True, exist_ok=True)
    files = handbook_files()
    for path in folder.glob("*.md"):
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return len(files)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(f"{write()} pages are in {FOLDER.relative_to(ROOT).as_posix()}")
