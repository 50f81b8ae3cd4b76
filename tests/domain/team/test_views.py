"""The views of a team: caseload per IRO, measures by IRO and district, moves on paper."""

from datetime import date

from iro_desktop.domain.calendar import month_end
from iro_desktop.domain.measures import Band, Figure, Period, Unit
from iro_desktop.domain.summary import SummedCount
from iro_desktop.domain.team import (
    Away,
    Member,
    Post,
    Roster,
    UnallocatedChildren,
    caseloads,
    measure_of,
    measures_of,
)
from iro_desktop.domain.team.views import ESCALATIONS, MONITORING, NOBODY, THEMES, TIMELINESS
from iro_desktop.domain.team.what_if import TeamMove, plan
from tests.teams import a_month, a_summary, a_team, an_event

MARCH, YEAR_BEFORE = date(2020, 3, 1), date(2019, 3, 1)
MONITORED = "monitoring_between_reviews"


def a_service() -> Roster:
    return Roster(
        (
            Member("id-of-A", "A", (), (Post(1.0, team="North", district="East"),)),
            Member("id-of-B", "B", (), (Post(0.5),)),
            Member("id-of-C", "C", (), (Post(1.0),), (Away("sickness", date(2020, 1, 1)),)),
            Member("id-of-D", "D", (), (Post(1.0),)),
        ),
        (Post(0.8, team="North"), Post(1.0, date(2020, 4, 1))),
        (UnallocatedChildren(MARCH, 6),),
    )


def test_caseloads_stand_beside_vacancies_leave_and_who_is_missing() -> None:
    team = a_team(
        a_summary("A", children=75),
        a_summary("B", children=30, fte=0.5),
        a_summary("C", children=9, fte=0.0),
        roster=a_service(),
    )
    found = caseloads(team, MARCH)
    rows = [(one.name, one.is_there, one.children, one.per_fte, one.note) for one in found.iros]
    assert rows == [
        ("A", True, 75, 75.0, ""),
        ("B", True, 30, 60.0, ""),
        ("C", True, 9, None, "Sickness: 9 uncovered"),
        ("D", False, 0, None, "No summary"),
    ]
    assert [one.band for one in found.iros] == [Band.ABOVE, Band.WITHIN, None, None]
    assert (found.iros[0].team, found.iros[0].district) == ("North", "East")
    assert found.figure == Figure(120, 1.5, Unit.PER_FTE)
    assert (found.unallocated, found.vacancies) == (6, (Post(0.8, team="North"),))
    assert found.coverage.words == "3 of 4 IROs"


def test_a_measure_has_every_iros_figure_every_districts_and_that_of_the_year_before() -> None:
    def rows(met: int) -> list[SummedCount]:
        return [
            an_event(MONITORED, YEAR_BEFORE, 1, 2, part="cla", district="East"),
            an_event(MONITORED, MARCH, met, 10, part="cla", district="East"),
            an_event(MONITORED, MARCH, 1, 5, part="cp", district=""),
        ]

    team = a_team(
        a_summary("A", first=YEAR_BEFORE, months=13, rows=rows(8)),
        a_summary("B", first=YEAR_BEFORE, months=13, rows=rows(3)),
        a_summary("C", months=3),
    )
    found = measure_of(team, MONITORED, Period(MARCH, month_end(MARCH)))
    assert found.result.figure == Figure(13, 30)
    assert [(one.name, one.figure) for one in found.by_iro] == [
        ("A", Figure(9, 15)), ("B", Figure(4, 15)),
    ]  # fmt: skip
    assert found.by_district == (("", Figure(2, 10)), ("East", Figure(11, 20)))
    assert found.result.before is not None
    assert found.result.before.figure == Figure(2, 4)
    assert (found.coverage.words, found.change_needs_care) == ("3 IROs", True)
    assert found.coverage_before is not None
    assert found.coverage_before.words == "2 of 3 IROs"
    assert [one.words for one in found.coverages] == ["3 IROs"]


def test_every_view_has_its_measures() -> None:
    team = a_team(a_summary("A"))
    period = Period(MARCH, month_end(MARCH))
    for ids in (MONITORING, TIMELINESS, THEMES, ESCALATIONS):
        assert [one.result.measure.id for one in measures_of(team, ids, period)] == list(ids)


def test_a_plan_shows_loads_before_and_after_and_changes_nothing() -> None:
    team = a_team(
        a_summary("A", children=75),
        a_summary("B", children=30, fte=0.5),
        a_summary("C", children=9, fte=0.0),
        roster=a_service(),
    )
    moves = [
        TeamMove("id-of-A", "id-of-B", 8),
        TeamMove(NOBODY, "id-of-C", 2),
        TeamMove("id-of-C", "id-of-B", 12),
        TeamMove("id-of-A", "id-of-D", 1),
        TeamMove("id-of-A", "id-of-A", 1),
    ]
    found = plan(team, MARCH, moves)
    assert [(one.name, one.now, one.then) for one in found.loads] == [
        ("A", 75, 67), ("B", 30, 38), ("C", 9, 11),
    ]  # fmt: skip
    assert (found.loads[1].per_fte_now, found.loads[1].per_fte_then) == (60.0, 76.0)
    assert (found.loads[1].band_now, found.loads[1].band_then) == (Band.WITHIN, Band.ABOVE)
    assert (found.unallocated_now, found.unallocated_then) == (6, 4)
    assert found.warnings == (
        "B would carry more than 70 children per FTE.",
        "C is away or has no working FTE, and would get more children.",
    )
    assert found.refused == (
        "C has 11 children and cannot pass on 12.",
        "D has no caseload in this month.",
        "A move needs two IROs and at least one child.",
    )
    assert [one.children for one in caseloads(team, MARCH).iros] == [75, 30, 9, 0]


def test_an_fte_that_nobody_knows_is_said_of_the_iro() -> None:
    team = a_team(a_summary("A", first=MARCH, months=1, caseload=[a_month(MARCH, fte=None)]))
    (row,) = caseloads(team, MARCH).iros
    assert (row.per_fte, row.band, row.note) == (None, None, "FTE not known")
