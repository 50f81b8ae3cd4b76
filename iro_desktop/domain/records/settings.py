"""Local standards, figures to compare with, and what the program remembers for its user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from iro_desktop.domain.records import fields
from iro_desktop.domain.records.fields import ChildRecord, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards(Record):
    """The locally set part, complete from its first day; nothing is inherited."""

    title: ClassVar[str] = "standards"
    plural: ClassVar[str] = "standards"

    from_on: date | None = fields.day("In force from")
    caseload_low: int | None = fields.whole("Caseload range, from", maximum=500)
    caseload_high: int | None = fields.whole("Caseload range, to", maximum=500)
    monitoring_target: float | None = fields.number("Monitoring target, %", maximum=100)
    targets: tuple[tuple[str, ...], ...] = fields.table(
        "Other targets",
        ("Measure", "Target", "Good from", "Good up to"),
        cells=("text", "number", "number", "number"),
    )
    bands: tuple[tuple[str, ...], ...] = fields.table(
        "Requires improvement where it is not good",
        ("Measure", "From", "Up to"),
        cells=("text", "number", "number"),
    )
    month_method: str = fields.code("Months are counted as", "month_method")
    count_trigger_day: bool | None = fields.yes_no("The first day counts as day 1")
    monitoring_method: str = fields.code("Monitoring is measured by", "monitoring_method")
    monitoring_before_days: int | None = fields.whole("Days before a midpoint", maximum=90)
    monitoring_after_days: int | None = fields.whole("Days after a midpoint", maximum=90)
    monitoring_shortest_days: int | None = fields.whole(
        "Shortest interval with a midpoint", maximum=365
    )
    told_check_days: int | None = fields.whole(
        "Check after news of a child, working days", maximum=60
    )
    sickness_days: int | None = fields.whole(
        "Working days of sickness before it counts", maximum=200
    )
    participation_age: int | None = fields.whole("Participation counts from age", maximum=18)
    pep_from_age: int | None = fields.whole("PEP from age", maximum=18)
    pep_to_age: int | None = fields.whole("PEP to the end of the year of age", maximum=19)
    terms: tuple[tuple[str, ...], ...] = fields.table(
        "School terms", ("Name", "From", "To"), cells=("text", "day", "day")
    )
    health_months_under_5: int | None = fields.whole(
        "Health assessment under 5, months", maximum=36
    )
    health_months: int | None = fields.whole("Health assessment from 5, months", maximum=36)
    record_decisions_days: int | None = fields.whole("Decisions to the manager, working days")
    record_written_days: int | None = fields.whole("Record written, working days")
    record_distributed_days: int | None = fields.whole("Record distributed, working days")
    contact_before_days: int | None = fields.whole(
        "Contact with the social worker before a meeting, working days", maximum=60
    )
    papers_before_days: int | None = fields.whole(
        "Papers before a meeting, working days", maximum=60
    )
    erase_after_months: int | None = fields.whole(
        "Erase after a case ends, months", minimum=1, maximum=240
    )
    stages: tuple[tuple[str, ...], ...] = fields.table(
        "Stages",
        ("Key", "Name", "Role", "Working days", "Formal"),
        cells=("key", "text", "text", "whole", "yes_no"),
    )
    formal_total_days: int | None = fields.whole("Formal stages in all, working days", maximum=200)
    themes: tuple[str, ...] = fields.lines("Themes")
    prompts: tuple[str, ...] = fields.lines("Monitoring prompts")
    review_checklist: tuple[str, ...] = fields.lines("Review checklist")
    council_review: tuple[str, ...] = fields.lines("Review")
    council_check: tuple[str, ...] = fields.lines("Monitoring check")
    council_contact: tuple[str, ...] = fields.lines("Contact")
    council_challenge: tuple[str, ...] = fields.lines("Challenge and resolution")
    suppression_threshold: int | None = fields.whole("Counts below this are hidden", maximum=20)
    control_run: int | None = fields.whole(
        "Months in a row on one side of the mean", minimum=6, maximum=8
    )
    control_trend: int | None = fields.whole(
        "Months in a row that rise or fall", minimum=6, maximum=8
    )
    control_two_of_three: bool | None = fields.yes_no("Two of three near a limit are a signal")
    control_fewest: int | None = fields.whole("Fewest months for limits", minimum=4, maximum=24)
    control_settled: int | None = fields.whole(
        "Months until limits are settled", minimum=4, maximum=36
    )
    rebases: tuple[tuple[str, ...], ...] = fields.table(
        "New limits from a day on", ("Measure", "From", "Why"), cells=("text", "day", "text")
    )
    looked_after_label: str = fields.text("Word for “looked after”", longest=40)
    looked_after_short: str = fields.text("Short word for “looked after”", longest=10)
    challenge_label: str = fields.text("Word for the informal stage", longest=40)
    resolution_label: str = fields.text("Word for the formal stage", longest=40)
    midpoint_label: str = fields.text("Word for the midpoint", longest=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator(Record):
    """A published figure to compare with, or the population of a year."""

    title: ClassVar[str] = "comparator"
    plural: ClassVar[str] = "comparators"

    year_ending_on: date | None = fields.day("Year ending")
    area: str = fields.text("Area")
    area_kind: str = fields.code("Kind of area", "area_kind")
    measure: str = fields.text("Measure", longest=60)
    value: float | None = fields.number("Value", maximum=100_000_000)
    source: str = fields.text("Source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commentary(Record):
    """Words for one section of a report."""

    title: ClassVar[str] = "commentary"
    plural: ClassVar[str] = "commentaries"

    section: str = fields.text("Section")
    from_on: date | None = fields.day("From")
    to_on: date | None = fields.day("To")
    words: str = fields.note("Words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Record):
    """Something that a yearly report sets out to do in the year after its period.

    ``from_on`` and ``to_on`` are the period of the report that set it.
    """

    title: ClassVar[str] = "priority"
    plural: ClassVar[str] = "priorities"

    words: str = fields.note("Priority")
    place: int | None = fields.whole("Place in the list", minimum=1, maximum=50)
    from_on: date | None = fields.day("Set in the report from")
    to_on: date | None = fields.day("Set in the report up to")
    state: str = fields.code("How far", "priority_state")
    state_on: date | None = fields.day("As on")
    progress: str = fields.note("What was done")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenCount(Record):
    """What erased records had counted in a finished month, kept so that its figure stays.

    It adds to what the records that are still there count, once what ``erasure_id`` names is
    erased here. With ``until_on`` it is what stood at the end of each month from ``month_on`` to
    that day. Of a mean or a median it is one case: its amount and its weight. It may be negative
    where a sibling who is still there stands for a family elsewhere than the erased child did.
    """

    title: ClassVar[str] = "kept count"
    plural: ClassVar[str] = "kept counts"

    measure: str = fields.text("Measure", longest=60)
    part: str = fields.text("Part", longest=240)
    month_on: date | None = fields.day("Month")
    until_on: date | None = fields.day("Up to the end of")
    officer_id: str = fields.link("IRO", "Officer")
    district: str = fields.text("District")
    numerator: float | None = fields.number("Numerator", minimum=-1_000_000)
    denominator: float | None = fields.number("Denominator", minimum=-1_000_000)
    erasure_id: str = fields.link("Erasure", "Erasure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(ChildRecord):
    """Something due that was put off, with a reason; ``due_key`` says which."""

    title: ClassVar[str] = "postponement"
    plural: ClassVar[str] = "postponements"

    what: str = fields.text("What")
    due_key: str = fields.text("Which", longest=60)
    until_on: date | None = fields.day("Until")
    reason: str = fields.text("Why")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter(Record):
    """A filter of the caseload under a name; ``among`` is the key of the fixed one it narrows."""

    title: ClassVar[str] = "saved filter"
    plural: ClassVar[str] = "saved filters"

    name: str = fields.text("Name")
    among: str = fields.text("Among", longest=40)
    words: str = fields.text("Filter")
    pinned: bool | None = fields.yes_no("Pinned")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMapping(Record):
    """Which columns of a table are which fields, under a name; it holds no case data."""

    title: ClassVar[str] = "import mapping"
    plural: ClassVar[str] = "import mappings"

    name: str = fields.text("Name")
    kind: str = fields.text("Kind of record", longest=60)
    columns: tuple[tuple[str, ...], ...] = fields.table("Columns", ("Column", "Field"))
    spellings: tuple[tuple[str, ...], ...] = fields.table(
        "Spellings", ("Field", "Spelling", "Code")
    )
    date_order: str = fields.text("Order of dates", longest=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvent(Record):
    """Somebody looked at, printed, copied, exported or imported something."""

    title: ClassVar[str] = "access"
    plural: ClassVar[str] = "accesses"

    what: str = fields.code("What", "access")
    on: date | None = fields.day("On")
    about_child_id: str = fields.link("Child", "Child")
    note: str = fields.note("Note")
