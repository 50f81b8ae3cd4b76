"""Whatever two to five computers and a careless folder do: nothing is lost, and all end alike.

Real encrypted stores exchange real files. Beside them runs a model made of plain sets: which
changes each computer has, which each file holds, and what each computer knew when it made a
change. It knows nothing of heads, clocks or projections.
"""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from iro_desktop.domain.changes import EXISTS, Change, Key
from iro_desktop.domain.records import Child, Erasure, Record, Review
from iro_desktop.storage.container import SHARED, open_sealed, seal
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.lines import read_incoming
from iro_desktop.storage.projection import differences
from iro_desktop.storage.store import Store
from iro_desktop.sync.exchange import Folder
from iro_desktop.sync.round import Round
from iro_desktop.sync.vault import Vault
from tests.stores import DATA_KEY, OFFICER_ID, Ticks, ticks

VAULT: Final = Vault("f" * 32, bytes(range(32, 64)))
TODAY: Final = date(2020, 3, 31)
TEN_YEARS: Final = timedelta(days=3653)
CHILDREN: Final = ("c1", "c2", "c3")
REVIEWS: Final = ("r1", "r2", "r3", "r4")
MOST: Final = 5

number = st.integers(0, 1000)


class Computer:
    """A computer: its store, its clock, and what the model says that its log holds."""

    def __init__(self, folder: Path, store: Store, clock: Ticks, log: set[Key]) -> None:
        self.folder = folder
        self.store = store
        self.clock = clock
        self.log = log


