"""What is new since this device was last here: whose, from where, and what a lock leaves of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import DiskFullError
from iro_desktop.domain.records import (
    Child,
    ChildRecord,
    Notification,
    Officer,
    Record,
    SavedFilter,
    Snooze,
)
from iro_desktop.services.last_here import ALLOCATIONS, OTHERS, REPLIES, TOLD, News, Visit
from iro_desktop.services.samples import create_sample
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store
from tests.builders import a_challenge, a_check, a_child, a_step, an_allocation, an_id, care
from tests.stores import DATA_KEY, OFFICER_ID, TODAY, a_workspace

MINE, THEIRS = a_child("AB12", initials="J.R."), a_child("CD34")
OTHER = Officer(id="9" * 32, name="IRO 2", role="iro")
FRIDAY = date(2020, 3, 27)


class Days:
    """A store over several openings, each on a day of its own."""

    def __init__(self, folder: Path) -> None:
        self.workspace = a_workspace(folder, today=FRIDAY)
        self.visit = Visit(self.workspace)
        self.write(MINE, THEIRS, OTHER)
        self.write(*of(MINE, care("2019-05-09"), an_allocation(OFFICER_ID, "2019-05-09")))
        self.write(*of(THEIRS, care("2019-05-09"), an_allocation(OTHER.id, "2019-05-09")))

    def write(self, *records: Record, source: str = "typed", actor: str = "") -> None:
        with self.workspace.store.write("write", source=source, actor=actor) as write:
            for record in records:
                write.put(record)

    def leave(self, *, killed: bool = False) -> None:
        if not killed:
            self.visit.end()

    def come_back(self, day: date) -> News:
        """Open again on a day; runs are drawn anew, as at each opening."""
        store = self.workspace.store
        folder = store.folder
        store.close()
        opened: OpenStore = self.workspace.opened
        opened.store = Store.open(folder, DATA_KEY, clock=store._clock)
        self.workspace.today = lambda: day
        self.visit = Visit(self.workspace)
        return self.visit.news()

    def elsewhere(self, *records: Record, source: str = "typed", actor: str = OFFICER_ID) -> None:
        """Have records come from another run, as an import or a merge brings them."""
        store = self.workspace.store
        before = store.heads()
        run, seq = store._run, store._seq
        store._run = store._seq = 0
        self.write(*records, source=source, actor=actor)
        assert len(store.heads()) == len(before) + 1
        store._run, store._seq = run, seq


def of(child: Child, *records: ChildRecord) -> tuple[Record, ...]:
    return tuple(replace(record, child_id=child.id) for record in records)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    days = Days(tmp_path / "s.iro")
    yield days
    days.workspace.close()


def groups(news: News) -> list[tuple[str, str, str]]:
    return [(row.group, row.reference, row.words) for row in news.rows]


def test_the_first_time_there_is_nothing_to_compare_with(days: Days) -> None:
    news = days.visit.news()
    assert (news.since, news.rows, news.words(FRIDAY)) == (None, (), "")


def test_what_one_did_oneself_on_this_device_is_no_news(days: Days) -> None:
    days.visit.note_own_run()
    days.leave()
    assert days.come_back(TODAY).rows == ()
    days.write(*of(MINE, a_check("2020-03-31")))
    assert days.visit.news().rows == ()


def test_what_came_in_is_counted_in_words_and_listed_by_child(days: Days) -> None:
    days.leave()
    challenge = a_challenge("2020-03-20")
    told = Notification(id=an_id(), what="placement_move", told_on=date(2020, 3, 30), note="Kin")
    days.elsewhere(
        *of(THEIRS, an_allocation(OFFICER_ID, "2020-04-01")), source="import:allocations"
    )
    days.elsewhere(*of(MINE, a_check("2020-03-26"), told), actor=OTHER.id)
    days.elsewhere(
        *of(MINE, challenge, a_step(challenge, "informal", "2020-03-20", "2020-03-27",
                                    response="accepts"))
    )  # fmt: skip
    news = days.come_back(TODAY)
    assert news.since == FRIDAY
    assert groups(news) == [
        (ALLOCATIONS, "CD34", "Named IRO from 1 Apr 2020"),
        (REPLIES, "AB12", "Accepts"),
        (TOLD, "AB12", "Placement move · Kin"),
        (OTHERS, "AB12", "Challenge, new"),
        (OTHERS, "AB12", "Monitoring check, new"),
    ]
    assert [row.who for row in news.rows] == [
        "imported", "on another device", "by IRO 2", "on another device", "by IRO 2",
    ]  # fmt: skip
    assert news.words(TODAY) == (
        "Since Friday: 1 new allocation, 1 reply to a challenge, "
        "1 notification, 2 other changes (1 on another device and 1 by IRO 2)"
    )


def test_what_concerns_other_iros_children_is_left_out(days: Days) -> None:
    days.leave()
    days.elsewhere(*of(THEIRS, a_check("2020-03-26")), actor=OTHER.id)
    days.elsewhere(*of(MINE, an_allocation("", "2020-03-26")), source="import:ssda903")
    news = days.come_back(TODAY)
    assert groups(news) == [(OTHERS, "AB12", "Allocation, new")]


def test_what_came_from_elsewhere_with_an_older_clock_is_new_all_the_same(days: Days) -> None:
    days.leave()
    store = days.workspace.store
    check = a_check("2020-03-26")
    change = Change(
        run=77, seq=1, schema=1, act=1, words="record check", source="typed", clock=1,
        actor=OTHER.id, at="2019-01-01T09:00:00.000Z", kind="MonitoringCheck", record_id=check.id,
        fields={"exists": True, "child_id": MINE.id, "checked_on": "2020-03-26"},
    )  # fmt: skip
    with store.write("merge", source="sync") as write:
        write.receive([change])
    news = days.come_back(TODAY)
    assert groups(news) == [(OTHERS, "AB12", "Monitoring check, new")]


def test_a_lock_over_lunch_leaves_the_mornings_news(days: Days) -> None:
    days.leave()
    days.elsewhere(*of(MINE, a_check("2020-03-26")), source="import:ssda903")
    assert len(days.come_back(TODAY).rows) == 1
    days.leave()
    days.elsewhere(*of(MINE, a_check("2020-03-27")), source="import:ssda903")
    assert len(days.come_back(TODAY).rows) == 2
    days.leave()
    tomorrow = days.come_back(date(2020, 4, 1))
    assert (tomorrow.since, tomorrow.rows) == (TODAY, ())


def test_an_import_on_the_day_of_the_first_visit_is_new(days: Days) -> None:
    days.leave()
    days.elsewhere(*of(MINE, a_check("2020-03-26")), source="import:ssda903")
    assert days.come_back(FRIDAY).words(FRIDAY) == (
        "Since earlier today: 1 other change (imported)"
    )


def test_after_a_kill_ones_own_work_is_still_no_news(days: Days) -> None:
    days.leave()
    days.come_back(TODAY)
    days.write(*of(MINE, a_check("2020-03-31")))
    days.visit.note_own_run()
    days.elsewhere(*of(MINE, a_check("2020-03-30")), source="import:ssda903")
    days.leave(killed=True)
    news = days.come_back(date(2020, 4, 1))
    assert groups(news) == [(OTHERS, "AB12", "Monitoring check, new")]
    assert [row.who for row in news.rows] == ["imported"]


def test_what_is_committed_on_a_disk_that_is_full_then_is_told_and_no_news(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    days.leave()
    days.come_back(TODAY)
    store, told = days.workspace.store, list[int]()
    store.listen(lambda *_: days.visit.note_own_run())
    store.listen(lambda commit, _: told.append(commit.position))

    def full(*_: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patched:
        patched.setattr(store, "set_local", full)
        patched.setattr("sys.excepthook", lambda *_: pytest.fail("a fault of the program"))
        days.write(a_child("EF56"))
    days.write(a_child("GH78"))
    assert len(told) == 2
    days.leave(killed=True)
    assert days.come_back(TODAY).rows == ()


def test_what_the_program_remembers_for_its_user_is_no_news(days: Days) -> None:
    days.leave()
    days.elsewhere(SavedFilter(id=an_id(), name="Neglect"))
    days.elsewhere(Snooze(id=an_id(), child_id=MINE.id, what="Review 3", until_on=TODAY))
    assert days.come_back(TODAY).rows == ()


def test_what_was_deleted_elsewhere_is_said_so(days: Days) -> None:
    check = replace(a_check("2020-03-26"), child_id=MINE.id)
    days.write(check)
    days.leave()
    store = days.workspace.store
    store._run = store._seq = 0
    with store.write("delete", actor=OTHER.id) as write:
        write.delete("MonitoringCheck", check.id)
    assert groups(days.come_back(TODAY)) == [(OTHERS, "AB12", "Monitoring check, deleted")]


def test_the_sample_was_left_on_the_working_day_before(tmp_path: Path) -> None:
    workspace = create_sample(tmp_path / "sample.iro", as_of=TODAY)
    try:
        assert Visit(workspace).news().words(TODAY) == (
            "Since yesterday: 1 new allocation, 2 replies to challenges"
        )
    finally:
        workspace.close()
