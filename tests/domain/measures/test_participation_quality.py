import dataclasses
from datetime import date

import pytest

from iro_desktop.domain.measures import Period
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import Participation, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_practice,
    a_review,
    an_allocation,
    an_ask,
    care,
    figures_for,
    took_part,
)
from tests.figures import counts

QUALITY = "cla_participation_quality"
IMPACT = "cla_participation_impact"
STARTED, FIRST, SECOND = "2019-04-08", "2019-05-02", "2019-07-25"


def scored(review: Review, code: str = "PN1", **scores: int) -> Participation:
    return dataclasses.replace(took_part(review, code), **scores)  # type: ignore[arg-type]


def with_scores(code: str = "PN1", **scores: int) -> CaseFile:
    review = a_review(FIRST)
    return a_case(care(STARTED), review, scored(review, code, **scores))


def quality(*cases: CaseFile) -> tuple[float, float | None]:
    return counts(figures_for(*cases).result(QUALITY).figure)


def test_212_points_in_101_scores_are_2_1_of_3() -> None:
    cases = [
        with_scores(prepared=3, chose=2, chaired=1, seen_alone=3, own_words=2) for _ in range(19)
    ]  # 209 points in 95 scores
    cases += [with_scores(prepared=1, chose=0, chaired=0, seen_alone=1, own_words=1,
                          written_to_child=0)]  # fmt: skip
    figure = figures_for(*cases).result(QUALITY).figure
    assert counts(figure) == (212, 101)
    assert say_value(figure) == "2.1 of 3"


def test_all_points_are_divided_by_all_scores_and_never_a_mean_of_the_reviews_means() -> None:
    # The means of the two reviews, 3 and 1, would give 2.
    assert quality(with_scores(prepared=3), with_scores(prepared=1, chose=1, chaired=1)) == (6, 4)


def test_a_score_left_empty_is_not_0_and_one_of_0_is() -> None:
    assert quality(with_scores(prepared=3)) == (3, 1)
    assert quality(with_scores(prepared=3, chose=0)) == (3, 2)


def test_a_review_without_any_score_is_not_in_it_however_the_child_took_part() -> None:
    assert quality(with_scores("PN1"), with_scores("PN7")) == (0, 0)
    assert quality(a_case(care(STARTED), a_review(FIRST))) == (0, 0)


def test_scores_that_are_not_from_0_to_3_are_left_out() -> None:
    assert quality(with_scores(prepared=4, chose=-1, chaired=2)) == (2, 1)
    assert quality(with_scores(prepared=4)) == (0, 0)


@pytest.mark.parametrize("code", ["PN0", "PN4", "PN7", ""])
def test_the_code_does_not_decide_whether_scores_count(code: str) -> None:
    assert quality(with_scores(code, prepared=2)) == (2, 1)


def test_quality_is_no_part_of_the_participation_rate_nor_the_rate_of_quality() -> None:
    figures = figures_for(with_scores("PN7", prepared=3), with_scores("PN1", prepared=0))
    assert counts(figures.result("cla_participation").figure) == (1, 2)
    assert counts(figures.result(QUALITY).figure) == (3, 2)


def test_each_of_the_six_has_a_mean_of_its_own_beside_the_total() -> None:
    result = figures_for(
        with_scores(prepared=3, chose=1), with_scores(prepared=2), with_scores(written_to_child=0)
    ).result(QUALITY)
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "prepared": (5, 2),
        "chose": (1, 1),
        "chaired": (0, 0),
        "seen_alone": (0, 0),
        "own_words": (0, 0),
        "written_to_child": (0, 1),
    }
    assert counts(result.figure) == (6, 4)


def test_behind_the_figure_a_review_is_met_where_its_own_mean_is_2_or_more() -> None:
    well = with_scores(prepared=3, chose=1)
    badly = with_scores(prepared=3, chose=1, chaired=1)
    behind = figures_for(well, badly).result(QUALITY).cases()
    assert [one.child_id for one in behind.met] == [well.child.id]
    assert [one.child_id for one in behind.not_met] == [badly.child.id]
    assert say_reason(behind.met[0], a_practice()) == "4 of 6 points, at the review of 2 May 2019"


def test_only_reviews_in_care_are_scored_one_a_day() -> None:
    before, conference = a_review("2019-04-01"), a_review(FIRST, "rcpc")
    case = a_case(
        care(STARTED), before, conference, scored(before, prepared=3), scored(conference, chose=3)
    )
    review = a_review(FIRST)
    breaks = a_case(care(STARTED, short_breaks=True), review, scored(review, prepared=3))
    assert quality(case, breaks) == (0, 0)
    one, other = a_review(FIRST), a_review(FIRST)
    twice = a_case(care(STARTED), one, other, scored(one), scored(other, prepared=1))
    assert quality(twice) == (1, 1)
    both = a_case(care(STARTED), one, other, scored(one, chose=2), scored(other, prepared=1))
    assert quality(both) == (2, 1)


def test_scores_are_filed_on_the_day_of_the_review_under_the_iro_of_that_day() -> None:
    review = a_review(FIRST)
    case = a_case(
        care(STARTED),
        review,
        scored(review, prepared=3),
        an_allocation("A", STARTED, FIRST),
        an_allocation("B", "2019-05-03"),
    )
    figures = figures_for(case)
    assert counts(figures.result(QUALITY, officer_id="A").figure) == (3, 1)
    assert counts(figures.result(QUALITY, officer_id="B").figure) == (0, 0)
    the_day, after = date(2019, 5, 2), date(2019, 5, 3)
    assert counts(figures.result(QUALITY, Period(the_day, the_day)).figure) == (3, 1)
    assert counts(figures.result(QUALITY, Period(after, after)).figure) == (0, 0)


