"""The projection of changes to a record: total, and the same in whatever order they come."""

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.change_lines import NotAChangeError, from_line, to_line
from iro_desktop.domain.changes import EXISTS, Change, project, replaced_by
from iro_desktop.domain.records import Child, WorkingTime
from iro_desktop.domain.undoing import undo

FIELDS = ("reference", "initials", "born_on", "note", "disability", EXISTS, "of_a_newer_program")


def a_change(
    seq: int,
    fields: Mapping[str, Any],
    *,
    replaced: Mapping[str, tuple[tuple[int, int], ...]] | None = None,
    run: int = 1,
    clock: int | None = None,
    act: int = 1,
) -> Change:
    return Change(
        run=run,
        seq=seq,
        schema=1,
        act=act,
        words="an act" if act == seq else "",
        source="typed",
        clock=seq if clock is None else clock,
        actor="",
        at="2020-03-31T09:00:00.000Z",
        kind="Child",
        record_id="c",
        fields=fields,
        replaced=replaced or {},
    )


def test_one_change_makes_a_record() -> None:
    state = project(Child, [a_change(1, {EXISTS: True, "reference": "AB12"})])
    assert state.live
    assert state.values == {"reference": "AB12"}
    assert state.heads["reference"] == ((1, 1),)


def test_a_later_change_replaces_an_earlier_one_whatever_the_clock_says() -> None:
    first = a_change(1, {"initials": "AB"}, clock=900)
    second = a_change(2, {"initials": "CD"}, replaced={"initials": ((1, 1),)}, clock=5)
    assert project(Child, [second, first]).values == {"initials": "CD"}
    assert project(Child, [second, first]).conflicts == ()


def test_two_changes_that_did_not_know_of_each_other_are_a_conflict_and_the_later_shows() -> None:
    base = a_change(1, {"initials": "AB"})
    here = a_change(1, {"initials": "CD"}, replaced={"initials": ((1, 1),)}, run=2, clock=10)
    there = a_change(1, {"initials": "EF"}, replaced={"initials": ((1, 1),)}, run=3, clock=11)
    state = project(Child, [there, base, here])
    assert state.values == {"initials": "EF"}
    assert state.conflicts == ("initials",)
    assert state.heads["initials"] == ((2, 1), (3, 1))


def test_the_same_value_set_twice_is_no_conflict() -> None:
    here = a_change(1, {"initials": "CD"}, run=2)
    there = a_change(1, {"initials": "CD"}, run=3)
    assert project(Child, [here, there]).conflicts == ()


def test_nought_and_nought_below_zero_are_no_conflict() -> None:
    here = a_change(1, {"fte": 0}, run=2)
    there = a_change(1, {"fte": -0.0}, run=3)
    assert project(WorkingTime, [here, there]).conflicts == ()
    assert project(WorkingTime, [here, a_change(2, {"fte": 0.5}, run=3)]).conflicts == ("fte",)


def test_a_settlement_that_replaces_both_heads_ends_the_conflict() -> None:
    here = a_change(1, {"initials": "CD"}, run=2)
    there = a_change(1, {"initials": "EF"}, run=3)
    settled = a_change(2, {"initials": "CD"}, run=2, replaced={"initials": ((2, 1), (3, 1))})
    assert project(Child, [here, there, settled]).conflicts == ()


def test_null_empties_a_field_and_an_absent_name_leaves_it_alone() -> None:
    first = a_change(1, {"initials": "AB", "note": "something"})
    second = a_change(2, {"initials": None}, replaced={"initials": ((1, 1),)})
    assert project(Child, [first, second]).values == {"note": "something"}


def test_a_value_of_the_wrong_type_is_listed_and_the_value_before_it_stays() -> None:
    first = a_change(1, {"born_on": "2010-05-01"})
    second = a_change(2, {"born_on": "soon"}, replaced={"born_on": ((1, 1),)})
    state = project(Child, [first, second])
    assert str(state.values["born_on"]) == "2010-05-01"
    assert state.unreadable == ("born_on",)
    mended = a_change(3, {"born_on": "2010-05-02"}, replaced={"born_on": ((1, 2),)})
    state = project(Child, [first, second, mended])
    assert str(state.values["born_on"]) == "2010-05-02"
    assert state.unreadable == ()
    assert state.conflicts == ()


