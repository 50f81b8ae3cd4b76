"""Build what is handed to those who install IRO Desktop, on the system that it is for.

    python packaging/bundle.py [--out DIR]     all of it, into dist/
    python packaging/bundle.py --no-build      the packages alone, of the folder built before

The environment in .venv has what it needs. One folder comes first, with the program, Python and all
else; then, made of that folder alone: on Linux a tar.xz and a .deb, on Windows a portable zip and
an installer, on macOS a zip of the application. Beside them lie the SHA-256 of every file inside
and of each package. Where IRO_DESKTOP_SIGN names a program, it is called with each binary.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "packaging" / "iro_desktop.spec"
NAME = "iro-desktop"
MAC_NAME = "IRO Desktop.app"
SIGN = "IRO_DESKTOP_SIGN"
PRESET: Final = 3
"""How hard xz tries: its default takes much longer."""
_SIGNED = {".exe", ".dll", ".pyd"}
_SYSTEMS = {"win32": "windows", "darwin": "macos"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the folder and its packages; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--no-build", action="store_true", help="of the folder built before")
    options = parser.parse_args(arguments)
    out = options.out.absolute()
    if not options.no_build:
        build(out)
    made = packages(out)
    print("\nMade:")
    for path in made:
        print(f"  {path}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


def version() -> str:
    """Return the version of the program, which its package says."""
    sys.path.insert(0, str(ROOT))
    from iro_desktop import __version__

    return __version__


def build(out: Path) -> Path:
    """Build the folder with PyInstaller, sign what is in it, and return it."""
    from bundle_licences import write_licences

    write_icons(ROOT / "build" / "icons")
    write_licences(ROOT / "build" / "licences")
    work = ROOT / "build" / "pyinstaller"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work), str(SPEC)]
    subprocess.run(command, cwd=ROOT, check=True)
    sign(path for path in (out / NAME).rglob("*") if path.suffix in _SIGNED)
    return out / NAME


def write_icons(folder: Path) -> None:
    """Draw the icons that Windows and macOS want into a folder."""
    from bundle_icons import mac_icon, windows_icon

    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.ico").write_bytes(windows_icon())
    (folder / f"{NAME}.icns").write_bytes(mac_icon())


def sign(paths: Iterable[Path]) -> None:
    """Call the program that IRO_DESKTOP_SIGN names with each file; nothing where it names none."""
    signer = os.environ.get(SIGN)
    if signer:
        for path in sorted(paths):
            subprocess.run([signer, str(path)], check=True)


def packages(out: Path, system: str = sys.platform) -> list[Path]:
    """Make the packages of the folder that was built, and the lists of hashes; return them all."""
    folder = out / (MAC_NAME if system == "darwin" else NAME)
    stem = f"{NAME}-{version()}-{_SYSTEMS.get(system, 'linux')}-{platform.machine().lower()}"
    files = out / f"{stem}-files.sha256"
    files.write_text(hash_list(folder, below=out), encoding="utf-8", newline="\n")
    if system == "win32":
        from bundle_windows import installer

        made = [zipped(folder, out / f"{stem}-portable.zip"), *installer(folder, out, version())]
        sign(path for path in made if path.suffix == ".exe")
    elif system == "darwin":
        made = [zipped(folder, out / f"{stem}.zip")]
    else:
        from bundle_deb import debian_package

        made = [packed(folder, out / f"{stem}.tar.xz"), debian_package(folder, out, version())]
    made += [bill_of_materials(folder, out / f"{stem}.cdx.json"), files]
    sums = out / f"{stem}.sha256"
    lines = "".join(f"{sha256(path)}  {path.name}\n" for path in made)
    sums.write_text(lines, encoding="utf-8", newline="\n")
    return [*made, sums]


def bill_of_materials(folder: Path, to: Path) -> Path:
    """Write what a built folder is made of, as CycloneDX, and return the file."""
    from sbom import as_text, bill

    to.write_text(as_text(bill(folder=folder)), encoding="utf-8", newline="\n")
    return to


def hash_list(folder: Path, *, below: Path) -> str:
    """Return a line for each file of a folder, as ``sha256sum -c`` reads it in ``below``."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sha256(path)}  {path.relative_to(below).as_posix()}\n" for path in files)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def packed(folder: Path, to: Path) -> Path:
    """Pack a folder as tar.xz, everything in it root's, and return the file."""

    def as_roots(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        return entry

    with tarfile.open(to, "w:xz", preset=PRESET) as archive:
        archive.add(folder, folder.name, filter=as_roots)
    return to


def zipped(folder: Path, to: Path) -> Path:
    """Pack a folder as zip and return the file; on macOS by ditto, which keeps links and rights."""
    if shutil.which("ditto"):
        command = ["ditto", "-c", "-k", "--keepParent", str(folder), str(to)]
        subprocess.run(command, check=True)
        return to
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder.parent))
    return to


if __name__ == "__main__":
    sys.exit(main())
