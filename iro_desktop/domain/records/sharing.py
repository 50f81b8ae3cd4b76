"""What one IRO's computers agree on: who shares the file, under which key, what was erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from iro_desktop.domain.records import fields
from iro_desktop.domain.records.fields import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Record):
    """A computer that takes part in the shared copy.

    ``runs`` holds the openings of its store that it made known last (each the number of a run):
    all of them together, from the log, say which computer made which change.
    """

    title: ClassVar[str] = "computer"
    plural: ClassVar[str] = "computers"

    name: str = fields.text("Name", longest=60)
    joined_on: date | None = fields.day("Joined on")
    seen_at: datetime | None = fields.instant("Last here")
    runs: tuple[str, ...] = fields.lines("Openings")
    removed_on: date | None = fields.day("Removed on")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCopy(Record):
    """The shared copy: whose caseload it holds, and the slots that open it.

    Its id is the id that the file carries. ``slots`` is JSON: which key they wrap (no more than a
    digest of it), and the wrapped copies that every computer writes into the file's header.
    """

    title: ClassVar[str] = "shared copy"
    plural: ClassVar[str] = "shared copies"

    officer_id: str = fields.link("IRO", "Officer")
    whole_service: bool | None = fields.yes_no("Holds the whole service")
    slots: str = fields.note("Ways to open it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure(Record):
    """A request to erase something for good, or (with ``request_id``) that a person did it.

    Every computer counts its days from when it first saw the request; ``cancelled_on`` on it takes
    it back at any time. Each press of Erase makes a record of its own, whose ``erased_ids`` name
    what was erased, so that no other copy brings it back and two presses add up. ``before_on``
    instead of a child means the entries of the view log before that day.
    """

    title: ClassVar[str] = "erasure"
    plural: ClassVar[str] = "erasures"

    request_id: str = fields.link("Request", "Erasure")
    about_child_id: str = fields.link("Child", "Child")
    before_on: date | None = fields.day("Entries before")
    reason: str = fields.code("Why", "erasure_reason")
    council_copy: bool | None = fields.yes_no("The council’s system holds a copy")
    asked_on: date | None = fields.day("Asked on")
    asked_by_id: str = fields.link("Asked by", "Officer")
    cancelled_on: date | None = fields.day("Cancelled on")
    erased_on: date | None = fields.day("Erased on")
    erased_ids: tuple[str, ...] = fields.lines("What was erased")
