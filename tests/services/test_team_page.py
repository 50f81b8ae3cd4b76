"""What the Team view shows of summaries put together."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.control_charts import ChartKind, kinds_of
from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.team import Away, Member, Post, Roster
from iro_desktop.domain.team.what_if import TeamMove
from iro_desktop.services.team import OpenedTeam
from iro_desktop.services.team_page import (
    CHARTED,
    COMPARED,
    SHOWN,
    TeamChoice,
    iro_page,
    team_page,
)
from iro_desktop.services.team_sample import sample_team
from tests.builders import local_standards
from tests.teams import a_month, a_summary, a_team, an_event

TODAY = date(2020, 3, 31)
MARCH = date(2020, 3, 1)
CHECKS = "monitoring_between_reviews"


def opened(*children: int, roster: Roster | None = None) -> OpenedTeam:
    """Return a team of IROs 1, 2 and so on with so many children each."""
    summaries = [a_summary(f"IRO {at}", children=n) for at, n in enumerate(children, 1)]
    return OpenedTeam(a_team(*summaries, roster=roster), ())


def a_roster(*names: str, **others: object) -> Roster:
    members = tuple(
        Member(f"id-of-{name.replace(' ', '-')}", name, posts=(Post(1.0),)) for name in names
    )
    return Roster(members, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "children,names,headline",
    [
        ((78, 74, 60), ("IRO 1", "IRO 2", "IRO 3", "IRO 4"),
         "Two IROs are over the range, 3 of 4 summaries are in"),
        ((78, 60), ("IRO 1", "IRO 2"), "One IRO is over the range, all 2 summaries are in"),
        ((60, 60), (), "No IRO is over the range, 2 summaries are open"),
        ((60,), (), "No IRO is over the range, 1 summary is open"),
    ],
)  # fmt: skip
def test_the_headline_says_who_is_over_the_range_and_what_is_in(
    children: tuple[int, ...], names: tuple[str, ...], headline: str
) -> None:
    roster = a_roster(*names) if names else None
    assert team_page(opened(*children, roster=roster), TeamChoice()).headline == headline


def test_who_is_missing_is_said_by_name_and_what_to_do_about_it() -> None:
    page = team_page(opened(60, roster=a_roster("IRO 1", "IRO 2")), TeamChoice())
    assert page.coverage == "The figures rest on 1 of 2 IROs. Missing: IRO 2."
    first = page.findings[0]
    assert (first.to_do, first.officer_id) == ("Ask for the summary", "id-of-IRO-2")
    assert [row.said for row in page.caseload.rows] == ["60 per FTE", "no summary"]


def test_leave_and_vacancies_stand_in_the_chart_of_caseloads() -> None:
    away = Member("id-of-IRO-1", "IRO 1", posts=(Post(1.0),),
                  absences=(Away("sickness", date(2020, 1, 6)),))  # fmt: skip
    roster = Roster((away,), vacancies=(Post(0.8, district="South"),))
    leave, vacant = team_page(opened(60, roster=roster), TeamChoice()).caseload.rows
    assert leave.note == "Sickness"
    assert (vacant.name, vacant.said, vacant.note) == ("Vacant post", "0.8 FTE vacant", "South")


def test_moves_on_paper_are_ghosts_and_what_cannot_be_moved_is_refused() -> None:
    moves = [TeamMove("id-of-IRO-1", "id-of-IRO-2", 8), TeamMove("id-of-IRO-2", "id-of-IRO-1", 900)]
    page = team_page(opened(78, 60), TeamChoice(), moves)
    assert [row.then_said for row in page.caseload.rows] == ["would be 70", "would be 68"]
    assert "with 8 children moved on paper" in page.caseload.subtitle
    (refused,) = page.plan.refused
    assert "cannot pass on 900" in refused
    assert set(page.names.values()) == {"IRO 1", "IRO 2", "Children without an IRO"}


def test_numerators_and_denominators_are_added_and_compared_by_iro_and_district() -> None:
    rows = {
        "IRO 1": [an_event(CHECKS, MARCH, 9, 10, district="North")],
        "IRO 2": [an_event(CHECKS, MARCH, 20, 40, district="South")],
    }
    team = OpenedTeam(a_team(*(a_summary(name, rows=row) for name, row in rows.items())), ())
    page = team_page(team, TeamChoice())
    checks = page.figures[0]
    assert checks.told.words == "58%, 29 of 50"
    assert checks.spread == "50% to 90%"
    assert [row.said for row in page.spread.rows] == ["9 of 10, 90%", "20 of 40, 50%"]
    districts = team_page(team, TeamChoice(by_district=True)).spread
    assert [row.name for row in districts.rows] == ["North", "South"]


def test_the_period_and_the_limits_can_be_chosen() -> None:
    team = sample_team(TODAY)
    usual = team_page(team, TeamChoice())
    month = team_page(team, TeamChoice(span="2020-02", kind=ChartKind.XMR))
    assert "the 12 months to February 2020" in usual.spread.subtitle
    assert "February 2020" in month.spread.subtitle
    assert "12 months" not in month.spread.subtitle
    assert (usual.control.kind, month.control.kind) == (ChartKind.P, ChartKind.XMR)
    assert {key for key, _ in usual.compared} == set(COMPARED)


def test_the_control_chart_is_of_any_measure_by_the_limits_that_it_can_have() -> None:
    team = sample_team(TODAY)
    for measure_id in CHARTED:
        page = team_page(team, TeamChoice(charted=measure_id, kind=ChartKind.P))
        fits = kinds_of(MEASURES[measure_id])
        assert page.kinds == fits
        assert page.control.kind is (ChartKind.P if ChartKind.P in fits else ChartKind.XMR)
        assert dict(page.charted)[measure_id] in page.control.subtitle


def test_how_a_control_chart_is_read_is_the_leads_own_and_no_other_figure_changes() -> None:
    team = sample_team(TODAY)
    own = local_standards(control_run=6, rebases=((CHECKS, "2019-03-01", "new form"),))
    usual, read = team_page(team, TeamChoice()), team_page(team, TeamChoice(), own=own)
    assert [one.break_label for one in read.control.points if one.break_label] == ["new form"]
    assert "six or more in a row" in read.control.definition
    assert replace(read, control=usual.control) == usual


def test_the_page_of_an_iro_has_their_figures_and_says_that_no_child_is_in_it() -> None:
    page = iro_page(sample_team(TODAY), "iro-1", TeamChoice())
    assert page.name == "B. Okafor"
    assert "78 children, 78 per FTE" in page.note
    assert "no child is in a summary" in page.note
    assert [line.measure_id for line in page.figures] == list(SHOWN)


def test_files_that_cannot_be_read_come_first() -> None:
    team = opened(60)
    page = team_page(OpenedTeam(team.team, (), (), ("a.irosummary is damaged.",)), TeamChoice())
    assert page.findings[0].sentence == "a.irosummary is damaged."


def test_two_accounts_that_differ_are_a_finding() -> None:
    months = [a_month(MARCH, 60, received=[("IRO 2", 3)])]
    team = a_team(a_summary("IRO 1", first=MARCH, months=1, caseload=months),
                  a_summary("IRO 2", first=MARCH, months=1))  # fmt: skip
    page = team_page(OpenedTeam(team, ()), TeamChoice())
    assert any(line.to_do == "Ask both IROs which number is right" for line in page.findings)
    assert page.movement[0].received == 3
