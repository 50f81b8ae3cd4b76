"""The one door: order of delivery, errors, cancelling, and closing."""

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import iro_desktop.ui  # noqa: F401 - before anything touches Qt
from iro_desktop.domain.errors import CancelledError, DiskFullError, UserError
from iro_desktop.domain.records import Child
from iro_desktop.domain.snapshot import Commit
from iro_desktop.services.children import add_child
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.lock import holder_of
from iro_desktop.storage.store import Store
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.tasks import Progress, Task
from tests.stores import DATA_KEY, TODAY, a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    yield workspace
    workspace.close()


def test_the_notice_of_a_commit_comes_before_its_result_and_on_the_main_thread(
    operations: Operations, qtbot: QtBot
) -> None:
    told: list[str] = []
    threads: set[QThread] = set()

    def on_committed(commit: Commit) -> None:
        threads.add(QThread.currentThread())
        assert commit.kinds == {"Child", "Allocation"}
        assert commit.words == "add AB12"
        assert commit.child_ids == set(operations.session.snapshot.cases)
        told.append("committed")

    def on_done(child_id: str) -> None:
        threads.add(QThread.currentThread())
        assert operations.session.snapshot.cases[child_id].child.reference == "AB12"
        told.append("done")

    operations.committed.connect(on_committed)
    operations.run(
        lambda w: add_child(w, Child(id="", reference="AB12"), today=TODAY), done=on_done
    )
    assert told == []  # never in the middle of the call
    qtbot.waitUntil(lambda: told == ["committed", "done"])
    assert threads == {QApplication.instance().thread()}  # type: ignore[union-attr]


def test_writes_run_in_the_order_in_which_they_were_asked_for(
    operations: Operations, qtbot: QtBot
) -> None:
    told: list[int] = []
    for number in range(20):
        operations.run(lambda _, number=number: number, done=told.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(told) == 20)
    assert told == list(range(20))


def test_a_commit_on_another_thread_is_told_on_the_main_one_in_its_order(
    operations: Operations, workspace: Workspace, qtbot: QtBot
) -> None:
    threads: set[QThread] = set()
    positions: list[int] = []

    def on_committed(commit: Commit) -> None:
        threads.add(QThread.currentThread())
        positions.append(commit.position)
        assert operations.session.snapshot.position == commit.position

    operations.committed.connect(on_committed)

    def elsewhere() -> None:
        for number in range(10):
            with workspace.write("receive") as write:
                write.put(Child(id=f"{number:032x}", reference=f"R{number}"))

    other = threading.Thread(target=elsewhere)
    other.start()
    for number in range(10):
        child = Child(id="", reference=f"W{number}")
        operations.run(lambda w, child=child: add_child(w, child, today=TODAY))  # type: ignore[misc]
    other.join(20)
    qtbot.waitUntil(lambda: operations.is_settled and len(positions) == 20)
    assert positions == sorted(positions)
    assert threads == {QApplication.instance().thread()}  # type: ignore[union-attr]
    assert len(operations.session.snapshot.cases) == 20


def test_nothing_is_received_between_what_a_service_reads_and_what_it_writes(
    operations: Operations, workspace: Workspace, qtbot: QtBot
) -> None:
    reading, received = threading.Event(), threading.Event()

    def read_then_write(one: Workspace) -> int:
        before = one.snapshot.position
        reading.set()
        assert not received.wait(0.3)
        with one.write("edit") as write:
            write.put(Child(id="a" * 32, reference="A"))
        return before

    def elsewhere() -> None:
        assert reading.wait(5)
        with workspace.write("receive") as write:
            write.put(Child(id="b" * 32, reference="B"))
        received.set()

    other = threading.Thread(target=elsewhere)
    other.start()
    seen: list[int] = []
    operations.run(read_then_write, done=seen.append)
    qtbot.waitUntil(lambda: bool(seen) and received.is_set())
    other.join(5)
    assert workspace.snapshot.position == seen[0] + 2


