from __future__ import annotations

from datetime import date

import pytest

from iro_desktop.domain.casefile import (
    adoption_stages,
    age_on,
    allocation_on,
    birthday,
    care_spans,
    current_legal_status,
    current_placement,
    is_looked_after,
    on_plan,
    plan_spans,
)
from tests.builders import (
    a_case,
    a_permanence_plan,
    a_plan,
    a_review,
    an_allocation,
    care,
    legal_status,
    placement,
    the_day,
)

AS_OF = date(2020, 3, 31)


@pytest.mark.parametrize(
    "born,day,age",
    [
        ("2010-06-15", "2020-06-14", 9),
        ("2010-06-15", "2020-06-15", 10),
        ("2010-06-15", "2010-06-15", 0),
        ("2010-06-15", "2010-06-14", None),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2020-02-29", 16),
    ],
)
def test_age_changes_on_the_birthday(born: str, day: str, age: int | None) -> None:
    assert age_on(the_day(born), the_day(day)) == age


def test_without_a_date_of_birth_there_is_no_age() -> None:
    assert age_on(None, AS_OF) is None


def test_a_birthday_beyond_the_calendar_is_its_last_day() -> None:
    assert birthday(date(9990, 1, 1), 18) == date.max


def test_the_child_is_looked_after_from_the_first_day_and_no_longer_on_the_last() -> None:
    case = a_case(care("2019-01-10", "2019-06-20"))
    assert not is_looked_after(case, date(2019, 1, 9))
    assert is_looked_after(case, date(2019, 1, 10))
    assert is_looked_after(case, date(2019, 6, 19))
    assert not is_looked_after(case, date(2019, 6, 20))


def test_care_ends_on_the_18th_birthday_and_on_the_day_of_death() -> None:
    case = a_case(care("2019-01-10"), born="2002-05-01", died_on="2020-04-20")
    assert is_looked_after(case, date(2020, 4, 19))
    assert not is_looked_after(case, date(2020, 4, 20))
    case = a_case(care("2019-01-10"), born="2002-05-01")
    assert is_looked_after(case, date(2020, 4, 30))
    assert not is_looked_after(case, date(2020, 5, 1))


def test_an_end_that_lies_ahead_is_not_an_end_yet() -> None:
    case = a_case(care("2019-01-10", "2020-06-20"))
    (span,) = care_spans(case, AS_OF)
    assert span.ended_on is None
    assert span.open_on(AS_OF)


def test_a_period_that_begins_later_or_has_no_start_is_left_out() -> None:
    assert care_spans(a_case(care("2020-04-01"), care(None)), AS_OF) == ()
    assert plan_spans(a_case(a_plan("2020-04-01"), a_plan(None)), AS_OF) == ()


def test_periods_come_in_order_of_their_start() -> None:
    case = a_case(care("2020-01-01"), care("2018-01-01", "2019-01-01"))
    assert [span.started_on.year for span in care_spans(case, AS_OF)] == [2018, 2020]


def test_a_start_that_is_not_known_and_reviews_that_are_missing_leave_the_history_unknown() -> None:
    unknown, missing = care_spans(
        a_case(
            care("2018-01-01", "2019-01-01", start_unknown=True),
            care("2019-02-01", earlier_reviews_missing=True),
        ),
        AS_OF,
    )
    assert (unknown.start_known, unknown.history_known) == (False, False)
    assert (missing.start_known, missing.history_known) == (True, False)


def test_short_breaks_are_the_flag_or_legal_statuses_of_short_breaks_alone() -> None:
    flagged = a_case(care("2019-01-01", short_breaks=True), legal_status("C2", "2019-01-01"))
    assert care_spans(flagged, AS_OF)[0].short_breaks
    all_v = a_case(
        care("2019-01-01"),
        legal_status("V3", "2019-01-01", "2019-05-01"),
        legal_status("V4", "2019-05-01"),
    )
    assert care_spans(all_v, AS_OF)[0].short_breaks
    assert not is_looked_after(all_v, AS_OF)
    assert is_looked_after(all_v, AS_OF, short_breaks=True)
    mixed = a_case(
        care("2019-01-01"),
        legal_status("V4", "2019-01-01", "2019-05-01"),
        legal_status("V2", "2019-05-01"),
    )
    assert not care_spans(mixed, AS_OF)[0].short_breaks
    denied = a_case(care("2019-01-01", short_breaks=False), legal_status("V4", "2019-01-01"))
    assert not care_spans(denied, AS_OF)[0].short_breaks
    assert not care_spans(a_case(care("2019-01-01")), AS_OF)[0].short_breaks


def test_each_period_has_the_legal_statuses_that_began_in_it() -> None:
    case = a_case(
        care("2018-01-01", "2019-01-01"),
        legal_status("C2", "2018-01-01", "2019-01-01"),
        care("2019-01-01"),
        legal_status("V4", "2019-01-01"),
    )
    assert [span.short_breaks for span in care_spans(case, AS_OF)] == [False, True]


