"""What is in a handover pack: the chosen children's changes, and not a word of anybody else."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from iro_desktop.domain.change_lines import to_line
from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import (
    FileDamagedError,
    NewerVersionError,
    NotOurFileError,
    UserError,
    WrongFileKeyError,
    WrongPassphraseError,
)
from iro_desktop.domain.records import (
    AccessEvent,
    Child,
    Contact,
    Escalation,
    Meeting,
    Officer,
    Record,
    SiblingGroup,
    Snooze,
    Standards,
)
from iro_desktop.services.children import delete_child
from iro_desktop.services.several import record_contacts
from iro_desktop.services.siblings import edit_siblings
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.container import BACKUP, HANDOVER, open_sealed, peek, read_sealed, seal
from iro_desktop.storage.encryption import KeyFile, unlock, with_new_recovery_code, with_passphrase
from iro_desktop.sync.handover import Pack, changes_for
from iro_desktop.sync.handover_file import read_pack, write_pack
from iro_desktop.sync.handover_words import (
    COUNT,
    WordsMistypedError,
    new_words,
    passphrase_of,
    word_list,
)
from tests.builders import a_challenge, a_review, an_id, care, the_day
from tests.handovers import FIRST_DAY, QUICK, a_child_of, an_iro
from tests.samples import DAY, ME, records_of
from tests.stores import DATA_KEY, TODAY

FAMILY = SiblingGroup(id="", name="The three of Mill Lane", note="CD34 must not know where")


def pack_of(workspace: Workspace, *child_ids: str) -> Pack:
    changes = changes_for(workspace.store, child_ids)
    return Pack(workspace.officer_id, FIRST_DAY, TODAY, child_ids, changes)


def lines_of(pack: Pack) -> str:
    return b"\n".join(map(to_line, pack.changes)).decode()


def received(folder: Path, *packs: Pack) -> Workspace:
    """Return another IRO's store that has taken in packs, one after the other."""
    workspace = an_iro(folder, "T. Taker", 2)
    for pack in packs:
        with workspace.write("take in") as write:
            write.receive(pack.changes)
    return workspace


def family(workspace: Workspace, *references: str) -> list[str]:
    """Put siblings on file."""
    ids = [a_child_of(workspace, one, care("2019-01-07")) for one in references]
    edit_siblings(workspace, ids[0], FAMILY, ids[1:])
    return ids


# What is in it


def test_all_that_was_ever_said_of_the_chosen_comes_and_nothing_of_the_program(
    giver: Workspace, tmp_path: Path
) -> None:
    child_id = a_child_of(giver, "AB12", care("2019-01-07"), Snooze(id=an_id(), what="check"))
    contact = Contact(id=an_id(), child_id=child_id, note="first")
    for note in ("first", "second"):
        with giver.write(f"record contact of {note}") as write:
            write.put(replace(contact, note=note))
    with giver.write("delete contact") as write:
        write.delete("Contact", contact.id)
    with giver.write("look") as write:
        write.put(AccessEvent(id=an_id(), what="print", about_child_id=child_id))
        write.put(Standards(id=an_id(), caseload_low=50))
    pack = pack_of(giver, child_id)
    kinds = {kind for kind, _ in pack.by_record}
    assert kinds == {"Child", "Allocation", "CarePeriod", "Snooze", "Contact", "Officer"}
    taker = received(tmp_path / "t", pack)
    assert taker.history([contact.id]) == giver.history([contact.id])
    assert taker.store.records_of(child_id) == giver.store.records_of(child_id)


def test_the_meeting_that_is_booked_comes_and_the_iros_who_are_named(giver: Workspace) -> None:
    chair, third = (Officer(id=an_id(), name=one) for one in ("C. Chair", "N. Nobody"))
    meeting = Meeting(id=an_id(), booked_on=the_day("2020-05-12"), chair_id=chair.id)
    other = Meeting(id=an_id(), booked_on=the_day("2020-05-13"))
    with giver.write("book") as write:
        for record in (chair, third, meeting, other):
            write.put(record)
    child_id = a_child_of(giver, "AB12", a_review(None, meeting_id=meeting.id))
    found = pack_of(giver, child_id).by_record
    assert ("Meeting", meeting.id) in found
    assert ("Meeting", other.id) not in found
    assert {one for kind, one in found if kind == "Officer"} == {chair.id, giver.officer_id}


