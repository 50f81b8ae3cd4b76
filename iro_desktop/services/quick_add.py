"""One line becomes a record: "AB12 mid-point today spoke to SW #drift".

A child, what it is, a day, whom one spoke with, marks with #, and the rest in one's own words. What
was understood is said back while it is typed; nothing is guessed silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.records import (
    Child,
    ChildRecord,
    Contact,
    Escalation,
    MonitoringCheck,
    Notification,
)
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.typed_dates import DateNotReadError, parse_day
from iro_desktop.domain.words import say_date, say_list
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.child_records import enter_record
from iro_desktop.services.child_words import name_of
from iro_desktop.services.monitoring import CheckContext, record_check, record_contact
from iro_desktop.services.workspace import Workspace

CHECK: Final = "check"
CONTACT: Final = "contact"
TOLD: Final = "told"
CHALLENGE: Final = "challenge"

_KINDS: Final = {
    "check": CHECK, "mid-point": CHECK, "midpoint": CHECK, "monitoring": CHECK,
    "contact": CONTACT, "spoke": CONTACT, "called": CONTACT, "rang": CONTACT, "emailed": CONTACT,
    "met": CONTACT, "visited": CONTACT, "saw": CONTACT,
    "told": TOLD, "notified": TOLD, "heard": TOLD,
    "challenge": CHALLENGE,
}  # fmt: skip
"""Word -> what it makes of the line; of several the first, but a check is more than a contact."""

_METHODS: Final = {
    "called": "phone", "rang": "phone", "phone": "phone", "phoned": "phone", "emailed": "message",
    "email": "message", "visited": "visit", "visit": "visit", "saw": "visit", "video": "video",
    "teams": "video", "met": "meeting",
}  # fmt: skip
_WHOM: Final = {
    "sw": "social_worker", "worker": "social_worker", "child": "child", "carer": "carer",
    "carers": "carer", "parent": "parent", "mum": "parent", "dad": "parent", "school": "school",
    "health": "health",
}  # fmt: skip
_CONTACT_FIELDS: Final = {
    "social_worker": "social_worker_contact", "child": "child_contact", "carer": "carer_contact",
}  # fmt: skip
_TOLD: Final = {
    "moved": "placement_move", "move": "placement_move", "missing": "missing",
    "excluded": "exclusion", "exclusion": "exclusion", "s47": "section_47", "offence": "offence",
    "complaint": "complaint", "area": "out_of_area",
}  # fmt: skip
_MARKS: Final[dict[str, dict[str, object]]] = {
    "drift": {"drift": True},
    "watch": {"outcome": "watch"},
    "ok": {"outcome": "no_concern"},
    "fine": {"outcome": "no_concern"},
    "challenge": {"outcome": "challenge"},
    "ontrack": {"decisions_state": "on_track"},
    "late": {"decisions_state": "late"},
    "blocked": {"decisions_state": "blocked"},
    "green": {"rag": "green"},
    "amber": {"rag": "amber"},
    "red": {"rag": "red"},
}
"""Mark of a check -> what it fills in."""

_LINKING: Final = frozenset({"to", "with", "the", "by", "of", "on", "social", "and", "that"})
_WORD: Final = re.compile(r"\S+")
_SHORTEST_PREFIX: Final = 3
_WEEK: Final = 7

HINT: Final = "AB12 midpoint today spoke to SW, plan is on course #ok"
"""What to type, as the empty line shows it."""


@dataclass(frozen=True, slots=True)
class Quick:
    """What a line was understood as.

    ``record`` is what Enter would record, None while something is missing; ``draft`` is what the
    full form would be opened with, as soon as the child and the kind are known. ``echo`` says back
    what was understood, ``problem`` what is missing or was not understood, as one sentence.
    """

    child_id: str = ""
    kind: str = ""
    record: ChildRecord | None = None
    draft: ChildRecord | None = None
    echo: str = ""
    problem: str = ""


@dataclass(slots=True)
class _Read:
    """The words of a line as they are sorted out."""

    words: list[str]
    on: date | None = None
    kind: str = ""
    whom: list[str] = field(default_factory=list)
    method: str = ""
    marks: list[str] = field(default_factory=list)
    what: str = ""
    rest: list[str] = field(default_factory=list)
    in_own_words: bool = False
    challenges: bool = False

    @property
    def text(self) -> str:
        """What was said in one's own words."""
        said = " ".join(self.rest).strip(" ,;:-")
        return said[:1].upper() + said[1:]


