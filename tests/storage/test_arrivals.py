"""What a form writes that was filled before something came in from another computer."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.changes import EXISTS, Edit
from iro_desktop.domain.records import Child, Contact, Decision, Record, Review
from iro_desktop.domain.snapshot import Flag
from iro_desktop.storage.check import findings
from iro_desktop.storage.lines import row_line
from iro_desktop.storage.store import Store
from iro_desktop.storage.tables import change_row
from tests.stores import a_store

REVIEW = Review(
    id="r", child_id="c", review_type="cla", summary="At first", officer_view="At first"
)


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Store, Store]:
    """Two computers that hold the same child and review."""
    here, there = a_store(tmp_path / "here"), a_store(tmp_path / "there")
    put(here, Child(id="c", reference="AB12"), REVIEW)
    receive(there, here)
    return here, there


def put(store: Store, *records: Record, seen: int | None = None) -> None:
    with store.write("edit", seen=seen) as write:
        for record in records:
            write.put(record)


def receive(store: Store, other: Store) -> None:
    """Take in all that another computer has."""
    lines = [row_line(change_row(change)) for change in other.every_change()]
    store.take_in(store.incoming([lines]), "receive")


def review(store: Store) -> Review:
    (found,) = store.snapshot.cases["c"].of(Review)
    return found


def said(store: Store, field: str) -> set[object]:
    """Return what stands side by side in a field of the review."""
    changes = [one for one in store.history(["r"])["r"] if field in one.fields]
    replaced = {key for one in changes for key in one.replaced.get(field, ())}
    return {one.fields[field] for one in changes if one.key not in replaced}


def flags(store: Store) -> set[tuple[str, str]]:
    assert all(isinstance(one, Flag) for one in store.snapshot.flags)
    return {(one.field, one.what) for one in store.snapshot.flags}


def test_a_field_that_the_form_left_alone_keeps_what_came_in(stores: tuple[Store, Store]) -> None:
    here, there = stores
    seen, opened = here.snapshot.position, review(here)
    put(there, replace(review(there), summary="From elsewhere"))
    receive(here, there)
    put(here, replace(opened, officer_view="Typed here"), seen=seen)
    assert review(here) == replace(opened, summary="From elsewhere", officer_view="Typed here")
    assert said(here, "summary") == {"From elsewhere"}
    assert flags(here) == set()
    receive(there, here)
    assert review(there) == review(here)


def test_a_field_that_both_set_has_two_versions(stores: tuple[Store, Store]) -> None:
    here, there = stores
    seen, opened = here.snapshot.position, review(here)
    put(there, replace(review(there), summary="From elsewhere"))
    receive(here, there)
    put(here, replace(opened, summary="Typed here"), seen=seen)
    assert said(here, "summary") == {"From elsewhere", "Typed here"}
    assert flags(here) == {("summary", "conflict")}
    assert list(findings(here)) == []
    receive(there, here)
    assert flags(there) == flags(here)


def test_without_a_form_what_is_on_file_is_what_is_replaced(stores: tuple[Store, Store]) -> None:
    here, there = stores
    put(there, replace(review(there), summary="From elsewhere"))
    receive(here, there)
    put(here, replace(review(here), summary="Typed here"), seen=here.snapshot.position)
    assert said(here, "summary") == {"Typed here"}
    put(here, replace(review(here), summary="Typed again"))
    assert said(here, "summary") == {"Typed again"}


def test_both_say_the_same_and_nothing_is_written(stores: tuple[Store, Store]) -> None:
    here, there = stores
    seen, opened = here.snapshot.position, review(here)
    put(there, replace(review(there), summary="The same"))
    receive(here, there)
    before = here.snapshot.position
    put(here, replace(opened, summary="The same"), seen=seen)
    assert here.snapshot.position == before


def test_what_was_typed_here_meanwhile_is_known(stores: tuple[Store, Store]) -> None:
    here, there = stores
    seen, opened = here.snapshot.position, review(here)
    put(here, replace(opened, summary="Typed here"), seen=seen)
    put(here, opened, seen=seen)  # and taken back in the same form, which is still open
    assert review(here).summary == "At first"
    put(here, replace(opened, summary="Typed here"), seen=seen)
    put(there, replace(review(there), officer_view="From elsewhere"))
    receive(here, there)
    put(here, opened, seen=seen)
    assert (review(here).summary, review(here).officer_view) == ("At first", "From elsewhere")


def test_a_version_made_beside_an_earlier_edit_is_not_replaced_unseen(
    stores: tuple[Store, Store],
) -> None:
    """The later of two stands in the form; the other one came in and was never shown in it."""
    here, there = stores
    put(there, replace(review(there), summary="Beside"))
    put(here, replace(review(here), summary="Here"))
    put(here, replace(review(here), summary="Here, later"))
    seen, opened = here.snapshot.position, review(here)
    receive(here, there)
    put(here, replace(opened, summary="Typed over it"), seen=seen)
    assert said(here, "summary") == {"Beside", "Typed over it"}


def test_what_was_deleted_elsewhere_comes_back_flagged(stores: tuple[Store, Store]) -> None:
    here, there = stores
    seen, opened = here.snapshot.position, review(here)
    with there.write("delete") as write:
        write.delete("Review", "r")
    receive(here, there)
    assert here.snapshot.cases["c"].of(Review) == ()
    put(here, replace(opened, officer_view="Typed here"), seen=seen)
    assert review(here).officer_view == "Typed here"
    assert ("", "revived") in flags(here)


def test_a_deletion_does_not_beat_an_edit_that_it_did_not_know(
    stores: tuple[Store, Store],
) -> None:
    here, there = stores
    seen = here.snapshot.position
    put(there, replace(review(there), summary="From elsewhere"))
    receive(here, there)
    with here.write("delete", seen=seen) as write:
        write.delete("Review", "r")
    assert review(here).summary == "From elsewhere"
    assert ("", "revived") in flags(here)
    with here.write("delete", seen=here.snapshot.position) as write:
        write.delete("Review", "r")
    assert here.snapshot.cases["c"].of(Review) == ()


def test_what_came_in_new_is_not_deleted_by_one_who_does_not_know_of_it(
    stores: tuple[Store, Store],
) -> None:
    here, there = stores
    seen = here.snapshot.position
    put(there, Decision(id="d", child_id="c", review_id="r", decision="New there"))
    receive(here, there)
    with here.write("delete", seen=seen) as write:
        write.delete("Decision", "d")
    assert len(here.snapshot.cases["c"].of(Decision)) == 1
    with here.write("delete", seen=here.snapshot.position) as write:
        write.delete("Decision", "d")
    assert here.snapshot.cases["c"].of(Decision) == ()


def test_edits_as_undo_makes_them_name_what_was_seen(stores: tuple[Store, Store]) -> None:
    here, there = stores
    seen = here.snapshot.position
    put(there, replace(review(there), summary="From elsewhere"))
    receive(here, there)
    with here.write("edit", seen=seen) as write:
        write.edit(Edit("Review", "r", {"summary": "Edited", EXISTS: True}))
    assert said(here, "summary") == {"From elsewhere", "Edited"}


def test_a_new_record_and_one_of_before_in_one_act(stores: tuple[Store, Store]) -> None:
    here, there = stores
    seen, opened = here.snapshot.position, review(here)
    put(there, replace(review(there), summary="From elsewhere"))
    receive(here, there)
    contact = Contact(id="k", child_id="c", contact_on=date(2020, 3, 2))
    first, then = replace(opened, officer_view="Typed"), replace(opened, officer_view="Again")
    put(here, first, contact, then, seen=seen)
    assert review(here) == replace(opened, summary="From elsewhere", officer_view="Again")
    assert here.snapshot.cases["c"].of(Contact) == (contact,)
