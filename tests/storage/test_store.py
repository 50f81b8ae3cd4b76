"""A store: commits, the log and the tables as its projection, reopening, undo of the whole."""

import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.changes import EXISTS, LARGEST, Change, project
from iro_desktop.domain.errors import (
    NewerVersionError,
    NotAStoreError,
    StoreDamagedError,
    StoreNotWritableError,
)
from iro_desktop.domain.records import KINDS, Child, Contact, Officer, Review, Standards, fields_of
from iro_desktop.domain.snapshot import Commit, Snapshot, build
from iro_desktop.domain.undoing import undo
from iro_desktop.paths import DATABASE
from iro_desktop.storage import log, tables
from iro_desktop.storage.check import findings
from iro_desktop.storage.lines import line_key
from iro_desktop.storage.store import Store
from tests.stores import DATA_KEY, OFFICER_ID, a_store, reopened, ticks


def the_same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots hold the same records, wherever they lie."""
    return (
        one.position == other.position
        and {c: (f.child, f.records, f.brought_back) for c, f in one.cases.items()}
        == {c: (f.child, f.records, f.brought_back) for c, f in other.cases.items()}
        and {kind: found for kind, found in one.others.items() if found}
        == {kind: found for kind, found in other.others.items() if found}
        and set(one.bin) == set(other.bin)
        and set(one.orphans) == set(other.orphans)
        and set(one.flags) == set(other.flags)
    )


def test_what_was_committed_is_there_after_reopening(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    review = Review(id="r", child_id="c", review_type="cla", held_on=date(2020, 3, 2), quorate=True)
    standards = Standards(id="s", caseload_low=50, themes=("Delay", "Plan"), stages=(("0", "x"),))
    with store.write("add AB12") as write:
        assert write.put(Child(id="c", reference="AB12", born_on=date(2010, 1, 2))) == "new"
        write.put(review)
        write.put(standards)
    before = store.snapshot
    store = reopened(store)
    assert store.snapshot.cases["c"].of(Review) == (review,)
    assert store.snapshot.of(Standards) == (standards,)
    assert the_same(before, store.snapshot)
    assert list(findings(store)) == []


def test_the_heads_of_the_log_are_the_last_change_of_every_run(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert store.heads() == {}
    runs = []
    for number in range(3):
        for edit in range(number + 1):
            with store.write("edit") as write:
                write.put(Child(id=f"c{number}", reference=f"AB{edit}"))
        runs.append((store.own_run[0], number + 1))
        store = reopened(store)
    assert store.heads() == dict(runs)


def test_an_id_that_many_records_name_is_in_memory_once(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c" * 32, reference="AB12"))
        for number in range(3):
            write.put(Review(id=f"r{number}", child_id="c" * 32, review_type="cla"))
    case = reopened(store).snapshot.cases["c" * 32]
    reviews = case.of(Review)
    assert {id(one.child_id) for one in reviews} == {id(case.child.id)}
    assert len({id(one.review_type) for one in reviews}) == 1


def test_putting_the_same_again_writes_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c", reference="AB12"))
    with store.write("again") as write:
        assert write.put(Child(id="c", reference="AB12")) == "unchanged"
    assert store.snapshot.position == 1


def test_an_edit_writes_only_the_fields_that_differ_and_names_what_it_replaced(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c", reference="AB12", initials="AB"))
    with store.write("edit") as write:
        assert write.put(Child(id="c", reference="AB12", initials="CD")) == "changed"
    first, second = store.history(["c"])["c"]
    assert second.fields == {"initials": "CD"}
    assert second.replaced == {"initials": (first.key,)}
    assert (first.words, second.words) == ("add", "edit")
    assert second.actor == OFFICER_ID


def test_an_error_inside_a_commit_leaves_everything_as_it_was(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    def half() -> None:
        with store.write("half") as write:
            write.put(Child(id="c", reference="AB12"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert store.snapshot.cases == {}
    assert list(store.every_change()) == []
    with store.write("whole") as write:
        write.put(Child(id="c", reference="AB12"))
    assert list(store.snapshot.cases) == ["c"]


def test_a_deleted_child_goes_with_its_records_and_one_live_record_brings_it_back(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c", reference="AB12"))
        write.put(Review(id="r", child_id="c"))
    with store.write("delete") as write:
        for kind, record_id in store.records_of("c"):
            write.delete(kind, record_id)
    assert store.snapshot.cases == {}
    assert {record.id for record in store.snapshot.bin} == {"c", "r"}
    with store.write("a review after all") as write:
        write.put(Review(id="r2", child_id="c"))
    assert store.snapshot.cases["c"].brought_back
    assert the_same(store.snapshot, reopened(store).snapshot)


def test_only_the_case_files_that_were_touched_are_made_anew(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        for number in range(5):
            write.put(Child(id=f"c{number}", reference=f"AB{number}"))
    before = store.snapshot.cases
    with store.write("edit") as write:
        write.put(Review(id="r", child_id="c3"))
    after = store.snapshot.cases
    assert [child_id for child_id in after if after[child_id] is not before[child_id]] == ["c3"]
    assert write.commit is not None
    assert write.commit.child_ids == {"c3"}
    assert write.commit.kinds == {"Review"}


def test_listeners_hear_of_each_commit_in_order(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    heard: list[tuple[int, int]] = []
    store.listen(lambda commit, snapshot: heard.append((commit.position, len(snapshot.cases))))
    for number in range(3):
        with store.write("add") as write:
            write.put(Child(id=f"c{number}", reference=f"AB{number}"))
    assert heard == [(1, 1), (2, 2), (3, 3)]


def test_each_opening_numbers_its_changes_as_a_run_of_its_own(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for number in range(2):
        with store.write("add") as write:
            write.put(Child(id=f"c{number}", reference=f"AB{number}"))
    store = reopened(store)
    with store.write("add") as write:
        write.put(Child(id="c9", reference="AB9"))
    keys = [change.key for change in sorted(store.every_change(), key=lambda one: one.clock)]
    assert keys[0][0] == keys[1][0] != keys[2][0]
    assert [seq for _, seq in keys] == [1, 2, 1]


def test_a_store_with_tables_of_other_records_is_projected_anew_after_a_backup(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c", reference="AB12", initials="AB"))
        write.put(Officer(id="o", name="Somebody"))
    before = store.snapshot
    with store.engine.begin() as connection:
        connection.execute(
            sa.update(tables.META).where(tables.META.c.key == "fingerprint").values(value="old")
        )
        connection.execute(sa.text("ALTER TABLE child DROP COLUMN initials"))
        connection.execute(sa.text("CREATE TABLE forgotten (id TEXT)"))
    store.close()
    told: list[Path] = []
    store = Store.open(tmp_path, DATA_KEY, before_projecting=lambda one: told.append(one.folder))
    assert told == [tmp_path]
    assert the_same(before, store.snapshot)
    assert list(findings(store)) == []
    assert not sa.inspect(store.engine).has_table("forgotten")


def test_what_a_newer_program_wrote_is_kept_and_passed_over(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    newer = Change(
        run=7, seq=1, schema=99, act=1, words="x", source="typed", clock=1, actor="", at="",
        kind="Hologram", record_id="h", fields={EXISTS: True, "colour": 5},
    )  # fmt: skip
    field = Change(
        run=7, seq=2, schema=99, act=1, words="", source="typed", clock=2, actor="", at="",
        kind="Child", record_id="c", fields={EXISTS: True, "reference": "AB12", "colour": 5},
    )  # fmt: skip
    with store.write("receive") as write:
        write.receive([newer, field, newer])
    assert store.snapshot.cases["c"].child.reference == "AB12"
    assert sorted(change.key for change in store.every_change()) == [(7, 1), (7, 2)]
    with store.write("receive again") as write:
        write.receive([newer, field])
    assert store.snapshot.position == 2
    assert list(findings(store)) == []


def test_the_check_finds_a_table_that_was_tampered_with(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c", reference="AB12"))
    for statement in (
        "UPDATE child SET reference = 'ZZ99'",
        "DELETE FROM child",
        "INSERT INTO child (id, deleted) VALUES ('x', 0)",
        "INSERT INTO flag VALUES ('Child', 'c', 'initials', 'conflict')",
        "UPDATE meta SET value = '5' WHERE key = 'position'",
    ):
        with store.engine.connect() as connection:
            connection.begin()
            connection.execute(sa.text(statement))
            connection.commit()
        assert list(findings(store)), statement
        with store.engine.begin() as connection:
            tables_anew(connection)
            connection.execute(sa.text("UPDATE meta SET value = '1' WHERE key = 'position'"))
        assert list(findings(store)) == []


def tables_anew(connection: sa.Connection) -> None:
    from iro_desktop.storage.projection import make_tables_anew

    make_tables_anew(connection)


def test_a_folder_without_a_store_and_one_that_cannot_be_read_here_are_told_apart(
    tmp_path: Path,
) -> None:
    with pytest.raises(NotAStoreError):
        Store.open(tmp_path, DATA_KEY)
    store = a_store(tmp_path)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE meta SET value = '2' WHERE key = 'log_form'"))
        connection.execute(sa.text("ALTER TABLE change RENAME COLUMN fields TO contents"))
    store.close()
    with pytest.raises(NewerVersionError):
        Store.open(tmp_path, DATA_KEY)


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    a_store(tmp_path).close()
    with pytest.raises(StoreDamagedError):
        Store.open(tmp_path, bytes(32))


def test_nothing_of_it_is_readable_on_disk(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(
            Child(id="c", reference="SECRETREF", initials="Q.SECRET.Q", note="a private note")
        )
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert (tmp_path / DATABASE).stat().st_size > 0
    for secret in (b"SECRETREF", b"Q.SECRET.Q", b"private note", b"SQLite format"):
        assert secret not in written


def test_local_values_stay_out_of_the_log(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.set_local("draft:x", "half a sentence")
    store = reopened(store)
    assert store.local("draft:x") == "half a sentence"
    assert store.locals("draft:") == {"draft:x": "half a sentence"}
    store.set_local("draft:x", None)
    assert store.local("draft:x") is None
    assert list(store.every_change()) == []


# Random edits: the tables are always a projection of the whole log

ids = st.sampled_from(["a", "b", "c", "d"])
edits = st.one_of(
    st.builds(
        Child, id=ids, reference=st.sampled_from(["AB12", "CD34", ""]), initials=ids,
        disability=st.sampled_from([True, False, None]),
    ),
    st.builds(Review, id=ids, child_id=ids, held_on=st.one_of(st.none(), st.dates())),
    st.builds(Officer, id=ids, name=ids),
    st.tuples(st.sampled_from(["Child", "Review", "Officer"]), ids),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=8), st.data())
def test_after_random_edits_the_tables_are_a_projection_of_the_log(
    tmp_path_factory: pytest.TempPathFactory, acts: list[list[object]], data: st.DataObject
) -> None:
    store = a_store(tmp_path_factory.mktemp("store"))
    for act in acts:
        with store.write("edit") as write:
            for edit in act:
                if isinstance(edit, tuple):
                    if store.stored(*edit) is not None:
                        write.delete(*edit)
                else:
                    write.put(edit)  # type: ignore[arg-type]
    assert list(findings(store)) == []
    log: dict[tuple[str, str], list[Change]] = {}
    for change in store.every_change():
        log.setdefault((change.kind, change.record_id), []).append(change)
    for (kind, record_id), changes in log.items():
        state = project(KINDS[kind], changes)
        stored = store.stored(kind, record_id)
        assert stored is not None
        assert stored.deleted is not state.live
        for about in fields_of(KINDS[kind]):
            assert getattr(stored.record, about.name) == state.values.get(about.name, about.empty)
    assert the_same(
        store.snapshot, build(store._held.tables, store.snapshot.position, store.snapshot.flags)
    )
    # The same log in another order, in two parts, makes the same store.
    changes = list(store.every_change())
    shuffled = data.draw(st.permutations(changes))
    half = data.draw(st.integers(0, len(changes)))
    other = a_store(tmp_path_factory.mktemp("other"))
    for part in (shuffled[:half], shuffled[half:]):
        with other.write("receive") as write:
            write.receive(part)
    assert list(findings(other)) == []
    assert the_same(other.snapshot, store.snapshot)
    store = reopened(store)
    assert the_same(other.snapshot, store.snapshot)
    store.close()
    other.close()


def test_a_clock_that_runs_backwards_reorders_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c", reference="AB12", initials="AB"))
    store.close()
    store = Store.open(tmp_path, DATA_KEY, clock=ticks(date(2010, 1, 1)))
    with store.write("edit") as write:
        write.put(Child(id="c", reference="AB12", initials="CD"))
    assert store.snapshot.cases["c"].child.initials == "CD"
    assert [change.words for change in store.latest_acts(5)] == ["edit", "add"]


def from_elsewhere(seq: int, kind: str, record_id: str, **parts: Any) -> Change:
    """Return a change of another device."""
    fields = parts.pop("fields", {EXISTS: True})
    clock = parts.pop("clock", 1 << 40)
    at = "2020-01-01T00:00:00.000Z"
    return Change(
        77, seq, 1, seq, "elsewhere", "typed", clock, OFFICER_ID, at, kind, record_id, fields
    )


def test_edits_go_on_behind_a_clock_that_is_as_late_as_can_be(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("merge") as write:
        write.receive([from_elsewhere(1, "Child", "far", clock=LARGEST)])
    for reference in ("AB1", "AB2"):
        with store.write("edit") as write:
            write.put(Child(id="c", reference=reference))
    again = reopened(store)
    assert again.snapshot.cases["c"].child.reference == "AB2"
    assert list(findings(again)) == []
    again.close()


def test_a_received_change_never_takes_the_place_of_one_that_is_here(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("merge") as write:
        write.receive([from_elsewhere(1, "Child", "one")])
    with store.write("merge again") as write:
        write.receive([from_elsewhere(1, "Child", "other"), from_elsewhere(2, "Child", "two")])
    assert [change.record_id for change in store.every_change()] == ["one", "two"]
    assert list(findings(store)) == []
    store.close()


def test_a_record_that_does_not_say_which_child_is_an_orphan_at_once(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add children") as write:
        for number in range(5):
            write.put(Child(id=f"c{number}", reference=f"AB{number}"))
        write.put(Contact(id="moves", child_id="c1"))
    with store.write("merge") as write:
        write.receive([from_elsewhere(1, "Contact", "early")])
        write.put(Contact(id="moves"))
    assert {record.id for record in store.snapshot.orphans} == {"early", "moves"}
    snapshot = store.snapshot
    again = reopened(store)
    assert the_same(snapshot, again.snapshot)
    with again.write("the rest arrives") as write:
        write.receive([from_elsewhere(2, "Contact", "early", fields={"child_id": "c2"})])
        write.put(Contact(id="moves", child_id="c3"))
    assert again.snapshot.orphans == ()
    assert again.snapshot.cases["c2"].of(Contact)[0].id == "early"
    again.close()


def test_a_listener_that_fails_neither_fails_the_commit_nor_silences_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: reported.append(kind))
    store = a_store(tmp_path)
    heard: list[int] = []

    def fails(_commit: Commit, _snapshot: Snapshot) -> None:
        raise ZeroDivisionError

    store.listen(fails)
    store.listen(lambda commit, _snapshot: heard.append(commit.position))
    with store.write("add AB12") as write:
        write.put(Child(id="c", reference="AB12"))
    assert write.commit is not None
    assert heard == [1]
    assert reported == [ZeroDivisionError]
    store.close()


def test_undo_reaches_a_kind_of_a_newer_program(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    made = from_elsewhere(1, "Hologram", "h", fields={EXISTS: True, "depth": 3})
    with store.write("merge") as write:
        write.receive([made])
    undone = undo([made], store.history(["h"]))
    with store.write("elsewhere", source="undo:77-1") as write:
        for edit in undone.edits:
            write.edit(edit)
    (last,) = (change for change in store.history(["h"])["h"] if change.run != made.run)
    assert last.fields == {EXISTS: False}
    assert last.replaced == {EXISTS: (made.key,), "depth": (made.key,)}
    assert list(findings(store)) == []
    store.close()


def write_much(store: Store) -> None:
    with store.write("too much") as write:
        for number in range(500):
            write.put(Contact(id=f"k{number}", child_id="c", note="words " * 500))


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files are POSIX's")
def test_after_a_commit_that_the_disk_refused_memory_and_file_say_the_same(tmp_path: Path) -> None:
    import resource
    import signal

    store = a_store(tmp_path)
    with store.write("add AB12") as write:
        write.put(Child(id="c", reference="AB12"))
    before = store.snapshot
    largest = max(path.stat().st_size for path in tmp_path.iterdir())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, limits[1]))
    try:
        for _ in range(2):
            with pytest.raises(StoreNotWritableError):
                write_much(store)
        assert store.snapshot is before
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    with store.write("go on") as write:
        write.put(Child(id="c", reference="AB13"))
    snapshot = store.snapshot
    again = reopened(store)
    assert the_same(snapshot, again.snapshot)
    assert list(findings(again)) == []
    again.close()


def test_undoing_an_older_act_of_a_deleted_record_leaves_it_in_the_bin(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for initials in ("AB", "CD"):
        with store.write("put") as write:
            write.put(Child(id="c", reference="AB12", initials=initials))
    with store.write("delete") as write:
        write.delete("Child", "c")
    _, edited, _ = store.history(["c"])["c"]
    with store.write("undo") as write:
        for edit in undo([edited], store.history(["c"])).edits:
            write.edit(edit)
    assert store.snapshot.cases == {}
    assert store.snapshot.flags == ()
    (gone,) = store.snapshot.bin
    assert isinstance(gone, Child)
    assert gone.initials == "AB"
    assert list(findings(store)) == []


def test_nobody_who_saves_waits_for_what_is_being_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path)
    monkeypatch.setattr(log, "_ROWS_AT_ONCE", 3)
    with store.write("add") as write:
        for number in range(10):
            write.put(Child(id=f"c{number}", reference=f"AB{number}"))
    lines = store.lines()
    before = [next(lines)]

    def save() -> None:
        with store.write("add one") as write:
            write.put(Child(id="later", reference="CD34"))

    saving = threading.Thread(target=save)
    saving.start()
    saving.join(10)
    assert not saving.is_alive()
    before += lines
    assert {line_key(line) for line in before} == store.known_keys()
    assert len(before) == len(set(before)) == 11
