"""Where a text about one child may speak of another."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.mentions import (
    INITIALS,
    NAME,
    REFERENCE,
    SIBLING_INITIALS,
    SIBLING_NAME,
    SURNAME,
    Named,
    OtherChildren,
)
from iro_desktop.domain.records import Child


def child(reference: str, initials: str = "", name: str = "", group: str = "") -> Child:
    return Child(
        id=reference.casefold(), reference=reference, initials=initials, name=name,
        sibling_group_id=group,
    )  # fmt: skip


WHO = child("LC-1", "A.B.", "Alma Brook", "g")
OTHERS = OtherChildren(
    WHO,
    (
        WHO,
        child("LC-2", "J.B.", "Joss Brook", "g"),
        child("LC-3", "M.K.", "Mina O'Kane-Lee"),
        child("LC-10", "S.W.", "Sol Wren"),
        child("LC-4", "T.S.", ""),
        child("LC-5", "T.S.", ""),
        child("77", "P.Q."),
    ),
)


@pytest.mark.parametrize(
    "text, found",
    [
        ("Placed with LC-2 since May.", [("LC-2", REFERENCE)]),
        ("see lc-2, LC-3/LC-10.", [("lc-2", REFERENCE), ("LC-3", REFERENCE), ("LC-10", REFERENCE)]),
        ("LC-1 and LC-22 and XLC-2 and LC-100", []),
        ("Joss visits on Fridays", [("Joss", SIBLING_NAME)]),
        ("JOSS BROOK and joss  brook", [("JOSS BROOK", NAME), ("joss  brook", NAME)]),
        ("Brook, Joss was there", [("Brook, Joss", NAME)]),
        ("J. Brook or J Brook", [("J. Brook", SURNAME), ("J Brook", SURNAME)]),
        ("Alma Brook likes Brook Street", []),
        ("Mina O'Kane-Lee came", [("Mina O'Kane-Lee", NAME)]),
        ("Mina came", []),
        ("J.B. and JB's bed, J. B. too", [
            ("J.B.", SIBLING_INITIALS), ("JB", SIBLING_INITIALS), ("J. B.", SIBLING_INITIALS)]),
        ("M.K. was in class; mk, Mk, MKX and XMK were not", [("M.K.", INITIALS)]),
        ("A.B. and T.S. and the SW", []),
        ("77 days, P.Q.", [("P.Q.", INITIALS)]),
        ("", []),
    ],
)  # fmt: skip
def test_what_may_be_about_another_child(text: str, found: list[tuple[str, str]]) -> None:
    spots = OTHERS.spots(text)
    assert [(text[one.start : one.end], one.why) for one in spots] == found


def test_a_reference_within_the_child_s_own_is_not_another_s() -> None:
    others = OtherChildren(child("AB12-3"), (child("AB12"),))
    assert others.spots("AB12-3 moved") == ()
    assert [one.why for one in others.spots("AB12 moved")] == [REFERENCE]


def test_a_child_who_is_named_is_told_by_reference_and_full_name() -> None:
    named = Named(WHO)
    assert named.is_in("with lc-1 there")
    assert named.is_in("ALMA  BROOK")
    assert not named.is_in("Alma went; LC-10 and LC-1b stayed")
    assert not Named(child("7")).is_in("7 days")


@given(st.text(st.sampled_from("LC-1023 JBjbMK.ossBrAlma ,\n"), max_size=60))
def test_spots_are_whole_words_in_order_and_never_overlap(text: str) -> None:
    spots = OTHERS.spots(text)
    end = 0
    for spot in spots:
        assert end <= spot.start < spot.end <= len(text)
        assert not re.match(r"\w", text[spot.start - 1 : spot.start])
        assert not re.match(r"\w", text[spot.end : spot.end + 1]) or text[spot.end - 1] == "."
        end = spot.end
