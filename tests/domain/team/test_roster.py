"""Who of a roster should be there, by the rules of the working FTE."""

from datetime import date

import pytest

from iro_desktop.domain.team.roster import Attendance, Away, Member, Post, Roster, first_roster
from tests.teams import PRACTICE, a_month, a_summary


def attendance(*absences: Away, posts: tuple[Post, ...] = (Post(0.8),)) -> Attendance:
    return Attendance(Roster((Member("a", "Jo", (), posts, absences),)), PRACTICE)


@pytest.mark.parametrize(
    "reason, last_day_in, first_day_out",
    [
        ("sickness", date(2020, 1, 29), date(2020, 1, 30)),  # 1 January is a holiday
        ("other", date(2020, 1, 29), date(2020, 1, 30)),
        ("maternity", date(2019, 12, 31), date(2020, 1, 1)),
        ("suspension", date(2019, 12, 31), date(2020, 1, 1)),
        ("vacancy", date(2019, 12, 31), date(2020, 1, 1)),
    ],
)
def test_an_absence_counts_0_from_its_first_day_or_from_working_day_21(
    reason: str, last_day_in: date, first_day_out: date
) -> None:
    found = attendance(Away(reason, date(2020, 1, 1)))
    assert found.fte("a", last_day_in) == 0.8
    assert found.fte("a", first_day_out) == 0


def test_annual_leave_changes_nothing_and_is_known() -> None:
    leave = Away("annual_leave", date(2020, 1, 1), date(2020, 1, 31))
    found = attendance(leave)
    assert found.fte("a", date(2020, 1, 31)) == 0.8
    assert found.away("a", date(2020, 1, 15)) == leave
    assert found.expected(date(2020, 1, 1)) == {"a"}


def test_whoever_is_away_all_month_is_not_expected() -> None:
    found = attendance(Away("maternity", date(2020, 1, 15), date(2020, 3, 31)))
    assert [bool(found.expected(date(2020, month, 1))) for month in range(1, 5)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_nobody_is_expected_outside_their_posts() -> None:
    found = attendance(posts=(Post(1.0, date(2020, 2, 29), date(2020, 3, 1)),))
    assert [bool(found.expected(date(2020, month, 1))) for month in range(1, 5)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_first_roster_has_everyone_with_the_fte_of_their_months() -> None:
    months = [
        a_month(date(2020, 1, 1), fte=1.0),
        a_month(date(2020, 2, 1), fte=0.6),
        a_month(date(2020, 3, 1), fte=0.6),
    ]
    roster = first_roster([a_summary("Sam"), a_summary("Jo", caseload=months)])
    assert roster == Roster(
        (
            Member(
                "id-of-Jo", "Jo", (),
                (Post(1.0, None, date(2020, 1, 31)), Post(0.6, date(2020, 2, 1), None)),
            ),
            Member("id-of-Sam", "Sam", (), (Post(1.0),)),
        )
    )  # fmt: skip
