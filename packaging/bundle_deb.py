"""The Debian package: the built folder under /usr/lib, a start menu entry, file types, an icon."""

from __future__ import annotations

import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from bundle_icons import ICON
from dev_system import FONT, QT, X11

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
NAME = "iro-desktop"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_RIGHTS = 0o755


def debian_package(folder: Path, out: Path, version: str) -> Path:
    """Pack a built folder as .deb into ``out`` and return the file; needs dpkg-deb."""
    machine = platform.machine()
    architecture = _ARCHITECTURES.get(machine, machine)
    made = out / f"{NAME}_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="iro-desktop-deb-") as name:
        root = Path(name) / "root"
        root.mkdir(mode=_RIGHTS)
        lay_out(folder, root)
        write_control(root, version, architecture)
        make_readable(root)
        # xz is what every Debian and Ubuntu since 2011 reads.
        pack = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(root), str(made)]
        subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    return made


def lay_out(folder: Path, root: Path) -> None:
    """Put program, starter, menu entry, file types, icon and licence where Debian looks."""
    lib, share = root / "usr" / "lib" / NAME, root / "usr" / "share"
    shutil.copytree(folder, lib, symlinks=True)
    command = root / "usr" / "bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{NAME}/{NAME}")
    for source, place in (
        (LINUX / f"{NAME}.desktop", share / "applications"),
        (LINUX / f"{NAME}.xml", share / "mime" / "packages"),
        (ICON, share / "icons" / "hicolor" / "scalable" / "apps"),
    ):
        place.mkdir(parents=True)
        shutil.copyfile(source, place / source.name)
    papers = share / "doc" / NAME
    papers.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", papers / "copyright")


def write_control(root: Path, version: str, architecture: str) -> None:
    """Write what dpkg reads: what is needed, how large it is, what removing it says."""
    needs = ", ".join(depends())
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    control = f"""Package: {NAME}
Version: {version}
Architecture: {architecture}
Maintainer: The IRO Desktop authors <nobody@localhost>
Installed-Size: {size}
Depends: {needs}
Section: misc
Priority: optional
Description: Case monitoring for Independent Reviewing Officers in England
 Reviews, challenges and figures of one IRO or of a whole service, in an
 encrypted file on this computer. It uses no network.
"""
    about = root / "DEBIAN"
    about.mkdir()
    (about / "control").write_text(control, encoding="utf-8")
    shutil.copyfile(LINUX / "postrm", about / "postrm")
    (about / "postrm").chmod(_RIGHTS)


def depends() -> tuple[str, ...]:
    """Return the packages that the system must bring: the same as a checkout asks for."""
    _, libc = platform.libc_ver()
    needs = dict.fromkeys(one.package for one in (*QT, *X11, FONT))
    return (f"libc6 (>= {libc})", *needs) if libc else tuple(needs)


def make_readable(root: Path) -> None:
    """Let everybody read what is installed, whoever built it and with what mask."""
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(_RIGHTS if runs else 0o644)
