"""Make the environment on a fresh machine, then run IRO Desktop or its tests in it.

    python3 packaging/dev.py run [--headless]   the sample caseload in the window; without a display
                                                its pictures and figures, in a folder that is named
    python3 packaging/dev.py test [PYTEST ...]  the tests; what follows is handed to pytest
    python3 packaging/dev.py lock [UV ...]      write the locks anew; with --upgrade, newer versions

It needs nothing but Python 3.11 or newer: all else comes by hash from the locks beside it, into
.venv at the top of the checkout. On Windows say `py` for `python3`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dev_environment import BUILD, DEV, ROOT, RUNTIME, prepare, python
from dev_system import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEMO = ROOT / "demo-output"
HANGS = ("-o", "faulthandler_timeout=300", "-o", "faulthandler_exit_on_timeout=true")
"""What ends a test that hangs, and shows where it does."""
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
"""Where Linux keeps files in memory: thousands of stores are made and synced to the disk."""
ROOM = 2**31
"""The bytes that have to be free there."""


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask; return the exit status, 1 where the machine lacks something."""
    jobs = {"run": run, "test": test, "lock": lock}
    if not arguments or arguments[0] not in jobs:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return jobs[arguments[0]](arguments[1:])
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Open the sample caseload; without a display, write its pictures and figures to a folder."""
    if set(arguments) - {"--headless"}:
        print(__doc__, file=sys.stderr)
        return 2
    window = has_display(sys.platform, os.environ) and "--headless" not in arguments
    prepare((BUILD, RUNTIME), window=window)
    return subprocess.call(program("demo"), cwd=ROOT) if window else demo_on_disk()


def test(arguments: Sequence[str]) -> int:
    """Run the tests, on every core, and return pytest's exit status."""
    prepare((BUILD, DEV), window=False)
    # By file, so that what a file prepares once is prepared once; the longest first (conftest.py).
    cores = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    # A process that ends ends the run, which would otherwise wait for it for ever.
    cores.append("--max-worker-restart=0")
    limit = () if os.environ.get("IRO_LONG") == "1" else HANGS
    command = [str(python()), "-m", "pytest", *cores, *limit, *arguments]
    return subprocess.call(command, cwd=ROOT, env=in_memory(os.environ))


def in_memory(environ: Mapping[str, str], memory: Path = MEMORY) -> dict[str, str]:
    """Return an environment whose temporary files are in memory, where there is room for them."""
    if "TMPDIR" in environ or not memory.is_dir() or shutil.disk_usage(memory).free < ROOM:
        return dict(environ)
    return {**environ, "TMPDIR": str(memory)}


def lock(arguments: Sequence[str]) -> int:
    """Write the locks anew from pyproject.toml; versions stay unless --upgrade is given."""
    prepare((BUILD, DEV), window=False)
    environment = os.environ | {"UV_CUSTOM_COMPILE_COMMAND": "python3 packaging/dev.py lock"}
    for command in lock_commands(str(python()), arguments):
        status = subprocess.call(command, cwd=ROOT, env=environment)
        if status:
            return status
    return 0


def lock_commands(interpreter: str, options: Sequence[str]) -> list[list[str]]:
    """Return the commands that write the locks: for every system, and with no index's address."""
    compiled = [interpreter, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    compiled += ["--python-version", "3.11", "--generate-hashes"]
    compiled += ["--no-emit-index-url", "--no-emit-find-links", *options]
    wanted = {
        RUNTIME: ["pyproject.toml"],
        # What both locks name has one version.
        DEV: ["pyproject.toml", "--extra", "dev", "--constraints", f"packaging/{RUNTIME}"],
        BUILD: ["--group", "pyproject.toml:build"],
    }
    return [[*compiled, *what, "--output-file", f"packaging/{to}"] for to, what in wanted.items()]


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Return whether a window can be shown: always on Windows and macOS."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def program(*arguments: str) -> list[str]:
    """Return the command that calls IRO Desktop in the environment."""
    return [str(python()), "-m", "iro_desktop", *arguments]


def demo_on_disk() -> int:
    """Make the sample caseload without a window and write what it shows beside it."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    # The passphrase of the sample caseload, which is nobody's.
    environment = {"IRO_DESKTOP_PASSPHRASE": "sample", "QT_QPA_PLATFORM": "offscreen"} | os.environ
    for path, command in demo_commands(DEMO):
        print(f"Writing {path.relative_to(ROOT)}", flush=True)
        output = subprocess.PIPE if path.suffix in {".txt", ".json"} else None
        done = subprocess.run(
            program(*command), cwd=ROOT, env=environment, stdout=output, check=False
        )
        if done.returncode:
            return done.returncode
        if output:
            path.write_bytes(done.stdout)
    print(f"\nThe pictures of every view and this IRO's figures are in {DEMO}")
    return 0


def demo_commands(folder: Path) -> list[tuple[Path, list[str]]]:
    """Return what the demonstration writes, each with the command that makes it.

    A text or JSON file takes what its command prints; the others are written by the command itself.
    """
    store, light, dark = folder / "sample.iro", folder / "light", folder / "dark"
    opened = ["--store", str(store)]
    return [
        (store, ["demo", "--headless", *opened]),
        (light, ["pictures", *opened, "--out", str(light), "--theme", "light"]),
        (dark, ["pictures", *opened, "--out", str(dark), "--theme", "dark"]),
        (folder / "figures.txt", ["measures", *opened]),
        (folder / "figures.json", ["measures", *opened, "--json"]),
    ]


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("IRO Desktop needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    sys.exit(main(sys.argv[1:]))
