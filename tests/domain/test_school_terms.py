from datetime import date

import pytest

from iro_desktop.domain.school_terms import TermClock
from iro_desktop.domain.standards import Term

AUTUMN = Term("Autumn", date(2019, 9, 3), date(2019, 12, 20))
SPRING = Term("Spring", date(2020, 1, 6), date(2020, 4, 3))
FIRST_DAY = date(2019, 8, 1)


def clock(*terms: Term, until: date | None = None) -> TermClock:
    found = TermClock.of(terms, FIRST_DAY, until)
    assert found is not None
    return found


def test_without_terms_or_before_the_first_nothing_is_told() -> None:
    assert TermClock.of((), FIRST_DAY, None) is None
    assert TermClock.of((AUTUMN,), FIRST_DAY, date(2019, 9, 3)) is None
    assert clock(AUTUMN, SPRING).days == (date(2019, 9, 3), None)
    assert TermClock.of((AUTUMN,), date(2019, 10, 1), None) == TermClock(
        (date(2019, 10, 1), None), ((date(2019, 9, 3), date(2019, 9, 3)),)
    )


@pytest.mark.parametrize(
    "completed,until",
    [
        # Spring is 89 days long: 19 February is the 45th of them, the last of its first half.
        (date(2019, 9, 3), date(2020, 2, 20)),
        (date(2019, 12, 20), date(2020, 2, 20)),
        (date(2019, 12, 27), date(2020, 2, 20)),  # the holidays belong to the term before
        (date(2020, 1, 6), None),
        (date(2020, 4, 20), None),
    ],
)
def test_a_plan_counts_to_the_middle_of_the_next_term(completed: date, until: date | None) -> None:
    assert clock(AUTUMN, SPRING).counts(completed) == (completed, until)


def test_a_plan_from_before_the_terms_on_file_never_counts_by_them() -> None:
    assert clock(AUTUMN, SPRING).counts(date(2019, 9, 2)) is None
    assert clock(AUTUMN, SPRING, until=date(2020, 1, 20)).counts(date(2020, 1, 20)) is None


def test_terms_hold_as_long_as_their_standards_are_in_force() -> None:
    short = clock(AUTUMN, SPRING, until=date(2020, 1, 20))
    assert short.counts(date(2019, 10, 1)) == (date(2019, 10, 1), date(2020, 1, 20))


def test_two_rows_for_one_term_are_one_term() -> None:
    assert clock(AUTUMN, AUTUMN, SPRING) == clock(AUTUMN, SPRING)
