"""The reports of faults that this device keeps in its store: the last ones, and nobody's data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from iro_desktop.services.fault_report import report_id
from iro_desktop.services.workspace import Workspace

MOST: Final = 20
"""How many reports are kept; the oldest goes when another comes."""

_BROKE_OFF: Final = ("Fatal Python error: ", "Windows fatal exception: ")
_KEY: Final = "faults:reports"
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class FaultReport:
    """One report: its id, when it came (UTC), and its text."""

    report_id: str
    at: datetime
    text: str

    @property
    def kind(self) -> str:
        """The error's type, without where that is defined: "ValueError"; or what broke it off."""
        first = self.text.partition("\n")[0]
        if first.startswith(_BROKE_OFF):
            return f"Broke off: {first.partition(': ')[2]}"
        lines = [line for line in self.text.splitlines()[1:] if not line.startswith(" ")]
        return lines[0].rsplit(".", 1)[-1] if lines else "Not known"


def keep_report(workspace: Workspace, text: str, at: datetime) -> None:
    """Keep a report; one that is kept already only moves up. A store that is read stays as it is.

    The caller keeps what holds nobody's data: ``fault_report.report_of`` and ``crash_watch``.
    """
    if workspace.read_only:
        return
    known = report_id(text)
    others = [one for one in kept_reports(workspace) if one.report_id != known]
    _write(workspace, [FaultReport(known, at, text[:_LONGEST]), *others][:MOST])


def kept_reports(workspace: Workspace) -> tuple[FaultReport, ...]:
    """Return the reports that are kept, the newest first; what cannot be read is left out."""
    try:
        found = json.loads(workspace.store.local(_KEY) or "[]")
        return tuple(
            FaultReport(str(one["id"]), datetime.fromisoformat(one["at"]), str(one["text"]))
            for one in found
        )
    except (ValueError, TypeError, KeyError):
        return ()


def forget_reports(workspace: Workspace) -> None:
    """Forget every report that is kept."""
    workspace.store.set_local(_KEY, None)


def _write(workspace: Workspace, reports: list[FaultReport]) -> None:
    kept = [
        {"id": one.report_id, "at": one.at.astimezone(UTC).isoformat(), "text": one.text}
        for one in reports
    ]
    workspace.store.set_local(_KEY, json.dumps(kept))