def own_children(snapshot: Snapshot, officer_id: str, today: date) -> tuple[str, ...]:
    """Return the ids of the children that an IRO's line may mean: their own, and nobody's.

    With no ``officer_id`` all children may be meant.
    """
    if not officer_id:
        return tuple(snapshot.cases)
    owners = ((child_id, owner_of(case, today)) for child_id, case in snapshot.cases.items())
    return tuple(
        child_id for child_id, owner in owners if owner is None or owner.officer_id == officer_id
    )


def quick(
    line: str,
    snapshot: Snapshot,
    child_ids: Sequence[str],
    today: date,
    *,
    context: Callable[[str], CheckContext] | None = None,
    here: str = "",
) -> Quick:
    """Return what a line says.

    ``child_ids`` are the children that may be meant, ``here`` the one whose page is open and who
    need not be named. ``context`` tells, for a check, which midpoint it would meet.
    """
    words = _WORD.findall(line)
    if not words:
        return Quick()
    children = [snapshot.cases[one].child for one in child_ids if one in snapshot.cases]
    found = _child(words, children)
    if isinstance(found, str):
        if not here or here not in snapshot.cases:
            return Quick(problem=found)
        child, left = snapshot.cases[here].child, words
    else:
        child, left = found
    read = _sorted_out(left, today)
    if not read.kind:
        problem = "Say what it is: check, spoke to, told or challenge."
        return Quick(child.id, echo=name_of(child), problem=problem)
    unknown = [mark for mark in read.marks if mark not in _MARKS] if read.kind == CHECK else []
    quick_ = _MAKERS[read.kind](child, read, today, context)
    if unknown:
        marks = say_list([f"#{mark}" for mark in _MARKS])
        return replace(
            quick_, record=None, problem=f"#{unknown[0]} is not known: use one of {marks}."
        )
    if read.on is not None and read.on > today:
        return replace(quick_, record=None, problem=f"{say_date(read.on)} is still to come.")
    return quick_


def _child(words: list[str], children: Sequence[Child]) -> tuple[Child, list[str]] | str:
    """Return the child that the line begins with and the rest of it, or why nobody was found."""
    typed = words[0].casefold().rstrip(",:")
    exact = [one for one in children if one.reference.casefold() == typed]
    if not exact:
        plain = typed.replace(".", "")
        exact = [
            one for one in children if plain and one.initials.replace(".", "").casefold() == plain
        ]
    if not exact and len(typed) >= _SHORTEST_PREFIX:
        exact = [
            one
            for one in children
            if one.reference.casefold().startswith(typed)
            or one.reference.casefold().endswith(typed)
        ]
    if len(exact) == 1:
        return exact[0], words[1:]
    if exact:
        return f"Which one: {say_list([name_of(one) for one in exact[:4]])}?"
    return f"No child of yours is called {words[0][:20]}: begin with a reference or initials."


def _sorted_out(words: list[str], today: date) -> _Read:
    read = _Read(words)
    at = 0
    while at < len(words):
        at += _day(read, words, at, today) or _word(read, words[at])
    if CHECK in (kind := [_KINDS[w] for w in map(_plain, words) if w in _KINDS]):
        read.kind = CHECK
    elif kind:
        read.kind = kind[0]
    return read


def _day(read: _Read, words: list[str], at: int, today: date) -> int:
    """Take a day of up to three words from ``at`` on; return how many words it was, 0 for none."""
    if read.on is not None or read.in_own_words:
        return 0
    for number in (3, 2, 1):
        typed = " ".join(words[at : at + number]).strip(",;:")
        if len(words) - at < number or not _looks_like_a_day(typed, number):
            continue
        try:
            found = parse_day(typed, today)
        except DateNotReadError:
            continue
        read.in_own_words = words[at + number - 1].endswith((",", ":", ";"))
        # What is recorded has happened: "fri" is the last one, not the next.
        read.on = found - timedelta(_WEEK) if typed.isalpha() and found > today else found
        return number
    return 0


def _looks_like_a_day(typed: str, number: int) -> bool:
    if number > 1:
        return typed[:1].isdigit()
    return typed.isalpha() or typed[:1].isdigit() or typed[:1] in "+-"


def _word(read: _Read, word: str) -> int:
    """Take one word; return 1.

    One's own words begin with the first word that says nothing else, or after a comma or colon.
    """
    plain = _plain(word)
    if word.startswith("#") and len(plain) > 1:
        read.marks.append(plain[1:])
        return 1
    if not read.in_own_words and plain in _TOLD:
        read.what = _TOLD[plain]
        read.in_own_words = True
    elif not read.in_own_words and not read.challenges and _says_something(read, plain):
        read.in_own_words = word.endswith((",", ":", ";"))
        # Whom one spoke with is nothing that a challenge asks: its outcome follows at once.
        read.challenges = plain == CHALLENGE
        return 1
    read.in_own_words = True
    read.rest.append(word)
    return 1


