"""Rounds with the shared copy by themselves: after edits, now and then, on lock and on exit.

They run on a worker of their own, never two at once, and never hold up what is saved or shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.snapshot import Commit
from iro_desktop.ui.round_worker import RoundWorker
from iro_desktop.ui.tasks import Answer

if TYPE_CHECKING:
    # Imported for their names only: they bring the database, which must wait for the first paint.
    from iro_desktop.services.sharing_rounds import Act, Report, Signature
    from iro_desktop.services.sharing_status import Status
    from iro_desktop.services.workspace import Workspace

T = TypeVar("T")

LETS_RECEIVE: Final = "lets receive"
"""The property of dialogs that may stay open while something is received: no record is in them, or
what they write never replaces what has come in since they were filled."""

_ASK_AGAIN_MS: Final = 200


@dataclass(frozen=True, slots=True)
class Paces:
    """When rounds are made by themselves, in milliseconds."""

    after_unlock: int = 2_000
    after_edit: int = 30_000
    look: int = 300_000
    minute: int = 60_000
    patience: int = 3_000
    """How long one waits at the end before leaving without sending is offered."""
    longest: int = 60_000
    """How long a lock may wait with nobody there: until then the file is not closed."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing is sent at present, and what would help: "passphrase", "anew" or ""."""

    sentence: str
    asks: str = ""