def test_the_words_of_an_act_name_no_child_outside_the_pack(giver: Workspace) -> None:
    ids = [a_child_of(giver, one) for one in ("AB12", "CD34", "AB1")]
    contact = Contact(id="", contact_on=TODAY, with_whom="child", method="visit", note="Well.")
    for chosen in permutations(ids):
        record_contacts(giver, contact, chosen, today=TODAY)
    said = {one.words for one in pack_of(giver, ids[0]).changes}
    text = lines_of(pack_of(giver, ids[0]))
    assert "record contact for AB12, another child and another child" in said
    assert not re.search(r"CD34|AB1\b", text)
    assert not any(one in text for one in ids[1:])


def test_a_reference_of_several_words_and_an_earlier_one_are_taken_out_too(
    giver: Workspace,
) -> None:
    ids = [a_child_of(giver, one) for one in ("AB12", "Mill Lane 4/B", "EF56")]
    contact = Contact(id="", contact_on=TODAY, with_whom="child", method="visit", note="Well.")
    record_contacts(giver, contact, ids, today=TODAY)
    child = giver.snapshot.cases[ids[2]].child
    with giver.write("edit EF56 XY") as write:
        write.put(replace(child, reference="GH78"))
    text = lines_of(pack_of(giver, ids[0]))
    assert "record contact for AB12, another child and another child" in text
    assert "Mill Lane" not in text
    assert "EF56" not in text


# Siblings


def test_siblings_who_go_together_stay_linked_and_the_group_keeps_its_name(
    giver: Workspace, tmp_path: Path
) -> None:
    ids = family(giver, "AB12", "CD34")
    taker = received(tmp_path / "t", pack_of(giver, *ids))
    groups = {case.child.sibling_group_id for case in taker.snapshot.cases.values()}
    assert len(groups) == 1
    (group,) = taker.snapshot.of(SiblingGroup)
    assert groups == {group.id}
    assert group.name == FAMILY.name
    assert not taker.snapshot.flags


def test_a_child_who_goes_alone_has_no_trace_of_siblings(giver: Workspace) -> None:
    ids = family(giver, "AB12", "CD34", "EF56")
    group_id = giver.snapshot.cases[ids[0]].child.sibling_group_id
    text = lines_of(pack_of(giver, ids[0]))
    assert group_id not in text
    assert "Mill Lane" not in text
    assert not any(one in text for one in (*ids[1:], "CD34", "EF56"))


def test_of_a_larger_family_only_the_link_goes_and_not_what_the_group_says(
    giver: Workspace, tmp_path: Path
) -> None:
    ids = family(giver, "AB12", "CD34", "EF56")
    pack = pack_of(giver, ids[0], ids[2])
    text = lines_of(pack)
    assert "CD34" not in text
    assert ids[1] not in text
    taker = received(tmp_path / "t", pack)
    assert len({case.child.sibling_group_id for case in taker.snapshot.cases.values()}) == 1
    (group,) = taker.snapshot.of(SiblingGroup)
    assert (group.name, group.note) == ("", "")


def test_packs_agree_in_any_order_however_the_family_was_cut(
    giver: Workspace, tmp_path: Path
) -> None:
    ids = family(giver, "AB12", "CD34", "EF56")
    packs = [pack_of(giver, ids[0]), pack_of(giver, *ids[:2]), pack_of(giver, *ids)]
    stores = [received(tmp_path / str(at), *order) for at, order in enumerate(permutations(packs))]
    first, *others = (
        {one.child.id: one.child for one in store.snapshot.cases.values()} for store in stores
    )
    assert all(other == first for other in others)
    assert {one.sibling_group_id for one in first.values()} != {""}
    assert not any(store.snapshot.flags for store in stores)
    again = pack_of(giver, *ids)
    position = stores[0].snapshot.position
    with stores[0].write("once more") as write:
        write.receive(again.changes)
    assert stores[0].snapshot.position == position


def test_a_family_that_is_handed_back_is_as_the_other_iro_left_it(
    giver: Workspace, tmp_path: Path
) -> None:
    ids = family(giver, "AB12", "CD34")
    taker = received(tmp_path / "t", pack_of(giver, *ids))
    edit_siblings(taker, ids[0], SiblingGroup(id=""), ())
    back = Pack(taker.officer_id, FIRST_DAY, TODAY, tuple(ids), changes_for(taker.store, ids))
    with giver.write("take back") as write:
        write.receive(back.changes)
    assert {case.child.sibling_group_id for case in giver.snapshot.cases.values()} == {""}
    assert not giver.snapshot.flags


