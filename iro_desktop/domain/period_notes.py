"""What is to be known of the tables of a period: how they were counted, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from iro_desktop.domain.measures import say_period
from iro_desktop.domain.period_tables import PeriodTables
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.domain.words import counted, plain_date

CLASSIFICATION: Final = "OFFICIAL - SENSITIVE"
METHOD: Final = "How months are counted"
COVERAGE: Final = "What they rest on"
Notes = tuple[tuple[str, str], ...]


_READING: Final[Notes] = (
    (
        "How to read a figure",
        ("The value is the numerator ÷ the denominator in the unit of its row, and is not rounded "
        "but as it is shown. Figures of several periods or people are added by their numerators "
        "and denominators; values are never added and never averaged."),
    ),
    (
        "Where there is no value",
        ("An empty value is n/a: there was nothing to count, or something that the figure needs is "
        "not entered. An empty denominator is that of a plain count."),
    ),
    (
        "Days and months",
        ("What happens is counted over its days, the first and the last included. What stands on a "
        "day, such as a number of children, is counted at the end of that day: its months are "
        "month-ends and are never added up."),
    ),
    (
        "Few cases",
        ("Of fewer than five cases no percentage, mean or median should be quoted; the note of a "
        "row says so."),
    ),
    (
        "Targets and ranges",
        ("Those in force on the last day of the row’s days. “Could be chance”: the 95% interval of "
        "the figure (Wilson) reaches the target; “beyond chance”: it does not."),
    ),
)  # fmt: skip


def notes_of(tables: PeriodTables, method: str, coverage: Sequence[str]) -> Notes:
    """The notes, each under what it is about.

    ``method`` is how months are counted ("calendar months"), ``coverage`` what the figures rest on,
    a sentence each.
    """
    return (
        ("Whose figures", tables.whose),
        (
            "Period",
            f"{_capital(say_period(tables.period))}, as known on {plain_date(tables.as_of)}",
        ),
        ("Small counts", say_hiding(tables)),
        (METHOD, f"In {method}"),
        *((COVERAGE, sentence) for sentence in coverage),
        *_READING,
        ("Classification", CLASSIFICATION),
    )


def say_hiding(tables: PeriodTables) -> str:
    """Whether small counts are hidden, and by what rule."""
    if tables.threshold is None:
        return (
            "Nothing is hidden: for use within the service. Small counts can tell of a child; "
            "for sharing further, make the file with small counts hidden."
        )
    most = max(tables.threshold - 1, 0)
    return (
        f"For sharing outside the service: counts from 1 to {most} are shown as “{HIDDEN}”, and so "
        f"are others from which they could be worked out ({counted(tables.hidden, 'count')} in "
        f"all); 0 is shown. A value that rests on a hidden count is hidden too. Comparisons with "
        "other periods, the spread between IROs, who came and who went, and the highest caseload "
        "of one IRO are left out."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
