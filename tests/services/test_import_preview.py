"""What an import would do, child by child, who is taken, who wins, and that undo takes it back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.errors import CancelledError
from iro_desktop.domain.records import (
    AccessEvent,
    Allocation,
    CarePeriod,
    Child,
    Officer,
    Placement,
    Review,
)
from iro_desktop.services.children import add_child, delete_child
from iro_desktop.services.import_preview import ChildLine, ImportPreview
from iro_desktop.services.import_winners import keep_winners, winners
from iro_desktop.services.imports import (
    Choice,
    FilesRead,
    ImportResult,
    import_chosen,
    preview_import,
    read_files,
    run_import,
)
from iro_desktop.services.undo import (
    NoImportError,
    redo_latest,
    undo_import,
    undo_latest,
    what_stayed,
)
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.returns import a_file, a_return, episode
from tests.stores import OFFICER_ID, a_workspace

TODAY = date(2021, 6, 1)
UPN = "A123456789012"
TWO = {
    "Header": ["AB12,1,15/06/2010,WBRI,,,", "CD34,2,15/06/2011,WBRI,,,"],
    "Episodes": [episode("AB12", "06/05/2019"), episode("CD34", "07/05/2019")],
    "Reviews": ["AB12,15/06/2010,03/06/2019,PN1", "CD34,15/06/2011,04/06/2019,PN1"],
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The store of one IRO, who has AB12."""
    workspace = a_workspace(tmp_path / "s", today=TODAY)
    yield workspace
    assert list(findings(workspace.store)) == []
    workspace.close()


@pytest.fixture
def ab12(workspace: Workspace) -> str:
    child = Child(id="", reference="AB12", born_on=date(2010, 6, 14), initials="A.B.")
    care = CarePeriod(id="", started_on=date(2019, 5, 6))
    return add_child(
        workspace, child, care=care, allocated_on=date(2019, 5, 6), today=date(2019, 5, 6)
    )


def files_of(workspace: Workspace, folder: Path, /, **tables: list[str]) -> FilesRead:
    return read_files(workspace, "ssda903", a_return(folder / "r", **tables), year=2020)


def allocations_of(workspace: Workspace, folder: Path, *rows: str) -> FilesRead:
    text = "\n".join(["child,IRO,from,to,role", *rows])
    return read_files(workspace, "allocations", [a_file(folder, text, "a.csv")])


def seen(workspace: Workspace, files: FilesRead, **same: str) -> ImportPreview:
    return preview_import(workspace, files, Choice(same=same))


def line(preview: ImportPreview, name: str) -> ChildLine:
    (found,) = [one for one in preview.children if one.name.startswith(name)]
    return found


def groups(preview: ImportPreview) -> dict[str, str]:
    return {one.name: one.group for one in preview.children}


def take(workspace: Workspace, files: FilesRead, *references: str, **same: str) -> ImportResult:
    return import_chosen(workspace, files, Choice(frozenset(references), same))


def references(workspace: Workspace) -> list[str]:
    return sorted(one.reference for one in workspace.snapshot.of(Child))


def one_child(workspace: Workspace) -> Child:
    (child,) = workspace.snapshot.of(Child)
    return child


def after(times: int) -> Callable[[], bool]:
    """Return what says "cancelled" once it was asked so many times."""
    asked = iter(range(times))
    return lambda: next(asked, None) is None


# Whose children


@pytest.mark.usefixtures("ab12")
def test_in_the_store_of_one_iro_only_children_on_file_are_taken_unless_ticked(
    workspace: Workspace, tmp_path: Path
) -> None:
    files = files_of(workspace, tmp_path, **TWO)
    preview = seen(workspace, files)
    assert groups(preview) == {"AB12 A.B.": "changed", "CD34": "not_ours"}
    assert [one.is_ours for one in preview.children] == [True, False]
    assert line(preview, "CD34").can_take
    assert line(preview, "CD34").lines == ()
    take(workspace, files, "AB12")
    assert references(workspace) == ["AB12"]
    take(workspace, files, "AB12", "CD34")
    assert references(workspace) == ["AB12", "CD34"]


@pytest.mark.usefixtures("ab12")
def test_nothing_of_a_child_who_is_not_taken_is_stored_or_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    wrong = TWO | {"Reviews": ["CD34,15/06/2011,04/06/2019,PN9"]}
    files = files_of(workspace, tmp_path, **wrong)
    assert [one.child for one in seen(workspace, files).problems if one.child == "CD34"]
    result = take(workspace, files, "AB12")
    assert not [one for one in result.problems if "CD34" in repr(one)]
    everything = b"\n".join(workspace.store.lines())
    assert b"AB12" in everything
    assert b"CD34" not in everything
    assert not any("CD34" in text for text in workspace.store.locals("").values())
    notes = [one.note for one in workspace.snapshot.of(AccessEvent)]
    assert [one for one in notes if one.startswith("SSDA903")]


