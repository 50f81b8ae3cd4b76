from datetime import date

import pytest

from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_life_story,
    a_permanence_plan,
    a_practice,
    an_allocation,
    care,
    figures_for,
)
from tests.figures import counts

PLANNED = "2018-02-05"


def away(*more: ChildRecord) -> CaseFile:
    return a_case(care("2017-01-09"), a_permanence_plan(PLANNED), *more)


def found(*cases: CaseFile, as_of: str = "2020-03-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result("life_story").figure)


def stage(case: CaseFile, as_of: str = "2020-03-31") -> str:
    """The one part that a child is in."""
    parts = figures_for(case, as_of=as_of).result("life_story").parts
    assert {part.denominator for part in parts.values()} == {1}
    (name,) = [name for name, part in parts.items() if part.numerator]
    return name


def reason(case: CaseFile) -> str:
    behind = figures_for(case).result("life_story").cases()
    (one,) = (*behind.met, *behind.not_met)
    return say_reason(one, a_practice())


def given(day: str, **fields: str) -> ChildRecord:
    return a_life_story("given", book_given_on=day, **fields)


def test_9_of_20_children_have_a_current_book_and_the_four_stages_add_up() -> None:
    cases = [away(given("2019-06-03")) for _ in range(9)]
    cases += [away() for _ in range(5)] + [away(a_life_story("started")) for _ in range(4)]
    cases += [away(given("2018-06-04")) for _ in range(2)]
    result = figures_for(*cases).result("life_story")
    assert (counts(result.figure), say_value(result.figure)) == ((9, 20), "45%")
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "none": (5, 20),
        "started": (4, 20),
        "given": (9, 20),
        "stale": (2, 20),
    }


@pytest.mark.parametrize(
    "plan,counted",
    [
        ("relatives", 1),
        ("long_term_foster", 1),
        ("residential", 1),
        ("supported", 1),
        ("adoption", 1),
        ("other", 0),
        ("return_1_month", 0),
        ("return_6_months", 0),
        ("return_eventual", 0),
        ("", 0),
        ("somewhere", 0),
    ],
)
def test_only_plans_away_from_the_birth_parents_call_for_it(plan: str, counted: int) -> None:
    case = a_case(care("2017-01-09"), a_permanence_plan(PLANNED, plan))
    assert found(case) == (0, counted)


def test_counting_every_child_in_care_would_count_those_who_are_to_go_home() -> None:
    assert found(a_case(care("2017-01-09"), given("2019-06-03"))) == (0, 0)


def test_the_latest_plan_that_has_not_ended_decides() -> None:
    home = a_permanence_plan("2019-06-03", "return_eventual")
    assert found(away(home), as_of="2019-06-02") == (0, 1)
    assert found(away(home)) == (0, 0)
    failed = a_permanence_plan("2019-06-03", "return_eventual", ended_on="2020-03-02")
    assert found(away(failed), as_of="2020-03-01") == (0, 0)
    assert found(away(failed)) == (0, 1)
    ended = a_case(care("2017-01-09"), a_permanence_plan(PLANNED, ended_on="2020-03-31"))
    assert found(ended, as_of="2020-03-30") == (0, 1)
    assert found(ended) == (0, 0)


def test_of_two_plans_of_one_day_the_parallel_one_does_not_decide() -> None:
    case = a_case(
        care("2017-01-09"),
        a_permanence_plan(PLANNED, "return_6_months"),
        a_permanence_plan(PLANNED, "adoption", parallel=True),
    )
    assert found(case) == (0, 0)


def test_a_child_counts_from_the_plan_to_the_end_of_care_short_breaks_apart() -> None:
    assert found(away(), as_of="2018-02-04") == (0, 0)
    assert found(away(), as_of=PLANNED) == (0, 1)
    left = a_case(care("2017-01-09", "2020-03-31"), a_permanence_plan(PLANNED))
    assert found(left) == (0, 0)
    breaks = a_case(care("2017-01-09", short_breaks=True), a_permanence_plan(PLANNED))
    assert found(breaks) == (0, 0)


