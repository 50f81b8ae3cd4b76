"""The midpoints that ask for a check, and what lies beside the person who makes one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Ask, Decision, MonitoringCheck, Record
from iro_desktop.services.midpoints import MidpointList, MidpointRow, midpoint_list
from iro_desktop.services.monitoring import (
    CheckContext,
    challenge_from,
    check_context,
    record_check,
)
from iro_desktop.services.workspace import Workspace
from tests.builders import (
    a_check,
    a_child,
    a_plan,
    a_review,
    an_allocation,
    an_id,
    care,
    local_standards,
)
from tests.stores import OFFICER_ID, TODAY, a_workspace

CHILD = a_child("AB12")
FIRST, SECOND = a_review("2019-06-04"), a_review("2019-09-04")
# Half of the way from 4 September 2019 to 4 March 2020 is 4 December; the window runs from
# 6 November to 18 December.
MIDPOINT = date(2019, 12, 4)
THEMES = ("Quality of planning: decision unclear", "Delay: drift", "Delay: decision of a review")


def keep(workspace: Workspace, *records: Record, child_id: str = "") -> None:
    with workspace.write("what was there before", source="import:test") as write:
        for record in records:
            write.put(replace(record, child_id=child_id) if child_id else record)  # type: ignore[call-arg]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store with AB12, in care since May 2019, last reviewed on 4 September."""
    workspace = a_workspace(tmp_path)
    keep(workspace, CHILD)
    allocation = an_allocation(OFFICER_ID, "2019-05-09")
    keep(workspace, care("2019-05-09"), FIRST, SECOND, allocation, child_id=CHILD.id)
    return workspace


def midpoints(workspace: Workspace, today: date, officer: str = OFFICER_ID) -> MidpointList:
    return midpoint_list(workspace.snapshot, workspace.practice, officer, today)


def latest(workspace: Workspace, today: date) -> MidpointRow:
    return max(midpoints(workspace, today).rows, key=lambda row: row.on)


def context(workspace: Workspace, today: date = MIDPOINT) -> CheckContext:
    return check_context(workspace.snapshot, workspace.practice, CHILD.id, today)


def test_a_midpoint_explains_itself(workspace: Workspace) -> None:
    row = latest(workspace, MIDPOINT)
    assert (row.reference, row.initials, row.tags) == ("AB12", "XY", ("CLA",))
    assert row.on == MIDPOINT
    assert (row.from_on, row.until_on) == (date(2019, 11, 6), date(2019, 12, 18))
    assert row.why == "halfway between the reviews of 4 Sep 2019 and 4 Mar 2020"


@pytest.mark.parametrize(
    "today,standing,words,window",
    [
        ("2019-11-05", "later", "in 29 days", "Counts from 6 Nov"),
        ("2019-11-06", "open", "in 28 days", "Counts until 18 Dec"),
        ("2019-11-27", "soon", "in 7 days", "Counts until 18 Dec"),
        ("2019-12-04", "soon", "today", "Counts until 18 Dec"),
        ("2019-12-05", "overdue", "1 day late", "Counts until 18 Dec"),
        ("2019-12-18", "overdue", "14 days late", "Counts until 18 Dec"),
        ("2019-12-19", "overdue", "15 days late", "Too late to count since 18 Dec"),
    ],
)
def test_a_midpoint_without_a_check_grows_late(
    workspace: Workspace, today: str, standing: str, words: str, window: str
) -> None:
    row = latest(workspace, date.fromisoformat(today))
    assert (row.standing, row.words, row.window) == (standing, words, window)


