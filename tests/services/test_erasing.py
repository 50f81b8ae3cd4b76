"""Erasing: asked for, waited for, pressed on each computer, and nothing of it comes back."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.records import (
    AccessEvent,
    Allocation,
    Child,
    ChildRecord,
    Contact,
    Erasure,
    Meeting,
    Review,
    SiblingGroup,
    Snooze,
)
from iro_desktop.services import erasing
from iro_desktop.services.drafts import draft, keep_draft
from iro_desktop.services.erasing import (
    Asking,
    ErasureRefusedError,
    TooManyToEraseError,
    ask_to_erase,
    ask_to_erase_log,
    cancel_erasure,
    erase,
    finish_erasures,
)
from iro_desktop.services.erasure_requests import note_requests
from iro_desktop.services.retention import (
    Due,
    State,
    due_for_erasure,
    in_words,
)
from iro_desktop.services.undo import stacks
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage import check
from iro_desktop.storage.erasing_backups import erase_in_backups
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store
from iro_desktop.sync.devices import note_set_aside
from tests.builders import a_child, a_contact, a_meeting, a_review, an_id, care
from tests.pages import every_page
from tests.stores import DATA_KEY, OFFICER_ID, TODAY, Ticks, a_workspace

ENDED = date(2019, 11, 30)
AFTER = TODAY + timedelta(days=14)
CLOSED = Asking(council_copy=True)
SECRET = "Zebedee-77 has moved to the lighthouse"


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "ours")
    yield workspace
    workspace.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "other")
    yield workspace
    workspace.close()


def on(workspace: Workspace, day: date) -> None:
    """Let a day come, with the clock that stands at the log's changes."""
    workspace.today = lambda: day
    clock = workspace.store._clock
    assert isinstance(clock, Ticks)
    clock.now = clock.now.replace(year=day.year, month=day.month, day=day.day)


def put(workspace: Workspace, child: Child, *records: ChildRecord, words: str = "") -> str:
    with workspace.write(words or f"add {child.reference}") as write:
        write.put(child)
        for record in records:
            write.put(replace(record, child_id=child.id))
    return child.id


def a_closed_case(workspace: Workspace, reference: str = "ZZ-9041", **fields: str) -> str:
    return put(
        workspace,
        a_child(reference, **fields),
        care("2018-01-08", ENDED),
        a_contact("2019-05-02", note=SECRET),
        a_contact("2019-08-02"),
    )


def many(workspace: Workspace, number: int = 30) -> list[str]:
    """Add children whose cases are open, so that one of them is a small part of all."""
    children = [a_child(f"OP-{n:03}") for n in range(number)]
    with workspace.write("add the others") as write:
        for child in children:
            write.put(child)
            for record in (care("2019-01-01"), a_contact("2019-05-01")):
                write.put(replace(record, child_id=child.id))
    return [child.id for child in children]


def asked(workspace: Workspace, child_id: str, day: date = TODAY) -> str:
    (request_id,) = ask_to_erase(workspace, [child_id], CLOSED, day)
    return request_id


def send(here: Workspace, there: Workspace) -> None:
    """Bring over what may leave a computer, as the shared file does."""
    lines = list(here.store.lines(without_erased=True))
    there.store.take_in(there.store.incoming([lines]), "receive")
    note_requests(there)


def lines_of(workspace: Workspace, day: date) -> dict[str, Due]:
    return {due.title: due for due in due_for_erasure(workspace, day)}


def is_sound(workspace: Workspace) -> bool:
    return list(check.findings(workspace.store)) == []


# The list


def test_the_list_says_what_ended_and_from_when_it_may_go(ours: Workspace) -> None:
    many(ours, 1)
    a_closed_case(ours)
    put(ours, a_child("ZZ-2"), care("2018-01-01", "2020-01-31"))
    old, young = due_for_erasure(ours, TODAY)
    assert (old.title, old.why, old.words) == (
        "ZZ-9041 XY",
        "The case is closed",
        "Can be asked for",
    )
    assert (old.ended_on, old.due_on, old.left) == (ENDED, date(2020, 2, 29), 4)
    assert (young.title, young.words) == ("ZZ-2 XY", "From 30 Apr 2020")
    assert young.state is State.NOT_YET


