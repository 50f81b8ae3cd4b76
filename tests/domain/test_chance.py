"""Whether two percentages differ by more than chance."""

import pytest

from iro_desktop.domain.chance import could_be_chance, differ_beyond_chance
from iro_desktop.domain.measures import Figure, Unit


@pytest.mark.parametrize(
    "before, after, chance",
    [
        # Newcombe (1998), table II, method 10: 56/70 and 48/80 differ by 0.0524 to 0.3339.
        (Figure(48, 80), Figure(56, 70), False),
        # 9/10 and 3/10: 0.1705 to 0.8090.
        (Figure(3, 10), Figure(9, 10), False),
        # 6/7 and 2/7: 0.0582 to 0.8062.
        (Figure(2, 7), Figure(6, 7), False),
        # 5/56 and 0/29: -0.0381 to 0.1926.
        (Figure(0, 29), Figure(5, 56), True),
        (Figure(5, 56), Figure(0, 29), True),
        (Figure(10, 10), Figure(10, 10), True),
        # The limits of 50 and 63 of 100 are -0.7 and +, of 50 and 64 of 100 +0.3 and + points.
        (Figure(50, 100), Figure(63, 100), True),
        (Figure(50, 100), Figure(64, 100), False),
    ],
)
def test_an_interval_that_holds_no_difference_could_be_chance(
    before: Figure, after: Figure, chance: bool
) -> None:
    assert could_be_chance(before, after) is chance
    assert differ_beyond_chance(before, after) is not chance


def test_what_has_no_interval_is_not_tested() -> None:
    assert could_be_chance(Figure(0, 0), Figure(1, 2)) is None
    assert could_be_chance(Figure(60, 1, Unit.PER_FTE), Figure(70, 1, Unit.PER_FTE)) is None
    assert not differ_beyond_chance(Figure(0, 0), Figure(1, 2))