def test_a_period_of_one_day_keeps_its_own_legal_status() -> None:
    case = a_case(
        care("2019-01-01", "2019-01-01"),
        legal_status("V4", "2019-01-01", "2019-01-01"),
        care("2019-01-01"),
        legal_status("C2", "2019-01-01"),
    )
    assert [span.short_breaks for span in care_spans(case, AS_OF)] == [True, False]


def test_a_legal_status_that_runs_on_holds_for_the_next_period_too() -> None:
    case = a_case(
        care("2018-01-01", "2019-01-01"), care("2019-02-01"), legal_status("V3", "2018-01-01")
    )
    assert [span.short_breaks for span in care_spans(case, AS_OF)] == [True, True]


def test_a_legal_status_that_begins_later_does_not_count_yet() -> None:
    case = a_case(
        care("2019-01-01"),
        legal_status("V4", "2019-01-01", "2020-05-01"),
        legal_status("C2", "2020-05-01"),
    )
    assert care_spans(case, AS_OF)[0].short_breaks
    assert not care_spans(case, date(2020, 5, 1))[0].short_breaks


def test_a_plan_ends_with_the_conference_that_did_not_continue_it() -> None:
    case = a_case(
        a_plan("2019-10-01"),
        a_review("2020-01-07", "rcpc", plan_continues=False),
    )
    assert on_plan(case, date(2020, 1, 6))
    assert not on_plan(case, date(2020, 1, 7))


def test_a_plan_of_another_authority_is_left_out_unless_asked_for() -> None:
    case = a_case(a_plan("2019-10-01", temporary=True))
    assert not on_plan(case, AS_OF)
    assert on_plan(case, AS_OF, temporary=True)


def test_of_two_legal_statuses_or_placements_the_later_is_current() -> None:
    case = a_case(
        legal_status("V2", "2019-01-01"),
        legal_status("C1", "2019-06-01", "2020-02-01"),
        legal_status("C2", "2020-02-01"),
        placement("U6", "2019-01-01", "2019-06-01"),
        placement("K2", "2019-06-01"),
    )
    status, home = current_legal_status(case, AS_OF), current_placement(case, AS_OF)
    assert status is not None
    assert home is not None
    assert (status.status, home.placement_type) == ("C2", "K2")
    at_start = current_placement(case, date(2019, 1, 1))
    assert at_start is not None
    assert at_start.placement_type == "U6"
    assert current_placement(a_case(), AS_OF) is None
    assert current_legal_status(case, date(2018, 12, 31)) is None


@pytest.mark.parametrize(
    "day,officer",
    [
        ("2018-12-31", None),
        ("2019-01-01", "first"),
        ("2019-06-30", "first"),
        ("2019-07-01", "second"),
        ("2019-12-31", "second"),
        ("2020-01-01", "cover"),
    ],
)
def test_allocation_includes_its_end_day_and_the_named_iro_comes_first(
    day: str, officer: str | None
) -> None:
    case = a_case(
        an_allocation("first", "2019-01-01", "2019-07-01"),
        an_allocation("second", "2019-07-01", "2019-12-31"),
        an_allocation("cover", "2019-03-01", role="covering"),
    )
    found = allocation_on(case, the_day(day))
    assert (found.officer_id if found else None) == officer


def test_an_allocation_without_an_iro_is_none() -> None:
    assert allocation_on(a_case(an_allocation("", "2019-01-01")), AS_OF) is None


def test_a_placement_order_authorises_and_a_placement_takes_over_until_it_breaks_down() -> None:
    case = a_case(
        care("2018-01-01"),
        legal_status("C2", "2018-01-01", "2019-01-01"),
        legal_status("E1", "2019-01-01"),
        placement("U6", "2018-01-01", "2019-05-01"),
        placement("A6", "2019-05-01", "2019-09-01"),
        placement("U6", "2019-09-01"),
    )
    (span,) = care_spans(case, AS_OF)
    stages = adoption_stages(case, span, AS_OF)
    assert [(s.stage, s.from_on, s.to_on) for s in stages] == [
        ("authorised", date(2019, 1, 1), date(2019, 5, 1)),
        ("placed", date(2019, 5, 1), date(2019, 9, 1)),
        ("authorised", date(2019, 9, 1), None),
    ]
    assert {s.authority_on for s in stages} == {date(2019, 1, 1)}


def test_parents_consent_authorises_too_and_placements_that_follow_on_are_one() -> None:
    case = a_case(
        care("2018-01-01"),
        a_permanence_plan("2018-12-01", "adoption", consent_on="2019-01-01"),
        placement("A3", "2019-02-01", "2019-03-01"),
        placement("A4", "2019-03-01"),
    )
    (span,) = care_spans(case, AS_OF)
    assert [(s.stage, s.from_on, s.to_on) for s in adoption_stages(case, span, AS_OF)] == [
        ("authorised", date(2019, 1, 1), date(2019, 2, 1)),
        ("placed", date(2019, 2, 1), None),
    ]


def test_a_child_who_is_not_to_be_adopted_has_no_adoption_stages() -> None:
    case = a_case(
        care("2018-01-01"), legal_status("C2", "2018-01-01"), placement("U4", "2018-01-01")
    )
    (span,) = care_spans(case, AS_OF)
    assert adoption_stages(case, span, AS_OF) == ()
