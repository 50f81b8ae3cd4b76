"""The Windows installer: compiled from installer.nsi by makensis, on Windows or anywhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "packaging" / "windows" / "installer.nsi"
ICON = ROOT / "build" / "icons" / "iro-desktop.ico"
SIGN = "IRO_DESKTOP_SIGN"


def installer(folder: Path, out: Path, version: str, *, icon: Path = ICON) -> list[Path]:
    """Compile the installer of a built folder; none where there is no makensis, which is said."""
    compiler = shutil.which("makensis")
    if compiler is None:
        print("There is no makensis (NSIS 3): no installer was made.")
        return []
    made = out / f"iro-desktop-{version}-setup.exe"
    subprocess.run([compiler, *definitions(folder, made, version, icon), str(SCRIPT)], check=True)
    return [made]


def definitions(folder: Path, made: Path, version: str, icon: Path) -> list[str]:
    """Return the options of makensis: quiet, any warning an error, and what the script is told."""
    told = {
        "VERSION": version,
        "NUMBERS": numbers(version),
        "PAYLOAD": str(folder),
        "ICON": str(icon),
        "LICENCE": str(ROOT / "LICENSE"),
        "OUT": str(made),
    }
    signer = os.environ.get(SIGN)
    if signer:
        told["SIGN"] = signer
    options = ["-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    return [*options, *(f"-D{key}={value}" for key, value in told.items())]


def numbers(version: str) -> str:
    """Return a version as the four numbers that Windows keeps, such as 1.2.0.0 for 1.2."""
    digits = ["".join(filter(str.isdigit, part)) or "0" for part in version.split(".")]
    return ".".join((*digits, "0", "0", "0", "0")[:4])
