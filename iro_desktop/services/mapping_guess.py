"""What a table probably is: what its rows are, and which columns are which fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.mappings import MAPPABLE, REFERENCE, MappedField, fields_for, plain_heading
from iro_desktop.domain.records import Child, ImportMapping
from iro_desktop.importers.cells import day_in
from iro_desktop.importers.sources import cell
from iro_desktop.importers.tables import Table

_LOOKED_AT: Final = 500  # rows
_OFFICER: Final = ("iro", "iro name", "allocated iro", "reviewing officer", "officer",
                   "officer name", "chair", "chaired by", "chairperson")  # fmt: skip
_FROM: Final = ("from", "from date", "date from", "start", "start date", "started")
_TO: Final = ("to", "to date", "date to", "end", "end date", "ended", "until")

_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    REFERENCE: (
        "child", "child id", "childid", "child ref", "child unique id", "la child id",
        "lachildid", "reference", "ref", "person id", "client id", "case id", "case number",
        "mosaic id", "lcs id", "liquidlogic id", "id", "child no", "child number",
    ),
    "Child.born_on": ("dob", "birth date", "date of birth", "child dob"),
    "Child.expected_on": ("expected date of birth", "edd", "due date of birth"),
    "Child.name": ("child name", "full name", "childs name", "child's name"),
    "Child.sex": ("gender",),
    "Child.ethnicity": ("ethnic", "ethnic origin"),
    "Child.upn": ("upn",),
    "Child.disability": ("disabled", "has a disability"),
    "Child.district": ("locality", "area"),
    "Review.held_on": (
        "review date", "date of review", "date held", "date of meeting", "meeting date",
        "conference date", "date of conference", "held", "review", "date",
    ),
    "Review.review_type": ("review type", "type of review", "meeting type", "conference type",
                           "type of conference", "type of meeting"),
    "Review.chair_id": _OFFICER,
    "Review.mode": ("mode", "how held"),
    "Review.category": ("category of abuse", "abuse category"),
    "Review.late_reason": ("reason late", "late reason", "reason for delay"),
    "Participation.participation": (
        "participation code", "review code", "pn code", "child participation",
        "type of participation",
    ),
    "Meeting.booked_on": (
        "next review", "next review date", "review due", "booked", "booked on", "meeting date",
        "date of meeting", "date", "review date",
    ),
    "Meeting.starts_at": ("time", "start time", "meeting time"),
    "Meeting.place": ("venue", "location"),
    "Meeting.mode": ("mode",),
    "Meeting.chair_id": _OFFICER,
    "Allocation.officer_id": _OFFICER,
    "Allocation.from_on": (*_FROM, "allocated on", "allocated from", "date allocated", "from on"),
    "Allocation.to_on": (*_TO, "to on"),
    "Allocation.role": ("role", "named/covering", "type"),
    "MonitoringCheck.checked_on": (
        "check date", "date checked", "monitoring date", "date of monitoring", "midway date",
        "midpoint date", "mid-point review date", "checked", "checked on", "date",
    ),
    "MonitoringCheck.officer_id": _OFFICER,
    "MonitoringCheck.rag": ("rag", "rag rating"),
    "MonitoringCheck.outcome": ("result",),
    "MonitoringCheck.analysis": ("comments", "notes", "iro comments"),
    "MonitoringCheck.drift": ("drift",),
    "Contact.contact_on": ("contact date", "date of contact", "contacted on", "visit date",
                           "date of visit", "date"),
    "Contact.with_whom": ("who", "contact with", "spoke to", "person"),
    "Contact.method": ("method", "type of contact", "contact type"),
    "Contact.officer_id": _OFFICER,
    "Contact.seen_alone": ("seen alone", "was the child seen alone"),
    "Contact.note": ("note", "notes", "comments", "details"),
    "Escalation.opened_on": ("date raised", "raised", "challenge date", "date of challenge",
                             "escalation date", "drp date", "opened", "date opened", "date"),
    "Escalation.theme": ("theme", "issue", "reason"),
    "Escalation.officer_id": (*_OFFICER, "raised by"),
    "Escalation.closed_on": ("closed", "date closed", "resolved on", "date resolved"),
    "Escalation.outcome": ("result",),
    "Notification.told_on": ("told on", "notified on", "date notified", "date told"),
    "Notification.what": ("event", "notification"),
    "ProtectionPlan.started_on": (
        "child protection plan start date", "cp plan start", "cp start date", "plan start date",
        "cpp start date", "cppstartdate", *_FROM,
    ),
    "ProtectionPlan.ended_on": (
        "child protection plan end date", "cp plan end", "cp end date", "plan end date",
        "cpp end date", "cppenddate", *_TO,
    ),
    "ProtectionPlan.initial_category": ("initial category of abuse", "initial category"),
    "ProtectionPlan.latest_category": ("latest category of abuse", "latest category", "category",
                                       "category of abuse"),
    "ProtectionPlan.previous_plans": ("number of previous child protection plans",
                                      "previous plans"),
    "CarePeriod.started_on": ("date started to be looked after", "cla start date",
                              "lac start date", "care start date", "start of care", *_FROM),
    "CarePeriod.ended_on": ("date ceased to be looked after", "cla end date", "lac end date",
                            "care end date", "end of care", *_TO),
    "CarePeriod.end_reason": ("reason ceased to be looked after", "reason for ending care"),
    "CarePeriod.need": ("category of need", "need code"),
    "LegalStatus.status": ("legal status", "status", "child's legal status"),
    "LegalStatus.started_on": ("start date of current legal status", "legal status start date",
                               "legal status from", *_FROM),
    "LegalStatus.ended_on": ("legal status end date", "legal status to", *_TO),
    "Placement.placement_type": ("placement type", "placement"),
    "Placement.provider": ("placement provider",),
    "Placement.started_on": ("placement start date", "start date of most recent placement",
                             "placement from", *_FROM),
    "Placement.ended_on": ("placement end date", "placement to", *_TO),
    "Placement.urn": ("urn", "urn of placement", "ofsted urn"),
    "HealthAssessment.assessed_on": (
        "date of last health assessment", "health assessment date", "assessment date",
        "date of assessment", "date of health assessment", "iha date", "rha date", "date",
    ),
    "HealthAssessment.health_type": ("assessment type", "type of assessment", "health type"),
    "EducationPlan.started_on": ("pep start", "pep start date"),
    "EducationPlan.completed_on": ("pep date", "date of pep", "pep completed", "last pep",
                                   "date of last pep", "date pep completed"),
    "EducationPlan.grade": ("pep quality", "pep rating", "rag"),
    "PermanencePlan.plan": ("permanence plan", "what is the permanence plan for this child"),
    "PermanencePlan.planned_on": ("permanence plan date", "plan date"),
    "SocialWorker.worker": ("social worker", "allocated worker", "sw", "worker"),
    "SocialWorker.team": ("allocated team",),
    "SocialWorker.from_on": (*_FROM, "allocated on"),
    "SocialWorker.to_on": _TO,
}  # fmt: skip
"""Field -> the headings, beside its own words, that usually stand over it, the surest first."""


def guess(table: Table, kind: str = "") -> ImportMapping:
    """Return a mapping for a table, as far as its headings say; without a name and an id.

    Without ``kind`` the rows are what most columns speak for.
    """
    kind = kind or _kind(table)
    columns = _columns(table, kind)
    found = ImportMapping(
        id="",
        kind=kind,
        columns=tuple((heading, name) for name, heading in columns.items()),
        date_order="dmy",
    )
    return _with_order(table, found, kind, columns)


def _kind(table: Table) -> str:
    best, most = Child.__name__, 0
    for kind, mappable in MAPPABLE.items():
        if kind == Child.__name__:
            continue
        found = _columns(table, kind)
        needed = [one for one in _needed(kind) if not one.meanings]
        if all(one.name in found for one in needed) and all(
            any(f"{kind}.{name}" in found for name in names)
            for names in mappable.key
            if len(names) > 1
        ):
            own = sum(not name.startswith("Child.") for name in found)
            if own > most:
                best, most = kind, own
    return best


def _needed(kind: str) -> Iterator[MappedField]:
    return (one for one in fields_for(kind).values() if one.is_needed)


def _columns(table: Table, kind: str) -> dict[str, str]:
    """Return field -> heading; each column is one field, and what a row needs is found first."""
    free = {
        plain_heading(heading): heading
        for heading in reversed(table.headings)
        if plain_heading(heading)
    }
    fields = fields_for(kind)
    found: dict[str, str] = {}
    for sure in (True, False):  # own words first, so that no synonym takes a column from them
        for name in sorted(fields, key=lambda one: not fields[one].is_needed):
            if name in found:
                continue
            own = plain_heading(fields[name].label)
            usual = (own,) if sure else _HEADINGS.get(name, ())
            heading = next((one for one in usual if one in free), None)
            if heading is not None:
                found[name] = free.pop(heading)
    return {name: found[name] for name in fields if name in found}


def _with_order(
    table: Table, mapping: ImportMapping, kind: str, columns: dict[str, str]
) -> ImportMapping:
    """Return the mapping with the month first, where more dates can be read so."""
    there, fields = table.places(), fields_for(kind)
    days = [
        there[plain_heading(columns[name])] for name in columns if fields[name].about.type == "day"
    ]
    cells = [
        cell(row[place])
        for row in table.content.rows[:_LOOKED_AT]
        for place in days
        if place < len(row)
    ]
    day_first = sum(day_in(one, "dmy") is not None for one in cells)
    month_first = sum(day_in(one, "mdy") is not None for one in cells)
    if month_first <= day_first:
        return mapping
    return ImportMapping(id="", kind=kind, columns=mapping.columns, date_order="mdy")
