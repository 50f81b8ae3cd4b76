"""What is kept of erased children, row by row, and when it counts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import Figures, Mode, Period, Sources
from iro_desktop.domain.measures.keeping import OTHER_THEME, counts_of, counts_of_each
from iro_desktop.domain.measures.kept import BY_DAY, kept_counts
from iro_desktop.domain.records import Erasure, FrozenCount, Record
from iro_desktop.domain.series import caseload_over_time
from iro_desktop.domain.snapshot import CaseFile, Stored, build
from iro_desktop.domain.statements import statement
from tests.builders import (
    a_case,
    a_challenge,
    a_meeting,
    a_practice,
    a_review,
    an_allocation,
    care,
    figures_for,
    took_part,
)
from tests.figures import counts

AS_OF = date(2020, 3, 31)
UP_TO = date(2020, 4, 1)
ERASURE = "e1"
ACHIEVED, DAYS, NUMBER = "escalation_outcome_achieved", "escalation_days_to_outcome", "cla_number"
CASELOAD, REMOTE, THEMES = "caseload_per_fte", "remote_meetings", "escalation_themes"
Row = tuple[Any, ...]


def erased(figures: Figures, *cases: CaseFile, up_to: date = UP_TO) -> Figures:
    """Return the figures without these children, and with what they counted."""
    ids = {case.child.id for case in cases}
    kept = counts_of(figures, ids, ERASURE, up_to)
    sources = figures.sources
    left = {key: case for key, case in sources.cases.items() if key not in ids}
    return Figures(replace(sources, cases=left, kept=(*sources.kept, *kept)))


def rows(figures: Figures, case: CaseFile, measure_id: str, up_to: date = UP_TO) -> list[Row]:
    return [
        (one.part, one.month_on, one.until_on, one.officer_id, one.numerator, one.denominator)
        for one in counts_of(figures, {case.child.id}, ERASURE, up_to)
        if one.measure == measure_id
    ]


def closed(on: str, outcome: str, days_on: str = "", **fields: Any) -> CaseFile:
    """Return a child of the IRO A with a challenge of 1 October 2019."""
    challenge = a_challenge(
        "2019-10-01", closed_on=on, outcome=outcome, outcome_on=days_on or None, **fields
    )
    return a_case(challenge, an_allocation("A"))


# One measure of events


def test_a_case_met_is_kept_by_its_part_month_and_iro() -> None:
    met, not_met = closed("2019-11-04", "achieved"), closed("2019-11-20", "no")
    figures = figures_for(met, not_met)
    november = date(2019, 11, 1)
    assert rows(figures, met, ACHIEVED) == [("achieved", november, None, "A", 1, 1)]
    assert rows(figures, not_met, ACHIEVED) == [("no", november, None, "A", 0, 1)]


def test_the_figure_and_its_sentence_stay_and_the_list_says_how_many_were_erased() -> None:
    cases = [closed("2019-11-04", "achieved") for _ in range(3)] + [closed("2019-11-20", "no")]
    figures = figures_for(*cases)
    after = erased(figures, *cases[:2], cases[3])
    year = Period(date(2019, 4, 1), AS_OF)
    before, now = figures.result(ACHIEVED, year), after.result(ACHIEVED, year)
    assert counts(now.figure) == counts(before.figure) == (3, 4)
    assert statement(now) == statement(before)
    behind = now.cases()
    assert [one.child_id for one in behind.met] == [cases[2].child.id]
    assert (behind.not_met, behind.erased_met, behind.erased_not_met) == ((), 2, 1)
    december = now.cases(Period(date(2019, 12, 1), date(2019, 12, 31)))
    assert (december.erased_met, december.erased_not_met) == (0, 0)


def test_a_month_that_is_not_over_is_not_kept() -> None:
    case = closed("2019-11-04", "achieved")
    figures = figures_for(case, as_of="2019-11-30")
    assert rows(figures, case, ACHIEVED, up_to=date(2019, 11, 30)) == []
    assert len(rows(figures, case, ACHIEVED, up_to=date(2019, 12, 1))) == 1
    as_of_the_29th = figures_for(case, as_of="2019-11-29")
    assert rows(as_of_the_29th, case, ACHIEVED, up_to=date(2019, 12, 1)) == []


def test_a_child_who_is_not_there_counts_nothing() -> None:
    figures = figures_for(closed("2019-11-04", "achieved"))
    assert counts_of(figures, {"somebody"}, ERASURE, UP_TO) == ()
    assert counts_of(figures, (), ERASURE, UP_TO) == ()


def test_a_part_that_the_figure_does_not_show_is_kept_without_its_name() -> None:
    case = closed("2019-11-04", "as Sam wished")
    assert [row[0] for row in rows(figures_for(case), case, ACHIEVED)] == [""]


# A median


def test_of_a_median_each_case_is_kept_with_its_amount() -> None:
    """Raised on Tuesday 1 October 2019: 5, 10 and 24 working days later."""
    cases = [
        closed("2020-01-31", "achieved", day) for day in ("2019-10-08", "2019-10-15", "2019-11-04")
    ]
    figures = figures_for(*cases)
    assert counts(figures.result(DAYS).figure) == (10, 3)
    october, november = date(2019, 10, 1), date(2019, 11, 1)
    found = [rows(figures, case, DAYS) for case in cases]
    assert found == [
        [("informal", october, None, "A", 5, 1)],
        [("informal", october, None, "A", 10, 1)],
        [("informal", november, None, "A", 24, 1)],
    ]
    after = erased(figures, cases[0], cases[2])
    assert counts(after.result(DAYS).figure) == (10, 3)
    assert after.result(DAYS).cases().erased_met == 2
    in_october = after.result(DAYS, Period(october, date(2019, 10, 31))).figure
    assert counts(in_october) == (7.5, 2)


# Measures of stock


def test_who_stood_at_month_ends_is_kept_in_one_row_for_months_that_are_alike() -> None:
    case = a_case(care("2019-01-07", "2019-06-20"), an_allocation("A"))
    figures = figures_for(case)
    assert rows(figures, case, NUMBER) == [
        ("", date(2019, 1, 1), date(2019, 5, 31), "A", 1, 1),
    ]
    after = erased(figures, case)
    series = [point.figure.numerator for point in after.result(NUMBER, mode=Mode.MONTH).series]
    assert series == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    on_a_day = after.result(NUMBER, Period(None, date(2019, 3, 12))).figure
    assert on_a_day.numerator == 1


def test_a_child_who_never_stood_at_a_months_end_leaves_the_first_month_of_the_series() -> None:
    case = a_case(care("2019-03-05", "2019-03-20"), an_allocation("A"))
    figures = figures_for(case)
    assert rows(figures, case, NUMBER) == [("", date(2019, 3, 1), date(2019, 3, 31), "A", 0, 0)]
    after = erased(figures, case)
    assert after.result(NUMBER).series == figures.result(NUMBER).series
    assert len(after.result(NUMBER).series) == 13


def test_child_days_are_kept_by_month_whole_months_in_one_row() -> None:
    """From 11 January to 19 June 2019: 21 days, four whole months of 120, and 19 days."""
    case = a_case(care("2019-01-11", "2019-06-20"), an_allocation("A"))
    found = [row[1:5] for row in rows(figures_for(case), case, CASELOAD) if row[0] == BY_DAY]
    assert found == [
        (date(2019, 1, 1), date(2019, 1, 31), "A", 21),
        (date(2019, 2, 1), date(2019, 5, 31), "A", 120),
        (date(2019, 6, 1), date(2019, 6, 30), "A", 19),
    ]


def test_who_joined_and_left_goes_on_being_drawn() -> None:
    case = a_case(care("2019-01-11", "2019-06-20"), an_allocation("A"))
    turned_18 = a_case(care("2019-02-11", "2019-06-20"), an_allocation("A"), born=date(2001, 6, 20))
    figures = figures_for(case, turned_18, a_case(care("2019-02-11"), an_allocation("A")))
    after = erased(figures, case, turned_18)
    for officer in (None, "A"):
        before, now = caseload_over_time(figures, officer), caseload_over_time(after, officer)
        assert now.series == before.series
        assert [one.joined for one in now.series.points[:3]] == [1, 2, 0]
        june = after.erased_moves(Period(date(2019, 6, 1), date(2019, 6, 30)), officer)
        assert (june.left, june.left_at_18, june.left_in_all) == (1, 1, 2)


# Families, spreads, themes


def test_where_a_sibling_comes_to_stand_for_a_meeting_the_kept_count_evens_it_out() -> None:
    meeting = a_meeting()
    first, second = (
        a_case(a_review("2020-02-20", meeting_id=meeting.id, mode=mode, chair_id=chair))
        for mode, chair in (("video", "A"), ("in_person", "B"))
    )
    figures = figures_for(first, second, meetings=[meeting])
    february = date(2020, 2, 1)
    assert rows(figures, first, REMOTE) == [
        ("in_person", february, None, "B", 0, -1),
        ("video", february, None, "A", 1, 1),
    ]
    after = erased(figures, first)
    assert [counts(after.result(REMOTE, officer_id=one).figure) for one in (None, "A", "B")] == [
        (1, 1), (1, 1), (0, 0),
    ]  # fmt: skip
    nobody = after.result(REMOTE, officer_id="B").cases()
    assert (nobody.erased_met, nobody.erased_not_met) == (0, 0)
    assert rows(figures, second, REMOTE) == []


def test_the_last_child_of_a_family_takes_its_meeting_along() -> None:
    meeting = a_meeting(mode="video")
    siblings = [a_case(a_review("2020-02-20", meeting_id=meeting.id)) for _ in range(3)]
    figures = figures_for(*siblings, meetings=[meeting])
    erasures = [(case.child.id, f"e{number}") for number, case in enumerate(siblings)]
    kept = [one for one in counts_of_each(figures, erasures, UP_TO) if one.measure == REMOTE]
    assert [(one.erasure_id, one.numerator) for one in kept] == [("e2", 1)]


def test_the_spread_by_district_stays() -> None:
    def conference(code: str, district: str) -> CaseFile:
        review = a_review("2019-10-08", "rcpc", chair_id="A")
        return a_case(review, took_part(review, code), born="2010-01-10", district=district)

    north = [conference("PN1", "North") for _ in range(6)]
    south = [conference("PN7", "South") for _ in range(5)]
    figures = figures_for(*north, *south)
    before = figures.result("cp_participation")
    assert [one.by for one in before.spread] == ["district"]
    after = erased(erased(figures, *north[:4]), *south)
    assert after.result("cp_participation").spread == before.spread


def test_words_that_somebody_typed_as_a_theme_are_not_kept() -> None:
    case = closed(
        "2019-11-04", "no", theme="Sam’s aunt", other_themes=("Uncle", "Delay: permanence")
    )
    figures = figures_for(case)
    kept = counts_of(figures, {case.child.id}, ERASURE, UP_TO)
    assert not any("Sam" in repr(one) or "Uncle" in repr(one) for one in kept)
    result = erased(figures, case).result(THEMES)
    assert counts(result.figure) == (1, 1)
    assert {name: one.numerator for name, one in result.parts.items()} == {
        OTHER_THEME: 1,
        f"beside: {OTHER_THEME}": 1,
        f"beside: any: {OTHER_THEME}": 1,
        "beside: any: Delay": 1,
    }


# When they count


def a_snapshot_of(records: Iterable[Record]) -> Any:
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    return build(tables, 0)


def number_with(case: CaseFile, erasure: Erasure | None, *, on_file: bool) -> float:
    """Return how many were looked after at the end of May 2019 of one child whose counts came."""
    kept = counts_of(figures_for(case), {case.child.id}, ERASURE, UP_TO)
    records: list[Record] = [*kept]
    if erasure is not None:
        records.append(erasure)
    if on_file:
        records += [case.child, *(one for of_kind in case.records.values() for one in of_kind)]
    snapshot = a_snapshot_of(records)
    assert len(snapshot.of(FrozenCount)) == len(kept)
    figures = Figures(Sources.of(snapshot, a_practice(), AS_OF))
    return figures.result(NUMBER, Period(None, date(2019, 5, 31))).figure.numerator


@pytest.mark.parametrize("on_file", [False, True])
@pytest.mark.parametrize("erased_on,cancelled_on", [
    ("2020-03-31", None), (None, None), ("2020-03-31", "2020-03-31"), (None, "2020-03-30"),
])  # fmt: skip
def test_kept_counts_count_once_their_erasure_was_carried_out_here(
    erased_on: str | None, cancelled_on: str | None, *, on_file: bool
) -> None:
    """A second computer that has the counts already and still holds the child counts it once."""
    case = a_case(care("2019-01-07", "2019-06-20"), an_allocation("A"))
    erasure = Erasure(
        id=ERASURE,
        about_child_id=case.child.id,
        erased_on=date.fromisoformat(erased_on) if erased_on else None,
        cancelled_on=date.fromisoformat(cancelled_on) if cancelled_on else None,
    )
    is_in_force = erased_on is not None and cancelled_on is None
    assert number_with(case, erasure, on_file=on_file) == int(on_file or is_in_force)


def test_kept_counts_without_their_erasure_or_month_count_nothing() -> None:
    case = a_case(care("2019-01-07", "2019-06-20"), an_allocation("A"))
    assert number_with(case, None, on_file=False) == 0
    done = Erasure(id=ERASURE, about_child_id="gone", erased_on=AS_OF)
    broken = FrozenCount(id="1", measure=NUMBER, numerator=1, denominator=1, erasure_id=ERASURE)
    assert kept_counts(a_snapshot_of([done, broken])) == ()


def test_two_computers_keep_the_same_rows_under_the_same_ids() -> None:
    cases = [closed("2019-11-04", "achieved", "2019-10-08") for _ in range(3)]
    cases.append(a_case(care("2019-01-07", "2019-06-20"), an_allocation("A")))
    ids = [case.child.id for case in cases]
    here = counts_of(figures_for(*cases), ids, ERASURE, UP_TO)
    there = counts_of(figures_for(*reversed(cases)), list(reversed(ids)), ERASURE, UP_TO)
    assert here == there
    assert len({one.id for one in here}) == len(here) > 10
    other = counts_of(figures_for(*cases), ids, "e2", UP_TO)
    assert not {one.id for one in here} & {one.id for one in other}
