"""What the side of the window says: whose caseload it is, and how much waits in each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_desktop.domain.records import Officer
from iro_desktop.domain.statements import say_fte
from iro_desktop.domain.words import say_number
from iro_desktop.ui.navigation import Destination
from iro_desktop.ui.pages import CASELOAD, ESCALATIONS, MONITORING, VIEWS
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.charts import Panel, Waiting
    from iro_desktop.ui.session import Session


def destinations(panel: Panel | None, waiting: Waiting | None) -> tuple[Destination, ...]:
    """Return the working views, with what waits in each as far as it is counted."""
    children = ""
    if panel is not None:
        children = say_number(int(panel.now.result.figure.numerator))
    checks: tuple[str, Status | None] = ("", None)
    challenges: tuple[str, Status | None] = ("", None)
    if waiting is not None and waiting.checks_overdue:
        checks = (str(waiting.checks_overdue), Status.OVERDUE)
    elif waiting is not None and waiting.checks_soon:
        checks = (str(waiting.checks_soon), Status.DUE_SOON)
    if waiting is not None and waiting.challenges_overdue:
        challenges = (str(waiting.challenges_overdue), Status.OVERDUE)
    elif waiting is not None and waiting.challenges_open:
        challenges = (translated("{} open").format(waiting.challenges_open), None)
    badges = {CASELOAD: (children, None), MONITORING: checks, ESCALATIONS: challenges}
    return tuple(
        Destination(key, translated(view), key, *badges.get(key, ("", None)))
        for key, view in VIEWS.items()
    )


def owner(session: Session, panel: Panel | None) -> tuple[str, str]:
    """Return the name and the post of whose caseload it is: "1.0 FTE, Central"."""
    officer = session.snapshot.find(Officer, session.officer_id)
    name = officer.name if officer is not None and officer.name else translated("My caseload")
    post = [] if officer is None or not officer.team else [officer.team]
    if session.whole_service:
        post.insert(0, translated("Whole service"))
    elif panel is not None:
        fte = panel.now.result.figure.denominator
        post.insert(0, translated("FTE not entered") if fte is None else f"{say_fte(fte)} FTE")
    return name, ", ".join(post)
