"""What a mapping may say: which kinds of record a table can hold, and which fields of them.

A mapping names fields as ``Review.held_on``: the kind and the field. All the rest (labels, types,
code tables, limits) is what the fields of the records say of themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.records import (
    KINDS,
    About,
    Allocation,
    CarePeriod,
    Child,
    Contact,
    EducationPlan,
    Escalation,
    HealthAssessment,
    ImportMapping,
    LegalStatus,
    Meeting,
    MonitoringCheck,
    Notification,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Record,
    Review,
    SocialWorker,
    fields_of,
)

REFERENCE: Final = "Child.reference"

DATE_ORDERS: Final = {"dmy": "Day first", "mdy": "Month first", "iso": "Year first"}
"""How dates are written -> its words; dates with the year first are read in any order."""

EXAMPLES: Final = {"dmy": "31/03/2018", "mdy": "03/31/2018", "iso": "2018-03-31"}

YES_NO: Final = {"yes": "Yes", "no": "No"}
"""What a spelling of a yes-or-no field may mean -> its words."""


@dataclass(frozen=True, slots=True)
class Mappable:
    """A kind of record that the rows of a table can be.

    ``needed`` are the fields without which a row says nothing, ``key`` those that tell its records
    of one child apart (of several in one place the first that is filled), ``past`` the day that
    cannot lie ahead, ``period`` the first and the last day. ``makes_child`` says that a child who
    is not on file is made anew for such a row.
    """

    kind: type[Record]
    words: str
    needed: tuple[str, ...]
    key: tuple[tuple[str, ...], ...]
    past: str = ""
    period: tuple[str, str] = ("", "")
    beside: tuple[type[Record], ...] = ()
    makes_child: bool = False

    @property
    def name(self) -> str:
        """The name of the kind."""
        return self.kind.__name__


_FROM_TO: Final = ("from_on", "to_on")
_START_END: Final = ("started_on", "ended_on")
_STARTED: Final = (("started_on",),)

MAPPABLE: Final[dict[str, Mappable]] = {
    one.name: one
    for one in (
        Mappable(Child, "Children", ("reference",), (), makes_child=True),
        Mappable(
            Review, "Reviews and conferences that were held", ("review_type", "held_on"),
            (("review_type",), ("held_on",)), past="held_on", beside=(Participation,),
            makes_child=True,
        ),
        Mappable(
            Meeting, "Meetings that are booked", ("booked_on",), (("booked_on",),)
        ),
        Mappable(
            Allocation, "Allocations to IROs", ("officer_id", "from_on"),
            (("officer_id",), ("role",), ("from_on",)), period=_FROM_TO,
        ),
        Mappable(
            MonitoringCheck, "Monitoring checks", ("checked_on",), (("checked_on",),),
            past="checked_on",
        ),
        Mappable(
            Contact, "Contacts", ("contact_on",), (("contact_on",), ("with_whom",)),
            past="contact_on",
        ),
        Mappable(
            Escalation, "Challenges and resolutions", ("opened_on",), (("opened_on",), ("theme",)),
            past="opened_on", period=("opened_on", "closed_on"),
        ),
        Mappable(
            Notification, "What the IRO was told", ("what", "told_on"), (("what",), ("told_on",)),
            past="told_on",
        ),
        Mappable(
            ProtectionPlan, "Child protection plans", ("started_on",), _STARTED,
            period=_START_END, makes_child=True,
        ),
        Mappable(
            CarePeriod, "Periods of care", ("started_on",), _STARTED,
            period=_START_END, makes_child=True,
        ),
        Mappable(
            LegalStatus, "Legal statuses", ("status", "started_on"), _STARTED,
            period=_START_END, makes_child=True,
        ),
        Mappable(
            Placement, "Placements", ("placement_type", "started_on"), _STARTED,
            period=_START_END, makes_child=True,
        ),
        Mappable(
            HealthAssessment, "Health assessments", ("health_type", "assessed_on"),
            (("health_type",), ("assessed_on",)), past="assessed_on",
        ),
        Mappable(
            EducationPlan, "Personal education plans", (), (("started_on", "completed_on"),),
            period=("started_on", "completed_on"),
        ),
        Mappable(PermanencePlan, "Permanence plans", ("plan", "planned_on"),
                 (("plan",), ("planned_on",))),
        Mappable(SocialWorker, "Social workers", ("worker", "from_on"), (("from_on",),),
                 period=_FROM_TO),
    )
}  # fmt: skip
"""Name of the kind -> what a table of it is, in the order in which they are offered."""

_TYPES: Final = frozenset({"text", "note", "code", "codes", "day", "whole", "number", "yes_no"})
_ALSO: Final = frozenset({"Meeting.starts_at", "Escalation.other_themes"})
_NEVER: Final = frozenset({"Allocation.assumed", "CarePeriod.earlier_reviews_missing"})
_CODED: Final = frozenset({"code", "codes", "yes_no"})


@dataclass(frozen=True, slots=True)
class MappedField:
    """One field that a column can be: its name in a mapping, and what it says of itself."""

    name: str
    kind: type[Record]
    about: About
    is_needed: bool = False

    @property
    def is_coded(self) -> bool:
        """Whether cells of it are looked up, so that a spelling can be given a meaning."""
        return self.about.type in _CODED

    @property
    def label(self) -> str:
        """Its words, with those of the child's where it stands beside the rows' own."""
        return self.about.label

    @property
    def meanings(self) -> dict[str, str]:
        """What a spelling may mean -> its words; empty for a field that is not coded."""
        if self.about.type == "yes_no":
            return dict(YES_NO)
        return dict(CODES.get(self.about.codes, {})) if self.is_coded else {}


@cache
def fields_for(kind: str) -> dict[str, MappedField]:
    """Return the fields that the columns of a table of this kind can be, by their names.

    The rows' own come first, then those of what goes with them, then the child's.
    """
    mappable = MAPPABLE.get(kind)
    return {} if mappable is None else {one.name: one for one in _fields(mappable)}


def _fields(mappable: Mappable) -> Iterator[MappedField]:
    yield _field(Child, "reference", is_needed=True)
    for about in fields_of(mappable.kind):
        if mappable.kind is not Child or about.name != "reference":
            yield from _mapped(mappable.kind, about, is_needed=about.name in mappable.needed)
    if mappable.kind is Meeting:  # of the review that is booked only its type is known
        yield _field(Review, "review_type", is_needed=True)
    for kind in mappable.beside:
        for about in fields_of(kind):
            yield from _mapped(kind, about)
    if mappable.kind is not Child:
        for about in fields_of(Child)[1:]:
            yield from _mapped(Child, about)


def _field(kind: type[Record], name: str, *, is_needed: bool) -> MappedField:
    about = next(one for one in fields_of(kind) if one.name == name)
    return MappedField(f"{kind.__name__}.{name}", kind, about, is_needed)


def _mapped(kind: type[Record], about: About, *, is_needed: bool = False) -> Iterator[MappedField]:
    name = f"{kind.__name__}.{about.name}"
    if _can_be_mapped(name, about):
        yield MappedField(name, kind, about, is_needed)


def _can_be_mapped(name: str, about: About) -> bool:
    if name in _NEVER:
        return False
    is_officer = about.type == "link" and about.links_to == "Officer"
    return about.type in _TYPES or is_officer or name in _ALSO


_LETTERED: Final = re.compile(r"[a-z0-9]{1,2}\) *")
_MARKS: Final = str.maketrans({"’": "'", "\u2018": "'", "“": '"', "”": '"', "–": "-", "_": " "})


def plain(words: str) -> str:
    """Return a spelling as it is compared: case, quotes, lines and spaces say nothing."""
    return " ".join(words.translate(_MARKS).casefold().split())


def plain_heading(words: str) -> str:
    """Return a heading as it is compared: as a spelling, but for the signs that end it."""
    return plain(words).rstrip(" :*?")


def unlettered(words: str) -> str:
    """Return plain words without the ``a) `` that some lists number their choices by."""
    return _LETTERED.sub("", words, count=1) if _LETTERED.match(words) else words


def columns_of(mapping: ImportMapping) -> dict[str, str]:
    """Return field -> heading, for the fields that the mapping's kind has; the first one counts."""
    known = fields_for(mapping.kind)
    found: dict[str, str] = {}
    for row in mapping.columns:
        if len(row) > 1 and row[1] in known and plain_heading(row[0]):
            found.setdefault(row[1], row[0])
    return found


def spellings_of(mapping: ImportMapping) -> dict[str, dict[str, str]]:
    """Return field -> plain spelling -> what it means, for coded fields of the mapping's kind.

    The spelling "" is that of an empty cell; the meaning "" is that a cell is read as empty.
    """
    known = fields_for(mapping.kind)
    found: dict[str, dict[str, str]] = {}
    for row in mapping.spellings:
        if len(row) > 2 and row[0] in known:  # noqa: PLR2004 - field, spelling, meaning
            field = known[row[0]]
            if field.is_coded and (not row[2] or row[2] in field.meanings):
                found.setdefault(row[0], {})[plain(row[1])] = row[2]
    return found


def kind_words(kind: str) -> str:
    """Return what the rows of a mapping are, in words; an unknown kind as itself."""
    if kind in MAPPABLE:
        return MAPPABLE[kind].words
    return KINDS[kind].plural if kind in KINDS else kind
