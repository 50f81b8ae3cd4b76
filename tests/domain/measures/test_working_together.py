from datetime import date

import pytest

from iro_desktop.domain.measures import Figure, Mode, Period
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import ChildRecord, Meeting, Participation
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_contact,
    a_meeting,
    a_plan,
    a_review,
    an_allocation,
    an_id,
    care,
    figures_for,
)
from tests.figures import counts

REMOTE = "remote_meetings"
CONTACTS = "team_contacts"
HELD = "2020-03-20"


# How meetings are held


def held(mode: str, *, kind: str = "cla", on: str = HELD, chair: str = "") -> CaseFile:
    return a_case(a_review(on, kind, mode=mode, chair_id=chair), an_allocation("A"))


def remote(*cases: CaseFile, meetings: list[Meeting] | None = None) -> Figure:
    return figures_for(*cases, meetings=meetings or []).result(REMOTE).figure


def test_video_and_phone_are_remote_and_hybrid_is_not_though_it_is_in_the_total() -> None:
    modes = ("video", "video", "phone", "in_person", "hybrid")
    result = figures_for(*[held(mode) for mode in modes]).result(REMOTE)
    assert counts(result.figure) == (3, 5)
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "in_person": (1, 5),
        "video": (2, 5),
        "phone": (1, 5),
        "hybrid": (1, 5),
    }


def test_each_meeting_counts_once_however_many_children_it_was_about() -> None:
    """By child it would be 3 of 4."""
    meeting = a_meeting(mode="video")
    siblings = [a_case(a_review(HELD, meeting_id=meeting.id)) for _ in range(3)]
    figure = remote(*siblings, held("in_person"), meetings=[meeting])
    assert counts(figure) == (1, 2)


def test_without_a_meeting_siblings_on_one_day_with_one_type_are_one() -> None:
    def sibling(kind: str = "cla", on: str = HELD) -> CaseFile:
        return a_case(a_review(on, kind, mode="video"), sibling_group_id="g")

    assert counts(remote(sibling(), sibling())) == (1, 1)
    assert counts(remote(sibling(), sibling("rcpc"))) == (2, 2)
    assert counts(remote(sibling(), sibling(on="2020-03-21"))) == (2, 2)
    assert counts(remote(held("video"), held("video"))) == (2, 2)


def test_what_the_meeting_says_goes_before_what_the_review_says() -> None:
    meeting = a_meeting(mode="in_person")
    case = a_case(a_review(HELD, mode="video", meeting_id=meeting.id))
    assert counts(remote(case, meetings=[meeting])) == (0, 1)
    silent = a_meeting()
    case = a_case(a_review(HELD, mode="video", meeting_id=silent.id))
    assert counts(remote(case, meetings=[silent])) == (1, 1)


def test_one_review_that_tells_speaks_for_the_whole_meeting() -> None:
    meeting = a_meeting()
    cases = [a_case(a_review(HELD, mode=mode, meeting_id=meeting.id)) for mode in ("", "phone", "")]
    result = figures_for(*cases, meetings=[meeting]).result(REMOTE)
    assert counts(result.figure) == (1, 1)
    assert result.cases().left_out == ()


def test_meetings_that_do_not_say_how_are_left_out_and_listed() -> None:
    result = figures_for(held(""), held("carrier pigeon"), held("video")).result(REMOTE)
    assert counts(result.figure) == (1, 1)
    assert [one.why.key for one in result.cases().left_out] == ["no mode", "unknown mode"]


def test_every_type_counts_once_it_was_held() -> None:
    kinds = ("cla", "icpc", "rcpc", "transfer", "reconvened")
    cases = [held("video", kind=kind) for kind in kinds]
    booked = a_case(a_review(None, mode="video"))
    later = held("video", on="2020-04-01")
    assert counts(remote(*cases, booked, later)) == (5, 5)


def test_how_the_child_attended_is_not_how_the_meeting_was_held() -> None:
    review = a_review(HELD, mode="in_person")
    joined = Participation(id=an_id(), review_id=review.id, attendance_mode="video")
    assert counts(remote(a_case(review, joined))) == (0, 1)


def test_a_meeting_is_filed_on_its_day_under_its_chair_else_the_iro_allocated() -> None:
    figures = figures_for(held("video", on="2020-02-03", chair="C"), held("video"))
    found = {
        officer: [
            p.period.to_on.month
            for p in figures.result(REMOTE, mode=Mode.MONTH, officer_id=officer).series
            if p.figure.denominator
        ]
        for officer in ("A", "C")
    }
    assert found == {"A": [3], "C": [2]}


# Contacts between reviews

START, FIRST, SECOND = "2019-04-08", "2019-05-01", "2019-07-31"


