"""A council's policy in force, as its file has it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iro_desktop.services import policy as policies

Put = Callable[[str], None]
"""Puts a policy in force; "" one that says nothing."""


def putting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Have policies put in force, and none afterwards."""
    path = tmp_path / "policy.toml"
    monkeypatch.setattr(policies, "policy_file", lambda: path)

    def put(text: str) -> None:
        path.write_text(text, "utf-8")
        policies.in_force.cache_clear()

    yield put
    policies.in_force.cache_clear()
