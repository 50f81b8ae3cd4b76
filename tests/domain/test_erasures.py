"""What a set of erasures says is erased: the same in any order, and a cancellation wins."""

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.erasures import Erased, erased
from iro_desktop.domain.records import Erasure

DAY = date(2020, 4, 14)
ASKED = Erasure(id="r", about_child_id="c", asked_on=date(2020, 3, 31))
PRESSED = Erasure(id="p", request_id="r", erased_on=DAY, erased_ids=("c", "c1"))


def test_asking_erases_nothing_and_presses_add_up() -> None:
    again = replace(PRESSED, id="q", erased_ids=("c", "c2"))
    assert not erased([ASKED])
    assert erased([ASKED, PRESSED]).ids == {"c", "c1"}
    assert erased([PRESSED, again, ASKED]).ids == {"c", "c1", "c2"}


def test_a_cancellation_wins_over_every_press_of_its_request() -> None:
    cancelled = replace(ASKED, cancelled_on=DAY)
    other = Erasure(id="o", request_id="s", erased_on=DAY, erased_ids=("d",))
    assert erased([PRESSED, cancelled, other]).ids == {"d"}


def test_the_view_log_goes_up_to_the_latest_day() -> None:
    older = Erasure(id="a", request_id="x", erased_on=DAY, before_on=date(2018, 1, 1))
    newer = Erasure(id="b", request_id="y", erased_on=DAY, before_on=date(2019, 1, 1))
    found = erased([newer, older])
    assert found == Erased(frozenset(), date(2019, 1, 1))
    assert found.covers("AccessEvent", "e", "2018-12-31T23:59:59.000Z")
    assert not found.covers("AccessEvent", "e", "2019-01-01T00:00:00.000Z")
    assert not found.covers("Contact", "e", "2018-01-01T00:00:00.000Z")


presses = st.builds(
    Erasure,
    id=st.uuids().map(str),
    request_id=st.sampled_from(("r1", "r2", "r3")),
    erased_on=st.just(DAY),
    erased_ids=st.lists(st.sampled_from("abcdef"), max_size=4).map(tuple),
)
requests = st.builds(
    Erasure,
    id=st.sampled_from(("r1", "r2", "r3")),
    cancelled_on=st.sampled_from((None, DAY)),
)


@given(st.lists(presses), st.lists(requests), st.randoms(use_true_random=False))
def test_in_any_order_and_twice_it_is_the_same_and_more_presses_only_add(
    pressed: list[Erasure], asked: list[Erasure], chance: random.Random
) -> None:
    both = [*pressed, *asked]
    whole = erased(both)
    mixed = [*both, *both[: len(both) // 2]]
    chance.shuffle(mixed)
    assert erased(mixed) == whole
    assert erased([*pressed[1:], *asked]).ids <= whole.ids
    assert whole.ids <= erased(pressed).ids
