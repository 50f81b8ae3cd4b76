"""Which lines the text of a record for the council's system has: a local template a kind.

A line of a template names a field by its label, as the forms show it, and with "=" another heading:
"Summary" or "Summary = What was discussed". The order of the lines is that of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iro_desktop.domain.records import (
    ChildRecord,
    Contact,
    Escalation,
    MonitoringCheck,
    Review,
    Standards,
    fields_of,
)

TEMPLATES: Final[dict[str, type[ChildRecord]]] = {
    "council_review": Review,
    "council_check": MonitoringCheck,
    "council_contact": Contact,
    "council_challenge": Escalation,
}
"""The field of the standards that holds a template -> the kind of record it is for."""

_NOT_SAID: Final = frozenset({"link", "links", "instant"})
_DEFAULTS: Final[dict[str, tuple[str, ...]]] = {
    "council_review": (
        "held_on", "adjourned_on", "completed_on", "mode", "late_reason", "quorate",
        "plan_continues", "category", "dissent", "child_seen", "child_seen_on", "summary",
        "officer_view", "next_booked_on",
    ),
    "council_check": (
        "checked_on", "trigger", "decisions_state", "plan_current", "drift", "experience",
        "analysis", "rag", "outcome",
    ),
    "council_contact": ("contact_on", "with_whom", "method", "seen_alone", "pre_meeting", "note"),
    "council_challenge": (
        "opened_on", "right_outcome", "needed", "by_whom", "by_on", "theme", "other_themes",
        "evidence", "impact", "child_view", "cafcass_consulted_on", "cafcass_response",
        "closed_on", "outcome", "changed_for_child", "learning",
    ),
}  # fmt: skip


def labels_of(template: str) -> dict[str, str]:
    """Return the labels that a template may name -> the fields that they are."""
    return {
        about.label: about.name
        for about in fields_of(TEMPLATES[template])
        if about.type not in _NOT_SAID and about.name != "entered_in_council_system_on"
    }


def usual_lines(template: str) -> tuple[str, ...]:
    """Return the lines of a template to begin with."""
    labels = {name: label for label, name in labels_of(template).items()}
    return tuple(labels[name] for name in _DEFAULTS[template])


def lines_of(standards: Standards, kind: type[ChildRecord]) -> Iterator[tuple[str, str]]:
    """Yield field and heading of each line of the text of a kind; what names no field is left out.

    ``standards`` are complete.
    """
    template = next(name for name, one in TEMPLATES.items() if one is kind)
    labels = labels_of(template)
    for line in getattr(standards, template):
        label, heading = _parted(line)
        if label in labels:
            yield labels[label], heading


def unknown_lines(template: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the labels in these lines that name no field."""
    labels = labels_of(template)
    return tuple(label for label, _ in map(_parted, lines) if label not in labels)


def _parted(line: str) -> tuple[str, str]:
    label, _, heading = line.partition("=")
    return label.strip(), heading.strip() or label.strip()
