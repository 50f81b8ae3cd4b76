"""Asking for an erasure, cancelling it, and erasing: for good, and on this computer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.erasures import Erased, erased
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import (
    AccessEvent,
    Erasure,
    Meeting,
    Review,
    SiblingGroup,
)
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import counted, plain_date
from iro_desktop.paths import DATABASE
from iro_desktop.services.child_words import groups_of_siblings
from iro_desktop.services.erasure_requests import SEEN, UNFINISHED, note_requests, open_requests
from iro_desktop.services.keeping_figures import counts_before
from iro_desktop.services.retention import (
    ASKED,
    HANDED_OVER,
    LOG,
    PRESSED,
    WAIT_DAYS,
    days_left,
    ended,
    erase_after_months,
    records_left,
)
from iro_desktop.services.workspace import Workspace, new_id
from iro_desktop.storage.erasing_backups import erase_in_backups
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store
from iro_desktop.storage.writing import Write
from iro_desktop.sync.devices import set_aside_there

MOST_AT_ONCE: Final = 0.05
"""The share of all live records above which a person confirms once more."""

_SOURCE: Final = "erasure"  # of acts that undo passes over: cancelling is the way back

UNREACHABLE: Final = (
    "backups that you keep elsewhere, memory sticks, handover files, exports and printed sheets"
)
"""What of a child this program cannot reach."""


class ErasureRefusedError(UserError):
    """It may not be erased, or not yet."""

    sentence = "This cannot be erased now: look at the list once more."


class TooManyToEraseError(UserError):
    """More than 5% of all records would go at once: somebody has to mean it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a person confirms who asks for an erasure.

    ``council_copy``: the council's system holds what has to be kept; ``handed_over``: the other IRO
    has the case; ``by_right``: somebody with a right to it asked, so it need not be old enough.
    """

    council_copy: bool
    handed_over: bool = False
    by_right: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What erasing did.

    ``backups`` counts those written anew; ``unreadable`` names backups, and folders with an
    earlier store, that are still as they were; ``in_shared`` what was set aside in the shared
    folder and is never read nor written again.
    """

    records: int = 0
    backups: int = 0
    unreadable: tuple[str, ...] = ()
    in_shared: tuple[str, ...] = ()


# Asking and cancelling


def ask_to_erase(
    workspace: Workspace, child_ids: Collection[str], asking: Asking, today: date
) -> tuple[str, ...]:
    """Ask for the erasure of children whose cases have ended; return the ids of the requests.

    Raises ErasureRefusedError.
    """
    if not asking.council_copy:
        raise ErasureRefusedError(
            "Confirm first that the council’s system holds a copy of all that has to be kept."
        )
    requests = []
    for child_id in child_ids:
        reason = _reason(workspace, child_id, asking, today)
        requests.append(
            Erasure(
                id=new_id(),
                about_child_id=child_id,
                reason=reason,
                council_copy=True,
                asked_on=today,
                asked_by_id=workspace.officer_id,
            )
        )
    return _ask(workspace, requests, today)


def _reason(workspace: Workspace, child_id: str, asking: Asking, today: date) -> str:
    """Return the code of the reason for which a child may be erased, or refuse."""
    case = workspace.snapshot.cases.get(child_id)
    if case is None:
        raise ErasureRefusedError("This child is not on file any more: look at the list again.")
    name = case.child.reference
    over = ended(case, workspace.officer_id, today)
    if over is None:
        raise ErasureRefusedError(
            f"The case of {name} goes on: it can be erased once care, plan and allocation have "
            "ended."
        )
    reason, ended_on = over
    if reason == HANDED_OVER and not asking.handed_over:
        raise ErasureRefusedError(
            f"The case of {name} goes on with another IRO: confirm first that they have taken it "
            "over."
        )
    due_on = add_months(ended_on, erase_after_months(workspace.practice, today))
    if due_on > today and not asking.by_right:
        raise ErasureRefusedError(
            f"{name} can be erased from {plain_date(due_on)}: earlier only where somebody with a "
            "right to it asked."
        )
    if any(one.about_child_id == child_id for one in open_requests(workspace.store)):
        raise ErasureRefusedError(f"{name} has been asked for already: look at the list again.")
    return ASKED if asking.by_right else reason


