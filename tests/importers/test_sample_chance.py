"""The chance behind the sample: repeatable, spread evenly, turned until rates come out right."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.importers.sample.chance import Chance, Steady
from iro_desktop.importers.sample.rates import Aim, Case, reached, settle

START = date(2020, 1, 1)
LETTERS = ("a", "b", "c", "d", "e")


def days(number: int) -> list[Case]:
    return [Case(START + timedelta(days=n)) for n in range(number)]


def test_one_seed_gives_one_story() -> None:
    one, again = Chance(7), Chance(7)
    assert [one.between(0, 99) for _ in range(20)] == [again.between(0, 99) for _ in range(20)]


def test_no_text_comes_again_before_all_have_come() -> None:
    chance = Chance(1)
    for _ in range(3):
        assert {chance.deal(LETTERS) for _ in LETTERS} == set(LETTERS)


def test_only_texts_that_fit_are_dealt_and_none_where_none_does() -> None:
    chance = Chance(1)
    found = [chance.deal(LETTERS, lambda letter: letter in "bd") for _ in range(4)]
    assert sorted(letter or "" for letter in found) == ["b", "b", "d", "d"]
    assert chance.deal(LETTERS, lambda letter: letter == "z") is None


def test_weights_decide_how_often_something_comes() -> None:
    chance = Chance(3)
    drawn = [chance.weighted((("often", 9), ("seldom", 1), ("never", 0))) for _ in range(1000)]
    assert 850 < drawn.count("often") < 950
    assert drawn.count("never") == 0


def test_something_steady_happens_in_its_share_of_cases_wherever_one_looks() -> None:
    steady = Steady(0.25)
    happened = [steady.happens() for _ in range(400)]
    assert all(sum(happened[start : start + 40]) == 10 for start in range(0, 400, 40))


@given(st.integers(0, 1000), st.integers(40, 120))
def test_the_share_of_a_stretch_comes_out_as_aimed_at(seed: int, number: int) -> None:
    cases = days(number)
    half = START + timedelta(days=number // 2)
    aims = [
        Aim(START, half, 0.55, 0.65, weight=2),
        Aim(half + timedelta(days=1), cases[-1].on, 0.8, 0.9, weight=2),
    ]
    answers = settle(cases, lambda _: 0.5, aims, Chance(seed))
    assert reached(cases, answers, aims)


def test_what_is_fixed_stays_and_the_others_make_up_for_it() -> None:
    cases = [Case(START, fixed=False), Case(START, fixed=False), *days(8)]
    aims = [Aim(START, START + timedelta(days=30), 0.8, 0.8, weight=2)]
    answers = settle(cases, lambda _: 0.5, aims, Chance(1))
    assert answers[:2] == [False, False]
    assert all(answers[2:])


def test_too_few_cases_to_show_a_share_are_said_to_be_so() -> None:
    cases = days(2)
    aims = [Aim(START, START + timedelta(days=30), 0.8, 0.9, weight=2)]
    assert not reached(cases, settle(cases, lambda _: 0.85, aims, Chance(1)), aims)


def test_a_family_counts_with_all_its_children() -> None:
    cases = [Case(START, weight=3), *days(7)]
    aims = [Aim(START, START + timedelta(days=30), 0.7, 0.7, weight=2)]
    answers = settle(cases, lambda _: 0.7, aims, Chance(2))
    met = sum(case.weight for case, answer in zip(cases, answers, strict=True) if answer)
    assert met == 7