def test_a_book_is_current_for_12_months_the_last_day_included() -> None:
    case = away(given("2019-03-31"))
    days = ["2019-03-30", "2019-03-31", "2020-03-31", "2020-04-01"]
    assert [found(case, as_of=day) for day in days] == [(0, 1), (1, 1), (1, 1), (0, 1)]
    assert [stage(case, day) for day in days] == ["none", "given", "given", "stale"]


def test_a_review_keeps_a_book_current_that_was_given_long_ago() -> None:
    case = away(given("2018-06-04", reviewed_on="2019-11-04"))
    days = ["2019-06-04", "2019-06-05", "2019-11-03", "2019-11-04", "2020-11-04", "2020-11-05"]
    assert [stage(case, day) for day in days] == [
        "given", "stale", "stale", "given", "given", "stale",
    ]  # fmt: skip


def test_a_book_that_is_only_called_current_is_stale() -> None:
    assert found(away(a_life_story("reviewed", book_given_on="2018-06-04"))) == (0, 1)
    assert found(away(given("2018-06-04"))) == (0, 1)


def test_started_is_not_given() -> None:
    case = away(a_life_story("started", started_on="2019-06-03"))
    assert [stage(case, day) for day in ("2019-06-02", "2019-06-03")] == ["none", "started"]
    assert found(case) == (0, 1)
    reviewed = away(a_life_story("started", started_on="2019-06-03", reviewed_on="2019-11-04"))
    assert stage(reviewed) == "started"


@pytest.mark.parametrize("word", ["started", "given", "reviewed"])
def test_a_stage_without_any_date_counts_as_started(word: str) -> None:
    assert stage(away(a_life_story(word))) == "started"
    assert stage(away(a_life_story("none"))) == "none"
    assert stage(away(a_life_story())) == "none"


def test_a_review_on_file_tells_of_a_book_whose_day_is_not() -> None:
    case = away(a_life_story("reviewed", reviewed_on="2019-11-04"))
    assert [stage(case, day) for day in ("2019-11-03", "2019-11-04")] == ["none", "given"]


def test_several_records_are_one_childs_work() -> None:
    case = away(
        a_life_story("started", started_on="2018-03-05"),
        given("2018-06-04"),
        given("2019-09-02"),
    )
    days = ["2018-03-04", "2018-03-05", "2018-06-04", "2019-06-05", "2019-09-02"]
    assert [stage(case, day) for day in days] == ["none", "started", "given", "stale", "given"]
    assert found(case) == (1, 1)


def test_work_after_the_day_of_the_figure_is_not_there_yet() -> None:
    assert stage(away(given("2020-04-01"))) == "none"
    later = given("2018-06-04", reviewed_on="2020-04-01")
    assert stage(away(later)) == "stale"


def test_an_iro_answers_for_the_children_of_the_day() -> None:
    case = away(
        given("2019-06-03"),
        an_allocation("A", None, "2020-03-30"),
        an_allocation("B", "2020-03-31"),
    )
    figures = figures_for(case)
    assert counts(figures.result("life_story", officer_id="A").figure) == (0, 0)
    result = figures.result("life_story", officer_id="B")
    assert counts(result.figure) == counts(result.parts["given"]) == (1, 1)
    assert counts(result.parts["none"]) == (0, 1)
    assert result.cases().met[0].on == date(2020, 3, 31)


def test_each_child_says_how_far_the_work_is() -> None:
    said = {
        "life story work not started": away(),
        "life story work started, no book given": away(a_life_story("given")),
        "life story work started 3 June 2019, no book given": away(
            a_life_story("started", started_on="2019-06-03")
        ),
        "life story book given 3 June 2019": away(given("2019-06-03")),
        "life story book given 4 June 2018, last reviewed 4 November 2019": away(
            given("2018-06-04", reviewed_on="2019-11-04")
        ),
        "life story book given 4 June 2018, due again 4 June 2019": away(given("2018-06-04")),
    }
    assert [reason(case) for case in said.values()] == list(said)
