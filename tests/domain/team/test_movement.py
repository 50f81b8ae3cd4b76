"""How caseloads came from month to month, and where two IROs' accounts differ."""

from datetime import date, timedelta
from typing import Any

from iro_desktop.domain.summary import Summary
from iro_desktop.domain.team import FindingKind, Member, Passed, Post, Roster
from tests.teams import MADE_AT, a_month, a_summary, a_team

MARCH, FEB = date(2020, 3, 1), date(2020, 2, 1)


def a_march(name: str, closing: int = 60, **moved: Any) -> Summary:
    month = a_month(MARCH, closing, **moved)
    return a_summary(name, first=MARCH, months=1, caseload=[month])


def test_what_passes_between_two_iros_is_none_of_the_teams() -> None:
    team = a_team(
        a_march("A", new=3, passed=[("B", 2)], ended=1),
        a_march("B", 50, received=[("A", 2), ("", 1), ("Elsewhere", 4)]),
    )
    (month,) = team.movement.team
    assert (month.opening, month.new, month.received, month.passed, month.between) == (
        103, 3, 5, 0, 2,
    )  # fmt: skip
    assert (month.ended, month.closing, month.iros) == (1, 110, 2)
    assert month.opening + month.new + month.received - month.passed - month.ended == month.closing
    (own,) = team.movement.iros["id-of-B"]
    assert own.received == (
        Passed("", "", 1), Passed("", "Elsewhere", 4), Passed("id-of-A", "A", 2),
    )  # fmt: skip
    assert team.findings == ()


def test_two_accounts_that_differ_are_said() -> None:
    team = a_team(a_march("A", passed=[("B", 3)]), a_march("B", received=[("A", 1)]))
    (finding,) = team.findings
    assert (finding.kind, finding.months) == (FindingKind.MOVES, (MARCH,))
    assert finding.sentence == (
        "March 2020: A counts 3 children passed to B, who counts 1 received from A."
    )
    (month,) = team.movement.team
    assert (month.between, month.passed, month.received) == (1, 2, 0)


def test_who_has_no_summary_of_the_month_cannot_differ() -> None:
    roster = Roster((Member("id-of-A", "A", (), (Post(1.0),)), Member("b", "B", (), ())))
    team = a_team(a_march("A", passed=[("B", 3)]), roster=roster)
    assert team.movement.mismatches == ()
    assert team.movement.iros["id-of-A"][0].passed == (Passed("b", "B", 3),)


def test_names_are_matched_by_the_rosters_other_names() -> None:
    roster = Roster(
        (
            Member("id-of-A", "A", (), (Post(1.0),)),
            Member("id-of-B", "B", ("Beatrice", "B."), (Post(1.0),)),
        )
    )
    team = a_team(
        a_march("A", passed=[("beatrice", 2), ("B.", 1)]),
        a_march("B", received=[("A", 3)]),
        roster=roster,
    )
    assert team.movement.iros["id-of-A"][0].passed == (Passed("id-of-B", "B", 3),)
    assert team.findings == ()


def test_a_month_that_begins_with_another_number_than_the_last_ended_with_is_said() -> None:
    early = a_summary("A", first=FEB, months=1, children=60)
    later = a_summary("A", first=MARCH, months=1, children=58, made_at=MADE_AT + timedelta(1))
    assert [one.sentence for one in a_team(early, later).findings] == [
        (
            "A ends February 2020 with 60 and begins March 2020 with 58: records were changed "
            "between the two summaries."
        )
    ]
