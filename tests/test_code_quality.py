"""Style, form and types are part of passing; the settings stand in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "check",
    ["ruff check --quiet", "ruff format --check --quiet", "mypy --no-error-summary"],
)
def test_the_source_passes(check: str) -> None:
    command = [sys.executable, "-m", *check.split(), "iro_desktop", "tests", "packaging"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