class Careless(RuleBasedStateMachine):
    """Computers, a folder, and everything that goes wrong between them."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="iro-desktop-test-"))
        self.cloud = self.root / "cloud"
        self.cloud.mkdir()
        self.main = self.cloud / "case.irosync"
        self.files: dict[str, set[Key]] = {}
        self.computers: list[Computer] = []
        self.saved: list[tuple[Path, set[Key]]] = []
        self.content: dict[Key, Change] = {}
        self.knew: dict[Key, set[Key]] = {}
        self.count = 0

    @initialize(many=st.integers(2, 4))
    def begin(self, many: int) -> None:
        for _ in range(many):
            self._add(self._fresh(ticks()))

    # What people do

    @rule(which=number, child=st.sampled_from(CHILDREN), initials=st.sampled_from(("", "A", "B")))
    def edit_a_child(self, which: int, child: str, initials: str) -> None:
        self._put(self._one(which), Child(id=child, reference=child.upper(), initials=initials))

    @rule(
        which=number, review=st.sampled_from(REVIEWS), child=st.sampled_from(CHILDREN),
        summary=st.sampled_from(("", "one", "two", "three")),
    )  # fmt: skip
    def edit_a_review(self, which: int, review: str, child: str, summary: str) -> None:
        self._put(self._one(which), Review(id=review, child_id=child, summary=summary))

    @rule(which=number, record=st.sampled_from(CHILDREN + REVIEWS))
    def delete(self, which: int, record: str) -> None:
        computer = self._one(which)
        kind = "Child" if record in CHILDREN else "Review"
        stored = computer.store.stored(kind, record)
        if stored is not None and not stored.deleted:
            with computer.store.write("delete") as write:
                write.delete(kind, record)
            self._note(computer)

    @rule(which=number)
    def exchange(self, which: int) -> None:
        self._exchange(self._one(which))

    @rule(which=number, record=st.sampled_from(CHILDREN))
    def erase(self, which: int, record: str) -> None:
        computer = self._one(which)
        self.count += 1
        asked = Erasure(id=f"asked-{self.count}", about_child_id=record, asked_on=TODAY)
        self._put(computer, asked)
        of_child = [one for _, one in computer.store.records_of(record)]
        pressed = Erasure(
            id=f"pressed-{self.count}", request_id=asked.id, about_child_id=record,
            erased_on=TODAY, erased_ids=tuple(sorted({record, *of_child})),
        )  # fmt: skip
        self._put(computer, pressed)

    @rule(which=number)
    def take_out_what_is_erased(self, which: int) -> None:
        computer = self._one(which)
        computer.store.erase(computer.store.erased)
        computer.log = self._to_send(computer)
        self._note(computer)

    @rule(which=number, of=number)
    def cancel_an_erasure(self, which: int, of: int) -> None:
        computer = self._one(which)
        asked = [one for one in computer.store.snapshot.of(Erasure) if one.asked_on]
        if asked:
            one = asked[of % len(asked)]
            self._put(computer, Erasure(id=one.id, about_child_id=one.about_child_id,
                                        asked_on=one.asked_on, cancelled_on=TODAY))  # fmt: skip

    # What happens to a computer

    @rule(which=number, ahead=st.booleans())
    def jump_the_clock(self, which: int, *, ahead: bool) -> None:
        clock = self._one(which).clock
        clock.now += TEN_YEARS if ahead else -TEN_YEARS

    @rule(which=number)
    def open_again(self, which: int) -> None:
        computer = self._one(which)
        computer.store.close()
        computer.store = Store.open(computer.folder, DATA_KEY, clock=computer.clock)

    @rule(which=number)
    def save_a_copy(self, which: int) -> None:
        computer = self._one(which)
        self.saved.append((self._copied(computer), set(computer.log)))

    @precondition(lambda self: self.saved)
    @rule(which=number, copy=number)
    def go_back_to_a_copy(self, which: int, copy: int) -> None:
        computer = self._one(which)
        folder, log = self.saved[copy % len(self.saved)]
        computer.store.close()
        shutil.rmtree(computer.folder)
        shutil.copytree(folder, computer.folder)
        computer.store = Store.open(computer.folder, DATA_KEY, clock=computer.clock)
        computer.log = set(log)

    @rule(which=number)
    def restore_a_backup(self, which: int) -> None:
        """A new store from the log of another: nothing of this device alone comes along."""
        computer = self._one(which)
        lines = list(computer.store.lines())
        fresh = self._fresh(computer.clock)
        fresh.store.take_in(fresh.store.incoming([lines]), "restore")
        fresh.log = self._sifted(set(), set(computer.log))
        computer.store.close()
        self.computers[self.computers.index(computer)] = fresh

    @precondition(lambda self: len(self.computers) < MOST)
    @rule(which=number)
    def clone(self, which: int) -> None:
        computer = self._one(which)
        folder = self._copied(computer)
        clock = Ticks(computer.clock.now)
        store = Store.open(folder, DATA_KEY, clock=clock)
        self._add(Computer(folder, store, clock, set(computer.log)))

    # What happens to the folder

    @precondition(lambda self: self.main.name in self.files)
    @rule(
        name=st.sampled_from(("case (1).irosync", "case-LAPTOP.irosync", "Copy of case", "x.bin"))
    )
    def copy(self, name: str) -> None:
        shutil.copy(self.main, self.cloud / name)
        self.files[name] = set(self.files[self.main.name])

    @precondition(lambda self: len(self.files) > 1)
    @rule(which=number)
    def put_an_older_copy_in_its_place(self, which: int) -> None:
        names = sorted(set(self.files) - {self.main.name})
        name = names[which % len(names)]
        (self.cloud / name).replace(self.main)
        self.files[self.main.name] = self.files.pop(name)

    @rule(which=number)
    def write_blindly(self, which: int) -> None:
        computer = self._one(which)
        lines = list(computer.store.lines(without_erased=True))
        data = seal(lines, key=VAULT.key, vault_id=VAULT.vault_id, purpose=SHARED)
        Folder(self.main).write(data)
        self.files[self.main.name] = self._to_send(computer)

    @rule(all_of_it=st.booleans())
    def wipe(self, *, all_of_it: bool) -> None:
        for path in self.cloud.iterdir():
            if all_of_it or path == self.main:
                path.unlink()
                self.files.pop(path.name, None)

    # The end

    def teardown(self) -> None:
        try:
            if self.computers:
                self._all_end_alike()
        finally:
            for computer in self.computers:
                computer.store.close()
            shutil.rmtree(self.root, ignore_errors=True)

    def _all_end_alike(self) -> None:
        passes = 0
        while any([self._exchange(computer) for computer in self.computers]):  # noqa: C419 - each of them
            passes += 1
            assert passes < MOST, "they never come to rest"
        first, *others = self.computers
        shared = self._to_send(first)
        for computer in self.computers:
            assert self._to_send(computer) == shared
            with computer.store.engine.connect() as connection:
                assert list(differences(connection)) == []
        if all(computer.log == shared for computer in self.computers):
            for other in others:
                assert _plain(other.store) == _plain(first.store)
                assert set(other.store.snapshot.flags) == set(first.store.snapshot.flags)
        self._every_two_versions_are_flagged(first)

    def _every_two_versions_are_flagged(self, computer: Computer) -> None:
        flagged = {
            (one.kind, one.record_id, one.field)
            for one in computer.store.snapshot.flags
            # What computers note for each other is theirs to settle, as where one went back.
            if one.what == "conflict" and one.kind in ("Child", "Review")
        }
        expected = set()
        for kind, record, field in self._fields(computer.log):
            setters = [
                key
                for key in computer.log
                if (self.content[key].kind, self.content[key].record_id) == (kind, record)
                and field in self.content[key].fields
            ]
            last = [key for key in setters if not any(key in self.knew[other] for other in setters)]
            if len({repr(self._value(key, field)) for key in last}) > 1:
                expected.add((kind, record, field))
        assert flagged == expected

    def _value(self, key: Key, field: str) -> object:
        return self.content[key].fields[field] or None

    def _fields(self, log: set[Key]) -> set[tuple[str, str, str]]:
        return {
            (change.kind, change.record_id, field)
            for change in map(self.content.__getitem__, log)
            if change.kind in ("Child", "Review")
            for field in change.fields
            if field != EXISTS
        }

    # The model

    def _exchange(self, computer: Computer) -> bool:
        """Make one round; return whether anything travelled."""
        offered = set().union(*self.files.values()) if self.files else set()
        expected = self._sifted(computer.log, offered)
        outcome = Round(
            store=computer.store, vault=VAULT, exchange=Folder(self.main), name="Laptop",
            now=computer.clock(), today=TODAY, back_up=lambda: None,
        ).run()  # fmt: skip
        assert outcome.problems == outcome.set_aside == []
        computer.log = expected
        self._note(computer)
        self.files = {self.main.name: self._to_send(computer)}
        assert [path.name for path in self.cloud.iterdir()] == [self.main.name]
        lines = open_sealed(self.main.read_bytes(), VAULT.key)
        assert read_incoming(lines, ()).keys == self.files[self.main.name]
        return bool(outcome.received or outcome.sent)

    def _sifted(self, log: set[Key], offered: set[Key]) -> set[Key]:
        """Return what a log is after what was offered to it, by what both say was erased."""
        new = offered - log
        erasures = {key for key in new if self.content[key].kind == "Erasure"}
        ids = self._erased(log | erasures)
        return log | erasures | {key for key in new if self.content[key].record_id not in ids}

    def _to_send(self, computer: Computer) -> set[Key]:
        ids = self._erased(computer.log)
        return {key for key in computer.log if self.content[key].record_id not in ids}

    def _erased(self, log: set[Key]) -> set[str]:
        said = [self.content[key] for key in log if self.content[key].kind == "Erasure"]
        cancelled = {one.record_id for one in said if one.fields.get("cancelled_on")}
        return {
            record_id
            for one in said
            if one.fields.get("erased_on") and one.fields["request_id"] not in cancelled
            for record_id in one.fields["erased_ids"]
        }

    def _put(self, computer: Computer, record: Record) -> None:
        with computer.store.write("edit") as write:
            write.put(record)
        self._note(computer)

    def _note(self, computer: Computer) -> None:
        """Note what a store has made itself, and check that it holds what the model says."""
        for change in computer.store.every_change():
            if change.key not in computer.log:
                assert change.key not in self.content, "it came from nowhere"
                assert change.run == computer.store.own_run[0]
                self.content[change.key] = change
                self.knew[change.key] = set(computer.log)
                computer.log.add(change.key)
        held = {change.key for change in computer.store.every_change()}
        assert held == computer.log, "what was committed or received is not there"

    # Small things

    def _one(self, which: int) -> Computer:
        return self.computers[which % len(self.computers)]

    def _fresh(self, clock: Ticks) -> Computer:
        folder = self._folder()
        facts = StoreFacts("a" * 32, OFFICER_ID)
        return Computer(
            folder, Store.create(folder, DATA_KEY, facts=facts, clock=clock), clock, set()
        )

    def _add(self, computer: Computer) -> None:
        self.computers.append(computer)

    def _folder(self) -> Path:
        self.count += 1
        return self.root / str(self.count)

    def _copied(self, computer: Computer) -> Path:
        computer.store.close()
        folder = self._folder()
        shutil.copytree(computer.folder, folder)
        computer.store = Store.open(computer.folder, DATA_KEY, clock=computer.clock)
        return folder


def _plain(store: Store) -> dict[str, object]:
    cases = store.snapshot.cases.values()
    return {one.child.id: (one.child, one.records, one.brought_back) for one in cases}


def test_nothing_is_lost_and_all_end_alike(*, long_run: bool) -> None:
    runs = settings(
        max_examples=1000 if long_run else 8,
        stateful_step_count=50,
        # Making a failure smaller takes minutes: for that there is the long run.
        phases=[Phase.generate, Phase.shrink] if long_run else [Phase.generate],
    )
    run_state_machine_as_test(Careless, settings=runs)
