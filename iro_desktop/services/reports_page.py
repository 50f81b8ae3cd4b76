"""Everything that can leave the machine: what each is for, who may see it, and what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.measures.period import last_complete_month
from iro_desktop.domain.records import AccessEvent, Officer
from iro_desktop.domain.report_period import usual_period
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import near_date, plain_date, say_month

KINDS: Final = frozenset({AccessEvent.__name__, Officer.__name__, "Child"})
"""The kinds of record that the page rests on."""

SUMMARY: Final = "export_summary"
YEARLY: Final = "yearly_report"
_NOT_LATELY: Final = "Not made lately."
_OUT: Final = frozenset({"export", "print"})
_FROM_HERE: Final = (
    "Each shows what will leave before it does, and the view log keeps that it did. What is about "
    "one child, such as a sheet or a letter, is made on that child’s page."
)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Something that can leave; ``noted`` is how its entries of the view log begin."""

    key: str
    title: str
    purpose: str
    readers: str
    act: str
    noted: str


_WITHIN: Final = "for others, make it with small counts hidden"
_GROUPS: Final[tuple[tuple[str, str, tuple[_Leaving, ...]], ...]] = (
    (
        "Figures",
        "Counts and rates. No child is named in any of them.",
        (
            _Leaving(
                SUMMARY,
                "Summary for your team lead",
                "Your counts by month as one file, which the Team page puts together.",
                "Your team lead, for supervision: small counts are in it.",
                "Export…",
                "summary",
            ),
            _Leaving(
                YEARLY,
                "Yearly report",
                "The year in sentences, charts and tables, with your commentary and priorities, as "
                "a Word document, a PDF or four slides.",
                f"Your service and its boards; {_WITHIN}.",
                "Make…",
                "yearly report",
            ),
            _Leaving(
                "export_pages",
                "Two pages of figures",
                "A period at a glance, to take into supervision.",
                f"Your service; {_WITHIN}.",
                "Make…",
                "figures on two pages",
            ),
            _Leaving(
                "export_workbook",
                "Workbook",
                "Every measure, part and month of a period in Excel, with charts and definitions.",
                f"Your service; {_WITHIN}.",
                "Make…",
                "figures as a workbook",
            ),
            _Leaving(
                "export_csv",
                "CSV file",
                "The same figures as one plain table, for other programs.",
                f"Your service; {_WITHIN}.",
                "Make…",
                "figures as CSV",
            ),
            _Leaving(
                "export_charts",
                "Charts",
                "Every chart as a picture that stays sharp, and its numbers beside it.",
                "Your service: small counts are in them.",
                "Save…",
                "chart",
            ),
        ),
    ),
    (
        "Your children",
        "References and initials; names only where you ask for them.",
        (
            _Leaving(
                "print_caseload",
                "Caseload list",
                "Your children with what is due, on paper or as a PDF.",
                "You and your supervisor: children are in it.",
                "Print…",
                "caseload list",
            ),
            _Leaving(
                "export_diary",
                "Diary",
                "What is booked and due in the next half year, for your own calendar.",
                "You: references are in it, no names and no places.",
                "Save…",
                "diary",
            ),
        ),
    ),
    (
        "How you count",
        "",
        (
            _Leaving(
                "export_standards",
                "Local standards",
                "Your targets, ranges and words, for a colleague to take over.",
                "Anyone: nothing of a child is in it.",
                "Save…",
                "standards",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing that can leave: ``key`` is the act that begins it, ``last`` when it last did.

    ``due`` says what is due of it, "" where nothing is.
    """

    key: str
    title: str
    purpose: str
    readers: str
    act: str
    last: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Lines under one heading with its note."""

    heading: str
    note: str
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The page: ``headline`` says what is due; ``act`` and ``act_words`` are for doing it."""

    headline: str
    note: str
    groups: tuple[ReportGroup, ...]
    act: str = ""
    act_words: str = ""

    @property
    def lines(self) -> tuple[ReportLine, ...]:
        """All lines, from above to below."""
        return tuple(line for group in self.groups for line in group.lines)


def reports_page(
    snapshot: Snapshot, today: date, officer_id: str, *, whole_service: bool
) -> ReportsPage:
    """The page as it stands on a day.

    Of one IRO the summary of the last finished month is due; in the file of a whole service the
    report of the last financial year.
    """
    made = [one for one in snapshot.of(AccessEvent) if one.what in _OUT]
    due = _due(snapshot, made, today, officer_id, whole_service=whole_service)
    groups = tuple(
        ReportGroup(heading, note, tuple(_line(one, made, today, due) for one in leaving))
        for heading, note, leaving in _GROUPS
    )
    note = f"{due.more} {_FROM_HERE}".strip()
    if not due.is_due:
        return ReportsPage(due.headline, note, groups)
    return ReportsPage(due.headline, note, groups, due.key, due.act)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is looked at first: the one that is made again and again, and whether it is made."""

    headline: str
    key: str = ""
    act: str = ""
    words: str = ""
    more: str = ""

    @property
    def is_due(self) -> bool:
        return bool(self.words)


def _due(
    snapshot: Snapshot,
    made: Iterable[AccessEvent],
    today: date,
    officer_id: str,
    *,
    whole_service: bool,
) -> _Due:
    if not snapshot.cases:
        more = "No child is on file: add or import children first."
        return _Due("There is nothing to report yet", more=more)
    if whole_service:
        return _yearly_due(made, today)
    if snapshot.find(Officer, officer_id) is None:
        more = "To make a summary, enter your name under “Your details” first."
        return _Due("This file belongs to no IRO yet", more=more)
    month = say_month(last_complete_month(today))
    if _last(made, lambda note: note.startswith("summary") and note.endswith(month)):
        return _Due(f"Nothing is due: the summary of {month} is made")
    return _Due(
        f"The summary of {month} has not been made yet",
        SUMMARY,
        f"Export the summary of {month}…",
        f"That of {month} is still to be made",
    )


def _yearly_due(made: Iterable[AccessEvent], today: date) -> _Due:
    period = usual_period(today)
    last = plain_date(period.to_on)
    if _last(made, lambda note: note.startswith("yearly report") and last in note):
        return _Due(f"Nothing is due: the report of the year to {last} is made")
    return _Due(
        f"The report of the year to {last} has not been made yet",
        YEARLY,
        "Begin the yearly report…",
        f"That of the year to {last} is still to be made",
    )


def _last(made: Iterable[AccessEvent], is_wanted: Callable[[str], bool]) -> date | None:
    return max((one.on for one in made if one.on and is_wanted(one.note)), default=None)


def _line(one: _Leaving, made: Iterable[AccessEvent], today: date, due: _Due) -> ReportLine:
    last = _last(made, lambda note: note.startswith(one.noted))
    return ReportLine(
        one.key,
        one.title,
        one.purpose,
        one.readers,
        one.act,
        f"Last made on {near_date(last, today)}." if last else _NOT_LATELY,
        due.words if due.key == one.key else "",
    )
