"""Write resources/guide/dependencies.md: each package, its licence, and what it is for.

Run it in the project's environment after a lock, or a reason in README.md, has changed:

    python packaging/dependencies_page.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from locked import LOCK, PROGRAM, ROOT, Locked, NotAsLockedError, installed, licence, locked
from packaging.utils import canonicalize_name

PAGE = ROOT / "resources" / "guide" / "dependencies.md"
README = ROOT / "README.md"

_REASON: Final = re.compile(r"^\| ([\w.-]+)(?: \(([^|]+)\))? \| ([^|]+) \|$", re.MULTILINE)
_HEAD: Final = """# What it is made of

Every package that IRO Desktop needs to run, with its version, its licence and what it is for.

IRO Desktop itself is under the MIT licence. Nothing here is fetched while it runs: a package is
installed with the program or not at all. The same list for machines is the bill of materials, a
file that lies beside the packages (see [For IT](for-it.md#bill-of-materials)).

| Package | Licence | What it is for |
| --- | --- | --- |
"""
_FOOT: Final = """
## Licences

Licences are named as SPDX names them, from what each package says of itself. Four do not name
theirs so (colorama, defusedxml, python-dateutil, sqlcipher3): theirs were read from the texts that
they bring. In a package of IRO Desktop all texts lie in the folder `licences`, on Windows and Linux
below `_internal`.

**Qt and PySide6 are used under the LGPL, version 3.** They are unchanged, and lie as libraries of
their own in the program’s folder, so that whoever wants to can put another build of the same
version in their place. Their source is to be had from The Qt Company.

sqlcipher3 holds SQLCipher, SQLite and OpenSSL; cryptography holds OpenSSL; lxml holds libxml2 and
libxslt; numpy holds OpenBLAS. The bill of materials names the versions of those that tell theirs.
The bundle also holds Python itself, under the licence of the Python Software Foundation. Documents
are set in Inter (SIL Open Font Licence 1.1), and the icons are our own.
"""


def page(lock: str, readme: str) -> str:
    """Return the page; raises NotAsLockedError for a package that nobody gave a reason."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(lock, readme)) + _FOOT


def reasons(readme: str) -> dict[str, str]:
    """Return why the program needs each package that it asks for, as its README says."""
    section = readme.partition("| package | reason |")[2].partition("\n\n")[0]
    found: dict[str, str] = {}
    for name, note, reason in _REASON.findall(section):
        words = f"{reason}; {note}" if note else reason
        found[canonicalize_name(name)] = (words[0].upper() + words[1:]).replace("'", "’")
    return found


def _lines(lock: str, readme: str) -> Iterator[str]:
    """Yield the rows: what the program asks for, then what those packages ask for in their turn."""
    entries: dict[str, list[Locked]] = {}
    for one in locked(lock):
        entries.setdefault(one.name, []).append(one)
    known = reasons(readme)
    for asked in (True, False):
        for name, versions in entries.items():
            if versions[0].is_asked_for is not asked:
                continue
            if asked and name not in known:
                message = f"{name} has no reason in the table of README.md"
                raise NotAsLockedError(message)
            needed = ", ".join(one for one in versions[0].needed_by if one != PROGRAM)
            why = known[name] if asked else f"Needed by {needed}"
            numbers = " or ".join(one.version for one in versions)
            terms = licence(name, installed(next(one for one in versions if one.is_for_here)))
            yield f"| {name} {numbers} | {terms} | {why} |"


def write(to: Path = PAGE) -> None:
    """Make the page that of the lock and of the README."""
    text = page(LOCK.read_text(encoding="utf-8"), README.read_text(encoding="utf-8"))
    to.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{PAGE.relative_to(ROOT).as_posix()} is written\n")
