"""What several commands share: the store that was named, the day, and JSON on standard output."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_desktop.cli.passphrase import passphrase

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


@contextmanager
def opened(options: Namespace, who: str) -> Iterator[Workspace]:
    """Open the store that was named, and close it whatever happens."""
    from iro_desktop.services.workspace import open_workspace

    workspace = open_workspace(options.store, passphrase(options), who=who)
    try:
        yield workspace
    finally:
        workspace.close()


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print a value as a program reads it, and a person can."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def day_of(options: Namespace, workspace: Workspace) -> date:
    """Return the day that was asked about, else today."""
    found: date | None = options.as_of
    return found or workspace.today()