@pytest.mark.parametrize(
    "checked,standing,words",
    [
        ("2019-11-05", "overdue", "118 days late"),
        ("2019-11-06", "done", "Done 6 Nov"),
        ("2019-12-18", "done", "Done 18 Dec"),
        ("2019-12-19", "late", "Late, 19 Dec"),
    ],
)
def test_a_check_settles_a_midpoint_within_its_window_and_late_after_it(
    workspace: Workspace, checked: str, standing: str, words: str
) -> None:
    keep(workspace, a_check(checked, outcome="watch"), child_id=CHILD.id)
    row = latest(workspace, TODAY)
    assert (row.standing, row.words) == (standing, words)
    assert (row.last_outcome, row.last_analysis) == ("watch", "Safe and settled")


def test_a_file_note_settles_nothing(workspace: Workspace) -> None:
    keep(workspace, a_check("2019-12-04", analysis="  "), child_id=CHILD.id)
    row = latest(workspace, TODAY)
    assert (row.standing, row.last_on) == ("overdue", None)


def test_a_midpoint_is_missed_once_the_review_has_been(workspace: Workspace) -> None:
    keep(workspace, a_review("2020-03-02"), child_id=CHILD.id)
    rows = {row.on: row for row in midpoints(workspace, TODAY).rows}
    assert (rows[MIDPOINT].standing, rows[MIDPOINT].words) == ("missed", "Not recorded")
    assert rows[date(2020, 6, 2)].standing == "later"


def test_what_was_settled_more_than_a_year_ago_is_left_out(workspace: Workspace) -> None:
    keep(workspace, a_check("2019-12-04"), a_review("2020-03-02"), child_id=CHILD.id)
    assert [row.on for row in midpoints(workspace, date(2020, 12, 3)).rows][-1] == MIDPOINT
    assert MIDPOINT not in [row.on for row in midpoints(workspace, date(2020, 12, 5)).rows]


def test_a_midpoint_falls_away_when_care_ends(workspace: Workspace) -> None:
    case = workspace.snapshot.cases[CHILD.id]
    period = next(iter(case.records[type(care("2019-05-09"))]))
    keep(workspace, replace(period, ended_on=date(2019, 12, 10)))  # type: ignore[call-arg]
    assert not [r for r in midpoints(workspace, TODAY).rows if r.on == MIDPOINT]


def test_a_child_with_both_statuses_has_a_midpoint_of_each_and_one_check_may_meet_both(
    workspace: Workspace,
) -> None:
    keep(
        workspace,
        a_plan("2019-09-18"),
        a_review("2019-09-18", "icpc"),
        child_id=CHILD.id,
    )
    found = context(workspace, date(2019, 11, 20))
    assert [(row.part, row.on, row.tags) for row in found.midpoints] == [
        ("cp", date(2019, 11, 2), ("CLA", "CP")),
        ("cla", MIDPOINT, ("CLA", "CP")),
    ]
    assert found.midpoints[0].why == ("halfway between the conferences of 18 Sep and 18 Dec 2019")
    assert (
        found.meaning(date(2019, 11, 10)) == "Counts for the midpoint of 2 Nov 2019 and 4 Dec 2019."
    )


def test_the_list_is_this_iros_and_what_is_settled_stays_with_who_had_it_then(
    workspace: Workspace,
) -> None:
    keep(workspace, a_check("2019-12-04"), a_review("2020-03-02"), child_id=CHILD.id)
    case = workspace.snapshot.cases[CHILD.id]
    mine = case.records[type(an_allocation(OFFICER_ID))][0]
    theirs = an_allocation("b" * 32, "2020-01-11")
    keep(workspace, replace(mine, to_on=date(2020, 1, 10)))  # type: ignore[call-arg]
    keep(workspace, theirs, child_id=CHILD.id)
    assert [row.on for row in midpoints(workspace, TODAY).rows if row.on == MIDPOINT]
    assert not [row for row in midpoints(workspace, TODAY).rows if row.is_open]
    assert [r.standing for r in midpoints(workspace, TODAY, "b" * 32).rows] == ["later"]
    assert len(midpoints(workspace, TODAY, "").rows) == len(midpoints(workspace, TODAY).rows) + 1


