"""Summaries put together: the team's figures are those of its stores, added up."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.calendar import month_end, month_starts
from iro_desktop.domain.measures import Figure, Mode, Period, Unit
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.summary import Summary, SummedCount
from iro_desktop.domain.team import (
    Away,
    FindingKind,
    Member,
    Post,
    Roster,
    Team,
    UnallocatedChildren,
)
from tests.teams import MADE_AT, a_month, a_summary, a_team, an_event

IN_TIME: Final = "cla_reviews_in_time"
JAN, FEB, MARCH = (date(2020, month, 1) for month in (1, 2, 3))
QUARTER = Period(JAN, month_end(MARCH))


def said(team: Team, kind: FindingKind | None = None) -> list[str]:
    return [one.sentence for one in team.findings if kind in (None, one.kind)]


def in_time(month_on: date, met: int, total: int) -> SummedCount:
    return an_event(IN_TIME, month_on, met, total)


def test_numerators_and_denominators_are_added_and_percentages_are_not_averaged() -> None:
    team = a_team(
        a_summary("A", rows=[in_time(JAN, 2, 2)]), a_summary("B", rows=[in_time(JAN, 10, 20)])
    )
    assert team.figures.figure(IN_TIME, QUARTER) == Figure(12, 22)
    assert team.figures.figure(IN_TIME, QUARTER, None, "id-of-B") == Figure(10, 20)


def test_a_median_is_that_of_all_cases() -> None:
    days = "escalation_days_to_outcome"
    team = a_team(
        a_summary("A", rows=[an_event(days, JAN, one, 1, part="informal") for one in (1, 2, 30)]),
        a_summary("B", rows=[an_event(days, FEB, one, 1, part="formal") for one in (5, 50)]),
    )
    assert team.figures.figure(days, QUARTER) == Figure(5, 5, Unit.WORKING_DAYS)


def test_children_who_stand_are_counted_at_the_end_of_the_last_month_and_never_added() -> None:
    team = a_team(a_summary("A", children=60), a_summary("B", children=50))
    assert team.figures.figure("caseload_per_fte", QUARTER) == Figure(110, 2, Unit.PER_FTE)


def test_unallocated_children_are_in_the_teams_caseload_and_in_nobodys() -> None:
    roster = Roster(unallocated=(UnallocatedChildren(MARCH, 10),))
    team = a_team(a_summary("A", children=60), roster=roster)
    month = Period(MARCH, month_end(MARCH))
    assert team.figures.figure("caseload_per_fte", month) == Figure(70, 1, Unit.PER_FTE)
    assert team.figures.figure("caseload_per_fte", month, None, "id-of-A").numerator == 60
    assert said(team, FindingKind.UNALLOCATED) == [
        (
            "The roster does not say how many children were unallocated in January to February "
            "2020: none are counted."
        )
    ]


def test_the_summary_made_later_wins_a_month_that_two_give_and_that_is_said() -> None:
    early = a_summary("A", rows=[in_time(JAN, 1, 10), in_time(FEB, 2, 10)], children=40)
    later = a_summary(
        "A", first=FEB, months=2, rows=[in_time(FEB, 9, 10)], children=50,
        made_at=MADE_AT + timedelta(days=1),
    )  # fmt: skip
    team = a_team(early, later)
    assert team.figures.figure(IN_TIME, QUARTER) == Figure(10, 20)
    ends = [Period(None, month_end(month)) for month in (JAN, FEB, MARCH)]
    children = [team.figures.figure("caseload_per_fte", end).numerator for end in ends]
    assert children == [40, 50, 50]
    assert said(team, FindingKind.OVERLAP) == [
        (
            "More than one summary of A gives February to March 2020: the one made later, on "
            "3 April 2020, counts."
        )
    ]


def test_what_stood_over_months_is_cut_where_another_summary_counts() -> None:
    standing = SummedCount("cla_number", "", JAN, month_end(MARCH), "", "", 7, 7)
    early = a_summary("A", rows=[standing])
    later = a_summary(
        "A", first=FEB, months=1, made_at=MADE_AT + timedelta(days=1),
        rows=[SummedCount("cla_number", "", FEB, month_end(FEB), "", "", 4, 4)],
    )  # fmt: skip
    figures = a_team(early, later).figures
    ends = [Period(None, month_end(month)) for month in (JAN, FEB, MARCH)]
    assert [figures.figure("cla_number", end).numerator for end in ends] == [7, 4, 7]


def test_totals_say_how_many_of_how_many_iros() -> None:
    roster = Roster(
        (
            Member("id-of-A", "A", (), (Post(1.0),)),
            Member("id-of-B", "B", (), (Post(1.0),)),
            Member("id-of-C", "C", (), (Post(1.0, FEB),)),
            Member("id-of-D", "D", (), (Post(1.0),), (Away("maternity", date(2019, 9, 1)),)),
        ),
        vacancies=(Post(1.0),),
    )
    team = a_team(a_summary("A"), a_summary("B", months=2), roster=roster)
    assert [team.coverage(month).words for month in (JAN, FEB, MARCH)] == [
        "2 IROs", "2 of 3 IROs", "1 of 3 IROs",
    ]  # fmt: skip
    assert team.coverage(QUARTER).words == "1 of 3 IROs"
    assert team.coverage(QUARTER).missing == ("id-of-B", "id-of-C")
    standing = team.figures.result("cla_number", QUARTER)
    assert team.coverage_of(standing).words == "1 of 3 IROs"
    assert said(team) == [
        "There is no summary of C, who is on the roster.",
        "The summaries of B end with February 2020: March 2020 is missing.",
    ]


def test_a_hole_between_two_summaries_is_said() -> None:
    team = a_team(a_summary("A", months=1), a_summary("A", first=MARCH, months=1), a_summary("B"))
    assert said(team) == ["A has no summary of February 2020."]
    assert team.coverage(FEB).words == "1 of 2 IROs"
    assert team.coverage(MARCH).words == "2 IROs"
    assert team.coverage(QUARTER).words == "1 of 2 IROs"


def test_an_old_summary_is_said() -> None:
    old = a_summary("A", made_at=MADE_AT - timedelta(days=40))
    assert said(a_team(old, a_summary("B"))) == [
        (
            "The summary of A was made on 22 February 2020, 40 days before the newest: what was "
            "entered since is not in it."
        )
    ]


def test_other_definitions_methods_and_standards_are_said_with_whose_they_are() -> None:
    strange = replace(
        a_summary("C"),
        definitions=(("cla_number", "f" * 16),),
        program="0.9",
        method="Something else.",
        standards=(
            replace(DEFAULT_STANDARDS, id="t", from_on=date(2000, 1, 1), monitoring_target=90.0),
        ),
    )
    team = a_team(a_summary("A"), a_summary("B"), strange)
    assert said(team) == [
        (
            "The summary of C was made with other definitions than the others of “Children looked "
            "after” (0.9, not 1.0)."
        ),
        "The summary of C was counted by another method than the others (0.9, not 1.0).",
        (
            "The summary of C was made with other local standards than the others: “Monitoring "
            "target, %”."
        ),
    ]
    assert team.findings[0].measure_ids == ("cla_number",)


def test_a_sample_among_real_summaries_is_said_and_samples_alone_are_not() -> None:
    invented = replace(a_summary("A"), is_sample=True)
    assert said(a_team(invented, a_summary("B"))) == [
        (
            "There is a sample caseload among real ones, of A: take it out, as its children are "
            "invented."
        )
    ]
    assert said(a_team(invented)) == []


def test_a_summary_is_known_by_any_name_on_the_roster() -> None:
    roster = Roster((Member("", "Jo Field", ("J Field",), (Post(1.0),)),))
    team = a_team(a_summary("j  FIELD"), roster=roster)
    assert [one.name for one in team.iros] == ["Jo Field"]
    assert said(team) == []


def test_two_ids_of_one_iro_on_the_roster_are_one() -> None:
    roster = Roster((Member("", "Jo", ("Jo Old",), (Post(1.0),)),))
    old = a_summary("Jo Old", months=1, rows=[in_time(JAN, 1, 2)])
    new = a_summary("Jo", first=FEB, months=2, made_at=MADE_AT + timedelta(1))
    team = a_team(old, new, roster=roster)
    assert [one.officer_id for one in team.iros] == ["id-of-Jo"]
    assert team.figures.figure(IN_TIME, QUARTER, None, "id-of-Jo") == Figure(1, 2)
    assert team.coverage(QUARTER).words == "1 IRO"


def test_who_is_not_on_the_roster_is_counted_and_said() -> None:
    roster = Roster((Member("id-of-A", "A", (), (Post(1.0),)),))
    team = a_team(a_summary("A"), a_summary("B"), roster=roster)
    assert said(team) == ["B has a summary and is not on the roster; it is counted."]
    assert team.coverage(QUARTER).words == "2 IROs"


def test_the_fte_of_a_summary_counts_and_that_of_the_roster_where_it_has_none() -> None:
    roster = Roster(tuple(Member(f"id of {one}", one, (), (Post(0.5),)) for one in "ABC"))
    caseload = [a_month(month, fte=None) for month in (JAN, FEB, MARCH)]
    team = a_team(a_summary("A"), a_summary("B", caseload=caseload), roster=roster)
    fte = team.figures.working_fte
    day = month_end(MARCH)
    assert (fte(day, "id-of-A"), fte(day, "id-of-B"), fte(day)) == (1.0, 0.5, 1.5)
    assert said(team, FindingKind.FTE_DIFFERS) == [
        (
            "A works 1 FTE by the summary and 0.5 by the roster in January to March 2020: the "
            "summary’s counts."
        )
    ]


def test_an_fte_that_nobody_knows_leaves_the_team_without_a_figure_and_is_said() -> None:
    caseload = [a_month(MARCH, fte=None)]
    team = a_team(a_summary("A"), a_summary("B", first=MARCH, months=1, caseload=caseload))
    assert team.figures.figure("caseload_per_fte", QUARTER).value is None
    assert said(team, FindingKind.NO_FTE) == [
        (
            "No FTE of B is known in March 2020, so there is no caseload per FTE: enter it on the "
            "roster."
        )
    ]


def test_nothing_is_a_team_of_nobody() -> None:
    team = a_team()
    assert team.coverage(QUARTER).words == "0 IROs"
    assert team.figures.result("cla_number").figure == Figure(0, None, Unit.CHILDREN)
    assert team.findings == ()


@st.composite
def _summaries(draw: st.DrawFn) -> list[Summary]:
    """Draw summaries of few IROs that overlap, leave holes and were made on a few days."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        month = draw(st.integers(1, 6))
        first = date(2019, month, 1)
        months = draw(st.integers(1, 4))
        rows = [
            in_time(one, *draw(st.sampled_from([(0, 1), (3, 4), (2, 2)])))
            for one in month_starts(first, date(2019, month + months - 1, 1))
        ]
        found.append(
            a_summary(
                draw(st.sampled_from("ABC")), first=first, months=months, rows=rows,
                children=draw(st.integers(0, 80)),
                fte=draw(st.sampled_from([None, 0.0, 0.5, 1.0])),
                made_at=MADE_AT + timedelta(days=draw(st.integers(0, 2))),
            )
        )  # fmt: skip
    return found


def everything(team: Team) -> object:
    results = [
        team.figures.result(one, None, mode, officer_id)
        for one in (IN_TIME, "caseload_per_fte", "challenges_informal")
        for mode in (Mode.MONTH, Mode.TWELVE_MONTHS)
        for officer_id in (None, "id-of-A", "id-of-B", "id-of-C")
    ]
    figures = [(one.figure, one.parts, one.series, one.spread) for one in results]
    names = [(one.officer_id, one.name, one.months) for one in team.iros]
    return figures, names, team.findings, team.movement, team.coverage(team.span)


@settings(
    max_examples=500 if os.environ.get("IRO_LONG") == "1" else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_the_order_of_the_files_and_a_file_twice_change_nothing(data: st.DataObject) -> None:
    given_ = data.draw(_summaries())
    usual = everything(a_team(*given_))
    twice = data.draw(st.permutations([*given_, data.draw(st.sampled_from(given_))]))
    assert everything(a_team(*twice)) == usual