class Sharing(QObject):
    """The shared copy of one open store; where nothing is shared it does nothing at all."""

    status_changed = Signal(object)
    """The Status, ``waiting`` kept up with what is typed; or None where nothing is shared."""
    trouble_changed = Signal(object)
    """A Trouble that stands until a round succeeds, or None once one has."""
    told = Signal(object, object)
    """Sentences that wait to be read, and those that are worth a glance, each told once."""
    running_changed = Signal(bool)
    """Whether a round is running."""

    def __init__(
        self, workspace: Workspace, paces: Paces | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.paces = paces or Paces()
        self._workspace = workspace
        self._worker: RoundWorker | None = None
        self._status: Status | None = None
        self._signature: Signature = ()
        self._trouble: Trouble | None = None
        self._edits: list[tuple[int, int]] = []
        self._position = workspace.snapshot.position
        self._running = 0
        self._again = False
        self._is_stopped = False
        self._beside: set[str] = set()
        self._finished: Callable[[], None] | None = None
        self._soon = self._timer(self._on_due, single=True)
        self._look = self._timer(self._on_look)
        self._minute = self._timer(self._on_minute)
        self._begin()

    def _timer(self, slot: Callable[[], None], *, single: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.timeout.connect(slot)
        return timer

    def _begin(self) -> None:
        from iro_desktop.services.taking_part import shared_path

        if shared_path(self._workspace) is None:
            return  # as most files: do not even load what a round takes
        from iro_desktop.services.sharing_status import is_shared, status

        if is_shared(self._workspace):
            self._status = status(self._workspace)
            self._keep_going()
            self._soon.start(self.paces.after_unlock)

    # How it stands

    @property
    def is_on(self) -> bool:
        """Whether this file takes part in a shared copy."""
        return self._status is not None

    @property
    def is_running(self) -> bool:
        """Whether a round runs or waits to run."""
        return self._running > 0

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing is sent at present, or None."""
        return self._trouble

    @property
    def status(self) -> Status | None:
        """How the shared copy stands, with what was typed since; None where nothing is shared."""
        if self._status is None:
            return None
        typed = sum(number for at, number in self._edits if at > self._status.position)
        return replace(self._status, waiting=self._status.waiting + typed)

    def note(self, commit: Commit) -> None:
        """Take up a commit: an edit is sent a while after the last one."""
        from iro_desktop.services.taking_part import is_of_a_round

        number = commit.position - self._position
        self._position = commit.position
        if self._status is None or is_of_a_round(commit) or number <= 0:
            return
        self._edits.append((commit.position, number))
        if self._finished is None:
            self._soon.start(self.paces.after_edit)
        self.status_changed.emit(self.status)

    def pass_over(self, position: int) -> None:
        """Take up an entry of the view log: it goes along with the next round, and is no edit."""
        self._position = position

    # Rounds

    def share_now(self) -> None:
        """Make a round at once; if one is running, another one after it."""
        if self._status is None or self._is_stopped:
            return
        if self._running:
            self._again = True
            return
        self._soon.stop()
        from iro_desktop.services.sharing import utc_now
        from iro_desktop.services.sharing_rounds import round_now

        now, is_last = utc_now(), self._finished is not None
        self._submit(
            lambda: round_now(self._workspace, now, self._wait, is_last=is_last), self._on_report
        )

    def run(
        self,
        act: Act,
        *,
        done: Callable[[object], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        settled: Callable[[], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Do what a person asks of the shared copy (start, remove a computer) after what runs.

        ``done``, ``failed`` and ``settled`` as for ``Operations.run``.
        """
        from iro_desktop.services.sharing_rounds import report_of

        answer = Answer(done, failed, settled, owner)

        def on_report(report: Report) -> None:
            self._on_report(report)
            if report.error is None:
                answer.tell(answer.done, None)
            else:
                answer.tell(answer.failed, report.error)
            answer.tell(answer.settled)

        self._submit(lambda: report_of(self._workspace, act), on_report)

    def ask_round(
        self,
        *,
        done: Callable[[object], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        anew: bool = False,
        owner: QObject | None = None,
    ) -> None:
        """Make the round that a person asked for, and tell them what came of it."""
        from iro_desktop.services.sharing import share, utc_now

        now = utc_now()
        self.run(
            lambda workspace: share(workspace, now=now, anew=anew, wait=self._wait),
            done=done,
            failed=failed,
            owner=owner,
        )

    def look(
        self, work: Callable[[], T], done: Callable[[T], None], owner: QObject | None = None
    ) -> None:
        """See what lies where somebody wants to share, which may take its time."""
        answer = Answer(done, None, None, owner)

        def on_done(found: T | None) -> None:
            if found is not None:
                answer.tell(answer.done, found)

        self._its_worker().run(work, on_done)

    def finish(self, done: Callable[[], None]) -> None:
        """Make a last round and call ``done``, at once where nothing is shared."""
        if self._status is None or self._is_stopped:
            done()
            return
        self._finished = done
        for timer in (self._soon, self._look, self._minute):
            timer.stop()
        if not self._running:
            self.share_now()
        else:
            self._again = True

    def stop(self) -> None:
        """Leave what is running to itself, and tell nothing any more."""
        self._is_stopped = True
        for timer in (self._soon, self._look, self._minute):
            timer.stop()
        if self._worker is not None:
            self._worker.stop()

    def _submit(self, work: Callable[[], Report | None], done: Callable[[Report], None]) -> None:
        if self._is_stopped:
            return
        self._running += 1
        if self._running == 1:
            self.running_changed.emit(True)

        def on_done(found: Report | None) -> None:
            self._running -= 1
            if found is not None:
                done(found)
            if self._running == 0:
                self.running_changed.emit(False)
                self._on_rest()

        self._its_worker().run(work, on_done)

    def _its_worker(self) -> RoundWorker:
        if self._worker is None:
            self._worker = RoundWorker()
        return self._worker

    def _on_rest(self) -> None:
        """Go on after a round: with another one, or with the end that waited for it."""
        if self._is_stopped:
            return
        if self._again:
            self._again = False
            self.share_now()
        elif self._finished is not None:
            finished, self._finished = self._finished, None
            finished()

    def _on_report(self, report: Report) -> None:
        self._status = report.status
        self._signature = report.signature
        if report.status is None:
            self._edits.clear()
        else:
            at = report.status.position
            self._edits = [one for one in self._edits if one[0] > at]
        self._keep_going()
        self._tell_trouble(report.status)
        self.status_changed.emit(self.status)
        beside = tuple(one for one in report.beside if one not in self._beside)
        self._beside.update(beside)
        if report.standing or beside or report.passing:
            self.told.emit((*report.standing, *beside), report.passing)
        status = self.status
        if status is None or not status.waiting or self._finished is not None:
            self._soon.stop()
        elif not self._soon.isActive():
            self._soon.start(self.paces.after_edit)

    def _tell_trouble(self, status: Status | None) -> None:
        problem = status.problem if status is not None else ""
        trouble = Trouble(problem, status.asks) if status is not None and problem else None
        if trouble != self._trouble:
            self._trouble = trouble
            self.trouble_changed.emit(trouble)

    def _keep_going(self) -> None:
        """Look now and then while something is shared."""
        if self._status is None or self._is_stopped or self._finished is not None:
            for timer in (self._soon, self._look, self._minute):
                timer.stop()
        elif not self._look.isActive():
            self._look.start(self.paces.look)
            self._minute.start(self.paces.minute)

    # When

    def _on_due(self) -> None:
        self.share_now()

    def _on_look(self) -> None:
        """See whether the file is another one; what failed is tried again."""
        if self._trouble is not None:
            self.share_now()
        else:
            self._look_for_another()

    def _on_minute(self) -> None:
        """Say how it stands by the clock; a folder that is back is met soon."""
        self.status_changed.emit(self.status)
        if self._trouble is not None:
            self._look_for_another()

    def _look_for_another(self) -> None:
        if self._running or self._status is None:
            return
        from iro_desktop.services.sharing import utc_now
        from iro_desktop.services.sharing_rounds import round_if_changed

        known, now = self._signature, utc_now()
        work = lambda: round_if_changed(self._workspace, known, now, self._wait)  # noqa: E731
        self._submit(work, self._on_report)

    # Receiving

    def _wait(self) -> None:
        """Return, on the worker, once no dialog is open that shows what is on file and acts on it.

        Whoever answers it means what it shows. A form lets it come: see ``LETS_RECEIVE``.
        """
        worker = self._worker
        if worker is None:
            return
        while not worker.is_stopped:
            free = threading.Event()
            worker.post(self._answer, free)
            if free.wait(_ASK_AGAIN_MS / 1000):
                return

    def _answer(self, free: threading.Event) -> None:
        above = (one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isModal())
        if self._finished is not None or all(one.property(LETS_RECEIVE) for one in above):
            free.set()
