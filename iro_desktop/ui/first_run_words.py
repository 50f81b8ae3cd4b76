"""What the first run says, page by page."""

from __future__ import annotations

from typing import Final

WELCOME: Final = (
    "Your caseload will lie in one encrypted file on this computer. Nothing leaves it unless you "
    "send it."
)
NAME_HINT: Final = "As it should stand in your reports; initials will do."
FTE_HINT: Final = (
    "1 is full time, 0.6 is three days of five. It may stay empty: caseload per FTE is then "
    "not shown, and says why."
)
WHOLE_SERVICE_HINT: Final = "For a team lead: the children of every IRO in one file."
ASKED_WHEN: Final = (
    "It is asked for each time the program opens, and after 5 minutes without a key "
    "or the mouse, or sooner where your council says so."
)
IMPORT_WORDS: Final = (
    "The council’s SSDA903 return fills your caseload: you see what would change before anything "
    "does."
)
ADD_WORDS: Final = "By hand, one at a time: a reference is enough to begin."
SAMPLE_WORDS: Final = "68 invented children in a file of their own, to try everything with."
NO_NAME: Final = "Type your name or initials: every record says who made it."

_STANDARDS_WORDS: Final = (
    "Your figures are judged by {low} to {high} children per FTE and a target of {target}% "
    "of checks in time, until you set others: that can be done at any time under File."
)


def standards_at_first() -> str:
    """Return by what figures are judged where nothing has been set yet."""
    # Here, because the first window must not wait for it.
    from iro_desktop.domain.standards import DEFAULT_STANDARDS

    return _STANDARDS_WORDS.format(
        low=DEFAULT_STANDARDS.caseload_low,
        high=DEFAULT_STANDARDS.caseload_high,
        target=f"{DEFAULT_STANDARDS.monitoring_target or 0:g}",
    )
