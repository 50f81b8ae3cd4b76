"""On which computer something was changed, by the name that its IRO gave it."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.records import Device
from iro_desktop.services.workspace import Workspace
from iro_desktop.sync.devices import own_runs, runs_of_devices, this_device

THIS: Final = "this computer"


class Computers:
    """The computers that share this caseload, as far as their openings are known."""

    def __init__(self, workspace: Workspace) -> None:
        store = workspace.store
        self._names = {one.id: one.name for one in workspace.snapshot.of(Device)}
        self._device_of = runs_of_devices(store)
        self._own_runs = own_runs(store) | {store.own_run[0]}
        self._own = this_device(store)

    def of(self, run: int) -> str:
        """Return the computer whose opening a run was; "" for one that never named itself."""
        device = self._device_of.get(run, "")
        if run in self._own_runs or (device and device == self._own):
            return THIS
        return self._names.get(device, "") or ("another computer" if device else "")