def test_a_session_names_what_undo_would_take_back(operations: Operations, qtbot: QtBot) -> None:
    assert operations.session.undo == ""
    with qtbot.waitSignal(operations.committed):
        operations.run(lambda w: add_child(w, Child(id="", reference="AB12"), today=TODAY))
    assert (operations.session.undo, operations.session.redo) == ("add AB12", "")
    with qtbot.waitSignal(operations.committed):
        operations.run(undo_latest)
    assert (operations.session.undo, operations.session.redo) == ("", "add AB12")


def test_a_user_error_goes_to_who_asked_or_else_to_the_message_bar(
    operations: Operations, qtbot: QtBot
) -> None:
    def refuse(workspace: Workspace) -> None:
        del workspace
        raise UserError("The date is missing: type one.")

    taken: list[UserError] = []
    settled: list[bool] = []
    with qtbot.assertNotEmitted(operations.refused):
        operations.run(refuse, failed=taken.append, settled=lambda: settled.append(True))
        qtbot.waitUntil(lambda: bool(settled))
    assert str(taken[0]) == "The date is missing: type one."
    with qtbot.waitSignal(operations.refused) as refused:
        operations.run(refuse)
    assert refused.args == ["The date is missing: type one."]


def test_a_fault_of_the_program_reaches_the_excepthook_and_the_form_is_usable_again(
    operations: Operations, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    settled: list[bool] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    operations.run(
        lambda w: w.snapshot.cases["nobody"],
        failed=lambda _: pytest.fail("a fault is no UserError"),
        settled=lambda: settled.append(True),
    )
    qtbot.waitUntil(lambda: bool(settled))
    assert caught == [KeyError]


def test_nothing_is_told_to_a_widget_that_is_gone(operations: Operations, qtbot: QtBot) -> None:
    owner = QWidget()
    told: list[int] = []
    gate = threading.Event()
    operations.run(lambda _: gate.wait(5), done=told.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    ended: list[bool] = []
    operations.run(lambda _: True, done=ended.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert told == []


def test_cancel_leaves_everything_as_it_was(operations: Operations, qtbot: QtBot) -> None:
    started = threading.Event()
    cancelled = threading.Event()
    seen: list[Progress | None] = []
    operations.progressed.connect(seen.append)

    def many(workspace: Workspace, task: Task) -> None:
        with workspace.write("import many") as write:
            for number in range(100):
                write.put(Child(id=f"{number:032x}", reference=f"C{number}"))
                task.progress(number, 100)
                if number == 50:
                    started.set()
                    cancelled.wait(5)

    failed: list[UserError] = []
    task = operations.run_long("Importing", many, failed=failed.append)
    qtbot.waitUntil(started.is_set)
    task.cancel()
    cancelled.set()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], CancelledError)
    assert operations.session.snapshot.cases == {}
    assert seen[0] == Progress("Importing")
    assert Progress("Importing", 0, 100) in seen
    assert seen[-1] is None


def test_of_several_readings_only_the_last_is_told(operations: Operations, qtbot: QtBot) -> None:
    told: list[str] = []
    others: list[str] = []
    gate = threading.Event()
    operations.read(lambda _: str(gate.wait(5)), done=told.append, replaces="caseload")
    operations.read(lambda _: "second", done=told.append, replaces="caseload")
    operations.read(lambda _: "other", done=others.append, replaces="monitoring")
    gate.set()
    qtbot.waitUntil(lambda: bool(others))
    assert told == ["second"]


def test_a_reading_does_not_wait_for_a_write(operations: Operations, qtbot: QtBot) -> None:
    gate = threading.Event()
    order: list[str] = []
    operations.run(lambda _: gate.wait(5), done=lambda _: order.append("written"))
    operations.read(lambda session: session.today, done=lambda _: order.append("read"))
    qtbot.waitUntil(lambda: order == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: order == ["read", "written"])


def test_closing_keeps_drafts_and_lets_the_running_write_end(
    tmp_path: Path, qapp: QApplication
) -> None:
    del qapp
    workspace = a_workspace(tmp_path / "t.iro")
    operations = Operations(workspace)
    operations.closing.connect(lambda: operations.keep_draft("check:c1", "half a sentence"))
    operations.run(lambda w: add_child(w, Child(id="", reference="AB12"), today=TODAY))
    operations.close()
    assert operations.is_closed
    assert [c.child.reference for c in workspace.snapshot.cases.values()] == ["AB12"]
    store = Store.open(workspace.folder, DATA_KEY)
    assert store.local("draft:check:c1") == "half a sentence"
    store.close()


def test_a_full_disk_at_the_end_still_lets_the_store_close(
    workspace: Workspace, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_key: str, _value: str | None) -> None:
        raise DiskFullError

    monkeypatch.setattr(workspace.store, "set_local", fail)
    operations.close()
    assert holder_of(workspace.folder) is None


def test_the_new_day_makes_a_new_session(tmp_path: Path, qtbot: QtBot) -> None:
    workspace = a_workspace(tmp_path / "t.iro")
    operations = Operations(workspace)
    with qtbot.assertNotEmitted(operations.session_changed):
        operations.check_the_day()
    workspace.today = lambda: TODAY.replace(month=1)
    with qtbot.waitSignal(operations.session_changed):
        operations.check_the_day()
    assert operations.session.today == TODAY.replace(month=1)
    operations.close()


def test_a_bound_method_of_a_widget_that_is_gone_is_not_called(
    operations: Operations, qtbot: QtBot
) -> None:
    class Form(QObject):
        def on_done(self, value: int) -> None:
            pytest.fail(f"told {value} after its end")

    form = Form()
    gate = threading.Event()
    operations.run(lambda _: gate.wait(5), done=form.on_done)
    form.deleteLater()
    with qtbot.waitSignal(form.destroyed):
        pass
    ended: list[int] = []
    operations.run(lambda _: 1, done=ended.append)
    gate.set()
    qtbot.waitUntil(lambda: ended == [1])


def test_garbage_is_looked_for_on_the_main_thread_alone_while_workers_live(
    workspace: Workspace, qapp: QApplication, qtbot: QtBot
) -> None:
    del qapp
    searches: set[threading.Thread] = set()

    def on_search(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            searches.add(threading.current_thread())

    def litter(_: object) -> bool:
        for _ in range(100_000):
            cycle: list[object] = []
            cycle.append(cycle)
        return True

    operations = Operations(workspace)
    done: list[bool] = []
    gc.callbacks.append(on_search)
    try:
        operations.run(litter, done=done.append)
        operations.read(litter, done=done.append)
        qtbot.waitUntil(lambda: len(done) == 2 and bool(searches))
    finally:
        gc.callbacks.remove(on_search)
        operations.stop()
    assert searches == {threading.main_thread()}
    assert gc.isenabled()


@pytest.mark.usefixtures("freezing")
def test_what_was_there_before_is_not_looked_through_until_the_store_is_left(
    workspace: Workspace, qapp: QApplication
) -> None:
    del qapp
    operations = Operations(workspace)
    left_out = {id(one) for one in gc.get_objects()}
    assert gc.get_freeze_count() > 0
    assert id(workspace) not in left_out
    operations.stop()
    assert gc.get_freeze_count() == 0
    assert id(workspace) in {id(one) for one in gc.get_objects()}


def test_a_worker_is_never_the_last_to_hold_what_was_asked_of_it(
    operations: Operations, qtbot: QtBot
) -> None:
    freed: set[threading.Thread] = set()

    class PartOfAView:
        def __del__(self) -> None:
            freed.add(threading.current_thread())

        def work(self, _: object) -> bool:
            return True

    for _ in range(200):
        part = PartOfAView()
        operations.run(part.work)
        operations.read(part.work, done=lambda _: None)
        del part
    qtbot.waitUntil(lambda: operations.is_settled)
    assert freed == {threading.main_thread()}
