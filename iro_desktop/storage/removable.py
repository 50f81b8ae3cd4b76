"""Which drives are removable, as the system says: sticks, cards, and disks on a USB cable.

On Windows and macOS this has not been tried on such a drive yet.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iro_desktop.storage.places import NETWORK

if TYPE_CHECKING:
    from collections.abc import Iterator

MOUNTS: Path = Path("/proc/self/mountinfo")
DEVICES: Path = Path("/sys")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_USB: Final = re.compile(r"usb\d+")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4
_PATIENCE: Final = 10  # seconds


def is_removable(path: Path) -> bool:
    """Return whether ``path``, which need not exist yet, lies on a removable drive, links followed.

    The disk that the system itself runs from is none. What the system does not say is no either.
    """
    if sys.platform == "win32":
        return _is_removable_windows(path)
    elif sys.platform == "darwin":  # noqa: RET505 - the type checker follows branches, not returns
        return _is_removable_mac(path)
    else:
        try:
            table = MOUNTS.read_text("utf-8", "surrogateescape")
        except OSError:
            return False
        return is_removable_linux(path, table, DEVICES)


# Linux


def is_removable_linux(path: Path, table: str, devices: Path) -> bool:
    """Return whether a path lies on a removable drive.

    ``table`` is the text of /proc/self/mountinfo, ``devices`` where sysfs is.
    """
    written = _mount(Path(os.path.normpath(path.absolute())), table)
    if written is not None and NETWORK.fullmatch(written[1]):
        return False  # and do not wait for a server that may not answer
    mount, system = _mount(Path(os.path.realpath(path)), table), _mount(Path("/"), table)
    found = set(_disks(mount, devices))
    return any(map(_is_removable_disk, found - set(_disks(system, devices))))


def _mount(path: Path, table: str) -> tuple[str, str, str] | None:
    """Return device number, type and source of what is mounted where ``path`` lies."""
    deepest, found = -1, None
    for line in table.splitlines():
        first, separator, last = line.partition(" - ")
        fields, described = first.split(" "), last.split(" ")
        if separator and len(fields) > 4 and len(described) > 1:  # noqa: PLR2004 - up to the place
            place = Path(_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), fields[4]))
            if path.is_relative_to(place) and len(place.parts) >= deepest:  # of two, the later
                deepest, found = len(place.parts), (fields[2], described[0], described[1])
    return found


def _disks(mount: tuple[str, str, str] | None, devices: Path) -> Iterator[Path]:
    """Yield the folders of the disks behind a mount; none for one that has no disk."""
    if mount is None:
        return
    number, _, source = mount
    device = devices / "dev" / "block" / number
    if not device.exists() and source.startswith("/dev/"):  # btrfs has a number of its own
        device = devices / "class" / "block" / Path(os.path.realpath(source)).name
    if device.exists():
        yield from _disks_of(device.resolve())


def _disks_of(device: Path) -> Iterator[Path]:
    """Yield the disk of a partition, and the disks below an encrypted or a joined one."""
    if (device / "partition").exists():
        device = device.parent
    below = [one.resolve() for one in (device / "slaves").glob("*")]
    if not below:
        yield device
    for one in below:
        yield from _disks_of(one)


def _is_removable_disk(disk: Path) -> bool:
    # The flag is 0 of most USB disks and of cards in a reader of their own.
    return (
        _said(disk / "removable") == "1"
        or _said(disk / "device" / "type") == "SD"
        or any(map(_USB.fullmatch, disk.parts))
    )


def _said(file: Path) -> str:
    try:
        return file.read_text("ascii", "replace").strip()
    except OSError:
        return ""


# Windows and macOS


def _is_removable_windows(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        def kind(place: Path) -> int:
            return int(ctypes.windll.kernel32.GetDriveTypeW(place.anchor))

        if path.absolute().anchor.startswith("\\\\") or kind(path.absolute()) == _DRIVE_REMOTE:
            return False
        return kind(Path(os.path.realpath(path))) == _DRIVE_REMOVABLE
    else:  # noqa: RET505 - the type checker follows a platform's branches, not its returns
        return False


def _is_removable_mac(path: Path) -> bool:
    """Ask diskutil about what is mounted below /Volumes; a network share is no disk to it."""
    parts = Path(os.path.realpath(path)).parts
    if parts[:2] != ("/", "Volumes") or len(parts) < 3:  # noqa: PLR2004 - the volume's own name
        return False
    import subprocess  # only here

    command = ["/usr/sbin/diskutil", "info", "-plist", str(Path(*parts[:3]))]
    try:
        done = subprocess.run(  # noqa: S603 - one argument, and no shell
            command, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and says_removable(done.stdout)


def says_removable(answer: bytes) -> bool:
    """Return whether diskutil's answer, a property list, is about a removable or external disk."""
    import plistlib  # only here

    try:
        said = plistlib.loads(answer)
    except (ValueError, plistlib.InvalidFileException):
        return False
    return isinstance(said, dict) and said.get("RemovableMediaOrExternalDevice") is True
