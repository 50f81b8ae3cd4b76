"""Hours as people type them."""

from datetime import time

import pytest

from iro_desktop.domain.typed_hours import parse_hour, say_hour


@pytest.mark.parametrize(
    "typed, hour",
    [
        ("10", time(10)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("1030", time(10, 30)),
        ("930", time(9, 30)),
        ("2pm", time(14)),
        ("2:15 pm", time(14, 15)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("00:00", time(0)),
        (" 14:00 ", time(14)),
    ],
)
def test_an_hour_is_read_as_it_is_typed(typed: str, hour: time) -> None:
    assert parse_hour(typed) == hour


@pytest.mark.parametrize("typed", ["", "25", "10:60", "13pm", "0pm", "ten", "10:3", "-1"])
def test_what_is_no_hour_is_none(typed: str) -> None:
    assert parse_hour(typed) is None


def test_an_hour_is_shown_with_both_digits() -> None:
    assert say_hour(time(9, 5)) == "09:05"
