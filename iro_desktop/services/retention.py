"""Which cases are old enough to erase, and how far the requests for that are on this computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import CareSpan, PlanSpan, care_spans, plan_spans
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    AccessEvent,
    Allocation,
    CarePeriod,
    Child,
    Erasure,
    ProtectionPlan,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import counted, plain_date, short_date
from iro_desktop.services.child_words import name_of
from iro_desktop.services.erasure_requests import SEEN, open_requests
from iro_desktop.services.policy import policy
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.store import Store

WAIT_DAYS: Final = 14
"""How long every computer waits from when it first saw a request."""
LOG_MONTHS: Final = 12
"""How long entries of the view log are kept."""
CLOSED: Final = "closed"
HANDED_OVER: Final = "handed_over"
ASKED: Final = "asked"
LOG: Final = "log"

PRESSED: Final = "erasure:pressed:"


class State(Enum):
    """How far something is on its way to being erased here, the most pressing first."""

    READY = "ready"
    CAME_IN = "came in since"
    CAN_ASK = "can be asked for"
    WAITING = "asked for"
    NOT_YET = "not yet"
    DONE = "erased"


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the list: a child whose case ended, a request, or the view log.

    ``child`` is empty for one that is erased here, and for the view log. ``elsewhere``: another
    computer has erased it, and it is still here. ``left`` counts the records, or entries, that are
    here; ``days_left`` the days that this computer still waits.
    """

    key: str
    state: State
    child_id: str
    child: str
    reason: str
    left: int
    request_id: str = ""
    ended_on: date | None = None
    due_on: date | None = None
    asked_on: date | None = None
    erased_on: date | None = None
    before_on: date | None = None
    days_left: int = 0
    elsewhere: bool = False

    @property
    def title(self) -> str:
        """What it is about."""
        if self.reason == LOG and self.state is State.DONE:
            before = f" before {short_date(self.before_on)}" if self.before_on else ""
            return f"View log: entries{before}"
        if self.reason == LOG:
            return f"View log: {counted(self.left, 'entry', 'entries')} older than 12 months"
        return self.child or "An erased child"

    @property
    def why(self) -> str:
        """Why it may be erased."""
        return "Entries are kept for 12 months" if self.reason == LOG else _why(self.reason)

    @property
    def words(self) -> str:
        """How far it is, in words."""
        if self.state is State.CAME_IN:
            return f"{counted(self.left, 'record')} came in since"
        if self.state is State.READY:
            return "Ready to erase"
        if self.state is State.WAITING:
            return f"{counted(self.days_left, 'day')} left here"
        if self.state is State.DONE:
            return f"Erased {short_date(self.erased_on)}" if self.erased_on else "Erased"
        if self.state is State.CAN_ASK:
            return "Can be asked for"
        return f"From {short_date(self.due_on)}" if self.due_on else "Not yet"

    @property
    def more(self) -> str:
        """What else there is to know of how far it is; mostly nothing."""
        if self.state is State.CAME_IN:
            return "Erase again"
        if not self.elsewhere:
            return ""
        only = "" if self.state is State.DONE else ", still here"
        return f"Erased on another computer{only}"


def _why(reason: str) -> str:
    return say("erasure_reason", reason)


def ended(case: CaseFile, officer_id: str, today: date) -> tuple[str, date] | None:
    """Return why a case may be erased one day and when it ended; None while it goes on.

    A case is closed without care, plan or allocation; an allocation that an import assumed does
    not hold it open. A case that goes on with another IRO ended here with the last allocation to
    ``officer_id``.
    """
    over_on = _closed_on(case, today)
    if over_on is not None:
        return CLOSED, over_on
    own = [one for one in case.of(Allocation) if one.officer_id == officer_id]
    ends = [one.to_on for one in own if one.to_on is not None and one.to_on < today]
    others = [one for one in case.of(Allocation) if one.officer_id not in ("", officer_id)]
    if not officer_id or not own or len(ends) < len(own) or not others:
        return None
    last_on = max(ends)
    goes_on = any(one.to_on is None or one.to_on > last_on for one in others)
    return (HANDED_OVER, last_on) if goes_on else None


def _closed_on(case: CaseFile, today: date) -> date | None:
    """Return the day on which a case closed; None while it is open, or where that is not known."""
    spans: list[CareSpan | PlanSpan] = [*care_spans(case, today), *plan_spans(case, today)]
    if any(span.open_on(today) for span in spans) or _to_come(case, today):
        return None
    allocations = [one for one in case.of(Allocation) if not one.assumed]
    ends = [one.to_on for one in allocations if one.to_on is not None]
    if len(ends) < len(allocations) or any(end >= today for end in ends):
        return None
    died_on = [case.child.died_on] if case.child.died_on else []
    return max([*(span.over_on for span in spans if span.over_on), *died_on, *ends], default=None)


def _to_come(case: CaseFile, today: date) -> bool:
    """Return whether there is care or a plan that begins later, or without a first day, no end."""
    found: list[CarePeriod | ProtectionPlan] = [*case.of(CarePeriod), *case.of(ProtectionPlan)]
    return any(
        one.started_on > today if one.started_on is not None else one.ended_on is None
        for one in found
    )


def erase_after_months(practice: Practice, today: date) -> int:
    """Return how many months after its end a case may be erased."""
    return policy().months_to_keep(practice.on(today).erase_after_months) or 0