def ask_to_erase_log(workspace: Workspace, before_on: date, today: date) -> str:
    """Ask for the erasure of the view log's entries before a day; return the request's id."""
    request = Erasure(
        id=new_id(),
        before_on=before_on,
        reason=LOG,
        asked_on=today,
        asked_by_id=workspace.officer_id,
    )
    return _ask(workspace, [request], today)[0]


def _ask(workspace: Workspace, requests: Sequence[Erasure], today: date) -> tuple[str, ...]:
    # The words name nobody: they stay in the log when the child is gone from it.
    with workspace.write("ask for an erasure", source=_SOURCE) as write:
        for request in requests:
            write.put(request)
            write.keep(SEEN + request.id, today.isoformat())
    note_requests(workspace)
    return tuple(request.id for request in requests)


def cancel_erasure(workspace: Workspace, request_ids: Iterable[str], today: date) -> int:
    """Cancel requests, here and, once they hear of it, on every computer; return how many."""
    wanted = set(request_ids)
    found = [one for one in open_requests(workspace.store) if one.id in wanted]
    with workspace.write("cancel an erasure", source=_SOURCE) as write:
        for request in found:
            write.put(replace(request, cancelled_on=today))
    return len(found)


# Erasing


def erase(
    workspace: Workspace,
    request_ids: Iterable[str],
    today: date,
    *,
    confirmed_many: bool = False,
) -> Done:
    """Erase what these requests are about, on this computer and for good.

    Finished months are kept as counts first. Raises ErasureRefusedError before the days are over,
    TooManyToEraseError above 5% of all records unless ``confirmed_many``, and DiskFullError or
    StoreNotWritableError, after which the next opening of the store goes on.
    """
    wanted = set(request_ids)
    requests = [one for one in open_requests(workspace.store) if one.id in wanted]
    if len(requests) < len(wanted):
        raise ErasureRefusedError(
            "A request was cancelled meanwhile, so nothing was erased: look at the list again."
        )
    for request in requests:
        _refuse_clock(workspace.store, request, today)
    note_requests(workspace)
    for request in requests:
        _refuse_to_erase(workspace, request, today)
    presses = _presses(workspace, requests, today)
    if not confirmed_many:
        _refuse_many(workspace, presses)
    with workspace.write("erase old cases", source=_SOURCE) as write:
        for press in presses:
            write.put(press)
            write.keep(PRESSED + press.id, today.isoformat())
        for count in counts_before(workspace, requests, today):
            write.put(count)
        _leave_siblings(workspace.snapshot, presses, write)
        write.keep(UNFINISHED, "yes")
    return finish(workspace.opened)


def _refuse_clock(store: Store, request: Erasure, today: date) -> None:
    seen = store.local(SEEN + request.id)
    seen_on = date.fromisoformat(seen) if seen else today
    if seen_on > today:
        raise ErasureRefusedError(
            f"This computer’s date is {plain_date(today)}, but it first saw the request on "
            f"{plain_date(seen_on)}: set the date right, then look at the list again."
        )
    if request.asked_on is not None and request.asked_on > today:
        raise ErasureRefusedError(
            f"By the date of the request, {plain_date(request.asked_on)}, it is still to come: "
            "check this computer’s date, or cancel the request and ask again."
        )


def _refuse_to_erase(workspace: Workspace, request: Erasure, today: date) -> None:
    days = days_left(workspace.store, request, today)
    if days:
        raise ErasureRefusedError(
            f"This computer waits {counted(days, 'more day')}: {WAIT_DAYS} days from when it "
            "first saw the request."
        )
    case = workspace.snapshot.cases.get(request.about_child_id)
    if case is not None and ended(case, workspace.officer_id, today) is None:
        raise ErasureRefusedError(
            f"The case of {case.child.reference} is open again, so nothing was erased: cancel the "
            "request, or end the case first."
        )


def _presses(workspace: Workspace, requests: Sequence[Erasure], today: date) -> list[Erasure]:
    """Return the record of each press: what is to be erased, by id."""
    children = {one.about_child_id for one in requests if one.about_child_id}
    found = []
    for request in requests:
        ids: set[str] = set()
        if request.about_child_id:
            ids = {record_id for _, record_id in records_left(workspace, request)}
            ids |= workspace.store.naming(request.about_child_id) | {request.about_child_id}
            ids |= _only_theirs(workspace, request.about_child_id, children)
        found.append(
            Erasure(
                id=new_id(),
                request_id=request.id,
                about_child_id=request.about_child_id,
                before_on=request.before_on,
                reason=request.reason,
                erased_on=today,
                erased_ids=tuple(sorted(ids)),
            )
        )
    return found


