"""Acts for several children: what would be written, what is refused, and one undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Allocation, Contact, Officer
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.several import (
    Allocating,
    allocate,
    planned_allocations,
    record_contacts,
)
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_case, an_allocation, an_officer
from tests.stores import OFFICER_ID, TODAY, a_workspace

OTHER = an_officer("0" * 31 + "7")
FIRST = date(2020, 4, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro", officer="R. Reviewer")
    with workspace.write("add") as write:
        write.put(OTHER)
    yield workspace
    workspace.close()


def put(workspace: Workspace, *cases: CaseFile) -> list[str]:
    with workspace.write("add") as write:
        for case in cases:
            write.put(case.child)
            for records in case.records.values():
                for record in records:
                    write.put(record)
    return [case.child.id for case in cases]


def two(workspace: Workspace) -> list[str]:
    """AB12 and CD34, both R. Reviewer's since January."""
    return put(
        workspace,
        *(
            a_case(an_allocation(OFFICER_ID, "2020-01-06"), reference=reference)
            for reference in ("AB12", "CD34")
        ),
    )


def allocations(workspace: Workspace, child_id: str) -> list[tuple[str, date | None, date | None]]:
    found = workspace.snapshot.cases[child_id].of(Allocation)
    return sorted((one.officer_id, one.from_on, one.to_on) for one in found)


def test_one_contact_is_a_record_of_its_own_on_each_file(workspace: Workspace) -> None:
    ids = two(workspace)
    contact = Contact(id="", contact_on=TODAY, with_whom="carer", note="Spoke about Easter.")
    recorded = record_contacts(workspace, contact, [*ids, ids[0], "gone"], today=TODAY)
    assert {one.id for one in workspace.snapshot.of(Contact)} == set(recorded)
    found = [workspace.snapshot.cases[one].of(Contact) for one in ids]
    assert [len(one) for one in found] == [1, 1]
    assert {one[0].note for one in found} == {"Spoke about Easter."}
    assert {one[0].officer_id for one in found} == {OFFICER_ID}
    assert len({one[0].id for one in found}) == 2
    act, _ = undo_latest(workspace)
    assert act.words == "record contact for AB12 and CD34"
    assert workspace.snapshot.of(Contact) == ()


def test_an_act_names_a_few_children_and_counts_more(workspace: Workspace) -> None:
    ids = put(workspace, *(a_case(reference=f"AB{number}") for number in range(4)))
    contact = Contact(id="", contact_on=TODAY, with_whom="carer")
    record_contacts(workspace, contact, ids[:3], today=TODAY)
    assert undo_latest(workspace)[0].words == "record contact for AB0, AB1 and AB2"
    record_contacts(workspace, contact, ids, today=TODAY)
    assert undo_latest(workspace)[0].words == "record contact for 4 children"


def test_a_contact_that_cannot_stand_is_refused_for_all(workspace: Workspace) -> None:
    ids = two(workspace)
    contact = Contact(id="", contact_on=FIRST)
    with pytest.raises(RefusedError) as refused:
        record_contacts(workspace, contact, ids, today=TODAY)
    assert [(one.field, one.sentence) for one in refused.value.problems] == [
        ("contact_on", "Date must be today or in the past."),
        ("with_whom", "Enter with whom."),
    ]
    with pytest.raises(RefusedError) as refused:
        record_contacts(workspace, contact, [], today=TODAY)
    assert str(refused.value) == "Choose at least one child."
    assert workspace.snapshot.of(Contact) == ()


def test_children_go_to_another_iro_and_the_one_before_ends_the_day_before(
    workspace: Workspace,
) -> None:
    ids = two(workspace)
    to = Allocating(OTHER.id, from_on=FIRST)
    assert [one.words for one in planned_allocations(workspace.snapshot, ids, to)] == [
        f"{OTHER.name} from 1 Apr 2020; R. Reviewer until the day before"
    ] * 2
    assert allocate(workspace, ids, to) == 2
    for child_id in ids:
        assert allocations(workspace, child_id) == [
            (OFFICER_ID, date(2020, 1, 6), TODAY),
            (OTHER.id, FIRST, None),
        ]
    undo_latest(workspace)
    assert allocations(workspace, ids[0]) == [(OFFICER_ID, date(2020, 1, 6), None)]


def test_cover_leaves_the_named_iro_in_place(workspace: Workspace) -> None:
    ids = two(workspace)
    to = Allocating(OTHER.id, role="covering", from_on=FIRST, to_on=date(2020, 4, 30))
    (planned, _) = planned_allocations(workspace.snapshot, ids, to)
    assert planned.words == f"{OTHER.name}, covering from 1 Apr 2020 to 30 Apr 2020"
    allocate(workspace, ids, to)
    assert allocations(workspace, ids[0]) == [
        (OFFICER_ID, date(2020, 1, 6), None),
        (OTHER.id, FIRST, date(2020, 4, 30)),
    ]


def test_a_child_who_is_that_iros_already_stays_as_it_is(workspace: Workspace) -> None:
    ids = two(workspace)
    to = Allocating(OFFICER_ID, from_on=FIRST)
    assert planned_allocations(workspace.snapshot, ids, to)[0].words == "Stays as it is"
    position = workspace.snapshot.position
    assert allocate(workspace, ids, to) == 0
    assert workspace.snapshot.position == position


def test_an_iro_who_is_not_on_file_is_entered_with_it(workspace: Workspace) -> None:
    ids = two(workspace)
    assert allocate(workspace, ids, Allocating(new_name="  N. New ", from_on=FIRST)) == 2
    (new,) = [one for one in workspace.snapshot.of(Officer) if one.name == "N. New"]
    assert (new.id, FIRST, None) in allocations(workspace, ids[0])
    undo_latest(workspace)
    assert new.id not in {one.id for one in workspace.snapshot.of(Officer)}


def test_a_name_that_is_on_file_is_that_iros(workspace: Workspace) -> None:
    ids = two(workspace)
    allocate(workspace, ids, Allocating(new_name=OTHER.name.upper(), from_on=FIRST))
    assert len(workspace.snapshot.of(Officer)) == 2
    assert (OTHER.id, FIRST, None) in allocations(workspace, ids[0])


def test_a_day_before_somebody_else_is_named_is_refused_and_says_for_whom(
    workspace: Workspace,
) -> None:
    ids = two(workspace)
    early = Allocating(OTHER.id, from_on=date(2020, 1, 6))
    assert all(one.problem for one in planned_allocations(workspace.snapshot, ids, early))
    with pytest.raises(RefusedError, match="AB12 and CD34 from 6 January 2020 or later"):
        allocate(workspace, ids, early)
    assert allocations(workspace, ids[0]) == [(OFFICER_ID, date(2020, 1, 6), None)]


@pytest.mark.parametrize(
    "to,field",
    [
        (Allocating(from_on=FIRST), "officer_id"),
        (Allocating(OTHER.id), "from_on"),
        (Allocating(OTHER.id, from_on=FIRST, to_on=TODAY), "to_on"),
        (Allocating(new_name="x" * 300, from_on=FIRST), "name"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    workspace: Workspace, to: Allocating, field: str
) -> None:
    ids = two(workspace)
    with pytest.raises(RefusedError) as refused:
        allocate(workspace, ids, to)
    assert [one.field for one in refused.value.problems] == [field]
    assert len(workspace.snapshot.of(Officer)) == 2
