"""The roster of a team lead: read from CSV and workbooks, and written again."""

from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.errors import EmptyFileError, MissingColumnError, NotTextError
from iro_desktop.domain.team.roster import Away, Member, Post, Roster, UnallocatedChildren
from iro_desktop.importers.roster import roster_in
from iro_desktop.importers.roster_cells import children_of, fte_of, month_of, reason_of
from iro_desktop.reports.roster_file import HEADINGS, roster_file
from tests.workbooks import as_xlsx

HEADING = ",".join(HEADINGS)
TEXT = f"""{HEADING}
a1,Jo Field,J Field; Joanna Field,North,East,1,,01/04/2019,30/09/2019,
a1,Jo Field,,North,East,0.6,,01/10/2019,,
,Jo Field,,,,,Maternity,02/01/2020,,
,Sam Wood,,South,West,0.8,,,,
,Vacancy,,South,West,1,,01/02/2020,,
,Unallocated,,,,,,March 2020,,7
,Unallocated,,South,,,,2020-01,Feb-20,3
"""


def read_text(folder: Path, text: str) -> tuple[Roster, list[str]]:
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    roster, problems = roster_in(path)
    return roster, [f"{one.row}: {one.sentence}" for one in problems]


def test_rows_are_posts_absences_vacancies_and_unallocated_children(tmp_path: Path) -> None:
    roster, problems = read_text(tmp_path, TEXT)
    assert problems == []
    jo, sam = roster.members
    assert (jo.officer_id, jo.name, jo.other_names) == (
        "a1", "Jo Field", ("J Field", "Joanna Field"),
    )  # fmt: skip
    assert jo.posts == (
        Post(1, date(2019, 4, 1), date(2019, 9, 30), "North", "East"),
        Post(0.6, date(2019, 10, 1), None, "North", "East"),
    )
    assert jo.absences == (Away("maternity", date(2020, 1, 2)),)
    assert sam == Member("", "Sam Wood", (), (Post(0.8, None, None, "South", "West"),))
    assert roster.vacancies == (Post(1, date(2020, 2, 1), None, "South", "West"),)
    assert roster.unallocated_by_month() == {
        date(2020, 1, 1): 3, date(2020, 2, 1): 3, date(2020, 3, 1): 7,
    }  # fmt: skip


def test_what_is_written_is_read_again_as_it_was(tmp_path: Path) -> None:
    roster, _ = read_text(tmp_path, TEXT)
    again, problems = read_text(tmp_path, roster_file(roster))
    assert problems == []
    assert again == roster


def test_no_name_is_a_formula() -> None:
    roster = Roster((Member("a1", "=1+1", (), (Post(1.0),)),))
    assert "\na1,'=1+1," in roster_file(roster).replace("\r", "")


def test_a_workbook_is_read_as_a_csv_file_is(tmp_path: Path) -> None:
    rows: list[list[str | float | date]] = [
        list(HEADINGS),
        ["a1", "Jo Field", "", "North", "East", 0.6, "", date(2019, 4, 1), "", ""],
        ["", "Unallocated", "", "", "", "", "", date(2020, 3, 1), "", 7],
    ]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(as_xlsx({"Notes": [], "Roster": rows}))
    roster, problems = roster_in(path)
    assert problems == ()
    assert roster.members[0].posts == (Post(0.6, date(2019, 4, 1), None, "North", "East"),)
    assert roster.unallocated == (UnallocatedChildren(date(2020, 3, 1), 7),)


