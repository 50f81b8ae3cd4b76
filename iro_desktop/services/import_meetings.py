"""Meetings that a table says are booked, against what is booked and held already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from iro_desktop.domain.records import Meeting, Record, Review
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.import_settling import Pair

Day = tuple[str, date]
"""Type of a review, and the day for which it is booked or on which it was held."""


class Bookings:
    """The meetings on file and those that were read."""

    def __init__(self, snapshot: Snapshot, records: Iterable[Record]) -> None:
        records = list(records)
        self._on_file = {meeting.id: meeting for meeting in snapshot.of(Meeting)}
        read = {one.id: one for one in records if isinstance(one, Meeting)}
        reviews = [one for one in records if isinstance(one, Review) and one.meeting_id in read]
        self.days: dict[str, Day] = {}
        for one in reviews:
            booked_on = read[one.meeting_id].booked_on
            if booked_on is not None:
                self.days[one.meeting_id] = (one.review_type, booked_on)

    def on_file(self, meeting_id: str) -> Meeting | None:
        """Return the meeting on file of this id."""
        return self._on_file.get(meeting_id)


class Seats:
    """What is booked and held for one child, by type and day; what was held counts first.

    A booking and the review that was held on its day are one, whichever came first and from
    wherever. A meeting that was cancelled books nothing.
    """

    def __init__(self, bookings: Bookings, file: CaseFile | None) -> None:
        self._bookings = bookings
        self._taken: dict[Day, Review] = {}
        reviews = file.of(Review) if file else ()
        for review in reviews:
            if review.held_on is not None:
                self._taken[(review.review_type, review.held_on)] = review
        for review in reviews:
            meeting = bookings.on_file(review.meeting_id)
            if meeting is not None and meeting.booked_on and not meeting.cancelled_on:
                self._taken.setdefault((review.review_type, meeting.booked_on), review)

    def is_over(self, record: Record) -> bool:
        """Return whether a booking is of a review that was held, without a meeting on file."""
        twin = self._twin(record.id) if isinstance(record, Meeting) else None
        return (
            twin is not None
            and twin.held_on is not None
            and self._bookings.on_file(twin.meeting_id) is None
        )

    def pair(self, record: Record) -> Pair | None:
        """Return a meeting or review with what there is of it; None if it is found as any other."""
        if isinstance(record, Meeting):
            return self._pair_of_meeting(record)
        return self._pair_of_review(record) if isinstance(record, Review) else None

    def _pair_of_review(self, review: Review) -> Pair | None:
        if review.held_on is not None:
            booked = self._taken.get((review.review_type, review.held_on))
            if booked is None or booked.held_on is not None:
                return None
            return Pair(replace(review, id=booked.id), booked)
        twin = self._twin(review.meeting_id)
        if twin is None or twin.held_on is not None:
            return Pair(twin, twin) if twin else None
        return Pair(replace(review, id=twin.id, meeting_id=twin.meeting_id), twin)

    def _pair_of_meeting(self, meeting: Meeting) -> Pair | None:
        twin = self._twin(meeting.id)
        stored = self._bookings.on_file(twin.meeting_id if twin else meeting.id)
        if stored is None:
            return None
        if twin is not None and twin.held_on is not None:
            return Pair(stored, stored)
        return Pair(replace(meeting, id=stored.id), stored)

    def _twin(self, meeting_id: str) -> Review | None:
        day = self._bookings.days.get(meeting_id)
        return self._taken.get(day) if day is not None else None
