from __future__ import annotations

import os
from pathlib import Path

import pytest

from iro_desktop.domain.errors import SharedPlaceError
from iro_desktop.storage.places import refuse_shared_place, shared_place

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
//server/team /mnt/team\040folder cifs rw 0 0
nas:/home /net/home nfs4 rw 0 0
me@host:/ /home/me/host fuse.sshfs rw 0 0
/dev/sdb1 /net/home/local ext4 rw 0 0
nas:/over /srv/over nfs rw 0 0
/dev/sdc1 /srv/over ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    "folder,service",
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Somewhere County Council", "OneDrive"),
        ("onedrive (2)", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("CloudStorage", "a cloud service"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_folder_that_a_cloud_service_synchronises_is_named(
    tmp_path: Path, folder: str, service: str
) -> None:
    place = tmp_path / folder / "Work" / "caseload.iro"
    assert shared_place(place, {}, "") == f"in a folder that {service} synchronises"
    with pytest.raises(SharedPlaceError, match="use a shared copy to carry it to another"):
        refuse_shared_place(place)


@pytest.mark.parametrize("folder", ["dropbox-tools", "my onedrive notes", "Drive", "boxes", "nfs"])
def test_a_folder_whose_name_only_resembles_a_service_is_fine(tmp_path: Path, folder: str) -> None:
    assert shared_place(tmp_path / folder / "caseload.iro", {}, MOUNTS) == ""


def test_this_computers_own_disk_is_fine(tmp_path: Path) -> None:
    refuse_shared_place(tmp_path / "not there yet" / "caseload.iro")


def test_a_folder_that_onedrive_took_over_is_known_by_its_variable(tmp_path: Path) -> None:
    documents = tmp_path / "Documents"
    environ = {"OneDriveCommercial": str(documents), "OneDrive": ""}
    assert "OneDrive" in shared_place(documents / "caseload.iro", environ, "")
    assert shared_place(tmp_path / "Other" / "caseload.iro", environ, "") == ""


@pytest.mark.parametrize(
    "marker,service",
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
    ],
)
def test_a_service_is_known_by_what_it_leaves_at_the_top(
    tmp_path: Path, marker: str, service: str
) -> None:
    (tmp_path / marker).mkdir()
    assert service in shared_place(tmp_path / "deep" / "down" / "caseload.iro", {}, "")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_into_a_shared_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in shared_place(tmp_path / "here" / "caseload.iro", {}, "")


@pytest.mark.skipif(os.name == "nt", reason="paths and mounts of Linux")
@pytest.mark.parametrize(
    "path,shared",
    [
        ("/mnt/team folder/caseload.iro", True),
        ("/mnt/team folder", True),
        ("/mnt/team folders/caseload.iro", False),
        ("/mnt/team/caseload.iro", False),
        ("/net/home/me/caseload.iro", True),
        ("/net/home/local/caseload.iro", False),
        ("/home/me/host/caseload.iro", True),
        ("/home/me/caseload.iro", False),
        ("/srv/over/caseload.iro", False),
        ("//tmp/caseload.iro", False),
    ],
)
def test_a_network_share_is_known_by_its_file_system(path: str, *, shared: bool) -> None:
    assert shared_place(Path(path), {}, MOUNTS) == ("on a network share" if shared else "")


@pytest.mark.parametrize(
    "path", [r"\\server\team\caseload.iro", r"\\?\UNC\server\team\caseload.iro"]
)
def test_a_windows_share_is_known_by_its_name(path: str) -> None:
    assert shared_place(Path(path), {}, "") == "on a network share"


def test_a_long_windows_path_to_a_local_disk_is_fine() -> None:
    assert shared_place(Path(r"\\?\C:\Users\iro\caseload.iro"), {}, "") == ""
