"""Imports into a store: who wins, what stays, what is taken back, and that nothing is half done."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from iro_desktop.domain.errors import (
    CancelledError,
    MissingColumnError,
    UnknownFormatError,
    UserError,
)
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    LegalStatus,
    Officer,
    Participation,
    Placement,
    Record,
    Review,
    SocialWorker,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.importers.identity import record_id
from iro_desktop.services.imports import ImportResult, run_import
from iro_desktop.services.undo import redo_latest, undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.builders import an_id
from tests.returns import (
    RETURN_2020,
    RETURN_2021,
    a_file,
    a_return,
    as_xml,
    episode,
    shared_return,
)
from tests.stores import OFFICER_ID, a_workspace

AnyRecord = TypeVar("AnyRecord", bound=Record)

TODAY = date(2021, 6, 1)
HEADER = ["AB12,1,15/06/2010,WBRI,A1,,"]
CARE = [episode("AB12", "06/05/2019")]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "store.iro", today=TODAY)
    yield workspace
    assert list(findings(workspace.store)) == []
    workspace.close()


def imported(
    workspace: Workspace, folder: Path, year: int = 2020, /, **tables: list[str]
) -> ImportResult:
    """Import tables as one return."""
    return run_import(workspace, "ssda903", a_return(folder, **tables), year=year)


def case_of(workspace: Workspace, reference: str = "AB12") -> CaseFile:
    case = workspace.snapshot.case_by_reference(reference)
    assert case is not None
    return case


def one(workspace: Workspace, kind: type[AnyRecord], reference: str = "AB12") -> AnyRecord:
    """Return the child's one record of a kind."""
    (found,) = case_of(workspace, reference).of(kind)
    return found


def typed(workspace: Workspace, *records: Record) -> None:
    with workspace.write("typed by hand") as write:
        for record in records:
            write.put(record)


def facts(workspace: Workspace) -> dict[str, Record]:
    """Return every record about a child, by id."""
    cases = workspace.snapshot.cases.values()
    records = [r for case in cases for kind in case.records.values() for r in kind]
    return {record.id: record for record in [*(case.child for case in cases), *records]}


def total(counts: Any) -> int:
    return sum(counts.values())


# The whole way


def test_the_small_return_is_imported_in_one_commit_after_a_backup(workspace: Workspace) -> None:
    position = workspace.snapshot.position
    result = run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"])
    assert result.new == {
        "Child": 8, "SocialWorker": 2, "Allocation": 7, "CarePeriod": 8, "LegalStatus": 10,
        "Placement": 11, "Review": 12, "Participation": 12, "PermanencePlan": 1,
    }  # fmt: skip
    assert (result.changed, result.unchanged, result.year) == ({}, {}, 2020)
    assert result.read == {k: v for k, v in result.new.items() if k != "Allocation"} | {
        "OC2": 1,
        "Missing": 1,
    }
    noted = 1  # that it was imported
    assert workspace.snapshot.position == position + total(result.new) + noted
    assert len(list((workspace.folder / "backups").iterdir())) == 1
    (act,) = workspace.store.latest_acts(1, without=["access"])
    assert (act.words, act.source) == (
        "import of SSDA903, year to 31 March 2020",
        "import:ssda903:2020",
    )


def test_a_second_import_changes_nothing_and_writes_nothing(workspace: Workspace) -> None:
    first = run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"])
    position = workspace.snapshot.position
    second = run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"])
    assert (second.new, second.changed) == ({}, {})
    assert second.unchanged == {k: v for k, v in first.new.items() if k != "Allocation"}
    assert second.problems == first.problems
    assert workspace.snapshot.position == position
    assert len(list((workspace.folder / "backups").iterdir())) == 1


def test_a_dry_run_says_the_same_and_changes_nothing(workspace: Workspace) -> None:
    before = workspace.snapshot
    dry = run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"], dry_run=True)
    assert workspace.snapshot is before
    assert not (workspace.folder / "backups").exists()
    real = run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"])
    assert dataclasses.replace(dry, dry_run=False) == real


def test_the_same_rows_as_xml_give_the_same_store(tmp_path: Path, workspace: Workspace) -> None:
    run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"])
    xml = a_file(tmp_path, as_xml(sorted(RETURN_2020.glob("*.csv"))))
    again = run_import(workspace, "ssda903", [xml])
    assert (again.new, again.changed) == ({}, {})
    assert total(again.unchanged) == len(facts(workspace)) - 7  # the assumed allocations


