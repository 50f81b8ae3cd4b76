"""The environment in .venv: made from the locks by hash, and only when a lock has changed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dev_system import SetupError, provide, wanted_libraries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed.json"
LOCKS = ROOT / "packaging"

BUILD, RUNTIME, DEV = "requirements-build.txt", "requirements.txt", "requirements-dev.txt"
PROJECT = "pyproject.toml"


class Steps(NamedTuple):
    """What is left to do until the environment is right."""

    anew: bool
    locks: tuple[str, ...]
    project: bool


def prepare(wanted: Sequence[str], *, window: bool) -> None:
    """Bring system and environment to what the wanted locks name; raises SetupError if it cannot.

    With `window`, also to what a window on this machine's display needs.
    """
    current = digests()
    installed = read_stamp(STAMP) if python().exists() else {}
    left = steps(installed, current, wanted)
    provide(
        wanted_libraries(sys.platform, os.environ, window=window),
        venv=left.anew and importlib.util.find_spec("ensurepip") is None,
    )
    if left.anew:
        make_environment()
        installed = {}
    for name in left.locks:
        print(f"Installing what packaging/{name} names", flush=True)
        # Wheels only: no compiler is needed, and no package's own code runs to install it.
        pip("--require-hashes", "--only-binary=:all:", "-r", str(LOCKS / name))
    if left.project:
        # The plain form of an editable installation: a line with a path, not a finder that takes
        # 10 ms of each start.
        plain = ("--config-settings", "editable_mode=compat")
        pip("--no-deps", "--no-build-isolation", *plain, "--editable", str(ROOT))
    if left.locks or left.project:
        check_qt()
        done = {name: current[name] for name in (*left.locks, PROJECT)}
        STAMP.write_text(json.dumps({**installed, **done}, indent=1), encoding="utf-8")


def python(system: str = os.name) -> Path:
    """Return the interpreter of the environment."""
    return ENVIRONMENT / ("Scripts/python.exe" if system == "nt" else "bin/python")


def steps(installed: Mapping[str, str], current: Mapping[str, str], wanted: Sequence[str]) -> Steps:
    """Return what is left to do, from the digests of what is installed and of what now stands.

    A lock that has changed makes the environment anew, so that nothing older stays behind in it.
    """
    locks = {name: held for name, held in installed.items() if name != PROJECT}
    if not locks or any(current.get(name) != held for name, held in locks.items()):
        return Steps(anew=True, locks=tuple(wanted), project=True)
    return Steps(
        anew=False,
        locks=tuple(name for name in wanted if name not in locks),
        project=installed.get(PROJECT) != current[PROJECT],
    )


def digests() -> dict[str, str]:
    """Return a digest of each lock, and of that part of pyproject.toml which installing reads."""
    import tomllib  # new in 3.11: an older Python gets as far as being told so

    project = tomllib.loads((ROOT / PROJECT).read_text(encoding="utf-8"))
    read = [project["build-system"], project["project"], project["tool"]["setuptools"]]
    locks = {path.name: _digest(path.read_bytes()) for path in LOCKS.glob("requirements*.txt")}
    return {**locks, PROJECT: _digest(json.dumps(read).encode())}


def _digest(content: bytes) -> str:
    # A checkout may end its lines in either way; what is installed is the same.
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def read_stamp(path: Path) -> dict[str, str]:
    """Return the digests of what is installed; none where the last installation did not end."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def make_environment() -> None:
    """Make an empty environment in the place of the old one."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        message = "The environment has to be made anew: start this with a Python outside .venv."
        raise SetupError(message)
    print(f"Making {ENVIRONMENT}: once, in a minute or two", flush=True)
    _call([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], "Python made no environment")


def pip(*arguments: str) -> None:
    """Install into the environment; raises SetupError where pip fails, which says why itself."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", "install", *quiet]
    _call([*command, *arguments], "pip could not install what IRO Desktop needs")


def _call(command: Sequence[str], failure: str) -> None:
    if subprocess.call(command, cwd=ROOT):
        message = f"{failure}: the reason stands above. Once it is mended, start this again."
        raise SetupError(message)


def check_qt() -> None:
    """Raise SetupError where Qt does not start, with Qt's own last word."""
    start = "from PySide6.QtWidgets import QApplication; QApplication([])"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(python()), "-c", start]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it gives no reason"])[-1]
        message = f"Qt does not start on this machine: {reason}"
        raise SetupError(message)
