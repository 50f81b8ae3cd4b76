"""The window: the only layer that knows Qt; it shows domain values and calls services."""

from __future__ import annotations

import sys
from types import ModuleType

from PySide6 import QtCore  # noqa: F401 - what is changed below is there once PySide6 is


def _leave_unread(_module: ModuleType) -> None:
    """Do nothing, where PySide reads a module that has just been imported."""


def _leave_sources_unread() -> None:
    """Keep PySide from reading the source of every module that is imported after it.

    It looks there for its own name, for the sake of ``from __feature__ import``, which nothing
    here says. Python keeps all that was read: 27 MiB, and a quarter of a second at the start.
    Where PySide has no such part, nothing is read and there is nothing to do.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "feature_imported"):
        vars(feature)["feature_imported"] = _leave_unread


_leave_sources_unread()