def a_second_child(workspace: Workspace, reviewed: str, reference: str = "CD34") -> None:
    """Keep another child whose last review was on that day; their midpoint is 91 days later."""
    child = a_child(reference)
    keep(workspace, child)
    keep(
        workspace,
        care("2019-01-02"),
        a_review("2019-01-20"),
        a_review("2019-04-10"),
        a_review(reviewed),
        an_allocation(OFFICER_ID, "2019-01-02"),
        child_id=child.id,
    )


def test_the_headline_says_what_is_late_and_what_the_week_brings(workspace: Workspace) -> None:
    """4 December 2019 is a Wednesday."""
    assert midpoints(workspace, date(2019, 12, 2)).headline == "One check falls due by Friday"
    assert midpoints(workspace, date(2019, 11, 4)).headline == "No check falls due by Friday"
    assert midpoints(workspace, date(2019, 11, 8)).headline == "No check falls due today"
    assert midpoints(workspace, date(2019, 11, 30)).headline == "One check falls due by Friday"
    assert midpoints(workspace, date(2019, 12, 5)).headline == "One check is late"
    a_second_child(workspace, "2019-09-06")
    assert midpoints(workspace, date(2019, 12, 2)).headline == "Two checks fall due by Friday"
    assert midpoints(workspace, date(2019, 12, 5)).headline == (
        "One check is late, one more falls due by Friday"
    )
    assert midpoints(workspace, date(2019, 12, 8)).headline == "Two checks are late"


def test_the_line_under_it_names_the_window_that_closes_or_the_midpoint_that_comes(
    workspace: Workspace,
) -> None:
    assert midpoints(workspace, date(2019, 12, 5)).context == (
        "Thu 5 December 2019. A check of AB12 XY still counts until 18 Dec"
    )
    assert midpoints(workspace, date(2019, 11, 8)).context == (
        "Fri 8 November 2019. Next: AB12 XY, 4 Dec"
    )


def test_counts_are_by_standing(workspace: Workspace) -> None:
    a_second_child(workspace, "2019-10-09")
    found = midpoints(workspace, date(2019, 12, 5))
    assert [found.count(s) for s in ("overdue", "soon", "open", "later")] == [1, 0, 0, 1]
    assert found.count("overdue", "later") == 2


# What lies beside a new check


def test_the_decisions_of_the_last_review_stand_beside_a_check_the_late_ones_first(
    workspace: Workspace,
) -> None:
    keep(
        workspace,
        Decision(id=an_id(), review_id=FIRST.id, decision="Of the first review"),
        Decision(
            id=an_id(),
            review_id=SECOND.id,
            decision="Contact fortnightly",
            done_on=date(2019, 10, 5),
        ),
        Decision(
            id=an_id(),
            review_id=SECOND.id,
            decision="Life story work",
            owner="Social worker",
            due_on=date(2019, 11, 30),
        ),
        Decision(
            id=an_id(), review_id=SECOND.id, decision="See the dentist", due_on=date(2019, 12, 4)
        ),
        Decision(id=an_id(), review_id=SECOND.id, decision="Ask about swimming"),
        Ask(id=an_id(), review_id=SECOND.id, words="To see Jay every week"),
        Ask(id=an_id(), review_id=SECOND.id, words="A photo book", done_on=date(2019, 10, 1)),
        child_id=CHILD.id,
    )
    found = context(workspace)
    assert found.review == "Child looked after review, 4 Sep 2019"
    assert [(line.decision, line.status, line.words) for line in found.decisions] == [
        ("Life story work", Status.OVERDUE, "4 days late"),
        ("See the dentist", Status.SOON, "today"),
        ("Ask about swimming", Status.UNDATED, "No date"),
        ("Contact fortnightly", Status.DONE, "Done 5 Oct 2019"),
    ]
    assert found.asks == ("To see Jay every week",)


