"""The quick line: what is understood, what is said back, and what Enter would record."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.records import Contact, Escalation, MonitoringCheck, Notification
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.monitoring import CheckContext, check_context
from iro_desktop.services.quick_add import Quick, quick, record_quick
from tests.builders import a_case, a_practice, a_review, an_allocation, care
from tests.stores import OFFICER_ID, TODAY, a_workspace

AB12 = a_case(
    care("2019-09-02"), a_review("2019-09-20"), a_review("2019-12-18"),
    an_allocation(OFFICER_ID), reference="AB12",
)  # fmt: skip
OTHERS = [a_case(reference=f"LC-2041{n}", initials=initials) for n, initials in
          ((7, "A.B."), (8, "J.R."))]  # fmt: skip


def snapshot(*cases: CaseFile) -> Snapshot:
    return Snapshot(1, {case.child.id: case for case in cases})


def understood(line: str, **more: Any) -> Quick:
    file = snapshot(AB12, *OTHERS)

    def context(child_id: str) -> CheckContext:
        return check_context(file, a_practice(), child_id, TODAY)

    return quick(line, file, list(file.cases), TODAY, context=context, **more)


def a_check(line: str) -> MonitoringCheck:
    record = understood(line).record
    assert isinstance(record, MonitoringCheck)
    return record


def test_a_line_becomes_a_check_with_what_it_says() -> None:
    found = understood("AB12 mid-point today spoke to SW, plan is moving on #drift #amber")
    record = found.record
    assert isinstance(record, MonitoringCheck)
    assert record.child_id == AB12.child.id
    assert (record.checked_on, record.trigger) == (TODAY, "midpoint")
    assert record.social_worker_contact is True
    assert (record.drift, record.rag, record.outcome) == (True, "amber", "watch")
    assert record.analysis == "Plan is moving on"
    assert found.echo == (
        "Check on AB12 XY, Tue 31 March 2020 · spoke with the social worker · drift or delay · "
        "amber · ends in “Watch”. Counts for the midpoint of 18 Mar 2020."
    )
    assert found.problem == ""


def test_without_analysis_it_says_that_the_check_meets_nothing() -> None:
    found = understood("AB12 mid-point today spoke to SW #drift")
    assert found.record is not None
    assert found.echo.endswith("it is kept as a note and meets no midpoint.")


@pytest.mark.parametrize(
    "typed,on",
    [
        ("yesterday", date(2020, 3, 30)),
        ("27/3", date(2020, 3, 27)),
        ("27 3 20", date(2020, 3, 27)),
        ("27 March", date(2020, 3, 27)),
        ("-2", date(2020, 3, 29)),
        ("fri", date(2020, 3, 27)),  # the last one: what is recorded has happened
        ("tue", TODAY),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, on: date) -> None:
    record = a_check(f"AB12 check {typed} all is well")
    assert record.checked_on == on
    assert record.analysis == "All is well"


def test_a_day_that_is_still_to_come_is_not_recorded() -> None:
    found = understood("AB12 check +2 all is well")
    assert found.record is None
    assert found.problem == "Thu 2 April 2020 is still to come."


def test_numbers_within_the_words_are_no_days() -> None:
    record = a_check("AB12 check today moved on 3 times since May")
    assert (record.checked_on, record.analysis) == (TODAY, "Moved on 3 times since May")


def test_initials_and_the_end_of_a_reference_find_a_child_too() -> None:
    assert understood("jr check all is well").child_id == OTHERS[1].child.id
    assert understood("20417 check all is well").child_id == OTHERS[0].child.id


def test_a_child_that_is_not_clear_is_asked_for() -> None:
    assert understood("LC-2 check").problem == "Which one: LC-20417 A.B. and LC-20418 J.R.?"
    assert understood("ZZ check").problem == (
        "No child of yours is called ZZ: begin with a reference or initials."
    )


def test_on_a_childs_page_the_child_need_not_be_named() -> None:
    found = understood("check all is well", here=AB12.child.id)
    assert found.record is not None
    assert found.child_id == AB12.child.id


def test_a_contact_names_with_whom_and_how() -> None:
    record = understood("AB12 called carer yesterday: contact with the sister is going well").record
    assert isinstance(record, Contact)
    assert (record.with_whom, record.method) == ("carer", "phone")
    assert record.contact_on == date(2020, 3, 30)
    assert record.note == "Contact with the sister is going well"


def test_a_contact_with_nobody_asks_with_whom() -> None:
    found = understood("AB12 called yesterday")
    assert found.record is None
    assert isinstance(found.draft, Contact)
    assert found.problem == "Say with whom: SW, child, carer, parent, school or health."


def test_what_an_iro_was_told_is_one_line() -> None:
    record = understood("AB12 told by SW missing since Sunday night").record
    assert isinstance(record, Notification)
    assert (record.what, record.told_by, record.told_on) == ("missing", "Social worker", TODAY)
    assert record.note == "Missing since Sunday night"


def test_a_challenge_goes_on_in_its_form() -> None:
    found = understood("AB12 challenge life story work begins")
    assert found.record is None
    assert isinstance(found.draft, Escalation)
    assert found.draft.right_outcome == "Life story work begins"
    assert found.problem == "A challenge needs more than a line: press Tab for its form."


def test_the_words_of_a_challenge_are_whole_and_its_day_is_read() -> None:
    draft = understood("AB12 challenge yesterday school by May").draft
    assert isinstance(draft, Escalation)
    assert (draft.right_outcome, draft.opened_on) == ("School by May", date(2020, 3, 30))


def test_an_unknown_mark_is_said_and_nothing_is_recorded() -> None:
    found = understood("AB12 check all is well #drfit")
    assert found.record is None
    assert found.problem.startswith("#drfit is not known: use one of #drift, #watch")


def test_an_empty_line_says_nothing_and_one_without_a_kind_asks() -> None:
    assert understood("  ") == Quick()
    assert understood("AB12 hello").problem == "Say what it is: check, spoke to, told or challenge."


def test_what_was_understood_is_recorded_in_one_act(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "s.iro")
    with workspace.write("add") as write:
        write.put(AB12.child)
    for line, kind in (
        ("AB12 check all is well", MonitoringCheck),
        ("AB12 spoke to SW", Contact),
        ("AB12 told excluded for two days", Notification),
    ):
        found = understood(line).record
        assert found is not None
        record_id = record_quick(workspace, found, today=TODAY)
        assert workspace.snapshot.find(kind, record_id) is not None
    workspace.close()
