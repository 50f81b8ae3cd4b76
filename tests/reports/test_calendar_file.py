"""The diary as an iCalendar file: what a calendar reads in it, and how a second one updates it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from iro_desktop.reports.calendar_file import Event, calendar_file, sequence

AT = datetime(2020, 3, 31, 14, 2, tzinfo=UTC)


def read(*events: Event, at: datetime = AT) -> list[Any]:
    return list(Calendar.from_ical(calendar_file(events, at)).walk("VEVENT"))


def test_a_day_without_an_hour_is_a_whole_day_that_stays_free() -> None:
    (found,) = read(Event("abc", date(2020, 4, 6), "Review 3: SA-10234", "6 months after"))
    assert found["uid"] == "abc@iro-desktop"
    assert found["summary"] == "Review 3: SA-10234"
    assert found["description"] == "6 months after"
    assert (found.start, found.end) == (date(2020, 4, 6), date(2020, 4, 7))
    assert found["transp"] == "TRANSPARENT"
    assert found["class"] == "PRIVATE"
    assert found["status"] == "CONFIRMED"


def test_a_meeting_with_an_hour_lasts_one_and_is_written_in_utc() -> None:
    starts_at = datetime(2020, 4, 6, 9, 30, tzinfo=UTC)
    (found,) = read(Event("abc", date(2020, 4, 6), "Review", starts_at=starts_at))
    assert (found.start, found.end) == (starts_at, starts_at + timedelta(hours=1))
    assert b"DTSTART:20200406T093000Z" in calendar_file(
        [Event("abc", date(2020, 4, 6), "Review", starts_at=starts_at)], AT
    )


def test_a_later_file_has_a_higher_sequence_for_the_same_event() -> None:
    (first,) = read(Event("abc", date(2020, 4, 6), "Review"))
    (second,) = read(Event("abc", date(2020, 4, 8), "Review"), at=AT + timedelta(minutes=5))
    assert first["uid"] == second["uid"]
    assert second["sequence"] == first["sequence"] + 5 == sequence(AT) + 5


def test_what_is_off_is_there_as_cancelled() -> None:
    (found,) = read(Event("abc", date(2020, 4, 6), "No longer due", is_off=True))
    assert found["status"] == "CANCELLED"


def test_commas_semicolons_and_line_breaks_come_back_as_they_were() -> None:
    (found,) = read(Event("abc", date(2020, 4, 6), "One, two; three\nfour"))
    assert found["summary"] == "One, two; three\nfour"
