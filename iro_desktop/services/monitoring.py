"""Recording checks on a case between reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.limits import in_the_future, limit_problems, missing, refuse
from iro_desktop.domain.records import Contact, Escalation, MonitoringCheck
from iro_desktop.services.workspace import Workspace, new_id


def record_check(workspace: Workspace, check: MonitoringCheck, *, today: date) -> str:
    """Record a monitoring check and return its id; one with an id is edited. Raises RefusedError.

    A check without analysis is kept as a file note; it meets no midpoint.
    """
    child = workspace.snapshot.cases[check.child_id].child
    check = replace(
        check, id=check.id or new_id(), officer_id=check.officer_id or workspace.officer_id
    )
    refuse(
        limit_problems(check)
        + missing(check, "checked_on", "outcome")
        + in_the_future(check, today, "checked_on")
    )
    with workspace.write(f"record check of {child.reference}") as write:
        write.put(check)
    return check.id


def challenge_from(check: MonitoringCheck, *, today: date) -> Escalation:
    """Return the challenge that a check leads to, filled with what the check already says."""
    return Escalation(
        id="",
        child_id=check.child_id,
        opened_on=today,
        source="monitoring",
        evidence=check.analysis,
        impact=check.experience,
        theme="Delay" if check.drift else "",
    )


def record_contact(workspace: Workspace, contact: Contact, *, today: date) -> str:
    """Record a contact and return its id. Raises RefusedError."""
    child = workspace.snapshot.cases[contact.child_id].child
    contact = replace(
        contact, id=contact.id or new_id(), officer_id=contact.officer_id or workspace.officer_id
    )
    refuse(
        limit_problems(contact)
        + missing(contact, "contact_on", "with_whom")
        + in_the_future(contact, today, "contact_on")
    )
    with workspace.write(f"record contact of {child.reference}") as write:
        write.put(contact)
    return contact.id
