"""Where things stand on a timeline: no label over another, and what is due said first."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from iro_desktop.services.child_timeline import Bar, Gap, Mark, Timeline
from iro_desktop.ui.timeline_places import Placed, Places
from tests.stores import TODAY

ROW = 30.0
LONG = "IRO Challenge: decision of a review not carried out"


def days(number: int) -> date:
    return TODAY + timedelta(number)


def text_width(words: str) -> float:
    return len(words) * 7.0


def a_bar(first: int, last: int | None, label: str = LONG) -> Bar:
    return Bar(days(first), None if last is None else days(last), "challenges", label, label)


def a_due(on: int, lane: str = "challenges") -> Mark:
    return Mark(days(on), lane, "due", "Due", f"due {days(on).day} Apr")  # type: ignore[arg-type]


def placed(
    *bars: Bar, marks: tuple[Mark, ...] = (), gaps: tuple[Gap, ...] = (), width: float = 900
) -> Places:
    timeline = Timeline(days(-700), days(140), TODAY, marks, bars, gaps)
    return Places(timeline, width, ROW, text_width)


def rooms(places: Places) -> Iterator[tuple[float, QRectF]]:
    """Yield the row and the room of every label."""
    for one in places.items:
        if one.label_at is not None:
            box = one.box
            room = QRectF(one.label_at, box.top(), one.label_wide, box.height())
            yield box.center().y(), room


def of_bar(places: Places) -> Placed:
    (found,) = [one for one in places.items if isinstance(one.item, Bar)]
    return found


@pytest.mark.parametrize("width", range(420, 1500, 90))
@pytest.mark.parametrize(
    "bars, marks",
    [
        ([a_bar(-5, None)], [a_due(2)]),
        ([a_bar(-5, None)], [a_due(-5)]),
        ([a_bar(-300, -200), a_bar(-150, -100), a_bar(-20, None)], [a_due(1)]),
        ([a_bar(-600, -590), a_bar(-560, -550), a_bar(-520, -515)], [a_due(-3), a_due(4)]),
        ([a_bar(-40, None), a_bar(-30, None), a_bar(-10, None)], [a_due(0), a_due(3), a_due(9)]),
    ],
)
def test_labels_of_one_row_never_overlap_and_stay_within_the_drawing(
    bars: list[Bar], marks: list[Mark], width: int
) -> None:
    places = placed(*bars, marks=tuple(marks), width=float(width))
    found = list(rooms(places))
    for (one_row, one), (other_row, other) in combinations(found, 2):
        assert abs(one_row - other_row) > ROW / 2 or not one.intersects(other)
    for _, room in found:
        assert room.left() >= places.left
        assert room.right() <= width


def test_what_is_due_is_said_and_the_challenge_before_it_is_shortened() -> None:
    for width in (900.0, 560.0):
        places = placed(a_bar(-5, None), marks=(a_due(2),), width=width)
        (due,) = [one for one in places.items if isinstance(one.item, Mark)]
        assert due.label_at is not None
        challenge = of_bar(places)
        assert challenge.label_at is not None
        assert challenge.label == LONG or challenge.label.endswith("…")
    assert challenge.label != LONG
    assert LONG.startswith(challenge.label.removesuffix("…"))


def test_a_label_without_room_for_a_few_letters_is_left_out() -> None:
    places = placed(a_bar(-690, -640), a_bar(-600, None), width=430)
    first = min(places.items, key=lambda one: one.box.left())
    assert first.label_at is None


def test_the_words_of_what_is_due_do_not_stand_over_a_gap() -> None:
    gap = Gap(days(-200), TODAY, open=True)
    places = placed(marks=(a_due(1, "checks"),), gaps=(gap,))
    ((_, room),) = rooms(places)
    assert not room.intersects(places.gap_box(gap))
