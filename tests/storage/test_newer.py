"""A store that a newer program wrote: read as it was left, and never changed."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.domain.errors import NewerVersionError, ReadOnlyError
from iro_desktop.domain.records import Child, Feedback, Review
from iro_desktop.paths import DATABASE
from iro_desktop.storage.backup import contents, write_backup
from iro_desktop.storage.check import findings
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.restoring import Kept, OpenBackup, make_store
from iro_desktop.storage.store import Store
from tests.stores import DATA_KEY, a_store

KEYS = KeyFile("a" * 32, ())

# What a later program may have done: a column and a table more, one column fewer, a kind of its
# own, and values of other types.
NEWER = (
    "UPDATE meta SET value = '2' WHERE key = 'log_form'",
    "UPDATE meta SET value = 'newer' WHERE key = 'fingerprint'",
    "ALTER TABLE change ADD COLUMN signature TEXT NOT NULL DEFAULT 'x'",
    "ALTER TABLE child ADD COLUMN shoe_size INTEGER",
    "ALTER TABLE review DROP COLUMN summary",
    "UPDATE child SET born_on = 'in spring' WHERE id = 'c'",
    "UPDATE feedback SET score = 'five' WHERE id = 'f'",
    "CREATE TABLE horoscope (id TEXT PRIMARY KEY, deleted INTEGER, sign TEXT)",
    "INSERT INTO horoscope VALUES ('h', 0, 'aries')",
    "DROP TABLE snooze",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a store as a newer program left it."""
    store = a_store(tmp_path / "s")
    with store.write("add AB12") as write:
        write.put(Child(id="c", reference="AB12", initials="A.B."))
        write.put(Feedback(id="f", score=5, words="kind"))
        write.put(Review(id="r", child_id="c", summary="a good meeting"))
    store.set_local("draft:check", "half a sentence")
    with store.engine.begin() as connection:
        for statement in NEWER:
            connection.execute(sa.text(statement))
    store.close()
    return store.folder


def test_it_opens_with_what_both_know_and_nothing_is_made_anew(folder: Path) -> None:
    store = Store.open(folder, DATA_KEY, before_projecting=lambda _: pytest.fail("it was changed"))
    assert store.read_only
    assert store.facts == StoreFacts("a" * 32, "0" * 31 + "1")
    case = store.snapshot.cases["c"]
    assert (case.child.reference, case.child.initials) == ("AB12", "A.B.")
    assert case.child.born_on is None
    assert [(one.score, one.words) for one in store.snapshot.of(Feedback)] == [(None, "kind")]
    assert [review.summary for review in case.of(Review)] == [""]
    assert store.snapshot.position == 3
    assert [change.record_id for change in store.history(["r"])["r"]] == ["r"]
    assert store.local("draft:check") == "half a sentence"
    assert list(findings(store)) == []
    with store.engine.connect() as connection:
        assert sa.inspect(connection).has_table("horoscope")
        assert not sa.inspect(connection).has_table("snooze")
    store.close()


def test_every_way_to_write_is_refused_with_the_same_sentence(folder: Path) -> None:
    store = Store.open(folder, DATA_KEY)
    before = store.snapshot
    foreign = Change(
        run=5, seq=1, schema=1, act=1, words="", source="typed", clock=1, actor="",
        at="2020-03-31T09:00:00.000Z", kind="Child", record_id="d", fields={EXISTS: True},
    )  # fmt: skip
    with pytest.raises(ReadOnlyError, match="can be read here and not changed"), store.write("x"):
        pytest.fail("nothing is to be gathered")
    with pytest.raises(ReadOnlyError), store.write("receive") as write:
        write.receive([foreign])
    with pytest.raises(ReadOnlyError):
        store.set_local("draft:check", None)
    with pytest.raises(ReadOnlyError):
        store.set_facts(StoreFacts("b" * 32))
    assert store.snapshot is before
    store.close()
    again = Store.open(folder, DATA_KEY)
    assert again.local("draft:check") == "half a sentence"
    again.close()


def test_it_can_be_backed_up_and_only_a_program_that_knows_its_form_restores_that(
    folder: Path, tmp_path: Path
) -> None:
    store = Store.open(folder, DATA_KEY)
    path = write_backup(store, KEYS, DATA_KEY, tmp_path / "copy.irobackup")
    store.close()
    with pytest.raises(NewerVersionError):
        contents(path.read_bytes(), DATA_KEY)


def test_one_of_which_nothing_can_be_read_is_left_as_it_is(folder: Path) -> None:
    store = Store.open(folder, DATA_KEY)
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE change RENAME COLUMN run TO opening"))
    store.close()
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(NewerVersionError):
        Store.open(folder, DATA_KEY)
    assert (folder / DATABASE).read_bytes() == before


def test_kinds_and_fields_of_a_newer_program_survive_a_backup_and_its_restore(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path / "s")
    newer = [
        Change(
            run=5, seq=number, schema=9, act=1, words="newer act" if number == 1 else "",
            source="typed", clock=number, actor="", at="2020-03-31T09:00:00.000Z",
            kind=kind, record_id=kind.lower(), fields=fields,
        )
        for number, (kind, fields) in enumerate(
            {
                "Child": {EXISTS: True, "reference": "AB12", "shoe_size": {"left": [1, 2.5]}},
                "Horoscope": {EXISTS: True, "sign": "aries", "child_id": "child"},
            }.items(),
            1,
        )
    ]  # fmt: skip
    with store.write("receive") as write:
        write.receive(newer)
    path = write_backup(store, KEYS, DATA_KEY, tmp_path / "copy.irobackup")
    before = list(store.every_change())
    store.close()
    backup = OpenBackup(path, path.read_bytes(), DATA_KEY, KEYS)
    (tmp_path / "new").mkdir()
    make_store(tmp_path / "new", backup, Kept())
    again = Store.open(tmp_path / "new", DATA_KEY)
    assert list(again.every_change()) == before
    assert again.history(["horoscope", "child"]) == {
        "child": [newer[0]], "horoscope": [newer[1]],
    }  # fmt: skip
    assert again.latest_acts(5)[0].words == "newer act"
    assert again.snapshot.cases["child"].child.reference == "AB12"
    assert list(findings(again)) == []
    again.close()