def _only_theirs(workspace: Workspace, child_id: str, children: Collection[str]) -> set[str]:
    """Return the ids of the meetings and the sibling group in which nobody else is left."""
    snapshot = workspace.snapshot
    own, others = set(), set()
    deleted = [one for one in snapshot.bin if isinstance(one, Review)]
    for review in (*snapshot.of(Review), *deleted):
        if review.child_id == child_id:
            own.add(review.meeting_id)
        elif review.child_id not in children:
            others.add(review.meeting_id)
    meetings = {one for one in own - others - {""} if _is_here(workspace, Meeting, one)}
    case = snapshot.cases.get(child_id)
    group_id = case.child.sibling_group_id if case else ""
    left = [one for one in groups_of_siblings(snapshot).get(group_id, ()) if one.id not in children]
    has_none = bool(group_id) and len(left) <= 1 and _is_here(workspace, SiblingGroup, group_id)
    return meetings | ({group_id} if has_none else set())


def _is_here(workspace: Workspace, kind: type, record_id: str) -> bool:
    return workspace.store.stored(kind.__name__, record_id) is not None


def _leave_siblings(snapshot: Snapshot, presses: Iterable[Erasure], write: Write) -> None:
    """Take the one who is left of a sibling group out of it: one alone is none."""
    going = {one.about_child_id for one in presses}
    for children in groups_of_siblings(snapshot).values():
        left = [one for one in children if one.id not in going]
        if len(left) == 1 < len(children):
            write.put(replace(left[0], sibling_group_id=""))


def _refuse_many(workspace: Workspace, presses: Sequence[Erasure]) -> None:
    snapshot = workspace.snapshot
    live = sum(sum(map(len, case.records.values())) + 1 for case in snapshot.cases.values())
    live += sum(map(len, snapshot.others.values())) + len(snapshot.orphans)
    share = going(workspace, presses) / max(live, 1)
    if share > MOST_AT_ONCE:
        raise TooManyToEraseError(
            f"This would erase {share:.0%} of all records on file, more than "
            f"{MOST_AT_ONCE:.0%}: check the list, then confirm that you mean all of it."
        )


def going(workspace: Workspace, presses: Sequence[Erasure]) -> int:
    """Return how many live records the presses erase."""
    gone = _erased(workspace.store, presses)
    snapshot = workspace.snapshot
    number = 0
    for case in snapshot.cases.values():
        if case.child.id in gone.ids:
            number += sum(map(len, case.records.values())) + 1
    number += sum(
        one.id in gone.ids
        or (gone.log_before_on is not None and one.on is not None and one.on < gone.log_before_on)
        for one in snapshot.of(AccessEvent)
    )
    return number + sum(one.id in gone.ids for one in snapshot.orphans)


def _erased(store: Store, presses: Iterable[Erasure]) -> Erased:
    requests = (one for one in store.snapshot.of(Erasure) if one.erased_on is None)
    return erased([*requests, *presses])


def finish(opened: OpenStore) -> Done:
    """Take what was erased on this computer out of the file and its backups.

    Done again it goes on where it was cut short. Raises DiskFullError or StoreNotWritableError.
    """
    store = opened.store
    noted = store.locals(PRESSED)
    presses = [one for one in store.snapshot.of(Erasure) if PRESSED + one.id in noted]
    gone = _erased(store, presses)
    records = store.erase(gone)
    store.compact()
    cleared = erase_in_backups(store.folder, opened.data_key, gone)
    store.set_local(UNFINISHED, None)
    aside = sorted({path.parent.name for path in store.folder.glob(f"*/{DATABASE}")})
    left = set_aside_there(store)
    return Done(records, len(cleared.rewritten), (*cleared.left, *aside), left)


def finish_erasures(workspace: Workspace) -> None:
    """Finish what a killed program, or a full disk, left half erased; to be called at opening."""
    if workspace.store.local(UNFINISHED) is not None:
        with suppress(UserError):  # the store opens all the same, and the next opening tries again
            finish(workspace.opened)
