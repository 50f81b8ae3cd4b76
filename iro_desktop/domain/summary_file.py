"""The form of a summary file: what its parts are called, and what is said in it of itself."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.measures.definition import Kind, Measure
from iro_desktop.domain.measures.summing import OF_AMOUNTS

FORMAT: Final = "iro-desktop-summary"
VERSION: Final = 1
ENDING: Final = ".irosummary"
SCHEMA: Final = "irosummary-1.json"

ABOUT: Final = (
    "Counts by month of one IRO’s caseload, for supervision within the service. No child is in "
    "it. Small counts are, as they were counted: keep them within the service. The checksum shows "
    "whether the file was damaged on its way, and nothing more: whoever changes the file can "
    "change it too."
)

EVENTS: Final = "events"
MONTH_ENDS: Final = "month_ends"
AMOUNTS: Final = "amounts"
DAYS: Final = "days"

WAYS: Final = {
    EVENTS: "What happened in each month: how many met the definition, and how many there were. "
    "Months are added; a percentage is worked out of the sums and never averaged.",
    MONTH_ENDS: "Children who stood at the end of each month: how many met the definition, and how "
    "many there were. Months are never added: a child stands in many of them.",
    AMOUNTS: "What a mean is made of in each month: the amounts together, what they are divided "
    "by, and the cases. Months are added before they are divided.",
    DAYS: "What a median is taken of: how many cases of each month took how many working days. "
    "Medians are taken of all cases and never averaged.",
}
"""How the counts of a measure are to be read; "counts" names one of them."""


def way_of(measure: Measure) -> str:
    """How the counts of a measure are to be read: one of the keys of ``WAYS``."""
    if measure.kind is Kind.MEDIAN:
        return DAYS
    if measure.kind in OF_AMOUNTS:
        return AMOUNTS
    return EVENTS if measure.kind.of_events else MONTH_ENDS
