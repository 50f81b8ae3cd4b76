"""What goes into the council's own system: a record as plain text, and whether it is there yet.

The council's system is the record of the case; what is written here is copied into it by hand. A
text names the child by reference alone, as it is pasted into that child's own file; its lines and
their headings are a local template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.codes import say
from iro_desktop.domain.council_lines import lines_of
from iro_desktop.domain.escalation import Progress, progress_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    KINDS,
    Ask,
    Child,
    ChildRecord,
    Consultation,
    Contact,
    Decision,
    Escalation,
    MonitoringCheck,
    Officer,
    Participation,
    Record,
    Review,
    Standards,
    field_of,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.child_words import name_of
from iro_desktop.services.workspace import Workspace

Copied = Review | MonitoringCheck | Contact | Escalation
"""The kinds of records that belong into the council's system too."""

_DAY_OF: Final[dict[type[ChildRecord], str]] = {
    Review: "held_on",
    MonitoringCheck: "checked_on",
    Contact: "contact_on",
    Escalation: "opened_on",
}
COPIED_KINDS: Final = frozenset(kind.__name__ for kind in _DAY_OF)
"""The names of those kinds."""

_MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class NotYet:
    """A record that is not yet in the council's system.

    ``what`` names it: "Monitoring check", "Contact with the carer".
    """

    kind: str
    record_id: str
    child_id: str
    child: str
    what: str
    on: date


