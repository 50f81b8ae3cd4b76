"""The team: what many IROs' summaries come to together, held against the lead's roster."""

from __future__ import annotations

from iro_desktop.domain.team.counting import usual_standards
from iro_desktop.domain.team.findings import FindingKind, TeamFinding
from iro_desktop.domain.team.movement import Mismatch, MonthOfIro, MonthOfTeam, Movement, Passed
from iro_desktop.domain.team.people import TeamIro
from iro_desktop.domain.team.roster import Away, Member, Post, Roster, UnallocatedChildren
from iro_desktop.domain.team.team import Coverage, Team, combined
from iro_desktop.domain.team.views import (
    IroCaseload,
    OfIro,
    TeamCaseload,
    TeamMeasure,
    caseloads,
    measure_of,
    measures_of,
)

__all__ = [
    "Away",
    "Coverage",
    "FindingKind",
    "IroCaseload",
    "Member",
    "Mismatch",
    "MonthOfIro",
    "MonthOfTeam",
    "Movement",
    "OfIro",
    "Passed",
    "Post",
    "Roster",
    "Team",
    "TeamCaseload",
    "TeamFinding",
    "TeamIro",
    "TeamMeasure",
    "UnallocatedChildren",
    "caseloads",
    "combined",
    "measure_of",
    "measures_of",
    "usual_standards",
]
