"""Drives as the kernel tells of them, in a folder of a test: disks of its own, and sticks."""

from pathlib import Path

import pytest

from iro_desktop.storage import removable

OWN_DISK, STICK, CARD, USB_DISK, ENCRYPTED = "8:1", "8:17", "179:1", "8:33", "253:0"
_PCI = "devices/pci0000:00"
_DRIVES = {
    # number: the folder of the partition, the flag, and what else the disk says
    OWN_DISK: (f"{_PCI}/ata1/block/sda/sda1", "0", ""),
    STICK: (f"{_PCI}/usb1/1-2/block/sdb/sdb1", "1", ""),
    CARD: (f"{_PCI}/mmc_host/mmc0/mmc0:0001/block/mmcblk0/mmcblk0p1", "0", "SD"),
    USB_DISK: (f"{_PCI}/0000:00:14.0/usb2/2-1/block/sdc/sdc1", "0", ""),
}


def make_devices(folder: Path) -> Path:
    """Make a sysfs with one drive of each kind, and an encrypted one that lies on the stick."""
    numbers, names = folder / "dev" / "block", folder / "class" / "block"
    numbers.mkdir(parents=True)
    names.mkdir(parents=True)
    for number, (place, flag, kind) in _DRIVES.items():
        partition = folder / place
        (partition.parent / "device").mkdir(parents=True)
        partition.mkdir()
        (partition / "partition").write_text("1\n")
        (partition.parent / "removable").write_text(f"{flag}\n")
        if kind:
            (partition.parent / "device" / "type").write_text(f"{kind}\n")
        (numbers / number).symlink_to(partition)
        (names / partition.name).symlink_to(partition)
    mapped = folder / "devices" / "virtual" / "block" / "dm-0"
    (mapped / "slaves").mkdir(parents=True)
    (mapped / "removable").write_text("0\n")
    (mapped / "slaves" / "sdb1").symlink_to(folder / _DRIVES[STICK][0])
    (numbers / ENCRYPTED).symlink_to(mapped)
    return folder


def mounted(place: Path | str, number: str, kind: str = "vfat", source: str = "/dev/x") -> str:
    """Return a line of mountinfo."""
    written = str(place).replace(" ", r"\040")
    return f"36 27 {number} / {written} rw,relatime shared:1 - {kind} {source} rw\n"


def a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that the program takes for a stick; all else is on the computer's own disk.

    Only where the program asks a Linux kernel.
    """
    stick = tmp_path / "STICK"
    stick.mkdir()
    table = tmp_path / "mountinfo"
    table.write_text(mounted("/", OWN_DISK, "ext4") + mounted(stick, STICK))
    monkeypatch.setattr(removable, "MOUNTS", table)
    monkeypatch.setattr(removable, "DEVICES", make_devices(tmp_path / "sys"))
    return stick