def test_the_other_children_of_a_challenge_are_those_who_go_along(
    giver: Workspace, tmp_path: Path
) -> None:
    ids = [a_child_of(giver, one) for one in ("AB12", "CD34", "EF56")]
    challenge = replace(
        a_challenge("2020-03-16", needed="A plan."),
        child_id=ids[0],
        other_child_ids=(ids[1], ids[2]),
    )
    with giver.write("raise a challenge for AB12, CD34 and EF56") as write:
        write.put(challenge)
    pack = pack_of(giver, ids[0], ids[1])
    assert ids[2] not in lines_of(pack)
    taker = received(tmp_path / "t", pack)
    (found,) = taker.snapshot.of(Escalation)
    assert found == replace(challenge, other_child_ids=(ids[1],))
    alone = received(tmp_path / "u", pack_of(giver, ids[0]))
    assert alone.snapshot.of(Escalation) == (replace(challenge, other_child_ids=()),)


def test_what_was_deleted_stays_deleted_wherever_its_links_lead(
    giver: Workspace, tmp_path: Path
) -> None:
    ids = [a_child_of(giver, one) for one in ("AB12", "CD34")]
    challenge = replace(a_challenge("2020-03-16"), child_id=ids[0], other_child_ids=(ids[1],))
    with giver.write("raise") as write:
        write.put(challenge)
    with giver.write("delete") as write:
        write.delete("Escalation", challenge.id)
    taker = received(tmp_path / "t", pack_of(giver, *ids))
    assert not taker.snapshot.of(Escalation)
    assert challenge.id in {one.id for one in taker.snapshot.bin}
    assert not taker.snapshot.flags


def test_a_child_who_was_deleted_and_restored_comes_as_it_is(
    giver: Workspace, tmp_path: Path
) -> None:
    ids = family(giver, "AB12", "CD34")
    delete_child(giver, ids[0])
    undo_latest(giver)
    taker = received(tmp_path / "t", pack_of(giver, *ids))
    assert {one: case.child for one, case in taker.snapshot.cases.items()} == {
        one: case.child for one, case in giver.snapshot.cases.items()
    }
    assert not taker.snapshot.flags


# Over the sample caseload


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = an_iro(tmp_path_factory.mktemp("sample") / "s", "G. Giver", 1, today=DAY)
    records = [one for one in records_of(DAY) if one.id != ME]
    with workspace.write("a sample") as write:
        for record in records:
            write.put(record)
    children = workspace.snapshot.of(Child)
    contact = Contact(id="", contact_on=DAY, with_whom="child", method="visit", note="Well.")
    for at in range(0, len(children) - 3, 3):
        three = [one.id for one in children[at : at + 3]]
        record_contacts(workspace, contact, three, today=DAY)
    yield workspace
    workspace.close()


def test_no_other_child_is_in_any_pack_of_the_sample(sample: Workspace, long_run: bool) -> None:
    children = sample.snapshot.of(Child)
    groups: dict[str, list[str]] = {}
    for child in children:
        groups.setdefault(child.sibling_group_id or child.id, []).append(child.id)
    together = [one for one in groups.values() if len(one) > 1]
    alone = [[child.id] for child in children]
    several = [[one.id for one in children[at : at + 7]] for at in range(0, len(children), 7)]
    step = 1 if long_run else 10
    for chosen in (*together[::step], *alone[::step], *several[::step]):
        pack = pack_of(sample, *chosen)
        words = set(re.findall(r"[\w/-]+", lines_of(pack)))
        others = [one for one in children if one.id not in chosen]
        assert not words & {one.id for one in others}
        assert not words & {one.reference for one in others}
        assert len(pack.only(chosen)) == len(pack.changes)


def test_what_comes_out_is_what_went_in(sample: Workspace, tmp_path: Path) -> None:
    chosen = [one.id for one in sample.snapshot.of(Child)[:5]]
    pack = pack_of(sample, *chosen)
    path = tmp_path / "p.irohandover"
    words = write_pack(path, pack, argon=QUICK)
    assert read_pack(path, words) == pack
    taker = received(tmp_path / "t", pack)
    for one in chosen:
        mine, theirs = sample.snapshot.cases[one], taker.snapshot.cases[one]
        assert theirs.records.keys() == mine.records.keys()
        assert {kind: len(those) for kind, those in theirs.records.items()} == {
            kind: len(those) for kind, those in mine.records.items()
        }


# The file


