from __future__ import annotations

from datetime import date

import pytest

from iro_desktop.domain.words import (
    counted,
    near_date,
    number_word,
    plain_date,
    say_date,
    say_days,
    say_list,
    say_month,
    say_number,
    short_date,
    short_month,
)


def test_dates_are_said_in_words_without_leading_zeros() -> None:
    assert say_date(date(2020, 1, 16)) == "Thu 16 January 2020"
    assert say_date(date(2020, 5, 5)) == "Tue 5 May 2020"
    assert plain_date(date(2020, 1, 6)) == "6 January 2020"
    assert short_date(date(2026, 5, 12)) == "12 May 2026"
    assert short_date(date(2026, 9, 4)) == "4 Sep 2026"
    assert say_month(date(2020, 1, 16)) == "January 2020"
    assert short_month(date(2020, 12, 16)) == "Dec 2020"


def test_one_thing_is_singular_and_none_or_many_are_plural() -> None:
    assert counted(1, "review") == "1 review"
    assert counted(0, "child", "children") == "0 children"
    assert counted(1372, "child", "children") == "1,372 children"
    assert say_days(1) == "1 day"
    assert say_days(20) == "20 days"
    assert say_days(-1) == "-1 day"
    assert say_number(1400) == "1,400"


@pytest.mark.parametrize(
    "words,phrase",
    [
        ([], ""),
        (["delay"], "delay"),
        (["delay", "quality"], "delay and quality"),
        (["delay", "quality", "drift"], "delay, quality and drift"),
    ],
)
def test_a_list_is_said_with_commas_and_one_and(words: list[str], phrase: str) -> None:
    assert say_list(words) == phrase


def test_a_number_begins_a_sentence_as_a_word_while_it_is_small() -> None:
    assert [number_word(n) for n in (0, 1, 2, 9, 10, 1372)] == [
        "no", "one", "two", "nine", "10", "1,372",
    ]  # fmt: skip


def test_a_near_day_is_said_without_its_year() -> None:
    today = date(2020, 3, 31)
    assert near_date(date(2020, 1, 8), today) == "8 Jan"
    assert near_date(date(2019, 9, 23), today) == "23 Sep"
    assert near_date(date(2019, 9, 22), today) == "22 Sep 2019"
    assert near_date(date(2020, 10, 7), today) == "7 Oct"
    assert near_date(date(2020, 10, 8), today) == "8 Oct 2020"
