"""Mappings: found for a table, remembered, shared without case data, and used to import."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.documents import checksum
from iro_desktop.domain.errors import (
    FileDamagedError,
    MissingColumnError,
    NotOurFileError,
    UserError,
)
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import (
    Child,
    Contact,
    ImportMapping,
    LegalStatus,
    Meeting,
    MonitoringCheck,
    Officer,
    Participation,
    Record,
    Review,
)
from iro_desktop.importers.tables import tables_of
from iro_desktop.services import mapping_look
from iro_desktop.services.imports import ImportResult, Through, run_import
from iro_desktop.services.mapping_files import (
    export_mapping,
    import_mapping,
    mapping_in,
    shared_lines,
)
from iro_desktop.services.mapping_guess import guess
from iro_desktop.services.mappings import (
    NoMappingError,
    delete_mapping,
    mapping_named,
    mapping_rows,
    mappings,
    remembered_for,
    remembered_for_files,
    rename_mapping,
    save_mapping,
    tables_in,
)
from iro_desktop.services.meetings import cancel_meeting
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_child, a_review
from tests.importers.test_mapped import HEADINGS, REVIEWS, ROWS, of
from tests.returns import a_file, episode
from tests.returns import table as a_return_table
from tests.stores import TODAY
from tests.tables import written


def brought_in(workspace: Workspace, path: Path, through: ImportMapping) -> ImportResult:
    return run_import(workspace, "table", [path], through=Through(through))


def everything(workspace: Workspace) -> dict[str, Record]:
    snapshot = workspace.snapshot
    found = [one for case in snapshot.cases.values() for one in (case.child, *_of(case))]
    return {one.id: one for one in (*found, *snapshot.of(Meeting), *snapshot.of(Officer))}


def _of(case: Any) -> list[Record]:
    return [one for ones in case.records.values() for one in ones]


def put(workspace: Workspace, *records: Record) -> None:
    with workspace.write("type something") as write:
        for one in records:
            write.put(one)


BOOKED = of(
    "Meeting", "booked_on", "place", "chair_id", spellings=(("Review.review_type", "", "cla"),)
)


def a_booking(folder: Path, day: str = "14/05/2020", place: str = "Town hall") -> Path:
    rows = [["child", "booked_on", "place", "chair_id"], ["AB12", day, place, "Pat Low"]]
    return written(folder, rows, "bookings.csv")


# Found for a table


@pytest.mark.parametrize(
    "headings, row, kind, fields",
    [
        (
            ["Child ID", "DOB", "Review Date", "Review Type", "IRO", "Comments"],
            ["A1", "1/2/2010", "3/4/2019", "cla", "Pat Low", "x"],
            "Review",
            {"Child ID": "Child.reference", "DOB": "Child.born_on", "IRO": "Review.chair_id",
             "Review Date": "Review.held_on", "Review Type": "Review.review_type"},
        ),
        (
            ["reference", "Date of check", "RAG", "Analysis", "Drift or delay"],
            ["A1", "3/4/2019", "Green", "Settled", "No"],
            "MonitoringCheck",
            {"reference": "Child.reference", "Date of check": "MonitoringCheck.checked_on",
             "RAG": "MonitoringCheck.rag", "Analysis": "MonitoringCheck.analysis",
             "Drift or delay": "MonitoringCheck.drift"},
        ),
        (
            ["Child Unique ID", "Child Protection Plan Start Date", "Latest Category of Abuse",
             "Child Protection Plan End Date"],
            ["A1", "3/4/2019", "Neglect", ""],
            "ProtectionPlan",
            {"Child Unique ID": "Child.reference",
             "Child Protection Plan Start Date": "ProtectionPlan.started_on",
             "Child Protection Plan End Date": "ProtectionPlan.ended_on",
             "Latest Category of Abuse": "ProtectionPlan.latest_category"},
        ),
        (
            ["CHILD_REF", "Contact date", "With whom", "How", "Notes"],
            ["A1", "3/4/2019", "Carer", "Phone", "x"],
            "Contact",
            {"CHILD_REF": "Child.reference", "Contact date": "Contact.contact_on",
             "With whom": "Contact.with_whom", "How": "Contact.method", "Notes": "Contact.note"},
        ),
        (
            ["Ref", "Date of birth", "Gender", "Initials"],
            ["A1", "3/4/2009", "M", "AB"],
            "Child",
            {"Ref": "Child.reference", "Date of birth": "Child.born_on", "Gender": "Child.sex",
             "Initials": "Child.initials"},
        ),
    ],
)  # fmt: skip
def test_a_mapping_is_suggested_from_the_headings(
    tmp_path: Path, headings: list[str], row: list[str], kind: str, fields: dict[str, str]
) -> None:
    (table,) = tables_in(written(tmp_path, [headings, row]))
    found = guess(table)
    columns = {heading: name for heading, name in found.columns}  # noqa: C416 - typed as rows
    assert (found.kind, columns, found.date_order) == (kind, fields, "dmy")


def test_the_month_is_first_where_more_dates_can_be_read_so(tmp_path: Path) -> None:
    rows = [["Child", "Review date"], ["A1", "03/04/2019"], ["A2", "03/25/2019"]]
    (table,) = tables_in(written(tmp_path, rows))
    assert guess(table).date_order == "mdy"
    rows.append(["A3", "25/03/2019"])
    (table,) = tables_in(written(tmp_path, rows))
    assert guess(table).date_order == "dmy"


# Remembered


def test_a_mapping_is_kept_changed_renamed_deleted_and_brought_back(workspace: Workspace) -> None:
    kept = save_mapping(workspace, replace(REVIEWS, id="", name="  Our   reviews "))
    (found,) = mappings(workspace.snapshot)
    assert (found.id, found.name) == (kept, "Our reviews")
    with pytest.raises(RefusedError, match="Another mapping has this name"):
        save_mapping(workspace, replace(REVIEWS, id="", name="OUR reviews"))
    with pytest.raises(RefusedError, match="Enter name"):
        save_mapping(workspace, replace(REVIEWS, id="", name=" "))
    with pytest.raises(RefusedError, match="Choose the column in which Type and Held on stands"):
        save_mapping(workspace, replace(REVIEWS, id="", name="x", columns=REVIEWS.columns[:1]))
    rename_mapping(workspace, replace(found, name="Reviews of the year", columns=()))
    (row,) = mapping_rows(workspace.snapshot)
    assert (row.record.name, row.columns) == ("Reviews of the year", 7)
    assert mapping_named(workspace.snapshot, "reviews of  THE year") == row.record
    delete_mapping(workspace, row.record)
    with pytest.raises(NoMappingError, match="There is no mapping “Reviews”"):
        mapping_named(workspace.snapshot, "Reviews")
    undo_latest(workspace)
    assert mappings(workspace.snapshot) == (row.record,)


def test_a_later_file_with_the_same_headings_finds_its_mapping(
    workspace: Workspace, tmp_path: Path
) -> None:
    short = replace(
        REVIEWS, id="", name="Short", columns=REVIEWS.columns[:1] + REVIEWS.columns[2:4]
    )
    put(workspace, replace(REVIEWS, id="of-newer", name="Newer", kind="Telepathy"))
    save_mapping(workspace, replace(REVIEWS, id="", name="Whole"))
    save_mapping(workspace, short)

    def found(headings: list[str]) -> str:
        (table,) = tables_of("t", written(tmp_path, [headings, ["A1"] * len(headings)]))
        known = remembered_for(workspace.snapshot, table)
        return known.name if known else ""

    assert found([one.upper() for one in reversed(HEADINGS)]) == "Whole"
    assert found([*HEADINGS, "Another"]) == "Whole"
    assert found(HEADINGS[:4]) == "Short"
    assert found(HEADINGS[:2]) == ""


def test_files_that_need_different_mappings_are_imported_apart(
    workspace: Workspace, tmp_path: Path
) -> None:
    save_mapping(workspace, replace(REVIEWS, id=""))
    save_mapping(workspace, replace(of("Contact", "contact_on"), id="", name="Contacts"))
    reviews = written(tmp_path, ROWS, "a.csv")
    contacts = written(tmp_path, [["child", "contact_on"], ["A1", "01/02/2020"]], "b.csv")
    strange = written(tmp_path, [["one", "two"], ["A1", "01/02/2020"]], "c.csv")
    assert remembered_for_files(workspace.snapshot, [reviews, reviews]).name == "Reviews"
    with pytest.raises(NoMappingError, match="need different mappings, “Reviews” and “Contacts”"):
        remembered_for_files(workspace.snapshot, [reviews, contacts])
    with pytest.raises(NoMappingError, match=r"for the columns of c\.csv"):
        remembered_for_files(workspace.snapshot, [reviews, strange])


# The page on which it is made


def test_a_look_says_how_many_rows_can_be_read_and_what_is_to_be_settled(tmp_path: Path) -> None:
    rows = [[*HEADINGS[:4], "Category"]]
    rows += [[f"A{number}", "", f"{number + 1}/02/2020", "Stat", "Negl"] for number in range(3)]
    rows += [["B1", "", "05/02/2020", "CLA review", "Neglect"]]
    (table,) = tables_in(written(tmp_path, rows))
    through = guess(table, "Review")
    seen = mapping_look.look(table, through, TODAY)
    assert seen.words == "1 of 4 rows can be read; 2 spellings to settle"
    assert [(one.words, one.is_needed, one.meaning) for one in seen.spellings] == [
        ("Type: 3 rows say “Stat”", True, None),
        ("Category: 3 rows say “Negl”", False, None),
    ]
    assert seen.dates[0] == "1/02/2020 is 1 February 2020"
    through = mapping_look.with_spelling(through, "Review.review_type", "STAT", "cla")
    through = mapping_look.with_spelling(through, "Review.category", "Negl", "NEG")
    seen = mapping_look.look(table, through, TODAY)
    assert (seen.words, seen.problems) == ("4 of 4 rows can be read", ())
    assert [one.meaning for one in seen.spellings] == ["cla", "NEG"]
    through = mapping_look.with_spelling(through, "Review.category", "negl", None)
    assert len(through.spellings) == 1


def test_a_look_at_a_mapping_that_is_not_whole_says_what_it_lacks(tmp_path: Path) -> None:
    (table,) = tables_in(written(tmp_path, [["Child", "Held on"], ["A1", "01/02/2020"]]))
    through = guess(table, "Review")
    seen = mapping_look.look(table, through, TODAY)
    assert (seen.rows, seen.good) == (1, 0)
    assert seen.words == "Every row needs “Type”: choose the column in which it stands."
    (blank,) = seen.spellings
    assert blank.words == "Type: where the table says nothing"
    through = mapping_look.with_spelling(through, "Review.review_type", "", "cla")
    assert mapping_look.look(table, through, TODAY).words == "1 of 1 row can be read"
    columns = mapping_look.columns(table, through)
    without = mapping_look.with_columns(through, [replace(columns[0], field="")])
    assert without.columns == ()
    assert without.spellings == through.spellings


# Shared


def test_the_file_of_a_mapping_holds_no_case_data(workspace: Workspace, tmp_path: Path) -> None:
    rows = [list(HEADINGS)]
    rows += [
        [f"REF-{number}", f"0{number}/05/2008", f"0{number}/07/2019", "Stat review",
         f"Chairperson {number}", "Maybe", "PN1"]
        for number in range(1, 9)
    ]  # fmt: skip
    path = written(tmp_path, rows)
    through = replace(
        REVIEWS,
        spellings=(
            *REVIEWS.spellings,
            ("Review.chair_id", "Chairperson 1", "0" * 32),  # no field that has codes
            ("Child.reference", "REF-1", "REF-2"),
            ("Telepathy.what", "Chairperson 2", "x"),
        ),
    )
    brought_in(workspace, path, through)
    put(workspace, replace(through, id="kept"))
    target = tmp_path / "Reviews.iromapping"
    export_mapping(workspace, replace(through, id="kept"), target)
    text = target.read_text(encoding="utf-8")
    cells = {cell for row in rows[1:] for cell in row if cell}
    assert {cell for cell in cells if cell in text} == {"Stat review"}
    ids = {*everything(workspace), workspace.officer_id, "kept"}
    assert not any(one in text for one in ids)
    shown = {(one.stands, one.means) for one in shared_lines(through)}
    held = json.loads(text)
    for heading, _ in held["columns"]:
        assert any(heading == stands for stands, _ in shown)
    for _, spelling, _ in held["spellings"]:
        assert (spelling, "Child looked after review") in shown


def test_a_mapping_comes_back_from_its_file_once(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "m.iromapping"
    export_mapping(workspace, REVIEWS, path)
    found, is_new = import_mapping(workspace, path)
    assert is_new
    assert replace(found, id="m1") == REVIEWS
    assert import_mapping(workspace, path) == (found, False)
    save_mapping(workspace, replace(found, date_order="mdy"))
    again, is_new = import_mapping(workspace, path)
    assert (again.name, is_new) == ("Reviews (2)", True)
    assert mapping_in(path).id == ""


@pytest.mark.parametrize(
    "change, error",
    [
        (lambda found: found | {"name": "Other"}, FileDamagedError),
        (lambda found: {"format": found["format"]}, FileDamagedError),
        (lambda found: found | {"format": "something else"}, NotOurFileError),
        (lambda found: _sealed(found | {"kind": "Telepathy"}), FileDamagedError),
        (lambda found: _sealed(found | {"kind": "Telepathy", "version": 2}), NotOurFileError),
        (lambda found: _sealed(found | {"kind": ["Review"]}), FileDamagedError),
        (lambda found: _sealed(found | {"date_order": "any"}), FileDamagedError),
        (lambda found: _sealed(found | {"columns": [["one"]]}), FileDamagedError),
        (lambda found: _sealed(found | {"columns": [["a\nb", "Review.mode"]]}), FileDamagedError),
        (lambda found: _sealed(found | {"spellings": "x"}), FileDamagedError),
        (lambda found: [found], NotOurFileError),
    ],
)
def test_a_file_that_is_no_mapping_or_was_altered_is_refused(
    workspace: Workspace, tmp_path: Path, change: Any, error: type[UserError]
) -> None:
    path = tmp_path / "m.iromapping"
    export_mapping(workspace, REVIEWS, path)
    path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")))))
    with pytest.raises(error) as raised:
        import_mapping(workspace, path)
    assert str(raised.value).startswith("m.iromapping ")
    assert mappings(workspace.snapshot) == ()


def _sealed(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"sha256": checksum(found)}


def test_fields_of_a_newer_version_are_left_out(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "m.iromapping"
    export_mapping(workspace, REVIEWS, path)
    found = json.loads(path.read_text(encoding="utf-8"))
    found["columns"].append(["Aura", "Review.aura"])
    path.write_text(json.dumps(_sealed(found | {"version": 2})))
    assert import_mapping(workspace, path)[0].columns == REVIEWS.columns


# Used to import


def test_a_table_is_imported_once_with_one_undo(workspace: Workspace, tmp_path: Path) -> None:
    before = everything(workspace)
    path = written(tmp_path, ROWS)
    dry = run_import(workspace, "table", [path], through=Through(REVIEWS), dry_run=True)
    assert everything(workspace) == before
    result = brought_in(workspace, path, REVIEWS)
    assert result.new == dry.new == {
        "Officer": 2, "Child": 2, "Review": 3, "Participation": 2,
    }  # fmt: skip
    after = everything(workspace)
    again = brought_in(workspace, path, REVIEWS)
    assert (again.new, again.changed) == ({}, {})
    assert everything(workspace) == after
    undo_latest(workspace)
    assert everything(workspace) == before


def test_a_typed_review_and_one_of_a_return_are_the_same(
    workspace: Workspace, tmp_path: Path
) -> None:
    child = a_child("ab12", born=None)
    put(workspace, child, replace(a_review("2019-07-24", late_reason="Snow"), child_id=child.id))
    text = a_return_table("Reviews", "CD34,11/12/2011,30/10/2019,PN1",
                          "AB12,04/05/2008,20/01/2020,PN1")  # fmt: skip
    run_import(workspace, "ssda903", [a_file(tmp_path, text)])
    brought_in(workspace, written(tmp_path, ROWS), REVIEWS)
    reviews = workspace.snapshot.of(Review)
    assert len(reviews) == 4  # the conference is of another type than the return's review
    (typed,) = [one for one in reviews if one.late_reason]
    assert typed.quorate is True
    assert len(workspace.snapshot.of(Child)) == 2
    assert len({one.review_id for one in workspace.snapshot.of(Participation)}) == 4


def test_what_was_typed_stays_and_is_said(workspace: Workspace, tmp_path: Path) -> None:
    child = a_child("AB12")
    check = MonitoringCheck(id="c1", child_id=child.id, checked_on=date(2020, 2, 1), rag="green")
    put(workspace, child, check)
    rows = [["child", "checked_on", "rag", "analysis"], ["AB12", "01/02/2020", "Red", "Drifting"]]
    result = brought_in(
        workspace, written(tmp_path, rows), of("MonitoringCheck", "checked_on", "rag", "analysis")
    )
    (found,) = workspace.snapshot.of(MonitoringCheck)
    assert (found.id, found.rag, found.analysis) == ("c1", "green", "Drifting")
    assert "“Green” was typed here and stays" in result.problems[0].sentence


def test_contacts_name_the_iro_on_file_and_children_who_are_not_stay_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(workspace, a_child("AB12"))
    rows = [
        ["child", "contact_on", "officer_id"],
        ["AB12", "01/02/2020", "iro  1"],
        ["ZZ99", "01/02/2020", "IRO 1"],
    ]
    result = brought_in(
        workspace, written(tmp_path, rows), of("Contact", "contact_on", "officer_id")
    )
    (contact,) = workspace.snapshot.of(Contact)
    assert contact.officer_id == workspace.officer_id
    assert [one.reference for one in workspace.snapshot.of(Child)] == ["AB12"]
    (problem,) = result.problems
    assert (problem.child, problem.row) == ("ZZ99", 3)


def test_care_from_a_table_stands_beside_what_a_return_says(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = a_return_table("Episodes", episode("AB12", "03/07/2017", ls="V2"))
    path = a_file(tmp_path, text)
    run_import(workspace, "ssda903", [path], year=2018)
    rows = [
        ["child", "status", "started_on", "ended_on"],
        ["AB12", "V2", "03/07/2017", "05/02/2020"],
        ["AB12", "C2", "05/02/2020", ""],
    ]
    through = of("LegalStatus", "status", "started_on", "ended_on")
    result = brought_in(workspace, written(tmp_path, rows), through)
    assert (result.new, result.changed) == ({"LegalStatus": 1}, {"LegalStatus": 1})
    found = [(one.status, one.ended_on) for one in workspace.snapshot.of(LegalStatus)]
    assert sorted(found, key=str) == [("C2", None), ("V2", date(2020, 2, 5))]
    again = brought_in(workspace, written(tmp_path, rows), through)
    assert (again.new, again.changed) == ({}, {})


def test_a_booking_is_made_once_and_becomes_the_review_that_is_held(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(workspace, a_child("AB12"))
    path = a_booking(tmp_path, "14/03/2020")
    assert brought_in(workspace, path, BOOKED).new == {"Officer": 1, "Meeting": 1, "Review": 1}
    again = brought_in(workspace, path, BOOKED)
    assert (again.new, again.changed, len(again.problems)) == ({}, {}, 0)
    held = a_file(tmp_path, a_return_table("Reviews", "AB12,15/06/2010,14/03/2020,PN1"))
    result = run_import(workspace, "ssda903", [held])
    assert result.new == {"Participation": 1}
    (review,) = workspace.snapshot.of(Review)
    (meeting,) = workspace.snapshot.of(Meeting)
    assert (review.held_on, review.meeting_id) == (date(2020, 3, 14), meeting.id)
    again = brought_in(workspace, path, BOOKED)
    assert (again.new, again.changed) == ({}, {})


def test_a_booking_that_was_typed_is_the_same_one(workspace: Workspace, tmp_path: Path) -> None:
    child = a_child("AB12")
    meeting = Meeting(id="m1", booked_on=date(2020, 5, 14))
    review = Review(id="r1", child_id=child.id, review_type="cla", meeting_id="m1")
    put(workspace, child, meeting, review)
    result = brought_in(workspace, a_booking(tmp_path), BOOKED)
    assert result.new == {"Officer": 1}
    assert workspace.snapshot.find(Meeting, "m1").place == "Town hall"  # type: ignore[union-attr]
    assert workspace.snapshot.of(Review) == (review,)


def test_a_booking_after_the_review_was_held_adds_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    child = a_child("AB12")
    put(workspace, child, replace(a_review("2020-03-14"), child_id=child.id))
    result = brought_in(workspace, a_booking(tmp_path, "14/03/2020"), BOOKED)
    assert (result.new, result.changed) == ({"Officer": 1}, {})


def test_a_booking_that_was_cancelled_or_deleted_here_stays_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(workspace, a_child("AB12"))
    path = a_booking(tmp_path)
    brought_in(workspace, path, BOOKED)
    (meeting,) = workspace.snapshot.of(Meeting)
    (review,) = workspace.snapshot.of(Review)
    cancel_meeting(workspace, meeting.id, "Illness", today=TODAY)
    again = brought_in(workspace, path, BOOKED)
    assert (again.new, again.changed) == ({}, {})
    with workspace.write("delete") as write:
        write.delete("Meeting", meeting.id)
        write.delete("Review", review.id)
    result = brought_in(workspace, path, BOOKED)
    assert (result.new, result.changed) == ({}, {})
    assert "stays deleted" in result.problems[0].sentence


def test_an_earlier_year_does_not_undo_what_a_later_one_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(workspace, a_child("AB12"))
    through = of("ProtectionPlan", "started_on", "latest_category")
    rows = [["child", "started_on", "latest_category"], ["AB12", "01/02/2017", "Neglect"]]
    path = written(tmp_path, rows)
    run_import(workspace, "table", [path], through=Through(through), year=2020)
    rows[1][2] = "Emotional abuse"
    path = written(tmp_path, rows)
    earlier = run_import(workspace, "table", [path], through=Through(through), year=2018)
    later = run_import(
        workspace, "table", [path], through=Through(through), year=2021, dry_run=True
    )
    assert (earlier.changed, later.changed) == ({}, {"ProtectionPlan": 1})


def test_nothing_is_imported_where_one_of_the_files_has_other_columns(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = everything(workspace)
    paths = [written(tmp_path, ROWS, "a.csv"), written(tmp_path, [["x", "y"], ["1", "2"]], "b.csv")]
    with pytest.raises(MissingColumnError):
        run_import(workspace, "table", paths, through=Through(REVIEWS))
    assert everything(workspace) == before
