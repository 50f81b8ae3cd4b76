"""The width of a table, shared."""

from __future__ import annotations

import pytest

from iro_desktop.ui.column_widths import Need, kept, shared_widths

NEEDS = (Need(50, 80, 1), Need(40, 100, 0), Need(60, 61, 3))


def test_spare_width_goes_by_stretch() -> None:
    assert shared_widths(341, NEEDS) == [80 + 25, 100, 61 + 75]


@pytest.mark.parametrize("available", [150, 173, 200, 240, 241, 300, 999])
def test_the_whole_width_is_used_to_the_pixel(available: int) -> None:
    assert sum(shared_widths(available, NEEDS)) == available


def test_with_less_than_all_would_like_each_gives_way_but_keeps_its_least() -> None:
    widths = shared_widths(195, NEEDS)
    assert all(
        need.least <= width <= need.natural for need, width in zip(NEEDS, widths, strict=True)
    )


def test_columns_of_more_stretch_give_way_less_and_none_grows_past_its_text() -> None:
    assert shared_widths(140, [Need(40, 100, 3), Need(40, 100, 1)]) == [85, 55]
    assert shared_widths(180, [Need(40, 60, 9), Need(40, 100, 1), Need(40, 60, 1)]) == [60, 70, 50]


def test_with_less_than_the_least_the_table_scrolls() -> None:
    assert shared_widths(100, NEEDS) == [50, 40, 60]


def test_below_the_least_the_tight_ones_give_way_before_the_table_scrolls() -> None:
    needs = [Need(100, 120, tight=60), Need(40, 50)]
    assert shared_widths(140, needs) == [100, 40]
    assert shared_widths(115, needs) == [75, 40]
    assert shared_widths(100, needs) == [60, 40]
    assert shared_widths(70, needs) == [100, 40]


def test_columns_that_do_not_stretch_leave_spare_width_alone() -> None:
    assert shared_widths(500, [Need(10, 20, 0), Need(10, 30, 0)]) == [20, 30]


@pytest.mark.parametrize(
    "available, shown",
    [
        (200, [0, 1, 2, 3]),
        (199, [0, 2, 3]),
        (169, [0, 2]),
        (139, [0, 3]),
        (109, [0]),
        (79, [0]),
    ],
)
def test_the_column_that_gives_way_most_is_left_out_first(available: int, shown: list[int]) -> None:
    needs = [
        Need(80, 90),
        Need(30, 40, gives_way=3),
        Need(60, 80, gives_way=1),
        Need(30, 90, gives_way=2),
    ]
    assert kept(available, needs) == shown


def test_columns_that_never_give_way_all_stay_in_any_width() -> None:
    assert kept(10, NEEDS) == [0, 1, 2]
