"""Ids of imported records."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.importers.identity import record_id


def test_an_id_is_the_start_of_the_hash_of_kind_reference_and_key() -> None:
    whole = sha256(b"Review|AB12|cla|2018-03-31").hexdigest()
    assert record_id("Review", "AB12", "cla", "2018-03-31") == whole[:32]


def test_case_and_space_around_a_reference_do_not_change_its_id() -> None:
    assert record_id("Child", " ab12 ") == record_id("Child", "AB12")


@given(
    st.lists(st.text("ab|\\", max_size=4), min_size=2, max_size=3),
    st.lists(st.text("ab|\\", max_size=4), min_size=2, max_size=3),
)
def test_different_keys_never_make_one_id(left: list[str], right: list[str]) -> None:
    same = record_id("Child", "x", *left) == record_id("Child", "x", *right)
    assert same == (left == right)
