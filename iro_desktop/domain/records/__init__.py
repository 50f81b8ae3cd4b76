"""Every kind of thing that is stored: one frozen record each, defined once.

The SQL table, the change log, the form, the audit view, the import mapping and the export columns
all come from these definitions; a field is added here and nowhere else.
"""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.records.care import (
    CarePeriod,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Section47,
)
from iro_desktop.domain.records.fields import About, ChildRecord, Record, field_of, fields_of
from iro_desktop.domain.records.oversight import (
    Escalation,
    EscalationStep,
    MonitoringCheck,
    Notification,
)
from iro_desktop.domain.records.people import (
    Absence,
    Allocation,
    Child,
    Contact,
    Feedback,
    Officer,
    OtherDuty,
    SiblingGroup,
    SocialWorker,
    WorkingTime,
)
from iro_desktop.domain.records.reviews import (
    Appeal,
    Ask,
    Consultation,
    Decision,
    FamilySafeguardingChecklist,
    Meeting,
    Participation,
    Review,
    ReviewPart,
)
from iro_desktop.domain.records.settings import (
    AccessEvent,
    Commentary,
    Comparator,
    FrozenCount,
    ImportMapping,
    Priority,
    SavedFilter,
    Snooze,
    Standards,
)
from iro_desktop.domain.records.sharing import Device, Erasure, SharedCopy

KINDS: Final[dict[str, type[Record]]] = {
    kind.__name__: kind
    for kind in (
        Officer, WorkingTime, Absence, OtherDuty, Child, SiblingGroup, SocialWorker, Allocation,
        CarePeriod, LegalStatus, Placement, Section47, ProtectionPlan, Meeting, Review, ReviewPart,
        Decision, Participation, Ask, Consultation, Notification, MonitoringCheck, Contact,
        Feedback, Escalation, EscalationStep, HealthAssessment, EducationPlan, PermanencePlan,
        DischargePlan, LifeStory, Appeal, FamilySafeguardingChecklist, Snooze, SavedFilter,
        ImportMapping, AccessEvent, FrozenCount, Standards, Comparator, Commentary,
        Priority, Device, SharedCopy, Erasure,
    )
}  # fmt: skip
"""Name of the kind -> its class, in the order in which tables are made and lists are shown."""

SCHEMA: Final = 1
"""The number that each change carries, and that goes up when a rule of the projection changes or a
field is renamed; a store whose tables were made by another one is projected anew when opened."""

__all__ = [
    "KINDS",
    "SCHEMA",
    "About",
    "Absence",
    "AccessEvent",
    "Allocation",
    "Appeal",
    "Ask",
    "CarePeriod",
    "Child",
    "ChildRecord",
    "Commentary",
    "Comparator",
    "Consultation",
    "Contact",
    "Decision",
    "Device",
    "DischargePlan",
    "EducationPlan",
    "Erasure",
    "Escalation",
    "EscalationStep",
    "FamilySafeguardingChecklist",
    "Feedback",
    "FrozenCount",
    "HealthAssessment",
    "ImportMapping",
    "LegalStatus",
    "LifeStory",
    "Meeting",
    "MonitoringCheck",
    "Notification",
    "Officer",
    "OtherDuty",
    "Participation",
    "PermanencePlan",
    "Placement",
    "Priority",
    "ProtectionPlan",
    "Record",
    "Review",
    "ReviewPart",
    "SavedFilter",
    "Section47",
    "SharedCopy",
    "SiblingGroup",
    "Snooze",
    "SocialWorker",
    "Standards",
    "WorkingTime",
    "field_of",
    "fields_of",
]
