"""Keys derived at the least cost that is allowed, where a test goes through a passphrase."""

from types import ModuleType
from typing import Any

import pytest

from iro_desktop.storage import opening
from iro_desktop.storage.encryption import Argon

FLOOR = Argon(memory_kib=64 * 1024, passes=1)


def create_quickly(monkeypatch: pytest.MonkeyPatch, *modules: ModuleType) -> None:
    """Let these modules make stores at the least cost; each is opened at it: its key file says so.

    They are those that import ``create_store``.
    """

    def quickly(*parts: Any, **named: Any) -> Any:
        return opening.create_store(*parts, **(named | {"argon": FLOOR}))

    for module in modules:
        monkeypatch.setattr(module, "create_store", quickly)