def test_an_allocations_file_takes_its_own_children_and_no_other_iro(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, files_of(workspace, tmp_path, **TWO), "AB12", "CD34")
    rows = ("AB12,IRO 2,01/01/2021,,", "EF56,IRO 3,01/01/2021,,", "GH78,iro 1,01/01/2021,,")
    files = allocations_of(workspace, tmp_path, *rows)
    preview = seen(workspace, files)
    assert groups(preview) == {
        "AB12": "changed", "CD34": "missing", "EF56": "left_out", "GH78": "left_out",
    }  # fmt: skip
    assert "first import" in line(preview, "GH78").note
    assert "allocated to you" in line(preview, "EF56").note
    take(workspace, files, "AB12")
    names = {one.name for one in workspace.snapshot.of(Officer)}
    assert names == {"IRO 1", "IRO 2"}


def test_a_store_of_the_whole_service_takes_all(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "s", today=TODAY, whole_service=True)
    preview = seen(workspace, files_of(workspace, tmp_path, **TWO))
    assert {one.name: (one.group, one.is_ours) for one in preview.children} == {
        "AB12": ("new", True),
        "CD34": ("new", True),
    }
    workspace.close()


# Groups and fields


def test_changes_are_shown_field_by_field_with_who_set_them(
    workspace: Workspace, tmp_path: Path, ab12: str
) -> None:
    with workspace.write("import", source="import:ssda903:2019") as write:
        write.put(replace(workspace.snapshot.cases[ab12].child, sex="F"))
    found = line(seen(workspace, files_of(workspace, tmp_path, **TWO)), "AB12")
    sex = next(one for one in found.lines if one.label == "Sex")
    assert (sex.before, sex.after, sex.what) == ("Female", "Male", "changed")
    assert sex.who.startswith("From SSDA903, year to March 2019")
    born = next(one for one in found.lines if one.label == "Date of birth")
    assert (born.before, born.after, born.what) == ("14 Jun 2010", "15 Jun 2010", "kept")
    assert born.who.startswith("Typed by IRO 1, ")
    assert found.kept == 1
    new = [one for one in found.lines if one.what == "new" and one.record.startswith("Placement")]
    assert "From: 6 May 2019" in new[0].after
    assert workspace.snapshot.cases[ab12].child.sex == "F"


def test_what_was_typed_of_care_is_said_to_stay(
    workspace: Workspace, tmp_path: Path, ab12: str
) -> None:
    (period,) = workspace.snapshot.cases[ab12].of(CarePeriod)
    with workspace.write("end") as write:
        write.put(replace(period, ended_on=date(2020, 1, 10)))
    ended = episode("AB12", "06/05/2019", dec="01/02/2020", rec="E4A")
    files = files_of(workspace, tmp_path, Header=TWO["Header"][:1], Episodes=[ended])
    kept = [one for one in line(seen(workspace, files), "AB12").lines if one.what == "kept"]
    assert ("10 Jan 2020", "1 Feb 2020") in {(one.before, one.after) for one in kept}
    take(workspace, files, "AB12")
    (period,) = workspace.snapshot.cases[ab12].of(CarePeriod)
    assert period.ended_on == date(2020, 1, 10)
    keep_winners(workspace, {"CarePeriod.ended_on"})
    take(workspace, files, "AB12")
    (period,) = workspace.snapshot.cases[ab12].of(CarePeriod)
    assert period.ended_on == date(2020, 2, 1)


def test_who_wins_is_kept_by_field(workspace: Workspace, tmp_path: Path, ab12: str) -> None:
    files = files_of(workspace, tmp_path, **TWO)
    assert seen(workspace, files).deciding == {"Child.born_on": ("Date of birth (child)", False)}
    keep_winners(workspace, {"Child.born_on", "No.such"})
    assert winners(workspace) == {"Child.born_on"}
    preview = seen(workspace, files)
    assert preview.deciding == {"Child.born_on": ("Date of birth (child)", True)}
    assert line(preview, "AB12").kept == 0
    take(workspace, files, "AB12")
    assert workspace.snapshot.cases[ab12].child.born_on == date(2010, 6, 15)
    # The command line does not look at it.
    with workspace.write("type") as write:
        write.put(replace(workspace.snapshot.cases[ab12].child, born_on=date(2010, 6, 13)))
    run_import(workspace, "ssda903", a_return(tmp_path / "c", **TWO), year=2020)
    assert workspace.snapshot.cases[ab12].child.born_on == date(2010, 6, 13)