@pytest.mark.parametrize(
    "field,value",
    [
        ("reference", 5), ("reference", ["a"]), ("reference", {"a": 1}), ("reference", "\ud800"),
        ("born_on", "20200101"), ("born_on", "2020-02-30"), ("born_on", True),
        ("disability", 1), ("disability", "yes"), ("initials", False), ("initials", 1.5),
    ],
)  # fmt: skip
def test_a_wrong_type_never_reaches_the_record(field: str, value: object) -> None:
    state = project(Child, [a_change(1, {field: value})])
    assert field not in state.values
    assert state.unreadable == (field,)


def test_a_field_of_a_newer_program_is_kept_as_a_head_and_not_as_a_value() -> None:
    state = project(Child, [a_change(1, {"of_a_newer_program": [1, 2]}), a_change(2, {})])
    assert state.values == {}
    assert state.heads == {"of_a_newer_program": ((1, 1),)}


def deletion(seq: int, *known: tuple[int, int], run: int = 1) -> Change:
    replaced = {EXISTS: tuple(known), "initials": tuple(known)}
    return a_change(seq, {EXISTS: False}, replaced=replaced, run=run)


def test_a_deletion_that_knew_all_edits_deletes() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB"})
    state = project(Child, [deletion(2, (1, 1)), made])
    assert not state.live
    assert state.values == {"initials": "AB"}  # the bin can still show it


def test_an_edit_beside_a_deletion_beats_it_and_is_flagged() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB"})
    edit = a_change(1, {"initials": "CD"}, replaced={"initials": ((1, 1),)}, run=2)
    state = project(Child, [made, deletion(2, (1, 1)), edit])
    assert state.live
    assert state.revived
    again = deletion(3, (1, 2), (2, 1))
    assert not project(Child, [made, deletion(2, (1, 1)), edit, again]).live


def test_what_is_edited_in_the_bin_stays_there_and_names_the_deletion() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB"})
    gone = deletion(2, (1, 1))
    replaced = replaced_by(Child, {"initials": "CD"}, [made, gone])
    assert replaced == {"initials": ((1, 1),), EXISTS: ((1, 2),)}
    edit = a_change(1, {"initials": "CD"}, replaced=replaced, run=2)
    state = project(Child, [made, gone, edit])
    assert (state.live, state.revived) == (False, False)
    assert state.values == {"initials": "CD"}
    # A deletion that it did not know is beaten all the same.
    beside = deletion(1, (1, 1), run=3)
    assert project(Child, [made, gone, edit, beside]).revived


def test_a_restored_record_lives() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB"})
    restored = a_change(3, {EXISTS: True}, replaced={EXISTS: ((1, 2),)})
    state = project(Child, [made, deletion(2, (1, 1)), restored])
    assert state.live
    assert not state.revived


