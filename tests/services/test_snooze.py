"""Putting off what is due: what is asked, what is refused, and where it shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Snooze
from iro_desktop.services.caseload import caseload, counts, headline
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.child_history import child_history
from iro_desktop.services.child_page import child_page
from iro_desktop.services.diary import entries
from iro_desktop.services.diary_export import export_diary
from iro_desktop.services.midpoints import midpoint_list
from iro_desktop.services.snooze import put_off_until, show_again, to_put_off
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_child, a_health_assessment, a_review, an_allocation, care, legal_status
from tests.stores import OFFICER_ID, a_workspace, ticks

CHILD = a_child("AB12", "2018-06-15")
# Reviewed on 4 September 2019: the next is due by 4 March 2020, its midpoint is 4 December 2019.
TODAY = date(2019, 12, 9)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro", today=TODAY)
    with workspace.write("what was there before", source="import:test") as write:
        write.put(CHILD)
        for record in (
            care("2019-05-09"), legal_status("C2", "2019-05-09"), a_review("2019-06-04"),
            a_review("2019-09-04"), an_allocation(OFFICER_ID, "2019-05-09"),
            a_health_assessment("2019-10-01"),
        ):  # fmt: skip
            write.put(replace(record, child_id=CHILD.id))
    yield workspace
    workspace.close()


def key_of(workspace: Workspace, title: str, today: date = TODAY) -> str:
    found = to_put_off(workspace.snapshot.cases[CHILD.id], workspace.practice, today)
    return next(one.key for one in found.choices if one.title == title)


def put_off(workspace: Workspace, title: str, until_on: date, today: date = TODAY) -> str:
    snooze = Snooze(
        id="", child_id=CHILD.id, due_key=key_of(workspace, title, today), until_on=until_on,
        reason="Social worker on leave",
    )  # fmt: skip
    return put_off_until(workspace, snooze, today=today)


def row(workspace: Workspace, today: date = TODAY) -> CaseRow:
    return caseload(workspace.snapshot, workspace.practice, OFFICER_ID, today)[0]


def test_what_is_put_off_stays_in_the_row_and_needs_nobody_today(workspace: Workspace) -> None:
    before = row(workspace)
    assert (before.needs, before.group) == (1, "Overdue")
    assert headline([before], TODAY) == "One thing needs you today"
    put_off(workspace, "Midpoint check", date(2019, 12, 16))
    after = row(workspace)
    assert (after.needs, after.group) == (0, "Next 7 days")
    assert (after.due_title, after.due_on) == ("Midpoint check", date(2019, 12, 4))
    assert (after.put_off, after.put_off_why) == ("put off until 16 Dec", "Social worker on leave")
    assert (after.between, after.between_detail) == ("Put off", "until 16 Dec")
    assert headline([after], TODAY) == "Nothing is overdue. Next: AB12 on 16 December 2019"
    assert counts([after])["due"] == 1


def test_it_comes_back_on_its_day_as_late_as_it_is(workspace: Workspace) -> None:
    put_off(workspace, "Midpoint check", date(2019, 12, 16))
    back = row(workspace, date(2019, 12, 16))
    assert (back.needs, back.due_words, back.put_off) == (1, "12 days late", "")


def test_behind_something_that_is_due_sooner_it_is_a_note(workspace: Workspace) -> None:
    on = date(2020, 2, 24)
    put_off(workspace, "Review 3", date(2020, 3, 2), on)
    put_off(workspace, "Midpoint check", date(2020, 3, 16), on)
    found = row(workspace, on)
    assert (found.due_title, found.due_on) == ("Review 3", date(2020, 3, 4))
    assert "midpoint check put off until 16 Mar: Social worker on leave" in found.notes


def test_monitoring_counts_it_no_longer_among_the_late(workspace: Workspace) -> None:
    put_off(workspace, "Midpoint check", date(2019, 12, 16))
    found = midpoint_list(workspace.snapshot, workspace.practice, OFFICER_ID, TODAY)
    assert [one.standing for one in found.rows if one.is_open] == ["put_off"]
    assert found.rows[0].words == "Put off until 16 Dec"
    assert found.rows[0].window == "Counts until 18 Dec"
    assert found.headline == "No check falls due by Friday"


def test_the_diary_shows_it_on_the_day_on_which_it_asks_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    put_off(workspace, "Midpoint check", date(2019, 12, 16))
    found = entries(workspace.snapshot, workspace.practice, OFFICER_ID, TODAY)
    midpoint = next(one for one in found if one.what == "Midpoint check")
    assert midpoint.on == date(2019, 12, 16)
    assert midpoint.put_off == "put off until 16 Dec: Social worker on leave"
    export_diary(workspace, tmp_path / "d.ics", at=ticks()(), from_on=TODAY)
    assert "leave" not in (tmp_path / "d.ics").read_text()


def test_the_childs_page_says_until_when_and_why_and_history_in_words(workspace: Workspace) -> None:
    put_off(workspace, "Midpoint check", date(2019, 12, 16))
    page = child_page(workspace.snapshot, workspace.practice, CHILD.id, TODAY)
    assert page is not None
    line = next(one for one in page.dues if one.what == "midpoint")
    assert (line.words, line.put_off) == ("put off until 16 Dec", "Social worker on leave")
    said = child_history(workspace, CHILD.id).changes
    mine = {one.field: one.after for one in said if one.record == "postponement"}
    assert mine == {
        "What": "Midpoint check", "Until": "16 Dec 2019", "Why": "Social worker on leave",
    }  # fmt: skip


def test_what_is_overdue_by_law_cannot_be_put_off(workspace: Workspace) -> None:
    case, on = workspace.snapshot.cases[CHILD.id], date(2020, 3, 10)
    key = key_of(workspace, "Review 3")
    found = to_put_off(case, workspace.practice, on)
    assert found.by_law == ("Review 3",)
    assert key not in {one.key for one in found.choices}
    snooze = Snooze(
        id="", child_id=CHILD.id, due_key=key, until_on=date(2020, 3, 16), reason="Booked"
    )
    with pytest.raises(RefusedError, match="The law sets this day and it has passed"):
        put_off_until(workspace, snooze, today=on)


@pytest.mark.parametrize(
    "until_on, reason, sentence",
    [
        (None, "Leave", "Enter until."),
        (TODAY, "Leave", "Until must be after today."),
        (date(2020, 1, 7), "Leave", "Until must be 6 Jan 2020 or earlier: nothing is put off"),
        (date(2020, 1, 6), "", "Enter why."),
    ],
)
def test_a_day_within_28_days_and_a_reason_are_asked(
    workspace: Workspace, until_on: date | None, reason: str, sentence: str
) -> None:
    key = key_of(workspace, "Midpoint check")
    snooze = Snooze(id="", child_id=CHILD.id, due_key=key, until_on=until_on, reason=reason)
    with pytest.raises(RefusedError, match=sentence.replace(".", r"\.")):
        put_off_until(workspace, snooze, today=TODAY)
    assert workspace.snapshot.of(Snooze) == ()


def test_put_off_again_it_gets_the_new_day(workspace: Workspace) -> None:
    first = put_off(workspace, "Midpoint check", date(2019, 12, 16))
    assert put_off(workspace, "Midpoint check", date(2019, 12, 18)) == first
    assert row(workspace).put_off == "put off until 18 Dec"


def test_undo_and_show_again_bring_it_back(workspace: Workspace) -> None:
    put_off(workspace, "Midpoint check", date(2019, 12, 16))
    act, _ = undo_latest(workspace)
    assert act.words == "put off midpoint check of AB12"
    assert row(workspace).needs == 1
    put_off(workspace, "Midpoint check", date(2019, 12, 16))
    put_off(workspace, "Review 3", date(2019, 12, 20))
    key = key_of(workspace, "Midpoint check")
    assert show_again(workspace, CHILD.id, today=TODAY, key=key) == 1
    assert row(workspace).needs == 1
    assert show_again(workspace, CHILD.id, today=TODAY) == 1
    assert workspace.snapshot.of(Snooze) == ()
    assert show_again(workspace, CHILD.id, today=TODAY) == 0