def test_unchanged_missing_and_left_out_are_listed_and_left_alone(
    workspace: Workspace, tmp_path: Path, ab12: str
) -> None:
    take(workspace, files_of(workspace, tmp_path, **TWO), "AB12", "CD34")
    cd34 = workspace.snapshot.case_by_reference("CD34")
    assert cd34 is not None
    preview = seen(workspace, files_of(workspace, tmp_path, **TWO))
    assert line(preview, "CD34").group == "unchanged"
    only_one = {name: rows[1:] for name, rows in TWO.items()}
    preview = seen(workspace, files_of(workspace, tmp_path / "one", **only_one))
    assert groups(preview) == {"CD34": "unchanged", "AB12 A.B.": "missing"}
    assert not line(preview, "AB12").can_take
    take(workspace, files_of(workspace, tmp_path / "one", **only_one), "CD34")
    assert ab12 in workspace.snapshot.cases
    delete_child(workspace, cd34.child.id)
    preview = seen(workspace, files_of(workspace, tmp_path, **TWO))
    assert line(preview, "CD34").group == "left_out"
    assert "stays deleted" in line(preview, "CD34").note


def test_a_closed_case_is_not_missing(workspace: Workspace, tmp_path: Path, ab12: str) -> None:
    (period,) = workspace.snapshot.cases[ab12].of(CarePeriod)
    with workspace.write("end") as write:
        write.put(replace(period, ended_on=date(2019, 9, 1)))
    only_one = {name: rows[1:] for name, rows in TWO.items()}
    assert seen(workspace, files_of(workspace, tmp_path, **only_one)).of("missing") == []


# One undo


def test_undo_takes_the_whole_import_back_as_one_act(
    workspace: Workspace, tmp_path: Path, ab12: str
) -> None:
    before = workspace.snapshot.cases[ab12]
    take(workspace, files_of(workspace, tmp_path, **TWO), "AB12", "CD34")
    act, undone = undo_latest(workspace)
    assert act.words == "import of SSDA903, year to 31 March 2020"
    assert what_stayed(workspace.snapshot, undone) == ""
    assert references(workspace) == ["AB12"]
    assert workspace.snapshot.cases[ab12].child == before.child
    assert workspace.snapshot.cases[ab12].records == before.records
    redo_latest(workspace)
    assert references(workspace) == ["AB12", "CD34"]


def test_an_import_is_taken_back_after_later_edits_and_what_stays_is_named(
    workspace: Workspace, tmp_path: Path, ab12: str
) -> None:
    with pytest.raises(NoImportError):
        undo_import(workspace)
    take(workspace, files_of(workspace, tmp_path, **TWO), "AB12", "CD34")
    (found,) = workspace.snapshot.cases[ab12].of(Placement)
    with workspace.write("edit") as write:
        write.put(replace(found, urn="SC1"))
        write.put(replace(workspace.snapshot.cases[ab12].child, sex="F"))
    act, undone = undo_import(workspace)
    assert act.is_import
    assert references(workspace) == ["AB12"]
    assert workspace.snapshot.cases[ab12].of(Placement) == (replace(found, urn="SC1"),)
    assert workspace.snapshot.cases[ab12].of(Review) == ()
    assert what_stayed(workspace.snapshot, undone) == (
        "Changed since, and left as they are: sex of AB12 and the placement of 6 May 2019 of AB12."
    )
    with pytest.raises(NoImportError):
        undo_import(workspace)
    redo_latest(workspace)
    assert references(workspace) == ["AB12", "CD34"]


def test_cancelled_reading_previewing_and_writing_change_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    files = files_of(workspace, tmp_path, **TWO)
    position = workspace.snapshot.position
    for at in (1, 3, 6, 9):
        with pytest.raises(CancelledError):
            import_chosen(workspace, files, Choice(), cancelled=after(at))
    with pytest.raises(CancelledError):
        preview_import(workspace, files, Choice(), cancelled=lambda: True)
    with pytest.raises(CancelledError):
        read_files(workspace, "ssda903", [tmp_path / "r" / "*.csv"], cancelled=lambda: True)
    assert workspace.snapshot.position == position


# Matching


def with_upn(reference: str, upn: str = UPN, born: str = "15/06/2010") -> dict[str, list[str]]:
    return {
        "Header": [f"{reference},1,{born},WBRI,{upn},,"],
        "Episodes": [episode(reference, "06/05/2019")],
        "Reviews": [f"{reference},{born},03/06/2019,PN1"],
    }