@pytest.mark.parametrize(
    "records",
    [
        [care("2018-01-01")],
        [care("2018-01-01", "2019-01-01"), care("2020-06-01")],
        [care("2018-01-01", "2019-01-01"), Allocation(id=an_id(), officer_id=OFFICER_ID)],
        [
            care("2018-01-01", "2019-01-01"),
            Allocation(id=an_id(), officer_id=OFFICER_ID, to_on=TODAY),
        ],
        [],
    ],
)
def test_a_case_that_goes_on_or_never_began_is_not_listed(
    ours: Workspace, records: list[ChildRecord]
) -> None:
    put(ours, a_child("ZZ-3"), *records)
    assert due_for_erasure(ours, TODAY) == ()


def test_what_an_import_assumed_does_not_hold_a_case_open(ours: Workspace) -> None:
    assumed = Allocation(id=an_id(), officer_id=OFFICER_ID, role="named", assumed=True)
    put(ours, a_child("ZZ-4"), care("2018-01-01", ENDED), assumed)
    assert lines_of(ours, TODAY)["ZZ-4 XY"].ended_on == ENDED


def test_a_case_handed_over_ended_here_and_asks_for_the_other_iro(ours: Workspace) -> None:
    child_id = put(
        ours,
        a_child("ZZ-5"),
        care("2018-01-01"),
        Allocation(id=an_id(), officer_id=OFFICER_ID, to_on=ENDED),
        Allocation(id=an_id(), officer_id="f" * 32, from_on=date(2019, 12, 1)),
    )
    (due,) = due_for_erasure(ours, TODAY)
    assert (due.why, due.ended_on) == ("The child was handed over", ENDED)
    with pytest.raises(ErasureRefusedError, match="goes on with another IRO"):
        ask_to_erase(ours, [child_id], Asking(council_copy=True), TODAY)
    ask_to_erase(ours, [child_id], Asking(council_copy=True, handed_over=True), TODAY)
    assert lines_of(ours, TODAY)["ZZ-5 XY"].words == "14 days left here"


def test_it_may_be_asked_for_earlier_where_somebody_with_a_right_to_it_asked(
    ours: Workspace,
) -> None:
    child_id = put(ours, a_child("ZZ-6"), care("2018-01-01", "2020-03-01"))
    with pytest.raises(ErasureRefusedError, match="from 1 June 2020"):
        ask_to_erase(ours, [child_id], CLOSED, TODAY)
    request_id = ask_to_erase(ours, [child_id], Asking(council_copy=True, by_right=True), TODAY)
    assert lines_of(ours, TODAY)["ZZ-6 XY"].why == "Somebody with a right to it asked"
    with pytest.raises(ErasureRefusedError, match="14 more days"):
        erase(ours, request_id, TODAY, confirmed_many=True)


def test_the_council_must_hold_a_copy_and_the_case_be_over(ours: Workspace) -> None:
    closed = a_closed_case(ours)
    (running,) = many(ours, 1)
    with pytest.raises(ErasureRefusedError, match="council’s system holds a copy"):
        ask_to_erase(ours, [closed], Asking(council_copy=False), TODAY)
    with pytest.raises(ErasureRefusedError, match="OP-000 goes on"):
        ask_to_erase(ours, [closed, running], CLOSED, TODAY)
    asked(ours, closed)
    with pytest.raises(ErasureRefusedError, match="asked for already"):
        asked(ours, closed)
    assert len(ours.snapshot.of(Erasure)) == 1


# The days


def test_a_press_waits_fourteen_days(ours: Workspace) -> None:
    many(ours)
    request_id = asked(ours, a_closed_case(ours))
    for days in (0, 1, 13):
        with pytest.raises(ErasureRefusedError, match=f"{14 - days} more day"):
            erase(ours, [request_id], TODAY + timedelta(days=days))
    assert lines_of(ours, TODAY)["ZZ-9041 XY"].words != "Ready to erase"
    assert lines_of(ours, AFTER)["ZZ-9041 XY"].words == "Ready to erase"
    on(ours, AFTER)
    assert erase(ours, [request_id], AFTER).records == 4


