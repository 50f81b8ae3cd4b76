"""An allocations file: child, IRO, from, to, named or covering."""

from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.errors import MissingColumnError, NotTextError
from iro_desktop.domain.records import Allocation, Officer
from iro_desktop.importers.allocations import read
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import ImportRead
from tests.returns import a_file

TODAY = date(2021, 6, 1)


def read_text(folder: Path, text: str) -> ImportRead:
    return read([a_file(folder, text)], today=TODAY)


def test_each_row_is_an_allocation_and_each_name_an_iro(tmp_path: Path) -> None:
    result = read_text(
        tmp_path,
        "child,officer,from,to,named or covering\n"
        "AB12,IRO 1,06/05/2019,31/12/2019,named\n"
        "AB12,IRO  2,2020-01-01,,\n"
        "CD34,iro 1,01/02/2020,14/02/2020,Covering\n",
    )
    officers = [one for one in result.records if isinstance(one, Officer)]
    allocations = [one for one in result.records if isinstance(one, Allocation)]
    assert [(one.name, one.role) for one in officers] == [("IRO 1", "iro"), ("IRO 2", "iro")]
    first, second = (one.id for one in officers)
    assert [(one.officer_id, one.role, one.from_on, one.to_on) for one in allocations] == [
        (first, "named", date(2019, 5, 6), date(2019, 12, 31)),
        (second, "named", date(2020, 1, 1), None),
        (first, "covering", date(2020, 2, 1), date(2020, 2, 14)),
    ]
    assert allocations[0].child_id == record_id("Child", "AB12")
    assert not any(one.assumed for one in allocations)
    assert result.problems == ()
    assert result.read == {"Allocation": 3}


@pytest.mark.parametrize(
    "headings",
    [
        "Child,IRO,From,To,Role",
        "CHILD_ID;Allocated IRO;Start Date;End date;Type",
        "\ufeffChild Unique ID\tIRO name\tDate from\tUntil\tNamed/covering",
        "team,to,from,officer,child",
    ],
)
def test_headings_may_be_spelled_in_several_ways(tmp_path: Path, headings: str) -> None:
    row = {"child": "AB12", "officer": "IRO 1", "from": "06/05/2019", "to": "", "role": ""}
    cells = ["North", "", "06/05/2019", "IRO 1", "AB12"] if "team" in headings else row.values()
    separator = next(sign for sign in ";\t," if sign in headings)
    result = read_text(tmp_path, f"{headings}\n{separator.join(cells)}\n")
    (allocation,) = (one for one in result.records if isinstance(one, Allocation))
    assert allocation.from_on == date(2019, 5, 6)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match=r"any\.csv has no column “IRO”"):
        read_text(tmp_path, "child,from,to\nAB12,06/05/2019,\n")


def test_xml_is_no_allocations_file(tmp_path: Path) -> None:
    with pytest.raises(NotTextError, match="is XML"):
        read_text(tmp_path, "<allocations/>")


@pytest.mark.parametrize(
    "row, sentence",
    [
        (",IRO 1,06/05/2019,,", "The row names no child"),
        ("AB12,,06/05/2019,,", "The row names no IRO"),
        ("AB12,IRO 1,,,", "There is no date from which"),
        ("AB12,IRO 1,soon,,", "“soon” is no date"),
        ("AB12,IRO 1,06/05/2019,later,", "“later” is no date"),
        ("AB12,IRO 1,06/05/2019,05/05/2019,", "It ends on 5 May 2019, before it starts"),
        ("AB12,IRO 1,06/05/2019,,sharing", "“sharing” is neither named nor covering"),
    ],
)
def test_a_row_that_is_wrong_is_left_out_and_says_why(
    tmp_path: Path, row: str, sentence: str
) -> None:
    result = read_text(tmp_path, f"child,officer,from,to,role\n{row}\n")
    (problem,) = result.problems
    assert problem.sentence.startswith(sentence)
    assert problem.sentence.endswith(", so the row was left out.")
    assert (problem.file, problem.row) == ("any.csv", 2)
    assert result.records == ()


def test_the_same_allocation_twice_counts_once_and_the_later_row_wins(tmp_path: Path) -> None:
    rows = "AB12,IRO 1,06/05/2019,\nAB12,IRO 1,06/05/2019,31/12/2019\n"
    result = read_text(tmp_path, "child,officer,from,to\n" + rows)
    (allocation,) = (one for one in result.records if isinstance(one, Allocation))
    assert allocation.to_on == date(2019, 12, 31)
    assert [one.row for one in result.problems] == [3]