def test_a_child_is_found_by_the_upn_and_the_other_reference_is_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, files_of(workspace, tmp_path, **with_upn("AB12")), "AB12")
    files = files_of(workspace, tmp_path / "2", **with_upn("ZZ99", UPN.lower()))
    found = line(seen(workspace, files), "AB12")
    assert (found.group, found.note) == ("changed", "ZZ99 in the file: found by the UPN")
    take(workspace, files, "ZZ99")
    child = one_child(workspace)
    assert (child.reference, child.other_references) == ("AB12", ("ZZ99",))
    case = workspace.snapshot.cases[child.id]
    assert [len(case.of(kind)) for kind in (CarePeriod, Review, Allocation)] == [1, 1, 1]
    # Without the UPN too it is found from now on, and nothing is added.
    again = files_of(workspace, tmp_path / "3", **with_upn("ZZ99", ""))
    assert line(seen(workspace, again), "AB12").group == "unchanged"
    both = {name: rows + with_upn("ZZ99")[name] for name, rows in with_upn("AB12").items()}
    both["Reviews"] = [*both["Reviews"], "ZZ99,15/06/2010,03/09/2019,PN1"]
    take(workspace, files_of(workspace, tmp_path / "4", **both), "AB12")
    case = workspace.snapshot.cases[child.id]
    assert len(workspace.snapshot.cases) == 1
    assert [len(case.of(kind)) for kind in (CarePeriod, Review, Placement)] == [1, 2, 1]


@pytest.mark.parametrize("upn", ["UN1", "A1"])
def test_what_is_no_upn_finds_nobody(workspace: Workspace, tmp_path: Path, upn: str) -> None:
    take(workspace, files_of(workspace, tmp_path, **with_upn("AB12", upn)), "AB12")
    files = files_of(workspace, tmp_path / "2", **with_upn("ZZ99", upn, "16/06/2010"))
    assert groups(seen(workspace, files)) == {"ZZ99": "not_ours", "AB12": "missing"}


def test_the_same_upn_with_another_birth_date_is_only_asked(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, files_of(workspace, tmp_path, **with_upn("AB12")), "AB12")
    files = files_of(workspace, tmp_path / "2", **with_upn("ZZ99", born="16/06/2010"))
    found = line(seen(workspace, files), "ZZ99")
    assert found.group == "ask"
    assert found.asks.startswith("The same child as AB12? They have the same UPN, but")
    take(workspace, files, "ZZ99")
    assert references(workspace) == ["AB12", "ZZ99"]


def test_two_of_one_upn_are_never_made_one(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, files_of(workspace, tmp_path, **with_upn("AB12")), "AB12")
    two = {name: rows + with_upn("YY88")[name] for name, rows in with_upn("ZZ99").items()}
    files = files_of(workspace, tmp_path / "2", **two)
    take(workspace, files, "ZZ99", "YY88")
    assert references(workspace) == ["AB12", "YY88", "ZZ99"]


def test_the_same_birth_date_is_asked_and_the_answer_holds_for_this_import(
    workspace: Workspace, tmp_path: Path
) -> None:
    child = Child(id="", reference="TYPED", born_on=date(2010, 6, 15), sex="M", initials="A.B.")
    child_id = add_child(workspace, child, today=TODAY)
    files = files_of(workspace, tmp_path, **TWO)
    found = line(seen(workspace, files), "AB12")
    assert found.asks == "The same child as TYPED A.B.? Both were born on 15 June 2010."
    assert (found.alike_id, found.is_ours) == (child_id, False)
    no = seen(workspace, files, **{found.read_id: ""})
    assert line(no, "AB12").group == "not_ours"
    yes = seen(workspace, files, **{found.read_id: child_id})
    assert line(yes, "TYPED").group == "changed"
    take(workspace, files, "AB12", **{found.read_id: child_id})
    child = one_child(workspace)
    assert (child.id, child.reference, child.other_references) == (child_id, "TYPED", ("AB12",))
    assert len(workspace.snapshot.cases[child_id].of(Review)) == 1


def test_other_initials_or_sex_are_nobody_alike(workspace: Workspace, tmp_path: Path) -> None:
    girl = Child(id="", reference="TYPED", born_on=date(2010, 6, 15), sex="F")
    add_child(workspace, girl, today=TODAY)
    assert line(seen(workspace, files_of(workspace, tmp_path, **TWO)), "AB12").asks == ""


def test_the_officer_of_the_store_gets_the_children_who_are_taken(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, files_of(workspace, tmp_path, **TWO), "CD34")
    assert {one.officer_id for one in workspace.snapshot.of(Allocation)} == {OFFICER_ID}
