"""Where a store may not lie: in a folder that a cloud service or another computer also writes to.

A database that two machines change, or that is copied while it changes, breaks. What is meant to
be carried between machines is the shared file.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from iro_desktop.domain.errors import SharedPlaceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHARE = "on a network share"
_CLOUD = "in a folder that {} synchronises"

# What the services call their folders, as a whole part of a path.
_FOLDERS = {
    "OneDrive": re.compile(r"onedrive( - .+| \(.+\))?|skydrive"),
    "Dropbox": re.compile(r"dropbox( \(.+\))?"),
    "Google Drive": re.compile(r"google ?drive( \(.+\))?|my drive"),
    "iCloud": re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"),
    "Nextcloud": re.compile(r"nextcloud"),
    "ownCloud": re.compile(r"owncloud"),
    "pCloud": re.compile(r"pcloud ?drive"),
    "Box": re.compile(r"box sync"),
    "a cloud service": re.compile(r"cloudstorage"),  # macOS keeps all of theirs in it
}
# What they put into the folder at the top of what they synchronise.
_MARKERS = {
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
NETWORK = re.compile(
    r"afs|ceph|cifs|coda|davfs|glusterfs|lustre|ncpfs|nfs4?|smb3|smbfs|fuse\.(curlftpfs|davfs2|"
    r"glusterfs|google-drive-ocamlfuse|gvfsd-fuse|onedriver|rclone|smbnetfs|sshfs)"
)
"""The types of file system that another computer serves."""
_UNC = re.compile(r"\\\\([^\\.?]|[.?]\\UNC\\).*", re.IGNORECASE)
_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4


def refuse_shared_place(path: Path) -> None:
    """Raise SharedPlaceError if a store at ``path``, which need not exist yet, would be shared."""
    mounts = Path("/proc/mounts")
    try:
        table = mounts.read_text("utf-8", "surrogateescape") if sys.platform == "linux" else ""
    except OSError:
        table = ""
    place = shared_place(path, os.environ, table)
    if place:
        raise SharedPlaceError(
            f"A store cannot lie {place}, because a second computer could damage it there: "
            "keep it on this computer’s own disk, and use a shared copy to carry it to another."
        )


def shared_place(path: Path, environ: Mapping[str, str], mounts: str) -> str:
    """Return how ``path`` is shared, such as "on a network share", or nothing if it is not.

    ``mounts`` is the text of /proc/mounts, where there is one.
    """
    resolved = Path(os.path.realpath(path))
    if _UNC.fullmatch(str(path)) or _UNC.fullmatch(str(resolved)) or _on_remote_drive(resolved):
        return _SHARE
    if NETWORK.fullmatch(_mount_type(resolved, mounts)):
        return _SHARE
    service = next(_services(path.absolute(), resolved, environ), "")
    return _CLOUD.format(service) if service else ""


def _services(path: Path, resolved: Path, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the services that claim the path as it was written or as it resolves."""
    for part in (*path.parts, *resolved.parts):
        for service, folder in _FOLDERS.items():
            if folder.fullmatch(part.casefold()):
                yield service
    for name in _VARIABLES:
        root = environ.get(name, "")
        if root and resolved.is_relative_to(os.path.realpath(root)):
            yield "OneDrive"
    for folder_above in (resolved, *resolved.parents):
        for marker, service in _MARKERS.items():
            if os.path.lexists(folder_above / marker):
                yield service
        if _is_cloud_placeholder(folder_above):
            yield "a cloud service"


def _mount_type(path: Path, mounts: str) -> str:
    """Return the type of the file system that holds ``path``; of two at one place, the later."""
    deepest, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:  # noqa: PLR2004 - device, place, type
            place = Path(_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), fields[1]))
            if path.is_relative_to(place) and len(place.parts) >= deepest:
                deepest, kind = len(place.parts), fields[2]
    return kind


def _on_remote_drive(path: Path) -> bool:
    """Return whether a Windows drive letter stands for a network share."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)
    else:  # noqa: RET505 - the type checker follows a platform's branches, not its returns
        return False


def _is_cloud_placeholder(path: Path) -> bool:
    """Return whether Windows marks the folder as one that a cloud service provides.

    So it does for SharePoint libraries, whose folders carry no service's name (reparse tags
    IO_REPARSE_TAG_CLOUD to CLOUD_F).
    """
    try:
        tag: int = getattr(path.lstat(), "st_reparse_tag", 0)
    except OSError:
        return False
    return tag & 0xFFFF0FFF == 0x9000001A  # noqa: PLR2004 - the tag's own number