def test_each_computer_counts_from_its_own_first_sight(ours: Workspace, other: Workspace) -> None:
    many(ours)
    request_id = asked(ours, a_closed_case(ours))
    on(other, TODAY + timedelta(days=10))
    send(ours, other)
    on(other, AFTER)
    with pytest.raises(ErasureRefusedError, match="10 more days"):
        erase(other, [request_id], AFTER)
    on(other, TODAY + timedelta(days=24))
    assert erase(other, [request_id], TODAY + timedelta(days=24)).records == 4


def test_a_clock_ten_years_behind_when_it_was_asked_shortens_nothing(
    ours: Workspace, other: Workspace
) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    on(ours, date(2010, 4, 1))
    with ours.write("ask", source="erasure") as write:
        write.put(
            Erasure(id=an_id(), about_child_id=child_id, reason="closed", asked_on=date(2010, 4, 1))
        )
    on(other, TODAY)
    send(ours, other)
    assert lines_of(other, TODAY)["ZZ-9041 XY"].days_left == 14


def test_a_clock_ten_years_ahead_when_it_was_asked_is_said(
    ours: Workspace, other: Workspace
) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    request_id = asked(ours, child_id, TODAY.replace(year=2030))
    send(ours, other)
    on(other, AFTER)
    with pytest.raises(ErasureRefusedError, match="31 March 2030, it is still to come"):
        erase(other, [request_id], AFTER)


def test_a_clock_that_jumps_on_starts_the_days_anew(ours: Workspace) -> None:
    many(ours)
    request_id = asked(ours, a_closed_case(ours))
    jumped = TODAY.replace(year=2030)
    on(ours, jumped)
    with pytest.raises(ErasureRefusedError, match="14 more days"):
        erase(ours, [request_id], jumped)
    on(ours, AFTER)  # the clock is right again, and the first sight lies ahead of it
    with pytest.raises(ErasureRefusedError, match="first saw the request on 31 March 2030"):
        erase(ours, [request_id], AFTER)
    note_requests(ours)  # the next opening
    with pytest.raises(ErasureRefusedError, match="14 more days"):
        erase(ours, [request_id], AFTER)
    on(ours, AFTER + timedelta(days=14))
    assert erase(ours, [request_id], AFTER + timedelta(days=14)).records == 4


def test_a_case_that_is_open_again_stays(ours: Workspace) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    request_id = asked(ours, child_id)
    with ours.write("back in care") as write:
        write.put(replace(care("2020-04-02"), child_id=child_id))
    on(ours, AFTER)
    with pytest.raises(ErasureRefusedError, match="ZZ-9041 is open again"):
        erase(ours, [request_id], AFTER)


# The share


def test_more_than_a_twentieth_at_once_asks(ours: Workspace) -> None:
    many(ours, 3)
    request_id = asked(ours, a_closed_case(ours))
    on(ours, AFTER)
    with pytest.raises(TooManyToEraseError, match=r"25% of all records on file, more than 5%"):
        erase(ours, [request_id], AFTER)
    assert "ZZ-9041 XY" in lines_of(ours, AFTER)
    assert erase(ours, [request_id], AFTER, confirmed_many=True).records == 4


# What is erased