def reviewed(*more: ChildRecord, **second: str) -> CaseFile:
    return a_case(care(START), a_review(FIRST), a_review(SECOND, **second), *more)


def contacts(*cases: CaseFile, as_of: str = "2019-12-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(CONTACTS).figure)


def test_contacts_are_counted_per_interval_and_intervals_without_one_too() -> None:
    case = reviewed(a_contact("2019-04-15"), a_contact("2019-05-20"), a_contact("2019-06-03"))
    result = figures_for(case, reviewed()).result(CONTACTS)
    assert counts(result.figure) == (3, 4)
    assert say_value(result.figure, 2) == "0.75 per interval between reviews"
    assert len(result.cases().met) == 2


@pytest.mark.parametrize(
    "day,counted",
    [(START, 0), ("2019-04-09", 1), (FIRST, 1), (SECOND, 1), ("2019-08-01", 0), (None, 0)],
)
def test_an_interval_begins_the_day_after_a_review_and_ends_with_the_next(
    day: str | None, counted: int
) -> None:
    assert contacts(reviewed(a_contact(day))) == (counted, 2)


def test_a_contact_on_the_day_of_a_review_belongs_to_the_interval_it_ends() -> None:
    result = figures_for(reviewed(a_contact(FIRST))).result(CONTACTS)
    amounts = {
        one.on.isoformat(): one.amount for one in (*result.cases().met, *result.cases().not_met)
    }
    assert amounts == {FIRST: 1, SECOND: 0}


@pytest.mark.parametrize(
    "with_whom,counted", [("social_worker", 1), ("team", 1), ("child", 0), ("carer", 0), ("", 0)]
)
def test_only_contacts_with_the_social_worker_or_team_count(with_whom: str, counted: int) -> None:
    assert contacts(reviewed(a_contact("2019-06-03", with_whom))) == (counted, 2)


def test_the_contact_entered_with_the_review_counts_unless_it_is_on_file_for_that_day() -> None:
    told = {"social_worker_contact_on": "2019-07-10"}
    assert contacts(reviewed(**told)) == (1, 2)
    assert contacts(reviewed(a_contact("2019-07-10"), **told)) == (1, 2)
    assert contacts(reviewed(a_contact("2019-07-09"), **told)) == (2, 2)
    assert contacts(reviewed(a_contact("2019-07-10", "carer"), **told)) == (1, 2)
    assert contacts(reviewed(social_worker_contact_on="2019-04-30")) == (0, 2)


def test_an_interval_that_is_still_running_is_not_in_it() -> None:
    case = a_case(care(START), a_review(FIRST), a_contact("2019-06-03"))
    assert contacts(case) == (0, 1)
    assert contacts(reviewed(), as_of="2019-07-30") == (0, 1)


def test_a_contact_counts_in_both_intervals_of_a_dual_status_child() -> None:
    case = a_case(
        care(START),
        a_plan("2019-05-08"),
        a_review(FIRST),
        a_review("2019-05-08", "icpc", strategy_on="2019-04-24"),
        a_review("2019-07-29", "rcpc"),
        a_review(SECOND),
        a_contact("2019-06-03"),
    )
    assert contacts(case) == (2, 3)


def test_the_time_before_an_initial_conference_is_no_interval_between_reviews() -> None:
    icpc = a_review("2019-05-08", "icpc", strategy_on="2019-04-24")
    transfer = a_review("2019-06-05", "transfer", notified_on="2019-05-20")
    assert contacts(a_case(icpc, a_contact("2019-05-01")), a_case(transfer)) == (0, 0)


def test_short_breaks_have_no_interval() -> None:
    assert contacts(a_case(care(START, short_breaks=True), a_review(FIRST))) == (0, 0)


def test_meetings_before_a_review_are_shown_beside_as_a_share_of_intervals() -> None:
    case = reviewed(
        a_contact("2019-07-24", "carer", pre_meeting=True),
        a_contact("2019-07-25", pre_meeting=True),
        a_contact("2019-04-29", pre_meeting=False),
    )
    result = figures_for(case).result(CONTACTS)
    assert counts(result.parts["pre_meeting"]) == (1, 2)
    assert counts(result.figure) == (2, 2)


def test_an_interval_is_filed_on_its_last_day_under_the_iro_of_that_day() -> None:
    case = reviewed(
        a_contact("2019-06-03"),
        an_allocation("A", None, "2019-06-30"),
        an_allocation("B", "2019-07-01"),
    )
    figures = figures_for(case)
    found = [counts(figures.result(CONTACTS, officer_id=one).figure) for one in "AB"]
    assert found == [(0, 1), (1, 1)]
    july = Period(date(2019, 7, 1), date(2019, 7, 31))
    assert counts(figures.result(CONTACTS, july).figure) == (1, 1)
