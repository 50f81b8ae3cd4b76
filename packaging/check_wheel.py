"""Build the wheel and prove it in an empty environment: demo, measures, self-test.

    python packaging/check_wheel.py [DIR]     the wheel is left in DIR, by default dist/

The environment in .venv builds it; the empty one gets what requirements.txt names, by hash, and the
wheel. Nothing of the checkout is in reach of what is run then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "requirements.txt"
_SOURCES = ("iro_desktop", "resources", "pyproject.toml", "README.md", "LICENSE")


class WheelError(Exception):
    """The wheel lacks something, or a command in the empty environment failed."""


def main(arguments: list[str]) -> int:
    """Build and check; return the exit status."""
    out = Path(arguments[0]).absolute() if arguments else ROOT / "dist"
    try:
        said = check(out)
    except WheelError as error:
        print(error, file=sys.stderr)
        return 1
    print(said["self-test"])
    return 0


def check(out: Path) -> dict[str, str]:
    """Build the wheel into ``out``, install it from nothing, and return what each command printed.

    Raises WheelError.
    """
    wheel = build(out)
    missing = missing_resources(wheel)
    if missing:
        message = f"the wheel lacks {', '.join(missing)}"
        raise WheelError(message)
    with tempfile.TemporaryDirectory(prefix="iro-desktop-wheel-") as name:
        empty = Path(name)
        python = install(wheel, empty / "env")
        return {words[0]: run(python, empty, *words) for words in _commands(empty / "sample.iro")}


def _commands(store: Path) -> tuple[tuple[str, ...], ...]:
    opened = ("--store", str(store))
    return (
        ("demo", "--headless", "--as-of", "2020-03-31", *opened),
        ("measures", "--json", "--as-of", "2020-03-31", *opened),
        ("self-test",),
    )


def build(out: Path) -> Path:
    """Build the wheel from a copy of the sources, where nothing of an earlier build can slip in."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="iro-desktop-sources-") as name:
        copy = Path(name)
        for source in (ROOT / one for one in _SOURCES):
            if source.is_dir():
                unwanted = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, copy / source.name, ignore=unwanted)
            else:
                shutil.copyfile(source, copy / source.name)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
        how = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(copy / "made"), str(copy)]
        _call([*pip, *how])
        made = next((copy / "made").glob("*.whl"))
        return Path(shutil.copy(made, out / made.name))


def missing_resources(wheel: Path) -> list[str]:
    """Return the files of resources/ that are not in a wheel, byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    files = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    names = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}
    return [name for name, data in names.items() if held.get(f"iro_desktop/{name}") != data]


def install(wheel: Path, environment: Path) -> Path:
    """Make an empty environment with the wheel and what it needs; return its Python."""
    _call([sys.executable, "-m", "venv", str(environment)])
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _call([*pip, "install", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)])
    _call([*pip, "install", "--no-index", str(wheel)])
    _call([*pip, "check"])
    return python


def run(python: Path, folder: Path, *words: str) -> str:
    """Return what a command of the installed program printed, started in an empty folder."""
    # The passphrase of the sample caseload, which is nobody's.
    environment = os.environ | {"IRO_DESKTOP_PASSPHRASE": "sample", "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    program = python.with_name("iro-desktop.exe" if os.name == "nt" else "iro-desktop")
    done = subprocess.run(
        [str(program), *words],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        message = f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}"
        raise WheelError(message)
    return done.stdout


def _call(command: list[str]) -> None:
    if subprocess.call(command):
        message = f"failed: {' '.join(command)}"
        raise WheelError(message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
