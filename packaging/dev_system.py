"""What Linux itself must bring before Qt starts: found out, and installed where that is allowed."""

from __future__ import annotations

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class SetupError(Exception):
    """The machine lacks something; the message says what, and what to do about it."""


class Need(NamedTuple):
    """Something that the system must bring, and the Debian package that brings it."""

    name: str
    package: str


# Without these even `import PySide6.QtGui` fails.
QT = (
    Need("libglib-2.0.so.0", "libglib2.0-0"),
    Need("libEGL.so.1", "libegl1"),
    Need("libGL.so.1", "libgl1"),
    Need("libX11.so.6", "libx11-6"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
    Need("libfontconfig.so.1", "libfontconfig1"),
)
# Without these no window opens under X11; Qt then blames xcb-cursor, whichever is missing.
X11 = (
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
WAYLAND = (
    Need("libwayland-client.so.0", "libwayland-client0"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0"),
    Need("libwayland-egl.so.1", "libwayland-egl1"),
)
# Where there is no font at all, Qt draws text as empty boxes and says nothing.
FONT = Need("a font", "fonts-dejavu-core")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_FILES = {".ttf", ".otf", ".ttc"}
# Debian keeps what makes environments out of Python, in a package for each version.
VENV = Need("Python's venv", "python{}.{}-venv".format(*sys.version_info))

APT_LISTS = ["apt-get", "update"]
APT_INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]


def wanted_libraries(
    platform: str, environ: Mapping[str, str], *, window: bool
) -> tuple[Need, ...]:
    """Return what Qt needs from the system; Windows and macOS bring it all."""
    if not platform.startswith("linux"):
        return ()
    x11 = X11 if window and environ.get("DISPLAY") else ()
    wayland = WAYLAND if window and environ.get("WAYLAND_DISPLAY") else ()
    return (*QT, *x11, *wayland)


def provide(libraries: Sequence[Need], *, venv: bool) -> None:
    """Install what is missing of the libraries, of fonts and, with `venv`, of Python itself.

    Raises SetupError, with the command to run, where it may not.
    """
    missing = missing_libraries(libraries)
    if libraries and not has_font(FONT_FOLDERS):
        missing.append(FONT)
    if venv:
        missing.append(VENV)
    if missing:
        install(missing)


def missing_libraries(wanted: Iterable[Need]) -> list[Need]:
    """Return those libraries that the system's loader does not find."""
    return [need for need in wanted if not _loads(need.name)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(folders: Iterable[str]) -> bool:
    """Return whether a font lies in one of the folders or below."""
    return any(
        path.suffix.lower() in FONT_FILES
        for folder in folders
        for path in Path(folder).expanduser().rglob("*")
    )


def install(missing: Sequence[Need]) -> None:
    """Install Debian packages as root or with sudo; raises SetupError where neither is possible."""
    lack = f"Missing on this machine: {', '.join(need.name for need in missing)}."
    if shutil.which("apt-get") is None:
        message = f"{lack} Install them with the system's own installer, then start this again."
        raise SetupError(message)
    packages = [need.package for need in missing]
    line = by_hand(packages, sudo=shutil.which("sudo") is not None)
    rights = administrator()
    if rights is None:
        message = f"{lack} Run this, then start this again:\n\n    {line}"
        raise SetupError(message)
    print(f"{lack} Installing with apt-get.", flush=True)
    quiet = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    # Where the lists cannot be renewed, older ones may still do.
    subprocess.call([*quiet, *APT_LISTS], stdout=subprocess.DEVNULL)
    if subprocess.call([*quiet, *APT_INSTALL, *packages], stdout=subprocess.DEVNULL):
        message = f"apt-get could not install them, for the reason above. By hand:\n\n    {line}"
        raise SetupError(message)


def by_hand(packages: Sequence[str], *, sudo: bool) -> str:
    """Return the line by which a person installs Debian packages as root."""
    before = ["sudo"] if sudo else []
    commands = [[*before, *APT_LISTS], [*before, *APT_INSTALL, *packages]]
    line = " && ".join(shlex.join(command) for command in commands)
    return line if sudo else f"su -c {shlex.quote(line)}"


def administrator() -> list[str] | None:
    """Return what makes a command run as root: nothing, or sudo; None where sudo would ask."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run([*sudo, "true"], capture_output=True, check=False)
    return sudo if asked.returncode == 0 else None