def test_changes_that_name_each_other_in_a_ring_still_give_one_state() -> None:
    one = a_change(1, {"initials": "AB"}, replaced={"initials": ((1, 2),)})
    two = a_change(2, {"initials": "CD"}, replaced={"initials": ((1, 1),)})
    assert project(Child, [one, two]) == project(Child, [two, one])


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from(["AB", "CD", "2010-05-01", ""]),
    st.lists(st.text(max_size=3), max_size=2), st.floats(allow_nan=False),
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Random changes of one record: several runs, partial knowledge, wrong types, wrong clocks."""
    keys = [(run, seq) for run in (1, 2, 3) for seq in (1, 2, 3, 4)]
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, min_size=1, max_size=9))
    found = []
    for run, seq in chosen:
        fields = draw(st.dictionaries(st.sampled_from(FIELDS), values, max_size=4))
        replaced = {
            name: tuple(draw(st.lists(st.sampled_from(keys), max_size=3)))
            for name in draw(st.lists(st.sampled_from(FIELDS), max_size=3))
        }
        clock = draw(st.integers(0, 2**62))
        found.append(a_change(seq, fields, replaced=replaced, run=run, clock=clock))
    return found


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_and_repetition_gives_the_same_state(
    changes: list[Change], chance: random.Random
) -> None:
    shuffled = [*changes, *chance.choices(changes, k=2)]
    chance.shuffle(shuffled)
    state = project(Child, changes)
    assert project(Child, shuffled) == state
    Child(id="c", **state.values)  # type: ignore[arg-type] # every value fits its field
    known = {change.key for change in changes}
    assert all(set(keys) <= known and keys for keys in state.heads.values())


@given(histories())
def test_a_line_gives_back_its_change(changes: list[Change]) -> None:
    for change in changes:
        back = from_line(to_line(change))
        assert {k: v for k, v in back.replaced.items() if v} == {
            k: v for k, v in change.replaced.items() if v
        }
        assert dataclasses.replace(back, replaced={}) == dataclasses.replace(change, replaced={})


@pytest.mark.parametrize(
    "line",
    [
        b"", b"null", b"[]", b"{", b'{"run":1}', b"\xff", b"[" * 100_000,
        to_line(a_change(1, {})).replace(b'"run":1', b'"run":"1"'),
        to_line(a_change(1, {})).replace(b'"run":1', b'"run":-1'),
        to_line(a_change(1, {})).replace(b'"run":1', b'"run":9223372036854775808'),
        to_line(a_change(1, {})).replace(b'"run":1', b'"run":true'),
        to_line(a_change(1, {})).replace(b'"fields":{}', b'"fields":[]'),
        to_line(a_change(1, {})).replace(b'"fields":{}', b'"fields":{},"replaced":{"a":[[1]]}'),
        to_line(a_change(1, {})).replace(b'"kind":"Child"', b'"kind":"\\ud800"'),
    ],
)  # fmt: skip
def test_a_line_that_is_no_change_is_refused(line: bytes) -> None:
    with pytest.raises(NotAChangeError):
        from_line(line)


def test_undo_returns_each_field_to_what_it_replaced() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB", "note": "old"})
    edit = a_change(2, {"initials": "CD", "note": None}, act=2, replaced={
        "initials": ((1, 1),), "note": ((1, 1),)})  # fmt: skip
    undone = undo([edit], {"c": [made, edit]})
    assert [dict(one.fields) for one in undone.edits] == [{"initials": "AB", "note": "old"}]
    assert undone.left == ()


def test_undo_leaves_a_field_that_was_edited_since_and_names_it() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB", "note": "old"})
    edit = a_change(2, {"initials": "CD", "note": "new"}, act=2, replaced={
        "initials": ((1, 1),), "note": ((1, 1),)})  # fmt: skip
    since = a_change(3, {"note": "newer"}, act=3, replaced={"note": ((1, 2),)})
    undone = undo([edit], {"c": [made, edit, since]})
    assert [dict(one.fields) for one in undone.edits] == [{"initials": "AB"}]
    assert undone.left == (("Child", "c", "note"),)


def test_undoing_what_made_a_record_deletes_it() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB"})
    undone = undo([made], {"c": [made]})
    assert [dict(one.fields) for one in undone.edits] == [{EXISTS: False}]


def test_a_record_that_was_edited_since_it_was_made_is_not_undone_away() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB"})
    since = a_change(2, {"note": "new"}, act=2)
    undone = undo([made], {"c": [made, since]})
    assert undone.edits == ()
    assert undone.left == (("Child", "c", EXISTS), ("Child", "c", "initials"))


def test_undoing_a_deletion_restores() -> None:
    made = a_change(1, {EXISTS: True, "initials": "AB"})
    gone = deletion(2, (1, 1))
    undone = undo([gone], {"c": [made, gone]})
    assert [dict(one.fields) for one in undone.edits] == [{EXISTS: True}]