def council_text(
    snapshot: Snapshot, practice: Practice, kind: str, record_id: str, today: date
) -> str:
    """Return a record as plain text for the council's system; "" if it is not on file."""
    record = _found(snapshot, kind, record_id)
    if record is None:
        return ""
    case = snapshot.cases[record.child_id]
    parts = [
        [_heading(record, case, practice, today), *_facts(record, case, snapshot)],
        list(_lines(record, practice.on(today))),
        *_more(record, case, practice, today),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def not_entered(
    snapshot: Snapshot, practice: Practice, officer_id: str, today: date
) -> tuple[NotYet, ...]:
    """Return an IRO's records of the last 3 months that are not in the council's system yet.

    The latest come first. With no ``officer_id`` those of everybody.
    """
    since = add_months(today, -_MONTHS)
    found = [
        NotYet(
            type(record).__name__,
            record.id,
            record.child_id,
            name_of(case.child),
            _heading(record, case, practice, today),
            on,
        )
        for case in snapshot.cases.values()
        for record in _copied(case)
        if record.entered_in_council_system_on is None
        and (on := getattr(record, _DAY_OF[type(record)])) is not None
        and since <= on <= today
        and _is_ours(record, case, officer_id, today)
    ]
    return tuple(sorted(found, key=lambda one: (-one.on.toordinal(), one.child, one.record_id)))


def mark_entered(workspace: Workspace, records: Sequence[tuple[str, str]], *, on: date) -> int:
    """Say of (kind, id)s that they are in the council's system since ``on``, as one act.

    Return of how many that is news: what was entered before keeps its day.
    """
    snapshot = workspace.snapshot
    found = [one for kind, record_id in records if (one := _found(snapshot, kind, record_id))]
    new = [one for one in found if one.entered_in_council_system_on is None]
    if not new:
        return 0
    what = counted(len(new), "record")
    if len(new) == 1:
        what = f"{new[0].title} of {snapshot.cases[new[0].child_id].child.reference}"
    with workspace.write(f"mark {what} as entered in the council’s system") as write:
        for record in new:
            write.put(replace(record, entered_in_council_system_on=on))
    return len(new)


def _found(snapshot: Snapshot, kind: str, record_id: str) -> Copied | None:
    if kind not in COPIED_KINDS:
        return None
    record = snapshot.find(KINDS[kind], record_id)
    return record if isinstance(record, Copied) else None


def _copied(case: CaseFile) -> Iterator[Copied]:
    yield from case.of(Review)
    yield from case.of(MonitoringCheck)
    yield from case.of(Contact)
    yield from case.of(Escalation)


def _is_ours(record: Copied, case: CaseFile, officer_id: str, today: date) -> bool:
    """Return whether an IRO made a record; of one that names nobody, whose the child is."""
    named = record.chair_id if isinstance(record, Review) else record.officer_id
    if not officer_id or named:
        return not officer_id or named == officer_id
    owner = owner_of(case, today)
    return owner is None or owner.officer_id == officer_id


# The words


def _heading(record: Copied, case: CaseFile, practice: Practice, today: date) -> str:
    match record:
        case Review():
            return say("review_type", record.review_type) or "Review"
        case MonitoringCheck():
            if not record.analysis.strip():
                return "File note"
            is_midpoint = record.trigger == "midpoint"
            label = practice.on(record.checked_on or today).midpoint_label
            return label if is_midpoint else "Monitoring check"
        case Contact():
            whom = say("consulted", record.with_whom).lower()
            return f"Contact with the {whom}" if whom else "Contact"
    if record.good_practice:
        return "Good practice"
    standards = practice.on(record.opened_on or today)
    at = _progress(record, case, practice, today)
    is_formal = at is not None and at.is_formal
    return standards.resolution_label if is_formal else standards.challenge_label


def _progress(
    escalation: Escalation, case: CaseFile, practice: Practice, today: date
) -> Progress | None:
    found = progress_of(case, practice, today)
    return next((one for one in found if one.escalation.id == escalation.id), None)


def _facts(record: Copied, case: CaseFile, snapshot: Snapshot) -> Iterator[str]:
    """Yield who it is about and whose it is."""
    yield f"Child reference: {case.child.reference}"
    if isinstance(record, Escalation) and record.other_child_ids:
        others = (snapshot.find(Child, child_id) for child_id in record.other_child_ids)
        yield f"Also about: {say_list([one.reference for one in others if one])}"
    named = record.chair_id if isinstance(record, Review) else record.officer_id
    officer = snapshot.find(Officer, named)
    if officer is not None and officer.name:
        yield f"{'Chair' if isinstance(record, Review) else 'IRO'}: {officer.name}"


def _lines(record: Copied, standards: Standards) -> Iterator[str]:
    """Yield the lines of the local template that say something."""
    for name, heading in lines_of(standards, type(record)):
        if (line := _line(record, name, heading)) and not _says_the_heading(record, name):
            yield line
    if isinstance(record, MonitoringCheck) and (spoke := _spoke_with(record)):
        yield f"Spoke with: {spoke}"


def _says_the_heading(record: Copied, name: str) -> bool:
    return isinstance(record, Contact) and name == "with_whom"


def _line(record: Record, name: str, heading: str = "") -> str:
    """Return one field with its label: "Drift or delay: No"; "" while nothing is entered."""
    about = field_of(type(record), name)
    value: Any = getattr(record, name)
    if about is None or value == about.empty:
        return ""
    if isinstance(value, bool):
        said = "Yes" if value else "No"
    elif isinstance(value, date):
        said = plain_date(value)
    elif isinstance(value, tuple):
        said = say_list([str(one) for one in value])
    else:
        said = say(about.codes, value) if about.codes else str(value).strip()
    return f"{heading or about.label}: {said}" if said else ""


def _spoke_with(check: MonitoringCheck) -> str:
    with_whom = {
        "social worker": check.social_worker_contact,
        "child": check.child_contact,
        "carer": check.carer_contact,
    }
    return say_list([who for who, spoke in with_whom.items() if spoke])


def _more(record: Copied, case: CaseFile, practice: Practice, today: date) -> Iterator[list[str]]:
    """Yield what hangs on the record, each group under its heading."""
    match record:
        case MonitoringCheck():
            answers = zip(record.prompts, record.answers, strict=False)
            yield [f"{prompt}: {answer.strip()}" for prompt, answer in answers if answer.strip()]
        case Review():
            yield from _of_review(record, case)
        case Escalation(good_practice=praise) if not praise:
            at = _progress(record, case, practice, today)
            yield _headed("Stages", _stages(at) if at is not None else ())


def _of_review(review: Review, case: CaseFile) -> Iterator[list[str]]:
    def of_it(kind: type[Any]) -> list[Any]:
        return [one for one in case.of(kind) if one.review_id == review.id]

    yield [
        line
        for part in of_it(Participation)
        for name in ("participation", "attendance_mode")
        if (line := _line(part, name))
    ]
    yield _headed(
        "Views",
        (f"{say('consulted', one.who)}: {one.views.strip()}" for one in of_it(Consultation)
         if one.views.strip()),
    )  # fmt: skip
    yield _headed("What the child asked for", map(_asked, of_it(Ask)))
    yield _headed("Decisions", map(_decided, of_it(Decision)), numbered=True)


def _headed(heading: str, lines: Any, *, numbered: bool = False) -> list[str]:  # noqa: ANN401 - any lines
    found = [line for line in lines if line]
    if numbered:
        found = [f"{number}. {line}" for number, line in enumerate(found, 1)]
    return [heading, *found] if found else []


def _asked(ask: Ask) -> str:
    answer = say("ask_answer", ask.answer).lower()
    return f"{ask.words.strip()} ({answer})" if answer else ask.words.strip()


def _decided(decision: Decision) -> str:
    by = f"by {plain_date(decision.due_on)}" if decision.due_on else ""
    done = f"done {plain_date(decision.done_on)}" if decision.done_on else ""
    known = ", ".join(part for part in (decision.owner, by, done) if part)
    return f"{decision.decision.strip()} ({known})" if known else decision.decision.strip()


def _stages(at: Progress) -> Iterator[str]:
    for stage in at.stages:
        step = stage.step
        since = f"from {plain_date(stage.started_on)}" if stage.started_on else ""
        whom = step.to_whom if step is not None else ""
        head = ", ".join(part for part in (stage.stage.name, whom, since) if part)
        replied = f"; reply {plain_date(stage.replied_on)}" if stage.replied_on else ""
        said = f": {step.response_note.strip()}" if step and step.response_note.strip() else ""
        yield f"{head}{replied}{said if replied else ''}"
