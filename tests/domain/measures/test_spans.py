from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.measures.spans import Span, joined, latest, shared, without

START = date(2020, 1, 1)
SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(0, 30))).map(
        lambda pair: (
            START + timedelta(days=pair[0]),
            None if pair[1] is None else START + timedelta(days=pair[1]),
        )
    ),
    max_size=5,
)
DAYS = [START + timedelta(days=n) for n in range(40)]


def days_in(spans: list[Span]) -> set[date]:
    return {
        day
        for day in DAYS
        for start, until in spans
        if start <= day and (until is None or day < until)
    }


@given(SPANS, SPANS)
def test_spans_hold_the_days_that_plain_sets_of_days_would(
    some: list[Span], others: list[Span]
) -> None:
    one, other = joined(some), joined(others)
    assert days_in(one) == days_in(some)
    assert days_in(shared(one, other)) == days_in(some) & days_in(others)
    assert days_in(without(one, other)) == days_in(some) - days_in(others)


@given(SPANS)
def test_joined_spans_neither_overlap_nor_touch(some: list[Span]) -> None:
    found = joined(some)
    for (_, until), (start, _) in pairwise(found):
        assert until is not None
        assert until < start


@given(SPANS)
def test_the_latest_is_the_last_to_have_begun_of_those_not_yet_over(some: list[Span]) -> None:
    dated = list(enumerate(sorted(some, key=lambda span: span[0])))
    found = latest([(span, number) for number, span in dated])
    for day in DAYS:
        begun = [number for number, span in dated if day in days_in([span])]
        assert [number for span, number in found if day in days_in([span])] == begun[-1:]
    assert found == sorted(found, key=lambda pair: pair[0][0])
