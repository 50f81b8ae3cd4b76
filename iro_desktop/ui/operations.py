"""The one door through which views read and change the store; nothing slow runs on their thread.

Writing runs one at a time on one worker; reports and other long reading runs on a second, from the
values of one moment; what is shared with other computers on a third. What comes of it (the notice
of each commit, results, errors) is delivered on the main thread, in the order in which it happened:
a commit's notice before its result.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import Figures
from iro_desktop.domain.snapshot import Commit, Snapshot
from iro_desktop.ui.garbage import MainThreadGarbage, leave_out_what_is_there
from iro_desktop.ui.session import Session, session_of
from iro_desktop.ui.sharing import Paces, Sharing
from iro_desktop.ui.tasks import Answer, Progress, Task

if TYPE_CHECKING:
    # Imported for their names only: they bring the database, which must wait for the first paint.
    from iro_desktop.services.figures import KeptFigures
    from iro_desktop.services.last_here import News, Visit
    from iro_desktop.services.workspace import Workspace

T = TypeVar("T")

_TURN: Final = 0.0005
"""Seconds after which a thread at work lets the window have its turn; Python's own are 0.005, and
as Qt lets go of the turn at every step, a window that is painted meanwhile waits for many."""


class Operations(QObject):
    """The open store as the window has it.

    A dialog calls ``run``; the service that it names checks, writes and commits on the worker;
    ``committed`` then says on the main thread which kinds of record and which children changed, and
    each view whose kinds meet it reloads. ``session`` is always the one of the last notice.
    """

    committed = Signal(object)
    """A Commit: position, kinds, child_ids, words. ``session`` is already the new one."""
    session_changed = Signal(object)
    """The new Session, after a commit and when the day changes."""
    refused = Signal(str)
    """The sentence of a UserError that nobody took: the window shows it in its message bar."""
    progressed = Signal(object)
    """A Progress while long work runs, and None when it has ended."""
    busy_changed = Signal(bool)
    """Whether a write is running."""
    copy_asked = Signal(str, str)
    """Kind and id of a record whose words are to be copied for the council's system."""
    print_asked = Signal(str, str)
    """What is to be printed ("sheet", "pack", "letter") and the id of what it is about."""
    noted = Signal()
    """Something was noted in the view log; ``session`` has it, and nothing else is another one."""
    closing = Signal()
    """The store is about to close, by a lock or at the end: keep drafts now, with keep_draft."""

    _delivered = Signal(object)

    def __init__(
        self, workspace: Workspace, parent: QObject | None = None, *, paces: Paces | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._garbage = MainThreadGarbage(self)
        leave_out_what_is_there()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="read")
        self._jobs: dict[int, tuple[Callable[[], object], Answer]] = {}
        self._latest: dict[Hashable, int] = {}
        self._number = 0
        self._running = 0
        self._reading = 0
        self._tasks: list[Task] = []
        self._is_closed = False
        self._kept = _kept_figures()
        sys.setswitchinterval(_TURN)
        # Queued always: a result never arrives in the middle of the call that asked for it.
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self._session = session_of(workspace, workspace.snapshot)
        self._visit = _visit_of(workspace)
        self.sharing = Sharing(workspace, paces, self)
        """The shared copy, on a worker of its own: a drive that stalls holds up nothing here."""
        self.committed.connect(self.sharing.note)
        workspace.listen(self._on_commit)

    @property
    def session(self) -> Session:
        """What views read now."""
        return self._session

    @property
    def is_read_only(self) -> bool:
        """Whether a newer program wrote the store, so that it can be read here and not changed."""
        return self._workspace.read_only

    @property
    def is_busy(self) -> bool:
        """Whether a write is running or waits to run."""
        return self._running > 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing runs at all, reading included, and all that came of it was told."""
        return self._running == self._reading == 0

    @property
    def is_closed(self) -> bool:
        """Whether the store was closed."""
        return self._is_closed

    def run(
        self,
        work: Callable[[Workspace], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        settled: Callable[[], None] | None = None,
        owner: QObject | None = None,
        seen: int | None = None,
    ) -> None:
        """Run a service on the writing worker: ``run(lambda w: record_check(w, check, today=t))``.

        ``done`` gets its result. ``failed`` gets a UserError, to be shown near where it happened;
        without it the window's message bar shows the sentence. ``settled`` is called at the end in
        any case, also after a fault of the program (which gets the crash dialog), so that a form
        can be used again with all that was typed. None of them is called once ``owner``, or the
        QObject whose method it is, no longer exists.

        ``seen`` is the position of the session that a form was filled from; without it, what is
        shown now. What was received since is not replaced by what the service writes.
        """
        answer = Answer(done, failed, settled, owner)
        position = self._session.snapshot.position if seen is None else seen

        def as_seen(workspace: Workspace) -> T:
            with workspace.seeing(position):
                return work(workspace)

        self._submit(self._writer, lambda: self._alone(as_seen), answer)

    def run_long(
        self,
        words: str,
        work: Callable[[Workspace, Task], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        settled: Callable[[], None] | None = None,
        progressed: Callable[[Progress], None] | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Run a long service as ``run`` does, with a progress strip and its Cancel.

        ``words`` say what it does ("Importing a return"). The work is handed a Task, whose
        ``progress`` a service calls; after Cancel that raises CancelledError, which undoes what
        was written and comes to ``failed``. A dialog that shows progress itself takes it by
        ``progressed``; the window's strip stays away then.
        """
        answer = Answer(done, failed, settled, owner, shows_strip=progressed is None)

        def tell(progress: Progress) -> None:
            answer.tell(progressed or self.progressed.emit, progress)

        task = Task(words, lambda progress: self._post(tell, progress))
        answer.task = task
        self._tasks.append(task)
        tell(Progress(words))
        self._submit(self._writer, lambda: self._alone(lambda one: work(one, task)), answer)
        return task

    def _alone(self, work: Callable[[Workspace], T]) -> T:
        """Run a service while nothing is received: what it read is still so when it writes."""
        with self._workspace.alone():
            return work(self._workspace)

    def read(
        self,
        work: Callable[[Session], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        replaces: Hashable = None,
        owner: QObject | None = None,
    ) -> None:
        """Compute something from the session now in force, on the reading worker.

        Of several with the same ``replaces`` (say the view's own id) only the last one's result is
        told.
        """
        session = self._session
        answer = Answer(done, failed, None, owner, replaces, self._next_number())
        if replaces is not None:
            self._latest[replaces] = answer.number
        self._submit(self._reader, lambda: work(session), answer)

    def read_figures(
        self,
        work: Callable[[Figures, Session], T],
        *,
        done: Callable[[T], None],
        replaces: Hashable = None,
        owner: QObject | None = None,
    ) -> None:
        """Compute something from the figures of the session now in force, as ``read`` does.

        They are shared by all who ask: what one has had counted, the next need not wait for.
        """

        def read(session: Session) -> T:
            figures = self._kept.of(session.snapshot, session.practice, session.today)
            return work(figures, session)

        self.read(read, done=done, replaces=replaces, owner=owner)

    def keep_draft(self, key: str, text: str) -> None:
        """Keep what is typed and not yet recorded, on this device; an empty text forgets it."""
        from iro_desktop.services.drafts import keep_draft

        self.run(lambda workspace: keep_draft(workspace, key, text))

    def read_draft(
        self, key: str, *, done: Callable[[str], None], owner: QObject | None = None
    ) -> None:
        """Tell ``done`` the draft under ``key``, or nothing."""
        from iro_desktop.services.drafts import draft

        self.run(lambda workspace: draft(workspace, key), done=done, owner=owner)

    def note(self, what: str, child_id: str = "", note: str = "") -> None:
        """Note in the view log that something was done, silently."""
        from iro_desktop.services import access

        self.run(lambda workspace: access.note(workspace, what, child_id, note))

    def note_page(self, child_id: str) -> None:
        """Note in the view log that a child's page was opened, silently."""
        from iro_desktop.services.access import note_page

        self.run(lambda workspace: note_page(workspace, child_id))

    def read_news(self, *, done: Callable[[News], None], owner: QObject | None = None) -> None:
        """Tell ``done`` what came in since this device last had the store open."""
        self.run(lambda _: self._visit.news(), done=done, owner=owner)

    def check_the_day(self) -> None:
        """Take up the new day after midnight: what is due changes with it."""
        if not self._is_closed and self._workspace.today() != self._session.today:
            self._session = session_of(self._workspace, self._workspace.snapshot)
            self.session_changed.emit(self._session)

    def cancel(self) -> None:
        """Cancel the long work that is running."""
        for task in self._tasks:
            task.cancel()

    def close(self) -> None:
        """Have drafts kept, let what is running end, close the store and forget its key."""
        if not self._is_closed:
            self.stop()
            with suppress(UserError):  # on a full disk the same news is told once more
                self._visit.end()
            self._workspace.close()

    def stop(self) -> None:
        """Have drafts kept and let what is running end; the store stays open for its owner."""
        if not self._is_closed:
            self.closing.emit()
            self._is_closed = True
            self.sharing.stop()
            self._reader.shutdown(wait=True, cancel_futures=True)
            self._writer.shutdown(wait=True)
            self._garbage.stop()

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _submit(
        self, worker: ThreadPoolExecutor, work: Callable[[], object], answer: Answer
    ) -> None:
        if self._is_closed:
            return
        writes = worker is self._writer
        if writes:
            self._running += 1
            if self._running == 1:
                self.busy_changed.emit(True)
        else:
            self._reading += 1

        # The worker gets a number only: a part of a view that it were the last to hold would be
        # freed by it.
        number = self._next_number()
        self._jobs[number] = (work, answer)

        def ended(future: Future[object]) -> None:
            if not future.cancelled():
                self._post(self._on_ended, future, number, writes)

        worker.submit(self._run_job, number).add_done_callback(ended)

    def _run_job(self, number: int) -> object:
        return self._jobs[number][0]()

    def _on_ended(self, future: Future[object], number: int, writes: bool) -> None:
        _, answer = self._jobs.pop(number)
        if writes:
            self._running -= 1
            if self._running == 0:
                self.busy_changed.emit(False)
        else:
            self._reading -= 1
        if answer.task is not None:
            self._tasks.remove(answer.task)
            if answer.shows_strip:
                self.progressed.emit(None)
        if answer.replaces is not None and self._latest.get(answer.replaces) != answer.number:
            return
        error = future.exception()
        try:
            if error is None:
                answer.tell(answer.done, future.result())
            elif isinstance(error, UserError):
                if not answer.tell(answer.failed, error):
                    self.refused.emit(str(error))
            else:
                # A fault of the program: the crash dialog is the one place that tells of it.
                sys.excepthook(type(error), error, error.__traceback__)
        finally:
            answer.tell(answer.settled)

    def _on_commit(self, commit: Commit, snapshot: Snapshot) -> None:
        # On the thread that committed, alone with the store: the snapshot is this commit's own.
        self._visit.note_own_run()
        if commit.is_only_noted:
            self._post(self._take_up, snapshot)
            return
        self._post(self._tell_commit, commit, session_of(self._workspace, snapshot))

    def _tell_commit(self, commit: Commit, session: Session) -> None:
        self._session = session
        self.committed.emit(commit)
        self.session_changed.emit(session)

    def _take_up(self, snapshot: Snapshot) -> None:
        """Have what was noted in the session, and tell nobody: nothing was edited."""
        self._session = replace(self._session, snapshot=snapshot)
        self.sharing.pass_over(snapshot.position)
        self.noted.emit()

    def _post(self, call: Callable[..., None], *values: object) -> None:
        self._delivered.emit((call, values))

    def _on_delivered(self, posted: tuple[Callable[..., None], tuple[object, ...]]) -> None:
        call, values = posted
        call(*values)


def _kept_figures() -> KeptFigures:
    from iro_desktop.services.figures import KeptFigures

    return KeptFigures()


def _visit_of(workspace: Workspace) -> Visit:
    from iro_desktop.services.last_here import Visit

    visit = Visit(workspace)
    visit.begin()  # later it could be begun on two threads at once
    return visit