def test_a_child_without_a_review_has_no_decisions_and_no_midpoint(workspace: Workspace) -> None:
    other = a_child("CD34")
    keep(workspace, other)
    keep(workspace, care("2019-11-25"), child_id=other.id)
    found = check_context(workspace.snapshot, workspace.practice, other.id, MIDPOINT)
    assert (found.review, found.decisions, found.midpoints, found.last) == ("", (), (), None)
    assert found.trigger == "event"
    assert found.meaning(MIDPOINT) == "No midpoint is open: this is kept as a check of its own."


def test_each_prompt_has_its_own_last_answer_whichever_check_gave_it(workspace: Workspace) -> None:
    keep(workspace, local_standards(prompts=("Plan?", "Seen alone?", "Health?")))
    older = a_check("2019-06-20", prompts=("Seen alone?", "Plan?"), answers=("Yes", "On track"))
    newer = a_check("2019-10-01", prompts=("Plan?", "Seen alone?"), answers=("Slipping", " "))
    ahead = a_check("2020-01-01", prompts=("Health?",), answers=("Not yet",))
    keep(workspace, older, newer, ahead, child_id=CHILD.id)
    found = context(workspace)
    assert [(line.prompt, line.last_answer, line.last_on) for line in found.prompts] == [
        ("Plan?", "Slipping", date(2019, 10, 1)),
        ("Seen alone?", "Yes", date(2019, 6, 20)),
        ("Health?", "", None),
    ]
    assert found.last is not None
    assert found.last.id == newer.id


@pytest.mark.parametrize(
    "day,meaning",
    [
        ("2019-12-04", "Counts for the midpoint of 4 Dec 2019."),
        ("2019-11-05", "Does not count for the midpoint of 4 Dec 2019: from 6 Nov 2019."),
        ("2019-12-19", "Does not count for the midpoint of 4 Dec 2019: only until 18 Dec 2019."),
    ],
)
def test_the_day_of_a_check_says_what_it_counts_for(
    workspace: Workspace, day: str, meaning: str
) -> None:
    assert context(workspace).meaning(date.fromisoformat(day)) == meaning


def test_a_midpoint_in_its_window_is_why_a_check_is_made(workspace: Workspace) -> None:
    assert context(workspace, date(2019, 11, 6)).trigger == "midpoint"
    assert context(workspace, date(2019, 11, 5)).trigger == "event"


@pytest.mark.parametrize(
    "check,theme",
    [
        (MonitoringCheck(id="", drift=True), "Delay: drift"),
        (MonitoringCheck(id="", decisions_state="blocked"), "Delay: decision of a review"),
        (MonitoringCheck(id="", decisions_state="on_track"), ""),
        (MonitoringCheck(id=""), ""),
    ],
)
def test_a_challenge_from_a_check_takes_the_theme_that_the_check_names(
    check: MonitoringCheck, theme: str
) -> None:
    assert challenge_from(check, today=TODAY, themes=THEMES).theme == theme
    assert challenge_from(check, today=TODAY).theme == ""


def test_a_check_needs_its_outcome_and_a_day_that_has_been(workspace: Workspace) -> None:
    check = MonitoringCheck(id="", child_id=CHILD.id, checked_on=TODAY)
    with pytest.raises(RefusedError) as error:
        record_check(workspace, check, today=TODAY)
    assert [problem.field for problem in error.value.problems] == ["outcome"]


def test_a_prompt_that_was_left_out_is_an_empty_answer_and_comes_back_as_one(
    workspace: Workspace,
) -> None:
    check = a_check("2020-03-30", prompts=("Plan?", "Health?"), answers=("On course", ""))
    record_check(workspace, replace(check, child_id=CHILD.id, outcome="no_concern"), today=TODAY)
    stored = workspace.store.stored("MonitoringCheck", check.id)
    assert stored is not None
    assert isinstance(stored.record, MonitoringCheck)
    assert stored.record.answers == ("On course", "")
    assert not workspace.snapshot.flags
    changes = workspace.history([check.id])[check.id]
    assert [change.fields["answers"] for change in changes] == [["On course", ""]]
