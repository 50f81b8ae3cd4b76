"""Removable drives are told from a computer's own by what the system says of them."""

import plistlib
import sys
from pathlib import Path

import pytest

from iro_desktop.storage.removable import is_removable, is_removable_linux, says_removable
from tests.drives import (
    CARD,
    ENCRYPTED,
    OWN_DISK,
    STICK,
    USB_DISK,
    a_stick,
    make_devices,
    mounted,
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="as a Linux kernel tells of drives")
OWN = mounted("/", OWN_DISK, "ext4", "/dev/sda1")


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    return make_devices(tmp_path / "sys")


@linux
@pytest.mark.parametrize(
    "number, kind, source, removable",
    [
        (STICK, "vfat", "/dev/sdb1", True),
        (CARD, "exfat", "/dev/mmcblk0p1", True),
        (USB_DISK, "ext4", "/dev/sdc1", True),  # its flag is 0
        (ENCRYPTED, "ext4", "/dev/mapper/luks", True),  # its disk is below it
        ("0:51", "btrfs", "/dev/sdb1", True),  # a number that no device has
        (OWN_DISK, "ext4", "/dev/sda1", False),
        ("0:52", "tmpfs", "tmpfs", False),
        ("0:53", "nfs4", "nas:/home", False),
        ("0:54", "btrfs", "/dev/nowhere", False),
    ],
)
def test_a_place_is_removable_by_the_disk_behind_it(
    devices: Path, tmp_path: Path, number: str, kind: str, source: str, removable: bool
) -> None:
    place = tmp_path / "my drive"
    table = OWN + mounted(place, number, kind, source) + "broken line\n"
    assert is_removable_linux(place / "not there" / "b.irobackup", table, devices) is removable
    assert not is_removable_linux(tmp_path / "beside", table, devices)


@linux
def test_of_two_mounts_at_one_place_the_later_holds(devices: Path, tmp_path: Path) -> None:
    later = OWN + mounted(tmp_path / "m", STICK) + mounted(tmp_path / "m", OWN_DISK)
    assert not is_removable_linux(tmp_path / "m" / "x", later, devices)
    assert is_removable_linux(tmp_path / "m" / "x", later + mounted(tmp_path / "m", CARD), devices)


@linux
def test_links_are_followed_and_the_systems_own_disk_is_never_removable(
    devices: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (tmp_path / "link").symlink_to(stick)
    table = OWN + mounted(stick, STICK)
    assert is_removable_linux(tmp_path / "link" / "x", table, devices)
    assert not is_removable_linux(tmp_path / "x", mounted("/", USB_DISK), devices)


@linux
def test_a_kernel_that_says_nothing_names_no_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = a_stick(tmp_path, monkeypatch)
    assert is_removable(stick / "x")
    (tmp_path / "mountinfo").unlink()
    assert not is_removable(stick / "x")


@pytest.mark.parametrize(
    "answer, removable",
    [
        (plistlib.dumps({"RemovableMediaOrExternalDevice": True}), True),
        (plistlib.dumps({"RemovableMediaOrExternalDevice": False}), False),
        (plistlib.dumps({"Internal": False}), False),
        (plistlib.dumps(["RemovableMediaOrExternalDevice"]), False),
        (b"Could not find disk", False),
        (b"", False),
    ],
)
def test_what_a_mac_says_of_a_disk_is_understood(answer: bytes, removable: bool) -> None:
    assert says_removable(answer) is removable
