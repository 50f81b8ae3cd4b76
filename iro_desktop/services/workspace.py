"""The open store as everything above it sees it: a snapshot to read, one door to write through."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from pathlib import Path

from iro_desktop.domain.calendar import WorkingCalendar
from iro_desktop.domain.changes import Change
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Officer, Standards, WorkingTime
from iro_desktop.domain.snapshot import Commit, Snapshot
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.policy import (
    require_passphrase,
    require_place,
    require_whole_service,
)
from iro_desktop.storage.encryption import ARGON, Argon
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.opening import OpenStore, create_store, open_store
from iro_desktop.storage.projection import Progress
from iro_desktop.storage.store import Clock, Store, system_clock
from iro_desktop.storage.writing import Write

Today = Callable[[], date]

_SEEN: ContextVar[int | None] = ContextVar("seen", default=None)  # each thread has its own


def new_id() -> str:
    """Return a fresh id for a record that a person makes."""
    return secrets.token_hex(16)


class Workspace:
    """One open store with its calendar and its owner.

    ``snapshot`` is replaced whole after each commit, so whoever took it keeps a consistent one.
    """

    def __init__(self, opened: OpenStore, calendar: WorkingCalendar, today: Today) -> None:
        self._opened = opened
        self._calendar = calendar
        self.today = today
        self.is_sample = opened.sample_as_of is not None
        """Whether its children are invented."""
        self._practice: tuple[tuple[Standards, ...], Practice] | None = None

    @property
    def folder(self) -> Path:
        """The store's folder."""
        return self._opened.folder

    @property
    def snapshot(self) -> Snapshot:
        """Everything in the store at this moment."""
        return self.store.snapshot

    @property
    def store(self) -> Store:
        """The store itself, for services; nothing above them asks for it."""
        return self._opened.store

    @property
    def opened(self) -> OpenStore:
        """The store with its keys, for the services that change or check them."""
        return self._opened

    @property
    def read_only(self) -> bool:
        """Whether a newer program wrote it, so that it can be read here and not changed."""
        return self.store.read_only

    @property
    def practice(self) -> Practice:
        """The calendar and the local standards, as dues and measures need them."""
        standards = self.snapshot.of(Standards)
        if self._practice is None or self._practice[0] is not standards:
            ordered = tuple(sorted(standards, key=lambda one: (one.from_on or date.min, one.id)))
            self._practice = (standards, Practice(self._calendar, ordered))
        return self._practice[1]

    @property
    def officer_id(self) -> str:
        """The id of the IRO whose store this is; empty for a store without one."""
        return self.store.facts.officer_id

    @property
    def officer(self) -> Officer | None:
        """The IRO whose store this is."""
        return self.snapshot.find(Officer, self.officer_id)

    @property
    def whole_service(self) -> bool:
        """Whether this store holds the children of the whole service."""
        return self.store.facts.whole_service

    @contextmanager
    def write(self, words: str, source: str = "typed") -> Iterator[Write]:
        """Gather edits; they are committed together, or not at all, when the block ends."""
        with self.store.write(words, source=source, seen=_SEEN.get()) as write:
            yield write

    @contextmanager
    def seeing(self, position: int) -> Iterator[None]:
        """Write within the block as one who knows what was on file at ``position`` of the log.

        What was received from another computer since is then never replaced unseen: a field that
        both set has two versions.
        """
        token = _SEEN.set(position)
        try:
            yield
        finally:
            _SEEN.reset(token)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nothing be received meanwhile: what is read is still so when it is written."""
        with self.store.alone():
            yield

    def listen(self, listener: Callable[[Commit, Snapshot], None]) -> None:
        """Call ``listener`` after each commit, in order, on the thread that committed."""
        self.store.listen(listener)

    def back_up(self, reason: str) -> Path:
        """Write a verified backup into the store's folder and return its path."""
        return self._opened.back_up(reason)

    def sources(self, record_ids: Iterable[str]) -> dict[tuple[str, str], str]:
        """Return (record id, field) -> the source of the value that it holds now."""
        found: dict[tuple[str, str], str] = {}
        for record_id, changes in self.store.history(record_ids).items():
            for change in sorted(changes, key=lambda one: (one.clock, one.run, one.seq)):
                found.update(((record_id, name), change.source) for name in change.fields)
        return found

    def history(self, record_ids: Iterable[str]) -> Mapping[str, list[Change]]:
        """Return all changes of some records, per record id."""
        return self.store.history(record_ids)

    def close(self) -> None:
        """Close the store and forget its key; the workspace is of no further use."""
        self._opened.close()


def create_workspace(  # noqa: PLR0913 - what a person settles at the start
    folder: Path,
    passphrase: str,
    *,
    officer_name: str,
    fte: float | None = None,
    from_on: date | None = None,
    whole_service: bool = False,
    today: Today = date.today,
    clock: Clock = system_clock,
    who: str = "window",
    argon: Argon = ARGON,
) -> tuple[Workspace, str]:
    """Make a store for one IRO and return it open, with its recovery code.

    ``fte`` may stay unset: figures per FTE are then n/a, and say so. ``from_on`` is the day from
    which it holds; without one it holds for all time.
    """
    require_passphrase(passphrase)
    require_place(folder)
    if whole_service:
        require_whole_service()
    officer = Officer(id=new_id(), name=officer_name.strip(), role="iro")
    facts = StoreFacts("", officer.id, whole_service)

    def set_up(store: Store) -> None:
        with store.write("set up the store", source="set-up") as write:
            write.put(officer)
            if fte is not None:
                write.put(WorkingTime(id=new_id(), officer_id=officer.id, fte=fte, from_on=from_on))

    opened, code = create_store(
        folder, passphrase, facts=facts, who=who, clock=clock, argon=argon, fill=set_up
    )
    return Workspace(opened, shipped_calendar(), today), code


def open_workspace(
    folder: Path,
    passphrase: str,
    *,
    with_recovery_code: bool = False,
    today: Today = date.today,
    clock: Clock = system_clock,
    who: str = "window",
    progress: Progress | None = None,
) -> Workspace:
    """Open a store; raises the errors of ``storage.opening.open_store``."""
    opened = open_store(
        folder,
        passphrase,
        with_recovery_code=with_recovery_code,
        clock=clock,
        who=who,
        progress=progress,
    )
    sample_day = opened.sample_as_of
    workspace = Workspace(opened, shipped_calendar(), (lambda: sample_day) if sample_day else today)
    try:
        _begin(workspace, f"{who}, with the recovery code" if with_recovery_code else who)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _begin(workspace: Workspace, how: str) -> None:
    """Finish what was cut short, count the days of what is to be erased, and note the opening."""
    from iro_desktop.services.access import note_opening  # these rest on this module
    from iro_desktop.services.erasure_requests import UNFINISHED, note_requests

    if workspace.store.local(UNFINISHED) is not None:
        from iro_desktop.services.erasing import finish_erasures

        finish_erasures(workspace)
    note_requests(workspace)
    note_opening(workspace, how)
