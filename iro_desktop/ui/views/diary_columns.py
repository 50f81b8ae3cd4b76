"""The columns of the diary and of the weeks ahead."""

from __future__ import annotations

from datetime import date

from iro_desktop.domain.casefile.due import Status as DueStatus
from iro_desktop.domain.words import say_date, say_list, short_date
from iro_desktop.services.diary import Entry
from iro_desktop.services.diary_page import WeekAhead
from iro_desktop.ui.standing import mark_of
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.theme import Status


def section(row: Entry, today: date) -> str:
    """Return the day under which an entry stands; what is overdue stands together."""
    if row.on < today:
        return "Overdue"
    return f"Today, {say_date(row.on)}" if row.on == today else say_date(row.on)


def entry_columns() -> tuple[Column[Entry], ...]:
    """Return the columns of the diary."""
    made: tuple[Column[Entry], ...] = (
        Column(
            "What",
            text=lambda row: row.what,
            detail=lambda row: f"{row.put_off[:1].upper()}{row.put_off[1:]}" or row.why,
            mark=_mark,
            stretch=4,
        ),
        Column("Children", text=lambda row: say_list(row.references), stretch=2),
        Column("When", text=when, sort_key=lambda row: (row.on, when(row)), stretch=0),
        Column("Where", text=_where, stretch=1),
    )
    return made


def _mark(row: Entry) -> Status | None:
    if row.kind == "booked" and row.status is not DueStatus.OVERDUE:
        return Status.DUE_SOON if row.late else None
    if row.put_off:
        return Status.NOT_YET
    return mark_of(row.status)


def when(row: Entry) -> str:
    """Return the hour of a meeting, "Booked" without one; of a deadline that is past its day."""
    if row.kind == "booked" and row.status is DueStatus.OVERDUE:
        return f"Was booked {short_date(row.on)}"
    if row.starts_at is not None:
        return f"{row.starts_at.astimezone():%H:%M}"
    if row.kind == "booked":
        return "Booked"
    if row.status is DueStatus.OVERDUE:
        return f"Was due {short_date(row.on)}"
    return "Put off" if row.put_off else "Deadline"


def _where(row: Entry) -> str:
    return " · ".join(part for part in (row.place, row.mode) if part)


def haystack(row: Entry) -> str:
    """Return what the filter looks through."""
    return "\n".join(
        (row.what, row.why, row.put_off, *row.references, say_date(row.on), _where(row))
    )


def week_columns() -> tuple[Column[WeekAhead], ...]:
    """Return the columns of the weeks ahead."""
    made: tuple[Column[WeekAhead], ...] = (
        Column(
            "Week of",
            text=lambda row: short_date(row.week.starts_on),
            sort_key=lambda row: row.week.starts_on,
        ),
        Column(
            "Load",
            text=_load,
            sort_key=lambda row: row.week.per_day,
            mark=lambda row: Status.DUE_SOON if row.week.is_peak else None,
        ),
        Column(
            "Reviews",
            text=lambda row: str(row.week.reviews),
            sort_key=lambda row: row.week.reviews,
            align_right=True,
            stretch=0,
        ),
        Column(
            "Conferences",
            text=lambda row: str(row.week.conferences),
            sort_key=lambda row: row.week.conferences,
            align_right=True,
            stretch=0,
        ),
        Column(
            "Checks",
            text=lambda row: str(row.week.checks),
            sort_key=lambda row: row.week.checks,
            align_right=True,
            stretch=0,
        ),
        Column(
            "Days",
            text=lambda row: "n/a" if row.week.days is None else f"{row.week.days:g}",
            sort_key=lambda row: row.week.days,
            align_right=True,
            stretch=0,
        ),
        Column(
            "Children",
            text=lambda row: row.range_words,
            sort_key=lambda row: row.caseload.certain,
            align_right=True,
            stretch=0,
        ),
    )
    return made


def _load(row: WeekAhead) -> str:
    per_day = row.week.per_day
    if per_day is None:
        return "Much, and no day for it" if row.week.is_peak else "n/a"
    return f"{'Much: ' if row.week.is_peak else ''}{per_day:.1f} a day"
