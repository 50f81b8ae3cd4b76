"""Starting and joining a shared copy, its passphrase, its computers, and whose caseload it is."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.errors import DiskFullError, UserError, WeakPassphraseError
from iro_desktop.domain.records import Allocation, Child, Device, Officer, SharedCopy
from iro_desktop.services import sharing, sharing_keys, sharing_status
from iro_desktop.services.history import whole_history
from iro_desktop.services.joining import join
from iro_desktop.services.last_here import Visit
from iro_desktop.services.sharing import InsideTheStoreError, NotSharedError
from iro_desktop.services.sharing_keys import ThisComputerError
from iro_desktop.services.sharing_owner import AnotherIroError
from iro_desktop.services.sharing_words import ago, sentence
from iro_desktop.services.taking_part import shared_path
from iro_desktop.services.undo import stacks
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.container import peek
from iro_desktop.storage.encryption import Argon
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.store import Store
from iro_desktop.sync.devices import set_aside_there, this_device
from iro_desktop.sync.exchange import Folder, FolderGoneError
from iro_desktop.sync.round import NewKeyError
from iro_desktop.sync.vault import WrongSharedPassphraseError, read_vault, slots_in_force
from tests.stores import DATA_KEY, OFFICER_ID, TODAY, a_workspace, ticks

NOW = datetime(2020, 3, 31, 9, tzinfo=UTC)
FLOOR = Argon(64 * 1024, 1, 1)
SECRET, OTHER = "three plain words", "four other plain words"


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    folder = tmp_path / "cloud"
    folder.mkdir()
    return folder / "case.irosync"


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    made: list[Workspace] = []

    def workspace(name: str, **settled: object) -> Workspace:
        made.append(a_workspace(tmp_path / name, **settled))  # type: ignore[arg-type]
        return made[-1]

    yield workspace
    for one in made:
        one.close()


def started(make: Callable[..., Workspace], cloud: Path) -> Workspace:
    workspace = make("one")
    put_child(workspace, "c", "AB12")
    sharing.start(workspace, cloud, SECRET, now=NOW, name="Laptop", argon=FLOOR)
    return workspace


def joined(tmp_path: Path, cloud: Path, name: str = "two", **settled: Any) -> Workspace:
    workspace, _ = join(
        tmp_path / name, "another passphrase", cloud, SECRET, now=NOW, name=name.title(),
        today=lambda: TODAY, clock=ticks(), argon=FLOOR, **settled,
    )  # fmt: skip
    return workspace


def put_child(workspace: Workspace, child_id: str, reference: str) -> None:
    with workspace.write("add a child") as write:
        write.put(Child(id=child_id, reference=reference))


def references(workspace: Workspace) -> set[str]:
    return {case.child.reference for case in workspace.snapshot.cases.values()}


# Starting and joining


def test_the_first_computer_starts_and_the_second_opens_the_file_once(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one = started(make, cloud)
    two = joined(tmp_path, cloud)
    assert references(two) == {"AB12"}
    assert two.officer_id == one.officer_id
    put_child(two, "d", "CD34")
    sharing.share(two, now=NOW)  # no passphrase any more
    sharing.share(one, now=NOW)
    assert references(one) == {"AB12", "CD34"}
    standing = sharing_status.status(one)
    assert standing is not None
    assert [(one.name, one.is_this_one) for one in standing.computers] == [
        ("Laptop", True), ("Two", False),
    ]  # fmt: skip
    two.close()


def test_a_second_store_of_its_own_joins_by_the_passphrase(
    make: Callable[..., Workspace], cloud: Path
) -> None:
    started(make, cloud)
    two = make("two")
    put_child(two, "d", "CD34")
    with pytest.raises(WrongSharedPassphraseError):
        sharing.start(two, cloud, "not this one at all", now=NOW)
    assert not sharing_status.is_shared(two)
    sharing.start(two, cloud.parent, SECRET, now=NOW)  # the folder will do
    assert references(two) == {"AB12", "CD34"}


def test_a_folder_means_the_shared_copy_in_it_whatever_copies_lie_beside(tmp_path: Path) -> None:
    default = tmp_path / "IRO Desktop.irosync"
    assert sharing.place_of(tmp_path) == default
    (tmp_path / "case (LAPTOP's conflicted copy).irosync").touch()
    (tmp_path / "case.irosync").touch()
    (tmp_path / "case-1.irosync").touch()
    assert sharing.place_of(tmp_path) == tmp_path / "case.irosync"
    (tmp_path / "another.irosync").touch()
    assert sharing.place_of(tmp_path) == default
    default.touch()
    assert sharing.place_of(tmp_path) == default
    assert sharing.place_of(tmp_path / "new.irosync") == tmp_path / "new.irosync"


def test_starting_that_fails_leaves_nothing_behind(
    make: Callable[..., Workspace], cloud: Path
) -> None:
    workspace = make("one")
    with pytest.raises(WeakPassphraseError):
        sharing.start(workspace, cloud, "short", now=NOW)
    with pytest.raises(InsideTheStoreError):
        sharing.start(workspace, workspace.folder / "x.irosync", SECRET, now=NOW)
    with pytest.raises(NotSharedError):
        sharing.share(workspace, now=NOW)
    (cloud.parent / "a file").write_text("x")
    with pytest.raises(UserError):
        sharing.start(
            workspace, cloud.parent / "a file" / "x.irosync", SECRET, now=NOW, argon=FLOOR
        )
    assert not sharing_status.is_shared(workspace)
    assert sharing_status.status(workspace) is None


def test_sharing_is_neither_news_nor_anything_to_undo(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one = started(make, cloud)
    assert [act.words for act in stacks(one).done] == ["add a child"]
    Visit(one).end()
    two = joined(tmp_path, cloud)
    two.close()
    sharing.share(one, now=NOW)
    assert Visit(one).news().rows == ()


def test_the_shared_copy_moves_with_its_place(make: Callable[..., Workspace], cloud: Path) -> None:
    one = started(make, cloud)
    elsewhere = cloud.parent.parent / "stick"
    elsewhere.mkdir()
    sharing.start(one, elsewhere / "case.irosync", "", now=NOW)
    assert shared_path(one) == elsewhere / "case.irosync"
    assert (elsewhere / "case.irosync").exists()
    sharing.stop(one)
    assert sharing_status.status(one) is None
    assert (elsewhere / "case.irosync").exists()


# Whose caseload it is


def test_an_iro_who_was_entered_twice_is_one_person_afterwards(
    make: Callable[..., Workspace], cloud: Path
) -> None:
    started(make, cloud)
    two = make("two")
    other_id = "9" * 32
    with two.write("set up", source="set-up") as write:
        write.put(Officer(id=other_id, name="iro 1 "))
        write.put(Child(id="d", reference="CD34"))
        write.put(Allocation(id="a", child_id="d", officer_id=other_id))
        write.delete("Officer", OFFICER_ID)
    facts = two.store.facts
    two.store.set_facts(StoreFacts(facts.store_id, other_id))
    sharing.start(two, cloud, SECRET, now=NOW)
    assert two.officer_id == OFFICER_ID
    assert [one.officer_id for one in two.snapshot.of(Allocation)] == [OFFICER_ID]
    assert [one.id for one in two.snapshot.of(Officer)] == [OFFICER_ID]


def test_until_something_is_received_nothing_is_changed_here(
    make: Callable[..., Workspace], cloud: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(make, cloud)
    two = make("two")
    other_id = "9" * 32
    with two.write("set up", source="set-up") as write:
        write.put(Officer(id=other_id, name="IRO 1"))
        write.put(Child(id="d", reference="CD34"))
        write.put(Allocation(id="a", child_id="d", officer_id=other_id))
        write.delete("Officer", OFFICER_ID)
    two.store.set_facts(StoreFacts(two.store.facts.store_id, other_id))
    before = two.store.known_keys()

    def gone(_: Folder) -> list[str]:
        raise FolderGoneError

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "names", gone)
        with pytest.raises(FolderGoneError):
            sharing.start(two, cloud, SECRET, now=NOW)
    assert two.store.known_keys() == before
    assert two.officer_id == other_id
    assert not sharing_status.is_shared(two)
    sharing.start(two, cloud, SECRET, now=NOW)
    assert [one.officer_id for one in two.snapshot.of(Allocation)] == [OFFICER_ID]
    assert [one.id for one in two.snapshot.of(Officer)] == [OFFICER_ID]
    facts = two.store.facts
    folder = two.folder
    two.close()
    again = Store.open(folder, DATA_KEY)
    assert again.facts == facts
    again.close()


def test_a_file_without_an_iro_never_becomes_one_without_a_name(
    make: Callable[..., Workspace], cloud: Path
) -> None:
    one = started(make, cloud)
    with one.write("take the name away") as write:
        write.put(Officer(id=OFFICER_ID, name="", role="iro"))
    sharing.share(one, now=NOW)
    two = make("two", officer="")
    two.store.set_facts(StoreFacts(two.store.facts.store_id, ""))
    sharing.start(two, cloud, SECRET, now=NOW)
    assert two.officer_id == ""
    assert sharing.share(one, now=NOW).received > 0


def test_a_new_key_and_its_slots_are_kept_in_one_act(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed right after it, or on a disk that is full then: the passphrase opens the file."""
    one = started(make, cloud)
    two = joined(tmp_path, cloud)
    retired = sharing.share(one, now=NOW)
    device = next(d.id for d in one.snapshot.of(Device) if d.id != this_device(one.store))
    set_local = one.store.set_local

    def full(key: str, value: str | None) -> None:
        if value is not None:
            raise DiskFullError
        set_local(key, value)

    with monkeypatch.context() as patched, suppress(DiskFullError):
        patched.setattr(one.store, "set_local", full)
        patched.setattr(sharing, "share", lambda *_, **__: retired)  # which would remember it
        sharing_keys.remove_computer(one, device, OTHER, now=NOW, argon=FLOOR)
    sharing.share(one, now=NOW)
    vault = read_vault(one.store)
    assert vault is not None
    assert slots_in_force(one.store, vault) == peek(cloud.read_bytes()).slots
    assert len(slots_in_force(one.store, vault)) == 1
    two.close()


