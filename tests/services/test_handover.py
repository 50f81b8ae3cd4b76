"""Children who change hands: on a date, with all that both IROs did, and nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.casefile import allocation_on
from iro_desktop.domain.change_lines import to_line
from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import FileNotWrittenError, NotOurFileError
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.measures import Figures, Period, Sources
from iro_desktop.domain.records import (
    AccessEvent,
    Allocation,
    Contact,
    Erasure,
    MonitoringCheck,
    Officer,
    Review,
)
from iro_desktop.services.caseload import caseload
from iro_desktop.services.child_history import child_history
from iro_desktop.services.children import delete_child
from iro_desktop.services.handover import (
    export_handover,
    file_for,
    handover_lines,
    handover_problems,
    plan_handover,
)
from iro_desktop.services.safekeeping import findings
from iro_desktop.services.several import Allocating, allocate, record_contacts
from iro_desktop.services.take_over import (
    NobodyChosenError,
    OwnHandoverError,
    import_handover,
    preview_handover,
)
from iro_desktop.services.undo import stacks, undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.container import HANDOVER, open_sealed, peek, seal
from iro_desktop.storage.encryption import unlock
from iro_desktop.sync.handover_words import passphrase_of
from tests.builders import a_check, a_review, an_id, care
from tests.handovers import FIRST_DAY, QUICK, a_child_of, an_iro, hand_over, take_over
from tests.stores import TODAY

LAST_DAY = FIRST_DAY - timedelta(1)
NOTE_OF_GONE = Contact(id=an_id(), note="Of somebody who is gone.")
NOTE = Contact(id="", contact_on=TODAY, with_whom="child", method="visit", note="Settled well.")


@pytest.fixture
def giver(tmp_path: Path) -> Iterator[Workspace]:
    workspace = an_iro(tmp_path / "giver", "G. Giver", 1)
    yield workspace
    workspace.close()


@pytest.fixture
def taker(tmp_path: Path) -> Iterator[Workspace]:
    workspace = an_iro(tmp_path / "taker", "T. Taker", 2)
    yield workspace
    workspace.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "p.irohandover"


def owner(workspace: Workspace, child_id: str, day: date) -> str:
    found = allocation_on(workspace.snapshot.cases[child_id], day)
    return found.officer_id if found else ""


def mine(workspace: Workspace, day: date) -> set[str]:
    rows = caseload(workspace.snapshot, workspace.practice, workspace.officer_id, day)
    return {row.reference for row in rows}


def accesses(workspace: Workspace) -> list[tuple[str, str]]:
    return [(one.what, one.about_child_id) for one in workspace.snapshot.of(AccessEvent)]


# Who has the child


def test_the_child_is_the_one_iros_up_to_the_day_and_the_others_from_it(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    child_id = a_child_of(giver, "AB12", care("2019-01-07"))
    kept = a_child_of(giver, "CD34", care("2019-01-07"))
    take_over(taker, out, hand_over(giver, out, child_id))
    for workspace in (giver, taker):
        assert owner(workspace, child_id, LAST_DAY) == giver.officer_id
    assert owner(taker, child_id, FIRST_DAY) == taker.officer_id
    assert owner(giver, child_id, FIRST_DAY) not in ("", giver.officer_id)
    assert owner(giver, kept, FIRST_DAY) == giver.officer_id
    assert mine(giver, LAST_DAY) == {"AB12", "CD34"}
    assert mine(giver, FIRST_DAY) == {"CD34"}
    assert (mine(taker, LAST_DAY), mine(taker, FIRST_DAY)) == (set(), {"AB12"})
    assert not taker.snapshot.flags
    assert findings(giver) == findings(taker) == []


def test_a_review_counts_for_the_iro_of_its_day_on_both_sides(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    reviews = [a_review(day) for day in ("2019-02-01", "2019-04-30", "2019-10-29")]
    child_id = a_child_of(giver, "AB12", care("2019-01-07"), *reviews)
    on = date(2019, 10, 1)
    take_over(taker, out, hand_over(giver, out, child_id, on=on))
    for workspace in (giver, taker):
        figures = Figures(Sources.of(workspace.snapshot, workspace.practice, TODAY))
        for officer_id, held in ((giver.officer_id, 2), (taker.officer_id, 1)):
            if workspace is giver and officer_id == taker.officer_id:
                officer_id = owner(giver, child_id, on)  # noqa: PLW2901 - as it is called there
            period = Period(date(2019, 1, 1), TODAY)
            result = figures.result("cla_reviews_in_time_held", period, officer_id=officer_id)
            assert result.figure.denominator == held


def test_somebody_who_covered_goes_on_and_ones_own_cover_ends(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    other = Officer(id=an_id(), name="C. Cover")
    child_id = a_child_of(
        giver, "AB12",
        Allocation(id=an_id(), officer_id=other.id, role="covering", from_on=TODAY),
        Allocation(id=an_id(), officer_id=giver.officer_id, role="covering", from_on=TODAY),
    )  # fmt: skip
    with giver.write("add C. Cover") as write:
        write.put(other)
    take_over(taker, out, hand_over(giver, out, child_id))
    ends = {
        (one.officer_id, one.role): one.to_on
        for one in taker.snapshot.cases[child_id].of(Allocation)
    }
    assert ends[other.id, "covering"] is None
    assert ends[giver.officer_id, "covering"] == ends[giver.officer_id, "named"] == LAST_DAY
    assert taker.snapshot.find(Officer, other.id) == other


def test_the_name_of_whoever_takes_over_is_theirs_alone(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    child_id = a_child_of(giver, "AB12")
    words = export_handover(
        giver, [child_id], FIRST_DAY, out, today=TODAY, to="T. Taker", argon=QUICK
    )
    (stand_in,) = [one for one in giver.snapshot.of(Officer) if one.name == "T. Taker"]
    assert owner(giver, child_id, FIRST_DAY) == stand_in.id
    assert stacks(giver).done[-1].words == "hand over AB12 to T. Taker"
    take_over(taker, out, words)
    assert [one.name for one in taker.snapshot.of(Officer)].count("T. Taker") == 1


def test_an_iro_who_did_something_for_the_child_comes_along_though_they_were_to_take_over(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    child_id = a_child_of(giver, "AB12")
    third = Officer(id=an_id(), name="C. Third")
    contact = replace(NOTE, id=an_id(), child_id=child_id)
    with giver.store.write("record contact of AB12", actor=third.id) as write:
        write.put(third)
        write.put(contact)
    words = export_handover(
        giver, [child_id], FIRST_DAY, out, today=TODAY, to="c. third", argon=QUICK
    )
    assert preview_handover(taker, out, words).people == ("C. Third", "G. Giver")
    take_over(taker, out, words)
    assert owner(taker, child_id, FIRST_DAY) == taker.officer_id
    assert ("Record contact", "C. Third") in [
        (one.words, one.who) for one in child_history(taker, child_id).acts
    ]


def test_handed_back_it_is_one_story_on_both_sides(
    giver: Workspace, taker: Workspace, out: Path, tmp_path: Path
) -> None:
    child_id = a_child_of(giver, "AB12", care("2019-01-07"))
    take_over(taker, out, hand_over(giver, out, child_id))
    record_contacts(taker, NOTE, [child_id], today=TODAY)
    back, on = tmp_path / "back.irohandover", date(2020, 6, 1)
    take_over(giver, back, hand_over(taker, back, child_id, on=on))
    assert owner(giver, child_id, FIRST_DAY) == taker.officer_id
    assert owner(giver, child_id, on) == giver.officer_id
    assert not giver.snapshot.flags
    assert len(giver.snapshot.cases[child_id].of(Allocation)) == 3
    assert [one.note for one in giver.snapshot.of(Contact)] == [NOTE.note]
    again = tmp_path / "again.irohandover"
    take_over(taker, again, hand_over(giver, again, child_id, on=date(2020, 9, 1)))
    for day in (TODAY, FIRST_DAY, on):
        assert owner(taker, child_id, day) == owner(giver, child_id, day)
    assert owner(taker, child_id, date(2020, 9, 1)) == taker.officer_id
    assert not taker.snapshot.flags


def test_nobody_else_says_what_an_iro_is_called(
    giver: Workspace, taker: Workspace, out: Path, tmp_path: Path
) -> None:
    child_id = a_child_of(giver, "AB12")
    take_over(taker, out, hand_over(giver, out, child_id))
    with taker.write("rename G. Giver") as write:
        write.put(Officer(id=giver.officer_id, name="Somebody", role="iro"))
    back = tmp_path / "back.irohandover"
    take_over(giver, back, hand_over(taker, back, child_id, on=date(2020, 6, 1)))
    assert giver.officer is not None
    assert giver.officer.name == "G. Giver"


# Both keep their audit


def test_the_history_says_who_did_what_on_both_sides(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    child_id = a_child_of(giver, "AB12")
    other = a_child_of(giver, "CD34")
    record_contacts(giver, NOTE, [other, child_id], today=TODAY)
    take_over(taker, out, hand_over(giver, out, child_id))
    record_contacts(taker, NOTE, [child_id], today=TODAY)
    acts = [(one.words, one.who) for one in child_history(taker, child_id).acts]
    assert acts == [
        ("Record contact", "T. Taker"),
        ("Take over AB12 from G. Giver", "T. Taker"),
        ("Hand over AB12 to Another IRO", "G. Giver"),
        ("Record contact for another child", "G. Giver"),
        ("Add", "G. Giver"),
    ]
    assert [one.who for one in child_history(giver, child_id).acts] == ["G. Giver"] * 3
    assert accesses(giver) == [("export", child_id)]
    assert accesses(taker) == [("import", child_id)]


def test_the_sender_keeps_the_child_as_it_was(giver: Workspace, out: Path) -> None:
    child_id = a_child_of(giver, "AB12", care("2019-01-07"), a_check("2020-02-03"))
    before = giver.snapshot.cases[child_id]
    hand_over(giver, out, child_id)
    after = giver.snapshot.cases[child_id]
    assert after.child == before.child
    assert after.of(MonitoringCheck) == before.of(MonitoringCheck)
    undone, _ = undo_latest(giver)
    assert undone.words == "hand over AB12 to Another IRO"
    assert owner(giver, child_id, FIRST_DAY) == giver.officer_id
    assert accesses(giver) == [("export", child_id)]


def test_undo_gives_the_allocation_back_and_redo_takes_it(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    child_id = a_child_of(giver, "AB12", care("2019-01-07"))
    take_over(taker, out, hand_over(giver, out, child_id))
    undone, _ = undo_latest(taker)
    assert undone.words == "take over AB12 from G. Giver"
    assert mine(taker, FIRST_DAY) == set()
    assert accesses(taker) == [("import", child_id)]
    take_over(taker, out, hand_over(giver, out, child_id))
    assert mine(taker, FIRST_DAY) == {"AB12"}


# Once more, and in part


def test_the_same_file_twice_changes_nothing(
    giver: Workspace, taker: Workspace, out: Path, tmp_path: Path
) -> None:
    child_id = a_child_of(giver, "AB12", care("2019-01-07"), a_review("2019-02-01"))
    words = hand_over(giver, out, child_id)
    take_over(taker, out, words)
    before, backups = taker.snapshot, len(list((tmp_path / "taker" / "backups").iterdir()))
    assert backups == 1
    coming = preview_handover(taker, out, words)
    assert [one.words for one in coming.children] == ["Here already, nothing new"]
    result = import_handover(taker, coming, [child_id], today=TODAY)
    assert (result.new, result.changed) == ({}, {})
    assert taker.snapshot is before
    assert len(list((tmp_path / "taker" / "backups").iterdir())) == 1


def test_only_the_children_who_are_chosen_come(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    ids = [a_child_of(giver, one, a_review("2019-02-01")) for one in ("AB12", "CD34", "EF56")]
    words = hand_over(giver, out, *ids)
    take_over(taker, out, words, ids[1])
    assert set(taker.snapshot.cases) == {ids[1]}
    assert len(taker.snapshot.of(Review)) == 1
    everything = "\n".join(to_line(one).decode() for one in taker.store.every_change())
    assert ids[0] not in everything
    take_over(taker, out, words, *ids)
    assert set(taker.snapshot.cases) == set(ids)
    with pytest.raises(NobodyChosenError):
        import_handover(taker, preview_handover(taker, out, words), [], today=TODAY)


def test_a_look_changes_nothing(giver: Workspace, taker: Workspace, out: Path) -> None:
    child_id = a_child_of(giver, "AB12", a_review("2019-02-01"))
    words = hand_over(giver, out, child_id)
    before = taker.snapshot
    coming = preview_handover(taker, out, words)
    assert coming.words == "1 child from G. Giver, yours from 14 April 2020"
    assert coming.people == ("G. Giver",)
    assert [one.words for one in coming.children] == ["New: 4 records"]
    result = import_handover(taker, coming, [child_id], today=TODAY, dry_run=True)
    assert result.new == {"Officer": 1, "Child": 1, "Allocation": 2, "Review": 1}
    assert taker.snapshot is before


def test_what_was_done_since_is_shown_field_by_field_and_two_versions_are_kept(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    contact = replace(NOTE, id=an_id(), with_whom="carer")
    child_id = a_child_of(giver, "AB12", contact)
    take_over(taker, out, hand_over(giver, out, child_id))
    contact = replace(contact, child_id=child_id)
    with taker.write("edit contact") as write:
        write.put(replace(contact, note="They settled."))
    with giver.write("edit contact") as write:
        write.put(replace(contact, note="Settling.", with_whom="child"))
    words = hand_over(giver, out, child_id)
    coming = preview_handover(taker, out, words)
    (child,) = coming.children
    assert child.standing == "here"
    assert child.two_versions == 1
    said = [one.words for one in child.differences]
    assert "With whom (contact): Carer → Child" in said
    result = import_handover(taker, coming, [child_id], today=TODAY)
    assert [one.rule for one in result.problems] == ["two_versions"]
    assert [(one.field, one.what) for one in taker.snapshot.flags] == [("note", "conflict")]


def test_the_same_reference_here_is_told_and_never_merged(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    here = a_child_of(taker, "ab12 ", a_review("2019-02-01"))
    child_id = a_child_of(giver, "AB12", a_review("2019-04-01"))
    words = hand_over(giver, out, child_id)
    coming = preview_handover(taker, out, words)
    assert coming.children[0].standing == "same_reference"
    result = import_handover(taker, coming, [child_id], today=TODAY)
    assert [one.rule for one in result.problems] == ["same_reference"]
    assert set(taker.snapshot.cases) == {here, child_id}
    assert [len(taker.snapshot.cases[one].of(Review)) for one in (here, child_id)] == [1, 1]


def test_a_child_in_the_bin_stays_there(giver: Workspace, taker: Workspace, out: Path) -> None:
    child_id = a_child_of(giver, "AB12")
    words = hand_over(giver, out, child_id)
    take_over(taker, out, words)
    delete_child(taker, child_id)
    coming = preview_handover(taker, out, words)
    assert coming.children[0].standing == "binned"
    import_handover(taker, coming, [child_id], today=TODAY)
    assert child_id not in taker.snapshot.cases


def test_a_child_who_was_erased_here_stays_out(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    gone = a_child_of(giver, "AB12", NOTE_OF_GONE)
    kept = a_child_of(giver, "CD34")
    ids = [record_id for _, record_id in giver.store.records_of(gone)]
    with taker.write("erase") as write:
        write.put(Erasure(id=an_id(), about_child_id=gone, erased_on=TODAY, erased_ids=tuple(ids)))
    words = hand_over(giver, out, gone, kept)
    coming = preview_handover(taker, out, words)
    assert {one.reference: one.standing for one in coming.children} == {
        "AB12": "erased",
        "CD34": "new",
    }
    result = import_handover(taker, coming, [gone, kept], today=TODAY)
    assert [(one.child, one.rule) for one in result.problems] == [("AB12", "erased")]
    assert set(taker.snapshot.cases) == {kept}
    assert gone not in "".join(to_line(one).decode() for one in taker.store.every_change() if
                               one.kind != "Erasure")  # fmt: skip
    with pytest.raises(NobodyChosenError):
        import_handover(taker, coming, [gone], today=TODAY)


# What would leave, and what is refused


def test_the_plan_says_what_leaves_and_whose_texts_name_others(giver: Workspace) -> None:
    named = replace(NOTE, id=an_id(), note="Shares a room with cd34.")
    child_id = a_child_of(giver, "AB12", care("2019-01-07"), named)
    a_child_of(giver, "CD34")
    plan = plan_handover(giver, [child_id])
    assert plan.words() == "1 child, 1 allocation, 1 period of care and 1 contact"
    assert plan.people == ("G. Giver",)
    assert plan.naming == ("A contact of AB12 names CD34",)
    at = (giver.snapshot, giver.officer_id, [child_id], FIRST_DAY, "T. Taker")
    (line,) = handover_lines(*at)
    assert line.words == "4 records; G. Giver to 13 Apr 2020, T. Taker from 14 Apr 2020"
    assert not handover_problems(*at)


def test_what_cannot_be_handed_over_is_refused_and_nothing_is_written(
    giver: Workspace, out: Path
) -> None:
    child_id = a_child_of(giver, "AB12")
    allocate(giver, [child_id], Allocating(giver.officer_id, from_on=TODAY, to_on=date(2021, 1, 1)))
    later = Allocation(
        id=an_id(), child_id=child_id, officer_id=giver.officer_id, role="named",
        from_on=date(2021, 1, 1),
    )  # fmt: skip
    with giver.write("allocate again") as write:
        write.put(later)
    before = giver.snapshot
    for ids, on, to, words in (
        ([], FIRST_DAY, "", "Choose at least one child"),
        ([child_id], None, "", "Enter the first day"),
        ([child_id], FIRST_DAY, "", "choose a later day"),
        ([child_id], FIRST_DAY, "g. giver", "That is you"),
    ):
        with pytest.raises(RefusedError, match=words):
            export_handover(giver, ids, on, out, today=TODAY, to=to, argon=QUICK)
    assert giver.snapshot is before
    assert not out.exists()


def test_a_file_that_cannot_be_written_leaves_the_child_where_it_was(
    giver: Workspace, tmp_path: Path
) -> None:
    child_id = a_child_of(giver, "AB12")
    with pytest.raises(FileNotWrittenError):
        hand_over(giver, tmp_path / "missing" / "p.irohandover", child_id)
    assert owner(giver, child_id, FIRST_DAY) == giver.officer_id
    assert accesses(giver) == []


def test_another_file_for_the_same_day_changes_nothing_here(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    child_id = a_child_of(giver, "AB12")
    lost = hand_over(giver, out, child_id)
    before = giver.snapshot.cases[child_id]
    words = hand_over(giver, out, child_id)
    assert words != lost
    assert giver.snapshot.cases[child_id] is before
    take_over(taker, out, words)
    assert owner(taker, child_id, FIRST_DAY) == taker.officer_id


def test_ones_own_file_is_for_somebody_else(giver: Workspace, out: Path) -> None:
    words = hand_over(giver, out, a_child_of(giver, "AB12"))
    with pytest.raises(OwnHandoverError):
        preview_handover(giver, out, words)


def test_a_file_that_would_change_another_child_here_is_refused(
    giver: Workspace, taker: Workspace, out: Path
) -> None:
    here = Contact(id=an_id(), note="Mine.")
    a_child_of(taker, "ZZ99", here)
    child_id = a_child_of(giver, "AB12")
    words = hand_over(giver, out, child_id)
    data = out.read_bytes()
    header = peek(data)
    key = unlock(header.keys, passphrase_of(words))
    change = Change(
        run=9, seq=1, schema=1, act=1, words="", source="typed", clock=1 << 60, actor="",
        at="2020-03-31T09:00:00.000Z", kind="Contact", record_id=here.id,
        fields={"exists": True, "child_id": child_id, "note": "Theirs."},
    )  # fmt: skip
    lines = [*open_sealed(data, key), to_line(change)]
    out.write_bytes(
        seal(lines, key=key, vault_id=header.vault_id, purpose=HANDOVER, slots=header.slots)
    )
    with pytest.raises(NotOurFileError, match="does not name"):
        preview_handover(taker, out, words)


def test_a_folder_gets_a_file_whose_name_says_nothing_of_anybody(tmp_path: Path) -> None:
    assert file_for(tmp_path) == tmp_path / "handover.irohandover"
    assert file_for(tmp_path / "for T") == tmp_path / "for T.irohandover"
    assert file_for(tmp_path / "p.x") == tmp_path / "p.x"