def test_the_result_as_json_has_what_the_command_line_prints(workspace: Workspace) -> None:
    printed = run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"]).to_json()
    assert list(printed) == ["read", "new", "changed", "unchanged", "problems"]
    assert list(printed["problems"][0]) == ["file", "row", "child", "rule", "sentence"]


def test_progress_is_told_in_order_and_to_the_end(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []
    run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"], progress=lambda *at: told.append(at))
    assert told == sorted(set(told))
    assert (told[0], told[-1]) == ((0, 100), (100, 100))


def test_cancelling_at_any_time_leaves_everything_as_it_was(workspace: Workspace) -> None:
    before = workspace.snapshot
    allowed, asked = 0, 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > allowed

    while True:
        asked = 0
        try:
            run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"], cancelled=cancelled)
        except CancelledError as error:
            assert str(error) == "Cancelled: nothing was changed."  # noqa: PT017 - until it is not
            assert workspace.snapshot is before
            assert workspace.snapshot.cases == {}
        else:
            break
        allowed += 1
    assert allowed > 30
    assert len(workspace.snapshot.cases) == 8


def test_a_bad_file_among_good_ones_leaves_everything_as_it_was(
    tmp_path: Path, workspace: Workspace
) -> None:
    before = workspace.snapshot
    bad = a_file(tmp_path, "CHILD,DOB,REVIEW\n", "bad.csv")
    with pytest.raises(MissingColumnError):
        run_import(workspace, "ssda903", [RETURN_2020 / "*.csv", bad])
    assert workspace.snapshot is before


def test_another_format_is_refused_with_the_names_of_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(UnknownFormatError, match="ssd or allocations"):
        run_import(workspace, "annex-z", [RETURN_2020 / "*.csv"])


def test_only_some_children_can_be_imported(workspace: Workspace) -> None:
    result = run_import(
        workspace, "ssda903", [RETURN_2020 / "*.csv"], only=lambda child: child == "TA105"
    )
    assert result.new["Child"] == 1
    assert [case.child.reference for case in workspace.snapshot.cases.values()] == ["TA105"]


# What a person typed


def a_typed_child(workspace: Workspace, **fields: Any) -> Child:
    child = Child(id=an_id(), reference="ab12", **fields)
    typed(workspace, child)
    return child


def test_a_typed_child_is_used_and_what_was_typed_stays(
    tmp_path: Path, workspace: Workspace
) -> None:
    child = a_typed_child(workspace, initials="XY", born_on=date(2010, 6, 16))
    result = imported(workspace, tmp_path, Header=HEADER, Episodes=CARE)
    assert result.changed == {"Child": 1}
    found = case_of(workspace).child
    assert (found.id, found.reference, found.initials) == (child.id, "ab12", "XY")
    assert (found.born_on, found.sex, found.ethnicity) == (date(2010, 6, 16), "M", "WBRI")
    assert one(workspace, CarePeriod).child_id == child.id
    (problem,) = result.problems
    assert (problem.rule, problem.child) == ("typed", "AB12")
    assert "the import says 15 June 2010, but 16 June 2010 was typed" in problem.sentence


def test_a_typed_value_gives_way_when_that_is_asked_for(
    tmp_path: Path, workspace: Workspace
) -> None:
    a_typed_child(workspace, initials="XY", born_on=date(2010, 6, 16))
    paths = a_return(tmp_path, Header=HEADER)
    run_import(workspace, "ssda903", paths, year=2020, replace_typed=True)
    child = case_of(workspace).child
    assert (child.born_on, child.initials) == (date(2010, 6, 15), "XY")


def test_typed_records_of_the_same_day_are_the_same_records(
    tmp_path: Path, workspace: Workspace
) -> None:
    child = a_typed_child(workspace)
    start, held = date(2019, 5, 6), date(2019, 11, 1)
    period = CarePeriod(id=an_id(), child_id=child.id, started_on=start, notified_on=start)
    status = LegalStatus(id=an_id(), child_id=child.id, started_on=start, status="V2")
    review = Review(id=an_id(), child_id=child.id, review_type="cla", held_on=held, mode="video")
    part = Participation(id=an_id(), child_id=child.id, review_id=review.id, prepared=2)
    typed(workspace, period, status, review, part)
    result = imported(
        workspace, tmp_path, Header=HEADER, Episodes=CARE, Reviews=["AB12,,01/11/2019,PN1"]
    )
    assert result.new == {"Placement": 1, "Allocation": 1}
    assert one(workspace, CarePeriod) == dataclasses.replace(
        period, start_unknown=False, short_breaks=False, need="N1"
    )
    assert one(workspace, LegalStatus) == status  # V2 was typed: C2 is not taken
    assert one(workspace, Review) == review
    assert one(workspace, Participation) == dataclasses.replace(part, participation="PN1")


def test_a_later_year_goes_on_from_a_typed_period(tmp_path: Path, workspace: Workspace) -> None:
    child = a_typed_child(workspace)
    period = CarePeriod(id=an_id(), child_id=child.id, started_on=date(2019, 5, 6))
    typed(workspace, period)
    imported(workspace, tmp_path / "2020", Header=HEADER, Episodes=CARE)
    closed = [episode("AB12", "06/05/2019", dec="01/09/2020", rec="E4A")]
    imported(workspace, tmp_path / "2021", 2021, Header=HEADER, Episodes=closed)
    found = one(workspace, CarePeriod)
    assert (found.id, found.ended_on, found.end_reason) == (period.id, date(2020, 9, 1), "E4A")
    assert found.start_unknown is False


def test_a_start_that_a_person_typed_is_known_whatever_the_return_says(
    tmp_path: Path, workspace: Workspace
) -> None:
    child = a_typed_child(workspace)
    period = CarePeriod(id=an_id(), child_id=child.id, started_on=date(2019, 5, 6))
    typed(workspace, period)
    rows = [episode("AB12", "06/05/2019", "P")]
    imported(workspace, tmp_path, Header=HEADER, Episodes=rows)
    assert one(workspace, CarePeriod).start_unknown is False


def test_a_blank_never_overwrites(tmp_path: Path, workspace: Workspace) -> None:
    full = {"Header": HEADER, "Episodes": CARE, "Reviews": ["AB12,,01/11/2019,PN1"]}
    imported(workspace, tmp_path / "a", **full)
    blank = {"Header": ["AB12,,,,,,"], "Episodes": CARE, "Reviews": ["AB12,,01/11/2019,"]}
    result = imported(workspace, tmp_path / "b", 2021, **blank)
    assert (result.new, result.changed) == ({}, {})
    assert case_of(workspace).child.sex == "M"
    assert one(workspace, Participation).participation == "PN1"


# Year after year


def test_a_later_year_changes_only_what_differs(workspace: Workspace) -> None:
    run_import(workspace, "ssda903", [RETURN_2020 / "*.csv"])
    result = run_import(workspace, "ssda903", [RETURN_2021 / "*.csv"])
    assert result.year == 2021
    assert result.new == {
        "Child": 1, "Allocation": 1, "CarePeriod": 1, "LegalStatus": 2, "Placement": 2,
        "Review": 9, "Participation": 9,
    }  # fmt: skip
    assert result.changed == {"Child": 1, "CarePeriod": 1, "LegalStatus": 2, "Placement": 2}
    again = run_import(workspace, "ssda903", [RETURN_2021 / "*.csv"])
    assert (again.new, again.changed) == ({}, {})


def test_years_give_the_same_store_together_or_in_either_order(tmp_path: Path) -> None:
    stores: list[dict[str, Record]] = []
    older, newer = RETURN_2020 / "*.csv", RETURN_2021 / "*.csv"
    for number, imports in enumerate([[[older, newer]], [[older], [newer]], [[newer], [older]]]):
        workspace = a_workspace(tmp_path / str(number), today=TODAY)
        for paths in imports:
            run_import(workspace, "ssda903", paths)
        stores.append(facts(workspace))
        assert list(findings(workspace.store)) == []
        workspace.close()
    assert stores[0] == stores[1] == stores[2]


def test_an_older_year_imported_second_never_reopens_a_closed_episode(
    tmp_path: Path, workspace: Workspace
) -> None:
    closed = [episode("AB12", "06/05/2019", ls="C2", dec="01/09/2020", rec="E4A")]
    imported(workspace, tmp_path / "new", 2021, Header=HEADER, Episodes=closed)
    still_open = [episode("AB12", "06/05/2019", ls="V2")]
    header = ["AB12,2,15/06/2010,WBRI,UN1,,"]
    result = imported(workspace, tmp_path / "old", 2020, Header=header, Episodes=still_open)
    assert (result.new, result.changed) == ({}, {})
    assert one(workspace, CarePeriod).ended_on == date(2020, 9, 1)
    assert one(workspace, LegalStatus).status == "C2"
    assert case_of(workspace).child.sex == "M"


def test_the_same_year_again_corrects_what_it_said(tmp_path: Path, workspace: Workspace) -> None:
    imported(workspace, tmp_path / "a", Header=HEADER, Episodes=CARE)
    corrected = ["AB12,2,15/06/2010,WBRI,A1,,"]
    result = imported(workspace, tmp_path / "b", Header=corrected, Episodes=CARE)
    assert result.changed == {"Child": 1}
    assert case_of(workspace).child.sex == "F"


def test_a_period_that_began_before_the_first_year_on_file_becomes_one_with_the_older_year(
    tmp_path: Path, workspace: Workspace
) -> None:
    newer = [episode("AB12", "01/02/2020", "P", dec="01/09/2020", rec="E4A", place="K2")]
    imported(workspace, tmp_path / "new", 2021, Header=HEADER, Episodes=newer)
    unknown = one(workspace, CarePeriod)
    assert unknown.start_unknown is True
    typed(workspace, dataclasses.replace(unknown, notified_on=date(2020, 2, 3)))
    older = [
        episode("AB12", "06/05/2019", "S", dec="01/02/2020", rec="X1"),
        episode("AB12", "01/02/2020", "P", place="K2"),
    ]
    result = imported(workspace, tmp_path / "old", 2020, Header=HEADER, Episodes=older)
    period = one(workspace, CarePeriod)
    assert period.id == record_id("CarePeriod", "AB12", "2019-05-06")
    assert (period.started_on, period.start_unknown) == (date(2019, 5, 6), False)
    assert (period.ended_on, period.end_reason) == (date(2020, 9, 1), "E4A")
    assert period.notified_on == date(2020, 2, 3)
    status = one(workspace, LegalStatus)
    assert (status.started_on, status.ended_on) == (date(2019, 5, 6), date(2020, 9, 1))
    assert len(case_of(workspace).of(Placement)) == 2
    assert one(workspace, Allocation).from_on == date(2019, 5, 6)
    assert result.new == {"CarePeriod": 1, "LegalStatus": 1, "Placement": 1}
    assert result.changed == {"CarePeriod": 1, "LegalStatus": 1, "Allocation": 1}
    again = imported(workspace, tmp_path / "again", 2021, Header=HEADER, Episodes=newer)
    assert (again.new, again.changed) == ({}, {})


def test_care_that_goes_on_after_all_is_open_again(tmp_path: Path, workspace: Workspace) -> None:
    ended = [episode("AB12", "06/05/2019", dec="31/03/2020", rec="X1")]
    imported(workspace, tmp_path / "a", Header=HEADER, Episodes=ended)
    assert one(workspace, CarePeriod).ended_on == date(2020, 3, 31)
    goes_on = [*ended, episode("AB12", "31/03/2020", "P")]
    imported(workspace, tmp_path / "b", 2021, Header=HEADER, Episodes=goes_on)
    assert one(workspace, CarePeriod).ended_on is None


# What was deleted, and what was undone


def test_what_was_deleted_stays_deleted_and_is_listed(tmp_path: Path, workspace: Workspace) -> None:
    rows = {"Header": HEADER, "Episodes": CARE, "Reviews": ["AB12,,01/11/2019,PN1"]}
    imported(workspace, tmp_path / "a", **rows)
    review, part = one(workspace, Review), one(workspace, Participation)
    with workspace.write("delete a review") as write:
        write.delete("Review", review.id)
        write.delete("Participation", part.id)
    result = imported(workspace, tmp_path / "b", **rows)
    assert (result.new, result.changed) == ({}, {})
    assert case_of(workspace).of(Review) == ()
    assert [(one.rule, one.child) for one in result.problems] == [("deleted", "AB12")]
    assert "The review of 1 November 2019 was deleted here" in result.problems[0].sentence


def test_a_typed_record_that_was_deleted_stays_deleted_too(
    tmp_path: Path, workspace: Workspace
) -> None:
    child = a_typed_child(workspace)
    review = Review(id=an_id(), child_id=child.id, review_type="cla", held_on=date(2019, 11, 1))
    typed(workspace, review)
    with workspace.write("delete a review") as write:
        write.delete("Review", review.id)
    result = imported(workspace, tmp_path, Reviews=["AB12,,01/11/2019,PN1"])
    assert case_of(workspace).of(Review) == ()
    assert case_of(workspace).of(Participation) == ()
    assert [one.rule for one in result.problems] == ["deleted"]


def test_a_deleted_child_stays_deleted_with_everything(
    tmp_path: Path, workspace: Workspace
) -> None:
    rows = {"Header": HEADER, "Episodes": CARE, "Reviews": ["AB12,,01/11/2019,PN1"]}
    imported(workspace, tmp_path / "a", **rows)
    with workspace.write("delete AB12") as write:
        for record in facts(workspace).values():
            write.delete(type(record).__name__, record.id)
    rows["Reviews"].append("AB12,,01/03/2020,PN1")
    result = imported(workspace, tmp_path / "b", 2021, **rows)
    assert (result.new, result.changed) == ({}, {})
    assert workspace.snapshot.cases == {}
    assert [one.sentence.split(" was ")[0] for one in result.problems] == ["The child"]


def test_an_import_that_was_undone_can_be_done_again(tmp_path: Path, workspace: Workspace) -> None:
    rows = {"Header": HEADER, "Episodes": CARE, "Reviews": ["AB12,,01/11/2019,PN1"]}
    first = imported(workspace, tmp_path / "a", **rows)
    before = facts(workspace)
    undo_latest(workspace)
    assert workspace.snapshot.cases == {}
    again = imported(workspace, tmp_path / "b", **rows)
    assert again.new == first.new
    assert facts(workspace) == before
    undo_latest(workspace)
    redo_latest(workspace)
    assert facts(workspace) == before


def test_a_value_that_an_undo_brought_back_is_the_imports_again(
    tmp_path: Path, workspace: Workspace
) -> None:
    imported(workspace, tmp_path / "a", Header=HEADER)
    typed(workspace, dataclasses.replace(case_of(workspace).child, sex="F"))
    undo_latest(workspace)
    result = imported(workspace, tmp_path / "b", 2021, Header=["AB12,2,15/06/2010,WBRI,A1,,"])
    assert result.changed == {"Child": 1}
    assert case_of(workspace).child.sex == "F"


# Children whom the return only names


def test_rows_about_a_child_who_is_not_on_file_are_left_out_and_said(
    tmp_path: Path, workspace: Workspace
) -> None:
    worker = ["CD34,,SW01,06/05/2019,,"]
    result = imported(workspace, tmp_path, Header=HEADER, SWEpisodes=worker)
    assert result.new == {"Child": 1}
    assert [(one.rule, one.child, one.row) for one in result.problems] == [
        ("not_in_header", "CD34", 2),
        ("unknown", "CD34", 2),
    ]


def test_rows_about_a_child_on_file_are_taken(tmp_path: Path, workspace: Workspace) -> None:
    imported(workspace, tmp_path / "a", Header=HEADER)
    result = imported(workspace, tmp_path / "b", SWEpisodes=["AB12,,SW01,06/05/2019,,"])
    assert result.new == {"SocialWorker": 1}
    assert one(workspace, SocialWorker).worker == "SW01"


# Allocations


def allocated(workspace: Workspace, reference: str = "AB12") -> list[tuple[str, str, str, str]]:
    """Return (IRO, role or "assumed", from, to) of a child's allocations, in order."""
    names = {officer.id: officer.name for officer in workspace.snapshot.of(Officer)}
    return sorted(
        (
            names[found.officer_id],
            "assumed" if found.assumed else found.role,
            str(found.from_on),
            str(found.to_on or ""),
        )
        for found in case_of(workspace, reference).of(Allocation)
    )


def allocations(workspace: Workspace, folder: Path, *rows: str) -> ImportResult:
    text = "\n".join(["child,IRO,from,to,named or covering", *rows, ""])
    return run_import(workspace, "allocations", [a_file(folder, text, "allocations.csv")])


def test_children_go_to_the_iro_of_the_store_from_the_start_of_care(
    tmp_path: Path, workspace: Workspace
) -> None:
    rows = [
        episode("AB12", "06/05/2019", dec="20/06/2019", rec="E4A"),
        episode("AB12", "01/10/2019"),
    ]
    header = [*HEADER, "CD34,1,15/06/2010,,,,"]
    imported(workspace, tmp_path, Header=header, Episodes=rows)
    assert allocated(workspace) == [("IRO 1", "assumed", "2019-05-06", "")]
    assert one(workspace, Allocation).officer_id == OFFICER_ID
    assert case_of(workspace, "CD34").of(Allocation) == ()  # no time in care is known


def test_an_allocations_file_ends_what_was_assumed(tmp_path: Path, workspace: Workspace) -> None:
    imported(workspace, tmp_path, Header=HEADER, Episodes=CARE)
    result = allocations(workspace, tmp_path, "AB12,IRO 2,01/01/2020,,", "AB12,iro 1,01/02/2020,,c")
    assert result.new == {"Officer": 1, "Allocation": 2}
    assert result.changed == {"Allocation": 1}
    assert allocated(workspace) == [
        ("IRO 1", "assumed", "2019-05-06", "2019-12-31"),
        ("IRO 1", "covering", "2020-02-01", ""),
        ("IRO 2", "named", "2020-01-01", ""),
    ]
    again = allocations(workspace, tmp_path, "AB12,IRO 2,01/01/2020,,", "AB12,iro 1,01/02/2020,,c")
    assert (again.new, again.changed) == ({}, {})
    back = imported(workspace, tmp_path / "b", Header=HEADER, Episodes=CARE)
    assert (back.new, back.changed) == ({}, {})


def test_an_allocation_from_the_start_of_care_leaves_nothing_to_assume(
    tmp_path: Path, workspace: Workspace
) -> None:
    imported(workspace, tmp_path, Header=HEADER, Episodes=CARE)
    allocations(workspace, tmp_path, "AB12,IRO 1,06/05/2019,,named")
    assert allocated(workspace) == [("IRO 1", "named", "2019-05-06", "")]
    back = imported(workspace, tmp_path / "b", Header=HEADER, Episodes=CARE)
    assert (back.new, back.changed) == ({}, {})


def test_covering_takes_nothing_from_the_named_iro(tmp_path: Path, workspace: Workspace) -> None:
    imported(workspace, tmp_path, Header=HEADER, Episodes=CARE)
    allocations(workspace, tmp_path, "AB12,IRO 2,01/01/2020,14/01/2020,covering")
    assert allocated(workspace)[0] == ("IRO 1", "assumed", "2019-05-06", "")


def test_a_child_with_a_typed_allocation_is_assumed_to_be_nobodys_else(
    tmp_path: Path, workspace: Workspace
) -> None:
    child = a_typed_child(workspace)
    typed(
        workspace,
        Allocation(
            id=an_id(), child_id=child.id, officer_id=OFFICER_ID, role="named",
            from_on=date(2020, 1, 1),
        ),
    )  # fmt: skip
    imported(workspace, tmp_path, Header=HEADER, Episodes=CARE)
    assert allocated(workspace) == [("IRO 1", "named", "2020-01-01", "")]


def test_an_assumed_allocation_that_a_person_confirmed_stays(
    tmp_path: Path, workspace: Workspace
) -> None:
    imported(workspace, tmp_path / "a", Header=HEADER, Episodes=CARE)
    typed(workspace, dataclasses.replace(one(workspace, Allocation), assumed=False))
    result = imported(workspace, tmp_path / "b", 2021, Header=HEADER, Episodes=CARE)
    assert (result.new, result.changed) == ({}, {})
    assert allocated(workspace) == [("IRO 1", "named", "2019-05-06", "")]


def test_an_assumed_allocation_that_was_deleted_stays_deleted(
    tmp_path: Path, workspace: Workspace
) -> None:
    imported(workspace, tmp_path / "a", Header=HEADER, Episodes=CARE)
    with workspace.write("delete an allocation") as write:
        write.delete("Allocation", one(workspace, Allocation).id)
    result = imported(workspace, tmp_path / "b", Header=HEADER, Episodes=CARE)
    assert (result.new, result.changed, result.problems) == ({}, {}, ())


def test_an_allocation_of_a_child_who_is_not_on_file_is_left_out_with_its_row(
    tmp_path: Path, workspace: Workspace
) -> None:
    result = allocations(workspace, tmp_path, "ZZ99,IRO 1,06/05/2019,,")
    assert result.new == {}
    (problem,) = result.problems
    assert (problem.file, problem.row, problem.rule) == ("allocations.csv", 2, "unknown")


# The published return


def test_the_published_return_is_imported_and_imported_again_without_a_change(
    tmp_path: Path,
) -> None:
    paths: Sequence[Path] = [shared_return() / "*.csv"]
    workspace = a_workspace(tmp_path / "s.iro", today=date(2026, 11, 23))
    first = run_import(workspace, "ssda903", paths, year=2018)
    assert first.new == {
        "Child": 2675, "Allocation": 2123, "CarePeriod": 2245, "LegalStatus": 3090,
        "Placement": 4275, "Review": 12568, "Participation": 12568, "PermanencePlan": 58,
    }  # fmt: skip
    counts = Counter(problem.rule for problem in first.problems)
    assert counts["after_year"] + counts["after_today"] == 5042 + 12  # and 12 ends of episodes
    assert (counts["148"], counts["repeated"], counts["1012"]) == (353, 14, 552)
    assert counts["not_ours"] == 1
    second = run_import(workspace, "ssda903", paths)
    assert second.year == 2018  # as the dates say, without being told
    assert (second.new, second.changed) == ({}, {})
    workspace.close()


def test_the_published_return_gives_the_reviews_in_time_of_the_reference(tmp_path: Path) -> None:
    paths = [shared_return() / "*.csv"]
    workspace = a_workspace(tmp_path / "s.iro", today=date(2026, 11, 23))
    run_import(workspace, "ssda903", paths, year=2018)
    held, in_time = Counter[str](), Counter[str]()
    for case in workspace.snapshot.cases.values():
        for part, met in _held_reviews(case, workspace, date(2018, 3, 31)):
            held[part] += 1
            in_time[part] += met
    assert (in_time["first"], held["first"]) == (42, 259)
    assert (in_time["second"], held["second"]) == (41, 165)
    assert (in_time["later"], held["later"]) == (112, 190)
    workspace.close()


def _held_reviews(case: CaseFile, workspace: Workspace, as_of: date) -> Iterator[tuple[str, bool]]:
    """Yield the part, and whether it was in time, of each review held in a known period."""
    practice = workspace.practice
    for period in case.of(CarePeriod):
        if period.start_unknown or period.short_breaks or period.started_on is None:
            continue
        end = min(period.ended_on or as_of, as_of)
        days = [one.held_on for one in case.of(Review) if one.held_on]
        due = practice.working_days(period.started_on, 20)
        for number, day in enumerate(sorted(d for d in days if period.started_on <= d <= end)):
            yield ("first", "second", "later")[min(number, 2)], day <= due
            due = practice.months(day, 3 if number == 0 else 6)


def test_one_sentence_and_an_unchanged_store_for_every_bad_file(
    tmp_path: Path, workspace: Workspace
) -> None:
    before = workspace.snapshot
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(500 * 2**20)
    bad = [
        tmp_path,
        tmp_path / "missing.csv",
        huge,
        a_file(tmp_path, b"", "empty.csv"),
        a_file(tmp_path, b"SQLite format 3\0" + bytes(100), "other.db"),
        a_file(tmp_path, "CHILD,DOB,REVIEW\n", "column.csv"),
        a_file(tmp_path, "<!DOCTYPE x [<!ENTITY a 'b'>]><EXPSSDA903>&a;</EXPSSDA903>", "bomb.xml"),
        a_file(tmp_path, "<EXPSSDA903>", "cut.xml"),
    ]
    for path in bad:
        with pytest.raises(UserError) as caught:
            run_import(workspace, "ssda903", [RETURN_2020 / "*.csv", path])
        assert path.name in str(caught.value)
        assert str(caught.value).endswith(".")
    assert workspace.snapshot is before
