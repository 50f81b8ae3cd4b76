"""The bin: each act of deletion comes back with all its links, for 30 days."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.records import (
    Child,
    ChildRecord,
    Contact,
    Decision,
    Escalation,
    EscalationStep,
    MonitoringCheck,
    Participation,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.bin import (
    KEPT_DAYS,
    NotInTheBinError,
    RestoreFirstError,
    bin_of,
    goes_with,
    restore,
)
from iro_desktop.services.child_records import delete_record
from iro_desktop.services.children import delete_child
from iro_desktop.services.monitoring import record_check
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_case, a_challenge, a_check, a_review, a_step, an_id, care
from tests.stores import TODAY, a_workspace, ticks

REVIEW = a_review("2020-03-10", summary="All is well.")
PART = Participation(id=an_id(), review_id=REVIEW.id, participation="PN1")
DECISIONS = tuple(
    Decision(id=an_id(), review_id=REVIEW.id, decision=words) for words in ("See her", "A book")
)
CHALLENGE = a_challenge("2020-03-12")
STEP = a_step(CHALLENGE, "informal", "2020-03-12")
CHECK = a_check("2020-03-18", escalation_id=CHALLENGE.id)


@pytest.fixture
def case(workspace: Workspace) -> CaseFile:
    """AB12 on file with a review and all that hangs on it, a challenge and a check."""
    case = a_case(REVIEW, PART, *DECISIONS, CHALLENGE, STEP, CHECK, reference="AB12")
    with workspace.write("add") as write:
        write.put(case.child)
        for records in case.records.values():
            for record in records:
                write.put(record)
    return case


def on_file(workspace: Workspace, case: CaseFile, kind: type[ChildRecord]) -> set[str]:
    now = workspace.snapshot.cases.get(case.child.id)
    return {one.id for one in now.of(kind)} if now else set()


def the_review(workspace: Workspace) -> Review:
    found = workspace.snapshot.find(Review, REVIEW.id)
    assert found is not None
    return found


def test_a_review_comes_back_with_all_that_hung_on_it(workspace: Workspace, case: CaseFile) -> None:
    delete_record(workspace, the_review(workspace))
    (binned,) = bin_of(workspace)
    assert binned.what == "review of 10 March 2020 with 1 participation and 2 decisions"
    assert (binned.child, binned.about, binned.how, binned.who) == (
        "AB12 XY", "All is well.", "Deleted", "IRO 1",
    )  # fmt: skip
    assert restore(workspace, binned.key).startswith("review of 10 March 2020")
    assert on_file(workspace, case, Review) == {REVIEW.id}
    assert on_file(workspace, case, Decision) == {one.id for one in DECISIONS}
    assert on_file(workspace, case, Participation) == {PART.id}
    assert bin_of(workspace) == ()


def test_a_child_is_one_line_and_comes_back_whole(workspace: Workspace, case: CaseFile) -> None:
    delete_child(workspace, case.child.id)
    (binned,) = bin_of(workspace)
    assert (binned.what, binned.child) == ("child with 7 records", "AB12 XY")
    restore(workspace, binned.key)
    now = workspace.snapshot.cases[case.child.id]
    assert now.records == case.records
    assert not now.brought_back


def test_an_undo_takes_a_restore_back(workspace: Workspace, case: CaseFile) -> None:
    delete_child(workspace, case.child.id)
    restore(workspace, bin_of(workspace)[0].key)
    undo_latest(workspace)
    assert case.child.id not in workspace.snapshot.cases
    assert len(bin_of(workspace)) == 1


def test_what_was_deleted_before_its_child_waits_for_the_child(
    workspace: Workspace, case: CaseFile
) -> None:
    delete_record(workspace, the_review(workspace))
    delete_child(workspace, case.child.id)
    child, review = bin_of(workspace)
    with pytest.raises(RestoreFirstError, match="It belongs to AB12 XY, which is deleted too"):
        restore(workspace, review.key)
    restore(workspace, child.key)
    assert on_file(workspace, case, Review) == set()
    restore(workspace, review.key)
    assert on_file(workspace, case, Review) == {REVIEW.id}


def test_a_decision_waits_for_its_review_and_a_stage_for_its_challenge(
    workspace: Workspace, case: CaseFile
) -> None:
    for part, whole, kind in (
        (DECISIONS[0], REVIEW, Review),
        (STEP, CHALLENGE, Escalation),
    ):
        record = workspace.snapshot.find(type(part), part.id)
        assert record is not None
        delete_record(workspace, record)
        owner = workspace.snapshot.find(kind, whole.id)
        assert owner is not None
        delete_record(workspace, owner)
        with pytest.raises(RestoreFirstError, match=f"It belongs to the {kind.title} of"):
            restore(workspace, bin_of(workspace)[1].key)
    assert on_file(workspace, case, EscalationStep) == set()


def test_a_check_comes_back_though_the_challenge_it_led_to_is_deleted(
    workspace: Workspace, case: CaseFile
) -> None:
    for kind, record_id in ((MonitoringCheck, CHECK.id), (Escalation, CHALLENGE.id)):
        record = workspace.snapshot.find(kind, record_id)
        assert record is not None
        delete_record(workspace, record)
    _, check = bin_of(workspace)
    restore(workspace, check.key)
    assert on_file(workspace, case, MonitoringCheck) == {CHECK.id}


def test_what_an_undo_took_back_is_there_too(workspace: Workspace, case: CaseFile) -> None:
    check = a_check("2020-03-30", "Half a page of analysis")
    check_id = record_check(workspace, _of(case, check), today=TODAY)
    undo_latest(workspace)
    (binned,) = bin_of(workspace)
    assert (binned.how, binned.about) == ("Taken back", "Half a page of analysis")
    restore(workspace, binned.key)
    assert check_id in on_file(workspace, case, MonitoringCheck)


def _of(case: CaseFile, check: MonitoringCheck) -> MonitoringCheck:
    return MonitoringCheck(
        id="", child_id=case.child.id, checked_on=check.checked_on, analysis=check.analysis,
        outcome="no_concern",
    )  # fmt: skip


def test_what_was_deleted_longer_ago_is_not_shown(workspace: Workspace, case: CaseFile) -> None:
    delete_child(workspace, case.child.id)
    days = {"now": KEPT_DAYS}
    workspace.today = lambda: TODAY + timedelta(days["now"])
    assert len(bin_of(workspace)) == 1
    days["now"] += 1
    assert bin_of(workspace) == ()


def test_restoring_twice_is_refused(workspace: Workspace, case: CaseFile) -> None:
    delete_child(workspace, case.child.id)
    key = bin_of(workspace)[0].key
    restore(workspace, key)
    with pytest.raises(NotInTheBinError):
        restore(workspace, key)


def test_the_question_counts_what_goes_with_a_child(case: CaseFile) -> None:
    assert goes_with(case) == ("7 records, among them 1 review, 1 monitoring check and 1 challenge")
    assert goes_with(a_case(care("2019-01-01"))) == "1 record"
    assert goes_with(a_case()) == ""


def test_the_day_of_deletion_is_the_clocks(workspace: Workspace, case: CaseFile) -> None:
    delete_child(workspace, case.child.id)
    assert bin_of(workspace)[0].at.date() == date(2020, 3, 31)


def test_a_clock_that_is_ten_years_behind_hides_nothing_from_the_bin(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    with workspace.write("add") as write:
        write.put(Child(id="c", reference="AB12"))
        write.put(Contact(id="k", child_id="c"))
    workspace.store._clock = ticks(TODAY.replace(year=TODAY.year - 10))
    delete_record(workspace, workspace.snapshot.cases["c"].of(Contact)[0])
    (binned,) = bin_of(workspace)
    assert binned.at.year == TODAY.year - 10
    restore(workspace, binned.key)
    assert len(workspace.snapshot.cases["c"].of(Contact)) == 1
    workspace.close()