def test_the_caseload_of_another_iro_is_refused_where_there_are_children_already(
    make: Callable[..., Workspace], cloud: Path
) -> None:
    started(make, cloud)
    two = make("two")
    with two.write("set up", source="set-up") as write:
        write.put(Officer(id="9" * 32, name="IRO 2"))
        write.put(Child(id="d", reference="CD34"))
    two.store.set_facts(StoreFacts(two.store.facts.store_id, "9" * 32))
    with pytest.raises(AnotherIroError):
        sharing.start(two, cloud, SECRET, now=NOW)
    assert not sharing_status.is_shared(two)


def test_a_colleague_who_is_named_joins_under_their_own_name(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one = started(make, cloud)
    two = joined(tmp_path, cloud, officer_name="IRO 7", fte=0.5)
    assert two.officer is not None
    assert two.officer.name == "IRO 7"
    sharing.share(one, now=NOW)
    assert {officer.name for officer in one.snapshot.of(Officer)} == {"IRO 1", "IRO 7"}
    two.close()


# Passphrases and computers


def test_a_changed_passphrase_opens_new_computers_and_troubles_no_old_one(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one = started(make, cloud)
    two = joined(tmp_path, cloud)
    sharing_keys.change_passphrase(one, OTHER, now=NOW, argon=FLOOR)
    put_child(two, "d", "CD34")
    sharing.share(two, now=NOW)
    with pytest.raises(WrongSharedPassphraseError):
        sharing.open_shared(cloud.read_bytes(), SECRET)
    sharing.open_shared(cloud.read_bytes(), OTHER)
    two.close()


def test_of_two_passphrases_chosen_at_once_both_open_the_file(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one = started(make, cloud)
    two = joined(tmp_path, cloud)
    sharing.share(one, now=NOW)
    aside = cloud.rename(tmp_path / "unplugged")
    sharing_keys.change_passphrase(one, OTHER, now=NOW, argon=FLOOR)
    cloud.unlink()
    aside.rename(cloud)
    sharing_keys.change_passphrase(two, "five more plain words here", now=NOW, argon=FLOOR)
    for _ in range(2):
        sharing.share(one, now=NOW)
        sharing.share(two, now=NOW)
    assert len(peek(cloud.read_bytes()).slots) == 2
    for secret in (OTHER, "five more plain words here"):
        sharing.open_shared(cloud.read_bytes(), secret)
    two.close()


def test_a_removed_computer_is_shut_out_and_the_others_are_asked_once(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one, two, three = (
        started(make, cloud),
        joined(tmp_path, cloud),
        joined(tmp_path, cloud, "three"),
    )
    for workspace in (one, two, three):
        sharing.share(workspace, now=NOW)
    removed = next(found for found in one.snapshot.of(Device) if found.name == "Three")
    put_child(two, "d", "CD34")  # typed before it learns of anything
    sharing_keys.remove_computer(one, removed.id, OTHER, now=NOW, argon=FLOOR)
    for workspace in (two, three):
        with pytest.raises(NewKeyError):
            sharing.share(workspace, now=NOW)
    standing = sharing_status.status(two)
    assert standing is not None
    assert standing.asks == "passphrase"
    with pytest.raises(WrongSharedPassphraseError):
        sharing_keys.enter_passphrase(two, SECRET, now=NOW)
    sharing_keys.enter_passphrase(two, OTHER, now=NOW)
    sharing.share(one, now=NOW)
    assert references(one) == references(two) == {"AB12", "CD34"}
    standing = sharing_status.status(one)
    assert standing is not None
    assert {found.name for found in standing.others} == {"Two"}
    two.close()
    three.close()


def test_what_a_removed_computer_writes_is_set_aside(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one, three = started(make, cloud), joined(tmp_path, cloud, "three")
    sharing.share(one, now=NOW)
    removed = next(found for found in one.snapshot.of(Device) if found.name == "Three")
    sharing_keys.remove_computer(one, removed.id, OTHER, now=NOW, argon=FLOOR)
    put_child(three, "x", "INJECTED")
    cloud.unlink()
    sharing.share(three, now=NOW)  # it finds no file, and writes its own under the old key
    outcome = sharing.share(one, now=NOW)
    assert len(outcome.set_aside) == 1
    assert references(one) == {"AB12"}
    standing = sharing_status.status(one)
    assert standing is not None
    assert standing.set_aside == tuple(outcome.set_aside)
    sharing_status.put_away_notices(one)
    assert sharing_status.status(one).set_aside == ()  # type: ignore[union-attr]
    assert set_aside_there(one.store) == tuple(outcome.set_aside)  # for when something is erased
    three.close()


def test_this_computer_cannot_remove_itself(make: Callable[..., Workspace], cloud: Path) -> None:
    one = started(make, cloud)
    here = next(iter(one.snapshot.of(Device)))
    with pytest.raises(ThisComputerError):
        sharing_keys.remove_computer(one, here.id, OTHER, now=NOW, argon=FLOOR)
    assert read_vault(one.store) is not None
    sharing_keys.rename_computer(one, here.id, " Work laptop ")
    assert [device.name for device in one.snapshot.of(Device)] == ["Work laptop"]


def test_the_key_stays_inside_the_encrypted_store(
    make: Callable[..., Workspace], cloud: Path
) -> None:
    one = started(make, cloud)
    vault = read_vault(one.store)
    assert vault is not None
    slots = [copy.slots for copy in one.snapshot.of(SharedCopy)]
    assert slots
    assert vault.key.hex() not in slots[0]
    for path in (*one.folder.rglob("*"), *cloud.parent.iterdir()):
        if path.is_file():
            assert vault.key not in path.read_bytes()
            assert vault.key.hex().encode() not in path.read_bytes()


# In words


def test_how_it_stands_is_said_in_one_line(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one = started(make, cloud)
    standing = sharing_status.status(one)
    assert standing is not None
    assert sentence(standing, NOW, UTC) == (
        "Safe in the shared copy up to 09:00; no other computer has joined yet"
    )
    joined(tmp_path, cloud).close()
    sharing.share(one, now=NOW)
    put_child(one, "d", "CD34")
    standing = sharing_status.status(one)
    assert standing is not None
    later = NOW + timedelta(days=3, hours=1)
    assert sentence(standing, later, UTC) == (
        "Safe in the shared copy up to 09:00 on 31 March 2020, 1 change waits; "
        "other computer last seen 3 days ago"
    )


@pytest.mark.parametrize(
    "past, said",
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=40), "40 minutes ago"),
        (timedelta(minutes=61), "1 hour ago"),
        (timedelta(hours=47), "1 day ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=-3653), "at a time that is still to come, by its own clock"),
    ],
)
def test_how_long_ago(past: timedelta, said: str) -> None:
    assert ago(NOW - past, NOW) == said
    assert ago(None, NOW) == "never"


def test_history_names_who_made_what_on_the_other_computer(
    make: Callable[..., Workspace], cloud: Path, tmp_path: Path
) -> None:
    one = started(make, cloud)
    two = joined(tmp_path, cloud)
    put_child(two, "d", "CD34")
    sharing.share(two, now=NOW)
    sharing.share(one, now=NOW)
    entry = next(found for found in whole_history(one) if found.child == "CD34")
    assert entry.actor == "IRO 1"
    two.close()
