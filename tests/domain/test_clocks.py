"""Histories made by clocks that are wrong by years."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.changes import LARGEST, Change, Key, order
from iro_desktop.domain.clocks import ClockDoubt, doubts, in_causal_order, moment, not_before

TODAY = date(2020, 3, 31)
NOW = datetime(2020, 3, 31, 9, tzinfo=UTC)
YEARS = timedelta(3652)


def change(
    seq: int,
    at: datetime | str = NOW,
    *,
    clock: int = 0,
    replaced: tuple[Key, ...] = (),
    run: int = 1,
) -> Change:
    said = at if isinstance(at, str) else at.isoformat(timespec="milliseconds")
    return Change(
        run, seq, 1, seq, "", "typed", clock or seq, "", said, "Child", "c", {"initials": str(seq)},
        {"initials": replaced} if replaced else {},
    )  # fmt: skip


def test_a_time_after_tomorrow_is_in_doubt_and_tomorrow_is_not() -> None:
    found = doubts(
        [
            change(1, NOW + YEARS),
            change(2, datetime(2020, 4, 1, 23, 59, tzinfo=UTC)),
            change(3, datetime(2020, 4, 2, tzinfo=UTC)),
            change(4, NOW - YEARS),
        ],
        TODAY,
    )
    assert found == {(1, 1): ClockDoubt.AHEAD, (1, 3): ClockDoubt.AHEAD}


def test_where_two_contradict_each_other_both_are_in_doubt() -> None:
    first, second = change(1, NOW), change(2, NOW - YEARS, replaced=((1, 1),))
    third = change(3, NOW, replaced=((1, 2),))
    assert doubts([third, second, first], TODAY) == {
        (1, 1): ClockDoubt.AFTER,
        (1, 2): ClockDoubt.BEFORE,
    }


def test_where_one_of_two_lies_in_the_future_only_that_one_is() -> None:
    ahead, after = change(1, NOW + YEARS), change(2, NOW, replaced=((1, 1),))
    assert doubts([ahead, after], TODAY) == {(1, 1): ClockDoubt.AHEAD}


def test_a_day_back_is_no_contradiction() -> None:
    first = change(1, NOW)
    assert doubts([first, change(2, NOW - timedelta(1), replaced=((1, 1),))], TODAY) == {}
    assert doubts([first, change(2, NOW - timedelta(1, 1), replaced=((1, 1),))], TODAY) != {}


def test_a_time_that_cannot_be_read_is_taken_from_the_hybrid_clock() -> None:
    for at in ("", "soon", "2020-13-01T00:00:00Z", "9999-12-31T23:59:59-23:00"):
        odd = change(1, at, clock=int(NOW.timestamp() * 1000) << 16)
        assert moment(odd) == NOW, at
        assert doubts([odd], TODAY) == {(1, 1): ClockDoubt.UNREADABLE}
    assert moment(change(1, "", clock=LARGEST)).year > 3000
    for year in ("0001", "9999"):
        moment(change(1, f"{year}-01-01T00:00:00.000Z")).astimezone()


def test_what_is_counted_in_days_begins_with_what_the_computer_knew() -> None:
    known = int(NOW.timestamp() * 1000) << 16
    assert not_before(change(1, NOW - YEARS, clock=known + 1)) == NOW
    assert not_before(change(1, NOW, clock=1)) == NOW
    assert not_before(change(1, NOW, clock=LARGEST)).year > 3000


def test_a_ring_ends_and_loses_nothing() -> None:
    ring = [change(1, replaced=((1, 2),)), change(2, replaced=((1, 1),)), change(3)]
    assert in_causal_order(reversed(ring)) == [ring[2], ring[0], ring[1]]


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of which each may have replaced earlier ones, with clocks as wrong as can be."""
    made: list[Change] = []
    for seq in range(1, draw(st.integers(1, 12)) + 1):
        keys = draw(st.sets(st.integers(1, seq - 1), max_size=3)) if seq > 1 else set()
        at = NOW + draw(st.integers(-10, 10)) * timedelta(366)
        clock = draw(st.sampled_from([1, 5, seq, LARGEST]))
        made.append(change(seq, at, clock=clock, replaced=tuple((1, key) for key in sorted(keys))))
    return draw(st.permutations(made))


@given(histories())
def test_nothing_stands_before_what_it_replaced(made: list[Change]) -> None:
    shown = in_causal_order(made)
    assert sorted(shown, key=order) == sorted(made, key=order)
    assert shown == in_causal_order(reversed(made))
    place = {one.key: at for at, one in enumerate(shown)}
    for one in shown:
        for key in one.replaced.get("initials", ()):
            assert place[key] < place[one.key]
