"""Which requests to erase stand, and since when this computer has known of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from iro_desktop.domain.records import Erasure

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace
    from iro_desktop.storage.store import Store

SEEN: Final = "erasure:seen:"
"""How the local values begin that say on which day a request was first seen here."""

UNFINISHED: Final = "erasure:unfinished"
"""The local value that stands while something is erased: the next opening finishes it."""

_LAST_DAY: Final = "erasure:day"
_JUMP_DAYS: Final = 92  # between two days on which this computer was used: rather its clock


def open_requests(store: Store) -> list[Erasure]:
    """Return the requests that nobody cancelled, in the order in which they were made."""
    found = [
        one for one in store.snapshot.of(Erasure) if not one.request_id and one.cancelled_on is None
    ]
    return sorted(found, key=lambda one: (one.asked_on or date.min, one.id))


def note_requests(workspace: Workspace) -> None:
    """Note when this computer first saw each request: at opening, and after each receive.

    A clock that went back, or on by months since the store was last used, starts the wait anew.
    """
    store, today = workspace.store, workspace.today()
    noted = store.locals("erasure:")
    last = noted.get(_LAST_DAY)
    gap = (today - date.fromisoformat(last)).days if last else 0
    has_jumped = not 0 <= gap <= _JUMP_DAYS
    for request in open_requests(store):
        seen = noted.get(SEEN + request.id)
        if seen is None or has_jumped or date.fromisoformat(seen) > today:
            store.set_local(SEEN + request.id, today.isoformat())
    if last != today.isoformat():
        store.set_local(_LAST_DAY, today.isoformat())