def _says_something(read: _Read, plain: str) -> bool:
    """Take a word of the head of the line; return whether it was one."""
    if plain in _WHOM:
        read.whom.append(_WHOM[plain])
        return True
    read.method = read.method or _METHODS.get(plain, "")
    return plain in _KINDS or plain in _METHODS or plain in _LINKING


def _plain(word: str) -> str:
    return word.casefold().strip(",;:.")


# What a line makes

_Maker = Callable[[Child, _Read, date, Callable[[str], CheckContext] | None], Quick]


def _check(
    child: Child, read: _Read, today: date, context: Callable[[str], CheckContext] | None
) -> Quick:
    filled: dict[str, object] = {}
    for mark in read.marks:
        filled |= _MARKS.get(mark, {})
    on = read.on or today
    beside = context(child.id) if context else None
    record = MonitoringCheck(
        id="",
        child_id=child.id,
        checked_on=on,
        trigger=beside.trigger if beside else "midpoint",
        analysis=read.text,
    )
    for whom in read.whom:
        if whom in _CONTACT_FIELDS:
            filled[_CONTACT_FIELDS[whom]] = True
    if "outcome" not in filled:
        filled["outcome"] = "watch" if filled.get("drift") else "no_concern"
    record = replace(record, **filled)  # type: ignore[arg-type] # the marks name its own fields
    spoke = [say("consulted", one).lower() for one in dict.fromkeys(read.whom)]
    said = [
        f"Check on {name_of(child)}, {say_date(on)}",
        f"spoke with the {say_list(spoke)}" if spoke else "",
        "drift or delay" if record.drift else "",
        f"decisions {say('decisions_state', record.decisions_state).lower()}"
        if record.decisions_state
        else "",
        say("rag", record.rag).lower(),
        f"ends in “{say('check_outcome', record.outcome)}”",
    ]
    meaning = beside.meaning(on) if beside else ""
    if not record.analysis:
        meaning = "Without a few words of analysis it is kept as a note and meets no midpoint."
    return Quick(child.id, CHECK, record, record, f"{_joined(said)}. {meaning}".strip())


def _contact(
    child: Child, read: _Read, today: date, _: Callable[[str], CheckContext] | None
) -> Quick:
    on = read.on or today
    whom = read.whom[0] if read.whom else ""
    record = Contact(
        id="",
        child_id=child.id,
        contact_on=on,
        with_whom=whom,
        method=read.method,
        note=read.text,
    )
    said = [
        f"Contact about {name_of(child)}, {say_date(on)}",
        f"with the {say('consulted', whom).lower()}" if whom else "",
        say("method", read.method).lower(),
    ]
    problem = "" if whom else "Say with whom: SW, child, carer, parent, school or health."
    return Quick(child.id, CONTACT, record if whom else None, record, f"{_joined(said)}.", problem)


def _told(child: Child, read: _Read, today: date, _: Callable[[str], CheckContext] | None) -> Quick:
    on = read.on or today
    what = read.what or "other"
    by = say("consulted", read.whom[0]) if read.whom else ""
    record = Notification(
        id="", child_id=child.id, what=what, told_on=on, told_by=by, note=read.text
    )
    said = [
        f"Told about {name_of(child)}, {say_date(on)}",
        say("notification", what).lower(),
        f"by the {by.lower()}" if by else "",
    ]
    problem = "" if read.text else "Say what you were told."
    return Quick(
        child.id, TOLD, record if read.text else None, record, f"{_joined(said)}.", problem
    )


def _challenge(
    child: Child, read: _Read, today: date, _: Callable[[str], CheckContext] | None
) -> Quick:
    record = Escalation(
        id="",
        child_id=child.id,
        opened_on=read.on or today,
        source="monitoring",
        right_outcome=read.text,
    )
    echo = f"Challenge for {name_of(child)}, {say_date(record.opened_on or today)}."
    problem = "A challenge needs more than a line: press Tab for its form."
    return Quick(child.id, CHALLENGE, None, record, echo, problem)


_MAKERS: Final[dict[str, _Maker]] = {
    CHECK: _check, CONTACT: _contact, TOLD: _told, CHALLENGE: _challenge,
}  # fmt: skip


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)


def record_quick(workspace: Workspace, record: ChildRecord, *, today: date) -> str:
    """Record what a line said and return its id. Raises RefusedError."""
    if isinstance(record, MonitoringCheck):
        return record_check(workspace, record, today=today)
    if isinstance(record, Contact):
        return record_contact(workspace, record, today=today)
    return enter_record(workspace, record, today=today)