@pytest.fixture
def file(giver: Workspace, tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "p.irohandover"
    pack = pack_of(giver, a_child_of(giver, "AB12"), a_child_of(giver, "CD34"))
    return path, write_pack(path, pack, argon=QUICK)


def test_its_outside_names_nobody(file: tuple[Path, str], giver: Workspace) -> None:
    data = file[0].read_bytes()
    header = peek(data)
    assert header.purpose == HANDOVER
    assert header.vault_id != giver.store.facts.store_id
    assert [slot.kind for slot in header.slots] == ["passphrase"]
    for secret in (b"AB12", b"Giver", giver.officer_id.encode(), file[1].encode()):
        assert secret not in data


def test_the_words_may_be_typed_as_people_write_them_down(file: tuple[Path, str]) -> None:
    path, words = file
    parts = words.split("-")
    wanted = read_pack(path, words)
    for typed in (
        words.upper(),
        " ".join(parts),
        "".join(parts),
        ", ".join(f"{at}. {one.title()}" for at, one in enumerate(parts, 1)),
        "\n".join(parts) + "\n",
    ):
        assert passphrase_of(typed) == passphrase_of(words)
    assert read_pack(path, "  ".join(parts).upper()) == wanted


def test_wrong_words_are_told_from_words_that_no_file_has(file: tuple[Path, str]) -> None:
    path, words = file
    first, *rest = words.split("-")
    other = next(one for one in word_list() if one != first)
    with pytest.raises(WrongPassphraseError, match="not the words of this file"):
        read_pack(path, "-".join([other, *rest]))
    with pytest.raises(WordsMistypedError, match="Word 1 "):
        read_pack(path, "-".join(["qwertz", *rest]))
    for typed in ("", "  ", "-".join(rest), f"{words}-{first}"):
        with pytest.raises(WordsMistypedError, match="6 words"):
            read_pack(path, typed)


def test_no_cut_and_no_flipped_bit_is_taken_for_a_pack(
    file: tuple[Path, str], long_run: bool, tmp_path: Path
) -> None:
    path, words = file
    data = path.read_bytes()
    bad = tmp_path / "bad.irohandover"
    step = 1 if long_run else 97
    for at in range(1, len(data), step):
        bad.write_bytes(data[:at])
        with pytest.raises(FileDamagedError, match="still downloading"):
            read_pack(bad, words)
    for at in range(0, len(data) * 8, step * 8 + 3):
        flipped = bytearray(data)
        flipped[at // 8] ^= 1 << at % 8
        bad.write_bytes(flipped)
        with pytest.raises((FileDamagedError, NotOurFileError)):
            read_pack(bad, words)


def lines_in(path: Path, words: str) -> tuple[list[bytes], bytes]:
    data = read_sealed(path)
    key = unlock(peek(data).keys, passphrase_of(words))
    return list(open_sealed(data, key)), key


def resealed(path: Path, words: str, lines: Sequence[bytes], purpose: str = HANDOVER) -> None:
    """Put other lines under the same words, as only somebody who has them could."""
    _, key = lines_in(path, words)
    header = peek(path.read_bytes())
    data = seal(lines, key=key, vault_id=header.vault_id, purpose=purpose, slots=header.slots)
    path.write_bytes(data)


def test_other_files_are_told_by_what_they_are(file: tuple[Path, str]) -> None:
    path, words = file
    lines, key = lines_in(path, words)
    whole = path.read_bytes()
    resealed(path, words, lines, BACKUP)
    with pytest.raises(NotOurFileError, match="not a handover file"):
        read_pack(path, words)
    path.write_bytes(b"PK\x03\x04 a letter")
    with pytest.raises(NotOurFileError, match="not a handover file"):
        read_pack(path, words)
    header = peek(whole)
    keys, _ = with_new_recovery_code(KeyFile(header.vault_id, header.slots), key, argon=QUICK)
    path.write_bytes(
        seal(lines, key=key, vault_id=header.vault_id, purpose=HANDOVER, slots=keys.slots)
    )
    with pytest.raises(NotOurFileError):
        read_pack(path, words)
    slots = with_passphrase(
        KeyFile(header.vault_id, ()), DATA_KEY, passphrase_of(words), argon=QUICK
    ).slots
    path.write_bytes(seal(lines, key=key, vault_id=header.vault_id, purpose=HANDOVER, slots=slots))
    with pytest.raises(WrongFileKeyError, match="altered"):
        read_pack(path, words)


def test_a_newer_pack_asks_for_a_newer_program(file: tuple[Path, str]) -> None:
    path, words = file
    (first, *rest), _ = lines_in(path, words)
    resealed(path, words, [first.replace(b'"handover":1', b'"handover":2'), *rest])
    with pytest.raises(NewerVersionError):
        read_pack(path, words)


BROKEN: dict[str, tuple[str, object]] = {
    "version": ("handover", True),
    "day": ("on", "2020-13-01"),
    "made": ("made", 3),
    "from": ("from", None),
    "children": ("children", [1]),
    "no children": ("children", None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_first_line_that_cannot_be_read_is_damage(file: tuple[Path, str], name: str) -> None:
    path, words = file
    (first, *rest), _ = lines_in(path, words)
    field, value = BROKEN[name]
    resealed(path, words, [json.dumps(json.loads(first) | {field: value}).encode(), *rest])
    with pytest.raises(FileDamagedError):
        read_pack(path, words)


def test_a_line_that_is_no_change_is_damage(file: tuple[Path, str]) -> None:
    path, words = file
    lines, _ = lines_in(path, words)
    good = json.loads(lines[1])
    for bad in (b"{}", b"[", b"", json.dumps(good | {"at": "noon"}).encode(),
                json.dumps(good | {"seq": -1}).encode()):  # fmt: skip
        resealed(path, words, [lines[0], bad, *lines[1:]])
        with pytest.raises(FileDamagedError):
            read_pack(path, words)
    resealed(path, words, [])
    with pytest.raises(FileDamagedError):
        read_pack(path, words)


def a_change(record: Record, **fields: object) -> Change:
    said = {"exists": True} | fields
    return Change(
        run=7, seq=1, schema=1, act=1, words="", source="typed", clock=1, actor="",
        at="2020-03-31T09:00:00.000Z", kind=type(record).__name__, record_id=record.id, fields=said,
    )  # fmt: skip


STRANGERS = (
    a_change(Contact(id=an_id()), child_id="f" * 32, note="of a child who is not listed"),
    a_change(Contact(id=an_id()), note="of no child"),
    a_change(Child(id="f" * 32), reference="ZZ99"),
    a_change(Officer(id=an_id()), name="an IRO whom nothing names"),
    a_change(Meeting(id=an_id()), place="a meeting of nobody"),
    a_change(SiblingGroup(id=an_id()), name="a family of nobody"),
    a_change(Standards(id=an_id()), caseload_low=1),
    a_change(AccessEvent(id=an_id()), what="unlock"),
)


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda one: one.kind)
def test_a_pack_with_anything_that_is_none_of_its_children_is_refused(
    file: tuple[Path, str], stranger: Change
) -> None:
    path, words = file
    lines, _ = lines_in(path, words)
    resealed(path, words, [*lines, to_line(stranger)])
    with pytest.raises(NotOurFileError, match="none of the children"):
        read_pack(path, words)


def test_a_pack_without_one_of_its_children_is_refused(file: tuple[Path, str]) -> None:
    path, words = file
    (first, *rest), _ = lines_in(path, words)
    parts = json.loads(first)
    for children in ([], parts["children"][:1], [*parts["children"], "f" * 32]):
        resealed(path, words, [json.dumps(parts | {"children": children}).encode(), *rest])
        with pytest.raises(NotOurFileError):
            read_pack(path, words)


def test_what_cannot_be_written_leaves_nothing_behind(giver: Workspace, tmp_path: Path) -> None:
    pack = pack_of(giver, a_child_of(giver, "AB12"))
    with pytest.raises(UserError):
        write_pack(tmp_path / "missing" / "p.irohandover", pack, argon=QUICK)
    assert not (tmp_path / "missing").exists()


# The words


def test_the_list_of_words_is_good_to_dictate() -> None:
    words = word_list()
    assert len(words) >= 512
    assert len(set(words)) == len(words)
    assert list(words) == sorted(words)
    assert all(re.fullmatch(r"[a-z]{4,10}", one) for one in words)
    assert 512**COUNT >= 2**54
    near = {one[:at] + "?" + one[at + 1 :] for one in words for at in range(len(one))}
    assert len(near) == sum(map(len, words)), "two words differ in one letter"


def test_fresh_words_are_fresh() -> None:
    drawn = [new_words().split("-") for _ in range(200)]
    assert all(len(one) == COUNT and set(one) <= set(word_list()) for one in drawn)
    assert len({tuple(one) for one in drawn}) == 200
    assert len({word for one in drawn for word in one}) > 400
