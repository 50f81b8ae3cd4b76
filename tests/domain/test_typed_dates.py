"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.typed_dates import parse_day

TODAY = date(2020, 3, 31)  # a Tuesday


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("12/5", date(2020, 5, 12)), ("12 5 26", date(2026, 5, 12)),
        ("12/5/2019", date(2019, 5, 12)), ("5/12", date(2019, 12, 5)), ("1/1", date(2020, 1, 1)),
        ("12 May", date(2020, 5, 12)), ("12 may 2026", date(2026, 5, 12)),
        ("3rd sept 19", date(2019, 9, 3)), ("12-5-20", date(2020, 5, 12)),
        ("12.5.20", date(2020, 5, 12)), ("2020-05-12", date(2020, 5, 12)),
        ("1/6/90", date(1990, 6, 1)), ("29/2", date(2020, 2, 29)), ("today", TODAY),
        ("Yesterday", date(2020, 3, 30)), ("+7", date(2020, 4, 7)), ("-2", date(2020, 3, 29)),
        ("fri", date(2020, 4, 3)), ("Tuesday", TODAY), ("mon", date(2020, 4, 6)),
        ("  12 / 5 ", date(2020, 5, 12)),
    ],
)  # fmt: skip
def test_a_date_is_read_day_first(typed: str, meant: date) -> None:
    assert parse_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "soon", "31/2", "5/13", "12", "1/2/3/4", "12/5/123", "m", "+", "32/1/2020"]
)
def test_what_is_no_date_gets_a_sentence(typed: str) -> None:
    with pytest.raises(UserError, match=r"12/5/2026"):
        parse_day(typed, TODAY)


def test_a_month_is_never_read_first() -> None:
    with pytest.raises(UserError, match="day first"):
        parse_day("5/13/2020", TODAY)


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_a_date_or_a_sentence(typed: str) -> None:
    try:
        found: date | str = parse_day(typed, TODAY)
    except UserError as error:
        found = str(error)
    assert isinstance(found, date) or found.endswith(".")