def test_not_a_byte_of_the_child_is_left(ours: Workspace) -> None:
    """Its reference, name and text leave log, tables, words, drafts, backups and free pages."""
    others = many(ours, 60)
    child_id = a_closed_case(ours, name="Zebedee Marlow")
    note = next(one for one in ours.snapshot.cases[child_id].of(Contact) if one.note)
    with ours.write("record contact for OP-000 and ZZ-9041 XY") as write:
        write.put(replace(a_contact("2020-01-02"), child_id=others[0]))
        write.put(replace(a_contact("2020-01-02", note=SECRET), child_id=child_id))
    with ours.write("put off contact of ZZ-9041") as write:
        write.put(Snooze(id=an_id(), child_id=child_id, reason="Zebedee-77 is away"))
        write.put(AccessEvent(id=an_id(), what="child_page", on=TODAY, about_child_id=child_id))
        write.delete("Contact", note.id)
    keep_draft(ours, f"form:check:{child_id}:", "Zebedee-77 said")
    keep_draft(ours, "quick-line", "check zz-9041 yesterday")
    keep_draft(ours, "caseload", "something else")
    backup = ours.back_up("asked")
    words = [one.words for one in ours.store.every_change() if "ZZ-9041" in one.words]
    assert len(words) == 3
    request_id = asked(ours, child_id)
    assert is_sound(ours)  # which brings all of it into the file
    assert b"ZZ-9041" in every_page(ours.folder / "store.db")
    on(ours, AFTER)
    done = erase(ours, [request_id], AFTER, confirmed_many=True)
    assert (done.records, done.backups, done.unreadable) == (7, 1, ())
    assert is_sound(ours)
    assert draft(ours, "caseload") == "something else"
    assert "record contact for OP-000 and an erased child" in [
        one.words for one in ours.store.every_change()
    ]
    assert ours.snapshot.of(AccessEvent) == ()
    ours.store.close()
    pages = every_page(ours.folder / "store.db")
    assert b"OP-000" in pages
    for trace in (b"ZZ-9041", b"zz-9041", b"Zebedee", b"lighthouse"):
        assert trace not in pages
    assert (ours.folder / "store.db-wal").exists() is False
    packed = b"\n".join(erasing_lines(backup))
    assert b"OP-000" in packed
    assert b"something else" in packed
    for trace in (b"ZZ-9041", b"zz-9041", b"Zebedee", b"lighthouse"):
        assert trace not in packed


def erasing_lines(path: Path) -> list[bytes]:
    from iro_desktop.storage.container import open_sealed, read_sealed

    return list(open_sealed(read_sealed(path), DATA_KEY))


def test_the_rest_of_the_caseload_stays_as_it_was(ours: Workspace) -> None:
    many(ours, 200)
    child_id = a_closed_case(ours)
    request_id = asked(ours, child_id)
    before = dict(ours.snapshot.cases)
    on(ours, AFTER)
    erase(ours, [request_id], AFTER)
    del before[child_id]
    assert dict(ours.snapshot.cases) == before  # the very same case files
    again = Store.open(reclosed(ours), DATA_KEY, clock=ours.store._clock)
    found = {key: (one.child, one.records) for key, one in again.snapshot.cases.items()}
    assert found == {key: (one.child, one.records) for key, one in before.items()}
    assert again.snapshot.orphans == again.snapshot.bin == ()
    again.close()


def reclosed(workspace: Workspace) -> Path:
    workspace.store.close()
    return workspace.folder


def test_meetings_and_the_sibling_group_that_nobody_else_is_in_go_too(ours: Workspace) -> None:
    (brother,) = many(ours, 1)
    group, alone, shared = SiblingGroup(id=an_id(), name="Marlow"), a_meeting(), a_meeting()
    child_id = a_closed_case(ours)
    with ours.write("add the family") as write:
        for record in (group, alone, shared):
            write.put(record)
        for one in (brother, child_id):
            child = ours.snapshot.cases[one].child
            write.put(replace(child, sibling_group_id=group.id))
            write.put(replace(a_review("2019-06-01", meeting_id=shared.id), child_id=one))
        write.put(replace(a_review("2019-07-01", meeting_id=alone.id), child_id=child_id))
    request_id = asked(ours, child_id)
    on(ours, AFTER)
    erase(ours, [request_id], AFTER, confirmed_many=True)
    assert [one.id for one in ours.snapshot.of(Meeting)] == [shared.id]
    assert ours.snapshot.of(SiblingGroup) == ()
    assert ours.snapshot.cases[brother].child.sibling_group_id == ""
    assert len(ours.snapshot.of(Review)) == 1
    assert is_sound(ours)


