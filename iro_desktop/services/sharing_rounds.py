"""A round with the shared copy as the window makes it: what came of it, said once and in words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Device, SharedCopy
from iro_desktop.domain.words import counted, say_list
from iro_desktop.services import access, sharing, sharing_status
from iro_desktop.services.sharing_keys import RELOCKED
from iro_desktop.services.sharing_status import Status
from iro_desktop.services.sharing_words import WAS_COPY
from iro_desktop.services.taking_part import shared_path
from iro_desktop.services.workspace import Workspace
from iro_desktop.sync import devices
from iro_desktop.sync.exchange import DAMAGED
from iro_desktop.sync.round import Outcome

Signature = tuple[int, ...]
"""What tells cheaply that the shared copy, or something beside it, is another one now."""

Act = Callable[[Workspace], Outcome | None]

_NO_NEWS: Final = frozenset({devices.SOURCE, access.SOURCE})


@dataclass(frozen=True, slots=True)
class Report:
    """How the shared copy stands after a round, and what is to be told of it.

    ``status`` is None where nothing is shared. ``standing`` are sentences that wait to be read,
    ``passing`` those that are worth a glance, ``beside`` those about other files in the folder,
    which each round says again. ``error`` is what refused an act of a person.
    """

    status: Status | None = None
    standing: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    signature: Signature = ()
    error: UserError | None = None


def round_now(
    workspace: Workspace,
    now: datetime,
    wait: Callable[[], object] = bool,
    *,
    is_last: bool = False,
) -> Report:
    """Make a round and report it; what stopped it is the status's problem.

    Of the last one before the file is closed nobody hears: what waits to be read is kept.
    """
    return report_of(workspace, lambda one: sharing.share(one, now=now, wait=wait), is_last=is_last)


def round_if_changed(
    workspace: Workspace, known: Signature, now: datetime, wait: Callable[[], object] = bool
) -> Report | None:
    """Make a round if the shared copy is another one than ``known`` says; else return None."""
    if signature(workspace) == known:
        return None
    return round_now(workspace, now, wait)


def signature(workspace: Workspace) -> Signature:
    """Return sizes and times of the shared copy and of its folder; () where it cannot be seen."""
    path = shared_path(workspace)
    if path is None:
        return ()
    try:
        folder = os.stat(path.parent)  # noqa: PTH116 - beside the next line
        file = os.stat(path)  # noqa: PTH116 - one name for both
    except OSError:
        return ()
    return (folder.st_mtime_ns, file.st_size, file.st_mtime_ns, file.st_ino)


def report_of(workspace: Workspace, act: Act, *, is_last: bool = False) -> Report:
    """Do something with the shared copy and report what came of it."""
    before = workspace.store.heads()
    outcome, error = None, None
    try:
        outcome = act(workspace)
    except UserError as refused:
        error = refused
    status = sharing_status.status(workspace)
    if status is None:
        return Report(error=error)
    if is_last:
        return Report(status=status, error=error)
    received = _received(workspace, before)
    standing = _standing(status, outcome)
    if status.was_copy or status.set_aside:
        with suppress(UserError):  # on a full disk they are told once more
            sharing_status.put_away_notices(workspace)
        status = replace(status, was_copy=False, set_aside=())
    return Report(
        status=status,
        standing=(*standing, *_new_passphrase(workspace, received)),
        passing=_passing(workspace, received),
        beside=tuple(outcome.problems) if outcome else (),
        signature=signature(workspace),
        error=error,
    )


def _received(workspace: Workspace, before: Mapping[int, int]) -> list[Change]:
    """Return what came in since ``before`` and was not made by this computer."""
    found = workspace.store.since(before)
    if not found:
        return []
    own, here = devices.own_runs(workspace.store), devices.this_device(workspace.store)
    whose = devices.runs_of_devices(workspace.store)
    return [one for one in found if one.run not in own and whose.get(one.run) != here]


def _standing(status: Status, outcome: Outcome | None) -> tuple[str, ...]:
    said = [WAS_COPY] if status.was_copy else []
    said += [_set_aside(name) for name in status.set_aside]
    if outcome is not None and outcome.taken_back:
        lost = counted(outcome.taken_back, "change", "changes")
        said.append(f"{lost} made on this computer and lost since came back from the shared copy.")
    return tuple(said)


def _set_aside(name: str) -> str:
    why = "it is damaged" if name.endswith(DAMAGED) else "it is under a key of before"
    return f"A file was set aside in the shared folder, because {why}: {name}."


def _passing(workspace: Workspace, received: Iterable[Change]) -> tuple[str, ...]:
    """Return "12 changes received from LAPTOP", without what nobody typed."""
    changes = [one for one in received if one.source not in _NO_NEWS]
    names = _names(workspace, changes)
    if not names:
        return ()
    return (f"{counted(len(changes), 'change')} received from {say_list(sorted(names))}.",)


def _new_passphrase(workspace: Workspace, received: Iterable[Change]) -> tuple[str, ...]:
    copy = SharedCopy.__name__
    changes = [one for one in received if one.kind == copy and one.words == RELOCKED]
    return tuple(
        f"The shared copy’s passphrase was changed on {name}; this computer goes on without it."
        for name in sorted(_names(workspace, changes))
    )


def _names(workspace: Workspace, changes: Iterable[Change]) -> set[str]:
    """Return the names of the computers on which changes were made."""
    whose = devices.runs_of_devices(workspace.store)
    found: set[str] = set()
    for device_id in {whose.get(one.run, "") for one in changes}:
        device = workspace.snapshot.find(Device, device_id) if device_id else None
        found.add(device.name if device is not None and device.name else "another computer")
    return found
