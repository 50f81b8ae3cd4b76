"""What is left when the program breaks off in a library: steps of its own, and no memory of it.

The interpreter writes where each thread was to a file of the log's folder, files and functions and
no values. A core dump would hold every case that was open, so none may be written.
"""

from __future__ import annotations

import faulthandler
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iro_desktop.paths import log_folder

if TYPE_CHECKING:
    from typing import TextIO

_NAME: Final = "broke-off.txt"
_FRAME: Final = re.compile(r'  File "(?P<path>[^"\n]*)", line (?P<line>\d+) in (?P<name>\w+|<\w+>)')
_SIGNAL: Final = re.compile(r"(?:Fatal Python error|Windows fatal exception): [\w ]{1,60}")
_PACKAGES: Final = ("site-packages", "lib-dynload")
_LONGEST: Final = 256 * 1024
_MOST_LINES: Final = 200
_NO_ERROR_BOX: Final = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX of Windows."""

_kept_open: list[TextIO] = []  # the interpreter writes to it when nothing else works any more


def forbid_core_dumps() -> None:
    """Have the system keep no picture of this process's memory when it breaks off."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(_NO_ERROR_BOX)
    else:
        import resource

        # On Linux 0 stops a file alone: a program that collects dumps by a pipe is still fed.
        # One octet is too short for a file and tells the kernel to feed no program either.
        limit = 1 if sys.platform == "linux" else 0
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


def watch_for_crashes(folder: Path | None = None) -> str:
    """Have the steps written down if the process breaks off; return those of an earlier one.

    What is returned is cleaned as a fault's report is, and "" where nothing broke off.
    """
    place = folder or log_folder()
    forbid_core_dumps()
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (place / _NAME).open("a+", encoding="utf-8", errors="replace")
    except OSError:
        return ""
    file.seek(0)
    left = cleaned(file.read(_LONGEST))
    with suppress(OSError):
        file.truncate(0)
    faulthandler.enable(file)
    while _kept_open:
        _kept_open.pop().close()
    _kept_open.append(file)
    return left


def cleaned(text: str) -> str:
    """Return the steps in what the interpreter wrote: no path, which can name who is logged in."""
    lines: list[str] = []
    for line in text.splitlines():
        frame, ended = _FRAME.match(line), _SIGNAL.match(line)
        if frame is not None:
            lines.append(f"  {_module(frame['path'])}:{frame['line']} {frame['name']}")
        elif ended is not None:
            lines.append(ended[0])
        elif line.startswith(("Thread 0x", "Current thread 0x")):
            lines.append("Current thread" if line.startswith("Current") else "Thread")
    return "\n".join(lines[:_MOST_LINES])


def _module(path: str) -> str:
    """Return "iro_desktop.ui.desktop" for a file of the program, of a library or of Python."""
    parts = re.split(r"[/\\]", path.removesuffix(".py"))
    for start in ("iro_desktop", *_PACKAGES):
        if start in parts:
            at = len(parts) - 1 - parts[::-1].index(start)
            return ".".join(parts[at + (start in _PACKAGES) :])
    return parts[-1]