def test_reviews_after_the_day_of_the_figure_are_not_there_yet() -> None:
    case = with_scores(prepared=3)
    assert counts(figures_for(case, as_of="2019-05-01").result(QUALITY).figure) == (0, 0)


# What children asked for


def asked(answer: str = "", *, second: str | None = SECOND, **fields: str) -> CaseFile:
    review = a_review(FIRST)
    later = [a_review(second)] if second else []
    return a_case(care(STARTED), review, an_ask(review, answer, **fields), *later)


def impact(*cases: CaseFile, as_of: str = "2019-09-30") -> dict[str, tuple[float, float | None]]:
    result = figures_for(*cases, as_of=as_of).result(IMPACT)
    return {"": counts(result.figure)} | {name: counts(part) for name, part in result.parts.items()}


@pytest.mark.parametrize(
    "answer,met", [("agreed", 1), ("part", 1), ("no", 1), ("", 0), ("perhaps", 0)]
)
def test_every_answer_is_an_outcome_also_a_no(answer: str, met: int) -> None:
    assert impact(asked(answer))[""] == (met, 1)


def test_17_of_20_asks_with_a_recorded_outcome_are_85_percent() -> None:
    cases = [asked("no") for _ in range(17)] + [asked() for _ in range(3)]
    figure = figures_for(*cases).result(IMPACT).figure
    assert (counts(figure), say_value(figure)) == ((17, 20), "85%")


def test_each_ask_counts_and_not_each_review() -> None:
    review = a_review(FIRST)
    case = a_case(care(STARTED), review, *(an_ask(review, one) for one in ("agreed", "no", "")))
    assert impact(case)[""] == (2, 3)


def test_of_those_not_agreed_or_in_part_the_reason_has_to_be_told() -> None:
    told = impact(
        asked("no", reason_told_on="2019-05-09"),
        asked("part"),
        asked("agreed", reason_told_on="2019-05-09"),
        asked("no", reason_told_on="2019-10-01"),
    )
    assert told["reason_told"] == (1, 3)


@pytest.mark.parametrize(
    "done_on,met", [(SECOND, 1), ("2019-07-26", 0), ("2019-05-02", 1), (None, 0)]
)
def test_what_was_agreed_is_to_be_done_by_the_next_review(done_on: str | None, met: int) -> None:
    fields = {"done_on": done_on} if done_on else {}
    assert impact(asked("agreed", **fields))["done"] == (met, 1)
    assert impact(asked("part", **fields))["done"] == (met, 1)
    assert impact(asked("no", **fields))["done"] == (0, 0)


def test_what_was_agreed_is_not_judged_before_the_next_review_is_held_or_due() -> None:
    # The second review is due by 2 August 2019, 3 months after the first.
    case = asked("agreed", second=None, done_on="2019-08-02")
    assert impact(case, as_of="2019-08-01")["done"] == (0, 0)
    assert impact(case, as_of="2019-08-02")["done"] == (1, 1)
    too_late = asked("agreed", second=None, done_on="2019-08-03")
    assert impact(too_late, as_of="2019-09-30")["done"] == (0, 1)
    assert impact(asked("agreed", done_on=SECOND), as_of="2019-07-24")["done"] == (0, 0)


def test_the_next_review_is_overdue_also_where_the_start_of_care_is_not_known() -> None:
    # The next review is due by 2 November 2019, 6 months after the one on file.
    review = a_review(FIRST)
    case = a_case(care(STARTED, start_unknown=True), review, an_ask(review, "agreed"))
    assert impact(case, as_of="2019-11-01")["done"] == (0, 0)
    assert impact(case, as_of="2019-11-02")["done"] == (0, 1)
    ended = a_case(care(STARTED, "2019-11-02", start_unknown=True), review, an_ask(review, "part"))
    assert impact(ended, as_of="2019-12-02")["done"] == (0, 0)


def test_a_review_of_later_care_is_not_the_next_one() -> None:
    review = a_review(FIRST)
    case = a_case(
        care(STARTED, "2019-06-03"),
        review,
        an_ask(review, "agreed"),
        care("2019-08-05"),
        a_review("2019-08-20"),
    )
    assert impact(case) == {"": (1, 1), "reason_told": (0, 0), "done": (0, 0)}


def test_asks_of_conferences_of_short_breaks_and_of_no_review_are_not_in_it() -> None:
    conference, review = a_review(FIRST, "icpc"), a_review(FIRST)
    case = a_case(care(STARTED), conference, an_ask(conference, "no"), an_ask(review, "no"))
    breaks = a_case(care(STARTED, short_breaks=True), review, an_ask(review, "no"))
    assert impact(case, breaks)[""] == (0, 0)
    assert impact(asked("no"), as_of="2019-05-01")[""] == (0, 0)


def test_an_ask_is_filed_on_the_day_of_its_review_and_not_when_it_was_answered() -> None:
    figures = figures_for(asked("agreed", done_on="2019-07-01"))
    may = Period(date(2019, 5, 1), date(2019, 5, 31))
    july = Period(date(2019, 7, 1), date(2019, 7, 31))
    assert counts(figures.result(IMPACT, may).figure) == (1, 1)
    assert counts(figures.result(IMPACT, july).figure) == (0, 0)


def test_asks_say_their_answer_and_their_review() -> None:
    behind = figures_for(asked("part"), asked()).result(IMPACT).cases()
    practice = a_practice()
    assert [say_reason(one, practice) for one in (*behind.met, *behind.not_met)] == [
        "agreed in part, asked at the review of 2 May 2019",
        "no outcome recorded, asked at the review of 2 May 2019",
    ]
