from datetime import date

import pytest

from iro_desktop.domain.measures import Period
from iro_desktop.domain.measures.family_safeguarding import FEWEST_TICKS, TICKS
from iro_desktop.domain.records import FamilySafeguardingChecklist, fields_of
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_checklist, a_review, an_allocation, figures_for
from tests.figures import counts

MEASURE = "family_safeguarding"
HELD = "2021-02-15"
AS_OF = "2021-03-31"


def conference(ticks: dict[str, bool | None], kind: str = "rcpc", chair: str = "") -> CaseFile:
    review = a_review(HELD, kind, chair_id=chair)
    return a_case(review, a_checklist(review, **ticks), an_allocation("A"))


def ticked(number: int, rest: bool | None = False) -> CaseFile:
    return conference({tick: at < number or rest for at, tick in enumerate(TICKS)})


def of(*cases: CaseFile, as_of: str = AS_OF) -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(MEASURE).figure)


def test_every_tick_of_the_checklist_is_one_of_the_parts() -> None:
    ticks = [about.name for about in fields_of(FamilySafeguardingChecklist)]
    assert set(TICKS) < set(ticks)
    assert len(TICKS) == len(set(ticks) - {"id", "child_id", "review_id"}) == 5


@pytest.mark.parametrize("number", range(6))
def test_four_of_five_follow_the_model(number: int) -> None:
    assert FEWEST_TICKS == 4
    assert of(ticked(number)) == (number >= 4, 1)
    assert of(ticked(number, rest=None)) == ((number >= 4), number > 0)


def test_a_checklist_on_which_nothing_is_answered_is_none() -> None:
    assert of(conference({}), a_case(a_review(HELD, "rcpc"))) == (0, 0)


def test_each_part_is_shown_of_the_conferences_on_which_it_is_answered() -> None:
    cases = [
        conference({"workbook": True, "outcomes": True}),
        conference({"workbook": False}),
    ]
    result = figures_for(*cases, as_of=AS_OF).result(MEASURE)
    assert counts(result.figure) == (0, 2)
    assert {name: counts(figure) for name, figure in result.parts.items()} == {
        "adult_specialist": (0, 0),
        "workbook": (1, 2),
        "family_words": (0, 0),
        "outcomes": (1, 1),
        "next_step": (0, 0),
    }


def test_two_checklists_of_one_conference_are_one_case() -> None:
    review = a_review(HELD, "icpc")
    halves = [dict.fromkeys(list(TICKS)[:3], True), dict.fromkeys(list(TICKS)[3:], True)]
    case = a_case(review, *[a_checklist(review, **half) for half in halves])
    assert of(case) == (1, 1)


def test_reviews_of_looked_after_children_and_conferences_to_come_are_not_in_it() -> None:
    assert of(conference(dict.fromkeys(TICKS, True), "cla")) == (0, 0)
    assert of(ticked(5), as_of="2021-02-14") == (0, 0)
    elsewhere = a_checklist(a_review(HELD, "rcpc"), workbook=True)
    assert of(a_case(elsewhere)) == (0, 0)


def test_a_checklist_is_filed_on_the_day_of_its_conference_under_the_chair() -> None:
    cases = [
        conference(dict.fromkeys(TICKS, True), chair="C"),
        conference(dict.fromkeys(TICKS, True)),
    ]
    figures = figures_for(*cases, as_of=AS_OF)
    day = Period(date(2021, 2, 15), date(2021, 2, 15))
    found = [counts(figures.result(MEASURE, day, officer_id=one).figure) for one in ("A", "C")]
    assert found == [(1, 1), (1, 1)]