def test_what_came_since_a_moment_is_counted_on_when_much_was_erased(ours: Workspace) -> None:
    many(ours)
    request_id = asked(ours, a_closed_case(ours))
    on(ours, AFTER)
    before = ours.snapshot.position
    erase(ours, [request_id], AFTER)
    assert ours.snapshot.position > before
    number = len(ours.store.known_keys())
    again = Store.open(reclosed(ours), DATA_KEY, clock=ours.store._clock)
    assert (again.snapshot.position, len(again.known_keys())) == (ours.snapshot.position, number)
    with again.write("add one more") as write:
        write.put(a_child("OP-999"))
    assert list(check.findings(again)) == []
    again.close()


def test_undo_passes_over_it(ours: Workspace) -> None:
    many(ours)
    request_id = asked(ours, a_closed_case(ours))
    on(ours, AFTER)
    erase(ours, [request_id], AFTER)
    assert stacks(ours).done[-1].words == "add the others"


def test_listeners_hear_which_child_is_gone(ours: Workspace) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    request_id = asked(ours, child_id)
    heard: list[frozenset[str]] = []
    ours.listen(lambda commit, _snapshot: heard.append(commit.child_ids))
    on(ours, AFTER)
    erase(ours, [request_id], AFTER)
    assert frozenset({child_id}) in heard


# Cut short


