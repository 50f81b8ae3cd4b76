import pytest

from iro_desktop.domain.measures import Figure, rounded
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_permanence_plan, a_review, care, figures_for

SECOND = "2019-08-01"


def counts(*cases: CaseFile) -> tuple[float, float | None]:
    figure = found(*cases)
    return figure.numerator, figure.denominator


def found(*cases: CaseFile) -> Figure:
    return figures_for(*cases, as_of="2020-03-31").result("permanence_by_second_review").figure


def reviewed(*more: ChildRecord) -> CaseFile:
    return a_case(care("2019-04-08"), a_review("2019-05-02"), a_review(SECOND), *more)


def endorsed(planned: str = "2019-07-20", on: str = SECOND, **fields: str) -> ChildRecord:
    return a_permanence_plan(planned, endorsed_on=on, **fields)


def test_22_of_25_children_had_a_plan_by_their_second_review() -> None:
    cases = [reviewed(endorsed()) for _ in range(22)] + [reviewed() for _ in range(3)]
    assert counts(*cases) == (22, 25)
    assert rounded(found(*cases).value or 0) == "88"


def test_a_plan_of_now_is_no_plan_by_the_second_review() -> None:
    assert counts(reviewed(endorsed("2019-08-02", "2019-08-02"))) == (0, 1)
    assert counts(reviewed(endorsed(SECOND, SECOND))) == (1, 1)


@pytest.mark.parametrize("on,met", [(SECOND, 1), ("2019-08-02", 0)])
def test_the_plan_is_endorsed_by_the_review_and_not_months_later(on: str, met: int) -> None:
    assert counts(reviewed(endorsed(on=on))) == (met, 1)


def test_a_plan_that_nobody_endorsed_does_not_count() -> None:
    assert counts(reviewed(a_permanence_plan("2019-07-20"))) == (0, 1)


def test_an_adjourned_review_may_endorse_at_its_last_sitting() -> None:
    case = a_case(
        care("2019-04-08"),
        a_review("2019-05-02"),
        a_review(SECOND, completed_on="2019-08-14"),
        endorsed(on="2019-08-14"),
    )
    assert counts(case) == (1, 1)


def test_parallel_plans_count_once() -> None:
    assert counts(reviewed(endorsed(), endorsed(plan="adoption"))) == (1, 1)


def test_siblings_are_children_each() -> None:
    brothers = [
        a_case(
            care("2019-04-08"),
            a_review("2019-05-02"),
            a_review(SECOND),
            endorsed(),
            sibling_group_id="g",
        )
        for _ in range(3)
    ]
    assert counts(*brothers) == (3, 3)


def test_children_who_left_before_a_second_review_are_not_in_it() -> None:
    assert counts(a_case(care("2019-04-08", "2019-06-30"), a_review("2019-05-02"))) == (0, 0)


def test_a_plan_of_earlier_care_or_one_replaced_before_the_review_does_not_count() -> None:
    earlier = a_case(
        care("2018-01-08", "2018-12-31"),
        endorsed("2018-06-01", "2018-06-01"),
        care("2019-04-08"),
        a_review("2019-05-02"),
        a_review(SECOND),
    )
    assert counts(earlier) == (0, 1)
    assert counts(reviewed(endorsed(ended_on="2019-07-31"))) == (0, 1)
    assert counts(reviewed(endorsed(ended_on="2019-08-02"))) == (1, 1)


def test_each_period_of_care_has_its_own_second_review() -> None:
    case = a_case(
        care("2018-01-08", "2018-12-31"),
        a_review("2018-02-01"),
        a_review("2018-04-30"),
        care("2019-04-08"),
        a_review("2019-05-02"),
        a_review(SECOND),
        endorsed(),
    )
    assert counts(case) == (1, 2)


def test_where_the_order_is_not_known_there_is_no_second_review() -> None:
    case = a_case(
        care("2012-04-02", earlier_reviews_missing=True),
        a_review("2019-05-02"),
        a_review(SECOND),
        endorsed(),
    )
    assert counts(case) == (0, 0)


def test_short_breaks_have_no_permanence_plan_to_make() -> None:
    case = a_case(
        care("2019-04-08", short_breaks=True), a_review("2019-05-02"), a_review(SECOND), endorsed()
    )
    assert counts(case) == (0, 0)