@pytest.mark.parametrize(
    "row, sentence",
    [
        ("a1,Jo,,,,three,,,,", "2: “three” is no FTE from 0 to 2, so the row was left out."),
        ("a1,Jo,,,,2.5,,,,", "2: “2.5” is no FTE from 0 to 2, so the row was left out."),
        ("a1,Jo,,,,1,,soon,,", "2: “soon” is no date such as 31/03/2018, so the row"),
        ("a1,Jo,,,,1,,02/01/2020,01/01/2020,", "2: It ends on 1 January 2020, before it starts"),
        ("a1,Jo,,,,,Sick,,,", "2: An absence needs the day from which, so the row was left out."),
        (",,,,,,,March 2020,,many", "2: “many” is no number of children, so the row was left out."),
        (",,,,,,,soon,,4", "2: “soon” is no month such as March 2020, so the row was left out."),
        (",,,,,,,2020-03,2020-01,4", "2: March 2020 to January 2020 are no months that fit"),
        ("a1,Jo,,,,1,Fishing,01/01/2020,,", "2: “Fishing” is no reason that is known, so it is"),
        ("a1,Jo,,,,,Sick,01/01/2020,,", "0: Jo has no row with an FTE, so is not expected in any"),
    ],
)
def test_a_row_that_is_wrong_says_why(tmp_path: Path, row: str, sentence: str) -> None:
    _, problems = read_text(tmp_path, f"{HEADING}\n{row}\n")
    assert len(problems) == 1
    assert problems[0].startswith(sentence)


@pytest.mark.parametrize(
    "rows, sentence",
    [
        ("a1,Jo,,,,1,,,,\na1,Jo,,,,0.5,,,,", "0: Jo has two rows for the same days: their FTE is"),
        ("a1,Jo,,,,1,,,,\na2,Jo,,,,1,,,,", "0: Jo and Jo share a name: their summaries are told"),
        (",,,,,,,2020-03,,4\n,,,,,,,2020-03,,5", "3: March 2020 is there twice; the later row"),
    ],
)
def test_rows_that_do_not_fit_each_other_are_said(tmp_path: Path, rows: str, sentence: str) -> None:
    _, problems = read_text(tmp_path, f"{HEADING}\n{rows}\n")
    assert [one.startswith(sentence) for one in problems] == [True]


def test_one_row_may_hold_both_the_fte_and_the_absence(tmp_path: Path) -> None:
    roster, problems = read_text(tmp_path, f"{HEADING}\na1,Jo,,N,E,0.8,Sick,01/01/2020,,\n")
    assert problems == []
    assert roster.members[0].posts == (Post(0.8, None, None, "N", "E"),)
    assert roster.members[0].absences == (Away("sickness", date(2020, 1, 1)),)


def test_only_a_name_and_an_fte_are_needed(tmp_path: Path) -> None:
    roster, problems = read_text(tmp_path, "IRO;FTE\nJo;0,8\n")
    assert problems == []
    assert roster.members == (Member("", "Jo", (), (Post(0.8),)),)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match=r"roster\.csv has no column “FTE”"):
        read_text(tmp_path, "name,team\nJo,North\n")


def test_what_is_no_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotTextError, match="is XML"):
        read_text(tmp_path, "<roster/>")
    with pytest.raises(EmptyFileError):
        read_text(tmp_path, "\n\n")


@pytest.mark.parametrize(
    "text, month",
    [
        ("2020-03", 3), ("03/2020", 3), ("March 2020", 3), ("Mar-20", 3), ("mar 2020", 3),
        ("31/03/2020", 3), ("2020-03-01", 3), ("13/2020", 0), ("Mai 2020", 0), ("2020", 0),
        ("", 0),
    ],
)  # fmt: skip
def test_a_month_may_be_written_in_several_ways(text: str, month: int) -> None:
    assert month_of(text) == (date(2020, month, 1) if month else None)


def test_cells_say_a_number_or_none() -> None:
    assert [fte_of(one) for one in ("1", "0.6", "0,6", "2", "2.1", "-1", "x")] == [
        1, 0.6, 0.6, 2, None, None, None,
    ]  # fmt: skip
    assert [children_of(one) for one in ("7", "7.0", "0", "7.5", "-1", "9999")] == [
        7, 7, 0, None, None, None,
    ]  # fmt: skip
    assert [reason_of(one) for one in ("Sick leave", "annual_leave", "Vacancy", "gone")] == [
        "sickness", "annual_leave", "vacancy", None,
    ]  # fmt: skip