def test_what_was_cut_short_between_press_and_erasing_is_finished_at_opening(
    ours: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    ours.back_up("asked")
    request_id = asked(ours, child_id)
    on(ours, AFTER)

    def killed(_opened: OpenStore) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(erasing, "finish", killed)
        erase(ours, [request_id], AFTER)
    assert child_id in ours.snapshot.cases
    finish_erasures(ours)
    assert child_id not in ours.snapshot.cases
    assert is_sound(ours)
    assert all(
        b"ZZ-9041" not in line
        for path in ours.folder.glob("backups/*")
        for line in erasing_lines(path)
    )
    position = ours.snapshot.position
    finish_erasures(ours)
    assert ours.snapshot.position == position


def test_backups_are_cleared_though_the_store_is_already(
    ours: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    backup = ours.back_up("asked")
    request_id = asked(ours, child_id)
    on(ours, AFTER)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(erasing, "erase_in_backups", killed)
        erase(ours, [request_id], AFTER)
    assert any(b"ZZ-9041" in line for line in erasing_lines(backup))
    finish_erasures(ours)
    assert not any(b"ZZ-9041" in line for line in erasing_lines(backup))


# Backups


def test_a_damaged_backup_and_an_earlier_store_are_named(ours: Workspace) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    good, bad = ours.back_up("asked"), ours.back_up("import")
    bad.write_bytes(bad.read_bytes()[:-1])
    was = bad.read_bytes()
    aside = ours.folder / "set-aside-20200101"
    aside.mkdir()
    (aside / "store.db").write_bytes(b"an earlier one")
    request_id = asked(ours, child_id)
    on(ours, AFTER)
    done = erase(ours, [request_id], AFTER)
    assert (done.backups, done.unreadable) == (1, (bad.name, aside.name))
    assert bad.read_bytes() == was
    assert good.exists()


def test_what_was_set_aside_in_the_shared_folder_is_named(ours: Workspace) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    note_set_aside(ours.store, ["case.irosync.20200101T090000Z.old-key"])
    note_set_aside(ours.store, [])
    request_id = asked(ours, child_id)
    on(ours, AFTER)
    done = erase(ours, [request_id], AFTER)
    assert done.in_shared == ("case.irosync.20200101T090000Z.old-key",)


def test_a_backup_without_anything_of_it_is_not_touched(ours: Workspace) -> None:
    many(ours, 1)
    backup = ours.back_up("asked")
    was = backup.read_bytes()
    a_closed_case(ours)
    cleared = erase_in_backups(ours.folder, DATA_KEY, ours.store.erased)
    assert (cleared.rewritten, cleared.left, backup.read_bytes()) == ((), (), was)


# Other computers


def test_an_erasure_travels_and_nothing_comes_back(ours: Workspace, other: Workspace) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    before = list(ours.store.lines())
    send(ours, other)
    request_id = asked(ours, child_id)
    send(ours, other)
    on(ours, AFTER)
    on(other, AFTER)
    erase(ours, [request_id], AFTER)
    send(other, ours)  # the other has not heard of it, and sends the child
    assert child_id not in ours.snapshot.cases
    send(ours, other)
    assert child_id in other.snapshot.cases  # until a person presses there
    there = lines_of(other, AFTER)["ZZ-9041 XY"]
    assert (there.words, there.more) == ("Ready to erase", "Erased on another computer, still here")
    assert all(b"ZZ-9041" not in line for line in other.store.lines(without_erased=True))
    ours.store.take_in(ours.store.incoming([before]), "an old copy")
    assert child_id not in ours.snapshot.cases
    assert ours.snapshot.orphans == ()
    assert erase(other, [request_id], AFTER).records == 4
    send(other, ours)
    assert dict(ours.snapshot.cases).keys() == dict(other.snapshot.cases).keys()
    assert is_sound(ours)
    assert is_sound(other)


def test_a_cancellation_brings_the_records_back_from_who_has_them(
    ours: Workspace, other: Workspace
) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    whole = ours.snapshot.cases[child_id].records
    request_id = asked(ours, child_id)
    send(ours, other)
    on(ours, AFTER)
    on(other, AFTER)
    erase(ours, [request_id], AFTER)
    send(ours, other)
    assert cancel_erasure(other, [request_id], AFTER) == 1
    send(other, ours)
    assert ours.snapshot.cases[child_id].records == whole
    finish_erasures(ours)
    assert child_id in ours.snapshot.cases
    with pytest.raises(ErasureRefusedError, match="cancelled meanwhile"):
        erase(ours, [request_id], AFTER)
    assert lines_of(ours, AFTER)["ZZ-9041 XY"].state is State.CAN_ASK
    assert is_sound(ours)


def test_what_comes_in_later_of_an_erased_child_is_listed_and_erased_again(
    ours: Workspace, other: Workspace
) -> None:
    many(ours)
    child_id = a_closed_case(ours)
    request_id = asked(ours, child_id)
    send(ours, other)
    on(ours, AFTER)
    erase(ours, [request_id], AFTER)
    assert lines_of(ours, AFTER)["An erased child"].words == "Erased 14 Apr 2020"
    with other.write("record contact of ZZ-9041") as write:
        write.put(replace(a_contact("2020-04-01", note=SECRET), child_id=child_id))
    send(other, ours)
    assert [one.child_id for one in ours.snapshot.orphans] == [child_id]
    due = lines_of(ours, AFTER)["An erased child"]
    assert (due.words, due.more) == ("1 record came in since", "Erase again")
    assert in_words(due).startswith("It came from another computer")
    assert erase(ours, [request_id], AFTER).records == 1
    assert not [one.id for one in ours.snapshot.orphans]
    assert lines_of(ours, AFTER)["An erased child"].state is State.DONE
    assert is_sound(ours)


# The view log


def test_old_entries_of_the_view_log_go_the_same_way(ours: Workspace, other: Workspace) -> None:
    (child_id,) = many(ours, 1)
    for day in (date(2019, 1, 5), date(2019, 1, 6), date(2019, 6, 1)):
        on(ours, day)
        with ours.write("opened", source="access") as write:
            event = AccessEvent(id=an_id(), what="child_page", on=day, about_child_id=child_id)
            write.put(event)
    on(ours, TODAY)
    (due,) = due_for_erasure(ours, TODAY)
    assert due.title == "View log: 2 entries older than 12 months"
    assert due.before_on == date(2019, 3, 31)
    request_id = ask_to_erase_log(ours, date(2019, 3, 31), TODAY)
    send(ours, other)
    with pytest.raises(ErasureRefusedError, match="14 more days"):
        erase(ours, [request_id], TODAY, confirmed_many=True)
    on(ours, AFTER)
    on(other, AFTER)
    assert erase(ours, [request_id], AFTER, confirmed_many=True).records == 2
    assert [one.on for one in ours.snapshot.of(AccessEvent)] == [date(2019, 6, 1)]
    send(other, ours)
    assert len(ours.snapshot.of(AccessEvent)) == 1
    send(ours, other)
    assert len(other.snapshot.of(AccessEvent)) == 3
    assert erase(other, [request_id], AFTER, confirmed_many=True).records == 2
    assert is_sound(ours)
    assert is_sound(other)
