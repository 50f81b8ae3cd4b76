"""The reports of faults on their way into the store, where they wait while it is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace
    from iro_desktop.ui.operations import Operations

_MOST: Final = 20


class KeptFaults(QObject):
    """Keeps each report once in a run, also where keeping it is what fails."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations: Operations | None = None
        self._waiting: list[str] = []
        self._known: set[str] = set()

    def begin(self, operations: Operations) -> None:
        """Keep in this store what has waited, and what comes until it closes."""
        self._operations = operations
        operations.closing.connect(self._on_closing)
        self._write()

    def keep(self, report: str) -> None:
        """Keep a report, which holds nobody's data, now or when a store is open."""
        if report not in self._known and len(self._known) < _MOST:
            self._known.add(report)
            self._waiting.append(report)
            self._write()

    def _on_closing(self) -> None:
        self._operations = None

    def _write(self) -> None:
        if self._operations is None or not self._waiting:
            return
        from datetime import UTC, datetime

        from iro_desktop.services.fault_reports import keep_report

        waiting, self._waiting = self._waiting, []
        now = datetime.now(UTC)

        def keep(workspace: Workspace) -> None:
            for report in waiting:
                keep_report(workspace, report, now)

        self._operations.run(keep, failed=lambda _: None)
