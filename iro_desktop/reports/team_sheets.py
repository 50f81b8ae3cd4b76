"""The sheets that a workbook of a team has beside those of any period: by IRO, and movement."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.team.tables import IroRow, MovementRow, TeamTables
from iro_desktop.reports.workbook_sheet import Column, Formats, add_sheet

_BY_IRO: Final[tuple[Column[IroRow], ...]] = (
    Column("Measure", 46, lambda row: row.title, wraps=True),
    Column("IRO", 26, lambda row: row.name, wraps=True),
    Column("Numerator", 12, lambda row: row.numerator),
    Column("Denominator", 12, lambda row: row.denominator),
    Column("Value", 10, lambda row: row.value, always_places=True),
    Column("Unit", 16, lambda row: row.unit),
    Column("IRO id", 26, lambda row: row.officer_id),
    Column("Measure id", 30, lambda row: row.measure_id),
)
_MOVEMENT: Final[tuple[Column[MovementRow], ...]] = (
    Column("Month’s end", 13, lambda row: row.month_on),
    Column("Whose", 26, lambda row: row.name, wraps=True),
    Column("Opening", 10, lambda row: row.opening),
    Column("New", 10, lambda row: row.new),
    Column("Received", 10, lambda row: row.received),
    Column("Passed on", 10, lambda row: row.passed),
    Column("Ended", 10, lambda row: row.ended),
    Column("Closing", 10, lambda row: row.closing),
    Column("Within the team", 12, lambda row: row.between),
    Column("Received from", 34, lambda row: row.came_from, wraps=True),
    Column("Passed on to", 34, lambda row: row.went_to, wraps=True),
    Column("IRO id", 26, lambda row: row.officer_id),
)


def add_team_sheets(formats: Formats, team: TeamTables, about: str) -> None:
    """Add the sheets that there are rows for."""
    if team.by_iro:
        add_sheet(formats, "By IRO", "Every measure by IRO, of those with cases", about, _BY_IRO,
                  team.by_iro)  # fmt: skip
    if team.movement:
        sums = "Opening, new and received, less passed on and ended, is closing"
        add_sheet(formats, "Movement", "How the caseloads moved by month", f"{about}. {sums}",
                  _MOVEMENT, team.movement)  # fmt: skip