def due_for_erasure(workspace: Workspace, today: date) -> tuple[Due, ...]:
    """Return what may be erased now or later and what was asked for, the most pressing first.

    It reads this computer's own values, so it runs where the store may be read.
    """
    requests = open_requests(workspace.store)
    found = [due for one in requests if (due := due_of(workspace, one, today)) is not None]
    asked = {one.about_child_id for one in requests if one.about_child_id}
    months = erase_after_months(workspace.practice, today)
    for child_id, case in workspace.snapshot.cases.items():
        if child_id not in asked:
            found += _of_case(workspace, case, months, today)
    if not any(one.reason == LOG and one.state is not State.DONE for one in found):
        found += _of_log(workspace, today)
    order = list(State)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.state), one.due_on or date.max, one.title))
    )


def _of_case(workspace: Workspace, case: CaseFile, months: int, today: date) -> Iterator[Due]:
    over = ended(case, workspace.officer_id, today)
    if over is not None:
        reason, ended_on = over
        due_on = add_months(ended_on, months)
        yield Due(
            key=case.child.id,
            state=State.CAN_ASK if due_on <= today else State.NOT_YET,
            child_id=case.child.id,
            child=name_of(case.child),
            reason=reason,
            left=len(workspace.store.records_of(case.child.id)),
            ended_on=ended_on,
            due_on=due_on,
        )


def _of_log(workspace: Workspace, today: date) -> Iterator[Due]:
    before_on = add_months(today, -LOG_MONTHS)
    left = len(accesses_before(workspace, before_on))
    if left:
        yield Due(LOG, State.CAN_ASK, "", "", LOG, left, before_on=before_on, due_on=today)


def due_of(workspace: Workspace, request: Erasure, today: date) -> Due | None:
    """Return the line of one request; None where it is about nothing that is or was here."""
    left = len(records_left(workspace, request))
    presses = presses_of(workspace.store, request)
    if not left and not presses:
        return None
    here = [one for one in presses if workspace.store.local(PRESSED + one.id) is not None]
    child = workspace.store.stored(Child.__name__, request.about_child_id)
    days = days_left(workspace.store, request, today)
    case = workspace.snapshot.cases.get(request.about_child_id)
    over = ended(case, workspace.officer_id, today) if case is not None else None
    state = State.WAITING if days else State.CAME_IN if here else State.READY
    if not left:
        state = State.DONE
    return Due(
        key=request.id,
        state=state,
        child_id=request.about_child_id,
        child=name_of(child.record) if child and isinstance(child.record, Child) else "",
        reason=request.reason,
        left=left,
        request_id=request.id,
        ended_on=over[1] if over else None,
        due_on=today + timedelta(days=min(days, 10_000)),
        asked_on=request.asked_on,
        erased_on=max((one.erased_on for one in here or presses if one.erased_on), default=None),
        before_on=request.before_on,
        days_left=days,
        elsewhere=bool(presses) and not here,
    )


def presses_of(store: Store, request: Erasure) -> list[Erasure]:
    """Return who pressed Erase for a request, and when: one for each time."""
    found = [one for one in _erasures(store) if one.request_id == request.id]
    return [one for one in found if one.erased_on is not None and one.cancelled_on is None]


def _erasures(store: Store) -> Sequence[Erasure]:
    return store.snapshot.of(Erasure)


def days_left(store: Store, request: Erasure, today: date) -> int:
    """Return how many days this computer still waits: from its own first sight, and from asking."""
    seen = store.local(SEEN + request.id)
    since = [date.fromisoformat(seen) if seen else today, request.asked_on or today]
    return max(0, *(WAIT_DAYS - (today - one).days for one in since))


def records_left(workspace: Workspace, request: Erasure) -> set[tuple[str, str]]:
    """Return (kind, id) of all that a request is about and that is here."""
    if request.before_on is not None:
        return {
            (AccessEvent.__name__, one) for one in accesses_before(workspace, request.before_on)
        }
    child_ids = {request.about_child_id, *_joined_with(workspace, request.about_child_id)}
    found = {one for child_id in child_ids for one in workspace.store.records_of(child_id)}
    found.update(
        (AccessEvent.__name__, one.id)
        for one in workspace.snapshot.of(AccessEvent)
        if one.about_child_id in child_ids
    )
    return found


def _joined_with(workspace: Workspace, child_id: str) -> set[str]:
    """Return the ids of the children in the bin who were found to be this one."""
    binned = [one for one in workspace.snapshot.bin if isinstance(one, Child) and one.same_as_id]
    found, more = set[str](), {child_id}
    while more:
        more = {one.id for one in binned if one.same_as_id in more} - found - {child_id}
        found |= more
    return found


def accesses_before(workspace: Workspace, day: date) -> list[str]:
    """Return the ids of the entries of the view log before a day."""
    found = workspace.snapshot.of(AccessEvent)
    return [one.id for one in found if one.on is not None and one.on < day]


def in_words(due: Due) -> str:
    """Return what one line means and what can be done about it, in a sentence."""
    if due.state is State.WAITING:
        until = f"until {plain_date(due.due_on)}" if due.due_on else "still"
        return (
            f"This computer waits {until}. The request can be cancelled here and on every other "
            "computer, at any time."
        )
    if due.state is State.CAME_IN:
        return "It came from another computer after the child was erased here."
    if due.state is State.READY:
        return "Erasing cannot be taken back. Until then the request can be cancelled."
    if due.state is State.DONE:
        return (
            "It stays out of everything that comes in. If the request is cancelled now, what other "
            "computers still hold comes back from them."
        )
    if due.state is State.CAN_ASK:
        return f"Once asked for, every computer waits {WAIT_DAYS} days from when it first sees it."
    return "It can be asked for earlier where somebody with a right to it asked."
