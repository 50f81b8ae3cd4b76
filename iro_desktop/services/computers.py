"""On which computer something was changed, by the name that its IRO gave it."""

from __future__ import annotations

from iro_desktop.domain.devices import device_of_runs
from iro_desktop.domain.records import Device
from iro_desktop.services.last_here import own_runs
from iro_desktop.services.workspace import Workspace

THIS: str = "this computer"


class Computers:
    """The computers that share this caseload, as far as their openings are known."""

    def __init__(self, workspace: Workspace) -> None:
        store = workspace.store
        gone = [one.id for one in workspace.snapshot.bin if isinstance(one, Device)]
        named = {one.id: one.name for one in workspace.snapshot.of(Device)}
        logs = workspace.history([*named, *gone])
        self._names = named
        self._device_of = device_of_runs(one for changes in logs.values() for one in changes)
        self._own_runs = own_runs(store) | {store.own_run[0]}
        self._own = {self._device_of[run] for run in self._own_runs if run in self._device_of}

    def of(self, run: int) -> str:
        """Return the computer whose opening a run was; "" for one that never named itself."""
        device = self._device_of.get(run, "")
        if run in self._own_runs or device in self._own:
            return THIS
        return self._names.get(device, "") or ("another computer" if device else "")
